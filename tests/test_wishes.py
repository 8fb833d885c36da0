"""/nhacviec, /nhaclai: people's control over reminders: how often, at which hours, later, not at all."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest

from chat.span import read_span
from handlers import FLOWS
from handlers.snooze import read_day
from rules.deadlines import Hours, Step
from rules.policy import policy
from rules.reminding import Wishes
from rules.wishes import Room, moment_on, next_told, obstacle_to_hours
from storage import owing
from storage.instants import ZONE
from tests.player import Chat
from tests.scenes import ACTION, registers
from tests.scenes_year import sets
from tests.school import school_at

TODAY = date(2026, 12, 1)
TET = {date(2026, 12, 2), date(2026, 12, 3)}


def december(day: int, hour: int = 8) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=ZONE).astimezone(UTC)


# Rules


@pytest.mark.parametrize(
    ("days", "off", "offered"),
    [
        (1, (), {1: 2}),
        (2, (), {1: 2}),
        (3, (), {1: 2, 3: 4}),
        (14, (), {1: 2, 3: 4}),
        (0, (), {}),
        (-1, (), {}),
        (1, TET, {}),
        (2, TET, {}),
        (3, TET, {1: 4}),
        (14, TET, {1: 4}),
        (14, {date(2026, 12, 4)}, {1: 2, 3: 5}),
        (3, {date(2026, 12, 4)}, {1: 2, 3: 3}),
    ],
    ids=[
        "the last day is tomorrow",
        "in two days",
        "in three",
        "far off",
        "today",
        "it was yesterday",
        "tomorrow, and off",
        "all days up to it are off",
        "only it is not off",
        "both days are passed on to one",
        "the third day is off",
        "the last day is off: the day before",
    ],
)
def test_a_day_is_offered_only_where_it_can_be_kept(days: int, off: Sequence[date], offered: dict[int, int]) -> None:
    room = Room(TODAY, TODAY + timedelta(days=days), frozenset(off))
    assert {ahead: on.day for ahead, on in room.offered().items()} == offered


@pytest.mark.parametrize(
    ("wanted", "off", "on"),
    [
        (1, (), None),
        (2, (), 2),
        (15, (), 15),
        (16, (), None),
        (2, TET, 4),
        (15, {date(2026, 12, 15)}, 14),
        (15, {date(2026, 12, 14), date(2026, 12, 15)}, 13),
        (14, {date(2026, 12, 14)}, 15),
    ],
)
def test_a_reminder_is_put_off_to_a_day_after_today_and_no_later_than_the_end(
    wanted: int, off: Sequence[date], on: int | None
) -> None:
    """PN-03: the end is 15/12. A day off is shifted, never dropped (products.md row 23)."""
    day = Room(TODAY, date(2026, 12, 15), frozenset(off)).day_for(date(2026, 12, wanted))
    assert (day and day.day) == on


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3", "2026-12-04"),
        ("3 ngày", "2026-12-04"),
        ("sau 3 ngày nữa", "2026-12-04"),
        ("3 ngay nua.", "2026-12-04"),
        ("0", "2026-12-01"),
        ("mai", "2026-12-02"),
        ("Ngày mai", "2026-12-02"),
        ("11/12", "2026-12-11"),
        ("thứ Sáu 11/12/2026", "2026-12-11"),
        ("11/12/2027", "2027-12-11"),
        ("16/12", "2026-12-16"),
        ("30/11", "2026-11-30"),
        ("hôm nay", "2026-12-01"),
        ("tháng 12", None),
        ("31/11", None),
        ("khi nào rảnh", None),
        ("333", None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: str | None) -> None:
    assert read_day(typed, Room(TODAY, date(2026, 12, 15), ())) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("typed", "opens", "closes"),
    [
        ("18-22", "18:00", "22:00"),
        ("18h-22h", "18:00", "22:00"),
        ("18:00 22:30", "18:00", "22:30"),
        ("18h30 đến 21 giờ 15", "18:30", "21:15"),
        ("từ 6.30 tới 8", "06:30", "08:00"),
        ("6 giờ sáng đến 8 giờ rưỡi tối", "06:00", "20:30"),
        ("18 – 24", "18:00", "00:00"),
        ("22-6", "22:00", "06:00"),
        ("sau 18:00", "18:00", "21:00"),
        ("Từ 18h trở đi", "18:00", "21:00"),
        ("18", None, None),
        ("18-25", None, None),
        ("18-24:30", None, None),
        ("18:60-20", None, None),
        ("buổi tối", None, None),
        ("18-22-23", None, None),
        ("1" * 50, None, None),
    ],
)
def test_hours_are_read_as_people_type_them(typed: str, opens: str | None, closes: str | None) -> None:
    expected = (time.fromisoformat(opens), time.fromisoformat(closes)) if opens and closes else None
    assert read_span(typed, time(21)) == expected


@pytest.mark.parametrize(
    ("hours", "obstacle"),
    [
        ("18:00 19:00", None),
        ("18:00 18:59", "narrow"),
        ("18:00 18:00", "narrow"),
        ("23:30 00:29", "narrow"),
        ("23:30 00:30", None),
        ("22:00 06:00", None),
        ("07:00 09:00", None),
        ("07:00 08:59", "early"),
        ("05:00 07:00", "early"),
        ("00:00 06:00", "early"),
    ],
)
def test_hours_leave_room_after_the_units_hour_of_reminding(hours: str, obstacle: str | None) -> None:
    """The unit reminds at 8: who is free only before would hear a day late, and of a last day never."""
    opens, closes = map(time.fromisoformat, hours.split())
    assert obstacle_to_hours(opens, closes, time(8)) == obstacle


@pytest.mark.parametrize(
    ("opens", "closes", "at"),
    [
        ("07:00", "21:00", "08:00"),
        ("18:00", "22:00", "18:00"),
        ("22:00", "06:00", "22:00"),
        ("05:00", "07:00", "05:00"),
    ],
)
def test_whoever_asked_for_a_day_is_told_on_that_day(opens: str, closes: str, at: str) -> None:
    hours = Hours(time.fromisoformat(opens), time.fromisoformat(closes))
    then = moment_on(date(2026, 12, 11), time(8), hours, december(1).astimezone(ZONE))
    assert then == datetime.combine(date(2026, 12, 11), time.fromisoformat(at), tzinfo=ZONE)


@pytest.mark.parametrize(
    ("wishes", "told", "now", "then"),
    [
        (Wishes(), (), december(1, 7), december(1, 8)),
        (Wishes(), (), december(1, 8), december(8, 8)),
        (Wishes(), (7,), december(1, 8), december(12, 8)),
        (Wishes(frequency="fewer"), (7,), december(8), december(15, 8)),
        (Wishes(frequency="last"), (), december(1, 7), december(15, 8)),
        (Wishes(snoozed_until=date(2026, 12, 12)), (), december(1), december(12, 8)),
        (Wishes(snoozed_until=date(2026, 12, 13)), (), december(1), december(14, 8)),
        (Wishes(opens=time(18), closes=time(22)), (), december(1, 7), december(1, 18)),
        (Wishes(), (), december(15, 8), december(16, 8)),
        (Wishes(frequency="last"), (), december(15, 8), None),
        (Wishes(), (), december(16, 8), None),
        (Wishes(quiet=True), (), december(1, 7), None),
    ],
)
def test_what_comes_next_follows_from_the_calendar_and_the_wishes(
    wishes: Wishes, told: Sequence[int], now: datetime, then: datetime | None
) -> None:
    """PN-03 with the ladder of products.md row 52: 14, 7, 3, 1 days before, on the day, one day after."""
    step = Step("registration", date(2026, 12, 15), (14, 7, 3, 1, 0, -1))
    assert next_told(step, policy(2027, {}), (), wishes, told, now.astimezone(ZONE)) == then


def test_the_map_of_conversations_and_the_ledger_agree_on_where_a_step_is_done() -> None:
    steps: dict[str, set[str]] = {}
    for name, entry in FLOWS.items():
        if entry.step:
            steps.setdefault(entry.step, set()).add(name)
    assert steps == {kind: set(flows) for kind, flows in owing.FLOWS.items()}


# Later


async def morning(chat: Chat, day: int, hour: int = 8) -> int:
    """The clock runs on this day; how many messages have come by themselves so far."""
    chat.clock.now = december(day, hour)
    await chat.stage.morning()
    return len(chat.got)


async def test_a_reminder_is_put_off_and_comes_again_on_the_day_chosen(chat: Chat) -> None:
    assert await morning(chat, 1) == 1
    chat.got_told("còn 14 ngày", "Nhắc lại sau")
    await chat.picks("Nhắc lại sau")
    chat.sees("gửi phiếu đăng ký 2027, hạn Thứ Ba 15/12/2026", "ví dụ 15/12. Muộn nhất là Thứ Ba 15/12/2026")
    await chat.picks("3 ngày nữa")
    chat.sees("Bot sẽ nhắc lại sáng Thứ Sáu 04/12/2026 (08:00).")
    assert await morning(chat, 3) == 1
    assert await morning(chat, 4) == 2
    chat.got_told("còn 11 ngày", "Hạn Thứ Ba 15/12/2026")
    assert await morning(chat, 8) == 3, "afterwards it goes on as usual"
    chat.got_told("còn 7 ngày")


async def test_what_would_come_before_the_day_is_passed_over(chat: Chat) -> None:
    await morning(chat, 1)
    await chat.says("/nhaclai 12/12")
    chat.sees("Bot sẽ nhắc lại sáng Thứ Bảy 12/12/2026 (08:00).", "Hạn vẫn hiện ở trang chính")
    assert await morning(chat, 8) == 1
    async with school_at(chat.stage.url) as school:
        skipped = "SELECT reason FROM reminder WHERE days_before = 7 AND state = 'skipped'"
        assert await school.rows(f"{skipped} AND reason = 'snoozed'") == [("snoozed",)]
    assert await morning(chat, 12) == 2, "of the day's own reminder and the one asked for there is one"
    chat.got_told("còn 3 ngày")
    assert await morning(chat, 14) == 3


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("/nhaclai 3", "Thứ Sáu 04/12/2026"),
        ("nhaclai 3", "Thứ Sáu 04/12/2026"),
        ("/nhaclai 11/12", "Thứ Sáu 11/12/2026"),
        ("nhaclai 11/12", "Thứ Sáu 11/12/2026"),
        ("/nhaclai 15/12", "Thứ Ba 15/12/2026 (08:00).\nĐó là ngày hạn cuối."),
        ("/nhaclai ngày mai", "Thứ Tư 02/12/2026"),
    ],
)
async def test_a_day_may_be_typed_at_once(chat: Chat, typed: str, day: str) -> None:
    await morning(chat, 1)
    await chat.says(typed)
    chat.sees(f"Bot sẽ nhắc lại sáng {day}")


@pytest.mark.parametrize("typed", ["hôm nay", "16/12", "0", "30/11", "15"])
async def test_a_day_that_cannot_be_is_refused_with_the_days_that_can(chat: Chat, typed: str) -> None:
    await morning(chat, 1)
    await chat.says(f"/nhaclai {typed}")
    chat.sees("Ngày này không nhắc lại được", "từ Thứ Tư 02/12/2026 đến Thứ Ba 15/12/2026, ngày hạn")
    await chat.says("đầu tuần")
    chat.sees("Chưa hiểu ngày này")
    await chat.says("14/12")
    chat.sees("sáng Thứ Hai 14/12/2026")


async def test_on_the_day_before_the_last_only_tomorrow_is_left(chat: Chat) -> None:
    await morning(chat, 14)
    await chat.says("/nhaclai")
    chat.sees("Ngày mai là hạn cuối (Thứ Ba 15/12/2026)", "Ngày mai")
    chat.sees_not("3 ngày nữa")
    await chat.says("/nhaclai 3")
    chat.sees("Ngày này không nhắc lại được", "từ Thứ Ba 15/12/2026 đến Thứ Ba 15/12/2026")
    await chat.picks("Ngày mai")
    chat.sees("sáng Thứ Ba 15/12/2026")
    assert await morning(chat, 15) == 2
    chat.got_told("Hôm nay là hạn cuối")
    chat.sees_not("Nhắc lại sau")
    await chat.says("/nhaclai")
    chat.sees("Không còn ngày nào để hẹn lại", "Hôm nay là hạn cuối")
    await chat.picks("Đăng ký ngay")
    chat.sees("chọn mục")


async def test_a_day_off_passes_it_on_and_that_is_said(chat: Chat) -> None:
    await sets(chat, "days_off", "national 2026-12-02 2026-12-04")
    await morning(chat, 1)
    await chat.says("/nhaclai")
    chat.sees("Thứ Năm 03/12/2026", "Thứ Bảy 05/12/2026")
    chat.sees_not("Ngày mai", "3 ngày nữa")
    await chat.picks("Thứ Bảy 05/12/2026")
    chat.sees("sáng Thứ Bảy 05/12/2026")
    await chat.says("/nhaclai mai")
    chat.sees("sáng Thứ Năm 03/12/2026", "Thứ Tư 02/12/2026 là ngày nghỉ")
    assert [await morning(chat, day) for day in (2, 3, 5)] == [1, 2, 2], "the day chosen last counts"


async def test_on_the_countrys_holidays_nobody_is_reminded_either(chat: Chat) -> None:
    """1/1 is one of them, whichever the year."""
    await sets(chat, "registration", "2027-01-05")
    chat.clock.now = datetime(2026, 12, 29, 1, tzinfo=UTC)
    await chat.stage.morning()
    chat.got_told("còn 7 ngày")
    await chat.says("/nhaclai 1/1")
    chat.sees("sáng Thứ Bảy 02/01/2027", "Thứ Sáu 01/01/2027 là ngày nghỉ")


async def test_nothing_is_put_off_where_nothing_was_said_or_all_is_done(chat: Chat) -> None:
    await chat.says("/nhaclai 3")
    chat.sees("không còn việc nào mà bot vừa nhắc", "Lần nhắc tới: sáng Thứ Ba 01/12/2026 (08:00), gửi phiếu đăng ký")
    await morning(chat, 1)
    await registers(chat)
    await chat.says("/nhaclai")
    chat.sees("không còn việc nào mà bot vừa nhắc", "Hiện không có lần nhắc nào sắp tới")
    await chat.picks("Cách nhắc việc")
    chat.sees("Nhắc mấy lần")


@pytest.mark.parametrize("seconds", [0, 1])
async def test_what_was_said_longer_than_two_weeks_ago_is_not_what_is_meant(chat: Chat, seconds: int) -> None:
    await sets(chat, "remind_registration", "15")
    await sets(chat, "registration", "2026-12-19")
    assert await morning(chat, 4) == 1
    chat.clock.now = december(18) + timedelta(seconds=seconds)
    await chat.says("/nhaclai")
    chat.sees("không còn việc nào mà bot vừa nhắc" if seconds else "Việc còn lại")


async def test_a_committees_steps_are_put_off_together_up_to_the_first_end(chat: Chat) -> None:
    """15/12 is the member's, 20/12 the committee's (PN-03, PN-07); the morning's digest is nobody's duty."""
    binh = chat.other("binh")
    await morning(binh, 6)
    await morning(binh, 8)
    await binh.says("/nhaclai")
    binh.sees("gửi phiếu đăng ký 2027, hạn Thứ Ba 15/12/2026", "nhập phần mềm cho 12A1, hạn Chủ Nhật 20/12/2026")
    await binh.says("16/12")
    binh.sees("đến Thứ Ba 15/12/2026, ngày hạn")
    await binh.says("11/12")
    binh.sees("sáng Thứ Sáu 11/12/2026 (07:30)")
    async with school_at(chat.stage.url) as school:
        asked = "SELECT step, days_before, due_at FROM reminder WHERE reason = 'asked' ORDER BY step"
        assert await school.rows(asked) == [
            ("entry", 9, "2026-12-11T00:30:00Z"),
            ("registration", 4, "2026-12-11T01:00:00Z"),
        ]


async def test_nothing_that_ends_earlier_is_passed_over_in_silence(chat: Chat) -> None:
    """The registration ends first, and is spoken of for the first time three days before."""
    await sets(chat, "remind_registration", "3 1 0")
    binh = chat.other("binh")
    await morning(binh, 6)
    await binh.says("/nhaclai")
    binh.sees("gửi phiếu đăng ký 2027, hạn Thứ Ba 15/12/2026", "Muộn nhất là Thứ Ba 15/12/2026")
    await binh.says("15/12")
    await morning(binh, 15)
    binh.got_told("1. Việc còn lại: gửi phiếu đăng ký 2027. Hôm nay là hạn cuối", "nhập phần mềm cho 12A1")


# How often, and at which hours


async def test_whoever_wants_fewer_reminders_gets_fewer(chat: Chat) -> None:
    await chat.says("/nhacviec")
    chat.sees("mọi lần (14, 7, 3, 1 ngày trước hạn, đúng ngày hạn, 1 ngày sau hạn)")
    chat.sees("Lần nhắc tới: sáng Thứ Ba 01/12/2026 (08:00), gửi phiếu đăng ký 2027.")
    await chat.picks("Đổi số lần nhắc")
    chat.sees("Mọi lần: 14, 7, 3, 1 ngày", "14, 7 ngày trước hạn, đúng ngày hạn", "Chỉ lần cuối: đúng ngày hạn.")
    await chat.picks("Thưa hơn")
    chat.sees("Đã ghi", "thưa hơn, mỗi tuần một lần và lần cuối (14, 7 ngày trước hạn, đúng ngày hạn, 1 ngày sau hạn)")
    assert [await morning(chat, day) for day in (1, 8, 12, 14, 15)] == [1, 2, 2, 2, 3]


async def test_the_words_of_the_choice_are_the_units_own_days(chat: Chat) -> None:
    await sets(chat, "remind_registration", "10 2")
    await chat.says("/nhacviec luot")
    chat.sees("Mọi lần: 10, 2 ngày trước hạn.", "Chỉ lần cuối: 2 ngày trước hạn.")
    await chat.picks("Chỉ lần cuối")
    chat.sees("Lần nhắc tới: sáng Chủ Nhật 13/12/2026 (08:00)")
    await sets(chat, "remind_registration", "none")
    await chat.says("/nhacviec luot")
    chat.sees("Mọi lần: không lần nào.")


async def test_whoever_works_in_shifts_is_reminded_in_the_evening(chat: Chat) -> None:
    await chat.says("/nhacviec")
    chat.sees("Giờ nhắc: từ 07:00 đến 21:00, như đơn vị")
    await chat.picks("Đổi giờ nhắc")
    await chat.says("lúc rảnh")
    chat.sees("Chưa hiểu khoảng giờ này")
    await chat.says("18:00-18:30")
    chat.sees("ít nhất 1 giờ. Giờ nhắc chưa thay đổi")
    await chat.says("5-7")
    chat.sees("Đơn vị nhắc việc từ 08:00")
    await chat.says("18h-22h")
    chat.sees("Đã ghi", "Giờ nhắc: từ 18:00 đến 22:00.", "tối Thứ Ba 01/12/2026 (18:00)")
    assert await morning(chat, 1) == 0
    assert await morning(chat, 1, 18) == 1
    await chat.says("/nhaclai 1")
    chat.sees("Bot sẽ nhắc lại tối Thứ Tư 02/12/2026 (18:00)")
    await chat.says("/nhacviec gio")
    await chat.picks("Như đơn vị")
    chat.sees("từ 07:00 đến 21:00, như đơn vị")
    await chat.says("/nhacviec gio sau 17h30")
    chat.sees("Giờ nhắc: từ 17:30 đến 21:00.")


async def test_reminders_are_switched_off_and_on_where_they_are_shown(chat: Chat) -> None:
    await chat.says("/nhacviec")
    await chat.picks("Tắt nhắc")
    chat.sees("Bot sẽ không nhắc việc nữa")
    await chat.picks("Cách nhắc việc")
    chat.sees("Bot đang tắt nhắc. Hạn của từng việc vẫn hiện ở trang chính")
    chat.sees_not("Lần nhắc tới")
    await chat.says("/nhaclai 3")
    chat.sees("đang tắt nhắc")
    await chat.picks("Bật nhắc lại")
    chat.sees("Bot sẽ nhắc việc trở lại")
    await chat.says("nhắc việc")
    chat.sees("Bot đang nhắc việc trước mỗi hạn", "Lần nhắc tới")


async def test_a_day_that_was_put_off_is_shown_until_it_comes(chat: Chat) -> None:
    await morning(chat, 1)
    await chat.says("/nhaclai 11/12")
    await chat.says("/nhacviec")
    chat.sees("bot không nhắc gì trước Thứ Sáu 11/12/2026", "Lần nhắc tới: sáng Thứ Sáu 11/12/2026 (08:00)")
    await morning(chat, 11)
    await chat.says("/nhacviec")
    chat.sees_not("đã hẹn")
    chat.sees("Lần nhắc tới: sáng Thứ Bảy 12/12/2026 (08:00)")


async def test_without_an_open_year_the_wishes_can_be_set_all_the_same(chat: Chat) -> None:
    async with school_at(chat.stage.url) as school:
        await school.does("UPDATE cycle SET state = 'closed'")
    await chat.says("/nhaclai")
    chat.sees("không còn việc nào mà bot vừa nhắc")
    await chat.says("/nhacviec gio 18-22")
    chat.sees("từ 18:00 đến 22:00", "Hiện không có lần nhắc nào sắp tới")


async def test_the_wishes_are_among_what_is_stored_and_go_with_the_consent(chat: Chat) -> None:
    await chat.says("/dulieu")
    chat.sees_not("Nhắc việc:")
    await morning(chat, 1)
    await chat.says("/nhacviec gio 18-22")
    await chat.says("/nhaclai 3")
    await chat.says("dừng nhắc")
    await chat.says("/dulieu")
    chat.sees(
        "Nhắc việc: mọi lần; giờ nhắc từ 18:00 đến 22:00; không nhắc trước Thứ Sáu 04/12/2026; đang tắt nhắc",
    )
    async with school_at(chat.stage.url) as school:
        assert await school.one("SELECT count(*) FROM preference") == 1
        await chat.says("/dulieu rut")
        await chat.picks("Rút lại")
        assert await school.one("SELECT count(*) FROM preference") == 0


# Whether the person then opened the flow


async def opened(chat: Chat) -> list[int]:
    """So many days before the end of which reminders of An led somewhere."""
    async with school_at(chat.stage.url) as school:
        rows = await school.rows(
            "SELECT days_before FROM reminder JOIN membership ON membership.person_id = reminder.person_id"
            " WHERE roll = 7 AND opened_at IS NOT NULL ORDER BY days_before DESC"
        )
    return [days for (days,) in rows]


async def test_a_reminder_has_led_to_the_step_once_its_button_is_pressed(chat: Chat) -> None:
    await chat.says("/dangky")
    await morning(chat, 1)
    assert await opened(chat) == [], "what was begun before was not begun because of it"
    chat.got_told("còn 14 ngày")
    for said in ("/danhgia", "/giuaky toi", "/kehoach", "/nhaclai 3", "trang chính"):
        await chat.says(said)
        assert await opened(chat) == [], said
    await chat.says("/dangky")
    assert await opened(chat) == [14]
    await morning(chat, 4)
    await morning(chat, 8)
    await chat.says("/dangky")
    assert await opened(chat) == [14, 7], "of several that were not followed, the last one"
    async with school_at(chat.stage.url) as school:
        at = "SELECT opened_at FROM reminder WHERE opened_at IS NOT NULL ORDER BY opened_at"
        assert await school.rows(at) == [("2026-12-01T01:00:00Z",), ("2026-12-08T01:00:00Z",)]


async def test_a_draft_that_is_gone_on_with_counts_too(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.picks("1.2", "Tiếp")
    await chat.says(ACTION)
    await chat.says("để sau")
    await morning(chat, 1)
    chat.got_told("đã soạn 0/1 mục")
    await chat.picks("Làm tiếp phiếu đăng ký")
    chat.sees("Xong khi nào")
    assert await opened(chat) == [14]
