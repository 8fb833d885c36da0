"""The rounds in which members look back during the year: which quarter or half-year is asked for when (PN-21)."""

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"half-year": 6, "quarter": 3}
LETTERS = {"half-year": "H", "quarter": "Q"}
GRACE = timedelta(days=15)  # a round can be answered for so long after its period
LEVELS = ("done", "on-track", "behind")
"""How a member says a content stands: done, going as planned, or behind the plan."""


@dataclass(frozen=True, slots=True)
class Period:
    """A quarter or half-year, `ends` being its last day; asked for from its last month to fifteen days after it."""

    year: int
    part: str
    begins: date
    ends: date

    @property
    def code(self) -> str:
        return f"{self.year}-{self.part}"

    @property
    def asked_from(self) -> date:
        return self.ends.replace(day=1)

    @property
    def asked_until(self) -> date:
        return self.ends + GRACE


def period_of(day: date, rhythm: str) -> Period:
    """The period in which the day lies; `rhythm` is the policy's: half-year or quarter."""
    months = MONTHS[rhythm]
    nth = (day.month - 1) // months
    begins = date(day.year, nth * months + 1, 1)
    ends = date(day.year, (nth + 1) * months, 28) + timedelta(days=4)
    return Period(day.year, f"{LETTERS[rhythm]}{nth + 1}", begins, ends.replace(day=1) - timedelta(days=1))


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
