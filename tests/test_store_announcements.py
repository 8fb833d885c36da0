"""Announcements as they are stored: who is on the list, one message for each account, once, and what came of it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta

import pytest

from bot.adapters.platform import Outcome, Refused, Unknown
from bot.app import build
from chat.message import Address, Reply
from rules import announcement
from scheduler.retention import NOTICES, forget_old
from storage.announcements import KEPT, TWICE, Announcement, Audience
from storage.instants import instant
from tests.player import Clock, Paper, Stage
from tests.school import (
    AN,
    BINH,
    CUONG,
    DUNG,
    HOA,
    HUY,
    MINH,
    School,
    add_member,
    add_unit,
    appoint,
    later,
    link,
    move,
    school_at,
)
from tests.world import MEMBERS, START

WORDS = "Chiều thứ Bảy họp lúc 15 giờ."
ACCOUNTS = [CUONG, DUNG, AN, HOA, HUY]
CAME = [
    (None, None, False, False, "no-account"),
    (None, None, True, False, "no-account"),
    (None, None, False, True, "forgotten"),
    ("due", None, False, False, "waiting"),
    ("due", "TimedOut", False, True, "waiting"),
    ("claimed", None, False, False, "waiting"),
    ("sent", None, True, False, "sent"),
    ("failed", "unreachable", False, False, "blocked"),
    ("failed", "telegram: Forbidden: bot was blocked by the user", True, False, "blocked"),
    ("failed", "no-account", False, False, "lost"),
    ("failed", "Bad Request", False, False, "refused"),
    ("held", "safe-mode", False, False, "held"),
    ("dropped", "safe-mode", False, False, "held"),
    ("unknown", "TimedOut", False, False, "unknown"),
    ("dropped", None, False, False, "withdrew"),
]


@pytest.mark.parametrize(("state", "problem", "blocked", "old", "came"), CAME)
def test_what_came_of_a_message(
    state: str | None, problem: str | None, blocked: bool, old: bool, came: announcement.Outcome
) -> None:
    assert announcement.outcome(state, problem, blocked=blocked, old=old) == came


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def audience(school: School, roll: int = BINH, unit: str = "12A1", *, below: bool = False) -> Audience:
    ((id_,),) = await school.rows("SELECT id FROM unit WHERE code = :code", code=unit)
    return await school.reads().audience(id_, await school.person(roll), below=below)


async def announces(
    school: School,
    roll: int = BINH,
    text: str = WORDS,
    *,
    now: datetime = START,
    due: datetime | None = None,
    to: Audience | None = None,
) -> int | None:
    to = to or await audience(school, roll)
    async with school.writes(now) as store:
        return await store.announce(to, text, Reply(text, "Thông báo"), due or now)


async def announced(school: School) -> Announcement:
    number = await announces(school)
    assert number is not None
    found = await school.reads().announcement(number)
    assert found is not None
    return found


async def came(school: School, what: Announcement, now: datetime = START) -> dict[int | None, announcement.Outcome]:
    """By number on the branch's list."""
    return {one.roll: one.outcome for one in await school.reads(now).deliveries(what)}


