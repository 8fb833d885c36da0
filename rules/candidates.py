"""Who gets a letter about the year's result, who may be proposed for more, and how many votes that takes."""

from rules.rating import GRADES
from rules.recognition import STANDS

HIGHEST = GRADES[0]
"""Only those with the highest grade are commended or introduced (PN-13, domain.md 4.5)."""


def is_settled(state: str, outcome: str | None) -> bool:
    """Whether a result can be put on paper: it is decided and did not come back, and somebody was assessed at all."""
    return state in STANDS and outcome is not None and outcome != "chua-danh-gia"


def left_out(state: str, outcome: str | None, *, here: bool, party: bool = False) -> str | None:
    """Why somebody is not proposed, by its code, or None. `here`: on the branch's list today; `party`: in the Party.

    Outcomes are their own reasons; an appeal is none: the meeting knows of it and decides.
    """
    if state not in STANDS or outcome is None:
        return "open"
    if outcome != HIGHEST:
        return outcome
    if not here:
        return "left"
    return "party" if party else None


def votes_needed(members: int) -> int:
    """At least two thirds of all members of the branch (domain.md 4.5): 27 of 40."""
    return -(-2 * members // 3)
