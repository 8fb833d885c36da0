"""When the level above hears that a branch is overdue, and which branches are (PN-11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from rules.deadlines import DAY, LATEST, Kind, calendar, next_day_on
from rules.policy import Policy
from rules.telling import Told, goes_at

OVERDUE = "overdue"
KINDS: tuple[Kind, ...] = ("registration", "entry", "rating")
"""The steps of which the level above hears: a committee's own, and how many of its members have not registered."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a branch is: its members, those who have not registered and should have, its committee's steps."""

    members: int
    missing: int
    entered: bool
    reported: bool

    @property
    def share_missing(self) -> Fraction:
        """Of all members, those who have not registered."""
        return Fraction(self.missing, self.members) if self.members else Fraction(0)

    def is_behind(self, kind: str) -> bool:
        """Whether a step whose day is over was not done. Who has no members owes nothing."""
        done = {"registration": not self.missing, "entry": self.entered, "rating": self.reported}
        return self.members > 0 and not done[kind]


def escalated_by(
    policy: Policy, sector: str, local: datetime, national: frozenset[date], *, opened: date
) -> Iterator[Told]:
    """The steps of a branch of which the level above is to hear by this moment of Viet Nam's clock.

    It is known from the first minute of the day, so that it goes out with whatever else a person is told on that day.
    """
    today, off = local.date(), policy.days_off.among(national)
    for step in calendar(policy, sector):
        on = next_day_on(step.day + policy.escalate_after * DAY, off)
        if step.kind in KINDS and opened <= step.day and on <= today <= on + LATEST:
            due = goes_at(policy, on, policy.digest_at, local, national)
            yield Told(OVERDUE, f"{OVERDUE} {step.kind}", step.day, due, -policy.escalate_after, step.kind)


def latest_join(policy: Policy) -> date:
    """Whoever came to the branch later than this is not missed (PN-28)."""
    return policy.registration if policy.admitted_after == "wait" else date.max
