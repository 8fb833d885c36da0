"""A year by a fast clock: who owes something is told, once, and the ledger can account for it (issue 5, soak).

The real program runs in processes of its own, one on SQLite and two on PostgreSQL, and sends to the strict double. Its
clock is moved twice a day; people finish, join and block meanwhile; now and then the machine is off for up to five
days; and it is killed without warning in the middle. The suite has ten days with 40 people and 5 kills, `make soak`
a year with 2,000 people and 100 kills.
"""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from programmes.holidays import national_days
from storage.database import Database, open_database
from storage.instants import ZONE, instant
from storage.sql import Sql
from tests.clock_world import STEPS, Someone, populate, somebody_acts, windows
from tests.conftest import Figure, copy_of
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_switches import Switches
from tests.forks import Fork, fork

ROOT = Path(__file__).parents[1]
MORNING, LATER, NIGHT = time(7, 35), time(8, 5), time(22, 30)
LEASE = timedelta(minutes=3)  # after this what a dead process had claimed is claimed again
PATIENCE = 60.0
LEFT = """SELECT (SELECT count(*) FROM reminder WHERE state IN ('planned', 'claimed') AND due_at <= CAST(:now AS text))
               + (SELECT count(*) FROM outbox WHERE state IN ('due', 'claimed') AND due_at <= CAST(:now AS text))"""

AGAIN = """SELECT count(*) FROM (SELECT DISTINCT person_id, substr(sent_at, 1, 10) FROM reminder
           WHERE state = 'sent' AND reason LIKE '%again%') AS repeated"""
"""Messages that went out although the one before may have arrived; the outbox itself is forgotten after 90 days."""


@dataclass(frozen=True, slots=True)
class Length:
    people: int
    until: date
    kills: int
    off: float
    """How likely a day begins with the machine off."""


SHORT = Length(40, date(2026, 12, 9), 5, 0.1)
LONG = Length(2000, date(2027, 10, 16), 100, 0.04)


@dataclass(slots=True)
class Machine:
    """The processes, the file that holds their time, and the platform behind them."""

    folder: Path
    url: str
    double: "Platform"
    chance: random.Random
    count: int
    now: datetime
    alive: list[Fork] = field(default_factory=list)
    kills: int = 0

    @property
    def clock(self) -> Path:
        return self.folder / "clock"

    def says(self) -> float:
        """The machine's time, for the platform."""
        return self.now.timestamp()

    def moves_to(self, now: datetime) -> None:
        self.now = now
        fresh = self.folder / "clock.new"
        fresh.write_text(now.isoformat(), "utf-8")
        fresh.rename(self.clock)

    async def starts(self) -> None:
        settings = self.folder / "config.toml"
        settings.write_text(
            f'[database]\nurl = "{self.url}"\n[log]\nlevel = "error"\n[telegram]\ntoken = "{self.double.token}"\n'
            f'api_url = "{self.double.url}"\nper_second = 1000\npaid = true\n',
            "utf-8",
        )
        while len(self.alive) < self.count:
            with (self.folder / "log").open("ab") as log:
                streams = {"stdout": log.fileno(), "stderr": log.fileno()}
                words = (str(settings), str(self.clock))
                self.alive.append(fork("tests.clock_process", *words, cwd=ROOT, env=os.environ, **streams))

    async def dies(self, which: int) -> None:
        process = self.alive.pop(which)
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        await process.wait()

    async def lives_a_while(self) -> None:
        """Some time, or until some messages are out and others on their way."""
        calls, most = self.double.calls, self.chance.uniform(0, 0.4)
        target = len(calls) + self.chance.randrange(1, 40)
        patience = most if self.chance.random() < 0.3 else 2.0
        with suppress(TimeoutError):
            await self.double.until(lambda: len(calls) >= target or None, timeout=patience)

    async def all_die(self) -> None:
        while self.alive:
            await self.dies(0)

    async def has_seen_it(self) -> None:
        """Each process has planned at this time."""
        async with asyncio.timeout(PATIENCE):
            for process in self.alive:
                seen = self.folder / f"clock.{process.pid}"
                while not (seen.exists() and seen.read_text() == self.now.isoformat()):
                    assert process.returncode is None, (self.folder / "log").read_text()[-3000:]
                    await asyncio.sleep(0.005)

    async def is_idle(self, database: Database) -> None:
        """All that is due has an outcome. What a dead process had claimed is free after its lease."""
        async with asyncio.timeout(PATIENCE):
            quiet = 0
            while True:
                await self.has_seen_it()
                ((left,),) = await database.read(Sql(text(LEFT)), now=instant(self.now))
                if not left:
                    return
                quiet = quiet + 1 if self.double.idle_for() > 0.5 else 0
                if quiet > 100:
                    self.moves_to(self.now + LEASE)
                    quiet = 0
                await asyncio.sleep(0.01)


