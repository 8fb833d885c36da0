"""Check your answers: everything is shown, one answer is changed and one comes back, exactly what is shown is sent."""

from collections.abc import Sequence
from typing import Any

import pytest

from chat.ask import Ask
from chat.checking import Section
from tests.trial import Trial

TEXTS = """
trial-items = Chọn mục.
    .done = Xong
trial-task = { $item }: làm gì?
trial-place = { $item }: ở đâu?
trial-send = { $sections }
    { $hint }
    .title = Kiểm tra
    .send = Gửi tổ trưởng
    .edit = Sửa { $n }
    .more = Thêm, bớt mục
    .which = Sửa gì ở mục này?
        { $section }
    .unclear = Bot chưa hiểu. Gõ “gửi” hoặc “sửa 2”.
    .typed = Gõ “gửi”, “sửa 2” hoặc “thêm”.
"""

CODES = ("a", "b", "c")
LABELS = {"a": "Thứ nhất", "b": "Thứ hai", "c": "Thứ ba"}


def plan(ask: Ask, opens: int | None = None, hint: str = "") -> Any:
    """The second item has two parts, the others one."""
    told = []
    for code in ask.many("items", CODES, label=LABELS.__getitem__):
        ask.shows(item=LABELS[code])
        parts = [ask.text(f"task.{code}")] + ([ask.text(f"place.{code}")] if code == "b" else [])
        told.append((code, *parts))
    ask.shows(hint=hint)
    ask.review("send", sections(told), more="items", opens=opens)
    return told


def sections(told: Sequence[tuple[str, ...]]) -> list[Section]:
    names = ("Việc cụ thể", "Nơi làm")
    keys = ("task", "place")
    return [
        Section(
            " · ".join(parts), tuple((f"{key}.{code}", name) for key, name, _ in zip(keys, names, parts, strict=False))
        )
        for code, *parts in told
    ]


@pytest.fixture
def trial() -> Trial:
    """Two items, all answered: the review stands open."""
    trial = Trial.of(TEXTS, plan).says("1 2").says("xong")
    trial.says("Quét sân").says("Trồng cây").says("Vườn trường")
    assert trial.asked == "send"
    return trial


def test_a_review_shows_all_and_offers_to_send_to_change_and_to_add(trial: Trial) -> None:
    assert trial.screen.text == "1. Quét sân\n2. Trồng cây · Vườn trường"
    assert trial.labels == ["Gửi tổ trưởng", "Sửa 1", "Sửa 2", "Thêm, bớt mục"]
    assert (trial.screen.title, trial.screen.typed) == ("Kiểm tra", "Gõ “gửi”, “sửa 2” hoặc “thêm”.")
    assert trial.screen.words


@pytest.mark.parametrize("way", ["send", "gửi", "GUI!", "gửi đi", "Gửi tổ trưởng", "gui to truong", "gửi tổ"])
def test_what_is_shown_is_sent(trial: Trial, way: str) -> None:
    trial.taps(way) if way == "send" else trial.says(way)
    assert trial.result == [("a", "Quét sân"), ("b", "Trồng cây", "Vườn trường")]


@pytest.mark.parametrize("way", ["e1", "sửa 1", "Sửa mục 1", "sua 1", "mục 1", "1", "1.", "sửa số 1", "sua1", "１"])
def test_an_item_with_one_part_is_opened_at_once(trial: Trial, way: str) -> None:
    trial.taps(way) if way == "e1" else trial.says(way)
    assert trial.asked == "task.a"
    assert trial.screen.text == "Thứ nhất: làm gì?\nĐang ghi: “Quét sân”."
    trial.says("Quét lớp")
    assert (trial.asked, trial.screen.text.splitlines()[0]) == ("send", "1. Quét lớp")
    assert trial.talk.memory("trial").change == ""


def test_a_change_may_end_with_what_was_there(trial: Trial) -> None:
    assert trial.taps("e1").taps("keep").screen.text.startswith("1. Quét sân\n2. Trồng cây")


