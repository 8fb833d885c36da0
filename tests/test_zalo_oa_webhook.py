"""Zalo calls us: only it is heard, what it brings is kept before it hears 200, each thing counts once."""

import asyncio
import hashlib
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest
from sqlalchemy.engine import make_url

from bot.adapters import zalo_oa_webhook
from bot.adapters.called import LARGEST
from bot.adapters.zalo_oa_webhook import SIGNATURE, TIMESTAMP, Signer
from bot.app import build
from tests.conftest import copy_of
from tests.oa_line import AN, BINH, CUONG, OaLine, oa_line
from tests.world import CODE, START

VECTOR = (
    '{"app_id":"1234567890","event_name":"user_send_text","message":{"text":"xin chào","msg_id":"m1"},'
    '"timestamp":"1700000000000"}'
).encode()
MAC = "c70b89e1d0c790967e7e1a8ae954a3d2a66a4072bfc90994f87a11f2f57d4dc3"
HELP = "Trợ giúp"


@pytest.fixture(params=["sqlite", "postgresql"])
async def line(request: pytest.FixtureRequest, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[OaLine]:
    async for url in copy_of(request.param, "world", request, tmp_path):
        async with oa_line(url, unused_tcp_port) as line:
            yield line


@pytest.fixture
async def one_line(world_sqlite: Path, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[OaLine]:
    """Where the database makes no difference."""
    path = tmp_path / "oa.db"
    path.write_bytes(world_sqlite.read_bytes())
    async with oa_line(f"sqlite:///{path}", unused_tcp_port) as line:
        yield line


def event(number: int, said: str = "trợ giúp", user: str = AN, *, at: datetime = START, **more: Any) -> bytes:
    message = {"msg_id": f"own-{number}", "text": said}
    told = {"app_id": "1234567890", "event_name": "user_send_text", "sender": {"id": user}, "recipient": {"id": "oa1"}}
    return orjson.dumps({**told, "timestamp": stamp(at), "message": message, **more})


def stamp(at: datetime) -> str:
    return str(int(at.timestamp() * 1000))


def signed(body: bytes, at: datetime = START, key: str = "oa-secret-key") -> Mapping[str, str]:
    mac = hashlib.sha256(b"1234567890" + body + stamp(at).encode() + key.encode()).hexdigest()
    return {SIGNATURE: f"mac={mac}"}


# --- who is heard

SIGNER = Signer(("1234567890", "oa1"), "oa-secret-key")


@pytest.mark.parametrize("header", [f"mac={MAC}", MAC, MAC.upper(), f"mac={MAC.upper()}"])
def test_the_published_formula_is_understood_however_the_header_is_written(header: str) -> None:
    at = SIGNER.signed_at(VECTOR, header, ["1700000000000"])
    assert at == datetime.fromtimestamp(1_700_000_000, UTC)


@pytest.mark.parametrize(
    ("body", "header", "timestamp"),
    [
        (VECTOR, "", "1700000000000"),
        (VECTOR, "mac=", "1700000000000"),
        (VECTOR, f"mac={MAC[:-1]}4", "1700000000000"),
        (VECTOR, f"mac={MAC}", "1700000000001"),
        (VECTOR + b"\n", f"mac={MAC}", "1700000000000"),
        (VECTOR, "mac=\u00e9", "1700000000000"),
    ],
)
def test_nothing_else_is_a_signature(body: bytes, header: str, timestamp: str) -> None:
    assert SIGNER.signed_at(body, header, [timestamp]) is None


@pytest.mark.parametrize(
    "switches",
    [
        {},
        {"signature_prefix": False},
        {"signature_upper": True},
        {"timestamp_in": "header"},
        {"signs_with": "oa_id"},
        {"signs_with": "oa_id", "timestamp_in": "header", "signature_prefix": False},
    ],
    ids=str,
)
async def test_every_way_to_sign_that_is_told_of_is_heard(one_line: OaLine, switches: dict[str, Any]) -> None:
    one_line.double.switch(**switches)
    async with one_line.up():
        assert HELP in (await one_line.says(AN, "trợ giúp")).text


async def test_whoever_does_not_know_the_secret_is_not_heard(one_line: OaLine) -> None:
    body = event(1)
    forgeries = [{}, {SIGNATURE: "mac="}, {SIGNATURE: "x" * 64}, signed(body, key="app-secret"), signed(event(2))]
    async with one_line.up():
        for headers in forgeries:
            assert await one_line.calls(body, **headers) == 403
        forged = orjson.loads(event(9))
        one_line.double.sends_raw(forged, forged=True)
        await one_line.settles()
        assert HELP in (await one_line.says(AN, "trợ giúp")).text
    assert len(one_line.texts(AN)) == 1


@pytest.mark.parametrize(("hours", "status"), [(2, 200), (-2, 200), (2.01, 403), (-2.01, 403)])
async def test_what_is_older_than_zalo_ever_repeats_is_a_replay(one_line: OaLine, hours: float, status: int) -> None:
    at = START - timedelta(hours=hours)
    body = event(1, at=at)
    async with one_line.up():
        assert await one_line.calls(body, **signed(body, at)) == status
        await one_line.settles()
    assert len(one_line.texts(AN)) == (status == 200)


async def test_a_time_in_the_header_does_not_make_an_old_event_new(one_line: OaLine) -> None:
    old = START - timedelta(days=1)
    body = event(1, at=old)
    async with one_line.up():
        assert await one_line.calls(body, **signed(body, old), **{TIMESTAMP: stamp(START)}) == 403


async def test_the_unsigned_probe_is_answered_and_means_nothing(one_line: OaLine) -> None:
    async with one_line.up():
        assert await one_line.double.probes() == [200]
        assert await one_line.calls(b" {}\n") == 200
        assert await one_line.rows("SELECT id FROM inbox") == []


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)])
async def test_a_body_has_a_limit(one_line: OaLine, more: int, status: int) -> None:
    body = event(1).ljust(LARGEST + more)
    async with one_line.up():
        assert await one_line.calls(BytesIO(body), **signed(body)) == status


