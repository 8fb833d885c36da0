"""Templates of the Official Account: how they are filled in, when they go, what goes where none can."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import doctor
from bot.adapters.zalo_oa_reading import concerns
from bot.adapters.zalo_oa_templates import (
    LONGEST,
    BadTemplates,
    Parameter,
    Template,
    Templates,
    fitted,
    load,
    next_morning,
    night_left,
)
from bot.app import App
from storage.instants import ZONE, instant
from tests.doubles.zalo_oa_templates import Kind
from tests.doubles.zalo_oa_templates import Template as Approved
from tests.oa_line import AN, BINH, OaLine, oa_line
from tests.world import START

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "docs" / "zalo-templates.toml"
FILE = """
[reminder]
id = "T1"
serves = ["reminder"]
[reminder.params]
ten = { type = "name", from = "member", cut = true }
so_viec = { type = "quantity", from = "count" }
viec = { type = "product", from = "duty", cut = true }
han = { type = "date", from = "due" }

[news]
id = "T2"
serves = ["told"]
[news.params]
tin = { type = "label", from = "words", cut = true }
"""


@pytest.fixture
async def line(world_sqlite: Path, tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[OaLine]:
    path, templates = tmp_path / "oa.db", tmp_path / "templates.toml"
    path.write_bytes(world_sqlite.read_bytes())
    templates.write_text(FILE, "utf-8")
    async with oa_line(f"sqlite:///{path}", unused_tcp_port, templates=str(templates)) as line:
        line.double.templates["T1"] = Approved(
            {"ten": ("text", 30), "so_viec": ("number", 20), "viec": ("text", 200), "han": ("date", 20)}
        )
        line.double.templates["T2"] = Approved({"tin": ("text", 30)})
        await line.lives_elsewhere(BINH)
        yield line


async def told_late(line: OaLine, app: App, words: str = "Chào bạn") -> None:
    """Binh has said nothing for more than a week."""
    line.clock.passes(days=8)
    await line.tells(app, BINH, words)


def told_of(line: OaLine, template: str) -> list[Mapping[str, str]]:
    return [shown.data for shown in line.double.messages(BINH) if shown.template == template]


# --- when the window is closed


async def test_after_seven_days_a_notice_goes_as_a_template_and_the_ledger_says_so(line: OaLine) -> None:
    async with line.up() as app:
        await told_late(line, app)
    assert told_of(line, "T2") == [{"tin": "Chào bạn"}]
    assert await line.ends() == [("sent", "zalo-oa", "template")]


async def test_where_zalo_says_that_the_window_is_closed_the_template_goes_instead(line: OaLine) -> None:
    line.double.fails("/v3.0/oa/message/cs", -230)
    async with line.up() as app:
        await line.tells(app, BINH, "Chào bạn")
    assert told_of(line, "T2") == [{"tin": "Chào bạn"}]
    assert await line.ends() == [("sent", "zalo-oa", "template")]


async def test_who_does_not_follow_any_more_gets_the_template_if_zalo_takes_it(line: OaLine) -> None:
    line.double.fails("/v3.0/oa/message/cs", -213)
    async with line.up() as app:
        await line.tells(app, BINH, "Chào bạn")
    assert told_of(line, "T2") == [{"tin": "Chào bạn"}]
    assert await line.unreachable() == []


async def test_one_template_digests_all_that_a_member_owes(line: OaLine) -> None:
    """PN-03, seven days before the last: the reminder of the real clock."""
    await line.does("UPDATE link SET since = '2026-11-01T00:00:00Z'")
    line.clock.now = datetime(2026, 12, 8, 8, tzinfo=ZONE)
    async with line.up() as app:
        app.outbox.wake()
        (sent, *_) = await line.double.until(
            lambda: [shown for shown in line.double.messages(AN) if shown.template == "T1"] or None, timeout=20
        )
    assert sent.data == {
        "ten": "Nguyễn Văn An",
        "so_viec": "1",
        "viec": "gửi phiếu đăng ký 2027",
        "han": "15/12/2026",
    }
    rows = await line.rows("SELECT DISTINCT state, platform, reason FROM reminder WHERE state = 'sent'")
    assert ("sent", "zalo-oa", "template") in rows


# --- where a template does not go


async def test_without_money_the_next_channel_has_it_and_nobody_is_marked(line: OaLine) -> None:
    line.double.money = 0
    async with line.up() as app:
        await told_late(line, app)
    assert ("binh", "Chào bạn") in line.elsewhere.carried
    assert await line.ends() == [("sent", "elsewhere", "zalo-oa: money")]
    assert await line.unreachable() == []


async def test_with_the_days_quota_used_up_the_next_channel_has_it(line: OaLine) -> None:
    line.double.quota = 0
    async with line.up() as app:
        await told_late(line, app)
    assert await line.ends() == [("sent", "elsewhere", "zalo-oa: daily-quota")]


async def test_who_has_no_other_channel_gets_it_on_the_next_morning(line: OaLine) -> None:
    await line.does("DELETE FROM link WHERE platform = 'elsewhere'")
    line.double.quota = 0
    async with line.up() as app:
        await told_late(line, app)
        assert await line.ends() == [("due", None, "zalo-oa: daily-quota")]
        line.double.quota = 100
    ((due,),) = await line.rows("SELECT due_at FROM outbox WHERE kind = 'told'")
    assert due == "2026-12-02T01:00:00Z"


@pytest.mark.parametrize("state", ["PENDING_REVIEW", "REJECT", "DISABLE"])
async def test_a_template_that_zalo_does_not_take_is_a_matter_for_somebody(line: OaLine, state: str) -> None:
    line.double.templates["T2"].state = state  # type: ignore[assignment]
    async with line.up() as app:
        await told_late(line, app)
    assert await line.ends() == [("sent", "elsewhere", "zalo-oa: settings")]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        pytest.param({"tin": ("text", 30), "moi": ("text", 30)}, -1121, id="one more parameter"),
        pytest.param({"tin": ("text", 5)}, -1122, id="a shorter one"),
        pytest.param({"tin": ("date", 30)}, -112, id="one of another type"),
    ],
)
async def test_a_template_that_is_not_as_the_file_says_is_a_matter_for_somebody(
    line: OaLine, params: dict[str, tuple[Kind, int]], code: int
) -> None:
    """What is wrong with the file is for its operator, and the person's next channel has the message meanwhile."""
    line.double.templates["T2"] = Approved(params)
    async with line.up() as app:
        await told_late(line, app)
    assert code in {call.error for call in line.double.refused}
    assert await line.ends() == [("sent", "elsewhere", "zalo-oa: settings")]
    assert told_of(line, "T2") == []


