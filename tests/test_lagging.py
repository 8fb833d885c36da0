"""/aichua: who has not, a nudge that keeps everybody's wishes, a text for the group, whom somebody must call."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock_time

import pytest

from bot.adapters import numbered
from chat.texts import load_texts
from handlers.lagging_view import Wanted, wanted_in
from rules.deadlines import LATEST, Kind, Step
from rules.lagging import Account, Heard, Silence, asked_about, obstacle_to_nudge, obstacle_to_nudging, silence
from rules.reminding import Wishes
from storage.instants import ZONE
from storage.models import Unit, UnitParent
from storage.organising import add_unit, appoint, unit_by_code
from storage.session import session_for
from storage.years import set_setting
from tests.player import Chat
from tests.scenes import ACTION, registers
from tests.scenes_oversight import another_branch, somebody_sits_above
from tests.school import school_at
from tests.world import START, add_members

DAY = date(2026, 12, 15)  # PN-03
LADDER = (14, 7, 3, 1, 0, -1)
STEP = Step("registration", DAY, LADDER)
TEXTS = load_texts()


def day(before: int) -> date:
    return DAY - timedelta(days=before)


def goes(chat: Chat, before: int, hour: int = 9) -> None:
    """So many days before the day of registering, in Viet Nam."""
    chat.clock.now = datetime.combine(day(before), clock_time(hour), tzinfo=ZONE)


# What was typed

TYPED = [
    ("", Wanted()),
    ("dangky", Wanted(kind="registration")),
    ("đăng ký", Wanted(kind="registration")),
    ("gửi?", Wanted()),
    ("nộp phiếu", Wanted(code="phiếu")),
    ("12A1", Wanted("12A1")),
    ("12A1 dangky 2", Wanted("12A1", "registration", page="2")),
    ("dangky nhac", Wanted(kind="registration", act="nhac")),
    ("đăng ký nhắc", Wanted(kind="registration", act="nhac")),
    ("giữa kỳ nhóm số", Wanted(kind="interim", act="nhom", count=True)),
    ("danhgia khong 3", Wanted(kind="self", act="khong", page="3")),
    ("DTHPT phần mềm nhắc", Wanted("DTHPT", "entry", "nhac")),
    ("hop", Wanted(kind="rating")),
    ("KP3 rieng dangky", Wanted("KP3", "registration", own=True)),
    ("buoc", Wanted(every=True)),
    ("12", Wanted("12")),
    ("12A1 mai sau", None),
]


@pytest.mark.parametrize(("typed", "wanted"), TYPED)
def test_what_the_words_after_the_command_name(typed: str, wanted: Wanted | None) -> None:
    assert wanted_in(typed) == wanted


# Which steps, whom (products.md rows 59 and 61)


def step(kind: Kind, on: str, *offsets: int) -> Step:
    return Step(kind, date.fromisoformat(on), offsets or LADDER)


YEAR = (
    step("registration", "2026-12-15"),
    step("interim", "2027-01-31", 14, 7, 0),
    step("self", "2027-05-05"),
)
ON = [
    ("2026-11-30", ["registration"]),  # not yet: the next one
    ("2026-12-01", ["registration"]),
    ("2027-01-14", ["registration"]),  # thirty days after
    ("2027-01-15", ["interim"]),
    ("2027-01-16", ["interim"]),
    ("2027-01-17", ["interim"]),
    ("2027-03-03", ["self"]),
    ("2027-06-04", ["self"]),
    ("2027-06-05", ["self"]),  # nothing is ahead: the last one
]


@pytest.mark.parametrize(("today", "kinds"), ON)
def test_which_steps_are_asked_about(today: str, kinds: list[str]) -> None:
    assert [s.kind for s in YEAR if s in asked_about(YEAR, date.fromisoformat(today))] == kinds


def test_steps_that_lie_near_each_other_are_both_asked_about() -> None:
    both = (STEP, step("entry", "2026-12-20"))
    assert asked_about(both, date(2026, 12, 6)) == set(both)
    assert asked_about(both, date(2026, 12, 5)) == {STEP}


def test_a_unit_that_tells_early_is_asked_early() -> None:
    early = step("registration", "2026-12-15", 30, 0)
    assert asked_about((early, step("self", "2026-11-20")), date(2026, 11, 15)) == {early, step("self", "2026-11-20")}
    assert obstacle_to_nudging(early, date(2026, 11, 15), date(2026, 11, 15)) is None
    assert obstacle_to_nudging(early, date(2026, 11, 14), date(2026, 11, 14)) == "too-early"


WHEN = [(15, 15, "too-early"), (14, 14, None), (0, 0, None), (0, -1, "too-late"), (-1, -1, None), (-7, -7, None),
        (-7, -8, "too-late"), (-8, -8, "too-late")]  # fmt: skip


@pytest.mark.parametrize(("today", "sent", "code"), WHEN)
def test_when_somebody_can_be_nudged_at_all(today: int, sent: int, code: str | None) -> None:
    """Within the days on which the sender tells it: from the first tell, to a week after the day (row 56)."""
    assert timedelta(days=7) == LATEST
    assert obstacle_to_nudging(STEP, day(today), day(sent)) == code


FEWER, LAST = Wishes(frequency="fewer"), Wishes(frequency="last")
NUDGES: Sequence[tuple[Wishes, Silence | None, Heard, int, str | None]] = [
    (Wishes(), None, Heard(), 4, None),
    (Wishes(), None, Heard(day(5)), 4, None),
    (Wishes(), Silence("never"), Heard(), 4, "no-account"),
    (Wishes(), Silence("waiting"), Heard(), 4, "no-account"),
    (Wishes(), Silence("ended"), Heard(), 4, "no-account"),
    (Wishes(), Silence("blocked"), Heard(), 4, "unreachable"),
    (Wishes(), Silence("lost"), Heard(), 4, "unreachable"),
    (Wishes(), None, Heard(day(4), today=True), 4, "told"),
    (Wishes(), None, Heard(waiting=True), 4, "waiting"),
    (Wishes(quiet=True), None, Heard(), 4, "quiet"),
    (Wishes(quiet=True), None, Heard(today=True), 4, "told"),
    (Wishes(snoozed_until=day(3)), None, Heard(), 4, "snoozed"),
    (Wishes(snoozed_until=day(4)), None, Heard(), 4, None),
    (LAST, None, Heard(), 4, "frequency"),
    (LAST, None, Heard(), 7, "frequency"),
    (LAST, None, Heard(), 0, None),
    (LAST, None, Heard(), -2, "frequency"),
    (FEWER, None, Heard(), 4, None),
    (FEWER, None, Heard(day(11)), 4, None),
    (FEWER, None, Heard(day(10)), 4, "frequency"),
    (FEWER, None, Heard(day(10)), 7, None),  # one of those that are wanted
    (FEWER, None, Heard(day(14)), 3, "frequency"),  # the clock's own day, and not wanted
    (Wishes(), None, Heard(tried=True), 4, "tried"),
]


@pytest.mark.parametrize(("wishes", "quiet", "told", "today", "code"), NUDGES)
def test_whom_a_nudge_tells(wishes: Wishes, quiet: Silence | None, told: Heard, today: int, code: str | None) -> None:
    assert obstacle_to_nudge(STEP, (), wishes, quiet, told, day(today)) == code


@pytest.mark.parametrize(("today", "code"), [(date(2027, 5, 14), "frequency"), (date(2027, 5, 13), None)])
def test_the_last_working_day_is_one_of_the_clocks_own(today: date, code: str | None) -> None:
    """domain.md 4.6: a Saturday's step is spoken of on Friday, and who wants one word a week gets another one."""
    saturday = Step("rating", date(2027, 5, 15), (14, 7, 0))
    assert obstacle_to_nudge(saturday, (), FEWER, None, Heard(), today) == code


