"""Choosing from lists: one or several, in pages, with numbers as shown, filters, ticks and words that remove."""

from collections.abc import Callable
from typing import Any

import pytest

from chat.ask import Ask
from chat.question import Problem
from tests.trial import Trial

TEXTS = """
trial-pick = Chọn một.
    .title = Việc thử
    .typed = Gõ số hoặc tên.
trial-items = Chọn các mục.
    .title = Đã chọn { $chosen }/{ $all }
    .done = Tiếp: ghi việc
trial-place = Ở đâu?
trial-few = Hãy chọn ít nhất { $least } mục.
trial-hint = Chưa có { $missing }.
"""

CODES = [f"{group}.{n}" for group in range(1, 4) for n in range(1, (9, 3, 10)[group - 1] + 1)]
TITLES = {
    "1.1": "Học nghị quyết của Đoàn",
    "1.2": "Học tập và làm theo Bác",
    "1.9": "Tình nguyện tại chỗ",
    "2.2": "Hiến máu tình nguyện",
    "3.10": "Bỏ thuốc lá",
}


def title(code: str) -> str:
    return f"{code} {TITLES.get(code, f'Việc thứ {code[2:]}')}"


def items(ask: Ask) -> Any:
    codes = ask.many("items", CODES, label=title, group=lambda code: f"Nhóm {code[0]}", check=at_least_two)
    return codes, ask.text("place")


def at_least_two(codes: tuple[str, ...]) -> Problem | None:
    return Problem("trial-few", {"least": 2}) if len(codes) < 2 else None


NAMES = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
MONTHS = {f"m{n}": f"Tháng thứ {name}" for n, name in enumerate(NAMES, 1)}


def month(codes: list[str]) -> Callable[[Ask], Any]:
    return lambda ask: (ask.one("pick", codes, label=MONTHS.__getitem__), ask.text("place"))


def ticked(trial: Trial) -> list[str]:
    on: list[str] = trial.answers["items"]["on"]
    return on


def codes_on(trial: Trial) -> list[str]:
    """The codes on the screen, without what steers."""
    return [option.code.lstrip("+-") for option in trial.screen.options if not option.steers]


@pytest.fixture
def trial() -> Trial:
    return Trial.of(TEXTS, items)


# One of a list


def test_one_of_a_short_list_is_chosen_on_one_screen() -> None:
    trial = Trial.of(TEXTS, month(["m1", "m2", "m3"]))
    assert trial.screen.text == "Chọn một."
    assert (trial.screen.title, trial.screen.typed) == ("Việc thử", "Gõ số hoặc tên.")
    assert trial.labels == ["Tháng thứ nhất", "Tháng thứ hai", "Tháng thứ ba"]
    trial.taps("m2")
    assert trial.asked == "place"
    assert trial.says("Ở nhà").result[0] == "m2"


def test_a_long_list_comes_in_pages_of_eight() -> None:
    trial = Trial.of(TEXTS, month(list(MONTHS)))
    assert trial.screen.text == "Chọn một.\n(trang 1/2)"
    assert codes_on(trial) == ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"]
    assert trial.labels[-1] == "Trang sau ›"
    trial.taps(trial.option("Trang sau ›").code)
    assert trial.screen.text == "Chọn một.\n(trang 2/2)"
    assert (codes_on(trial), trial.labels[-1]) == (["m9", "m10"], "‹ Trang trước")
    assert trial.taps(trial.option("‹ Trang trước").code).labels[0] == "Tháng thứ nhất"


def test_eight_options_are_one_page_and_nine_are_two() -> None:
    assert "trang" not in Trial.of(TEXTS, month(list(MONTHS)[:8])).screen.text
    assert "(trang 1/2)" in Trial.of(TEXTS, month(list(MONTHS)[:9])).screen.text


def test_a_number_means_what_was_shown_on_this_page() -> None:
    trial = Trial.of(TEXTS, month(list(MONTHS)))
    trial.says("thêm").says("2")
    assert trial.answers["pick"] == "m10"
    assert Trial.of(TEXTS, month(list(MONTHS))).says("2").answers["pick"] == "m2"


def test_a_name_is_found_on_every_page() -> None:
    assert Trial.of(TEXTS, month(list(MONTHS))).says("tháng thứ mười").answers["pick"] == "m10"


