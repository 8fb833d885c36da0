"""What the sender carries: a claimed message, drawn for its person at the moment it goes, and where it may go."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from bot.adapters.platform import Gist
from bot.reminding import Drawn, Reminding
from chat.message import Address, Reply
from chat.texts import Texts
from handlers.context import Context
from handlers.context import Notice as DataNotice
from handlers.notices import DRAWERS, Occasion
from programmes.platforms import limits_of
from rules.verdicts import Owed
from storage.instants import local_day
from storage.ledger import AGAIN, KIND
from storage.outbox import Notice, NoticeBox
from storage.reaching import Accounts
from storage.talks import Talks

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed message with its person's accounts. Without `reply` there is nothing to say, or `fault` says why not.

    `drawn` is what it says of the ledger; `hops` are the accounts that were tried in vain, each with its reason, `then`
    is when one of them would take it after all.
    """

    notice: Notice
    accounts: Accounts
    reply: Reply | None
    drawn: Drawn | None = None
    hops: tuple[str, ...] = ()
    fault: str | None = None
    then: datetime | None = None

    @property
    def to(self) -> Address | None:
        return next(iter(self.accounts.reachable), None)

    @property
    def rows(self) -> tuple[int, ...]:
        """Those of the ledger that it speaks of."""
        return self.drawn.told if self.drawn else ()

    @property
    def repeats(self) -> bool:
        """Whether it goes out again where nobody knows if it has arrived: all but mere news of the morning."""
        return self.drawn is None or self.drawn.repeats

    @property
    def in_vain(self) -> str | None:
        """The accounts that did not take it, each with its reason, once: before the message was put off, and now."""
        before = self.notice.hops.split("; ") if self.notice.hops else []
        return "; ".join(dict.fromkeys([*before, *self.hops])) or None

    @property
    def remark(self) -> str | None:
        """What is worth keeping of how it went out."""
        return "; ".join(filter(None, (self.in_vain, AGAIN if self.notice.doubtful else None))) or None

    def moved_to(self, user: str) -> Address | None:
        """What is for one account alone goes after it."""
        return self.notice.sent_to and replace(self.notice.sent_to, user=user)

    def remarked(self, how: str | None) -> str | None:
        """The same, with what the platform says of it."""
        return "; ".join(filter(None, (self.remark, how))) or None

    @property
    def gist(self) -> Gist:
        return Gist(self.notice.kind, self.drawn.facts if self.drawn else dict, self.notice.id)

    def to_the_next(self, reason: str, then: datetime | None = None) -> "Letter":
        """The same for the person's next account."""
        first, *others = self.accounts.reachable
        tried = replace(self, hops=(*self.hops, f"{first.platform}: {reason}"), then=then or self.then)
        return replace(tried, accounts=Accounts(tuple(others), tried.in_vain or reason))


class Letters:
    """Writes them: asks the database for many at once, then draws each by itself, so that a fault in one is its own."""

    def __init__(
        self,
        box: NoticeBox,
        reminding: Reminding,
        talks: Talks,
        platforms: Collection[str],
        texts: Texts,
        data_notice: DataNotice,
    ) -> None:
        self._box = box
        self._reminding = reminding
        self._talks = talks
        self._platforms = platforms
        self._texts = texts
        self._data_notice = data_notice

    async def written(self, notices: Sequence[Notice], now: datetime) -> Sequence[Letter]:
        if not notices:
            return ()
        accounts = await self._box.accounts({notice.person for notice in notices})
        used_up = await self._used_up(now)
        owed = await self._reminding.owed([notice.id for notice in notices if notice.kind == KIND], now)
        return [
            await self._letter(
                notice, self._served(_meant(notice, accounts[notice.person]), used_up), owed.get(notice.id, ()), now
            )
            for notice in notices
        ]

    async def _used_up(self, now: datetime) -> Collection[str]:
        """The platforms whose plan takes no more messages this month."""
        plans = {name: most for name in self._platforms if (most := limits_of(name).per_month)}
        return [name for name, most in plans.items() if await self._box.sent_this_month(name, now) >= most]

    def _served(self, own: Accounts, used_up: Collection[str]) -> Accounts:
        here = tuple(to for to in own.reachable if to.platform in self._platforms)
        reachable = tuple(to for to in here if to.platform not in used_up)
        return Accounts(reachable, "quota" if here and not reachable else own.obstacle)

    async def _letter(self, notice: Notice, accounts: Accounts, owed: Sequence[Owed], now: datetime) -> Letter:
        to = next(iter(accounts.reachable), None)

        async def context() -> Context | None:
            return await self._context(to, now) if to else None

        try:
            if notice.kind == KIND:
                drawn = await self._reminding.drawn(notice, owed, now, context if to else None)
                return Letter(notice, accounts, drawn.reply, drawn)
            return Letter(notice, accounts, notice.reply or (await self.drawn_now(notice, to, now) if to else None))
        except Exception as error:
            log.exception("outbox.failed", notice=notice.id, kind=notice.kind)
            rows = tuple(one.id or 0 for one in owed)
            return Letter(notice, accounts, None, Drawn(None, rows, ()), fault=type(error).__name__)

    async def drawn_now(self, notice: Notice, to: Address, now: datetime) -> Reply | None:
        """What the message says now; nothing if the person needs it no more."""
        ctx = await self._context(to, now)
        if ctx is None:
            return None
        return await DRAWERS[notice.kind](ctx, Occasion(notice.key, await self._box.told_before(notice)))

    async def _context(self, to: Address, now: datetime) -> Context | None:
        known = await self._talks.look(to, now)
        if known.member is None:
            return None
        who = (known.at, known.person, known.member, known.offices)
        return Context(*who, now, local_day(now), self._talks.looking(now), self._texts, self._data_notice)


def _meant(notice: Notice, own: Accounts) -> Accounts:
    """All of the person's accounts, or the one that the message is for alone."""
    return Accounts((notice.sent_to,)) if notice.sent_to else own
