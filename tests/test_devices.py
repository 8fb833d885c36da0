"""/thietbi: one's accounts, how each is reached, the way to let one go, and where the bot speaks first."""

from collections.abc import AsyncIterator

import pytest

from chat.message import Reply
from storage.instants import instant
from tests.player import Chat
from tests.school import AN, DUNG, School, later, link, school_at
from tests.test_link import MESSAGE, UPLOAD, accounts, on_zalo
from tests.world import START


@pytest.fixture
async def school(chat: Chat) -> AsyncIterator[School]:
    async with school_at(chat.stage.url) as opened:
        yield opened


@pytest.fixture
async def zalo(chat: Chat, school: School) -> Chat:
    """An's second account, TK7; the one on Telegram is TK4."""
    await link(school, await school.person(AN), "an-z", platform="zalo")
    return on_zalo(chat)


async def looks(chat: Chat, more: str = "") -> None:
    await chat.says(f"/thietbi {more}".strip())


async def tells(school: School, roll: int = AN, text: str = "x") -> None:
    async with school.writes() as store:
        await store.notify([await school.person(roll)], "told", Reply(text))


async def test_each_account_is_listed_with_its_code_and_since_when(chat: Chat, zalo: Chat) -> None:
    await looks(chat)
    chat.sees(
        "Tài khoản của bạn",
        "TK4 · Telegram (bạn đang dùng ở đây), nối từ 08:00, Thứ Hai 23/11/2026",
        "TK7 · Zalo, nối từ 08:00",
        "Gỡ TK4 (Telegram)",
        "Gỡ TK7 (Zalo)",
        "Nối thêm tài khoản",
    )
    await looks(zalo)
    zalo.sees("TK4 · Telegram, nối từ", "TK7 · Zalo (bạn đang dùng ở đây)")


async def test_it_is_typed_as_it_is_spoken(chat: Chat) -> None:
    await chat.says("thiết bị")
    chat.sees("Tài khoản của bạn")


async def test_when_an_account_was_last_reached_or_why_it_is_not(chat: Chat, zalo: Chat, school: School) -> None:
    await looks(chat)
    chat.sees("Bot chưa tự nhắn tin nào tới đây")
    await tells(school)
    chat.clock.passes(minutes=2)
    await chat.stage.sends_what_is_due()
    await school.does(
        "UPDATE link SET unreachable = 'bot was blocked', unreachable_at = :at WHERE platform = 'zalo'",
        at=instant(later(minutes=1)),
    )
    await looks(chat)
    chat.sees("Bot nhắn tới gần nhất lúc 08:02, Thứ Hai 23/11/2026", "không nhắn tới được từ 08:01", "bot was blocked")


async def test_more_accounts_than_fit_are_turned_over(chat: Chat, school: School) -> None:
    an = await school.person(AN)
    for n in range(6):
        await link(school, an, f"la{n}", platform="zalo", state="waiting")
    await looks(chat)
    chat.sees("(trang 1/2)", "TK4 · Telegram", "TK10 · Zalo", "đang chờ bí thư đồng ý. Không phải bạn thì hãy gỡ")
    chat.sees_not("TK11")
    await chat.picks("Trang sau")
    chat.sees("(trang 2/2)", "TK11", "TK12")


async def test_another_account_is_let_go_after_one_question(chat: Chat, zalo: Chat, school: School) -> None:
    await looks(chat)
    await chat.picks("Gỡ TK7 (Zalo)")
    chat.sees("Gỡ tài khoản Zalo (TK7)?", "không còn thấy dữ liệu của bạn")
    await chat.picks("Gỡ tài khoản này")
    chat.sees("Đã gỡ tài khoản Zalo (TK7).", "TK4 · Telegram")
    chat.sees_not("TK7 ·")
    assert await accounts(school) == [("telegram", "an", "active"), ("zalo", "an-z", "ended")]
    zalo.got_told("vừa được gỡ, theo yêu cầu gửi từ Telegram", "báo bí thư")
    await zalo.says("kehoach")
    zalo.sees("Bot chưa biết bạn là ai")
    assert chat.other("binh").got == [], "it is nobody's business but the person's"
    assert await school.rows("SELECT act, channel FROM decision") == [("unlinked", "telegram")]