def test_more_begins_again_after_the_last_page() -> None:
    trial = Trial.of(TEXTS, month(list(MONTHS)))
    pages = [trial.says(word).screen.text[-4:-1] for word in ("thêm", "thêm", "trang trước", "xem them", "TRANG TRƯỚC")]
    assert pages == ["2/2", "1/2", "1/2", "2/2", "1/2"]


def test_a_double_tap_on_the_next_page_turns_once() -> None:
    trial = Trial.of(TEXTS, lambda ask: ask.many("items", CODES, label=title))
    turn = trial.option("Trang sau ›").code
    assert "(trang 2/3)" in trial.taps(turn).taps(turn).screen.text


def test_more_is_a_word_like_any_other_where_there_is_one_page() -> None:
    labels = {"a": "Thêm mục", "b": "Xem lại"}
    trial = Trial.of(TEXTS, lambda ask: ask.one("pick", labels, label=labels.__getitem__))
    assert trial.says("thêm").result == "a"
    trial = Trial.of(TEXTS, month(["m1", "m2"])).says("thêm")
    assert (trial.asked, trial.note) == ("pick", "Hết danh sách rồi, không còn trang sau.")


def test_an_option_called_more_is_chosen_by_its_name() -> None:
    labels = {**MONTHS, "more": "Thêm"}
    trial = Trial.of(TEXTS, lambda ask: ask.one("pick", labels, label=labels.__getitem__))
    assert trial.says("thêm").result == "more"


def test_two_that_fit_are_offered_alone_with_numbers_of_their_own() -> None:
    trial = Trial.of(TEXTS, month(list(MONTHS))).says("tháng thứ b")
    assert trial.note == "Ý bạn là câu nào?"
    assert codes_on(trial) == ["m3", "m7"]
    assert "trang" not in trial.screen.text
    assert trial.says("2").answers["pick"] == "m7"


def test_out_of_did_you_mean_back_leads_to_the_whole_list() -> None:
    trial = Trial.of(TEXTS, month(list(MONTHS))).taps(".page1").says("tháng thứ b")
    assert trial.back_to == "pick"
    talk = trial.talk
    talk.memory("trial").reopen("pick")
    trial.raw = talk.dumps()
    assert len(codes_on(trial.runs())) == 8


def test_many_that_fit_come_in_pages_and_more_turns_them() -> None:
    trial = Trial.of(TEXTS, month(list(MONTHS))).says("tháng")
    assert trial.note == "Ý bạn là câu nào?"
    assert "(trang 1/2)" in trial.screen.text
    assert codes_on(trial.says("thêm")) == ["m9", "m10"]
    assert trial.says("1").answers["pick"] == "m9"


def test_a_word_from_inside_a_label_is_asked_about_and_never_taken_as_an_answer() -> None:
    labels = {"agree": "Tôi đồng ý", "decline": "Chưa đồng ý", "full": "Đọc đầy đủ"}
    for typed, found in (("đồng ý", ["agree", "decline"]), ("đầy đủ", ["full"])):
        trial = Trial.of(TEXTS, lambda ask: ask.one("pick", labels, label=labels.__getitem__)).says(typed)
        assert (trial.note, codes_on(trial)) == ("Ý bạn là câu nào?", found)


@pytest.mark.parametrize("typed", ["ko đồng ý", "k đồng ý", "không đồng ý", "tôi không đồng ý", "khong"])
def test_no_is_never_heard_as_yes(typed: str) -> None:
    labels = {"agree": "Tôi đồng ý", "decline": "Chưa đồng ý", "full": "Đọc đầy đủ"}
    trial = Trial.of(TEXTS, lambda ask: ask.one("pick", labels, label=labels.__getitem__)).says(typed)
    assert (trial.asked, trial.ended) == ("pick", False)
    assert len(trial.labels) == 3


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("xyz", "Bot chưa hiểu “xyz”."),
        ("11", "Bot chưa hiểu “11”."),
        ("", "Hãy chọn một trong các câu dưới đây."),
        ("x" * 61, f"Bot chưa hiểu “{'x' * 57}…”."),
        ("x" * 60, f"Bot chưa hiểu “{'x' * 60}”."),
    ],
)
def test_what_is_not_understood_is_said_and_the_page_stays(typed: str, note: str) -> None:
    trial = Trial.of(TEXTS, month(list(MONTHS))).says("thêm").says(typed)
    assert (trial.note, codes_on(trial)) == (note, ["m9", "m10"])


