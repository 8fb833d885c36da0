"""What a reminder says: what is owed, by when, what it takes, and one button that opens just that."""

from datetime import date, timedelta

import orjson
import pytest

from chat.texts import load_texts
from handlers.reminder import Due, message_of, part_of
from tests.player import Chat
from tests.scenes import ACTION, HOW, registers

TEXTS = load_texts()
DAY = date(2026, 12, 15)
UNIT = "12A1"


def due(kind: str = "registration", days: int = 7, **more: object) -> Due:
    seat = {"seat": 2, "unit": UNIT} if kind in ("entry", "rating") else {}
    return Due(kind, DAY, days, 2027, 3, **{**seat, **more})  # type: ignore[arg-type]


def draft(*answers: str, about: str = "3/1", unfinished: str = "register") -> str:
    """A registration in which 1.2 and 4.1 are chosen."""
    given = {"criteria": {"on": ["1.2", "4.1"]}} | {f"how.{code}": "x" for code in answers}
    return orjson.dumps({"flows": {"register": {"about": about, "answers": given}}, "unfinished": unfinished}).decode()


WORDS = [
    pytest.param(due(), "gửi phiếu đăng ký 2027. Hạn Thứ Ba 15/12/2026, còn 7 ngày. Mất khoảng 10 phút", id="PN-03"),
    pytest.param(due(days=0), "Hôm nay là hạn cuối (Thứ Ba 15/12/2026)", id="PN-03: the last day"),
    pytest.param(due(days=-1), "Hạn Thứ Ba 15/12/2026 đã qua, bạn chưa gửi phiếu", id="scenario 3: after it"),
    pytest.param(due(days=-1), "phiếu sẽ ghi là nộp muộn", id="scenario 3: it is taken late"),
    pytest.param(due(last=True), "Đây là lần nhắc cuối trước hạn", id="products.md 24: the last says so"),
    pytest.param(due(form="returned"), "sửa phiếu đăng ký 2027 được trả lại rồi gửi lại", id="PN-15: returned"),
    pytest.param(due("interim", period="2027-H1"), "tự đánh giá giữa kỳ 2027", id="PN-21"),
    pytest.param(due("self"), "tự đánh giá cuối năm 2027", id="PN-22"),
    pytest.param(due("self", days=-1), "cho đến khi chi đoàn xếp loại", id="PN-22: after it"),
    pytest.param(due("entry"), "xác nhận phiếu và nhập phần mềm cho 12A1", id="PN-07"),
    pytest.param(due("entry", form="returned"), "nhập phần mềm cho 12A1", id="PN-07: whatever one's own form is"),
    pytest.param(due("rating"), "đánh giá, xếp loại và gửi kết quả của 12A1", id="PN-09"),
    pytest.param(due("rating", days=-1), "Cấp trên thấy chi đoàn đã quá hạn", id="PN-09: after it"),
]


@pytest.mark.parametrize(("one", "said"), WORDS)
def test_what_is_owed_is_said(one: Due, said: str) -> None:
    assert said in part_of(one, TEXTS).text


@pytest.mark.parametrize(
    ("days", "title"),
    [(7, "Nhắc việc · còn 7 ngày"), (0, "Nhắc việc · hạn cuối hôm nay"), (-1, "Nhắc việc · đã quá hạn")],
)
def test_the_title_says_how_urgent_it_is(days: int, title: str) -> None:
    part = part_of(due(days=days), TEXTS)
    assert message_of([part], TEXTS, snoozes=False).title == part.title == title


@pytest.mark.parametrize("last", [True, False])
def test_only_the_last_one_says_that_it_is(last: bool) -> None:
    assert ("lần nhắc cuối" in part_of(due(last=last), TEXTS).text) is last


@pytest.mark.parametrize(
    ("one", "command"),
    [
        (due(), "/dangky"),
        (due(form="returned"), "/dangky"),
        (due("interim"), "/giuaky"),
        (due("self"), "/danhgia"),
        (due("entry"), "/phanmem"),
        (due("rating"), "/hop"),
    ],
)
def test_one_button_opens_exactly_that(one: Due, command: str) -> None:
    assert [option.command for option in part_of(one, TEXTS).options] == [command]


