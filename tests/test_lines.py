"""Whole lines in one message ("1.2 | what | when | how"): what they answer, what they leave to be asked."""

from datetime import date
from typing import Any

import pytest

from chat.ask import Ask
from chat.checking import Section
from chat.question import Problem
from rules.due import Due, Window
from tests.trial import Trial

TEXTS = """
trial-items = Chọn mục.
    .done = Xong
trial-action = { $item }: làm gì?
trial-due = { $item }: khi nào?
trial-how = { $item }: bằng cách nào?
trial-wish = Có điều gì muốn nói thêm?
trial-send = { $sections }
    .send = Gửi
    .edit = Sửa { $n }
    .more = Thêm mục
    .which = Sửa gì?
    .unclear = Chưa hiểu.
trial-vague = “{ $typed }” chưa rõ.
trial-few = Hãy chọn ít nhất { $least } mục.
"""

CODES = [f"{group}.{n}" for group in range(1, 5) for n in range(1, 4)] + ["10.1"]
WINDOW = Window(date(2026, 11, 23), date(2027, 5, 15), 2027)
MARCH = Due("month", date(2027, 3, 1), date(2027, 3, 31))


def vague(typed: str) -> Problem | None:
    return Problem("trial-vague", {"typed": typed}, soft=True) if len(typed) < 4 else None


def pledge(ask: Ask, least: int = 1) -> Any:
    codes = ask.many(
        "items",
        CODES,
        label=lambda code: f"{code} Mục {code}",
        check=lambda codes: Problem("trial-few", {"least": least}) if len(codes) < least else None,
        lines=("action", "due", "how"),
    )
    told = []
    for code in codes:
        ask.shows(item=code)
        action, due = ask.text(f"action.{code}", check=vague), ask.due(f"due.{code}", WINDOW)
        told.append((code, action, due, ask.text(f"how.{code}")))
    parts = {code: tuple((f"{part}.{code}", part) for part in ("action", "due", "how")) for code in codes}
    ask.review("send", [Section(f"{c} {a} {d.end} {h}", parts[c]) for c, a, d, h in told], more="items")
    return told


@pytest.fixture
def trial() -> Trial:
    return Trial.of(TEXTS, pledge)


def test_one_line_answers_everything_about_its_code(trial: Trial) -> None:
    trial.says("1.2 | Đọc 3 cuốn sách | tháng 3 | mượn ở thư viện")
    assert (trial.asked, trial.note) == ("send", "Đã ghi 1 dòng.")
    assert trial.screen.text == "1. 1.2 Đọc 3 cuốn sách 2027-03-31 mượn ở thư viện"
    assert trial.taps("send").result == [("1.2", "Đọc 3 cuốn sách", MARCH, "mượn ở thư viện")]


def test_eight_lines_answer_everything_at_once_in_the_order_of_the_list(trial: Trial) -> None:
    codes = ["4.1", "1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "10.1"]
    trial.says("\n".join(f"{code} | Làm việc {code} | tháng 3 | mỗi tuần một buổi" for code in codes))
    assert (trial.asked, trial.note) == ("send", "Đã ghi 8 dòng.")
    assert [line[0] for line in trial.taps("send").result] == [code for code in CODES if code in codes]


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("1.2 | Đọc 3 cuốn sách | tháng 3", ["how.1.2"]),
        ("1.2 | Đọc 3 cuốn sách", ["due.1.2", "how.1.2"]),
        ("1.2 | | tháng 3 | mượn ở thư viện", ["action.1.2"]),
        ("1.2 | Đọc 3 cuốn sách | | mượn ở thư viện", ["due.1.2"]),
        ("1.2 |", ["action.1.2", "due.1.2", "how.1.2"]),
        ("1.2 | | | mượn ở thư viện |", ["action.1.2", "due.1.2"]),
        ("1.2. | Đọc 3 cuốn sách | tháng 3 | mượn ở thư viện", []),
        ("  1.2|Đọc 3 cuốn sách|tháng 3|mượn ở thư viện  ", []),
        ("１.２ | Đọc 3 cuốn sách | tháng 3 | mượn ở thư viện", []),
    ],
)
def test_only_what_is_missing_is_asked(trial: Trial, line: str, asked: list[str]) -> None:
    answers = {"action.1.2": "Đọc 3 cuốn sách", "due.1.2": "tháng 3", "how.1.2": "mượn ở thư viện"}
    trial.says(line)
    for key in asked:
        assert trial.asked == key
        trial.says(answers[key])
    assert trial.asked == "send"