def test_an_option_that_no_longer_exists_is_asked_for_again() -> None:
    trial = Trial.of(TEXTS, month(["m1", "m2"])).says("2")
    trial.flow = month(["m1", "m3"])
    assert trial.runs().note.startswith("Một câu trả lời trước không còn dùng được")
    assert trial.asked == "pick"


def test_numbers_mean_what_was_shown_even_if_the_list_has_been_reordered() -> None:
    trial = Trial.of(TEXTS, month(["m1", "m2", "m3"]))
    trial.flow = month(["m3", "m1", "m2"])
    assert trial.says("1").answers["pick"] == "m1"


def test_a_number_whose_option_has_gone_is_not_understood() -> None:
    trial = Trial.of(TEXTS, month(["m1", "m2", "m3"]))
    trial.flow = month(["m2", "m3"])
    assert trial.says("1").asked == "pick"
    assert trial.says("1").answers["pick"] == "m2"  # shown by now


def test_the_answer_before_is_marked_when_the_question_comes_back() -> None:
    trial = Trial.of(TEXTS, month(list(MONTHS))).says("tháng thứ mười")
    talk = trial.talk
    talk.memory("trial").reopen("pick")
    trial.raw = talk.dumps()
    trial.runs()
    assert trial.labels == ["Tháng thứ chín", "✅ Tháng thứ mười", "‹ Trang trước"]  # its page
    assert trial.says("trang trước").says("1").answers["pick"] == "m1"


def test_the_labels_of_one_may_be_attributes_of_its_text() -> None:
    source = "trial-pick = Môn?\n    .run = Chạy bộ\n    .swim = Bơi lội\n"
    assert Trial.of(source, lambda ask: ask.one("pick", ("run", "swim"))).labels == ["Chạy bộ", "Bơi lội"]


# Several of a list


def test_a_list_in_groups_has_a_page_for_each_group_and_more_for_a_long_one(trial: Trial) -> None:
    pages = []
    for _ in range(5):
        pages.append((trial.screen.text.splitlines()[-1], codes_on(trial)))
        trial.says("thêm")
    assert pages == [
        ("Nhóm 1 (trang 1/5)", CODES[:8]),
        ("Nhóm 1 (trang 2/5)", CODES[8:9]),
        ("Nhóm 2 (trang 3/5)", CODES[9:12]),
        ("Nhóm 3 (trang 4/5)", CODES[12:20]),
        ("Nhóm 3 (trang 5/5)", CODES[20:]),
    ]
    assert trial.screen.text.endswith("Nhóm 1 (trang 1/5)")


def test_the_heading_stands_right_above_the_options_and_the_count_in_the_title(trial: Trial) -> None:
    trial.flow = lambda ask: ask.many(
        "items", CODES, label=title, group=lambda code: f"Nhóm {code[0]}", hint=lambda codes: f"Chưa có {len(codes)}."
    )
    trial.runs()
    assert trial.screen.title == "Đã chọn 0/22"
    assert trial.screen.text == "Chọn các mục.\nChưa có 0.\nNhóm 1 (trang 1/5)"
    assert trial.taps("+1.1").screen.title == "Đã chọn 1/22"
    assert "Chưa có 1." in trial.screen.text
    assert trial.screen.many


def test_a_tick_is_set_and_taken_away(trial: Trial) -> None:
    trial.taps("+1.2")
    assert (ticked(trial), trial.note) == (["1.2"], "")
    assert trial.labels[1] == "✅ 1.2 Học tập và làm theo Bác"
    assert trial.screen.options[1].code == "-1.2"
    assert trial.taps("-1.2").screen.options[1].code == "+1.2"
    assert ticked(trial) == []


def test_a_double_tap_changes_nothing_more(trial: Trial) -> None:
    assert ticked(trial.taps("+1.2").taps("+1.2")) == ["1.2"]
    assert ticked(trial.taps("-1.2").taps("-1.2")) == []


