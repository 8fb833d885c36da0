"""Positions of a list that was shown, single or from one to another: "1, 3-5" or "2 đến 4"."""

import re

_TO = re.compile(r"\s*(?:[-–—]|\bden\b)\s*")
_BETWEEN = re.compile(r"[\s,;]+(?:va )?")
_ONE = re.compile(r"([0-9]{1,3})(?:-([0-9]{1,3}))?")


def positions_in(folded: str) -> tuple[int, ...]:
    """Each position once, in the order said; none where anything else is said."""
    parts = [_ONE.fullmatch(part) for part in _BETWEEN.split(_TO.sub("-", folded.strip(" ,;.")))]
    if not all(parts):
        return ()
    ends = [sorted((int(part[1]), int(part[2] or part[1]))) for part in parts if part]
    return tuple(dict.fromkeys(at for first, last in ends for at in range(first, last + 1)))
