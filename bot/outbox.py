"""The sender of messages that go out by themselves: one per bot account, at the pace the platform allows."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from aiolimiter import AsyncLimiter

from bot.adapters.platform import Adapter, Later, Moved, Outcome, Refused, Sent, Unknown
from chat.message import Address, Reply
from chat.texts import Texts
from handlers.context import Context
from handlers.context import Notice as DataNotice
from handlers.notices import DRAWERS
from storage.instants import local_day
from storage.outbox import Notice, NoticeBox
from storage.talks import Talks

log = structlog.get_logger()

IDLE = 1.0  # seconds between looks where nothing wakes the sender: another process may have added a message
APART = timedelta(seconds=1)  # between two messages to one chat
TRIES = 5
BACKOFF = timedelta(seconds=20)


class Outbox:
    """Drains the outbox over the adapters that run here. A message whose outcome is unknown is sent again."""

    def __init__(
        self,
        box: NoticeBox,
        talks: Talks,
        adapters: Mapping[str, Adapter],
        texts: Texts,
        data_notice: DataNotice,
        clock: Callable[[], datetime],
        per_second: int,
    ) -> None:
        self._box = box
        self._talks = talks
        self._adapters = adapters
        self._texts = texts
        self._data_notice = data_notice
        self._clock = clock
        self._pace = AsyncLimiter(1, 1 / per_second)  # evenly spaced, never in a burst
        self._last: dict[Address, datetime] = {}
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Something was added: look now."""
        self._woken.set()

    async def run(self) -> None:
        """Until it is cancelled."""
        while True:
            if not await self.drain():
                with suppress(TimeoutError):
                    async with asyncio.timeout(IDLE):  # wait_for may swallow a cancellation (python/cpython#86296)
                        await self._woken.wait()
                self._woken.clear()

    async def drain(self) -> int:
        """Send what is due now: how many messages were looked at."""
        claimed = await self._box.claim(self._clock())
        for notice in claimed:
            if fault := await self._fault_of(self._send, notice):
                await self._box.close(notice, "failed", fault)
        redraws = await self._box.claim_redraws(self._clock())
        for notice in redraws:
            await self._fault_of(self._redraw, notice)
        return len(claimed) + len(redraws)

    async def _fault_of(self, work: Callable[[Notice], Awaitable[None]], notice: Notice) -> str | None:
        """What went wrong by our own fault, if anything: one message holds no other up."""
        try:
            await work(notice)
        except Exception as error:
            log.exception("outbox.failed", notice=notice.id, kind=notice.kind)
            return type(error).__name__
        return None

    async def _send(self, notice: Notice) -> None:
        addresses = [a for a in await self._box.addresses(notice.person) if a.platform in self._adapters]
        if not addresses:
            await self._box.close(notice, "failed", "no account")
            return
        to, now = addresses[0], self._clock()
        if to in self._last and now < self._last[to] + APART:
            await self._box.again(notice, self._last[to] + APART, "one at a time", counts=False)
            return
        reply = notice.reply or await self._drawn(notice, to)
        if reply is None:
            await self._box.close(notice, "dropped")
            return
        async with self._pace:
            outcome = await self._adapters[to.platform].send(to, reply)
        self._remember(to)
        await self._write_back(notice, to, outcome)

    async def _write_back(self, notice: Notice, to: Address, outcome: Outcome) -> None:
        now = self._clock()
        match outcome:
            case Sent(message_id):
                await self._box.sent(notice, to, message_id, now)
            case Refused(reason, gone):
                log.warning("outbox.refused", notice=notice.id, reason=reason)
                await self._box.close(notice, "failed", reason)
                if gone:
                    await self._box.unreachable(to, reason)
            case Later(seconds):
                await self._box.again(notice, now + timedelta(seconds=seconds), "paused", counts=False)
                await asyncio.sleep(seconds)  # the whole account pauses, not only this chat
            case Moved(user):
                await self._box.moved(to, user)
                await self._box.again(notice, now, "moved", counts=True)
            case Unknown(reason) if notice.attempts < TRIES:
                await self._box.again(notice, now + notice.attempts * BACKOFF, reason, counts=True)
            case Unknown(reason):
                await self._box.close(notice, "unknown", reason)

    async def _redraw(self, notice: Notice) -> None:
        """The message sent before says again what is true, where the platform can edit."""
        to = notice.sent_to
        if to is None or notice.message_id is None or to.platform not in self._adapters:
            return
        reply = await self._drawn(notice, to)
        if reply is not None:
            async with self._pace:
                await self._adapters[to.platform].edit(to, notice.message_id, reply)

    async def _drawn(self, notice: Notice, to: Address) -> Reply | None:
        """What the message says now; nothing if the person needs it no more."""
        now = self._clock()
        known = await self._talks.look(to, now)
        if known.member is None:
            return None
        who = (known.at, known.person, known.member, known.offices)
        store = self._talks.looking(now)
        ctx = Context(*who, now, local_day(now), store, self._texts, self._data_notice)
        return await DRAWERS[notice.kind](ctx, await self._box.told_before(notice))

    def _remember(self, to: Address) -> None:
        now = self._clock()
        self._last = {a: at for a, at in self._last.items() if now < at + APART} | {to: now}
