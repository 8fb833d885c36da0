"""/thongbao: a committee tells its branch something once, when people may be written to, and sees whom it reached."""

import re
from datetime import date, datetime

import pytest

from rules.announcement import LEAST, MOST
from storage.instants import ZONE
from storage.organising import appoint
from storage.session import session_for
from storage.years import set_setting
from tests.player import Chat
from tests.scenes_oversight import another_branch, somebody_sits_above
from tests.school import add_unit, move, school_at
from tests.world import START, add_members

WORDS = "Chiều thứ Bảy 28/11 họp chi đoàn lúc 15 giờ tại phòng 204."


async def does(chat: Chat, sql: str) -> None:
    async with school_at(chat.stage.url) as school:
        await school.does(sql)


async def made(chat: Chat) -> tuple[object, ...]:
    """How many announcements, people on their lists and messages there are."""
    async with school_at(chat.stage.url) as school:
        tables = "SELECT (SELECT count(*) FROM announcement), (SELECT count(*) FROM announced), count(*) FROM outbox"
        (counted,) = await school.rows(tables)
        return tuple(counted)


async def sends(chat: Chat, text: str = WORDS) -> str:
    """Writes, looks and sends; the announcement's code."""
    await chat.says("/thongbao")
    await chat.says(text)
    assert chat.screen.reply is not None
    await chat.takes(next(option for option in chat.screen.reply.options if option.code == "send"))
    found = re.search(r"TB-\w{5}", chat.screen.all)
    assert found, chat.screen.all
    return found[0]


async def test_a_branch_is_told_once_and_the_committee_sees_whom_it_reached(chat: Chat) -> None:
    """Issue P4, item 6."""
    await does(chat, "UPDATE link SET unreachable = 'Forbidden: bot was blocked by the user' WHERE \"user\" = 'hoa'")
    await does(chat, "UPDATE person SET quiet_since = '2026-11-01T00:00:00Z'")
    binh = chat.other("binh")
    await binh.says("Thông báo")
    binh.sees("Thông báo điều gì? Viết từ 10 đến 1.500 ký tự")
    await binh.says(WORDS)
    binh.sees("8 đoàn viên, không tính bạn: 4 người nhận được, 3 người chưa có tài khoản, 1 người đã chặn bot.")
    binh.sees(
        "Gửi tới: Đoàn viên Chi đoàn 12A1",
        "Bot gửi ngay khi bạn chọn gửi.",
        "ai đã tắt nhắc vẫn nhận",
        f"Nội dung: {WORDS}",
    )
    await binh.picks("Gửi cho 4 người")
    binh.sees("Bot đang gửi cho 4 người. Bạn không nhận bản sao.", WORDS)
    assert binh.got == []
    for name in ("an", "cuong", "dung", "huy"):
        member = chat.other(name)
        member.got_told("Thông báo của Chi đoàn 12A1", WORDS, "Người gửi: Lê Thị Bình, bí thư Chi đoàn 12A1.")
        member.sees("Viết lúc 08:00, Thứ Hai 23/11/2026")
        assert len(member.got) == 1
    await member.picks("Trang chính")
    member.sees("Hoàng Gia Huy")

    await binh.picks("Kết quả gửi")
    binh.sees("8 người: đã gửi 4, đang chờ 0, chưa tới 4. Ai chưa tới, bạn báo trực tiếp giúp.")
    binh.sees("12A1 số 8 Trần Thị Hòa: chưa tới, đã chặn bot")
    binh.sees("12A1 số 13 Đỗ Quang Minh: chưa tới, chưa có tài khoản")
    binh.sees("12A1 số 7 Nguyễn Văn An: đã gửi lúc 08:00, Thứ Hai 23/11/2026, qua Telegram", f"23/11/2026: {WORDS}")
    await binh.picks("Thông báo đã gửi")
    binh.sees("Lê Thị Bình, 8 người: Chiều thứ Bảy")
    cuong = chat.other("cuong")
    await cuong.says("thongbao ketqua")
    await cuong.picks("TB-")
    cuong.sees("8 người: đã gửi 4")


