"""Draws the papers that were asked for, after the turn, in a process of its own; then its person gets the file."""

import asyncio
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context

import structlog

from bot.gathering import gathered
from bot.rounds import Rounds
from reports.drawing import Drawn, draw
from storage.database import Database
from storage.papers import Paper, PaperBox
from storage.store import Store

log = structlog.get_logger()

LONGEST = 300.0  # seconds; what takes longer is given up


class Printing:
    """Runs in every process: whoever has drawn a paper first keeps it, and the others' change nothing."""

    def __init__(
        self,
        database: Database,
        address: str,
        clock: Callable[[], datetime],
        told: Callable[[], None],
        templates: str = "",
        official: str = "",
    ) -> None:
        self._database = database
        self._box = PaperBox(database)
        self._address = address
        self._clock = clock
        self._told = told
        self._templates = templates
        self._official = official
        self._rounds = Rounds("printing", clock, most=1)
        self._pool: ProcessPoolExecutor | None = None

    def wake(self) -> None:
        """A turn has ended: perhaps a paper was asked for."""
        self._rounds.wake()

    async def run(self) -> None:
        """Until it is cancelled."""
        await self._rounds.run(self.drain)

    async def drain(self, older: timedelta = timedelta(0)) -> int:
        """Draw what waits, oldest first: how many papers were settled, made or given up."""
        return await self._rounds.work(await self._box.waiting(self._clock(), older), self._settle)

    def close(self) -> None:
        """The process that draws ends as soon as it has nothing to do."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    async def _settle(self, paper: Paper) -> bool:
        """Made, or given up: what cannot be drawn once cannot be drawn at all."""
        try:
            document = await gathered(Store(self._database.read, None, self._clock()), paper)
            async with asyncio.timeout(LONGEST):
                made = await self._drawn(paper.kind, document)
            if made.fault:
                log.warning("printing.template", why=made.fault)
            if made.content:
                await self._box.keep(paper, made.name, made.content, self._clock())
            else:
                await self._box.fail(paper, self._clock())
        except Exception:
            log.exception("printing.failed", paper=paper.id, kind=paper.kind)
            self.close()  # it may hang or be dead: the next paper gets a new one
            await self._box.fail(paper, self._clock())
        self._told()
        return True

    async def _drawn(self, kind: str, document: bytes) -> Drawn:
        """Beside the bot, whose answers wait for nothing that is drawn.

        Given up, or the program stops: the process is ended, or the program would wait for it at its own end. What was
        being drawn at a stop is drawn again by whoever runs next.
        """
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        apart = partial(asyncio.get_running_loop().run_in_executor, self._pool)
        process = await apart(os.getpid)
        try:
            return await apart(partial(draw, kind, document, self._address, self._templates, self._official))
        except asyncio.CancelledError:
            os.kill(process, signal.SIGTERM)
            raise
