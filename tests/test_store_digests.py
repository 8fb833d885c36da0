"""How a branch stands in the morning, as the store counts it, on both databases (products.md rules 26, 30)."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta

import pytest

from chat.message import Address
from rules.reminding import obstacle_to_owe
from storage.busy_units import units_with_something_waiting
from storage.digests import Morning, Queue
from storage.instants import instant, moment
from storage.outbox import NoticeBox
from storage.sql import Value
from tests.school import AN, BINH, CUONG, DUNG, HOA, HUY, School, add_member, later, link, school_at
from tests.world import START

TODAY = date(2026, 11, 23)
NEVER = "9999"
EVER = ""
KINDS = {"forms", "supplements", "tickets", "interims", "assessments"}


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def queue(school: School, kind: str, person: int = BINH, since: str = NEVER, now: datetime = START) -> Queue:
    unit, cycle = (await school.member(AN)).unit, (await school.cycle()).id
    found = await school.reads(now).queues(await school.person(person), unit, cycle, "2027-S1", since)
    assert set(found) == KINDS
    return found[kind]


async def morning(school: School, person: int = BINH) -> Morning:
    member, cycle = await school.member(AN), await school.cycle()
    found = await school.reads().morning(await school.person(person), member.unit, cycle.id)
    assert found is not None
    return found


async def has_round(school: School, state: str) -> None:
    await school.does(
        "INSERT INTO rating_round (cycle_id, unit_id, state, mode, scattered, consulted, heads, day, minutes,"
        " opened_at, opened_by, rev)"
        " SELECT cycle_id, unit_id, :state, 'committee', '', '', 9, '2027-05-01', '', '', 1, 0 FROM form LIMIT 1",
        state=state,
    )


async def test_forms_wait_for_everybody_but_their_owner(school: School) -> None:
    first = await school.sends(AN)
    await school.sends(BINH, now=later(hours=2))
    one = Queue(1, instant(START))
    two = Queue(2, instant(START), new=1)
    assert await queue(school, "forms") == one
    assert await queue(school, "forms", CUONG, instant(later(hours=1))) == two
    async with school.writes(later(hours=3)) as store:
        assert await store.confirm(first, await school.person(CUONG), "telegram")
    assert await queue(school, "forms", since=instant(later(hours=3))) == Queue()
    assert await queue(school, "forms", since=instant(later(hours=2))) == Queue(decided=1)
    assert await queue(school, "forms", since=EVER) == Queue(new=1, decided=1)


async def test_a_form_taken_back_is_no_news(school: School) -> None:
    card = await school.sends(AN)
    async with school.writes() as store:
        assert await store.recall(await school.member(AN), card, "telegram")
    assert await queue(school, "forms", since=EVER) == Queue()


async def test_calls_for_help_grow_late_after_seven_days(school: School) -> None:
    member, cycle = await school.member(AN), await school.cycle()
    async with school.writes() as store:
        await store.open_ticket(member, cycle, None, None, "cần sách", "telegram")
    at = instant(START)
    assert await queue(school, "tickets", now=later(days=7)) == Queue(1, at)
    assert await queue(school, "tickets", now=later(days=7, seconds=1)) == Queue(1, at, late=1)
    assert await queue(school, "tickets", AN) == Queue()


async def trained(school: School, *rolls: int) -> None:
    for roll in rolls:
        card = await school.sends(roll)
        async with school.writes() as store:
            assert await store.confirm(card, await school.person(BINH if roll != BINH else CUONG), "telegram")


async def test_words_of_a_round_wait_until_the_branch_has_commented(school: School) -> None:
    await trained(school, AN, HOA)
    told = (
        "INSERT INTO interim (form_id, unit_id, period, difficulty, sent_at, comment, comment_at, rev)"
        " SELECT id, unit_id, :period, '', '2027-01-10T00:00:00Z', '', CAST(:at AS text), 0 FROM form"
        " WHERE person_id = :person"
    )
    await school.does(told, period="2027-S1", person=await school.person(AN), at=None)
    await school.does(told, period="2027-S1", person=await school.person(HOA), at="2027-01-11T00:00:00Z")
    await school.does(told, period="2026-S1", person=await school.person(AN), at=None)
    assert await queue(school, "interims", since="2027-01-09") == Queue(1, "2027-01-10T00:00:00Z", new=2)
    assert await queue(school, "interims", AN) == Queue()


async def test_assessments_wait_until_they_are_read_or_the_round_is_closed(school: School) -> None:
    await trained(school, AN, HOA, DUNG)
    await school.does(
        "INSERT INTO assessment (form_id, person_id, unit_id, cycle_id, state, version, sent_at, rev)"
        " SELECT id, person_id, unit_id, cycle_id, 'sent', 1, '2027-04-27T00:00:00Z', 0 FROM form"
    )
    await school.does("UPDATE assessment SET state = 'opened' WHERE person_id = :p", p=await school.person(HOA))
    await school.does("UPDATE assessment SET state = 'recalled' WHERE person_id = :p", p=await school.person(DUNG))
    assert await queue(school, "assessments", since=EVER) == Queue(1, "2027-04-27T00:00:00Z", new=2)
    await has_round(school, "closed")
    assert (await queue(school, "assessments")).waiting == 0


async def test_a_branch_knows_what_is_done_and_when_somebody_was_told(school: School) -> None:
    member, cycle, binh = await school.member(AN), await school.cycle(), await school.person(BINH)
    assert await morning(school) == Morning("Chi đoàn 12A1", False, False)
    row = (
        "INSERT INTO reminder (cycle_id, step, person_id, days_before, seat, unit_id, day, state, reason, due_at,"
        " planned_at, sent_at) VALUES (:cycle, :step, :person, 0, :seat, :seat, '', :state, :reason, :due, '',"
        " CAST(:sent AS text))"
    )
    of: dict[str, Value] = {
        "cycle": cycle.id,
        "person": binh,
        "seat": member.unit,
        "reason": "",
        "state": "sent",
        "due": "5",
    }
    await school.does(row, **of, step="digest 2026-12-01", sent="1")
    await school.does(row, **of, step="entry", sent="4")
    await school.does(row, **{**of, "seat": 1}, step="digest 2026-12-02", sent="4")
    silent: dict[str, Value] = {**of, "state": "skipped", "sent": None}
    await school.does(row, **{**silent, "reason": "quiet"}, step="digest 2026-12-03")
    assert (await morning(school)).seen_at == "1"
    await school.does(row, **{**silent, "reason": "nothing", "due": "2"}, step="digest 2026-12-04")
    assert await morning(school) == Morning("Chi đoàn 12A1", False, False, "1", "2")
    assert (await morning(school)).seen_at == "2"
    assert (await morning(school, CUONG)).seen_at is None
    await school.does(
        "INSERT INTO gate (cycle_id, unit_id, name, override, by_id, at, rev) VALUES (:c, :u, 'entry', '', 1, '', 0)",
        c=cycle.id,
        u=member.unit,
    )
    assert (await morning(school)).entered
    assert await school.reads().morning(binh, 999, cycle.id) is None


async def test_the_crew_is_counted_as_the_ledger_counts_it(school: School) -> None:
    """Who owes a step in a digest is who is reminded of it: the same rule over the same facts."""
    member, cycle = await school.member(AN), await school.cycle()
    await trained(school, AN)
    await school.sends(HOA)
    await add_member(school, member.unit, 40, since="2026-12-16")

    async def owing(kind: str, today: date) -> int:
        crew = await school.reads(datetime.combine(today, START.timetz())).crew(member.unit, cycle.id, "2027-S1")
        return sum(obstacle_to_owe(kind, cycle.policy, mate.facts, today) is None for mate in crew)

    assert await owing("registration", date(2026, 12, 15)) == 6
    assert await owing("registration", date(2026, 12, 17)) == 6, "who came after the day waits for guidance"
    assert await owing("interim", date(2027, 1, 20)) == 1
    assert await owing("self", date(2027, 5, 1)) == 1
    crew = await school.reads().crew(member.unit, cycle.id, "2027-S1")
    assert [mate.reachable for mate in crew].count(False) == 3
    assert [mate.facts.paper for mate in crew].count(True) == 1


async def test_since_when_somebody_is_out_of_reach(school: School) -> None:
    member, cycle = await school.member(AN), await school.cycle()
    at = Address("telegram", "an")
    box = NoticeBox(school.database)

    async def lost() -> list[str | None]:
        crew = await school.reads().crew(member.unit, cycle.id, "2027-S1")
        return [mate.lost_at for mate in crew if mate.lost_at]

    await box.unreachable(at, "blocked", START)
    await box.unreachable(at, "blocked", later(days=3))
    assert await lost() == [instant(START)], "since it began"
    await link(school, member.person, "an-z", platform="zalo")
    crew = await school.reads().crew(member.unit, cycle.id, "2027-S1")
    assert [mate.reachable for mate in crew if mate.lost_at] == [True], "another account is reached"
    await box.unreachable(at, None, later(days=4))
    assert await lost() == []
    await box.unreachable(at, "blocked", later(days=5))
    assert await lost() == [instant(later(days=5))]


async def busy(school: School, today: date = TODAY) -> bool:
    return (await school.member(AN)).unit in await units_with_something_waiting(school.database.read, today)


@pytest.mark.parametrize(
    ("kind", "closes"),
    [
        ("form", "UPDATE form SET state = 'confirmed'"),
        ("form", "UPDATE cycle SET state = 'closed'"),
        ("supplement", "UPDATE supplement SET state = 'confirmed'"),
        ("ticket", "UPDATE ticket SET state = 'answered'"),
        ("interim", "UPDATE interim SET comment_at = 'x'"),
        ("interim", "UPDATE interim SET period = '2026-S1' WHERE comment_at IS NULL"),
        ("assessment", "UPDATE assessment SET state = 'opened'"),
        ("assessment", "UPDATE rating_round SET state = 'closed'"),
    ],
)
async def test_a_branch_is_asked_about_while_something_waits_there(school: School, kind: str, closes: str) -> None:
    rows = {
        "form": "UPDATE form SET state = 'sent' WHERE person_id = :p",
        "supplement": "INSERT INTO supplement (form_id, unit_id, person_id, criterion, group_title, title, action,"
        " due_precision, due_start, due_end, how, state, sent_at, reason, rev) SELECT id, unit_id, person_id, '2.1',"
        " '', '', '', 'day', '', '', '', 'sent', '', '', 0 FROM form WHERE person_id = :p",
        "ticket": "INSERT INTO ticket (person_id, unit_id, cycle_id, text, state, at, answer, rev)"
        " SELECT person_id, unit_id, cycle_id, '', 'open', '', '', 0 FROM form WHERE person_id = :p",
        "interim": "INSERT INTO interim (form_id, unit_id, period, difficulty, sent_at, comment, rev)"
        " SELECT id, unit_id, '2027-S1', '', '', '', 0 FROM form WHERE person_id = :p",
        "assessment": "INSERT INTO assessment (form_id, person_id, unit_id, cycle_id, state, version, sent_at, rev)"
        " SELECT id, person_id, unit_id, cycle_id, 'sent', 1, '', 0 FROM form WHERE person_id = :p",
    }
    await trained(school, AN, HOA)
    await school.does(
        "INSERT INTO interim (form_id, unit_id, period, difficulty, sent_at, comment, comment_at, rev)"
        " SELECT id, unit_id, '2026-S2', '', '', '', 'x', 0 FROM form WHERE person_id = :p",
        p=await school.person(HOA),
    )
    await has_round(school, "open")
    assert not await busy(school)
    await school.does(rows[kind], p=await school.person(AN))
    assert await busy(school)
    await school.does(closes)
    assert not await busy(school)


async def test_a_branch_without_a_talk_is_asked_about_at_the_end_of_the_month(school: School) -> None:
    member, cycle = await school.member(AN), await school.cycle()
    ends = date(2026, 12, 27)
    assert not await busy(school, ends), "nobody trains there yet"
    await trained(school, AN)
    assert not await busy(school, ends - timedelta(days=1))
    assert await busy(school, ends)
    async with school.writes(moment("2026-12-27T05:00:00Z")) as store:
        people = [await school.person(HUY)]
        await store.check_in(member.unit, cycle.id, "2026-12", "Họp", people, await school.person(BINH), "telegram")
    assert not await busy(school, ends)
    assert await busy(school, date(2027, 1, 27))
