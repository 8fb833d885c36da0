"""The stand-in for Zalo's Official Account refuses what Zalo refuses, and otherwise behaves like it."""

import asyncio
import base64
import hashlib
import io
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from aiohttp import web

from tests.doubles.zalo_oa import ZaloOaDouble as Double
from tests.doubles.zalo_oa_hook import sign
from tests.doubles.zalo_oa_switches import Kind
from tests.doubles.zalo_oa_templates import State, Template
from tests.doubles.zalo_oa_world import Button

Json = dict[str, Any]

HOUR, DAY = 3600.0, 86_400.0
NOON = 1_799_989_200.0  # a day of January 2027, 12:00 in Vietnam
CS, QUOTA, BY_UID = "/v3.0/oa/message/cs", "/v3.0/oa/quota/message", "/v3.0/oa/message/template"
BY_PHONE, INFO, DAILY, TOKEN = "/message/template", "/template/info/v2", "/message/quota", "/v4/oa/access_token"
ACCOUNT = "/v2.0/oa/getoa"
IMAGE, FILE = "/v2.0/oa/upload/image", "/v2.0/oa/upload/file"
PHONE = "84901234567"
PNG = b"\x89PNG"
MEDIA = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv",
    "png": "image/png",
}
VERIFIER = "a" * 40 + "B12"
DIGEST = hashlib.sha256(VERIFIER.encode()).digest()


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


class Client:
    """A program that speaks plain HTTP."""

    def __init__(self, double: Double, session: aiohttp.ClientSession) -> None:
        self.double = double
        self.session = session
        self.url = double.url
        self.pair = double.logs_in()
        self.headers = {"access_token": self.pair["access_token"]}
        self.answered: dict[str, str] = {}  # headers of the last answer

    async def post(self, path: str, /, **body: object) -> Json:
        async with self.session.post(self.url + path, json=body, headers=self.headers) as answer:
            return await self.reads(answer)

    async def get(self, path: str, /, **query: str) -> Json:
        async with self.session.get(self.url + path, params=query, headers=self.headers) as answer:
            return await self.reads(answer)

    async def reads(self, answer: aiohttp.ClientResponse) -> Json:
        assert answer.status == 200
        self.answered = dict(answer.headers)
        envelope: Json = await answer.json()
        return envelope

    async def text(self, user_id: str, text: str, **message: object) -> Json:
        return await self.post(CS, recipient={"user_id": user_id}, message={"text": text, **message})

    async def error(self, user_id: str, text: str = "Chào bạn") -> int:
        return int((await self.text(user_id, text))["error"])

    async def buttons(self, *buttons: Json) -> Json:
        attachment = {"type": "template", "payload": {"buttons": list(buttons)}}
        return await self.text("u1", "Bạn chọn gì?", attachment=attachment)

    async def grant(self, secret: str, /, **form: str) -> Json:
        data = {"app_id": "1234567890", **form}
        headers = {"secret_key": secret}
        async with self.session.post(self.url + TOKEN, data=data, headers=headers) as answer:
            return await self.reads(answer)

    async def refresh(self, token: str) -> Json:
        return await self.grant("app-secret", grant_type="refresh_token", refresh_token=token)

    async def redeem(self, code: str, **more: str) -> Json:
        return await self.grant("app-secret", grant_type="authorization_code", code=code, **more)

    async def by_uid(self, **changes: object) -> Json:
        body = {"user_id": "u1", "template_id": "T1", "template_data": {"name": "Lan"}} | changes
        return await self.post(BY_UID, **{name: value for name, value in body.items() if value is not None})

    async def by_phone(self, **changes: object) -> Json:
        body = {"phone": PHONE, "template_id": "T1", "template_data": {"name": "Lan"}, "tracking_id": "t1"} | changes
        return await self.post(BY_PHONE, **{name: value for name, value in body.items() if value is not None})


class Receiver:
    """The program's webhook: keeps what comes and answers with `statuses` in turn, then with 200; 0 never answers."""

    def __init__(self) -> None:
        self.url = ""
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self.statuses: list[int] = []

    @property
    def events(self) -> list[Json]:
        return [json.loads(body) for body in self.bodies if body != b"{}"]

    @property
    def names(self) -> list[str]:
        return [event["event_name"] for event in self.events]

    async def take(self, request: web.Request) -> web.Response:
        self.bodies.append(await request.read())
        self.headers.append(dict(request.headers))
        status = self.statuses.pop(0) if self.statuses else 200
        if not status:
            await asyncio.Event().wait()
        return web.Response(status=status)


@pytest.fixture
async def double() -> AsyncIterator[Double]:
    async with Double() as double:
        yield double


@pytest.fixture
def clock(double: Double) -> Clock:
    double.clock = clock = Clock()
    return clock


@pytest.fixture
async def client(double: Double, clock: Clock) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession() as session:
        yield Client(double, session)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver, app = Receiver(), web.Application()
    app.router.add_post("/zalo-oa", receiver.take)
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.01)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/zalo-oa"
    yield receiver
    await runner.cleanup()


@pytest.fixture
async def webhook(double: Double, receiver: Receiver, clock: Clock) -> Receiver:
    """The receiver, set in the console, with the probe behind it."""
    double.webhook_url = receiver.url
    assert await double.probes() == [200]
    receiver.bodies.clear()
    receiver.headers.clear()
    return receiver


@pytest.fixture
def template(double: Double) -> Template:
    double.templates["T1"] = template = Template(params={"name": ("text", 30)})
    double.zalo_phones.add(PHONE)
    double.follows("u1")
    return template


def query(payload: str = "#a", **changes: object) -> Json:
    return {"type": "oa.query.hide", "title": "Đồng ý", "payload": payload} | changes


async def test_a_person_says_something_and_is_answered(double: Double, client: Client) -> None:
    said = double.says("u1", "/dangky")
    answer = await client.text("u1", "Chào bạn")
    shown = await double.next_message("u1", after=said)
    assert (shown.text, shown.buttons, shown.template, shown.data, shown.at) == ("Chào bạn", (), "", {}, NOON)
    sent = {"message_id": shown.id, "user_id": "u1", "sent_time": "1799989200000", "quota": {"quota_type": "reply"}}
    assert answer == {"error": 0, "message": "Success", "data": sent}
    assert double.messages("u1") == [shown]


async def test_each_message_is_the_next_one_after_the_one_before(double: Double, client: Client) -> None:
    double.says("u1", "/start")
    waiting = asyncio.create_task(double.next_message("u1"))
    await client.text("u1", "một")
    await client.text("u1", "hai")
    first = await waiting
    assert (first.text, (await double.next_message("u1", after=first)).text) == ("một", "hai")
    with pytest.raises(TimeoutError, match="no message to u1"):
        await double.next_message("u1", after=double.says("u1", "nữa"), timeout=0.01)


