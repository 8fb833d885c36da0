"""Branches that are overdue: whoever answers for their sector above is told, once (PN-11)."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import date, datetime

from rules.escalation import escalated_by, latest_join
from rules.limits import BRANCHES
from rules.telling import Told
from storage.calendars import UnitYear, unit_years
from storage.database import Database
from storage.escalations import Escalations, Step, escalate, not_escalated_yet
from storage.instants import ZONE
from storage.responsible import Responsible

SLICE = 100  # branches written down in one transaction


async def plan_escalations(database: Database, now: datetime, days_off: frozenset[date]) -> int:
    """Write into the ledger who above is to hear of which branch; returns of how many steps somebody hears.

    Harmless to repeat and to run twice at once. On most days no branch's day has come, and nothing is asked.
    """
    come = _come((await unit_years(database, now)).values(), now, days_off)
    answers = Answers(Responsible(database.read, None, now))
    found = 0
    for first in range(0, len(come), SLICE):
        steps = come[first : first + SLICE]
        fresh = await not_escalated_yet(database, ((year, told, now) for year, told in steps))
        new = [(year, told) for year, told in steps if (year.unit, told.step) in fresh]
        if not new:
            continue
        behind = await _behind(Escalations(database.read, None, now), new)
        told = [(step, await answers.who(step[0])) for step in behind]
        await escalate(database, new, told, now)
        found += sum(bool(people) for _, people in told)
        await asyncio.sleep(0)
    return found


def _come(years: Collection[UnitYear], now: datetime, days_off: frozenset[date]) -> Sequence[Step]:
    """What has come of all branches' calendars. Most of them share one, which is looked at once."""
    local = now.astimezone(ZONE)
    known: dict[tuple[object, ...], Sequence[Told]] = {}
    found: list[Step] = []
    for year in years:
        policy, sector = year.cycle.policy, year.cycle.sector
        key = (id(policy), sector, year.opened)
        if year.kind in BRANCHES and key not in known:
            known[key] = tuple(escalated_by(policy, sector, local, days_off, opened=year.opened))
        found += [(year, told) for told in known.get(key, ()) if year.kind in BRANCHES]
    return found


async def _behind(store: Escalations, steps: Sequence[Step]) -> Sequence[Step]:
    """Those of which something is still to be done."""
    branches = {year.unit: (year.cycle.id, latest_join(year.cycle.policy)) for year, _ in steps}
    progress = await store.progress_of(branches)
    return [(year, told) for year, told in steps if progress[year.unit].is_behind(told.period)]


class Answers:
    """Who answers for a branch: the same people for all branches of a sector in one place."""

    def __init__(self, store: Responsible) -> None:
        self._store = store
        self._known: dict[tuple[object, ...], Sequence[int]] = {}

    async def who(self, year: UnitYear) -> Sequence[int]:
        key = (*year.path[1:], year.cycle.sector)
        if key not in self._known:
            self._known[key] = await self._store.responsible_for(year.unit)
        return self._known[key]