SINCE, UNTIL = "2026-11-23T01:00:00Z", "2026-12-01T01:00:00Z"
WAITS, ENDED = Account("waiting", SINCE), Account("ended", SINCE, UNTIL)
BLOCKED, WORKS = Account("active", SINCE, None, "bot was blocked by the user"), Account("active", SINCE)
SILENT: list[tuple[tuple[Account, ...], Silence | None]] = [
    ((), Silence("never")),
    ((WORKS,), None),
    ((BLOCKED, WORKS), None),
    ((BLOCKED,), Silence("blocked")),
    ((BLOCKED, WAITS), Silence("blocked")),
    ((Account("active", SINCE, None, "user is deactivated"),), Silence("lost")),
    ((ENDED, WAITS), Silence("waiting", SINCE)),
    ((Account("ended", SINCE, SINCE), ENDED), Silence("ended", UNTIL)),
]


@pytest.mark.parametrize(("accounts", "why"), SILENT)
def test_why_the_bot_reaches_nobody(accounts: tuple[Account, ...], why: Silence | None) -> None:
    assert silence(accounts) == why


# The talk


async def does(chat: Chat, sql: str) -> None:
    async with school_at(chat.stage.url) as school:
        await school.does(sql)


async def wishes(chat: Chat, roll: int, frequency: str = "every", until: str | None = None) -> None:
    added = (
        "INSERT INTO preference (person_id, frequency, snoozed_until)"
        " SELECT person_id, :frequency, CAST(:until AS text) FROM membership WHERE roll = :roll"
    )
    async with school_at(chat.stage.url) as school:
        await school.does(added, frequency=frequency, until=until, roll=roll)