def test_more_bars_than_parts_belong_to_the_last_part(trial: Trial) -> None:
    trial.says("1.2 | Đọc 3 cuốn sách | tháng 3 | ở thư viện | mỗi tuần")
    assert trial.taps("send").result[0][3] == "ở thư viện | mỗi tuần"


def test_a_wrong_date_in_one_of_the_lines_is_asked_about_and_the_others_are_kept(trial: Trial) -> None:
    trial.says(
        "1.1 | Việc một | hôm kia | cách một\n1.2 | Việc hai | tháng 3 | cách hai\n1.3 | Việc ba | 31/12/2027 | ba"
    )
    assert trial.asked == "due.1.1"
    assert trial.note.startswith("Đã ghi 3 dòng.\nChưa hiểu thời hạn “hôm kia”.")
    trial.says("tháng 3")
    assert trial.asked == "due.1.3"
    assert "Hạn muộn nhất là Thứ Bảy 15/05/2027" in trial.note
    trial.says("1")  # the latest day is offered
    assert trial.asked == "send"


def test_a_doubtful_part_is_asked_about_as_if_it_had_been_answered(trial: Trial) -> None:
    trial.says("1.2 | đọc | tháng 3 | mượn ở thư viện")
    assert (trial.asked, trial.labels) == ("action.1.2", ["Giữ nguyên"])
    assert "“đọc” chưa rõ." in trial.note
    assert trial.taps("keep").asked == "send"


def test_codes_that_do_not_exist_are_named_and_the_others_kept(trial: Trial) -> None:
    trial.says("1.2 | Việc hai | tháng 3 | cách hai\n9.9 | Việc chín | tháng 3 | cách chín\n11.1 | a | b | c")
    assert trial.asked == "send"
    assert trial.note == "Đã ghi 1 dòng.\nChưa nhận các dòng có mã 9.9, 11.1: danh mục không có mã đó."


def test_a_line_with_a_code_that_does_not_exist_ticks_nothing(trial: Trial) -> None:
    trial.taps("+1.1").says("9.9 | Việc chín | tháng 3 | cách chín")
    assert (trial.asked, trial.note) == ("items", "Chưa nhận các dòng có mã 9.9: danh mục không có mã đó.")
    assert trial.answers["items"]["on"] == ["1.1"]


def test_what_stands_between_pasted_lines_is_named_too(trial: Trial) -> None:
    trial.says("Em đăng ký các mục sau ạ:\n\n1.2 | Việc hai | tháng 3 | cách hai\n| | |\n\n")
    assert trial.asked == "send"
    assert (
        trial.note.splitlines()[1] == "Chưa hiểu dòng “Em đăng ký các mục s”, “”: mỗi dòng bắt đầu bằng mã, rồi dấu |."
    )


def test_a_code_that_comes_twice_counts_as_it_came_last(trial: Trial) -> None:
    trial.says("1.2 | Việc đầu | tháng 3 | cách đầu\n1.1 | Việc một | tháng 3 | cách một\n1.2 | Việc sau | | cách sau")
    assert trial.note == "Đã ghi 2 dòng.\nMục 1.2 có nhiều dòng: bot lấy dòng sau cùng."
    assert trial.taps("send").result[1] == ("1.2", "Việc sau", MARCH, "cách sau")


def test_a_code_alone_among_lines_is_chosen(trial: Trial) -> None:
    trial.says("1.2 | Việc hai | tháng 3 | cách hai\n1.3")
    assert trial.asked == "action.1.3"


def test_codes_not_chosen_before_are_added_to_those_that_were(trial: Trial) -> None:
    trial.taps("+1.1").says("1.2 | Việc hai | tháng 3 | cách hai")
    assert trial.asked == "action.1.1"
    trial.says("Việc một").says("tháng 3").says("cách một")
    assert [line[0] for line in trial.taps("send").result] == ["1.1", "1.2"]


def test_too_few_lines_open_the_list_and_keep_what_they_said(trial: Trial) -> None:
    trial.flow = lambda ask: pledge(ask, least=2)
    trial.says("1.2 | Việc hai | tháng 3 | cách hai")
    assert (trial.asked, trial.note) == ("items", "Đã ghi 1 dòng.\nHãy chọn ít nhất 2 mục.")
    trial.says("1.1").says("xong").says("Việc một").says("tháng 3").says("cách một")
    assert trial.asked == "send"


