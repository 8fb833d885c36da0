"""The demo's page over HTTP: three phones, a clock, a tray, a new start; nobody but the page itself plays on it."""

import asyncio
import os
import re
import shutil
import signal
from datetime import date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from aiohttp import ClientSession, FormData

from bot.adapters import numbered, telegram_drawing, web_drawing
from bot.adapters.platform import Refused, Sent
from bot.demo_page import listening_at, play
from bot.demo_play import HELD, PLATFORMS
from bot.office import Fail
from chat.message import Address, Attachment, Option, Reply
from tests.office import COMMAND
from tests.visitor import PATIENCE, TEXTS, Held, Visitor, visit

SOON = 10.0  # seconds in which a process is to end that was asked to
AN, BINH, CUONG = HELD["telegram"], HELD["zalo"], HELD["web"]
NOT_LINKED = "12A1/10"


async def registers(phone: Held) -> str:
    """By taps where something can be tapped, as the page's first step says; the form's code."""
    await phone.sees("Việc cần làm bây giờ: đăng ký rèn luyện năm 2027")
    await phone.taps("Đăng ký ngay")
    await phone.taps("1.2")
    await phone.taps("Tiếp")
    await phone.sees("Bạn sẽ làm việc gì cụ thể?")
    await phone.types("Đọc 3 cuốn sách về Bác và viết 1 bài cảm nhận")
    await phone.types("quý 2")
    await phone.types("Mượn ở thư viện, mỗi tháng một cuốn")
    await phone.sees("Kiểm tra trước khi gửi")
    await phone.taps("Gửi ban chấp hành xác nhận")
    sent = await phone.sees("Đã gửi phiếu đăng ký")
    (form,) = set(re.findall(r"DK-\w{5}", sent["text"]))
    return str(form)


# --- the main job


async def test_a_member_registers_by_taps_and_the_secretary_confirms_by_typing(visitor: Visitor) -> None:
    member, secretary = await visitor.holds("telegram", AN), await visitor.holds("zalo", BINH)
    deputy = await visitor.holds("web", CUONG)
    form = await registers(member)

    for phone in (secretary, deputy):
        await phone.sees("1 phiếu mới")
    await visitor.tray("Lê Thị Bình", "zalo", "1 phiếu mới")
    for words in ("duyet", "1", "1"):
        await secretary.types(words)
    await secretary.sees(f"Đã xác nhận phiếu {form}")
    assert all(message["rows"] == [] for message in secretary.messages.values()), "nothing can be tapped there"

    await member.sees("Phiếu đã được xác nhận", form)
    told = await visitor.tray("Nguyễn Văn An", form)
    assert (told["platform"], told["who"], told["at"]) == ("telegram", AN, "23/11 08:00")
    assert visitor.state["tray"][0] == told, "the newest first"

    await deputy.taps("Duyệt 1 phiếu")
    await deputy.sees("Không còn phiếu nào chờ bạn xác nhận")


async def test_what_was_begun_on_one_phone_goes_on_at_the_next(visitor: Visitor) -> None:
    on_telegram = await visitor.holds("telegram", AN)
    await on_telegram.taps("Đăng ký ngay")
    await on_telegram.types("4.1")
    await on_telegram.taps("Tiếp")
    await on_telegram.sees("Bạn sẽ làm việc gì cụ thể?")
    on_zalo = await visitor.holds("zalo", AN)
    await on_zalo.types("tiếp tục")
    await on_zalo.types("Chạy bộ 20 buổi, mỗi buổi 2 km")
    await on_zalo.sees("Xong khi nào?")
    on_the_web = await visitor.holds("web", AN)
    await on_the_web.types("tiếp tục")
    await on_the_web.types("tháng 3")
    await on_the_web.types("Cùng tổ 2, sáng thứ bảy")
    await on_the_web.sees("Kiểm tra trước khi gửi", "Chạy bộ 20 buổi")


