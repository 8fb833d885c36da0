"""Telegram over HTTP, against a double that refuses what Telegram refuses (telegram.md 2)."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from struct import pack

import pytest
from sqlalchemy import text

from bot.adapters.platform import Sent
from bot.app import build
from chat.message import Address, Attachment, Reply
from storage.database import open_database
from storage.sql import Sql
from tests.doubles.telegram import TelegramDouble
from tests.line import AN, BINH, Line, line_to
from tests.world import START


def drawn(width: int, height: int) -> bytes:
    """A PNG's first signs, which say how large it is."""
    return b"\x89PNG\r\n\x1a\n" + pack(">I4sII", 13, b"IHDR", width, height)


ACTION = "Đọc 3 cuốn sách về Bác và viết 1 bài cảm nhận"


@pytest.fixture
async def line(world_sqlite: Path, tmp_path: Path, framework: str) -> AsyncIterator[Line]:
    path = shutil.copy(world_sqlite, tmp_path / "telegram.db")
    async with TelegramDouble() as double:
        yield await line_to(double, f"sqlite:///{path}", telegram={"framework": framework})


async def test_whoever_only_sends_needs_not_ask_for_updates(line: Line) -> None:
    """Of two processes one may poll and the other send: each is told apart by a lock of its own."""
    async with build(line.config, clock=lambda: START) as app:
        assert isinstance(await app.adapters["telegram"].send(Address("telegram", str(AN)), Reply("Nhắc")), Sent)
    assert line.sent(AN) == ["Nhắc"]
    assert {call.method for call in line.double.calls} == {"sendMessage"}


@pytest.mark.parametrize(
    ("name", "content", "methods"),
    [
        ("số liệu.png", drawn(1080, 1900), ["sendPhoto"]),
        ("một vạch.png", drawn(4000, 10), ["sendPhoto", "sendDocument"]),
        ("số liệu.svg", b"<?xml version='1.0'?>", ["sendDocument"]),
        ("ảnh.png", b"x", ["sendDocument"]),
    ],
)
async def test_a_picture_is_shown_and_what_cannot_be_shown_is_a_file(
    line: Line, name: str, content: bytes, methods: list[str]
) -> None:
    """A bar 400 times as wide as it is high is more than Telegram shows; it comes all the same."""
    reply = Reply("Số liệu", files=(Attachment(name, content),))
    async with build(line.config, clock=lambda: START) as app:
        assert isinstance(await app.adapters["telegram"].send(Address("telegram", str(AN)), reply), Sent)
    assert [call.method for call in line.double.calls] == ["sendMessage", *methods]
    assert not line.double.calls[-1].refusal, "it came"


async def test_a_tap_edits_its_message_and_a_word_gets_a_new_one(line: Line) -> None:
    async with line.up():
        first = await line.says(AN, "/dangky")
        ticked = await line.taps(AN, "1.2 Học tập và làm theo Bác")
        assert (ticked.message_id, ticked.edits) == (first.message_id, 1)
        assert "✅ 1.2 Học tập và làm theo Bác" in ticked.labels
        asked = await line.taps(AN, "Tiếp: ghi việc cụ thể")
        assert asked.message_id == first.message_id
        answered = await line.says(AN, ACTION)
        assert answered.message_id > first.message_id
        assert answered.text.startswith("Đăng ký 2027 · 1/1\n")
        assert answered.entities == ({"type": "bold", "offset": 0, "length": len("Đăng ký 2027 · 1/1")},)
    assert line.double.refused == []


async def test_every_tap_is_answered_so_that_no_clock_keeps_turning(line: Line) -> None:
    async with line.up():
        await line.says(AN, "/dangky")
        update = line.double.taps_label(AN, "1.2 Học tập và làm theo Bác")
        await line.double.next_reply(AN, after=update)
        assert line.double.answered[update] == 1


