"""The figures of the year: the arithmetic that closes, and the same figures out of the tables (TV-07 to TV-11)."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.figures import Figures, added_up, percent, wrong
from rules.rating import GRADES
from storage.figures import summed
from storage.instants import instant
from storage.store import Store
from tests.school import School, add_member, add_unit, school_at
from tests.tra_vinh import WHOLE
from tests.world import START

GOOD = Figures(
    members=10,
    registered=8,
    unregistered=2,
    confirmed=7,
    excellent=3,
    good=2,
    short=1,
    not_assessed=2,
    unregistered_rated=1,
    reported=5,
)

BROKEN = [
    (GOOD, None),
    (Figures(), None),
    (replace(GOOD, registered=11, unregistered=-1), "below-zero"),
    (replace(GOOD, registered=11), "above-hundred"),
    (replace(GOOD, members=8, unregistered=0, unregistered_rated=0), None),
    (replace(GOOD, members=7), "above-hundred"),
    (replace(GOOD, unregistered=3), "members-askew"),
    (replace(GOOD, confirmed=8), None),
    (replace(GOOD, confirmed=9), "confirmed-askew"),
    (replace(GOOD, excellent=4), "registered-askew"),
    (replace(GOOD, not_assessed=1), "registered-askew"),
    (replace(GOOD, unregistered_rated=2), None),
    (replace(GOOD, unregistered_rated=3), "unregistered-askew"),
    (replace(GOOD, reported=10), None),
    (replace(GOOD, reported=11), "settled-askew"),
]


@pytest.mark.parametrize(("figures", "code"), BROKEN)
def test_scenario_tv07_figures_that_cannot_be_are_refused(figures: Figures, code: str | None) -> None:
    """A rate above 100 % (TV-07), a sum that does not close (TV-08, TV-09)."""
    assert wrong(figures) == code


def test_the_seed_report_closes_and_its_percentages_are_computed() -> None:
    """TV-08 to TV-10: 47,297 registered, 3,279 admitted lately; 1,669 of 44,018 is neither 3,8 nor 3,87."""
    assert wrong(WHOLE) is None
    assert (WHOLE.classified, WHOLE.unclassified) == (44_018, 3_279)
    shares = [percent(part, WHOLE.classified) for part in (WHOLE.excellent, WHOLE.good, WHOLE.fair, WHOLE.failed)]
    assert shares == ["70,26 %", "25,95 %", "3,79 %", "0,00 %"]


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(0, 50), min_size=20, max_size=20), min_size=2, max_size=4))
def test_what_closes_in_each_branch_closes_in_the_sum(counts: Sequence[Sequence[int]]) -> None:
    branches = [_closed(Figures(*row)) for row in counts]
    assert [wrong(branch) for branch in branches] == [None] * len(branches)
    whole = added_up(branches)
    assert wrong(whole) is None
    assert whole.classified == sum(branch.classified for branch in branches)


def _closed(free: Figures) -> Figures:
    """The nearest figures that can be."""
    registered = free.classified + free.unclassified + free.not_assessed
    apart = free.unregistered_rated + free.unregistered_unclassified
    return replace(
        free,
        registered=registered,
        unregistered=apart,
        members=registered + apart,
        confirmed=min(free.confirmed, registered),
        reported=min(free.reported, registered),
        recognised=0,
        noted=0,
    )


async def cycle_of(school: School) -> int:
    ((cycle,),) = await school.rows("SELECT id FROM cycle")
    return int(cycle)


async def rated(
    school: School, person: int, unit: int, outcome: str, standing: str = "eligible", state: str = "decided"
) -> int:
    """A result as the branch's round leaves it; returns its number."""
    cycle, at = await cycle_of(school), instant(START)
    opened = (
        "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day, minutes,"
        " opened_at, opened_by, rev) VALUES (:cycle, :unit, 'open', 'committee', '', '', 9, '2027-05-01', '',"
        " :at, :person, 0) ON CONFLICT DO NOTHING"
    )
    await school.does(opened, cycle=cycle, unit=unit, at=at, person=person)
    added = (
        "INSERT INTO rating (round_id, cycle_id, unit_id, person_id, standing, state, outcome, why, differs, remarks,"
        " trace, returned, rev) SELECT id, cycle_id, unit_id, :person, :standing, :state, :outcome, '', '', '', '', '',"
        " 0 FROM rating_round WHERE unit_id = :unit"
    )
    await school.does(added, person=person, unit=unit, standing=standing, state=state, outcome=outcome)
    ((rating,),) = await school.rows("SELECT max(id) FROM rating")
    return int(rating)


