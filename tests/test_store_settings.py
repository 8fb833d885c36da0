"""What counts in a unit and who has set it, whom a change reaches, and two who change the same at once."""

from collections.abc import AsyncIterator

import pytest

from rules.limits import Bound
from storage.settings import Board, Reached
from tests.school import AN, BINH, School, add_member, add_unit, school_at
from tests.world import MEMBERS, START


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def board(school: School, code: str) -> Board:
    unit = await school.one("SELECT id FROM unit WHERE code = :code", code=code)
    assert isinstance(unit, int)
    found = await school.reads().board(unit)
    assert found is not None
    return found


async def sets(school: School, at: Board, name: str, value: str) -> bool:
    async with school.writes() as store:
        return await store.set(at, name, value, await school.person(BINH), "telegram")


async def test_the_nearest_word_counts_and_bounds_come_from_above(school: School) -> None:
    top, branch = await board(school, "DTHPT"), await board(school, "12A1")
    assert (dict(top.bounds), dict(top.settings), top.forms) == ({}, {}, 0)
    assert branch.bounds["minimum"] == Bound("1")
    assert await sets(school, top, "minimum", "2")
    assert await sets(school, top, "registration", "2026-12-10")
    assert await sets(school, branch, "registration", "2026-12-05")
    branch = await board(school, "12A1")
    assert branch.bounds["minimum"] == Bound("2", top.place.unit)
    assert branch.bounds["registration"] == Bound("2026-12-10", top.place.unit)
    assert (branch.value("registration"), branch.value("entry")) == ("2026-12-05", "2026-12-20")
    assert dict(branch.sources) == {"minimum": top.place.unit, "registration": branch.place.unit}
    made = await school.reads().settings_made(branch)
    assert [deed.value for deed in made] == ["registration=2026-12-05", "registration=2026-12-10", "minimum=2"]
    assert len(await school.reads().settings_made(top)) == 2


async def test_a_change_reaches_all_who_have_no_word_of_their_own(school: School) -> None:
    top, branch = await board(school, "DTHPT"), await board(school, "12A1")
    other = await add_unit(school, "12A2", top.place.unit)
    below = await add_unit(school, "12A2T", other)
    for roll, unit in ((1, other), (2, other), (3, below)):
        await add_member(school, unit, roll + 900)
    assert await school.reads().reached(top, "minimum") == Reached(3, len(MEMBERS) + 3)
    assert await sets(school, await board(school, "12A2"), "minimum", "2")
    assert await school.reads().reached(top, "minimum") == Reached(1, len(MEMBERS))
    assert await school.reads().reached(branch, "minimum") == Reached(1, len(MEMBERS))


async def test_of_two_who_set_the_same_the_second_is_told(school: School) -> None:
    seen = await board(school, "DTHPT")
    assert await sets(school, seen, "minimum", "2")
    assert not await sets(school, seen, "minimum", "3")
    assert (await board(school, "DTHPT")).value("minimum") == "2"
    assert await sets(school, await board(school, "DTHPT"), "minimum", "3")


async def test_a_form_that_came_meanwhile_freezes_what_was_free_before(school: School) -> None:
    """products.md row 98."""
    seen = await board(school, "DTHPT")
    await school.sends(AN, "Đọc 3 cuốn sách")
    assert not await sets(school, seen, "minimum", "2")
    assert await sets(school, seen, "remind_at", "09:00"), "no form goes by when somebody is reminded"
    assert await sets(school, await board(school, "DTHPT"), "minimum", "2")


async def test_nothing_is_set_in_a_year_that_was_closed(school: School) -> None:
    seen = await board(school, "DTHPT")
    await school.does("UPDATE cycle SET state = 'closed'")
    assert not await sets(school, seen, "minimum", "2")
    assert await school.reads().board(seen.place.unit) is None


async def test_a_sent_form_is_seen_as_it_was_sent(school: School) -> None:
    sent = await school.sends(AN, "Đọc 3 cuốn sách", "Chạy bộ", now=START)
    (found,) = await school.reads().sent_forms(await board(school, "DTHPT"), {None: 5, "hoc_sinh": 4})
    assert (found.code, found.place.code, found.roll) == (sent.code, "12A1", AN)
    assert (found.sent.contents, found.sent.groups, found.sent.groups_there) == (2, 1, 4)
    assert (found.sent.late, str(found.sent.last_due)) == (False, "2027-03-31")
