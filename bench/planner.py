"""Planning a morning's reminders, in a process of its own that prints what it took as JSON.

`python -m bench.planner plan URL` plans as the program does. `… write URL` writes the same rows by one statement into
a database in the same state: found as somebody would ask for this one morning by hand, and copied, which is what the
database alone needs to write them.
"""

import asyncio
import sys
import time
from datetime import date, timedelta
from typing import Any

import psutil
import uvloop
from sqlalchemy import TextClause, func, literal_column, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bench import machine
from bench.morning import MORNING
from bench.play import tell
from bench.watching import watched
from scheduler.reminders import plan_reminders
from storage import tables as t
from storage.database import open_database
from storage.instants import instant
from storage.schema import engine_for
from storage.sql import Sql

NO_DAYS_OFF: frozenset[date] = frozenset()
EVENING = MORNING - timedelta(hours=9)
QUIET = 1.0  # seconds in which nothing is done: by how much the watch is late all the same
_OF_TODAY = t.reminder.c.planned_at == literal_column(f"'{instant(MORNING)}'")
ROWS = Sql(select(func.count()).select_from(t.reminder).where(_OF_TODAY))
COLUMNS = [column for column in t.reminder.c if column.name != "id"]
KEPT = ", ".join(f'"{column.name}"' for column in COLUMNS)
COPIED = text(f"INSERT INTO reminder ({KEPT}) SELECT {KEPT} FROM kept")  # noqa: S608 - names of columns

FOUND = text(
    """
    INSERT INTO reminder
        (cycle_id, step, person_id, days_before, seat, unit_id, day, state, reason, due_at, planned_at)
    SELECT cycle.id, 'registration', membership.person_id, 7, 0, membership.unit_id, '2026-12-15',
           'planned', '', '2026-12-08T01:00:00Z', :now
      FROM membership
      JOIN cycle ON cycle.state = 'open'
      LEFT JOIN form ON form.person_id = membership.person_id AND form.cycle_id = cycle.id
     WHERE membership.since <= :today AND (membership.until IS NULL OR membership.until > :today)
       AND (form.id IS NULL OR form.state NOT IN ('sent', 'opened', 'confirmed'))
     UNION ALL
    SELECT DISTINCT cycle.id, 'digest 2026-12-08', role.person_id, 0, role.unit_id, role.unit_id, '2026-12-08',
           'planned', '', '2026-12-08T00:30:00Z', :now
      FROM role
      JOIN cycle ON cycle.state = 'open'
     WHERE role.since <= :today AND (role.until IS NULL OR role.until > :today)
       AND role.unit_id IN (SELECT unit_id FROM membership
                             WHERE since <= :today AND (until IS NULL OR until > :today))
    """
).bindparams(now=instant(MORNING), today=MORNING.date().isoformat())


async def planned(url: str) -> dict[str, Any]:
    """One sweep of the clock, as the program does it every few minutes: the evening before there was nothing to do."""
    database = await open_database(url)
    try:
        await plan_reminders(database, EVENING, NO_DAYS_OFF)
        async with watched() as quiet:
            await asyncio.sleep(QUIET)
        before, began, used = _rss(), time.perf_counter(), time.process_time()
        async with watched() as held:
            await plan_reminders(database, MORNING, NO_DAYS_OFF)
            seconds = time.perf_counter() - began
        cpu, peak = time.process_time() - used, machine.peak_mib(psutil.Process().pid)
        ((rows,),) = await database.read(ROWS)
    finally:
        await database.close()
    return {
        "rows": rows,
        "seconds": seconds,
        "cpu": cpu,
        "held": 1000 * held.late,
        "at_work": 1000 * held.at_work,
        "quiet": 1000 * quiet.late,
        "mib": before,
        "peak_mib": peak,
    }


def _rss() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20


async def written(url: str) -> dict[str, Any]:
    """Seconds of each single statement for the same rows into the same table with all its indexes."""
    database = await open_database(url)
    await plan_reminders(database, EVENING, NO_DAYS_OFF)
    await database.close()
    engine = engine_for(url)
    try:
        async with engine.connect() as connection:
            found = await _seconds(connection, FOUND)
            rows = await _taken_away(connection)
            return {"found": rows, "statement": found, "copied": await _seconds(connection, COPIED)}
    finally:
        await engine.dispose()


async def _seconds(connection: AsyncConnection, statement: TextClause) -> float:
    began = time.perf_counter()
    await connection.execute(statement)
    await connection.commit()
    return time.perf_counter() - began


async def _taken_away(connection: AsyncConnection) -> int:
    """The rows of this morning lie in a table of their own, and the ledger is as if they had never been there."""
    kept = f"SELECT {KEPT} FROM reminder WHERE planned_at = '{instant(MORNING)}'"  # noqa: S608
    await connection.execute(text(f"CREATE TEMPORARY TABLE kept AS {kept}"))
    await connection.execute(t.reminder.delete().where(_OF_TODAY))
    await connection.commit()
    if connection.dialect.name == "postgresql":
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.execute("VACUUM ANALYZE reminder")
    return int((await connection.execute(text("SELECT count(*) FROM kept"))).scalar_one())


async def main(what: str, url: str) -> None:
    tell(await {"plan": planned, "write": written}[what](url))


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
