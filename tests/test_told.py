"""/sonhac: "was I told?", and what came of it in a committee's units; nobody sees more than is theirs (products N4)."""

from collections.abc import Sequence

import pytest

from handlers.told import Wanted, wanted_in
from storage.instants import instant
from storage.organising import appoint
from storage.session import session_for
from tests.player import Chat
from tests.scenes_oversight import another_branch, somebody_sits_above
from tests.school import add_unit, move, school_at
from tests.test_clock_commands import at
from tests.world import START, add_members

TYPED = [
    ("", Wanted()),
    ("toi", Wanted(own=True)),
    ("tôi 2", Wanted(own=True, page="2")),
    ("12A1", Wanted("12A1")),
    ("dangky", Wanted(kind="registration")),
    ("đăng ký", Wanted(kind="registration")),
    ("12A1 giữa kỳ 3", Wanted("12A1", "interim", "3")),
    ("bản tin", Wanted(kind="digest")),
    ("DTHPT phanmem", Wanted("DTHPT", "entry")),
    ("12A1 mai", None),
]


@pytest.mark.parametrize(("typed", "wanted"), TYPED)
def test_what_the_words_after_the_command_name(typed: str, wanted: Wanted | None) -> None:
    assert wanted_in(typed) == wanted


async def days_pass(chat: Chat, *days: str) -> None:
    """The clock looks each of these mornings, and what is due is sent."""
    for day in days:
        chat.clock.now = at(day, 8)
        await chat.stage.morning()


async def does(chat: Chat, sql: str, **values: str) -> None:
    async with school_at(chat.stage.url) as school:
        await school.does(sql, **values)


async def test_a_member_sees_whether_and_when_the_bot_has_told(chat: Chat) -> None:
    await chat.says("Sổ nhắc")
    chat.sees("Bot chưa nhắc bạn việc gì.")
    await days_pass(chat, "2026-12-01", "2026-12-08")
    chat.got_told("còn 7 ngày")
    chat.clock.passes(minutes=5)
    await chat.picks("Đăng ký ngay")
    await chat.says("/sonhac")
    chat.sees("Bot đã nhắc bạn, lần mới nhất ở trên:")
    chat.sees("Gửi phiếu đăng ký (còn 7 ngày): đã gửi lúc 08:00, Thứ Ba 08/12/2026, qua Telegram; mở việc lúc 08:05")
    chat.sees("Gửi phiếu đăng ký (còn 14 ngày): đã gửi lúc 08:00, Thứ Ba 01/12/2026, qua Telegram")
    assert chat.screen.all.index("còn 7 ngày") < chat.screen.all.index("còn 14 ngày")
    chat.sees_not("Sổ nhắc việc của đơn vị")
    await chat.picks("Đổi cách nhắc")
    chat.sees("Bot nhắc bạn thế nào")


CAME = [
    ("state = 'skipped', reason = 'quiet', sent_at = NULL", "không gửi, đã tắt nhắc"),
    ("state = 'skipped', reason = 'done', sent_at = NULL", "không gửi, đã làm xong"),
    ("state = 'failed', reason = 'unreachable', sent_at = NULL", "gửi không được lúc 08:00, Thứ Ba 08/12/2026, không"),
    ("state = 'failed', reason = 'telegram: Forbidden: x', sent_at = NULL", "ứng dụng nhắn tin không nhận"),
    ("state = 'unknown', reason = 'TimedOut', sent_at = NULL", "không rõ đã đến chưa, gửi lúc 08:00"),
    ("state = 'expired', reason = 'deadline-passed', sent_at = NULL", "không gửi, hạn đã qua"),
    ("state = 'planned', reason = 'asked', sent_at = NULL", "chờ gửi lúc 08:00, Thứ Ba 08/12/2026, người nhận tự hẹn"),
    ("state = 'claimed', reason = '', sent_at = NULL", "(còn 7 ngày): đang gửi"),
]


