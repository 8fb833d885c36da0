"""Who above would hear on a day ahead that a branch is overdue, as things stand now (PN-11)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import orjson
from sqlalchemy import null

from rules.deadlines import hours_of
from rules.escalation import escalated_by, latest_join
from rules.foretelling import LATE
from rules.limits import BRANCHES
from rules.telling import Told
from storage.calendars import UnitYear
from storage.escalations import FRESH, ROW, Escalations, Step, row_of
from storage.instants import ZONE
from storage.json_rows import rows_of
from storage.owing import how_they_stand
from storage.planning import as_tells
from storage.responsible import Responsible
from storage.sql import Row, Run, for_each


def _stand(dialect: str) -> Any:
    rows = rows_of(dialect, "rows", **ROW)
    return how_they_stand(rows, null(), null()).add_columns(rows.c.due_at, rows.c.planned_at)


STAND = for_each(_stand)


class Above:
    """Asks for some branches at a time; who answers for them is the same for all of a sector in one place."""

    def __init__(self, now: datetime, national: frozenset[date]) -> None:
        self._now = now
        self._national = national
        self._answer: dict[tuple[object, ...], Sequence[int]] = {}

    async def rows(self, read: Run, years: Iterable[UnitYear], day: date) -> Sequence[Row]:
        """The rows that the clock would write, with how each person stands to them."""
        steps = [(year, told) for year in years if year.kind in BRANCHES for told in self._told(year, day)]
        if not steps:
            return ()
        tells = as_tells((year, told, self._now) for year, told in steps)
        fresh = {(int(unit), str(step)) for unit, step in await read(FRESH, tells=tells)}
        behind = await self._behind(read, [one for one in steps if (one[0].unit, one[1].step) in fresh])
        rows = [
            row_of(year, told, _known_from(told), person)
            for year, told in behind
            for person in await self._who(read, year)
        ]
        return await read(STAND, rows=orjson.dumps(rows).decode(), today=day.isoformat()) if rows else ()

    def _told(self, year: UnitYear, day: date) -> Iterable[Told]:
        """Of that very day; today also what was missed before."""
        policy, sector = year.cycle.policy, year.cycle.sector
        soon = hours_of(policy, self._national).next_moment(self._now)
        late = datetime.combine(day, LATE, tzinfo=ZONE)
        off = self._national
        found = {
            told.step: told
            for local in (late, soon)
            if local.date() == day
            for told in escalated_by(policy, sector, local, off, opened=year.opened)
            if told.due.date() == day
        }
        return found.values()

    async def _behind(self, read: Run, steps: Sequence[Step]) -> Sequence[Step]:
        branches = {year.unit: (year.cycle.id, latest_join(year.cycle.policy)) for year, _ in steps}
        progress = await Escalations(read, None, self._now).progress_of(branches) if branches else {}
        return [(year, told) for year, told in steps if progress[year.unit].is_behind(told.period)]

    async def _who(self, read: Run, year: UnitYear) -> Sequence[int]:
        key = (*year.path[1:], year.cycle.sector)
        if key not in self._answer:
            self._answer[key] = await Responsible(read, None, self._now).responsible_for(year.unit)
        return self._answer[key]


def _known_from(told: Told) -> datetime:
    """The first minute of the day on which it may go."""
    return datetime.combine(told.due.date(), time(), tzinfo=ZONE)
