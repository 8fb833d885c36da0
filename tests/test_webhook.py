"""Telegram calls us: only it is heard, what it brings is kept before it hears 200, and answered once. And /healthz."""

import asyncio
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest
from sqlalchemy import text

from bot.adapters.called import LARGEST, address
from bot.adapters.telegram_api import WANTED
from bot.adapters.telegram_webhook import CONNECTIONS, PATH
from bot.app import App, build
from storage.sql import Sql
from tests.conftest import copy_of
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_hook import HEADER
from tests.doubles.telegram_switches import Switches
from tests.line import AN, BINH, Line, line_to
from tests.world import START

Sent = dict[str, Any]
PATIENCE = 10.0

on_either = pytest.mark.parametrize("framework", ["ptb"])
"""Where it makes no difference who calls Telegram."""


@dataclass(slots=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]


@dataclass(slots=True)
class Hooked(Line):
    """A line on which Telegram calls, and anybody else may try to."""

    @property
    def url(self) -> str:
        return self.config.http.public_url

    @property
    def secret(self) -> dict[str, str]:
        return {HEADER: self.config.telegram.webhook_secret}

    @asynccontextmanager
    async def up(self) -> AsyncIterator[App]:
        async with super(Hooked, self).up() as app:
            await self.double.until(lambda: self.double.updates.hook)
            yield app

    async def calls(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, f"{self.url}{path}", data=body, headers=headers) as answer,
        ):
            return Answer(answer.status, await answer.read(), dict(answer.headers))

    def methods(self) -> list[str]:
        return [call.method for call in self.double.calls]


@asynccontextmanager
async def hooked(url: str, port: int, framework: str = "ptb") -> AsyncIterator[Hooked]:
    here = f"127.0.0.1:{port}"
    async with TelegramDouble(switches=Switches(local_webhook=True)) as double:
        called = {"updates": "webhook", "framework": framework}
        settings = {"telegram": called, "http": {"listen": here, "public_url": f"http://{here}"}}
        line = await line_to(double, url, **settings)
        yield Hooked(line.double, line.config)


@pytest.fixture(params=["sqlite-ptb", "postgresql-ptb", "sqlite-aiogram"])
async def line(request: pytest.FixtureRequest, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Hooked]:
    kind, _, framework = request.param.partition("-")
    async for url in copy_of(kind, "world", request, tmp_path):
        async with hooked(url, unused_tcp_port, framework) as line:
            yield line


@pytest.fixture
async def one_line(world_sqlite: Path, tmp_path: Path, unused_tcp_port: int, framework: str) -> AsyncIterator[Hooked]:
    """Where the database makes no difference."""
    path = tmp_path / "hooked.db"
    path.write_bytes(world_sqlite.read_bytes())
    async with hooked(f"sqlite:///{path}", unused_tcp_port, framework) as line:
        yield line


def update(number: int, said: str = "/batdau", user: int = AN) -> Sent:
    person = {"id": user, "is_bot": False, "first_name": "An"}
    message = {"message_id": number, "date": 1, "text": said, "chat": {"id": user, "type": "private"}, "from": person}
    return {"update_id": number, "message": message}


async def nothing_waits(line: Hooked) -> None:
    """Everything is answered, and has left the inbox."""
    await line.double.until(lambda: line.double.updates.webhook_info()["pending_update_count"] == 0)
    async with asyncio.timeout(PATIENCE):
        while await line.rows("SELECT id FROM inbox"):
            await line.calls("GET", "/healthz")


async def test_a_talk_by_webhook(line: Hooked) -> None:
    async with line.up():
        await line.says(AN, "/dangky")
        await line.says(AN, "1.2 | Đọc 3 cuốn sách về Bác | quý 1 | mượn ở thư viện")
        sent = await line.taps(AN, "Gửi ban chấp hành xác nhận")
        assert "Đã gửi phiếu đăng ký" in sent.text
        await line.double.until(lambda: any("phiếu mới" in text for text in line.sent(BINH)))
        await nothing_waits(line)
    assert line.double.refused == []
    assert not {"getUpdates", "deleteWebhook"} & set(line.methods())


