"""The whole bot on a line to the double of Zalo's Official Account, with three people of the small world on it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp
from sqlalchemy import text

from bot.adapters.platform import Adapter, Handle, Later, Refused
from bot.adapters.zalo_oa import ZaloOa
from bot.app import App, Parts, build
from bot.config import Config
from storage.database import Database, open_database
from storage.instants import instant
from storage.session import session_for
from storage.sql import Row, Sql
from storage.years import set_setting
from tests.doubles.zalo_oa import ZaloOaDouble
from tests.doubles.zalo_oa_world import Shown
from tests.player import Clock
from tests.post import Post
from tests.world import START

AN, BINH, CUONG = "an", "binh", "cuong"
PATIENCE = 10.0


@dataclass(slots=True)
class Token:
    """A keeper of tokens that has these first, and then a new one whenever one is refused."""

    renew: Callable[[], str]
    tokens: list[str | Later | Refused] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    async def access(self, refused: str = "") -> str | Later | Refused:
        if refused:
            self.refused.append(refused)
            del self.tokens[0]
        if not self.tokens:
            self.tokens.append(self.renew())
        return self.tokens[0]

    async def finish(self) -> None:
        """Nothing was begun."""


class Silent(Post):
    """A platform on which nobody says anything: it only carries."""

    alone = False

    async def run(self, handle: Handle) -> None:
        await asyncio.Event().wait()


@dataclass(slots=True)
class OaLine:
    """The bot, Zalo, the people on it, one time for all; `elsewhere` is another platform of theirs.

    `database`: where a test looks at what the bot has written, and writes what the bot finds; the bot has its own.
    """

    double: ZaloOaDouble
    config: Config
    clock: Clock
    token: Token
    database: Database
    elsewhere: Silent = field(default_factory=lambda: Silent(platform="elsewhere"))

    @property
    def url(self) -> str:
        return f"{self.config.http.public_url}/zalo-oa"

    @asynccontextmanager
    async def up(self) -> AsyncIterator[App]:
        """The whole bot runs for as long as the block lasts, and Zalo knows where."""
        async with build(self.config, clock=self.clock, adapters=self.platforms) as app:
            running = asyncio.create_task(app.run())
            try:
                await self.listens(running)
                self.double.webhook_url = self.url
                await self.double.probes()
                yield app
                await self.double.settled()
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

    def platforms(self, parts: Parts) -> Mapping[str, Adapter]:
        oa = ZaloOa(self.config, self.token, parts.database, parts.outbox, parts.texts, parts.clock)
        return {"zalo-oa": oa, "elsewhere": self.elsewhere}

    async def listens(self, running: "asyncio.Task[None]") -> None:
        host, port = self.config.http.listens_at
        while not running.done():
            with suppress(ConnectionRefusedError):
                _, writer = await asyncio.open_connection(host, port)
                writer.close()
                await writer.wait_closed()
                return
            await asyncio.sleep(0)
        running.result()

    async def says(self, user: str, said: str) -> Shown:
        return await self.double.next_message(user, after=self.double.says(user, said))

    async def taps(self, user: str, label: str) -> Shown:
        """The newest button that says so."""
        buttons = [b for shown in self.double.messages(user) for b in shown.buttons if b.title == label]
        return await self.double.next_message(user, after=self.double.taps(user, buttons[-1].payload))

    async def calls(self, body: bytes | BytesIO, **headers: str) -> int:
        async with aiohttp.ClientSession() as session, session.post(self.url, data=body, headers=headers) as answer:
            return answer.status

    def texts(self, user: str) -> list[str]:
        return [shown.text for shown in self.double.messages(user)]

    async def rows(self, statement: str, **values: str) -> list[Row]:
        return [tuple(row) for row in await self.database.read(Sql(text(statement)), **values)]

    async def does(self, statement: str, **values: str) -> None:
        await self.database.write(Sql(text(statement)), **values)

    async def tells(self, app: App, user: str, words: str, kind: str = "told") -> None:
        """Something that nobody has asked for goes out, and what came of it is written down."""
        before = len(await self.ends())
        await self.does(
            "INSERT INTO outbox (person_id, kind, reply, state, due_at, created_at, attempts)"
            " SELECT person_id, :kind, :reply, 'due', :now, :now, 0 FROM link WHERE \"user\" = :user AND id > 0",
            user=user,
            kind=kind,
            reply=f'{{"text": "{words}"}}',
            now=instant(self.clock()),
        )
        app.outbox.wake()
        async with asyncio.timeout(PATIENCE):
            while len(await self.ends()) == before:
                if await self.rows("SELECT id FROM outbox WHERE problem = 'one at a time'"):
                    self.clock.passes(seconds=1)
                    app.outbox.wake()

    async def ends(self) -> list[Row]:
        """What came of what was told, with where and why."""
        return await self.rows(
            "SELECT state, platform, problem FROM outbox WHERE kind IN ('told', 'news')"
            " AND (state NOT IN ('due', 'claimed') OR problem <> 'one at a time') ORDER BY id"
        )

    async def lives_elsewhere(self, user: str) -> None:
        """The person has an account on another platform, an older one."""
        await self.does(
            'INSERT INTO link (id, person_id, platform, "user", state, since)'
            ' SELECT -id, person_id, \'elsewhere\', "user", state, since FROM link WHERE "user" = :user',
            user=user,
        )

    async def keeps_phones(self) -> None:
        """The unit keeps its members' numbers."""
        async with session_for(self.config.database.url) as session:
            await set_setting(session, "DTHPT", "phones", "yes", START)

    async def unreachable(self) -> list[Row]:
        return await self.rows('SELECT "user", unreachable FROM link WHERE unreachable IS NOT NULL')

    async def settles(self) -> None:
        """Everything that came is worked, and has left the inbox."""
        await self.double.settled()
        async with asyncio.timeout(PATIENCE):
            while await self.rows("SELECT id FROM inbox WHERE problem IS NULL"):
                await self.double.settled()


@asynccontextmanager
async def oa_line(url: str, port: int, **settings: Any) -> AsyncIterator[OaLine]:
    """A line on this copy of the small world, whose people all follow the account."""
    clock, here = Clock(START), f"127.0.0.1:{port}"
    async with ZaloOaDouble() as double:
        double.clock = lambda: clock().timestamp()

        def renew() -> str:
            return str(double.logs_in()["access_token"])

        told = {"app_id": double.app_id, "app_secret": double.app_secret, "oa_id": double.oa_id}
        told |= {"oa_secret_key": double.oa_secret_key, "api_url": double.url, "business_url": double.url}
        told |= {"oauth_url": double.url, **settings}
        sections = {"database": {"url": url}, "http": {"listen": here, "public_url": f"http://{here}"}}
        config, database = Config.model_validate({**sections, "zalo_oa": told}), await open_database(url)
        line = OaLine(double, config, clock, Token(renew), database)
        for user in (AN, BINH, CUONG):
            double.follows(user)
        try:
            await line.does("UPDATE link SET platform = 'zalo-oa'")
            yield line
        finally:
            await database.close()