@pytest.mark.parametrize("said", ["go TK7", "go tk7", "gỡ TK7", "go 7", "GO TK7"])
async def test_the_code_can_be_typed(chat: Chat, zalo: Chat, said: str) -> None:
    await chat.says(f"thietbi {said}")
    chat.sees("Gỡ tài khoản Zalo (TK7)?")


async def test_what_is_not_wanted_after_all_stays(chat: Chat, zalo: Chat, school: School) -> None:
    await looks(chat, "go TK7")
    await chat.picks("Không, giữ lại")
    chat.sees("Không có gì thay đổi")
    await chat.picks("Xem các tài khoản")
    chat.sees("TK7 · Zalo")
    assert len(await accounts(school)) == 2


async def test_the_account_that_one_writes_from_says_goodbye(chat: Chat, zalo: Chat, school: School) -> None:
    await looks(zalo, "go TK7")
    zalo.sees("Gỡ chính tài khoản Zalo mà bạn đang dùng ở đây?")
    await zalo.picks("Gỡ tài khoản này")
    zalo.sees("Tạm biệt", "gõ lienket ở kênh khác để lấy mã")
    assert await accounts(school) == [("telegram", "an", "active"), ("zalo", "an-z", "ended")]
    assert zalo.got == [], "it was said already"
    await zalo.says("kehoach")
    zalo.sees("Bot chưa biết bạn là ai")
    await chat.says("/batdau")
    chat.sees("Nguyễn Văn An · Chi đoàn 12A1")


async def test_the_last_account_warns_that_nothing_arrives_any_more_and_how_to_come_back(
    chat: Chat, school: School
) -> None:
    await looks(chat, "go TK4")
    chat.sees("Đây là tài khoản cuối cùng", "không nhắc hạn cho bạn ở đâu nữa", "gõ mã chi đoàn")
    await chat.picks("Gỡ tài khoản này")
    chat.sees("Tạm biệt", "gõ mã chi đoàn")
    assert await accounts(school) == [("telegram", "an", "ended")]
    await tells(school)
    await chat.stage.sends_what_is_due()
    assert chat.got == []


async def test_an_account_that_only_waits_does_not_make_another_less_the_last(chat: Chat, school: School) -> None:
    await link(school, await school.person(AN), "la", platform="zalo", state="waiting")
    await looks(chat, "go TK4")
    chat.sees("Đây là tài khoản cuối cùng")


async def test_a_yes_counts_only_for_what_was_asked(chat: Chat, zalo: Chat, school: School) -> None:
    """Meanwhile the other account is let go elsewhere, and this one has become the last."""
    await looks(chat, "go TK4")
    chat.sees("Gỡ chính tài khoản Telegram")
    await school.does("UPDATE link SET state = 'ended' WHERE platform = 'zalo'")
    await chat.picks("Gỡ tài khoản này")
    chat.sees("Đây là tài khoản cuối cùng")
    assert ("telegram", "an", "active") in await accounts(school)


async def test_a_code_stays_the_accounts_own(chat: Chat, zalo: Chat, school: School) -> None:
    web = chat.on("web", "web", "an-w")
    await link(school, await school.person(AN), "an-w", platform="web")
    await looks(web, "go TK7")
    await web.picks("Gỡ tài khoản này")
    web.sees("TK4 · Telegram", "TK8 · Trang web (bạn đang dùng ở đây)")
    await looks(web, "go TK7")
    web.sees("không có tài khoản này, hoặc nó đã được gỡ", "Chưa có gì thay đổi")
    assert len([state for *_, state in await accounts(school) if state == "active"]) == 2


@pytest.mark.parametrize("number", ["3", "TK3", "0", "-4", "99999999999", "x", ""])
async def test_nobody_elses_account_is_let_go(chat: Chat, school: School, number: str) -> None:
    """TK3 is Dung's."""
    await looks(chat, f"go {number}")
    chat.sees("không có tài khoản này")
    assert await accounts(school, DUNG) == [("telegram", "dung", "active")]


async def test_a_claim_that_waits_is_turned_away_by_whom_it_is_about(chat: Chat, school: School) -> None:
    await link(school, await school.person(AN), "la", platform="zalo", state="waiting")
    await looks(chat)
    await chat.picks("Gỡ TK7 (Zalo)")
    await chat.picks("Gỡ tài khoản này")
    assert await accounts(school) == [("telegram", "an", "active"), ("zalo", "la", "ended")]
    assert on_zalo(chat, "la").got == [], "who claims to be somebody hears nothing of it"


