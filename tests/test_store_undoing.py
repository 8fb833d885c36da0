"""Done and undone is the identical row, for every kind of row that an act can change (N7)."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from storage.chain import verify
from storage.instants import instant
from storage.sql import Value
from storage.undoing import COLUMNS
from tests.school import AN, BINH, CUONG, DUNG, HOA, School, later, school_at
from tests.world import START

ROWS: Mapping[str, str] = {
    "assessment": "INSERT INTO assessment (form_id, person_id, unit_id, cycle_id, state, version, sent_at, rev)"
    " VALUES (:form, :an, :unit, :cycle, 'opened', 1, :at, 3)",
    "supplement": "INSERT INTO supplement (form_id, unit_id, person_id, criterion, group_title, title, action,"
    " due_precision, due_start, due_end, how, state, sent_at, reason, rev) VALUES (:form, :unit, :an, '4.1', 'g', 't',"
    " 'a', 'day', '2027-03-01', '2027-03-01', 'h', 'sent', :at, '', 3)",
    "ticket": "INSERT INTO ticket (person_id, unit_id, cycle_id, text, state, at, answer, rev)"
    " VALUES (:an, :unit, :cycle, 't', 'open', :at, '', 3)",
    "rating_round": "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day,"
    " minutes, opened_at, opened_by, rev)"
    " VALUES (:cycle, :unit, 'open', 'collective', '', '', 9, '2027-05-10', '', :at, :binh, 3)",
    "rating": "INSERT INTO rating (round_id, cycle_id, unit_id, person_id, form_id, standing, state, computed, outcome,"
    " why, differs, remarks, trace, returned, rev)"
    " VALUES (1, :cycle, :unit, :an, :form, 'rated', 'open', 'tot', 'tot', '', '', '', '[]', '', 3)",
    "remark": "INSERT INTO remark (person_id, cycle_id, unit_id, old_unit_id, from_unit_id, state, text, asked_at, rev)"
    " VALUES (:an, :cycle, :unit, :unit, :unit, 'asked', '', :at, 3)",
    "appeal": "INSERT INTO appeal (rating_id, person_id, unit_id, reason, state, at, due, answer, before, rev)"
    " VALUES (1, :an, :unit, 'r', 'open', :at, '2027-05-20', '', 'tot', 3)",
}
"""A row of each kind; what it stands on comes before it."""
BECOMES: Mapping[str, Mapping[str, str]] = {
    "assessment": {"state": "returned"},
    "supplement": {"state": "confirmed"},
    "ticket": {"state": "answered"},
    "rating_round": {"state": "closed"},
    "rating": {"state": "decided", "computed": "xuat-sac", "outcome": "xuat-sac"},
    "remark": {"state": "waived"},
    "appeal": {"state": "changed", "after": "xuat-sac"},
}
NUMBERS = {"counts", "present"}
PEOPLE = {"decided_by", "answered_by", "closed_by", "reported_by", "settled_by", "given_by"}


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def rows_of_all_kinds(school: School) -> dict[str, int]:
    card, member = await school.sends(AN), await school.member(AN)
    values: dict[str, Value] = {
        "form": card.id,
        "unit": member.unit,
        "an": member.person,
        "cycle": card.cycle,
        "binh": await school.person(BINH),
        "at": instant(START),
    }
    for sql in ROWS.values():
        wanted = {name: value for name, value in values.items() if f":{name}" in sql}
        await school.does(sql, **wanted)
    return {"unit": member.unit, "cycle": card.cycle, "person": member.person}


async def acts(school: School, kind: str, of: Mapping[str, int]) -> None:
    """Somebody changes every column that an act on this kind may change, and the record says how it stood."""
    columns = COLUMNS[kind][1]
    was = dict(zip(columns, (await school.rows(f"SELECT {', '.join(columns)} FROM {kind}"))[0], strict=True))  # noqa: S608
    binh = await school.person(BINH)
    new = {name: 1 if name in NUMBERS else binh if name in PEOPLE else f"{name} mới" for name in columns}
    new |= BECOMES[kind]
    change = ", ".join(f"{name} = :{name}" for name in columns)
    await school.does(f"UPDATE {kind} SET {change}, rev = rev + 1", **new)  # noqa: S608
    async with school.writes() as store:
        told: dict[str, Any] = {**of, "kind": kind, "subject": 1, "was": {**was, "rev": 3}}
        await store.record("acted", binh, "telegram", **told)


@pytest.mark.parametrize("kind", ROWS)
async def test_done_and_undone_is_the_identical_row(school: School, kind: str) -> None:
    of = await rows_of_all_kinds(school)
    before = await school.rows(f"SELECT * FROM {kind}")  # noqa: S608
    await acts(school, kind, of)
    assert await school.rows(f"SELECT * FROM {kind}") != before  # noqa: S608
    binh = await school.person(BINH)
    async with school.writes() as store:
        undone = await store.undo(await store.last_decision(binh, instant(START)), binh, "telegram")
    assert [deed.kind for deed in undone.back] == [kind]
    await school.does(f"UPDATE {kind} SET rev = 3 WHERE rev = 5")  # noqa: S608 - each change counts, an undoing too
    assert await school.rows(f"SELECT * FROM {kind}") == before  # noqa: S608


@pytest.mark.parametrize("kind", ROWS)
async def test_a_row_somebody_has_changed_since_is_kept_as_it_is(school: School, kind: str) -> None:
    await acts(school, kind, await rows_of_all_kinds(school))
    await school.does(f"UPDATE {kind} SET rev = rev + 1")  # noqa: S608
    after = await school.rows(f"SELECT * FROM {kind}")  # noqa: S608
    binh = await school.person(BINH)
    async with school.writes() as store:
        undone = await store.undo(await store.last_decision(binh, instant(START)), binh, "telegram")
    assert (undone.back, len(undone.kept)) == ((), 1)
    assert await school.rows(f"SELECT * FROM {kind}") == after  # noqa: S608


def test_every_kind_is_looked_at() -> None:
    assert set(ROWS) == set(COLUMNS)


async def test_a_batch_comes_back_but_for_what_somebody_has_acted_on(school: School) -> None:
    """Confirmed together; one of the three was decided anew meanwhile: two come back, one is kept, by whom is known."""
    cards = [await school.sends(roll) for roll in (AN, DUNG, HOA)]
    binh, cuong = await school.person(BINH), await school.person(CUONG)
    before = await school.rows("SELECT * FROM form ORDER BY id")
    async with school.writes() as store:
        done, left = await store.confirm_all(cards, binh, "telegram")
    assert (len(done), left) == (3, ())
    soon = later(minutes=2)
    change = "UPDATE form SET state = 'returned', decided_by = :cuong, decided_at = :at WHERE id = :form"
    await school.does(change, cuong=cuong, at=instant(soon), form=cards[1].id)
    of: dict[str, Any] = {"unit": cards[1].unit, "person": cards[1].person, "form": cards[1].id, "version": 1}
    async with school.writes(soon) as store:
        await store.record("returned", cuong, "web", **of)
    async with school.writes(soon) as store:
        undone = await store.undo(await store.last_decision(binh, instant(START)), binh, "telegram")
        since = await store.acted_since(undone.kept[0])
    assert [deed.form for deed in undone.back] == [cards[0].id, cards[2].id]
    assert [deed.form for deed in undone.kept] == [cards[1].id]
    assert since is not None
    assert (since.name, since.act, since.at) == ("Trần Văn Cường", "returned", instant(soon))
    after = await school.rows("SELECT * FROM form ORDER BY id")
    assert (after[0], after[2]) == (before[0], before[2])
    assert await school.one("SELECT state FROM form WHERE id = :form", form=cards[1].id) == "returned"


async def test_what_a_colleague_decided_first_is_left_out_of_the_batch(school: School) -> None:
    cards = [await school.sends(AN), await school.sends(DUNG)]
    binh, cuong = await school.person(BINH), await school.person(CUONG)
    async with school.writes() as store:
        assert await store.give_back(cards[0], cuong, "web", (), "rõ hơn")
    async with school.writes() as store:
        done, left = await store.confirm_all(cards, binh, "telegram")
    assert ([form.id for form in done], [form.id for form in left]) == ([cards[1].id], [cards[0].id])
    assert (await school.form(cards[0])).state == "returned"
    async with school.writes() as store:
        assert await store.confirm_all(cards, cuong, "telegram") == ((), tuple(cards))


async def test_two_who_confirm_the_same_forms_at_once_never_hold_each_other_up(world: str) -> None:
    """Each form has one outcome, and both turns end (in whatever order they named the forms)."""
    async with school_at(world) as here, school_at(world) as there:
        cards = [await here.sends(roll) for roll in (AN, DUNG, HOA)]
        people = {here: await here.person(BINH), there: await here.person(CUONG)}

        async def confirms(school: School, order: int) -> int:
            async with school.writes() as store:
                done, left = await store.confirm_all(cards[::order], people[school], "telegram")
            assert len(done) + len(left) == len(cards)
            return len(done)

        for _ in range(4):
            assert sum(await asyncio.gather(confirms(here, 1), confirms(there, -1))) == len(cards)
            await here.does("UPDATE form SET state = 'sent', decided_at = NULL, decided_by = NULL")
        assert await here.one("SELECT count(*) FROM decision WHERE act = 'confirmed'") == 4 * len(cards)
        assert (await verify(here.database.read)).breaks == ()
