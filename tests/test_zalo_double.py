"""The stand-in for Zalo does what is known of the Bot Platform, and both of what is guessed (zalo.md A)."""

import ast
import asyncio
import io
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from tests.doubles.zalo_bot import TOKEN
from tests.doubles.zalo_bot import ZaloBotDouble as Double
from tests.doubles.zalo_checks import fault_in
from tests.doubles.zalo_hook import HEADER, Webhook
from tests.doubles.zalo_requests import LARGEST
from tests.doubles.zalo_switches import Kind, Pace, Switches
from tests.doubles.zalo_world import Json

LAN, MAI, GROUP, STRANGER = "u1", "u2", "g1", "u404"
SECRET = "eight-ch"
JPEG = b"\xff\xd8\xff"
NOVEMBER_30 = 1_796_057_940.0  # 2026-11-30 23:59 in Vietnam
POLL: Json = {"timeout": 0}
STYLES = st.lists(st.none() | st.fixed_dictionaries({}, optional={"start": st.none(), "len": st.just(1)}), max_size=2)
VALUES: st.SearchStrategy[Any] = st.sampled_from([None, 1, "", " ", "html", {}]) | STYLES


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOVEMBER_30

    def __call__(self) -> float:
        return self.now


class Client:
    """A bot that speaks plain HTTP."""

    def __init__(self, double: Double, session: aiohttp.ClientSession, token: str = TOKEN) -> None:
        self.double = double
        self.session = session
        self.token = token

    def address(self, method: str) -> str:
        return f"{self.double.url}/bot{self.token}/{method}"

    async def call(self, method: str, /, **params: object) -> Json:
        async with self.session.post(self.address(method), json=params) as answer:
            envelope: Json = await answer.json()
            return envelope

    async def ok(self, method: str, /, **params: object) -> Any:
        envelope = await self.call(method, **params)
        assert envelope["ok"], envelope
        return envelope.get("result")

    async def code(self, method: str, /, **params: object) -> int:
        envelope = await self.call(method, **params)
        assert envelope.get("result") is None or envelope["ok"]
        return int(envelope.get("error_code", 200))

    async def polled(self) -> list[Any]:
        """Everything that waits, one call an event."""
        events = []
        while (envelope := await self.call("getUpdates", **POLL))["ok"]:
            events.append(envelope["result"])
        assert envelope["error_code"] == 408
        return events

    async def set_webhook(self, receiver: "Receiver") -> Any:
        return await self.ok("setWebhook", url=receiver.url, secret_token=SECRET)