async def test_somebody_joins_with_what_the_page_tells(visitor: Visitor) -> None:
    async with visitor.session.get("/") as page:
        told = re.search(rf'value="{NOT_LINKED}" data-joins="([^"]+)"', await page.text())
    assert told
    code, birth = re.findall(r"cd_\w{8}|\d\d/\d\d/\d{4}", told[1])
    phone = await visitor.holds("web", NOT_LINKED)
    await phone.sees("Bot chưa biết bạn là ai")
    for words in (code, "Đỗ Trung Hiếu", birth, "1", "tôi đồng ý"):
        await phone.types(words)
    await phone.sees("Đã liên kết")
    await visitor.tray("Lê Thị Bình", "Đỗ Trung Hiếu (số 10) vừa liên kết")
    assert NOT_LINKED in visitor.state["linked"]["web"]
    assert NOT_LINKED not in visitor.state["linked"]["telegram"]


# --- the phones show what the encoders produced

FULL = Reply(
    "Chọn nhé 😀.",
    "Tiêu đề 😀",
    (Option("1.1", "1.1 Một", on=True), Option("1.2", "1.2 Hai"), Option(".back", "Quay lại")),
    many=True,
    turn=3,
    edits=True,
    files=(Attachment("kế hoạch.txt", b"3 cuons"),),
)
LONG = Reply("\n".join(f"Dòng {n} của một tin rất dài." for n in range(300)), "Dài")


async def arrives(visitor: Visitor, platform: str, reply: Reply) -> list[dict[str, Any]]:
    """What the phone shows once the bot has sent this, oldest first."""
    phone = await visitor.holds(platform, AN)
    before = set(phone.messages)
    sent = await visitor.play.phones[platform].send(Address(platform, AN), reply)
    assert isinstance(sent, Sent)
    await phone.stream.until(lambda: sent.message_id in phone.messages, lambda: phone.all)
    return [message for id_, message in phone.messages.items() if id_ not in before]


@pytest.mark.parametrize("reply", [FULL, LONG], ids=["full", "long"])
async def test_telegram_shows_its_payloads_one_to_one(visitor: Visitor, reply: Reply) -> None:
    shown = await arrives(visitor, "telegram", reply)
    payloads = telegram_drawing.draw(reply)
    assert [message["text"] for message in shown] == [payload["text"] for payload in payloads]
    assert [message["bold"] for message in shown] == [p.get("entities", [{"length": 0}])[0]["length"] for p in payloads]
    keyboards = [payload.get("reply_markup", {}).get("inline_keyboard", []) for payload in payloads]
    assert [message["rows"] for message in shown] == [
        [[{"label": button["text"], "data": button["callback_data"]} for button in row] for row in keyboard]
        for keyboard in keyboards
    ]


@pytest.mark.parametrize("reply", [FULL, LONG], ids=["full", "long"])
async def test_zalo_shows_numbered_text_and_nothing_else(visitor: Visitor, reply: Reply) -> None:
    shown = await arrives(visitor, "zalo", reply)
    assert [message["text"] for message in shown] == numbered.draw(reply, TEXTS)
    assert all((message["bold"], message["rows"]) == (0, []) for message in shown)


async def test_the_web_shows_what_the_web_chat_would(visitor: Visitor) -> None:
    (shown,) = await arrives(visitor, "web", FULL)
    (file,) = shown["files"]
    assert shown == web_drawing.draw(FULL, str(shown["id"]), [file["url"]])


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_file_can_be_fetched(visitor: Visitor, platform: str) -> None:
    *_, last = await arrives(visitor, platform, FULL)
    (file,) = last["files"]
    async with visitor.session.get(file["url"]) as fetched:
        assert await fetched.read() == b"3 cuons"
        named = "attachment; filename=\"k_ ho_ch.txt\"; filename*=UTF-8''k%E1%BA%BF%20ho%E1%BA%A1ch.txt"
        assert fetched.headers["Content-Disposition"] == named


async def test_a_tap_is_answered_in_place_where_the_platform_can_edit(visitor: Visitor) -> None:
    for platform in ("telegram", "web"):
        phone = await visitor.holds(platform, AN)
        shown = list(phone.messages)
        await phone.taps("Đăng ký ngay")
        assert list(phone.messages) == shown
        assert "chọn mục" in phone.last["text"]