async def test_the_same_tap_again_is_not_modified_and_no_fault(line: Line) -> None:
    async with line.up():
        shown = await line.says(AN, "/batdau")
        await line.taps(AN, "Trợ giúp")
        data = next(data for row in shown.keyboard for label, data in row if label == "Trợ giúp")
        line.double.taps(AN, shown.message_id, data, forged=True)
        await line.says(AN, "/kehoach")
    assert [call.refusal for call in line.double.refused if "not modified" not in call.refusal] == []


async def test_a_tap_on_a_message_that_is_gone_is_answered_with_a_new_one(line: Line) -> None:
    async with line.up():
        shown = await line.says(AN, "/batdau")
        update = line.double.taps(AN, shown.message_id + 500, "/trogiup", forged=True)
        answer = await line.double.next_reply(AN, after=update)
        assert "Trợ giúp" in answer.text


async def test_what_cannot_be_read_is_set_aside_and_holds_nothing_up(line: Line) -> None:
    for broken in ({"message": {"text": "no chat"}}, {"message": {"message_id": 1, "date": "x", "chat": {}}}, {}):
        line.double.sends_raw(broken)
    line.double.sends_raw({"poll": {"id": "1"}})
    async with line.up():
        assert "Nguyễn Văn An" in (await line.says(AN, "/batdau")).text
        await line.double.until(lambda: line.double.updates.waiting or None)
    rows = await line.rows("SELECT problem FROM inbox")
    assert rows
    assert all(problem for (problem,) in rows)


@pytest.mark.parametrize("holder", [1, 7], ids=["by the former holder of its number", "by another process"])
async def test_what_was_stored_before_a_crash_is_worked_at_the_start(line: Line, holder: int) -> None:
    database = await open_database(line.config.database.url)
    update = line.double.says(AN, "/batdau")
    async with line.up():
        await line.double.next_reply(AN, after=update)
    body = (
        '{"update_id": 1, "message": {"message_id": 1, "date": 1, "text": "/trogiup",'
        f' "chat": {{"id": {AN}, "type": "private"}}, "from": {{"id": {AN}, "is_bot": false, "first_name": "An"}}}}}}'
    )
    keep = Sql(
        text(
            "INSERT INTO inbox (account, delivery, received_at, body, holder)"
            " VALUES ('telegram', '1', 'x', :body, :holder)"
        )
    )
    await database.write(keep, body=body, holder=holder)
    await database.close()
    seen = line.double.last(AN)
    async with line.up():
        assert "Trợ giúp" in (await line.double.next_reply(AN, after=seen)).text
    assert await line.rows("SELECT id FROM inbox") == []


async def test_one_persons_messages_are_answered_in_order_and_people_side_by_side(line: Line) -> None:
    line.double.fails("sendMessage", "too_many", value=1, chat_id=AN)
    async with line.up():
        line.double.says(AN, "/batdau")
        last = line.double.says(AN, "/trogiup")
        assert "Trợ giúp" in (await line.says(BINH, "/trogiup")).text
        assert line.sent(AN) == [], "An's first reply still waits for Telegram's pause"
        await line.double.until(lambda: len(line.sent(AN)) == 2 or None)
        assert last
    assert [text.splitlines()[0] for text in line.sent(AN)] == ["Nguyễn Văn An · Chi đoàn 12A1", "Trợ giúp"]


@pytest.mark.parametrize("fault", ["bad_gateway", "cut_before", "too_many"])
async def test_a_reply_goes_out_again_after_a_fault_on_the_way(line: Line, fault: str) -> None:
    line.double.fails("sendMessage", fault, value=1)  # type: ignore[arg-type]
    async with line.up():
        assert "Nguyễn Văn An" in (await line.says(AN, "/batdau")).text
    assert len(line.sent(AN)) == 1
    assert await line.rows("SELECT id FROM inbox") == []