async def test_one_tap_nudges_whoever_has_not_and_keeps_their_wishes(chat: Chat) -> None:
    """Rows 59 to 61: who has not; one message a day; nobody is nudged twice."""
    await registers(chat)
    binh, cuong, dung, hoa = (chat.other(name) for name in ("binh", "cuong", "dung", "hoa"))
    await dung.says("dừng nhắc")
    await wishes(chat, 8, "last")
    await wishes(chat, 2, until="2026-12-13")
    goes(chat, 4)
    await binh.says("/aichua")
    binh.sees("12A1 Chi đoàn 12A1 · Gửi phiếu đăng ký 2027", "7/9 người chưa. Hạn: Thứ Ba 15/12/2026, còn 4 ngày.")
    binh.sees("số 1 Lê Thị Bình: chưa gửi; chưa nhắc lần nào", "số 3 Phạm Thu Dung: chưa gửi; đã tắt nhắc")
    binh.sees("số 12 Nguyễn Văn An: chưa gửi; chưa liên kết tài khoản")
    binh.sees("số 20 Hoàng Gia Huy: đăng ký bằng giấy, không tính")
    binh.sees_not("số 7 Nguyễn Văn An")
    await binh.picks("Nhắc 1 người")
    binh.sees("Bot sẽ nhắc 1 người: số 1 Lê Thị Bình.", "Bot gửi ngay.")
    binh.sees(
        "6 người không được nhắc: 1 đã tắt nhắc; 1 đã hẹn nhắc lại sau; 1 chỉ muốn nhắc ít lần; 3 chưa có tài khoản."
    )
    await binh.picks("Không nhắc")
    binh.sees("Bot chưa nhắc ai.")
    assert not hoa.got
    before = {told.name: len(told.got) for told in (binh, cuong, hoa)}  # a committee has heard of the form
    await does(chat, "DELETE FROM preference")
    await binh.picks("Xem danh sách")
    await binh.picks("Nhắc 3 người")
    await binh.picks("Nhắc 3 người")
    binh.sees("Đã ghi lời nhắc cho 3 người", "4 người không được nhắc: 1 đã tắt nhắc; 3 chưa có tài khoản.")
    for told in (binh, cuong, hoa):
        told.got_told("còn 4 ngày", "gửi phiếu đăng ký 2027")
    assert not dung.got

    chat.clock.passes(hours=2)
    await cuong.says("aichua dangky nhac")
    cuong.sees("Bot không nhắc thêm ai. 7 người không được nhắc: 3 đã nhận tin nhắc hôm nay; 1 đã tắt nhắc; 3 chưa có")
    assert {told.name: len(told.got) - 1 for told in (binh, cuong, hoa)} == before
    chat.clock.passes(days=1)
    await binh.says("ai chưa gửi?")
    binh.sees("số 8 Trần Thị Hòa: chưa gửi; đã nhắc hôm qua", "Nhắc 3 người")