async def test_a_notice_is_drawn_anew_only_where_it_can_be_and_fits(visitor: Visitor) -> None:
    for platform, outcome in (("telegram", Sent), ("web", Sent), ("zalo", Refused)):
        *_, last = await arrives(visitor, platform, FULL)
        phone, to = visitor.play.phones[platform], Address(platform, AN)
        assert isinstance(await phone.edit(to, str(last["id"]), Reply("Bây giờ thế này.")), outcome), platform
    telegram = visitor.play.phones["telegram"]
    (kept,) = await arrives(visitor, "telegram", FULL)
    assert isinstance(await telegram.edit(Address("telegram", AN), str(kept["id"]), LONG), Refused)
    assert isinstance(await telegram.edit(Address("telegram", AN), "17", FULL), Refused), "of an earlier run"


# --- the wire


async def test_whoever_comes_back_gets_only_what_is_new(visitor: Visitor) -> None:
    phone = await visitor.holds("web", AN)
    (before, _), seen = phone.messages, phone.stream.newest
    await phone.taps("Đăng ký ngay")
    again = await visitor.holds("web", AN, after=seen)
    assert [*again.messages.values()] == [phone.last], "the message that was edited, and no other"
    assert before not in again.messages
    assert again.stream.newest == phone.stream.newest > seen


async def test_a_message_that_is_posted_again_is_heard_once(visitor: Visitor) -> None:
    phone = await visitor.holds("zalo", AN)
    said = {"id": str(uuid4()), "text": "kế hoạch"}
    assert len(await phone.posts(said)) == 2
    assert await phone.posts(said) == []


async def test_a_file_that_nobody_asked_for_is_answered(visitor: Visitor) -> None:
    phone = await visitor.holds("web", AN)
    form = FormData({"id": (sent := str(uuid4())), "text": ""}, quote_fields=False)
    form.add_field("file", b"\x89PNG\r\n\x1a\n", filename="ảnh.png", content_type="image/png")
    async with visitor.session.post(f"{phone.base}/files", data=form) as answer:
        own, told = (await answer.json())["messages"]
    assert (own["id"], own["mine"], own["text"]) == (sent, True, "ảnh.png")
    assert "không cần tệp nào" in told["text"]


async def test_what_cannot_be_read_is_one_sentence(visitor: Visitor) -> None:
    for body in (b"", b"{", b"[]", b'{"text": "a"}', b'{"id": 1, "text": "a"}'):
        for path in (f"/phones/zalo/{AN}/messages", "/clock", "/rehearsal"):
            kind = {"Content-Type": "application/json"}
            async with visitor.session.post(path, data=body, headers=kind) as answer:
                assert (answer.status, list(await answer.json())) == (400, ["error"]), body


async def test_nobody_from_outside_the_province_has_a_phone(visitor: Visitor) -> None:
    async with visitor.session.get("/phones/zalo/12A1/99/events") as answer:
        assert answer.status == 404
    async with visitor.session.post("/phones/zalo/12A1/99/messages", json={"id": str(uuid4()), "text": "a"}) as answer:
        assert answer.status == 404


# --- the clock and the tray


def reminders_of(visitor: Visitor, day: str) -> dict[str, str]:
    """What each person was reminded of on a day, as the tray shows it."""
    tray = visitor.state["tray"]
    return {one["who"]: one["words"] for one in tray if "Nhắc việc" in one["words"] and one["at"].startswith(day)}


async def test_the_clock_makes_the_bot_remind(visitor: Visitor) -> None:
    """Issue P4, item 7: the clock to 08/12, and each phone shows what its person gets."""
    member = await visitor.holds("telegram", AN)
    await registers(member)
    assert await visitor.asks("/clock", day="2026-12-08") == ""
    committees = ("12A1/1", "12A1/2", "KP3/1", "KP3/2", "KP3/3")  # their own form, how the branch stands
    said = {
        **dict.fromkeys(("12A1/3", "12A1/8", "KP3/5", "KP3/6"), "còn 7 ngày"),
        **dict.fromkeys(committees, "2 việc"),
    }
    for where, words in said.items():
        told = await visitor.tray(f"'{where}'", "08/12", words)
        assert told["at"] == "08/12 08:00"
    assert (visitor.state["day"], visitor.state["today"]) == ("2026-12-08", "Thứ Ba 08/12/2026")
    assert set(reminders_of(visitor, "08/12")) == set(said), "the linked who have not sent, and nobody else, once each"

    other = await visitor.holds("telegram", "KP3/6")
    await other.sees("Nhắc việc", "còn 7 ngày")
    assert "Việc cần làm bây giờ" not in other.all, "it came before anybody held the phone"

    assert await visitor.asks("/clock", day="2026-12-09") == ""
    await visitor.stream.until(lambda: visitor.state["day"] == "2026-12-09", lambda: str(visitor.state))
    assert [words for words in reminders_of(visitor, "09/12").values() if "đăng ký" in words] == []