class Receiver:
    """The bot's own server: it takes down what comes and answers the statuses it was told, then 200."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[tuple[str, bytes]] = []
        self.statuses: list[int] = []
        self.held = asyncio.Event()

    @property
    def texts(self) -> list[str]:
        return [text_of(orjson.loads(body)) for _, body in self.got]

    async def take(self, request: web.Request) -> web.Response:
        assert request.content_type == "application/json"
        self.got.append((request.headers[HEADER], await request.read()))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 0:
            self.held.set()
            await asyncio.Event().wait()
        return web.Response(status=status, headers={"Location": self.url})


@pytest.fixture
async def double() -> AsyncIterator[Double]:
    async with Double(token=TOKEN) as double:
        yield double


@pytest.fixture
async def client(double: Double) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(double, session)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver, app = Receiver(), web.Application()
    app.router.add_post("/zalo", receiver.take)
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/zalo"
    yield receiver
    await runner.cleanup()


@pytest.fixture
def clock(double: Double) -> Clock:
    double.clock = clock = Clock()
    return clock


def say(text: object = "x", **more: object) -> Json:
    return {"chat_id": LAN, "text": text, **more}


def text_of(event: Json) -> str:
    return str(event["message"]["text"])


def style(**changes: object) -> Json:
    return {"start": 0, "len": 1, "st": ["b"]} | changes


class TestAddress:
    """A.9.1 and A.1: the path, the envelope, the ways to send parameters, several bots."""

    async def test_an_unknown_token_is_answered_401(self, double: Double, client: Client) -> None:
        client.token = "1:wrong"
        async with client.session.post(client.address("getMe"), json={}) as answer:
            assert answer.status == 401
            assert await answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
        assert [(call.method, call.outcome) for call in double.calls] == [("getMe", "refused")]

    async def test_an_unknown_token_may_meet_a_page_that_is_no_json(self, double: Double, client: Client) -> None:
        double.switches.unknown_token = "404-html"
        client.token = "1:wrong"
        async with client.session.post(client.address("getMe"), json={}) as answer:
            assert (answer.status, answer.content_type) == (404, "text/html")

    @pytest.mark.parametrize("method", ["sendTemplate", "getme", "editMessageText", "deleteMessage", "SendMessage"])
    async def test_an_unknown_method_is_answered_404(self, double: Double, client: Client, method: str) -> None:
        assert await client.code(method, chat_id=LAN) == 404
        assert [call.method for call in double.refused] == [method]

    async def test_no_other_path_and_no_other_verb_leads_anywhere(self, double: Double, client: Client) -> None:
        for verb, path in [("GET", "/"), ("POST", f"/bot/{TOKEN}/getMe"), ("PUT", f"/bot{TOKEN}/getMe")]:
            async with client.session.request(verb, double.url + path) as answer:
                assert (await answer.json())["error_code"] == 404

    async def test_parameters_come_as_json_form_multipart_or_query(self, double: Double, client: Client) -> None:
        double.meets(LAN)
        fields = {"chat_id": LAN, "text": "chào", "text_styles": '[{"start": 0, "len": 4, "st": ["b"]}]'}
        multipart = aiohttp.FormData(fields, default_to_multipart=True)
        address, session = client.address("sendMessage"), client.session
        for sent in (
            session.post(address, json=fields | {"text_styles": [{"start": 0, "len": 4, "st": ["b"]}]}),
            session.post(address, data=fields),
            session.post(address, data=multipart),
            session.get(address, params=fields),
        ):
            async with sent as answer:
                assert (await answer.json())["ok"]
        shown = double.messages(LAN)
        assert {(message.text, message.styles[0]["st"][0]) for message in shown} == {("chào", "b")}
        assert len({message.id for message in shown}) == 4

    @pytest.mark.parametrize("body", [b"{", b"[1]", b'"x"'])
    async def test_a_body_that_is_no_object_is_refused(self, client: Client, body: bytes) -> None:
        headers = {"Content-Type": "application/json"}
        async with client.session.post(client.address("getMe"), data=body, headers=headers) as answer:
            assert "the double" in (await answer.json())["description"]

    async def test_neither_files_nor_large_bodies_are_taken(self, client: Client) -> None:
        form = aiohttp.FormData()
        form.add_field("photo", b"x", filename="a.jpg")
        async with client.session.post(client.address("sendPhoto"), data=form) as answer:
            assert "the double takes no files" in (await answer.json())["description"]
        headers, body = {"Content-Type": "application/json"}, io.BytesIO(bytes(LARGEST + 1))
        async with client.session.post(client.address("getMe"), data=body, headers=headers) as answer:
            assert answer.status == 413

    async def test_each_bot_has_its_own_people_plan_and_webhook(
        self, double: Double, client: Client, receiver: Receiver, clock: Clock
    ) -> None:
        other = Client(double, client.session, "2:other")
        second = double.another("2:other", Switches(per_month=1))
        double.meets(LAN)
        assert await other.code("sendMessage", **say()) == 400
        second.says(LAN, "chào")
        assert [text_of(event) for event in await other.polled()] == ["chào"]
        assert await client.polled() == []
        await other.set_webhook(receiver)
        assert double.webhook is None
        assert [await other.code("sendMessage", **say()) for _ in range(2)] == [200, 429]
        assert (len(double.messages(LAN)), len(second.messages(LAN))) == (0, 1)
        assert (await client.ok("getMe"))["id"] != (await other.ok("getMe"))["id"]
        clock.now += 60
        assert (await other.ok("sendMessage", **say()))["date"] == int(clock.now * 1000)

    async def test_get_me_names_the_bot(self, client: Client) -> None:
        me = await client.ok("getMe")
        assert me.keys() == {"id", "account_name", "account_type", "can_join_groups"}
        assert (me["account_name"], me["account_type"]) == ("bot.12345689", "BASIC")

    async def test_a_refusal_may_come_with_status_200(self, double: Double, client: Client) -> None:
        for status, expected in [("code", 400), ("200", 200)]:
            double.switch(failure_status=status)
            async with client.session.post(client.address("sendMessage"), json=say()) as answer:
                assert (answer.status, (await answer.json())["error_code"]) == (expected, 400)


class TestStrictness:
    """Fields that the reference does not name are refused in the double's own words."""

    @pytest.mark.parametrize(
        ("method", "params", "field"),
        [
            ("sendMessage", say(colour="red"), "colour"),
            ("sendMessage", say(reply_to_message_id="1"), "reply_to_message_id"),
            ("sendMessage", say(reply_markup={}), "reply_markup"),
            ("sendMessage", say(text_styles=[style(size=1)]), "size"),
            ("sendPhoto", {"chat_id": LAN, "photo_url": "https://a.vn/a.jpg"}, "photo_url"),
            ("getUpdates", {"offset": 1}, "offset"),
            ("getUpdates", {"limit": 1}, "limit"),
            ("setWebhook", {"url": "https://a.vn", "secret_token": SECRET, "max_connections": 1}, "max_connections"),
            ("deleteWebhook", {"drop_pending_updates": True}, "drop_pending_updates"),
            ("getMe", {"x": 1}, "x"),
        ],
    )
    async def test_an_unknown_field(self, client: Client, method: str, params: Json, field: str) -> None:
        envelope = await client.call(method, **params)
        assert envelope["error_code"] == 400
        assert f'the double knows no field "{field}"' in envelope["description"]

    async def test_a_reply_is_let_through_where_it_is_switched_on(self, double: Double, client: Client) -> None:
        double.meets(LAN)
        double.switch(takes_replies=True)
        assert await client.ok("sendMessage", **say(reply_to_message_id="1"))
        assert await client.code("sendPhoto", chat_id=LAN, photo="https://a.vn/a.jpg", reply_to_message_id="1") == 400

    @pytest.mark.parametrize(
        ("method", "params"),
        [
            ("sendMessage", {"text": "x"}),
            ("sendMessage", {"chat_id": LAN}),
            ("sendMessage", {"chat_id": 1, "text": "x"}),
            ("sendMessage", say(1)),
            ("sendMessage", say(parse_mode="HTML")),
            ("sendMessage", say(text_styles={})),
            ("sendMessage", say(text_styles=["b"])),
            ("sendMessage", say(text_styles=[style(st=[1])])),
            ("sendMessage", say(text_styles=[style(st="b")])),
            ("sendMessage", say(text_styles=[style(start=-1)])),
            ("sendMessage", say(text_styles=[style(len=0)])),
            ("sendMessage", say(text_styles=[style(len=2)])),
            ("sendMessage", say(text_styles=[{"start": 0, "len": 1}])),
            ("sendPhoto", {"chat_id": LAN}),
            ("sendPhoto", {"chat_id": LAN, "photo": "file123"}),
            ("sendPhoto", {"chat_id": LAN, "photo": "https://["}),
            ("sendPhoto", {"chat_id": LAN, "photo": "https://a.vn/a.jpg", "caption": ""}),
            ("sendPhoto", {"chat_id": LAN, "photo": "https://a.vn/a.jpg", "caption": "x" * 2001}),
            ("sendSticker", {"chat_id": LAN, "sticker": ""}),
            ("sendVoice", {"chat_id": LAN, "voice_url": "https://a.vn/a.mp3"}),
            ("sendVoice", {"chat_id": LAN, "voice_url": "a.aac"}),
            ("sendChatAction", {"chat_id": LAN, "action": "upload_photo"}),
            ("getUpdates", {"timeout": -1}),
            ("getUpdates", {"timeout": "-1"}),
            ("getUpdates", {"timeout": 0.5}),
            ("getUpdates", {"timeout": True}),
            ("getUpdates", {"timeout": "soon"}),
            ("setWebhook", {"url": "https://a.vn"}),
            ("setWebhook", {"secret_token": SECRET}),
            ("setWebhook", {"url": "https://a.vn", "secret_token": "bí mật của tôi"}),
            ("setWebhook", {"url": "https://a.vn", "secret_token": "two\nlines of it"}),
        ],
    )
    async def test_what_does_not_fit(self, double: Double, client: Client, method: str, params: Json) -> None:
        double.meets(LAN)
        assert await client.code(method, **params) == 400
        assert [(call.method, call.params, bool(call.refusal)) for call in double.refused] == [(method, params, True)]
        assert double.messages(LAN) == []

    @given(st.fixed_dictionaries({}, optional=dict.fromkeys(("chat_id", "text", "parse_mode", "text_styles"), VALUES)))
    def test_no_parameters_break_the_double(self, params: Json) -> None:
        refusal = fault_in("sendMessage", say() | params, Switches())
        assert refusal is None or refusal.code == 400


