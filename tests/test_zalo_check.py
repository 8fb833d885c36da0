"""`renluyen zalo check` for a bot of the Bot Platform: what it learns, what it leaves alone, what it never says."""

import json
import re
import shutil
from asyncio import to_thread
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import zalo_check_bot_trying
from bot.adapters.called import address
from bot.adapters.zalo_bot_webhook import PATH
from bot.office import Fail
from bot.zalo_check import TEXTS
from storage.database import open_database
from storage.inbox import DeliveryBox
from storage.tally import Tallies
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.office import Operator
from tests.world import START
from tests.zalo_checking import looked
from tests.zalo_line import AN, BINH, ZaloLine, zalo_line

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
SHORT = 0.05  # seconds of a poll in which nothing comes
HARMLESS = {"getMe", "getWebhookInfo", "getUpdates"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zalo_check_bot_trying, "BETWEEN", 0)


@pytest.fixture
async def double() -> AsyncIterator[ZaloBotDouble]:
    async with ZaloBotDouble() as double:
        double.clock = START.timestamp
        double.switch(longest_poll=SHORT)
        yield double


@pytest.fixture
async def line(world_sqlite: Path, tmp_path: Path, unused_tcp_port: int, double: ZaloBotDouble) -> ZaloLine:
    return await a_line(world_sqlite, tmp_path, unused_tcp_port, double)


@pytest.fixture
async def called(world_sqlite: Path, tmp_path: Path, unused_tcp_port: int, double: ZaloBotDouble) -> ZaloLine:
    """Zalo calls this bot; whoever was the bot before has told it where."""
    line = await a_line(world_sqlite, tmp_path, unused_tcp_port, double, updates="webhook")
    await tells_where(line)
    return line


async def a_line(world: Path, folder: Path, port: int, double: ZaloBotDouble, **zalo: str) -> ZaloLine:
    path = shutil.copy(world, folder / "zalo.db")
    http = {"listen": f"127.0.0.1:{port}", "public_url": f"http://127.0.0.1:{port}"}
    return await zalo_line(double, f"sqlite:///{path}", http=http, zalo=zalo)


async def tells_where(line: ZaloLine, url: str = "") -> None:
    secret = line.config.zalo.webhook_secret
    where = url or address(line.config.http.public_url, PATH, secret)
    await line.double.updates.set_webhook({"url": where, "secret_token": secret})


def other(line: ZaloLine, **zalo: Any) -> ZaloLine:
    """The same with other settings."""
    settings = line.config.zalo.model_copy(update=zalo)
    return ZaloLine(line.double, line.config.model_copy(update={"zalo": settings}))


async def stored(line: ZaloLine) -> int:
    database = await open_database(line.config.database.url)
    try:
        return len(await DeliveryBox(database, "zalo").waiting())
    finally:
        await database.close()


# --- asking


async def test_a_fresh_bot_is_in_order_and_nobody_notices(line: ZaloLine) -> None:
    found = await looked(line.config)
    assert found.ok
    assert found.of("token") == ["good taken"]
    assert found.of("webhook") == ["good polled-none"]
    assert found.of("files") == ["good ready"]
    assert found.of("public") == ["good ours"]
    assert {call.method for call in line.double.calls} == HARMLESS
    for question in ("text", "photo", "body", "queue", "group"):
        assert found.of(question) == ["try untried"]
    assert found.of("people") == ["try young", "try blocked", "try crowd", "try larger-plan"]


@pytest.mark.parametrize(("status", "said"), [(200, 200), (408, 408)])
async def test_how_zalo_says_that_nothing_has_come_is_told(line: ZaloLine, status: int, said: int) -> None:
    line.double.switch(idle_status=status)
    found = await looked(line.config)
    assert found.of("polling") == ["good idle"]
    assert found.values("polling") == {"status": said}


@pytest.mark.parametrize(("how", "code"), [("401", 401), ("404-html", 404)])
async def test_a_wrong_token_is_the_only_thing_to_say_of_the_bot(line: ZaloLine, how: str, code: int) -> None:
    line.double.switch(unknown_token=how)
    token = type(line.config.zalo.token)("99999999:another")
    found = await looked(other(line, token=token).config)
    assert found.of("token") == ["bad refused"]
    assert found.values("token") == {"code": code}
    assert {one["name"] for one in found.checks if one["part"] == "zalo"} == {"token"}
    assert {call.method for call in line.double.calls} == {"getMe"}


