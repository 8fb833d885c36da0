"""One person on several channels: six figures from an account that is linked, said once by one that is not."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest

from bot.steering import Start, understand
from chat.message import Address, Incoming
from chat.talk import Talk
from chat.texts import load_texts
from handlers import FLOWS
from rules.linking import LASTS, code_in, code_said
from storage.instants import instant
from storage.joining import Account
from storage.talks import Talks
from tests.player import Chat
from tests.scenes import ACTION, HOW, code_on, registers
from tests.school import AN, BINH, DUNG, School, later, link, school_at
from tests.world import CODE, START

TEXTS = load_texts()
WRONG = "Mã này không dùng được"


# The code as it is written


@pytest.mark.parametrize("typed", ["482917", "482 917", "4 8 2 9 1 7", "482.917", "482-917", " 482\u00a0917 "])
def test_figures_are_a_code_however_they_are_set_apart(typed: str) -> None:
    assert code_in(typed) == "482917"


@pytest.mark.parametrize("typed", ["", "48291", "4829170", "48291a", "４８２９１７", "482/917", "mã 482917"])
def test_what_is_no_code(typed: str) -> None:
    assert code_in(typed) is None


@pytest.mark.parametrize("said", ["lienket 482917", "lien ket 482 917", "lienket: 482917", "lienket482917"])
def test_a_whole_message_that_is_a_code(said: str) -> None:
    assert code_said(said) == "482917"


@pytest.mark.parametrize("said", ["lienket", "lienket 48291", "lien ket voi 482917", "482917", "lienket 482917 nhe"])
def test_a_message_that_is_no_code(said: str) -> None:
    assert code_said(said) is None


SPELLINGS = [
    "LIENKET {}",
    "lienket {}",
    "/lienket {}",
    "/LienKet {}",
    "/lienket@RenLuyenBot {}",
    "Liên kết {}",
    "LIÊN KẾT {}",
    "“LIENKET {}”",
    "lienket: {}.",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("figures", ["482917", "482 917", "4 8 2 9 1 7"])
def test_however_the_code_is_typed_it_is_heard(spelling: str, figures: str) -> None:
    incoming = Incoming(Address("zalo", "moi"), "1", spelling.format(figures))
    step = understand(incoming, Talk("{}").chat("x"), TEXTS, FLOWS)
    assert isinstance(step, Start)
    assert (step.flow, code_in(step.given.strip("”."))) == ("link", "482917")


# The talk


async def asks(chat: Chat) -> str:
    """For a code; what the screen shows."""
    await chat.says("/lienket")
    found = re.search(r"LIENKET (\d{6})", chat.screen.all)
    assert found, chat.screen.all
    return found[1]


def on_zalo(chat: Chat, name: str = "an-z") -> Chat:
    return chat.on("zalo", "text", name)


async def linked(chat: Chat, new: Chat) -> Chat:
    await new.says(f"LIENKET {await asks(chat)}")
    new.sees("Tài khoản này đã nối")
    return new


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.fixture
async def school(chat: Chat) -> AsyncIterator[School]:
    async with school_at(chat.stage.url) as opened:
        yield opened


async def accounts(school: School, roll: int = AN) -> list[tuple[str, str, str]]:
    person = await school.person(roll)
    found = await school.rows('SELECT platform, "user", state FROM link WHERE person_id = :p ORDER BY id', p=person)
    return [(str(platform), str(user), str(state)) for platform, user, state in found]


WHERE_AN = "SELECT id FROM link WHERE \"user\" = 'an'"
AN_ON_TELEGRAM = ("telegram", "an", "active")
AN_ON_ZALO = ("zalo", "an-z", "active")


async def test_a_code_from_one_channel_links_an_account_on_another_at_once(chat: Chat, school: School) -> None:
    code = await asks(chat)
    chat.sees("gõ ở đó", "dùng một lần, trong 15 phút, đến 08:15", "Đừng đưa mã cho ai")
    zalo = on_zalo(chat)
    await zalo.says(f"LIENKET {code[:3]} {code[3:]}")
    zalo.sees("chào Nguyễn Văn An, Chi đoàn 12A1", "Tài khoản này đã nối")
    zalo.sees_not("Ngày sinh")
    await zalo.says("batdau")
    zalo.sees("Nguyễn Văn An · Chi đoàn 12A1")
    assert await accounts(school) == [AN_ON_TELEGRAM, AN_ON_ZALO]
    assert await school.rows("SELECT act, channel FROM decision") == [("linked", "zalo")]


async def test_consent_that_was_given_holds_for_the_person_and_is_not_given_again(chat: Chat, school: School) -> None:
    await linked(chat, on_zalo(chat))
    assert await school.one("SELECT count(*) FROM consent WHERE person_id = :p", p=await school.person(AN)) == 1


async def test_who_was_linked_is_told_on_the_other_channels_and_the_committee_is_not(chat: Chat) -> None:
    zalo = await linked(chat, on_zalo(chat))
    chat.got_told("Tài khoản Zalo mới vừa được nối. Không phải bạn?", "Xem và gỡ")
    assert (len(chat.got), zalo.got, chat.other("binh").got) == (1, [], [])
    await chat.picks("Xem và gỡ")
    chat.sees("Tài khoản của bạn", "Gỡ TK7 (Zalo)")


async def test_each_of_several_other_channels_is_told_for_itself(chat: Chat) -> None:
    zalo = await linked(chat, on_zalo(chat))
    chat.clock.passes(minutes=1)
    web = await linked(zalo, chat.on("web", "web", "an-w"))
    chat.got_told("Tài khoản trang web mới vừa được nối")
    zalo.got_told("Tài khoản trang web mới vừa được nối")
    assert web.got == []


async def test_a_code_is_worth_something_once(chat: Chat, school: School) -> None:
    code = await asks(chat)
    await on_zalo(chat).says(f"LIENKET {code}")
    other = chat.on("web", "web", "la")
    await other.says(f"LIENKET {code}")
    other.sees(WRONG)
    assert len(await accounts(school)) == 2


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (900, True), (901, False)])
async def test_a_code_lasts_fifteen_minutes(chat: Chat, seconds: int, good: bool) -> None:
    assert LASTS.seconds == 900
    code, zalo = await asks(chat), on_zalo(chat)
    chat.clock.passes(seconds=seconds)
    await zalo.says(f"LIENKET {code}")
    zalo.sees("đã nối" if good else WRONG)


async def test_a_new_code_ends_the_older_one(chat: Chat) -> None:
    older, newer = await asks(chat), await asks(chat)
    zalo = on_zalo(chat)
    await zalo.says(f"LIENKET {older}")
    zalo.sees(WRONG)
    await zalo.says(f"LIENKET {newer}")
    zalo.sees("đã nối")


async def test_unknown_expired_and_used_sound_the_same(chat: Chat) -> None:
    heard = []
    used = await asks(chat)
    await on_zalo(chat).says(f"LIENKET {used}")
    expired = await asks(chat)
    chat.clock.passes(minutes=16)
    for n, code in enumerate((used, expired, other_than(expired))):
        stranger = chat.on("web", "web", f"la{n}")
        await stranger.says(f"LIENKET {code}")
        heard.append(stranger.screen.all)
    assert len(set(heard)) == 1
    assert WRONG in heard[0]


async def test_wrong_codes_slow_the_account_down_and_meanwhile_not_even_the_right_one_is_tried(chat: Chat) -> None:
    code, zalo = await asks(chat), on_zalo(chat)
    for n in range(5):
        await zalo.says(f"LIENKET {(int(code) + n + 1) % 1_000_000:06}")
        zalo.sees(WRONG)
    await zalo.says(f"LIENKET {code}")
    zalo.sees("Hãy chờ đến 08:01")
    await zalo.says(f"/start {CODE}")
    zalo.sees("Hãy chờ đến 08:01")
    chat.clock.passes(seconds=61)
    await zalo.says(f"LIENKET {code}")
    zalo.sees("đã nối")


async def test_wrong_codes_count_together_with_wrong_names(chat: Chat) -> None:
    zalo, code = on_zalo(chat), await asks(chat)
    for _ in range(4):
        await zalo.says(CODE)
        await zalo.says("Lê Lợi")
        await zalo.says("1/1/2009")
        zalo.sees("Chưa tìm thấy")
    await zalo.says(f"LIENKET {other_than(code)}")
    zalo.sees(WRONG)
    await zalo.says(f"LIENKET {code}")
    zalo.sees("Hãy chờ")


async def test_the_right_code_forgets_the_wrong_ones_of_its_account(chat: Chat, school: School) -> None:
    code, zalo = await asks(chat), on_zalo(chat)
    await zalo.says(f"LIENKET {other_than(code)}")
    assert await school.rows('SELECT platform, "user", invitation_id FROM attempt') == [("zalo", "an-z", None)]
    await zalo.says(f"LIENKET {code}")
    assert await school.rows("SELECT platform FROM attempt") == []


async def test_the_code_is_heard_while_a_name_is_asked_for(chat: Chat) -> None:
    code, zalo = await asks(chat), on_zalo(chat)
    await zalo.says(CODE)
    zalo.sees("gõ họ và tên")
    await zalo.says(f"liên kết {code}")
    zalo.sees("đã nối")


@pytest.mark.parametrize("typed", ["lienket", "/lienket", "liên kết"])
async def test_a_stranger_without_a_code_hears_where_to_get_one(chat: Chat, typed: str) -> None:
    zalo = on_zalo(chat)
    await zalo.says(typed)
    zalo.sees("gõ lienket để lấy mã", "gõ mã chi đoàn")


@pytest.mark.parametrize("typed", ["lienket 48291", "/lienket 0912345678", "lienket an@example.vn", "lienket abc"])
async def test_what_is_no_code_is_no_try_and_neither_is_a_phone_or_an_address(
    chat: Chat, school: School, typed: str
) -> None:
    await asks(chat)
    zalo = on_zalo(chat)
    await zalo.says(typed)
    zalo.sees("Mã liên kết gồm 6 chữ số")
    assert await school.rows("SELECT * FROM attempt") == []
    assert await accounts(school) == [AN_ON_TELEGRAM]


async def test_a_code_that_is_the_persons_own_is_not_used_up(chat: Chat) -> None:
    code = await asks(chat)
    await chat.says(f"LIENKET {code}")
    chat.sees("Tài khoản này đã là của bạn rồi")
    zalo = on_zalo(chat)
    await zalo.says(f"LIENKET {code}")
    zalo.sees("đã nối")


async def test_an_account_that_is_somebody_elses_changes_nothing_and_hears_what_to_do(
    chat: Chat, school: School
) -> None:
    code, dung = await asks(chat), chat.other("dung")
    await dung.says(f"LIENKET {code}")
    dung.sees("không thay đổi gì", "gỡ nó trong danh sách tài khoản trước", "Xem các tài khoản")
    right = dung.screen.all
    await dung.says(f"LIENKET {other_than(code)}")
    assert dung.screen.all == right, "it does not say whether a code is good"
    assert await school.rows("SELECT * FROM attempt") == []
    assert await accounts(school, DUNG) == [("telegram", "dung", "active")]
    zalo = on_zalo(chat)
    await zalo.says(f"LIENKET {code}")
    zalo.sees("đã nối")


async def test_the_second_account_on_a_platform_takes_the_place_of_the_first(chat: Chat, school: School) -> None:
    zalo = await linked(chat, on_zalo(chat))
    chat.clock.passes(minutes=1)
    newer = await linked(chat, on_zalo(chat, "an-z2"))
    assert await accounts(school) == [AN_ON_TELEGRAM, ("zalo", "an-z", "ended"), ("zalo", "an-z2", "active")]
    assert await school.one("SELECT until FROM link WHERE \"user\" = 'an-z'") == instant(later(minutes=1))
    chat.got_told("Tài khoản Zalo mới vừa được nối, thay cho tài khoản Zalo cũ. Không phải bạn?", "Xem và gỡ")
    zalo.got_told("nên bot không nhắn ở đây nữa", "báo bí thư")
    assert newer.got == []
    await zalo.says("kehoach")
    zalo.sees("Bot chưa biết bạn là ai")
    assert [act for (act,) in await school.rows("SELECT act FROM decision ORDER BY id")] == [
        "linked",
        "unlinked",
        "linked",
    ]


async def test_what_the_replaced_account_was_shown_is_forgotten_and_the_draft_stays(chat: Chat, school: School) -> None:
    zalo = await linked(chat, on_zalo(chat))
    await zalo.says("dangky")
    await zalo.picks("1.2", "Tiếp")
    chat.clock.passes(minutes=1)
    newer = await linked(chat, on_zalo(chat, "an-z2"))
    (talk,) = await school.rows("SELECT data FROM talk WHERE person = :key", key=f"p{await school.person(AN)}")
    assert '"zalo:an-z"' not in talk[0]
    assert '"zalo:an-z2"' in talk[0]
    await newer.says("tiep tuc")
    newer.sees("việc gì cụ thể?")


MESSAGE = "INSERT INTO web_message (session, key, place, changed, body, at) VALUES (:session, 'k', 1, 1, 'An', :at)"
UPLOAD = "INSERT INTO upload (platform, \"user\", key, state, size, at) VALUES ('web', :session, 'k', 'kept', 0, :at)"


async def test_the_page_of_a_replaced_web_account_shows_nothing_any_more(chat: Chat, school: School) -> None:
    await linked(chat, chat.on("web", "web", "old"))
    for session in ("old", "somebody"):
        await school.does(MESSAGE, session=session, at=instant(START))
        await school.does(UPLOAD, session=session, at=instant(START))
    await linked(chat, chat.on("web", "web", "new"))
    assert await school.rows("SELECT session FROM web_message") == [("somebody",)]
    assert await school.rows('SELECT "user" FROM upload') == [("somebody",)]


async def test_an_account_that_waited_for_the_secretary_waits_no_longer(chat: Chat, school: School) -> None:
    zalo, an = on_zalo(chat), await school.person(AN)
    await link(school, an, "an-z", platform="zalo", state="waiting")
    await link(school, await school.person(DUNG), "an-z", platform="zalo", state="waiting")
    await linked(chat, zalo)
    assert await accounts(school) == [AN_ON_TELEGRAM, ("zalo", "an-z", "ended"), AN_ON_ZALO]
    assert await accounts(school, DUNG) == [("telegram", "dung", "active"), ("zalo", "an-z", "ended")]


@pytest.mark.parametrize(
    "ended",
    [
        "UPDATE link SET state = 'ended' WHERE \"user\" = 'an'",
        "UPDATE membership SET until = '2026-11-23' WHERE roll = 7",
    ],
    ids=["the account that asked was let go", "the member has left"],
)
async def test_a_code_is_worth_no_more_than_who_asked_for_it(chat: Chat, school: School, ended: str) -> None:
    code, zalo = await asks(chat), on_zalo(chat)
    await school.does(ended)
    await zalo.says(f"LIENKET {code}")
    zalo.sees(WRONG)


async def test_who_has_withdrawn_consent_is_not_linked_by_an_earlier_code(chat: Chat, school: School) -> None:
    code, zalo = await asks(chat), on_zalo(chat)
    await chat.says("/dulieu rut")
    await chat.picks("Rút lại")
    await zalo.says(f"LIENKET {code}")
    zalo.sees(WRONG)
    assert await accounts(school) == [("telegram", "an", "ended")]


async def test_whom_the_secretary_has_turned_out_does_not_come_back_by_a_code(chat: Chat, school: School) -> None:
    code, zalo = await asks(chat), on_zalo(chat)
    await chat.other("binh").says(f"/golienket {await school.one(WHERE_AN)}")
    await zalo.says(f"LIENKET {code}")
    zalo.sees(WRONG)


async def test_the_same_delivery_again_right_after_linking_is_answered_the_same(chat: Chat) -> None:
    zalo = await linked(chat, on_zalo(chat))
    before = zalo.screen.all
    await zalo.again()
    assert zalo.screen.all == before
    assert len(chat.got) == 1


# One conversation over three channels


async def test_a_registration_begun_on_zalo_is_finished_on_the_web_and_approved_on_telegram(chat: Chat) -> None:
    zalo = await linked(chat, on_zalo(chat))
    web = await linked(chat, chat.on("web", "web", "an-w"))
    binh = chat.on("telegram", "telegram", "binh")
    await it_is_begun_on_zalo(zalo)
    await it_is_finished_on_the_web(web)
    await it_is_approved_on_telegram(binh, code_on(web))
    chat.got_told("xác nhận")
    await zalo.says("kehoach")
    zalo.sees(ACTION)


async def it_is_begun_on_zalo(zalo: Chat) -> None:
    await zalo.says("dangky")
    await zalo.says("1.2 4.1")
    await zalo.says("tiep")
    zalo.sees("việc gì cụ thể?")
    await zalo.says(ACTION)
    zalo.sees("Xong khi nào?")


async def it_is_finished_on_the_web(web: Chat) -> None:
    await web.says("/batdau")
    web.sees("Làm tiếp")
    await web.picks("Làm tiếp")
    web.sees("Xong khi nào?")
    await web.says("quý 1")
    await web.says(HOW)
    await web.says("Chạy bộ 3 buổi mỗi tuần, mỗi buổi 2 km | cuối năm | cùng hai bạn trong tổ")
    web.sees("Kiểm tra trước khi gửi", ACTION)
    await web.picks("Gửi")
    web.sees("Đã gửi lúc")


async def it_is_approved_on_telegram(binh: Chat, code: str) -> None:
    binh.got_told("phiếu")
    await binh.says(f"duyet {code}")
    binh.sees("Đã xác nhận")


async def test_registering_still_works_from_the_new_account_alone(chat: Chat, school: School) -> None:
    zalo = await linked(chat, on_zalo(chat))
    await chat.says(f"/thietbi go {await school.one(WHERE_AN)}")
    await chat.picks("Gỡ tài khoản này")
    assert await registers(zalo)


# What the database keeps


@pytest.fixture
async def world_school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def account(school: School, roll: int) -> Account:
    return (await school.reads().accounts(await school.person(roll)))[0]


async def gets(school: School, roll: int, minutes: int = 0) -> str:
    async with school.writes(later(minutes=minutes)) as store:
        return await store.new_link_code(await account(school, roll))


async def test_no_two_codes_that_count_are_the_same(world_school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter([5, 5, 5, 6, 5])
    monkeypatch.setattr("storage.linking.randbelow", lambda _: next(drawn))
    assert await gets(world_school, AN) == "000005"
    assert await gets(world_school, DUNG) == "000006", "the third draw, for the first two were An's"
    assert await gets(world_school, BINH, minutes=16) == "000005", "An's is over"
    assert await world_school.reads(later(minutes=16)).person_of_code("000005") == await world_school.person(BINH)


async def test_of_two_accounts_that_say_a_code_at_once_one_is_linked(world: str) -> None:
    async def says(school: School, at: Address, code: str) -> bool:
        async with school.writes() as store:
            return await store.link_by_code(code, at) is not None

    async with school_at(world) as here, school_at(world) as there:
        for n in range(6):
            code = await gets(here, AN)
            done = await asyncio.gather(
                says(here, Address("zalo", f"z{n}"), code), says(there, Address("web", f"w{n}"), code)
            )
            assert sorted(done) == [False, True]
            await here.does("UPDATE link SET state = 'ended' WHERE platform <> 'telegram'")


async def test_an_account_that_is_linked_while_its_person_talks_loses_neither(world: str) -> None:
    """The person's own turn and the one that links take the same rows in the same order."""
    async with school_at(world) as here, school_at(world) as there:
        talks, an = Talks(there.database), Address("telegram", "an")

        async def talks_on() -> None:
            known = await talks.look(an, START)
            async with talks.hold(known, START) as held:
                await held.store.new_link_code(await account(there, AN))
                await held.store.announce_arrival([await there.person(AN)])
                await held.save(Talk(held.known.raw))

        async def links(code: str, n: int) -> bool:
            async with here.writes() as store:
                return await store.link_by_code(code, Address("zalo", f"z{n}")) is not None

        for n in range(6):
            done, _ = await asyncio.gather(links(await gets(here, AN), n), talks_on(), return_exceptions=True)
            assert isinstance(done, bool)