class TestPolling:
    """A.9.2, A.9.3 and A.4."""

    @pytest.mark.parametrize("timeout", [{"timeout": "0"}, {"timeout": 0}])
    async def test_one_event_is_popped_a_call_and_the_timeout_is_text_or_number(
        self, double: Double, client: Client, timeout: Json
    ) -> None:
        first = double.says(LAN, "một", name="Lan")
        double.says(LAN, "hai")
        event = await client.ok("getUpdates", **timeout)
        assert event == {
            "event_name": "message.text.received",
            "message": {
                "message_id": first,
                "date": event["message"]["date"],
                "from": {"id": LAN, "display_name": "Lan", "is_bot": False},
                "chat": {"id": LAN, "chat_type": "PRIVATE"},
                "text": "một",
            },
        }
        assert text_of(await client.ok("getUpdates", **timeout)) == "hai"

    async def test_an_idle_poll_ends_as_408_in_the_body_and_is_no_refusal(self, double: Double, client: Client) -> None:
        for status in (200, 408):
            double.switch(idle_status=status)
            async with client.session.post(client.address("getUpdates"), json=POLL) as answer:
                assert answer.status == status
                assert (await answer.json()).items() >= {"ok": False, "error_code": 408}.items()
        assert (double.refused, {call.outcome for call in double.calls}) == ([], {"accepted"})

    async def test_a_poll_waits_thirty_seconds_unless_told_otherwise(self, double: Double, client: Client) -> None:
        poll = asyncio.create_task(client.ok("getUpdates"))
        await double.until(lambda: double.updates.waiting)
        assert [call.outcome for call in double.calls] == ["open"]
        double.says(LAN, "chào")
        assert not double.updates.waiting, "something is to be fetched"
        assert text_of(await poll) == "chào"
        double.switches.longest_poll = 0.01
        assert await client.code("getUpdates", timeout=30) == 408

    async def test_the_result_may_be_a_list(self, double: Double, client: Client) -> None:
        double.switches.getupdates_result = "list"
        double.says(LAN, "chào")
        assert [text_of(event) for event in await client.ok("getUpdates")] == ["chào"]

    @pytest.mark.parametrize("code", [409, 400])
    async def test_a_webhook_excludes_polling(self, double: Double, client: Client, code: int) -> None:
        double.switches.webhook_conflict = code
        poll = asyncio.create_task(client.code("getUpdates"))
        await double.until(lambda: double.updates.waiting)
        await client.ok("setWebhook", url="https://bot.vn/zalo", secret_token=SECRET)
        assert [await poll, await client.code("getUpdates")] == [code, code]
        await client.ok("deleteWebhook")
        assert await client.code("getUpdates", **POLL) == 408

    async def test_one_poll_waits_at_a_time(self, double: Double, client: Client) -> None:
        poll = asyncio.create_task(client.ok("getUpdates"))
        await double.until(lambda: double.updates.waiting)
        assert await client.code("getUpdates") == 409
        double.says(LAN, "chào")
        assert text_of(await poll) == "chào"

    async def test_who_hangs_up_while_waiting_takes_nothing_along(self, double: Double, client: Client) -> None:
        poll = asyncio.create_task(client.ok("getUpdates"))
        await double.until(lambda: double.updates.waiting)
        poll.cancel()
        again = asyncio.create_task(client.ok("getUpdates"))
        await double.until(lambda: [call.outcome for call in double.calls] == ["lost", "open"])
        double.says(LAN, "chào")
        assert text_of(await again) == "chào"

    async def test_what_is_said_while_nobody_polls_may_be_lost(
        self, double: Double, client: Client, clock: Clock
    ) -> None:
        double.switches.lost_while_offline = 5
        double.says(LAN, "trước")
        assert await client.polled() == []
        clock.now += 5
        double.says(LAN, "kịp")
        assert [text_of(event) for event in await client.polled()] == ["kịp"]
        double.says(LAN, "quá hạn")
        clock.now += 6
        assert await client.polled() == []
        clock.now += 6
        double.says(LAN, "mất")
        assert await client.polled() == []

    async def test_every_poll_counts_as_presence_until_it_ends(
        self, double: Double, client: Client, clock: Clock
    ) -> None:
        double.switches.lost_while_offline = 5
        await client.polled()
        for text in ("một", "hai", "ba"):
            clock.now += 5
            double.says(LAN, text)
            assert text_of(await client.ok("getUpdates")) == text

    async def test_an_open_poll_is_no_absence(self, double: Double, client: Client, clock: Clock) -> None:
        double.switches.lost_while_offline = 5
        poll = asyncio.create_task(client.ok("getUpdates"))
        await double.until(lambda: double.updates.waiting)
        clock.now += 29
        double.says(LAN, "chào")
        assert text_of(await poll) == "chào"
        clock.now += 5
        double.says(LAN, "ngay sau đó")
        assert text_of(await client.ok("getUpdates")) == "ngay sau đó"

    async def test_the_queue_keeps_everything_or_the_newest_few(self, double: Double, client: Client) -> None:
        for most, kept in [(None, 3), (2, 2)]:
            double.switches.queue_most = most
            for text in ("một", "hai", "ba"):
                double.says(LAN, text)
            assert [text_of(event) for event in await client.polled()] == ["một", "hai", "ba"][-kept:]


