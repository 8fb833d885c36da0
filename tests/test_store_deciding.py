"""What committees decide: who may, in which order, once and for all, and what several do at the same moment."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.permissions import Case, obstacle_to_decide
from storage.decisions import Deed
from storage.forms import Card
from storage.instants import instant
from storage.undoing import Undone
from tests.school import (
    AN,
    BINH,
    CUONG,
    DUNG,
    HOA,
    OTHER_AN,
    School,
    add_member,
    add_unit,
    appoint,
    items,
    later,
    move,
    school_at,
)
from tests.world import START

ROUNDS = 12


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


@dataclass(frozen=True, slots=True)
class Two:
    """Two processes on one database, and a form that both look at."""

    here: School
    there: School
    card: Card

    async def at_once(self, *acts: "Act") -> list[bool]:
        """Each act in a turn of its own, by turns in the one process and in the other."""
        ways = [self.here, self.there, self.here]
        return list(await asyncio.gather(*(act(way, self.card) for way, act in zip(ways, acts, strict=False))))

    async def anew(self) -> "Two":
        """The next round: the member sends the next version."""
        await self.here.does("UPDATE form SET state = 'recalled'")
        return replace(self, card=await self.here.sends(AN))


Act = Callable[[School, Card], Awaitable[bool]]


@pytest.fixture
async def two(world: str) -> AsyncIterator[Two]:
    async with school_at(world) as here, school_at(world) as there:
        yield Two(here, there, await here.sends(AN))


def confirms(roll: int) -> Act:
    async def act(school: School, card: Card) -> bool:
        async with school.writes() as store:
            return await store.confirm(card, await school.person(roll), "telegram") is not None

    return act


def returns(roll: int, *positions: int) -> Act:
    async def act(school: School, card: Card) -> bool:
        async with school.writes() as store:
            return await store.give_back(card, await school.person(roll), "telegram", positions, "rõ hơn")

    return act


def undoes(roll: int) -> Act:
    async def act(school: School, card: Card) -> bool:
        person = await school.person(roll)
        async with school.writes() as store:
            deeds = await store.last_decision(person, instant(START))
            return bool((await store.undo(deeds, person, "telegram")).back)

    return act


def opens(roll: int) -> Act:
    async def act(school: School, card: Card) -> bool:
        async with school.writes() as store:
            await store.open(card, await school.person(roll), "telegram")
        return "opened" in await school.acts(card)

    return act


async def recalls(school: School, card: Card) -> bool:
    member = await school.member(AN)
    async with school.writes() as store:
        return await store.recall(member, card, "telegram")


async def sends_again(school: School, card: Card) -> bool:
    member, cycle = await school.member(AN), await school.cycle()
    async with school.writes() as store:
        return await store.submit(member, cycle, items("Chạy bộ 3 buổi"), "telegram") is not None


async def recalls_and_sends_again(school: School, card: Card) -> bool:
    return await recalls(school, card) and await sends_again(school, card)


async def decided(school: School, card: Card) -> tuple[str, list[str]]:
    """The state of the form, and what stands in the record of its version about its decision."""
    acts = [act for act in await school.acts(card) if act in ("confirmed", "returned")]
    return (await school.form(card)).state, acts


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(confirms(BINH), confirms(CUONG), id="both confirm"),
        pytest.param(confirms(BINH), returns(CUONG), id="one confirms, one returns"),
        pytest.param(returns(BINH), returns(CUONG), id="both return"),
        pytest.param(confirms(BINH), confirms(BINH), id="one confirms from two chats"),
    ],
)
async def test_of_two_who_decide_at_once_one_is_first_and_the_other_is_told(two: Two, first: Act, second: Act) -> None:
    for _ in range(ROUNDS):
        won = await two.at_once(first, second)
        assert sorted(won) == [False, True]
        state, acts = await decided(two.here, two.card)
        assert acts == [state], "one decision, and it stands"
        two = await two.anew()


async def test_of_three_who_decide_at_once_one_is_first(two: Two) -> None:
    for _ in range(ROUNDS):
        won = await two.at_once(confirms(BINH), returns(CUONG, 1), confirms(BINH))
        assert sorted(won) == [False, False, True]
        state, acts = await decided(two.here, two.card)
        assert acts == [state]
        two = await two.anew()


@pytest.mark.parametrize("second", [confirms(CUONG), returns(CUONG)], ids=["confirms", "returns"])
async def test_a_decision_taken_back_while_a_colleague_decides(two: Two, second: Act) -> None:
    for _ in range(ROUNDS):
        await confirms(BINH)(two.here, two.card)
        undone, won = await two.at_once(undoes(BINH), second)
        assert undone
        state, acts = await decided(two.here, two.card)
        assert acts == ([state] if won else [])
        assert (state == "sent") is not won
        two = await two.anew()


async def test_a_decision_taken_back_from_two_chats_is_taken_back_once(two: Two) -> None:
    for _ in range(ROUNDS):
        await returns(BINH, 1)(two.here, two.card)
        assert sorted(await two.at_once(undoes(BINH), undoes(BINH))) == [False, True]
        of_version = "SELECT count(*) FROM decision WHERE act = 'undone' AND version = :version"
        assert await two.here.one(of_version, version=two.card.version) == 1
        two = await two.anew()


async def test_a_return_taken_back_while_the_member_sends_again(two: Two) -> None:
    """Whoever is first: the committee has its form back, or the member's new version counts."""
    for _ in range(ROUNDS):
        await returns(BINH)(two.here, two.card)
        undone, sent = await two.at_once(undoes(BINH), sends_again)
        assert undone is not sent
        form = await two.here.form(two.card)
        assert (form.state, form.version - two.card.version) == ("sent", 0 if undone else 1)
        two = await two.anew()