class TestTokens:
    """B.7, 1."""

    async def test_the_consent_page_sends_the_admin_back_with_a_code(self, double: Double, client: Client) -> None:
        params = {"app_id": "1234567890", "redirect_uri": "http://127.0.0.1/back?a=b", "state": "s1"}
        page = f"{double.url}/v4/oa/permission"
        async with client.session.get(page, params=params, allow_redirects=False) as answer:
            assert answer.status == 302
            back = urlsplit(answer.headers["Location"])
        came = parse_qs(back.query)
        assert (back.path, came["a"], came["state"], came["oa_id"]) == ("/back", ["b"], ["s1"], ["oa1"])
        assert "access_token" in await client.redeem(came["code"][0])

    @pytest.mark.parametrize(
        ("changes", "error"),
        [({"redirect_uri": "http://127.0.0.1/other"}, -14003), ({"app_id": "2"}, -201), ({"scope": "all"}, -201)],
    )
    async def test_the_consent_page_knows_its_app(
        self, double: Double, client: Client, changes: dict[str, str], error: int
    ) -> None:
        double.redirects.add("http://127.0.0.1/back")
        params = {"app_id": "1234567890", "redirect_uri": "http://127.0.0.1/back", **changes}
        assert (await client.get("/v4/oa/permission", **params))["error"] == error

    async def test_a_pair_has_its_seconds_as_a_string(self, double: Double, client: Client) -> None:
        pair = await client.redeem(double.consents())
        assert sorted(pair) == ["access_token", "expires_in", "refresh_token"]
        assert pair["expires_in"] == "90000"
        assert sorted(double.logs_in()) == sorted(pair)

    async def test_a_code_serves_once(self, double: Double, client: Client) -> None:
        code = double.consents()
        assert "access_token" in await client.redeem(code)
        assert (await client.redeem(code))["error"] == -118

    async def test_a_code_serves_for_ten_minutes(self, double: Double, client: Client, clock: Clock) -> None:
        code, late = double.consents(), double.consents()
        clock.now += 599
        assert "access_token" in await client.redeem(code)
        clock.now += 1
        assert (await client.redeem(late))["error"] == -118

    @pytest.mark.parametrize("encode", [base64.urlsafe_b64encode, base64.b64encode])
    async def test_a_code_with_a_challenge_needs_its_verifier(
        self, double: Double, client: Client, encode: Any
    ) -> None:
        challenge = encode(DIGEST).decode().rstrip("=")
        assert "access_token" in await client.redeem(double.consents(challenge), code_verifier=VERIFIER)
        assert (await client.redeem(double.consents(challenge)))["error"] == -118
        assert (await client.redeem(double.consents(challenge), code_verifier=VERIFIER[::-1]))["error"] == -118
        short = base64.urlsafe_b64encode(hashlib.sha256(b"short").digest()).decode().rstrip("=")
        assert (await client.redeem(double.consents(short), code_verifier="short"))["error"] == -118

    async def test_the_alphabet_of_the_challenge_can_be_one_of_two(self, double: Double, client: Client) -> None:
        verifier = next(v for n in range(99) if "-" in challenge_of(v := f"{n:043d}") or "_" in challenge_of(v))
        double.switches.challenge_alphabet = "standard"
        code = double.consents(challenge_of(verifier))
        assert (await client.redeem(code, code_verifier=verifier))["error"] == -118
        double.switches.challenge_alphabet = "url"
        code = double.consents(challenge_of(verifier))
        assert "access_token" in await client.redeem(code, code_verifier=verifier)

    async def test_a_refresh_makes_a_new_pair_and_ends_the_old_one_at_once(
        self, double: Double, client: Client
    ) -> None:
        double.says("u1", "x")
        assert await client.error("u1") == 0
        new = await client.refresh(client.pair["refresh_token"])
        assert {new[name] for name in ("access_token", "refresh_token")}.isdisjoint(client.pair.values())
        assert await client.error("u1") == -216
        client.headers = {"access_token": new["access_token"]}
        assert await client.error("u1") == 0

    async def test_a_spent_refresh_token_is_refused_and_recorded(self, double: Double, client: Client) -> None:
        spent = client.pair["refresh_token"]
        new = await client.refresh(spent)
        assert (await client.refresh(spent)) == {"error": -118, "message": "invalid_grant"}
        assert "access_token" in await client.refresh(new["refresh_token"])
        assert double.refreshes == [spent, spent, new["refresh_token"]]

    async def test_of_two_refreshes_at_once_exactly_one_succeeds(self, double: Double, client: Client) -> None:
        double.switches.delay = 0.02
        token = client.pair["refresh_token"]
        answers = await asyncio.gather(client.refresh(token), client.refresh(token))
        assert sorted("access_token" in answer for answer in answers) == [False, True]
        assert double.refreshes == [token, token]

    async def test_an_access_token_lives_25_hours(self, double: Double, client: Client, clock: Clock) -> None:
        double.says("u1", "x")
        clock.now += 25 * HOUR - 1
        assert await client.error("u1") == 0
        clock.now += 1
        assert await client.error("u1") == -216
        double.switches.invalid_token_code = -220
        assert await client.error("u1") == -220
        assert (await client.get(DAILY))["error"] == -124

    async def test_the_pair_says_how_long_it_lives(self, double: Double, client: Client, clock: Clock) -> None:
        double.says("u1", "x")
        double.switches.access_seconds = 3600
        pair = await client.refresh(client.pair["refresh_token"])
        client.headers = {"access_token": pair["access_token"]}
        clock.now += int(pair["expires_in"]) - 1
        assert await client.error("u1") == 0
        clock.now += 1
        assert await client.error("u1") == -216

    async def test_a_refresh_token_lives_three_months(self, client: Client, clock: Clock) -> None:
        clock.now += 90 * DAY - 1
        pair = await client.refresh(client.pair["refresh_token"])
        clock.now += 90 * DAY
        assert (await client.refresh(pair["refresh_token"]))["error"] == -118

    @pytest.mark.parametrize("ends", [True, False])
    async def test_a_new_consent_may_end_the_refresh_token_before_it(
        self, double: Double, client: Client, ends: bool
    ) -> None:
        double.switches.consent_ends_old = ends
        await client.redeem(double.consents())
        assert ("error" in await client.refresh(client.pair["refresh_token"])) is ends

    async def test_the_app_proves_itself_with_its_secret(self, client: Client) -> None:
        form = {"grant_type": "refresh_token", "refresh_token": client.pair["refresh_token"]}
        assert (await client.grant("wrong", **form))["error"] == -118
        assert "access_token" in await client.grant("app-secret", **form)

    @pytest.mark.parametrize(
        "form",
        [
            {"grant_type": "password"},
            {"grant_type": "refresh_token"},
            {"grant_type": "refresh_token", "refresh_token": "r", "secret_key": "app-secret"},
            {"grant_type": "authorization_code", "code": "c", "redirect_uri": "http://127.0.0.1/"},
        ],
    )
    async def test_a_token_call_has_the_fields_of_its_grant(self, client: Client, form: dict[str, str]) -> None:
        answer = await client.grant("app-secret", **form)
        assert answer["error"] == -201
        assert "the double" in answer["message"]

    async def test_a_token_call_is_a_form(self, client: Client) -> None:
        assert "x-www-form-urlencoded" in (await client.post(TOKEN, grant_type="refresh_token"))["message"]

    async def test_the_token_endpoint_may_say_it_in_other_words(self, double: Double, client: Client) -> None:
        double.switches.grant_error = "error_name"
        double.switches.grant_code = -14014
        answer = await client.refresh("none")
        assert (answer["error"], answer["error_name"]) == (-14014, "invalid_grant")

    async def test_a_call_needs_its_token_in_the_header_of_its_own(self, double: Double, client: Client) -> None:
        double.says("u1", "x")
        client.headers = {"Authorization": f"Bearer {client.pair['access_token']}"}
        assert await client.error("u1") == -216

    async def test_the_app_may_ask_for_a_proof_with_every_call(self, double: Double, client: Client) -> None:
        double.says("u1", "x")
        double.switches.appsecret_proof = True
        assert await client.error("u1") == -242
        assert (await client.get(DAILY))["error"] == -1241
        client.headers["appsecret_proof"] = "0123"
        assert await client.error("u1") == 0


class TestAccount:
    async def test_it_tells_of_itself_to_whoever_has_the_token(self, double: Double, client: Client) -> None:
        told = (await client.get(ACCOUNT))["data"]
        assert (told["oa_id"], told["is_verified"], told["package_name"]) == ("oa1", True, "Nâng cao")
        assert "the double" in (await client.get(ACCOUNT, data="{}"))["message"]
        double.switch(account_id_field="oaid", verified=False)
        told = (await client.get(ACCOUNT))["data"]
        assert (told["oaid"], told["is_verified"], "oa_id" in told) == ("oa1", False, False)
        client.headers = {"access_token": "another"}
        assert (await client.get(ACCOUNT))["error"] == -216