@pytest.mark.parametrize("way", ["e2", "sửa 2", "2"])
@pytest.mark.parametrize("part", ["place.b", "2", "Nơi làm", "noi"])
def test_of_an_item_with_several_parts_one_is_chosen(trial: Trial, way: str, part: str) -> None:
    trial.taps(way) if way == "e2" else trial.says(way)
    assert (trial.asked, trial.screen.text) == ("send", "Sửa gì ở mục này?\nTrồng cây · Vườn trường")
    assert (trial.labels, trial.screen.words) == (["Việc cụ thể", "Nơi làm"], False)
    trial.taps(part) if part == "place.b" else trial.says(part)
    assert trial.asked == "place.b"
    assert trial.says("Công viên").screen.text == "1. Quét sân\n2. Trồng cây · Công viên"


def test_out_of_the_parts_back_leads_to_the_review(trial: Trial) -> None:
    assert trial.back_to == "place.b"
    assert trial.says("sửa 2").back_to == "send"
    talk = trial.talk
    talk.memory("trial").reopen("send")
    trial.raw = talk.dumps()
    assert trial.runs().labels[0] == "Gửi tổ trưởng"


@pytest.mark.parametrize(
    ("typed", "n"), [("sửa 3", "3"), ("0", "0"), ("sửa 100", "100"), ("2027", "2027"), ("mục 12", "12")]
)
def test_an_item_that_is_not_there_is_named(trial: Trial, typed: str, n: str) -> None:
    trial.says(typed)
    assert (trial.asked, trial.note) == ("send", f"Không có mục số {n}. Phiếu có các mục từ 1 đến 2.")
    assert trial.labels[0] == "Gửi tổ trưởng"


def test_at_the_parts_the_number_of_another_item_opens_that_one(trial: Trial) -> None:
    assert trial.says("sửa 2").says("sửa 1").asked == "task.a"


@pytest.mark.parametrize(
    "typed", ["", "xyz", "sửa", "sửa giúp em với", "mục tiêu là 2 cây", "gửi nhầm rồi", "không gửi", "👍"]
)
def test_what_is_not_understood_sends_nothing(trial: Trial, typed: str) -> None:
    trial.says(typed)
    assert (trial.asked, trial.note) == ("send", "Bot chưa hiểu. Gõ “gửi” hoặc “sửa 2”.")


@pytest.mark.parametrize("tap", ["e3", "e", "ex", "e²", "x", "send ", "1", "task.a", ".done"])
def test_a_forged_tap_sends_nothing(trial: Trial, tap: str) -> None:
    assert trial.taps(tap).asked == "send"
    assert not trial.ended


def test_send_is_not_heard_while_the_parts_of_one_item_are_shown(trial: Trial) -> None:
    trial.says("sửa 2").says("gửi")
    assert (trial.asked, trial.ended, trial.labels[0]) == ("send", False, "Gửi tổ trưởng")
    assert trial.says("gửi").ended


@pytest.mark.parametrize("way", ["more", "thêm", "Thêm, bớt mục"])
def test_items_are_added_and_taken_away_and_one_comes_back(trial: Trial, way: str) -> None:
    trial.taps(way) if way == "more" else trial.says(way)
    assert trial.labels[:3] == ["✅ Thứ nhất", "✅ Thứ hai", "Thứ ba"]
    trial.says("3").says("bỏ 1").says("xong")
    assert (trial.asked, trial.screen.text) == ("task.c", "Thứ ba: làm gì?")
    assert trial.says("Tưới cây").screen.text == "1. Trồng cây · Vườn trường\n2. Tưới cây"


def test_an_item_taken_away_and_added_again_still_knows_its_answers(trial: Trial) -> None:
    trial.taps("more").says("bỏ 1").says("xong")
    assert trial.screen.text == "1. Trồng cây · Vườn trường"
    assert trial.taps("more").says("1").says("xong").screen.text.startswith("1. Quét sân")


