"""A province's number report, in a process of its own that prints what it took as JSON.

`python -m bench.reporter ask URL FOLDER` asks for it in chat, as whoever sits above everybody does, has it issued and
leaves its frozen result in the folder. `… draw FOLDER KIND` draws a paper of it, as the program's own process does.
"""

import os
import sys
import time
from collections.abc import Awaitable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil
import uvloop
from sqlalchemy import Select, select

from bench import machine
from bench.morning import MORNING, PLATFORM
from bench.play import tell
from bench.province import PROVINCE
from bench.watching import watched
from bot.app import build
from bot.config import Config, DatabaseSettings
from bot.crowd import Crowd
from reports.result import faults, read_result
from storage import tables as t
from storage.session import session_for

TIMES = 10
AT = datetime(MORNING.year + 1, 12, 1, 3, tzinfo=UTC)
RESULT = "result.json"
OFFICER = (
    select(t.link.c.user)
    .join(t.role, t.role.c.person_id == t.link.c.person_id)
    .join(t.unit, t.unit.c.id == t.role.c.unit_id)
    .where(t.unit.c.code == PROVINCE)
)


async def asked(url: str, folder: Path) -> dict[str, Any]:
    """Seconds of the first answer of a program that has just begun, of those after it, and of issuing the report."""
    officer = await _one(url, OFFICER)
    async with build(Config(database=DatabaseSettings(url=url)), clock=lambda: AT, adapters=lambda _: {}) as app:
        crowd = Crowd(app.handle, PLATFORM, (), 0)
        answers = [await _seconds(crowd.says(officer, "/baocao")) for _ in range(1 + TIMES)]
        async with watched() as held:
            await crowd.says(officer, "/baocao")
        issued = await _seconds(crowd.says(officer, f"/baocao {PROVINCE} {AT.year} lap"))
    body = await _one(url, select(t.report.c.body))
    (folder / RESULT).write_text(body, "utf-8")
    result = read_result(body.encode())
    return {
        "first": answers[0],
        "answers": sorted(answers[1:]),
        "held": held.at_work,
        "issued": issued,
        "members": result.whole.figures.members,
        "classified": result.whole.figures.classified,
        "units": len(result.rows),
        "branches": len(result.branches),
        "faults": [asdict(fault) for fault in faults(result)[:3]],
        "peak_mib": machine.peak_mib(os.getpid()),
    }


def drawn(folder: Path, kind: str) -> dict[str, Any]:
    """Seconds from the beginning of this process, the libraries' loading included, and the most memory it held."""
    from reports.drawing import draw  # what it needs is measured, too

    made = draw(kind, (folder / RESULT).read_bytes(), "ban")
    seconds = time.time() - psutil.Process().create_time()
    (folder / made.name).write_bytes(made.content)
    return {"seconds": seconds, "bytes": len(made.content), "peak_mib": machine.peak_mib(os.getpid())}


async def _seconds(doing: Awaitable[object]) -> float:
    began = time.perf_counter()
    await doing
    return time.perf_counter() - began


async def _one(url: str, question: Select[Any]) -> str:
    async with session_for(url) as session:
        found: str = (await (await session.connection()).execute(question)).scalar_one()
        return found


def main(what: str, *given: str) -> None:
    if what == "ask":
        tell(uvloop.run(asked(given[0], Path(given[1]))))
    else:
        tell(drawn(Path(given[0]), given[1]))


if __name__ == "__main__":
    main(*sys.argv[1:])
