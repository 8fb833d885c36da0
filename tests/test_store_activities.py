"""Attendance as the store keeps it: evidence for those who came, taken back when it is corrected (PN-20, TV-13)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest

from storage.activities import Activity
from storage.people import Member
from tests.school import AN, BINH, CUONG, HOA, School, add_member, add_unit, school_at


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def planned(school: School, *criteria: str, completes: bool = True, merged: tuple[int, ...] = ()) -> Activity:
    cycle, binh = await school.cycle(), await school.member(BINH)
    told = {"title": "Về nguồn", "day": date(2026, 11, 23), "criteria": criteria}
    async with school.writes() as store:
        number = await store.plan_activity(binh, cycle, "telegram", **told, completes=completes, merged=merged)  # type: ignore[arg-type]
        found = await store.activity(number)
    assert found is not None
    return found


async def stands(school: School, form: int) -> list[tuple[str, str, int]]:
    card = await school.reads().form(form)
    assert card is not None
    return [(line.criterion, line.progress, line.evidence) for line in await school.reads().year_lines(card)]


async def test_coming_counts_once_for_linked_contents_and_is_taken_back_without_a_trace(school: School) -> None:
    card = await school.sends(AN, "Đọc 3 cuốn sách", "Học 2 bài")
    an, binh = await school.person(AN), await school.member(BINH)
    first, second = await planned(school, "1.1", "9.9"), await planned(school, "1.1", "1.2", completes=False)

    async def noted(activity: Activity, *came: int) -> list[tuple[int, tuple[str, ...]]]:
        async with school.writes() as store:
            counted = await store.attend(activity, binh, came, "telegram", "Dự Về nguồn")
        assert counted is not None
        return [(one.person, one.criteria) for one in counted if one.criteria]

    assert await noted(second, an) == [(an, ("1.1", "1.2"))]
    assert await noted(first, an, await school.person(HOA)) == [(an, ("1.1",))]
    assert await noted(first, an, await school.person(HOA)) == [], "nothing new is said of anybody"
    assert await stands(school, card.id) == [("1.1", "done", 2), ("1.2", "partly", 1)]
    assert await noted(first) == [(an, ("1.1",))]
    assert await stands(school, card.id) == [("1.1", "partly", 1), ("1.2", "partly", 1)]
    assert await noted(second) == [(an, ("1.1", "1.2"))]
    assert await stands(school, card.id) == [("1.1", "open", 0), ("1.2", "open", 0)]


async def test_two_who_note_at_once_leave_evidence_for_exactly_those_who_stand_as_present(school: School) -> None:
    cards = [await school.sends(roll, "Đọc 3 cuốn sách") for roll in (AN, HOA)]
    an, hoa, binh, cuong = [await school.member(roll) for roll in (AN, HOA, BINH, CUONG)]
    activity = await planned(school, "1.1")

    async def notes(by: Member, *came: Member) -> None:
        async with school.writes() as store:
            assert await store.attend(activity, by, [who.person for who in came], "telegram", "") is not None

    await asyncio.gather(notes(binh, an), notes(cuong, hoa), notes(binh, an, hoa), notes(cuong))
    came = {row[0]: row[1] for row in await school.rows("SELECT person_id, came FROM attendance")}
    for card in cards:
        shown = came[card.person]
        assert await stands(school, card.id) == [("1.1", "done" if shown else "open", shown)]


async def test_each_branch_of_a_merged_meeting_notes_its_own_and_a_called_off_one_is_noted_by_nobody(
    school: School,
) -> None:
    above = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
    assert isinstance(above, int)
    other = await add_unit(school, "12A2", above)
    mai = await add_member(school, other, 51)
    member = await school.reads().member(mai)
    binh = await school.member(BINH)
    assert member is not None
    assert await school.reads().siblings(binh.unit) == ((other, "12A2"),)
    activity = await planned(school, "1.1", merged=(other,))
    assert [unit for unit, _ in activity.units] == [binh.unit, other]
    async with school.writes() as store:
        assert await store.attend(activity, member, [mai, await school.person(AN)], "telegram", "") is not None
    assert await school.rows("SELECT person_id, came FROM attendance") == [(mai, 1)]
    assert list(await school.reads().unnoted(binh.unit, 2027)) == [activity.code]
    assert await school.reads().unnoted(other, 2027) == {}
    async with school.writes() as store:
        assert not await store.cancel_activity(activity, binh.person, "telegram"), "somebody was noted already"
    off = await planned(school, "1.1")
    async with school.writes() as store:
        assert await store.cancel_activity(off, binh.person, "telegram")
        assert await store.attend(off, binh, [binh.person], "telegram", "") is None