async def test_the_page_of_a_web_account_that_is_let_go_shows_nothing_any_more(chat: Chat, school: School) -> None:
    await link(school, await school.person(AN), "an-w", platform="web")
    for session in ("an-w", "somebody"):
        await school.does(MESSAGE, session=session, at=instant(START))
        await school.does(UPLOAD, session=session, at=instant(START))
    await looks(chat, "go TK7")
    await chat.picks("Gỡ tài khoản này")
    assert await school.rows("SELECT session FROM web_message") == [("somebody",)]
    assert await school.rows('SELECT "user" FROM upload') == [("somebody",)]


async def test_what_the_account_was_shown_is_forgotten_and_the_draft_stays(
    chat: Chat, zalo: Chat, school: School
) -> None:
    await zalo.says("dangky")
    await zalo.picks("1.2", "Tiếp")
    await looks(chat, "go TK7")
    await chat.picks("Gỡ tài khoản này")
    (talk,) = await school.rows("SELECT data FROM talk WHERE person = :key", key=f"p{await school.person(AN)}")
    assert '"zalo:an-z"' not in talk[0]
    await chat.says("tiếp tục")
    chat.sees("việc gì cụ thể?")


# Where the bot speaks first


async def prefers(chat: Chat, channel: str) -> None:
    await looks(chat)
    await chat.picks("Đổi nơi bot nhắn trước")
    chat.sees("Nhắc tôi ở …", "Không nhắn tới được ở đó thì bot thử tài khoản khác")
    await chat.picks(channel)
    chat.sees("Đã ghi.")


async def test_telegram_comes_first_until_somebody_prefers_another_channel(
    chat: Chat, zalo: Chat, school: School
) -> None:
    await looks(chat)
    chat.sees("Bot nhắn trước tiên ở Telegram")
    await tells(school)
    await chat.stage.sends_what_is_due()
    assert (len(chat.got), len(zalo.got)) == (1, 0)
    await prefers(chat, "Zalo")
    chat.sees("Theo ý bạn, bot nhắn trước tiên ở Zalo")
    await tells(school)
    chat.clock.passes(minutes=1)
    await chat.stage.sends_what_is_due()
    assert (len(chat.got), len(zalo.got)) == (1, 1)
    await chat.says("/dulieu tep")
    assert chat.screen.reply
    assert "Nhắn trước tiên ở: Zalo" in chat.screen.reply.files[0].content.decode()


async def test_the_usual_order_can_be_had_again(chat: Chat, zalo: Chat, school: School) -> None:
    await prefers(zalo, "Zalo")
    await prefers(zalo, "Như thường lệ (Telegram)")
    zalo.sees("Bot nhắn trước tiên ở Telegram")
    assert await school.rows("SELECT frequency, channel FROM preference") == [("every", None)]


async def test_the_wish_changes_no_other_wish(chat: Chat, zalo: Chat, school: School) -> None:
    await chat.says("/nhacviec luot")
    await chat.picks("Thưa hơn")
    await prefers(chat, "Zalo")
    await chat.says("/nhacviec gio 18-22")
    assert await school.rows("SELECT frequency, opens, channel FROM preference") == [("fewer", "18:00", "zalo")]


async def test_who_has_one_account_is_asked_nothing(chat: Chat) -> None:
    await looks(chat)
    chat.sees_not("Đổi nơi bot nhắn trước", "Bot nhắn trước tiên")
    await looks(chat, "nhac")
    chat.sees("TK4 · Telegram")


async def test_a_channel_on_which_there_is_no_account_any_more_is_not_promised(
    chat: Chat, zalo: Chat, school: School
) -> None:
    await link(school, await school.person(AN), "an-w", platform="web")
    await prefers(chat, "Zalo")
    await looks(chat, "go TK7")
    await chat.picks("Gỡ tài khoản này")
    chat.sees("Bot nhắn trước tiên ở Telegram")


async def test_withdrawing_consent_forgets_the_wish(chat: Chat, zalo: Chat, school: School) -> None:
    await prefers(chat, "Zalo")
    await chat.says("/dulieu rut")
    await chat.picks("Rút lại")
    assert await school.rows("SELECT * FROM preference") == []