async def test_on_its_way_the_clock_passes_every_morning(visitor: Visitor) -> None:
    """A visitor who jumps to the last day finds on the phones what came before it, each on its own day."""
    assert await visitor.asks("/clock", day="2026-12-15") == ""
    deputy = await visitor.holds("web", "12A1/8")
    await deputy.sees("hạn cuối hôm nay")
    told = [message["text"] for message in deputy.messages.values() if "gửi phiếu đăng ký" in message["text"]]
    heads = ["còn 14 ngày", "còn 7 ngày", "còn 3 ngày", "còn 1 ngày", "hạn cuối hôm nay"]
    assert [head for text, head in zip(told, heads, strict=True) if head in text] == heads
    await visitor.stream.until(lambda: visitor.state.get("day") == "2026-12-15", lambda: str(visitor.state))
    assert "12A1/8" in reminders_of(visitor, "12/12")


async def test_later_the_same_day_the_bot_looks_again(visitor: Visitor) -> None:
    """Also where the clock was moved by hours past a morning."""
    await visitor.asks("/clock", day="2026-11-30")
    for hours in (12, 4):
        await visitor.asks("/clock", hours=hours)
    await visitor.stream.until(lambda: visitor.state.get("day") == "2026-12-01", lambda: str(visitor.state))
    assert reminders_of(visitor, "01/12") == {}, "it is midnight"
    await visitor.asks("/clock", hours=10)
    await visitor.tray("'12A1/8'", "01/12 08:00", "còn 14 ngày")


async def test_a_day_is_rehearsed_without_moving_the_clock(visitor: Visitor) -> None:
    """What it says is what that day brings."""
    await registers(await visitor.holds("telegram", AN))
    async with visitor.session.post("/rehearsal", json={"day": "2026-12-08"}) as answer:
        told = await answer.json()
    assert told["told"].startswith("Diễn tập Thứ Ba 08/12/2026, đồng hồ chưa chuyển: 9 người sẽ nhận tin; 44 người")
    assert "chưa liên kết tài khoản" in told["told"]
    assert visitor.state["day"] == "2026-11-23"
    cuong = next(one for one in told["people"] if one["who"] == CUONG)
    assert (cuong["name"], cuong["platform"]) == ("Trần Quốc Cường", "web")
    assert cuong["words"].startswith("Gửi phiếu đăng ký (còn 7 ngày)")
    await visitor.asks("/clock", day="2026-12-08")
    await visitor.stream.until(lambda: visitor.state["day"] == "2026-12-08", lambda: str(visitor.state))
    assert set(reminders_of(visitor, "08/12")) == {one["who"] for one in told["people"]}


@pytest.mark.parametrize("day", ["2026-11-23", "2026-11-22", "2029-01-01", "mai", ""])
async def test_only_a_day_to_come_is_rehearsed(visitor: Visitor, day: str) -> None:
    assert await visitor.asks("/rehearsal", day=day) == (
        "Chỉ diễn tập được một ngày sau hôm nay (Thứ Hai 23/11/2026), chậm nhất 31/12/2028."
    )


async def test_the_clock_goes_forward_and_not_past_the_play(visitor: Visitor) -> None:
    for day in ("2026-11-22", "2026-11-23", "mai", "2029-01-01"):
        assert await visitor.asks("/clock", day=day) == (
            "Đồng hồ chỉ chạy tới: sau hôm nay (Thứ Hai 23/11/2026), chậm nhất 31/12/2028. Chưa có gì thay đổi."
        )
    assert "Đồng hồ chỉ chạy tới" in await visitor.asks("/clock", hours=0)
    assert visitor.play.clock.now.date() == date(2026, 11, 23)
    assert await visitor.asks("/clock", day="2028-12-31") == ""


