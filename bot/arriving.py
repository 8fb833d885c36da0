"""Fetches what a turn is to read, and what comes from platforms that hand it out for a short while only."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from bot.adapters.platform import Adapter, Later, Refused, Unknown
from bot.rounds import Rounds
from chat.message import FileRef, Incoming
from rules.evidence import obstacle_to_file
from storage.evidence import BATCH
from storage.uploads import Expected, Uploads

log = structlog.get_logger()

HOPE = timedelta(minutes=2)  # what a platform has just named may not be everywhere yet where it hands it out


class Arriving(Rounds[Expected]):
    """What waits is a row, so another process goes on where one has ended."""

    kind = "arriving"
    most = BATCH

    def __init__(
        self,
        uploads: Uploads,
        adapters: Mapping[str, Adapter],
        clock: Callable[[], datetime],
        arrived: Callable[[], None],
    ) -> None:
        super().__init__(clock)
        self._uploads = uploads
        self._adapters = adapters
        self._arrived = arrived

    async def expects(self, incoming: Incoming) -> None:
        """Files have come: they are fetched beside the turn that they belong to, and never hold it up."""
        adapter = self._adapters.get(incoming.at.platform)
        files = [file.id for file in incoming.files if obstacle_to_file(file.name, file.size) is None]
        if adapter is None or not adapter.fleeting or not files:
            return
        try:
            if await self._uploads.expect(incoming.at, files, self._clock()):
                self.wake()
        except Exception:
            log.exception("arriving.failed", delivery=incoming.id)

    async def drain(self, older: timedelta = timedelta(0)) -> int:
        """The same; what has arrived is told to whoever reads it."""
        if settled := await super().drain(older):
            self._arrived()
        return settled

    async def _waiting(self, now: datetime, older: timedelta) -> Sequence[Expected]:
        return [file for file in await self._uploads.waiting(now, older) if file.at.platform in self._adapters]

    async def _settle(self, file: Expected) -> bool:
        """What cannot be had is forgotten here: whether it was wanted is known when its sender hands it in."""
        got = await self._adapters[file.at.platform].fetch(FileRef(file.source), file.at)
        match got:
            case bytes() as content:
                await self._uploads.arrived(file, content)
                return True
            case Refused(reason) if "too big" in reason:
                await self._uploads.too_big(file)
                return True
            case Refused(reason) if self._clock() >= file.since + HOPE:
                log.info("arriving.refused", upload=file.id, reason=reason)
                await self._uploads.forget(file)
                return True
            case Later(seconds):
                self._pause(file, seconds)
            case Refused() | Unknown():
                self._pause(file)
        return False
