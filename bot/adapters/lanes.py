"""Work in order within a lane, lanes side by side: one person's messages one after the other, people together."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

Job = Callable[[], Awaitable[None]]


class Lanes:
    """At most `width` jobs at once. A lane lives as long as it has work."""

    def __init__(self, width: int = 128) -> None:
        self._waiting: dict[str, deque[Job]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._width = asyncio.Semaphore(width)

    def add(self, lane: str, job: Job) -> None:
        if lane in self._waiting:
            self._waiting[lane].append(job)
            return
        self._waiting[lane] = deque([job])
        task = asyncio.create_task(self._run(lane))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _run(self, lane: str) -> None:
        jobs = self._waiting[lane]
        try:
            while jobs:
                async with self._width:
                    await jobs[0]()
                jobs.popleft()
        finally:
            del self._waiting[lane]

    async def finish(self) -> None:
        """Until everything that was added is done."""
        while self._running:
            await asyncio.gather(*self._running, return_exceptions=True)