async def test_an_hour_later_the_next_form_is_told(visitor: Visitor) -> None:
    """Secretaries hear of new forms once an hour; the page can let the hour pass."""
    secretary = await visitor.holds("zalo", BINH)
    await registers(await visitor.holds("telegram", AN))
    await secretary.sees("1 phiếu mới")
    await registers(await visitor.holds("web", "12A1/8"))
    await visitor.asks("/clock", hours=1)
    await secretary.sees("2 phiếu đang chờ")
    await visitor.tray("2 phiếu đang chờ", "23/11 09:00")


# --- a new start


async def test_everything_begins_anew(visitor: Visitor) -> None:
    member = await visitor.holds("telegram", AN)
    form = await registers(member)
    await visitor.tray("1 phiếu mới")
    await visitor.asks("/clock", day="2026-12-16")
    run = visitor.state["run"]
    await visitor.asks("/anew")
    await visitor.stream.until(lambda: visitor.state["run"] != run, lambda: str(visitor.state))
    assert (visitor.state["day"], visitor.state["time"], visitor.state["tray"]) == ("2026-11-23", "08:00", [])
    assert member.messages == {}
    again = await visitor.holds("telegram", AN)
    assert "còn 22 ngày" in again.all
    assert form not in again.all


# --- the whole year


async def others(visitor: Visitor, branch: str, *held: str) -> str:
    """The button is pressed, these phones being in hand; what the page is told."""
    async with visitor.session.post("/others", json={"branch": branch, "held": held}) as answer:
        told = await answer.json()
        return str(told.get("told") or told["error"])


async def test_those_whose_phones_nobody_holds_do_what_is_due(visitor: Visitor) -> None:
    """Through the year, at its days; the one by hand is left alone, as is the one who is on paper."""
    secretary, deputy = await visitor.holds("telegram", "KP3/1"), await visitor.holds("zalo", "KP3/2")
    member = await visitor.holds("web", "KP3/5")
    assert "12 người đã gửi phiếu đăng ký" in await others(visitor, "KP3", "KP3/5")
    assert "không ai có việc đến hạn" in await others(visitor, "KP3", "KP3/5")
    await member.types("bắt đầu")
    await member.sees("Việc cần làm bây giờ: đăng ký")
    for words in ("duyetnhieu", "1", "tiếp"):
        await secretary.types(words)
    await secretary.taps("Xác nhận 11 phiếu")
    for words in ("duyetnhieu", "1", "tiếp", "1"):
        await deputy.types(words)
    await secretary.sees("Đã xác nhận 11 phiếu")
    await visitor.asks("/clock", day="2027-06-05")
    assert "12 người đã gửi tự đánh giá giữa kỳ" in await others(visitor, "KP3", "KP3/5")
    await visitor.asks("/clock", day="2027-09-25")
    assert "12 người đã gửi bản tự đánh giá" in await others(visitor, "KP3", "KP3/5")
    assert "không ai có việc đến hạn" in await others(visitor, "KP3", "KP3/5")
    assert "không đọc được" in await others(visitor, "nowhere")


async def test_what_was_begun_by_hand_is_ended_by_hand_and_messages_come_where_they_came(visitor: Visitor) -> None:
    member = await visitor.holds("web", "12A1/8")
    await member.types("dangky")
    await member.types("4.1")
    await member.types("tiếp")
    assert "38 người" in await others(visitor, "12A1")
    await member.types("tiếp tục")
    await member.types("Chạy bộ 20 buổi, mỗi buổi 2 km")
    await member.sees("Xong khi nào?")
    await visitor.asks("/clock", day="2026-12-08")
    await visitor.tray("Trần Thị Hòa", "còn 7 ngày", "web")


async def test_the_days_of_the_year_are_those_of_both_sectors(visitor: Visitor) -> None:
    async with visitor.session.get("/") as page:
        text = await page.text()
    marks = re.findall(r'<option value="(\d{4}-\d\d-\d\d)">([^<]+)', text)
    assert [day for day, _ in marks] == sorted(day for day, _ in marks)
    assert ("2026-12-15", "15/12/2026: hạn đăng ký") in marks
    assert ("2027-05-05", "5/5/2027: tự đánh giá (12A1)") in marks
    assert ("2027-10-10", "10/10/2027: hạn xét (KP3)") in marks


