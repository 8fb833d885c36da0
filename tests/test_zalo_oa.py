"""Zalo's Official Account over HTTP: talks in text, what an answer of Zalo means, who hears of what where."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters import zalo_oa_api, zalo_oa_sending
from bot.adapters.platform import Refused
from bot.adapters.zalo_oa_api import KINDS
from bot.adapters.zalo_oa_drawing import BUTTONS, draw
from bot.app import build
from chat.message import Option, Reply
from chat.texts import load_texts
from storage.database import open_database
from storage.zalo_tokens import Pair, TokenBox
from tests.doubles.zalo_oa_switches import Kind
from tests.oa_line import AN, BINH, PATIENCE, OaLine, oa_line

TEXTS = load_texts()
LINE = "1.2 | Đọc 3 cuốn sách về Bác và viết 1 bài cảm nhận | quý 1 | mượn ở thư viện"
CS = "/v3.0/oa/message/cs"
SHORT = 0.05  # seconds where the real pause would only make a test slow


@pytest.fixture
async def url(world_sqlite: Path, tmp_path: Path) -> str:
    path = tmp_path / "oa.db"
    path.write_bytes(world_sqlite.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
async def line(url: str, unused_tcp_port: int) -> AsyncIterator[OaLine]:
    async with oa_line(url, unused_tcp_port) as line:
        yield line


@pytest.fixture
async def tapping(url: str, unused_tcp_port: int) -> AsyncIterator[OaLine]:
    async with oa_line(url, unused_tcp_port, buttons=True) as line:
        yield line


async def code_of(line: OaLine) -> str:
    """As the secretary sees it."""
    line.double.says(BINH, "duyệt")
    await line.settles()
    (code,) = set(re.findall(r"DK-\w{5}", "\n".join(line.texts(BINH))))
    return str(code)


# --- the main job


async def test_a_member_registers_and_the_secretary_confirms_by_text(line: OaLine) -> None:
    async with line.up():
        assert "Chọn các mục bạn sẽ rèn luyện" in (await line.says(AN, "đăng ký")).text
        await line.says(AN, LINE)
        assert "Đã gửi phiếu đăng ký" in (await line.says(AN, "gửi")).text
        told = await line.double.until(lambda: next((t for t in line.texts(BINH) if "phiếu mới" in t), None))
        assert "gõ duyet" in told
        await line.says(BINH, f"duyet {await code_of(line)}")
        await line.double.until(lambda: any("xác nhận" in text for text in line.texts(AN)[3:]) or None)
    assert await line.rows("SELECT state FROM form") == [("confirmed",)]
    assert line.double.refused == []
    assert all(not shown.buttons for shown in line.double.messages(AN))


async def test_the_same_with_buttons(tapping: OaLine) -> None:
    line = tapping
    async with line.up():
        await line.says(AN, "đăng ký")
        asked = await line.says(AN, LINE)
        assert "Gửi ban chấp hành xác nhận" in asked.labels
        assert "gửi ban chấp hành xác nhận" in asked.text
        assert all(payload.startswith("#") for payload in asked.payloads)
        assert "Đã gửi phiếu đăng ký" in (await line.taps(AN, "Gửi ban chấp hành xác nhận")).text
        told = await line.double.until(lambda: next((t for t in line.double.messages(BINH) if t.buttons), None))
        assert told.payloads == ["#/duyet"]
        await line.says(BINH, f"duyet {await code_of(line)}")
        await line.double.until(lambda: any("xác nhận" in text for text in line.texts(AN)[3:]) or None)
    assert await line.rows("SELECT state FROM form") == [("confirmed",)]
    assert line.double.refused == []


async def test_where_zalo_takes_no_buttons_the_words_go_alone_and_it_is_remembered(tapping: OaLine) -> None:
    tapping.double.switches.buttons = False
    async with tapping.up():
        for said in ("trợ giúp", "kế hoạch"):
            assert not (await tapping.says(AN, said)).buttons
    assert [call.error for call in tapping.double.refused] == [tapping.double.switches.buttons_code]


async def test_a_refusal_that_the_buttons_did_not_cause_leaves_them(tapping: OaLine) -> None:
    tapping.double.fails(CS, -200, times=2)
    async with tapping.up():
        tapping.double.says(AN, "trợ giúp")
        await tapping.settles()
        assert (await tapping.says(AN, "trợ giúp")).buttons


async def test_an_old_button_shows_the_screen_again_and_a_word_with_its_sign_is_a_word(tapping: OaLine) -> None:
    async with tapping.up():
        await tapping.says(AN, "đăng ký")
        assert "màn hình cũ" in (await tapping.double.next_message(AN, after=tapping.double.says(AN, "#99:x"))).text
        assert "màn hình cũ" not in (await tapping.says(AN, "#rènluyện")).text


async def test_a_payload_typed_by_somebody_else_gives_no_right(tapping: OaLine) -> None:
    async with tapping.up():
        await tapping.says(AN, "đăng ký")
        await tapping.says(AN, LINE)
        await tapping.says(AN, "gửi")
        code = await code_of(tapping)
        for user in (AN, "somebody"):
            await tapping.double.next_message(user, after=tapping.double.taps(user, f"#/duyet {code}", forged=True))
    assert await tapping.rows("SELECT state FROM form") == [("sent",)]


# --- drawing


def test_at_most_five_buttons_and_all_of_them_in_the_text() -> None:
    options = (*(Option(f"x{n}", f"Mục {n}") for n in range(1, 4)), Option(".back", "Quay lại"))
    (message,) = draw(Reply("Chọn.", options=options, turn=7), TEXTS, buttons=True)
    buttons = message["attachment"]["payload"]["buttons"]
    assert [b["payload"] for b in buttons] == ["#7:x1", "#7:x2", "#7:x3", "#7:.back"]
    assert all(option.label in message["text"] or option.steers for option in options)


def test_of_a_long_list_only_what_steers_is_a_button() -> None:
    options = (*(Option(f"x{n}", f"Mục {n}") for n in range(BUTTONS + 1)), Option(".back", "Quay lại"))
    (message,) = draw(Reply("Chọn.", options=options, turn=7), TEXTS, buttons=True)
    assert [b["title"] for b in message["attachment"]["payload"]["buttons"]] == ["Quay lại"]


def test_letters_go_out_composed_and_in_pieces_with_the_buttons_under_the_last() -> None:
    reply = Reply("e\u0302\u0301 " * 1500, options=(Option("x", "Mục " * 60),), turn=1)
    *first, last = draw(reply, TEXTS, buttons=True)
    assert first
    assert all("attachment" not in message and "\u0301" not in message["text"] for message in first)
    assert all(len(message["text"]) <= 1900 for message in (*first, last))
    assert len(last["attachment"]["payload"]["buttons"][0]["title"]) <= 100


# --- what Zalo answers


@pytest.mark.parametrize("kind", ["502", "not_json", "cut_before", "cut_after"])
async def test_an_answer_goes_out_again_after_a_fault_on_the_way(line: OaLine, kind: str) -> None:
    line.double.fails(CS, kind)  # type: ignore[arg-type]
    async with line.up():
        assert "Nguyễn Văn An" in (await line.says(AN, "bắt đầu")).text
        await line.settles()
    assert len(line.double.messages(AN)) == (2 if kind == "cut_after" else 1)


@pytest.mark.parametrize("code", [-216, -220, 401])
async def test_a_token_that_is_refused_is_asked_for_anew_once(line: OaLine, code: int) -> None:
    line.double.switches.invalid_token_code = code
    line.token.tokens = ["old"]
    async with line.up():
        assert "Nguyễn Văn An" in (await line.says(AN, "bắt đầu")).text
    assert line.token.refused == ["old"]


async def test_without_a_token_nobody_is_marked_and_the_message_waits_elsewhere(
    line: OaLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zalo_oa_sending, "ANSWER", SHORT)
    line.token.tokens = [Refused("needs-login")]
    await line.lives_elsewhere(BINH)
    async with line.up() as app:
        said = line.double.says(AN, "bắt đầu")
        await line.tells(app, BINH, "Chào")
        assert line.double.calls == []
        assert await line.ends() == [("sent", "elsewhere", "zalo-oa: needs-login")]
        assert await line.unreachable() == []
        line.token.tokens.clear()
        assert "Nguyễn Văn An" in (await line.double.next_message(AN, after=said)).text
        await line.settles()
    assert len(line.texts(AN)) == 1


async def test_who_has_no_other_channel_is_told_once_somebody_has_logged_in(line: OaLine) -> None:
    line.token.tokens = [Refused("needs-login")]
    async with line.up() as app:
        await line.tells(app, BINH, "Chào")
        assert await line.ends() == [("due", None, "zalo-oa: needs-login")]
        line.token.tokens.clear()
        line.clock.passes(seconds=zalo_oa_sending.LOGIN + 1)
        app.outbox.wake()
        await line.double.until(lambda: line.texts(BINH) or None)
    assert line.texts(BINH) == ["Chào"]
    assert await line.ends() == [("sent", "zalo-oa", "zalo-oa: needs-login")]


async def test_no_token_and_no_word_of_a_message_is_in_a_log(line: OaLine, capfd: pytest.CaptureFixture[str]) -> None:
    for kind in ("502", "cut_before", -320):
        line.double.fails(CS, kind)
    async with line.up():
        line.double.says(AN, "bắt đầu bí mật của tôi")
        await line.settles()
    out, err = capfd.readouterr()
    assert str(line.token.tokens[0]) not in out + err
    assert "bí mật" not in out + err


def test_every_code_of_the_tables_has_one_meaning() -> None:
    assert KINDS[-230] == KINDS[-232] == "window"
    assert {KINDS[c] for c in (-320, -321, -115, -126, -137)} == {"money"}
    assert {KINDS[c] for c in (-211, -218, -144, -147)} == {"daily-quota"}
    assert {KINDS[c] for c in (-133, -234)} == {"night"}
    assert {KINDS[c] for c in (-139, -141)} == {"opted-out"}
    assert (KINDS[-213], KINDS[-227], KINDS[-32]) == ("not-following", "gone", "rate")


async def test_the_program_as_it_is_configured_talks_with_its_own_tokens(line: OaLine) -> None:
    """Wired as `renluyen run` wires it, after `renluyen zalo login`."""
    pair = line.double.logs_in()
    database = await open_database(line.config.database.url)
    until = line.clock() + timedelta(seconds=int(pair["expires_in"]))
    await TokenBox(database, line.double.oa_id).log_in(Pair(pair["access_token"], until, pair["refresh_token"]))
    await database.close()
    async with build(line.config, clock=line.clock) as app:
        running = asyncio.create_task(app.run())
        await line.listens(running)
        line.double.webhook_url = line.url
        await line.double.probes()
        assert "Nguyễn Văn An" in (await line.says(AN, "bắt đầu")).text
        await line.double.settled()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert list(app.adapters) == ["zalo-oa"]


# --- what goes out by itself


async def test_within_seven_days_of_the_last_act_a_notice_is_text_and_after_two_it_costs(line: OaLine) -> None:
    async with line.up() as app:
        await line.tells(app, BINH, "một")
        line.clock.passes(days=6)
        await line.tells(app, BINH, "hai")
    assert await line.ends() == [("sent", "zalo-oa", None)] * 2
    assert len(line.double.billed) >= 1
    assert {call.error for call in line.double.refused} <= {-216}


async def test_after_seven_days_without_a_template_the_next_channel_has_it_and_it_is_kept_why(line: OaLine) -> None:
    await line.lives_elsewhere(BINH)
    async with line.up() as app:
        line.clock.passes(days=7)
        await line.tells(app, BINH, "Chào")
    assert line.double.calls == [], "our own count tells that Zalo would refuse"
    assert ("binh", "Chào") in line.elsewhere.carried
    assert await line.ends() == [("sent", "elsewhere", "zalo-oa: no-template")]
    assert await line.unreachable() == []


async def test_who_is_heard_again_gets_text_again(line: OaLine) -> None:
    async with line.up() as app:
        line.clock.passes(days=8)
        await line.says(BINH, "trợ giúp")
        await line.settles()
        await line.tells(app, BINH, "Chào")
    assert await line.ends() == [("sent", "zalo-oa", None)]


@pytest.mark.parametrize(
    ("code", "why"),
    [(-230, "no-template"), (-211, "daily-quota"), (-321, "money"), (-234, "night"), (-224, "settings")],
)
async def test_what_zalo_does_not_take_now_goes_to_the_next_channel(line: OaLine, code: int, why: str) -> None:
    await line.lives_elsewhere(BINH)
    line.double.fails(CS, code)
    async with line.up() as app:
        await line.tells(app, BINH, "Chào")
    assert await line.ends() == [("sent", "elsewhere", f"zalo-oa: {why}")]
    assert await line.unreachable() == []


@pytest.mark.parametrize(("code", "why"), [(-227, "gone"), (-213, "not-following")])
async def test_who_is_not_there_any_more_is_marked_until_heard_again(line: OaLine, code: int, why: str) -> None:
    line.double.fails(CS, code)
    async with line.up() as app:
        await line.tells(app, BINH, "Chào")
        assert await line.unreachable() == [("binh", why)]
        line.clock.passes(minutes=1)
        await line.says(BINH, "trợ giúp")
        await line.settles()
    assert await line.unreachable() == []


async def test_too_many_requests_let_the_whole_account_pause(line: OaLine) -> None:
    line.double.fails(CS, -32)
    async with line.up() as app:
        await line.tells(app, BINH, "Chào")
    assert await line.ends() == [("due", None, "paused")]


# --- every line of zalo.md B.7, played against the program
#
#   1 codes once, 10 minutes; expires_in   test_zalo_login
#     rotation, old tokens, 25 h, 3 months  test_zalo_tokens; two processes at once: test_zalo_processes
#     -216 at once                          test_a_token_that_is_refused_is_asked_for_anew_once
#   2 windows of 48 hours and 7 days, -230  "what goes out by itself" above, and test_zalo_oa_templates
#     -213                                  test_who_is_not_there_any_more_is_marked_until_heard_again
#     -201, -210, -32                       below
#     echoes                                test_zalo_oa_webhook: test_echoes_and_receipts_are_nobodys_words
#   3 shape (a), none at all, taps          "the main job" above; at most five: "drawing"
#   4 {} probe, signature, 2 s, retries, duplicates, follow, user_submit_info: test_zalo_oa_webhook
#   5 templates                             test_zalo_oa_templates
#
# and what breaks on the way: a reply above, a notice below


@pytest.mark.parametrize(("code", "why"), [(-200, "shape -200"), (-201, "shape -201"), (-210, "permanent -210")])
async def test_what_zalo_finds_wrong_with_a_message_is_written_down(line: OaLine, code: int, why: str) -> None:
    line.double.fails(CS, code)
    async with line.up() as app:
        await line.tells(app, BINH, "Chào")
    assert await line.ends() == [("failed", None, why)]
    assert line.texts(BINH) == []


async def test_what_is_longer_than_zalo_takes_arrives_whole_in_pieces(line: OaLine) -> None:
    words = " ".join(f"mục {n}" for n in range(600))
    async with line.up() as app:
        await line.tells(app, BINH, words)
    assert " ".join(line.texts(BINH)) == words
    assert len(line.texts(BINH)) > 1
    assert {call.error for call in line.double.refused} <= {-216}
    assert await line.ends() == [("sent", "zalo-oa", None)]


async def test_after_too_many_requests_everybody_is_answered_and_told_once(
    line: OaLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zalo_oa_api, "RATE_PAUSE", SHORT)
    async with line.up() as app:
        line.double.fails(CS, -32)
        assert "Nguyễn Văn An" in (await line.says(AN, "bắt đầu")).text
        await line.settles()
        line.double.fails(CS, -32)
        await line.tells(app, BINH, "Chào")
        assert await line.ends() == [("due", None, "paused")]
        line.clock.passes(seconds=2)
        app.outbox.wake()
        await line.double.until(lambda: line.texts(BINH) or None)
    assert (len(line.texts(AN)), line.texts(BINH)) == (1, ["Chào"])
    assert await line.ends() == [("sent", "zalo-oa", None)]


@pytest.mark.parametrize(
    ("kind", "seen"), [("502", 1), ("not_json", 1), ("cut_before", 1), ("504", 2), ("hang", 2), ("cut_after", 2)]
)
async def test_a_notice_that_may_have_arrived_comes_again_and_that_is_written_down(
    line: OaLine, kind: Kind, seen: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zalo_oa_api, "READ", 0.3)
    line.double.fails(CS, kind)
    async with line.up() as app:
        await line.tells(app, BINH, "Chào")
        ((state, _, _),) = await line.ends()
        assert state == "due"
        line.clock.passes(minutes=1)
        app.outbox.wake()
        await line.double.until(lambda: len(line.texts(BINH)) == seen or None)
    assert line.texts(BINH) == ["Chào"] * seen
    assert await line.ends() == [("sent", "zalo-oa", "again")]
    assert await line.rows("SELECT doubtful FROM outbox WHERE kind = 'told'") == [(1,)]


# --- files


async def test_a_photo_and_a_file_are_evidence_and_fetched_at_once(line: OaLine) -> None:
    jpeg, pdf = b"\xff\xd8\xff" + bytes(60), b"%PDF-" + bytes(60)
    async with line.up():
        await line.says(AN, "đăng ký")
        await line.says(AN, LINE)
        await line.says(AN, "gửi")
        await line.says(BINH, f"duyet {await code_of(line)}")
        await line.settles()
        await line.says(AN, "tiendo 1.2 xong")
        for sent in (line.double.sends_image(AN, jpeg), line.double.sends_file(AN, "giấy khen.pdf", pdf)):
            await line.double.next_message(AN, after=sent)
        await line.says(AN, "xong")
        async with asyncio.timeout(PATIENCE):
            while len(kept := await line.rows("SELECT name, state FROM evidence ORDER BY id")) < 2 or any(
                state == "waiting" for _, state in kept
            ):
                await line.double.settled()
    assert kept == [("photo.jpg", "kept"), ("giấy khen.pdf", "kept")]


@pytest.mark.parametrize("kind", ["sticker", "audio", "location", "gif"])
async def test_what_cannot_be_read_is_answered_with_one_polite_sentence(line: OaLine, kind: str) -> None:
    async with line.up():
        sent = line.double.sends_attachment(AN, kind, {"url": "https://x"})
        assert "chỉ đọc được chữ, ảnh và tệp" in (await line.double.next_message(AN, after=sent)).text
