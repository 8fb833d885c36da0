"""Talks of a branch's meeting: the round is opened, everybody is decided about, the meeting closes."""

import re
from datetime import UTC, datetime

from tests.player import Chat
from tests.school import school_at

MEETING = datetime(2027, 5, 10, 1, 0, tzinfo=UTC)  # Monday, five days before the schools' day of rating


async def opens_the_meeting(binh: Chat) -> None:
    """The branch of nine meets: the collective rates, today is the day of the evaluation."""
    binh.clock.now = MEETING
    await binh.says("/hop")
    await binh.picks("Họp được")
    await binh.picks("Hôm nay")
    binh.sees("9 đoàn viên; tập thể chi đoàn xét")
    await binh.picks("Mở đợt xét")
    binh.sees("Đã mở đợt xét cho 9 đoàn viên")


async def rating_of(chat: Chat, roll: int) -> str:
    """The code of a member's result, as it stands in the list of the meeting."""
    await chat.says("/hop")
    found = re.search(rf"(XL-\w{{5,6}}) [^\n]*, số {roll} ·", chat.screen.all)
    if not found:
        await chat.says("/hop trang 2")
        found = re.search(rf"(XL-\w{{5,6}}) [^\n]*, số {roll} ·", chat.screen.all)
    assert found, f"nobody with number {roll} in:\n{chat.screen.all}"
    return found[1]


async def decided_past_the_chat(chat: Chat, outcome: str = "tot") -> None:
    """Everybody whom the talk has not decided about gets this grade, by plain SQL."""
    async with school_at(chat.stage.url) as school:
        await school.does(
            "UPDATE rating SET state = 'decided', outcome = :outcome, computed = :outcome,"
            " decided_at = '2027-05-10T01:00:00Z', rev = rev + 1,"
            " decided_by = (SELECT person_id FROM membership WHERE roll = 1)"
            " WHERE state = 'open' AND standing <> 'wait-remarks'",
            outcome=outcome,
        )
