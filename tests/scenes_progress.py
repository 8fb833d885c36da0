"""Steps of talks about the work of the year."""

from tests.player import Chat
from tests.scenes import registers

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


async def is_confirmed(chat: Chat) -> str:
    """A registration of 1.2 and 4.1, sent and confirmed by Binh; the form's code."""
    code = await registers(chat)
    await chat.other("binh").says(f"duyet {code}")
    return code
