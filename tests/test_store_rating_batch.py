"""Many results decided in one turn, while a colleague decides about one of them."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from rules.eligibility import standing
from rules.rating import trace
from storage.rating import CHANGE, Rated, Verdict
from storage.sql import Sql
from tests.school import AN, BINH, CUONG, HOA, School, Watched, school_at, until_somebody_waits
from tests.test_store_rounds import DAY, NOW, adds_up, decides, of, opens


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def decides_about_all(school: School, *rated: Rated) -> tuple[Rated, ...]:
    """The secretary decides by the rules alone; those about whom somebody was first."""
    cycle, binh = await school.cycle(), await school.person(BINH)
    async with school.writes(NOW) as store:
        facts = {known.person: known.facts for known in await store.known(rated[0].unit, cycle.id)}
        made = [trace(cycle.policy, standing(cycle.policy, facts[one.person], DAY), DAY, ()) for one in rated]
        verdicts = [Verdict(one, by, by.outcome) for one, by in zip(rated, made, strict=True)]
        return await store.decide_ratings(verdicts, (), binh, "telegram")


async def test_two_who_decide_about_the_same_people_never_wait_for_each_other(school: School) -> None:
    round_ = await opens(school)
    first, last = await of(school, round_, AN), await of(school, round_, HOA)
    meanwhile: list[asyncio.Task[int | None]] = []
    seen: list[Sql] = []

    async def colleague() -> int | None:
        async with school.writes(NOW) as store:
            return await decides(school, store, last, CUONG)

    async def between_the_two(sql: Sql) -> None:
        seen.extend([sql] if sql is CHANGE else [])
        if len(seen) == 2 and not meanwhile:
            meanwhile.append(asyncio.create_task(colleague()))
            waits = asyncio.create_task(until_somebody_waits(school))
            await asyncio.wait((meanwhile[0], waits), return_when=asyncio.FIRST_COMPLETED)
            waits.cancel()

    lost = await decides_about_all(School(school.url, Watched(school.database, between_the_two)), first, last)
    deed = await meanwhile[0]
    assert [one.id for one in lost] == ([last.id] if deed else [])
    assert await school.one("SELECT count(*) FROM decision WHERE act = 'rated'") == 2
    await adds_up(school, round_)


async def test_a_batch_of_results_is_taken_back_as_a_whole(school: School) -> None:
    round_ = await opens(school)
    binh = await school.person(BINH)
    seen = [await of(school, round_, roll) for roll in (HOA, AN)]
    assert not await decides_about_all(school, *seen)
    async with school.writes(NOW) as store:
        undone = await store.undo(await store.last_decision(binh, "2027-05-10T00:00:00Z"), binh, "telegram")
    assert {deed.subject for deed in undone.back} == {one.id for one in seen}
    assert {(await of(school, round_, roll)).state for roll in (AN, HOA)} == {"open"}
