"""Processes of a run: started on a core, heard line by line, ended in any case."""

import asyncio
import json
import os
from asyncio.subprocess import PIPE, Process
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
async def started(command: Sequence[str], folder: Path, place: int) -> AsyncIterator[Process]:
    """On its place among the cores, after which the file is named that takes its standard error."""
    with (folder / f"{place}.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, env={**os.environ, **PYTHONPATH}, stdin=PIPE, stdout=PIPE, stderr=log
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


async def told_by(process: Process, beside: Process | None = None, *, patience: float = GRACE) -> Figures:
    """The next line that it prints; Ended if it or the one beside it ends instead, or nothing comes for too long."""
    assert process.stdout is not None
    waits = {asyncio.create_task(process.stdout.readline())}
    others = {asyncio.create_task(beside.wait())} if beside else set()
    done, pending = await asyncio.wait(waits | others, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    line = next((task.result() for task in waits & done), b"")
    if not line:
        raise Ended("no answer" if not done else "ended early")
    told: Figures = json.loads(line)
    return told