async def test_a_nudge_and_the_clock_are_one_message_a_day(chat: Chat) -> None:
    binh = chat.other("binh")
    goes(chat, 3, 7)
    await binh.says("/aichua dangky nhac")
    await binh.picks("Nhắc 5 người")
    chat.got_told("còn 3 ngày")
    goes(chat, 3, 8)
    await chat.stage.morning()
    assert len(chat.got) == 1
    await binh.says("/aichua")
    binh.sees("số 7 Nguyễn Văn An: chưa gửi; đã nhắc hôm nay")
    binh.sees_not("Nhắc 5 người")
    goes(chat, 1, 8)
    await chat.stage.morning()
    assert len(chat.got) == 2
    await binh.says("/aichua dangky nhac")
    binh.sees("Bot không nhắc thêm ai.", "5 đã nhận tin nhắc hôm nay")


async def test_at_night_a_nudge_waits_for_the_morning_and_is_not_asked_for_twice(chat: Chat) -> None:
    binh = chat.other("binh")
    goes(chat, 5, 22)
    await binh.says("/aichua dangky nhac")
    binh.sees("Bây giờ là giờ nghỉ hoặc ngày nghỉ, bot gửi lúc 07:00, Thứ Sáu 11/12/2026.")
    await binh.picks("Nhắc 5 người")
    binh.sees("bot gửi lúc 07:00")
    assert not chat.got
    await binh.says("/aichua dangky nhac")
    binh.sees("5 có lời nhắc đang chờ gửi; 3 chưa có tài khoản.")
    await binh.picks("Xem danh sách")
    binh.sees("số 7 Nguyễn Văn An: chưa gửi; lời nhắc đang chờ gửi")
    goes(chat, 4, 7)
    await chat.stage.sends_what_is_due()
    chat.got_told("còn 4 ngày")
    assert len(chat.got) == 1


async def test_whoever_sends_before_the_nudge_goes_is_not_told(chat: Chat) -> None:
    binh = chat.other("binh")
    goes(chat, 5, 22)
    await binh.says("/aichua dangky nhac")
    await binh.picks("Nhắc 5 người")
    await registers(chat)
    before = len(chat.got)
    goes(chat, 4, 7)
    await chat.stage.sends_what_is_due()
    assert len(chat.got) == before
    chat.other("hoa").got_told("còn 4 ngày")


@pytest.mark.parametrize(
    ("before", "hour", "says", "can"),
    [
        (15, 9, "Bot bắt đầu nhắc việc này từ Thứ Ba 01/12/2026.", False),
        (14, 9, "còn 14 ngày", True),
        (0, 20, "hôm nay, Thứ Ba 15/12/2026", True),
        (0, 21, "Bot chỉ kịp nhắc việc này đến hết Thứ Ba 15/12/2026.", False),
        (-7, 9, "đã quá 7 ngày", True),
        (-8, 9, "Bot chỉ kịp nhắc việc này đến hết Thứ Ba 22/12/2026.", False),
    ],
)
async def test_a_nudge_is_offered_on_the_days_on_which_it_is_told(
    chat: Chat, before: int, hour: int, says: str, can: bool
) -> None:
    binh = chat.other("binh")
    goes(chat, before, hour)
    await binh.says("/aichua dangky")
    binh.sees(says)
    assert ("Nhắc 5 người" in binh.screen.all) is can
    await binh.says("/aichua dangky nhac")
    if not can:
        binh.sees("Bot không nhắc thêm ai.", says)
        return
    await binh.picks("Nhắc 5 người")
    chat.got_told("gửi phiếu đăng ký 2027")