@pytest.mark.parametrize(
    ("switch", "code", "why"),
    [
        *(("quota_code", code, "daily-quota") for code in (-144, -147)),
        *(("money_code", code, "money") for code in (-115, -126, -137)),
        *(("unreachable_code", code, "no-zalo") for code in (-114, -119)),
    ],
)
async def test_each_of_the_codes_that_zalo_may_say_it_with_means_the_same(
    line: OaLine, switch: str, code: int, why: str
) -> None:
    line.double.switch(**{switch: code})
    line.double.arranges(quota=0 if why == "daily-quota" else 100, money=0 if why == "money" else 10_000)
    if why == "no-zalo":
        line.double.world.person(BINH).interacted = None
    async with line.up() as app:
        await told_late(line, app)
    assert code in {call.error for call in line.double.refused}
    assert await line.ends() == [("sent", "elsewhere", f"zalo-oa: {why}")]
    assert await line.unreachable() == []


@pytest.mark.parametrize("code", [-133, -234])
async def test_where_zalo_calls_it_night_it_goes_elsewhere_or_in_the_morning(line: OaLine, code: int) -> None:
    """Which clock its night goes by is a guess."""
    line.double.fails("/v3.0/oa/message/template", code, times=100)
    async with line.up() as app:
        await told_late(line, app)
        assert await line.ends() == [("sent", "elsewhere", "zalo-oa: night")]
        await line.does("DELETE FROM link WHERE platform = 'elsewhere'")
        line.clock.passes(minutes=1)
        await line.tells(app, BINH, "Một mình")
    assert (await line.ends())[1:] == [("due", None, "zalo-oa: night")]
    ((due,),) = await line.rows("SELECT due_at FROM outbox WHERE kind = 'told' AND state = 'due'")
    assert due == "2026-12-02T01:00:00Z", "eight o'clock of the next day in Viet Nam"


async def test_who_refuses_templates_is_asked_no_more(line: OaLine) -> None:
    line.double.fails("/v3.0/oa/message/template", -139)
    async with line.up() as app:
        await told_late(line, app)
        line.clock.passes(minutes=1)
        await line.tells(app, BINH, "Noch einmal")
    assert await line.ends() == [("sent", "elsewhere", "zalo-oa: opted-out")] * 2
    asked = [call for call in line.double.calls if call.error == -139]
    assert len(asked) == 1
    assert told_of(line, "T1") == told_of(line, "T2") == []


async def test_by_night_nothing_goes_and_nothing_is_asked(line: OaLine) -> None:
    line.clock.now = datetime(2026, 12, 8, 20, 30, tzinfo=ZONE)
    async with line.up() as app:
        await line.does("UPDATE link SET since = '2026-11-01T00:00:00Z'")
        await line.tells(app, BINH, "Chào bạn")
    assert line.double.calls == []
    assert await line.ends() == [("sent", "elsewhere", "zalo-oa: night")]


