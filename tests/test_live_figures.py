"""What the chat says of a unit at any level is what its frozen report would say (TV-07 to TV-11)."""

from collections.abc import AsyncIterator
from dataclasses import fields
from datetime import UTC, date, datetime
from random import Random

import pytest

from reports.result import Head, Live, live_of, result_of
from rules.figures import Figures
from rules.rating import GRADES
from storage.instants import instant
from storage.live_figures import LOOKED_UP, SWEPT
from tests.school import School, add_member, add_unit, move, school_at
from tests.world import START

YEAR, MOVED, TODAY = 2027, "2027-06-01", date(2027, 12, 1)
OUTCOMES = (*GRADES * 2, *("khong-phan-loai",) * 8, "chua-danh-gia", None)
STANDINGS = ("eligible", "short", "admitted-lately", "after-registration", "party")
STATES = (*("decided", "reported", "recognised", "noted") * 3, "returned", "reopened", "open")
FORMS = (*("sent", "opened", "confirmed") * 2, "returned", "recalled", None)


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def a_country(school: School, chance: Random) -> list[int]:
    """Four levels; units that move and end, people who move, two units with years of their own; ids from the top."""
    top = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
    assert isinstance(top, int)
    units = [await add_unit(school, "NUOC")]
    await move(school, top, units[0], "2026-01-01")
    units.append(top)
    for n in range(14):
        units.append(await add_unit(school, f"V{n:02}", chance.choice(units)))
    for unit in chance.sample(units[4:], 3):
        await move(school, unit, units[0], MOVED)
    await school.does("UPDATE unit_parent SET until = :day WHERE unit_id = :unit", unit=units[5], day=MOVED)
    opened = (
        "INSERT INTO cycle (unit_id, year, catalogue_id, state, opened_at)"
        " SELECT :unit, :year, catalogue_id, state, opened_at FROM cycle WHERE unit_id = :top AND year = 2027"
    )
    await school.does("UPDATE cycle SET unit_id = :unit", unit=units[1])
    for unit, year in ((units[3], YEAR), (units[6], YEAR), (units[4], YEAR - 1), (units[1], YEAR - 1)):
        await school.does(opened, unit=unit, year=year, top=units[1])
    cycles = [int(cycle) for (cycle,) in await school.rows("SELECT id FROM cycle ORDER BY id")]
    for n in range(150):
        unit = chance.choice(units[1:])
        person = await add_member(
            school, unit, 100 + n, since=chance.choice(("2026-01-01", "2027-03-01", "2028-01-01"))
        )
        if chance.random() < 0.3:
            await school.does("UPDATE membership SET until = :day WHERE person_id = :p", day=MOVED, p=person)
            other = chance.choice(units[1:])
            joins = "INSERT INTO membership (person_id, unit_id, roll, since) VALUES (:p, :unit, :roll, :day)"
            await school.does(joins, p=person, unit=other, roll=400 + n, day=MOVED)
            unit = chance.choice((unit, other))
        for cycle in cycles:
            await stands(school, chance, person, unit, cycle)
    return units


async def stands(school: School, chance: Random, person: int, unit: int, cycle: int) -> None:
    if state := chance.choice(FORMS):
        await school.does(
            "INSERT INTO form (cycle_id, person_id, unit_id, state, version, late, sent_at)"
            " VALUES (:cycle, :person, :unit, :state, 1, 0, :at)",
            cycle=cycle,
            person=person,
            unit=unit,
            state=state,
            at=instant(START),
        )
    if chance.random() < 0.3:
        return
    where = {"cycle": cycle, "unit": unit, "person": person}
    await school.does(
        "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day, minutes,"
        " opened_at, opened_by, rev) VALUES (:cycle, :unit, 'open', 'committee', '', '', 9, '2027-05-01', '',"
        " :at, :person, 0) ON CONFLICT DO NOTHING",
        **where,
        at=instant(START),
    )
    await school.does(
        "INSERT INTO rating (round_id, cycle_id, unit_id, person_id, standing, state, outcome, why, differs, remarks,"
        " trace, returned, rev) SELECT id, cycle_id, unit_id, :person, :standing, :state, CAST(:outcome AS text), '',"
        " '', '', '', '', 0 FROM rating_round WHERE unit_id = :unit AND cycle_id = :cycle",
        **where,
        standing=chance.choice(STANDINGS),
        state=chance.choice(STATES),
        outcome=chance.choice(OUTCOMES),
    )
    for state in chance.sample(("open", "open", "kept", "withdrawn"), chance.choice((0, 0, 1, 3))):
        await school.does(
            "INSERT INTO appeal (rating_id, person_id, unit_id, reason, state, at, due, answer, before, rev)"
            " SELECT max(id), :person, :unit, '-', CAST(:state AS text), :at, '2027-06-01', '', 'tot', 0 FROM rating",
            person=person,
            unit=unit,
            state=state,
            at=instant(START),
        )


@pytest.mark.parametrize("seed", range(2))
async def test_the_chat_says_at_every_level_what_the_frozen_report_says(school: School, seed: int) -> None:
    units = await a_country(school, Random(seed))
    store = school.reads(datetime(2027, 12, 1, 3, tzinfo=UTC))
    seen: set[str] = set()
    for unit in units:
        path = await store.path(unit)
        for year, day in ((YEAR, TODAY), (YEAR - 1, date(2026, 12, 31)), (YEAR + 1, TODAY)):
            head = Head(above="", year=year, day=day, made_at=START, made_by="")
            counted = await store.figures_in(unit, year, day)
            frozen = result_of(unit, await store.tree(unit, day), counted, **head)
            below = await store.figures_right_below(unit, year, day)
            live = live_of(path[0], below, **head)
            assert live == Live(**{field.name: getattr(frozen, field.name) for field in fields(Live)})
            assert any(one.opened for one in below) == any(branch.cycle for branch in counted)
            seen |= {field.name for field in fields(Figures) if getattr(live.whole.figures, field.name)}
    assert seen == {field.name for field in fields(Figures)}, "each figure was there to be compared"


@pytest.mark.parametrize("seed", range(2))
async def test_looking_members_up_and_sweeping_over_all_count_the_same(school: School, seed: int) -> None:
    units = await a_country(school, Random(seed))
    cycles = [None, *(cycle for (cycle,) in await school.rows("SELECT id FROM cycle"))]
    compared = 0
    for unit in units:
        for cycle in cycles:
            asked = {"unit": unit, "year": YEAR, "today": TODAY.isoformat(), "cycle": cycle}
            looked_up, swept = [await school.database.read(how, **asked) for how in (LOOKED_UP, SWEPT)]
            assert sorted(map(tuple, looked_up)) == sorted(tuple(row) for row in swept if row[0] is not None)
            compared += len(looked_up)
    assert compared > len(units)


async def test_of_a_year_before_a_unit_was_there_nothing_is_counted(school: School) -> None:
    unit = await add_unit(school, "MOI", since="2027-02-01")
    assert await school.reads().figures_right_below(unit, 2026, date(2026, 12, 31)) == ()
