"""The token that calls of an Official Account carry: renewed in time, by one process, and never twice with one token.

A refresh token buys one pair. So the row is marked before Zalo is asked, and whoever finds it marked for too long knows
that the token may be used up: from then on only an administrator's consent helps (`renluyen zalo login`).
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.adapters.platform import Later, Refused
from bot.adapters.zalo_oa_oauth import OAuth, Spent, Unseen
from storage.zalo_tokens import Kept, Pair, TokenBox

log = structlog.get_logger()

EARLY = timedelta(hours=1)  # before a token ends, its successor is bought
LEASE = timedelta(seconds=90)  # more than a call may take: whoever asked for so long is no more
REFRESHES = timedelta(days=89)  # after a token's end the next one can still be bought; together it is three months
SOON = 2.0  # seconds until somebody else's call should have ended
NEEDS_LOGIN = Refused("needs-login")


class Tokens:
    """Of one account, in every process that sends for it."""

    def __init__(self, box: TokenBox, oauth: OAuth, clock: Callable[[], datetime]) -> None:
        self._box = box
        self._oauth = oauth
        self._clock = clock
        self._known: Pair | None = None
        self._unwritten: tuple[int, Pair] | None = None
        self._asking: asyncio.Task[str | Later | Refused] | None = None

    async def access(self, refused: str = "") -> str | Later | Refused:
        """What a call carries now. `refused`: a token that Zalo does not take any more, whatever its date says."""
        known = self._known
        if known and known.access != refused and self._clock() < known.until - EARLY:
            return known.access
        while self._asking and not self._asking.done():  # a call that is cancelled does not cancel the purchase
            if (told := await asyncio.shield(self._asking)) != refused:  # it may have begun before the refusal
                return told
        self._asking = asyncio.create_task(self._looked_up(refused))
        return await asyncio.shield(self._asking)

    async def finish(self) -> None:
        """Until a purchase that was begun is written down."""
        if self._asking:
            await asyncio.wait({self._asking})

    async def _looked_up(self, refused: str) -> str | Later | Refused:
        await self._write()
        while (kept := await self._box.kept()) is not None and kept.state != "spent":
            now = self._clock()
            holds = kept.pair.access != refused and now < kept.pair.until
            if kept.state == "asked":
                if kept.asked_at and now >= kept.asked_at + LEASE:
                    await self._spent(kept.version, "nobody knows what came of it")
                    continue
                return kept.pair.access if holds else Later(SOON)
            if holds and now < kept.pair.until - EARLY:
                self._known = kept.pair
                return kept.pair.access
            if (lease := await self._box.lease(kept, now)) is not None:
                return await self._bought(kept, lease, holds=holds)
        self._known = None
        return NEEDS_LOGIN

    async def _bought(self, kept: Kept, lease: int, *, holds: bool) -> str | Later | Refused:
        match await self._oauth.next(kept.pair.refresh):
            case Pair() as pair:
                self._known = pair
                self._unwritten = lease, pair  # if the database is away just now, the next look writes it
                await self._write()
                return pair.access
            case Unseen():
                await self._box.give_back(lease)
                return kept.pair.access if holds else Later(SOON)
            case Spent(why):
                await self._spent(lease, why)
        return NEEDS_LOGIN

    async def _write(self) -> None:
        if self._unwritten:
            await self._box.renew(*self._unwritten)
            self._unwritten = None

    async def _spent(self, version: int, why: str) -> None:
        if await self._box.spend(version):
            log.error("zalo_oa.needs_login", why=why)
