"""Who is to be told of what today: the calendars of all units against the clock, the answer into the ledger."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime

from rules.limits import BRANCHES
from rules.telling import Told, told_by
from storage import planning
from storage.busy_units import units_with_something_waiting
from storage.calendars import UnitYear, unit_years
from storage.database import Database
from storage.instants import ZONE, local_day

SLICE = 300  # units planned in one transaction: no message waits longer than that takes


async def plan_reminders(database: Database, now: datetime, days_off: frozenset[date]) -> int:
    """Write into the ledger who is to be told of what has come due, each once (PN-03, PN-07, PN-09, PN-21, PN-22).

    Harmless to repeat, to run late and to run twice at once: the keys of the rows see to that. `days_off` are the
    country's holidays. Returns in how many slices of units there was something new.
    """
    years = list((await unit_years(database, now)).values())
    waiting = await units_with_something_waiting(database.read, local_day(now))
    alike = Alike(now.astimezone(ZONE), days_off)
    planned = 0
    for first in range(0, len(years), SLICE):
        tells = [
            (year, told)
            for year in years[first : first + SLICE]
            for told in alike.told(year, waiting=year.unit in waiting)
        ]
        if tells and await planning.plan(database, tells, now):
            planned += 1
        await asyncio.sleep(0)
    return planned


class Alike:
    """What units are told at one moment: most are told the same, which is worked out once."""

    def __init__(self, local: datetime, national: frozenset[date]) -> None:
        self._local = local
        self._national = national
        self._known: dict[tuple[object, ...], Sequence[Told]] = {}

    def told(self, year: UnitYear, *, waiting: bool) -> Sequence[Told]:
        policy, committee = year.cycle.policy, year.kind in BRANCHES
        key = (id(policy), year.cycle.sector, year.opened, committee, waiting)
        if key not in self._known:
            given = (policy, year.cycle.sector, self._local, self._national)
            self._known[key] = tuple(told_by(*given, opened=year.opened, committee=committee, waiting=waiting))
        return self._known[key]