@pytest.mark.parametrize(("change", "says"), CAME, ids=[says for _, says in CAME])
async def test_what_did_not_arrive_says_why_in_words(chat: Chat, change: str, says: str) -> None:
    await days_pass(chat, "2026-12-08")
    await does(chat, f"UPDATE reminder SET {change} WHERE days_before = 7")  # noqa: S608 - of this file
    await chat.says("/sonhac")
    chat.sees(says)
    chat.sees_not("Forbidden", "TimedOut")


async def test_rows_that_nobody_has_expected_are_not_shown(chat: Chat) -> None:
    await days_pass(chat, "2026-12-08")
    await chat.says("/sonhac")
    chat.sees("còn 7 ngày")
    chat.sees_not("còn 14 ngày")


async def test_own_rows_are_paged(chat: Chat) -> None:
    await days_pass(chat, *(f"2026-12-{day:02}" for day in (1, 8, 12, 14, 15, 16)))
    for n in range(3, 12):
        await does(
            chat,
            "INSERT INTO reminder (cycle_id, step, person_id, days_before, seat, unit_id, day, state, reason, due_at,"
            " planned_at) SELECT cycle_id, step, person_id, :n, seat, unit_id, day, 'skipped', 'snoozed', due_at,"
            " planned_at FROM reminder WHERE days_before = 14".replace(":n", str(n + 20)),
        )
    await chat.says("/sonhac")
    chat.sees("trang 1/2", "quá hạn 1 ngày")
    await chat.picks("Trang sau")
    chat.sees("trang 2/2", "đã hẹn nhắc sau")


async def test_a_committee_sees_its_branch_step_by_step_and_by_name(chat: Chat) -> None:
    await does(chat, "UPDATE link SET unreachable = 'Forbidden' WHERE \"user\" = 'hoa'")
    binh = chat.other("binh")
    await binh.says("sonhac")
    binh.sees("12A1 Chi đoàn 12A1 · Sổ nhắc việc", "Chưa nhắc ai việc gì trong năm này.")
    await days_pass(chat, "2026-12-01", "2026-12-06", "2026-12-08")
    await chat.other("an").says("dangky")
    await binh.says("/sonhac")
    binh.sees("Gửi phiếu đăng ký: đã gửi 8 lượt, 1 lượt mở việc sau đó; không tới 2; không gửi 8")
    binh.sees("(chưa liên kết tài khoản 6, ", "đăng ký trên giấy 2", "không liên lạc được 2")
    binh.sees("Xác nhận phiếu và nhập phần mềm: đã gửi 2 lượt.")
    await binh.picks("Gửi phiếu đăng ký")
    binh.sees("12A1 Chi đoàn 12A1 · Sổ nhắc việc: gửi phiếu đăng ký")
    binh.sees("Gửi phiếu đăng ký (còn 14 ngày): đã gửi 4 lượt; không tới 1; không gửi 4")
    binh.sees("Gửi phiếu đăng ký (còn 7 ngày): đã gửi 4 lượt, 1 lượt mở việc sau đó")
    binh.sees(
        "số 7 Nguyễn Văn An: 2 lần, lần cuối đã gửi lúc 08:00, Thứ Ba 08/12/2026, qua Telegram; mở việc lúc 08:00"
    )
    binh.sees("số 8 Trần Thị Hòa: gửi không được lúc 08:00, Thứ Ba 08/12/2026, không liên lạc được")
    binh.sees("số 12 Nguyễn Văn An: không gửi, chưa liên kết tài khoản", "trang 1/2")
    await binh.picks("Trang sau")
    binh.sees("số 20 Hoàng Gia Huy: không gửi, đăng ký trên giấy")
    binh.sees_not("Gửi phiếu đăng ký (còn 14 ngày)")
    await binh.picks("Các việc khác")
    await binh.picks("Bot đã nhắc tôi")
    binh.sees("Xác nhận phiếu và nhập phần mềm (còn 14 ngày), 12A1: đã gửi lúc 08:00")
    await binh.picks("Sổ nhắc việc của đơn vị")
    binh.sees("12A1 Chi đoàn 12A1 · Sổ nhắc việc")


