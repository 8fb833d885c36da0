"""What people wish of their reminders as it is stored, what they asked to hear later, and what led them to a step."""

from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta

import aiosqlite
import pytest
from structlog.testing import capture_logs

from bot.config import NoticeSettings
from bot.router import Router
from chat.message import Address, Incoming, Reply
from chat.texts import load_texts
from handlers.context import Notice
from rules.reminding import Wishes
from storage.instants import instant
from storage.ledger import OPENED
from storage.people import WHO_TALKS
from storage.sql import Sql
from storage.talk_rows import SWAP
from storage.talks import Talks
from storage.wishes import Later, Owing
from tests.school import AN, BINH, CUONG, School, Watched, later, school_at
from tests.world import START

TEXTS = load_texts()
END = date(2026, 12, 15)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def wishes_of(school: School, roll: int = AN) -> Wishes:
    return await school.reads().wishes(await school.person(roll))


async def test_whoever_wished_nothing_is_reminded_as_everybody_is(school: School) -> None:
    assert await wishes_of(school) == Wishes()


async def test_each_wish_is_changed_by_itself(school: School) -> None:
    an = await school.person(AN)
    async with school.writes() as store:
        await store.be_reminded_between(an, (time(18), time(22, 30)))
    assert await wishes_of(school) == Wishes(opens=time(18), closes=time(22, 30))
    async with school.writes() as store:
        await store.be_reminded(an, "fewer")
        await store.remind_later(an, END, [])
        await store.be_quiet(an, quiet=True)
    assert await wishes_of(school) == Wishes(True, "fewer", time(18), time(22, 30), END)
    async with school.writes() as store:
        await store.be_reminded_between(an, None)
        await store.be_reminded(an, "every")
        await store.be_quiet(an, quiet=False)
    assert await wishes_of(school) == Wishes(snoozed_until=END)
    assert await wishes_of(school, BINH) == Wishes()


async def test_withdrawing_consent_ends_the_wishes(school: School) -> None:
    for roll in (AN, BINH):
        async with school.writes() as store:
            await store.be_reminded(await school.person(roll), "last")
    async with school.writes() as store:
        await store.withdraw(await school.member(AN), "telegram")
    assert await school.rows("SELECT person_id FROM preference") == [(await school.person(BINH),)]


# What was asked to be heard later


async def owing(school: School, step: str = "registration", seat: int = 0, end: date = END) -> Owing:
    member, cycle = await school.member(AN), await school.cycle()
    return Owing(cycle.id, member.unit, seat, step, end)


async def puts_off(school: School, *steps: Owing, days: int, roll: int = AN) -> None:
    """To so many days before the end of each of these steps."""
    person = await school.person(roll)
    due = later(days=30 - days)
    async with school.writes() as store:
        await store.remind_later(person, END - days * DAY, [Later(step, days, due) for step in steps])


async def row(
    school: School,
    state: str,
    days: int,
    *,
    roll: int = AN,
    step: str = "registration",
    reason: str = "",
    end: date = END,
    sent: datetime | None = None,
) -> None:
    """A row of the ledger as the clock and the sender leave it."""
    of = await owing(school)
    await school.does(
        "INSERT INTO reminder (cycle_id, step, person_id, days_before, seat, unit_id, day, state, reason, due_at,"
        " planned_at, sent_at) VALUES (:cycle, :step, :person, :days, 0, :unit, :day, :state, :reason, :due, :due,"
        " CAST(:sent AS text))",
        cycle=of.cycle,
        unit=of.unit,
        person=await school.person(roll),
        step=step,
        days=days,
        day=end.isoformat(),
        state=state,
        reason=reason,
        due=instant(START),
        sent=instant(sent) if sent else None,
    )


async def ledger(school: School) -> list[tuple[object, ...]]:
    told = "SELECT step, days_before, state, reason FROM reminder ORDER BY step, days_before DESC"
    return [tuple(found) for found in await school.rows(told)]