DRAFTS = [
    pytest.param(None, "", "10 phút", "/dangky", id="no draft"),
    pytest.param(draft(), "0/2 mục", "3 phút", "/tieptuc", id="chosen"),
    pytest.param(draft("1.2"), "1/2 mục", "2 phút", "/tieptuc", id="one of two is done"),
    pytest.param(draft("1.2", "4.1"), "2/2 mục", "2 phút", "/tieptuc", id="only to be sent"),
    pytest.param(draft("1.2", unfinished="assess"), "1/2 mục", "2 phút", "/dangky", id="another talk is unfinished"),
    pytest.param(draft("1.2", about="2/1"), "", "10 phút", "/dangky", id="a draft of another year"),
    pytest.param("{}", "", "10 phút", "/dangky", id="has said something else"),
]


@pytest.mark.parametrize(("talk", "said", "minutes", "command"), DRAFTS)
def test_a_draft_is_counted_and_gone_on_with(talk: str | None, said: str, minutes: str, command: str) -> None:
    part = part_of(due(talk=talk), TEXTS)
    assert (said in part.text, "đã soạn" in part.text) == (True, bool(said))
    assert minutes in part.text
    assert part.options[0].command == command


def test_the_draft_of_a_registration_is_no_matter_of_another_step() -> None:
    assert "đã soạn" not in part_of(due("self", talk=draft("1.2")), TEXTS).text


def test_several_things_stand_in_one_message_in_the_order_given() -> None:
    parts = [part_of(one, TEXTS) for one in (due("entry", 2), due(), due("interim", 30))]
    reply = message_of(parts, TEXTS, snoozes=True)
    assert reply.title == "Nhắc việc · 3 việc"
    assert [line[:2] for line in reply.text.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3."]
    commands = [option.command for option in reply.options]
    assert commands == ["/phanmem", "/dangky", "/giuaky", "/nhaclai", "/dungnhac"]


@pytest.mark.parametrize("snoozes", [True, False])
def test_later_is_offered_where_there_is_a_later(snoozes: bool) -> None:
    reply = message_of([part_of(due(), TEXTS)], TEXTS, snoozes=snoozes)
    assert ("/nhaclai" in [option.command for option in reply.options]) is snoozes


# --- as people see it


async def test_a_half_finished_registration_is_reminded_of_and_goes_on_where_it_was(chat: Chat) -> None:
    await chat.says("/dangky")
    await chat.picks("1.2", "4.1", "Tiếp")
    await chat.says(f"{ACTION} | quý 1 | {HOW}")
    chat.clock.passes(days=8)
    await chat.stage.morning()
    chat.got_told("đã soạn 1/2 mục", "Mất khoảng 2 phút")
    await chat.picks("Làm tiếp phiếu đăng ký")
    chat.sees("4.1")


async def test_whoever_answers_at_eight_is_not_reminded_of_what_is_just_being_done(chat: Chat) -> None:
    chat.clock.passes(days=8)
    await chat.says("/dangky")
    await chat.stage.morning()
    assert chat.got == []
    chat.clock.passes(hours=2)
    await chat.stage.morning()
    chat.got_told("gửi phiếu đăng ký 2027")


async def test_after_the_day_it_is_said_once_and_never_again(chat: Chat) -> None:
    chat.clock.passes(days=23)
    for _ in range(9):
        await chat.stage.morning()
        chat.clock.passes(days=1)
    (screen,) = chat.got
    assert "đã qua" in screen.all
    assert "không tự nhắc việc này nữa" in screen.all


async def test_a_secretary_hears_of_the_branch_and_of_herself_in_one_message(chat: Chat) -> None:
    binh = chat.other("binh")
    chat.clock.passes(days=13)  # 6 December: fourteen days before the entry, nine before the registration
    await chat.stage.morning()
    binh.got_told("nhập phần mềm cho 12A1", "còn 14 ngày")
    assert len(binh.got) == 1


async def test_who_has_registered_is_left_in_peace(chat: Chat) -> None:
    await registers(chat)
    for _ in range(40):
        chat.clock.passes(days=1)
        await chat.stage.morning()
    assert chat.got == []
    assert chat.clock.now.date() > DAY + timedelta(days=14)
