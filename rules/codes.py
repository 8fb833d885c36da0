"""Codes of forms and other things: five signs a person can read out, the last of which catches a slip."""

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31 signs, a prime; none looks like another (no 0 O 1 I L)
PREFIX = "DK-"
KINDS = {
    "DK": "form",
    "XL": "rating",
    "TD": "assessment",
    "BS": "supplement",
    "HT": "ticket",
    "XX": "appeal",
    "NX": "remark",
    "HD": "activity",
    "CH": "quiz",
    "KT": "inspection",
    "TB": "announcement",
    "TL": "paper",
    "BC": "number_report",
}
"""What a code stands for, by the two letters before it."""

_OF_KIND = {kind: letters for letters, kind in KINDS.items()}

_BODY = 4
_ROOM = len(SIGNS) ** _BODY
_STEP = 398_881  # prime to the room, so that neighbours in time get codes far apart


def form_code(number: int) -> str:
    """The code of a form's number (1, 2, 3 …). Longer than five signs only past 923,521 forms."""
    turns, rest = divmod(number, _ROOM)
    body = _signs(rest * _STEP % _ROOM, _BODY)
    head = _signs(turns, 1) if turns else ""
    return f"{PREFIX}{head}{body}{_check(head + body)}"


def form_number(code: str) -> int | None:
    """The form's number, or None for what is no code: any single wrong sign, any two signs swapped."""
    signs = code.strip().upper().removeprefix("DK").lstrip("-–— ")
    if len(signs) not in (_BODY + 1, _BODY + 2) or any(s not in SIGNS for s in signs):
        return None
    body, check = signs[:-1], signs[-1]
    if _check(body) != check:
        return None
    turns = SIGNS.index(body[0]) if len(body) > _BODY else 0
    rest = _value(body[-_BODY:]) * pow(_STEP, -1, _ROOM) % _ROOM
    return turns * _ROOM + rest or None


def code_of(kind: str, number: int) -> str:
    """The code of a thing of this kind: XL-7F3K9."""
    return f"{_OF_KIND[kind]}-{form_code(number).removeprefix(PREFIX)}"


def number_of(kind: str, text: str) -> int | None:
    """The number behind the code that the text begins with, if it is one of this kind."""
    word = (text.split(maxsplit=1) or [""])[0].upper()
    letters, dash, signs = word.partition("-")
    if letters == _OF_KIND[kind] and dash:
        return form_number(PREFIX + signs)  # the signs themselves may begin with DK
    return form_number(word) if kind == "form" else None


def any_code(word: str) -> bool:
    """Whether a word is a code of whatever kind."""
    return any(number_of(kind, word) is not None for kind in _OF_KIND)


def _check(body: str) -> str:
    """A weighted sum modulo 31: weights differ, so that swaps show as well as single slips."""
    return SIGNS[sum((at + 2) * SIGNS.index(sign) for at, sign in enumerate(reversed(body))) % len(SIGNS)]


def _signs(value: int, width: int) -> str:
    signs = ""
    for _ in range(width):
        value, at = divmod(value, len(SIGNS))
        signs = SIGNS[at] + signs
    return signs


def _value(signs: str) -> int:
    value = 0
    for sign in signs:
        value = value * len(SIGNS) + SIGNS.index(sign)
    return value
