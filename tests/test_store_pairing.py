"""Who goes with whom, as the store keeps it, on both databases (PN-19)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from rules.pairing import Pair
from scheduler.pairs import dissolve_broken
from tests.school import AN, BINH, CUONG, DUNG, HOA, School, school_at
from tests.world import START


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def pairs(school: School, kind: str, *rolls: tuple[int, int]) -> int:
    """How many of these are paired now."""
    member = await school.member(BINH)
    wanted = [Pair(kind, await school.person(one), await school.person(other)) for one, other in rolls]
    async with school.writes() as store:
        return len(await store.pair(member.unit, wanted, member.person, "telegram"))


async def hold(school: School) -> list[tuple[str, int | None, int | None]]:
    member = await school.member(BINH)
    return [(p.kind, p.roll, p.other_roll) for p in await school.reads().pairings_of_unit(member.unit)]


async def test_everybody_has_one_buddy_and_one_mentor_at_most(school: School) -> None:
    assert await pairs(school, "buddy", (AN, HOA), (HOA, DUNG), (DUNG, AN), (DUNG, DUNG)) == 1
    assert await pairs(school, "buddy", (DUNG, HOA)) == 0
    assert await pairs(school, "mentor", (BINH, AN), (CUONG, AN), (BINH, HOA)) == 2
    assert await pairs(school, "mentor", (AN, BINH)) == 1
    assert await hold(school) == [("mentor", 1, 7), ("mentor", 1, 8), ("mentor", 7, 1), ("buddy", 7, 8)]


async def test_of_two_who_pair_the_same_member_at_once_one_succeeds(school: School) -> None:
    async with school_at(school.url) as there:
        for kind, first, second in (("buddy", (AN, HOA), (DUNG, AN)), ("mentor", (BINH, AN), (CUONG, AN))):
            made = await asyncio.gather(pairs(school, kind, first), pairs(there, kind, second))
            assert sorted(made) == [0, 1]


async def test_a_pair_is_ended_once(school: School) -> None:
    await pairs(school, "buddy", (AN, HOA))
    (found,) = await school.reads().pairings_of(await school.person(HOA))
    binh = await school.person(BINH)
    async with school.writes() as store:
        assert len(await store.end_pairs([found], "by-hand", binh, "telegram")) == 1
        assert await store.end_pairs([found], "by-hand", binh, "telegram") == ()
    assert await pairs(school, "buddy", (HOA, DUNG)) == 1


async def told(school: School) -> list[int]:
    """To whom it is said that a pair has ended."""
    rows = await school.rows("SELECT person_id FROM outbox WHERE kind = 'pair-ended' ORDER BY person_id")
    return [person for (person,) in rows]


async def test_a_mentor_who_leaves_the_committee_follows_nobody_any_more(school: School) -> None:
    await pairs(school, "mentor", (CUONG, AN), (BINH, HOA))
    await pairs(school, "buddy", (CUONG, DUNG))
    assert await dissolve_broken(school.database, START) == 0
    cuong = await school.person(CUONG)
    await school.does("UPDATE role SET until = '2026-11-25' WHERE person_id = :person", person=cuong)
    async with school_at(school.url) as there:
        now = START + timedelta(days=2)
        await asyncio.gather(dissolve_broken(school.database, now), dissolve_broken(there.database, now))
    assert await hold(school) == [("mentor", 1, 8), ("buddy", 2, 3)]
    assert await told(school) == sorted([cuong, await school.person(AN), await school.person(BINH)])
    ended = await school.reads(now).pairs_lately_ended(await school.person(BINH), "2026-11-25")
    assert [(p.person, p.why_ended) for p in ended] == [(cuong, "office")]
    assert await school.reads(now).pairs_lately_ended(await school.person(HOA), "2026-11-25") == ()


async def test_all_pairs_of_somebody_who_leaves_end_in_the_same_turn(school: School) -> None:
    await pairs(school, "mentor", (CUONG, AN))
    await pairs(school, "buddy", (AN, HOA))
    member = await school.member(AN)
    async with school.writes() as store:
        await store.dissolve_pairs_of(member.person, member.unit, "left", None, "operator")
    assert await hold(school) == []
    people = [await school.person(roll) for roll in (BINH, CUONG, AN, HOA)]
    assert await told(school) == sorted(people)
