"""The morning's digest of a branch, and the month ahead: what is said, what is not, and to whom (products.md 58)."""

from datetime import date, datetime, time, timedelta

import pytest

from chat.texts import load_texts
from handlers import FLOWS, digest, overdue
from handlers.reminder import Part, message_of
from storage.instants import ZONE, instant
from tests.player import Chat
from tests.scenes import registers
from tests.scenes_care import asks_for_help, trains
from tests.scenes_clock import hears, morning_of, told
from tests.school import DUNG, School, add_member, add_unit, appoint, link, school_at

FRIDAY = date(2026, 11, 27)  # before anything of the calendar is near
BEGINS = date(2026, 12, 1)  # 14 days before the day of registering
DUE = date(2026, 12, 15)
ENTRY = date(2026, 12, 20)
MORNING = "12A1 · sáng"


async def does(chat: Chat, sql: str, **values: str | int) -> None:
    async with school_at(chat.stage.url) as school:
        await school.does(sql, **values)


async def ledger(chat: Chat, kind: str) -> list[tuple[str, str]]:
    """How the rows of this kind ended, the newest last."""
    rows = "SELECT state, reason FROM reminder WHERE step LIKE :like ORDER BY id"
    async with school_at(chat.stage.url) as school:
        return [(str(state), str(reason)) for state, reason in await school.rows(rows, like=f"{kind} %")]


async def test_nothing_when_nothing(chat: Chat) -> None:
    binh = chat.other("binh")
    for days in range(3):
        await morning_of(chat, FRIDAY + timedelta(days=days))
    assert told(binh, MORNING) == []
    assert await ledger(chat, "digest") == [], "nobody is asked where nothing waits and no step is near"


async def test_a_form_waits_is_told_once_and_then_left_alone_until_the_step_comes_near(chat: Chat) -> None:
    binh = chat.other("binh")
    await morning_of(chat, FRIDAY)
    await registers(chat)
    await morning_of(chat, FRIDAY + timedelta(days=1))
    hears(binh, "Chi đoàn 12A1 · sáng Thứ Bảy 28/11/2026", "Chờ bạn xác nhận: 1 phiếu, phiếu lâu nhất đã chờ 1 ngày.")
    hears(binh, "Từ hôm qua: 1 phiếu mới.", "Duyệt 1 phiếu")
    binh.sees_not("Chưa gửi", "Ai chưa gửi", "Nhắc việc", "Bot không liên lạc", "Sắp tới", "Nhắc lại sau")
    await binh.picks("Duyệt 1 phiếu")
    binh.sees("Nguyễn Văn An")
    assert len(told(binh, MORNING)) == len(told(chat.other("cuong"), MORNING)) == 1
    assert told(chat) == told(chat.other("dung")) == []

    for days in (2, 3):
        await morning_of(chat, FRIDAY + timedelta(days=days))
    assert len(told(binh, MORNING)) == 1, "the same as yesterday"
    assert await ledger(chat, "digest") == [("sent", "")] * 2 + [("skipped", "nothing")] * 4


async def test_what_is_decided_is_said_beside_what_still_waits(chat: Chat) -> None:
    await morning_of(chat, FRIDAY)
    first = await registers(chat)
    await registers(chat.other("hoa"))
    binh = chat.other("binh")
    await binh.says(f"duyet {first}")
    await morning_of(chat, FRIDAY + timedelta(days=1))
    hears(binh, "Chờ bạn xác nhận: 1 phiếu", "Từ hôm qua: 2 phiếu mới, 1 phiếu đã xác nhận.")


async def test_a_form_of_ones_own_is_for_others_to_act_on(chat: Chat) -> None:
    binh, cuong = chat.other("binh"), chat.other("cuong")
    await morning_of(chat, FRIDAY)
    await registers(binh)
    await morning_of(chat, FRIDAY + timedelta(days=1))
    assert told(binh, MORNING) == []
    hears(cuong, "Chờ bạn xác nhận: 1 phiếu")


