"""The bench of the clock: limits are kept, whoever is not told or told twice is noticed, what is planned is counted."""

import asyncio
import shutil
from dataclasses import dataclass, replace
from datetime import time, timedelta
from io import StringIO
from pathlib import Path
from sys import executable
from typing import Any

import orjson
import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bench import broadcast, planner, planning, sending
from bench.at_hour import Clock
from bench.broadcast import Scene, send
from bench.checking import not_noted
from bench.databases import Databases
from bench.double import TOKEN
from bench.limits import Limits
from bench.morning import MORNING
from bench.play import template
from bench.processes import Figures
from bench.province import evening_before, morning_of
from bench.receiving import Receiver
from bench.results import Place
from bench.senders import SENDERS
from bench.wire import Wire
from bot import serving
from bot.app import build
from bot.config import Config, DatabaseSettings, TelegramSettings
from storage import tables as t
from storage.instants import instant
from storage.session import session_for
from tests.conftest import finished

MEMBERS = 60
SCENE = Scene("smoke", MEMBERS, 1000, (), 1, paid=True)
FLOOR = replace(SENDERS["aiohttp"], python=executable)  # what it needs, our own environment has


@pytest.mark.parametrize(
    ("already", "at", "paid", "wait"),
    [
        (29, 0.999, False, 0),
        (30, 0.999, False, 1),
        (30, 1.0, False, 0),
        (30, 0.999, True, 0),
    ],
)
def test_a_second_takes_thirty_messages_and_no_more(already: int, at: float, paid: bool, wait: int) -> None:
    limits = Limits(30, 1000)
    for chat in range(already):
        assert not limits.retry_after(chat, 0.0, paid=False)
    assert limits.retry_after(99, at, paid=paid) == wait


@pytest.mark.parametrize(("at", "wait"), [(0.999, 1), (1.0, 0)])
def test_a_chat_takes_one_message_a_second(at: float, wait: int) -> None:
    limits = Limits(30, 1000)
    limits.retry_after(7, 0.0, paid=False)
    assert limits.retry_after(7, at, paid=False) == wait
    assert limits.retry_after(8, at, paid=False) == 0


class ByHand(Wire):
    """The connection of a sender that the test plays."""

    def __init__(self, receiver: Receiver) -> None:
        super().__init__(receiver.take, 0)
        self.receiver = receiver
        self.got: list[Any] = []

    def _send(self, whole: bytes) -> None:
        self.got.append((whole.split(b" ", 2)[1], orjson.loads(whole.partition(b"\r\n\r\n")[2])))

    def sends(self, chat: int, **more: Any) -> None:
        self.receiver.take(self, "sendmessage", {"chat_id": chat, "text": "hello", **more})


def by_hand(free: int = 30, window: float = 0.0) -> ByHand:
    return ByHand(Receiver(Limits(free, 1000), 2, window))


async def test_who_is_too_fast_is_refused_and_has_told_nobody() -> None:
    sender = by_hand(free=1)
    sender.sends(1)
    sender.sends(2)
    status, told = sender.got[-1]
    assert (status, told["error_code"], told["parameters"]) == (b"429", 429, {"retry_after": 1})
    figures = sender.receiver.figures()
    assert (figures["messages"], figures["refused"], figures["missing"]) == (1, 1, 1)
    assert not sender.receiver.over.is_set()


async def test_what_is_paid_for_has_a_limit_of_its_own() -> None:
    sender = by_hand(free=1)
    for chat, paid in ((1, True), (2, "true")):
        sender.sends(chat, allow_paid_broadcast=paid)
    assert sender.receiver.figures()["refused"] == 0
    assert sender.receiver.over.is_set()


async def test_who_is_told_twice_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.limits.SECOND", 0.0)
    sender = by_hand()
    sender.sends(1)
    sender.sends(1)
    figures = sender.receiver.figures()
    assert (figures["messages"], figures["doubled"], figures["missing"]) == (2, 1, 1)