class TestFreeText:
    """B.7, 2."""

    @pytest.mark.parametrize(
        ("silent", "error", "quota", "billed"),
        [(0, 0, True, 0), (48 * HOUR, 0, True, 0), (48 * HOUR + 1, 0, False, 1), (7 * DAY, 0, False, 1)],
    )
    async def test_an_answer_is_free_for_48_hours_and_billed_until_7_days(
        self, double: Double, client: Client, clock: Clock, silent: float, error: int, quota: bool, billed: int
    ) -> None:
        double.says("u1", "x")
        clock.now += silent
        client.headers["access_token"] = double.logs_in()["access_token"]
        money = double.money
        answer = await client.text("u1", "Chào bạn")
        assert (answer["error"], "quota" in answer["data"], len(double.billed)) == (error, quota, billed)
        assert money - double.money == 55 * billed

    @pytest.mark.parametrize("code", [-230, -232])
    async def test_after_7_days_nothing_is_accepted(
        self, double: Double, client: Client, clock: Clock, code: int
    ) -> None:
        double.says("u1", "x")
        clock.now += 7 * DAY + 1
        client.headers["access_token"] = double.logs_in()["access_token"]
        double.switches.window_code = code
        assert await client.error("u1") == code
        assert double.messages("u1") == []
        double.says("u1", "lại")
        assert await client.error("u1") == 0

    @pytest.mark.parametrize("act", ["follows", "says", "taps", "sends_image", "submits_info"])
    async def test_every_interaction_opens_the_window(
        self, double: Double, client: Client, clock: Clock, act: str
    ) -> None:
        double.says("u1", "x")
        clock.now += 30 * DAY
        acts: dict[str, Json] = {
            "says": {"text": "x"},
            "taps": {"payload": "#a", "forged": True},
            "sends_image": {"content": b"x"},
            "submits_info": {"name": "Lan", "phone": PHONE},
        }
        getattr(double, act)("u1", **acts.get(act, {}))
        client.headers["access_token"] = double.logs_in()["access_token"]
        assert await client.error("u1") == 0

    async def test_what_zalo_sends_opens_no_window(self, double: Double, client: Client, clock: Clock) -> None:
        double.says("u1", "x")
        clock.now += 7 * DAY
        client.headers["access_token"] = double.logs_in()["access_token"]
        assert await client.error("u1") == 0
        double.sees("u1")
        clock.now += 1
        assert await client.error("u1") == -230

    async def test_who_unfollowed_is_not_reached(self, double: Double, client: Client) -> None:
        double.follows("u1")
        assert await client.error("u1") == 0
        double.unfollows("u1")
        assert (await client.error("u1"), double.followers) == (-213, set())
        double.follows("u1")
        assert (await client.error("u1"), double.followers) == (0, {"u1"})

    @pytest.mark.parametrize(("strangers", "error"), [(True, 0), (False, -213)])
    async def test_who_writes_without_following_may_be_answered(
        self, double: Double, client: Client, strangers: bool, error: int
    ) -> None:
        double.switches.strangers = strangers
        double.says("u1", "x")
        assert await client.error("u1") == error

    async def test_nobody_is_reached_of_whom_the_oa_never_heard(self, client: Client) -> None:
        assert await client.error("u2") == -201

    async def test_a_text_has_2000_utf16_units(self, double: Double, client: Client) -> None:
        double.says("u1", "x")
        assert await client.error("u1", "ế" * 2000) == 0
        assert await client.error("u1", "🎉" * 1000) == 0
        assert await client.error("u1", "🎉" * 1000 + "!") == -210

    @pytest.mark.parametrize("text", ["", "  ", None, 7])
    async def test_a_text_says_something(self, double: Double, client: Client, text: Any) -> None:
        double.says("u1", "x")
        assert await client.error("u1", text) == -201

    @pytest.mark.parametrize(
        "body",
        [
            {},
            {"recipient": {"user_id": "u1"}},
            {"recipient": "u1", "message": {"text": "x"}},
            {"recipient": {"user_id": 1}, "message": {"text": "x"}},
            {"recipient": {"user_id": "u1"}, "message": "x"},
            {"recipient": {"user_id": "u1"}, "message": {}},
        ],
    )
    async def test_a_bad_shape_is_refused(self, double: Double, client: Client, body: Json) -> None:
        double.says("u1", "x")
        assert (await client.post(CS, **body))["error"] == -201

    @pytest.mark.parametrize(
        "changes",
        [
            {"tag": "x"},
            {"recipient": {"user_id": "u1", "phone": PHONE}},
            {"message": {"text": "x", "parse_mode": "md"}},
        ],
    )
    async def test_a_field_that_zalo_does_not_name_is_refused(
        self, double: Double, client: Client, changes: Json
    ) -> None:
        double.says("u1", "x")
        answer = await client.post(CS, **{"recipient": {"user_id": "u1"}, "message": {"text": "x"}} | changes)
        assert (answer["error"], "the double" in answer["message"]) == (-201, True)
        assert [call.error for call in double.refused] == [-201]

    async def test_a_minute_has_so_many_requests(self, double: Double, client: Client, clock: Clock) -> None:
        double.says("u1", "x")
        double.switches.rate = 2
        assert (await client.error("u1"), client.answered["X-RateLimit-Remain"]) == (0, "1")
        assert (await client.error("u1"), client.answered["X-RateLimit-Remain"]) == (0, "0")
        assert (await client.error("u1"), client.answered["X-RateLimit-Remain"]) == (-32, "0")
        assert client.answered["X-RateLimit-Limit"] == "2"
        clock.now += 60
        assert await client.error("u1") == 0

    async def test_free_text_after_48_hours_needs_money(self, double: Double, client: Client, clock: Clock) -> None:
        double.says("u1", "x")
        double.money = 54
        assert await client.error("u1") == 0
        clock.now += 48 * HOUR
        client.headers["access_token"] = double.logs_in()["access_token"]
        assert await client.error("u1") == 0
        clock.now += 1
        assert (await client.error("u1"), double.money) == (-321, 54)

    async def test_every_text_is_echoed_without_an_admin(
        self, double: Double, client: Client, webhook: Receiver
    ) -> None:
        double.says("u1", "x")
        answer = await client.text("u1", "Chào bạn")
        await double.settled()
        echo = webhook.events[-1]
        assert (echo["event_name"], echo["sender"], echo["recipient"]) == ("oa_send_text", {"id": "oa1"}, {"id": "u1"})
        assert echo["message"] == {"text": "Chào bạn", "msg_id": answer["data"]["message_id"]}

    async def test_a_human_in_oa_chat_is_told_apart_by_admin_id(self, double: Double, webhook: Receiver) -> None:
        double.says("u1", "x")
        double.switches.echo = False
        double.admin_writes("u1", "Chào bạn")
        await double.settled()
        assert webhook.events[-1]["sender"] == {"id": "oa1", "admin_id": "admin1"}

    async def test_the_echo_can_be_off(self, double: Double, client: Client, webhook: Receiver) -> None:
        double.switches.echo = False
        double.says("u1", "x")
        await client.text("u1", "Chào bạn")
        await double.settled()
        assert webhook.names == ["user_send_text"]

    @pytest.mark.parametrize("as_text", [True, False])
    async def test_the_quota_tells_of_the_last_interaction(
        self, double: Double, client: Client, clock: Clock, as_text: bool
    ) -> None:
        double.switches.interaction_as_text = as_text
        double.says("u1", "x")
        clock.now += DAY
        last = "1799989200000" if as_text else 1799989200000
        assert (await client.post(QUOTA, user_id="u1"))["data"]["last_interaction"] == last
        assert (await client.post(QUOTA, user_id="u2"))["error"] == -201
        assert "the double" in (await client.post(QUOTA, user_id="u1", oa_id="1"))["message"]


