"""`renluyen zalo check` for an Official Account: authority, templates, signature, buttons; what it never spends."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.office import Fail
from storage.database import open_database
from storage.inbox import DeliveryBox
from storage.zalo_tokens import Pair, TokenBox
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa_templates import Template
from tests.oa_line import AN, BINH, OaLine, oa_line
from tests.world import START
from tests.zalo_checking import Looked, looked

CS, BY_USER, BY_PHONE = "/v3.0/oa/message/cs", "/v3.0/oa/message/template", "/message/template"
HARMLESS = {"/v2.0/oa/getoa", "/message/quota", "/template/info/v2"}
NAMED = Path(__file__).parents[1] / "docs" / "zalo-templates.toml"
REMINDER = Template({"ten": ("text", 30), "so_viec": ("number", 20), "viec": ("text", 200), "han": ("date", 20)})
NEWS = Template({"ten": ("text", 30), "tin": ("text", 200)})


@pytest.fixture
async def line(world_sqlite: Path, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[OaLine]:
    """An account whose administrator has consented; its templates are approved, and nobody has called it yet."""
    path = tmp_path / "oa.db"
    path.write_bytes(world_sqlite.read_bytes())
    async with oa_line(f"sqlite:///{path}", unused_tcp_port, templates=str(NAMED)) as line:
        line.double.templates.update({"300001": replace(REMINDER), "300002": replace(NEWS)})
        await logs_in(line)
        yield line


async def logs_in(line: OaLine, **until: float) -> None:
    pair = line.double.logs_in()
    ends = START + timedelta(**(until or {"hours": 25}))
    database = await open_database(line.config.database.url)
    await TokenBox(database, "oa1").log_in(Pair(pair["access_token"], ends, pair["refresh_token"]))
    await database.close()


def other(line: OaLine, **oa: Any) -> Any:
    """The settings with other ones for the account."""
    return line.config.model_copy(update={"zalo_oa": line.config.zalo_oa.model_copy(update=oa)})


def paths(line: OaLine) -> set[str]:
    return {call.path for call in line.double.calls}


# --- asking


async def test_an_account_in_order_is_told_so_and_nobody_notices(line: OaLine) -> None:
    money = line.double.money
    found = await looked(line.config)
    assert found.ok
    assert found.of("authority") == ["good good"]
    assert found.values("authority") == {"hours": 25}
    assert found.values("account") == {"package": "Nâng cao", "until": "31/12/2027"}
    assert found.values("quota") == {"left": "5000", "most": "5000"}
    assert found.of("template") == ["good stands"] * 2
    assert found.of("public") == ["good ours"]
    assert found.values("console") == {"address": line.url}
    assert found.of("people") == ["try package", "try silent-follower"]
    assert paths(line) == HARMLESS
    assert (line.double.money, line.double.refreshes) == (money, [])


async def test_settings_that_are_missing_are_named(line: OaLine) -> None:
    found = await looked(other(line, oa_secret_key=SecretStr(""), oa_id=""))
    assert found.values("settings") == {"keys": "zalo_oa.oa_id, zalo_oa.oa_secret_key"}
    assert line.double.calls == []


@pytest.mark.parametrize("code", [-216, -220])
async def test_a_token_that_zalo_does_not_take_is_renewed_by_the_keeper_once(line: OaLine, code: int) -> None:
    line.double.switch(invalid_token_code=code)
    database = await open_database(line.config.database.url)
    kept = await TokenBox(database, "oa1").kept()
    assert kept is not None
    await TokenBox(database, "oa1").log_in(Pair("another", kept.pair.until, kept.pair.refresh))
    found = await looked(line.config)
    assert found.ok
    assert line.double.refreshes == [kept.pair.refresh]
    await database.close()


async def test_nobody_has_consented_or_the_consent_is_used_up(line: OaLine) -> None:
    await line.does("UPDATE oa_token SET state = 'spent'")
    assert (await looked(line.config)).bad == ["authority-needs-login"]
    await line.does("DELETE FROM oa_token")
    assert (await looked(line.config)).bad == ["authority-needs-login"]
    assert line.double.calls == []


@pytest.mark.parametrize(("hours", "told"), [(2, "good renewing"), (0, "try renewed-elsewhere")])
async def test_beside_a_process_that_renews_nothing_is_renewed(line: OaLine, hours: int, told: str) -> None:
    await logs_in(line, hours=hours)
    database = await open_database(line.config.database.url)
    box = TokenBox(database, "oa1")
    kept = await box.kept()
    assert kept is not None
    assert await box.lease(kept, START)
    found = await looked(line.config)
    assert found.of("authority") == [told]
    assert line.double.refreshes == []
    after = await box.kept()
    assert after is not None
    assert after.state == "asked"
    await database.close()


async def test_hosts_that_are_not_there_are_told_one_by_one(line: OaLine) -> None:
    nowhere = "http://127.0.0.1:1"
    found = await looked(other(line, api_url=nowhere, business_url=nowhere))
    assert found.bad == ["account-refused"]
    found = await looked(other(line, business_url=nowhere))
    assert found.bad == ["quota-refused", "template-refused", "template-refused"]
    await logs_in(line, minutes=-1)
    assert (await looked(other(line, oauth_url=nowhere))).bad == ["authority-unreached"]


@pytest.mark.parametrize("field", ["oa_id", "oaid"])
async def test_an_account_that_is_not_ours_or_not_verified_is_told(line: OaLine, field: str) -> None:
    line.double.switch(account_id_field=field, verified=False)
    assert (await looked(line.config)).bad == ["account-not-verified"]
    line.double.world.oa_id = "oa2"
    assert (await looked(line.config)).bad == ["account-another", "account-not-verified"]


async def test_a_quota_that_is_gone_is_told(line: OaLine) -> None:
    line.double.quota = 0
    assert (await looked(line.config)).bad == ["quota-gone"]


# --- templates


async def stands(line: OaLine) -> Looked:
    found = await looked(line.config)
    assert not paths(line) & {BY_USER, BY_PHONE}
    return found


@pytest.mark.parametrize("state", ["PENDING_REVIEW", "REJECT", "DISABLE"])
async def test_a_template_that_is_not_approved_is_told(line: OaLine, state: Any) -> None:
    line.double.templates["300001"].state = state
    found = await stands(line)
    assert found.bad == ["template-stands"]
    assert found.values("template")["status"] == state


@pytest.mark.parametrize("prices_as_text", [True, False])
async def test_what_a_template_costs_is_told(line: OaLine, prices_as_text: bool) -> None:
    line.double.switch(prices_as_text=prices_as_text)
    line.double.templates["300001"].price_uid = 410
    told = (await stands(line)).values("template")
    assert (told["template"], told["by_user"], told["by_phone"]) == ("300001", "410", "800")
    assert (told["tag"], told["minutes"], told["quality"]) == ("2", "120", "UNDEFINED")


@pytest.mark.parametrize(("tag_as", "tag"), [("number", "3"), ("name", "PROMOTION")])
async def test_another_tag_and_a_low_quality_are_told(line: OaLine, tag_as: str, tag: str) -> None:
    line.double.switch(tag_as=tag_as)
    assert "try tag" not in (await stands(line)).of("template")
    line.double.templates["300002"].tag = 3
    line.double.templates["300002"].quality = "LOW"
    found = await stands(line)
    assert found.of("template") == ["good stands", "good stands", "bad low", "try tag"]
    assert found.checks[[one["code"] for one in found.checks].index("tag")]["values"]["tag"] == tag


async def test_each_parameter_that_differs_is_named(line: OaLine) -> None:
    line.double.templates["300001"] = Template(
        {"ten": ("text", 20), "viec": ("text", 200), "han": ("date", 20), "moi": ("text", 30), "them": ("text", 30)},
        optional=frozenset({"them"}),
    )
    found = await stands(line)
    named = {one["code"]: one["values"] for one in found.checks if one["state"] == "bad"}
    assert set(named) == {"unknown-param", "too-long", "missing-param"}
    assert named["unknown-param"]["param"] == "so_viec"
    assert named["missing-param"]["param"] == "moi"
    assert (named["too-long"]["param"], named["too-long"]["ours"], named["too-long"]["theirs"]) == ("ten", 30, 20)


async def test_a_template_that_zalo_does_not_know_and_a_file_that_cannot_be_read(line: OaLine, tmp_path: Path) -> None:
    del line.double.templates["300002"]
    found = await stands(line)
    assert found.of("template") == ["good stands", "bad refused"]
    assert [one["values"]["why"] for one in found.checks if one["code"] == "refused"] == ["-109"]
    assert (await looked(other(line, templates=str(tmp_path / "none.toml")))).bad == ["templates-unreadable"]
    assert (await looked(other(line, templates=""))).of("templates") == ["try none"]


# --- listening


@pytest.mark.parametrize(
    ("switches", "told"),
    [
        ({}, {"first": "app_id", "place": "timestamp", "prefix": "mac="}),
        ({"signs_with": "oa_id"}, {"first": "oa_id", "place": "timestamp", "prefix": "mac="}),
        ({"timestamp_in": "header"}, {"first": "app_id", "place": "X-ZEvent-Timestamp", "prefix": "mac="}),
        ({"signature_prefix": False}, {"first": "app_id", "place": "timestamp", "prefix": "–"}),
        ({"signature_upper": True}, {"first": "app_id", "place": "timestamp", "prefix": "mac="}),
    ],
)
async def test_how_zalo_signs_is_told_and_what_it_says_is_kept(line: OaLine, switches: Any, told: Any) -> None:
    line.double.switch(**switches)

    def meanwhile() -> None:
        line.double.webhook_url = line.url
        line.double.says(AN, "xin chào")

    found = await looked(line.config, seconds=30, meanwhile=meanwhile)
    assert found.ok
    assert found.values("signature") == told
    assert (found.of("console"), found.of("text")) == (["good heard"], ["good came"])
    database = await open_database(line.config.database.url)
    assert len(await DeliveryBox(database, "zalo-oa").waiting()) == 1
    await database.close()
    async with line.up():
        await line.settles()
    assert line.texts(AN), "the bot answers what the check had heard"


async def test_the_address_is_known_as_soon_as_the_console_tries_it(line: OaLine) -> None:
    def meanwhile() -> None:
        line.double.webhook_url = line.url

    found = await looked(line.config, seconds=1, meanwhile=meanwhile)
    assert found.of("console") == ["good heard"]
    assert found.of("signature") == ["try untried"]


async def test_a_wrong_secret_is_told(line: OaLine) -> None:
    def meanwhile() -> None:
        line.double.webhook_url = line.url
        line.double.says(AN, "xin chào")

    found = await looked(other(line, oa_secret_key=SecretStr("another")), seconds=1, meanwhile=meanwhile)
    assert found.bad == ["signature-wrong"]


@pytest.mark.parametrize(("names", "field"), [("follower", "follower.id"), ("sender", "sender.id")])
async def test_how_a_follower_is_named_is_told(line: OaLine, names: str, field: str) -> None:
    line.double.switch(follow_names=names)

    def meanwhile() -> None:
        line.double.webhook_url = line.url
        line.double.follows("new")

    found = await looked(line.config, seconds=1, meanwhile=meanwhile)
    assert found.values("follow") == {"field": field}


async def test_beside_a_running_bot_what_it_has_stored_is_read(line: OaLine) -> None:
    async with line.up():
        found = await looked(line.config, seconds=1)
    assert found.ok
    assert found.of("signature") == ["try stored"]
    assert found.of("public") == ["good ours"]
    assert found.of("listen") == []


async def test_a_port_that_somebody_else_has_is_told(line: OaLine) -> None:
    taken = line.double.url.removeprefix("http://")
    http = line.config.http.model_copy(update={"listen": taken})
    found = await looked(line.config.model_copy(update={"http": http}))
    assert {"listen-taken", "public-unreached"} == set(found.bad)


# --- sending


@pytest.mark.parametrize(
    ("switches", "setting", "told"),
    [
        ({}, True, "good ready"),
        ({}, False, "bad could"),
        ({"buttons": False, "buttons_inside": True}, True, "bad other"),
        ({"buttons": False, "buttons_inside": True}, False, "good other"),
        ({"buttons": False, "buttons_code": -233}, True, "bad none"),
        ({"buttons": False, "buttons_code": -233}, False, "good none"),
    ],
)
async def test_which_buttons_zalo_takes_is_told(line: OaLine, switches: Any, setting: bool, told: str) -> None:
    line.double.switch(**switches)
    found = await looked(other(line, buttons=setting), to=AN)
    assert found.of("buttons") == [told]
    if "none" in told:
        assert found.values("buttons") == {"a": "-233", "b": "-233"}
    assert line.double.messages(BINH) == []
    assert not paths(line) & {BY_USER, BY_PHONE}


@pytest.mark.parametrize("as_text", [True, False])
async def test_a_person_gets_messages_that_cost_nothing(line: OaLine, as_text: bool) -> None:
    line.double.switch(interaction_as_text=as_text)
    found = await looked(line.config, to=AN)
    assert found.of("window") == ["good free"]
    assert found.values("sent") == {"quota": "reply"}
    assert found.values("length") == {"most": 2000, "why": "-210"}
    assert line.double.billed == []


@pytest.mark.parametrize(("days", "told"), [(2.5, "try billed"), (8, "try closed")])
async def test_nothing_is_sent_that_would_be_billed_or_refused(line: OaLine, days: float, told: str) -> None:
    line.double.world.person(AN).interacted = START.timestamp() - days * 86400
    found = await looked(line.config, to=AN)
    assert found.of("window") == [told]
    assert CS not in paths(line)


async def test_somebody_whom_zalo_does_not_know_or_who_left_is_told(line: OaLine) -> None:
    assert (await looked(line.config, to="nobody")).bad == ["window-unknown"]
    line.double.world.person(AN).unfollowed = True
    found = await looked(line.config, to=AN)
    assert found.bad == ["sent-refused"]
    assert found.values("sent") == {"why": "-213"}


async def test_whoever_writes_gets_buttons_and_a_tap_comes_back_as_words(line: OaLine) -> None:
    async def person() -> None:
        drawn = await line.double.until(lambda: [shown for shown in line.double.messages(AN) if shown.buttons])
        line.double.taps(AN, drawn[0].payloads[0])

    tapping: list[asyncio.Task[None]] = []

    def meanwhile() -> None:
        line.double.webhook_url = line.url
        line.double.says(AN, "xin chào")
        tapping.append(asyncio.create_task(person()))

    found = await looked(other(line, buttons=True), to="sender", seconds=30, meanwhile=meanwhile)
    await asyncio.gather(*tapping)
    assert found.ok
    assert found.of("tap") == ["good text"]


async def test_where_nobody_taps_it_is_left_to_people(line: OaLine) -> None:
    found = await looked(other(line, buttons=True), to=AN, seconds=1)
    assert found.of("tap") == ["try untapped"]


async def test_both_kinds_are_looked_at_in_one_go(line: OaLine) -> None:
    async with ZaloBotDouble() as bot:
        bot.switch(longest_poll=0.05)
        token = {"token": SecretStr(bot.token), "api_url": bot.url}
        config = line.config.model_copy(update={"zalo": line.config.zalo.model_copy(update=token)})
        bot.meets(AN)
        found = await looked(config, to=f"zalo:{AN}")
        assert found.ok
        assert {one["part"] for one in found.checks} == {"zalo", "zalo-oa", "http"}
        assert bot.messages(AN)
    assert line.double.messages(AN) == []


async def test_with_both_kinds_the_addressee_is_named_with_its_part(line: OaLine) -> None:
    config = line.config.model_copy(
        update={"zalo": line.config.zalo.model_copy(update={"token": SecretStr("1:unknown")})}
    )
    with pytest.raises(Fail, match="zalo, zalo-oa"):
        await looked(config, to=AN)
    assert line.double.calls == []
