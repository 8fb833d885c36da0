"""The whole bot on a line to the double of the Zalo Bot Platform, with the people of the small world on it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from bot.app import App, build
from bot.config import Config
from storage.database import open_database
from storage.sql import Row, Sql
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_world import Shown
from tests.world import START

AN, BINH, CUONG, DUNG = "an", "binh", "cuong", "dung"
PATIENCE = 10.0


@dataclass(slots=True)
class ZaloLine:
    """The bot, Zalo, and the people on it."""

    double: ZaloBotDouble
    config: Config

    @asynccontextmanager
    async def up(
        self, *, hurries: int = 0, begins: datetime = START, clock: Callable[[], datetime] | None = None
    ) -> AsyncIterator[App]:
        """The whole bot runs for as long as the block lasts; its clock stands still, or is so many times too fast."""
        loop = asyncio.get_running_loop()
        start = loop.time()

        def hurried() -> datetime:
            return begins + timedelta(seconds=(loop.time() - start) * hurries)

        async with build(self.config, clock=clock or hurried) as app:
            running = asyncio.create_task(app.run())
            try:
                yield app
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

    async def says(self, user: str, said: str) -> Shown:
        return await self.double.next_message(user, after=self.double.says(user, said))

    async def listens(self) -> None:
        """Everything is fetched, and more is waited for; by then everything else of the program is up."""
        await self.double.until(lambda: self.double.updates.waiting or None)

    async def rows(self, statement: str, **values: str) -> list[Row]:
        database = await open_database(self.config.database.url)
        try:
            return list(await database.read(Sql(text(statement)), **values))
        finally:
            await database.close()

    async def does(self, statement: str) -> None:
        database = await open_database(self.config.database.url)
        try:
            await database.write(Sql(text(statement)))
        finally:
            await database.close()

    async def nothing_waits(self) -> None:
        """Everything is answered, and has left the inbox."""
        async with asyncio.timeout(PATIENCE):
            while await self.rows("SELECT id FROM inbox WHERE problem IS NULL"):
                pass

    def sent(self, user: str) -> list[str]:
        """What arrived in this chat, in order."""
        return [shown.text for shown in self.double.messages(user)]

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [call.params for call in self.double.calls if call.method == method]


async def zalo_line(double: ZaloBotDouble, url: str, **sections: Any) -> ZaloLine:
    """A line on this copy of the small world; `sections` are further settings."""
    zalo = {"token": double.token, "api_url": double.url, **sections.pop("zalo", {})}
    line = ZaloLine(double, Config.model_validate({"database": {"url": url}, "zalo": zalo, **sections}))
    await line.does("UPDATE link SET platform = 'zalo'")
    for user in (AN, BINH, CUONG, DUNG):
        double.meets(user)
    return line