class TestButtons:
    """B.7, 3."""

    async def test_a_message_has_buttons_beside_its_text(self, double: Double, client: Client) -> None:
        double.says("u1", "x")
        link = {"type": "oa.open.url", "title": "Mở", "payload": {"url": "https://a.vn"}, "image_icon": "i"}
        assert (await client.buttons(query("#a"), link))["error"] == 0
        shown = await double.next_message("u1")
        assert (shown.text, shown.labels) == ("Bạn chọn gì?", ["Đồng ý", "Mở"])
        assert shown.buttons[0] == Button("oa.query.hide", "Đồng ý", "#a")
        assert shown.payloads == ["#a", {"url": "https://a.vn"}]

    async def test_there_are_at_most_five(self, double: Double, client: Client) -> None:
        double.says("u1", "x")
        assert (await client.buttons(*[query()] * 5))["error"] == 0
        assert (await client.buttons(*[query()] * 6))["error"] == -201
        assert (await client.buttons())["error"] == -201

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"title": "t" * 100, "payload": "p" * 1000}, 0),
            ({"title": "t" * 101}, -201),
            ({"title": ""}, -201),
            ({"payload": "p" * 1001}, -201),
            ({"payload": {"content": "#a"}}, -201),
            ({"type": "oa.query.show"}, 0),
            ({"type": "oa.query.maybe"}, -201),
            ({"type": "oa.open.url"}, -201),
            ({"type": "oa.open.phone", "payload": {"phone_code": PHONE}}, 0),
            ({"type": "oa.open.sms", "payload": {"phone_code": PHONE, "content": "x"}}, 0),
            ({"type": "oa.open.sms", "payload": {"phone_code": PHONE}}, -201),
            ({"colour": "red"}, -201),
        ],
    )
    async def test_a_button_has_the_shape_of_its_type(
        self, double: Double, client: Client, changes: Json, error: int
    ) -> None:
        double.says("u1", "x")
        assert (await client.buttons(query(**changes)))["error"] == error

    @pytest.mark.parametrize("code", [-201, -233, -200])
    async def test_buttons_may_not_be_accepted_at_all(self, double: Double, client: Client, code: int) -> None:
        double.says("u1", "x")
        double.switches.buttons = False
        double.switches.buttons_code = code
        assert (await client.buttons(query()))["error"] == code
        assert await client.error("u1") == 0

    @pytest.mark.parametrize(("inside", "error"), [(False, -201), (True, 0)])
    async def test_the_other_shape_has_the_text_in_the_payload(
        self, double: Double, client: Client, inside: bool, error: int
    ) -> None:
        double.says("u1", "x")
        double.switches.buttons_inside = inside
        payload = {"template_type": "button", "text": "Bạn chọn gì?", "buttons": [query()]}
        message = {"attachment": {"type": "template", "payload": payload}}
        assert (await client.post(CS, recipient={"user_id": "u1"}, message=message))["error"] == error
        assert [shown.labels for shown in double.messages("u1")] == [["Đồng ý"]] * inside

    @pytest.mark.parametrize("attachment", [{"type": "file", "payload": {"token": "t"}}, {"type": "template"}, "x"])
    async def test_other_attachments_are_not_played(self, double: Double, client: Client, attachment: object) -> None:
        double.says("u1", "x")
        assert (await client.text("u1", "x", attachment=attachment))["error"] == -201

    async def test_a_tap_comes_as_a_text_that_is_the_payload(
        self, double: Double, client: Client, webhook: Receiver
    ) -> None:
        double.says("u1", "x")
        await client.buttons(query("#dongy:7"))
        tapped = double.taps("u1", "#dongy:7")
        await double.settled()
        event = webhook.events[-1]
        assert (event["event_name"], event["message"]) == ("user_send_text", {"text": "#dongy:7", "msg_id": tapped})

    async def test_only_what_is_there_can_be_tapped_if_it_is_not_forged(self, double: Double, client: Client) -> None:
        double.says("u1", "x")
        await client.buttons(query("#a"))
        with pytest.raises(AssertionError, match="'#b'"):
            double.taps("u1", "#b")
        double.taps("u1", "#b", forged=True)

    async def test_a_form_asks_for_name_and_phone(self, double: Double, client: Client) -> None:
        double.says("u1", "x")
        element = {"title": "Số của bạn", "subtitle": "Để nhắc hạn", "image_url": "https://a.vn/a.png"}
        message = request_info(element)
        assert (await client.post(CS, recipient={"user_id": "u1"}, message=message))["error"] == 0
        shown = await double.next_message("u1")
        assert (shown.template, shown.text) == ("request_user_info", "Số của bạn\nĐể nhắc hạn")
        for wrong in (request_info(), request_info(element, element), request_info({"title": "x"})):
            assert (await client.post(CS, recipient={"user_id": "u1"}, message=wrong))["error"] == -201


class TestFiles:
    """B.3: what the account sends as files and pictures."""

    async def upload(self, client: Client, path: str, name: str, content: bytes, media: str = "") -> Json:
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("file", io.BytesIO(content), filename=name, content_type=media or MEDIA[name.rpartition(".")[2]])
        async with client.session.post(client.url + path, data=form, headers=client.headers) as answer:
            return await client.reads(answer)

    async def sends(self, client: Client, attachment: Json, **more: object) -> int:
        body = {"recipient": {"user_id": "u1"}, "message": {"attachment": attachment, **more}}
        return int((await client.post(CS, **body))["error"])

    @pytest.mark.parametrize(
        ("name", "content"),
        [("giấy “khen”.pdf", b"%PDF-1"), ("a.DOC", b"\xd0\xcf\x11\xe0"), ("a.docx", b"PK\x03\x04"), ("a.csv", b"x")],
    )
    async def test_a_file_is_sent_by_its_token_once(
        self, double: Double, client: Client, webhook: Receiver, name: str, content: bytes
    ) -> None:
        double.says("u1", "x")
        token = (await self.upload(client, FILE, name, content, MEDIA[name.rpartition(".")[2].lower()]))["data"][
            "token"
        ]
        message = {"type": "file", "payload": {"token": token}}
        assert await self.sends(client, message) == 0
        shown = await double.next_message("u1")
        assert (shown.file, shown.content, shown.text) == (name, content, "")
        assert await self.sends(client, message) == -201, "it is spent"
        await double.settled()
        assert webhook.names[-1] == "oa_send_file"

    async def test_a_picture_is_sent_within_a_template(self, double: Double, client: Client) -> None:
        double.says("u1", "x")
        token = (await self.upload(client, IMAGE, "a.png", PNG))["data"]["attachment_id"]
        assert await self.sends(client, {"type": "file", "payload": {"token": token}}) == -201, "it is no file"
        assert await self.sends(client, media(token)) == 0
        assert [(shown.file, shown.content) for shown in double.messages("u1")] == [("a.png", PNG)]

    @pytest.mark.parametrize(("path", "name", "content"), [("file", "a.pdf", b"%PDF-"), ("image", "a.png", b"\x89PNG")])
    async def test_it_has_a_size_and_a_life(
        self, double: Double, client: Client, path: str, name: str, content: bytes
    ) -> None:
        double.says("u1", "x")
        double.switch(file_bytes=9, image_bytes=9)
        where = IMAGE if path == "image" else FILE
        assert (await self.upload(client, where, name, content.ljust(10)))["error"] == -210
        for days, error in ((7 * DAY, 0), (7 * DAY + 1, -100)):
            (token,) = (await self.upload(client, where, name, content.ljust(9)))["data"].values()
            double.jumps(days)
            double.says("u1", "x")
            client.headers = {"access_token": double.logs_in()["access_token"]}
            shape = media(token) if path == "image" else {"type": "file", "payload": {"token": token}}
            assert await self.sends(client, shape) == error

    @pytest.mark.parametrize(
        ("path", "name", "content", "media_type"),
        [
            ("file", "a.xlsx", b"PK\x03\x04", "application/octet-stream"),
            ("file", "a.png", PNG, "image/png"),
            ("file", "a.pdf", b"MZ", "application/pdf"),
            ("file", "a.pdf", b"", "application/pdf"),
            ("file", "a.pdf", b"%PDF-", "application/octet-stream"),
            ("image", "a.gif", b"GIF89a", "image/gif"),
            ("image", "a.pdf", b"%PDF-", "application/pdf"),
            ("image", "a.jpg", PNG, "image/jpeg"),
            ("image", "a.png", PNG, "image/jpeg"),
        ],
    )
    async def test_what_is_not_of_the_kind_is_not_taken(
        self, client: Client, path: str, name: str, content: bytes, media_type: str
    ) -> None:
        where = IMAGE if path == "image" else FILE
        assert (await self.upload(client, where, name, content, media_type))["error"] == -201

    async def test_it_comes_as_a_form_with_one_part(self, double: Double, client: Client) -> None:
        assert (await client.post(FILE, file="x"))["error"] == -201
        for parts in ({"other": PNG}, {"file": "text"}, {"file": PNG, "name": "x"}):
            form = aiohttp.FormData()
            for name, value in parts.items():
                form.add_field(name, value, **({"filename": "a.png"} if isinstance(value, bytes) else {}))
            async with client.session.post(client.url + IMAGE, data=form(), headers=client.headers) as answer:
                assert (await answer.json())["error"] == -201
        client.headers = {"access_token": "old"}
        assert (await self.upload(client, IMAGE, "a.png", PNG))["error"] == -216
        assert double.world.uploads == {}

    @pytest.mark.parametrize(
        "attachment",
        [
            {"type": "file", "payload": {}},
            {"type": "file", "payload": {"token": ""}},
            {"type": "file", "payload": {"attachment_id": "file-1"}},
            {"type": "template", "payload": {"template_type": "media", "elements": []}},
            {"type": "template", "payload": {"template_type": "media", "elements": [{"media_type": "image"}]}},
            {
                "type": "template",
                "payload": {"template_type": "media", "elements": [{"media_type": "gif", "attachment_id": "x"}]},
            },
        ],
    )
    async def test_other_shapes_are_not_taken(self, double: Double, client: Client, attachment: Json) -> None:
        double.says("u1", "x")
        await self.upload(client, FILE, "a.pdf", b"%PDF-")
        assert await self.sends(client, attachment) == -201
        assert await self.sends(client, media("image-1"), text="x") == -201


