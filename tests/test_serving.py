"""`renluyen run` as a process of its own: how it begins, ends, stands by and takes over; what it writes meanwhile."""

import asyncio
import json
import os
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bot import serving
from bot.adapters.platform import Adapter, Handle, Outcome
from bot.app import build
from bot.config import Config
from chat.message import Address, Reply
from tests.conftest import copy_of
from tests.doubles.telegram import Call, TelegramDouble
from tests.doubles.telegram_switches import Switches
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.forks import Running, fork
from tests.office import COMMAND, Operator, renluyen

PATIENCE = 60.0
SOON = 15.0  # seconds in which a process is to end that was asked to


@dataclass(slots=True)
class Server:
    """A running bot and its log."""

    process: Running
    log: asyncio.StreamReader
    out: Path
    written: str = ""

    async def writes(self, event: str) -> dict[str, Any]:
        """Waits until the log has this event."""
        while True:
            line = (await asyncio.wait_for(self.log.readline(), PATIENCE)).decode()
            assert line, f"no {event} in:\n{self.written}"
            self.written += line
            if json.loads(line)["event"] == event:
                found: dict[str, Any] = json.loads(line)
                return found

    async def ends(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Asked to end, it does so soon; the exit code."""
        self.process.send_signal(by)
        return await self.has_ended()

    async def has_ended(self) -> int:
        async with asyncio.timeout(SOON):
            self.written += (await self.log.read()).decode()
            code = await self.process.wait()
        assert self.out.read_bytes() == b""
        return code


@asynccontextmanager
async def server(folder: Path, environment: Mapping[str, str] = {}, *, anew: bool = False) -> AsyncIterator[Server]:
    """`anew`: by an interpreter of its own, from its start to its very end."""
    log, out = asyncio.StreamReader(), folder / f"out.{uuid4().hex}"
    (reads, writes), loop = os.pipe(), asyncio.get_running_loop()
    pipe, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(log), os.fdopen(reads, "rb"))
    with out.open("wb") as said:
        where: Any = {"cwd": folder, "env": {**os.environ, **environment}, "stdout": said.fileno(), "stderr": writes}
        process: Running = (
            await asyncio.create_subprocess_exec(*COMMAND, "run", **where) if anew else fork("bot.cli", "run", **where)
        )
    os.close(writes)
    try:
        yield Server(process, log, out)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        pipe.close()


def polls(double: TelegramDouble) -> list[Call]:
    """The long polls that stand open."""
    return [call for call in double.calls if call.method == "getUpdates" and call.outcome == "open"]


async def until(double: TelegramDouble, true: Callable[[], object]) -> None:
    await double.until(lambda: true() or None, timeout=PATIENCE)


@pytest.fixture
async def double() -> AsyncIterator[TelegramDouble]:
    async with TelegramDouble() as double:
        yield double


@pytest.fixture
def bare(tmp_path: Path, empty_sqlite: Path) -> Operator:
    """Settings and a database as `renluyen init` leaves them: no platform is named."""
    return renluyen(tmp_path, f"sqlite:///{shutil.copy(empty_sqlite, tmp_path / 'bot.db')}")


@pytest.fixture
def folder(bare: Operator, double: TelegramDouble) -> Path:
    """The same; the double is Telegram."""
    return renluyen(bare.folder, bare.config.database.url, double.url, double.token).folder


@pytest.fixture
def called(framework: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is started in this test calls Telegram through this library."""
    monkeypatch.setenv("RENLUYEN_TELEGRAM__FRAMEWORK", framework)


hosts = pytest.mark.usefixtures("called")


@pytest.mark.parametrize(
    ("by", "framework"), [(signal.SIGTERM, "ptb"), (signal.SIGINT, "ptb"), (signal.SIGTERM, "aiogram")]
)
@hosts
async def test_asked_to_end_it_ends_with_0(by: signal.Signals, folder: Path, double: TelegramDouble) -> None:
    async with server(folder, anew=True) as bot:
        assert (await bot.writes("run.started"))["channels"] == ["telegram"]
        await until(double, lambda: polls(double))
        assert await bot.ends(by) == 0
        assert '"run.stopped"' in bot.written
        assert "Unclosed" not in bot.written


@hosts
async def test_what_was_begun_is_finished_first(folder: Path, double: TelegramDouble) -> None:
    """The reply is on its way when the signal comes: it arrives, and only then the process ends."""
    async with server(folder) as bot:
        await until(double, lambda: polls(double))
        double.switch(delay=0.5)
        double.says(7, "/start")
        await until(double, lambda: [c for c in double.calls if c.method == "sendMessage" and c.outcome == "open"])
        assert await bot.ends() == 0
    assert [call.outcome for call in double.calls if call.method == "sendMessage"] == ["accepted"]
    assert "Bot chưa biết bạn là ai" in double.screen(7)[-1].text


class Stuck(Adapter):
    """A platform whose work does not end when it is asked to, as when a reply cannot be got rid of."""

    platform = "stuck"

    def __init__(self, asked: list[str], stop: asyncio.Event) -> None:
        self._asked = asked
        self._stop = stop

    async def run(self, handle: Handle) -> None:
        self._stop.set()
        try:
            await asyncio.Event().wait()
        finally:
            self._asked.append("once")
            try:
                await asyncio.Event().wait()
            finally:
                self._asked.append("twice")

    async def send(self, to: Address, reply: Reply) -> Outcome:
        raise NotImplementedError

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        raise NotImplementedError


def test_what_cannot_be_finished_is_cut_short(
    empty_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "GRACE", 0.05)
    database = shutil.copy(empty_sqlite, tmp_path / "copy.db")
    config = Config.model_validate({"database": {"url": f"sqlite:///{database}"}})
    asked: list[str] = []

    async def serves() -> None:
        stop = asyncio.Event()
        async with build(config, adapters=lambda _: {"stuck": Stuck(asked, stop)}) as app:
            await serving.run_until(stop, app)

    asyncio.run(serves())
    assert asked == ["once", "twice"]


@hosts
async def test_a_token_that_is_not_taken_is_one_sentence_and_no_endless_loop(
    folder: Path, double: TelegramDouble
) -> None:
    config = folder / "config.toml"
    config.write_text(config.read_text().replace(double.token, "200:other"))
    async with server(folder) as bot:
        assert await bot.has_ended() == 1
    assert "Telegram không nhận telegram.token. Hãy lấy lại token từ @BotFather." in bot.written.splitlines()
    assert "Traceback" not in bot.written
    assert "200:other" not in bot.written
    assert len([call for call in double.calls if call.method != "getUpdates"]) == 1


async def test_a_token_that_zalo_does_not_take_is_one_sentence(bare: Operator) -> None:
    async with ZaloBotDouble() as zalo:
        settings = {"RENLUYEN_ZALO__TOKEN": "12345689:other", "RENLUYEN_ZALO__API_URL": zalo.url}
        async with server(bare.folder, settings) as bot:
            assert await bot.has_ended() == 1
    assert bot.written.splitlines()[-1].startswith("Zalo không nhận zalo.token")
    assert "Traceback" not in bot.written
    assert "12345689:other" not in bot.written
    assert len(zalo.calls) == 1


async def test_an_address_that_is_taken_is_one_sentence(
    bare: Operator, double: TelegramDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = double.url.removeprefix("http://")
    monkeypatch.setenv("RENLUYEN_HTTP__LISTEN", taken)
    async with server(bare.folder) as bot:
        assert await bot.has_ended() == 1
    assert bot.written.splitlines()[-1].startswith("Không mở được địa chỉ ở http.listen")
    assert "Traceback" not in bot.written


@hosts
async def test_a_telegram_that_is_not_there_yet_is_waited_for(folder: Path, double: TelegramDouble) -> None:
    """After a power cut the bot may be up before the network is."""
    double.fails("getMe", "cut_before")
    async with server(folder) as bot:
        assert (await bot.writes("telegram.not_reached"))["level"] == "warning"
        await until(double, lambda: polls(double))
        assert await bot.ends() == 0


async def test_without_a_channel_it_says_so_and_keeps_the_time(bare: Operator) -> None:
    async with server(bare.folder) as bot:
        hint = (await bot.writes("run.no_channel"))["hint"]
        assert hint.startswith("Chưa có kênh nào được cấu hình")
        assert (await bot.writes("run.started"))["channels"] == []
        assert await bot.ends() == 0


async def test_in_safe_mode_it_says_so_at_its_start(folder: Path) -> None:
    """Products row 102."""
    async with server(folder, {"RENLUYEN_BOT__SAFE_MODE": "true"}) as bot:
        told = await bot.writes("run.safe_mode")
        assert (told["level"], told["held"]) == ("warning", 0)
        assert told["hint"].startswith("Chế độ an toàn đang bật: không tin tự gửi nào ra khỏi máy.")
        assert await bot.ends() == 0


@hosts
async def test_every_line_of_the_log_is_a_document_without_the_token(folder: Path, double: TelegramDouble) -> None:
    """Also when Telegram breaks off in the middle, again and again."""
    for _ in range(2):
        double.fails("getUpdates", "cut_before")
    double.fails("sendMessage", "bad_gateway")
    async with server(folder) as bot:
        for _ in range(2):
            await bot.writes("telegram.not_reached")
        await until(double, lambda: polls(double))
        double.says(7, "/start")
        await double.next_reply(7, timeout=PATIENCE)
        assert await bot.ends() == 0
    documents = [json.loads(line) for line in bot.written.splitlines()]
    assert len(documents) > 3
    assert all({"event", "level", "timestamp"} <= document.keys() for document in documents)
    assert double.token not in bot.written


@pytest.mark.parametrize(("kind", "framework"), [("sqlite", "ptb"), ("postgresql", "ptb"), ("sqlite", "aiogram")])
@hosts
async def test_of_two_processes_one_stands_by_and_takes_over(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    async for url in copy_of(kind, "empty", request, tmp_path):
        async with TelegramDouble(switches=Switches(longest_poll=1)) as double:
            folder = renluyen(tmp_path, url, double.url, double.token).folder
            async with server(folder) as first:
                await until(double, lambda: polls(double))
                async with server(folder) as second:
                    accounts = {(await second.writes("account.taken"))["account"] for _ in range(2)}
                    assert accounts == {"telegram", "outbox"}
                    double.says(7, "/start")
                    reply = await double.next_reply(7, timeout=PATIENCE)
                    assert len(polls(double)) <= 1, "one process polls"
                    assert await first.ends() == 0
                    double.says(7, "/trogiup")
                    helped = await double.next_reply(7, after=reply, timeout=PATIENCE)
                    assert "Để dùng bot" in helped.text
                    assert await second.ends() == 0
            assert len([shown for shown in double.screen(7) if shown.from_bot]) == 2, "nobody was answered twice"


@pytest.mark.parametrize(("kind", "framework"), [("sqlite", "ptb"), ("postgresql", "ptb"), ("sqlite", "aiogram")])
@hosts
async def test_of_two_that_are_called_one_answers_what_the_other_took_before_it_was_killed(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, unused_tcp_port_factory: Callable[[], int]
) -> None:
    """Stored and confirmed by the one; its reply is on its way when it dies, for good."""
    one, other = (f"127.0.0.1:{unused_tcp_port_factory()}" for _ in range(2))
    called = {"RENLUYEN_TELEGRAM__UPDATES": "webhook", "RENLUYEN_HTTP__PUBLIC_URL": f"http://{one}"}
    async for url in copy_of(kind, "empty", request, tmp_path):
        async with TelegramDouble(switches=Switches(local_webhook=True)) as double:
            folder = renluyen(tmp_path, url, double.url, double.token).folder
            async with (
                server(folder, {**called, "RENLUYEN_HTTP__LISTEN": one}) as first,
                server(folder, {**called, "RENLUYEN_HTTP__LISTEN": other}) as second,
            ):
                await until(double, lambda: [c.method for c in double.calls].count("getWebhookInfo") == 2)
                double.switch(delay=5.0)
                double.says(7, "/start")
                await until(double, lambda: [c for c in double.calls if c.method == "sendMessage"])
                first.process.kill()
                await first.process.wait()
                double.switch(delay=0.0)
                assert (await second.writes("inbox.taken_over"))["count"] == 1
                assert "Bot chưa biết bạn là ai" in (await double.next_reply(7, timeout=PATIENCE)).text
                assert await second.ends() == 0
            assert len([shown for shown in double.screen(7) if shown.from_bot]) == 1
