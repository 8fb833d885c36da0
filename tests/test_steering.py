"""What a message wants: a command, a global word as the whole message, an answer, an old button."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.telegram_drawing import DATA
from bot.steering import Again, Answer, Back, Later, Resume, Start, Step, understand
from chat.ask import Heard
from chat.memory import Open
from chat.message import Address, FileRef, Incoming, Option, Reply
from chat.question import Said, Screen
from chat.talk import Chat, dump_reply
from chat.texts import load_texts
from handlers import FLOWS
from rules.codes import form_code

TEXTS = load_texts()
AN = Address("telegram", "an")
FORM = form_code(7)
JOIN = "cd_ABCD2345"
LIST = Reply("Môn?", options=(Option("run", "Chạy bộ"), Option("swim", "Bơi lội"), Option(".back", "Quay lại")), turn=1)
CLOSED = Reply(
    "Xong.",
    options=(
        Option("open", "Xem phiếu", command=f"/xem {FORM}"),
        Option("resume", "Làm tiếp", command="/tieptuc"),
        Option("home", "Trang chính", command="/batdau"),
        Option("old", "Việc cũ", command="/vieccu"),
    ),
    turn=2,
)


def asked(reply: Reply = LIST) -> Chat:
    """A chat in which a question of the registration stands open."""
    chat = Chat()
    chat.opens("register", Open("sport", None, Screen(reply.text), {"page": 0}, ()))
    chat.reply = dump_reply(reply)
    return chat


def closed(reply: Reply | None = CLOSED) -> Chat:
    chat = asked()
    chat.closes()
    chat.reply = dump_reply(reply) if reply else {}
    return chat


def said(text: str, chat: Chat | None = None, *files: FileRef) -> Step:
    return understand(Incoming(AN, "1", text, files=files), asked() if chat is None else chat, TEXTS, FLOWS)


def tapped(tap: str, chat: Chat | None = None) -> Step:
    return understand(Incoming(AN, "1", tap=tap), asked() if chat is None else chat, TEXTS, FLOWS)


def answer(text: str) -> Answer:
    return Answer(Heard("sport", Said(text, numbers=("run", "swim")), {"page": 0}))


# Global words

WORDS: dict[Step, tuple[str, ...]] = {
    Back(): ("quay lại", "trở lại", "lùi lại"),
    Resume(): ("tiếp tục", "làm tiếp"),
    Later(): ("để sau", "lúc khác"),
    Start("help"): ("trợ giúp", "giúp", "giúp đỡ", "help"),
    Start("home"): ("trang chính", "menu", "bắt đầu"),
    Start("cancel"): ("hủy", "huỷ", "hủy bỏ"),
    Start("undo"): ("hoàn tác",),
    Start("quiet"): ("dừng nhắc", "ngừng nhắc"),
}
SPELLED = [(word, step) for step, words in WORDS.items() for word in words]
MARKS = str.maketrans("ạảấắậặềệểỏồởộợủỳịừứữốùúàâăêôơưđHỦY", "aaaaaaeeeooooouyiuuuouuaaaeooudHUY")


def unmarked(word: str) -> str:
    """As one types on a keyboard without Vietnamese letters."""
    return word.translate(MARKS)


@pytest.mark.parametrize(("word", "step"), SPELLED)
def test_a_global_word_is_heard_in_every_spelling(word: str, step: Step) -> None:
    spellings = [word, unmarked(word), word.upper(), word.title(), f"  {word} ", f"{word}.", f"{word}!", f"{word}…"]
    spellings += [
        f"{word}?",
        word.replace(" ", "  "),
        unmarked(word).replace(" ", ""),
        f"/{unmarked(word).replace(' ', '')}",
    ]
    for typed in spellings:
        assert said(typed) == step, typed
        assert said(typed, closed()) == step, typed


def test_a_question_mark_alone_asks_for_help() -> None:
    assert said("?") == Start("help")


@pytest.mark.parametrize(("word", "_step"), SPELLED)
def test_a_global_word_counts_only_as_the_whole_message(word: str, _step: Step) -> None:
    for typed in (f"{word} các bạn học yếu", f"em {word}", f"không {word}", f"{word}\n{word}x"):
        assert said(typed) == answer(typed)


def test_where_several_are_chosen_to_go_on_says_that_the_choice_is_made() -> None:
    several = Reply("Mục?", options=(Option("+a", "A"), Option(".done", "Tiếp")), many=True, turn=1)
    for word in ("tiếp tục", "tiep tuc", "làm tiếp", "/tieptuc"):
        assert said(word, asked(several)) == Answer(Heard("sport", Said(tap=".done"), {"page": 0}))
        assert said(word, closed(several)) == Resume()


# Commands


@pytest.mark.parametrize(("flow", "command"), [(flow, entry.command) for flow, entry in FLOWS.items()])
def test_every_command_is_heard_with_its_stroke(flow: str, command: str) -> None:
    for typed in (f"/{command}", f"/{command.upper()}", f"/{command}@RenLuyenBot", f" /{command} "):
        assert said(typed) == tapped(typed.strip()) == Start(flow)
    assert said(f"/{command}@RenLuyenBot  a  b ") == Start(flow, "a  b")


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("đăng ký", Start("register")),
        ("dang ky", Start("register")),
        ("ĐĂNG KÝ!", Start("register")),
        ("dangky", Start("register")),
        ("dangky sua 5", Start("register", "sua 5")),
        ("kế hoạch", Start("plan")),
        ("kehoach 2", Start("plan", "2")),
        ("dữ liệu", Start("data")),
        ("dulieu rut", Start("data", "rut")),
        ("duyệt", Start("review")),
        (f"duyệt {FORM}", Start("review", FORM)),
        (f"duyet {FORM.lower()}", Start("review", FORM.lower())),
        (f"xem {FORM} 2", Start("show", f"{FORM} 2")),
        (f"xem  {FORM}", Start("show", FORM)),
        (f"xem\n{FORM}", Start("show", FORM)),
        (f"Trả {FORM} muc 5 Viết cụ thể\nhơn", Start("return", f"{FORM} muc 5 Viết cụ thể\nhơn")),
        ("/tra DK-XXXXX lý do", Start("return", "DK-XXXXX lý do")),
        ("nhắc lại", Start("snooze")),
        ("nhaclai 3", Start("snooze", "3")),
        ("nhaclai 11/12", Start("snooze", "11/12")),
        ("nhaclai 1-3-2027", Start("snooze", "1-3-2027")),
        ("/nhaclai ngày mai", Start("snooze", "ngày mai")),
        ("golienket 12", Start("drop", "12")),
        ("dongy 12", Start("allow", "12")),
        (JOIN, Start("join", JOIN)),
        (f" {JOIN} ", Start("join", JOIN)),
        (f"/start {JOIN}", Start("join", JOIN)),
        (f"/start@RenLuyenBot {JOIN}", Start("join", JOIN)),
        ("/start", Start("home")),
        ("/START", Start("home")),
        ("/help", Start("help")),
        ("/menu", Start("home")),
    ],
)
def test_a_command_is_also_its_bare_name(typed: str, step: Step) -> None:
    assert said(typed) == step
    assert said(typed, closed()) == step


@pytest.mark.parametrize(
    "typed",
    [
        "xem phim",
        "xem DK-7F3K8",  # its check sign is wrong
        f"xem phiếu {FORM}",
        "trả sách thư viện",
        "duyệt binh",
        "rút lại lời nói",
        "đồng ý",  # an answer, and no command without the account it is about
        "Đồng ý!",
        "tham gia",
        "đăng ký tham gia câu lạc bộ",
        "kế hoạch nhỏ",
        "nhắc lại bài cũ",
        "nhaclai mai",
        "nhaclai 333",
        "cd_ABCD234",
        "cd_ABCD23456",
        f"mã {JOIN}",
        f"{JOIN} {JOIN}",
        "start",
        "/",
        "/ dangky",
        "/1",
        "//dangky",
        "1/2",
        "",
        "👍",
    ],
)
def test_everyday_words_are_answers(typed: str) -> None:
    assert said(typed) == answer(typed)


@pytest.mark.parametrize(
    "typed",
    ["kế hoạch", "viec", "nhaclai", "nhaclai 11/12", f"duyet {FORM}", "/kehoach 2", "viec 2", "thongbao", "Tiendo"],
)
def test_a_command_is_heard_also_where_words_are_asked(typed: str) -> None:
    assert isinstance(said(typed, asked_for_words()), Start)


@pytest.mark.parametrize(
    "typed",
    [
        *("việc nhà", "kehoach 2", "dangky sua 5", "Kế hoạch nhỏ mỗi tuần", "Xem 3 phim tài liệu"),
        *("thông báo", "Tiến độ", "tien do", "dongy", "Đồng ý"),
    ],
)
def test_where_words_are_asked_a_sentence_may_begin_with_whichever_word(typed: str) -> None:
    assert isinstance(said(typed, asked_for_words()), Answer)


def asked_for_words() -> Chat:
    chat = asked()
    shown = chat.shown
    assert shown is not None
    chat.reply = dump_reply(replace(shown, words=True))
    return chat


def test_a_command_that_does_not_exist_answers_no_question() -> None:
    for typed in ("/khongco", "/khongco 2027", "/Xyz"):
        note = f"Bot không có lệnh “{typed}”."
        assert said(typed) == said(typed, closed()) == tapped(typed) == Start("home", note=note)
    long = said("/x" + "y" * 100)
    assert isinstance(long, Start)
    assert len(long.note) < 90


# Taps


def test_a_tap_on_the_open_question_answers_it() -> None:
    assert tapped("1:swim") == Answer(Heard("sport", Said(tap="swim", numbers=("run", "swim")), {"page": 0}))
    assert tapped("1:a:b c") == Answer(Heard("sport", Said(tap="a:b c", numbers=("run", "swim")), {"page": 0}))


@pytest.mark.parametrize(("tap", "step"), [("1:.back", Back()), ("1:.later", Later()), ("1:.home", Start("home"))])
def test_a_tap_may_steer(tap: str, step: Step) -> None:
    assert tapped(tap) == step


def test_a_tap_on_what_steers_the_question_itself_is_an_answer() -> None:
    step = tapped("1:.page2")
    assert isinstance(step, Answer)
    assert step.heard.said.tap == ".page2"


@pytest.mark.parametrize(
    "tap",
    [
        *(
            "0:swim",
            "2:swim",
            "0:.back",
            "999999999:swim",
            "9" * 30 + ":swim",
            "-1:swim",
            "²:swim",
            "1 :swim",
            " 1:swim",
        ),
        *("1:", ":swim", "1", "swim", "", "miws:1", "x" * DATA),
    ],
)
def test_an_old_or_forged_tap_shows_where_things_stand(tap: str) -> None:
    assert tapped(tap) == Again()


def test_after_the_last_word_a_tap_of_its_turn_answers_nothing() -> None:
    assert tapped("2:open", closed()) == Again()


@pytest.mark.parametrize(
    ("tap", "step"),
    [
        (f"/xem {FORM}", Start("show", FORM)),
        ("/tieptuc", Resume()),
        ("/batdau", Start("home")),
        (JOIN, Start("join", JOIN)),
    ],
)
def test_a_canned_command_works_at_any_time(tap: str, step: Step) -> None:
    assert tapped(tap) == tapped(tap, closed()) == tapped(tap, Chat()) == step


def test_the_longest_data_of_a_button_is_read() -> None:
    tap = f"1:{'x' * (DATA - 2)}"
    step = tapped(tap)
    assert isinstance(step, Answer)
    assert step.heard.said.tap == "x" * (DATA - 2)


# Where no question is open


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("1", Start("show", FORM)),
        ("xem phiếu", Start("show", FORM)),
        ("XEM PHIEU", Start("show", FORM)),
        ("2", Resume()),
        ("làm tiếp", Resume()),
        ("3", Start("home")),
        ("việc cũ", Start("home", note="Bot không có lệnh “/vieccu”.")),
        ("5", Start("home", note="Bot chưa hiểu “5”.")),
        ("xin chào", Start("home", note="Bot chưa hiểu “xin chào”.")),
        ("y" * 61, Start("home", note=f"Bot chưa hiểu “{'y' * 59}…”.")),
        ("y" * 60, Start("home", note=f"Bot chưa hiểu “{'y' * 60}”.")),
        ("", Start("home")),
    ],
)
def test_the_options_under_the_last_word_are_read(typed: str, step: Step) -> None:
    assert said(typed, closed()) == step


def test_a_number_under_a_message_that_came_by_itself_means_nothing() -> None:
    notice = Reply("Nhắc việc.", options=(Option("register", "Đăng ký ngay", command="/dangky"),))
    assert said("1", closed(notice)) == Start("home", note="Bot chưa hiểu “1”.")
    assert said("đăng ký ngay", closed(notice)) == Start("register")


def test_an_option_without_a_command_leads_nowhere_by_itself() -> None:
    assert said("chạy bộ", closed(LIST)) == Start("home", note="Bot chưa hiểu “chạy bộ”.")


def test_before_anything_was_shown_a_word_leads_home() -> None:
    assert said("1", Chat()) == Start("home", note="Bot chưa hiểu “1”.")


def test_a_file_answers_the_open_question_and_is_not_kept_elsewhere() -> None:
    file = FileRef("f")
    assert said("đây", None, file) == Answer(Heard("sport", Said("đây", None, (file,), ("run", "swim")), {"page": 0}))
    unasked = Start("home", note=TEXTS("common-file-unasked"))
    assert said("", closed(), file) == said("abc", Chat(), file) == unasked


# Anything


anything = st.text(max_size=64) | st.text(st.sampled_from("/:.1280cd_ABdangkyxem ?\n@"), max_size=64)


@given(anything, st.booleans(), st.booleans())
def test_no_message_is_too_strange(text: str, tap: bool, open_: bool) -> None:
    chat = asked() if open_ else closed()
    step = tapped(text, chat) if tap else said(text, chat)
    assert isinstance(step, (Start, Back, Later, Resume, Again, Answer))
    assert open_ or not isinstance(step, Answer)
    assert not isinstance(step, Start) or step.flow in FLOWS
