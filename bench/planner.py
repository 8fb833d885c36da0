"""Planning a morning's reminders, in a process of its own: `python -m bench.planner URL` prints what it took as JSON.

Then the same rows are taken away and put back by one statement, which is what the database alone needs for them.
"""

import asyncio
import sys
import time
from datetime import date, timedelta
from typing import Any

import psutil
import uvloop
from sqlalchemy import func, select, text
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

NO_DAYS_OFF: frozenset[date] = frozenset()
QUIET = 1.0  # seconds in which nothing is done: by how much the watch is late all the same
COLUMNS = [column for column in t.reminder.c if column.name != "id"]
KEPT = ", ".join(f'"{column.name}"' for column in COLUMNS)
PUT_BACK = text(f"INSERT INTO reminder ({KEPT}) SELECT {KEPT} FROM kept")  # noqa: S608 - names of columns


async def planned(url: str) -> dict[str, Any]:
    """One sweep of the clock, as the program does it every few minutes: the evening before there was nothing to do."""
    database = await open_database(url)
    try:
        await plan_reminders(database, MORNING - timedelta(hours=9), NO_DAYS_OFF)
        async with watched() as quiet:
            await asyncio.sleep(QUIET)
        before, began, used = _rss(), time.perf_counter(), time.process_time()
        async with watched() as held:
            await plan_reminders(database, MORNING, NO_DAYS_OFF)
            seconds = time.perf_counter() - began
        cpu, peak = time.process_time() - used, machine.peak_mib(psutil.Process().pid)
    finally:
        await database.close()
    return {
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


async def put_back(url: str) -> dict[str, Any]:
    """One INSERT … SELECT of the same rows into the same table with all its indexes."""
    engine = engine_for(url)
    try:
        async with engine.connect() as connection:
            rows = await _taken_away(connection)
            began = time.perf_counter()
            await connection.execute(PUT_BACK)
            await connection.commit()
            seconds = time.perf_counter() - began
            count = (
                await connection.execute(select(func.count()).select_from(t.reminder).where(_OF_TODAY))
            ).scalar_one()
            assert count == rows, (count, rows)
            return {"rows": rows, "statement": seconds}
    finally:
        await engine.dispose()


_OF_TODAY = t.reminder.c.planned_at == instant(MORNING)


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


async def main(url: str) -> None:
    tell(await planned(url) | await put_back(url))


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1]))