class TestWebhook:
    """A.9.4 and A.6."""

    async def test_setting_probes_the_address_with_the_secret(
        self, double: Double, client: Client, receiver: Receiver, clock: Clock
    ) -> None:
        answer = await client.set_webhook(receiver)
        assert receiver.got == [(SECRET, b"{}")]
        assert answer["verification"].items() >= {"ok": True, "outcome": "webhook.ok", "status_code": 200}.items()
        assert (answer["url"], answer["updated_at"]) == (receiver.url, int(clock.now * 1000))
        assert double.webhook == Webhook(receiver.url, SECRET)

    async def test_the_body_of_the_probe_is_unknown_and_verification_is_new(
        self, double: Double, client: Client, receiver: Receiver
    ) -> None:
        double.switch(probe_body="", verification=False)
        assert (await client.set_webhook(receiver)).keys() == {"url", "updated_at"}
        assert receiver.got == []
        double.switch(verification=True)
        await client.set_webhook(receiver)
        assert receiver.got == [(SECRET, b"")]

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            (204, "webhook.ok"),
            (401, "webhook.http.other"),
            (302, "webhook.http.other"),
            (403, "webhook.http.403"),
            (404, "webhook.http.404"),
            (503, "webhook.http.5xx"),
            (0, "webhook.err.timeout"),
        ],
    )
    async def test_an_address_is_kept_whatever_its_probe_meets(
        self, double: Double, client: Client, receiver: Receiver, status: int, outcome: str
    ) -> None:
        double.switches.webhook_timeout = 0.1
        receiver.statuses = [status]
        answer = await client.set_webhook(receiver)
        assert (answer["verification"]["outcome"], answer["verification"]["status_code"]) == (outcome, status)
        assert answer["verification"]["ok"] is (outcome == "webhook.ok")
        assert (await client.ok("getWebhookInfo"))["url"] == receiver.url

    async def test_an_address_where_nobody_listens(self, client: Client, unused_tcp_port: int) -> None:
        answer = await client.ok("setWebhook", url=f"http://127.0.0.1:{unused_tcp_port}/", secret_token=SECRET)
        assert answer["verification"]["outcome"] == "webhook.err.conn"

    @pytest.mark.parametrize("url", ["http://bot.vn/zalo", "ftp://127.0.0.1/", "bot.vn/zalo", "https://", "https://["])
    async def test_an_address_is_https(self, double: Double, client: Client, url: str) -> None:
        assert await client.code("setWebhook", url=url, secret_token=SECRET) == 400
        assert double.webhook is None

    @pytest.mark.parametrize(("length", "code"), [(7, 400), (8, 200), (256, 200), (257, 400)])
    async def test_a_secret_has_8_to_256_characters(self, client: Client, length: int, code: int) -> None:
        assert await client.code("setWebhook", url="https://bot.vn/", secret_token="x" * length) == code

    @pytest.mark.parametrize(
        "host",
        ["localhost", "127.0.0.1", "127.1.2.3", "10.0.0.1", "192.168.1.1", "[::1]", "chat.zalo.me", "zaloapp.com"],
    )
    async def test_private_hosts_and_zalos_own_are_refused_in_the_verification_and_kept(
        self, double: Double, client: Client, host: str
    ) -> None:
        double.switches.private_webhooks = False
        url = f"https://{host}/zalo"
        answer = await client.ok("setWebhook", url=url, secret_token=SECRET)
        assert answer["verification"].items() >= {"ok": False, "outcome": "webhook.err.blocked"}.items()
        assert double.webhook == Webhook(url, SECRET)

    async def test_tests_may_use_an_address_of_this_machine_until_they_switch_it_off(
        self, double: Double, client: Client, receiver: Receiver
    ) -> None:
        double.switches.private_webhooks = False
        answer = await client.set_webhook(receiver)
        assert answer["verification"]["outcome"] == "webhook.err.blocked"
        double.says(LAN, "chào")
        await double.settled()
        assert (receiver.got, double.pushes, double.webhook) == ([], [], Webhook(receiver.url, SECRET))

    async def test_a_public_address_is_never_called(self, double: Double, client: Client) -> None:
        for outcome in ("webhook.ok", "webhook.err.tls"):
            double.switch(public_outcome=outcome)
            answer = await client.ok("setWebhook", url="https://bot.vn/zalo", secret_token=SECRET)
            assert answer["verification"]["outcome"] == outcome
        double.says(LAN, "chào")
        await double.settled()
        assert double.pushes == []

    async def test_a_webhook_is_told_and_taken_away(
        self, double: Double, client: Client, receiver: Receiver, clock: Clock
    ) -> None:
        assert await client.ok("getWebhookInfo") == {"url": "", "updated_at": 0}
        await client.set_webhook(receiver)
        info = {"url": receiver.url, "updated_at": int(clock.now * 1000)}
        clock.now += 1
        assert await client.ok("getWebhookInfo") == info
        assert await client.ok("deleteWebhook") == {"url": "", "updated_at": int(clock.now * 1000)}
        assert double.webhook is None
        double.says(LAN, "chào")
        assert [text_of(event) for event in await client.polled()] == ["chào"]

    async def test_test_webhook_has_a_daily_cap_and_may_not_exist(
        self, double: Double, client: Client, receiver: Receiver, clock: Clock
    ) -> None:
        assert await client.code("testWebhook") == 400
        await client.set_webhook(receiver)
        double.switches.webhook_tests = 1
        tested = await client.ok("testWebhook")
        assert tested.keys() == {"ok", "url", "status_code", "outcome", "latency_ms", "hint"}
        assert await client.code("testWebhook") == 426
        double.switches.spelling_426 = "errorCode"
        assert (await client.call("testWebhook"))["errorCode"] == 426
        clock.now += 60
        assert await client.code("testWebhook") == 200
        double.switches.webhook_tests = None
        assert await client.code("testWebhook") == 404