@pytest.mark.parametrize(
    "tap", ["+9.9", "+", "-", "1.2", "x", ".page9", ".pagex", ".page-1", ".next", ".all", "+1.2 ", ""]
)
def test_a_forged_tap_ticks_nothing(trial: Trial, tap: str) -> None:
    trial.taps("+1.1").taps(tap)
    assert (trial.asked, ticked(trial)) == ("items", ["1.1"])
    assert "(trang 1/5)" in trial.screen.text


def test_ticks_are_kept_in_the_order_of_the_list(trial: Trial) -> None:
    trial.taps("+3.1").taps("+1.2").says("2.1 1.1")
    assert ticked(trial) == ["1.1", "1.2", "2.1", "3.1"]
    assert trial.taps(".done").says("Ở nhà").result[0] == ("1.1", "1.2", "2.1", "3.1")


def test_the_page_stays_while_one_ticks(trial: Trial) -> None:
    trial.says("thêm").says("thêm").taps("+2.2")
    assert "(trang 3/5)" in trial.screen.text
    assert "(trang 3/5)" in trial.says("1.1").screen.text


def test_the_page_is_kept_when_one_comes_back(trial: Trial) -> None:
    trial.says("thêm").says("thêm")
    assert "(trang 3/5)" in trial.runs().screen.text  # left, and gone on with
    trial.says("1.1 1.2").taps(".done")
    assert trial.asked == "place"
    talk = trial.talk
    talk.memory("trial").reopen("items")
    trial.raw = talk.dumps()
    assert "(trang 3/5)" in trial.runs().screen.text


def test_a_page_that_no_longer_exists_is_the_last_one(trial: Trial) -> None:
    trial.taps(".page4").taps("+3.10")
    trial.flow = lambda ask: ask.many("items", CODES[:9], label=title)
    assert "(trang 2/2)" in trial.runs().screen.text


@pytest.mark.parametrize(
    ("typed", "on", "note"),
    [
        ("1.2", ["1.2"], "Đã chọn: 1.2."),
        ("1.2, 2.1 9.6", ["1.2", "2.1"], "Đã chọn: 1.2, 2.1.\nKhông có mục 9.6 trong danh mục."),
        ("9.6", [], "Không có mục 9.6 trong danh mục."),
        ("9.6 9.7", [], "Không có mục 9.6, 9.7 trong danh mục."),
        ("2", [], "Tìm thấy 4 mục có chữ “2”."),  # options with codes have no numbers
        ("12", [], "Không có mục 12 trong danh mục."),
        ("học nghị quyết của đoàn", ["1.1"], "Đã chọn: 1.1."),
        ("hoc nghi quyet cua doam", ["1.1"], "Đã chọn: 1.1."),  # a slip
        ("hiến máu tình nguyện", ["2.2"], "Đã chọn: 2.2."),
        ("hiến", ["2.2"], "Đã chọn: 2.2."),  # the beginning of one label
        ("Bỏ thuốc lá", ["3.10"], "Đã chọn: 3.10."),  # its name, and no order to remove
        ("xyz", [], "Không có mục nào có chữ “xyz”. Các mục đã chọn vẫn giữ."),
        ("", [], "Hãy chọn một trong các câu dưới đây."),
    ],
)
def test_codes_and_names_are_ticked_as_typed(trial: Trial, typed: str, on: list[str], note: str) -> None:
    trial.says(typed)
    assert (ticked(trial), trial.note) == (on, note)


@pytest.mark.parametrize(
    ("typed", "on", "note"),
    [
        ("bỏ 1.2", ["1.1", "2.2"], "Đã bỏ: 1.2."),
        ("bo 1.2 và 2.2", ["1.1"], "Đã bỏ: 1.2, 2.2."),
        ("xóa mục 1.1, 9.9", ["1.2", "2.2"], "Đã bỏ: 1.1.\nKhông có mục 9.9 trong danh mục."),
        ("bớt hiến máu tình nguyện", ["1.1", "1.2"], "Đã bỏ: 2.2."),
        ("bỏ hiến", ["1.1", "1.2"], "Đã bỏ: 2.2."),
        ("bỏ", ["1.1", "1.2", "2.2", "3.10"], "Đã chọn: 3.10."),  # the beginning of a name
        ("bỏ 3.1", ["1.1", "1.2", "2.2"], "Đã bỏ: 3.1."),
    ],
)
def test_a_word_in_front_removes(trial: Trial, typed: str, on: list[str], note: str) -> None:
    trial.says("1.1 1.2 2.2").says(typed)
    assert (ticked(trial), trial.note) == (on, note)


