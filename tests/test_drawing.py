"""A reply on paper: numbered text and Telegram's messages within their limits, and every option within reach."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.adapters import numbered, telegram_drawing
from bot.adapters.encoding import pieces, units
from bot.adapters.telegram_drawing import keyboard
from bot.steering import Answer, Resume, Start, understand
from chat.ask import Ask
from chat.checking import Section
from chat.message import Address, Incoming, Option, Reply
from chat.read import bare
from chat.talk import Chat, dump_reply
from chat.texts import load_texts
from handlers import FLOWS
from rules.codes import form_code
from tests.trial import Trial
from tests.typed import offered

TEXTS = load_texts()
BACK = Option(".back", "Quay lại")
LATER = Option(".later", "Để sau")
SMILE = "😀"

# Pieces


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("", 5, [""]),
        ("abcde", 5, ["abcde"]),
        ("abcdef", 5, ["abcde", "f"]),
        ("ab\ncdef", 5, ["ab", "cdef"]),
        ("ab cd\nef", 5, ["ab cd", "ef"]),
        ("abcde\nf", 5, ["abcde", "f"]),
        ("abcde f", 5, ["abcde", "f"]),
        ("a b c d", 3, ["a b", "c d"]),
        ("a\nbcd efg", 5, ["a", "bcd", "efg"]),
        ("abc\n\n\ndef", 4, ["abc", "def"]),
        ("abc\n\n\n", 4, ["abc"]),
        ("\n abc", 4, ["abc"]),
        (SMILE * 3, 4, [SMILE * 2, SMILE]),
        (SMILE * 3, 5, [SMILE * 2, SMILE]),
        (f"a{SMILE * 2}", 4, [f"a{SMILE}", SMILE]),
        ("à" * 6, 5, ["à" * 5, "à"]),
    ],
)
def test_a_text_is_cut_between_lines_else_between_words_and_never_inside_a_sign(
    text: str, most: int, cut: list[str]
) -> None:
    assert pieces(text, most) == cut


@given(st.text(st.sampled_from(f"ab đ\n{SMILE}"), max_size=200), st.integers(2, 40))
def test_no_piece_is_too_long_or_empty_and_nothing_is_lost(text: str, most: int) -> None:
    cut = pieces(text, most)
    assert all(units(piece) <= most for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())
    assert all(piece.strip() for piece in cut) or cut == [""]


def test_units_are_counted_as_the_platforms_count() -> None:
    assert [units(text) for text in ("", "a", "đ", "ạ", SMILE, f"a{SMILE}")] == [0, 1, 1, 1, 2, 3]


# Numbered text


def text_of(reply: Reply) -> str:
    return "\n".join(numbered.draw(reply, TEXTS))


def test_options_without_a_code_are_numbered_and_what_steers_is_named() -> None:
    reply = Reply("Môn?", "Việc thử", (Option("run", "Chạy bộ"), Option("swim", "Bơi lội"), BACK, LATER), turn=1)
    assert text_of(reply) == "Việc thử\nMôn?\n1. Chạy bộ\n2. Bơi lội\n(gõ: quay lại · để sau)"


def test_options_with_a_code_are_called_by_it() -> None:
    options = (
        Option("+1.1", "1.1 Học tập"),
        Option("-1.2", "1.2 Thể thao", on=True),
        Option(".done", "Tiếp: ghi việc"),
    )
    reply = Reply("Mục?", options=options, many=True, turn=1, typed="Gõ mã các mục.")
    assert text_of(reply) == "Mục?\n1.1 Học tập\n1.2 Thể thao (đã chọn)\nGõ mã các mục.\n(gõ: tiếp)"


@pytest.mark.parametrize(
    ("many", "codes", "drawn"),
    [
        (False, ("all", "DK-1", "none"), "1. all Một\n2. DK-1 Một\n3. none Một"),
        (False, ("0", "1", "2"), "0 Một\n1 Một\n2 Một"),
        (True, ("1.2", "DK-1", "2"), "1.2 Một\nDK-1 Một\n2 Một"),
    ],
    ids=["one thing is called by its place", "numbers get no second number", "several things by their codes"],
)
def test_what_has_a_code_of_its_own_is_numbered_where_that_is_shorter(
    many: bool, codes: tuple[str, ...], drawn: str
) -> None:
    options = tuple(Option(code, f"{code} Một") for code in codes)
    assert text_of(Reply("Phiếu?", options=options, many=many, turn=1)) == f"Phiếu?\n{drawn}"


def test_several_things_without_codes_are_called_by_their_places() -> None:
    options = (Option("a", "Tất cả"), Option("1.2", "1.2 Học tập"), Option("b", "Không"))
    assert text_of(Reply("Mục?", options=options, many=True, turn=1)) == "Mục?\n1. Tất cả\n1.2 Học tập\n2. Không"


def test_where_words_are_asked_options_are_words() -> None:
    options = (Option("r0", "Viết rõ hơn"), Option("keep", "Giữ nguyên"), BACK)
    reply = Reply("Lý do?", options=options, words=True, turn=1)
    assert text_of(reply) == "Lý do?\nGõ: “Viết rõ hơn” / “Giữ nguyên”\n(gõ: quay lại)"
    assert (
        text_of(Reply("Lý do?", options=options, words=True, turn=1, typed="Gõ “gửi”."))
        == "Lý do?\nGõ “gửi”.\n(gõ: quay lại)"
    )


def test_under_a_message_that_comes_by_itself_commands_are_typed() -> None:
    """With their stroke where words follow that are no code: "dangky sua 5" may be the answer to an open question."""
    options = [
        Option("register", "Đăng ký ngay", command="/dangky"),
        Option("mend", "Sửa mục 5", command="/dangky sua 5"),
        Option("open", "Xem phiếu", command=f"/xem {form_code(7)} 2"),
    ]
    told = f"Nhắc việc.\nĐăng ký ngay: gõ dangky\nSửa mục 5: gõ /dangky sua 5\nXem phiếu: gõ xem {form_code(7)} 2"
    assert text_of(Reply("Nhắc việc.", options=tuple(options))) == told


def test_a_label_in_several_lines_is_one_option() -> None:
    reply = Reply("Mục?", options=(Option("a", "Đọc\n 3 cuốn"), Option("b", "Vẽ")), turn=1)
    assert text_of(reply) == "Mục?\n1. Đọc 3 cuốn\n2. Vẽ"


words = st.text(st.sampled_from("aàbcdđeêghiklmnoơqrstuưvxyĂẾ"), min_size=1, max_size=9)
labels = st.lists(words, min_size=1, max_size=4).map(" ".join)
sentences = st.text(st.sampled_from(f"abc đàẾ\n {SMILE}…"), max_size=3000)
COMMANDS = (
    *("/dangky", "/dangky sua 5", "/batdau", "/tieptuc", "/kehoach 2", "/dulieu tep", "/duyet", "/dongy 12"),
    *(f"/{word} {form_code(n)}" for n, word in enumerate(("xem", "duyet", "tra", "rutlai"), 1)),
)
STEERS = tuple(Option(f".{name}", TEXTS(f"common-{name}")) for name in ("back", "later", "help", "home"))


HOUSE = {bare(spelling) for id_ in TEXTS if id_.startswith("word-") for spelling in TEXTS(id_).split("|")}
HOUSE |= {word.replace(" ", "") for word in HOUSE} | {entry.command for entry in FLOWS.values()}
HOUSE |= {bare(TEXTS("many-show-all")), "tiep", "doi"}


def no_word_of_the_house(names: list[str]) -> bool:
    """Options are not called like a word that is listened for ("xong", "thêm"), and do not begin with one."""
    called = {word for name in names for word in (bare(name), bare(name).replace(" ", ""), bare(name.split()[0]))}
    return not called & HOUSE


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """A question with plain, coded or mixed options or with words; a last word; or a message that comes by itself."""
    names = draw(st.lists(labels, max_size=12, unique_by=bare).filter(no_word_of_the_house))
    kind = draw(st.sampled_from(["plain", "coded", "mixed", "words", "last", "notice"]))
    options = []
    for n, name in enumerate(names, 1):
        coded = kind == "coded" or (kind == "mixed" and n % 2)
        command = draw(st.sampled_from(COMMANDS)) if kind in {"last", "notice"} else None
        options.append(
            Option(f"{n}.{n}" if coded else f"code{n}", f"{n}.{n} {name}" if coded else name, command=command)
        )
    many = kind in {"plain", "coded"} and draw(st.booleans())
    if many:
        ticks = [draw(st.booleans()) for _ in options]
        options = [Option(f"{'-' if on else '+'}{o.code}", o.label, on) for o, on in zip(options, ticks, strict=True)]
    steers = () if kind == "notice" else draw(st.lists(st.sampled_from(STEERS), unique=True))
    text = draw(sentences.filter(str.strip))
    return Reply(
        text,
        draw(st.just("") | labels),
        (*options, *steers),
        many=many,
        words=kind == "words",
        turn=0 if kind == "notice" else 3,
    )


@given(replies())
def test_numbered_text_fits_its_platform_and_loses_nothing(reply: Reply) -> None:
    messages = numbered.draw(reply, TEXTS)
    assert all(0 < units(message) <= 1900 for message in messages)
    drawn = "".join("".join(messages).split())
    for part in (reply.title, reply.text, *(option.label for option in reply.options if not option.steers)):
        assert "".join(part.split()) in drawn


@given(replies())
def test_every_option_of_a_reply_is_within_reach_of_the_keyboard(reply: Reply) -> None:
    chat = Chat(flow="register" if all(o.command is None for o in reply.options) else "", key="x", turn=reply.turn)
    chat.reply = dump_reply(reply)
    text = text_of(Reply("?", "", reply.options, reply.many, reply.words, turn=reply.turn))
    for option in reply.options:
        typed = offered(text, reply, option)
        step = understand(Incoming(Address("zalo", "an"), "1", typed), chat, TEXTS, FLOWS)
        tap = option.command or f"{reply.turn}:{option.code}"
        tapped = understand(Incoming(Address("zalo", "an"), "1", tap=tap), chat, TEXTS, FLOWS)
        if isinstance(tapped, Answer) and isinstance(step, Answer):
            assert step.heard.said.text == typed  # what it means is for the question to say: below
        else:
            assert step == tapped, typed
            assert isinstance(step, (Start, Resume)) or option.steers


# Every option of every kind of question, as drawn, typed and heard

FTL = """
trial-pick = Chọn.
trial-items = Chọn.
    .done = Tiếp: ghi việc
