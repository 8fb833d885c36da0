"""The sender of messages that go out by themselves: one per bot account, at the pace the platform allows."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from bot.adapters.platform import Adapter, Later, Moved, Outcome, Refused, Sent, Unknown
from bot.pacing import Pace, gap_in
from bot.reminding import Drawn, Reminding, undrawn
from chat.message import Address, Reply
from chat.texts import Texts
from handlers.context import Context
from handlers.context import Notice as DataNotice
from handlers.notices import DRAWERS
from rules.verdicts import Judged
from storage.instants import instant, local_day
from storage.ledger import KIND, Verdict
from storage.outbox import Accounts, Notice, NoticeBox, Result
from storage.talks import Talks

log = structlog.get_logger()

IDLE = 1.0  # seconds between looks where nothing wakes the sender: another process may have added a message
TRIES = 5
BACKOFF = timedelta(seconds=20)
AT_ONCE = 100  # messages on their way


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed message, its person's accounts and what is drawn of it; `hops`: accounts that were tried in vain."""

    notice: Notice
    accounts: Accounts
    reply: Reply | None
    drawn: Drawn | None = None
    hops: tuple[str, ...] = ()

    def verdicts(self, state: str, reason: str = "", **more: str | None) -> Sequence[Verdict]:
        """The same for all rows that are told."""
        return [Verdict(id_, state, reason, **more) for id_ in self.drawn.told] if self.drawn else ()


@dataclass(slots=True)
class Ends:
    """What came of messages and is not written yet."""

    results: list[Result] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)


def _nowhere(letter: Letter) -> tuple[Result, str]:
    """Nobody to send it to. Who never had an account is passed over; that one cannot be reached is a failure."""
    obstacle = letter.accounts.obstacle
    if letter.drawn and obstacle == "no-account":
        return Result(letter.notice.id, "dropped", obstacle), "skipped"
    return Result(letter.notice.id, "failed", obstacle), "failed"


