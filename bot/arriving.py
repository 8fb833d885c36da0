"""Fetches what a turn is to read, and what comes from platforms that hand it out for a short while only."""

from collections.abc import Callable, Mapping
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


class Arriving:
    """Runs in every process. What waits is a row, so another one goes on where one has ended."""

    def __init__(
        self,
        uploads: Uploads,
        adapters: Mapping[str, Adapter],
        clock: Callable[[], datetime],
        arrived: Callable[[], None],
    ) -> None:
        self._uploads = uploads
        self._adapters = adapters
        self._clock = clock
        self._arrived = arrived
        self._rounds = Rounds("arriving", clock, BATCH)

    async def expects(self, incoming: Incoming) -> None:
        """Files have come: they are fetched beside the turn that they belong to, and never hold it up."""
        adapter = self._adapters.get(incoming.at.platform)
        files = [file.id for file in incoming.files if obstacle_to_file(file.name, file.size) is None]
        if adapter is None or not adapter.fleeting or not files:
            return
        try:
            if await self._uploads.expect(incoming.at, files, self._clock()):
                self._rounds.wake()
        except Exception:
            log.exception("arriving.failed", delivery=incoming.id)

    def wake(self) -> None:
        """A turn has ended: perhaps it asked for a file."""
        self._rounds.wake()

    async def run(self) -> None:
        """Until it is cancelled."""
        await self._rounds.run(self.drain)

    async def drain(self, older: timedelta = timedelta(0)) -> int:
        """Fetch what waits: how many files were settled, kept or given up."""
        files = await self._uploads.waiting(self._clock(), older)
        settled = await self._rounds.work([f for f in files if f.at.platform in self._adapters], self._settle)
        if settled:
            self._arrived()
        return settled

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
                self._rounds.pause(file, seconds)
            case Refused() | Unknown():
                self._rounds.pause(file)
        return False
