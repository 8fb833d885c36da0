"""The code with which somebody makes one more account their own: six figures, good for a quarter of an hour."""

import re
from datetime import timedelta

FIGURES = 6
LASTS = timedelta(minutes=15)

_CODE = re.compile(rf"[0-9]{{{FIGURES}}}")
_BETWEEN = re.compile(r"[\s.-]+")
_SAID = re.compile(r"lien ?ket\W*([0-9][0-9 .-]*)")


def code_in(typed: str) -> str | None:
    """ "482 917" is 482917; None for what is no code."""
    figures = _BETWEEN.sub("", typed)
    return figures if _CODE.fullmatch(figures) else None


def code_said(folded: str) -> str | None:
    """The code of a whole message "lienket 482917", whatever is asked at the moment."""
    found = _SAID.fullmatch(folded)
    return code_in(found[1]) if found else None