async def test_who_has_not_registered_is_counted_from_two_weeks_before_the_day(chat: Chat) -> None:
    binh = chat.other("binh")
    await morning_of(chat, BEGINS - timedelta(days=1))
    assert told(binh, MORNING) == []
    await morning_of(chat, BEGINS)
    hears(binh, "Nhắc việc · 2 việc", "1. Việc còn lại: gửi phiếu đăng ký 2027", "2. Chi đoàn 12A1 · sáng Thứ Ba")
    hears(binh, "Chưa gửi phiếu đăng ký: 8 người (hạn Thứ Ba 15/12/2026, còn 14 ngày).", "Ai chưa gửi?")
    hears(binh, "Bot không liên lạc được với 3 người.")
    binh.sees_not("Chờ bạn", "Từ hôm qua", "Sắp tới")
    assert len(binh.got) == 2, "the month ahead; then the own duty and the digest in one message"
    await morning_of(chat, BEGINS + timedelta(days=1))
    assert len(told(binh, MORNING)) == 1, "the same eight"
    await binh.picks("Ai chưa gửi?")
    binh.sees("8/9 người chưa", "3 người bot không liên lạc được")
    await registers(chat)
    await morning_of(chat, BEGINS + timedelta(days=2))
    hears(binh, "Chưa gửi phiếu đăng ký: 7 người", "Từ hôm qua: 1 phiếu mới.")


async def test_on_the_day_and_after_it_the_words_are_others(chat: Chat) -> None:
    binh = chat.other("binh")
    for days, said in (
        (0, "Chưa gửi phiếu đăng ký: 8 người (hạn cuối là hôm nay, Thứ Ba 15/12/2026)."),
        (1, "Quá hạn gửi phiếu đăng ký: 8 người (hạn Thứ Ba 15/12/2026)."),
    ):
        await morning_of(chat, DUE + timedelta(days=days))
        hears(binh, said, "Sắp tới: nhập phần mềm, hạn Chủ Nhật 20/12/2026")
    for name in ("binh", "cuong", "dung", "an", "hoa"):
        await registers(chat.other(name))
    await does(chat, "UPDATE membership SET paper = 'lvt' WHERE roll IN (12, 13, 14)")
    await morning_of(chat, DUE + timedelta(days=2))
    hears(binh, "Chờ bạn xác nhận: 4 phiếu")
    binh.sees_not("Quá hạn", "Chưa gửi", "Bot không liên lạc")


async def test_what_the_committee_itself_owes_is_upcoming_then_overdue_then_gone(chat: Chat) -> None:
    binh = chat.other("binh")
    await morning_of(chat, DUE)
    hears(binh, "Sắp tới: nhập phần mềm, hạn Chủ Nhật 20/12/2026 (còn 5 ngày).")
    await morning_of(chat, ENTRY)
    hears(binh, "Việc còn lại: xác nhận phiếu và nhập phần mềm cho 12A1")
    binh.sees_not("Sắp tới")  # it is named above
    await morning_of(chat, ENTRY + timedelta(days=1))
    hears(binh, "Chi đoàn quá hạn nhập phần mềm (hạn Chủ Nhật 20/12/2026).", "Mở bước nhập")
    await does(
        chat,
        "INSERT INTO gate (cycle_id, unit_id, name, override, by_id, at, rev) SELECT c.id, u.id, 'entry', '', 1, '', 0"
        " FROM cycle c JOIN unit u ON u.code = '12A1'",
    )
    await morning_of(chat, ENTRY + timedelta(days=8))
    hears(binh, "Quá hạn gửi phiếu đăng ký: 8 người")
    binh.sees_not("nhập phần mềm")


async def test_a_call_for_help_is_named_until_it_is_answered_and_when_it_has_waited_too_long(chat: Chat) -> None:
    binh = chat.other("binh")
    await trains(chat)
    await morning_of(chat, FRIDAY)
    code = await asks_for_help(chat)
    await morning_of(chat, FRIDAY + timedelta(days=1))
    hears(binh, "Chờ bạn trả lời: 1 yêu cầu hỗ trợ.", "Từ hôm qua: 1 yêu cầu hỗ trợ mới.", "Trả lời 1 yêu cầu")
    await morning_of(chat, FRIDAY + timedelta(days=8))
    hears(binh, "Chờ bạn trả lời: 1 yêu cầu hỗ trợ, trong đó 1 yêu cầu đã quá 7 ngày.")
    await binh.says(f"/traloi {code} có sách ở chi đoàn")
    await morning_of(chat, FRIDAY + timedelta(days=11))
    hears(binh, "Chưa gửi phiếu đăng ký")
    binh.sees_not("hỗ trợ")