async def test_everybody_is_on_the_record_and_each_account_gets_one_message(school: School) -> None:
    await school.does("UPDATE link SET unreachable = 'blocked' WHERE \"user\" = 'hoa'")
    await link(school, await school.person(AN), "an-zalo", platform="zalo")
    await link(school, await school.person(MINH), "minh", state="waiting")
    number = await announces(school, due=later(hours=2))
    rows = await school.rows(
        "SELECT roll, kind, key, state, due_at, created_at, attempts, doubtful, reply, announced.person_id"
        " FROM announced JOIN membership ON membership.person_id = announced.person_id"
        " JOIN outbox ON outbox.id = announced.outbox_id WHERE announcement_id = :number ORDER BY roll",
        number=number,
    )
    assert [row[0] for row in rows] == ACCOUNTS
    for _, kind, key, *state, reply, person in rows:
        assert (kind, key) == ("announcement", f"announcement:{number}:{person}")
        assert state == ["due", instant(later(hours=2)), instant(START), 0, 0]
        assert WORDS in reply
    assert await school.one("SELECT count(*) FROM announced") == len(MEMBERS) - 1
    assert await school.one("SELECT count(*) FROM outbox") == len(ACCOUNTS)
    assert await school.rows("SELECT unit_id, person_id, text, at FROM announcement") == [
        ((await school.member(BINH)).unit, await school.person(BINH), WORDS, instant(START))
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param("UPDATE membership SET paper = 'withdrew'", True, id="on paper, with an account"),
        pytest.param("UPDATE person SET quiet_since = '2026-11-01T00:00:00Z'", True, id="asked for no reminders"),
        pytest.param("UPDATE cycle SET state = 'closed'", True, id="no open year"),
        pytest.param("UPDATE membership SET until = '2026-11-23' WHERE roll = 7", False, id="left today"),
        pytest.param("UPDATE membership SET until = '2026-11-24' WHERE roll = 7", True, id="leaves tomorrow"),
        pytest.param("UPDATE membership SET since = '2026-11-23' WHERE roll = 7", True, id="joined today"),
        pytest.param("UPDATE membership SET since = '2026-11-24' WHERE roll = 7", False, id="joins tomorrow"),
    ],
)
async def test_who_is_on_the_list(school: School, change: str, told: bool) -> None:
    await school.does(change)
    before = await audience(school)
    assert before.reached == len(ACCOUNTS) - (not told)
    await announces(school)
    for table in ("announced", "outbox"):
        rows = await school.rows(
            f"SELECT roll FROM {table} JOIN membership ON membership.person_id = {table}.person_id"  # noqa: S608
        )
        assert ((AN,) in rows) is told


async def test_an_account_that_cannot_be_reached_is_counted_apart(school: School) -> None:
    await school.does("UPDATE link SET unreachable = 'blocked' WHERE \"user\" IN ('hoa', 'an')")
    await link(school, await school.person(AN), "an-zalo", platform="zalo")
    await school.does("UPDATE link SET state = 'ended' WHERE \"user\" = 'dung'")
    found = await audience(school)
    assert (found.members, found.accounts, found.reached) == (8, 4, 3)


async def test_a_level_above_reaches_the_members_of_units_right_below_it(school: School) -> None:
    top = (await audience(school, unit="DTHPT")).unit
    branch = await add_unit(school, "12A2", top)
    below = await add_unit(school, "12A2-1", branch)
    await link(school, await add_member(school, branch, 70), "there")
    await link(school, await add_member(school, below, 71), "further")
    own = await audience(school, MINH, "DTHPT")
    assert (own.members, own.accounts, own.reached) == (0, 0, 0)
    to = await audience(school, MINH, "DTHPT", below=True)
    assert (to.members, to.accounts, to.reached) == (len(MEMBERS), len(ACCOUNTS) + 2, len(ACCOUNTS) + 2)
    number = await announces(school, to=to)
    told = "SELECT count(*) FROM announced WHERE announcement_id = :number"
    assert await school.one(told, number=number) == len(MEMBERS)
    assert await school.one("SELECT count(*) FROM outbox") == len(ACCOUNTS) + 2
    await move(school, branch, below, "2026-11-23")
    assert (await audience(school, MINH, "DTHPT", below=True)).members == len(MEMBERS) - 1


async def test_an_announcement_to_nobody_with_an_account_is_on_the_record(school: School) -> None:
    await school.does("UPDATE link SET state = 'ended'")
    what = await announced(school)
    assert set((await came(school, what)).values()) == {"no-account"}


@pytest.mark.parametrize(
    ("after", "text", "again"),
    [
        (timedelta(), WORDS, False),
        (TWICE - timedelta(seconds=1), WORDS, False),
        (TWICE, WORDS, True),
        (timedelta(), WORDS + "!", True),
    ],
    ids=["at once", "within the day", "a day later", "other words"],
)
async def test_the_same_words_are_announced_once_a_day(
    school: School, after: timedelta, text: str, again: bool
) -> None:
    first = await announces(school)
    assert (await announces(school, CUONG, text, now=START + after) is not None) is again
    before = await school.reads(START + after).said_before(await audience(school, BINH), WORDS)
    assert before is not None
    assert (before.id == first) is (after < TWICE)
    assert await school.one("SELECT count(*) FROM announced WHERE announcement_id = :id", id=first) == 8


async def test_the_same_words_may_go_to_other_people(school: School) -> None:
    await announces(school)
    branch = await add_unit(school, "12A1-1", (await school.member(AN)).unit)
    await link(school, await add_member(school, branch, 70), "there")
    assert await announces(school, to=await audience(school, below=True)) is not None
    assert await school.one("SELECT count(*) FROM outbox") == len(ACCOUNTS) + 1


