"""Work that is looked for again and again: as soon as a turn has ended, and now and then for what others left."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import ClassVar, Generic, Protocol, TypeVar

import structlog

log = structlog.get_logger()

IDLE = 5.0  # seconds between looks where nothing wakes it
APART = 0.2  # seconds between looks, however often it is woken
GRACE = timedelta(seconds=30)  # for so long a piece of work is left to the process that took it
BACKOFF = 30.0  # seconds after what has failed


class Job(Protocol):
    """A piece of work, under its number."""

    @property
    def id(self) -> int: ...


AnyJob = TypeVar("AnyJob", bound=Job)


class Rounds(ABC, Generic[AnyJob]):
    """One kind of work, run in every process: whoever is first settles a job, and the others' change nothing.

    `kind` is its name in the log; `most`: jobs side by side. What pauses is remembered by this process alone.
    """

    kind: ClassVar[str]
    most: ClassVar[int] = 1

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._not_before: dict[int, datetime] = {}
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """A turn has ended, or other work: perhaps there is something to do."""
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
                log.exception(f"{self.kind}.failed")
            await asyncio.sleep(APART)

    async def drain(self, older: timedelta = timedelta(0)) -> int:
        """What waits for so long, oldest first, unless it pauses: how many jobs were settled, done or given up."""
        now = self._clock()
        found = await self._waiting(now, older)
        self._not_before = {job.id: self._not_before[job.id] for job in found if job.id in self._not_before}
        due: Sequence[AnyJob] = [job for job in found if now >= self._not_before.get(job.id, now)]
        settled = 0
        for begin in range(0, len(due), self.most):
            settled += sum(await asyncio.gather(*(self._each(job) for job in due[begin : begin + self.most])))
        return settled

    @abstractmethod
    async def _waiting(self, now: datetime, older: timedelta) -> Collection[AnyJob]:
        """Oldest first."""

    @abstractmethod
    async def _settle(self, job: AnyJob) -> bool:
        """Whether nothing more is to be done about it."""

    async def _failed(self, job: AnyJob) -> bool:
        """A fault of ours in one job holds up no other: it is tried again, unless it is given up; whether it is."""
        self._pause(job)
        return False

    def _pause(self, job: AnyJob, seconds: float = BACKOFF) -> None:
        self._not_before[job.id] = self._clock() + timedelta(seconds=seconds)

    async def _each(self, job: AnyJob) -> bool:
        try:
            return await self._settle(job)
        except Exception:
            log.exception(f"{self.kind}.failed", number=job.id)
        return await self._failed(job)