async def test_the_level_above_sees_its_branches_and_names_one_level_down(chat: Chat) -> None:
    """BT-03."""
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    await days_pass(chat, "2026-12-01")
    await minh.says("sonhac dangky")
    minh.sees("DTHPT Đoàn trường THPT Hòa Bình · Sổ nhắc việc: gửi phiếu đăng ký")
    minh.sees("12A1 Chi đoàn 12A1: đã gửi 6 lượt; không gửi 3", "KP3 Chi đoàn KP3: đã gửi 1 lượt; không gửi 2")
    minh.sees_not("Nguyễn Văn An")
    await minh.picks("KP3")
    minh.sees("số 1 Ngô Thị Lan: 1 lần, lần cuối đã gửi", "số 2 Ngô Thị Mai: không gửi, chưa liên kết tài khoản")
    await minh.picks("Lên Đoàn trường")
    minh.sees("12A1 Chi đoàn 12A1: đã gửi 6 lượt")


async def test_two_levels_up_there_are_numbers_and_no_names(chat: Chat) -> None:
    """BT-03."""
    async with school_at(chat.stage.url) as school:
        above = await add_unit(school, "TINH")
        await move(school, int(str(await school.one("SELECT id FROM unit WHERE code = 'DTHPT'"))), above, "2026-11-02")
    async with session_for(chat.stage.url) as session:
        await appoint(session, "TINH", "12A1/3", "uy-vien", START)
    await days_pass(chat, "2026-12-01")
    dung = chat.other("dung")
    await dung.says("sonhac")
    dung.sees("TINH TINH · Sổ nhắc việc", "Gửi phiếu đăng ký: đã gửi 5 lượt; không gửi 4")
    await dung.says("sonhac 12A1 dangky")
    dung.sees("Gửi phiếu đăng ký (còn 14 ngày): đã gửi 5 lượt", "Họ tên chỉ hiện với cấp trên trực tiếp.")
    dung.sees_not("Nguyễn Văn An")


async def test_nobody_looks_beyond_the_own_units(chat: Chat) -> None:
    """PN-02."""
    await another_branch(chat)
    await days_pass(chat, "2026-12-01")
    refused: Sequence[tuple[str, str]] = (
        ("an", "12A1"),
        ("an", "12A1 dangky"),
        ("binh", "KP3 dangky"),
        ("binh", "DTHPT"),
    )
    for name, said in (*refused, ("binh", "KHONGCO")):
        who = chat.other(name)
        await who.says(f"/sonhac {said}")
        who.sees("Bạn không có quyền xem đơn vị này.")
        await who.picks("Bot đã nhắc tôi")
        who.sees("Gửi phiếu đăng ký (còn 14 ngày): đã gửi lúc 08:00")
    await chat.says("/sonhac 12A1 mai")
    chat.sees("Bot chưa hiểu “12A1 mai”")


async def test_whoever_has_left_is_counted_and_named_without_a_number(chat: Chat) -> None:
    await days_pass(chat, "2026-12-01")
    await does(chat, "UPDATE membership SET until = '2026-12-02' WHERE roll = 7")
    binh = chat.other("binh")
    chat.clock.now = at("2026-12-02", 9)
    await binh.says("sonhac dangky 2")
    binh.sees("số – Nguyễn Văn An: 1 lần, lần cuối đã gửi")


async def test_a_year_that_is_closed_is_no_longer_spoken_of(chat: Chat) -> None:
    await add_members(chat.stage.url, "telegram", ["u1"])
    await days_pass(chat, "2026-12-01")
    await does(chat, "UPDATE cycle SET state = 'closed', closed_at = :at", at=instant(START))
    binh = chat.other("binh")
    await binh.says("sonhac")
    binh.sees("Chưa nhắc ai việc gì trong năm này.")
    await binh.says("sonhac toi")
    binh.sees("Gửi phiếu đăng ký (còn 14 ngày): đã gửi")
