"""Fetches the files that were handed in as evidence from their platforms, after the turn that took them."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from bot.adapters.platform import Adapter, Later, Refused, Unknown
from chat.texts import Texts
from handlers.evidence import lost
from rules.evidence import media_of, name_for, obstacle_to_content
from storage.evidence import BATCH, EvidenceBox, Waiting

log = structlog.get_logger()

IDLE = 5.0  # seconds between looks where no turn wakes it
APART = 0.2  # seconds between looks, however many turns there are
GRACE = timedelta(seconds=30)  # for so long a file is left to the process that took it
BACKOFF = timedelta(seconds=30)
PATIENCE = timedelta(days=1)  # a platform that has not handed a file out by then never will


class Fetching:
    """Runs in every process: whoever has the bytes first keeps them, and the others' change nothing."""

    def __init__(
        self,
        box: EvidenceBox,
        adapters: Mapping[str, Adapter],
        texts: Texts,
        clock: Callable[[], datetime],
        told: Callable[[], None],
    ) -> None:
        self._box = box
        self._adapters = adapters
        self._texts = texts
        self._clock = clock
        self._told = told
        self._not_before: dict[int, datetime] = {}
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """A turn has ended: perhaps it took a file."""
        self._woken.set()

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE):
                    await self._woken.wait()
            mine = self._woken.is_set()
            self._woken.clear()
            try:
                await self.drain(timedelta(0) if mine else GRACE)
            except Exception:
                log.exception("fetching.failed")
            await asyncio.sleep(APART)

    async def drain(self, older: timedelta = timedelta(0)) -> int:
        """Fetch what waits: how many files were settled, kept or given up."""
        now = self._clock()
        files = await self._box.waiting(now, older)
        self._not_before = {f.id: self._not_before[f.id] for f in files if f.id in self._not_before}
        due = [f for f in files if f.at.platform in self._adapters and now >= self._not_before.get(f.id, now)]
        settled = 0
        for begin in range(0, len(due), BATCH):
            settled += sum(await asyncio.gather(*map(self._settle, due[begin : begin + BATCH])))
        return settled

    async def _settle(self, file: Waiting) -> bool:
        """Whether nothing more is to be done about this file. A fault of ours in one holds up no other."""
        try:
            return await self._fetch(file)
        except Exception:
            log.exception("fetching.failed", evidence=file.id)
            self._pause(file, BACKOFF)
            return False

    async def _fetch(self, file: Waiting) -> bool:
        got = await self._adapters[file.at.platform].fetch(file.file, file.at)
        match got:
            case bytes() as content:
                if why := obstacle_to_content(content):
                    return await self._lose(file, why)
                media = media_of(content)
                assert media is not None  # noqa: S101 - what is none of the kinds was an obstacle
                await self._box.keep(file, name_for(file.file.name, media), media, content)
                return True
            case Refused(reason):
                log.warning("fetching.refused", evidence=file.id, reason=reason)
                return await self._lose(file, "big" if "too big" in reason else "gone")
            case Later() | Unknown() if self._clock() >= file.since + PATIENCE:
                return await self._lose(file, "gone")
            case Later(seconds):
                self._pause(file, timedelta(seconds=seconds))
            case Unknown(reason):
                log.info("fetching.again", evidence=file.id, reason=reason)
                self._pause(file, BACKOFF)
        return False

    async def _lose(self, file: Waiting, why: str) -> bool:
        if await self._box.fail(file, lost(self._texts, file.criterion, file.file.name, why), self._clock()):
            self._told()
        return True

    def _pause(self, file: Waiting, amount: timedelta) -> None:
        self._not_before[file.id] = self._clock() + amount
