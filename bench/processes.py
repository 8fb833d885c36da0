"""Processes of a run: started on a core, heard line by line, ended in any case."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bench import machine
from bench.lineup import ROOT

Figures = dict[str, Any]

GRACE = 15.0  # seconds for a process to end that was asked to
PYTHONPATH = {"PYTHONPATH": str(ROOT)}


class Ended(Exception):
    """A process of the run ended before the run did."""


@asynccontextmanager
async def started(command: Sequence[str], folder: Path, place: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """On its place among the cores, after which the file is named that takes its standard error."""
    with (folder / f"{place}.log").open("wb") as log:
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env={**os.environ, **PYTHONPATH}, stdin=pipe, stdout=pipe, stderr=log
        )
        machine.pin(process.pid, place)
        try:
            yield process
        finally:
            if process.returncode is None:
                process.terminate()
                try:
                    await asyncio.wait_for(process.wait(), GRACE)
                except TimeoutError:
                    process.kill()
                    await process.wait()


async def told_by(process: asyncio.subprocess.Process, beside: asyncio.subprocess.Process | None = None) -> Figures:
    """The next line that it prints; Ended if it, or the one beside it, ends instead."""
    assert process.stdout is not None
    waits = {asyncio.create_task(process.stdout.readline())}
    others = {asyncio.create_task(beside.wait())} if beside else set()
    done, pending = await asyncio.wait(waits | others, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    line = next((task.result() for task in waits & done), b"")
    if not line:
        raise Ended
    told: Figures = json.loads(line)
    return told
