"""The engine: each kind of question asked, answered, kept, checked again later; deploys in between; confirmations."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chat.ask import Again, Ask, Heard, Pause
from chat.checking import Section
from chat.memory import Open
from chat.message import FileRef
from chat.question import Problem, Said
from chat.talk import Talk
from rules.due import Due, Window
from tests.trial import Trial, texts_with

TEXTS = """
menu-trial = Việc thử
trial-task = Bạn làm việc gì?
    .title = Việc thử
trial-place = Ở đâu?
trial-guest = Mời ai?
trial-when = Xong khi nào?
trial-paper = Gửi tệp danh sách.
trial-sport = Môn nào?
    .run = Chạy bộ
    .swim = Bơi lội
    .chess = Cờ vua
trial-sure = Ghi việc “{ $task }”?
    .yes = Ghi
    .no = Thôi
trial-drop = Bỏ hết?
    .yes = Bỏ hết
    .no = Giữ lại
trial-send = { $sections }
    .send = Gửi đi
    .edit = Sửa { $n }
    .which = Sửa gì? { $section }
    .unclear = Gõ “gửi” hoặc “sửa 1”.
trial-vague = “{ $typed }” chưa rõ. Viết rõ hơn, hay giữ nguyên?
trial-copied = Câu này chép lại đề.
"""

WINDOW = Window(date(2026, 11, 23), date(2027, 5, 15), 2027)


def told(typed: str) -> Problem | None:
    """Short is doubtful, a copy is refused."""
    if typed == "chép":
        return Problem("trial-copied")
    return Problem("trial-vague", {"typed": typed}, soft=True) if len(typed) < 5 else None


def one_task(ask: Ask) -> Any:
    return ask.text("task", check=told)


def task_and_place(ask: Ask) -> Any:
    return ask.text("task", check=told), ask.text("place")


def played(flow: Callable[[Ask], Any]) -> Trial:
    return Trial.of(TEXTS, flow)


# Text


def test_a_text_is_asked_and_its_answer_comes_back_for_good() -> None:
    trial = played(task_and_place)
    assert (trial.asked, trial.screen.text, trial.screen.title) == ("task", "Bạn làm việc gì?", "Việc thử")
    assert trial.screen.words
    trial.says("  Chạy bộ mỗi sáng ")
    assert (trial.asked, trial.screen.text) == ("place", "Ở đâu?")
    trial.runs().runs()
    assert trial.asked == "place"
    trial.says("Công viên")
    assert trial.ended
    assert trial.result == ("Chạy bộ mỗi sáng", "Công viên")


@pytest.mark.parametrize(
    "typed",
    ["", "   ", "\n\t", "👍", "👍👍 🎉", "...", "?!", "–", "|", "\u200b\u200b", "\u202e", "\u00ad", "\u200d", "\ue000"],
)
def test_an_answer_without_letters_is_none(typed: str) -> None:
    trial = played(lambda ask: ask.text("task"))
    trial.says(typed)
    assert (trial.asked, trial.note) == ("task", "Bạn hãy trả lời bằng chữ.")
    assert trial.says("7").result == "7"


@pytest.mark.parametrize(("length", "taken"), [(500, True), (501, False)])
def test_an_answer_has_at_most_500_characters(length: int, taken: bool) -> None:
    trial = played(lambda ask: ask.text("task"))
    trial.says("à" * length)
    assert trial.ended is taken
    if not taken:
        assert trial.note.startswith("Câu trả lời dài 501 ký tự, nhiều nhất là 500.")
        assert trial.says("ngắn hơn").result == "ngắn hơn"


@pytest.mark.parametrize(("length", "taken"), [(700, True), (701, False)])
def test_an_answer_may_have_as_many_characters_as_the_flow_says(length: int, taken: bool) -> None:
    trial = played(lambda ask: ask.text("task", most=700))
    trial.says("à" * length)
    assert trial.ended is taken
    if not taken:
        assert trial.note.startswith("Câu trả lời dài 701 ký tự, nhiều nhất là 700.")


def test_an_answer_is_kept_in_composed_letters_and_without_what_cannot_be_seen() -> None:
    trial = played(lambda ask: ask.text("task"))
    trial.says("\ufeffĐo\u0323c\x00 3 \u202ecuốn\r\nsách\u200b 👨\u200d👩\u200d👧\t.")
    assert trial.result == "Đọc 3 cuốn\nsách 👨\u200d👩\u200d👧 ."


def test_a_doubtful_answer_may_be_kept_by_tap_or_word() -> None:
    for keep in ("keep", None):
        trial = played(task_and_place)
        trial.says("chạy")
        assert (trial.asked, trial.note) == ("task", "“chạy” chưa rõ. Viết rõ hơn, hay giữ nguyên?")
        assert trial.labels == ["Giữ nguyên"]
        assert "Đang ghi" not in trial.screen.text  # the note has just said it
        trial.taps(keep) if keep else trial.says("Giu nguyen!")
        assert trial.asked == "place"
        assert trial.answers["task"] == "chạy"


def test_a_doubtful_answer_may_be_written_anew_or_insisted_on() -> None:
    assert played(one_task).says("chạy").says("chạy bộ mỗi sáng").result == "chạy bộ mỗi sáng"
    assert played(one_task).says("chạy").says("chạy").result == "chạy"


def test_a_doubt_about_a_second_answer_is_about_the_second() -> None:
    trial = played(one_task).says("chạy").says("bơi")
    assert "“bơi” chưa rõ" in trial.note
    assert trial.says("giữ").result == "bơi"


def test_what_is_refused_hard_offers_nothing_to_keep() -> None:
    trial = played(one_task).says("chép")
    assert (trial.note, trial.labels) == ("Câu này chép lại đề.", [])
    assert trial.says("giữ nguyên").result == "giữ nguyên"  # words like any others where nothing is kept


def test_after_a_refusal_the_doubtful_answer_from_before_is_still_offered_by_name() -> None:
    trial = played(one_task).says("chạy").says("chép")
    assert trial.screen.text.endswith("Đang ghi: “chạy”.")
    assert trial.taps("keep").result == "chạy"


def test_a_doubtful_answer_outlives_an_interruption() -> None:
    trial = played(one_task).says("chạy").runs()
    assert trial.screen.text.endswith("Đang ghi: “chạy”.")
    assert trial.labels == ["Giữ nguyên"]


@pytest.mark.parametrize("way", ["tap", "whole", "folded"])
def test_a_ready_answer_is_taken_as_it_stands(way: str) -> None:
    trial = played(lambda ask: ask.text("task", ready=("Viết rõ hơn", "Ghi lại hạn")))
    assert trial.labels == ["Viết rõ hơn", "Ghi lại hạn"]
    ways = {
        "tap": lambda: trial.taps("r1"),
        "whole": lambda: trial.says("Ghi lại hạn."),
        "folded": lambda: trial.says("GHI LAI HAN"),
    }
    ways[way]()
    assert trial.result == "Ghi lại hạn"


@pytest.mark.parametrize("tap", ["r2", "r²", "r-1", "1", "rr1", "keep", "", "zzz"])
def test_a_tap_that_no_option_has_answers_nothing(tap: str) -> None:
    trial = played(lambda ask: ask.text("task", ready=("Viết rõ hơn", "Ghi lại hạn"))).taps(tap)
    assert (trial.asked, trial.note) == ("task", "Bạn hãy trả lời bằng chữ.")


def test_numbers_are_words_where_text_is_asked() -> None:
    assert played(lambda ask: ask.text("task", ready=("Viết rõ hơn", "Ghi lại hạn"))).says("2").result == "2"


def test_a_bar_is_an_ordinary_sign_where_no_lines_are_taken() -> None:
    assert played(lambda ask: ask.text("task")).says("đọc | viết\nvẽ | hát").result == "đọc | viết\nvẽ | hát"


def test_an_answer_known_from_elsewhere_counts_until_it_is_changed() -> None:
    def flow(ask: Ask) -> Any:
        return ask.text("task", check=told, known="Chạy bộ mỗi sáng"), ask.text("place")

    trial = played(flow)
    assert trial.asked == "place"
    talk = trial.talk
    talk.memory("trial").reopen("task")
    trial.raw = talk.dumps()
    assert trial.runs().screen.text.endswith("Đang ghi: “Chạy bộ mỗi sáng”.")
    assert trial.says("Bơi mỗi chiều").says("Bể bơi").result == ("Bơi mỗi chiều", "Bể bơi")


def test_a_known_answer_that_is_refused_is_asked_for_with_one_word_of_why() -> None:
    trial = played(lambda ask: (ask.text("task", check=told, known="chép"), ask.text("place")))
    assert trial.asked == "task"
    assert trial.note.startswith("Một câu trả lời trước không còn dùng được")
    assert trial.labels == []  # what is refused is not offered
    trial.says("Chạy bộ mỗi sáng")
    assert (trial.asked, trial.note) == ("place", "")


def test_a_stricter_check_asks_again_and_keeps_the_other_answers() -> None:
    trial = played(task_and_place).says("Chạy bộ mỗi sáng")

    def stricter(ask: Ask) -> Any:
        return ask.text("task", check=lambda _: Problem("trial-copied")), ask.text("place")

    trial.flow = stricter
    trial.runs()
    assert trial.asked == "task"
    assert trial.note.startswith("Một câu trả lời trước không còn dùng được, bạn trả lời lại nhé.")
    trial.says("Bơi mỗi chiều")
    assert (trial.asked, trial.note) == ("task", "Câu này chép lại đề.")  # said once, not at every turn


def test_a_new_doubt_about_an_old_answer_is_no_reason_to_ask() -> None:
    trial = played(lambda ask: (ask.text("task"), ask.text("place"))).says("chạy")
    trial.flow = task_and_place
    assert trial.runs().asked == "place"


# Due dates


def when(ask: Ask) -> Any:
    return ask.due("when", WINDOW), ask.text("place")


def test_a_clear_due_date_is_echoed_with_the_next_question() -> None:
    trial = played(when).says("quy 1")
    assert (trial.asked, trial.note) == (
        "place",
        "Hạn: quý I/2027 (đến Thứ Tư 31/03/2027). Gõ “quay lại” nếu chưa đúng.",
    )
    assert trial.runs().note == ""
    assert trial.says("Ở nhà").result[0] == Due("quarter", date(2027, 1, 1), date(2027, 3, 31))


TWO_APRILS = Window(date(2026, 3, 1), date(2027, 5, 15), 2027)


@pytest.mark.parametrize("answer", ["d1", "2", "tháng 4/2027", "tháng 04/2027 (đến Thứ Sáu 30/04/2027)"])
def test_an_ambiguous_due_date_is_chosen_by_tap_number_or_words(answer: str) -> None:
    trial = played(lambda ask: ask.due("when", TWO_APRILS)).says("tháng 4")
    assert "có thể là: tháng 04/2026, tháng 04/2027" in trial.note
    assert len(trial.labels) == 2
    trial.taps(answer) if answer == "d1" else trial.says(answer)
    assert trial.result == Due("month", date(2027, 4, 1), date(2027, 4, 30))


def test_what_is_no_date_keeps_the_dates_that_were_offered() -> None:
    trial = played(lambda ask: ask.due("when", TWO_APRILS)).says("tháng 4")
    offered = trial.labels
    trial.says("abc")
    assert "Chưa hiểu thời hạn “abc”" in trial.note
    assert trial.labels == offered
    assert trial.says("1").result.start == date(2026, 4, 1)


def test_a_date_after_the_latest_offers_the_latest() -> None:
    trial = played(when).says("16/5/2027")
    assert trial.note.startswith("Hạn muộn nhất là Thứ Bảy 15/05/2027")
    assert trial.labels == ["Thứ Bảy 15/05/2027"]
    trial.says("1")
    assert trial.answers["when"] == ["day", "2027-05-15", "2027-05-15"]


@pytest.mark.parametrize("typed", ["hôm qua", "", "31/02", "15/03/2026", "👍", "x" * 300])
def test_a_due_date_that_cannot_be_taken_leaves_the_question_open(typed: str) -> None:
    trial = played(when).says(typed)
    assert trial.asked == "when"
    assert trial.note
    assert trial.says("quý 1").asked == "place"


def test_a_due_date_that_has_passed_meanwhile_is_asked_again_and_not_offered() -> None:
    trial = played(when).says("tháng 12")
    trial.flow = lambda ask: (ask.due("when", Window(date(2027, 1, 2), date(2027, 5, 15), 2027)), ask.text("place"))
    trial.runs()
    assert trial.asked == "when"
    assert trial.note.startswith("Một câu trả lời trước không còn dùng được")
    assert trial.labels == []
    trial.says("giữ nguyên")
    assert trial.asked == "when"


def test_a_due_date_is_cut_anew_when_the_rating_day_moves() -> None:
    trial = played(lambda ask: (ask.due("when", WINDOW), ask.text("place"))).says("quý 2")
    assert trial.answers["when"][2] == "2027-05-15"
    trial.flow = lambda ask: (ask.due("when", Window(date(2026, 11, 23), date(2027, 6, 20), 2027)), ask.text("place"))
    assert trial.says("Ở nhà").result[0].end == date(2027, 6, 20)


@pytest.mark.parametrize("answer", ["keep", "giữ nguyên", "Giữ nguyên"])
def test_a_due_date_that_is_opened_again_may_be_kept(answer: str) -> None:
    trial = reopened(played(when).says("quý 1"), "when")
    assert trial.screen.text == "Xong khi nào?\nĐang ghi: “quý I/2027”."
    trial.taps(answer) if answer == "keep" else trial.says(answer)
    assert trial.asked == "place"


def test_to_keep_the_date_can_be_chosen_by_its_number_next_to_offered_dates() -> None:
    trial = reopened(played(when).says("quý 1"), "when").says("16/5/2027")
    assert trial.labels == ["Thứ Bảy 15/05/2027", "Giữ nguyên"]
    trial.says("2")
    assert trial.answers["when"] == ["quarter", "2027-01-01", "2027-03-31"]


def reopened(trial: Trial, key: str) -> Trial:
    talk = trial.talk
    talk.memory("trial").reopen(key)
    trial.raw = talk.dumps()
    return trial.runs()


# Files

ROLL = FileRef("f1", "Danh sách.XLSX", 12_000, "application/xlsx")


def paper(ask: Ask) -> Any:
    return ask.file("paper", most=20_000_000, kinds=(".xlsx", ".csv")), ask.text("place")


def test_a_file_is_kept_by_its_reference() -> None:
    trial = played(paper).says("", ROLL)
    assert (trial.asked, trial.note) == ("place", "Đã nhận tệp Danh sách.XLSX.")
    assert trial.says("Ở nhà").result[0] == ROLL


@pytest.mark.parametrize(
    ("sent", "note"),
    [
        ((), "Bạn hãy gửi một tệp."),
        ((ROLL, ROLL), "Mỗi lần chỉ nhận một tệp. Bạn hãy gửi từng tệp một."),
        ((FileRef("f", "a.pdf", 1),), "Chỉ nhận tệp .xlsx, .csv. Chưa có gì thay đổi."),
        ((FileRef("f", "a.csv", 20_000_001),), "Tệp nặng 21 MB, vượt mức tối đa 20 MB. Chưa có gì thay đổi."),
        ((FileRef("f", "a.csv", 62_000_000),), "Tệp nặng 62 MB, vượt mức tối đa 20 MB. Chưa có gì thay đổi."),
    ],
)
def test_what_is_no_such_file_changes_nothing(sent: tuple[FileRef, ...], note: str) -> None:
    trial = played(paper).says("đây", *sent)
    assert (trial.asked, trial.note) == ("paper", note)


@pytest.mark.parametrize("size", [0, 20_000_000])
def test_a_file_may_be_as_large_as_allowed(size: int) -> None:
    assert played(paper).says("", FileRef("f", "a.csv", size)).asked == "place"


def test_any_kind_of_file_is_taken_where_none_is_named() -> None:
    assert played(lambda ask: ask.file("paper", most=10)).says("", FileRef("f", "ảnh.heic", 10)).ended


# Yes or no


def sure(ask: Ask) -> Any:
    task = ask.text("task")
    ask.shows(task=task)
    return task, ask.confirm("sure"), ask.text("place")


@pytest.mark.parametrize(
    ("said", "yes"),
    [
        ("yes", True),
        ("no", False),
        ("Ghi", True),
        ("thôi", False),
        ("1", True),
        ("2", False),
        ("có", True),
        ("Đúng!", True),
        ("ok", True),
        ("không", False),
        ("KHONG", False),
    ],
)
def test_yes_and_no_are_said_in_many_ways(said: str, yes: bool) -> None:
    trial = played(sure).says("Chạy bộ")
    trial.taps(said) if said in {"yes", "no"} else trial.says(said)
    assert trial.says("Ở nhà").result == ("Chạy bộ", yes, "Ở nhà")


@pytest.mark.parametrize("typed", ["ko ghi", "có lẽ", "3", "", "👍", "yes please"])
def test_what_is_neither_yes_nor_no_counts_as_neither(typed: str) -> None:
    trial = played(sure).says("Chạy bộ").says(typed)
    assert (trial.asked, trial.note) == ("sure", "Hãy chọn một trong các câu dưới đây.")
    assert "sure" not in trial.answers


def test_for_something_risky_the_safe_choice_stands_first() -> None:
    assert played(lambda ask: ask.confirm("drop")).labels == ["Bỏ hết", "Giữ lại"]
    trial = played(lambda ask: ask.confirm("drop", risky=True))
    assert trial.labels == ["Giữ lại", "Bỏ hết"]
    assert trial.says("1").result is False


def test_a_confirmation_counts_only_for_the_very_text_it_was_given_to() -> None:
    trial = reopened(played(sure).says("Chạy bộ").taps("yes"), "task").says("Bơi lội")
    assert (trial.asked, trial.screen.text) == ("sure", "Ghi việc “Bơi lội”?")
    assert trial.taps("no").says("Ở nhà").result == ("Bơi lội", False, "Ở nhà")


def test_a_confirmation_stays_when_the_answer_before_it_is_kept() -> None:
    trial = reopened(played(sure).says("Chạy bộ").taps("yes"), "task").says("giữ nguyên")
    assert trial.asked == "place"


def test_a_yes_to_a_text_that_has_changed_on_the_screen_of_another_chat_is_asked_again() -> None:
    trial = played(sure).says("Chạy bộ")
    talk = trial.talk
    talk.memory("trial").answers["task"] = "Bơi lội"  # answered anew from another platform
    trial.raw = talk.dumps()
    trial.taps("yes")
    assert (trial.asked, trial.note) == ("sure", "Nội dung vừa thay đổi. Bạn xem lại rồi trả lời.")
    assert trial.screen.text == "Ghi việc “Bơi lội”?"
    assert trial.taps("yes").asked == "place"


# What a deploy does to a conversation in the middle


def test_a_question_added_midway_is_asked_and_the_answers_are_kept() -> None:
    trial = played(task_and_place).says("Chạy bộ mỗi sáng")
    trial.flow = lambda ask: (ask.text("task"), ask.text("guest"), ask.text("place"))
    trial.says("Công viên")
    assert (trial.asked, trial.notes) == ("guest", ())
    assert trial.says("Cả tổ").result == ("Chạy bộ mỗi sáng", "Cả tổ", "Công viên")  # what was typed was not lost


def test_a_tap_or_a_number_waits_for_no_later_question() -> None:
    trial = played(lambda ask: (ask.one("sport", ("run", "swim")), ask.text("place")))
    trial.flow = lambda ask: (ask.text("guest"), ask.one("sport", ("swim", "run")), ask.text("place"))
    trial.says("1").says("Cả tổ")
    assert trial.asked == "sport"


def test_a_question_that_is_removed_is_ignored() -> None:
    trial = played(task_and_place).says("Chạy bộ mỗi sáng")
    trial.flow = lambda ask: ask.text("place")
    assert trial.says("Công viên").result == "Công viên"


def test_the_open_question_may_be_the_one_that_is_removed() -> None:
    trial = played(lambda ask: (ask.text("task"), ask.text("guest"), ask.text("place"))).says("Chạy bộ")
    trial.flow = task_and_place
    assert trial.says("Cả tổ").asked == "place"
    assert trial.says("Công viên").result == ("Chạy bộ", "Công viên")


def test_a_renamed_key_is_asked_again() -> None:
    trial = played(task_and_place).says("Chạy bộ mỗi sáng")
    trial.flow = lambda ask: (ask.text("guest"), ask.text("place"))
    assert trial.runs().asked == "guest"


def test_an_answer_moved_behind_a_question_comes_back_in_its_new_place() -> None:
    trial = played(task_and_place).says("Chạy bộ mỗi sáng")
    trial.flow = lambda ask: (ask.text("place"), ask.text("task", check=told))
    assert trial.says("Công viên").result == ("Công viên", "Chạy bộ mỗi sáng")


KINDS: dict[str, Callable[[Ask], Any]] = {
    "one": lambda ask: ask.one("task", ("run", "swim"), label=str),
    "many": lambda ask: ask.many("task", ("run", "swim"), label=str),
    "text": lambda ask: ask.text("task"),
    "due": lambda ask: ask.due("task", WINDOW),
    "file": lambda ask: ask.file("task", most=10),
    "confirm": lambda ask: ask.confirm("task"),
    "review": lambda ask: ask.review("task", ()),
}
ALL = TEXTS.replace(
    "    .title = Việc thử\n",
    "    .title = Việc thử\n    .done = Xong\n    .yes = Có\n    .no = Không\n    .send = Gửi\n    .edit = Sửa { $n }\n"
    "    .unclear = Hả?\n",
)
STORED: tuple[Any, ...] = (
    *("run", "2027", ["run"], ["day", "2027-03-01", "2027-03-01"], 7, True, {}, [], None),
    *({"on": ["run"], "done": False}, {"on": ["run"]}, {"on": 5, "done": True}),
    *({"of": 1}, {"yes": True, "of": 1}, {"id": 3}, {"id": "f", "new": 1}),
)


def stops_at(ask: Ask, kind: str) -> Open | None:
    try:
        KINDS[kind](ask)
    except Pause as pause:
        return pause.question
    return None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stored", STORED, ids=str)
def test_an_answer_kept_by_another_kind_of_question_is_no_fault(kind: str, stored: Any) -> None:
    talk = Talk()
    talk.memory("trial").answers["task"] = stored
    question = stops_at(Ask("trial", talk, texts_with(ALL)), kind)
    assert question is None or question.notes or stored == {"on": ["run"], "done": False}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "said", [Said("2"), Said("xin chào"), Said(""), Said(tap="keep"), Said(tap="-run"), Said(tap=".x"), Said(tap="")]
)
@pytest.mark.parametrize("kept", ["run", ["day", "2027-03-01", "2027-03-01"], {"on": [], "done": True}, 7])
def test_whatever_is_said_and_whatever_was_kept_no_question_fails(kind: str, said: Said, kept: Any) -> None:
    talk = Talk()
    talk.memory("trial").kept["task"] = kept
    question = stops_at(Ask("trial", talk, texts_with(ALL), Heard("task", said)), kind)
    assert question is None or question.key == "task"


# One run


def test_a_key_is_asked_once_a_run() -> None:
    with pytest.raises(ValueError, match="task is asked twice"):
        played(lambda ask: (ask.text("task"), ask.text("task"))).says("Chạy bộ")


def test_no_except_exception_of_a_flow_swallows_a_question() -> None:
    def careless(ask: Ask) -> Any:
        try:
            return ask.text("task")
        except Exception:  # noqa: BLE001 - as a careless flow would
            return "swallowed"

    assert played(careless).asked == "task"


def test_the_words_after_the_command_are_there_and_may_be_taken_once() -> None:
    talk = Talk()
    talk.memory("trial").given = "sua 5"
    ask = Ask("trial", talk, texts_with(TEXTS))
    assert (ask.given, ask.take_given(), ask.take_given(), ask.given) == ("sua 5", "sua 5", "", "")


def test_answers_about_something_else_are_forgotten() -> None:
    def about(subject: str) -> Callable[[Ask], Any]:
        def flow(ask: Ask) -> Any:
            ask.about(subject)
            return ask.text("task"), ask.text("place")

        return flow

    trial = played(about("2026")).says("Chạy bộ")
    assert trial.runs().asked == "place"
    trial.flow = about("2027")
    assert trial.runs().asked == "task"
    assert (trial.answers, trial.labels) == ({}, [])


def test_a_subject_forgets_no_words_after_the_command() -> None:
    talk = Talk()
    talk.memory("trial").given = "sua 5"
    ask = Ask("trial", talk, texts_with(TEXTS))
    ask.about("2027")
    assert ask.given == "sua 5"


def test_a_run_that_begins_anew_keeps_what_was_to_be_said() -> None:
    talk = Talk()
    ask = Ask("trial", talk, texts_with(TEXTS), notes=("Xin chào.",))
    with pytest.raises(Again) as again:
        ask.change("task")
    assert again.value.notes == ("Xin chào.",)


def test_the_way_back_leads_to_the_question_before() -> None:
    trial = played(lambda ask: (ask.text("task"), ask.one("sport", ("run", "swim")), ask.text("place")))
    assert trial.back_to is None
    assert trial.says("Chạy bộ").back_to == "task"
    assert trial.taps("run").back_to == "sport"


def test_a_review_that_was_given_to_other_answers_is_asked_again() -> None:
    def flow(ask: Ask) -> Any:
        task = ask.text("task")
        ask.review("send", [Section(task, (("task", "Việc"),))])
        return task, ask.text("place")

    trial = played(flow).says("Chạy bộ").taps("send")
    assert trial.asked == "place"
    assert reopened(trial, "task").says("Bơi lội").asked == "send"