class TestWebhook:
    """B.7, 4."""

    async def test_setting_the_address_sends_an_unsigned_probe(self, double: Double, receiver: Receiver) -> None:
        double.webhook_url = receiver.url
        assert await double.probes() == [200]
        assert receiver.bodies == [b"{}"]
        assert "X-ZEvent-Signature" not in receiver.headers[0]
        assert double.webhook_url == receiver.url

    async def test_an_address_whose_probe_fails_is_not_kept(self, double: Double, receiver: Receiver) -> None:
        receiver.statuses = [403]
        double.webhook_url = receiver.url
        double.says("u1", "x")
        assert await double.probes() == [403]
        await double.settled()
        assert (double.webhook_url, receiver.events) == ("", [])

    async def test_behind_the_address_each_persons_events_may_reach_a_process_of_their_own(
        self, double: Double, webhook: Receiver
    ) -> None:
        nobody = "http://127.0.0.1:1/zalo-oa"
        double.switch(webhook_behind={"u2": nobody})
        for user in ("u1", "u2"):
            double.says(user, "Chào")
        await double.settled()
        assert [event["sender"]["id"] for event in webhook.events] == ["u1"]
        assert [push.answers for push in double.pushes] == [[200], [0]]

    async def test_there_may_be_no_probe(self, double: Double, receiver: Receiver) -> None:
        double.switches.probe = False
        double.webhook_url = receiver.url
        assert (await double.probes(), receiver.bodies) == ([], [])
        double.says("u1", "x")
        await double.settled()
        assert receiver.names == ["user_send_text"]

    async def test_only_this_machine_is_called(self, double: Double) -> None:
        with pytest.raises(AssertionError, match="nothing but"):
            double.webhook_url = "https://bot.vn/zalo-oa"

    def test_the_signature_is_that_of_the_test_vector(self) -> None:
        body = (
            '{"app_id":"1234567890","event_name":"user_send_text",'
            '"message":{"text":"xin chào","msg_id":"m1"},"timestamp":"1700000000000"}'
        )
        vector = "c70b89e1d0c790967e7e1a8ae954a3d2a66a4072bfc90994f87a11f2f57d4dc3"
        assert sign("1234567890", body.encode(), "1700000000000", "oa-secret-key") == vector

    async def test_an_event_is_signed_over_its_raw_body(self, double: Double, webhook: Receiver) -> None:
        said = double.says("u1", "xin chào")
        await double.settled()
        body, (event,) = webhook.bodies[0], webhook.events
        assert event == {
            "app_id": "1234567890",
            "event_name": "user_send_text",
            "sender": {"id": "u1"},
            "recipient": {"id": "oa1"},
            "user_id_by_app": "app-u1",
            "message": {"text": "xin chào", "msg_id": said},
            "timestamp": "1799989200000",
        }
        mac = hashlib.sha256(b"1234567890" + body + b"1799989200000" + b"oa-secret-key").hexdigest()
        assert webhook.headers[0]["X-ZEvent-Signature"] == f"mac={mac}"
        assert "X-ZEvent-Timestamp" not in webhook.headers[0]

    async def test_the_signature_may_look_otherwise(self, double: Double, webhook: Receiver) -> None:
        switches = double.switches
        switches.signature_prefix, switches.signature_upper = False, True
        switches.timestamp_in, switches.signs_with = "header", "oa_id"
        double.says("u1", "x")
        await double.settled()
        assert "timestamp" not in webhook.events[0]
        timestamp = webhook.headers[0]["X-ZEvent-Timestamp"]
        mac = sign("oa1", webhook.bodies[0], timestamp, "oa-secret-key").upper()
        assert webhook.headers[0]["X-ZEvent-Signature"] == mac

    async def test_an_event_can_be_forged(self, double: Double, webhook: Receiver) -> None:
        double.sends_raw({"event_name": "user_send_text", "sender": {"id": "u1"}}, forged=True)
        await double.settled()
        timestamp = webhook.events[0]["timestamp"]
        right = sign("1234567890", webhook.bodies[0], timestamp, "oa-secret-key")
        assert webhook.headers[0]["X-ZEvent-Signature"] != f"mac={right}"

    async def test_an_event_can_come_again_with_the_same_bytes(self, double: Double, webhook: Receiver) -> None:
        said = double.says("u1", "x")
        await double.settled()
        assert double.again(said) == said
        await double.settled()
        first, second = webhook.bodies
        assert first == second
        assert webhook.headers[0]["X-ZEvent-Signature"] == webhook.headers[1]["X-ZEvent-Signature"]
        assert "num_retry" not in webhook.headers[1]

    async def test_a_person_is_heard_in_order(self, double: Double, webhook: Receiver) -> None:
        for number in range(20):
            double.says("u1", str(number))
        await double.settled()
        assert [event["message"]["text"] for event in webhook.events] == [str(number) for number in range(20)]

    async def test_no_two_events_have_the_same_timestamp(self, double: Double, webhook: Receiver) -> None:
        double.follows("u1")
        double.unfollows("u1")
        double.follows("u1")
        await double.settled()
        assert len({event["timestamp"] for event in webhook.events}) == 3

    async def test_following_names_the_follower_and_no_sender(self, double: Double, webhook: Receiver) -> None:
        double.follows("u1")
        double.unfollows("u1")
        await double.settled()
        assert webhook.names == ["follow", "unfollow"]
        for event in webhook.events:
            assert (event["oa_id"], event["follower"], "sender" in event) == ("oa1", {"id": "u1"}, False)

    async def test_following_may_name_a_sender(self, double: Double, webhook: Receiver) -> None:
        double.switches.follow_names = "sender"
        double.follows("u1")
        await double.settled()
        assert (webhook.events[0]["sender"], "follower" in webhook.events[0]) == ({"id": "u1"}, False)

    async def test_a_form_comes_with_name_and_phone(self, double: Double, webhook: Receiver) -> None:
        double.submits_info("u1", "Lan", PHONE, city="Huế")
        await double.settled()
        event = webhook.events[0]
        assert (event["event_name"], event["sender"]) == ("user_submit_info", {"id": "u1"})
        assert event["info"] == {"name": "Lan", "phone": PHONE, "city": "Huế"}

    async def test_a_picture_can_be_fetched(self, double: Double, client: Client, webhook: Receiver) -> None:
        double.sends_image("u1", content=b"jpeg", text="đây")
        double.sends_file("u1", "kế hoạch.pdf", b"pdf")
        double.sends_attachment("u1", "sticker", {"id": "7"})
        await double.settled()
        assert webhook.names == ["user_send_image", "user_send_file", "user_send_sticker"]
        picture, file, sticker = (event["message"]["attachments"][0] for event in webhook.events)
        for attachment, content in ((picture, b"jpeg"), (file, b"pdf")):
            async with client.session.get(attachment["payload"]["url"]) as answer:
                assert await answer.read() == content
        assert (file["payload"]["name"], sticker) == ("kế hoạch.pdf", {"type": "sticker", "payload": {"id": "7"}})
        async with client.session.get(f"{double.url}/file/none.jpg") as answer:
            assert answer.status == 404

    async def test_an_answer_is_awaited_for_two_seconds(self, double: Double, webhook: Receiver) -> None:
        assert double.switches.deadline == 2.0
        double.switches.deadline = 0.05
        webhook.statuses = [0]
        double.says("u1", "một")
        double.says("u1", "hai")
        await double.settled()
        assert [push.answers for push in double.pushes] == [[0], [200]]

    async def test_without_the_retry_switch_a_lost_event_stays_lost(self, double: Double, webhook: Receiver) -> None:
        webhook.statuses = [500]
        double.says("u1", "x")
        await double.settled()
        assert (double.retries(), len(webhook.bodies)) == (0, 1)

    async def test_a_lost_event_comes_again_with_the_number_of_the_retry(
        self, double: Double, webhook: Receiver
    ) -> None:
        double.switches.retries = True
        webhook.statuses = [500, 500]
        double.says("u1", "x")
        await double.settled()
        assert double.retries() == 1
        await double.settled()
        assert double.retries() == 1
        await double.settled()
        assert double.retries() == 0
        assert [headers.get("num_retry") for headers in webhook.headers] == [None, "1", "2"]
        assert len(set(webhook.bodies)) == 1
        assert (double.pushes[0].answers, double.pushes[0].taken) == ([500, 500, 200], True)

    async def test_after_five_retries_the_webhook_is_disabled(self, double: Double, webhook: Receiver) -> None:
        double.switches.retries = True
        webhook.statuses = [500] * 6
        double.says("u1", "x")
        await double.settled()
        for _ in range(5):
            assert not double.webhook_disabled
            assert double.retries() == 1
            await double.settled()
        assert double.webhook_disabled
        double.says("u1", "y")
        await double.settled()
        assert len(webhook.bodies) == 6
        double.webhook_url = webhook.url
        double.says("u1", "z")
        await double.settled()
        assert webhook.events[-1]["message"]["text"] == "z"

    async def test_a_failed_connection_is_retried_and_an_answer_maybe_not(
        self, double: Double, webhook: Receiver
    ) -> None:
        double.switches.retries, double.switches.retried_answers = True, False
        webhook.statuses = [500]
        double.says("u1", "x")
        await double.settled()
        assert double.retries() == 0

    async def test_a_program_that_is_away_is_told_later(self, double: Double, clock: Clock) -> None:
        double.switches.retries, double.switches.retried_answers = True, False
        receiver, app = Receiver(), web.Application()
        app.router.add_post("/zalo-oa", receiver.take)
        runner = web.AppRunner(app, shutdown_timeout=0.01)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        double.webhook_url = f"http://127.0.0.1:{port}/zalo-oa"
        await double.probes()
        await runner.cleanup()
        double.says("u1", "x")
        await double.settled()
        assert double.pushes[0].unreached
        assert double.retries() == 1
        await double.settled()
        assert double.pushes[0].answers == [0, 0]

    async def test_events_have_their_switches_in_the_console(self, double: Double, webhook: Receiver) -> None:
        double.switches.events_off = {"follow"}
        double.switches.syntax_filter = True
        double.follows("u1")
        double.says("u1", "x")
        double.says("u1", "#x")
        await double.settled()
        assert [event["message"]["text"] for event in webhook.events] == ["#x"]

    async def test_without_a_webhook_nobody_hears_of_it(self, double: Double, receiver: Receiver) -> None:
        double.says("u1", "x")
        double.webhook_url = receiver.url
        await double.settled()
        assert (receiver.events, double.pushes) == ([], [])

    async def test_who_has_read_is_told(self, double: Double, client: Client, webhook: Receiver) -> None:
        double.says("u1", "x")
        sent = await client.text("u1", "Chào bạn")
        double.sees("u1")
        await double.settled()
        assert webhook.names == ["user_send_text", "oa_send_text", "user_seen_message"]
        assert webhook.events[-1]["message"] == {"msg_ids": [sent["data"]["message_id"]]}


