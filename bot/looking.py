"""Recomputes the tables that somebody sent, after the turn and beside the bot; then tells what is wrong in them."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.rounds import Rounds
from chat.texts import Texts
from reports.checked import spelled, unread
from reports.tables import look_through
from reports.workbook import LIMITS, MEGABYTE
from rules.evidence import MOST_BYTES
from storage.checks import CheckBox
from storage.papers import Paper

OURS = replace(LIMITS, file_bytes=MOST_BYTES)


class Looking(Rounds[Paper]):
    """One workbook at a time; whoever was first tells."""

    kind = "looking"

    def __init__(self, box: CheckBox, texts: Texts, clock: Callable[[], datetime], told: Callable[[], None]) -> None:
        super().__init__(clock)
        self._box = box
        self._texts = texts
        self._told = told

    async def _waiting(self, now: datetime, older: timedelta) -> Sequence[Paper]:
        return await self._box.waiting(now, older)

    async def _settle(self, check: Paper) -> bool:
        return await self._keep(check, await self._found(check))

    async def _failed(self, check: Paper) -> bool:
        """What makes us fail once would do so again: it is given up, and its person told."""
        return await self._keep(check, None)

    async def _keep(self, check: Paper, found: bytes | None) -> bool:
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
