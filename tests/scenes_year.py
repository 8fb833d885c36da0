"""Steps of the year after registering that several talks need: a confirmed form, contents that are done."""

from sqlalchemy import text

from storage.session import session_for
from tests.player import Chat

EIGHT = ("1.1", "1.2", "1.3", "2.1", "2.2", "3.1", "4.1", "4.2")


async def confirmed(chat: Chat, *criteria: str, secretary: str = "binh") -> str:
    """A registration of these contents, sent by the member and confirmed; returns the form's code."""
    from tests.scenes import code_on

    await chat.says("/dangky")
    lines = (
        f"{code} | Làm 3 việc của mục {code} mỗi tháng | cuối năm | cùng tổ {n}" for n, code in enumerate(criteria)
    )
    await chat.says("\n".join(lines))
    chat.sees("Kiểm tra trước khi gửi")
    await chat.picks("Gửi")
    code = code_on(chat)
    secretary_chat = chat.other(secretary)
    await secretary_chat.says(f"duyet {code}")
    secretary_chat.sees("Đã xác nhận")
    return code


async def done(chat: Chat, *criteria: str, level: str = "done") -> None:
    """These contents of the only form of this moment stand as done, written by hand."""
    told = text(
        "INSERT INTO progress (form_id, criterion, level, note, source, at)"
        " SELECT max(id), :code, :level, '', 'member', '' FROM form"
    )
    async with session_for(chat.stage.url) as session:
        connection = await session.connection()
        for code in criteria:
            await connection.execute(told, {"code": code, "level": level})


async def sets(chat: Chat, name: str, value: str) -> None:
    """The branch's cycle decides by this, set before anybody registers."""
    from storage.years import set_setting

    async with session_for(chat.stage.url) as session:
        await set_setting(session, "DTHPT", name, value, chat.clock.now)
