"""Writing into the ledger who is to be told: one statement for all who may owe, repeated without harm."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import CTE, exists, literal_column, select

from rules.telling import Told
from storage import tables as t
from storage.calendars import UnitYear
from storage.candidates import COLUMNS, candidates, tells_of
from storage.database import Database
from storage.instants import instant, local_day
from storage.sql import INSERT, Value, for_each

_KEY = ["cycle_id", "step", "person_id", "days_before", "seat"]
"""In this order rows are written, so that of two processes one waits for the other, and never each for each."""
TOLD_APART = ("cycle", "step", "days")
"""With the unit, what `telling` has a row for."""
Tells = Iterable[tuple[UnitYear, Told, datetime]]
"""What units are told, and since when it is planned."""


def fresh(dialect: str, *names: str) -> CTE:
    """What no process has planned before, of what is handed over as `:tells`: the columns that `tells_of` has."""
    tells = tells_of(dialect, *names)
    done = exists().where(
        t.telling.c.cycle_id == tells.c.cycle,
        t.telling.c.unit_id == tells.c.unit,
        t.telling.c.step == tells.c.step,
        t.telling.c.days_before == tells.c.days,
    )
    return select(*tells.c).where(~done).cte("fresh").prefix_with("MATERIALIZED")


def _any_fresh(dialect: str) -> Any:
    return select(fresh(dialect, *TOLD_APART).c.unit).limit(literal_column("1"))


def _plan(dialect: str) -> Any:
    """Without a condition SQLite takes the ON of a conflict for that of a join."""
    found = candidates(fresh(dialect)).subquery("found")
    rows = select(*found.c).where(found.c.unit_id.is_not(None)).order_by(*(found.c[name] for name in _KEY))
    insert = INSERT[dialect](t.reminder).from_select(COLUMNS, rows, include_defaults=False)
    return insert.on_conflict_do_nothing(index_elements=_KEY)


def _mark(dialect: str) -> Any:
    tells = tells_of(dialect, *TOLD_APART, "planned_at")
    columns = (tells.c.cycle, tells.c.unit, tells.c.step, tells.c.days, tells.c.planned_at)
    rows = select(*columns).where(tells.c.cycle.is_not(None)).order_by(*columns[:-1])
    names = ["cycle_id", "unit_id", "step", "days_before", "planned_at"]
    insert = INSERT[dialect](t.telling).from_select(names, rows, include_defaults=False)
    return insert.on_conflict_do_nothing(index_elements=names[:-1])


ANY_FRESH = for_each(_any_fresh)
PLAN = for_each(_plan)
MARK = for_each(_mark)


def as_told(told: Told, cycle: int, planned: datetime) -> Mapping[str, Value]:
    """What people are told, as `storage.candidates.TOLD` names it."""
    due = told.verdict == "due"
    return {
        "cycle": cycle,
        "kind": told.kind,
        "period": told.period,
        "step": told.step,
        "days": told.days,
        "day": told.day.isoformat(),
        "due_at": instant(told.due),
        "state": "planned" if due else "expired",
        "reason": "" if due else told.verdict,
        "planned_at": instant(planned),
    }


def as_tells(tells: Tells) -> str:
    """What statements take as `:tells`. Most of a province is told the same, which is said once for all of them."""
    alike: dict[tuple[Told, int, datetime], list[int]] = defaultdict(list)
    for year, told, planned in tells:
        alike[told, year.cycle.id, planned].append(year.unit)
    return orjson.dumps([{**as_told(*said), "units": units} for said, units in alike.items()]).decode()


async def plan(database: Database, tells: Sequence[tuple[UnitYear, Told]], now: datetime) -> bool:
    """Rows for all who may owe what is told for the first time, and the mark that it was done: both or nothing.

    False where all of it was planned before, by this process or another.
    """
    given = as_tells((year, told, now) for year, told in tells)
    if not await database.read(ANY_FRESH, tells=given):
        return False
    async with database.transaction() as run:
        await run(PLAN, tells=given, today=local_day(now).isoformat())
        await run(MARK, tells=given)
    return True