@pytest.mark.usefixtures("template")
class TestTemplates:
    """B.7, 5."""

    async def test_one_goes_out_by_user_id(self, double: Double, client: Client) -> None:
        answer = (await client.by_uid())["data"]
        shown = await double.next_message("u1")
        assert (shown.template, shown.data, shown.pushed) == ("T1", {"name": "Lan"}, True)
        assert answer["message_id"] == shown.id
        assert answer["quota"] == {"quota_type": "sub_quota", "remain": "4999"}
        assert double.money == 1_000_000 - 560

    async def test_one_goes_out_by_phone(self, double: Double, client: Client) -> None:
        answer = (await client.by_phone())["data"]
        (shown,) = double.to_phone(PHONE)
        assert (shown.template, shown.data, shown.tracking_id) == ("T1", {"name": "Lan"}, "t1")
        assert answer == {
            "msg_id": shown.id,
            "sent_time": "1799989200000",
            "sending_mode": "1",
            "quota": {"dailyQuota": "5000", "remainingQuota": "4999"},
        }
        assert double.money == 1_000_000 - 800

    @pytest.mark.parametrize("path", [BY_UID, BY_PHONE])
    @pytest.mark.parametrize(
        ("data", "error"),
        [
            ({}, -1121),
            ({"name": ""}, -1121),
            ({"name": "L" * 30}, 0),
            ({"name": "L" * 31}, -1122),
            ({"name": "🎉" * 16}, -1122),
            ({"name": 7}, -112),
            ([], -112),
            ({"name": "Lan", "age": "7"}, -201),
        ],
    )
    async def test_its_parameters_are_those_that_were_reviewed(
        self, client: Client, path: str, data: object, error: int
    ) -> None:
        send = client.by_uid if path == BY_UID else client.by_phone
        assert (await send(template_data=data))["error"] == error

    @pytest.mark.parametrize(
        ("kind", "value", "error"),
        [
            ("date", "05/01/2027", 0),
            ("date", "08:30 05/01/2027", 0),
            ("date", "2027-01-05", -112),
            ("number", "7", 0),
            ("number", "bảy", -112),
            ("url", "https://a.vn/x", 0),
            ("url", "a.vn", -112),
        ],
    )
    async def test_a_parameter_has_the_form_of_its_kind(
        self, double: Double, client: Client, kind: Any, value: str, error: int
    ) -> None:
        double.templates["T2"] = Template(params={"x": (kind, 20)})
        assert (await client.by_uid(template_id="T2", template_data={"x": value}))["error"] == error

    async def test_a_parameter_may_be_left_out_if_it_is_optional(self, double: Double, client: Client) -> None:
        double.templates["T2"] = Template(params={"x": ("text", 20)}, optional=frozenset({"x"}))
        assert (await client.by_uid(template_id="T2", template_data={}))["error"] == 0

    @pytest.mark.parametrize(
        ("state", "error"), [("ENABLE", 0), ("PENDING_REVIEW", -131), ("REJECT", -131), ("DISABLE", -146)]
    )
    async def test_only_an_approved_one_goes_out(
        self, double: Double, client: Client, state: State, error: int
    ) -> None:
        double.templates["T1"].state = state
        assert (await client.by_uid())["error"] == error
        assert (await client.by_phone())["error"] == error

    async def test_an_unknown_one_does_not_go_out(self, client: Client) -> None:
        assert (await client.by_uid(template_id="T9"))["error"] == -109
        assert (await client.by_phone(template_id="T9"))["error"] == -109
        assert (await client.get(INFO, template_id="T9"))["error"] == -109

    async def test_a_review_is_told(self, double: Double, webhook: Receiver) -> None:
        double.templates["T1"].state = "PENDING_REVIEW"
        double.reviews("T1", "REJECT", "Sai nhãn")
        await double.settled()
        event = webhook.events[0]
        assert (event["event_name"], event["template_id"]) == ("change_template_status", "T1")
        assert event["status"] == {"prev_status": "PENDING_REVIEW", "new_status": "REJECT"}
        assert event["reason"] == "Sai nhãn"

    async def test_its_parameters_can_be_asked_for(self, double: Double, client: Client) -> None:
        told = (await client.get(INFO, template_id="T1"))["data"]
        assert told["listParams"] == [{"name": "name", "require": True, "type": "TEXT", "maxLength": 30}]
        assert (told["status"], told["price_uid"], told["price_sdt"]) == ("ENABLE", "560", "800")
        assert "the double" in (await client.get(INFO, template_id="T1", lang="vi"))["message"]
        assert (told["templateTag"], told["timeout"], told["templateQuality"]) == ("2", 7_200_000, "UNDEFINED")
        double.switch(prices_as_text=False, tag_as="name")
        told = (await client.get(INFO, template_id="T1"))["data"]
        assert (told["price_uid"], told["templateTag"]) == (560, "CUSTOMER_CARE")

    @pytest.mark.parametrize(
        ("hour", "error", "pushed"), [(21, 0, True), (22, -133, False), (5, -133, False), (6, 0, True)]
    )
    async def test_at_night_the_phone_channel_is_closed_and_the_other_silent(
        self, double: Double, client: Client, clock: Clock, hour: int, error: int, pushed: bool
    ) -> None:
        clock.now = NOON + (hour - 12) % 24 * HOUR
        assert (await client.by_phone())["error"] == error
        assert (await client.by_uid())["error"] == 0
        assert double.messages("u1")[-1].pushed is pushed
        double.switches.night = False
        assert (await client.by_phone())["error"] == 0

    async def test_the_night_may_be_that_of_another_place(self, double: Double, client: Client, clock: Clock) -> None:
        double.switches.night_zone = 0
        clock.now = NOON + 11 * HOUR
        assert (await client.by_phone())["error"] == 0
        clock.now = NOON
        assert (await client.by_phone())["error"] == -133

    @pytest.mark.parametrize(("tag", "error"), [(1, 0), (2, 0), (3, -234)])
    async def test_promotion_stays_in_at_night(
        self, double: Double, client: Client, clock: Clock, tag: int, error: int
    ) -> None:
        double.templates["T1"].tag = tag
        clock.now = NOON + 11 * HOUR
        assert (await client.by_uid())["error"] == error

    async def test_the_quota_is_for_a_day_in_vietnam(self, double: Double, client: Client, clock: Clock) -> None:
        double.quota = 2
        assert (await client.by_uid())["error"] == 0
        assert (await client.get(DAILY))["data"] == {"dailyQuota": "2", "remainingQuota": "1"}
        assert (await client.by_phone())["error"] == 0
        assert (await client.by_phone())["error"] == -144
        double.switches.quota_code = -147
        assert (await client.by_uid())["error"] == -147
        clock.now = NOON + 12 * HOUR
        assert (await client.by_uid())["error"] == 0

    async def test_a_change_of_the_quota_is_told(self, double: Double, client: Client, webhook: Receiver) -> None:
        double.changes_quota(500)
        await double.settled()
        assert webhook.names == ["change_oa_daily_quota"]
        assert (await client.get(DAILY))["data"]["dailyQuota"] == "500"

    async def test_without_money_nothing_goes_out(self, double: Double, client: Client) -> None:
        double.money = 559
        assert ((await client.by_uid())["error"], (await client.by_phone())["error"]) == (-115, -115)
        double.switches.money_code = -137
        assert (await client.by_uid())["error"] == -137
        double.money = 560
        assert (await client.by_uid())["error"] == 0
        assert double.money == 0

    async def test_what_is_refused_costs_nothing(self, double: Double, client: Client) -> None:
        await client.by_phone(template_data={})
        await client.by_phone(phone="84900000000")
        assert double.money == 1_000_000
        assert (await client.get(DAILY))["data"]["remainingQuota"] == "5000"

    @pytest.mark.parametrize("code", [-139, -141])
    async def test_who_opted_out_gets_nothing_by_phone(self, double: Double, client: Client, code: int) -> None:
        double.switches.opt_out_code = code
        double.opted_out.add(PHONE)
        assert (await client.by_phone())["error"] == code
        double.opted_out.clear()
        assert (await client.by_phone())["error"] == 0

    @pytest.mark.parametrize(
        ("phone", "error"), [("84900000000", -118), ("0901234567", -108), ("8490", -108), ("", -132), (84, -132)]
    )
    async def test_a_phone_is_one_of_vietnam_that_has_zalo(self, client: Client, phone: object, error: int) -> None:
        assert (await client.by_phone(phone=phone))["error"] == error

    async def test_the_receipt_carries_the_tracking_id(self, double: Double, client: Client, webhook: Receiver) -> None:
        sent = (await client.by_phone(tracking_id="nhac-7"))["data"]
        await double.settled()
        event = webhook.events[-1]
        assert (event["event_name"], event["recipient"]) == ("user_received_message", {"id": PHONE})
        assert event["message"] == {
            "delivery_time": "1799989200000",
            "msg_id": sent["msg_id"],
            "tracking_id": "nhac-7",
        }
        double.switches.receipts = False
        await client.by_phone()
        await double.settled()
        assert webhook.names == ["user_received_message"]

    async def test_by_user_id_there_is_an_echo_and_no_tracking(
        self, double: Double, client: Client, webhook: Receiver
    ) -> None:
        await client.by_uid()
        await double.settled()
        assert webhook.names == ["oa_send_text"]
        assert "the double" in (await client.by_uid(tracking_id="t1"))["message"]

    @pytest.mark.parametrize("missing", ["phone", "template_id", "template_data", "tracking_id"])
    async def test_by_phone_every_parameter_is_needed(self, client: Client, missing: str) -> None:
        assert (await client.by_phone(**{missing: None}))["error"] == -132

    @pytest.mark.parametrize("changes", [{"templateId": "T1"}, {"oa_id": "oa1"}])
    async def test_unknown_fields_are_refused(self, client: Client, changes: Json) -> None:
        for send in (client.by_uid, client.by_phone):
            answer = await send(**changes)
            assert (answer["error"], "the double" in answer["message"]) == (-201, True)

    async def test_for_development_only_admins_are_reached(self, double: Double, client: Client) -> None:
        assert (await client.by_phone(mode="development"))["error"] == -114
        double.admin_phones.add(PHONE)
        assert (await client.by_phone(mode="development"))["error"] == 0
        assert (await client.by_phone(mode="production"))["error"] == -132
        assert (await client.by_phone(sending_mode="9"))["error"] == -132

    async def test_who_submitted_a_number_is_reached_by_it(self, double: Double, client: Client) -> None:
        double.submits_info("u2", "Bình", "84907654321")
        assert (await client.by_phone(phone="84907654321"))["error"] == 0

    @pytest.mark.parametrize("code", [-114, -119])
    async def test_by_user_id_only_who_met_the_oa_is_reached(self, double: Double, client: Client, code: int) -> None:
        double.switches.unreachable_code = code
        assert (await client.by_uid(user_id="u2"))["error"] == code
        double.says("u2", "x")
        assert (await client.by_uid(user_id="u2"))["error"] == 0

    @pytest.mark.parametrize(("tag", "error"), [(1, -114), (2, 0)])
    async def test_a_transaction_needs_an_interaction_within_a_year(
        self, double: Double, client: Client, clock: Clock, tag: int, error: int
    ) -> None:
        double.templates["T1"].tag = tag
        clock.now += 366 * DAY
        client.headers["access_token"] = double.logs_in()["access_token"]
        assert (await client.by_uid())["error"] == error

    @pytest.mark.parametrize(("reached", "error"), [(True, 0), (False, -213)])
    async def test_who_unfollowed_may_get_templates(
        self, double: Double, client: Client, reached: bool, error: int
    ) -> None:
        double.unfollows("u1")
        double.switches.unfollowed_get_templates = reached
        assert (await client.by_uid())["error"] == error

    async def test_not_every_one_can_be_sent_by_user_id(self, double: Double, client: Client) -> None:
        double.templates["T1"].by_uid = False
        assert ((await client.by_uid())["error"], (await client.by_phone())["error"]) == (-249, 0)