async def test_a_host_that_is_not_there_is_told(line: ZaloLine) -> None:
    found = await looked(other(line, api_url="http://127.0.0.1:1").config)
    assert found.of("token") == ["bad unreached"]
    assert found.values("token") == {"why": "ClientConnectorError"}


async def test_a_bot_without_an_address_of_its_own_cannot_send_files(line: ZaloLine) -> None:
    alone = line.config.http.model_copy(update={"listen": "", "public_url": ""})
    found = await looked(line.config.model_copy(update={"http": alone}))
    assert found.bad == ["files-nowhere"]
    assert found.of("public") == []


async def test_a_plan_that_is_nearly_used_is_told_from_our_own_books(line: ZaloLine) -> None:
    await line.does("INSERT INTO tally (platform, month, count) VALUES ('zalo', '2026-11', 2399)")
    assert (await looked(line.config)).of("plan") == ["good open"]
    database = await open_database(line.config.database.url)
    await Tallies(database).add("zalo", START)
    await database.close()
    found = await looked(line.config)
    assert found.bad == ["plan-nearly"]
    assert found.values("plan")["sent"] == 2400


async def test_an_address_that_leads_elsewhere_is_told(line: ZaloLine) -> None:
    elsewhere = line.config.http.model_copy(update={"public_url": line.double.url})
    found = await looked(line.config.model_copy(update={"http": elsewhere}))
    assert found.of("public") == ["bad elsewhere"]
    nowhere = line.config.http.model_copy(update={"public_url": "http://127.0.0.1:1"})
    found = await looked(line.config.model_copy(update={"http": nowhere}))
    assert found.of("public") == ["bad unreached"]


# --- where Zalo calls


@pytest.mark.parametrize(
    ("zalo_has", "updates", "told"),
    [
        ("", "polling", "good polled-none"),
        ("ours", "polling", "bad polled-ours"),
        ("https://other.example/zalo", "polling", "bad polled-other"),
        ("", "webhook", "bad called-none"),
        ("ours", "webhook", "good called-ours"),
        ("https://other.example/zalo", "webhook", "bad called-other"),
    ],
)
async def test_where_zalo_calls_is_compared_with_the_settings(
    line: ZaloLine, zalo_has: str, updates: str, told: str
) -> None:
    if zalo_has:
        await tells_where(line, "" if zalo_has == "ours" else zalo_has)
    found = await looked(other(line, updates=updates).config)
    assert found.of("webhook") == [told]
    methods = {call.method for call in line.double.calls}
    assert not methods & {"setWebhook", "deleteWebhook"}
    assert ("getUpdates" in methods) == (not zalo_has and updates == "polling")


async def test_zalo_tries_our_address_while_we_listen_there(called: ZaloLine) -> None:
    found = await looked(called.config)
    assert found.of("reached") == ["good tried"]
    assert found.values("reached") == {"outcome": "webhook.ok", "status": 200}
    for tests, why in ((0, "426"), (None, "404")):
        called.double.switch(webhook_tests=tests)
        found = await looked(called.config)
        assert found.of("reached") == ["try untried"]
        assert found.values("reached") == {"why": why}


# --- listening


@pytest.mark.parametrize("field", ["photo", "photo_url"])
@pytest.mark.parametrize(("result", "shape"), [("object", "object"), ("list", "list")])
async def test_what_people_write_is_heard_and_kept_for_the_bot(
    line: ZaloLine, field: str, result: str, shape: str
) -> None:
    line.double.switch(photo_field=field, getupdates_result=result)

    def meanwhile() -> None:
        line.double.says(AN, "xin chào")
        line.double.sends_photo(AN, PNG)

    found = await looked(line.config, seconds=30, meanwhile=meanwhile)
    assert found.of("text") == ["good came"]
    assert found.of("body") == [f"good {shape}"]
    assert found.values("photo") == {"field": field}
    assert not any("xin chào" in said or AN in said.split() for said in found.lines)
    assert await stored(line) == 2
    before = len(line.sent(AN))
    async with line.up():
        await line.double.next_message(AN, after=line.double.says(AN, "trợ giúp"))
        await line.nothing_waits()
    assert len(line.sent(AN)) >= before + 2, "the bot has answered what the check had heard, too"


async def test_who_belongs_to_a_protected_group_is_not_understood(line: ZaloLine) -> None:
    found = await looked(line.config, seconds=1, meanwhile=lambda: line.double.sends_unsupported(AN))
    assert found.bad == ["text-unsupported"]


