"""Who has not done a step, as the database knows it: by name, as numbers, and the rows of a nudge."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from datetime import time as clock_time

import pytest

from rules.deadlines import Kind, calendar
from rules.lagging import Heard, Silence
from rules.reminding import obstacle_to_owe
from storage.instants import ZONE, instant
from storage.lagging import Asked, Lagger
from storage.ledger import Ledger
from storage.planning import plan
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
    add_member,
    add_unit,
    appoint,
    link,
    school_at,
)

DAY = date(2026, 12, 15)  # PN-03
EVERYBODY = [BINH, CUONG, DUNG, AN, HOA, OTHER_AN, MINH, OTHER_MINH]  # who registers in chat
UNDO = "UPDATE membership SET until = '2026-12-01' WHERE roll NOT IN (7, 20)"


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


def before(days: int, hour: int = 9) -> datetime:
    """So many days before the day of registering, in Viet Nam."""
    return datetime.combine(DAY - timedelta(days=days), clock_time(hour), tzinfo=ZONE)


async def asked(school: School, kind: Kind, now: datetime, code: str = "12A1") -> tuple[Asked, ...]:
    """The first step of this kind in the year of a unit."""
    store = school.reads(now)
    unit = await store.called(code)
    assert unit is not None
    years = await store.unit_years(await store.path(unit))
    cycle = years[unit].cycle
    return tuple(Asked(years[unit], step) for step in calendar(cycle.policy, cycle.sector) if step.kind == kind)[:1]


async def lagging(school: School, kind: Kind = "registration", now: datetime | None = None) -> tuple[Lagger, ...]:
    at = now or before(4)
    return await school.reads(at).lagging(await asked(school, kind, at))


async def owing(school: School, kind: Kind = "registration", now: datetime | None = None) -> list[int | None]:
    return [lagger.roll for lagger in await lagging(school, kind, now) if lagger.excused is None]


async def form_of_an(school: School, state: str) -> None:
    await school.sends(AN)
    await school.does("UPDATE form SET state = :state", state=state)


STATES_OF_A_FORM = ("sent", "opened", "confirmed", "returned", "recalled")
FORMS: list[tuple[Kind, str, bool]] = [
    *(("registration", state, state in ("returned", "recalled")) for state in STATES_OF_A_FORM),
    *(("interim", state, state == "confirmed") for state in STATES_OF_A_FORM),
    *(("self", state, state == "confirmed") for state in STATES_OF_A_FORM),
]


@pytest.mark.parametrize(("kind", "state", "owes"), FORMS)
async def test_who_owes_a_step_by_the_state_of_the_form(school: School, kind: Kind, state: str, owes: bool) -> None:
    await form_of_an(school, state)
    assert (AN in await owing(school, kind)) is owes


CHANGES = [
    ("registration", "UPDATE membership SET paper = 'bệnh' WHERE roll = 7", "paper"),
    ("registration", "UPDATE membership SET since = '2026-12-15' WHERE roll = 7", None),
    ("registration", "UPDATE membership SET since = '2026-12-16' WHERE roll = 7", "wait"),
    ("registration", "UPDATE membership SET until = '2026-12-17' WHERE roll = 7", "left"),
    ("registration", "UPDATE membership SET until = '2026-12-18' WHERE roll = 7", None),
    (
        "registration",
        "INSERT INTO setting (cycle_id, unit_id, name, value, set_at) SELECT id, unit_id, 'late', 'no', '' FROM cycle",
        "closed",
    ),
]


@pytest.mark.parametrize(("kind", "change", "why"), CHANGES)
async def test_who_has_not_and_does_not_owe_it_either_comes_last(
    school: School, kind: Kind, change: str, why: str | None
) -> None:
    """PN-06, PN-28, domain.md 7, two days after the day."""
    await school.does(change)
    found = {lagger.roll: lagger.excused for lagger in await lagging(school, kind, before(-2))}
    assert found.get(AN, "left") == why
    assert found[HUY] == "paper"
    assert list(found)[-1] == HUY or why == "closed"


PAPER = "UPDATE membership SET paper = 'x' WHERE roll = 7"
NO_OFFICE = "UPDATE role SET until = '2026-12-01'"
ANSWERED = (
    "INSERT INTO interim (form_id, unit_id, period, difficulty, sent_at, comment, rev)"
    " SELECT id, unit_id, '2027-S1', '', '2027-01-02T00:00:00Z', '', 0 FROM form"
)
ASSESSED = (
    "INSERT INTO assessment (form_id, person_id, unit_id, cycle_id, state, version, sent_at, rev)"
    " SELECT id, person_id, unit_id, cycle_id, '{state}', 1, '2027-04-02T00:00:00Z', 0 FROM form"
)
ENTERED = (
    "INSERT INTO gate (cycle_id, unit_id, name, override, by_id, at, rev)"
    " SELECT cycle.id, membership.unit_id, 'entry', '', person_id, '', 0 FROM cycle, membership WHERE roll = 1"
)
STATES: list[tuple[Kind, str, str, bool]] = [
    ("registration", "", "", True),
    ("registration", "sent", "", False),
    ("registration", "recalled", "", True),
    ("registration", "returned", PAPER, False),
    ("interim", "", "", False),
    ("interim", "confirmed", "", True),
    ("interim", "confirmed", PAPER, False),
    ("interim", "confirmed", ANSWERED, False),
    ("self", "confirmed", "", True),
    ("self", "confirmed", ASSESSED.format(state="sent"), False),
    ("self", "confirmed", ASSESSED.format(state="opened"), False),
    ("self", "confirmed", ASSESSED.format(state="recalled"), True),
    ("self", "confirmed", ASSESSED.format(state="returned"), True),
    ("entry", "", "", True),
    ("entry", "", ENTERED, False),
    ("entry", "", NO_OFFICE, False),
    ("rating", "", "", True),
    ("rating", "", NO_OFFICE, False),
]


@pytest.mark.parametrize(("kind", "form", "change", "owes"), STATES)
async def test_names_numbers_and_the_ledger_are_one_truth(
    school: School, kind: Kind, form: str, change: str, owes: bool
) -> None:
    """Whoever is on the list is counted, and is told by the clock, too; nobody else is."""
    if form:
        await form_of_an(school, form)
    if change:
        await school.does(change)
    now = before(4)
    steps = await asked(school, kind, now)
    laggers = [lagger for lagger in await school.reads(now).lagging(steps) if lagger.excused is None]
    counts = await school.reads(now).lagging_counts(steps)
    assert counts.get(steps[0].key, 0) == len(laggers)
    assert {(lagger.owed.talk, lagger.owed.busy) for lagger in laggers} <= {(None, False)}, (
        "a draft is its writer's own"
    )

    await plan(school.database, [(steps[0].year, steps[0].told(now))], now)
    ledger = Ledger(school.database)
    notices = [notice.id for notice in await ledger.claim(now, 100)]
    planned = [owed for rows in (await ledger.stand(notices, now)).values() for owed in rows]
    policy = steps[0].year.cycle.policy
    due = {owed.person for owed in planned if obstacle_to_owe(kind, policy, owed.facts, now.date()) is None}
    assert due == {lagger.owed.person for lagger in laggers}
    whom = await school.person(BINH if kind in ("entry", "rating") else AN)
    assert (whom in due) is owes


async def test_a_committee_member_who_holds_two_offices_and_no_place_on_the_list_is_asked_once(school: School) -> None:
    branch = await add_unit(school, "12A2", int(str(await school.one("SELECT id FROM unit WHERE code = 'DTHPT'"))))
    await add_member(school, branch, 1)
    hoa = await school.person(HOA)
    await appoint(school, hoa, branch)
    await appoint(school, hoa, branch)
    steps = await asked(school, "entry", before(4), "12A2")
    found = await school.reads(before(4)).lagging(steps)
    assert [(one.name, one.roll, one.owed.seat, one.owed.unit) for one in found] == [
        ("Trần Thị Hòa", None, branch, branch)
    ]
    assert await school.reads(before(4)).lagging_counts(steps) == {(branch, "entry"): 1}


async def test_several_units_are_asked_at_once_each_by_its_own_calendar(school: School) -> None:
    above = int(str(await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")))
    branch = await add_unit(school, "KP3", above)
    await add_member(school, branch, 1)
    now = before(4)
    store = school.reads(now)
    tree = await store.tree(above)
    years = await store.unit_years(tree)
    steps = [
        Asked(years[unit], step)
        for unit in await store.members_in(place.unit for place in tree)
        for step in calendar(years[unit].cycle.policy, years[unit].cycle.sector)
        if step.kind in ("registration", "rating")
    ]
    rating = {one.year.code: one.step.day for one in steps if one.step.kind == "rating"}
    assert rating == {"12A1": date(2027, 5, 15), "KP3": date(2027, 10, 10)}
    unit = (await school.member(AN)).unit
    assert await store.members_in([above, unit, branch]) == {unit: 9, branch: 1}
    counts = await store.lagging_counts(steps)
    assert counts == {(unit, "registration"): len(EVERYBODY), (branch, "registration"): 1, (unit, "rating"): 2}
    # nobody sits in the committee of KP3


ACCOUNTS = [
    ("", None),
    ("DELETE FROM link WHERE \"user\" = 'an'", Silence("never")),
    ("UPDATE link SET state = 'waiting'", Silence("waiting", "2026-11-23T01:00:00Z")),
    ("UPDATE link SET state = 'ended', until = '2026-12-01T02:00:00Z'", Silence("ended", "2026-12-01T02:00:00Z")),
    ("UPDATE link SET unreachable = 'forbidden: bot was blocked by the user'", Silence("blocked")),
    ("UPDATE link SET unreachable = 'blocked by the person'", Silence("blocked")),
    ("UPDATE link SET unreachable = 'chat not found'", Silence("lost")),
]


@pytest.mark.parametrize(("change", "silence"), ACCOUNTS)
async def test_why_the_bot_reaches_somebody_by_no_account(school: School, change: str, silence: Silence | None) -> None:
    if change:
        await school.does(change)
    of_an = next(lagger for lagger in await lagging(school) if lagger.roll == AN)
    assert of_an.silence == silence


async def test_another_account_that_works_is_enough(school: School) -> None:
    await school.does("UPDATE link SET unreachable = 'blocked by the person'")
    await link(school, await school.person(AN), "an2", "zalo")
    assert {lagger.roll for lagger in await lagging(school) if lagger.silence is None} == {AN}


async def test_when_a_message_last_arrived_is_known_of_whom_none_reaches_any_more(school: School) -> None:
    sent = (
        "INSERT INTO outbox (person_id, kind, state, due_at, created_at, sent_at, attempts)"
        " VALUES (:person, 'x', :state, '', '', :at, 1)"
    )
    for state, at in (("sent", "2026-12-01T02:00:00Z"), ("sent", "2026-12-03T02:00:00Z"), ("failed", None)):
        await school.does(sent, person=await school.person(AN), state=state, at=at)
    assert {lagger.reached for lagger in await lagging(school)} == {None}
    await school.does("UPDATE link SET unreachable = 'blocked by the person'")
    assert {lagger.roll: lagger.reached for lagger in await lagging(school)}[AN] == "2026-12-03T02:00:00Z"


async def test_the_number_is_there_where_one_is_kept(school: School) -> None:
    await school.does("UPDATE person SET phone = '' WHERE name = 'Phạm Thu Dung'")
    await school.does("UPDATE person SET phone = '0912345678' WHERE name = 'Trần Thị Hòa'")
    phones = {lagger.roll: lagger.phone for lagger in await lagging(school)}
    assert (phones[HOA], phones[DUNG], phones[AN]) == ("0912345678", None, None)


async def nudged(school: School, now: datetime) -> int:
    """Everybody who owes it, whatever stands against it."""
    laggers = [one for one in await lagging(school, now=now) if one.excused is None]
    async with school.writes(now) as store:
        return await store.nudge(laggers)


async def test_a_nudge_is_rows_of_the_ledger_once_a_day_each(school: School) -> None:
    assert await nudged(school, before(4)) == len(EVERYBODY)
    rows = await school.rows(
        "SELECT DISTINCT step, days_before, seat, day, state, reason, due_at, planned_at FROM reminder"
    )
    at = instant(before(4))
    assert rows == [("registration", 4, 0, "2026-12-15", "planned", "nudged", at, at)]
    assert await nudged(school, before(4, 15)) == 0
    assert await nudged(school, before(3)) == len(EVERYBODY)
    await school.does(UNDO)
    assert await nudged(school, before(2)) == 1


async def test_what_the_clock_has_planned_for_the_day_is_not_planned_again(school: School) -> None:
    now = before(3, 8)
    (step,) = await asked(school, "registration", now)
    await plan(school.database, [(step.year, step.told(now))], now)
    assert await nudged(school, now) == 0


async def test_two_of_a_committee_who_nudge_at_once_nudge_everybody_once(world: str) -> None:
    async with school_at(world) as here, school_at(world) as there:
        made = await asyncio.gather(*(nudged(way, before(4)) for way in (here, there) * 2))
        assert sum(made) == len(EVERYBODY)
        assert await here.one("SELECT count(*) FROM reminder") == len(EVERYBODY)


TOLD = [
    ("planned", "nudged", None, "", Heard(waiting=True)),
    ("planned", "asked", None, "", Heard(waiting=True)),
    ("claimed", "", None, "claimed", Heard(today=True, waiting=True)),
    ("sent", "", "2026-12-11T01:00:00Z", "sent", Heard(date(2026, 12, 11), today=True, tried=True)),
    ("sent", "", "2026-12-08T20:00:00Z", "", Heard(date(2026, 12, 9), tried=True)),
    ("skipped", "quiet", None, "dropped", Heard(tried=True)),
    ("failed", "unreachable", None, "failed", Heard(tried=True)),
    ("expired", "superseded", None, "unknown", Heard(today=True, tried=True)),
]


@pytest.mark.parametrize(("state", "reason", "sent", "message", "told"), TOLD)
async def test_what_somebody_has_heard_of_a_step(
    school: School, state: str, reason: str, sent: str | None, message: str, told: Heard
) -> None:
    person, cycle = await school.person(AN), await school.cycle()
    row = (
        "INSERT INTO reminder (cycle_id, step, person_id, days_before, seat, unit_id, day, state, reason, due_at,"
        " planned_at, sent_at) SELECT CAST(:cycle AS int), :step, person_id, 4, 0, unit_id, '2026-12-15', :state,"
        " :reason, '', '', CAST(:sent AS text) FROM membership WHERE roll = 7"
    )
    await school.does(row, cycle=cycle.id, step="registration", state=state, reason=reason, sent=sent)
    await school.does(row, cycle=cycle.id, step="self", state="sent", reason="", sent="2026-12-11T00:30:00Z")
    if message:
        key = f"reminder:{person}:2026-12-11"
        made = (
            "INSERT INTO outbox (person_id, kind, key, state, due_at, created_at, attempts)"
            " VALUES (:person, 'reminder', :key, :state, '', '', 1)"
        )
        await school.does(made, person=person, key=key, state=message)
    heard = {lagger.roll: lagger.heard for lagger in await lagging(school)}
    assert heard[AN] == told
    assert heard[DUNG] == Heard()


async def test_the_join_code_of_a_branch_is_the_newest_that_holds(school: School) -> None:
    unit = (await school.member(AN)).unit
    assert await school.reads(before(4)).invitation_of(unit) == "cd_ABCD2345"
    add = (
        "INSERT INTO invitation (code, unit_id, created_at, expires_on, revoked_at, uses)"
        " VALUES (:code, :unit, '', :until, CAST(:revoked AS text), 0)"
    )
    await school.does(add, code="cd_NEWER234", unit=unit, until="2026-12-11", revoked=None)
    await school.does(add, code="cd_TAKEN234", unit=unit, until="2027-12-11", revoked="2026-12-01T00:00:00Z")
    assert await school.reads(before(4)).invitation_of(unit) == "cd_NEWER234"
    assert await school.reads(before(3)).invitation_of(unit) == "cd_ABCD2345"
    assert await school.reads(before(4)).invitation_of(unit + 1000) is None
