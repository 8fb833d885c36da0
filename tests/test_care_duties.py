"""What home can say of help, rounds and talks: wanted when it is due, and only to whom it concerns."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest

from chat.message import Address
from chat.texts import load_texts
from handlers.checkin import checkin_duty
from handlers.context import Context, Notice
from handlers.duties import Duty
from handlers.interim import interim_duty
from handlers.support import support_duty
from storage.instants import local_day
from storage.people import Office
from tests.school import AN, BINH, DUNG, School, school_at
from tests.world import START

TEXTS = load_texts()


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    """An's registration is confirmed, and An has asked for help on the first day."""
    async with school_at(world) as opened:
        card = await opened.sends(AN, "Đọc 3 cuốn sách")
        async with opened.writes() as store:
            assert await store.confirm(card, await opened.person(BINH), "telegram")
        member, cycle = await opened.member(AN), await opened.cycle()
        async with opened.writes() as store:
            await store.open_ticket(member, cycle, card, "1.1", "chưa có sách", "telegram")
        yield opened


async def says(school: School, duty: Callable[[Context], Awaitable[Duty | None]], roll: int, now: datetime) -> str:
    """The duty's sentence and button, as this member has it then."""
    member = await school.member(roll, now)
    offices = (Office(member.unit, "bi-thu"),) if roll == BINH else ()
    at, notice = Address("telegram", "x"), Notice("1", "", "")
    store = school.reads(now)
    ctx = Context(at, member.person, member, offices, now, local_day(now), store, TEXTS, notice)
    due = await duty(ctx)
    return f"{due.says} [{due.option.label}]" if due and due.option else ""


def day(month: int, day_: int) -> datetime:
    return datetime(2027, month, day_, 3, tzinfo=UTC)


async def test_a_committee_is_told_who_waits_and_what_is_overdue(school: School) -> None:
    assert await says(school, support_duty, BINH, START) == ("1 yêu cầu hỗ trợ chờ bạn trả lời. [Trả lời 1 yêu cầu]")
    assert "trả lời, 1 yêu cầu đã quá 7 ngày." in await says(school, support_duty, BINH, day(1, 5))
    assert await says(school, support_duty, AN, START) == ""


async def test_a_round_is_a_duty_while_it_is_asked_for_and_then_the_branchs(school: School) -> None:
    assert await says(school, interim_duty, AN, day(2, 1)) == ""
    assert await says(school, interim_duty, AN, day(1, 1)) == (
        "tự đánh giá học kỳ I của năm rèn luyện 2027, hạn Chủ Nhật 31/01/2027 (khoảng 3 phút). [Tự đánh giá]"
    )
    assert await says(school, interim_duty, DUNG, day(1, 1)) == ""  # registered nothing
    assert await says(school, interim_duty, BINH, day(1, 1)) == ""
    (card,) = await school.reads().my_forms(await school.person(AN))
    async with school.writes(day(1, 1)) as store:
        await store.send_interim(card, "2027-S1", {"1.1": "done"}, "", "telegram")
    assert await says(school, interim_duty, AN, day(1, 2)) == ""
    assert "1 người chờ chi đoàn nhận xét" in await says(school, interim_duty, BINH, day(4, 1))


@pytest.mark.parametrize(
    ("roll", "month", "on", "written", "wanted"),
    [
        (BINH, 3, 19, False, False),
        (BINH, 3, 20, False, True),
        (BINH, 3, 31, True, False),
        (AN, 3, 31, False, False),
    ],
)
async def test_towards_the_end_of_a_month_the_talk_is_a_duty(
    school: School, roll: int, month: int, on: int, written: bool, wanted: bool
) -> None:
    """PN-18"""
    member, cycle = await school.member(BINH), await school.cycle()
    if written:
        async with school.writes(day(month, 1)) as store:
            await store.check_in(member.unit, cycle.id, "2027-03", "tốt", [member.person], member.person, "telegram")
    said = await says(school, checkin_duty, roll, day(month, on))
    assert said == ("trao đổi tháng 03/2027 với đoàn viên về nội dung rèn luyện. [Trao đổi tháng 03/2027]" * wanted)
