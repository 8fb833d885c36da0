"""How far each branch is: every member in exactly one column, counted once, by a second count made here."""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, fields
from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chat.talk import Talk
from storage.session import session_for
from storage.standing import Branch, Standing, standings, total
from storage.years import open_cycle
from tests.school import AN, HUY, School, add_member, add_unit, link, move, school_at
from tests.world import LINKED, MEMBERS, START

TODAY = "2026-11-23"
NAMES = [field.name for field in fields(Standing)]


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def branches(school: School, unit: int, today: str = TODAY) -> list[Branch]:
    async with session_for(school.url) as session:
        return await standings(session, unit, today)


async def root(school: School) -> int:
    unit = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
    assert isinstance(unit, int)
    return unit


async def test_a_branch_in_which_nothing_happened_yet(school: School) -> None:
    (branch,) = await branches(school, await root(school))
    assert (branch.code, branch.name, branch.year) == ("12A1", "Chi đoàn 12A1", 2027)
    assert branch.standing == Standing(members=len(MEMBERS), linked=len(LINKED), paper=1, silent=len(MEMBERS) - 1)


@pytest.mark.parametrize(
    ("state", "late", "expected"),
    [
        ("sent", 0, {"registered": 1, "waiting": 1}),
        ("opened", 1, {"registered": 1, "waiting": 1, "late": 1}),
        ("confirmed", 0, {"registered": 1, "confirmed": 1}),
        ("confirmed", 1, {"registered": 1, "confirmed": 1, "late": 1}),
        ("returned", 1, {"returned": 1}),
        ("recalled", 1, {"drafts": 1}),
    ],
)
@pytest.mark.parametrize("roll", [AN, HUY], ids=["a member", "a member on paper"])
async def test_each_state_of_a_form_has_its_columns(
    school: School, roll: int, state: str, late: int, expected: dict[str, int]
) -> None:
    await school.sends(roll)
    await school.does("UPDATE form SET state = :state, late = :late", state=state, late=late)
    (branch,) = await branches(school, await root(school))
    on_paper = 1 - (roll == HUY and state != "recalled")
    drafts = 0 if roll == HUY else expected.get("drafts", 0)
    counted = expected | {"paper": on_paper, "drafts": drafts}
    told = {name: getattr(branch.standing, name) for name in NAMES if name not in ("members", "linked", "silent")}
    assert told == dict.fromkeys(told, 0) | counted


@pytest.mark.parametrize(
    ("about", "answers", "drafts"),
    [("{cycle}/0", {"criteria": 1}, 1), ("{cycle}/0", {}, 0), ("{other}/0", {"criteria": 1}, 0), ("", {"a": 1}, 0)],
    ids=["of this year", "only opened", "of another year", "of nothing"],
)
async def test_a_draft_is_one_of_this_year_with_an_answer(
    school: School, about: str, answers: dict[str, object], drafts: int
) -> None:
    cycle = (await school.cycle()).id
    await talks(school, await school.person(AN), about.format(cycle=cycle, other=f"{cycle}1"), answers)
    (branch,) = await branches(school, await root(school))
    assert branch.standing.drafts == drafts


async def test_whatever_somebody_typed_does_not_keep_the_rest_from_being_counted(school: School) -> None:
    cycle = (await school.cycle()).id
    await talks(school, await school.person(AN), f"{cycle}/0", {"action": 'null, "quoted", {\\u0000} \U0001f600'})
    (branch,) = await branches(school, await root(school))
    assert branch.standing.drafts == 1


async def talks(school: School, person: int, about: str, answers: dict[str, object]) -> None:
    talk = Talk()
    memory = talk.memory("register")
    memory.about, memory.answers = about, answers
    kept = "INSERT INTO talk (person, version, data, at) VALUES (:key, 1, :raw, '')"
    await school.does(kept, key=f"p{person}", raw=talk.dumps())


async def test_a_closed_year_is_still_reported(school: School) -> None:
    await school.sends(AN)
    await school.does("UPDATE cycle SET state = 'closed'")
    (branch,) = await branches(school, await root(school))
    assert (branch.year, branch.standing.registered) == (2027, 1)


async def test_without_a_cycle_everybody_is_silent(school: School) -> None:
    unit = await add_unit(school, "ALONE")
    await add_member(school, unit, 1)
    (branch,) = await branches(school, unit)
    assert (branch.year, branch.standing) == (None, Standing(members=1, silent=1))


async def test_who_left_is_not_counted_and_who_comes_later_is_not_yet(school: School) -> None:
    await school.does("UPDATE membership SET until = :today WHERE roll = 7", today=TODAY)
    await school.does("UPDATE membership SET since = '2026-11-24' WHERE roll = 1")
    assert total(await branches(school, await root(school))).members == len(MEMBERS) - 2
    assert total(await branches(school, await root(school), "2026-11-22")).members == len(MEMBERS) - 1
    assert total(await branches(school, await root(school), "2026-11-24")).members == len(MEMBERS) - 1