class TestPushing:
    """A.9.5."""

    @pytest.mark.parametrize("shape", ["flat", "wrapped"])
    async def test_events_are_pushed_with_the_secret_in_both_shapes(
        self, double: Double, client: Client, receiver: Receiver, shape: str
    ) -> None:
        double.switch(body_shape=shape)
        await client.set_webhook(receiver)
        said = double.says(LAN, "chào")
        await double.settled()
        secret, body = receiver.got[-1]
        event = orjson.loads(body)
        if shape == "wrapped":
            assert event.keys() == {"ok", "result"}
            event = event["result"]
        assert (secret, event["event_name"]) == (SECRET, "message.text.received")
        assert (event["message"]["message_id"], text_of(event)) == (said, "chào")
        assert [(push.id, push.status) for push in double.pushes] == [(said, 200)]

    async def test_an_event_can_come_again(self, double: Double, client: Client, receiver: Receiver) -> None:
        said = double.says(LAN, "chào")
        double.again(said)
        polled = await client.polled()
        assert len(polled) == 2
        assert polled[0] == polled[1]
        await client.set_webhook(receiver)
        double.again(said)
        await double.settled()
        assert orjson.loads(receiver.got[-1][1]) == polled[0]

    async def test_every_event_may_come_twice(self, double: Double, client: Client) -> None:
        double.switches.duplicates = True
        double.says(LAN, "chào")
        assert [text_of(event) for event in await client.polled()] == ["chào", "chào"]

    async def test_a_chat_keeps_its_order_unless_it_is_switched_off(
        self, double: Double, client: Client, receiver: Receiver
    ) -> None:
        await client.set_webhook(receiver)
        receiver.got.clear()
        for reorder in (False, True):
            double.switches.reorder = reorder
            for text in ("một", "hai", "ba"):
                double.says(LAN, text)
            await double.settled()
        assert receiver.texts == ["một", "hai", "ba", "ba", "hai", "một"]
        await client.ok("deleteWebhook")
        double.says(LAN, "một")
        double.says(LAN, "hai")
        assert [text_of(event) for event in await client.polled()] == ["hai", "một"]

    async def test_a_chat_that_is_not_answered_holds_up_no_other(
        self, double: Double, client: Client, receiver: Receiver
    ) -> None:
        await client.set_webhook(receiver)
        receiver.statuses = [0]
        double.says(LAN, "chờ")
        await receiver.held.wait()
        mai = double.says(MAI, "chào")
        assert await double.until(lambda: [push.id for push in double.pushes]) == [mai]

    @pytest.mark.parametrize(("retries", "statuses"), [(False, [500]), (True, [500, 403, 200])])
    async def test_a_push_that_fails_is_lost_or_goes_out_again(
        self, double: Double, client: Client, receiver: Receiver, retries: bool, statuses: list[int]
    ) -> None:
        double.switch(retries_webhook=retries, webhook_retry=0.001)
        await client.set_webhook(receiver)
        receiver.statuses = [500, 403]
        double.says(LAN, "chào")
        await double.settled()
        assert [push.status for push in double.pushes] == statuses

    async def test_retries_end(self, double: Double, client: Client, receiver: Receiver) -> None:
        double.switch(retries_webhook=True, webhook_retry=0.001, webhook_retries=2)
        await client.set_webhook(receiver)
        receiver.statuses = [500] * 9
        double.says(LAN, "chào")
        await double.settled()
        assert len(double.pushes) == 3

    async def test_what_waits_goes_along_when_a_webhook_is_set_or_deleted(
        self, double: Double, client: Client, receiver: Receiver
    ) -> None:
        double.says(LAN, "đợi")
        await client.set_webhook(receiver)
        await double.settled()
        assert orjson.loads(receiver.got[-1][1])["message"]["text"] == "đợi"
        double.switch(reorder=True)
        double.says(LAN, "dở dang")
        await client.ok("deleteWebhook")
        await double.settled()
        assert [text_of(event) for event in await client.polled()] == ["dở dang"]


class TestSending:
    """A.9.6 and A.2."""

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", 400),
            (" \n", 400),
            ("x" * 2000, 200),
            ("x" * 2001, 400),
            ("ế" * 2000, 200),
            ("😀" * 1000, 200),
            ("😀" * 1000 + "x", 400),
        ],
    )
    async def test_a_text_has_1_to_2000_utf_16_units(
        self, double: Double, client: Client, text: str, code: int
    ) -> None:
        double.meets(LAN)
        assert await client.code("sendMessage", **say(text)) == code
        assert [message.text for message in double.messages(LAN)] == ([text] if code == 200 else [])

    async def test_the_limit_may_count_characters(self, double: Double, client: Client) -> None:
        double.switches.text_unit = "characters"
        double.meets(LAN)
        assert [await client.code("sendMessage", **say("😀" * length)) for length in (2000, 2001)] == [200, 400]

    async def test_ids_are_unique_and_dates_count_milliseconds(
        self, double: Double, client: Client, clock: Clock
    ) -> None:
        double.meets(LAN)
        double.meets(MAI)
        sent = [await client.ok("sendMessage", chat_id=chat, text="x") for chat in (LAN, MAI, LAN)]
        assert len({answer["message_id"] for answer in sent}) == 3
        assert {answer["date"] for answer in sent} == {int(clock.now * 1000)}
        assert [(shown.id, shown.date) for shown in double.messages(MAI)] == [
            (sent[1]["message_id"], int(clock.now * 1000))
        ]

    async def test_styles_that_nobody_knows_are_let_through_and_parse_mode_wins(
        self, double: Double, client: Client
    ) -> None:
        double.meets(LAN)
        await client.ok("sendMessage", **say(text_styles=[style(st=["b", "f_99"])]))
        await client.ok("sendMessage", **say(text_styles=[style()], parse_mode="markdown"))
        assert [(shown.styles, shown.parse_mode) for shown in double.messages(LAN)] == [
            ((style(st=["b", "f_99"]),), ""),
            ((), "markdown"),
        ]

    async def test_a_chat_has_both_sides_in_order(self, double: Double, client: Client) -> None:
        double.says(LAN, "/dangky")
        await client.ok("sendMessage", **say("Chào Lan"))
        double.sends_sticker(LAN)
        await client.ok("sendSticker", chat_id=LAN, sticker="abc")
        await client.ok("sendVoice", chat_id=LAN, voice_url="https://a.vn/a.aac")
        await client.ok("sendPhoto", chat_id=LAN, photo="https://a.vn/a.jpg", caption="ảnh")
        assert [shown.from_bot for shown in double.transcript(LAN)] == [False, True, False, True, True, True]
        said = [(shown.text, shown.sticker, shown.voice, shown.photo) for shown in double.messages(LAN)]
        assert said == [
            ("Chào Lan", "", "", ""),
            ("", "abc", "", ""),
            ("", "", "https://a.vn/a.aac", ""),
            ("ảnh", "", "", "https://a.vn/a.jpg"),
        ]
        assert (double.transcript(STRANGER), double.messages(STRANGER)) == ([], [])

    async def test_a_chat_action_has_no_result(self, double: Double, client: Client) -> None:
        double.meets(LAN)
        assert await client.call("sendChatAction", chat_id=LAN, action="typing") == {"ok": True}
        assert (double.messages(LAN), double.used) == ([], {"messages": 0, "people": 0})

    async def test_a_voice_in_a_group_is_accepted_and_never_arrives(self, double: Double, client: Client) -> None:
        double.says_in_group(GROUP, LAN, "chào")
        sent = await client.ok("sendVoice", chat_id=GROUP, voice_url="https://a.vn/a.aac")
        assert sent.keys() == {"message_id", "date"}
        assert double.messages(GROUP) == []

    async def test_what_a_chat_that_never_wrote_or_has_blocked_answers_is_a_switch(
        self, double: Double, client: Client
    ) -> None:
        double.meets(LAN)
        double.blocks(LAN)
        double.switches.unknown_chat = 404
        assert await client.code("sendMessage", chat_id=STRANGER, text="x") == 404
        assert await client.code("sendMessage", **say()) == 400
        double.switches.blocked_chat = 403
        assert await client.code("sendChatAction", chat_id=LAN, action="typing") == 403
        double.unblocks(LAN)
        assert await client.code("sendMessage", **say()) == 200
        double.blocks(LAN)
        double.says(LAN, "chào lại")
        assert await client.code("sendMessage", **say()) == 200

    async def test_a_picture_can_be_fetched_as_the_platform_does(
        self, double: Double, client: Client, receiver: Receiver
    ) -> None:
        double.sends_photo(LAN, JPEG)
        picture = (await client.ok("getUpdates"))["message"]["photo"]
        assert await client.code("sendPhoto", chat_id=LAN, photo=receiver.url) == 200
        double.switches.fetches_photos = True
        codes = [
            await client.code("sendPhoto", chat_id=LAN, photo=url) for url in (picture, receiver.url, picture[:-9])
        ]
        assert (codes, double.fetched) == ([200, 400, 400], {picture: JPEG})


