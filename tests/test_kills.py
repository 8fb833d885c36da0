"""kill -9 at random moments of the main job: nobody's answer and no reply is lost, no form is doubled.

The bot polls, or it is called, or two of it are called for the same people: then each call goes to one of the two, some
to both at once, and each is killed now and then while the other lives on. The platform is 20 ms away: without that the
loss of a reply would stay invisible. The short form of three runs is in the suite, `make soak` kills 200 times,
and 24 times where two live.
"""

import asyncio
import os
import random
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest
from sqlalchemy import text

from bot.config import Config
from storage.database import open_database
from storage.sql import Sql
from tests.conftest import Figure, copy_of
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_switches import Switches
from tests.forks import Fork, fork
from tests.members import CRITERIA, Secretary, Someone, everybody_plays, waits_for_an_answer
from tests.office import Operator, renluyen

AWAY = 0.02  # seconds to the platform
FAR = 0.3  # where two are called for long: otherwise all is said before they were killed often
LIFE = 0.2  # seconds that a process lives at most
LONG_LIFE = 1.0  # of one of two, so that each has time to look what the other one left
PATIENCE = 5.0  # seconds for a reply, times the kills: a bot that is killed over and over gets to everybody, but late
FEW = 6  # kills that are few: people wait as if there were some more, and no kill may fall between commit and reply
TWICE = 0.2  # the share of Telegram's calls that reach two processes at once
SEED = 20261122


@dataclass(frozen=True, slots=True)
class Run:
    """How the bot runs, and how many people and kills the short form has."""

    kind: str
    members: int
    kills: int
    called: int = 0  # so many processes are called; none: one of them polls
    soak: int = 200  # kills of the long form; where one of two lives on, all is said sooner
    short: bool = True  # whether it runs with the suite, too


RUNS = {
    "polling, SQLite": Run("sqlite", 3, 3),
    "polling, PostgreSQL": Run("postgresql", 8, 8, short=False),
    "called, SQLite": Run("sqlite", 3, 3, called=1, short=False),
    "called, PostgreSQL": Run("postgresql", 3, 3, called=1),
    "two called, PostgreSQL": Run("postgresql", 8, 2, called=2, soak=24),
}


@dataclass(slots=True)
class Bot:
    """`renluyen run` as a process of its own, killed without warning and started again."""

    operator: Operator
    double: TelegramDouble
    random: random.Random
    alone: asyncio.Lock  # of several, one is dead at a time
    life: float
    environment: Mapping[str, str]
    process: Fork = field(init=False)
    kills: int = 0
    between: int = 0

    async def lives_and_dies(self, people: Sequence[Someone], most: int) -> None:
        """Over and over, up to `most` kills; then it lives on until it is cancelled."""
        try:
            async with self.alone:
                await self._starts()
            while self.kills < most:
                await self._lives_a_while()
                async with self.alone:
                    await self._dies()
                    self.kills += 1
                    self.between += await committed_without_reply(self.operator.config, people)
                    await self._starts()
            await self.process.wait()
        finally:
            await self._dies()

    async def _starts(self) -> None:
        """Up, with what was left in work already."""
        folder, before = self.operator.folder, self._menus()
        with (folder / "run.log").open("ab") as log:
            streams = {"stdout": log.fileno(), "stderr": log.fileno()}
            self.process = fork("bot.cli", "run", cwd=folder, env={**os.environ, **self.environment}, **streams)
        await self.double.until(lambda: self._menus() > before or None, timeout=60)

    async def _dies(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.process.pid, signal.SIGKILL)
        await self.process.wait()

    def _menus(self) -> int:
        """How often a bot that has come up has told its menu."""
        return sum(call.method == "setMyCommands" for call in self.double.calls)

    async def _lives_a_while(self) -> None:
        """Either a number of calls, with others still on their way, or a stretch of time.

        After a start all that was left is answered at once, so by calls alone it would die in that rush every time.
        """
        calls = self.double.calls
        target = len(calls) + self.random.randrange(1, 60)
        seconds = self.random.uniform(0, self.life)
        with suppress(TimeoutError):
            if self.random.random() < 0.5:
                await self.double.until(lambda: len(calls) >= target or None, timeout=seconds)
            else:
                await asyncio.wait_for(self.process.wait(), seconds)


def bots(run: Run, operator: Operator, double: TelegramDouble, free_port: Callable[[], int]) -> Sequence[Bot]:
    """As many as the run has, on one database; Telegram calls one address, and they are behind it."""
    ports = [free_port() for _ in range(run.called)]
    double.switch(local_webhook=True, webhook_twice=TWICE)
    double.switch(webhook_behind=[f"http://127.0.0.1:{port}/telegram" for port in ports])
    called = [
        {
            "RENLUYEN_TELEGRAM__UPDATES": "webhook",
            "RENLUYEN_HTTP__LISTEN": f"127.0.0.1:{port}",
            "RENLUYEN_HTTP__PUBLIC_URL": f"http://127.0.0.1:{ports[0]}",
        }
        for port in ports
    ]
    alone, life = asyncio.Lock(), LONG_LIFE if run.called > 1 else LIFE
    return [Bot(operator, double, random.Random(SEED + n), alone, life, env) for n, env in enumerate(called or [{}])]


