"""Steps around activities and quizzes that several talks need."""

import re

from programmes import quiz
from storage.quizzes import load_quiz
from storage.session import session_for
from tests.player import Chat


async def plans(chat: Chat, title: str, day: str, *criteria: str, level: str = "Xong") -> str:
    """A secretary plans an activity of the own branch; returns its code."""
    await chat.says("/themhoatdong")
    await chat.says(title)
    await chat.says(day)
    await chat.picks(*criteria, "Tiếp")
    await chat.picks(level)
    chat.sees("Kiểm tra trước khi lưu", f"Tên: {title}")
    await chat.says("lưu")
    chat.sees("Đã lưu HD-")
    return activity_on(chat)


def activity_on(chat: Chat) -> str:
    found = re.search(r"HD-\w{5}", chat.screen.all)
    assert found, f"no activity in:\n{chat.screen.all}"
    return found[0]


async def notes(chat: Chat, code: str, *rolls: str) -> None:
    """A secretary notes exactly these members as present at an activity that nobody was noted of."""
    await chat.says(f"/diemdanh {code}")
    chat.sees("Chọn những ai đã dự")
    await chat.picks(*rolls, "Ghi điểm danh")
    chat.sees("người dự")


async def opens_quiz(chat: Chat, unit: str = "12A1") -> None:
    """The operator loads the shipped example for a branch."""
    read = quiz.load("chuong-trinh-ren-luyen")
    assert isinstance(read, quiz.QuestionSet)
    async with session_for(chat.stage.url) as session:
        loaded = await load_quiz(session, read, unit, chat.clock.now)
        assert isinstance(loaded, tuple)
