"""The code with which an act on several people is done in words: four figures, good once and for ten minutes."""

import re
from datetime import timedelta

LASTS = timedelta(minutes=10)
FIGURES = 4

_LOWEST = 10 ** (FIGURES - 1)
_ROOM = 9 * _LOWEST
_STEP = 6007  # prime to the room: a person sees no code again before all others
_APART = 3571  # from one person to the next
_CODE = re.compile(rf"(?:(\D+?) ?)?([0-9]{{{FIGURES}}})")


def once_code(person: int, nth: int) -> str:
    """The nth code that this person is shown."""
    return str(_LOWEST + (person * _APART + nth * _STEP) % _ROOM)


def code_once(folded: str) -> tuple[str, str] | None:
    """The word and the code of a whole message "xong 4827", the word empty where there is none."""
    found = _CODE.fullmatch(folded)
    return (found[1] or "", found[2]) if found else None