def test_options_without_a_code_are_called_by_number_and_named_by_label() -> None:
    sports = {"run": "Chạy bộ", "swim": "Bơi lội", "chess": "Cờ vua"}
    trial = Trial.of(TEXTS, lambda ask: ask.many("items", sports, label=sports.__getitem__)).says("3 1")
    assert (ticked(trial), trial.note) == (["run", "chess"], "Đã chọn: Cờ vua, Chạy bộ.")
    assert (ticked(trial.says("bỏ 1")), trial.note) == (["chess"], "Đã bỏ: Chạy bộ.")
    assert trial.says("9").note == "Không có mục 9 trong danh mục."


def test_numbers_of_ticks_mean_what_was_shown_too() -> None:
    sports = {"run": "Chạy bộ", "swim": "Bơi lội", "chess": "Cờ vua"}
    trial = Trial.of(TEXTS, lambda ask: ask.many("items", sports, label=sports.__getitem__))
    trial.flow = lambda ask: ask.many("items", ("chess", "swim", "run"), label=sports.__getitem__)
    assert ticked(trial.says("1")) == ["run"]


# Filters


def test_a_typed_word_filters_the_list(trial: Trial) -> None:
    trial.taps("+1.1").says("thêm").says("tinh nguyen")
    assert trial.note == "Tìm thấy 2 mục có chữ “tinh nguyen”."
    assert codes_on(trial) == ["1.9", "2.2"]
    assert trial.labels[-2:] == ["Xem cả danh mục", "Tiếp: ghi việc"]
    assert ticked(trial) == ["1.1"]


def test_a_filter_stays_while_one_ticks_in_it_and_its_numbers_or_codes_count(trial: Trial) -> None:
    trial.says("tình nguyện").taps("+2.2")
    assert (codes_on(trial), ticked(trial)) == (["1.9", "2.2"], ["2.2"])
    trial.says("1.9")
    assert (codes_on(trial), ticked(trial)) == (["1.9", "2.2"], ["1.9", "2.2"])


@pytest.mark.parametrize("way", ["tap", "Xem cả danh mục", "xem ca danh muc"])
def test_out_of_a_filter_one_comes_to_the_page_before(trial: Trial, way: str) -> None:
    trial.says("thêm").says("thêm").says("tình nguyện")
    trial.taps(".all") if way == "tap" else trial.says(way)
    assert (trial.screen.text.splitlines()[-1], trial.note) == ("Nhóm 2 (trang 3/5)", "")
    assert "Xem cả danh mục" not in trial.labels


def test_a_code_from_outside_leaves_the_filter(trial: Trial) -> None:
    trial.says("tình nguyện").says("3.1")
    assert (ticked(trial), codes_on(trial)) == (["3.1"], CODES[:8])


def test_a_filter_with_one_hit_shows_it_and_ticks_nothing(trial: Trial) -> None:
    trial.says("nghị quyết")
    assert (trial.note, codes_on(trial)) == ("Tìm thấy 1 mục có chữ “nghị quyết”.", ["1.1"])
    assert ticked(trial) == []


def test_a_filter_without_hits_shows_what_was_shown(trial: Trial) -> None:
    trial.says("thêm").says("bóng đá")
    assert "Không có mục nào có chữ “bóng đá”" in trial.note
    assert codes_on(trial) == ["1.9"]


def test_a_filter_with_many_hits_has_pages(trial: Trial) -> None:
    trial.says("việc")
    assert trial.note == "Tìm thấy 17 mục có chữ “việc”."
    assert "(trang 1/3)" in trial.screen.text
    assert "Nhóm" not in trial.screen.text  # they are of several groups
    trial.says("thêm").taps("+3.4")
    assert "(trang 2/3)" in trial.screen.text
    assert "(trang 1/5)" in trial.taps(".all").screen.text


def test_the_whole_name_ticks_although_it_filters_as_well() -> None:
    labels = {"a": "a Tình nguyện", "b": "b Tình nguyện hè", "c": "c Đội tình nguyện"}
    trial = Trial.of(TEXTS, lambda ask: ask.many("items", labels, label=labels.__getitem__))
    assert ticked(trial.says("tình nguyện")) == ["a"]
    assert (ticked(trial.says("nguyện")), codes_on(trial)) == (["a"], ["a", "b", "c"])