async def committed_without_reply(config: Config, people: Sequence[Someone]) -> int:
    """How many turns were durable when the process died while their person had not got the reply."""
    database = await open_database(config.database.url)
    try:
        inbox = await database.read(Sql(text("SELECT delivery FROM inbox WHERE problem IS NULL")))
        talks = await database.read(Sql(text("SELECT data FROM talk")))
    finally:
        await database.close()
    seen = {
        (at, delivery)
        for (raw,) in talks
        for at, chat in orjson.loads(raw)["chats"].items()
        for delivery in chat.get("seen", [])
    }
    left = {delivery for (delivery,) in inbox}
    waiting = {f"telegram:{p.user}" for p in people if waits_for_an_answer(p)}
    return sum(at in waiting and delivery in left for at, delivery in seen)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "run" in metafunc.fixturenames:
        runs = {name: run for name, run in RUNS.items() if run.short or metafunc.config.getoption("--soak")}
        metafunc.parametrize("run", runs.values(), ids=runs)


async def test_nothing_is_lost_when_the_process_is_killed(
    run: Run,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    figure: Figure,
    unused_tcp_port_factory: Callable[[], int],
) -> None:
    soak = bool(request.config.getoption("--soak"))
    members, most = (40, run.soak) if soak else (run.members, run.kills)
    async for url in copy_of(run.kind, "empty", request, tmp_path):
        away = FAR if soak and run.called > 1 else AWAY
        async with TelegramDouble(switches=Switches(delay=away, longest_poll=1)) as double:
            operator = renluyen(tmp_path, url, double.url, double.token)
            everybody = await everyone(operator, double, PATIENCE * max(most, 2 * FEW))
            people = everybody[:members]
            committee = [person for person in people if isinstance(person, Secretary)]
            running = bots(run, operator, double, unused_tcp_port_factory)
            living = [asyncio.create_task(bot.lives_and_dies(everybody, most // len(running))) for bot in running]
            await everybody_plays(people)
            while sum(bot.kills for bot in running) < most and (later := everybody[len(people) :][:1]):
                people += later  # on a slow machine all may be said before one of two has come up again
                await everybody_plays(later)
            await asyncio.gather(*(secretary.works() for secretary in committee))
            for life in living:
                life.cancel()
            ends = await asyncio.gather(*living, return_exceptions=True)

            status = await asyncio.to_thread(operator.told, "status", "12A1")
            kills, between = sum(bot.kills for bot in running), sum(bot.between for bot in running)
            repeated = sum(person.repeated for person in people)
            over = (tmp_path / "run.log").read_text().count('"inbox.taken_over"')
            told = f"{kills} kills, {between} between commit and reply, {repeated} replies sent twice"
            figure(f"{told}, {over} times a process took over what another one had left")
            assert all(isinstance(end, asyncio.CancelledError) for end in ends), ends
            assert (status["registered"], status["confirmed"]) == (len(people), len(people))
            assert kills >= most
            assert between > 0 or most <= FEW, "no kill fell between commit and reply: this run shows nothing"
            await every_form_is_whole(url, people)


async def everyone(operator: Operator, double: TelegramDouble, patience: float) -> list[Someone]:
    """The school set up for a run on any day of any year."""
    code = await asyncio.to_thread(operator.sets_up_the_school)
    today = date.today()  # noqa: DTZ011 - the processes under test keep the real time
    days = {"registration": 60, "entry": 65, "rating": 300, "rating_schools": 300}
    calendar = [f"{step}={today + timedelta(days=days)}" for step, days in days.items()]
    await asyncio.to_thread(operator.does, "cycle", "set", "--unit", "DTHPT", *calendar)
    due = f"{today + timedelta(days=100):%d/%m/%Y}"
    return [
        (Secretary if m.roll <= 2 else Someone)(
            double, 1000 + m.roll, m.name, m.birth, m.roll, code, due=due, patience=patience
        )
        for m in operator.roster()
    ]


async def every_form_is_whole(url: str, people: Sequence[Someone]) -> None:
    """One form a person, one version, each line once and in the person's own words; one decision each."""
    database = await open_database(url)
    try:
        lines = await database.read(
            Sql(
                text(
                    "SELECT m.roll, l.version, l.criterion, l.action, l.how FROM line l"
                    " JOIN form f ON f.id = l.form_id JOIN membership m ON m.person_id = f.person_id"
                )
            )
        )
        decided = await database.read(Sql(text("SELECT form_id FROM decision WHERE act = 'confirmed'")))
    finally:
        await database.close()
    told = {
        (p.roll, 1, code, *p.words(f"{n} trên {len(CRITERIA)}"))
        for p in people
        for n, code in enumerate(sorted(CRITERIA), 1)
    }
    assert sorted(map(tuple, lines)) == sorted(told)
    assert len(decided) == len({form for (form,) in decided}) == len(people)