def test_a_line_without_its_code_answers_the_question_and_what_follows_for_the_same_code(trial: Trial) -> None:
    trial.says("1.1 1.2").says("xong").says("Việc một | tháng 3")
    assert (trial.asked, trial.note) == ("how.1.1", "")
    assert trial.says("cách một").asked == "action.1.2"
    assert trial.says("Việc hai | tháng 3 | cách hai").asked == "send"


def test_a_line_without_its_code_begins_at_the_open_question(trial: Trial) -> None:
    trial.says("1.1").says("xong").says("Việc một").says("15/3 | cách một")
    assert trial.asked == "send"
    assert trial.taps("send").result[0][2:] == (Due("day", date(2027, 3, 15), date(2027, 3, 15)), "cách một")


def test_a_date_with_a_dot_is_no_code(trial: Trial) -> None:
    assert trial.says("1.1").says("xong").says("Việc một").says("15.3 | cách một").asked == "send"


def test_at_the_last_part_a_bar_is_an_ordinary_sign(trial: Trial) -> None:
    trial.says("1.1").says("xong").says("Việc một").says("tháng 3").says("ở nhà | ở trường")
    assert trial.taps("send").result[0][3] == "ở nhà | ở trường"


def test_at_a_question_with_several_rows_and_no_code_the_bar_is_an_ordinary_sign(trial: Trial) -> None:
    trial.says("1.1").says("xong").says("đọc | viết\nvẽ | hát")
    assert trial.asked == "due.1.1"
    assert trial.answers["action.1.1"] == "đọc | viết\nvẽ | hát"


@pytest.mark.parametrize("typed", ["9.9 | việc | tháng 3 | cách", "9.9 | a | b | c\n9.8 | a | b | c"])
def test_a_line_with_an_unknown_code_is_no_answer_to_an_open_question(trial: Trial, typed: str) -> None:
    trial.says("1.1").says("xong").says(typed)
    assert trial.asked == "action.1.1"
    assert trial.note.startswith("Chưa nhận các dòng có mã 9.9")
    assert trial.says("Việc một").asked == "due.1.1"


def test_a_line_for_another_code_is_taken_while_a_question_is_open(trial: Trial) -> None:
    trial.says("1.1").says("xong").says("1.2 | Việc hai | tháng 3 | cách hai")
    assert (trial.asked, trial.note) == ("action.1.1", "Đã ghi 1 dòng.")
    assert trial.says("Việc một | tháng 3 | cách một").asked == "send"


def test_a_line_at_the_review_writes_its_item_anew(trial: Trial) -> None:
    trial.says("1.1 | Việc một | tháng 3 | cách một").says("1.1 | Việc khác")
    assert (trial.asked, trial.screen.text) == ("send", "1. 1.1 Việc khác 2027-03-31 cách một")
    trial.says("1.2 | Việc hai | tháng 3 | cách hai")
    assert trial.screen.text.count("\n") == 1


def test_a_line_ends_a_change_of_the_list(trial: Trial) -> None:
    trial.says("1.1 | Việc một | tháng 3 | cách một").taps("more").says("1.2 | Việc hai | tháng 3 | cách hai")
    assert trial.asked == "send"
    assert trial.talk.memory("trial").change == ""


def test_a_bar_at_a_question_that_is_no_part_of_the_lines_is_an_ordinary_sign() -> None:
    def flow(ask: Ask) -> Any:
        return pledge_without_review(ask), ask.text("wish")

    trial = Trial.of(TEXTS, flow).says("1.1 | Việc một")
    assert trial.says("cảm ơn | chào").result[1] == "cảm ơn | chào"


def pledge_without_review(ask: Ask) -> Any:
    codes = ask.many("items", CODES, label=str, lines=("action",))
    ask.shows(item="")
    return [ask.text(f"action.{code}") for code in codes]


def test_lines_before_the_list_is_asked_are_ordinary_answers() -> None:
    trial = Trial.of(TEXTS, lambda ask: (ask.text("wish"), pledge_without_review(ask)))
    assert trial.says("1.1 | Việc một").asked == "items"
    assert trial.answers["wish"] == "1.1 | Việc một"


def test_an_answer_that_came_in_a_line_is_not_echoed(trial: Trial) -> None:
    trial.says("1.1 | Việc một | tháng 3")
    assert trial.asked == "how.1.1"
    assert "Hạn:" not in trial.note