async def test_an_event_of_another_account_of_the_app_is_passed_over(one_line: OaLine) -> None:
    bodies = [event(1, recipient={"id": "oa2"}), event(2, event_name="follow", oa_id="oa2", follower={"id": AN})]
    async with one_line.up():
        for body in bodies:
            assert await one_line.calls(body, **signed(body)) == 200
        await one_line.settles()
    assert one_line.texts(AN) == []


# --- what is kept, and counts once


async def test_what_is_repeated_is_answered_once(line: OaLine) -> None:
    """The same bytes while they are worked, after that, and with the number of the try."""
    async with line.up():
        await line.says(AN, "đăng ký")
        said = line.double.says(AN, "1.2 | Đọc 3 cuốn sách về Bác | quý 1 | mượn ở thư viện")
        for _ in range(3):
            line.double.again(said)
        await line.double.next_message(AN, after=said)
        await line.settles()
        line.double.again(said)
        await line.settles()
        body = event(1)
        for number in ("1", "2"):
            assert await line.calls(body, **signed(body), num_retry=number) == 200
        await line.settles()
    assert len(line.texts(AN)) == 3


async def test_a_replay_to_a_new_process_changes_nothing_and_lets_nobody_in(one_line: OaLine) -> None:
    """Even what was answered long ago in the two hours: a form is confirmed once, by whoever may."""
    async with one_line.up():
        await one_line.says(AN, "đăng ký")
        await one_line.says(AN, "1.2 | Đọc 3 cuốn sách về Bác | quý 1 | mượn ở thư viện")
        sent = one_line.double.says(AN, "gửi")
        await one_line.double.next_message(AN, after=sent)
        await one_line.settles()
    before = await one_line.rows("SELECT count(*) FROM decision")
    async with one_line.up():
        one_line.double.again(sent)
        await one_line.settles()
    assert await one_line.rows("SELECT count(*) FROM decision") == before
    assert await one_line.rows("SELECT count(*) FROM form") == [(1,)]


async def test_what_comes_at_once_is_all_kept_and_each_answered_once(line: OaLine) -> None:
    line.double.follows("crowd")
    async with line.up():
        bodies = [event(n, user="crowd") for n in range(30)] * 2
        assert set(await asyncio.gather(*(line.calls(body, **signed(body)) for body in bodies))) == {200}
        await line.double.until(lambda: len(line.texts("crowd")) >= 30 or None, timeout=20)
        await line.settles()
    assert len(line.texts("crowd")) == 30


