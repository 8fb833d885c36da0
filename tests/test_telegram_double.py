"""The stand-in for Telegram refuses what Telegram refuses, and otherwise behaves like it."""

import asyncio
import io
import json
import struct
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageEntity, Update, User
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, NetworkError, RetryAfter

from tests.doubles.telegram import TelegramDouble as Double
from tests.doubles.telegram_checks import fault_in
from tests.doubles.telegram_requests import LARGEST
from tests.doubles.telegram_switches import Kind, Pace, Switches

Json = dict[str, Any]

AN, BINH, STRANGER, GROUP = 7, 8, 404, -5
HERS, OURS = 1, 2  # ids of the first messages in An's chat: her /start and our answer with the button "A"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 40, 30)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Client:
    """A bot that speaks plain HTTP."""

    def __init__(self, double: Double, session: aiohttp.ClientSession) -> None:
        self.double = double
        self.session = session

    def address(self, method: str) -> str:
        return f"{self.double.url}/bot{self.double.token}/{method}"

    async def call(self, method: str, /, **params: object) -> Json:
        async with self.session.post(self.address(method), json=params) as answer:
            envelope: Json = await answer.json()
            assert answer.status == envelope.get("error_code", 200)
            return envelope

    async def ok(self, method: str, /, **params: object) -> Any:
        envelope = await self.call(method, **params)
        assert envelope["ok"], envelope
        return envelope["result"]

    async def upload(self, method: str, field: str, content: bytes, **params: str) -> Json:
        form = aiohttp.FormData(params, quote_fields=False)
        form.add_field(field, content, filename="kế hoạch.png")
        async with self.session.post(self.address(method), data=form) as answer:
            envelope: Json = await answer.json()
            return envelope


@pytest.fixture
async def double() -> AsyncIterator[Double]:
    async with Double() as double:
        yield double


@pytest.fixture
async def client(double: Double) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(double, session)


@pytest.fixture
async def bot(double: Double) -> AsyncIterator[Bot]:
    async with Bot(double.token, base_url=f"{double.url}/bot", base_file_url=f"{double.url}/file/bot") as bot:
        yield bot


@pytest.fixture
def clock(double: Double) -> Clock:
    double.clock = clock = Clock()
    return clock


async def furnish(double: Double, client: Client) -> None:
    """An has an open chat with one button, Binh has blocked the bot, and there is a group."""
    double.says(AN, "/start")
    await client.ok("sendMessage", chat_id=AN, text="Xin chào", reply_markup=keyboard([button()]))
    double.says(BINH, "/start")
    double.blocks(BINH)
    double.invites(AN, GROUP)


def keyboard(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


def button(**changes: object) -> Json:
    made = {"text": "A", "callback_data": "a", **changes}
    return {key: value for key, value in made.items() if value is not None}


def bold(offset: int, length: int, **more: object) -> Json:
    return {"type": "bold", "offset": offset, "length": length, **more}


def say(text: object = "x", **more: object) -> Json:
    return {"chat_id": AN, "text": text, **more}


def tap_keys(*rows: list[Json]) -> Json:
    return say(reply_markup=keyboard(*rows))


def commands(*names: str, description: str = "Bắt đầu") -> Json:
    return {"commands": [{"command": name, "description": description} for name in names]}


UNKNOWN_FIELDS = [
    ("sendMessage", say(colour="red"), "colour"),
    ("sendMessage", say(parse_mode="HTML"), "parse_mode"),
    ("sendMessage", say(reply_markup={**keyboard(), "resize": True}), "resize"),
    ("sendMessage", tap_keys([button(hint="h")]), "hint"),
    ("sendMessage", say(entities=[bold(0, 1, colour="red")]), "colour"),
    ("sendMessage", say(reply_parameters={"message_id": HERS, "loud": True}), "loud"),
    ("sendMessage", say(link_preview_options={"is_off": True}), "is_off"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "b", "icon": "c"}]}, "icon"),
    ("setMyCommands", {**commands("a"), "scope": {"type": "default", "chat_id": AN}}, "chat_id"),
    ("setChatMenuButton", {"menu_button": {"type": "commands", "text": "Menu"}}, "text"),
    ("getMe", {"verbose": True}, "verbose"),
]