class TestPlan:
    """A.9.7 and A.8."""

    async def test_the_fifty_first_person_of_a_month_is_refused(
        self, double: Double, client: Client, clock: Clock
    ) -> None:
        for number in range(1, 52):
            double.meets(f"u{number}")
        codes = [await client.code("sendMessage", chat_id=f"u{number}", text="x") for number in range(1, 52)]
        assert codes == [200] * 50 + [429]
        assert await client.code("sendMessage", **say()) == 200
        clock.now += 60
        assert await client.code("sendMessage", chat_id="u51", text="x") == 200

    async def test_people_may_count_for_ever_and_be_refused_otherwise(
        self, double: Double, client: Client, clock: Clock
    ) -> None:
        double.switch(people=1, people_span="ever", too_many_people=400)
        double.meets(LAN)
        double.meets(MAI)
        await client.ok("sendMessage", **say())
        clock.now += 60
        assert await client.code("sendMessage", chat_id=MAI, text="x") == 400

    async def test_the_message_past_the_months_quota_is_refused_until_the_month_ends_in_vietnam(
        self, double: Double, client: Client, clock: Clock
    ) -> None:
        assert Switches().per_month == 3000
        double.switches.per_month = 3
        double.says_in_group(GROUP, LAN, "chào")
        double.meets(LAN)
        await client.ok("sendMessage", **say())
        await client.ok("sendMessage", chat_id=GROUP, text="x")
        await client.ok("sendSticker", chat_id=LAN, sticker="abc")
        assert double.used == {"messages": 3, "people": 1}
        assert await client.code("sendMessage", **say()) == 429
        clock.now += 59
        assert await client.code("sendMessage", **say()) == 429
        clock.now += 1
        assert await client.code("sendMessage", **say()) == 200

    async def test_what_is_refused_does_not_count(self, double: Double, client: Client) -> None:
        double.meets(LAN)
        double.fails("sendMessage", "429")
        for params in (say(), say(""), say(chat_id=STRANGER)):
            assert await client.code("sendMessage", **params) >= 400
        assert double.used == {"messages": 0, "people": 0}

    @pytest.mark.parametrize("kind", ["text", "image", "sticker", "voice"])
    async def test_own_sends_may_come_back(self, double: Double, client: Client, kind: str) -> None:
        double.meets(LAN)
        await client.ok("sendMessage", **say())
        double.switches.echo = True
        send: dict[str, tuple[str, Json]] = {
            "text": ("sendMessage", {"text": "x"}),
            "image": ("sendPhoto", {"photo": "https://a.vn/a.jpg", "caption": "x"}),
            "sticker": ("sendSticker", {"sticker": "abc"}),
            "voice": ("sendVoice", {"voice_url": "https://a.vn/a.aac"}),
        }
        method, content = send[kind]
        sent = await client.ok(method, chat_id=LAN, **content)
        (event,) = await client.polled()
        assert event["event_name"] == f"message.{kind}.received"
        assert event["message"].items() >= (content | sent).items()
        assert (event["message"]["from"]["id"], event["message"]["from"]["is_bot"]) == (
            (await client.ok("getMe"))["id"],
            True,
        )

    async def test_an_echo_may_hide_that_it_is_of_a_bot(
        self, double: Double, client: Client, receiver: Receiver
    ) -> None:
        double.switch(echo=True, echo_is_bot=False)
        double.meets(LAN)
        await client.set_webhook(receiver)
        await client.ok("sendMessage", **say())
        await double.settled()
        sender = orjson.loads(receiver.got[-1][1])["message"]["from"]
        assert (sender["id"], sender["is_bot"]) == ((await client.ok("getMe"))["id"], False)

    async def test_a_pace_can_be_kept(self, double: Double, client: Client, clock: Clock) -> None:
        people = [f"u{number}" for number in range(1, 7)]
        for person in people:
            double.meets(person)
        assert [await client.code("sendMessage", **say()) for _ in range(2)] == [200, 200]
        clock.now += 1
        double.switches.pace = Pace()
        codes = [await client.code("sendMessage", chat_id=person, text="x") for person in people]
        assert codes == [200] * 5 + [429]
        clock.now += 1
        assert [await client.code("sendMessage", **say()) for _ in range(2)] == [200, 429]

    async def test_there_may_be_a_window_for_writing_first(self, double: Double, client: Client, clock: Clock) -> None:
        double.says(LAN, "chào")
        clock.now += 8 * 86400
        assert await client.code("sendMessage", **say()) == 200
        double.switches.proactive_window = 7 * 86400
        assert await client.code("sendMessage", **say()) == 400
        double.says(LAN, "lại đây")
        assert await client.code("sendMessage", **say()) == 200


