"""Reminders to many through a platform that misbehaves: what is sent, repeated and lost (issue 5, soak).

In the middle the double answers 429; one in ten has blocked the bot, one in twenty meets a fault of the platform, and
one in a hundred is accepted without an answer. The suite has 60 people, a pause of one second and a clock that runs
sixty times as fast; `make soak` 1,000 people at Telegram's own pace and clock.
"""

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import App, build
from bot.config import Config
from storage.database import open_database
from storage.instants import ZONE
from storage.sql import Sql
from tests.clock_world import OPENED, link, populate
from tests.conftest import Figure, copy_of
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_switches import Pace, Switches

MORNING = datetime(2026, 12, 8, 8, 0, tzinfo=ZONE)


@dataclass(frozen=True, slots=True)
class Load:
    people: int
    per_second: int
    pause: int
    faster: float
    silent: str
    """How the platform accepts without answering: the connection hangs, or breaks at once."""


FEW = Load(60, 25, 1, 60.0, "cut_after")
MANY = Load(1000, 25, 5, 1.0, "hang")


@dataclass(slots=True)
class Running:
    """A clock that begins at the morning and runs, perhaps faster than others."""

    faster: float
    began: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        return MORNING + timedelta(seconds=(time.monotonic() - self.began) * self.faster)


async def test_a_platform_that_misbehaves_loses_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, figure: Figure
) -> None:
    load = MANY if request.config.getoption("--soak") else FEW
    chance = random.Random(20261122)
    async for url in copy_of("sqlite", "empty", request, tmp_path):
        database = await open_database(url)
        people = await populate(url, database, load.people, chance)
        for one in people:
            if one.since is None:
                await link(database, one, OPENED)
        await database.write(Sql(text("UPDATE person SET quiet_since = NULL")))
        await database.close()
        chats = [one.chat for one in people]
        chance.shuffle(chats)
        tenth, twentieth, hundredth = (max(1, len(chats) // n) for n in (10, 20, 100))
        blocked, faulty = chats[:tenth], chats[tenth:][:twentieth]
        silent = chats[tenth + twentieth :][:hundredth]
        async with TelegramDouble(switches=Switches(pace=Pace(), longest_poll=1)) as double:
            for chat in chats:
                double.meets(chat)
            for chat in blocked:
                double.fails("sendMessage", "blocked", times=9, chat_id=chat)
            for chat in faulty:
                double.fails("sendMessage", "bad_gateway", chat_id=chat)
            for chat in silent:
                double.fails("sendMessage", load.silent, chat_id=chat)  # type: ignore[arg-type]
            await _remind(url, double, load)

            sends = [call for call in double.calls if call.method == "sendMessage"]
            arrived = Counter(int(call.params["chat_id"]) for call in sends if call.outcome == "accepted")
            refused = Counter(call.refusal for call in sends if call.outcome == "refused")
            pauses = [call for call in sends if "retry after" in call.refusal]
            assert len(pauses) == 1, "only the one that was asked for: the sender's own pace is never too fast"
            in_pause = [c for c in sends if 0 < c.at - pauses[0].at < load.pause and c is not pauses[0]]
            assert in_pause == [], "nothing is sent while the platform wants a pause"

            lost = set(chats) - set(blocked) - set(arrived)
            assert lost == set()
            assert set(blocked) & set(arrived) == set()
            assert all(refused_once == 1 for refused_once in _tries(sends, blocked).values()), "no second try"
            repeated = sum(count - 1 for count in arrived.values())
            assert {chat for chat, count in arrived.items() if count > 1} <= set(silent)
            states = await _states(url)
            assert states["sent"] == len(chats) - len(blocked)
            assert states["failed"] == len(blocked)
            figure(
                f"{len(chats)} people: {len(arrived)} told, {len(blocked)} had blocked the bot, {repeated} told twice,"
                f" {len(lost)} lost; refused: {dict(refused)}; in the {load.pause} s of the pause: {len(in_pause)} sent"
            )


async def _remind(url: str, double: TelegramDouble, load: Load) -> None:
    """The program runs until everybody's message has an outcome; in the middle the platform wants a pause."""
    config = Config.model_validate(
        {
            "database": {"url": url},
            "telegram": {"token": double.token, "api_url": double.url, "per_second": load.per_second},
        }
    )
    async with build(config, clock=Running(load.faster)) as app:
        running = asyncio.create_task(app.run())
        try:
            await double.until(lambda: _sends(double) >= load.people // 2 or None, timeout=600)
            double.fails("sendMessage", "too_many", value=load.pause)
            async with asyncio.timeout(900):
                while await _left(app):
                    await asyncio.sleep(0.1)
        finally:
            running.cancel()
            await asyncio.wait({running})


def _sends(double: TelegramDouble) -> int:
    return sum(call.method == "sendMessage" for call in double.calls)


def _tries(sends: list, chats: list[int]) -> Counter[int]:  # type: ignore[type-arg]
    return Counter(int(call.params["chat_id"]) for call in sends if int(call.params["chat_id"]) in chats)


async def _left(app: App) -> int:
    open_ = "SELECT count(*) FROM reminder WHERE state IN ('planned', 'claimed')"
    ((planned,),) = await app.database.read(Sql(text(open_)))
    ((all_,),) = await app.database.read(Sql(text("SELECT count(*) FROM reminder")))
    return int(planned) or int(all_ == 0)


async def _states(url: str) -> Counter[str]:
    database = await open_database(url)
    try:
        rows = await database.read(
            Sql(text("SELECT state, count(*) FROM reminder WHERE step = 'registration' GROUP BY state"))
        )
        return Counter({str(state): int(count) for state, count in rows})
    finally:
        await database.close()
