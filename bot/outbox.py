"""The sender of messages that go out by themselves: one per bot account, at the pace the platform allows."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from bot.adapters.platform import Adapter, Elsewhere, Later, Moved, Outcome, Refused, Sent, Unknown
from bot.ends import Ends
from bot.letters import Letter, Letters
from bot.pacing import Chats, Pace
from bot.reminding import Reminding
from chat.message import Address, Reply
from chat.texts import Texts
from handlers.context import Notice as DataNotice
from programmes.platforms import limits_of
from storage.instants import instant
from storage.outbox import Notice, NoticeBox, Result
from storage.talks import Talks

log = structlog.get_logger()

IDLE = 1.0  # seconds between looks where nothing wakes the sender: another process may have added a message
TRIES = 5
BACKOFF = timedelta(seconds=20)
AT_ONCE = 100  # messages on their way
GATHERS = 0.05  # seconds in which ends are gathered while more messages go out: a crash would put so many in doubt


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
        per_second: Mapping[str, int],
        *,
        safe: bool = False,
    ) -> None:
        self._box = box
        self._ledger = reminding.ledger
        self._letters = Letters(box, reminding, talks, adapters.keys(), texts, data_notice)
        self._adapters = adapters
        self._clock = clock
        fastest = {platform: per_second.get(platform, limits_of(platform).per_second) for platform in adapters}
        self._paces = {platform: Pace(messages) for platform, messages in fastest.items()}
        self._batch = max(2, min(max(fastest.values(), default=0) // 2, 200))
        self._safe = safe
        self._chats = Chats()
        self._waiting: deque[Letter] = deque()
        self._changed: deque[Notice] = deque()
        self._going: dict[int, asyncio.Task[None]] = {}
        self._ends = Ends()
        self._looking: asyncio.Task[int] | None = None
        self._writing = asyncio.Lock()
        self._pen_is_wanted = False
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Something was added: look now."""
        self._woken.set()

    async def run(self) -> None:
        """Until it is cancelled. What is on its way then is waited for, and what is not goes back."""
        try:
            while True:
                looked = await self._look()
                await self._post(ahead=looked > 0)
                if not looked and not self._waiting:
                    with suppress(TimeoutError):
                        async with asyncio.timeout(IDLE):  # wait_for may swallow a cancellation (python/cpython#86296)
                            await self._woken.wait()
                    self._woken.clear()
        finally:
            await asyncio.shield(self._stop())

    async def drain(self) -> int:
        """Send what is due now, and wait for what comes of it: how many messages were looked at."""
        looked = await self._look()
        await self._post()
        await self._arrived()
        while self._waiting:  # an account was gone, and there is another
            await self._post()
            await self._arrived()
        return looked

    async def _stop(self) -> None:
        if self._looking:
            await asyncio.wait({self._looking})
        await self._arrived()
        now = self._clock()
        for letter in self._waiting:
            self._ends.note(letter, Result(letter.notice.id, "due", "stopped", then=now, free=True), "claimed")
        self._waiting.clear()
        await self._write()

    async def _arrived(self) -> None:
        while self._going:
            await asyncio.wait(set(self._going.values()))
        await self._write()

    async def _look(self) -> int:
        """Claim what is due. Begun once it is not given up in the middle: whatever is claimed is known here."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._claims(self._clock()))
        return await asyncio.shield(self._looking)

    def _looks_ahead(self) -> None:
        """Before the last letter is out the next are claimed: the platform's pace has no gaps."""
        before = self._looking
        if before and before.done() and len(self._waiting) <= self._batch // 2 and not before.exception():
            self._looking = asyncio.create_task(self._claims(self._clock())) if before.result() else before

    async def _claims(self, now: datetime) -> int:
        """Answers come before reminders; reminders wait while an account pauses."""
        claimed = list(await self._box.claim(now, self._batch))
        changed = 0
        if not any(pace.pause for pace in self._paces.values()):
            if left := self._batch - len(claimed):
                claimed += await self._box.claim(now, left, reminders=True)
            if left := self._batch - len(claimed):
                claimed += await self._ledger.claim(now, left)
            self._changed.extend(redraws := await self._box.claim_redraws(now))
            changed = len(redraws)
        known = {letter.notice.id for letter in self._waiting} | self._going.keys()
        letters = await self._letters.written([notice for notice in claimed if notice.id not in known], now)
        self._ends.verdicts += [closed for letter in letters if letter.drawn for closed in letter.drawn.closed]
        self._waiting.extend(letters)
        return len(claimed) + changed

    async def _post(self, *, ahead: bool = False) -> None:
        """Each letter that waits goes with its slot, or no further; then what was sent before is made true again."""
        while self._waiting:
            if ahead:
                self._looks_ahead()
            letter = self._waiting[0]
            if end := self._end_of(letter):
                self._waiting.popleft()
                self._ends.note(letter, *end)
            elif (to := letter.to) and await self._may_go(to):
                self._waiting.popleft()
                self._goes(letter, to)
        await asyncio.shield(self._write())
        while self._changed:
            await self._redraw(self._changed.popleft())

    async def _may_go(self, to: Address) -> bool:
        while len(self._going) >= AT_ONCE:
            await asyncio.wait(set(self._going.values()), return_when=asyncio.FIRST_COMPLETED)
        return await self._paces[to.platform].slot()

    def _end_of(self, letter: Letter) -> tuple[Result, str] | None:
        """Why the letter does not go now, as the outbox keeps it, and what becomes of its rows in the ledger."""
        now, id_, to = self._clock(), letter.notice.id, letter.to
        if letter.fault:
            return Result(id_, "failed", letter.fault), "failed"
        if letter.drawn and not letter.rows:
            return Result(id_, "dropped"), "skipped"
        if to is None and letter.then:
            return Result(id_, "due", letter.accounts.obstacle, then=letter.then, free=True), "claimed"
        if to is None:  # who never had an account is passed over; that one cannot be reached is a failure
            passed_over = letter.drawn and letter.accounts.obstacle == "no-account"
            ends = ("dropped", "skipped") if passed_over else ("failed", "failed")
            return Result(id_, ends[0], letter.accounts.obstacle), ends[1]
        if letter.reply is None:
            return Result(id_, "dropped"), "skipped"
        if self._safe:
            return Result(id_, "held", "safe-mode", to=to, reply=letter.reply), "skipped"
        if letter.notice.doubtful and not letter.repeats:
            return Result(id_, "unknown", "lapsed"), "unknown"
        if pause := self._paces[to.platform].pause:
            return Result(id_, "due", "paused", then=now + timedelta(seconds=pause), free=True), "claimed"
        if then := self._chats.free_from(to, now):
            return Result(id_, "due", "one at a time", then=then, free=True), "claimed"
        return None

    def _goes(self, letter: Letter, to: Address) -> None:
        self._chats.got(to, self._clock())
        task = asyncio.create_task(self._carried(letter, to))
        self._going[letter.notice.id] = task
        task.add_done_callback(lambda _: self._going.pop(letter.notice.id, None))

    async def _carried(self, letter: Letter, to: Address) -> None:
        """It belongs to nobody who could be cancelled: what comes of it is known in every case."""
        try:
            outcome = await self._adapters[to.platform].notify(to, letter.reply or Reply(""), letter.gist)
        except Exception as error:
            log.exception("outbox.failed", notice=letter.notice.id, kind=letter.notice.kind)
            outcome = Refused(type(error).__name__)
        self._chats.got(to, self._clock())
        self._came(letter, to, outcome)
        try:
            await self._write(gathers=bool(self._waiting))
        except Exception:
            log.exception("outbox.unwritten")  # it is kept, and written with the next

    def _came(self, letter: Letter, to: Address, outcome: Outcome) -> None:
        now, id_, ends = self._clock(), letter.notice.id, self._ends
        match outcome:
            case Sent(message_id, how):
                at = {"at": instant(now), "platform": to.platform, "message": message_id}
                remark = letter.remarked(how)
                ends.note(letter, Result(id_, "sent", remark, at=now, to=to, message=message_id), "sent", **at)
            case Refused(reason, gone=True):
                log.warning("outbox.unreachable", notice=id_, platform=to.platform, reason=reason)
                ends.gone.append((to, reason))
                self._goes_on(letter.to_the_next(reason))
            case Elsewhere(reason, seconds):
                log.info("outbox.elsewhere", notice=id_, platform=to.platform, reason=reason)
                then = None if seconds is None else now + timedelta(seconds=seconds)
                self._goes_on(letter.to_the_next(reason, then))
            case Refused(reason):
                log.warning("outbox.refused", notice=id_, reason=reason)
                ends.note(letter, Result(id_, "failed", reason), "failed")
            case Later(seconds):
                self._paces[to.platform].pauses(seconds)  # the whole account pauses, not only this chat
                then = now + timedelta(seconds=seconds)
                ends.note(letter, Result(id_, "due", "paused", then=then, free=True), "claimed")
            case Moved(user):
                ends.moved.append((to, user))
                ends.note(letter, Result(id_, "due", "moved", then=now, to=letter.moved_to(user)), "claimed")
            case Unknown(reason, seconds) if letter.notice.attempts < TRIES and letter.repeats:
                then = now + max(letter.notice.attempts * BACKOFF, timedelta(seconds=seconds))
                ends.note(letter, Result(id_, "due", reason, then=then, doubt=True), "claimed")
            case Unknown(reason):
                ends.note(letter, Result(id_, "unknown", reason), "unknown")

    def _goes_on(self, letter: Letter) -> None:
        """To another account, where there is one."""
        if end := self._end_of(letter):
            self._ends.note(letter, *end)
        else:
            self._waiting.append(letter)
            self.wake()

    async def _write(self, *, gathers: bool = False) -> None:
        """What came meanwhile is written together: one message each at a slow pace, many at a fast one."""
        if self._pen_is_wanted:
            return  # somebody waits to write, and will take this along
        self._pen_is_wanted = True
        try:
            if gathers:
                await asyncio.sleep(GATHERS)
            await self._writing.acquire()
        finally:
            self._pen_is_wanted = False
        try:
            await self._write_back()
        finally:
            self._writing.release()

    async def _write_back(self) -> None:
        ends, self._ends = self._ends, Ends()
        try:
            for to, reason in ends.gone:
                await self._box.unreachable(to, reason, self._clock())
            for old, new in ends.moved:
                await self._box.moved(old, new)
            if ends.results or ends.verdicts:
                await self._ledger.write_back(ends.verdicts, ends.results)
        except BaseException:
            self._ends = self._ends.after(ends)
            raise

    async def _redraw(self, notice: Notice) -> None:
        """The message sent before says again what is true, where the platform can edit."""
        to = notice.sent_to
        if to is None or notice.message_id is None or to.platform not in self._adapters or self._safe:
            return
        try:
            reply = await self._letters.drawn_now(notice, to, self._clock())
            if reply is not None and await self._paces[to.platform].slot():
                outcome = await self._adapters[to.platform].edit(to, notice.message_id, reply)
                if isinstance(outcome, Later):
                    self._paces[to.platform].pauses(outcome.seconds)
        except Exception:
            log.exception("outbox.failed", notice=notice.id, kind=notice.kind)