class TestFaults:
    """A.9.8, first half: what may happen to a call."""

    @pytest.mark.parametrize("kind", ["429", "403", "401", "408"])
    async def test_a_refusal_by_code_comes_as_often_as_told(self, double: Double, client: Client, kind: Kind) -> None:
        double.meets(LAN)
        double.fails("sendMessage", kind, times=2)
        assert [await client.code("sendMessage", **say()) for _ in range(3)] == [int(kind), int(kind), 200]
        assert len(double.messages(LAN)) == 1
        assert [call.outcome for call in double.calls] == ["refused", "refused", "accepted"]

    @pytest.mark.parametrize(("kind", "status"), [("502", 502), ("not_json", 200)])
    async def test_a_gateway_answers_with_a_page(self, double: Double, client: Client, kind: Kind, status: int) -> None:
        double.meets(LAN)
        double.fails("sendMessage", kind)
        async with client.session.post(client.address("sendMessage"), json=say()) as answer:
            assert (answer.status, answer.content_type) == (status, "text/html")
        assert (double.messages(LAN), len(double.refused)) == ([], 1)

    async def test_a_408_may_come_after_the_message_was_accepted(self, double: Double, client: Client) -> None:
        double.meets(LAN)
        double.fails("sendMessage", "408_after")
        assert await client.code("sendMessage", **say()) == 408
        assert (len(double.messages(LAN)), double.calls[0].outcome) == (1, "accepted")

    async def test_a_call_can_hang_after_the_message_was_accepted(self, double: Double, client: Client) -> None:
        double.meets(LAN)
        double.fails("sendMessage", "hang")
        call = client.session.post(client.address("sendMessage"), json=say(), timeout=aiohttp.ClientTimeout(0.05))
        with pytest.raises(TimeoutError):
            await call
        assert (len(double.messages(LAN)), double.calls[0].outcome) == (1, "accepted")
        await client.ok("sendMessage", **say())
        assert len(double.messages(LAN)) == 2

    @pytest.mark.parametrize(("kind", "arrived", "outcome"), [("cut_before", 0, "lost"), ("cut_after", 1, "accepted")])
    async def test_a_connection_can_break_before_or_after(
        self, double: Double, client: Client, kind: Kind, arrived: int, outcome: str
    ) -> None:
        double.meets(LAN)
        double.fails("sendMessage", kind)
        with pytest.raises(aiohttp.ClientError):
            await client.call("sendMessage", **say())
        assert (len(double.messages(LAN)), double.calls[0].outcome) == (arrived, outcome)

    async def test_an_outage_strikes_every_method(self, double: Double, client: Client) -> None:
        double.fails("*", "502", times=2)
        statuses = []
        for method in ("getMe", "getUpdates", "getMe"):
            async with client.session.post(client.address(method), json={}) as answer:
                statuses.append(answer.status)
        assert statuses == [502, 502, 200]

    async def test_a_fault_can_strike_one_chat_or_a_poll(self, double: Double, client: Client) -> None:
        double.meets(LAN)
        double.meets(MAI)
        double.fails("sendMessage", "403", chat_id=MAI)
        assert [await client.code("sendMessage", chat_id=chat, text="x") for chat in (LAN, MAI, MAI)] == [200, 403, 200]
        double.fails("getUpdates", "cut_after")
        double.says(LAN, "mất")
        with pytest.raises(aiohttp.ClientError):
            await client.call("getUpdates")
        assert await client.polled() == []

    async def test_a_request_on_a_slow_way_has_no_effect_when_its_sender_leaves(
        self, double: Double, client: Client
    ) -> None:
        double.meets(LAN)
        double.switches.delay = 30
        sending = asyncio.create_task(client.call("sendMessage", **say()))
        await double.until(lambda: double.calls and double.calls[0].params)
        sending.cancel()
        await double.until(lambda: double.calls[0].outcome == "lost")
        assert double.messages(LAN) == []


