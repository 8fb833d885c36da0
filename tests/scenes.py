"""Things that many talks begin with, said once."""

import re

from tests.player import Chat

ACTION = "Đọc 3 cuốn sách về Bác và viết 1 bài cảm nhận"
HOW = "Mượn ở thư viện, mỗi tháng một cuốn"
SPORT = "Chạy bộ 3 buổi mỗi tuần, mỗi buổi 2 km"


async def registers(chat: Chat, action: str = ACTION) -> str:
    """A registration of two contents, sent; returns the form's code."""
    await chat.says("/dangky")
    await chat.says(f"1.2 | {action} | quý 1 | {HOW}\n4.1 | {SPORT} | cuối năm | cùng hai bạn trong tổ")
    chat.sees("Kiểm tra trước khi gửi")
    await chat.picks("Gửi")
    chat.sees("Đã gửi lúc")
    return code_on(chat)


def code_on(chat: Chat) -> str:
    found = re.search(r"DK-\w{5}", chat.screen.all)
    assert found, f"no form code in:\n{chat.screen.all}"
    return found[0]
