"""/dukien: a committee sees who would be told what on a day ahead; nobody sees more than is theirs (products N5)."""

from datetime import date

import pytest

from handlers.forecast import Wanted, wanted_in
from storage.organising import appoint
from storage.session import session_for
from storage.years import set_setting
from tests.player import Chat
from tests.scenes import registers
from tests.scenes_oversight import another_branch, somebody_sits_above
from tests.school import add_unit, move, school_at
from tests.test_clock_commands import at
from tests.world import START, add_members

TODAY = date(2026, 11, 23)
EIGHTH = date(2026, 12, 8)

TYPED = [
    ("", Wanted()),
    ("8/12", Wanted(day=EIGHTH)),
    ("08.12.2026", Wanted(day=EIGHTH)),
    ("mai", Wanted(day=date(2026, 11, 24))),
    ("nay", Wanted(day=TODAY)),
    ("12A1", Wanted("12A1")),
    ("12A1 8/12", Wanted("12A1", EIGHTH)),
    ("8/12 12A1 tên 2", Wanted("12A1", EIGHTH, True, "2")),
    ("DTHPT 8/12 3", Wanted("DTHPT", EIGHTH, False, "3")),
    ("1/11", Wanted(day=date(2027, 11, 1))),
    ("23/11", Wanted(day=TODAY)),
    ("22/11/2026", None),
    ("31/11", None),
    ("8/12 9/12", None),
    ("12A1 mai sau", None),
]


@pytest.mark.parametrize(("typed", "wanted"), TYPED)
def test_what_the_words_after_the_command_name(typed: str, wanted: Wanted | None) -> None:
    assert wanted_in(typed, TODAY) == wanted


async def test_a_committee_sees_a_day_in_numbers_and_by_name(chat: Chat) -> None:
    """The day itself brings just that."""
    await registers(chat.other("hoa"))
    binh = chat.other("binh")
    await binh.says("dukien 8/12")
    binh.sees("12A1 Chi đoàn 12A1 · Dự kiến nhắc 8/12", "Thứ Ba 08/12/2026, còn 15 ngày.")
    binh.sees("4 người nhận tin, 4 người còn việc nhưng không được nhắc.", "ai làm xong trước thì không bị nhắc")
    binh.sees("Gửi phiếu đăng ký (còn 7 ngày): 4 người, qua Telegram 4; không nhắc 4 người: chưa liên kết tài khoản 3")
    await binh.picks("Xem từng người")
    binh.sees("số 7 Nguyễn Văn An: gửi phiếu đăng ký (còn 7 ngày), qua Telegram")
    binh.sees("số 20 Hoàng Gia Huy: không nhắc gửi phiếu đăng ký, đăng ký trên giấy")
    binh.sees_not("Trần Thị Hòa")
    await binh.picks("Xem số liệu")
    binh.sees("4 người nhận tin")

    chat.clock.now = at("2026-12-08", 8)
    await chat.stage.morning()
    chat.got_told("còn 7 ngày")
    assert [len(chat.other(name).got) > 0 for name in ("dung", "hoa", "huy")] == [True, False, False]
    await binh.says("dukien nay")
    binh.sees("Hôm nay, từ lúc này (Thứ Ba 08/12/2026).", "Không nhắc ai.")


async def test_without_a_day_it_is_the_next_on_which_anything_is_told(chat: Chat) -> None:
    binh = chat.other("binh")
    chat.clock.now = at("2026-12-20", 9)
    await binh.says("Dự kiến")
    binh.sees("Dự kiến nhắc 21/12", "Ngày mai (Thứ Hai 21/12/2026).")
    chat.clock.now = at("2026-12-31", 9)
    await binh.says("/dukien")
    binh.sees("Dự kiến nhắc 2/1", "Thứ Bảy 02/01/2027, còn 2 ngày.")