async def test_a_form_recalled_while_a_secretary_opens_it(two: Two) -> None:
    for _ in range(ROUNDS):
        recalled, opened = await two.at_once(recalls, opens(BINH))
        assert recalled is not opened
        assert (await two.here.form(two.card)).state == ("recalled" if recalled else "opened")
        two = await two.anew()


async def test_an_older_version_is_never_confirmed_as_the_newer_one(two: Two) -> None:
    for _ in range(ROUNDS):
        sent, confirmed = await two.at_once(recalls_and_sends_again, confirms(BINH))
        assert sent is not confirmed
        form = await two.here.form(two.card)
        assert (form.state, form.version) == (
            ("confirmed", two.card.version) if confirmed else ("sent", two.card.version + 1)
        )
        two = await two.anew()


async def test_a_form_sent_twice_at_once_is_one_version_with_its_lines(two: Two) -> None:
    for version in range(2, ROUNDS):
        await two.here.does("UPDATE form SET state = 'returned'")
        assert sorted(await two.at_once(sends_again, sends_again)) == [False, True]
        assert (await two.here.form(two.card)).version == version
        lines = "SELECT count(*) FROM line WHERE version = :version"
        assert await two.here.one(lines, version=version) == 1


async def test_a_first_form_sent_twice_at_once_is_one_form(world: str) -> None:
    async with school_at(world) as here, school_at(world) as there:
        members = [await here.member(roll) for roll in (AN, DUNG, HOA, OTHER_AN)]
        cycle = await here.cycle()

        async def sends(school: School, number: int) -> bool:
            async with school.writes() as store:
                return await store.submit(members[number], cycle, items(), "telegram") is not None

        for number in range(4):
            won = await asyncio.gather(sends(here, number), sends(there, number), sends(here, number))
            assert sorted(won) == [False, False, True]
        assert await here.rows("SELECT version, count(*) FROM line GROUP BY version") == [(1, 4)]


async def test_only_the_one_who_decided_takes_a_decision_back(school: School) -> None:
    card = await school.sends(AN)
    await confirms(BINH)(school, card)
    cuong = await school.person(CUONG)
    assert len(await last(school, BINH)) == 1
    assert await last(school, CUONG) == ()
    async with school.writes() as store:
        assert await store.undo(await store.last_decision(cuong, instant(START)), cuong, "telegram") == Undone((), ())
    assert await decided(school, card) == ("confirmed", ["confirmed"])


async def last(school: School, roll: int, since: str = instant(START)) -> tuple[Deed, ...]:
    return await school.reads().last_decision(await school.person(roll), since)


@pytest.mark.parametrize(("seconds", "found"), [(0, True), (599, True), (600, True), (601, False)], ids=str)
async def test_a_decision_can_be_taken_back_for_so_long(school: School, seconds: int, found: bool) -> None:
    """The flow asks for the decisions of the last ten minutes."""
    await confirms(BINH)(school, await school.sends(AN))
    since = instant(later(now=later(seconds=seconds), minutes=-10))
    assert bool(await last(school, BINH, since)) is found


async def test_a_decision_is_taken_back_only_while_it_is_the_last_word(school: School) -> None:
    card = await school.sends(AN)
    await returns(BINH)(school, card)
    deeds = await last(school, BINH)
    assert await sends_again(school, card)
    binh = await school.person(BINH)
    async with school.writes() as store:
        assert await store.undo(deeds, binh, "telegram") == Undone((), deeds)
    assert (await school.form(card)).state == "sent"