async def test_a_person_who_blocked_the_bot_is_marked_and_comes_back(line: Line) -> None:
    async with line.up():
        line.double.blocks(AN)
        await line.double.until(lambda: line.double.updates.waiting or None)
        await line.says(BINH, "/batdau")
    marked = "SELECT unreachable FROM link WHERE user = '1007'"
    assert await line.rows(marked) == [("blocked by the person",)]
    async with line.up():
        line.double.unblocks(AN)
        await line.says(AN, "/batdau")
    assert await line.rows(marked) == [(None,)]


async def test_a_notice_to_somebody_who_blocked_the_bot_marks_the_account(line: Line) -> None:
    line.double.fails("sendMessage", "blocked", chat_id=BINH)
    async with line.up():
        await registers(line)
        await line.double.until(lambda: [c for c in line.double.refused if c.params["chat_id"] == BINH] or None)
        await line.says(AN, "/batdau")
    rows = await line.rows("SELECT unreachable FROM link WHERE user = '1001'")
    assert "blocked" in rows[0][0]
    assert ("failed",) in await line.rows("SELECT state FROM outbox WHERE kind = 'arrivals'")


async def test_a_chat_that_moved_is_followed(line: Line) -> None:
    line.double.meets(777)
    line.double.fails("sendMessage", "migrate", value=777, chat_id=BINH)
    async with line.up():
        await registers(line)
        await line.double.until(lambda: line.sent(777) or None)
    assert await line.rows("SELECT user FROM link WHERE user = '777'") == [("777",)]


async def test_in_a_group_the_bot_says_one_polite_line_and_only_when_called(line: Line) -> None:
    async with line.up():
        line.double.invites(AN, -50)
        update = line.double.says(AN, "/dangky", chat_id=-50)
        shown = await line.double.next_reply(-50, after=update)
        assert "chỉ trò chuyện riêng" in shown.text
        assert line.sent(AN) == []


async def test_a_long_form_is_shown_in_pieces_with_its_buttons_under_the_last(line: Line) -> None:
    codes = ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.1", "2.2", "2.3"]
    async with line.up():
        await line.says(AN, "/dangky")
        for code in codes:
            await line.says(AN, f"{code} | {('Làm 2 việc tốt ' * 30)[:440]} | quý 1 | {'tự làm ' * 20}")
            if code != codes[-1]:
                await line.says(AN, "thêm, bớt mục")
        last = "Gửi ban chấp hành xác nhận"
        await line.double.until(lambda: last in line.double.last(AN).labels or None)
        *_, first, second = line.double.screen(AN)
        assert first.labels == []
        assert len(first.text) + len(second.text) > 4096
    assert line.double.refused == []


async def test_my_data_arrive_as_a_file(line: Line) -> None:
    async with line.up():
        await line.says(AN, "/dulieu tep")
        shown = await line.double.until(lambda: next((s for s in line.double.screen(AN) if s.file), None))
        assert shown.file == "du-lieu-cua-toi.txt"


async def test_a_file_nobody_asked_for_is_answered_and_not_kept(line: Line) -> None:
    async with line.up():
        update = line.double.sends_file(AN, "bằng khen.pdf", b"x" * 100)
        assert "lúc này không cần tệp nào" in (await line.double.next_reply(AN, after=update)).text


async def test_the_menu_is_set_in_vietnamese(line: Line) -> None:
    async with line.up():
        await line.says(AN, "/batdau")
    menu = next(call.params["commands"] for call in line.double.calls if call.method == "setMyCommands")
    assert {"command": "dangky", "description": "Đăng ký rèn luyện"} in menu
    assert len(menu) <= 6
    assert "duyet" not in {entry["command"] for entry in menu}


async def registers(line: Line) -> None:
    await line.says(AN, "/dangky")
    await line.says(AN, f"1.2 | {ACTION} | quý 1 | mượn ở thư viện")
    await line.taps(AN, "Gửi ban chấp hành xác nhận")