async def test_of_two_at_the_same_moment_one_announces(world: str) -> None:
    async with school_at(world) as here, school_at(world) as there:
        made = await asyncio.gather(*(announces(way, roll) for way, roll in ((here, BINH), (there, CUONG)) * 4))
        assert len([number for number in made if number is not None]) == 1
        assert await here.one("SELECT count(*) FROM outbox") == len(ACCOUNTS)


class Answers(Paper):
    """A platform that answers as it is told, by user; others get their message."""

    said: Mapping[str, Outcome]

    async def send(self, to: Address, reply: Reply) -> Outcome:
        return self.said.get(to.user) or await super().send(to, reply)


async def goes_out(school: School, **said: Outcome) -> None:
    """The sender does what is due, and again as long as something is to be tried again."""
    clock = Clock(START)
    stage = Stage(school.url, "telegram", clock)
    answers = Answers(stage.platform, stage.renderer, {}, {})
    answers.said = said
    async with build(stage.config, clock=clock, adapters=lambda _: {stage.platform: answers}) as app:
        while await app.outbox.drain():
            clock.passes(minutes=10)


async def test_what_came_of_it_follows_the_messages(school: School) -> None:
    what = await announced(school)
    without = dict.fromkeys((12, 13, 14), "no-account")
    assert await came(school, what) == dict.fromkeys(ACCOUNTS, "waiting") | without
    huy = await school.member(HUY)
    async with school.writes() as store:
        await store.withdraw(huy, "telegram")
    blocked = Refused("Forbidden: bot was blocked by the user", gone=True)
    await goes_out(school, dung=blocked, an=Refused("Bad Request"), hoa=Unknown("TimedOut"))
    followed = {CUONG: "sent", DUNG: "blocked", AN: "refused", HOA: "unknown", HUY: "withdrew"}
    assert await came(school, what) == followed | without
    (sent,) = [one for one in await school.reads().deliveries(what) if one.roll == CUONG]
    assert (sent.platform, sent.sent_at, sent.unit_code) == ("telegram", instant(START), "12A1")


@pytest.mark.parametrize(("seconds", "kept"), [(0, True), (1, False)])
async def test_after_ninety_days_nobody_knows_any_more(school: School, seconds: int, kept: bool) -> None:
    """docs/personal-data.md: what was sent is not kept longer."""
    assert KEPT == NOTICES
    what = await announced(school)
    await goes_out(school)
    now = START + KEPT + timedelta(seconds=seconds)
    await forget_old(school.database, now, timedelta(days=30))
    found = await came(school, what, now)
    assert (found[AN], found[MINH]) == (("sent", "no-account") if kept else ("forgotten", "forgotten"))
    assert what.count == len(found) == 8


async def test_a_member_is_named_in_the_unit_of_that_day(school: School) -> None:
    what = await announced(school)
    other = await add_unit(school, "12A2", (await audience(school, unit="DTHPT")).unit)
    an = await school.person(AN)
    await school.does("UPDATE membership SET until = '2026-11-24' WHERE roll = 7")
    joined = "INSERT INTO membership (person_id, unit_id, roll, since) VALUES (:person, :unit, 70, '2026-11-24')"
    await school.does(joined, person=an, unit=other)
    found = [one for one in await school.reads(later(days=1)).deliveries(what) if one.person == an]
    assert [(one.unit_code, one.roll) for one in found] == [("12A1", AN)]


async def test_a_committee_lists_what_it_announced_the_newest_first(school: School) -> None:
    first, second = await announces(school), await announces(school, CUONG, WORDS + "!")
    other = await add_unit(school, "KP3")
    await announces(
        school, to=Audience(other, await school.person(BINH), below=False, members=0, accounts=0, reached=0)
    )
    found = await school.reads().announcements(await school.person(BINH))
    assert [(one.id, one.author, one.count) for one in found] == [
        (second, "Trần Văn Cường", 8),
        (first, "Lê Thị Bình", 8),
    ]
    assert await school.reads().announcements(await school.person(AN)) == ()
    await appoint(school, await school.person(AN), other)
    assert [one.count for one in await school.reads().announcements(await school.person(AN))] == [0]