async def test_what_was_written_before_has_waited(line: ZaloLine) -> None:
    line.double.clock = lambda: START.timestamp() - 60
    line.double.says(AN, "xin chào")
    found = await looked(line.config, seconds=1)
    assert found.of("queue") == ["good kept"]
    assert await stored(line) == 1


async def test_what_was_written_before_is_lost_where_zalo_keeps_nothing(line: ZaloLine) -> None:
    line.double.switch(lost_while_offline=1.0)
    line.double.says(AN, "xin chào")
    assert (await looked(line.config, seconds=1)).of("queue") == ["try untried"]


@pytest.mark.parametrize(("stays", "told"), [(True, "mention"), (False, "no-mention")])
async def test_what_a_group_says_is_told(line: ZaloLine, stays: bool, told: str) -> None:
    line.double.switch(mention_stays=stays)
    found = await looked(line.config, seconds=1, meanwhile=lambda: line.double.says_in_group("g", AN, "xin chào"))
    assert found.of("group") == [f"good {told}"]


@pytest.mark.parametrize("shape", ["flat", "wrapped"])
async def test_the_shape_of_what_zalo_calls_with_is_told(called: ZaloLine, shape: str) -> None:
    called.double.switch(body_shape=shape)

    def meanwhile() -> None:
        called.double.says(AN, "xin chào")
        called.double.sends_photo(AN, PNG)

    found = await looked(called.config, seconds=30, meanwhile=meanwhile)
    assert found.ok
    assert found.of("body") == [f"good {shape}"]
    assert await stored(called) == 2
    assert called.calls("getUpdates") == []


async def test_a_call_without_our_secret_is_told_and_not_kept(called: ZaloLine) -> None:
    where = address(called.config.http.public_url, PATH, called.config.zalo.webhook_secret)
    await called.double.updates.set_webhook({"url": where, "secret_token": "another secret of old".replace(" ", "-")})
    found = await looked(called.config, seconds=1, meanwhile=lambda: called.double.says(AN, "xin chào"))
    assert "secret-wrong" in found.bad
    assert await stored(called) == 0


# --- beside a bot that runs


async def test_beside_a_bot_that_polls_nothing_is_asked_and_everything_is_answered(line: ZaloLine) -> None:
    async with line.up():
        await line.listens()
        polls = len(line.calls("getUpdates"))
        heard: list[str] = []

        def meanwhile() -> None:
            heard.append(line.double.says(AN, "trợ giúp"))

        found = await looked(line.config, seconds=1, meanwhile=meanwhile)
        assert (await line.double.next_message(AN, after=heard[0])).text
    assert found.of("polling") == ["good runs"]
    assert found.of("body") == ["try stored"]
    assert found.of("public") == ["good ours"]
    assert not line.double.refused, "two would have polled at once"
    assert len(line.calls("getUpdates")) > polls


async def test_what_a_running_bot_has_stored_is_read(line: ZaloLine) -> None:
    """The bot holds its right to poll, and its delivery stands in the inbox."""
    database = await open_database(line.config.database.url)
    message = {"message_id": "1", "from": {"id": AN}, "chat": {"id": AN}, "text": "xin chào"}
    event = json.dumps({"event_name": "message.text.received", "message": message}).encode()
    async with database.account("zalo") as mine, DeliveryBox(database, "zalo").share() as share:
        assert mine
        await share.keep([("before", event)], START - timedelta(seconds=1))
        found = await looked(line.config, seconds=1)
        assert (found.of("polling"), found.of("text")) == (["good runs"], ["try untried"])
        await share.keep([("now", event)], START)
        found = await looked(line.config, seconds=1)
        assert (found.of("text"), found.of("body")) == (["good came"], ["try stored"])
    assert await stored(line) == 2
    await database.close()
    assert line.calls("getUpdates") == []


async def test_a_poll_that_zalo_refuses_is_told(line: ZaloLine) -> None:
    line.double.fails("getUpdates", "429")
    found = await looked(line.config, seconds=1)
    assert found.bad == ["polling-refused"]
    assert found.values("polling") == {"why": "429"}


# --- sending


async def test_whoever_is_named_gets_messages_and_what_zalo_says_is_told(line: ZaloLine) -> None:
    line.double.switch(fetches_photos=True)
    found = await looked(line.config, to=AN)
    assert found.ok
    assert found.of("sent") == ["good taken"]
    assert found.of("picture") == ["try taken"]
    assert [content[:4] for content in line.double.fetched.values()] == [b"\x89PNG"]
    assert found.values("length") == {"most": 2000, "why": "400"}
    assert found.of("unit") == ["good utf16"]
    assert found.of("answer") == ["good refused"]
    assert found.values("stranger") == {"why": "400"}
    assert line.sent(BINH) == []
    assert await line.rows("SELECT count FROM tally WHERE platform = 'zalo'") == [(line.double.used["messages"],)]


