"""How much of a name is shown to somebody who is not yet known."""


def mask(name: str) -> str:
    """First and last word in full, the rest as initials: "Nguyễn Văn An" becomes "Nguyễn V** An"."""
    words = name.split()
    if len(words) < 3:
        return " ".join([*words[:-1], f"{words[-1][0]}**"]) if len(words) == 2 else name[:1] + "**"
    return " ".join([words[0], *(f"{w[0]}**" for w in words[1:-1]), words[-1]])
