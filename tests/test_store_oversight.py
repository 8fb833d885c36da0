"""What the level above sees: sums over the subtree, who is overdue by the branch's own day, every member once."""

from collections.abc import AsyncIterator
from datetime import date, datetime

import pytest

from storage.instants import instant
from tests.school import AN, School, add_member, add_unit, later, move, school_at
from tests.world import MEMBERS

AFTER = later(days=23)  # 16/12/2026, the day after the last one


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def top(school: School) -> int:
    ((unit,),) = await school.rows("SELECT id FROM unit WHERE code = 'DTHPT'")
    return int(unit)


async def overdue(school: School, now: datetime = AFTER) -> dict[str, int]:
    return {one.place.code: one.overdue for one in await school.reads(now).overview(await top(school))}


async def sets(school: School, unit: int, name: str, value: str) -> None:
    added = (
        "INSERT INTO setting (cycle_id, unit_id, name, value, set_at)"
        " SELECT id, :unit, :name, :value, opened_at FROM cycle"
    )
    await school.does(added, unit=unit, name=name, value=value)


async def test_each_branch_is_overdue_by_its_own_day(school: School) -> None:
    """PN-03: the nearest unit's day counts, the last one included."""
    early = await add_unit(school, "12A2", await top(school))
    await add_member(school, early, 900)
    await sets(school, early, "registration", "2026-12-01")
    assert await overdue(school, later(days=8)) == {"DTHPT": 0, "12A1": 0, "12A2": 0}
    assert await overdue(school, later(days=9)) == {"DTHPT": 1, "12A1": 0, "12A2": 1}
    assert await overdue(school) == {"DTHPT": len(MEMBERS), "12A1": len(MEMBERS) - 1, "12A2": 1}


async def test_who_came_after_the_day_or_registers_on_paper_is_not_overdue(school: School) -> None:
    """PN-06, PN-28: they wait for guidance, unless the year lets them register."""
    await school.sends(AN, "Đọc 3 cuốn sách")
    branch = (await school.member(AN)).unit
    await add_member(school, branch, 900, since="2026-12-15")
    await add_member(school, branch, 901, since="2026-12-16")
    before = len(MEMBERS) - 2
    assert (await overdue(school))["12A1"] == before + 1
    await sets(school, branch, "admitted_after", "register")
    assert (await overdue(school))["12A1"] == before + 2


async def test_a_unit_that_moved_counts_once_where_it_is_now(school: School) -> None:
    """domain.md 4.2."""
    above = await top(school)
    middle = await add_unit(school, "LCD", above)
    branch = (await school.member(AN)).unit
    await move(school, branch, middle, "2026-11-20")
    whole, *below = await school.reads().overview(above)
    assert [(one.place.code, one.branches, one.figures.members) for one in below] == [("LCD", 1, len(MEMBERS))]
    assert (whole.branches, whole.figures.members) == (1, len(MEMBERS))
    assert [place.code for place in await school.reads().path(branch)] == ["12A1", "LCD", "DTHPT"]


async def test_what_needs_attention_comes_first(school: School) -> None:
    above = await top(school)
    quiet, asks = await add_unit(school, "A0", above), await add_unit(school, "B0", above)
    person = await add_member(school, asks, 900)
    await add_member(school, quiet, 901, paper="roster")
    opened = (
        "INSERT INTO ticket (person_id, unit_id, cycle_id, text, state, at, answer, rev)"
        " SELECT :person, :unit, id, '-', 'open', opened_at, '', 0 FROM cycle"
    )
    await school.does(opened, person=person, unit=asks)
    _, *below = await school.reads().overview(above)
    assert [(one.place.code, one.tickets) for one in below] == [("B0", 1), ("12A1", 0), ("A0", 0)]
    _, *below = await school.reads(AFTER).overview(above)
    assert [one.place.code for one in below] == ["12A1", "B0", "A0"]


async def test_the_newest_act_is_found_wherever_it_was_below(school: School) -> None:
    await school.sends(AN, "Đọc 3 cuốn sách", now=later(hours=5))
    whole, branch = await school.reads(later(hours=6)).overview(await top(school))
    assert whole.last == branch.last == instant(later(hours=5))


async def test_a_sector_is_looked_at_by_itself(school: School) -> None:
    above = await top(school)
    town = await add_unit(school, "KP3", above)
    await add_member(school, town, 900)
    assert [one.place.code for one in await school.reads().overview(above, "dia-ban")] == ["DTHPT", "KP3"]
    whole, _ = await school.reads().overview(above, "truong-hoc")
    assert whole.figures.members == len(MEMBERS)


async def test_branches_with_somebody_overdue_are_counted_without_their_members(school: School) -> None:
    above = await top(school)
    late, new = await add_unit(school, "L", above), await add_unit(school, "N", above)
    await add_member(school, late, 900, since="2026-12-15")
    await add_member(school, new, 901, since="2026-12-16")
    cycle, day = (await school.rows("SELECT id FROM cycle"))[0][0], date(2026, 12, 15)
    store = school.reads(later(days=30))
    assert await store.overdue_branches(above, cycle, day, newcomers=False) == 2
    assert await store.overdue_branches(above, cycle, day, newcomers=True) == 3
    assert await store.overdue_branches(late, cycle, day, newcomers=True) == 0
    assert await store.called("l") == late
    assert await store.called("nobody") is None