async def form(school: School, person: int, unit: int, state: str = "confirmed") -> int:
    added = (
        "INSERT INTO form (cycle_id, person_id, unit_id, state, version, late, sent_at)"
        " VALUES (:cycle, :person, :unit, :state, 1, 0, :at)"
    )
    await school.does(added, cycle=await cycle_of(school), person=person, unit=unit, state=state, at=instant(START))
    ((number,),) = await school.rows("SELECT max(id) FROM form")
    return int(number)


async def test_every_result_has_its_column_and_nobody_is_counted_twice(school: School) -> None:
    top = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
    assert isinstance(top, int)
    unit = await add_unit(school, "12A2", top)
    outcomes = [
        *((grade, "eligible", "recognised") for grade in GRADES),
        ("khong-phan-loai", "short", "reported"),
        ("khong-phan-loai", "admitted-lately", "noted"),
        ("khong-phan-loai", "eligible", "decided"),
        ("chua-danh-gia", "wait-remarks", "decided"),
        ("xuat-sac", "eligible", "returned"),
    ]
    people = [await add_member(school, unit, roll) for roll in range(1, len(outcomes) + 4)]
    for person, (outcome, standing, state) in zip(people, outcomes, strict=False):
        await form(school, person, unit)
        await rated(school, person, unit, outcome, standing, state)
    silent, guided, waiting = people[-3:]
    rating = await rated(school, silent, unit, "khong-hoan-thanh")
    await rated(school, guided, unit, "khong-phan-loai", "after-registration")
    await form(school, waiting, unit, "returned")
    appealed = (
        "INSERT INTO appeal (rating_id, person_id, unit_id, reason, state, at, due, answer, before, rev)"
        " VALUES (:rating, :person, :unit, '-', 'open', :at, '2027-06-01', '', 'khong-hoan-thanh', 0)"
    )
    await school.does(appealed, rating=rating, person=silent, unit=top, at=instant(START))

    found = {branch.unit: branch for branch in await school.reads().figures(top)}
    assert (found[unit].year, len(found)) == (2027, 2)
    expected = Figures(
        members=12,
        registered=9,
        unregistered=3,
        confirmed=9,
        excellent=1,
        good=1,
        fair=1,
        failed=1,
        short=1,
        admitted_lately=1,
        unclassified_otherwise=1,
        not_assessed=2,
        unregistered_rated=1,
        unregistered_unclassified=1,
        reported=1,
        recognised=4,
        noted=1,
        appeals=1,
    )
    assert found[unit].figures == expected
    assert wrong(summed(found.values())) is None


async def test_the_sum_of_all_columns_is_the_table_itself(school: School) -> None:
    """A second count, past the named question: every field is counted over the same members."""
    store: Store = school.reads()
    top = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
    assert isinstance(top, int)
    await school.sends(7, "Đọc 3 cuốn sách")
    whole = summed(await store.figures(top))
    assert whole.members == await school.one("SELECT count(*) FROM membership WHERE until IS NULL")
    assert whole.registered == await school.one("SELECT count(*) FROM form WHERE state <> 'returned'")
    assert {field.name for field in fields(whole) if getattr(whole, field.name)} == {
        "members",
        "registered",
        "unregistered",
        "not_assessed",
    }
