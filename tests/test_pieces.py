"""A question answered in pieces: kept one by one, over restarts, until the person says that is all."""

from typing import Any

import pytest

from chat.ask import Ask
from chat.message import FileRef
from chat.pieces import Piece
from chat.question import Problem
from tests.trial import Trial

TEXTS = """
menu-trial = Việc thử
trial-shown = Gửi gì cũng được.
    { $kept }
    .done = Xong, lưu lại
    .nothing = Không thêm gì
    .drop = Bỏ phần vừa gửi
    .dropped = Đã bỏ { $piece }.
    .empty = Hãy gửi gì đó.
trial-place = Ở đâu?
trial-full = Đủ rồi.
"""
PHOTO = FileRef("f1", "a.jpg", 10, "image/jpeg")


def full(given: tuple[Piece, ...], piece: Piece) -> Problem | None:
    return Problem("trial-full") if len(given) >= 3 else None


def shown(ask: Ask) -> Any:
    named = lambda piece: piece if isinstance(piece, str) else piece.name  # noqa: E731
    return ask.pieces("shown", apart=str.split, check=full, name=named), ask.text("place")


def test_pieces_are_kept_until_the_person_says_that_is_all() -> None:
    trial = Trial.of(TEXTS, shown)
    assert trial.labels == ["Không thêm gì"]
    trial.says("một hai", PHOTO)
    assert (trial.asked, trial.labels) == ("shown", ["Xong, lưu lại", "Bỏ phần vừa gửi"])
    assert trial.screen.text == "Gửi gì cũng được.\nmột\nhai\na.jpg"
    assert trial.taps("done").asked == "place"
    assert trial.says("Ở nhà").result[0] == ("một", "hai", PHOTO)


@pytest.mark.parametrize("said", ["xong", "Xong, lưu lại", "không thêm gì", "tiếp"])
def test_that_is_all_can_be_typed(said: str) -> None:
    trial = Trial.of(TEXTS, shown)
    if said.startswith("Xong"):
        trial.says("một")
    assert trial.says(said).asked == "place"


def test_what_is_not_taken_is_said_and_the_last_piece_can_be_dropped() -> None:
    trial = Trial.of(TEXTS, shown).says("một hai ba bốn")
    assert (trial.note, trial.screen.text.count("\n")) == ("Đủ rồi.", 3)
    assert trial.taps("drop").note == "Đã bỏ ba."
    assert trial.says("bỏ").note == "Đã bỏ hai."
    assert trial.taps("nonsense").note == "Hãy gửi gì đó."
    assert trial.says("").note == "Hãy gửi gì đó."
    assert trial.says("xong").answers["shown"] == {"pieces": ["một"], "done": True}


def test_back_reopens_it_with_all_its_pieces() -> None:
    trial = Trial.of(TEXTS, shown).says("một", PHOTO).says("xong")
    talk = trial.talk
    talk.memory("trial").reopen("shown")
    trial.raw = talk.dumps()
    assert trial.runs().screen.text == "Gửi gì cũng được.\nmột\na.jpg"
    assert trial.says("hai").says("xong").answers["shown"]["pieces"][-1] == "hai"


@pytest.mark.parametrize("stored", ["một", {"pieces": "một", "done": True}, {"pieces": [1], "done": True}, {"on": []}])
def test_an_answer_of_an_older_program_is_asked_for_again(stored: Any) -> None:
    trial = Trial.of(TEXTS, shown)
    talk = trial.talk
    talk.memory("trial").answers["shown"] = stored
    trial.raw = talk.dumps()
    assert trial.runs().asked == "shown"
    assert "không còn dùng được" in trial.note
