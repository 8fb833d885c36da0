"""The reader: what somebody who cannot or will not tap may write instead."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from chat.fold import fold
from chat.message import Option
from chat.question import Said
from chat.read import Picked, Unsure, bare, choose, exact, matching, near, pick, spoken, words
from tests.trial import texts_with

SPORTS = (
    Option("run", "Chạy bộ"),
    Option("swim", "Bơi lội"),
    Option("chess", "Cờ vua"),
    Option("football", "Bóng đá"),
    Option("volley", "Bóng chuyền"),
)
NUMBERS = tuple(option.code for option in SPORTS)
CONSENT = (Option("agree", "Tôi đồng ý"), Option("decline", "Chưa đồng ý"), Option("full", "Đọc đầy đủ"))
CRITERIA = (
    Option("1.1", "1.1 Học nghị quyết của Đoàn"),
    Option("1.2", "1.2 Học tập và làm theo Bác"),
    Option("4.1", "4.1 Rèn luyện thể chất"),
    Option("10.2", "10.2 Hiến máu tình nguyện"),
)
FORMS = (Option("DK-7F3K9", "DK-7F3K9 Nguyễn Văn An, số 7"), Option("DK-2AB4C", "DK-2AB4C Đỗ Quang Minh, số 13"))
LINES = (Option("0", "0 Cả phiếu"), Option("1", "1 Đọc 3 cuốn sách"), Option("2", "2 Chạy bộ 3 buổi"))

BOTH_BALLS = Unsure(("football", "volley"))


@pytest.mark.parametrize(
    ("typed", "options", "numbers", "meant"),
    [
        # numbers: the place in what was shown
        ("1", SPORTS, NUMBERS, "run"),
        (" 5 ", SPORTS, NUMBERS, "volley"),
        ("05", SPORTS, NUMBERS, "volley"),
        ("2.", SPORTS, NUMBERS, "swim"),
        ("(2)", SPORTS, NUMBERS, "swim"),
        ("số 3", SPORTS, NUMBERS, "chess"),
        ("câu 3", SPORTS, NUMBERS, "chess"),
        ("２", SPORTS, NUMBERS, "swim"),  # full width
        ("0", SPORTS, NUMBERS, None),
        ("6", SPORTS, NUMBERS, None),
        ("-1", SPORTS, NUMBERS, "run"),  # a dash before an answer is no minus
        ("100", SPORTS, NUMBERS, None),
        ("1000", SPORTS, NUMBERS, None),
        ("1", SPORTS, (), None),  # nothing was shown with a number
        ("1", SPORTS, ("gone", "swim"), None),  # what was shown first can no longer be chosen
        ("2", SPORTS, ("gone", "swim"), "swim"),
        ("1", SPORTS, ("volley", "run"), "volley"),  # as shown, not as listed today
        # labels: whole, without marks, in capitals, with signs around them
        ("Chạy bộ", SPORTS, NUMBERS, "run"),
        ("CHẠY BỘ!", SPORTS, NUMBERS, "run"),
        ("chay  bo", SPORTS, NUMBERS, "run"),
        ("“chạy bộ”", SPORTS, NUMBERS, "run"),
        ("chạy bộ?", SPORTS, NUMBERS, "run"),
        ("chạy bộ\N{FULLWIDTH QUESTION MARK}", SPORTS, NUMBERS, "run"),
        ("bóng đá", SPORTS, NUMBERS, "football"),
        (unicodedata.normalize("NFD", "bóng đá"), SPORTS, NUMBERS, "football"),
        ("ĐỌC ĐẦY ĐỦ", CONSENT, (), "full"),
        # the beginning of one label; of two
        ("chạy", SPORTS, NUMBERS, "run"),
        ("bo", SPORTS, NUMBERS, Unsure(("swim", "football", "volley"))),
        ("bóng", SPORTS, NUMBERS, BOTH_BALLS),
        ("bóng c", SPORTS, NUMBERS, "volley"),
        ("c", SPORTS, NUMBERS, None),  # a single letter says too little
        # slips of the finger
        ("bongg da", SPORTS, NUMBERS, "football"),
        ("bnog da", SPORTS, NUMBERS, "football"),
        ("bong chuyne", SPORTS, NUMBERS, "volley"),
        ("boiloi", SPORTS, NUMBERS, "swim"),
        ("bing chuyen", SPORTS, NUMBERS, "volley"),
        ("bing chuyem", SPORTS, NUMBERS, None),  # both words are wrong
        ("xx vua", SPORTS, NUMBERS, None),
        # a short word is never another one: "ko" and "k" mean no
        ("ko đồng ý", CONSENT, (), None),
        ("k đồng ý", CONSENT, (), None),
        ("không đồng ý", CONSENT, (), None),
        ("tôi không đồng ý", CONSENT, (), None),
        ("chua dong y", CONSENT, (), "decline"),
        ("chưa", CONSENT, (), "decline"),
        ("tôi đồng ý ạ", CONSENT, (), None),
        # codes; where options have codes there are no numbers
        ("1.2", CRITERIA, (), "1.2"),
        ("1.2.", CRITERIA, (), "1.2"),
        ("1.2?", CRITERIA, (), "1.2"),
        ("１.２", CRITERIA, (), "1.2"),
        ("2", CRITERIA, (), None),
        ("12", CRITERIA, (), None),
        ("1.20", CRITERIA, (), None),
        ("1.2 Học tập và làm theo Bác", CRITERIA, (), "1.2"),
        ("học tập và làm theo bác", CRITERIA, (), "1.2"),
        ("học", CRITERIA, (), Unsure(("1.1", "1.2"))),
        ("dk-7f3k9", FORMS, (), "DK-7F3K9"),
        ("nguyễn văn an, số 7", FORMS, (), "DK-7F3K9"),
        ("đỗ", FORMS, (), "DK-2AB4C"),
        ("0", LINES, (), "0"),
        ("2", LINES, (), "2"),
        ("cả phiếu", LINES, (), "0"),
        # nothing at all
        ("", SPORTS, NUMBERS, None),
        ("   ", SPORTS, NUMBERS, None),
        ("?!", SPORTS, NUMBERS, None),
        ("\u0301\u0301", SPORTS, NUMBERS, None),
        ("bơi lội và cờ vua", SPORTS, NUMBERS, None),
        ("1", (), (), None),
    ],
)
def test_what_was_typed_means(
    typed: str, options: tuple[Option, ...], numbers: tuple[str, ...], meant: str | Unsure | None
) -> None:
    assert choose(Said(typed, numbers=numbers), options) == meant


def test_a_tap_means_its_option_and_nothing_else() -> None:
    assert choose(Said(tap="swim"), SPORTS) == "swim"
    assert choose(Said(tap="Bơi lội"), SPORTS) is None
    assert choose(Said(tap="gone"), SPORTS) is None
    assert choose(Said("1", tap="gone", numbers=NUMBERS), SPORTS) is None


def test_two_options_of_the_same_name_are_asked_about() -> None:
    minhs = (Option("13", "Đỗ Quang Minh"), Option("14", "Đỗ Quang Minh"), Option("7", "Nguyễn Văn An"))
    assert choose(Said("do quang minh"), minhs) == Unsure(("13", "14"))
    assert choose(Said("2", numbers=("13", "14")), minhs) == "14"


def test_labels_that_differ_in_their_signs_alone_are_told_apart() -> None:
    options = (Option("ask", "Ai?"), Option("tell", "Ai!"), Option("other", "Ai"))
    assert [choose(Said(option.label), options) for option in options] == ["ask", "tell", "other"]
    assert choose(Said("ai."), options) == Unsure(("ask", "tell", "other"))


def test_a_label_of_signs_alone_can_be_typed() -> None:
    assert choose(Said("👍"), (Option("good", "👍"), Option("bad", "👎"))) == "good"


def test_what_is_exact_is_no_guess() -> None:
    assert exact(Said("chạy"), SPORTS) is None
    assert near(Said("chạy"), SPORTS) == "run"
    assert near(Said(tap="run"), SPORTS) is None


@pytest.mark.parametrize(
    ("typed", "picked"),
    [
        ("1.2", Picked(("1.2",))),
        ("1.2 4.1", Picked(("1.2", "4.1"))),
        ("1.2,4.1;10.2", Picked(("1.2", "4.1", "10.2"))),
        ("4.1, 1.2 4.1", Picked(("4.1", "1.2"))),
        ("1.2 và 4.1", Picked(("1.2", "4.1"))),
        ("chọn mục 1.2, mục 4.1.", Picked(("1.2", "4.1"))),
        ("1.2\n4.1", Picked(("1.2", "4.1"))),
        ("1.2, 4.1 5.6", Picked(("1.2", "4.1"), ("5.6",))),
        ("5.6", Picked((), ("5.6",))),
        ("9 5.6", Picked((), ("9", "5.6"))),
        ("1.2 abc", None),
        ("đọc 3 cuốn", None),
        ("học tập", None),
        ("và", None),
        ("", None),
        ("...", None),
    ],
)
def test_several_codes_in_one_message(typed: str, picked: Picked | None) -> None:
    assert pick(Said(typed), CRITERIA) == picked


def test_several_numbers_in_one_message() -> None:
    assert pick(Said("1 3, 9", numbers=NUMBERS), SPORTS) == Picked(("run", "chess"), ("9",))
    assert pick(Said("bóng 2", numbers=NUMBERS), SPORTS) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tình nguyện", ("10.2",)),
        ("TINH NGUYEN", ("10.2",)),
        ("nguyện hiến", ("10.2",)),
        ("học", ("1.1", "1.2")),
        ("hoc l", ("1.2",)),
        ("luyen", ("4.1",)),
        ("ngh", ("1.1",)),
        ("uyện", ()),  # the middle of a word
        ("bóng", ()),
        ("", ()),
        ("?", ()),
    ],
)
def test_a_typed_word_filters_a_list(typed: str, found: tuple[str, ...]) -> None:
    assert matching(typed, CRITERIA) == found


@pytest.mark.parametrize(
    ("label", "word"),
    [("Trang sau ›", "trang sau"), ("‹ Trang trước", "trang trước"), ("Tiếp: ghi việc cụ thể", "tiếp")],
)
def test_a_word_that_steers_is_named_without_its_arrow(label: str, word: str) -> None:
    assert spoken(Option(".x", label)) == word


def test_the_spellings_of_a_word_are_compared_without_marks() -> None:
    texts = texts_with("word-swim = Bơi | lội bơi | ?")
    assert words(texts, "word-swim") == {"boi", "loi boi", "?"}


signs = st.sampled_from("aàảbcdđeêghioơuưy  123.?!:–🏃ĂẾ")
labels = st.text(signs, min_size=1, max_size=18).map(str.strip).filter(bare)
anything = st.text(max_size=40) | st.text(st.sampled_from("0123456789., ;–đĐơ?１．"), max_size=12)


@st.composite
def lists(draw: st.DrawFn) -> tuple[Option, ...]:
    """Options with or without a code in their label, all labels different to a reader."""
    texts = draw(st.lists(labels, min_size=1, max_size=9, unique_by=bare))
    coded = draw(st.booleans())
    return tuple(
        Option(f"{n}.{n + 1}", f"{n}.{n + 1} {text}") if coded else Option(f"code{n}", text)
        for n, text in enumerate(texts, 1)
    )


@given(anything, lists(), st.booleans())
@example("1" * 5000, SPORTS, True)
@example("²", SPORTS, True)
@example("٣", SPORTS, True)
@example("𝟚", SPORTS, True)
def test_no_text_is_too_strange_to_be_read(typed: str, options: tuple[Option, ...], numbered: bool) -> None:
    codes = tuple(option.code for option in options)
    said = Said(typed, numbers=codes if numbered else ())
    meant = choose(said, options)
    assert meant is None or meant in codes or (isinstance(meant, Unsure) and set(meant.codes) <= set(codes))
    picked = pick(said, options)
    assert picked is None or set(picked.codes) <= set(codes)
    assert set(matching(typed, options)) <= set(codes)


@given(lists())
def test_an_option_answers_to_its_label_its_code_and_its_number(options: tuple[Option, ...]) -> None:
    plain = all(not option.shows_code for option in options)
    codes = tuple(option.code for option in options) if plain else ()
    for number, option in enumerate(options, 1):
        name = option.label.removeprefix(f"{option.code} ")
        assume(not bare(name).isdecimal())  # "3." as a label is a number to the reader
        seen = {bare(label) for other in options for label in (other.label, other.label.removeprefix(f"{other.code} "))}
        assume(bare(option.code) not in seen - {bare(option.label)})  # a name goes before a code
        called = [option.code, option.label, option.label.upper(), fold(option.label), name]
        called += [str(number), f"{number}."] if plain else []
        for typed in called:
            assert choose(Said(typed, numbers=codes), options) == option.code, typed


long_words = st.text(st.sampled_from("abcdeghiklmno"), min_size=5, max_size=8)
long_labels = st.lists(long_words, min_size=1, max_size=3).map(" ".join)


@given(st.lists(long_labels, min_size=1, max_size=6, unique=True), st.data())
def test_a_letter_that_is_missing_is_forgiven_or_asked_about(names: list[str], data: st.DataObject) -> None:
    options = tuple(Option(f"code{n}", name) for n, name in enumerate(names))
    option = data.draw(st.sampled_from(options))
    at = data.draw(st.integers(0, len(option.label) - 1).filter(lambda n: option.label[n] != " "))
    typed = option.label[:at] + option.label[at + 1 :]
    assume(not any(other.label.startswith(typed) for other in options))  # it may be another one's beginning by then
    meant = choose(Said(typed), options)
    assert meant == option.code or (isinstance(meant, Unsure) and option.code in meant.codes)
