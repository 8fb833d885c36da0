"""Work that is looked for again and again: as soon as a turn has ended, and now and then for what others left."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

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


class Rounds:
    """One kind of work, `kind` in the log. What pauses is remembered by this process alone."""

    def __init__(self, kind: str, clock: Callable[[], datetime], most: int) -> None:
        self._kind = kind
        self._clock = clock
        self._most = most
        self._not_before: dict[int, datetime] = {}
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Perhaps there is something to do."""
        self._woken.set()

    async def run(self, drain: Callable[[timedelta], Awaitable[object]]) -> None:
        """Until it is cancelled. What is drained is at least so old."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(IDLE):
                    await self._woken.wait()
            mine = self._woken.is_set()
            self._woken.clear()
            try:
                await drain(timedelta(0) if mine else GRACE)
            except Exception:
                log.exception(f"{self._kind}.failed")
            await asyncio.sleep(APART)

    async def work(self, found: Collection[AnyJob], settle: Callable[[AnyJob], Awaitable[bool]]) -> int:
        """What does not pause, a few side by side: how many were settled. Pauses of what is gone are forgotten."""
        now = self._clock()
        self._not_before = {job.id: self._not_before[job.id] for job in found if job.id in self._not_before}
        due: Sequence[AnyJob] = [job for job in found if now >= self._not_before.get(job.id, now)]
        settled = 0
        for begin in range(0, len(due), self._most):
            settled += sum(await asyncio.gather(*(self._each(job, settle) for job in due[begin : begin + self._most])))
        return settled

    def pause(self, job: Job, seconds: float = BACKOFF) -> None:
        self._not_before[job.id] = self._clock() + timedelta(seconds=seconds)

    async def _each(self, job: AnyJob, settle: Callable[[AnyJob], Awaitable[bool]]) -> bool:
        """Whether nothing more is to be done about it. A fault of ours in one holds up no other."""
        try:
            return await settle(job)
        except Exception:
            log.exception(f"{self._kind}.failed", number=job.id)
            self.pause(job)
            return False