async def test_what_is_delivered_or_tapped_twice_is_announced_once(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says(f"/thongbao {WORDS}")
    preview = binh.screen
    await binh.picks("Gửi cho 5 người")
    await binh.again()
    binh.sees("Bot đang gửi cho 5 người")
    binh.screen = preview
    await binh.picks("Gửi cho 5 người")
    assert len(chat.got) == 1
    assert await made(chat) == (1, 8, 5)


async def test_two_secretaries_who_write_the_same_announce_once(chat: Chat) -> None:
    binh, cuong = chat.other("binh"), chat.other("cuong")
    for secretary in (binh, cuong):
        await secretary.says("/thongbao")
        await secretary.says(WORDS)
    await cuong.picks("Gửi cho 5 người")
    await binh.picks("Gửi cho 5 người")
    binh.sees("Trần Văn Cường đã gửi đúng lời này lúc 08:00", "Bot không gửi lần nữa")
    await binh.picks("Kết quả gửi")
    binh.sees("8 người: đã gửi 5")
    assert len(chat.got) == 1
    await sends(binh, f"{WORDS} Nhớ mang sổ.")
    assert len(chat.got) == 2


@pytest.mark.parametrize(
    ("length", "says"),
    [
        (LEAST - 1, "Nội dung mới có 9 ký tự, ít nhất là 10."),
        (LEAST, "Xem lại trước khi gửi"),
        (MOST, "Xem lại trước khi gửi"),
        (MOST + 1, "Câu trả lời dài 1.501 ký tự, nhiều nhất là 1.500."),
    ],
)
@pytest.mark.parametrize("way", ["asked", "with the command"])
async def test_a_text_has_a_length(chat: Chat, length: int, says: str, way: str) -> None:
    binh, words = chat.other("binh"), "à" * length
    await binh.says("/thongbao" if way == "asked" else f"/thongbao {words}")
    if way == "asked":
        await binh.says(words)
    binh.sees(says)


async def test_the_text_can_be_changed_and_waits_as_a_draft(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says(f"/thongbao {WORDS}")
    await binh.picks("Sửa 1")
    binh.sees(f"Đang ghi: “{WORDS}”")
    await binh.says("Họp lúc 16 giờ tại phòng 204.")
    await binh.picks("Để sau")
    await binh.says("/duyet")
    await binh.picks("Làm tiếp")
    binh.sees("Nội dung: Họp lúc 16 giờ tại phòng 204.")
    await binh.says("/thongbao")
    binh.sees("Nội dung: Họp lúc 16 giờ tại phòng 204.")
    await binh.says("/thongbao Nộp sổ đoàn viên trước thứ Sáu.")
    binh.sees("Nội dung: Nộp sổ đoàn viên trước thứ Sáu.")
    assert await made(chat) == (0, 0, 0)


async def test_a_yes_counts_for_the_people_that_were_shown(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says(f"/thongbao {WORDS}")
    await does(chat, "UPDATE link SET state = 'ended' WHERE \"user\" = 'an'")
    await binh.picks("Gửi cho 5 người")
    binh.sees("4 người nhận được, 4 người chưa có tài khoản")
    assert await made(chat) == (0, 0, 0)
    await binh.picks("Gửi cho 4 người")
    assert chat.got == []
    assert len(chat.other("dung").got) == 1


async def test_a_member_without_office_announces_nothing_and_sees_no_result(chat: Chat) -> None:
    code = await sends(chat.other("binh"))
    for said in ("/thongbao", f"/thongbao {WORDS}", "/thongbao ketqua", f"thongbao {code}"):
        await chat.says(said)
        chat.sees("Lệnh này dành cho ban chấp hành.")
    assert await made(chat) == (1, 8, 5)


async def test_whoever_sits_in_the_committee_today_may_announce(chat: Chat) -> None:
    async with session_for(chat.stage.url) as session:
        await appoint(session, "12A1", "12A1/7", "uy-vien", START)
    await chat.says(f"/thongbao {WORDS}")
    await does(chat, "UPDATE role SET until = '2026-11-23' WHERE office = 'uy-vien'")
    await chat.picks("Gửi cho 5 người")
    chat.sees("Lệnh này dành cho ban chấp hành.")
    assert await made(chat) == (0, 0, 0)
    await does(chat, "UPDATE role SET until = NULL WHERE office = 'uy-vien'")
    await sends(chat)
    chat.other("binh").got_told("Nguyễn Văn An, ủy viên ban chấp hành Chi đoàn 12A1")


async def test_a_level_above_tells_all_branches_right_below(chat: Chat) -> None:
    """BT-03: it sees them by name; the level above that one in numbers only; nobody else sees anything."""
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    code = await sends(minh)
    chat.got_told("Thông báo của Đoàn trường THPT Hòa Bình", "Đỗ Quang Minh, phó bí thư Đoàn trường THPT Hòa Bình")
    lan = chat.other("KP3")
    lan.got_told(WORDS)
    await minh.says(f"thongbao {code}")
    minh.sees("11 người: đã gửi 7, đang chờ 0, chưa tới 4", "KP3 số 2 Ngô Thị Mai: chưa tới, chưa có tài khoản")
    minh.sees_not("KP3 số 1 Ngô Thị Lan")
    await minh.picks("Trang sau")
    minh.sees("KP3 số 1 Ngô Thị Lan: đã gửi lúc 08:00")

    async with school_at(chat.stage.url) as school:
        above = await add_unit(school, "TINH")
        await move(school, int(str(await school.one("SELECT id FROM unit WHERE code = 'DTHPT'"))), above, "2026-11-02")
    async with session_for(chat.stage.url) as session:
        await appoint(session, "TINH", "12A1/20", "uy-vien", START)
    huy = chat.other("huy")
    await huy.says(f"thongbao {code}")
    huy.sees("11 người: đã gửi 7", "Họ tên chỉ hiện với cấp trên trực tiếp.", WORDS)
    huy.sees_not("Ngô Thị Mai")
    for other in (lan, chat.other("binh")):
        await other.says(f"thongbao {code}")
        other.sees("Bạn không có quyền xem thông báo này.")


async def test_a_branchs_result_is_seen_by_name_one_level_above(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    code = await sends(chat.other("binh"))
    await minh.says(f"thongbao {code}")
    minh.sees("12A1 số 14 Đỗ Quang Minh: chưa tới, chưa có tài khoản")
    await minh.says("thongbao ketqua")
    minh.sees("Chưa có thông báo nào.")
    lan = chat.other("KP3")
    await lan.says(f"thongbao {code}")
    lan.sees("Bạn không có quyền xem thông báo này.")


async def test_a_branch_that_moved_away_is_named_no_more(chat: Chat) -> None:
    """PN-02."""
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    code = await sends(minh)
    async with school_at(chat.stage.url) as school:
        branch = int(str(await school.one("SELECT id FROM unit WHERE code = 'KP3'")))
        await move(school, branch, await add_unit(school, "PHUONG"), "2026-11-23")
    await minh.says(f"thongbao {code}")
    minh.sees("11 người", "Họ tên chỉ hiện với cấp trên trực tiếp.")
    minh.sees_not("Ngô Thị")


async def test_who_sits_in_several_committees_says_to_whom(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    async with session_for(chat.stage.url) as session:
        await appoint(session, "12A1", "12A1/13", "uy-vien", START)
    await minh.says(f"/thongbao {WORDS}")
    minh.sees("Gửi cho ai?", "Đoàn viên Chi đoàn 12A1", "Đoàn viên các chi đoàn thuộc Đoàn trường THPT Hòa Bình")
    await minh.picks("Đoàn viên các chi đoàn")
    minh.sees("11 đoàn viên")
    await minh.picks("Sửa 2")
    await minh.picks("Đoàn viên Chi đoàn 12A1")
    minh.sees("8 đoàn viên", "Gửi tới: Đoàn viên Chi đoàn 12A1")
    await minh.picks("Gửi cho 6 người")
    chat.got_told("Thông báo của Chi đoàn 12A1", "Đỗ Quang Minh, ủy viên ban chấp hành Chi đoàn 12A1")
    assert chat.other("KP3").got == []


async def test_where_nobody_can_be_told_no_text_is_asked_for(chat: Chat) -> None:
    await does(chat, "UPDATE link SET unreachable = 'blocked' WHERE \"user\" <> 'binh'")
    binh = chat.other("binh")
    await binh.says("/thongbao")
    binh.sees("Chưa có đoàn viên nào nhận được tin của bot")


def local(hour: int, minute: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (local(20, 59), None),
        (local(21, 0), local(7, 0, day=24)),
        (local(6, 59, day=24), local(7, 0, day=24)),
        (local(7, 0, day=24), None),
        (local(23, 59, day=24), local(7, 0, day=26)),
        (local(12, 0, day=25), local(7, 0, day=26)),
        (local(7, 0, day=26), None),
    ],
    ids=["20:59", "21:00", "06:59", "07:00", "the eve of a day off", "a day off", "the day after"],
)
async def test_nobody_is_told_in_quiet_hours_or_on_a_day_off(chat: Chat, now: datetime, due: datetime | None) -> None:
    """products.md row 23: 25/11 is off here."""
    async with session_for(chat.stage.url) as session:
        await set_setting(session, "DTHPT", "days_off", f"none {date(2026, 11, 25)}", START)
    chat.clock.now = now
    binh = chat.other("binh")
    code = await sends(binh)
    if due is None:
        binh.sees("Bot đang gửi cho 5 người.")
        assert len(chat.got) == 1
        return
    binh.sees(f"Bot sẽ gửi cho 5 người lúc 07:00, Thứ {'Ba' if due.day == 24 else 'Năm'} {due.day}/11/2026.")
    await binh.says(f"thongbao {code}")
    binh.sees("đang chờ 5", "Nguyễn Văn An: đang chờ, gửi từ 07:00, Thứ")
    chat.clock.now = due
    chat.clock.passes(seconds=-1)
    await chat.stage.sends_what_is_due()
    assert chat.got == []
    chat.clock.passes(seconds=1)
    await chat.stage.sends_what_is_due()
    assert len(chat.got) == 1


@pytest.mark.parametrize(("days_off", "at"), [("national", "07:00, Thứ Bảy 02/01/2027"), ("none", "")])
async def test_nobody_is_told_on_a_day_off_of_the_country(chat: Chat, days_off: str, at: str) -> None:
    """New Year's Day, unless the unit goes without the country's days."""
    async with session_for(chat.stage.url) as session:
        await set_setting(session, "DTHPT", "days_off", days_off, START)
    chat.clock.now = datetime(2027, 1, 1, 9, 0, tzinfo=ZONE)
    binh = chat.other("binh")
    await sends(binh)
    binh.sees(f"Bot sẽ gửi cho 5 người lúc {at}." if at else "Bot đang gửi cho 5 người.")
    assert len(chat.got) == (not at)


async def test_a_preview_from_before_the_quiet_hours_is_shown_anew_in_them(chat: Chat) -> None:
    chat.clock.now = local(20, 59, day=25)
    binh = chat.other("binh")
    await binh.says(f"/thongbao {WORDS}")
    chat.clock.passes(minutes=1)
    await binh.picks("Gửi cho 5 người")
    binh.sees("giờ nghỉ hoặc ngày nghỉ của đơn vị. Bot gửi lúc 07:00, Thứ Năm 26/11/2026.")
    assert await made(chat) == (0, 0, 0)


async def test_results_and_the_list_have_pages(chat: Chat) -> None:
    await add_members(chat.stage.url, chat.stage.platform, [f"them{n}" for n in range(10)])
    binh = chat.other("binh")
    for n in range(9):
        code = await sends(binh, f"{WORDS} Lần {n}")
    await binh.says(f"thongbao {code}")
    binh.sees("18 người: đã gửi 15", "(trang 1/3)", "Lần 8")
    await binh.picks("Trang sau")
    binh.sees("(trang 2/3)")
    binh.sees_not("Lần 8")
    await binh.says(f"thongbao {code} 3")
    binh.sees("(trang 3/3)")
    await binh.says("/thongbao kết quả 2")
    binh.sees("(trang 2/2)", "18 người: Chiều thứ Bảy")


@pytest.mark.parametrize("said", ["/thongbao TB-7F3K8", "/thongbao TB-7F3K", "/thongbao tb-0 2"])
async def test_a_slip_in_a_code_is_no_text(chat: Chat, said: str) -> None:
    binh = chat.other("binh")
    await binh.says("/thongbao")
    await binh.says(said)
    binh.sees("Bot không tìm thấy mã này.")


async def test_a_text_may_begin_like_a_word_of_the_command(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says("/thongbao Kết quả đại hội chi đoàn: đủ 5 ủy viên.")
    binh.sees("Nội dung: Kết quả đại hội chi đoàn: đủ 5 ủy viên.")
