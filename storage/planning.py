"""Writing into the ledger who is to be told: one statement for all who may owe, repeated without harm."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Text, bindparam, cast, exists, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables as t
from storage.candidates import COLUMNS, candidates, tells_of
from storage.database import Database
from storage.sql import Sql, Value

_INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
_KEY = ["cycle_id", "step", "person_id", "days_before", "seat"]
Tell = Mapping[str, Value]
"""A row of `storage.candidates.TELL`."""


def _fresh(dialect: str) -> Any:
    tells = tells_of(dialect)
    done = exists().where(
        t.telling.c.cycle_id == tells.c.cycle,
        t.telling.c.unit_id == tells.c.unit,
        t.telling.c.step == tells.c.step,
        t.telling.c.days_before == tells.c.days,
    )
    return select(*tells.c).where(~done)


def _plan(dialect: str) -> Any:
    found = candidates(tells_of(dialect)).subquery("found")
    columns = (*(found.c[name] for name in found.c.keys()), cast(bindparam("now"), Text))  # noqa: SIM118 - no dict
    rows = select(*columns).where(found.c.cycle.is_not(None))  # SQLite takes ON after a SELECT for a join without it
    insert = _INSERT[dialect](t.reminder).from_select([*COLUMNS, "planned_at"], rows, include_defaults=False)
    return insert.on_conflict_do_nothing(index_elements=_KEY)


def _mark(dialect: str) -> Any:
    tells = tells_of(dialect)
    columns = (tells.c.cycle, tells.c.unit, tells.c.step, tells.c.days, cast(bindparam("now"), Text))
    rows = select(*columns).where(tells.c.cycle.is_not(None))
    names = ["cycle_id", "unit_id", "step", "days_before", "planned_at"]
    insert = _INSERT[dialect](t.telling).from_select(names, rows, include_defaults=False)
    return insert.on_conflict_do_nothing(index_elements=names[:-1])


FRESH = Sql(sqlite=_fresh("sqlite"), postgresql=_fresh("postgresql"))
PLAN = Sql(sqlite=_plan("sqlite"), postgresql=_plan("postgresql"))
MARK = Sql(sqlite=_mark("sqlite"), postgresql=_mark("postgresql"))


def as_text(tells: Sequence[Tell]) -> str:
    return orjson.dumps(tells).decode()


async def not_planned_yet(database: Database, tells: Sequence[Tell]) -> Sequence[Tell]:
    """Those that no process has planned before."""
    if not tells:
        return ()
    names = list(tells_of("sqlite").c.keys())
    return [dict(zip(names, row, strict=True)) for row in await database.read(FRESH, tells=as_text(tells))]


async def plan(database: Database, tells: Sequence[Tell], today: str, now: str) -> None:
    """Rows for all who may owe, and the mark that it was done: both or nothing."""
    given = as_text(tells)
    async with database.transaction() as run:
        await run(PLAN, tells=given, today=today, now=now)
        await run(MARK, tells=given, now=now)
