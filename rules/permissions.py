"""Who may act on whose form (domain.md 4.3). The answer is the code of the obstacle, or None."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Case:
    """What decides about a form: whose it is, its unit, the unit above, and whether the owner sits on the committee."""

    owner: int
    unit: int
    above: int | None
    owner_in_committee: bool


def obstacle_to_decide(person: int, offices: Collection[int], case: Case) -> str | None:
    """Confirming and returning. `offices` are the units in whose committee the person sits today.

    A committee member's own form is decided by the others of the committee or by the unit above, never by its owner.
    """
    if person == case.owner:
        return "own-form"
    if case.unit in offices:
        return None
    if case.owner_in_committee and case.above in offices:
        return None
    return "not-yours"


def obstacle_to_see(person: int, offices: Collection[int], case: Case) -> str | None:
    """Reading a form: its owner, and whoever may decide it."""
    return None if person == case.owner else obstacle_to_decide(person, offices, case)


@dataclass(frozen=True, slots=True)
class RatingCase:
    """What decides about a rating: whose it is, the branch, the unit above, and who sits on the branch's committee."""

    owner: int
    unit: int
    above: int | None
    owner_in_committee: bool
    has_committee: bool


def obstacle_to_rate(person: int, offices: Collection[int], case: RatingCase) -> str | None:
    """Deciding about a member's year (domain.md 4.3: "not own").

    A committee member's own result is for the others of the committee or the unit above; a branch without a committee
    is rated by the unit above.
    """
    if person == case.owner:
        return "own-rating"
    if case.unit in offices:
        return None
    if case.above in offices and (case.owner_in_committee or not case.has_committee):
        return None
    return "not-yours"


def obstacle_to_vote(person: int, unit: int, owner: int, branch: int) -> str | None:
    """In the collective every member of the branch has a vote about the others, none about themselves (PN-23)."""
    if person == owner:
        return "own-rating"
    return None if unit == branch else "not-yours"


def obstacle_to_see_evidence(person: int, offices: Collection[int], case: Case) -> str | None:
    """Opening what shows a member's work: its owner, the committee of the unit and of the one above (domain.md 4.3)."""
    if person == case.owner or case.unit in offices or case.above in offices:
        return None
    return "not-yours"


def may_undo(person: int, offices: Collection[int], concerned: int | None, units: Collection[int]) -> bool:
    """Taking an act of one's own back: as whom it was done one must still be, the member or somebody in office.

    `concerned` is the member it was about, `units` the unit it was done in and all above it.
    """
    return person == concerned or not set(units).isdisjoint(offices)


def may_read_log(offices: Collection[int], units: Collection[int]) -> bool:
    """The record of a unit: its own committee and those above it. `units` are the unit and all above it."""
    return not set(units).isdisjoint(offices)


def may_read_reason(
    person: int, offices: Collection[int], concerned: int | None, actor: int | None, unit: int, kind: str | None = None
) -> bool:
    """A person's own words in the record: whom they are about, who wrote them, and the committee that sees the form.

    What is said of a rating (`kind`) its member reads with the result, once it is decided, and not line by line before.
    """
    return person == actor or unit in offices or (person == concerned and kind != "rating")


def insight(offices: Collection[int], path: Sequence[int]) -> Literal["names", "numbers"] | None:
    """How much of a unit somebody sees; `path` is the unit and all above it, nearest first.

    Each level sees one level down in full and below that in numbers (BT-03); nobody sees outside the own subtree
    (PN-02).
    """
    levels = next((level for level, unit in enumerate(path) if unit in offices), None)
    if levels is None:
        return None
    return "names" if levels <= 1 else "numbers"


def obstacle_to_reopen(person: int, offices: Collection[int], owner: int, above: Collection[int]) -> str | None:
    """Reopening a closed result: the level that settled it or one further up (`above` the branch), never the owner."""
    if person == owner:
        return "own-result"
    return None if set(offices) & set(above) else "not-yours"


def obstacle_to_rule(
    person: int, offices: Collection[int], unit: int, owner: int, deciders: Collection[int]
) -> str | None:
    """Answering an appeal that a unit hears: somebody of its committee who neither appeals nor decided the rating."""
    if unit not in offices:
        return "not-yours"
    return "own-result" if person == owner else "decided-it" if person in deciders else None


def obstacle_to_see_result(person: int, offices: Collection[int], owner: int, readers: Collection[int]) -> str | None:
    """Reading a result: its owner, and the committees of the units that it concerns."""
    return None if person == owner or not {*offices}.isdisjoint(readers) else "not-yours"
