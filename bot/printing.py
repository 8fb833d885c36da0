"""Draws the papers that were asked for, after the turn, in a process of its own; then its person gets the file."""

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.gathering import gathered
from bot.rounds import Rounds
from reports.apart import process_apart
from reports.drawing import Drawn, draw
from storage.database import Database
from storage.papers import Paper, PaperBox
from storage.store import Store

log = structlog.get_logger()

LONGEST = 300.0  # seconds; what takes longer is given up


class Printing(Rounds[Paper]):
    """Whoever has drawn a paper first keeps it."""

    kind = "printing"

    def __init__(
        self,
        database: Database,
        address: str,
        clock: Callable[[], datetime],
        told: Callable[[], None],
        templates: str = "",
        official: str = "",
    ) -> None:
        super().__init__(clock)
        self._database = database
        self._box = PaperBox(database)
        self._address = address
        self._told = told
        self._templates = templates
        self._official = official
        self._pool: ProcessPoolExecutor | None = None

    def close(self) -> None:
        """The process that draws ends as soon as it has nothing to do."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    async def _waiting(self, now: datetime, older: timedelta) -> Sequence[Paper]:
        return await self._box.waiting(now, older)

    async def _settle(self, paper: Paper) -> bool:
        document = await gathered(Store(self._database.read, None, self._clock()), paper)
        async with asyncio.timeout(LONGEST):
            made = await self._drawn(paper.kind, document)
        if made.fault:
            log.warning("printing.template", why=made.fault)
        if not made.content:
            return await self._give_up(paper)
        await self._box.keep(paper, made.name, made.content, self._clock())
        self._told()
        return True

    async def _failed(self, paper: Paper) -> bool:
        """What cannot be drawn once cannot be drawn at all."""
        self.close()  # it may hang or be dead: the next paper gets a new one
        return await self._give_up(paper)

    async def _give_up(self, paper: Paper) -> bool:
        await self._box.fail(paper, self._clock())
        self._told()
        return True

    async def _drawn(self, kind: str, document: bytes) -> Drawn:
        """Beside the bot, whose answers wait for nothing that is drawn.

        Given up, or the program stops: the process is ended, or the program would wait for it at its own end. What was
        being drawn at a stop is drawn again by whoever runs next.
        """
        if self._pool is None:
            self._pool = process_apart()
        apart = partial(asyncio.get_running_loop().run_in_executor, self._pool)
        process = await apart(os.getpid)
        try:
            return await apart(partial(draw, kind, document, self._address, self._templates, self._official))
        except asyncio.CancelledError:
            os.kill(process, signal.SIGTERM)
            raise