async def test_added_contents_wait_too(chat: Chat) -> None:
    binh = chat.other("binh")
    await trains(chat)
    await does(
        chat,
        "INSERT INTO supplement (form_id, unit_id, person_id, criterion, group_title, title, action, due_precision,"
        " due_start, due_end, how, state, sent_at, reason, rev)"
        " SELECT id, unit_id, person_id, '2.1', '', '', '', 'day', '2027-01-01',"
        " '2027-01-01', '', 'sent', :at, '', 0 FROM form",
        at="2026-11-26T09:00:00Z",
    )
    await morning_of(chat, FRIDAY)
    hears(binh, "Chờ bạn duyệt: 1 mục bổ sung.", "Từ hôm qua: 1 mục bổ sung mới.")
    await binh.picks("Duyệt mục bổ sung")
    binh.sees("Nguyễn Văn An")


async def test_words_of_the_round_wait_for_the_branch(chat: Chat) -> None:
    """PN-21: with who has not looked back yet."""
    binh = chat.other("binh")
    await trains(chat)
    await trains(chat.other("hoa"))
    await morning_of(chat, date(2027, 1, 18))
    hears(binh, "Chưa tự đánh giá giữa kỳ: 2 người (hạn Chủ Nhật 31/01/2027, còn 13 ngày).", "Ai chưa tự đánh giá?")
    await does(
        chat,
        "INSERT INTO interim (form_id, unit_id, period, difficulty, sent_at, comment, rev)"
        " SELECT id, unit_id, '2027-S1', '', :at, '', 0 FROM form WHERE person_id = :an",
        at="2027-01-18T09:00:00Z",
        an=4,
    )
    await morning_of(chat, date(2027, 1, 19))
    hears(binh, "Chờ chi đoàn nhận xét: 1 bản tự đánh giá giữa kỳ.", "Chưa tự đánh giá giữa kỳ: 1 người")
    hears(binh, "Từ hôm qua: 1 bản tự đánh giá giữa kỳ mới.")
    await binh.picks("Nhận xét giữa kỳ")
    binh.sees("Bạn xem việc của ai?")
    await does(chat, "UPDATE interim SET comment_at = :at", at="2027-01-19T03:00:00Z")
    await morning_of(chat, date(2027, 1, 24))
    hears(binh, "Chưa tự đánh giá giữa kỳ: 1 người")
    binh.sees_not("Chờ chi đoàn nhận xét")


async def test_assessments_wait_for_the_meeting(chat: Chat) -> None:
    """PN-22: counted until the branch has closed its round."""
    binh = chat.other("binh")
    await trains(chat)
    await trains(chat.other("hoa"))
    await does(
        chat,
        "INSERT INTO assessment (form_id, person_id, unit_id, cycle_id, state, version, sent_at, rev)"
        " SELECT id, person_id, unit_id, cycle_id, 'sent', 1, :at, 0 FROM form WHERE person_id = :an",
        at="2027-04-27T09:00:00Z",
        an=4,
    )
    await morning_of(chat, date(2027, 4, 28))
    hears(binh, "Chờ chi đoàn xếp loại: 1 bản tự đánh giá cuối năm.", "Chưa tự đánh giá cuối năm: 1 người")
    hears(binh, "1 bản tự đánh giá cuối năm mới", "Mở đánh giá")
    await morning_of(chat, date(2027, 5, 16))
    hears(binh, "Chi đoàn quá hạn gửi kết quả xếp loại (hạn Thứ Bảy 15/05/2027).")


async def test_who_blocks_the_bot_is_named_once_as_new(chat: Chat) -> None:
    """products.md 26, 59: how many are out of reach, and that one more is."""
    binh = chat.other("binh")
    await morning_of(chat, BEGINS)
    hears(binh, "Bot không liên lạc được với 3 người.")
    at = instant(datetime(2026, 12, 1, 9, tzinfo=ZONE))
    await does(chat, "UPDATE link SET unreachable = 'blocked', unreachable_at = :at WHERE person_id = 4", at=at)
    await morning_of(chat, BEGINS + timedelta(days=1))
    hears(binh, "Bot không liên lạc được với 4 người, trong đó 1 người mới mất liên lạc.")
    await morning_of(chat, BEGINS + timedelta(days=7))
    hears(binh, "Bot không liên lạc được với 4 người.")