async def test_what_is_asked_for_becomes_a_planned_row_with_the_same_key(school: School) -> None:
    await puts_off(school, await owing(school), days=4)
    told = "SELECT step, days_before, seat, day, state, reason, due_at, planned_at FROM reminder"
    assert await school.rows(told) == [
        ("registration", 4, 0, "2026-12-15", "planned", "asked", instant(later(days=26)), instant(START))
    ]
    assert (await wishes_of(school)).snoozed_until == END - 4 * DAY


async def test_the_day_chosen_last_takes_the_place_of_the_one_before(school: School) -> None:
    own, seat = await owing(school), await owing(school, "entry", seat=1)
    await row(school, "planned", 14, reason="quiet-hours")
    await puts_off(school, own, seat, days=4)
    await puts_off(school, own, days=9, roll=BINH)
    await puts_off(school, own, days=6)
    assert await ledger(school) == [
        ("entry", 4, "planned", "asked"),
        ("registration", 14, "planned", "quiet-hours"),
        ("registration", 9, "planned", "asked"),
        ("registration", 6, "planned", "asked"),
    ], "of other steps and other people nothing changes, nor what was planned without asking"


@pytest.mark.parametrize(
    ("state", "now"),
    [
        ("planned", ("planned", "quiet-hours")),
        ("claimed", ("claimed", "quiet-hours")),
        ("skipped", ("planned", "asked")),
        ("expired", ("planned", "asked")),
        ("sent", ("planned", "asked")),
    ],
)
async def test_where_that_day_has_a_row_it_is_told_once(school: School, state: str, now: tuple[str, str]) -> None:
    """A row that has had its end was told so many days before another last day: the day was moved since."""
    await row(school, state, 4, reason="quiet-hours", end=date(2026, 12, 10))
    await puts_off(school, await owing(school), days=4)
    assert await ledger(school) == [("registration", 4, *now)]
    if now[1] == "asked":
        assert await school.rows("SELECT day, due_at FROM reminder") == [("2026-12-15", instant(later(days=26)))]


@pytest.mark.parametrize(("seconds", "seen"), [(0, True), (1, False)])
async def test_what_was_told_lately_goes_back_two_weeks(school: School, seconds: int, seen: bool) -> None:
    await row(school, "sent", 14)
    now = later(days=14, seconds=seconds)
    told = await school.reads(now).told_lately(await school.person(AN))
    assert [one.offset for one in told] == ([14] if seen else [])
    assert await school.reads(now).told_lately(await school.person(BINH)) == []


@pytest.mark.parametrize(
    ("state", "reason", "counts"),
    [
        ("sent", "", True),
        ("claimed", "", True),
        ("unknown", "", True),
        ("planned", "asked", True),
        ("planned", "", False),
        ("skipped", "snoozed", False),
        ("failed", "", False),
        ("expired", "superseded", False),
    ],
)
async def test_what_counts_as_told(school: School, state: str, reason: str, counts: bool) -> None:
    await row(school, state, 14, reason=reason)
    (told,) = await school.reads().told_lately(await school.person(AN))
    assert told.counts is counts


async def test_how_somebody_stands_to_several_steps_is_one_question(school: School) -> None:
    await school.sends(CUONG)
    member = await school.member(CUONG)
    steps = [await owing(school), await owing(school, "entry", seat=member.unit)]
    own, seat = sorted(await school.reads().standing(member.person, steps), key=lambda owed: owed.seat)
    assert (own.step, own.day, own.facts.form, own.facts.here) == ("registration", END, "sent", True)
    assert (seat.step, seat.seat, seat.facts.here, seat.facts.finished) == ("entry", member.unit, True, False)
    (strange,) = await school.reads().standing(await school.person(AN), steps[1:])
    assert not strange.facts.here


# What led to a step