async def test_from_one_day_to_the_next_and_back(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says("dukien 12/12")
    binh.sees("Gửi phiếu đăng ký (còn 3 ngày)", "Ngày trước: 11/12", "Ngày sau: 13/12")
    await binh.picks("Ngày sau")
    binh.sees("Xác nhận phiếu và nhập phần mềm (còn 7 ngày): 2 người, qua Telegram 2.")
    await binh.picks("Ngày trước")
    binh.sees("Gửi phiếu đăng ký (còn 3 ngày)")


async def test_a_morning_digest_is_forecast_with_a_reserve(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says("dukien 2/12")
    binh.sees("Bản tin của ban chấp hành: 2 người, qua Telegram 2, nếu sáng đó có gì để báo.")
    binh.sees_not("Gửi phiếu đăng ký")


async def test_a_day_off_and_a_year_that_is_over_tell_nobody(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says("dukien 1/1")
    binh.sees("Không nhắc ai.", "Ngày sau:")
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE cycle SET state = 'closed'")
    await binh.says("dukien 8/12")
    binh.sees("12A1 Chi đoàn 12A1 chưa có chương trình nào đang mở")


async def test_the_level_above_sees_its_branches_and_opens_one(chat: Chat) -> None:
    """BT-03: by name one level down."""
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    await minh.says("dukien 8/12")
    minh.sees("DTHPT Đoàn trường THPT Hòa Bình · Dự kiến nhắc 8/12", "7 người nhận tin, 5 người còn việc")
    minh.sees("12A1 Chi đoàn 12A1: 6 người nhận, 3 không", "KP3 Chi đoàn KP3: 1 người nhận, 2 không")
    minh.sees_not("Xem từng người")
    await minh.picks("KP3")
    await minh.picks("Xem từng người")
    minh.sees(
        "KP3 Chi đoàn KP3 · Dự kiến nhắc 8/12", "số 1 Ngô Thị Lan", "số 2 Ngô Thị Mai: không nhắc gửi phiếu đăng ký"
    )
    await minh.says("dukien KP3 8/12")
    await minh.picks("Lên Đoàn trường")
    minh.sees("12A1 Chi đoàn 12A1: 6 người nhận, 3 không")


async def test_two_levels_up_there_are_numbers_and_no_names(chat: Chat) -> None:
    """BT-03."""
    async with school_at(chat.stage.url) as school:
        above = await add_unit(school, "TINH")
        await move(school, int(str(await school.one("SELECT id FROM unit WHERE code = 'DTHPT'"))), above, "2026-11-02")
    async with session_for(chat.stage.url) as session:
        await appoint(session, "TINH", "12A1/3", "uy-vien", START)
    dung = chat.other("dung")
    await dung.says("dukien 8/12")
    dung.sees("TINH TINH · Dự kiến nhắc 8/12", "DTHPT Đoàn trường THPT Hòa Bình: 5 người nhận, 4 không")
    await dung.picks("DTHPT")
    await dung.picks("12A1")
    dung.sees("5 người nhận tin", "Họ tên chỉ hiện với cấp trên trực tiếp.")
    dung.sees_not("Xem từng người", "Nguyễn Văn An")
    await dung.says("dukien 12A1 8/12 ten")
    dung.sees("Ở đây chỉ có số liệu.")
    dung.sees_not("Nguyễn Văn An")
    await dung.picks("Xem số liệu")
    dung.sees("5 người nhận tin")


async def test_nobody_looks_beyond_the_own_units(chat: Chat) -> None:
    """PN-02."""
    await another_branch(chat)
    for said in ("/dukien", "/dukien 12A1", "/dukien 8/12 12A1 ten"):
        await chat.says(said)
        chat.sees("Lệnh này dành cho ban chấp hành.")
    binh = chat.other("binh")
    for code in ("DTHPT", "KP3", "KHONGCO", "KP3 8/12 ten"):
        await binh.says(f"/dukien {code}")
        binh.sees("Bạn không có quyền xem đơn vị này.")
    await binh.says("/dukien 22/11/2026")
    binh.sees("Bot chưa hiểu “22/11/2026”", "ví dụ dukien 8/12")
    await binh.picks("Ngày nhắc gần nhất")
    binh.sees("12A1 Chi đoàn 12A1 · Dự kiến nhắc")


async def test_whoever_holds_several_offices_chooses_the_unit(chat: Chat) -> None:
    await another_branch(chat)
    async with session_for(chat.stage.url) as session:
        await appoint(session, "KP3", "12A1/1", "uy-vien", START)
    binh = chat.other("binh")
    await binh.says("dukien 8/12")
    binh.sees("Chọn đơn vị muốn xem.")
    await binh.picks("KP3")
    binh.sees("KP3 Chi đoàn KP3 · Dự kiến nhắc 8/12")


async def test_names_are_paged(chat: Chat) -> None:
    await add_members(chat.stage.url, "telegram", [f"u{n}" for n in range(20)])
    binh = chat.other("binh")
    await binh.says("dukien 8/12 ten")
    binh.sees("trang 1/4", "số 1 Lê Thị Bình")
    await binh.picks("Trang sau")
    binh.sees("trang 2/4", "số 20 Hoàng Gia Huy")
    await binh.says("dukien 12A1 8/12 ten 4")
    binh.sees("trang 4/4", "số 119")


async def test_each_branch_goes_by_its_own_calendar(chat: Chat) -> None:
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    async with session_for(chat.stage.url) as session:
        await set_setting(session, "KP3", "registration", "2026-12-10", START)
    await minh.says("dukien 9/12")
    minh.sees("Gửi phiếu đăng ký (còn 1 ngày): 1 người", "KP3 Chi đoàn KP3: 1 người nhận, 2 không")
    await minh.says("dukien 3/12")
    minh.sees("Gửi phiếu đăng ký (còn 7 ngày): 1 người")
