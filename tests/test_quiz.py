"""/lambai and its sets of questions (PN-20): the best go counts, a doubtful file is refused, scores are seen above."""

from pathlib import Path

import pytest

from bot.config import Config
from bot.office import Fail, Office
from chat.texts import load_texts
from programmes.files import Refused
from programmes.quiz import LONGEST_OPTION, QuestionSet, load, shipped
from storage.quizzes import load_quiz
from storage.session import Refused as Kept
from storage.session import session_for
from tests.player import Chat
from tests.scenes_activities import opens_quiz
from tests.scenes_year import confirmed
from tests.world import START

RIGHT = "BCABB"


def desk(url: str) -> Office:
    return Office(Config.model_validate({"database": {"url": url}}), load_texts(), START)


async def test_a_member_answers_and_the_best_go_is_evidence_of_the_linked_content(chat: Chat) -> None:
    await confirmed(chat, "1.7", "4.1")
    await opens_quiz(chat)
    await chat.says("/lambai")
    chat.sees("câu 1/5", "Mỗi nội dung đăng ký", "B Việc cụ thể, thời hạn và giải pháp")
    await chat.picks("A Chỉ cần chọn tên")
    chat.sees("câu 2/5")
    for letter in "DABB":
        await chat.says(letter)
    chat.sees("đúng 3/5", "Chưa đạt: cần đúng 4/5", "Câu 1: Mỗi nội dung", "Đáp án đúng: Việc cụ thể", "Từ 90 %")
    chat.sees("Câu 3: đúng (Đăng ký bổ sung nội dung).")
    await chat.picks("Làm lại")
    chat.sees("câu 1/5")
    for letter in RIGHT:
        await chat.says(letter)
    chat.sees("đúng 5/5", "Đạt (cần đúng 4/5)", "Mục 1.7 của bạn được ghi là xong", "Lần tốt nhất của bạn: 5/5")
    hoa, binh = chat.other("hoa"), chat.other("binh")
    await hoa.says("/lambai")
    for letter in RIGHT:
        await hoa.says(letter)
    hoa.sees("Bạn chưa đăng ký mục 1.7")
    await binh.says("/diemdanh")
    await binh.picks("CH-")
    binh.sees("2/9 đoàn viên đã đạt", "7 Nguyễn Văn An: 5/5 (2 lần làm)", "1 Lê Thị Bình: chưa làm")


async def test_an_open_set_is_loaded_once_and_a_changed_one_takes_its_place(world: str) -> None:
    read = load("chuong-trinh-ren-luyen")
    assert isinstance(read, QuestionSet)
    async with session_for(world) as session:
        first = await load_quiz(session, read, "DTHPT", START)
        again = await load_quiz(session, read, "DTHPT", START)
        changed = QuestionSet(**{**{n: getattr(read, n) for n in read.__slots__}, "pass_mark": 5})
        newer = await load_quiz(session, changed, "DTHPT", START)
        strange = QuestionSet(**{**{n: getattr(read, n) for n in read.__slots__}, "criterion": "9.9"})
        assert isinstance(first, tuple)
        assert isinstance(again, tuple)
        assert isinstance(newer, tuple)
        assert (again[0].id, again[1], newer[1], first[0].state) == (first[0].id, False, True, "closed")
        assert await load_quiz(session, strange, "DTHPT", START) == Kept(
            "no-such-criterion", {"criterion": "9.9", "year": "2027"}
        )


async def test_the_operator_loads_a_set_by_its_name_or_file_and_hears_why_not(world: str, tmp_path: Path) -> None:
    office = desk(world)
    done = await office.load_quiz("chuong-trinh-ren-luyen", "12A1")
    assert done.lines == [
        "Đã mở bài CH-FE465 “Tìm hiểu Chương trình rèn luyện đoàn viên” cho 12A1: 5 câu, tính cho mục 1.7."
    ]
    assert (await office.load_quiz("chuong-trinh-ren-luyen", "12A1")).document["new"] is False
    path = tmp_path / "quiz.toml"
    path.write_text(GOOD.replace("1.7", "9.9"), "utf-8")
    for source, unit, said in (
        (str(path), "12A1", "Danh mục của chương trình 2027 không có mục 9.9. Chưa nạp gì."),
        ("khong-co", "12A1", "Không có bài “khong-co”. Các bài có sẵn: chuong-trinh-ren-luyen."),
        ("chuong-trinh-ren-luyen", "12A9", "Không có đơn vị 12A9."),
    ):
        with pytest.raises(Fail) as caught:
            await office.load_quiz(source, unit)
        assert caught.value.sentence == said


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_set_is_whole_and_names_its_source(name: str) -> None:
    read = load(name)
    assert isinstance(read, QuestionSet), read
    assert read.source
    assert read.origin == "proposed"


GOOD = """
title = "Tìm hiểu Đoàn"
criterion = "1.7"
pass_mark = 1
source = ["Sổ tay"]
origin = "page"
[[questions]]
ask = "Ngày nào?"
options = ["26/3", "15/5"]
right = "A"
why = "Ngày thành lập Đoàn."
"""


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("pass_mark = 1", "pass_mark = 2", "pass-mark"),
        ("pass_mark = 1", "pass_mark = 0", "wrong-value"),
        ("pass_mark = 1", "", "missing-key"),
        ('source = ["Sổ tay"]', "", "missing-key"),
        ('origin = "page"', 'origin = "somewhere"', "wrong-value"),
        ('right = "A"', 'right = "C"', "right"),
        ('right = "A"', 'right = "AB"', "right"),
        ('right = "A"', 'richtig = "A"', "unknown-key"),
        ('["26/3", "15/5"]', '["26/3"]', "options"),
        ('["26/3", "15/5"]', '["26/3", "26/3"]', "options"),
        ('["26/3", "15/5"]', '["26/3", ""]', "wrong-value"),
        ('["26/3", "15/5"]', f'["26/3", "{"x" * (LONGEST_OPTION + 1)}"]', "too-long"),
        ('why = "Ngày thành lập Đoàn."', "", "missing-key"),
        ("[[questions]]", "[[questions]", "not-toml"),
    ],
)
def test_a_doubtful_set_is_refused_with_its_reason(tmp_path: Path, old: str, new: str, code: str) -> None:
    path = tmp_path / "quiz.toml"
    path.write_text(GOOD, "utf-8")
    assert isinstance(load(path), QuestionSet)
    assert old in GOOD
    path.write_text(GOOD.replace(old, new), "utf-8")
    read = load(path)
    assert isinstance(read, Refused)
    assert read.code == code
    assert load_texts()(f"quiz-refused-{code}", **read.values)


def test_what_is_no_file_or_no_shipped_set_is_refused(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == Refused("no-file", {"file": "none.toml"})
    refused = load("khong-co")
    assert isinstance(refused, Refused)
    assert refused.code == "unknown"