async def test_how_each_one_stands_and_nothing_of_anybodys_draft(chat: Chat) -> None:
    """PN-06, PN-28: a draft is its writer's own."""
    binh = chat.other("binh")
    hoa = chat.other("hoa")
    await binh.says(f"tra {await registers(hoa)} viết cụ thể hơn")
    await chat.says("/dangky")
    await chat.says(f"1.2 | {ACTION}")
    await does(chat, "UPDATE membership SET since = '2026-12-16' WHERE roll = 14")
    goes(chat, -3)
    await binh.says("/aichua")
    binh.sees("7/9 người chưa. Hạn: Thứ Ba 15/12/2026, đã quá 3 ngày.")
    binh.sees("số 7 Nguyễn Văn An: chưa gửi;", "số 8 Trần Thị Hòa: bị trả lại, chưa gửi lại;")
    binh.sees_not("Đọc 3 cuốn sách", "soạn")
    await binh.says("/aichua dangky 2")
    binh.sees("trang 2/2")
    for page in (1, 2):
        await binh.says(f"/aichua dangky {page}")
        if "số 14" in binh.screen.all:
            binh.sees("số 14 Đỗ Quang Minh: chờ hướng dẫn (mở bằng lệnh moidangky), không tính")
            break
    else:
        pytest.fail("nobody waits for guidance")


async def test_a_text_to_copy_into_the_branches_own_group(chat: Chat) -> None:
    await registers(chat)
    binh = chat.other("binh")
    goes(chat, 4)
    await binh.says("/aichua")
    await binh.picks("Văn bản cho nhóm")
    binh.sees("Chi đoàn 12A1 nhắc: gửi phiếu đăng ký 2027.", "Hạn: Thứ Ba 15/12/2026, còn 4 ngày. Mất khoảng 10 phút.")
    binh.sees("Còn 7 bạn chưa làm: Lê Thị Bình, Trần Văn Cường,", "Đỗ Quang Minh (số 13), Đỗ Quang Minh (số 14)")
    binh.sees("gõ “dangky”", "mã cd_ABCD2345")
    binh.sees_not("Hoàng Gia Huy")
    await binh.picks("Chỉ ghi số người")
    binh.sees("Còn 7 bạn chưa làm.")
    binh.sees_not("Trần Văn Cường")
    await binh.picks("Ghi cả tên")
    binh.sees("Trần Văn Cường")


async def test_a_long_list_of_names_is_cut_so_that_it_stays_one_message(chat: Chat) -> None:
    await add_members(chat.stage.url, chat.stage.platform, [f"Hai Trăm Lẻ {n}" for n in range(200)])
    binh = chat.other("binh")
    goes(chat, 4)
    await binh.says("aichua dangky nhom")
    binh.sees("Còn 208 bạn chưa làm: Lê Thị Bình", "người khác.")
    reply = binh.screen.reply
    assert reply is not None
    assert 1500 < len(reply.text) <= 1650
    (whole,) = numbered.draw(reply, TEXTS)
    assert len(whole.encode("utf-16-le")) // 2 < 1900


async def test_whom_somebody_must_call(chat: Chat) -> None:
    """N13: the reason and since when; a number only where the unit keeps numbers."""
    await does(chat, "UPDATE person SET phone = '0912345678' WHERE name = 'Đỗ Quang Minh'")
    await does(chat, "UPDATE link SET unreachable = 'bot was blocked by the user' WHERE \"user\" = 'an'")
    await does(chat, "UPDATE link SET state = 'ended', until = '2026-12-02T02:00:00Z' WHERE \"user\" = 'hoa'")
    binh = chat.other("binh")
    goes(chat, 4)
    await binh.says("/aichua")
    await binh.picks("Không liên lạc được (5)")
    binh.sees("Không liên lạc được · 5 người", "Câu để nói: “Chào bạn, Chi đoàn 12A1 nhắc bạn gửi phiếu đăng ký 2027")
    binh.sees("số 7 Nguyễn Văn An: đã chặn bot", "số 13 Đỗ Quang Minh: chưa liên kết tài khoản")
    binh.sees("số 8 Trần Thị Hòa: đã gỡ liên kết tài khoản, từ Thứ Tư 02/12/2026", "mã cd_ABCD2345")
    binh.sees_not("0912345678")
    async with session_for(chat.stage.url) as session:
        await set_setting(session, "12A1", "phones", "yes", START)
    await binh.says("aichua dangky khong")
    binh.sees("số 13 Đỗ Quang Minh: chưa liên kết tài khoản; điện thoại 0912345678")
    await does(chat, "UPDATE membership SET paper = 'x' WHERE roll IN (7, 8, 12, 13, 14)")
    await binh.says("aichua dangky khong")
    binh.sees("Bot liên lạc được với mọi người chưa làm việc này.")