async def test_what_no_template_serves_goes_elsewhere(line: OaLine) -> None:
    async with line.up() as app:
        line.clock.passes(days=8)
        await line.tells(app, BINH, "Chào bạn", kind="news")
    assert ("sent", "elsewhere", "zalo-oa: no-template") in await line.ends()


# --- by phone


async def test_whom_no_template_reaches_by_account_gets_it_by_the_number_that_the_unit_keeps(line: OaLine) -> None:
    line.double.templates["T2"].by_uid = False
    line.double.zalo_phones.add("84901234567")
    await line.keeps_phones()
    await line.does("UPDATE person SET phone = '0901234567' WHERE name = 'Lê Thị Bình'")
    async with line.up() as app:
        await told_late(line, app)
    assert [shown.data for shown in line.double.to_phone("84901234567") if shown.template == "T2"] == [
        {"tin": "Chào bạn"}
    ]
    assert await line.ends() == [("sent", "zalo-oa", "template-by-phone")]


async def test_the_receipt_of_a_template_by_number_is_written_down_and_nobodys_word(line: OaLine) -> None:
    line.double.templates["T2"].by_uid = False
    line.double.zalo_phones.add("84901234567")
    await line.keeps_phones()
    await line.does("UPDATE person SET phone = '0901234567' WHERE name = 'Lê Thị Bình'")
    async with line.up() as app:
        await told_late(line, app)
        await line.settles()
        (shown,) = line.double.to_phone("84901234567")
        (receipt,) = [push for push in line.double.pushes if push.name == "user_received_message"]
    assert shown.tracking_id.encode() in receipt.body
    assert receipt.answers == [200]
    assert await line.rows("SELECT state, received_at FROM outbox WHERE kind = 'told'") == [
        ("sent", instant(line.clock()))
    ]
    assert "/v3.0/oa/message/cs" not in {call.path for call in line.double.calls}, "nobody is answered for it"
    assert await line.rows("SELECT id FROM inbox") == []


RECEIPTS = [
    ({"event_name": "user_received_message", "message": {"tracking_id": "7.abc"}}, True),
    ({"event_name": "user_received_message", "message": {"tracking_id": "7.abc"}, "sender": {"id": "oa1"}}, True),
    ({"event_name": "user_received_message", "message": {"tracking_id": "7.abc"}, "sender": {"id": "oa2"}}, False),
    ({"event_name": "user_received_message", "message": {"tracking_id": "another program's"}}, False),
    ({"event_name": "user_received_message", "message": {"msg_id": "m1"}}, False),
    ({"event_name": "user_received_message"}, False),
    ({"event_name": "user_seen_message", "message": {"tracking_id": "7.abc"}}, False),
]


@pytest.mark.parametrize(("event", "ours"), RECEIPTS)
def test_only_a_receipt_of_our_own_templates_is_kept(event: dict[str, object], ours: bool) -> None:
    assert concerns(event, "oa1") is ours


@pytest.mark.parametrize("code", [-139, -141])
async def test_who_refuses_templates_at_their_number_is_asked_no_more(line: OaLine, code: int) -> None:
    line.double.switch(opt_out_code=code)
    line.double.templates["T2"].by_uid = False
    line.double.arranges(zalo_phones=["84901234567"], opted_out=["84901234567"])
    await line.keeps_phones()
    await line.does("UPDATE person SET phone = '0901234567' WHERE name = 'Lê Thị Bình'")
    async with line.up() as app:
        await told_late(line, app)
        line.clock.passes(minutes=1)
        await line.tells(app, BINH, "Noch einmal")
    assert await line.ends() == [("sent", "elsewhere", "zalo-oa: opted-out")] * 2
    assert [call.error for call in line.double.calls if call.path == "/message/template"] == [code]


async def test_a_number_without_zalo_is_no_way(line: OaLine) -> None:
    line.double.templates["T2"].by_uid = False
    await line.keeps_phones()
    await line.does("UPDATE person SET phone = '0901234567' WHERE name = 'Lê Thị Bình'")
    async with line.up() as app:
        await told_late(line, app)
    assert await line.ends() == [("sent", "elsewhere", "zalo-oa: no-zalo")]


@pytest.mark.parametrize("phone", ["NULL", "''"])
async def test_a_number_that_nobody_keeps_is_not_used(line: OaLine, phone: str) -> None:
    line.double.templates["T2"].by_uid = False
    await line.does(f"UPDATE person SET phone = {phone}")  # noqa: S608 - ours
    async with line.up() as app:
        await told_late(line, app)
    assert "/message/template" not in {call.path for call in line.double.calls}
    assert await line.ends() == [("sent", "elsewhere", "zalo-oa: no-zalo")]