class TestEvents:
    """A.9.8, second half, and A.5: what people send."""

    @pytest.mark.parametrize("field", ["photo", "photo_url"])
    async def test_a_photo_is_an_address_where_its_bytes_are(self, double: Double, client: Client, field: str) -> None:
        double.switch(photo_field=field)
        double.sends_photo(LAN, content=JPEG, caption="minh chứng")
        double.sends_photo(LAN, content=b"other")
        event, other = await client.polled()
        assert (event["event_name"], event["message"]["caption"]) == ("message.image.received", "minh chứng")
        assert {"photo", "photo_url"} & event["message"].keys() == {field}
        async with client.session.get(event["message"][field]) as answer:
            assert (await answer.read(), answer.content_type) == (JPEG, "image/jpeg")
        assert "caption" not in other["message"]
        assert double.transcript(LAN)[0].photo == event["message"][field]

    async def test_the_address_of_a_photo_may_expire(self, double: Double, client: Client, clock: Clock) -> None:
        double.sends_photo(LAN, JPEG)
        address = (await client.ok("getUpdates"))["message"]["photo"]
        clock.now += 60
        statuses = []
        for life in (None, 60, 59):
            double.switches.photo_life = life
            async with client.session.get(address) as answer:
                statuses.append(answer.status)
        assert statuses == [200, 200, 404]

    async def test_a_message_may_be_missing(self, double: Double, client: Client, receiver: Receiver) -> None:
        sent = double.sends_raw({"event_name": "message.unsupported.received"})
        assert await client.polled() == [{"event_name": "message.unsupported.received"}]
        await client.set_webhook(receiver)
        double.again(sent)
        await double.settled()
        assert orjson.loads(receiver.got[-1][1]) == {"event_name": "message.unsupported.received"}

    async def test_a_raw_event_is_known_by_its_messages_id(self, double: Double, client: Client) -> None:
        raw = {"event_name": "x", "message": {"message_id": "m1", "chat": 7}}
        assert double.sends_raw(raw) == "m1"
        double.again("m1")
        assert await client.polled() == [raw, raw]

    async def test_what_the_bot_may_not_see_is_unsupported_and_has_no_content(
        self, double: Double, client: Client
    ) -> None:
        double.sends_unsupported(LAN)
        (event,) = await client.polled()
        assert event["event_name"] == "message.unsupported.received"
        assert event["message"].keys() == {"message_id", "date", "from", "chat"}

    async def test_stickers_voices_and_events_of_any_name(self, double: Double, client: Client) -> None:
        double.sends_sticker(LAN)
        double.sends_voice(LAN)
        double.sends_event(LAN, "message.reaction.received", reaction="heart")
        sticker, voice, reaction = await client.polled()
        assert (sticker["event_name"], voice["event_name"]) == ("message.sticker.received", "message.voice.received")
        assert {"sticker", "url"} <= sticker["message"].keys()
        assert voice["message"]["voice_url"].endswith(".aac")
        assert (reaction["event_name"], reaction["message"]["reaction"]) == ("message.reaction.received", "heart")

    async def test_a_group_is_heard_when_it_mentions_the_bot(self, double: Double, client: Client) -> None:
        double.says_in_group(GROUP, LAN, "chuyện riêng", mentions=False)
        double.says_in_group(GROUP, LAN, "/dangky")
        double.switches.mention_stays = False
        double.says_in_group(GROUP, LAN, "/dangky")
        events = await client.polled()
        assert [text_of(event) for event in events] == ["@bot.12345689 /dangky", "/dangky"]
        assert events[0]["message"]["chat"] == {"id": GROUP, "chat_type": "GROUP"}
        assert events[0]["message"]["from"]["id"] == LAN
        await client.ok("sendMessage", chat_id=GROUP, text="Chào cả nhà")
        assert (await double.next_message(GROUP)).text == "Chào cả nhà"
        assert await client.code("sendMessage", **say()) == 400

    async def test_an_event_may_carry_a_message_type(self, double: Double, client: Client) -> None:
        double.switches.message_type = "CHAT_MESSAGE"
        double.says(LAN, "chào")
        assert (await client.ok("getUpdates"))["message"]["message_type"] == "CHAT_MESSAGE"

    async def test_a_person_keeps_the_name_they_last_had(self, double: Double, client: Client) -> None:
        double.says(LAN, "một", name="Lan")
        double.says(LAN, "hai")
        double.says(LAN, "ba", name="Mai Lan")
        names = [event["message"]["from"]["display_name"] for event in await client.polled()]
        assert names == ["Lan", "Lan", "Mai Lan"]


class TestWaiting:
    async def test_a_message_is_awaited_after_what_a_person_did_or_what_the_bot_sent(
        self, double: Double, client: Client
    ) -> None:
        said = double.says(LAN, "/dangky")
        waiting = asyncio.create_task(double.next_message(LAN, after=said))
        await client.ok("sendMessage", **say("một"))
        one = await waiting
        await client.ok("sendMessage", **say("hai"))
        assert [one.text, (await double.next_message(LAN)).text] == ["một", "một"]
        assert (await double.next_message(LAN, after=one)).text == "hai"
        assert (await double.next_message(LAN, after=one.id)).text == "hai"
        double.again(said)
        assert (await double.next_message(LAN, after=said)).text == "một"
        again = double.says(LAN, "nữa")
        with pytest.raises(TimeoutError, match="no message to u1"):
            await double.next_message(LAN, after=again, timeout=0.01)

    async def test_settled_waits_for_the_answers(self, double: Double, client: Client, receiver: Receiver) -> None:
        await client.set_webhook(receiver)
        await double.settled()
        said = [double.says(person, "chào") for person in (LAN, MAI, LAN)]
        await double.settled()
        assert sorted(push.id for push in double.pushes) == sorted(said)


def test_it_imports_nothing_of_the_program() -> None:
    doubles = Path(__file__).parent / "doubles"
    for path in (doubles / "driving.py", *doubles.glob("zalo_*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        names = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        ours = {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}
        others = {name for name in ours if not name.startswith(("tests.doubles.zalo_", "tests.doubles.driving"))}
        assert others <= {"aiohttp", "orjson"}


async def test_it_runs_in_a_process_of_its_own_and_is_driven_over_http(client: Client) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.doubles.zalo_bot", cwd=Path(__file__).parent.parent, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        url = (await process.stdout.readline()).decode().strip()
        client.double.url = url

        async def drive(what: str, /, **arguments: object) -> Json:
            async with client.session.post(f"{url}/double/{what}", json=arguments) as answer:
                envelope: Json = await answer.json()
                return envelope

        said = await drive("says", user_id=LAN, text="/start", name="Lan")
        assert [event["message"]["message_id"] for event in await client.polled()] == [said["result"]]
        await drive("sends_photo", user_id=LAN, content="/9j/")
        async with client.session.get((await client.ok("getUpdates"))["message"]["photo"]) as answer:
            assert await answer.read() == JPEG
        await drive("switch", delay=0.001, pace={"overall": 5})
        await drive("fails", method="sendMessage", kind="403")
        assert [await client.code("sendMessage", **say("chào")) for _ in range(2)] == [403, 200]
        assert (await drive("next_message", chat_id=LAN))["result"]["text"] == "chào"
        assert [shown["from_bot"] for shown in (await drive("transcript", chat_id=LAN))["result"]] == [
            False,
            False,
            True,
        ]
        assert [call["outcome"] for call in (await drive("refused"))["result"]] == ["refused"]
        await client.ok("setWebhook", url="https://bot.vn/zalo", secret_token=SECRET)
        assert (await drive("webhook"))["result"] == {"url": "https://bot.vn/zalo", "secret": SECRET}
        assert (await drive("settled"))["ok"]
        assert "no switch 'loud'" in (await drive("switch", loud=True))["description"]
        assert (await drive("dances"))["error_code"] == 404
    finally:
        process.kill()
        await process.wait()
