"""Who answers for a unit that is overdue: by sector, the nearest above first (PN-10, PN-11)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in office above a unit: so many levels up, and whose units this person answers for; "": all alike."""

    depth: int
    person: int
    sector: str


def who_answers(sector: str, above: Sequence[Holder]) -> tuple[int, ...]:
    """Whoever has the unit's sector in the nearest unit where somebody has it, else the nearest committee.

    Of that committee those who answer for other sectors are left out, unless it has nobody else.
    """
    with_sector = [holder for holder in above if sector and holder.sector == sector]
    nearest = _nearest(with_sector) or _nearest(above)
    for_all = [holder for holder in nearest if not holder.sector]
    found = nearest if with_sector else for_all or nearest
    return tuple(dict.fromkeys(holder.person for holder in found))


def _nearest(holders: Sequence[Holder]) -> list[Holder]:
    """Those of the lowest unit."""
    lowest = min((holder.depth for holder in holders), default=0)
    return [holder for holder in holders if holder.depth == lowest]
