"""What Zalo answers, what its events say, and what its refusals mean, without anything running."""

from typing import Any

import pytest

from bot.adapters.platform import Later, Outcome, Refused, Unknown
from bot.adapters.zalo_bot_api import BotApi, Done, Failed, Kind, read_answer
from bot.adapters.zalo_bot_reading import Deed, arrived, event_in, read_event
from bot.adapters.zalo_bot_troubles import DOUBT, GONE_AFTER, LONGEST, OWN_AFTER, Troubles
from bot.config import ZaloSettings
from storage.inbox import Delivery

ANSWERS: list[tuple[int, bytes, Kind]] = [
    (401, b'{"ok": false, "error_code": 401}', "auth"),
    (200, b'{"ok": false, "error_code": 401}', "auth"),
    (404, b"<html>", "auth"),
    (401, b"", "auth"),
    (200, b'{"ok": false, "error_code": 429}', "quota"),
    (429, b'{"ok": false}', "quota"),
    (403, b'{"ok": false, "error_code": 403, "description": "Internal server error"}', "transient"),
    (500, b'{"ok": false, "error_code": 500}', "transient"),
    (502, b"<html>Bad Gateway</html>", "transient"),
    (200, b"<html>", "transient"),
    (200, b"[]", "transient"),
    (200, b'{"ok": "true"}', "transient"),
    (200, b"\xff", "transient"),
    (200, b'{"ok": false, "error_code": 400}', "permanent"),
    (404, b'{"ok": false, "error_code": "404"}', "permanent"),
    (426, b'{"ok": false, "errorCode": 426}', "permanent"),
    (200, b'{"ok": false, "error_code": 408}', "unknown"),
    (408, b'{"ok": false, "error_code": null}', "unknown"),
]


@pytest.mark.parametrize(("status", "body", "kind"), ANSWERS, ids=[f"{s} {b!r}" for s, b, _ in ANSWERS])
def test_the_body_says_whether_it_was_done(status: int, body: bytes, kind: Kind) -> None:
    answer = read_answer(status, body)
    assert isinstance(answer, Failed)
    assert answer.kind == kind


def test_what_is_done_is_done_whatever_http_says() -> None:
    assert read_answer(500, b'{"ok": true, "result": {"message_id": "1"}}') == Done({"message_id": "1"})
    assert read_answer(200, b'{"ok": true}') == Done(None)


# --- what an event says

ME = "bot1"


def event(name: str = "message.text.received", **said: Any) -> dict[str, Any]:
    chat = {"id": "u1", "chat_type": "PRIVATE"}
    message = {"message_id": "m1", "date": 1, "from": {"id": "u1", "is_bot": False}, "chat": chat, **said}
    return {"event_name": name, "message": message}


def read(happened: dict[str, Any]) -> Deed | None:
    id_, body = arrived(happened)
    return read_event(Delivery(1, id_, body, "now"), ME)


def test_both_bodies_are_one_event() -> None:
    """zalo.md A.5"""
    flat = event(text="x")
    assert event_in(flat) == event_in({"ok": True, "result": flat}) == flat
    assert arrived(flat)[0] == "u1:m1"


@pytest.mark.parametrize("body", [None, {}, [], "", 7, {"result": {}}, {"event_name": 1}, {"ok": True, "result": None}])
def test_what_names_no_event_is_none(body: object) -> None:
    assert event_in(body) is None


def test_what_has_no_number_goes_by_its_checksum() -> None:
    one = {"event_name": "x", "a": 1, "b": 2}
    assert arrived(one) == arrived({"b": 2, "a": 1, "event_name": "x"}) != arrived({"event_name": "x", "a": 1})


def test_the_same_number_in_two_chats_is_two_messages() -> None:
    assert arrived(event())[0] != arrived(event(chat={"id": "u2"}))[0]


def test_text_is_read() -> None:
    deed = read(event(text="/dangky"))
    assert deed is not None
    assert (str(deed.incoming.at), deed.incoming.id, deed.incoming.text) == ("zalo:u1", "u1:m1", "/dangky")
    assert (deed.private, deed.readable) == (True, True)


@pytest.mark.parametrize("field", ["photo", "photo_url"])
def test_a_photo_is_a_file_at_its_address(field: str) -> None:
    deed = read(event("message.image.received", caption="ảnh", **{field: "https://a.zadn.vn/1.jpg"}))
    assert deed is not None
    assert (deed.incoming.text, [file.id for file in deed.incoming.files]) == ("ảnh", ["https://a.zadn.vn/1.jpg"])


