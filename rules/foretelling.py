"""What the people of a unit will hear of on a day, seen from before: its calendar, as the clock will go by it then."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from rules.deadlines import calendar, hour_of, hours_of, tells
from rules.policy import Policy
from rules.telling import Told, told_by

LATE = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Foretold:
    """Something that will be told. `planned` is when it is written into the ledger: no message before that has it."""

    told: Told
    planned: datetime


def steps_told(
    policy: Policy, sector: str, zone: tzinfo, national: frozenset[date], opened: date
) -> Iterator[Foretold]:
    """Each day of each step."""
    hours = hours_of(policy, national)
    for step in calendar(policy, sector):
        at = hour_of(step, policy)
        for tell in tells(step, hours.days_off):
            if tell.on >= opened:
                due = hours.next_moment(datetime.combine(tell.on, at, tzinfo=zone))
                planned = datetime.combine(tell.on, time(), tzinfo=zone)
                yield Foretold(Told(step.kind, step.code, step.day, due, tell.offset, step.period), planned)


def news_told(
    policy: Policy, sector: str, day: date, zone: tzinfo, national: frozenset[date], opened: date, *, waiting: bool
) -> Iterator[Foretold]:
    """What a committee is told on that day beside its steps, as far as there will be anything to say."""
    steps = {step.code for step in calendar(policy, sector)}
    late = datetime.combine(day, LATE, tzinfo=zone)
    for one in told_by(policy, sector, late, national, opened=opened, committee=True, waiting=waiting):
        if one.step not in steps and one.due.date() == day:
            yield Foretold(one, datetime.combine(day, time(), tzinfo=zone))


def missed(policy: Policy, sector: str, local: datetime, national: frozenset[date], opened: date) -> Iterator[Foretold]:
    """What is to be told today because nobody was told when its day came; it counts where that was not planned."""
    soon = hours_of(policy, national).next_moment(local)
    if soon.date() == local.date():
        for one in told_by(policy, sector, soon, national, opened=opened, committee=False, waiting=False):
            if one.verdict == "due" and one.due.date() == local.date():
                yield Foretold(one, soon)