async def test_the_decision_before_is_the_last_one_again_after_an_undo(school: School) -> None:
    first, second = await school.sends(AN), await school.sends(DUNG)
    for card in (first, second):
        await confirms(BINH)(school, card)
    assert await undoes(BINH)(school, second)
    (deed,) = await last(school, BINH)
    assert deed.form == first.id


async def test_what_was_undone_stands_no_more_but_stays_in_the_record(school: School) -> None:
    card = await school.sends(AN, "Đọc sách", "Chạy bộ", "Học nhóm")
    await opens(BINH)(school, card)
    await returns(BINH, 1, 3)(school, card)
    deeds = await school.reads().deeds(card.id, 1)
    assert [(deed.act, deed.position, deed.reason) for deed in deeds[2:]] == [
        ("returned", 1, "rõ hơn"),
        ("returned", 3, "rõ hơn"),
    ]
    assert {deed.actor_name for deed in deeds[2:]} == {"Lê Thị Bình"}
    assert await undoes(BINH)(school, card)
    assert await school.acts(card) == ["sent", "opened", "undone", "undone"]
    assert await school.one("SELECT count(*) FROM decision WHERE act = 'returned'") == 2
    assert (await school.form(card)).decided_by is None


@pytest.mark.parametrize("state", ["confirmed", "returned", "recalled"])
async def test_nothing_is_decided_about_a_form_that_does_not_wait(school: School, state: str) -> None:
    card = await school.sends(AN)
    await school.does("UPDATE form SET state = :state", state=state)
    assert not await confirms(BINH)(school, card)
    assert not await returns(BINH)(school, card)
    assert not await opens(BINH)(school, card)
    assert (await school.form(card)).state == state
    assert await school.acts(card) == ["sent"]


async def test_opening_is_recorded_once_a_person(school: School) -> None:
    card = await school.sends(AN)
    for roll in (BINH, BINH, CUONG):
        await opens(roll)(school, await school.form(card))
    assert await school.acts(card) == ["sent", "opened", "opened"]
    assert (await school.form(card)).opened_by == await school.person(CUONG)
    assert not await recalls(school, card), "once opened, it cannot be taken back"


async def queue(school: School, roll: int, minutes: float) -> list[int | None]:
    person = await school.person(roll)
    return [card.roll for card in await school.reads(later(minutes=minutes)).queue(person)]


async def test_the_queue_is_in_the_order_of_sending(school: School) -> None:
    for minutes, roll in enumerate((HOA, AN, DUNG)):
        await school.sends(roll, now=later(minutes=minutes))
    assert await queue(school, BINH, 5) == [HOA, AN, DUNG]
    assert await queue(school, AN, 5) == [], "who holds no office has no queue"


@pytest.mark.parametrize(
    ("minutes", "expected"), [(9.9, [AN, HOA]), (10, [HOA, AN]), (11, [HOA, AN])], ids=["9.9", "10", "11"]
)
async def test_what_a_colleague_has_in_hand_comes_last_for_ten_minutes(
    school: School, minutes: float, expected: list[int]
) -> None:
    first = await school.sends(HOA)
    await school.sends(AN, now=later(seconds=1))
    await opens(CUONG)(school, first)
    assert await queue(school, BINH, minutes) == expected
    assert await queue(school, CUONG, minutes) == [HOA, AN], "for whoever has it in hand nothing changes"


async def test_only_forms_that_wait_are_in_the_queue(school: School) -> None:
    cards = {roll: await school.sends(roll) for roll in (AN, DUNG, HOA, OTHER_AN)}
    await confirms(CUONG)(school, cards[AN])
    await returns(CUONG)(school, cards[DUNG])
    await opens(BINH)(school, cards[HOA])
    assert await queue(school, BINH, 1) == [HOA, OTHER_AN]
    binh = await school.person(BINH)
    assert await school.reads().waiting(binh) == (2, 2)
    assert await school.reads().waiting(binh, instant(START)) == (2, 0)
    assert await school.reads().waiting(binh, instant(later(seconds=-1))) == (2, 2)


async def test_a_secretarys_own_form_is_decided_by_the_others_or_by_the_unit_above(school: School) -> None:
    """domain.md 4.3, scenario 22."""
    card = await school.sends(BINH)
    unit = (await school.member(BINH)).unit
    school_office = await school.one("SELECT parent_id FROM unit_parent WHERE unit_id = :unit", unit=unit)
    assert isinstance(school_office, int)
    above = await add_member(school, unit, 50)
    await appoint(school, above, school_office)
    binh, cuong = await school.person(BINH), await school.person(CUONG)
    store = school.reads()
    assert await store.deciders(unit, binh) == (cuong,)
    assert [c.id for c in await store.queue(above)] == [card.id]
    assert await store.queue(binh) == ()
    assert await store.case(card) == Case(binh, unit, school_office, owner_in_committee=True)

    await school.does("UPDATE role SET until = '2026-11-23' WHERE person_id = :cuong", cuong=cuong)
    assert await store.deciders(unit, binh) == (above,)
    await school.does("UPDATE role SET until = '2026-11-23' WHERE person_id = :above", above=above)
    assert await store.deciders(unit, binh) == ()


