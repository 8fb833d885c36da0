"""Texts in the pieces a platform takes, counted as the platforms count: in UTF-16 units."""


def units(text: str) -> int:
    """The length as Telegram and Zalo count it."""
    return len(text.encode("utf-16-le")) // 2


def pieces(text: str, most: int) -> list[str]:
    """The text in pieces of at most `most` units, broken between lines, else between words, never inside a sign."""
    found: list[str] = []
    rest = text.strip("\n ")
    while units(rest) > most:
        end = _fits(rest, most)
        at = max(rest.rfind("\n", 0, end + 1), 0) or max(rest.rfind(" ", 0, end + 1), 0) or end
        found.append(rest[:at].rstrip("\n "))
        rest = rest[at:].lstrip("\n ")
    return [*found, rest]


def _fits(text: str, most: int) -> int:
    """How many characters of the text make at most `most` units."""
    used = 0
    for at, sign in enumerate(text):
        used += 2 if ord(sign) > 0xFFFF else 1
        if used > most:
            return at
    return len(text)