class TestServer:
    @pytest.mark.parametrize("kind", [-32, -216, -230, -227])
    async def test_a_call_can_be_refused_with_any_code(self, double: Double, client: Client, kind: Kind) -> None:
        double.says("u1", "x")
        double.fails(CS, kind, times=2)
        assert [await client.error("u1") for _ in range(3)] == [kind, kind, 0]
        assert [call.outcome for call in double.calls] == ["refused", "refused", "accepted"]

    @pytest.mark.parametrize(("kind", "status"), [("502", 502), ("504", 504), ("not_json", 200)])
    async def test_an_answer_can_be_a_page(self, double: Double, client: Client, kind: Kind, status: int) -> None:
        double.says("u1", "x")
        double.fails(CS, kind)
        body = {"recipient": {"user_id": "u1"}, "message": {"text": "x"}}
        async with client.session.post(double.url + CS, json=body, headers=client.headers) as answer:
            assert (answer.status, answer.content_type) == (status, "text/html")
        assert len(double.messages("u1")) == (kind == "504")
        assert double.calls[-1].outcome == ("accepted" if kind == "504" else "lost")

    @pytest.mark.parametrize(("kind", "outcome"), [("cut_before", "lost"), ("cut_after", "accepted")])
    async def test_a_connection_can_be_cut_before_or_after(
        self, double: Double, client: Client, kind: Kind, outcome: str
    ) -> None:
        token = client.pair["refresh_token"]
        double.fails(TOKEN, kind)
        with pytest.raises(aiohttp.ClientError):
            await client.refresh(token)
        assert [call.outcome for call in double.calls] == [outcome]
        assert ("access_token" in await client.refresh(token)) is (kind == "cut_before")
        assert double.refreshes == [token, token]

    async def test_a_call_can_hang_after_it_took_effect(self, double: Double, client: Client) -> None:
        double.says("u1", "x")
        double.fails(CS, "hang")
        hanging = asyncio.create_task(client.text("u1", "Chào bạn"))
        assert (await double.next_message("u1")).text == "Chào bạn"
        assert not hanging.done()
        hanging.cancel()
        await asyncio.gather(hanging, return_exceptions=True)
        assert await client.error("u1") == 0

    async def test_a_fault_waits_for_a_call_that_is_well_formed(self, double: Double, client: Client) -> None:
        double.says("u1", "x")
        double.fails(CS, -227)
        assert [await client.error("u1", ""), await client.error("u1"), await client.error("u1")] == [-201, -227, 0]
        with pytest.raises(AssertionError, match="message/c"):
            double.fails("/v3.0/oa/message/c", "hang")

    async def test_a_sender_that_is_gone_before_the_call_arrives_has_not_called(
        self, double: Double, client: Client
    ) -> None:
        double.says("u1", "x")
        double.switches.delay = 0.05
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await client.text("u1", "x")
        await double.until(lambda: double.calls and double.calls[0].outcome == "lost")
        assert double.messages("u1") == []

    async def test_unknown_paths_and_methods_are_refused(self, double: Double, client: Client) -> None:
        for answer in (
            await client.post("/v2.0/oa/message", recipient={}),
            await client.post("/v3.0/oa/message/promotion"),
            await client.get(CS),
            await client.post(DAILY),
        ):
            assert (answer["error"], "the double" in answer["message"]) == (-201, True)

    async def test_an_error_may_have_a_status_of_its_own(self, double: Double, client: Client) -> None:
        double.switches.error_status = 400
        async with client.session.post(double.url + TOKEN, data={}) as answer:
            assert (answer.status, (await answer.json())["error"]) == (400, -201)

    async def test_a_post_is_a_json_object(self, double: Double, client: Client) -> None:
        for data, kind in ((b"{", "json"), (b"[]", "json"), (b"{}", "x-www-form-urlencoded")):
            headers = client.headers | {"Content-Type": f"application/{kind}"}
            async with client.session.post(double.url + CS, data=data, headers=headers) as answer:
                assert "the double" in (await answer.json())["message"]
        assert "the double" in (await client.post(f"{CS}?access_token=x"))["message"]

    async def test_calls_are_kept_in_order(self, double: Double, client: Client) -> None:
        double.says("u1", "x")
        await client.text("u1", "Chào bạn")
        await client.get(DAILY)
        await client.error("u9")
        assert [(call.path, call.outcome, call.error) for call in double.calls] == [
            (CS, "accepted", 0),
            (DAILY, "accepted", 0),
            (CS, "refused", -201),
        ]
        assert double.calls[0].params == {"recipient": {"user_id": "u1"}, "message": {"text": "Chào bạn"}}


