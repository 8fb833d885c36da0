"""Processes of the real program at one Official Account: one database, one time, and the strict double before them."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.config import Config, load_config
from bot.office import Office
from bot.zalo_office import TEXTS, login
from storage.database import Database, open_database
from storage.instants import instant
from storage.sql import Row, Sql, Value
from tests.doubles.zalo_oa import ZaloOaDouble
from tests.doubles.zalo_oa_world import Shown
from tests.forks import Fork, fork
from tests.test_zalo_login import BACK, consents
from tests.world import LINKED, START

PATIENCE = 90.0  # seconds: on a busy machine a process takes long to begin
LOOK = 0.01  # seconds between looks at what the processes have written
LEFT = """SELECT (SELECT count(*) FROM inbox)
               + (SELECT count(*) FROM outbox WHERE state IN ('due', 'claimed') AND due_at <= CAST(:now AS text))
               + (SELECT count(*) FROM reminder WHERE state = 'planned' AND due_at <= CAST(:now AS text))
               """
SETTINGS = """
[database]
url = "{url}"
[http]
listen = "{listen}"
public_url = "http://{listen}"
[log]
level = "warning"
json = true
[zalo_oa]
app_id = "{double.app_id}"
app_secret = "{double.app_secret}"
oa_id = "{double.oa_id}"
oa_secret_key = "{double.oa_secret_key}"
api_url = "{double.url}"
business_url = "{double.url}"
oauth_url = "{double.url}"
"""


@dataclass(slots=True)
class Processes:
    """By name, each with its port. What they do is seen at the double and in the database."""

    folder: Path
    url: str
    double: ZaloOaDouble
    database: Database
    ports: Mapping[str, int]
    now: datetime = START
    alive: dict[str, Fork] = field(default_factory=dict)

    @property
    def config(self) -> Config:
        config = load_config(self.folder / "config.toml")
        assert isinstance(config, Config), config
        return config

    def time(self) -> float:
        """For the platform."""
        return self.now.timestamp()

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8")

    def address(self, name: str) -> str:
        return f"http://127.0.0.1:{self.ports[name]}/zalo-oa"

    async def starts(self, name: str) -> None:
        """Up: it listens, and goes by the test's time."""
        listen = {"RENLUYEN_HTTP__LISTEN": f"127.0.0.1:{self.ports[name]}"}
        with (self.folder / "log").open("ab") as log:
            streams = {"stdout": log.fileno(), "stderr": log.fileno()}
            words, env = ("config.toml", "clock"), {**os.environ, **listen}
            self.alive[name] = fork("tests.clock_process", *words, cwd=self.folder, env=env, **streams)
        await self._until(lambda: self._has_seen_it(name))
        async with asyncio.timeout(PATIENCE):
            while True:
                with suppress(ConnectionRefusedError):
                    _, writer = await asyncio.open_connection("127.0.0.1", self.ports[name])
                    writer.close()
                    return
                await asyncio.sleep(LOOK)

    async def dies(self, name: str) -> None:
        """Without warning."""
        process = self.alive.pop(name)
        process.kill()
        await process.wait()

    async def passes(self, **amount: float) -> None:
        """So much time, until each process has seen it."""
        self.now += timedelta(**amount)
        fresh = self.folder / "clock.new"
        fresh.write_text(self.now.isoformat(), "utf-8")
        fresh.rename(self.folder / "clock")
        await self._until(lambda: all(self._has_seen_it(name) for name in self.alive))

    async def logs_in(self) -> None:
        """`renluyen zalo login`, and an administrator who consents."""
        office = Office(self.config, TEXTS, self.now)
        await asyncio.to_thread(asyncio.run, login(office, BACK, self.now, consents))

    async def tells(self, user: str, words: str) -> None:
        """Something that nobody has asked for is to go out."""
        await self.database.write(
            Sql(
                text(
                    "INSERT INTO outbox (person_id, kind, reply, state, due_at, created_at, attempts)"
                    " SELECT person_id, 'told', CAST(:reply AS text), 'due', CAST(:now AS text), CAST(:now AS text), 0"
                    ' FROM link WHERE "user" = CAST(:user AS text)'
                )
            ),
            user=user,
            reply=f'{{"text": "{words}"}}',
            now=instant(self.now),
        )

    async def rows(self, statement: str, **values: Value) -> Sequence[Row]:
        return [tuple(row) for row in await self.database.read(Sql(text(statement)), **values)]

    async def finds(self, statement: str, wanted: Any, **values: Value) -> None:
        """Until the database says so."""
        async with asyncio.timeout(PATIENCE):
            while (found := await self.rows(statement, **values)) != [(wanted,)]:
                assert all(one.returncode is None for one in self.alive.values()), self.log[-3000:]
                assert found is not None
                await asyncio.sleep(LOOK)

    async def takes(self) -> None:
        """All that Zalo brings is stored; on a slow machine it may have to come again."""
        await self.double.settled()
        while self.double.retries():
            await self.double.settled()

    async def rests(self) -> None:
        """All that came is answered, and all that is due has an outcome."""
        await self.takes()
        await self.finds(LEFT, 0, now=instant(self.now))

    async def sends_all(self) -> None:
        """Nothing waits any more, not even for its chat to be free."""
        await self.rests()
        async with asyncio.timeout(PATIENCE):
            while await self.rows("SELECT id FROM outbox WHERE state IN ('due', 'claimed')"):
                await self.passes(seconds=2)
                await self.rests()

    async def answers(self, asked: Iterable[tuple[str, str]]) -> None:
        """Each of these people has got something since they asked."""
        for user, question in asked:
            try:
                await self.double.until(partial(self._answer, user, question), timeout=PATIENCE)
            except TimeoutError:
                token = await self.rows("SELECT version, state FROM oa_token")
                left = await self.rows("SELECT holder, delivery, problem FROM inbox")
                raise AssertionError(f"{user} {question}: {token} {left} {self.log[-3000:]}") from None

    def _answer(self, user: str, question: str) -> Shown | None:
        shown = self.double.refreshes
        assert len(shown) == len(set(shown)), "a refresh token was shown twice"
        return self.double.world.shown_after(self.double.messages(user), self.double.world.moments[question])

    def _has_seen_it(self, name: str) -> bool:
        process = self.alive[name]
        assert process.returncode is None, self.log[-3000:]
        seen = self.folder / f"clock.{process.pid}"
        return seen.exists() and seen.read_text("utf-8") == self.now.isoformat()

    async def _until(self, come: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not come():
                await asyncio.sleep(LOOK)


@asynccontextmanager
async def oa_processes(url: str, folder: Path, ports: Mapping[str, int]) -> AsyncIterator[Processes]:
    """On this copy of the small world, whose people all follow the account. None runs yet, nobody has logged in."""
    database = await open_database(url)
    try:
        async with ZaloOaDouble() as double:
            processes = Processes(folder, url, double, database, ports)
            double.clock = processes.time
            double.switch(retries=True)
            listen = f"127.0.0.1:{next(iter(ports.values()))}"
            (folder / "config.toml").write_text(SETTINGS.format(url=url, listen=listen, double=double), "utf-8")
            (folder / "clock").write_text(processes.now.isoformat(), "utf-8")
            for user in LINKED:
                double.follows(user)
            await database.write(Sql(text("UPDATE link SET platform = 'zalo-oa'")))
            try:
                yield processes
            finally:
                for name in list(processes.alive):
                    await processes.dies(name)
    finally:
        await database.close()
