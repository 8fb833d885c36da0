"""Self-assessments in the store: whose turn it is, what the committee may see, who comes first."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from rules.permissions import Case
from storage.assessing import Assessed, AssessmentCard
from storage.forms import Card
from tests.school import AN, BINH, CUONG, HOA, School, add_unit, appoint, later, school_at

WORDS = (Assessed("1.1", "done", "Đã đọc 3 cuốn sách"), Assessed("1.2", "not-done", "Bị đau chân"))


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def confirmed(school: School, roll: int = AN) -> Card:
    card = await school.sends(roll, "Đọc 3 cuốn sách", "Chạy bộ 3 buổi")
    binh = await school.person(BINH)
    async with school.writes() as store:
        assert await store.confirm(card, binh, "telegram")
    return await school.form(card)


async def sends(school: School, form: Card, *lines: Assessed, **points: int) -> AssessmentCard | None:
    async with school.writes() as store:
        return await store.send_assessment(form, lines or WORDS, points, "telegram")


async def sent(school: School, form: Card, *lines: Assessed, **points: int) -> AssessmentCard:
    card = await sends(school, form, *lines, **points)
    assert card is not None
    return card


async def takes_back(school: School, card: AssessmentCard) -> bool:
    async with school.writes() as store:
        return await store.recall_assessment(card, "telegram")


async def opens(school: School, card: AssessmentCard, roll: int = BINH) -> None:
    person = await school.person(roll)
    async with school.writes() as store:
        await store.open_assessment(card, person, "telegram")


async def gives_back(school: School, card: AssessmentCard, reason: str = "Viết rõ hơn") -> bool:
    binh = await school.person(BINH)
    async with school.writes() as store:
        return await store.return_assessment(card, binh, "telegram", reason)


async def now(school: School, form: Card) -> AssessmentCard:
    found = await school.reads().my_assessment(form)
    assert found is not None
    return found


async def test_what_was_sent_is_kept_line_by_line_with_points(school: School) -> None:
    card = await sent(school, await confirmed(school), **{"1": 18, "2": 20})
    store = school.reads()
    assert (card.code[:3], card.state, card.version, card.roll) == ("TD-", "sent", 1, AN)
    assert await store.assessment(card.id) == card
    assert await store.assessment_lines(card) == WORDS
    assert await store.assessment_points(card) == {"1": 18, "2": 20}
    assert [deed.act for deed in await store.deeds_on("assessment", card.id)] == ["sent"]


async def test_every_version_is_kept_and_the_newest_counts(school: School) -> None:
    form = await confirmed(school)
    first = await sent(school, form)
    assert await takes_back(school, first)
    second = await sent(school, form, Assessed("1.1", "partly", "Đọc 2 cuốn"))
    assert (second.id, second.version, second.state) == (first.id, 2, "sent")
    assert await school.reads().assessment_lines(second) == (Assessed("1.1", "partly", "Đọc 2 cuốn"),)
    assert await school.reads().assessment_lines(first) == WORDS


@pytest.mark.parametrize(
    ("change", "taken"),
    [
        ("UPDATE form SET state = 'returned'", False),
        ("UPDATE cycle SET state = 'closed'", False),
        ("UPDATE assessment SET state = 'opened'", False),
        ("UPDATE assessment SET state = 'sent'", False),
        ("UPDATE assessment SET state = 'recalled'", True),
        ("UPDATE assessment SET state = 'returned'", True),
    ],
)
async def test_it_is_sent_again_while_it_is_the_members_to_change(school: School, change: str, taken: bool) -> None:
    form = await confirmed(school)
    await sent(school, form)
    await school.does("UPDATE assessment SET state = 'recalled'")
    await school.does(change)
    assert (await sends(school, form) is not None) is taken


@pytest.mark.parametrize(("state", "rated"), [("open", False), ("returned", False), ("decided", True), ("noted", True)])
async def test_whoever_is_rated_sends_no_more(school: School, state: str, rated: bool) -> None:
    form = await confirmed(school)
    await school.does(
        "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day, minutes,"
        " opened_at, opened_by, rev)"
        " VALUES (:cycle, :unit, 'open', 'collective', '', '', 9, '2027-05-10', '', '', :by, 0)",
        cycle=form.cycle,
        unit=form.unit,
        by=await school.person(BINH),
    )
    await school.does(
        "INSERT INTO rating (round_id, cycle_id, unit_id, person_id, form_id, standing, state, why, differs, remarks,"
        " trace, returned, rev) SELECT id, cycle_id, unit_id, :person, :form, 'eligible', :state, '', '', '', '', '', 0"
        " FROM rating_round",
        person=form.person,
        form=form.id,
        state=state,
    )
    assert await school.reads().is_rated(form.person, form.cycle) is rated
    assert (await sends(school, form) is None) is rated


async def test_the_committee_sees_only_what_is_sent(school: School) -> None:
    cards = [await sent(school, await confirmed(school, roll)) for roll in (HOA, AN, CUONG)]
    assert await takes_back(school, cards[1])
    await opens(school, cards[2])
    seen = await school.reads().assessments_of(cards[0].unit, cards[0].cycle)
    assert [(card.roll, card.state) for card in seen] == [(CUONG, "opened"), (HOA, "sent")]


async def test_what_is_opened_is_not_taken_back_but_may_be_given_back(school: School) -> None:
    form = await confirmed(school)
    card = await sent(school, form)
    await opens(school, card)
    await opens(school, card, CUONG)
    opened = await now(school, form)
    assert (opened.state, opened.opened_by) == ("opened", await school.person(BINH))
    assert not await takes_back(school, card)
    assert await gives_back(school, opened, "Viết rõ hơn")
    assert not await gives_back(school, opened)
    returned = await now(school, form)
    assert await school.reads().returned_because(returned) == "Viết rõ hơn"
    acts = [deed.act for deed in await school.reads().deeds_on("assessment", card.id)]
    assert acts == ["sent", "opened", "returned"]


async def test_an_old_screen_gives_no_newer_version_back(school: School) -> None:
    form = await confirmed(school)
    first = await sent(school, form)
    assert await takes_back(school, first)
    await sent(school, form)
    assert not await gives_back(school, first)
    await opens(school, first)
    assert (await now(school, form)).state == "sent"


async def test_of_taking_back_and_giving_back_at_once_exactly_one_happens(school: School) -> None:
    form = await confirmed(school)
    for n in range(6):
        card = await sent(school, form)
        async with school_at(school.url) as there:
            done = await asyncio.gather(takes_back(school, card), gives_back(there, card), return_exceptions=False)
        assert sum(done) == 1, n
        assert (await now(school, form)).state == ("recalled" if done[0] else "returned")


async def test_who_owes_one(school: School) -> None:
    form, store = await confirmed(school), school.reads(later(days=1))
    assert await store.assessment_owed(form.person, form.cycle) == "new"
    card = await sent(school, form)
    assert await store.assessment_owed(form.person, form.cycle) is None
    await takes_back(school, card)
    assert await store.assessment_owed(form.person, form.cycle) == "recalled"
    await school.sends(HOA)
    assert await store.assessment_owed(await school.person(HOA), form.cycle) is None


async def test_it_goes_to_the_branch_where_the_member_is_now(school: School) -> None:
    form = await confirmed(school)
    above = int(str(await school.one("SELECT parent_id FROM unit_parent")))
    unit = await add_unit(school, "12A2", above)
    async with school.writes() as store:
        card = await store.send_assessment(form, WORDS, {}, "telegram", unit)
    assert card is not None
    assert [seen.id for seen in await school.reads().assessments_of(unit, form.cycle)] == [card.id]
    assert await school.reads().assessments_of(form.unit, form.cycle) == ()
    assert await school.reads().assessment_case(card) == Case(form.person, unit, above, owner_in_committee=True)
    await appoint(school, await school.person(HOA), unit)
    assert await school.reads().assessment_case(card) == Case(form.person, unit, above, owner_in_committee=False)
