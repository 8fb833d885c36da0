"""How accounts find their members: codes, candidates, wrong tries, links, consent and its end, the paper way."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest

from chat.fold import fold
from chat.message import Address, Reply
from storage.instants import instant
from storage.joining import Account
from storage.people import Office
from storage.talks import Talks
from tests.school import (
    AN,
    BINH,
    CUONG,
    DUNG,
    HUY,
    MINH,
    OTHER_AN,
    OTHER_MINH,
    School,
    later,
    link,
    school_at,
)
from tests.world import CODE, START

NEW, OTHER = Address("telegram", "new"), Address("zalo", "other")


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def links(school: School, roll: int, at: Address) -> Account:
    member = await school.member(roll)
    async with school.writes() as store:
        return await store.link(member, at, 1)


async def states(school: School, roll: int) -> list[tuple[str, str]]:
    person = await school.person(roll)
    found = await school.rows('SELECT "user", state FROM link WHERE person_id = :p ORDER BY id', p=person)
    return [(str(user), str(state)) for user, state in found]


@pytest.mark.parametrize(
    ("change", "day", "found"),
    [
        pytest.param("", "2026-11-23", True, id="on the day it was made"),
        pytest.param("", "2027-01-31", True, id="on its last day"),
        pytest.param("", "2027-02-01", False, id="on the day after"),
        pytest.param("UPDATE invitation SET revoked_at = '2026-11-23T00:00:00Z'", "2026-11-23", False, id="revoked"),
        pytest.param("UPDATE invitation SET code = 'cd_ZZZZ2345'", "2026-11-23", False, id="another code"),
    ],
)
async def test_a_join_code_counts_until_it_ends(school: School, change: str, day: str, found: bool) -> None:
    if change:
        await school.does(change)
    days = (date.fromisoformat(day) - START.date()).days
    invited = await school.reads(later(days=days)).invitation(CODE)
    assert (invited is not None) is found
    if invited:
        assert invited.unit_name == "Chi đoàn 12A1"


@pytest.mark.parametrize(
    ("name", "birth", "rolls"),
    [
        ("Nguyễn Văn An", "2009-09-05", [AN]),
        ("nguyen van an", "2009-12-24", [OTHER_AN]),
        ("Nguyễn Văn An", "2009-09-06", []),
        ("Nguyễn Văn", "2009-09-05", []),
        ("Đỗ Quang Minh", "2009-04-17", [MINH, OTHER_MINH]),
    ],
)
async def test_candidates_fit_in_name_and_birth_date(school: School, name: str, birth: str, rolls: list[int]) -> None:
    """PN-05: two of one name are told apart by the number."""
    unit = (await school.member(AN)).unit
    found = await school.reads().candidates(unit, fold(name), birth)
    assert sorted(member.roll for member in found) == rolls
    assert await school.reads().candidates(unit + 1, fold(name), birth) == ()


async def test_who_has_left_the_branch_is_no_candidate_any_more(school: School) -> None:
    unit = (await school.member(AN)).unit
    await school.does("UPDATE membership SET until = '2026-11-23' WHERE roll = 7")
    assert await school.reads().candidates(unit, "nguyen van an", "2009-09-05") == ()
    assert len(await school.reads(later(days=-1)).candidates(unit, "nguyen van an", "2009-09-05")) == 1


async def test_wrong_tries_are_counted_by_account_and_by_code(school: School) -> None:
    for minutes, at in enumerate((NEW, NEW, OTHER)):
        async with school.writes(later(minutes=minutes)) as store:
            await store.wrong_try(at, 1)
    store, before = school.reads(), instant(later(seconds=-1))
    assert await store.tries_of(NEW, before) == (2, instant(later(minutes=1)))
    assert await store.tries_of(OTHER, before) == (1, instant(later(minutes=2)))
    assert await store.tries_of(Address("zalo", "new"), before) == (0, None)
    assert await store.tries_of(NEW, instant(START)) == (1, instant(later(minutes=1))), "after the moment, not in it"
    assert (await store.tries_on(1, before), await store.tries_on(2, before)) == (3, 0)


async def test_the_right_answer_forgets_the_wrong_ones_of_its_account(school: School) -> None:
    for at in (NEW, OTHER):
        async with school.writes() as store:
            await store.wrong_try(at, 1)
    await links(school, MINH, NEW)
    assert await school.rows("SELECT platform FROM attempt") == [("zalo",)]
    assert await school.rows("SELECT uses FROM invitation") == [(1,)]


async def test_the_first_account_counts_at_once_and_the_second_waits(school: School) -> None:
    first, second = await links(school, MINH, NEW), await links(school, MINH, OTHER)
    assert (first.state, second.state) == ("active", "waiting")
    assert await states(school, MINH) == [("new", "active"), ("other", "waiting")]
    assert [account.state for account in await school.reads().accounts(first.person)] == ["active", "waiting"]
    assert await school.reads().account(second.id) == second
    acts = await school.rows("SELECT act FROM decision ORDER BY id")
    assert acts == [("linked",), ("asked-to-link",)]


async def test_an_account_after_one_that_was_let_go_counts_at_once(school: School) -> None:
    account = await links(school, MINH, NEW)
    assert await unlinks(school, account)
    assert (await links(school, MINH, OTHER)).state == "active"


async def unlinks(school: School, account: Account) -> bool:
    binh = await school.person(BINH)
    async with school.writes() as store:
        return await store.unlink(account, binh, "telegram")


async def activates(school: School, account: Account, by: int = BINH) -> bool:
    secretary = await school.person(by)
    async with school.writes() as store:
        return await store.activate(account, secretary, "telegram")


async def test_the_account_that_the_committee_lets_in_ends_the_older_one_on_its_platform(school: School) -> None:
    await links(school, MINH, NEW)
    await link(school, await school.person(MINH), "elsewhere", platform="console")
    newer = await links(school, MINH, Address("telegram", "newer"))
    assert await activates(school, newer)
    assert await states(school, MINH) == [("new", "ended"), ("elsewhere", "active"), ("newer", "active")]
    assert not await activates(school, newer), "it waits no longer"
    assert await school.one("SELECT until FROM link WHERE \"user\" = 'new'") == instant(START)


async def test_an_account_that_has_become_somebody_elses_is_not_let_in_and_ends_nothing(school: School) -> None:
    await links(school, MINH, NEW)
    waiting = await links(school, MINH, Address("telegram", "newer"))
    await link(school, await school.person(OTHER_MINH), "newer")
    assert not await activates(school, waiting)
    assert await states(school, MINH) == [("new", "active"), ("newer", "waiting")]
    assert await school.one("SELECT count(*) FROM decision WHERE act = 'linked'") == 1


async def test_an_account_is_let_go_once(school: School) -> None:
    account = await links(school, MINH, NEW)
    assert await unlinks(school, account)
    assert not await unlinks(school, account)
    assert not await activates(school, account)
    assert await states(school, MINH) == [("new", "ended")]
    assert await school.one("SELECT count(*) FROM decision WHERE act = 'unlinked'") == 1


async def test_of_two_accounts_that_join_for_one_person_at_once_one_waits(world: str) -> None:
    """Two people on two platforms say that they are Minh: the committee hears of one of them."""
    async with school_at(world) as here, school_at(world) as there:
        for number in range(8):
            accounts = await asyncio.gather(
                links(here, MINH, Address("telegram", f"t{number}")), links(there, MINH, Address("zalo", f"z{number}"))
            )
            assert sorted(account.state for account in accounts) == ["active", "waiting"]
            await here.does("UPDATE link SET state = 'ended' WHERE state <> 'ended'")


async def test_letting_in_and_turning_away_at_once_leaves_the_older_account_or_the_newer(world: str) -> None:
    async with school_at(world) as here, school_at(world) as there:
        for number in range(8):
            await links(here, MINH, Address("telegram", f"old{number}"))
            newer = await links(here, MINH, Address("telegram", f"new{number}"))
            let_in, turned_away = await asyncio.gather(activates(here, newer), unlinks(there, newer))
            assert turned_away
            counts = "SELECT count(*) FROM link WHERE state = 'active' AND person_id = :p"
            assert await here.one(counts, p=newer.person) == (0 if let_in else 1)
            await here.does("UPDATE link SET state = 'ended' WHERE state <> 'ended'")


async def test_two_secretaries_let_an_account_in_once(world: str) -> None:
    async with school_at(world) as here, school_at(world) as there:
        for number in range(8):
            await links(here, MINH, Address("telegram", f"old{number}"))
            newer = await links(here, MINH, Address("telegram", f"new{number}"))
            done = await asyncio.gather(activates(here, newer, BINH), activates(there, newer, CUONG))
            assert sorted(done) == [False, True]
            await here.does("UPDATE link SET state = 'ended' WHERE state <> 'ended'")


async def test_consent_is_kept_with_its_version_and_its_end(school: School) -> None:
    member = await school.member(DUNG)
    async with school.writes(later(days=1)) as store:
        await store.agree(member, "2", "zalo")
    async with school.writes(later(days=2)) as store:
        await store.withdraw(member, "zalo")
    given = [(a.version, a.platform, a.withdrawn_at) for a in await school.reads().consents(member.person)]
    assert given == [("1", "telegram", instant(later(days=2))), ("2", "zalo", instant(later(days=2)))]
    assert await school.rows("SELECT act, reason FROM decision ORDER BY id") == [
        ("consented", "2"),
        ("paper", "withdrew"),
    ]


async def test_whoever_withdraws_has_no_account_no_message_and_the_paper_way(school: School) -> None:
    member = await school.member(DUNG)
    await links(school, DUNG, OTHER)
    async with school.writes() as store:
        await store.notify([member.person, await school.person(AN)], "told", Reply("Dung và An"))
    await school.does("UPDATE outbox SET state = 'claimed' WHERE person_id = :p", p=member.person)
    async with school.writes() as store:
        await store.withdraw(member, "telegram")
    assert await states(school, DUNG) == [("dung", "ended"), ("other", "ended")]
    assert (await school.member(DUNG)).paper == "withdrew"
    kept = "SELECT state, reply IS NULL FROM outbox WHERE person_id = :p"
    assert await school.rows(kept, p=member.person) == [("dropped", 1)]
    assert await school.rows(kept, p=await school.person(AN)) == [("due", 0)]


async def test_what_was_sent_before_somebody_withdrew_stays_as_it_was(school: School) -> None:
    member = await school.member(DUNG)
    async with school.writes() as store:
        await store.notify([member.person], "told", Reply("gửi rồi"))
    await school.does("UPDATE outbox SET state = 'sent'")
    async with school.writes() as store:
        await store.withdraw(member, "telegram")
    assert await school.rows("SELECT state, reply IS NULL FROM outbox") == [("sent", 0)]


@pytest.mark.parametrize("own", ["declined", "withdrew"])
async def test_consent_ends_the_paper_way_that_was_the_persons_own(school: School, own: str) -> None:
    member = await school.member(MINH)
    async with school.writes() as store:
        await store.goes_on_paper(member, own, "telegram")
    assert (await school.member(MINH)).paper == own
    async with school.writes() as store:
        await store.agree(member, "1", "telegram")
    assert (await school.member(MINH)).paper is None


@pytest.mark.parametrize("other", ["luc-luong-vu-trang", "roster", "bệnh"])
async def test_consent_does_not_end_another_reason_for_paper(school: School, other: str) -> None:
    """PN-06: a soldier who first declines and then agrees still registers on paper."""
    await school.does("UPDATE membership SET paper = :other WHERE roll = 13", other=other)
    member = await school.member(MINH)
    async with school.writes() as store:
        await store.goes_on_paper(member, "declined", "telegram")
        await store.agree(member, "1", "telegram")
    assert (await school.member(MINH)).paper == other


async def test_an_account_that_nobody_knows_yet_sends_no_linked_member_to_paper(school: School) -> None:
    """Whoever knows a name and a birth date could else take somebody out of the chat."""
    member = await school.member(DUNG)
    async with school.writes() as store:
        await store.goes_on_paper(member, "declined", "zalo")
    assert (await school.member(DUNG)).paper is None
    assert await school.rows("SELECT act FROM decision") == []


async def test_a_paper_mark_of_somebody_else_stays(school: School) -> None:
    member = await school.member(MINH)
    async with school.writes() as store:
        await store.goes_on_paper(member, "declined", "telegram")
        await store.agree(await school.member(HUY), "1", "telegram")
    assert (await school.member(MINH)).paper == "declined"
    assert (await school.member(HUY)).paper == "roster"


async def test_silence_is_asked_for_and_ended(school: School) -> None:
    an = await school.person(AN)
    for quiet, since in ((True, instant(START)), (False, None)):
        async with school.writes() as store:
            await store.be_quiet(an, quiet=quiet)
        assert (await school.member(AN)).quiet_since == since
    assert (await school.member(DUNG)).quiet_since is None


async def test_a_person_is_a_member_of_the_branch_joined_last(school: School) -> None:
    """Where two memberships overlap, every question has the same answer, and an office is held once."""
    binh = await school.person(BINH)
    await school.does(
        "INSERT INTO membership (person_id, unit_id, roll, since) SELECT person_id, unit_id, 99, '2026-11-01'"
        " FROM membership WHERE roll = 1"
    )
    member = await school.reads().member(binh)
    known = await Talks(school.database).look(Address("telegram", "binh"), START)
    assert member is not None
    assert member.roll == 99
    assert known.member == member
    assert known.offices == (Office(member.unit, "bi-thu"),)


async def test_the_birth_date_is_read_for_its_owner(school: School) -> None:
    assert await school.reads().birth(await school.person(AN)) == "2009-09-05"
