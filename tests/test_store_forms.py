"""A member's registration as it is kept: every version and every line, sent when it was sent, taken back in time."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rules.due import Due
from rules.forms import Item
from storage.forms import Card
from storage.instants import instant
from storage.session import session_for
from storage.years import open_cycle, set_setting
from tests.school import AN, BINH, DUNG, School, add_unit, items, later, school_at
from tests.world import START


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


LINES = (
    Item("1.2", "Tư tưởng", "Học Bác", "Đọc 3 cuốn", Due("quarter", date(2027, 1, 1), date(2027, 3, 31)), "thư viện"),
    Item(
        "4.1", "Thể chất", "Thể thao", "Chạy bộ 'mỗi sáng'", Due("day", date(2027, 5, 1), date(2027, 5, 1)), "cùng tổ"
    ),
    Item("1.1", "Tư tưởng", "Nghị quyết", "Học 2 bài", Due("year", date(2027, 1, 1), date(2027, 5, 15)), "trên lớp"),
)


async def submits(school: School, roll: int, lines: tuple[Item, ...], now: datetime = START) -> Card | None:
    member, cycle = await school.member(roll, now), await school.cycle(now)
    async with school.writes(now) as store:
        return await store.submit(member, cycle, lines, "telegram")


async def recalls(school: School, roll: int, card: Card) -> bool:
    member = await school.member(roll)
    async with school.writes() as store:
        return await store.recall(member, card, "telegram")


async def test_a_form_is_kept_as_it_was_sent(school: School) -> None:
    """PN-04, PN-16: each line with what, by when and how, in the member's order."""
    card = await submits(school, AN, LINES)
    assert card is not None
    member = await school.member(AN)
    assert card == Card(
        id=card.id,
        cycle=(await school.cycle()).id,
        year=2027,
        person=member.person,
        name="Nguyễn Văn An",
        roll=AN,
        unit=member.unit,
        unit_name="Chi đoàn 12A1",
        state="sent",
        version=1,
        late=0,
        sent_at=instant(START),
        opened_at=None,
        opened_by=None,
        decided_at=None,
        decided_by=None,
    )
    assert await school.reads().items(card) == LINES
    assert await school.reads().form(card.id) == card
    assert await school.reads().my_form(member, await school.cycle()) == card
    assert await school.reads().form(card.id + 1) is None
    assert await school.acts(card) == ["sent"]


@pytest.mark.parametrize("state", ["sent", "opened", "confirmed"])
async def test_a_form_in_other_hands_is_not_sent_again(school: School, state: str) -> None:
    card = await school.sends(AN)
    await school.does("UPDATE form SET state = :state", state=state)
    assert await submits(school, AN, LINES) is None
    assert (await school.form(card)).version == 1
    assert len(await school.reads().items(card)) == 1
    assert await school.acts(card) == ["sent"]


@pytest.mark.parametrize("state", ["returned", "recalled"])
async def test_the_next_version_begins_anew_and_the_one_before_stays(school: School, state: str) -> None:
    first = await school.sends(AN, "Đọc 3 cuốn", "Chạy bộ")
    binh = await school.person(BINH)
    await school.does(
        "UPDATE form SET state = :state, opened_at = 'x', opened_by = :b, decided_at = 'x', decided_by = :b",
        state=state,
        b=binh,
    )
    second = await submits(school, AN, LINES, later(days=2))
    assert second == replace(first, version=2, sent_at=instant(later(days=2)))
    store = school.reads()
    assert await store.items(second) == LINES
    assert await store.items(second, 1) == items("Đọc 3 cuốn", "Chạy bộ")
    assert [deed.act for deed in await store.deeds(first.id, 1)] == ["sent"]
    assert [deed.act for deed in await store.deeds(first.id, 2)] == ["sent"]


async def test_a_form_follows_its_member_to_another_branch(school: School) -> None:
    """The next version goes to the committee of the branch that the member is in now."""
    card = await school.sends(AN)
    await school.does("UPDATE form SET state = 'returned'")
    above = await school.one("SELECT parent_id FROM unit_parent")
    assert isinstance(above, int)
    branch = await add_unit(school, "12A2", above)
    await school.does("UPDATE membership SET unit_id = :unit WHERE roll = 7", unit=branch)
    again = await submits(school, AN, LINES)
    assert again is not None
    assert (again.id, again.unit, again.unit_name) == (card.id, branch, "12A2")


@pytest.mark.parametrize(
    ("at", "inclusive", "late"),
    [
        ("2026-12-15T16:59:59", "yes", 0),
        ("2026-12-15T17:00:00", "yes", 1),
        ("2026-12-15T17:05:00", "yes", 1),
        ("2026-12-14T16:59:59", "no", 0),
        ("2026-12-14T17:00:00", "no", 1),
    ],
)
async def test_a_form_is_late_from_midnight_in_viet_nam_on(school: School, at: str, inclusive: str, late: int) -> None:
    """PN-03, scenario 3: 16/12 00:05 is late."""
    async with session_for(school.url) as session:
        await set_setting(session, "DTHPT", "inclusive", inclusive, START)
    sent = await submits(school, AN, LINES, datetime.fromisoformat(at).replace(tzinfo=UTC))
    assert sent is not None
    assert sent.late == late


async def test_each_version_is_late_by_the_day_it_was_sent_on(school: School) -> None:
    late = await submits(school, AN, LINES, START + timedelta(days=30))
    assert late is not None
    await school.does("UPDATE form SET state = 'returned'")
    again = await submits(school, AN, LINES, later(days=1))
    assert again is not None
    assert (late.late, again.late) == (1, 0)


@pytest.mark.parametrize(
    ("change", "roll", "done"),
    [
        pytest.param("", AN, True, id="sent"),
        pytest.param("", DUNG, False, id="somebody else's"),
        pytest.param("UPDATE form SET state = 'opened', opened_at = 'x'", AN, False, id="opened"),
        pytest.param("UPDATE form SET opened_at = 'x'", AN, False, id="opened before"),
        pytest.param("UPDATE form SET state = 'confirmed'", AN, False, id="confirmed"),
        pytest.param("UPDATE form SET state = 'returned'", AN, False, id="returned"),
        pytest.param("UPDATE form SET state = 'recalled'", AN, False, id="taken back before"),
    ],
)
async def test_a_form_is_taken_back_until_somebody_has_opened_it(
    school: School, change: str, roll: int, done: bool
) -> None:
    card = await school.sends(AN)
    if change:
        await school.does(change)
    assert await recalls(school, roll, card) is done
    assert await school.acts(card) == ["sent", "recalled"][: 1 + done]
    if done:
        assert (await school.form(card)).state == "recalled"


async def test_a_members_forms_are_of_every_year_the_newest_first(school: School) -> None:
    first = await school.sends(AN)
    await school.sends(DUNG)
    async with session_for(school.url) as session:
        await open_cycle(session, "DTHPT", 2028, "MAC-DINH-5N", START)
    second = await school.sends(AN)
    member, store = await school.member(AN), school.reads()
    assert await store.my_forms(member.person) == (second, first)
    assert [form.year for form in (second, first)] == [2028, 2027]
    assert await store.my_form(member, await school.cycle()) == second


async def test_the_record_counts_what_a_person_did_and_not_what_was_done_to_them(school: School) -> None:
    card = await school.sends(AN)
    binh = await school.person(BINH)
    async with school.writes() as store:
        await store.open(card, binh, "telegram")
        await store.confirm(card, binh, "telegram")
    counts = [await school.reads().acts_of(await school.person(roll)) for roll in (AN, BINH, DUNG)]
    assert counts == [1, 2, 0]