# --- the page


async def test_the_page_holds_the_phones_that_its_address_names(visitor: Visitor) -> None:
    asked = {"telegram": "KP3/1", "web": "12A1/99"}
    async with visitor.session.get("/", params=asked) as page:
        text = unescape(await page.text())
        policy = page.headers["Content-Security-Policy"]
    sources = re.findall(r'<renluyen-chat src="([^"]+)"', text)
    assert sources == ["/phones/telegram/KP3/1", f"/phones/zalo/{BINH}", f"/phones/web/{CUONG}"]
    assert text.count('<option value="12A1/1" ') == 3
    assert "12A1/2 · Trần Quốc Cường · phó bí thư" in text
    assert "KP3/6 · Vũ Thị Ngọc Bích · bí thư DTHPT" in text
    assert "H'Lan Êban" in text
    assert "default-src 'none'" in policy
    assert not re.search(r"<script(?! type=\"module\" src=)|<style| style=| on\w+=", text), "nothing is inline"


async def test_another_name_for_this_machine_is_refused(visitor: Visitor) -> None:
    """A foreign name that points here would let a foreign page read along."""
    for host in ("evil.example", "127.0.0.1.evil.example:8080", "192.168.1.7"):
        for path in ("/", "/events", f"/phones/zalo/{AN}/events"):
            async with visitor.session.get(path, headers={"Host": host}) as answer:
                assert answer.status == 400, (host, path)


async def test_another_page_makes_nothing_happen(visitor: Visitor) -> None:
    posts = {"/anew": {}, "/clock": {"hours": 1}, f"/phones/zalo/{AN}/messages": {"id": str(uuid4()), "text": "a"}}
    before = visitor.play.clock.now
    for origin in ("http://evil.example", "null", "http://127.0.0.1:1", ""):
        async with ClientSession(visitor.address, headers={"Origin": origin} if origin else {}) as other:
            for path, what in posts.items():
                async with other.post(path, json=what) as answer:
                    assert answer.status == 403, (origin, path)
    assert visitor.play.clock.now == before
    assert "a" not in [message["text"] for message in (await visitor.holds("zalo", AN)).messages.values()]


# --- the command


async def test_the_command_names_its_address_and_ends_by_ctrl_c(tmp_path: Path) -> None:
    """Soon, although a browser listens, and with nothing left behind."""
    with listening_at(0) as free:
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        *(*COMMAND, "demo", "--port", str(port)),
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout
        while f"http://127.0.0.1:{port}" not in (line := (await process.stdout.readline()).decode()):
            assert line, await process.communicate()
        async with ClientSession(f"http://127.0.0.1:{port}") as session, session.get("/events") as events:
            await asyncio.wait_for(events.content.readline(), PATIENCE)
            process.send_signal(signal.SIGINT)
            _, errors = await asyncio.wait_for(process.communicate(), SOON)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert (process.returncode, errors) == (130, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_told_with_one_that_is_free(tmp_path: Path) -> None:
    with listening_at(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Fail, match=rf"^Cổng {port} đang bận. Cổng (\d+) còn trống: renluyen demo --port \1$"):
            play(tmp_path, port)


def test_without_a_port_the_next_free_one_is_taken() -> None:
    with listening_at(None) as first, listening_at(None) as second:
        assert first.getsockname()[1] < second.getsockname()[1] < 8080 + 20


async def test_a_folder_keeps_the_province_and_the_day(province: Path, tmp_path: Path) -> None:
    shutil.copy(province / "demo.db", tmp_path)
    async with visit(tmp_path) as visitor:
        await registers(await visitor.holds("telegram", AN))
        await visitor.asks("/clock", day="2026-12-01")
        await visitor.stream.until(lambda: visitor.state.get("day") == "2026-12-01", lambda: str(visitor.state))
    async with visit(tmp_path) as visitor:
        phone = await visitor.holds("telegram", AN)
        await phone.sees("đã gửi, chờ ban chấp hành xác nhận")
        assert visitor.play.clock.now - datetime.fromisoformat("2026-12-01T08:00:00+07:00") < timedelta(hours=1)