@dataclass(slots=True)
class Told:
    """A few people are told by our program, and then by the floor with the message that ours drew."""

    ours: Figures
    left: int
    floor: Figures


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("sending")
    url = f"sqlite:///{folder / 'bot.db'}"
    seen: list[Any] = []

    async def play() -> None:
        await morning_of(MEMBERS)(folder, url)
        receiver = await told_by_ours(url)
        assert receiver.newest is not None
        message = folder / "message.json"
        message.write_bytes(orjson.dumps(template(receiver.newest, {})))
        seen.extend((receiver.figures(), await not_noted(url)))
        seen.append(await send(FLOOR, SCENE, Databases(folder, morning_of(MEMBERS)), folder, message))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(broadcast, "CALM", 0.0)
        finished(play())
    return Told(*seen)


async def told_by_ours(database: str) -> Receiver:
    """In this process: only a real run has one of its own for each."""
    receiver = Receiver(Limits(30, 1000), MEMBERS, 0.0)
    server = await asyncio.get_running_loop().create_server(lambda: Wire(receiver.take, 0), "127.0.0.1", 0)
    telegram = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    settings = TelegramSettings(token=SecretStr(TOKEN), api_url=telegram, per_second=1000, paid=True)
    async with build(Config(database=DatabaseSettings(url=database), telegram=settings), clock=lambda: MORNING) as app:
        polling = asyncio.create_task(app.adapters["telegram"].run(app.handle))
        await receiver.double.polled.wait()
        while await app.outbox.drain():
            pass
        polling.cancel()
        await asyncio.wait({polling})
    server.close()
    return receiver


def test_our_reminders_are_counted_and_found_in_the_ledger(told: Told) -> None:
    wanted = {"messages": MEMBERS, "missing": 0, "doubled": 0, "refused": 0, "buttons": 3.0}
    assert {name: told.ours[name] for name in wanted} == wanted
    assert told.left == 0


def test_a_peer_sends_the_same_message(told: Told) -> None:
    assert (told.floor["messages"], told.floor["missing"]) == (MEMBERS, 0), told.floor
    assert (told.floor["signs"], told.floor["buttons"]) == (told.ours["signs"], told.ours["buttons"])
    assert told.floor["log"] == ""


async def test_a_reminder_that_is_not_noted_is_noticed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    await morning_of(MEMBERS)(tmp_path, url)
    assert await not_noted(url) == MEMBERS


def test_the_clock_of_a_run_stands_until_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("go\n"))
    clock = Clock(time(8))
    assert clock() == clock() < MORNING
    clock.waits()
    assert MORNING <= clock() < MORNING + timedelta(minutes=1)
    assert vars(serving)["build"] is build  # where the clock is put in


def test_the_best_run_and_the_best_way_of_a_peer_count() -> None:
    figures: Figures = {"per_second": 900.0, "cpu": 0.5, "log": ""}
    runs: dict[Place, list[Figures]] = {
        ("paid", "ours-sqlite"): [{"error": "ended early", "log": "?"}, {**figures, "cpu": 0.4}, figures],
        ("paid", "aiogram-loop"): [{**figures, "cpu": 1.0}],
        ("paid", "aiogram-gather"): [{**figures, "cpu": 0.8}],
    }
    lines = list(sending.tables([sending.SCENES["paid"]], runs))
    assert any("| ours, SQLite | 900.0 | 90.0% | 0.400 | 0.50 | – |" in line for line in lines)


async def ledger(url: str) -> list[Any]:
    columns = [column for column in t.reminder.c if column.name != "id"]
    rows = select(*columns).where(t.reminder.c.planned_at == instant(MORNING)).order_by(*columns)
    async with session_for(url) as session:
        return list((await (await session.connection()).execute(rows)).all())


async def test_a_province_is_planned_and_single_statements_write_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner, "QUIET", 0.0)
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "second.db"))
    await evening_before(MEMBERS, 40)(tmp_path, first)
    shutil.copy(tmp_path / "first.db", tmp_path / "second.db")
    assert await ledger(first) == []
    figures = await planner.planned(first)
    rows = await ledger(first)
    assert sum(row.step == "registration" for row in rows) == MEMBERS * 6 // 10
    figures |= await planner.written(second)
    assert figures["rows"] == figures["found"] == len(rows)
    assert await ledger(second) == rows
    lines = list(planning.table({"SQLite": [{**figures, "seconds": 3.0, "statement": 2.0, "copied": 1.5}]}, MEMBERS))
    assert "| SQLite: beside one statement | 1.5 × | 1.50 × | met |" in lines
    assert "| SQLite: all planned | 2 s | 3.00 s | **missed** |" in lines
