"""The stage with the program running as it really runs: people sit at doubles of their platforms, all goes over HTTP.

Whoever does something waits until all of it is worked, and whatever is due has arrived; then they look. On another day,
and after `ends`, it is another process that answers: what became due in between is told when it comes up.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date

import pytest
from sqlalchemy import text

from bot import inbox
from bot.adapters import zalo_bot_sending
from bot.app import App, build
from bot.config import Config
from chat.message import Address, Incoming
from storage.instants import instant, local_day
from storage.sql import Row, Sql
from tests.http_places import Moment, Place, Seen
from tests.player import Clock, Screen, Stage
from tests.school import school_at
from tests.world import LINKED

PATIENCE = 20.0  # seconds after which whoever waits has waited in vain
AT_WORK = Sql(
    text(
        "SELECT 'answers' FROM inbox WHERE problem IS NULL"
        " UNION ALL SELECT 'notices' FROM outbox WHERE state = 'claimed' OR (state = 'due' AND due_at <= :now)"
        " UNION ALL SELECT 'changes' FROM outbox WHERE state = 'sent' AND redraw_at <= :now"
        " UNION ALL SELECT 'reminders' FROM reminder WHERE state = 'planned' AND due_at <= :now"
    )
)
HELD_UP = Sql(text("SELECT id FROM outbox WHERE state = 'due' AND problem = 'one at a time'"))


@dataclass(slots=True)
class HttpStage(Stage):
    """`places` by platform; `port` of this machine is the program's; `looked`: up to when everybody has seen theirs."""

    places: Mapping[str, Place] = field(default_factory=dict)
    port: int = 0
    looked: dict[Address, Moment] = field(default_factory=dict)
    day: date | None = None
    process: AsyncExitStack = field(default_factory=AsyncExitStack)
    running: "asyncio.Task[None] | None" = None

    @property
    def renderers(self) -> Mapping[str, str]:
        return {name: place.renderer for name, place in self.places.items()}

    @property
    def config(self) -> Config:
        here = f"127.0.0.1:{self.port}"
        sections = {"database": {"url": self.url}, "http": {"listen": here, "public_url": f"http://{here}"}}
        for place in self.places.values():
            sections |= place.settings
        return Config.model_validate(sections)

    def build(self) -> AbstractAsyncContextManager[App]:
        return build(self.config, clock=self.clock, per_second=dict.fromkeys(self.places, 1000))

    async def turn(self, incoming: Incoming) -> Screen | None:
        """What somebody does, and all that comes to them then."""
        if self.day != local_day(self.clock()):
            await self.ends()
            await self.begins()
        at = incoming.at
        self._looks(at)
        await self.places[at.platform].does(at.user, incoming)
        await self._settles()
        seen = self._seen(at)
        self._looks(at)
        return seen

    def told(self, at: Address) -> list[Screen]:
        """All that has come since they did something, read together."""
        seen = self._seen(at)
        return [seen] if seen else []

    async def begins(self) -> None:
        """A process comes up. What its clock does first is done once more, and so it is known to be done."""
        self.day = local_day(self.clock())
        app = self.app = await self.process.enter_async_context(self.build())
        self.running = asyncio.create_task(app.run())
        await self._listens(self.running)
        for place in self.places.values():
            await place.opens(app)
        await self.sweeps_without_sending()
        await self._settles()

    async def ends(self) -> None:
        """The process is told to end, and does."""
        running, self.day, self.app, self.running = self.running, None, None, None
        if running:
            running.cancel()
            await asyncio.wait({running})
        await self.process.aclose()
        assert not running or running.cancelled(), running.exception()

    async def rows(self, sql: str) -> Sequence[Row]:
        async with school_at(self.url) as school:
            return await school.rows(sql)

    async def moves_in(self, people: Iterable[str] = LINKED) -> None:
        """Their linked accounts are on the first platform, where the bot may write to them."""
        place = self.places[self.platform]
        async with school_at(self.url) as school:
            for name in people:
                at = {"platform": place.name, "account": place.account(name), "name": name}
                await school.does('UPDATE link SET platform = :platform, "user" = :account WHERE "user" = :name', **at)
                place.meets(name)

    def _seen(self, at: Address) -> Seen | None:
        new = [seen for moment, seen in self._shown(at) if moment > self.looked.get(at, 0)]
        texts, buttons = [t for seen in new for t in seen.texts], [b for seen in new for b in seen.buttons]
        return Seen(texts, buttons, brief=new[-1].brief) if new else None

    def _looks(self, at: Address) -> None:
        self.looked[at] = max((moment for moment, _ in self._shown(at)), default=0)

    def _shown(self, at: Address) -> Iterable[tuple[Moment, Seen]]:
        return self.places[at.platform].shown(at.user)

    async def _listens(self, running: "asyncio.Task[None]") -> None:
        while not running.done():
            with suppress(ConnectionRefusedError):
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
                writer.close()
                await writer.wait_closed()
                return
            await asyncio.sleep(0)
        running.result()

    async def _settles(self) -> None:
        """A chat gets one message a second: while one waits for that, the clock goes on."""
        assert self.app is not None
        assert self.running is not None
        async with asyncio.timeout(PATIENCE):
            while not self.running.done():
                for place in self.places.values():
                    await place.heard()
                if await self.app.database.read(AT_WORK, now=instant(self.clock())):
                    continue
                if not await self.app.database.read(HELD_UP):
                    return
                self.clock.passes(seconds=1)
                self.app.outbox.wake()
        self.running.result()


@asynccontextmanager
async def staged(url: str, port: int, clock: Clock, first: Place, *others: Place) -> AsyncIterator[HttpStage]:
    """A stage on these platforms, which in the end have refused nothing; chats begin on the first one."""
    places = {place.name: place for place in (first, *others)}
    stage = HttpStage(url, first.renderer, clock, first.name, places=places, port=port)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inbox, "SWEEP", 0)  # seconds that would only make a test slow
        patch.setattr(zalo_bot_sending, "BETWEEN", 0)
        try:
            yield stage
        finally:
            await stage.ends()
    for place in places.values():
        assert not place.refused, place.name