async def test_at_the_end_of_a_month_the_talk_is_asked_for(chat: Chat) -> None:
    """PN-18"""
    binh = chat.other("binh")
    await trains(chat)
    await morning_of(chat, date(2027, 3, 20))
    before = len(told(binh, MORNING))
    for day in range(27, 32):
        await morning_of(chat, date(2027, 3, day))
    assert len(told(binh, MORNING)) == before + 2, "on the first and on the last of these days"
    hears(binh, "Tháng 03/2027 chi đoàn chưa ghi buổi trao đổi nào với đoàn viên.")
    await binh.picks("Xem và ghi trao đổi")
    binh.sees("Trao đổi tháng 03/2027", "Ghi lại đã trao đổi")


async def test_a_talk_that_was_written_down_is_not_asked_for(chat: Chat) -> None:
    binh = chat.other("binh")
    await trains(chat)
    await morning_of(chat, date(2027, 3, 20))
    await binh.says("/traodoi ghi")
    await binh.picks("Tiếp")
    await binh.says("Họp chi đoàn")
    before = len(told(binh))
    for day in (26, 27, 31):
        await morning_of(chat, date(2027, 3, day))
    assert len(told(binh)) == before


async def test_whoever_sits_in_the_committee_hears_and_whoever_left_does_not(chat: Chat) -> None:
    await morning_of(chat, FRIDAY)
    await registers(chat)
    async with school_at(chat.stage.url) as school:
        dung = await school.member(DUNG)
        await appoint(school, dung.person, dung.unit)
    await does(chat, "UPDATE role SET until = '2026-11-28' WHERE person_id = 2")
    await morning_of(chat, FRIDAY + timedelta(days=1))
    hears(chat.other("dung"), "Chờ bạn xác nhận: 1 phiếu")
    assert told(chat.other("cuong"), MORNING) == []


async def test_whoever_leaves_between_planning_and_sending_gets_nothing(chat: Chat) -> None:
    await morning_of(chat, FRIDAY)
    await registers(chat)
    chat.clock.now = datetime(2026, 11, 28, 7, 30, tzinfo=ZONE)
    await chat.stage.sweeps_without_sending()
    await does(chat, "UPDATE role SET until = '2026-11-28' WHERE person_id = 2")
    await chat.stage.sends_what_is_due()
    assert told(chat.other("cuong"), MORNING) == []
    assert ("skipped", "left") in await ledger(chat, "digest")


