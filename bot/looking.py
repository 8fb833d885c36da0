"""Recomputes the tables that somebody sent, after the turn and beside the bot; then tells what is wrong in them."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.rounds import Rounds
from chat.texts import Texts
from reports.checked import spelled, unread
from reports.tables import look_through
from reports.workbook import LIMITS, MEGABYTE
from rules.evidence import MOST_BYTES
from storage.checks import CheckBox
from storage.papers import Paper

log = structlog.get_logger()

OURS = replace(LIMITS, file_bytes=MOST_BYTES)


class Looking:
    """Runs in every process, one workbook at a time: whoever is first tells, and the others' change nothing."""

    def __init__(self, box: CheckBox, texts: Texts, clock: Callable[[], datetime], told: Callable[[], None]) -> None:
        self._box = box
        self._texts = texts
        self._clock = clock
        self._told = told
        self._rounds = Rounds("looking", clock, most=1)

    def wake(self) -> None:
        """A turn has ended, or a file has come: perhaps a workbook can be looked through."""
        self._rounds.wake()

    async def run(self) -> None:
        """Until it is cancelled."""
        await self._rounds.run(self.drain)

    async def drain(self, older: timedelta = timedelta(0)) -> int:
        """Look through what is here, oldest first: how many workbooks were settled."""
        return await self._rounds.work(await self._box.waiting(self._clock(), older), self._settle)

    async def _settle(self, check: Paper) -> bool:
        """What makes us fail once would do so again: it is given up, and its person told."""
        try:
            found: bytes | None = await self._found(check)
        except Exception:
            log.exception("looking.failed", paper=check.id)
            found = None
        if await self._box.keep(check, found, self._clock()):
            self._told()
        return True

    async def _found(self, check: Paper) -> bytes:
        """A thread waits for the process that reads: nobody's turn does."""
        match await self._box.content(check):
            case bytes() as content:
                return spelled(await asyncio.to_thread(look_through, content, OURS), self._texts)
            case "big":
                return unread(self._texts("look-lost-big", most=str(MOST_BYTES // MEGABYTE)))
        return unread(self._texts("look-lost-gone"))