async def test_several_steps_are_listed_and_each_can_be_opened(chat: Chat) -> None:
    code = await registers(chat)
    binh = chat.other("binh")
    await binh.says(f"duyet {code}")
    chat.clock.now = datetime(2027, 1, 17, 9, tzinfo=ZONE)
    await binh.says("aichua")
    binh.sees("Tự đánh giá giữa kỳ 2027", "1/9 người chưa. Hạn: Chủ Nhật 31/01/2027, còn 14 ngày.")
    await binh.picks("Bước khác")
    binh.sees("12A1 Chi đoàn 12A1 · Ai chưa làm", "Gửi phiếu đăng ký 2027 (hạn Thứ Ba 15/12/2026, đã quá 33 ngày): 7")
    binh.sees("Tự đánh giá giữa kỳ 2027 (hạn Chủ Nhật 31/01/2027, còn 14 ngày): 1 người chưa")
    await binh.picks("Gửi phiếu đăng ký")
    binh.sees("7/9 người chưa.")
    await binh.says("/aichua giữa kỳ nhắc")
    await binh.picks("Nhắc 1 người")
    chat.got_told("tự đánh giá giữa kỳ 2027")
    later = (
        "INSERT INTO setting (cycle_id, unit_id, name, value, set_at)"
        " SELECT id, unit_id, 'registration', '2027-01-10', '' FROM cycle"
    )
    await does(chat, later)
    await binh.says("aichua")
    binh.sees("Chọn một việc để xem ai chưa làm.", "Gửi phiếu đăng ký 2027 (hạn Chủ Nhật 10/01/2027, đã quá 7 ngày)")


async def test_where_nobody_is_left_it_says_so(chat: Chat) -> None:
    await does(chat, "UPDATE membership SET paper = 'x'")
    binh = chat.other("binh")
    goes(chat, 4)
    await binh.says("/aichua dangky")
    binh.sees("Hiện không ai phải làm việc này.")
    for act in ("nhac", "nhom"):
        await binh.says(f"/aichua dangky {act}")
        binh.sees("Hiện không ai phải làm việc này")
    await does(chat, "UPDATE cycle SET state = 'closed'")
    await binh.says("/aichua")
    binh.sees("chưa có chương trình nào đang mở")


async def test_at_the_clocks_moment_the_nudge_of_yesterday_evening_gives_way_to_the_days_own_word(chat: Chat) -> None:
    """One message a day, and it says how many days are left today."""
    binh = chat.other("binh")
    goes(chat, 4, 22)
    await binh.says("/aichua dangky nhac")
    await binh.picks("Nhắc 5 người")
    goes(chat, 3, 8)
    await chat.stage.morning()
    chat.got_told("còn 3 ngày")
    assert len(chat.got) == 1
    async with school_at(chat.stage.url) as school:
        rows = await school.rows(
            "SELECT days_before, reminder.state FROM reminder JOIN membership USING (person_id)"
            " WHERE roll = 7 AND step = 'registration' AND days_before < 7 ORDER BY days_before"
        )
    assert rows == [(3, "sent"), (4, "expired")]


# Who may


async def test_a_committee_sees_its_own_branch_and_a_member_nothing(chat: Chat) -> None:
    await another_branch(chat)
    goes(chat, 4)
    for typed in ("/aichua", "/aichua dangky nhac", "/aichua 12A1 dangky khong"):
        await chat.says(typed)
        chat.sees("Lệnh này dành cho ban chấp hành.")
    binh = chat.other("binh")
    for typed in ("/aichua KP3", "/aichua DTHPT", "aichua KP3 dangky nhac", "aichua KP3 dangky khong", "aichua mô tê"):
        await binh.says(typed)
        binh.sees_not("Ngô Thị")
        assert "Bạn không có quyền xem đơn vị này." in binh.screen.all or "Bot chưa hiểu" in binh.screen.all
    await binh.picks("Xem tất cả")
    binh.sees("12A1 Chi đoàn 12A1")
    assert not chat.got