async def test_it_runs_in_a_process_of_its_own_and_is_driven_over_http(client: Client, receiver: Receiver) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.doubles.zalo_oa", cwd=Path(__file__).parent.parent, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        client.url = url = (await process.stdout.readline()).decode().strip()

        async def drive(what: str, /, **arguments: object) -> Any:
            async with client.session.post(f"{url}/double/{what}", json=arguments) as answer:
                envelope: Json = await answer.json()
                return envelope["result"] if envelope["ok"] else envelope["description"]

        client.headers = {"access_token": (await drive("logs_in"))["access_token"]}
        await drive("sets_webhook", url=receiver.url)
        assert await drive("probes") == [200]
        said = await drive("says", user_id="u1", text="/dangky")
        await drive("sends_image", user_id="u1", content="YWJj")
        await drive("settled")
        assert receiver.names == ["user_send_text", "user_send_image"]
        await client.buttons(query("#a"))
        shown = await drive("next_message", user_id="u1", after=said)
        assert shown["buttons"] == [{"type": "oa.query.hide", "title": "Đồng ý", "payload": "#a"}]
        assert "not '#b'" in await drive("taps", user_id="u1", payload="#b")
        await drive("makes_template", template_id="T1", params={"name": ["text", 30]})
        await drive("arranges", money=10_000, quota=7, zalo_phones=[PHONE])
        await drive("switch", night=False, events_off=["oa_send_text"])
        await drive("fails", path=BY_PHONE, kind=-115)
        assert [(await client.by_phone())["error"] for _ in range(2)] == [-115, 0]
        assert (await drive("money"), await drive("quota"), await drive("zalo_phones")) == (9_200, 7, [PHONE])
        assert [call["outcome"] for call in await drive("calls")] == ["accepted", "refused", "accepted"]
        await drive("jumps", seconds=7 * DAY + 1)
        assert await client.error("u1") == -216
        assert (await drive("pushes"))[0]["name"] == "user_send_text"
        assert "no switch" in await drive("switch", nights=False)
        async with client.session.post(f"{url}/double/dances") as answer:
            assert answer.status == 404
    finally:
        process.kill()
        await process.wait()


def challenge_of(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def media(token: str) -> Json:
    elements = [{"media_type": "image", "attachment_id": token}]
    return {"type": "template", "payload": {"template_type": "media", "elements": elements}}


def request_info(*elements: Json) -> Json:
    payload = {"template_type": "request_user_info", "elements": list(elements)}
    return {"attachment": {"type": "template", "payload": payload}}
