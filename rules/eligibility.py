"""Whether a member is rated this year, on what ground, or why not (PN-06, PN-26 to PN-28, TV-08, domain.md 4.5)."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rules.policy import Policy

Code = Literal["eligible", "short", "wait-remarks", "admitted-lately", "after-registration", "paper", "party"]
Ground = Literal["months", "remarks", "waived", ""]
NOT_CLASSIFIED: tuple[Code, ...] = ("short", "admitted-lately", "after-registration", "party")
"""Evaluated or not, these get no grade: the reasons of "not classified" in a report (domain.md 3.2)."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody was in a unit from a day to another, on which they were no longer there; None: still are."""

    unit: int
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Succession:
    """A unit became another on this day: merged, renamed, split. None: it was dissolved and nothing follows it."""

    unit: int
    successor: int | None
    day: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides. `registered`: a form was confirmed; `remarks`: how it stands with the old unit's word (PN-27)."""

    unit: int
    stays: Collection[Stay]
    successions: Collection[Succession] = ()
    admitted: date | None = None
    party: bool = False
    paper: bool = False
    registered: bool = False
    remarks: Literal["", "asked", "given", "waived"] = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands to the rating. `since`: continuous activity begins; `ground`: on what the member is rated."""

    code: Code
    since: date
    ground: Ground = ""
    source: str = ""


def standing(policy: Policy, facts: Facts, day: date) -> Standing:
    """The member's standing on the day of the evaluation, which the months are counted up to (PN-26)."""
    since = continuous_since(policy, facts)
    if facts.party and policy.party_members == "not-rated":
        return Standing("party", since, source="domain.md 4.5")
    if facts.paper:
        return Standing("paper", since, source="PN-06")
    if _admitted_lately(policy, facts.admitted) and policy.admitted_last_months == "evaluate-only":
        return Standing("admitted-lately", since, source="TV-08")
    if not facts.registered and _admitted_after_registration(policy, facts):
        return Standing("after-registration", since, source="PN-28")
    if months_after(since, policy.eligible_months) <= day:
        return Standing("eligible", since, "months", "PN-26")
    if came_from(facts) is None:
        return Standing("short", since, source="PN-26")
    if facts.remarks in ("given", "waived"):
        return Standing("eligible", since, "remarks" if facts.remarks == "given" else "waived", "PN-27")
    return Standing("wait-remarks", since, source="PN-27")


def continuous_since(policy: Policy, facts: Facts) -> date:
    """Since when without a break in this unit, and in those that it came out of (domain.md 4.2)."""
    now = _stay_in(facts.stays, facts.unit)
    while policy.clock_on_merger == "continues" and (before := _continued(facts, now)):
        now = before
    return now.since


def came_from(facts: Facts) -> int | None:
    """The unit that was left for this one (PN-27); None for whoever was in no other."""
    now = _stay_in(facts.stays, facts.unit)
    while before := _continued(facts, now):
        now = before
    left = [stay for stay in facts.stays if stay.until is not None and stay.until <= now.since and stay != now]
    return max(left, key=lambda stay: stay.since).unit if left else None


def answers_for(unit: int, successions: Collection[Succession], day: date) -> int | None:
    """Who speaks for a unit today: itself, what it became, or nobody but the level above (scenario 18)."""
    seen = {unit}
    while became := next((s for s in successions if s.unit == unit and s.day <= day), None):
        if became.successor is None or became.successor in seen:
            return None
        unit = became.successor
        seen.add(unit)
    return unit


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _stay_in(stays: Collection[Stay], unit: int) -> Stay:
    return max((stay for stay in stays if stay.unit == unit), key=lambda stay: stay.since)


def _continued(facts: Facts, now: Stay) -> Stay | None:
    """The stay that this one only goes on with, because the unit became this unit on the very day."""
    became = {(s.unit, s.day) for s in facts.successions if s.successor == now.unit}
    return next((stay for stay in facts.stays if (stay.unit, now.since) in became and stay.until == now.since), None)


def _admitted_lately(policy: Policy, admitted: date | None) -> bool:
    """In the last months of the cycle's year (TV-08)."""
    if admitted is None or not policy.admitted_months:
        return False
    return date(policy.year, 13 - policy.admitted_months, 1) <= admitted <= date(policy.year, 12, 31)


def _admitted_after_registration(policy: Policy, facts: Facts) -> bool:
    came = facts.admitted or (None if came_from(facts) else continuous_since(policy, facts))
    return policy.admitted_after == "wait" and came is not None and came > policy.registration