@pytest.mark.parametrize(
    "happened",
    [
        event("message.sticker.received", sticker="1", url="https://a.b/1"),
        event("message.voice.received", voice_url="https://a.b/1.aac"),
        event("message.unsupported.received"),
        event("message.image.received"),
        event("message.link.received"),
    ],
)
def test_what_cannot_be_read_is_told_apart(happened: dict[str, Any]) -> None:
    deed = read(happened)
    assert deed is not None
    assert not deed.readable
    assert deed.incoming.files == ()


def test_a_link_that_comes_with_its_words_is_text() -> None:
    deed = read(event("message.link.received", text="https://example.vn/bai"))
    assert deed is not None
    assert deed.readable


@pytest.mark.parametrize("sender", [{"id": ME}, {"id": "u1", "is_bot": True}])
def test_the_bots_own_are_none(sender: dict[str, object]) -> None:
    own = event(text="x")
    own["message"]["from"] = sender
    assert read(own) is None


@pytest.mark.parametrize("chat", [{"id": "g1", "chat_type": "GROUP"}, {"id": "g1"}, {"id": "u1", "chat_type": "GROUP"}])
def test_only_a_chat_with_its_own_person_is_private(chat: dict[str, str]) -> None:
    deed = read(event(chat=chat, text="x"))
    assert deed is not None
    assert not deed.private


# --- what a refusal means


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def failed(kind: Kind) -> Failed:
    return Failed(kind, kind)


def outcomes(troubles: Troubles, kind: Kind, times: int, chat: str = "a") -> list[Outcome]:
    return [troubles.outcome(chat, failed(kind)) for _ in range(times)]


def test_the_pause_for_the_plan_grows_while_nothing_is_taken_and_begins_anew_after() -> None:
    clock = Clock()
    troubles = Troubles(clock)
    waits = []
    for _ in range(9):
        (outcome,) = outcomes(troubles, "quota", 1)
        assert isinstance(outcome, Later)
        waits.append(outcome.seconds)
        clock.now += outcome.seconds
    assert waits == [60, 120, 240, 480, 960, 1920, LONGEST, LONGEST, LONGEST]
    troubles.over("a")
    assert outcomes(troubles, "quota", 1) == [Later(60)]


def test_many_refusals_at_once_are_one_pause() -> None:
    assert {str(Troubles(Clock()).outcome(chat, failed("quota"))) for chat in "abc"} == {str(Later(60.0))}


@pytest.mark.parametrize("kind", ["quota", "transient"])
def test_nobody_is_given_up_while_nobody_is_served(kind: Kind) -> None:
    assert all(isinstance(outcome, Later) for outcome in outcomes(Troubles(Clock()), kind, 50))


@pytest.mark.parametrize("kind", ["quota", "transient"])
def test_a_chat_that_is_refused_again_and_again_while_others_are_served_is_given_up(kind: Kind) -> None:
    troubles = Troubles(Clock())
    outcomes(troubles, kind, 1)
    troubles.over("b")
    *first, last = outcomes(troubles, kind, OWN_AFTER - 1)
    assert all(isinstance(outcome, Later) for outcome in first)
    assert last == Refused(kind, gone=True)


def test_three_refusals_for_good_are_somebody_who_is_gone() -> None:
    troubles = Troubles(Clock())
    *first, last = outcomes(troubles, "permanent", GONE_AFTER)
    assert first == [Refused("permanent")] * 2
    assert last == Refused("permanent", gone=True)
    troubles.over("a")
    assert outcomes(troubles, "permanent", 1) == [Refused("permanent")]


def test_what_may_have_arrived_rests_for_a_minute_and_what_waits_for_a_token_waits() -> None:
    """zalo.md A.8"""
    assert outcomes(Troubles(Clock()), "unknown", 1) == [Unknown("unknown", DOUBT)]
    assert DOUBT >= 60
    assert all(isinstance(outcome, Later) for outcome in outcomes(Troubles(Clock()), "auth", 9))


# --- no answer at all


async def test_a_zalo_that_is_not_there_is_no_doubt_and_the_token_in_no_reason() -> None:
    nowhere = BotApi(ZaloSettings.model_validate({"token": "12345689:abc-xyz", "api_url": "http://127.0.0.1:1"}))
    answer = await nowhere.call("sendMessage", chat_id="u1", text="x")
    await nowhere.close()
    assert isinstance(answer, Failed)
    assert answer.kind == "transient"
    assert "abc-xyz" not in repr(answer)