async def test_what_waited_at_telegram_comes_when_the_bot_does(line: Hooked) -> None:
    """Messages that came while nobody was there, from three people at once, each person's in order."""
    for said in ("/batdau", "/trogiup"):
        for user in (AN, BINH):
            line.double.says(user, said)
    async with line.up():
        await line.double.until(lambda: len(line.sent(AN) + line.sent(BINH)) == 4 or None)
        await nothing_waits(line)
    assert [text.splitlines()[0] for text in line.sent(AN)] == ["Nguyễn Văn An · Chi đoàn 12A1", "Trợ giúp"]
    assert line.sent(BINH)[1].startswith("Trợ giúp")


async def test_what_is_repeated_is_answered_once(line: Hooked) -> None:
    """Telegram did not hear our 200: the update comes again while it is worked, and after that."""
    line.double.switch(webhook_answers_lost=3)
    async with line.up():
        await line.says(AN, "/dangky")
        await line.taps(AN, "1.2 Học tập và làm theo Bác")
        await nothing_waits(line)
        assert line.double.switches.webhook_answers_lost == 0
    assert len(line.sent(AN)) == 2


async def test_what_comes_at_once_is_all_kept_and_each_answered_once(line: Hooked) -> None:
    """A hundred calls side by side, each of them twice."""
    line.double.meets(777)
    async with line.up():
        bodies = [orjson.dumps(update(n, user=777)) for n in range(100)] * 2
        async with aiohttp.ClientSession(headers=line.secret) as session:

            async def calls(body: bytes) -> int:
                async with session.post(f"{line.url}/telegram", data=body) as answer:
                    return answer.status

            assert set(await asyncio.gather(*map(calls, bodies))) == {200}
        await line.double.until(lambda: len(line.sent(777)) >= 100 or None)
        await nothing_waits(line)
    assert len(line.sent(777)) == 100


@on_either
@pytest.mark.parametrize("told", [{}, {HEADER: ""}, {HEADER: "x" * 64}, {HEADER: "\u00e9"}], ids=str)
async def test_whoever_does_not_know_the_secret_is_not_heard(one_line: Hooked, told: dict[str, str]) -> None:
    async with one_line.up():
        answer = await one_line.calls("POST", "/telegram", orjson.dumps(update(1)), **told)
        assert (answer.status, answer.body) == (403, b"")
        assert await one_line.rows("SELECT id FROM inbox") == []
        assert "Trợ giúp" in (await one_line.says(AN, "/trogiup")).text
    assert len(one_line.sent(AN)) == 1


@on_either
async def test_a_strangers_body_is_not_even_read(one_line: Hooked) -> None:
    """The refusal comes while the body is still on its way."""
    sent = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"x"
        await sent.wait()

    async with one_line.up():
        assert (await one_line.calls("POST", "/telegram", endless())).status == 403
        sent.set()


@on_either
@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)])
async def test_a_body_has_a_limit(one_line: Hooked, more: int, status: int) -> None:
    body = orjson.dumps(update(1)).ljust(LARGEST + more)
    async with one_line.up():
        assert (await one_line.calls("POST", "/telegram", BytesIO(body), **one_line.secret)).status == status
        assert len(await one_line.rows("SELECT id FROM inbox")) <= (status == 200)
        assert "Trợ giúp" in (await one_line.says(AN, "/trogiup")).text
        await nothing_waits(one_line)
    assert len(one_line.sent(AN)) == (2 if status == 200 else 1)


UNREADABLE = [b"", b"no json", b"[]", b"{}", b'{"update_id": 1', b"\xff\x00", b"{} \x00"]


async def test_what_is_no_update_is_taken_once_set_aside_and_holds_nothing_up(line: Hooked) -> None:
    """A refusal would be repeated for a day, and hold its chat back for as long."""
    async with line.up():
        for body in UNREADABLE * 2:
            assert (await line.calls("POST", "/telegram", body, **line.secret)).status == 200
        assert "Trợ giúp" in (await line.says(AN, "/trogiup")).text
        async with asyncio.timeout(PATIENCE):
            while await line.rows("SELECT id FROM inbox WHERE problem IS NULL"):
                await line.calls("GET", "/healthz")
        assert len(await line.rows("SELECT id FROM inbox")) == len(UNREADABLE)