# --- the words in it

CUT = Parameter("tin", "words", 30, cut=True)
WHOLE = Parameter("tin", "words", 30, cut=False)


@pytest.mark.parametrize(
    ("words", "cut", "whole"),
    [
        ("Nguyễn Văn An", "Nguyễn Văn An", "Nguyễn Văn An"),
        ("x" * 30, "x" * 30, "x" * 30),
        ("x" * 31, "x" * 29 + "…", ""),
        ("Nguyễn Thị Hoàng Phương Thảo Nhi", "Nguyễn Thị Hoàng Phương Thảo…", ""),
        ("hai\ndòng  chữ", "hai dòng chữ", "hai dòng chữ"),
        ("e\u0302\u0301" * 30, "ế" * 30, "ế" * 30),
        ("😀" * 16, "😀" * 14 + "…", ""),
        ("", "", ""),
    ],
)
def test_words_fit_their_place_or_are_not_sent(words: str, cut: str, whole: str) -> None:
    assert fitted(words, CUT) == cut
    assert fitted(words, WHOLE) == whole
    assert len(cut.encode("utf-16-le")) <= 60


def test_a_template_with_an_empty_place_is_not_sent() -> None:
    template = Template("T", ("told",), (CUT, Parameter("han", "due", 20, cut=False)))
    assert template.filled({"words": "a"}) == "han"
    assert template.filled({"words": "a", "due": "15/12/2026"}) == {"tin": "a", "han": "15/12/2026"}


def test_a_kinds_own_template_comes_before_that_for_any() -> None:
    own, other = Template("T1", ("told",), ()), Template("T2", ("*",), ())
    templates = Templates((other, own))
    assert (templates.serving("told"), templates.serving("x"), Templates((own,)).serving("x")) == (own, other, None)


@pytest.mark.parametrize(
    ("clock", "left"),
    [
        ("07:59", 60),
        ("08:00", None),
        ("20:29", None),
        ("20:30", 41400),
        ("23:59", 28860),
        ("00:00", 28800),
    ],
)
def test_templates_go_between_eight_and_half_past_eight(clock: str, left: float | None) -> None:
    now = datetime.fromisoformat(f"2026-12-08T{clock}").replace(tzinfo=ZONE)
    assert night_left(now.astimezone(UTC)) == left


def test_a_days_quota_begins_anew_on_the_next_morning() -> None:
    assert next_morning(START) == 24 * 3600
    assert next_morning(datetime(2026, 12, 8, 7, tzinfo=ZONE)) == 3600


# --- the file


def test_the_example_can_be_used_as_it_is() -> None:
    reminder, news = load(str(EXAMPLE)).known
    assert (reminder.serves, news.serves) == (("reminder",), ("*",))
    assert {param.most for param in reminder.params} <= set(LONGEST.values())


def test_no_file_is_no_template() -> None:
    assert load("") == Templates()


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ('id = "T2"', "", "missing-key"),
        ('id = "T2"', "id = 2", "wrong-value"),
        ('serves = ["told"]', "serves = []", "wrong-value"),
        ('serves = ["told"]', 'serves = "told"', "wrong-value"),
        ('serves = ["told"]', 'serves = ["told"]\ncolour = 1', "unknown-key"),
        ('type = "label"', 'type = "text"', "wrong-value"),
        ('from = "words"', 'from = "phone"', "wrong-value"),
        ('from = "words"', 'from = "due"', "wrong-value"),
        ('from = "words", cut = true', 'from = "words", most = 0', "wrong-value"),
        ('type = "date", from = "due"', 'type = "date", from = "due", cut = true', "wrong-value"),
        ("[news.params]", "[news.parms]", "unknown-key"),
        ("[news]", "[news", "not-toml"),
    ],
)
def test_a_file_that_is_doubtful_is_refused_as_a_whole(tmp_path: Path, was: str, becomes: str, code: str) -> None:
    path = tmp_path / "templates.toml"
    assert was in FILE
    path.write_text(FILE.replace(was, becomes), "utf-8")
    with pytest.raises(BadTemplates, match=code):
        load(str(path))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadTemplates, match="no-file"):
        load(str(tmp_path / "gone.toml"))


async def test_the_program_does_not_begin_with_a_doubtful_file(line: OaLine) -> None:
    Path(line.config.zalo_oa.templates).write_text("[news]\nid = 1", "utf-8")
    with pytest.raises(BadTemplates):
        async with line.up():
            pass


async def test_the_doctor_names_the_channel(line: OaLine) -> None:
    checks = {check.name: check for check in await doctor.examine(line.config, START)}
    assert checks["channel"] == doctor.Check("channel", True, "zalo-oa")
