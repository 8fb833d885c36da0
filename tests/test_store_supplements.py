"""Contents added during the year, as the store keeps them: decided once, undone to the letter, sent again."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from storage.supplements import Supplement
from tests.school import AN, BINH, CUONG, DUNG, School, items, school_at


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def adds(school: School) -> Supplement:
    """An adds the content 1.2 to a form with 1.1."""
    card, member = await school.sends(AN), await school.member(AN)
    async with school.writes() as store:
        assert await store.confirm(card, await school.person(CUONG), "telegram")
    added = [replace(item, criterion="1.2") for item in items("Giúp 2 bạn học")]
    async with school.writes() as store:
        sent = await store.add_supplements(member, await school.cycle(), card, added, "telegram")
    assert sent is not None
    return await again(school, sent[0])


async def again(school: School, number: int) -> Supplement:
    found = await school.reads().supplement(number)
    assert found is not None
    return found


async def test_it_waits_for_the_committee_but_not_for_its_member(school: School) -> None:
    added = await adds(school)
    waits = {roll: await school.reads().supplements_waiting(await school.person(roll)) for roll in (AN, BINH, DUNG)}
    assert waits == {AN: 0, BINH: 1, DUNG: 0}
    assert await school.reads().supplement_queue(await school.person(CUONG)) == (added,)


async def test_the_first_decision_counts_and_undoing_it_leaves_what_was(school: School) -> None:
    added = await adds(school)
    binh, cuong = await school.person(BINH), await school.person(CUONG)
    async with school.writes() as store:
        assert await store.confirm_supplement(added, binh, "telegram", counts=False)
        assert not await store.return_supplement(added, cuong, "telegram", "viết rõ hơn")
    form = await school.reads().form(added.form)
    assert form is not None
    assert [(x.criterion, x.counts) for x in await school.reads().year_lines(form)] == [("1.1", True), ("1.2", False)]
    async with school.writes() as store:
        deeds = await store.last_decision(binh, "")
        assert len((await store.undo(deeds, binh, "telegram")).back) == 1
    assert await again(school, added.id) == replace(added, rev=added.rev + 2)


async def test_it_is_not_taken_back_from_under_a_grade_that_counted_it(school: School) -> None:
    added = await adds(school)
    binh, cycle = await school.person(BINH), await school.cycle()
    async with school.writes() as store:
        assert await store.confirm_supplement(added, binh, "telegram", counts=True)
    await school.does(
        "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day, minutes,"
        " opened_at, opened_by, rev) VALUES (:cycle, :unit, 'open', 'collective', '', '', 9, '', '', '', :binh, 0)",
        cycle=cycle.id,
        unit=added.unit,
        binh=binh,
    )
    await school.does(
        "INSERT INTO rating (round_id, cycle_id, unit_id, person_id, form_id, standing, state, outcome, why, differs,"
        " remarks, trace, returned, rev) SELECT id, cycle_id, unit_id, :person, :form, 'eligible', 'decided', 'tot',"
        " '', '', '', '', '', 0 FROM rating_round",
        person=added.person,
        form=added.form,
    )
    deeds = await school.reads().last_decision(binh, "")
    for stands, back in ((True, 0), (False, 1)):
        if not stands:
            await school.does("UPDATE rating SET outcome = NULL, state = 'open'")
        async with school.writes() as store:
            assert len((await store.undo(deeds, binh, "telegram")).back) == back


async def test_scenario_two_secretaries_who_decide_the_same_line_at_once_one_decides(school: School) -> None:
    added = await adds(school)
    binh, cuong = await school.person(BINH), await school.person(CUONG)

    async def confirms() -> bool:
        async with school.writes() as store:
            return await store.confirm_supplement(added, binh, "telegram", counts=True)

    async def returns() -> bool:
        async with school.writes() as store:
            return await store.return_supplement(added, cuong, "telegram", "viết rõ hơn")

    confirmed, returned = await asyncio.gather(confirms(), returns())
    assert confirmed is not returned
    now = await again(school, added.id)
    assert (now.state, now.decided_by) == (("confirmed", binh) if confirmed else ("returned", cuong))
    deeds = await school.reads().deeds_on("supplement", added.id)
    assert [deed.act for deed in deeds] == ["supplement-sent", f"supplement-{now.state}"]


async def test_a_returned_one_is_sent_again_and_a_waiting_one_is_not_sent_twice(school: School) -> None:
    added = await adds(school)
    member, cycle, form = await school.member(AN), await school.cycle(), await school.reads().form(added.form)
    assert form is not None
    async with school.writes() as store:
        assert await store.add_supplements(member, cycle, form, [added.item], "telegram") == ()
        assert await store.return_supplement(added, await school.person(BINH), "telegram", "viết rõ hơn")
        assert await store.add_supplements(member, cycle, form, [added.item], "telegram") == (added.id,)
    now = await again(school, added.id)
    await school.does("UPDATE form SET state = 'returned'")
    async with school.writes() as store:
        assert await store.add_supplements(member, cycle, form, [added.item], "telegram") is None
    assert (now.state, now.reason, now.decided_by, now.rev) == ("sent", "", None, 2)
    async with school.writes() as store:
        assert await store.withdraw_supplement(now, "telegram")
        assert not await store.withdraw_supplement(now, "telegram")
