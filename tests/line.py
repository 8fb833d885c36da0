"""The whole bot on a line to the double of Telegram, with three people of the small world on it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, text, update

from bot.app import App, build
from bot.config import Config
from storage import tables as t
from storage.database import open_database
from storage.sql import Row, Sql
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_world import Shown
from tests.world import START

AN, BINH, CUONG = 1007, 1001, 1002
NUMBERS = {"an": AN, "binh": BINH, "cuong": CUONG}


@dataclass(slots=True)
class Line:
    """The bot, Telegram, and the people on it."""

    double: TelegramDouble
    config: Config

    @asynccontextmanager
    async def up(self) -> AsyncIterator[App]:
        """The whole bot runs for as long as the block lasts."""
        async with build(self.config, clock=lambda: START) as app:
            running = asyncio.create_task(app.run())
            try:
                yield app
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

    async def says(self, user: int, said: str) -> Shown:
        return await self.double.next_reply(user, after=self.double.says(user, said))

    async def taps(self, user: int, label: str) -> Shown:
        return await self.double.next_reply(user, after=self.double.taps_label(user, label))

    async def rows(self, statement: str, **values: str) -> list[Row]:
        database = await open_database(self.config.database.url)
        try:
            return list(await database.read(Sql(text(statement)), **values))
        finally:
            await database.close()

    def sent(self, user: int) -> list[str]:
        """What was accepted for this chat, in order."""
        methods = ("sendMessage", "editMessageText", "sendDocument")
        return [
            str(call.params.get("text", ""))
            for call in self.double.calls
            if call.method in methods and call.outcome == "accepted" and call.params["chat_id"] == user
        ]


async def line_to(double: TelegramDouble, url: str, **sections: Any) -> Line:
    """A line on this copy of the small world; `sections` are further settings."""
    await _number_the_accounts(url)
    for user in NUMBERS.values():
        double.meets(user)
    telegram = {"token": double.token, "api_url": double.url, **sections.pop("telegram", {})}
    return Line(double, Config.model_validate({"database": {"url": url}, "telegram": telegram, **sections}))


async def _number_the_accounts(url: str) -> None:
    rename = Sql(update(t.link).values(user=bindparam("number")).where(t.link.c.user == bindparam("name")))
    database = await open_database(url)
    try:
        for name, number in NUMBERS.items():
            await database.write(rename, number=str(number), name=name)
    finally:
        await database.close()