class Outbox:
    """Drains outbox and ledger over the adapters that run here: answers to people's acts first, then reminders."""

    def __init__(
        self,
        box: NoticeBox,
        reminding: Reminding,
        talks: Talks,
        adapters: Mapping[str, Adapter],
        texts: Texts,
        data_notice: DataNotice,
        clock: Callable[[], datetime],
        per_second: int,
        *,
        safe: bool = False,
    ) -> None:
        self._box = box
        self._reminding = reminding
        self._talks = talks
        self._adapters = adapters
        self._texts = texts
        self._data_notice = data_notice
        self._clock = clock
        self._pace = Pace(per_second)
        self._batch = max(2, min(per_second // 2, 200))
        self._safe = safe
        self._last: dict[Address, datetime] = {}
        self._going: dict[int, asyncio.Task[None]] = {}
        self._ends = Ends()
        self._writing = asyncio.Lock()
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Something was added: look now."""
        self._woken.set()

    async def run(self) -> None:
        """Until it is cancelled. What is on its way then is waited for: its outcome is known, and written."""
        try:
            while True:
                if not await self._look():
                    with suppress(TimeoutError):
                        async with asyncio.timeout(IDLE):  # wait_for may swallow a cancellation (python/cpython#86296)
                            await self._woken.wait()
                    self._woken.clear()
        finally:
            await asyncio.shield(self._arrived())

    async def drain(self) -> int:
        """Send what is due now, and wait for what comes of it: how many messages were looked at."""
        looked = await self._look()
        await self._arrived()
        return looked

    async def _arrived(self) -> None:
        while self._going:
            await asyncio.wait(set(self._going.values()))
        await self._write()

    async def _look(self) -> int:
        """Claim what is due and give each message its slot; answers come before reminders."""
        now = self._clock()
        claimed = list(await self._box.claim(now, self._batch))
        if left := self._batch - len(claimed):
            claimed += await self._box.claim(now, left, reminders=True)
        new = await self._reminding.ledger.claim(now, left) if (left := self._batch - len(claimed)) > 0 else ()
        claimed += [notice for notice in new if notice.id not in {one.id for one in claimed}]
        mine = [notice for notice in claimed if notice.id not in self._going]
        for letter in await self._letters(mine, now):
            await self._takes(letter)
        redraws = await self._box.claim_redraws(now)
        for notice in redraws:
            await self._redraw(notice)
        return len(claimed) + len(redraws)

    async def _letters(self, notices: Sequence[Notice], now: datetime) -> Sequence[Letter]:
        """The claimed messages with all that is asked of the database for many at once."""
        if not notices:
            return ()
        accounts = await self._box.accounts({notice.person for notice in notices})
        reachable = {id_: replace(own, reachable=self._served(own.reachable)) for id_, own in accounts.items()}
        reminders = [notice.id for notice in notices if notice.kind == KIND]
        judged = await self._reminding.judged(reminders, now) if reminders else {}
        letters = []
        for notice in notices:
            try:
                letters.append(await self._letter(notice, reachable[notice.person], judged.get(notice.id), now))
            except Exception as error:
                log.exception("outbox.failed", notice=notice.id, kind=notice.kind)
                self._ends.results.append(Result(notice.id, "failed", type(error).__name__))
        return letters

    def _served(self, addresses: Collection[Address]) -> tuple[Address, ...]:
        return tuple(address for address in addresses if address.platform in self._adapters)

    async def _letter(
        self, notice: Notice, accounts: Accounts, judged: Sequence[Judged] | None, now: datetime
    ) -> Letter:
        if judged is None:
            first = next(iter(accounts.reachable), None)
            reply = notice.reply or (await self._drawn(notice, first, now) if first else None)
            return Letter(notice, accounts, reply)

        async def context() -> Context | None:
            return await self._context(accounts.reachable[0], now)

        if not accounts.reachable:
            return Letter(notice, accounts, None, undrawn(judged))
        drawn = await self._reminding.drawn(judged, now, context)
        return Letter(notice, accounts, drawn.reply, drawn)

    async def _takes(self, letter: Letter) -> None:
        """On its way with it, in its slot; or it goes no further."""
        now, notice = self._clock(), letter.notice
        if letter.drawn:
            self._ends.verdicts += letter.drawn.closed
        to = next(iter(letter.accounts.reachable), None)
        if to is None:
            await self._ended(letter, *_nowhere(letter))
        elif letter.reply is None:
            await self._ended(letter, Result(notice.id, "dropped"), "skipped")
        elif self._safe:
            held = Result(notice.id, "held", "safe-mode", to=to, reply=letter.reply)
            await self._ended(letter, held, "skipped")
        elif to in self._last and now < (then := self._last[to] + timedelta(seconds=gap_in(to))):
            await self._ended(letter, Result(notice.id, "due", "one at a time", then=then, free=True), "claimed")
        else:
            await self._pace.slot()
            while len(self._going) >= AT_ONCE:
                await asyncio.wait(set(self._going.values()), return_when=asyncio.FIRST_COMPLETED)
            self._remember(to)
            task = asyncio.create_task(self._goes(letter))
            self._going[notice.id] = task
            task.add_done_callback(lambda _: self._going.pop(notice.id, None))

    async def _ended(self, letter: Letter, result: Result, state: str) -> None:
        """It goes no further now; what the ledger keeps as claimed goes with the same message later."""
        self._ends.results.append(result)
        if state != "claimed":
            reason = result.why or ""
            self._ends.verdicts += letter.verdicts(state, reason)
        await self._write()

    async def _goes(self, letter: Letter) -> None:
        """To the person's first account; where nobody is there any more, to the next."""
        notice = letter.notice
        try:
            for nth, to in enumerate(letter.accounts.reachable):
                if nth:
                    await self._pace.slot()
                outcome = await self._adapters[to.platform].send(to, letter.reply or Reply(""))
                self._remember(to)
                if not isinstance(outcome, Refused) or not outcome.gone:
                    break
                log.warning("outbox.unreachable", notice=notice.id, platform=to.platform, reason=outcome.reason)
                await self._box.unreachable(to, outcome.reason)
                letter = replace(letter, hops=(*letter.hops, f"{to.platform}: {outcome.reason}"))
            await self._came(letter, to, outcome)
        except Exception as error:
            log.exception("outbox.failed", notice=notice.id, kind=notice.kind)
            await self._ended(letter, Result(notice.id, "failed", type(error).__name__), "failed")

    async def _came(self, letter: Letter, to: Address, outcome: Outcome) -> None:
        now, id_ = self._clock(), letter.notice.id
        hops = "; ".join(letter.hops) or None
        match outcome:
            case Sent(message_id):
                self._ends.results.append(Result(id_, "sent", hops, at=now, to=to, message=message_id))
                at = {"at": instant(now), "platform": to.platform, "message": message_id}
                self._ends.verdicts += letter.verdicts("sent", hops or "", **at)
                await self._write()
            case Refused(reason):
                log.warning("outbox.refused", notice=id_, reason=reason)
                await self._ended(letter, Result(id_, "failed", hops or reason), "failed")
            case Later(seconds):
                self._pace.pauses(seconds)  # the whole account pauses, not only this chat
                then = now + timedelta(seconds=seconds)
                await self._ended(letter, Result(id_, "due", "paused", then=then, free=True), "claimed")
            case Moved(user):
                await self._box.moved(to, user)
                await self._ended(letter, Result(id_, "due", "moved", then=now), "claimed")
            case Unknown(reason) if letter.notice.attempts < TRIES and (letter.drawn is None or letter.drawn.repeats):
                then = now + letter.notice.attempts * BACKOFF
                await self._ended(letter, Result(id_, "due", reason, then=then, doubt=True), "claimed")
            case Unknown(reason):
                await self._ended(letter, Result(id_, "unknown", reason), "unknown")

    async def _write(self) -> None:
        """What came meanwhile is written together: one message each at a slow pace, many at a fast one."""
        async with self._writing:
            ends, self._ends = self._ends, Ends()
            if ends.results or ends.verdicts:
                await self._reminding.ledger.write_back(ends.verdicts, ends.results)

    async def _redraw(self, notice: Notice) -> None:
        """The message sent before says again what is true, where the platform can edit."""
        to = notice.sent_to
        if to is None or notice.message_id is None or to.platform not in self._adapters or self._safe:
            return
        try:
            reply = await self._drawn(notice, to, self._clock())
            if reply is not None:
                await self._pace.slot()
                await self._adapters[to.platform].edit(to, notice.message_id, reply)
        except Exception:
            log.exception("outbox.failed", notice=notice.id, kind=notice.kind)

    async def _drawn(self, notice: Notice, to: Address, now: datetime) -> Reply | None:
        """What the message says now; nothing if the person needs it no more."""
        ctx = await self._context(to, now)
        return await DRAWERS[notice.kind](ctx, await self._box.told_before(notice)) if ctx else None

    async def _context(self, to: Address, now: datetime) -> Context | None:
        known = await self._talks.look(to, now)
        if known.member is None:
            return None
        who = (known.at, known.person, known.member, known.offices)
        return Context(*who, now, local_day(now), self._talks.looking(now), self._texts, self._data_notice)

    def _remember(self, to: Address) -> None:
        now = self._clock()
        apart = timedelta(seconds=gap_in(to))
        self._last[to] = now
        if len(self._last) > AT_ONCE:
            self._last = {a: at for a, at in self._last.items() if now < at + apart}