async def second_branch(school: School) -> int:
    """12A2, with a member who has an account, and Binh in its committee, too."""
    above = int(str(await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")))
    unit = await add_unit(school, "12A2", above)
    await school.does("UPDATE unit SET sector = 'truong-hoc' WHERE id = :unit", unit=unit)
    mai = await add_member(school, unit, 31)
    await link(school, mai, "mai")
    await appoint(school, 1, unit)
    return unit


async def test_of_two_branches_each_has_its_part_in_one_message(chat: Chat) -> None:
    binh, mai = chat.other("binh"), chat.other("mai")
    async with school_at(chat.stage.url) as school:
        await second_branch(school)
    await morning_of(chat, FRIDAY)
    await registers(chat)
    await registers(chat.other("hoa"))
    await registers(mai)
    await morning_of(chat, FRIDAY + timedelta(days=1))
    (screen,) = told(binh, MORNING)
    hears(binh, "Nhắc việc · 2 việc", "1. Chi đoàn 12A1 · sáng Thứ Bảy 28/11/2026\nChờ bạn xác nhận: 2 phiếu")
    hears(binh, "2. 12A2 · sáng Thứ Bảy 28/11/2026\nChờ bạn xác nhận: 1 phiếu")
    assert screen.reply is not None
    labels = [option.label for option in screen.reply.options]
    assert labels == ["Duyệt phiếu", "Tắt nhắc"], "one queue for both, so one button without a number"
    hears(chat.other("cuong"), "Duyệt 2 phiếu")


async def test_of_two_branches_only_the_one_with_something_to_say_is_named(chat: Chat) -> None:
    binh = chat.other("binh")
    async with school_at(chat.stage.url) as school:
        await second_branch(school)
    await morning_of(chat, FRIDAY)
    await registers(chat.other("mai"))
    await morning_of(chat, FRIDAY + timedelta(days=1))
    hears(binh, "12A2 · sáng Thứ Bảy 28/11/2026")
    binh.sees_not("12A1", "2. ")


async def test_whoever_sits_in_several_committees_is_led_to_the_one_that_is_meant(chat: Chat) -> None:
    binh = chat.other("binh")
    async with school_at(chat.stage.url) as school:
        await second_branch(school)
    await morning_of(chat, BEGINS)
    hears(binh, "Ai chưa gửi? 12A1", "Ai chưa gửi? 12A2")
    await binh.picks("Ai chưa gửi? 12A2")
    binh.sees("12A2", "1/1 người chưa")


def test_every_button_leads_to_a_conversation() -> None:
    ways = {command.split()[0] for _, command in digest.WAYS} | {way.split()[0] for way in overdue.WAYS.values()}
    assert ways <= {f"/{entry.command}" for entry in FLOWS.values()}


async def test_the_digest_comes_at_the_hour_of_the_branch_and_calls_an_afternoon_none(chat: Chat) -> None:
    await morning_of(chat, FRIDAY)
    await registers(chat)
    day = FRIDAY + timedelta(days=1)
    await morning_of(chat, day, time(7, 29))
    assert told(chat.other("binh"), MORNING) == []
    await morning_of(chat, day, time(14))
    hears(chat.other("binh"), "Chi đoàn 12A1 · Thứ Bảy 28/11/2026")


# The month ahead


async def test_near_the_end_of_a_month_the_next_is_told(chat: Chat) -> None:
    """TN-08"""
    binh = chat.other("binh")
    await morning_of(chat, date(2026, 11, 24))  # a day off
    assert told(binh) == []
    await morning_of(chat, date(2026, 11, 25))
    hears(binh, "Việc tháng 12/2026 · Chi đoàn 12A1", "Thứ Ba 15/12/2026: hạn đoàn viên gửi phiếu đăng ký.")
    hears(binh, "Chủ Nhật 20/12/2026: hạn chi đoàn xác nhận phiếu và nhập phần mềm.")
    await morning_of(chat, date(2026, 11, 26))
    assert len(told(binh)) == 1, "once"


async def test_the_month_names_rounds_contents_activities_and_the_talk(chat: Chat) -> None:
    binh = chat.other("binh")
    await trains(chat)
    await morning_of(chat, date(2026, 12, 25))
    hears(binh, "Việc tháng 01/2027 · Chi đoàn 12A1")
    hears(binh, "Thứ Sáu 01/01/2027: mở đợt tự đánh giá giữa kỳ (học kỳ I của năm rèn luyện 2027).")
    hears(binh, "Chủ Nhật 31/01/2027: hạn đoàn viên tự đánh giá giữa kỳ.")
    hears(binh, "Tháng 12/2026 chưa ghi buổi trao đổi nào với đoàn viên.", "Xem và ghi trao đổi")
    binh.sees_not("đến hạn trong tháng", "Xem hoạt động")
    for n in range(6):
        await does(
            chat,
            "INSERT INTO activity (unit_id, cycle_id, title, day, completes, state, person_id, at, rev)"
            " SELECT unit_id, cycle_id, :title, :day, 0, 'planned', 1, '', 0 FROM form",
            title=f"Ra quân {n}",
            day=f"2027-03-{n + 1:02}",
        )
    await does(chat, "INSERT INTO activity_unit (activity_id, unit_id) SELECT id, unit_id FROM activity")
    await morning_of(chat, date(2027, 2, 25))
    hears(binh, "Việc tháng 03/2027", "Thứ Hai 01/03/2027: Ra quân 0.", "Thứ Sáu 05/03/2027: Ra quân 4.")
    hears(binh, "Còn 1 hoạt động khác.", "1 mục của đoàn viên đến hạn trong tháng.")
    await binh.picks("Xem hoạt động")
    binh.sees("Ra quân 0")


async def test_a_month_with_nothing_in_it_is_not_told(chat: Chat) -> None:
    binh = chat.other("binh")
    await morning_of(chat, date(2027, 1, 25))
    before = len(told(binh))
    await morning_of(chat, date(2027, 2, 25))
    assert len(told(binh)) == before
    assert (await ledger(chat, "month"))[-1] == ("skipped", "nothing")


@pytest.mark.parametrize("heads", [True, False])
def test_a_part_that_names_its_subject_keeps_its_title_among_others(heads: bool) -> None:
    parts = [Part("một", title="A"), Part("hai", title="Chi đoàn", heads=heads)]
    reply = message_of(parts, load_texts(), snoozes=False)
    assert reply.text == ("1. một\n2. Chi đoàn\nhai" if heads else "1. một\n2. hai")