def test_the_review_may_begin_with_a_change(trial: Trial) -> None:
    trial.flow = lambda ask: plan(ask, opens=1)
    assert trial.runs().asked == "task.a"


def test_the_review_may_begin_with_the_parts_of_an_item(trial: Trial) -> None:
    trial.flow = lambda ask: plan(ask, opens=2)
    assert (trial.runs().labels, trial.back_to) == (["Việc cụ thể", "Nơi làm"], "send")
    assert trial.taps("task.b").asked == "task.b"


@pytest.mark.parametrize("opens", [0, 3, 99])
def test_the_review_begins_with_itself_where_the_item_is_not_there(trial: Trial, opens: int) -> None:
    trial.flow = lambda ask: plan(ask, opens=opens)
    assert trial.runs().note == f"Không có mục số {opens}. Phiếu có các mục từ 1 đến 2."
    assert (trial.labels[0], trial.back_to) == ("Gửi tổ trưởng", "place.b")


def test_without_a_list_of_items_nothing_can_be_added() -> None:
    def flow(ask: Ask) -> Any:
        ask.shows(item="", hint="")
        return ask.review("send", [Section(ask.text("task"), (("task", "Việc"),))])

    trial = Trial.of(TEXTS, flow).says("Quét sân")
    assert trial.labels == ["Gửi tổ trưởng", "Sửa 1"]
    assert (trial.says("thêm").asked, trial.taps("more").asked) == ("send", "send")
    assert trial.note == "Bot chưa hiểu. Gõ “gửi” hoặc “sửa 2”."


@pytest.mark.parametrize("way", ["send", "e1", "more"])
def test_what_was_shown_before_another_chat_changed_it_is_shown_anew_first(trial: Trial, way: str) -> None:
    talk = trial.talk
    talk.memory("trial").answers["task.a"] = "Quét lớp"
    trial.raw = talk.dumps()
    trial.taps(way)
    assert (trial.asked, trial.note) == ("send", "Nội dung vừa thay đổi. Bạn xem lại rồi trả lời.")
    assert trial.screen.text.startswith("1. Quét lớp")
    assert trial.taps("send").result[0] == ("a", "Quét lớp")


def test_a_hint_that_has_changed_is_shown_before_it_is_sent(trial: Trial) -> None:
    trial.flow = lambda ask: plan(ask, hint="Chưa có mục ba.")
    assert trial.taps("send").ended is False
    assert trial.screen.text.endswith("Chưa có mục ba.")
    assert trial.taps("send").ended


def test_a_change_that_is_doubted_and_left_again_restores_the_answer(trial: Trial) -> None:
    trial.taps("e1")
    talk = trial.talk
    memory = talk.memory("trial")
    assert (memory.change, memory.was, "task.a" in memory.answers) == ("task.a", "Quét sân", False)
    memory.kept["task.a"] = "x"  # a doubtful answer on the way
    memory.restore("task.a")
    assert (memory.change, memory.was, memory.answers["task.a"], memory.kept) == ("", None, "Quét sân", {})
    trial.raw = talk.dumps()
    assert trial.runs().screen.text.startswith("1. Quét sân")


def test_a_change_of_the_list_that_is_left_again_restores_the_ticks(trial: Trial) -> None:
    trial.taps("more").says("bỏ 1").says("3")
    talk = trial.talk
    talk.memory("trial").restore("items")
    trial.raw = talk.dumps()
    assert trial.runs().screen.text == "1. Quét sân\n2. Trồng cây · Vườn trường"


def test_a_long_review_offers_every_item() -> None:
    def flow(ask: Ask) -> Any:
        ask.shows(hint="")
        return ask.review("send", [Section(f"Mục {n}", ((f"task.{n}", "Việc"),)) for n in range(1, 27)])

    trial = Trial.of(TEXTS, flow)
    assert trial.labels[1:] == [f"Sửa {n}" for n in range(1, 27)]
    assert trial.screen.text.splitlines()[25] == "26. Mục 26"
