"""A reply as the web chat gets it: whole labels in rows, what is ticked, what steers, what a button says back."""

import pytest

from bot.adapters.web_drawing import Message, draw, draw_own
from chat.message import Attachment, Option, Reply

BACK, LATER, HELP = Option(".back", "Quay lại"), Option(".later", "Để sau"), Option(".help", "Trợ giúp")


def labels(reply: Reply) -> list[list[str]]:
    return [[button["label"] for button in row] for row in draw(reply, "1")["rows"]]


def buttons(reply: Reply) -> list[Message]:
    return [button for row in draw(reply, "1")["rows"] for button in row]


@pytest.mark.parametrize(
    ("title", "text", "shown", "bold"),
    [
        ("Việc thử", "Môn?", "Việc thử\nMôn?", 8),
        ("", "Môn?", "Môn?", 0),
        ("😀 Vui", "Môn?", "😀 Vui\nMôn?", 6),
        ("Chỉ tên", "", "Chỉ tên", 7),
    ],
)
def test_the_title_stands_first_and_is_as_bold_as_it_is_long(title: str, text: str, shown: str, bold: int) -> None:
    message = draw(Reply(text, title), "1")
    assert (message["text"], message["bold"]) == (shown, bold)


def test_what_steers_stands_at_the_bottom_apart_from_the_answers() -> None:
    assert labels(Reply("?", options=(BACK, Option("a", "Có"), LATER, Option("b", "Không"), HELP), turn=1)) == [
        ["Có", "Không"],
        ["Quay lại", "Để sau", "Trợ giúp"],
    ]


def test_long_labels_are_whole_and_have_a_row_each() -> None:
    long = "1.2 Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, từng việc một, mỗi ngày"
    assert labels(Reply("?", options=(Option("a", "Có"), Option("b", long), Option("c", "Không")), turn=1)) == [
        ["Có"],
        [long],
        ["Không"],
    ]


def test_what_can_be_ticked_says_whether_it_is_and_nothing_else_does() -> None:
    reply = Reply(
        "?", options=(Option("-a", "A", on=True), Option("+b", "B"), Option(".done", "Tiếp")), many=True, turn=3
    )
    assert draw(reply, "1")["rows"] == [
        [{"label": "A", "data": "3:-a", "on": True}],
        [{"label": "B", "data": "3:+b", "on": False}],
        [{"label": "Tiếp", "data": "3:.done"}],
    ]


def test_of_several_the_one_chosen_before_is_marked() -> None:
    reply = Reply("?", options=(Option("a", "A", on=True), Option("b", "B"), BACK), turn=1)
    assert [button.get("on") for button in buttons(reply)] == [True, False, None]


def test_a_button_says_its_command_or_its_question_and_code() -> None:
    reply = Reply("?", options=(Option("a", "A"), Option("home", "Về", command="/batdau")), turn=7)
    assert [button["data"] for button in buttons(reply)] == ["7:a", "/batdau"]


def test_where_words_are_asked_the_keyboard_goes_into_the_input() -> None:
    assert draw(Reply("?", words=True), "1")["words"] is True
    assert "words" not in draw(Reply("?"), "1")


def test_files_are_named_with_where_they_are() -> None:
    reply = Reply("Đây.", files=(Attachment("một.txt", b"1"), Attachment("hai.SVG", b"2")))
    assert draw(reply, "1", ["/1", "/2"])["files"] == [
        {"name": "một.txt", "url": "/1", "picture": False},
        {"name": "hai.SVG", "url": "/2", "picture": True},
    ]


def test_what_a_person_said_is_shown_as_it_was_typed() -> None:
    assert draw_own("7", "<b>\n hai") == {
        "id": "7",
        "mine": True,
        "text": "<b>\n hai",
        "bold": 0,
        "rows": [],
        "files": [],
    }