async def test_the_unit_above_sees_no_form_of_a_member_who_holds_no_office(school: School) -> None:
    card, secretarys = await school.sends(AN), await school.sends(BINH)
    unit = (await school.member(AN)).unit
    school_office = await school.one("SELECT parent_id FROM unit_parent WHERE unit_id = :unit", unit=unit)
    assert isinstance(school_office, int)
    above = await add_member(school, unit, 50)
    await appoint(school, above, school_office)
    store = school.reads()
    assert [c.id for c in await store.queue(above)] == [secretarys.id], "hers alone, of all that wait"
    assert await store.waiting(above) == (1, 1)
    assert await store.deciders(unit, card.person) == (await school.person(BINH), await school.person(CUONG))


async def test_the_same_words_in_two_forms_of_a_branch_are_found(school: School) -> None:
    card = await school.sends(AN, "Đọc 3 cuốn sách", "Chạy bộ 3 buổi", "Học nhóm 2 buổi")
    await school.sends(DUNG, "doc 3 cuon  sách", "Chạy bộ 2 buổi", "Học nhóm 2 buổi")
    await school.sends(HOA, "Chạy bộ 3 buổi", "Đọc 3 cuốn sách")
    found = [(same.position, same.roll) for same in await school.reads().same_words(card)]
    assert found == [(1, DUNG), (3, DUNG)], "same words, and of the same criterion"


async def test_the_same_words_in_an_older_version_or_another_branch_count_not(school: School) -> None:
    other = await school.sends(DUNG, "Đọc 3 cuốn sách")
    await returns(BINH)(school, other)
    await school.sends(DUNG, "Viết 1 bài thơ")
    elsewhere = await school.sends(HOA, "Đọc 3 cuốn sách")
    unit = await add_unit(school, "12A2")
    await school.does("UPDATE form SET unit_id = :unit WHERE id = :form", unit=unit, form=elsewhere.id)
    card = await school.sends(AN, "Đọc 3 cuốn sách")
    assert await school.reads().same_words(card) == ()


WORLD = count()
PEOPLE, UNITS = range(4), range(4)
offices = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(UNITS), st.sampled_from(["now", "ended", "to come"])),
    max_size=6,
)


@given(
    parents=st.tuples(*(st.sampled_from([None, *range(unit)]) for unit in UNITS)),
    moved=st.booleans(),
    offices=offices,
    owner=st.sampled_from(PEOPLE),
    home=st.sampled_from(UNITS),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_queue_and_the_rule_agree_on_who_may_decide(
    world: str,
    parents: tuple[int | None, ...],
    moved: bool,
    offices: list[tuple[int, int, str]],
    owner: int,
    home: int,
) -> None:
    """The statement says in SQL what rules.permissions says in Python, for whatever units and offices."""
    async with school_at(world) as school:
        number = next(WORLD)
        units = [await add_unit(school, f"U{number}-{unit}") for unit in UNITS]
        for unit, parent in enumerate(parents):
            if parent is not None:
                await move(school, units[unit], units[parent], "2026-01-01")
        above = parents[home]
        if moved and above is not None:  # only yesterday, and another parent is to come
            await move(school, units[home], units[above], "2026-11-22")
            await move(school, units[home], units[home], "2026-11-24")
        people = [await add_member(school, units[home], roll) for roll in PEOPLE]
        days = {"now": ("2026-11-23", None), "ended": ("2026-01-01", "2026-11-23"), "to come": ("2026-11-24", None)}
        for person, unit, when in offices:
            await appoint(school, people[person], units[unit], *days[when])
        sent = (
            "INSERT INTO form (cycle_id, person_id, unit_id, state, version, late, sent_at)"
            " SELECT id, :owner, :unit, 'sent', 1, 0, '2026-11-23T00:00:00Z' FROM cycle"
        )
        await school.does(sent, owner=people[owner], unit=units[home])

        store = school.reads()
        held = {person: {units[u] for p, u, when in offices if p == person and when == "now"} for person in PEOPLE}
        case = Case(people[owner], units[home], None if above is None else units[above], units[home] in held[owner])
        for person in PEOPLE:
            queue = await store.queue(people[person])
            waiting, _ = await store.waiting(people[person])
            may = obstacle_to_decide(people[person], held[person], case) is None
            assert (len(queue), waiting) == (int(may), int(may))
            assert [await store.case(card) for card in queue] == [case] * may