async def test_what_zalo_could_not_bring_comes_with_its_next_try(one_line: OaLine) -> None:
    one_line.double.switch(retries=True)
    async with one_line.up():
        assert await one_line.double.probes() == [200]
    said = one_line.double.says(AN, "trợ giúp")
    await one_line.double.settled()
    async with one_line.up():
        assert one_line.double.retries() == 1
        assert HELP in (await one_line.double.next_message(AN, after=said)).text


async def test_where_nothing_can_be_stored_it_is_refused_so_that_zalo_comes_again(one_line: OaLine) -> None:
    async with build(one_line.config, clock=lambda: START, adapters=one_line.platforms) as app:
        running = asyncio.create_task(app.run())
        await one_line.listens(running)
        await one_line.does("ALTER TABLE inbox RENAME TO elsewhere")
        body = event(1)
        assert await one_line.calls(body, **signed(body)) == 503
        with pytest.raises(ExceptionGroup):
            await asyncio.wait_for(running, 10)


async def test_what_is_stored_too_late_for_zalo_is_refused_in_time_and_counts_once(
    one_line: OaLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Zalo waits two seconds, and brings it again (zalo.md B.7-4)."""
    monkeypatch.setattr(zalo_oa_webhook, "PATIENCE", 0.2)
    one_line.double.switch(retries=True)
    async with one_line.up():
        path = make_url(one_line.config.database.url).database or ""
        with closing(sqlite3.connect(path, check_same_thread=False)) as busy:
            await asyncio.to_thread(busy.execute, "BEGIN IMMEDIATE")  # what the program is writing just now may end
            said = one_line.double.says(AN, "trợ giúp")
            await one_line.double.settled()
            busy.execute("ROLLBACK")
        assert [push.answers for push in one_line.double.pushes if push.id == said] == [[503]]
        assert one_line.double.retries() == 1
        assert HELP in (await one_line.double.next_message(AN, after=said)).text
        await one_line.settles()
        assert [push.answers for push in one_line.double.pushes if push.id == said] == [[503, 200]]
    assert len(one_line.texts(AN)) == 1


async def test_what_comes_in_another_order_is_answered_once_each(line: OaLine) -> None:
    """The newer first; each by itself, as it came, and both again."""
    first, second = (event(n, said, at=START + timedelta(seconds=n)) for n, said in ((1, "kế hoạch"), (2, "trợ giúp")))
    line.clock.passes(minutes=1)
    async with line.up():
        for body, seconds in ((second, 2), (first, 1), (second, 2), (first, 1)):
            assert await line.calls(body, **signed(body, START + timedelta(seconds=seconds))) == 200
            await line.settles()
    assert [text.startswith(HELP) for text in line.texts(AN)] == [True, False]


@pytest.mark.parametrize(
    "broken",
    [
        {"message": None},
        {"message": {"msg_id": "x1"}, "event_name": "user_send_image"},
        {"message": {"msg_id": "x2", "attachments": [{}]}, "event_name": "user_send_file"},
        {"sender": None},
        {"sender": {"id": ["a"]}},
        {"timestamp": "gestern"},
    ],
    ids=str,
)
async def test_what_cannot_be_read_holds_nothing_up(one_line: OaLine, broken: dict[str, Any]) -> None:
    body = event(1, **broken)
    async with one_line.up():
        status = await one_line.calls(body, **signed(body))
        assert status == (403 if "timestamp" in broken else 200)
        assert HELP in (await one_line.says(AN, "trợ giúp")).text
        await one_line.settles()


async def test_echoes_and_receipts_are_nobodys_words(one_line: OaLine) -> None:
    async with one_line.up():
        await one_line.says(AN, "trợ giúp")
        one_line.double.admin_writes(AN, "đăng ký")
        one_line.double.sees(AN)
        one_line.double.makes_template("T1", {})
        one_line.double.reviews("T1", "REJECT", "tag")
        one_line.double.changes_quota(100)
        one_line.double.sends_raw({"event_name": "something_new", "sender": {"id": AN}})
        await one_line.settles()
        assert {push.answers[0] for push in one_line.double.pushes} == {200}
    assert {call.params["recipient"]["user_id"] for call in one_line.double.calls} == {AN}
    assert len(one_line.texts(AN)) == 2


async def test_one_persons_messages_are_answered_in_order(one_line: OaLine) -> None:
    async with one_line.up():
        for said in ("bắt đầu", "trợ giúp", "kế hoạch"):
            last = one_line.double.says(AN, said)
        await one_line.double.until(lambda: len(one_line.texts(AN)) == 3 or None)
        assert last
    assert one_line.texts(AN)[1].startswith(HELP)


# --- followers


async def test_who_unfollows_is_not_written_to_until_they_are_back(line: OaLine) -> None:
    await line.lives_elsewhere(BINH)
    async with line.up() as app:
        line.double.unfollows(BINH)
        await line.settles()
        await line.tells(app, BINH, "một")
        line.clock.passes(seconds=5)
        line.double.follows(BINH)
        await line.settles()
        await line.tells(app, BINH, "hai")
    assert await line.ends() == [("sent", "elsewhere", None), ("sent", "zalo-oa", None)]


async def test_an_unfollow_that_comes_late_does_not_undo_what_came_after_it(line: OaLine) -> None:
    """Reordered: the account was heard again before Zalo could tell that it had been left."""
    left = event(1, event_name="unfollow", follower={"id": BINH}, oa_id="oa1", message={}, at=START)
    line.clock.passes(minutes=30)
    async with line.up():
        await line.says(BINH, "trợ giúp")
        await line.settles()
        assert await line.calls(left, **signed(left)) == 200
        await line.settles()
        assert await line.unreachable() == []
        late = event(2, "trợ giúp", BINH, at=START + timedelta(minutes=1))
        assert await line.calls(late, **signed(late, START + timedelta(minutes=1))) == 200
        await line.settles()
    ((heard,),) = await line.rows("SELECT heard_at FROM link WHERE platform = 'zalo-oa' AND \"user\" = 'binh'")
    assert heard == "2026-11-23T01:30:00Z", "a message of before does not shorten the window"


async def test_a_follower_may_be_named_as_the_sender(one_line: OaLine) -> None:
    body = event(1, event_name="unfollow", message={})
    async with one_line.up():
        assert await one_line.calls(body, **signed(body)) == 200
        await one_line.settles()
    assert await one_line.unreachable() == [("an", "unfollowed")]


async def test_a_stranger_is_welcomed_joins_and_is_known(one_line: OaLine) -> None:
    async with one_line.up():
        for said in (f"/start {CODE}", "Nguyễn Văn An", "24/12/2009", "đúng", "tôi đồng ý"):
            shown = await one_line.says("new", said)
        assert "Bot đã báo cho bí thư" in shown.text
        await one_line.settles()
    ((heard,),) = await one_line.rows("SELECT heard_at FROM link WHERE user = 'new'")
    assert heard == "2026-11-23T01:00:00Z"


# --- phone numbers


async def phone_of(line: OaLine) -> str | None:
    ((phone,),) = await line.rows("SELECT phone FROM person JOIN link ON person_id = person.id WHERE user = 'an'")
    return None if phone is None else str(phone)


async def test_a_number_that_is_given_is_kept_where_the_unit_keeps_numbers_and_its_owner_is_told(
    one_line: OaLine,
) -> None:
    await one_line.keeps_phones()
    async with one_line.up():
        given = one_line.double.submits_info(AN, "An", "84901234567")
        assert "Đã lưu số điện thoại 0901234567" in (await one_line.double.next_message(AN, after=given)).text
    assert await phone_of(one_line) == "0901234567"


async def test_elsewhere_and_of_who_refuses_it_no_number_is_kept(one_line: OaLine) -> None:
    async with one_line.up():
        one_line.double.submits_info(AN, "An", "84901234567")
        await one_line.settles()
        assert await phone_of(one_line) is None
        await one_line.keeps_phones()
        await one_line.does("UPDATE person SET phone = ''")
        one_line.double.submits_info(AN, "An", "84901234567")
        one_line.double.submits_info("stranger", "Ai", "84901234568")
        one_line.double.submits_info(CUONG, "Ai", "113")
        await one_line.settles()
    assert await phone_of(one_line) == ""
    assert one_line.texts(AN) == []


async def test_nothing_else_is_answered_there(one_line: OaLine) -> None:
    async with one_line.up(), aiohttp.ClientSession() as session, session.get(one_line.url) as answer:
        assert answer.status == 405