REFUSED = [
    # required fields and JSON types
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": AN}, "message text is empty"),
    ("sendMessage", tap_keys([button(text=None)]), 'parameter "text" is required in'),
    ("sendMessage", say(text=5), "sendMessage.text must be of type String"),
    ("sendMessage", say(chat_id=1.5), "sendMessage.chat_id must be of type Integer or String"),
    ("sendMessage", say(disable_notification="true"), "must be of type Boolean"),
    ("sendMessage", say(reply_markup=json.dumps(keyboard())), "reply_markup must be of type InlineKeyboardMarkup"),
    ("sendMessage", say(entities=[bold(0, 1) | {"offset": True}]), "offset must be of type Integer"),
    ("sendMessage", say(reply_parameters=None), "must be of type ReplyParameters"),
    ("getUpdates", {"allowed_updates": "message"}, "must be of type Array of String"),
    ("getUpdates", {"allowed_updates": ["mesage"]}, "no updates called mesage"),
    ("setMyCommands", {**commands("a"), "scope": {"type": "everyone"}}, 'type must be "'),
    # texts
    ("sendMessage", say(text=""), "message text is empty"),
    ("sendMessage", say(text=" \n"), "text must be non-empty"),
    ("sendMessage", say(text="x" * 4097), "message is too long"),
    ("sendMessage", say(text="x" * 4095 + "😀"), "message is too long"),
    ("editMessageText", {"chat_id": AN, "message_id": OURS}, "message text is empty"),
    ("sendDocument", {"chat_id": AN, "document": "file1", "caption": "x" * 1025}, "message caption is too long"),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}, "MESSAGE_TOO_LONG"),
    # entities
    ("sendMessage", say(entities=[bold(1, 1)]), "entity begins after the end of the text at UTF-16 offset 1"),
    ("sendMessage", say("xy", entities=[bold(0, 3)]), "ends after the end of the text at UTF-16 offset 3"),
    ("sendMessage", say(entities=[bold(-1, 1)]), "entity before the text"),
    ("sendMessage", say(entities=[bold(0, 0)]), "without length"),
    ("sendMessage", say("😀x", entities=[bold(1, 2)]), "begins in a middle of a UTF-16 symbol"),
    ("sendMessage", say("😀x", entities=[bold(0, 1)]), "ends in a middle of a UTF-16 symbol"),
    ("sendMessage", say(entities=[bold(0, 1) | {"type": "red"}]), "can't parse MessageEntity: Unsupported type"),
    ("sendMessage", say(entities=[bold(0, 1) | {"type": "text_link"}]), 'Can\'t find field "url"'),
    ("sendMessage", say(entities=[bold(0, 1)] * 101), "at most 100 entities"),
    # keyboards
    ("sendMessage", tap_keys([button(callback_data="a" * 65)]), "BUTTON_DATA_INVALID"),
    ("sendMessage", tap_keys([button(callback_data="ậ" * 22)]), "BUTTON_DATA_INVALID"),
    ("sendMessage", tap_keys([button(callback_data="")]), "Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", tap_keys([button(callback_data=None)]), "Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", tap_keys([button(url="https://example.vn")]), "one action, not callback_data and url"),
    ("sendMessage", tap_keys([button(text=" ")]), "no button without a text"),
    ("sendMessage", tap_keys([button(callback_data=None, url="example.vn")]), "Wrong HTTP URL"),
    ("sendMessage", tap_keys([button(callback_data=None, web_app={"url": "http://a.vn"})]), "Only HTTPS links"),
    ("sendMessage", tap_keys([button()] * 9), "at most 8 buttons in a row"),
    ("sendMessage", tap_keys(*[[button()]] * 101), "at most 100 buttons"),
    # chats and messages
    ("sendMessage", say(chat_id=STRANGER), "chat not found"),
    ("sendMessage", say(chat_id="@nobody"), "chat not found"),
    ("getChat", {"chat_id": STRANGER}, "chat not found"),
    ("sendChatAction", {"chat_id": STRANGER, "action": "typing"}, "chat not found"),
    ("sendChatAction", {"chat_id": AN, "action": "dancing"}, "wrong parameter action in request"),
    ("sendMessage", say(reply_parameters={"message_id": 99}), "message to be replied not found"),
    ("editMessageText", say(message_id=99), "message to edit not found"),
    ("editMessageText", say(message_id=HERS), "message can't be edited"),
    ("editMessageText", {"chat_id": AN, "text": "x"}, "message identifier is not specified"),
    ("editMessageText", {"message_id": OURS, "text": "x"}, "chat_id is empty"),
    (
        "editMessageText",
        {"chat_id": AN, "message_id": OURS, "text": "Xin chào", "reply_markup": keyboard([button()])},
        NOT_MODIFIED,
    ),
    (
        "editMessageReplyMarkup",
        {"chat_id": AN, "message_id": OURS, "reply_markup": keyboard([button()])},
        NOT_MODIFIED,
    ),
    ("deleteMessage", {"chat_id": AN, "message_id": 99}, "message to delete not found"),
    ("answerCallbackQuery", {"callback_query_id": "unknown"}, QUERY_TOO_OLD),
    # files
    ("sendDocument", {"chat_id": AN}, "there is no document in the request"),
    ("sendDocument", {"chat_id": AN, "document": "nothing"}, "wrong file identifier/HTTP URL specified"),
    ("getFile", {"file_id": "nothing"}, "invalid file_id"),
    # commands
    ("setMyCommands", commands(*(f"c{n}" for n in range(101))), "BOT_COMMANDS_TOO_MUCH"),
    ("setMyCommands", commands("Start"), "BOT_COMMAND_INVALID"),
    ("setMyCommands", commands("đăngký"), "BOT_COMMAND_INVALID"),
    ("setMyCommands", commands("a" * 33), "BOT_COMMAND_INVALID"),
    ("setMyCommands", commands(""), "BOT_COMMAND_INVALID"),
    ("setMyCommands", commands("a", description=""), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", commands("a", description="x" * 257), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {**commands("a"), "scope": {"type": "chat", "chat_id": STRANGER}}, "chat not found"),
    ("setMyCommands", {**commands("a"), "language_code": "vie"}, "two-letter language_code"),
    ("setChatMenuButton", {"chat_id": STRANGER}, "chat not found"),
    # webhooks
    ("setWebhook", {"url": "http://127.0.0.1:8080"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    ("setWebhook", {"url": "https://bot.vn:444"}, "can be set up only on ports 80, 88, 443 or 8443"),
    ("setWebhook", {"url": "https://bot.vn", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ("setWebhook", {"url": "https://bot.vn", "secret_token": "a" * 257}, "secret token is too long"),
]

ACCEPTED = [
    ("sendMessage", say("x" * 4096)),
    ("sendMessage", say(chat_id=str(AN))),
    ("sendMessage", say(chat_id=GROUP)),
    ("sendMessage", say("😀x", entities=[bold(0, 2), bold(2, 1)])),
    ("sendMessage", say(entities=[bold(0, 1)] * 100)),
    ("sendMessage", tap_keys([button(callback_data="ậ" * 21 + "a")])),
    ("sendMessage", tap_keys([button()] * 8)),
    ("sendMessage", tap_keys(*[[button()]] * 100)),
    ("sendMessage", tap_keys([button(callback_data=None, web_app={"url": "https://a.vn"})])),
    ("sendMessage", say(reply_markup={"keyboard": [[{"text": "Có"}, {"text": "Không"}]], "resize_keyboard": True})),
    ("sendMessage", say(reply_markup={"remove_keyboard": True})),
    ("sendMessage", say(reply_parameters={"message_id": HERS})),
    ("sendMessage", say(reply_parameters={"message_id": 99, "allow_sending_without_reply": True})),
    ("editMessageText", say(message_id=OURS)),
    ("editMessageReplyMarkup", {"chat_id": AN, "message_id": OURS}),
    ("deleteMessage", {"chat_id": AN, "message_id": OURS}),
    ("setMyCommands", commands(*(f"c{n}" for n in range(100)), description="x" * 256)),
    ("setMyCommands", {**commands("a" * 32), "scope": {"type": "chat", "chat_id": AN}, "language_code": "vi"}),
    ("setChatMenuButton", {"chat_id": AN, "menu_button": {"type": "commands"}}),
    ("sendChatAction", {"chat_id": AN, "action": "typing"}),
    ("setWebhook", {"url": "https://bot.vn:8443/hook", "secret_token": "a-Z_9" * 51 + "a"}),
    ("getUpdates", {"limit": 1, "timeout": 0, "allowed_updates": ["message"]}),
]


@pytest.mark.parametrize(("method", "params", "field"), UNKNOWN_FIELDS)
async def test_unknown_fields_are_refused(
    double: Double, client: Client, method: str, params: Json, field: str
) -> None:
    await furnish(double, client)
    envelope = await client.call(method, **params)
    assert envelope["error_code"] == 400
    assert envelope["description"].startswith(f'Bad Request: the double knows no field "{field}" in {method}')


@pytest.mark.parametrize(("method", "params", "description"), REFUSED)
async def test_refused_calls_change_nothing(
    double: Double, client: Client, method: str, params: Json, description: str
) -> None:
    await furnish(double, client)
    before = double.screen(AN)
    envelope = await client.call(method, **params)
    assert (envelope["ok"], envelope["error_code"]) == (False, 400)
    assert envelope["description"].startswith("Bad Request: ")
    assert description in envelope["description"]
    assert double.screen(AN) == before
    assert [call.refusal for call in double.refused] == [envelope["description"]]


@pytest.mark.parametrize(("method", "params"), ACCEPTED)
async def test_calls_just_within_the_limits_are_accepted(
    double: Double, client: Client, method: str, params: Json
) -> None:
    await furnish(double, client)
    await client.ok(method, **params)
    assert double.calls[-1].outcome == "accepted"


@given(st.text(st.sampled_from("aậ😀 "), min_size=1, max_size=8), st.integers(-1, 18), st.integers(-1, 18))
def test_an_entity_is_accepted_exactly_if_it_stands_on_whole_characters(text: str, start: int, end: int) -> None:
    borders = [0]
    for character in text:
        borders.append(borders[-1] + (2 if character == "😀" else 1))
    fits = start in borders and end in borders and start < end
    refusal = fault_in("sendMessage", {"chat_id": AN, "text": f"{text}.", "entities": [bold(start, end - start)]})
    assert (refusal is None) == (fits or (start in borders and start < end == borders[-1] + 1))


async def test_other_tokens_methods_and_paths_are_refused(double: Double, client: Client) -> None:
    async with client.session.get(f"{double.url}/bot1:wrong/getMe") as answer:
        assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    async with client.session.get(f"{double.url}/file/bot1:wrong/documents/a") as answer:
        assert answer.status == 401
    for method in ("copyMessage", "sendMessages"):
        unknown = {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
        assert await client.call(method) == unknown
    async with client.session.get(f"{double.url}/") as answer:
        assert await answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_a_blocked_bot_writes_edits_and_types_in_vain_until_unblocked(double: Double, client: Client) -> None:
    double.says(AN, "/start")
    sent = await client.ok("sendMessage", **say())
    blocked = double.blocks(AN)
    for method, params in [
        ("sendMessage", say()),
        ("editMessageText", say("y", message_id=sent["message_id"])),
        ("sendChatAction", {"chat_id": AN, "action": "typing"}),
    ]:
        envelope = await client.call(method, **params)
        assert (envelope["error_code"], envelope["description"]) == (403, "Forbidden: bot was blocked by the user")
    double.unblocks(AN)
    await client.ok("sendMessage", **say())
    updates = await client.ok("getUpdates", offset=blocked)
    changes = [update["my_chat_member"] for update in updates]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]


async def test_every_way_to_send_parameters_is_understood(double: Double, client: Client) -> None:
    double.says(AN, "/start")
    form = {
        "chat_id": str(AN),
        "text": "123",
        "reply_markup": json.dumps(keyboard([button()])),
        "protect_content": "true",
    }
    multipart = aiohttp.FormData(form, default_to_multipart=True)
    for request in (
        client.session.get(client.address("sendmessage"), params=form),
        client.session.post(client.address("SENDMESSAGE"), data=form),
        client.session.post(client.address("SendMessage"), data=multipart),
        client.session.post(
            client.address("sendMessage"),
            params={"chat_id": AN},
            json={"text": "123", "reply_markup": keyboard([button()])},
        ),
    ):
        async with request as answer:
            assert answer.status == 200, await answer.text()
    assert {call.method for call in double.calls} == {"sendMessage"}
    assert [shown.labels for shown in double.screen(AN)[1:]] == [["A"]] * 4


@pytest.mark.parametrize("body", ["[]", "{", '"text"'])
async def test_a_body_that_is_no_json_object_is_refused(client: Client, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with client.session.post(client.address("getMe"), data=body, headers=headers) as answer:
        assert answer.status == 400


async def test_forms_with_unreadable_values_are_refused(client: Client) -> None:
    async with client.session.get(client.address("getUpdates"), params={"limit": "many"}) as answer:
        assert (await answer.json())["description"] == "Bad Request: getUpdates.limit must be of type Integer"


class TestMessages:
    async def test_an_edit_that_names_no_keyboard_takes_it_away(self, double: Double, client: Client) -> None:
        await furnish(double, client)
        assert double.last(AN).keyboard == ((("A", "a"),),)
        edited = await client.ok("editMessageText", chat_id=AN, message_id=OURS, text="Xong")
        assert "reply_markup" not in edited
        assert (double.last(AN).text, double.last(AN).labels, double.last(AN).edits) == ("Xong", [], 1)

    async def test_entities_in_another_order_are_the_same_message(self, double: Double, client: Client) -> None:
        double.says(AN, "/start")
        spans = [bold(0, 1), bold(2, 1)]
        sent = await client.ok("sendMessage", **say("abc", entities=spans))
        edit = say("abc", message_id=sent["message_id"], entities=spans[::-1])
        assert (await client.call("editMessageText", **edit))["description"] == f"Bad Request: {NOT_MODIFIED}"
        await client.ok("editMessageText", **(edit | {"entities": spans[:1]}))
        assert double.last(AN).entities == (bold(0, 1),)

    async def test_messages_with_a_reply_keyboard_or_a_file_keep_their_text(
        self, double: Double, client: Client
    ) -> None:
        double.says(AN, "/start")
        sent = await client.ok("sendMessage", **say(reply_markup={"keyboard": [[{"text": "Có"}]]}))
        envelope = await client.call("editMessageText", **say("y", message_id=sent["message_id"]))
        assert envelope["description"] == "Bad Request: message can't be edited"
        sent = (await client.upload("sendDocument", "document", b"x", chat_id=str(AN)))["result"]
        envelope = await client.call("editMessageText", **say("y", message_id=sent["message_id"]))
        assert envelope["description"] == "Bad Request: there is no text in the message to edit"

    @pytest.mark.parametrize(("age", "allowed"), [(48 * 3600 - 1, True), (48 * 3600, False)])
    async def test_messages_can_be_deleted_for_48_hours(
        self, double: Double, client: Client, clock: Clock, age: int, allowed: bool
    ) -> None:
        await furnish(double, client)
        clock.now += age
        assert (await client.call("deleteMessage", chat_id=AN, message_id=OURS))["ok"] is allowed
        assert len(double.screen(AN)) == 2 - allowed

    async def test_commands_are_kept_by_scope_and_language(self, client: Client) -> None:
        await client.ok("setMyCommands", **commands("dangky"), language_code="vi")
        await client.ok("setMyCommands", **commands("start"), scope={"type": "all_private_chats"})
        assert await client.ok("getMyCommands", language_code="vi") == commands("dangky")["commands"]
        assert await client.ok("getMyCommands", scope={"type": "all_private_chats"}) == commands("start")["commands"]
        assert await client.ok("getMyCommands") == []


class TestTaps:
    async def test_a_tap_can_be_answered_twice_but_not_late(self, double: Double, client: Client, clock: Clock) -> None:
        await furnish(double, client)
        tapped = double.taps_label(AN, "A")
        query = (await client.ok("getUpdates", offset=tapped))[0]["callback_query"]
        clock.now += 15
        await client.ok("answerCallbackQuery", callback_query_id=query["id"], text="x" * 200, show_alert=True)
        await client.ok("answerCallbackQuery", callback_query_id=query["id"])
        assert double.answered == {tapped: 2}
        assert [(n.user_id, len(n.text), n.alert) for n in double.notices] == [(AN, 200, True)]
        clock.now += 1
        envelope = await client.call("answerCallbackQuery", callback_query_id=query["id"])
        assert envelope["description"] == f"Bad Request: {QUERY_TOO_OLD}"

    async def test_only_shown_buttons_can_be_tapped_unless_forged(self, double: Double, client: Client) -> None:
        await furnish(double, client)
        for message_id, data in [(OURS, "b"), (HERS, "a"), (99, "a")]:
            with pytest.raises(AssertionError):
                double.taps(AN, message_id, data)
        with pytest.raises(AssertionError):
            double.taps_label(AN, "B")
        forged = [double.taps(AN, OURS, "b", forged=True), double.taps(AN, 99, "a", forged=True)]
        updates = await client.ok("getUpdates", offset=forged[0])
        assert [update["update_id"] for update in updates] == [*forged]
        assert [update["callback_query"]["message"]["date"] == 0 for update in updates] == [False, True]

    async def test_a_tap_tells_the_screen_as_it_was(self, double: Double, client: Client) -> None:
        await furnish(double, client)
        tapped = double.taps(AN, OURS, "a")
        await client.ok("editMessageText", chat_id=AN, message_id=OURS, text="Xong")
        assert (await client.ok("getUpdates", offset=tapped))[0]["callback_query"]["message"]["text"] == "Xin chào"


class TestLongPoll:
    async def test_it_waits_and_ends_at_the_first_update(self, double: Double, client: Client) -> None:
        poll = asyncio.create_task(client.ok("getUpdates", timeout=50))
        await double.until(lambda: double.updates.waiting)
        said = double.says(AN, "chào")
        assert not double.updates.waiting, "something is to be fetched"
        assert [update["update_id"] for update in await poll] == [said]

    async def test_it_ends_empty_when_its_time_is_up_50_seconds_at_most(self, double: Double, client: Client) -> None:
        assert double.switches.longest_poll == 50
        double.switches.longest_poll = 0.02
        began = asyncio.get_running_loop().time()
        assert await client.ok("getUpdates", timeout=60) == []
        assert asyncio.get_running_loop().time() - began >= 0.02

    async def test_only_an_offset_confirms(self, double: Double, client: Client, clock: Clock) -> None:
        first, second, third = (double.says(AN, text) for text in "abc")

        async def ids(**params: object) -> list[int]:
            clock.now += 1
            return [update["update_id"] for update in await client.ok("getUpdates", **params)]

        assert await ids() == [first, second, third]
        assert await ids(limit=2) == [first, second]
        assert await ids(offset=second) == [second, third]
        assert await ids() == [second, third]
        assert await ids(offset=-1) == [third]
        assert await ids() == [third]
        assert await ids(offset=third + 1) == []

    async def test_an_offset_repeated_at_once_gets_one_update(
        self, double: Double, client: Client, clock: Clock
    ) -> None:
        first = double.says(AN, "a")
        double.says(AN, "b")
        sizes = []
        for pause in (0.0, 0.4, 0.5):
            clock.now += pause
            sizes.append(len(await client.ok("getUpdates", offset=first)))
        assert sizes == [2, 1, 2]

    async def test_at_most_a_hundred_come_at_once(self, double: Double, client: Client) -> None:
        for number in range(101):
            double.says(AN, str(number))
        assert len(await client.ok("getUpdates", limit=1000)) == 100

    async def test_allowed_updates_are_remembered_and_filter_what_is_made_later(
        self, double: Double, client: Client
    ) -> None:
        await furnish(double, client)
        await client.ok("getUpdates", offset=-1, allowed_updates=["callback_query"])
        double.says(AN, "nobody wants this")
        tapped = double.taps(AN, OURS, "a")
        assert [update["update_id"] for update in await client.ok("getUpdates")][1:] == [tapped]
        await client.ok("getUpdates", offset=tapped + 1, allowed_updates=[])
        said = double.says(AN, "back to the default")
        assert [update["update_id"] for update in await client.ok("getUpdates", offset=tapped)] == [said]

    @pytest.mark.parametrize(
        ("age", "kept"), [(149, {"message", "callback_query"}), (150, {"message"}), (86400, set())]
    )
    async def test_taps_live_150_seconds_and_messages_a_day(
        self, double: Double, client: Client, clock: Clock, age: int, kept: set[str]
    ) -> None:
        await furnish(double, client)
        double.taps(AN, OURS, "a")
        clock.now += age
        updates = await client.ok("getUpdates")
        assert {kind for update in updates for kind in update} - {"update_id", "my_chat_member"} == kept

    async def test_a_second_poll_ends_the_first_and_conflicts_are_held_back(
        self, double: Double, client: Client
    ) -> None:
        double.switches.conflict_pause = 0.02
        polls = []
        for _ in range(3):
            began = asyncio.get_running_loop().time()
            polls.append(asyncio.create_task(client.call("getUpdates", timeout=50)))
            await double.until(lambda: double.updates.waiting and len(double.calls) == len(polls))
        first, second = await polls[0], await polls[1]
        assert asyncio.get_running_loop().time() - began >= 0.02
        assert first == second
        assert first["error_code"] == 409
        assert first["description"].startswith("Conflict: terminated by other getUpdates request; make sure")
        double.says(AN, "x")
        assert len((await polls[2])["result"]) == 1

    async def test_a_poll_whose_client_is_gone_is_over(self, double: Double, client: Client) -> None:
        poll = asyncio.create_task(client.call("getUpdates", timeout=50))
        await double.until(lambda: double.updates.waiting)
        poll.cancel()
        await double.until(lambda: not double.updates.waiting)
        assert [call.outcome for call in double.calls] == ["lost"]

    async def test_a_webhook_ends_the_poll_and_forbids_the_next(self, double: Double, client: Client) -> None:
        double.switches.conflict_pause = 0.0
        poll = asyncio.create_task(client.call("getUpdates", timeout=50))
        await double.until(lambda: double.updates.waiting)
        await client.ok("setWebhook", url="https://bot.vn/hook")
        assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
        envelope = await client.call("getUpdates")
        assert envelope["error_code"] == 409
        assert "while webhook is active" in envelope["description"]
        await client.ok("deleteWebhook", drop_pending_updates=True)
        assert await client.ok("getUpdates") == []


class Hooked:
    """A web server to which updates are pushed; it answers with the statuses it is told, then with 200."""

    def __init__(self) -> None:
        self.statuses: dict[str, list[int]] = {}
        self.seen: asyncio.Queue[tuple[str, str | None]] = asyncio.Queue()

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        what = update["message"]["text"] if "message" in update else update["callback_query"]["data"]
        self.seen.put_nowait((what, request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        waiting = self.statuses.get(what)
        return web.Response(status=waiting.pop(0) if waiting else 200)

    async def sees(self, count: int) -> list[tuple[str, str | None]]:
        async with asyncio.timeout(5):
            return [await self.seen.get() for _ in range(count)]


@pytest.fixture
async def hooked() -> AsyncIterator[tuple[Hooked, str]]:
    hooked = Hooked()
    app = web.Application()
    app.router.add_post("/hook", hooked.take)
    runner = web.AppRunner(app, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield hooked, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await runner.cleanup()


class TestWebhook:
    async def test_updates_are_pushed_in_order_with_the_secret_and_repeated_until_taken(
        self, double: Double, client: Client, hooked: tuple[Hooked, str]
    ) -> None:
        double.switches.local_webhook, double.switches.webhook_retry = True, 0.01
        server, url = hooked
        double.says(AN, "trước")
        server.statuses["trước"] = [500, 404]
        await client.ok("setWebhook", url=url, secret_token="s3cret", allowed_updates=["message", "callback_query"])
        double.says(AN, "sau")
        assert await server.sees(4) == [("trước", "s3cret")] * 3 + [("sau", "s3cret")]
        await double.until(lambda: double.updates.webhook_info()["pending_update_count"] == 0)
        info = await client.ok("getWebhookInfo")
        assert (info["url"], info["pending_update_count"], info["max_connections"]) == (url, 0, 40)
        assert "404" in info["last_error_message"]

    async def test_a_tap_and_another_chat_overtake_a_chat_that_waits(
        self, double: Double, client: Client, hooked: tuple[Hooked, str]
    ) -> None:
        double.switches.local_webhook, double.switches.webhook_retry = True, 60.0
        await furnish(double, client)
        double.unblocks(BINH)
        server, url = hooked
        await client.ok("setWebhook", url=url, drop_pending_updates=True, allowed_updates=["message", "callback_query"])
        server.statuses["một"] = [503]
        double.says(AN, "một")
        assert await server.sees(1) == [("một", None)]
        double.says(AN, "hai")
        double.taps(AN, OURS, "a")
        double.says(BINH, "ba")
        assert sorted(await server.sees(2)) == [("a", None), ("ba", None)]
        await client.ok("deleteWebhook")
        left = [update["message"]["text"] for update in await client.ok("getUpdates") if "message" in update]
        assert left[:2] == ["một", "hai"]

    async def test_the_pause_before_a_repetition_grows(
        self, double: Double, client: Client, hooked: tuple[Hooked, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        double.switch(local_webhook=True, webhook_retry=1.0, webhook_retry_most=3.0)
        pauses: list[float] = []

        async def sleep(seconds: float) -> None:
            pauses.append(seconds)

        monkeypatch.setattr("tests.doubles.telegram_hook.asyncio.sleep", sleep)
        server, url = hooked
        server.statuses["một"] = [500] * 4
        await client.ok("setWebhook", url=url)
        double.says(AN, "một")
        assert await server.sees(5) == [("một", None)] * 5
        assert [pause for pause in pauses if pause] == [1.0, 2.0, 3.0, 3.0]

    async def test_what_was_taken_comes_again_if_the_answer_was_lost(
        self, double: Double, client: Client, hooked: tuple[Hooked, str]
    ) -> None:
        double.switch(local_webhook=True, webhook_answers_lost=1)
        server, url = hooked
        await client.ok("setWebhook", url=url)
        double.says(AN, "một")
        double.says(AN, "hai")
        assert [said for said, _ in await server.sees(3)] == ["một", "một", "hai"]

    async def test_behind_the_address_each_call_goes_to_one_or_to_two(
        self, double: Double, client: Client, hooked: tuple[Hooked, str]
    ) -> None:
        server, url = hooked
        double.switch(local_webhook=True, webhook_behind=[f"{url}?1", f"{url}?2", url.replace("/hook", "/nobody")])
        await client.ok("setWebhook", url="http://127.0.0.1:1/hook")
        double.says(AN, "một")
        assert await server.sees(1) == [("một", None)]
        await double.until(lambda: double.updates.webhook_info()["pending_update_count"] == 0)
        double.switch(webhook_behind=[f"{url}?1", f"{url}?2"], webhook_twice=1.0)
        double.says(AN, "hai")
        assert await server.sees(2) == [("hai", None)] * 2

    async def test_nothing_is_pushed_beyond_this_machine(self, double: Double, client: Client) -> None:
        await client.ok("setWebhook", url="https://bot.vn/hook")
        double.says(AN, "x")
        assert (await client.ok("getWebhookInfo"))["pending_update_count"] == 1
        assert not [task for task in asyncio.all_tasks() if "Updates._push" in repr(task.get_coro())]
        await client.ok("setWebhook", url="")
        assert (await client.ok("getWebhookInfo"))["url"] == ""


class TestTheWay:
    async def test_a_message_whose_sender_dies_on_the_way_was_never_sent(self, double: Double, client: Client) -> None:
        double.says(AN, "/start")
        double.switch(delay=0.05)
        sending = asyncio.create_task(client.call("sendMessage", **say()))
        call = await double.until(lambda: double.calls[0] if double.calls and double.calls[0].params else None)
        assert call.outcome == "open"
        sending.cancel()
        await double.until(lambda: call.outcome == "lost")
        assert len(double.screen(AN)) == 1
        await client.ok("sendMessage", **say())  # who lives is heard, as late
        assert len(double.screen(AN)) == 2

    async def test_a_connection_cut_before_has_changed_nothing_and_one_cut_after_has(
        self, double: Double, client: Client
    ) -> None:
        double.says(AN, "/start")
        kinds: list[tuple[Kind, int]] = [("cut_before", 1), ("cut_after", 2)]
        for kind, messages in kinds:
            double.fails("sendMessage", kind)
            with pytest.raises(aiohttp.ClientConnectionError):
                await client.call("sendMessage", **say())
            assert len(double.screen(AN)) == messages
        assert [call.outcome for call in double.calls] == ["lost", "accepted"]

    async def test_a_hanging_call_has_been_accepted(self, double: Double, client: Client) -> None:
        double.says(AN, "/start")
        double.fails("sendMessage", "hang")
        sending = asyncio.create_task(client.call("sendMessage", **say()))
        assert (await double.next_reply(AN)).text == "x"
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(sending, 0.02)
        await client.ok("sendMessage", **say())

    async def test_refusals_on_request_strike_as_often_as_told_and_where(self, double: Double, client: Client) -> None:
        double.meets(AN)
        double.meets(BINH)
        double.fails("sendMessage", "too_many", times=2, value=7, chat_id=AN)
        await client.ok("sendMessage", chat_id=BINH, text="x")
        assert (await client.call("sendMessage", **say("")))["error_code"] == 400
        for _ in range(2):
            envelope = await client.call("sendMessage", **say())
            assert envelope["parameters"] == {"retry_after": 7}
            assert envelope["description"] == "Too Many Requests: retry after 7"
        await client.ok("sendMessage", **say())
        assert [shown.text for shown in double.screen(AN)] == ["x"]


class TestPace:
    async def test_thirty_messages_a_second_pass(self, double: Double, client: Client, clock: Clock) -> None:
        double.switches.pace = Pace()
        for person in range(1, 32):
            double.meets(person)
        for person in range(1, 31):
            await client.ok("sendMessage", chat_id=person, text="x")
        async with client.session.post(client.address("sendMessage"), json={"chat_id": 31, "text": "x"}) as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
            assert (await answer.json())["parameters"] == {"retry_after": 1}
        clock.now += 1
        await client.ok("sendMessage", chat_id=31, text="x")

    async def test_a_private_chat_takes_one_a_second_after_a_short_burst(
        self, double: Double, client: Client, clock: Clock
    ) -> None:
        double.switches.pace = Pace()
        double.meets(AN)
        passed = []
        for pause in (0, 0, 0, 0, 1, 0, 0.9, 0.1, 100, 0, 0, 0):
            clock.now += pause
            passed.append((await client.call("sendMessage", **say()))["ok"])
        assert passed == [True, True, True, False, True, False, False, True, True, True, True, False]

    async def test_a_group_takes_twenty_a_minute(self, double: Double, client: Client, clock: Clock) -> None:
        double.switches.pace = Pace()
        double.invites(AN, GROUP)
        for _ in range(20):
            await client.ok("sendMessage", **say(chat_id=GROUP))
        clock.now += 18.5
        assert (await client.call("sendMessage", **say(chat_id=GROUP)))["parameters"] == {"retry_after": 42}
        clock.now += 42
        await client.ok("sendMessage", **say(chat_id=GROUP))

    async def test_a_webhook_can_be_set_once_a_second(self, double: Double, client: Client, clock: Clock) -> None:
        double.switches.pace = Pace()
        await client.ok("setWebhook", url="https://bot.vn/a")
        assert (await client.call("setWebhook", url="https://bot.vn/b"))["error_code"] == 429
        clock.now += 1
        await client.ok("setWebhook", url="https://bot.vn/b")


class TestFiles:
    async def test_a_persons_file_is_fetched_by_a_link_that_lives_an_hour(
        self, double: Double, client: Client, clock: Clock
    ) -> None:
        double.sends_file(AN, "minh chứng.pdf", b"%PDF", "application/pdf", caption="đây")
        document = (await client.ok("getUpdates"))[0]["message"]["document"]
        assert (document["file_name"], document["file_size"]) == ("minh chứng.pdf", 4)
        link = f"{double.url}/file/bot{double.token}/documents/{document['file_id']}.pdf"
        statuses = [(await client.session.get(link)).status]
        assert (await client.ok("getFile", file_id=document["file_id"]))["file_path"] in link
        async with client.session.get(link) as answer:
            assert await answer.read() == b"%PDF"
        clock.now += 3601
        statuses.append((await client.session.get(link)).status)
        assert statuses == [404, 404]

    @pytest.mark.parametrize(("size", "allowed"), [(20_000_000, True), (20_000_001, False)])
    async def test_files_over_20_mb_cannot_be_fetched(
        self, double: Double, client: Client, size: int, allowed: bool
    ) -> None:
        double.sends_file(AN, "phim.mp4", b"", size=size)
        file_id = (await client.ok("getUpdates"))[0]["message"]["document"]["file_id"]
        envelope = await client.call("getFile", file_id=file_id)
        assert (envelope["ok"], envelope.get("description")) == (
            allowed,
            None if allowed else "Bad Request: file is too big",
        )

    @pytest.mark.parametrize(
        ("method", "field", "limit"),
        [("sendDocument", "document", "upload_bytes"), ("sendPhoto", "photo", "photo_bytes")],
    )
    async def test_uploads_are_shown_up_to_their_limit(
        self, double: Double, client: Client, method: str, field: str, limit: str
    ) -> None:
        assert (Switches().upload_bytes, Switches().photo_bytes) == (50_000_000, 10_000_000)
        double.meets(AN)
        double.switch(**{limit: len(PNG)})
        sent = (await client.upload(method, field, PNG, chat_id=str(AN), caption="x" * 1024))["result"]
        assert double.last(AN).file == ("kế hoạch.png" if field == "document" else "")
        assert (await client.upload(method, field, PNG + b"x", chat_id=str(AN)))["error_code"] == 413
        assert "non-empty" in (await client.upload(method, field, b"", chat_id=str(AN)))["description"]
        again = sent["document"] if field == "document" else sent["photo"][0]
        await client.ok(method, chat_id=AN, **{field: again["file_id"]})
        assert len(double.screen(AN)) == 2

    async def test_a_request_larger_than_any_upload_is_refused(self, client: Client) -> None:
        headers = {"Content-Type": "application/json"}
        body = io.BytesIO(bytes(LARGEST + 1))
        async with client.session.post(client.address("sendMessage"), data=body, headers=headers) as answer:
            assert (await answer.json())["description"] == "Request Entity Too Large"

    @pytest.mark.parametrize(
        ("picture", "refusal"),
        [
            (b"GIF89a", "IMAGE_PROCESS_FAILED"),
            (PNG[:16] + struct.pack(">II", 9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
            (PNG[:16] + struct.pack(">II", 2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        ],
    )
    async def test_a_photo_must_be_a_picture_of_a_usual_shape(
        self, double: Double, client: Client, picture: bytes, refusal: str
    ) -> None:
        double.meets(AN)
        envelope = await client.upload("sendPhoto", "photo", picture, chat_id=str(AN))
        assert envelope["description"] == f"Bad Request: {refusal}"

    async def test_an_attached_part_stands_for_its_field(self, double: Double, client: Client) -> None:
        double.meets(AN)
        sent = await client.upload("sendDocument", "part", b"x", chat_id=str(AN), document="attach://part")
        assert sent["result"]["document"]["file_size"] == 1
        stray = await client.upload("sendDocument", "part", b"x", chat_id=str(AN), document="attach://other")
        assert "part" in stray["description"]


class TestPeople:
    async def test_a_reply_is_awaited_after_an_update_a_reply_or_the_last_act(
        self, double: Double, client: Client
    ) -> None:
        first = double.says(AN, "/start")
        waiting = asyncio.create_task(double.next_reply(AN))
        await client.ok("sendMessage", **say("một"))
        one = await waiting
        await client.ok("sendMessage", **say("hai"))
        assert [one.text, (await double.next_reply(AN, after=first)).text] == ["một", "một"]
        two = await double.next_reply(AN, after=one)
        assert two.text == "hai"
        await client.ok("editMessageText", **say("ba", message_id=one.message_id))
        assert [(await double.next_reply(AN, after=reply)).text for reply in (one, two)] == ["hai", "ba"]
        double.says(AN, "nữa")
        with pytest.raises(TimeoutError, match="no reply in chat 7"):
            await double.next_reply(AN, timeout=0.01)

    async def test_a_screen_has_both_sides_in_order(self, double: Double, client: Client) -> None:
        await furnish(double, client)
        assert [(shown.text, shown.from_bot) for shown in double.screen(AN)] == [("/start", False), ("Xin chào", True)]
        newer = await client.ok("sendMessage", **tap_keys([button()]))
        double.says(AN, "vâng")
        assert double.last(AN).message_id == newer["message_id"]
        tapped = double.taps_label(AN, "A")
        update = (await client.ok("getUpdates", offset=tapped))[0]
        assert update["callback_query"]["message"]["message_id"] == newer["message_id"]
        assert double.screen(STRANGER) == []

    async def test_a_bot_hears_in_a_group_what_concerns_it(self, double: Double, client: Client) -> None:
        double.invites(AN, GROUP)
        sent = await client.ok("sendMessage", **say(chat_id=GROUP))
        heard = [
            double.says(AN, "chào cả nhà", chat_id=GROUP),
            double.says(AN, "/baocao@other_bot", chat_id=GROUP),
            double.says(AN, "/baocao@double_bot", chat_id=GROUP),
            double.says(AN, "/baocao", chat_id=GROUP),
            double.says(AN, "đồng ý", chat_id=GROUP, reply_to=sent["message_id"]),
        ]
        assert [bool(update_id) for update_id in heard] == [False, False, True, True, True]
        envelope = await client.call("deleteMessage", chat_id=GROUP, message_id=sent["message_id"] + 1)
        assert envelope["description"] == "Bad Request: message can't be deleted"
        web_app = keyboard([button(callback_data=None, web_app={"url": "https://a.vn"})])
        envelope = await client.call("sendMessage", **say(chat_id=GROUP, reply_markup=web_app))
        assert envelope["description"] == "Bad Request: BUTTON_TYPE_INVALID"
        double.expels(AN, GROUP)
        envelope = await client.call("sendMessage", **say(chat_id=GROUP))
        assert envelope["description"] == "Forbidden: bot was kicked from the group chat"

    async def test_raw_updates_pass_as_they_are(self, double: Double, client: Client) -> None:
        sent = double.sends_raw({"message": {"garbage": True}})
        assert await client.ok("getUpdates") == [{"update_id": sent, "message": {"garbage": True}}]


class TestLibrary:
    """python-telegram-bot reads every object that the double makes and understands its refusals."""

    async def test_a_conversation(self, double: Double, bot: Bot) -> None:
        double.says(AN, "chào, /start ngay", name="Nguyễn Thị An")
        (said,) = await bot.get_updates(timeout=5)
        assert said.message is not None
        assert said.message.parse_entities() == {said.message.entities[0]: "/start"}
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("Đồng ý", callback_data="ok")]])
        sent = await bot.send_message(AN, "Chọn đi", entities=[MessageEntity("bold", 0, 4)], reply_markup=keys)
        tapped = double.taps_label(AN, "Đồng ý")
        (tap,) = await bot.get_updates(offset=tapped)
        assert tap.callback_query is not None
        assert tap.callback_query.message == sent
        await tap.callback_query.answer("Đã nhận")
        edited = await sent.edit_text("Xong")
        assert isinstance(edited, Message)
        assert (edited.text, edited.reply_markup) == ("Xong", None)
        assert [notice.text for notice in double.notices] == ["Đã nhận"]
        assert (await bot.get_chat(AN)).first_name == "Nguyễn Thị An"
        assert await bot.get_me() == User(100, "double_bot", is_bot=True)

    async def test_every_kind_of_update(self, double: Double, bot: Bot) -> None:
        double.sends_file(AN, "a.pdf", b"abc", "application/pdf")
        double.sends_photo(AN, b"\xff\xd8\xff", caption="ảnh")
        double.taps(AN, 99, "x", forged=True)
        double.blocks(AN)
        double.unblocks(AN)
        double.invites(AN, GROUP)
        double.says(AN, "/help", chat_id=GROUP)
        updates = await bot.get_updates()
        assert [set(Update.to_dict(update)) - {"update_id"} for update in updates] == [
            {"message"},
            {"message"},
            {"callback_query"},
            {"my_chat_member"},
            {"my_chat_member"},
            {"my_chat_member"},
            {"message"},
        ]
        assert updates[0].message is not None
        assert updates[0].message.document is not None
        file = await updates[0].message.document.get_file()
        assert bytes(await file.download_as_bytearray()) == b"abc"

    async def test_files_and_settings(self, double: Double, bot: Bot) -> None:
        double.meets(AN)
        assert (await bot.send_document(AN, b"abc", filename="báo cáo.xlsx", caption="x")).document is not None
        assert (await bot.send_photo(AN, PNG)).photo[0].width == 40
        assert await bot.set_my_commands([("dangky", "Đăng ký")])
        assert [command.command for command in await bot.get_my_commands()] == ["dangky"]
        assert await bot.set_chat_menu_button(AN)
        assert await bot.send_chat_action(AN, "typing")
        assert await bot.set_webhook("https://bot.vn/hook", secret_token="abc")
        assert (await bot.get_webhook_info()).url == "https://bot.vn/hook"
        assert await bot.delete_webhook()

    @pytest.mark.parametrize(
        ("kind", "error"),
        [
            ("too_many", RetryAfter),
            ("blocked", Forbidden),
            ("chat_not_found", BadRequest),
            ("migrate", ChatMigrated),
            ("bad_gateway", NetworkError),
            ("cut_before", NetworkError),
        ],
    )
    @pytest.mark.filterwarnings("ignore:Deprecated since version v22.2:telegram.warnings.PTBDeprecationWarning")
    async def test_faults_are_understood(self, double: Double, bot: Bot, kind: Kind, error: type[Exception]) -> None:
        double.meets(AN)
        double.fails("sendMessage", kind, value=-9)
        with pytest.raises(error):
            await bot.send_message(AN, "x")
        assert double.screen(AN) == []
        await bot.send_message(AN, "x")

    async def test_two_pollers_conflict(self, double: Double, bot: Bot, client: Client) -> None:
        poll = asyncio.create_task(bot.get_updates(timeout=50))
        await double.until(lambda: double.updates.waiting)
        await client.ok("getUpdates")
        with pytest.raises(Conflict):
            await poll


async def test_it_runs_in_a_process_of_its_own_and_is_driven_over_http(client: Client) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.doubles.telegram", cwd=Path(__file__).parent.parent, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        url = (await process.stdout.readline()).decode().strip()
        client.double.url = url

        async def drive(what: str, /, **arguments: object) -> Json:
            async with client.session.post(f"{url}/double/{what}", json=arguments) as answer:
                envelope: Json = await answer.json()
                return envelope

        said = await drive("says", user_id=AN, text="/start")
        assert [update["update_id"] for update in await client.ok("getUpdates")] == [said["result"]]
        await drive("sends_file", user_id=AN, name="a.txt", content="YWJj")
        await drive("switch", delay=0.001, pace={"overall": 30})
        await drive("fails", method="sendMessage", kind="blocked")
        assert (await client.call("sendMessage", **say()))["error_code"] == 403
        await client.ok("sendMessage", **say(reply_markup=keyboard([button()])))
        assert (await drive("next_reply", chat_id=AN))["result"]["keyboard"] == [[["A", "a"]]]
        await drive("taps_label", user_id=AN, label="A")
        assert [shown["file"] for shown in (await drive("screen", chat_id=AN))["result"]] == ["", "a.txt", ""]
        assert [call["outcome"] for call in (await drive("calls"))["result"]] == ["accepted", "refused", "accepted"]
        assert "no button 'B'" in (await drive("taps_label", user_id=AN, label="B"))["description"]
        assert (await drive("dances"))["error_code"] == 404
    finally:
        process.kill()
        await process.wait()