async def test_before_it_can_work_it_refuses_and_telegram_repeats(one_line: Hooked) -> None:
    one_line.double.fails("getMe", "cut_before")
    async with super(Hooked, one_line).up():
        await one_line.double.until(lambda: [c for c in one_line.double.calls if c.outcome == "lost"])
        assert (await one_line.calls("POST", "/telegram", orjson.dumps(update(1)), **one_line.secret)).status == 503
        assert await one_line.rows("SELECT id FROM inbox") == []


async def test_where_nothing_can_be_stored_it_refuses_and_the_process_ends(line: Hooked) -> None:
    """Whether it was stored is not certain then; a successor looks."""
    async with build(line.config, clock=lambda: START) as app:
        running = asyncio.create_task(app.run())
        await line.double.until(lambda: line.double.updates.hook)
        await app.database.write(Sql(text("ALTER TABLE inbox RENAME TO elsewhere")))
        assert (await line.calls("POST", "/telegram", orjson.dumps(update(1)), **line.secret)).status == 503
        with pytest.raises(ExceptionGroup):
            await asyncio.wait_for(running, PATIENCE)


async def test_telegram_is_told_once_and_again_when_something_differs(one_line: Hooked) -> None:
    async with one_line.up():
        await one_line.says(AN, "/batdau")
    async with one_line.up():
        await one_line.says(AN, "/batdau")
    (told,) = [call.params for call in one_line.double.calls if call.method == "setWebhook"]
    assert told["url"].startswith(f"{one_line.url}/telegram?secret=")
    assert told["secret_token"] not in told["url"]
    assert told["secret_token"] == one_line.secret[HEADER]
    assert "drop_pending_updates" not in told


async def test_a_webhook_with_another_secret_is_set_anew(one_line: Hooked) -> None:
    """The token was exchanged at @BotFather: Telegram goes on calling with a secret that was made of the old one."""
    old = {"url": address(one_line.url, PATH, "old"), "secret_token": "old", "max_connections": CONNECTIONS}
    one_line.double.updates.set_webhook({**old, "allowed_updates": WANTED})
    one_line.double.says(AN, "/batdau")
    async with one_line.up():
        await one_line.double.until(lambda: one_line.sent(AN))


def test_the_secret_is_the_same_in_every_process_and_does_not_tell_the_token() -> None:
    """What Telegram takes as a secret, and nothing that the token could be read from."""
    from bot.config import TelegramSettings

    one, same, other = (TelegramSettings.model_validate({"token": token}) for token in ("1:a", "1:a", "1:b"))
    assert one.webhook_secret == same.webhook_secret != other.webhook_secret
    assert one.webhook_secret == hmac.new(b"1:a", b"renluyen webhook", "sha256").hexdigest()


@on_either
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/telegram", 405), ("GET", "/", 404), ("POST", "/telegram/x", 404), ("POST", "/healthz", 405)],
)
async def test_nothing_else_is_answered(one_line: Hooked, method: str, path: str, status: int) -> None:
    async with one_line.up():
        answer = await one_line.calls(method, path, **one_line.secret)
        assert (answer.status, answer.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")
        assert len(answer.body) < 30


async def test_health_is_told_without_a_word_about_anybody(line: Hooked) -> None:
    waits = "INSERT INTO inbox (account, delivery, received_at, body) VALUES ('zalo', '1', '2026-11-23T00:59:00Z', '')"
    async with line.up() as app:
        await line.says(AN, "/dangky")
        await nothing_waits(line)
        await app.database.write(Sql(text(waits)))
        await app.database.write(Sql(text("UPDATE outbox SET state = 'sent'")))
        answer = await line.calls("GET", "/healthz")
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-store")
    assert orjson.loads(answer.body) == {
        "ok": True,
        "duties": {"telegram": "works", "outbox": "works"},
        "inbox_seconds": 60,
        "outbox_seconds": 0,
    }


async def test_a_database_that_does_not_answer_is_told(line: Hooked) -> None:
    async with line.up() as app:
        await app.database.write(Sql(text("ALTER TABLE outbox RENAME TO elsewhere")))
        answer = await line.calls("GET", "/healthz")
    assert (answer.status, answer.headers["Cache-Control"]) == (503, "no-store")
    assert orjson.loads(answer.body) == {"ok": False, "failed": "database"}