trial-task = Việc gì?
trial-sure = Chắc chưa?
    .yes = { $yes }
    .no = { $no }
trial-send = { $sections }
    .send = { $send }
    .edit = Đổi mục { $n }
    .more = { $more }
    .which = Đổi gì?
    .unclear = Hả?
trial-next = Hết.
"""


def effect(trial: Trial) -> tuple[Any, ...]:
    """What a person would notice, but for words of echo."""
    return trial.asked, trial.ended, trial.result, trial.answers, trial.screen


def same_by_keyboard_as_by_tap(trial: Trial) -> None:
    """Each option of the screen, typed as the numbered text says, does what its button does."""
    text = text_of(trial.reply())
    for option in trial.screen.options:
        typed = f"{'bỏ ' if option.on and trial.screen.many else ''}{offered(text, trial.reply(), option)}"
        raw = trial.raw
        by_tap = effect(trial.taps(option.code))
        trial.raw = raw
        trial.runs()
        trial.raw = raw
        assert effect(trial.says(typed)) == by_tap, typed
        trial.raw = raw


distinct = st.lists(labels.filter(lambda name: len(bare(name)) > 1), min_size=2, max_size=20, unique_by=bare)


def asks_and_ends(question: Callable[[Ask], Any]) -> Callable[[Ask], Any]:
    return lambda ask: (question(ask), ask.text("next"))


@settings(deadline=None)
@given(distinct, st.booleans(), st.integers(0, 3))
def test_whatever_is_listed_can_be_typed(names: list[str], coded: bool, pages: int) -> None:
    assume(no_word_of_the_house(names))
    found = {
        f"{n}.{n}" if coded else f"code{n}": f"{n}.{n} {name}" if coded else name for n, name in enumerate(names, 1)
    }
    for flow in (
        lambda ask: ask.one("pick", found, label=found.__getitem__),
        lambda ask: ask.many("items", found, label=found.__getitem__, group=lambda code: code[-1:]),
    ):
        trial = Trial.of(FTL, asks_and_ends(flow))
        for _ in range(pages):
            trial.says("thêm")
        same_by_keyboard_as_by_tap(trial)


@given(distinct, st.data())
def test_whatever_is_found_can_be_typed(names: list[str], data: st.DataObject) -> None:
    assume(no_word_of_the_house(names))
    found = {f"code{n}": name for n, name in enumerate(names, 1)}
    word = data.draw(st.sampled_from([word for name in names for word in name.split()]))
    for flow in (
        lambda ask: ask.one("pick", found, label=found.__getitem__),
        lambda ask: ask.many("items", found, label=found.__getitem__),
    ):
        trial = Trial.of(FTL, asks_and_ends(flow)).says(word)
        if trial.asked != "next":
            same_by_keyboard_as_by_tap(trial)


@given(distinct)
def test_whatever_is_ready_or_kept_can_be_typed(names: list[str]) -> None:
    assume(no_word_of_the_house(names))
    trial = Trial.of(FTL, asks_and_ends(lambda ask: ask.text("task", ready=names[1:]))).says(names[0])
    talk = trial.talk
    talk.memory("trial").reopen("task")
    trial.raw = talk.dumps()
    same_by_keyboard_as_by_tap(trial.runs())


@given(distinct)
def test_yes_and_no_can_be_typed(names: list[str]) -> None:
    assume(no_word_of_the_house(names))

    def flow(ask: Ask) -> Any:
        ask.shows(yes=names[0], no=names[1])
        return ask.confirm("sure")

    same_by_keyboard_as_by_tap(Trial.of(FTL, asks_and_ends(flow)))


@given(distinct)
def test_everything_under_a_review_can_be_typed(names: list[str]) -> None:
    assume(no_word_of_the_house(names))

    def flow(ask: Ask) -> Any:
        ask.shows(send=names[0], more=names[1])
        answers = [ask.text(f"task.{n}", known=name) for n, name in enumerate(names)]
        sections = [
            Section(f"({name})", ((f"task.{n}", "Việc"), ("x", "Nơi"))[: 1 + n % 2]) for n, name in enumerate(answers)
        ]
        return ask.review("send", sections, more="task.0")

    trial = Trial.of(FTL, asks_and_ends(flow))
    same_by_keyboard_as_by_tap(trial)
    same_by_keyboard_as_by_tap(trial.says("2"))


# Telegram


@given(replies())
def test_telegrams_limits_are_kept(reply: Reply) -> None:
    payloads = telegram_drawing.draw(reply)
    assert all(0 < units(payload["text"]) <= 4096 and payload["text"].strip() for payload in payloads)
    assert all("reply_markup" not in payload for payload in payloads[:-1])
    rows = payloads[-1].get("reply_markup", {"inline_keyboard": []})["inline_keyboard"]
    buttons = [button for row in rows for button in row]
    assert len(buttons) == len(reply.options)
    assert all(1 <= len(row) <= 4 for row in rows)
    assert all(len(button["callback_data"].encode()) <= 64 for button in buttons)
    drawn = "".join("".join(payload["text"] for payload in payloads).split())
    assert "".join((reply.title + reply.text).split()) in drawn


@pytest.mark.parametrize("title", ["Việc thử", f"{SMILE} Việc thử", "👨‍👩‍👧 Đăng ký 2027 · 1/8"])
def test_only_the_title_is_bold_by_position(title: str) -> None:
    payload = telegram_drawing.draw(Reply("Chọn *một* <b>môn</b>.", title))[0]
    assert payload["text"] == f"{title}\nChọn *một* <b>môn</b>."
    (entity,) = payload["entities"]
    cut = payload["text"].encode("utf-16-le")[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
    assert (entity["type"], cut.decode("utf-16-le")) == ("bold", title)


def test_without_a_title_nothing_is_bold() -> None:
    assert telegram_drawing.draw(Reply("Xong.")) == [{"text": "Xong."}]


def test_a_long_text_comes_in_several_messages_and_the_buttons_under_the_last() -> None:
    payloads = telegram_drawing.draw(Reply("\n".join(["dòng"] * 1000), "Việc thử", (BACK,), turn=1))
    assert len(payloads) == 2
    assert payloads[0]["text"].startswith("Việc thử\ndòng")
    assert "entities" in payloads[0]
    assert "entities" not in payloads[1]
    assert payloads[1]["reply_markup"]["inline_keyboard"] == [[{"text": "Quay lại", "callback_data": "1:.back"}]]


def rows(*labels: str, steers: tuple[str, ...] = (), many: bool = False) -> list[list[str]]:
    options = [Option(f"c{n}", label) for n, label in enumerate(labels)]
    options += [Option(f".s{n}", label) for n, label in enumerate(steers)]
    drawn = keyboard(Reply("?", options=tuple(options), many=many, turn=1))
    return [[button["text"] for button in row] for row in drawn]


@pytest.mark.parametrize(
    ("labels", "drawn"),
    [
        (("Sửa 1", "Sửa 2", "Sửa 3", "Sửa 4", "Sửa 5"), [["Sửa 1", "Sửa 2", "Sửa 3", "Sửa 4"], ["Sửa 5"]]),
        (("x" * 16, "y" * 16), [["x" * 16, "y" * 16]]),
        (("x" * 17, "y"), [["x" * 17], ["y"]]),  # buttons of a row are equally wide
        (("x", "y" * 17), [["x"], ["y" * 17]]),
        (("x" * 8, "x" * 8, "x" * 8, "x" * 8), [["x" * 8] * 4]),
        (("x" * 9, "x" * 9, "x" * 9, "x" * 9), [["x" * 9] * 3, ["x" * 9]]),
        (("x" * 100,), [["x" * 100]]),
    ],
)
def test_short_labels_stand_side_by_side(labels: tuple[str, ...], drawn: list[list[str]]) -> None:
    assert rows(*labels) == drawn


def test_what_steers_stands_apart() -> None:
    assert rows("Có", "Không", steers=("Quay lại", "Để sau")) == [["Có", "Không"], ["Quay lại", "Để sau"]]


def test_a_ticked_option_is_marked() -> None:
    reply = Reply("?", options=(Option("-a", "Chạy bộ", on=True), Option("+b", "Bơi lội")), many=True, turn=12)
    assert keyboard(reply) == [
        [{"text": "✅ Chạy bộ", "callback_data": "12:-a"}, {"text": "Bơi lội", "callback_data": "12:+b"}]
    ]


def test_a_command_is_the_buttons_data() -> None:
    option = Option("open", "Xem phiếu", command="/xem DK-7F3K9")
    assert keyboard(Reply("?", options=(option,), turn=3)) == [
        [{"text": "Xem phiếu", "callback_data": "/xem DK-7F3K9"}]
    ]


def test_a_label_that_a_phone_would_cut_off_is_written_out_with_its_list() -> None:
    long = "1.2 Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
    reply = Reply(
        "Chọn mục.", "Việc thử", (Option("+1.1", "1.1 Thể thao"), Option("+1.2", long), BACK), many=True, turn=1
    )
    assert telegram_drawing.draw(reply)[0]["text"] == f"Việc thử\nChọn mục.\n1.1 Thể thao\n{long}"
    short = Reply("Chọn mục.", options=(Option("+1.1", "x" * 40), Option(".s", "y" * 41)), turn=1)
    assert telegram_drawing.draw(short)[0]["text"] == "Chọn mục."


@pytest.mark.parametrize("code", ["x" * 62, "đ" * 31])
def test_data_of_64_bytes_fits_behind_a_button(code: str) -> None:
    assert keyboard(Reply("?", options=(Option(code, "A"),), turn=1))[0][0]["callback_data"] == f"1:{code}"


@pytest.mark.parametrize("code", ["x" * 63, "đ" * 32])
def test_data_too_long_for_a_button_is_a_bug(code: str) -> None:
    with pytest.raises(ValueError, match="too long for a button"):
        keyboard(Reply("?", options=(Option(code, "A"),), turn=1))