async def test_each_guess_that_zalo_may_answer_otherwise_is_answered_otherwise(line: ZaloLine) -> None:
    line.double.switch(text_unit="characters", takes_replies=True, unknown_chat=404)
    found = await looked(line.config, to=AN)
    assert found.of("unit") == ["good characters"]
    assert found.of("answer") == ["try taken"]
    assert found.values("stranger") == {"why": "404"}


async def test_a_quota_that_is_gone_and_somebody_who_blocked_the_bot_are_told(line: ZaloLine) -> None:
    line.double.switch(per_month=0)
    found = await looked(line.config, to=AN)
    assert found.bad == ["sent-quota"]
    line.double.switch(per_month=3000, blocked_chat=403)
    line.double.blocks(AN)
    found = await looked(line.config, to=AN)
    assert found.bad == ["sent-refused"]
    assert found.values("sent") == {"why": "403"}


async def test_whoever_writes_first_gets_them_and_the_bot_hears_its_own_words(line: ZaloLine) -> None:
    line.double.switch(echo=True)
    found = await looked(line.config, to="sender", seconds=2, meanwhile=lambda: line.double.says(BINH, "x"))
    assert found.of("sent") == ["good taken"]
    assert found.of("echo") == ["good heard"]
    assert line.sent(AN) == []
    assert line.sent(BINH)


async def test_where_nobody_writes_nothing_is_sent(line: ZaloLine) -> None:
    found = await looked(line.config, to="sender", seconds=1)
    assert found.of("sent") == ["try nobody-wrote"]
    assert line.calls("sendMessage") == []


# --- the command


def test_everything_that_can_be_found_has_its_words() -> None:
    sources = "".join(path.read_text("utf-8") for path in Path(zalo_check_bot_trying.__file__).parent.glob("zalo_*.py"))
    found = set(re.findall(r"findings\.(?:good|bad|by_hand)\(\s*\"([\w-]+)\", \"([\w-]+)\"", sources))
    assert len(found) > 50
    assert [one for one in found if f"zalo-check-{'-'.join(one)}" not in TEXTS] == []


@pytest.mark.parametrize(("to", "words"), [("sender", "--wait"), ("zalo-oa:u1", "zalo"), ("zalo:", "zalo")])
async def test_an_addressee_that_is_not_clear_is_refused(line: ZaloLine, to: str, words: str) -> None:
    with pytest.raises(Fail, match=words):
        await looked(line.config, to=to)
    assert line.double.calls == []


async def test_without_zalo_there_is_nothing_to_check(line: ZaloLine) -> None:
    with pytest.raises(Fail, match=TEXTS("cli-error-zalo-nothing")[:30]):
        await looked(other(line, token=type(line.config.zalo.token)("")).config)


async def test_the_command_prints_words_or_a_document_and_ends_with_0_or_1(line: ZaloLine, tmp_path: Path) -> None:
    http, zalo = line.config.http, line.config.zalo
    (tmp_path / "config.toml").write_text(
        f'[database]\nurl = "{line.config.database.url}"\n'
        f'[zalo]\ntoken = "{zalo.token.get_secret_value()}"\napi_url = "{zalo.api_url}"\n'
        f'[http]\nlisten = "{http.listen}"\npublic_url = "{http.public_url}"\n',
        "utf-8",
    )
    operator = Operator(tmp_path)
    done = await to_thread(operator.runs, "zalo", "check", "--wait", "1")
    assert done.stdout.splitlines()[0] == "đạt: Zalo Bot: Zalo nhận zalo.token, gói BASIC."
    assert {said.partition(":")[0] for said in done.stdout.splitlines()} == {"đạt", "cần người thử"}
    assert done.stderr.splitlines() == [TEXTS("zalo-check-meanwhile", seconds=1)]
    line.double.switch(unknown_token="401")
    operator = Operator(tmp_path, {"RENLUYEN_ZALO__TOKEN": "99999999:another"})
    done = await to_thread(operator.runs, "zalo", "check", "--json", ok=False)
    assert done.returncode == 1
    assert json.loads(done.stdout)["ok"] is False
    assert done.stderr.strip() == TEXTS("cli-error-zalo-check", count=1)
    assert "another" not in done.stdout + done.stderr