async def test_who_leaves_the_committee_before_confirming_nudges_nobody(chat: Chat) -> None:
    """Authority is checked when the act runs."""
    binh = chat.other("binh")
    goes(chat, 4)
    await binh.says("/aichua dangky nhac")
    await does(chat, "UPDATE role SET until = '2026-12-11'")
    await binh.picks("Nhắc 5 người")
    binh.sees("Lệnh này dành cho ban chấp hành.")
    assert not chat.got


async def test_the_level_above_sees_its_branches_and_opens_them_by_name(chat: Chat) -> None:
    """BT-03."""
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    await registers(chat)
    goes(chat, 4)
    await minh.says("aichua")
    minh.sees("DTHPT Đoàn trường THPT Hòa Bình · Ai chưa làm")
    minh.sees("Gửi phiếu đăng ký 2027 (hạn Thứ Ba 15/12/2026, còn 4 ngày): 10 người chưa, ở 2 đơn vị")
    minh.sees("Nhập phần mềm 2027 (hạn Chủ Nhật 20/12/2026, còn 9 ngày): 2 đơn vị chưa xong")
    await minh.picks("Gửi phiếu đăng ký")
    minh.sees("10/12 người chưa, ở 2 đơn vị.", "12A1 Chi đoàn 12A1: 7/9 chưa", "KP3 Chi đoàn KP3: 3/3 chưa")
    minh.sees_not("Nhắc", "Văn bản cho nhóm")
    await minh.says("aichua dangky nhac")
    minh.sees("Ở đây chỉ có số liệu.")
    await minh.picks("Xem số liệu")
    await minh.picks("KP3")
    minh.sees("KP3 Chi đoàn KP3 · Gửi phiếu đăng ký 2027", "số 2 Ngô Thị Mai: chưa gửi", "Nhắc 1 người")
    await minh.picks("Nhắc 1 người")
    await minh.picks("Nhắc 1 người")
    chat.other("KP3").got_told("gửi phiếu đăng ký 2027")
    await minh.says("/aichua KP3 dangky")
    await minh.picks("Lên Đoàn trường")
    minh.sees("10/12 người chưa")
    await does(chat, "UPDATE membership SET paper = 'x' WHERE roll < 3")
    await minh.says("/aichua dangky")
    minh.sees("KP3 Chi đoàn KP3: 1/3 chưa")
    await does(chat, "UPDATE membership SET paper = 'x' WHERE roll = 3")
    await minh.says("/aichua dangky")
    minh.sees("1 đơn vị khác đã xong.")
    minh.sees_not("KP3")


async def test_a_committees_step_is_nudged_branch_by_branch_from_above(chat: Chat) -> None:
    """PN-07: whoever sits in the committee of a branch that has not finished."""
    minh = await somebody_sits_above(chat)
    await another_branch(chat)
    goes(chat, 4)
    await minh.says("/aichua phanmem")
    minh.sees("DTHPT Đoàn trường THPT Hòa Bình · Nhập phần mềm 2027", "2/2 đơn vị chưa xong. Hạn: Chủ Nhật 20/12/2026")
    minh.sees("12A1 Chi đoàn 12A1: chưa xong; chưa nhắc lần nào")
    await minh.picks("Văn bản cho nhóm")
    minh.sees("Đoàn trường THPT Hòa Bình nhắc: xác nhận phiếu và nhập phần mềm cho chi đoàn mình.")
    minh.sees("Còn 2 đơn vị chưa xong: 12A1, KP3.")
    await minh.picks("Xem danh sách")
    await minh.picks("Nhắc 2 đơn vị")
    minh.sees("Bot sẽ nhắc 3 người: 12A1 Lê Thị Bình, 12A1 Trần Văn Cường, KP3 Ngô Thị Lan.")
    await minh.picks("Nhắc 3 người")
    chat.other("cuong").got_told("nhập phần mềm cho 12A1")
    chat.other("KP3").got_told("nhập phần mềm cho KP3")
    await minh.says("/aichua phanmem")
    minh.sees("KP3 Chi đoàn KP3: chưa xong; đã nhắc hôm nay")
    minh.sees_not("Nhắc 2 đơn vị")
    await minh.picks("12A1")
    minh.sees("Chi đoàn chưa xong; ban chấp hành có 2 người.", "12A1 Trần Văn Cường: đã nhắc hôm nay")
    entered = (
        "INSERT INTO gate (cycle_id, unit_id, name, override, by_id, at, rev)"
        " SELECT cycle.id, membership.unit_id, 'entry', '', person_id, '', 0 FROM cycle, membership WHERE roll = 7"
    )
    await does(chat, entered)
    await minh.says("/aichua phanmem")
    minh.sees("1/2 đơn vị chưa xong", "1 đơn vị khác đã xong.")
    minh.sees_not("12A1")