async def test_a_unit_that_moved_yesterday_is_counted_where_it_is_now(school: School) -> None:
    """domain.md 4.2: a move must never be counted twice."""
    top = await add_unit(school, "TOP")
    for code in ("OLD", "NEW"):
        await add_unit(school, code, top)
    old, new = [unit for (unit,) in await school.rows("SELECT id FROM unit WHERE code IN ('OLD', 'NEW') ORDER BY id")]
    await move(school, await root(school), old, "2026-01-01")
    await move(school, await root(school), new, "2026-11-22")
    counts = {unit: total(await branches(school, unit)).members for unit in (top, old, new)}
    assert counts == {top: len(MEMBERS), old: 0, new: len(MEMBERS)}
    assert total(await branches(school, old, "2026-11-21")).members == len(MEMBERS)


NUMBERS = count()
UNITS = range(5)
STATES = (None, "sent", "opened", "confirmed", "returned", "recalled")


@dataclass(frozen=True, slots=True)
class One:
    """A member as Hypothesis makes one."""

    unit: int
    state: str | None
    late: int
    paper: bool
    linked: bool
    drafted: bool


members = st.lists(
    st.builds(
        One,
        st.sampled_from(UNITS),
        st.sampled_from(STATES),
        st.sampled_from([0, 1]),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=12,
)
trees = st.tuples(*(st.sampled_from([None, *range(unit)]) for unit in UNITS))


@given(parents=trees, cycles=st.dictionaries(st.sampled_from(UNITS), st.sampled_from([2026, 2027])), people=members)
@example(
    parents=(None, 0, 1, 2, 3),
    cycles={0: 2027, 3: 2026},
    people=[One(4, "sent", 1, paper=True, linked=True, drafted=True)],
)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_columns_add_up_and_agree_with_a_second_count(
    world: str, parents: Sequence[int | None], cycles: dict[int, int], people: list[One]
) -> None:
    async with school_at(world) as school:
        units = await grow(school, parents)
        opened = {unit: await opens(school, units[unit], year) for unit, year in cycles.items()}
        for roll, one in enumerate(people):
            await joins(school, units[one.unit], roll, one, newest(one.unit, parents, cycles, opened))
        for unit in UNITS:
            found = await branches(school, units[unit])
            expected = recount([one for one in people if is_below(one.unit, unit, parents)], parents, cycles)
            assert total(found) == expected
            for standing in (expected, *(branch.standing for branch in found)):
                kinds = standing.registered + standing.returned + standing.drafts + standing.silent + standing.paper
                assert standing.members == kinds
                assert standing.registered == standing.waiting + standing.confirmed
            assert [branch.standing.members for branch in found] == [
                number
                for _, number in sorted(Counter(o.unit for o in people if is_below(o.unit, unit, parents)).items())
            ]


async def grow(school: School, parents: Sequence[int | None]) -> list[int]:
    """The units of one example; each has had another parent until yesterday."""
    number = next(NUMBERS)
    elsewhere = await add_unit(school, f"E{number}")
    units = [await add_unit(school, f"U{number}-{unit}", elsewhere) for unit in UNITS]
    for unit, parent in enumerate(parents):
        await move(school, units[unit], elsewhere if parent is None else units[parent], "2026-11-22")
    return units


async def opens(school: School, unit: int, year: int) -> int:
    code = await school.one("SELECT code FROM unit WHERE id = :unit", unit=unit)
    async with session_for(school.url) as session:
        opened = await open_cycle(session, str(code), year, "MAC-DINH-5N", START)
        assert isinstance(opened, tuple)
        await session.flush()
        assert opened[0].id is not None
        return opened[0].id


async def joins(school: School, unit: int, roll: int, one: One, cycle: int | None) -> None:
    person = await add_member(school, unit, roll, paper="roster" if one.paper else None)
    if one.linked:
        await link(school, person, f"u{person}")
        await link(school, person, f"u{person}", platform="zalo")
    if one.state and cycle is not None:
        sent = (
            "INSERT INTO form (cycle_id, person_id, unit_id, state, version, late, sent_at)"
            " VALUES (:cycle, :person, :unit, :state, 1, :late, '')"
        )
        await school.does(sent, cycle=cycle, person=person, unit=unit, state=one.state, late=one.late)
    if one.drafted:
        await talks(school, person, f"{cycle}/0", {"criteria": 1})


def above(unit: int, parents: Sequence[int | None]) -> list[int]:
    """The unit and all above it, nearest first."""
    parent = parents[unit]
    return [unit, *(above(parent, parents) if parent is not None else ())]


def is_below(unit: int, top: int, parents: Sequence[int | None]) -> bool:
    return top in above(unit, parents)


def newest(unit: int, parents: Sequence[int | None], cycles: dict[int, int], ids: dict[int, int]) -> int | None:
    have = [place for place in above(unit, parents) if place in cycles]
    return ids[max(have, key=lambda place: cycles[place])] if have else None


def recount(people: list[One], parents: Sequence[int | None], cycles: dict[int, int]) -> Standing:
    """The same counts, one person at a time, from what the example says and not from the database."""
    counts: Counter[str] = Counter(members=len(people), linked=sum(one.linked for one in people))
    for one in people:
        has_cycle = any(place in cycles for place in above(one.unit, parents))
        state = one.state if has_cycle else None
        if state in ("sent", "opened", "confirmed"):
            counts.update(["registered", "confirmed" if state == "confirmed" else "waiting"])
            counts["late"] += one.late
        elif state == "returned":
            counts["returned"] += 1
        elif one.paper:
            counts["paper"] += 1
        else:
            counts["drafts" if state == "recalled" or (one.drafted and has_cycle) else "silent"] += 1
    return Standing(**counts)
