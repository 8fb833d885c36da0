"""A branch whose rating is closed, and people above it: rows made by plain SQL, so that a talk can begin there."""

from collections.abc import Mapping
from datetime import UTC, datetime

from rules.codes import code_of, number_of
from storage.sql import Value
from tests.player import Stage
from tests.school import (
    AN,
    BINH,
    CUONG,
    DUNG,
    HOA,
    HUY,
    MINH,
    OTHER_AN,
    OTHER_MINH,
    School,
    add_unit,
    appoint,
    school_at,
)

DAY = datetime(2027, 5, 10, 1, 0, tzinfo=UTC)  # Monday, 08:00 in Viet Nam, before schools are to be rated
CLOSED_AT = "2027-05-08T08:00:00Z"

RESULTS: Mapping[int, tuple[str, str, str]] = {
    BINH: ("eligible", "xuat-sac", "xuat-sac"),
    CUONG: ("eligible", "tot", "tot"),
    DUNG: ("eligible", "tot", "tot"),
    AN: ("eligible", "hoan-thanh", "hoan-thanh"),
    HOA: ("eligible", "xuat-sac", "xuat-sac"),
    OTHER_AN: ("eligible", "tot", "xuat-sac"),  # another grade than the computed one
    MINH: ("admitted-lately", "khong-phan-loai", "khong-phan-loai"),
    OTHER_MINH: ("eligible", "khong-hoan-thanh", "khong-hoan-thanh"),
    HUY: ("paper", "chua-danh-gia", "tot"),
}
"""Standing, computed and decided of every member of 12A1."""

_ROUND = (
    "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day, present, minutes,"
    " opened_at, opened_by, closed_at, closed_by, rev) VALUES (:cycle, :unit, 'closed', 'collective', '', '', 9,"
    " '2027-05-08', 9, 'bb', :at, :by, :at, :by, 3)"
)
_RATING = (
    "INSERT INTO rating (round_id, cycle_id, unit_id, person_id, standing, state, computed, outcome, why, differs,"
    " remarks, trace, decided_at, decided_by, returned, rev) VALUES (:round, :cycle, :unit, :person, :standing,"
    " 'decided', :computed, :outcome, '', :differs, '', '', :at, :by, '', 1)"
)


async def closes(school: School) -> dict[int, int]:
    """The branch 12A1 has closed its rating; the numbers of the ratings by roll."""
    cycle, binh = await school.cycle(), await school.member(BINH)
    at: dict[str, Value] = {"cycle": cycle.id, "unit": binh.unit, "at": CLOSED_AT, "by": binh.person}
    await school.does(_ROUND, **at)
    ((round_,),) = await school.rows("SELECT id FROM rating_round")
    numbers = {}
    for roll, (standing, computed, outcome) in RESULTS.items():
        person = await school.person(roll)
        told = {"standing": standing, "computed": computed, "outcome": outcome}
        differs = "" if computed == outcome else "tham gia rất tích cực"
        await school.does(_RATING, round=round_, person=person, differs=differs, **told, **at)
        ((numbers[roll],),) = await school.rows("SELECT id FROM rating WHERE person_id = :person", person=person)
    return numbers


async def reports(school: School) -> dict[int, int]:
    """The same, and reported up."""
    numbers = await closes(school)
    binh = await school.person(BINH)
    async with school.writes(DAY) as store:
        (round_,) = await store.rounds_of(binh)
        assert await store.report_up(round_, binh, "telegram") is not None
    return numbers


async def appoints_above(school: School) -> None:
    """Dung and Hoa sit in the school's committee, Huy in the province's, which the school belongs to since January."""
    ((school_unit,),) = await school.rows("SELECT id FROM unit WHERE code = 'DTHPT'")
    province = await add_unit(school, "TINH")
    await school.does("UPDATE unit SET kind = 'tinh-doan' WHERE id = :unit", unit=province)
    below = "INSERT INTO unit_parent (unit_id, parent_id, since) VALUES (:unit, :above, '2026-01-01')"
    await school.does(below, unit=school_unit, above=province)
    for roll, unit in ((DUNG, school_unit), (HOA, school_unit), (HUY, province)):
        await appoint(school, await school.person(roll), unit)


async def rated(stage: Stage, *, reported: bool = True, grassroots: bool = False) -> dict[int, str]:
    """The year is rated, in May; the codes of the results by roll. `grassroots`: the branch is a chi doan co so."""
    stage.clock.now = DAY
    async with school_at(stage.url) as school:
        await appoints_above(school)
        if grassroots:
            await school.does("UPDATE unit SET kind = 'chi-doan-co-so' WHERE code = '12A1'")
        numbers = await (reports if reported else closes)(school)
    return {roll: code_of("rating", number) for roll, number in numbers.items()}


async def decides_anew(stage: Stage, code: str, outcome: str) -> None:
    """The branch has decided again about a result that came back."""
    async with school_at(stage.url) as school:
        anew = (
            "UPDATE rating SET state = 'decided', outcome = :outcome, computed = :outcome, rev = rev + 1 WHERE id = :id"
        )
        await school.does(anew, outcome=outcome, id=number_of("rating", code))


async def recognised(stage: Stage) -> dict[int, str]:
    """The year is rated, reported and recognised by Dung, but for her own result."""
    codes = await rated(stage)
    async with school_at(stage.url) as school:
        dung = await school.person(DUNG)
        async with school.writes(DAY) as store:
            await store.settle("recognise", await store.reported("recognise", dung), dung, "telegram")
    return codes