@pytest.mark.parametrize(
    ("state", "sent", "step", "kind", "marked"),
    [
        ("sent", START, "registration", "registration", True),
        ("sent", later(days=-14), "registration", "registration", True),
        ("sent", later(days=-14) - SECOND, "registration", "registration", False),
        ("sent", START, "interim 2027-H1", "interim", True),
        ("sent", START, "registration", "interim", False),
        ("sent", START, "entry", "registration", False),
        ("sent", START, "digest 2026-12-01", "registration", False),
        ("planned", None, "registration", "registration", False),
        ("skipped", None, "registration", "registration", False),
        ("failed", START, "registration", "registration", False),
    ],
)
async def test_the_last_reminder_of_a_step_leads_to_it(
    school: School, state: str, sent: datetime | None, step: str, kind: str, marked: bool
) -> None:
    for roll in (AN, BINH):
        await row(school, state, 7, step=step, sent=sent, roll=roll)
    await Talks(school.database).opened(await school.person(AN), kind, START)
    found = [(await school.person(AN), instant(START))] if marked else []
    assert await school.rows("SELECT person_id, opened_at FROM reminder WHERE opened_at IS NOT NULL") == found


async def test_an_earlier_reminder_that_was_not_followed_stays_so(school: School) -> None:
    for days, sent in ((14, later(days=-10)), (7, later(days=-3))):
        await row(school, "sent", days, sent=sent)
    await row(school, "sent", 7, step="entry", sent=later(days=-1))
    person = await school.person(AN)
    for now in (START, later(days=1)):
        await Talks(school.database).opened(person, "registration", now)
    found = "SELECT days_before, opened_at FROM reminder WHERE opened_at IS NOT NULL"
    assert await school.rows(found) == [(7, instant(START))], "and the first time is kept"


async def test_the_mark_finds_its_rows_by_the_person(school: School) -> None:
    if school.database.dialect == "sqlite":
        text, values = OPENED("sqlite", {"now": "", "since": "", "person": 1, "kind": "entry"})
        async with aiosqlite.connect(school.url.removeprefix("sqlite:///")) as connection:
            plan = await connection.execute_fetchall(f"EXPLAIN QUERY PLAN {text}", values)
        assert all("USING INDEX" in step[3] for step in plan if "reminder" in step[3]), list(plan)


async def hears(school: School, *texts: str) -> list[Reply]:
    """An's messages through a router on this way to the database."""
    router = Router(Talks(school.database), TEXTS, Notice(NoticeSettings().version, "", ""), lambda: START)
    replies = [await router.turn(Incoming(Address("telegram", "an"), text, text)) for text in texts]
    return [reply for reply in replies if reply]


async def test_only_the_beginning_of_a_step_costs_one_statement_more(school: School) -> None:
    ran: list[Sql] = []
    watched = School(school.url, Watched(school.database, ran.append))
    marks = []
    for said in ("/trogiup", "/dangky", "1.2", "tiếp", "Đọc 3 cuốn sách", "để sau", "/nhacviec", "tiếp tục"):
        ran.clear()
        await hears(watched, said)
        assert ran[0] is WHO_TALKS
        assert ran.count(SWAP) == 1, "no row is held"
        marks.append((ran.count(OPENED), ran[-1] is OPENED))
    none, one = (0, False), (1, True)
    assert marks == [none, one, none, none, none, none, none, one]


async def test_a_stranger_begins_with_no_step(school: School) -> None:
    await school.does("UPDATE link SET state = 'ended'")
    ran: list[Sql] = []
    await hears(School(school.url, Watched(school.database, ran.append)), "/dangky")
    assert OPENED not in ran


async def test_a_turn_is_none_the_worse_for_a_mark_that_fails(school: School) -> None:
    def fails(sql: Sql) -> None:
        if sql is OPENED:
            raise OSError("no space left on device")

    with capture_logs() as lines:
        (reply,) = await hears(School(school.url, Watched(school.database, fails)), "/dangky")
    assert reply.many
    assert [line["event"] for line in lines] == ["turn.opened_unmarked"]
    (again,) = await hears(school, "1.2")
    assert again.many