def test_a_new_filter_replaces_the_old_one(trial: Trial) -> None:
    assert codes_on(trial.says("tình nguyện").says("học")) == ["1.1", "1.2"]


# Ready


@pytest.mark.parametrize("way", [".done", "tiếp", "xong", "TIEP THEO", "Tiếp: ghi việc", "tiep ghi viec"])
def test_ready_is_said_in_many_ways(trial: Trial, way: str) -> None:
    trial.says("1.1 1.2")
    trial.taps(way) if way == ".done" else trial.says(way)
    assert trial.asked == ("place" if way != "tiep ghi viec" else "items")


def test_too_few_are_not_enough_and_say_why(trial: Trial) -> None:
    trial.taps("+1.1").says("thêm").taps(".done")
    assert (trial.asked, trial.note) == ("items", "Hãy chọn ít nhất 2 mục.")
    assert (ticked(trial), codes_on(trial)) == (["1.1"], ["1.9"])
    assert trial.runs().note == ""  # said once


def test_without_a_check_nothing_need_be_chosen() -> None:
    trial = Trial.of(TEXTS, lambda ask: (ask.many("items", CODES, label=title), ask.text("place"))).says("xong")
    assert trial.says("Ở nhà").result[0] == ()


def test_a_choice_known_from_elsewhere_is_not_asked_about() -> None:
    trial = Trial.of(
        TEXTS, lambda ask: (ask.many("items", CODES, label=title, known=("2.1", "1.1")), ask.text("place"))
    )
    assert trial.says("Ở nhà").result[0] == ("1.1", "2.1")


def test_a_known_choice_that_is_not_enough_is_asked_about_once_with_its_reason() -> None:
    def flow(ask: Ask) -> Any:
        return ask.many("items", CODES, label=title, check=at_least_two, known=("2.1",)), ask.text("place")

    trial = Trial.of(TEXTS, flow)
    assert (trial.asked, trial.note) == ("items", "Hãy chọn ít nhất 2 mục.")
    assert ticked(trial) == ["2.1"]
    assert trial.runs().note == ""
    assert trial.says("1.1").says("xong").asked == "place"


def test_what_is_ticked_to_begin_with_can_be_taken_away() -> None:
    trial = Trial.of(TEXTS, lambda ask: ask.many("items", CODES, label=title, ticked=("1.2",)))
    assert trial.labels[1].startswith("✅")
    assert ticked(trial.taps("-1.2").taps("+1.1")) == ["1.1"]


def test_a_tick_whose_option_has_gone_is_gone(trial: Trial) -> None:
    trial.says("1.1 1.2 2.1").taps(".done")
    trial.flow = lambda ask: (ask.many("items", CODES[:9], label=title, check=at_least_two), ask.text("place"))
    assert trial.says("Ở nhà").result[0] == ("1.1", "1.2")


def test_a_check_that_has_become_stricter_opens_the_list_and_says_why(trial: Trial) -> None:
    trial.says("1.1 1.2").taps(".done")
    trial.flow = lambda ask: ask.many("items", CODES, label=title, check=lambda _: Problem("trial-few", {"least": 3}))
    assert (trial.runs().asked, trial.note) == ("items", "Hãy chọn ít nhất 3 mục.")
    assert ticked(trial) == ["1.1", "1.2"]
    assert trial.runs().note == ""


def test_nothing_to_choose_from_is_no_fault() -> None:
    trial = Trial.of(TEXTS, lambda ask: ask.many("items", (), label=title, group=lambda code: code))
    assert trial.labels == ["Tiếp: ghi việc"]
    assert trial.says("1").says("xong").result == ()


def test_labels_are_made_only_where_they_are_drawn_or_read() -> None:
    made: list[str] = []

    def label(code: str) -> str:
        made.append(code)
        return title(code)

    def flow(ask: Ask) -> Any:
        return ask.one("pick", CODES, label=label), ask.many("items", CODES, label=label), ask.text("place")

    trial = Trial.of(TEXTS, flow)
    assert made == CODES[:8]
    made.clear()
    trial.taps("1.2")
    assert made == CODES[:8]  # of the next list
    trial.taps(".done")
    made.clear()
    trial.says("Ở nhà")
    assert made == []