async def test_two_levels_up_there_are_numbers_no_names_and_no_nudge(chat: Chat) -> None:
    """BT-03: a level sees one level down in full and below that in numbers."""
    async with session_for(chat.stage.url) as session:
        province = await add_unit(session, "TINH", "Tỉnh Đoàn Mẫu", "tinh-doan", "", None, date(2026, 11, 1))
        school = await unit_by_code(session, "DTHPT")
        assert isinstance(province, Unit)
        assert isinstance(school, Unit)
        session.add(UnitParent(unit_id=school.id or 0, parent_id=province.id or 0, since="2026-11-01"))
        await appoint(session, "TINH", "12A1/3", "uy-vien", START)
    dung = chat.other("dung")
    goes(chat, 4)
    await dung.says("aichua dangky")
    dung.sees("TINH Tỉnh Đoàn Mẫu", "DTHPT Đoàn trường THPT Hòa Bình: 8/9 chưa")
    await dung.picks("DTHPT")
    await dung.picks("12A1")
    dung.sees("8/9 người chưa.", "Họ tên chỉ hiện với cấp trên trực tiếp.")
    dung.sees_not("Lê Thị Bình", "Nhắc")
    for act in ("nhac", "nhom", "khong"):
        await dung.says(f"aichua 12A1 dangky {act}")
        dung.sees("Ở đây chỉ có số liệu.")
        dung.sees_not("Lê Thị Bình")
    await dung.says("aichua TINH phanmem")
    dung.sees("DTHPT Đoàn trường THPT Hòa Bình: 1/1 đơn vị chưa xong")
    dung.sees_not("Nhắc")
    await dung.says("aichua DTHPT phanmem nhac")
    dung.sees("Ở đây chỉ có số liệu.")


async def test_who_sits_in_several_committees_chooses_one(chat: Chat) -> None:
    async with session_for(chat.stage.url) as session:
        await appoint(session, "DTHPT", "12A1/1", "uy-vien", START)
    binh = chat.other("binh")
    goes(chat, 4)
    await binh.says("ai chưa đăng ký")
    binh.sees("Chọn đơn vị muốn xem.")
    await binh.picks("12A1")
    binh.sees("8/9 người chưa.")
    await binh.picks("Nhắc 5 người")
    await binh.picks("Nhắc 5 người")
    chat.got_told("gửi phiếu đăng ký 2027")


async def test_a_unit_with_members_of_its_own_and_units_below_shows_both(chat: Chat) -> None:
    await another_branch(chat, "PD1", parent="12A1", sector="truong-hoc")
    binh = chat.other("binh")
    goes(chat, 4)
    await binh.says("aichua dangky")
    binh.sees("12A1 Chi đoàn 12A1: 8/9 chưa", "PD1 Chi đoàn PD1: 3/3 chưa")
    await binh.picks("12A1")
    binh.sees("số 1 Lê Thị Bình: chưa gửi")
    await binh.picks("Nhắc 5 người")
    await binh.picks("Nhắc 5 người")
    chat.got_told("gửi phiếu đăng ký 2027")
    await binh.says("aichua PD1 dangky")
    binh.sees("số 3 Ngô Thị Nga")


async def test_a_sentence_that_only_begins_so_answers_a_question(chat: Chat) -> None:
    binh = chat.other("binh")
    await binh.says("/dangky")
    await binh.picks("1.2", "Tiếp")
    await binh.says("Ai chưa đọc thì đọc 3 cuốn sách")
    binh.sees_not("Ai chưa làm", "Bot chưa hiểu")
