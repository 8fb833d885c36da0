"""A process at work on its share of an inbox: kept first, worked in order, deleted when the reply is out."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.adapters.lanes import Job, Lanes
from storage.inbox import Delivery, DeliveryBox, Share

log = structlog.get_logger()

SWEEP = 0.05  # seconds in which what is done gathers; what a crash finds in them is answered once more
LOOK = 2.0  # seconds between looks for what processes left that are no more
REMEMBERED = 4096  # deliveries just answered: where our confirmation is lost, the platform repeats them

Arrived = tuple[str, bytes]
"""A delivery's own id and what it says."""

Read = Callable[[Delivery], tuple[str, Job]]
"""Whose delivery it is, and the work that it makes; whatever it raises, the delivery cannot be read."""


@asynccontextmanager
async def opened(box: DeliveryBox, read: Read, clock: Callable[[], datetime]) -> AsyncIterator["Inbox"]:
    """Open until the block ends; then what was begun is finished. What was left at a crash is worked first."""
    async with box.share() as share:
        inbox = Inbox(share, read, clock)
        for delivery in await share.left():
            inbox.take(delivery)
        try:
            async with asyncio.TaskGroup() as tasks:
                running = [tasks.create_task(work) for work in (inbox.stores(), inbox.sweeps(), inbox.takes_over())]
                try:
                    yield inbox
                finally:
                    for task in running:
                        task.cancel()
        finally:
            await inbox.finish()


@dataclass(slots=True)
class Batch:
    """Deliveries that go into one statement, and in the end whether they are stored."""

    deliveries: list[Arrived] = field(default_factory=list)
    stored: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def ends(self, *, stored: bool) -> None:
        if not self.stored.done():
            self.stored.set_result(stored)


class Inbox:
    """A fault in storing ends the process: it may have been stored after all, and only a successor looks for it."""

    def __init__(self, share: Share, read: Read, clock: Callable[[], datetime]) -> None:
        self._share = share
        self._read = read
        self._clock = clock
        self._lanes = Lanes()
        self._next = Batch()
        self._arrived = asyncio.Event()
        self._open = True
        self._answered: dict[str, None] = {}
        self._finished: list[int] = []
        self._swept = asyncio.Event()

    async def keep(self, arrived: Iterable[Arrived]) -> bool:
        """Whether it is stored, so that the platform may forget it; from then on it is worked."""
        if not self._open:
            return False
        batch = self._next
        batch.deliveries.extend(one for one in arrived if one[0] not in self._answered)
        self._arrived.set()
        return await asyncio.shield(batch.stored)  # others wait for it, too

    async def stores(self) -> None:
        """Whatever comes while a statement runs goes together in the next one."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            batch, self._next = self._next, Batch()
            try:
                kept = await self._share.keep(batch.deliveries, self._clock())
                batch.ends(stored=True)
            finally:
                batch.ends(stored=False)
            for delivery in kept:
                self.take(delivery)

    async def takes_over(self) -> None:
        """Deliveries of processes that are no more: no time has to pass, for their locks went with them."""
        while True:
            orphans = await self._share.orphans()
            if orphans:
                log.info("inbox.taken_over", count=len(orphans))
            for delivery in orphans:
                self.take(delivery)
            await asyncio.sleep(LOOK)

    def take(self, delivery: Delivery) -> None:
        """Into its person's lane; what cannot be read is set aside and holds nothing up."""
        try:
            lane, work = self._read(delivery)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it
            why = type(error).__name__
            log.warning("inbox.unreadable", delivery=delivery.id, why=why)
            self._lanes.add(delivery.id, lambda: self._share.set_aside(delivery.row, why))
            return
        self._lanes.add(lane, lambda: self._works(delivery, work))

    async def _works(self, delivery: Delivery, work: Job) -> None:
        try:
            await work()
        except Exception as error:
            log.exception("inbox.not_worked", delivery=delivery.id)
            await self._share.set_aside(delivery.row, type(error).__name__)
            return
        self._finished.append(delivery.row)
        self._swept.set()
        self._answered[delivery.id] = None
        if len(self._answered) > REMEMBERED:
            del self._answered[next(iter(self._answered))]

    async def sweeps(self) -> None:
        """Delete what is done, many rows in one statement while many come."""
        while True:
            await self._swept.wait()
            self._swept.clear()
            await asyncio.sleep(SWEEP)
            await self._delete_finished()

    async def _delete_finished(self) -> None:
        """A row leaves the list only when it is gone: a sweep that is cut off is done again."""
        rows = tuple(self._finished)
        if rows:
            await self._share.done(rows)
            del self._finished[: len(rows)]

    async def finish(self) -> None:
        """Take nothing more, and end what was begun."""
        self._open = False
        self._next.ends(stored=False)
        await self._lanes.finish()
        await self._delete_finished()
