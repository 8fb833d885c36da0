"""Talks that lead to a self-assessment: a confirmed form, and what its member says of it."""

import re
from datetime import UTC, datetime

from tests.player import Chat
from tests.scenes import registers
from tests.school import BINH, school_at

IN_SPRING = datetime(2027, 4, 26, 1, 0, tzinfo=UTC)  # nine days before the school's day of self-assessment


async def has_confirmed_form(chat: Chat) -> str:
    """Two contents, 1.2 and 4.1, registered and confirmed in the chat; the form's code."""
    code = await registers(chat)
    await chat.other("binh").says(f"duyet {code}")
    return code


async def has_contents(chat: Chat, roll: int, count: int) -> int:
    """So many contents, 1.1, 1.2 and on, registered and confirmed past the chat; the form's number."""
    async with school_at(chat.stage.url) as school:
        card = await school.sends(roll, *(f"Đọc {n} cuốn sách" for n in range(1, count + 1)))
        binh = await school.person(BINH)
        async with school.writes() as store:
            assert await store.confirm(card, binh, "telegram")
    return card.id


async def assesses(chat: Chat, *lines: str) -> str:
    """All lines in one message ("1.2 | xong | đã đọc 3 cuốn"), sent; the code of the self-assessment."""
    await chat.says("/danhgia")
    await chat.says("\n".join(lines or ("1.2 | xong | Đã đọc 3 cuốn sách", "4.1 | một phần | Chạy được 2 tháng")))
    chat.sees("Kiểm tra trước khi gửi")
    await chat.picks("Gửi")
    chat.sees("Đã gửi lúc")
    return assessment_on(chat)


def assessment_on(chat: Chat) -> str:
    found = re.search(r"TD-\w{5}", chat.screen.all)
    assert found, f"no code of a self-assessment in:\n{chat.screen.all}"
    return found[0]
