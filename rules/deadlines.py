"""The calendar of a cycle: its steps, who owes each, its last day, and on which days somebody is told of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal

from rules.interim import TERM, period_of, rhythm_of
from rules.policy import Policy

Kind = Literal["registration", "entry", "interim", "self", "rating"]
OF_COMMITTEES: tuple[Kind, ...] = ("entry", "rating")
LATEST = timedelta(days=7)
"""What was to be said after a step's day is made up for within so many days, or not at all (products.md row 56)."""
Verdict = Literal["due", "superseded", "deadline-passed", "too-late"]
DAY = timedelta(days=1)
_WEEKEND = 5  # from this day of the week on


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody owes in a cycle. `period` where it comes back ("2027-H1"); `day`: the last day that counts."""

    kind: Kind
    day: date
    offsets: tuple[int, ...]
    period: str = ""

    @property
    def code(self) -> str:
        """Its name in the ledger: "interim 2027-H1"."""
        return f"{self.kind} {self.period}".strip()

    @property
    def of_committee(self) -> bool:
        """15/12 is the member's, 20/12 and 10/10 or 15/5 are the committee's."""
        return self.kind in OF_COMMITTEES


@dataclass(frozen=True, slots=True)
class Tell:
    """Whoever owes the step is told on this day; `offset`: so many days before its last one, negative after it."""

    offset: int
    on: date


def hour_of(step: Step, policy: Policy) -> time:
    """At what time a unit's people hear of the step: a committee with its digest."""
    return policy.digest_at if step.of_committee else policy.remind_at


def calendar(policy: Policy, sector: str) -> tuple[Step, ...]:
    """The steps of a cycle in a unit of this sector, as they come.

    Only the official days may mean "before" them; by when members assess themselves is the unit's own word. A round in
    which members look back is left out where they assess their whole year soon after.
    """
    self_day = policy.self_assessment_day(sector)
    steps = [
        Step("registration", policy.last_day(policy.registration), policy.remind_registration),
        Step("entry", policy.last_day(policy.entry), policy.remind_entry),
        Step("self", self_day, policy.remind_self),
        Step("rating", policy.last_day(policy.rating_day(sector)), policy.remind_rating),
        *_rounds(policy, sector, self_day),
    ]
    return tuple(sorted(steps, key=lambda step: step.day))


def _rounds(policy: Policy, sector: str, before: date) -> Iterator[Step]:
    rhythm = rhythm_of(policy, sector)
    period = period_of(date(policy.year - 1 if rhythm == TERM else policy.year, 1, 1), rhythm)
    while period.year == policy.year and period.asked_until < before:
        yield Step("interim", period.asked_until, policy.remind_interim, period.code)
        period = period_of(period.ends + DAY, rhythm)


def order_of_steps(policy: Policy, sector: str) -> tuple[Kind, ...]:
    """The steps of a unit of this sector whose day is not after that of the step before (PN-31)."""
    days: tuple[tuple[Kind, date], ...] = (
        ("registration", policy.registration),
        ("entry", policy.entry),
        ("self", policy.self_assessment_day(sector)),
        ("rating", policy.rating_day(sector)),
    )
    return tuple(later for (_, first), (later, second) in pairwise(days) if second <= first)


def tells(step: Step, days_off: Collection[date]) -> tuple[Tell, ...]:
    """On which days the step is spoken of, the first first, never twice on one day.

    Where the last day is no working day, the last working day before it is one of them (domain.md 4.6). A day off
    passes it on to the next day, past the last one it goes to the day before instead: shifted, never dropped.
    """
    offsets = set(step.offsets)
    working = last_working_day(step.day, days_off)
    if working != step.day and any(offset >= 0 for offset in offsets):
        offsets.add((step.day - working).days)
    found: dict[date, int] = {}
    for offset in sorted(offsets, reverse=True):  # of two that meet on one day the one nearer to the end counts
        found[_shifted(step.day, offset, days_off)] = offset
    return tuple(Tell(offset, on) for on, offset in sorted(found.items()))


def last_working_day(day: date, days_off: Collection[date]) -> date:
    """The day itself, or the last one before it that is neither at a weekend nor off."""
    while day.weekday() >= _WEEKEND or day in days_off:
        day -= DAY
    return day


def next_day_on(day: date, days_off: Collection[date]) -> date:
    """The day itself, or the first one after it that is not off."""
    while day in days_off:
        day += DAY
    return day


def _shifted(last: date, offset: int, days_off: Collection[date]) -> date:
    wanted = last - timedelta(days=offset)
    on = next_day_on(wanted, days_off)
    if offset >= 0 and on > last:
        while wanted in days_off:
            wanted -= DAY
        return wanted
    return on


def judged(step: Step, told: Collection[Tell], today: date) -> Iterator[tuple[Tell, Verdict]]:
    """What is to become of the days that have come by today: the last one is due, those before it were missed.

    Whoever was away for days is told once (products.md row 56): nobody is told "14 days left" on the seventh.
    """
    come = [tell for tell in told if tell.on <= today]
    for tell in come[:-1]:
        yield tell, "superseded"
    for tell in come[-1:]:
        if tell.offset >= 0:
            yield tell, "deadline-passed" if today > step.day else "due"
        else:
            yield tell, "too-late" if today > tell.on + LATEST else "due"


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody may be written to: from `opens` to `closes`, never on a day off; where the two are one, always.

    Somebody who works at night opens late and closes early: then the hours run over midnight.
    """

    opens: time
    closes: time
    days_off: frozenset[date] = frozenset()

    def next_moment(self, local: datetime) -> datetime:
        """This moment if it is a good one, else the first good one after it: shifted, never dropped."""
        day = local.date()
        if day not in self.days_off and self.is_open(local.time()):
            return local
        if local.time() >= self.closes and self.opens < self.closes:
            day += DAY
        free = next_day_on(day, self.days_off)
        begins = time.min if free > local.date() and self.is_open(time.min) else self.opens
        return datetime.combine(free, begins, tzinfo=local.tzinfo)

    def is_open(self, at: time) -> bool:
        """Whether the hour is a good one, on a day that is not off."""
        if self.opens < self.closes:
            return self.opens <= at < self.closes
        return at >= self.opens or at < self.closes


def hours_of(policy: Policy, national: Collection[date]) -> Hours:
    return Hours(policy.quiet_until, policy.quiet_from, policy.days_off.among(national))