class Platform(TelegramDouble):
    """The strict double, which knows when a message last came in; that somebody asks for news each second is none."""

    def idle_for(self) -> float:
        loop, count = asyncio.get_running_loop(), sum(call.method != "getUpdates" for call in self.calls)
        if count != getattr(self, "_count", -1):
            self._count, self._at = count, loop.time()
        return loop.time() - self._at


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "processes" in metafunc.fixturenames:
        kinds = [("sqlite", 1), ("postgresql", 2)]
        metafunc.parametrize(("kind", "processes"), kinds, ids=["SQLite", "two processes, PostgreSQL"])


async def test_a_year_by_a_fast_clock(
    kind: str, processes: int, request: pytest.FixtureRequest, tmp_path: Path, figure: Figure
) -> None:
    length = LONG if request.config.getoption("--soak") else SHORT
    chance = random.Random(20261122)
    async for url in copy_of(kind, "empty", request, tmp_path):
        database = await open_database(url)
        try:
            people = await populate(url, database, length.people, chance)
            begins = datetime.combine(date(2026, 11, 29), MORNING, tzinfo=ZONE)
            async with Platform(switches=Switches(longest_poll=1)) as double:
                for one in people:
                    double.meets(one.chat)
                machine = Machine(tmp_path, url, double, chance, processes, begins)
                double.clock = machine.says
                machine.moves_to(begins)
                try:
                    off = await a_year(machine, database, people, length)
                finally:
                    await machine.all_die()
                await accounts_for_itself(database, double, people, machine, length, off, figure)
        finally:
            await database.close()


async def a_year(machine: Machine, database: Database, people: Sequence[Someone], length: Length) -> set[date]:
    """Day by day. Returns the days on which the machine was off."""
    chance, off = machine.chance, set[date]()
    days = (length.until - machine.now.date()).days
    deadly = set(chance.sample(range(2, days * 2), min(length.kills, days * 2 - 2)))
    await machine.starts()
    day, step, away = machine.now.date(), 0, 0
    while day <= length.until:
        if away == 0 and machine.alive and chance.random() < length.off:
            away = chance.randint(1, 5)
            await machine.all_die()
        for at in (MORNING, LATER):
            machine.moves_to(datetime.combine(day, at, tzinfo=ZONE))
            step += 1
            if away:
                off.add(day)
                continue
            await machine.starts()
            if step in deadly or (
                step > min(deadly, default=step) and machine.kills < len([d for d in deadly if d <= step])
            ):
                await machine.lives_a_while()
                await machine.dies(chance.randrange(len(machine.alive)))
                machine.kills += 1
                await machine.starts()
            await machine.is_idle(database)
            await somebody_acts(database, people, machine.now, chance, machine.double.blocks)
        if away:
            away -= 1
            if not away and chance.random() < 0.5:  # it comes back in the night: nobody hears of it before the morning
                machine.moves_to(datetime.combine(day, NIGHT, tzinfo=ZONE))
                await machine.starts()
                await machine.is_idle(database)
        day += timedelta(days=1)
    return off


