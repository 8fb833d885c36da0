"""The rounds in which members look back during the year: which part of the year is asked for when (PN-21)."""

from dataclasses import dataclass
from datetime import date, timedelta

from rules.policy import SCHOOLS, Policy

MONTHS = {"half-year": 6, "quarter": 3}
LETTERS = {"half-year": "H", "quarter": "Q"}
TERM = "term"
"""The rhythm of schools in place of half-years: their year is rated in May, so their half of it ends with December."""
GRACE = timedelta(days=15)  # a round can be answered for so long after its period
LEVELS = ("done", "on-track", "behind")
"""How a member says a content stands: done, going as planned, or behind the plan."""


@dataclass(frozen=True, slots=True)
class Period:
    """A part of the year, `ends` being its last day, and the days on which members are asked about it."""

    year: int
    part: str
    begins: date
    ends: date
    asked_from: date
    asked_until: date

    @property
    def code(self) -> str:
        return f"{self.year}-{self.part}"


def rhythm_of(policy: Policy, sector: str) -> str:
    """Half-year or quarter as the cycle says; for schools one round, in January (domain.md 7, PN-09)."""
    return TERM if sector == SCHOOLS and policy.interim == "half-year" else policy.interim


def period_of(day: date, rhythm: str) -> Period:
    """The period in which the day lies.

    A quarter or half-year is asked for from its last month to fifteen days after it; the year of schools until the end
    of the January that follows it, in the middle of the year that is rated.
    """
    if rhythm == TERM:
        rated = day.year + 1
        first, last = date(rated, 1, 1), date(rated, 1, 31)
        return Period(rated, "S1", date(day.year, 1, 1), first - timedelta(days=1), first, last)
    months = MONTHS[rhythm]
    nth = (day.month - 1) // months
    begins = date(day.year, nth * months + 1, 1)
    after = date(day.year, (nth + 1) * months, 28) + timedelta(days=4)
    ends = after.replace(day=1) - timedelta(days=1)
    return Period(day.year, f"{LETTERS[rhythm]}{nth + 1}", begins, ends, ends.replace(day=1), ends + GRACE)


def period_before(period: Period, rhythm: str) -> Period:
    return period_of(period.begins - timedelta(days=1), rhythm)


def period_asked(day: date, rhythm: str) -> Period | None:
    """The period that members are asked about on this day, if any."""
    now = period_of(day, rhythm)
    before = period_before(now, rhythm)
    if day <= before.asked_until:
        return before
    return now if day >= now.asked_from else None


def period_next(day: date, rhythm: str, year: int) -> Period:
    """The one asked about on this day or next, of this year at the earliest."""
    day = max(day, date(year, 1, 1) + GRACE)  # until then it is the last period of the year before
    return period_asked(day, rhythm) or period_of(day, rhythm)


def period_latest(day: date, rhythm: str) -> Period:
    """The one asked about today, else the one that was last: what a committee comments on."""
    return period_asked(day, rhythm) or period_before(period_of(day, rhythm), rhythm)
