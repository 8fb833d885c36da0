"""Fetches the files that were handed in as evidence from their platforms, after the turn that took them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from bot.adapters.platform import Adapter, Later, Refused, Unknown
from bot.rounds import Rounds
from chat.texts import Texts
from handlers.evidence import lost
from rules.evidence import media_of, name_for, obstacle_to_content
from storage.evidence import BATCH, EvidenceBox, Waiting

log = structlog.get_logger()

PATIENCE = timedelta(days=1)  # a platform that has not handed a file out by then never will


class Fetching(Rounds[Waiting]):
    """Whoever has the bytes first keeps them."""

    kind = "fetching"
    most = BATCH

    def __init__(
        self,
        box: EvidenceBox,
        adapters: Mapping[str, Adapter],
        texts: Texts,
        clock: Callable[[], datetime],
        told: Callable[[], None],
    ) -> None:
        super().__init__(clock)
        self._box = box
        self._adapters = adapters
        self._texts = texts
        self._told = told

    async def _waiting(self, now: datetime, older: timedelta) -> Sequence[Waiting]:
        return [file for file in await self._box.waiting(now, older) if file.at.platform in self._adapters]

    async def _settle(self, file: Waiting) -> bool:
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
                self._pause(file, seconds)
            case Unknown(reason):
                log.info("fetching.again", evidence=file.id, reason=reason)
                self._pause(file)
        return False

    async def _lose(self, file: Waiting, why: str) -> bool:
        if await self._box.fail(file, lost(self._texts, file.criterion, file.file.name, why), self._clock()):
            self._told()
        return True
