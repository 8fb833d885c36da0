"""Members whose registration is confirmed, and what they ask the committee for."""

import re

from tests.player import Chat
from tests.scenes import registers


async def trains(chat: Chat) -> str:
    """A registration of two contents (1.2 until the end of March, 4.1), confirmed by Binh; the form's code."""
    code = await registers(chat)
    await chat.other("binh" if chat.name != "binh" else "cuong").says(f"duyet {code}")
    return code


async def asks_for_help(chat: Chat, words: str = "chưa mượn được sách ở thư viện") -> str:
    """A call for help with content 1.2; its code."""
    await chat.says(f"/hotro 1.2 {words}")
    found = re.search(r"HT-\w{5}", chat.screen.all)
    assert found, chat.screen.all
    return found[0]