async def accounts_for_itself(
    database: Database,
    double: TelegramDouble,
    people: Sequence[Someone],
    machine: Machine,
    length: Length,
    off: set[date],
    figure: Figure,
) -> None:
    """What arrived, held against what people did and against the ledger."""
    by_chat = {one.chat: one for one in people}
    arrived = [
        (by_chat[int(call.params["chat_id"])], datetime.fromtimestamp(call.at, ZONE), str(call.params["text"]))
        for call in double.calls
        if call.method == "sendMessage" and call.outcome == "accepted"
    ]
    doubtful = sum(await numbers(database, AGAIN))
    messages = Counter((one.id, at.date()) for one, at, _ in arrived)
    twice = sum(count - 1 for count in messages.values())
    assert max(messages.values()) <= 2
    assert twice <= doubtful, "a message comes twice only where nobody could know whether it had come once"

    open_, closes, holidays = time(7), time(21), national_days()
    assert [(one.id, at) for one, at, _ in arrived if not open_ <= at.time() < closes] == [], "in quiet hours"
    assert [(one.id, at) for one, at, _ in arrived if at.date() in holidays] == [], "on a day off"
    assert [(one.id, at) for one, at, _ in arrived if one.quiet] == [], "to somebody who wants none"
    for step, words in STEPS.items():
        late = [(one.id, at) for one, at, said in arrived if words in said and one.done.get(step, at) < at]
        assert late == [], f"told of {step} after it was done"

    missed = [
        (one.id, step)
        for one in people
        for step, first, last in windows(one)
        if last <= length.until
        and owed_all_the_time(one, step, first, last)
        and set(days(first, last)) - off
        and not any(o is one and STEPS[step] in said and first <= at.date() for o, at, said in arrived)
    ]
    assert missed == [], "owed it, could be reached, and was never told"
    await the_ledger_explains(database, people, machine)
    states = Counter(
        {str(state): int(count) for state, count in await database.read(Sql(text(
            "SELECT state, count(*) FROM reminder GROUP BY state"
        )))}
    )  # fmt: skip
    figure(
        f"{len(people)} people, {len(arrived)} messages, {machine.kills} kills, {len(off)} days off,"
        f" {doubtful} doubtful, {twice} arrived twice; the ledger: {dict(states)}"
    )
    assert machine.kills >= length.kills


def days(first: date, last: date) -> Sequence[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def owed_all_the_time(one: Someone, step: str, first: date, last: date) -> bool:
    """From the first day on which it is told to the last, and reachable on each of them."""
    begins, ends = (datetime.combine(day, time(), tzinfo=ZONE) for day in (first, last + timedelta(days=1)))
    registered = one.done.get("registration")
    if step != "registration" and (registered is None or registered.date() > date(2026, 12, 22)):
        return False
    return one.reachable(begins, ends) and one.done.get(step, ends) >= ends


async def numbers(database: Database, sql: str, **values: Any) -> Sequence[int]:
    return [int(number) for (number,) in await database.read(Sql(text(sql)), **values)]


async def the_ledger_explains(database: Database, people: Sequence[Someone], machine: Machine) -> None:
    """Every person, step and day: a row with its end, or the step was done when it was planned."""
    still = "SELECT count(*) FROM reminder WHERE state IN ('planned', 'claimed') AND due_at <= CAST(:now AS text)"
    assert await numbers(database, still, now=instant(machine.now)) == [0]
    silent = "SELECT count(*) FROM reminder WHERE state IN ('skipped', 'failed', 'expired') AND reason = ''"
    assert await numbers(database, silent) == [0]
    keys = "SELECT count(*) FROM (SELECT DISTINCT cycle_id, step, person_id, days_before, seat FROM reminder) AS k"
    assert await numbers(database, keys) == await numbers(database, "SELECT count(*) FROM reminder")
    sent = "SELECT count(*) FROM reminder WHERE state = 'sent' AND (sent_at IS NULL OR platform IS NULL)"
    assert await numbers(database, sent) == [0]
    planned = await database.read(
        Sql(text("SELECT unit_id, step, days_before, planned_at FROM telling WHERE step NOT LIKE 'digest%'"))
    )
    rows = {
        (int(person), str(step), int(days))
        for person, step, days in await database.read(
            Sql(text("SELECT person_id, step, days_before FROM reminder WHERE seat = 0"))
        )
    }
    unexplained = [
        (one.id, step, days_before)
        for unit, step, days_before, at in planned
        for one in people
        if 4 + (one.id - 1) // 40 == unit
        and (kind := str(step).partition(" ")[0]) in STEPS
        and owes_at(one, kind, datetime.fromisoformat(str(at)))
        and (one.id, step, days_before) not in rows
    ]
    assert unexplained == []


def owes_at(one: Someone, kind: str, at: datetime) -> bool:
    registered = one.done.get("registration")
    confirmed = registered is not None and registered.date() <= date(2026, 12, 22) < at.astimezone(ZONE).date()
    return (kind == "registration" or confirmed) and one.done.get(kind, at) >= at
