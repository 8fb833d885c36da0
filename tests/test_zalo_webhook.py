"""Zalo calls us: only it is heard, what it brings is kept before it hears 200, and answered once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest
from structlog.testing import capture_logs

from bot.adapters.called import LARGEST, address
from bot.adapters.zalo_bot_webhook import PATH
from bot.app import App
from bot.config import ZaloSettings
from tests.conftest import copy_of
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_hook import HEADER
from tests.zalo_line import AN, BINH, PATIENCE, ZaloLine, zalo_line

JPEG = b"\xff\xd8\xff" + bytes(60)


@dataclass(slots=True)
class Hooked(ZaloLine):
    """A line on which Zalo calls, and anybody else may try to."""

    @property
    def url(self) -> str:
        return self.config.http.public_url

    @property
    def secret(self) -> dict[str, str]:
        return {HEADER: self.config.zalo.webhook_secret}

    @asynccontextmanager
    async def up(self, **how: Any) -> AsyncIterator[App]:
        asked = len(self.calls("getWebhookInfo"))
        async with super(Hooked, self).up(**how) as app:
            await self.double.until(lambda: self._is_called(asked), timeout=PATIENCE)
            yield app

    def _is_called(self, asked: int) -> bool | None:
        """Whether Zalo was asked once more where it calls, and calls us."""
        return (len(self.calls("getWebhookInfo")) > asked and self.double.webhook is not None) or None

    async def posts(self, body: Any, **headers: str) -> tuple[int, bytes]:
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}/zalo", data=body, headers=headers) as answer,
        ):
            return answer.status, await answer.read()


@pytest.fixture(params=["sqlite", "postgresql"])
async def line(request: pytest.FixtureRequest, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Hooked]:
    async for url in copy_of(request.param, "world", request, tmp_path):
        async with hooked(url, unused_tcp_port) as line:
            yield line


@pytest.fixture
async def one_line(world_sqlite: Path, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Hooked]:
    """Where the database makes no difference."""
    path = tmp_path / "hooked.db"
    path.write_bytes(world_sqlite.read_bytes())
    async with hooked(f"sqlite:///{path}", unused_tcp_port) as line:
        yield line


@asynccontextmanager
async def hooked(url: str, port: int) -> AsyncIterator[Hooked]:
    here = f"127.0.0.1:{port}"
    http = {"listen": here, "public_url": f"http://{here}"}
    async with ZaloBotDouble() as double:
        line = await zalo_line(double, url, zalo={"updates": "webhook"}, http=http)
        yield Hooked(line.double, line.config)


def event(number: int, said: str = "/batdau", user: str = AN) -> dict[str, Any]:
    sender = {"id": user, "display_name": "An", "is_bot": False}
    chat = {"id": user, "chat_type": "PRIVATE"}
    message = {"message_id": f"m{number}", "date": 1, "from": sender, "chat": chat, "text": said}
    return {"event_name": "message.text.received", "message": message}


@pytest.mark.parametrize("shape", ["flat", "wrapped"])
async def test_a_talk_by_webhook(line: Hooked, shape: Any) -> None:
    line.double.switch(body_shape=shape)
    async with line.up():
        await line.says(AN, "/dangky")
        await line.says(AN, "1.2 | Đọc 3 cuốn sách về Bác | quý 1 | mượn ở thư viện")
        assert "Đã gửi phiếu đăng ký" in (await line.says(AN, "gửi")).text
        await line.double.until(lambda: any("phiếu mới" in said for said in line.sent(BINH)) or None)
        await line.double.settled()
        await line.nothing_waits()
    assert line.double.refused == []
    assert {push.status for push in line.double.pushes} == {200}
    assert line.calls("getUpdates") == line.calls("deleteWebhook") == []


@pytest.mark.parametrize("switches", [{"duplicates": True}, {"reorder": True}], ids=str)
async def test_what_comes_twice_or_in_another_order_is_answered_once_each(
    one_line: Hooked, switches: dict[str, Any]
) -> None:
    one_line.double.switch(**switches)
    async with one_line.up():
        for said in ("/batdau", "/trogiup", "/kehoach"):
            one_line.double.says(AN, said)
        await one_line.double.until(lambda: len(one_line.sent(AN)) >= 3 or None)
        await one_line.double.settled()
        await one_line.nothing_waits()
    assert len(one_line.sent(AN)) == 3


async def test_a_replay_to_a_new_process_changes_nothing_and_answers_as_before(one_line: Hooked) -> None:
    """As somebody would who has caught a call with its secret."""
    async with one_line.up():
        await one_line.says(AN, "/dangky")
        await one_line.says(AN, "1.2 | Đọc 3 cuốn sách về Bác | quý 1 | mượn ở thư viện")
        sent = one_line.double.says(AN, "gửi")
        assert "Đã gửi phiếu đăng ký" in (await one_line.double.next_message(AN, after=sent)).text
        await one_line.nothing_waits()
    async with one_line.up():
        for _ in range(3):
            one_line.double.again(sent)
        await one_line.double.settled()
        await one_line.says(BINH, "/trogiup")
        await one_line.nothing_waits()
    assert await one_line.rows("SELECT version, state FROM form") == [(1, "sent")]
    assert all("Đã gửi phiếu đăng ký" in said for said in one_line.sent(AN)[2:])


Act = Callable[[ZaloBotDouble], str]
NAMELESS = {"message_id": "m1", "from": {"id": AN}, "chat": {"id": AN, "chat_type": "PRIVATE"}, "text": "x"}
BROUGHT: dict[str, tuple[Act, str, str]] = {
    "photo": (lambda double: double.sends_photo(AN, JPEG, "/trogiup"), AN, "Trợ giúp"),
    "photo_url": (lambda double: double.sends_photo(AN, JPEG, "/trogiup"), AN, "Trợ giúp"),
    "missing message": (lambda double: double.sends_raw({"event_name": "message.text.received"}), AN, ""),
    "missing message, unsupported": (lambda d: d.sends_raw({"event_name": "message.unsupported.received"}), AN, ""),
    "unsupported event": (lambda double: double.sends_unsupported(AN), AN, "Bạn hãy gõ chữ hoặc gửi ảnh"),
    "unknown event": (lambda d: d.sends_raw({"event_name": "message.reaction.received", "message": NAMELESS}), AN, ""),
    "GROUP chat": (lambda double: double.says_in_group("g1", AN, "/dangky"), "g1", "Bot chỉ trò chuyện riêng"),
}
"""The lines of zalo.md A.9-8 about what comes in: the act, the chat, and how the answer begins, if there is one."""


@pytest.mark.parametrize("shape", ["flat", "wrapped"])
@pytest.mark.parametrize("what", BROUGHT)
async def test_whatever_zalo_brings_is_taken_and_answered_or_passed_over(
    one_line: Hooked, what: str, shape: Any
) -> None:
    act, chat, answer = BROUGHT[what]
    one_line.double.switch(body_shape=shape, photo_field="photo_url" if what == "photo_url" else "photo")
    async with one_line.up():
        act(one_line.double)
        await one_line.double.settled()
        await one_line.says(BINH, "/trogiup")
        await one_line.nothing_waits()
    assert {push.status for push in one_line.double.pushes} == {200}
    assert [said[: len(answer)] for said in one_line.sent(chat)] == ([answer] if answer else [])
    assert one_line.sent(AN) == (one_line.sent(chat) if chat == AN else [])
    assert await one_line.rows("SELECT id FROM inbox") == []


async def test_what_comes_at_once_is_all_kept_and_each_answered_once(line: Hooked) -> None:
    """Fifty calls side by side, each of them twice and in both shapes."""
    line.double.meets("stranger")
    async with line.up():
        flat = [event(n, user="stranger") for n in range(50)]
        bodies = [orjson.dumps(body) for one in flat for body in (one, {"ok": True, "result": one})]
        answers = await asyncio.gather(*(line.posts(body, **line.secret) for body in bodies))
        assert {status for status, _ in answers} == {200}
        await line.double.until(lambda: len(line.sent("stranger")) >= 50 or None)
        await line.nothing_waits()
    assert len(line.sent("stranger")) == 50


@pytest.mark.parametrize("told", [{}, {HEADER: ""}, {HEADER: "x" * 64}, {HEADER: "\u00e9"}], ids=str)
async def test_whoever_does_not_know_the_secret_is_not_heard(one_line: Hooked, told: dict[str, str]) -> None:
    async with one_line.up():
        assert await one_line.posts(orjson.dumps(event(1)), **told) == (403, b"")
        assert await one_line.rows("SELECT id FROM inbox") == []
        assert "Trợ giúp" in (await one_line.says(AN, "/trogiup")).text
    assert len(one_line.sent(AN)) == 1


async def test_a_strangers_body_is_not_even_read(one_line: Hooked) -> None:
    """The refusal comes while the body is still on its way."""
    sent = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield b"x"
        await sent.wait()

    async with one_line.up():
        assert (await one_line.posts(endless()))[0] == 403
        sent.set()


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)])
async def test_a_body_has_a_limit(one_line: Hooked, more: int, status: int) -> None:
    body = orjson.dumps(event(1)).ljust(LARGEST + more)
    async with one_line.up():
        assert (await one_line.posts(BytesIO(body), **one_line.secret))[0] == status
        await one_line.says(AN, "/trogiup")
        await one_line.nothing_waits()
    assert len(one_line.sent(AN)) == (2 if status == 200 else 1)


PROBES = [b"", b"{}", b"[]", b"no json", b"\xff\x00", b'{"ok": true}', b'{"event_name": "webhook.test"}']


async def test_whatever_zalo_tries_the_address_with_is_200_and_kept_by_nobody(one_line: Hooked) -> None:
    async with one_line.up():
        for body in PROBES:
            assert await one_line.posts(body, **one_line.secret) == (200, b"")
        await one_line.nothing_waits()
        assert await one_line.rows("SELECT id FROM inbox") == []


@pytest.mark.parametrize("probe", ["{}", "", "no json"])
async def test_zalos_own_try_is_passed(one_line: Hooked, probe: str) -> None:
    one_line.double.switch(probe_body=probe)
    with capture_logs() as logs:
        async with one_line.up():
            await one_line.says(AN, "/batdau")
    assert "zalo.webhook_not_verified" not in {entry["event"] for entry in logs}


async def test_an_address_that_zalo_cannot_reach_is_said(one_line: Hooked) -> None:
    one_line.double.switch(private_webhooks=False)
    with capture_logs() as logs:
        async with one_line.up():
            await one_line.double.until(lambda: one_line.calls("setWebhook") or None)
            async with asyncio.timeout(5):
                while not (told := [entry for entry in logs if entry["event"] == "zalo.webhook_not_verified"]):
                    await asyncio.sleep(0)
    assert told[0]["outcome"] == "webhook.err.blocked"


async def test_zalo_is_told_once_and_again_when_something_differs(one_line: Hooked) -> None:
    for _ in range(2):
        async with one_line.up():
            await one_line.says(AN, "/batdau")
    (told,) = one_line.calls("setWebhook")
    assert told["url"] == address(one_line.url, PATH, told["secret_token"])
    assert told["secret_token"] == one_line.secret[HEADER]
    assert told["secret_token"] not in told["url"]
    await one_line.double.updates.set_webhook({"url": address(one_line.url, PATH, "old"), "secret_token": "old-secret"})
    async with one_line.up():
        await one_line.double.until(lambda: len(one_line.calls("setWebhook")) == 2 or None)
        await one_line.says(AN, "/trogiup")


async def test_before_it_can_work_it_refuses_and_what_is_refused_is_not_answered_twice(one_line: Hooked) -> None:
    one_line.double.fails("getMe", "502")
    async with super(Hooked, one_line).up():
        await one_line.double.until(lambda: one_line.double.refused or None)
        status, _ = await one_line.posts(orjson.dumps(event(1)), **one_line.secret)
        assert status == 503
        assert await one_line.rows("SELECT id FROM inbox") == []


def test_the_secret_is_the_same_in_every_process_and_does_not_tell_the_token() -> None:
    one, same, other = (ZaloSettings.model_validate({"token": token}) for token in ("1:a", "1:a", "1:b"))
    assert one.webhook_secret == same.webhook_secret != other.webhook_secret
    assert one.files_key.hex() != one.webhook_secret
    assert 8 <= len(one.webhook_secret) <= 256
