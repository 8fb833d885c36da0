"""Reminders from the calendar to the chat: who is told on which day, however long the machine was off, and once."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.context import Context
from handlers.reminder import Due, Part
from programmes.holidays import national_days
from rules.telling import WINDOW
from scheduler.jobs import Clockwork
from scheduler.retention import SWEEPS
from storage.instants import ZONE, instant
from storage.session import session_for
from storage.sql import Sql
from storage.years import open_cycle, set_setting
from tests.ledger import ledger, morning, plans, told
from tests.player import Clock
from tests.post import Post, outbox
from tests.school import (
    AN,
    BINH,
    CUONG,
    DUNG,
    HOA,
    MINH,
    School,
    Watched,
    add_member,
    add_unit,
    appoint,
    link,
    move,
    school_at,
)
from tests.world import START

OWING = [BINH, CUONG, DUNG, AN, HOA]  # linked, and not on paper
LADDER = {14: "1/12", 7: "8/12", 3: "12/12", 1: "14/12", 0: "15/12", -1: "16/12"}


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


@dataclass(slots=True)
class Machine:
    """The program by a clock that a test moves: at each moment it plans, and sends what is due."""

    school: School
    post: Post
    clock: Clock
    days_off: Collection[date] = ()

    async def at(self, now: datetime, *, plans_: bool = True, sends: bool = True) -> None:
        self.clock.now = now
        if plans_:
            await plans(self.school, now, self.days_off)
        if sends:
            await outbox(self.school, self.post, self.clock, national=self.days_off).drain()

    async def runs(self, first: date, last: date, off: Collection[date] = ()) -> None:
        """Each morning at eight, but for the days on which it is off."""
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            if day not in off:
                await self.at(datetime(day.year, day.month, day.day, 8, tzinfo=ZONE))

    async def told_on(self, roll: int, step: str = "registration") -> dict[int, str]:
        """On which day each of the step's offsets was told."""
        rows = await self.school.rows(
            "SELECT days_before, sent_at FROM reminder JOIN membership ON membership.person_id = reminder.person_id"
            " WHERE roll = :roll AND step = :step AND reminder.state = 'sent' ORDER BY days_before DESC",
            roll=roll,
            step=step,
        )
        return {days: f"{datetime.fromisoformat(at).astimezone(ZONE):%-d/%-m}" for days, at in rows}


@pytest.fixture
def machine(school: School) -> Machine:
    return Machine(school, Post(), Clock(START))


def days(first: str, last: str) -> set[date]:
    """1/12 to 5/12, of the winter in which the year 2027 begins."""
    begins, ends = day_of(first), day_of(last)
    return {begins + timedelta(days=n) for n in range((ends - begins).days + 1)}


def day_of(text: str) -> date:
    day, month = map(int, text.split("/"))
    return date(2026 if month > 10 else 2027, month, day)


async def sets(school: School, unit: str, name: str, value: str) -> None:
    async with session_for(school.url) as session:
        await set_setting(session, unit, name, value, START)


# --- on which days, at which hour


async def test_members_are_told_on_each_day_of_the_ladder_and_once(machine: Machine) -> None:
    """PN-03: the day is 15/12."""
    await machine.runs(day_of("24/11"), day_of("31/12"))
    assert await machine.told_on(AN) == LADDER
    texts = [text for user, text in machine.post.carried if user == "an"]
    assert [("lần nhắc cuối" in text) for text in texts] == [False] * 4 + [True, False]
    assert "không tự nhắc việc này nữa" in texts[-1]
    assert await told(machine.school) == sorted(OWING * len(LADDER))


async def test_a_committee_is_told_of_its_own_step_on_its_own_days(machine: Machine) -> None:
    """PN-07, domain.md 4.6: 20/12/2026 is a Sunday, so Friday is spoken of as well."""
    await machine.runs(day_of("24/11"), day_of("31/12"))
    expected = {14: "6/12", 7: "13/12", 3: "17/12", 2: "18/12", 1: "19/12", 0: "20/12", -1: "21/12"}
    assert await machine.told_on(BINH, "entry") == expected
    assert await told(machine.school, "entry") == sorted([BINH, CUONG] * len(expected))


@pytest.mark.parametrize(
    ("hour", "minute", "planned", "sent"),
    [
        (0, 0, 1, 0),
        (7, 29, 1, 0),
        (7, 30, 1, 0),
        (7, 59, 1, 0),
        (8, 0, 1, 1),
        (20, 59, 1, 1),
        (21, 0, 1, 0),
        (23, 59, 1, 0),
    ],
)
async def test_a_day_is_told_between_the_hour_of_reminding_and_the_evening(
    machine: Machine, hour: int, minute: int, planned: int, sent: int
) -> None:
    """It is in the ledger from midnight on, so that it goes with whatever a person hears first that day."""
    await machine.at(morning(7, hour, minute))
    rows = "SELECT count(*) FROM reminder WHERE days_before = 7 AND person_id = :an AND state IN ('planned', 'sent')"
    an = await machine.school.person(AN)
    assert await machine.school.one(rows, an=an) == planned
    assert machine.post.users.count("an") == sent


async def test_the_unit_says_at_which_hour(machine: Machine) -> None:
    for name, value in (("remind_at", "17:30"), ("digest_at", "17:30")):
        await sets(machine.school, "12A1", name, value)
    await machine.at(morning(7, 17, 29))
    assert "an" not in machine.post.users
    await machine.at(morning(7, 17, 30))
    assert "an" in machine.post.users


# --- who


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param("UPDATE membership SET paper = 'bệnh' WHERE roll = 7", ["skipped paper"], id="on paper, PN-06"),
        pytest.param("UPDATE person SET quiet_since = '2026-11-01T00:00:00Z'", ["skipped quiet"], id="wants silence"),
        pytest.param("UPDATE link SET state = 'ended'", ["skipped no-account"], id="account let go"),
        pytest.param("UPDATE link SET state = 'waiting'", ["skipped no-account"], id="account not let in yet"),
        pytest.param("UPDATE link SET unreachable = 'blocked'", ["failed unreachable"], id="cannot be reached"),
        pytest.param("UPDATE membership SET until = '2026-12-08'", [], id="left the branch today"),
        pytest.param("UPDATE membership SET until = '2026-12-09'", ["sent"], id="leaves tomorrow"),
        pytest.param("UPDATE membership SET since = '2026-12-08'", ["sent"], id="joined today"),
        pytest.param("UPDATE membership SET since = '2026-12-09'", [], id="joins tomorrow"),
        pytest.param("UPDATE cycle SET state = 'closed'", [], id="no open year"),
    ],
)
async def test_who_is_reminded(machine: Machine, change: str, expected: list[str]) -> None:
    await machine.school.does("UPDATE cycle SET opened_at = :at", at=instant(morning(7)))
    await machine.school.does(change)
    await machine.at(morning(7))
    assert await ledger(machine.school, AN) == [f"registration 7 {end}" for end in expected]


@pytest.mark.parametrize(
    ("state", "owes"),
    [("sent", False), ("opened", False), ("confirmed", False), ("returned", True), ("recalled", True)],
)
async def test_whose_form_lies_with_the_committee_is_not_reminded_to_send_one(
    machine: Machine, state: str, owes: bool
) -> None:
    await machine.school.sends(AN)
    await machine.school.does("UPDATE form SET state = :state", state=state)
    await machine.at(morning(7))
    assert ("an" in machine.post.users) is owes
    assert "dung" in machine.post.users


async def test_whose_form_was_returned_is_told_to_mend_it(machine: Machine) -> None:
    await machine.school.sends(AN)
    await machine.school.does("UPDATE form SET state = 'returned'")
    await machine.at(morning(7))
    assert "được trả lại" in dict(machine.post.carried)["an"]


async def test_a_secretary_whose_own_form_was_returned_is_told_of_the_branch_all_the_same(machine: Machine) -> None:
    await machine.school.sends(BINH)
    await machine.school.does("UPDATE form SET state = 'returned'")
    await machine.school.does("UPDATE cycle SET opened_at = :at", at=instant(morning(9)))
    await machine.at(morning(9))  # 6/12: fourteen days before the entry
    assert "nhập phần mềm cho 12A1" in dict(machine.post.carried)["binh"]


async def test_who_has_an_account_since_this_morning_hears_at_the_next_day(machine: Machine) -> None:
    await machine.at(morning(7))
    await link(machine.school, await machine.school.person(MINH), "minh")
    await machine.at(morning(7, 13))
    assert "minh" not in machine.post.users
    await machine.at(morning(3))
    assert "minh" in machine.post.users


async def test_somebody_with_two_offices_is_told_once_of_each_unit(machine: Machine) -> None:
    school = machine.school
    above = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
    assert isinstance(above, int)
    other, here = await add_unit(school, "12A2", above), (await school.member(BINH)).unit
    await add_member(school, other, 70)
    await appoint(school, await school.person(BINH), here)
    await appoint(school, await school.person(BINH), other)
    await machine.at(morning(9))
    (text,) = [text for user, text in machine.post.carried if user == "binh"]
    assert text.count("nhập phần mềm cho 12A1") == text.count("nhập phần mềm cho 12A2") == 1


async def test_the_committee_of_a_unit_without_members_owes_nothing(machine: Machine) -> None:
    """PN-07: there is nobody to enter."""
    school = machine.school
    empty = await add_unit(school, "12A3")
    await move(school, empty, (await school.rows("SELECT id FROM unit WHERE code = 'DTHPT'"))[0][0], "2026-01-01")
    await appoint(school, await school.person(HOA), empty)
    await machine.at(morning(9))
    assert await told(school, "entry") == [BINH, CUONG]


# --- calendars of their own


async def test_a_branch_with_another_calendar_is_reminded_on_its_own_days(machine: Machine) -> None:
    school = machine.school
    above = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
    assert isinstance(above, int)
    branch = await add_unit(school, "12A2", above)
    await link(school, await add_member(school, branch, 70), "her")
    await sets(school, "12A2", "registration", "2026-12-10")
    await machine.runs(day_of("24/11"), day_of("20/12"))
    assert await machine.told_on(70) == {14: "26/11", 7: "3/12", 3: "7/12", 1: "9/12", 0: "10/12", -1: "11/12"}
    assert await machine.told_on(AN) == LADDER


async def test_a_branch_that_moved_is_reminded_by_the_calendar_of_its_new_parent(machine: Machine) -> None:
    """Told 14 and 7 days before the old day; the new one has its own ladder, in a cycle of its own."""
    school = machine.school
    other = await add_unit(school, "OTHER")
    async with session_for(school.url) as session:
        await open_cycle(session, "OTHER", 2027, "MAC-DINH-5N", START)
        await session.flush()
        await set_setting(session, "OTHER", "registration", "2026-12-20", START)
    await move(school, (await school.member(AN)).unit, other, "2026-12-10")
    await machine.runs(day_of("24/11"), day_of("31/12"))
    sent = await school.rows(
        "SELECT unit.code, days_before, sent_at FROM reminder JOIN cycle ON cycle.id = cycle_id"
        " JOIN unit ON unit.id = cycle.unit_id"
        " WHERE person_id = :an AND step = 'registration' AND reminder.state = 'sent' ORDER BY sent_at",
        an=await school.person(AN),
    )
    assert [(code, offset, at[8:10]) for code, offset, at in sent] == [
        ("DTHPT", 14, "01"),
        ("DTHPT", 7, "08"),
        ("OTHER", 14, "10"),
        ("OTHER", 7, "13"),
        ("OTHER", 3, "17"),
        ("OTHER", 2, "18"),
        ("OTHER", 1, "19"),
        ("OTHER", 0, "20"),
        ("OTHER", -1, "21"),
    ]


async def test_a_row_that_waits_while_its_unit_moves_is_not_told_by_the_old_calendar(machine: Machine) -> None:
    school = machine.school
    other = await add_unit(school, "OTHER")
    async with session_for(school.url) as session:
        await open_cycle(session, "OTHER", 2027, "MAC-DINH-5N", START)
    await machine.at(morning(7, 21))
    await move(school, (await school.member(AN)).unit, other, "2026-12-09")
    await machine.at(morning(6))
    ends = [line for line in await ledger(school, AN) if " 7 " in line]
    assert sorted(ends) == ["registration 7 expired cycle-closed", "registration 7 sent"]
    assert machine.post.users.count("an") == 1


@pytest.mark.parametrize(("inclusive", "last"), [("yes", "15/12"), ("no", "14/12")])
async def test_before_the_day_has_one_declared_meaning(machine: Machine, inclusive: str, last: str) -> None:
    """domain.md 4.6: "before the 15th" may mean the end of the 14th."""
    await sets(machine.school, "DTHPT", "inclusive", inclusive)
    await machine.runs(day_of("24/11"), day_of("20/12"))
    assert (await machine.told_on(AN))[0] == last


async def test_a_cycle_opened_in_the_middle_of_the_ladder_begins_there(machine: Machine) -> None:
    await machine.school.does("UPDATE cycle SET opened_at = :at", at=instant(morning(3, 10)))
    await machine.at(morning(3, 10))
    assert machine.post.users.count("an") == 1, "the day on which it is opened counts, at once"
    await machine.runs(day_of("13/12"), day_of("20/12"))
    assert await ledger(machine.school, AN) == [f"registration {offset} sent" for offset in (3, 1, 0, -1)]


async def test_a_cycle_opened_late_in_the_evening_is_opened_on_that_day_in_viet_nam(machine: Machine) -> None:
    """00:30 on the eighth is still the seventh in UTC; and the fourteenth day before is over."""
    await machine.school.does("UPDATE cycle SET opened_at = :at", at=instant(morning(7, 0, 30)))
    await machine.at(morning(7))
    assert await ledger(machine.school, AN) == ["registration 7 sent"]


@pytest.mark.parametrize(
    ("day", "moved_to", "expected"),
    [
        pytest.param(
            "4/12", "2026-12-10", {14: "1/12", 7: "5/12", 3: "7/12", 1: "9/12", 0: "10/12", -1: "11/12"}, id="earlier"
        ),
        pytest.param(
            "9/12", "2026-12-25", {14: "1/12", 7: "8/12", 3: "22/12", 1: "24/12", 0: "25/12", -1: "26/12"}, id="later"
        ),
        pytest.param("9/12", "2026-12-05", {14: "1/12", 7: "8/12", -1: "10/12"}, id="into the past"),
    ],
)
async def test_a_day_that_moves_takes_with_it_what_is_not_told_yet(
    machine: Machine, day: str, moved_to: str, expected: dict[int, str]
) -> None:
    """What was told is not told again: the ledger's key is the step and so many days before it."""
    moved = day_of(day)
    await machine.runs(day_of("24/11"), moved)
    await sets(machine.school, "DTHPT", "registration", moved_to)
    await machine.runs(moved + timedelta(days=1), day_of("31/12"))
    assert await machine.told_on(AN) == expected


async def test_a_row_that_waits_while_its_day_moves_waits_for_the_new_one(machine: Machine) -> None:
    await machine.at(morning(3, 21))
    await sets(machine.school, "DTHPT", "registration", "2026-12-25")
    await machine.runs(day_of("13/12"), day_of("26/12"))
    found = await machine.told_on(AN)
    assert found == {3: "22/12", 1: "24/12", 0: "25/12", -1: "26/12"}


async def test_the_year_after_works_again(machine: Machine) -> None:
    """products.md row 53; of comparable systems one had mended its doubles so well that the second year was silent."""
    await machine.runs(day_of("24/11"), day_of("20/12"))
    await machine.school.sends(AN)
    async with session_for(machine.school.url) as session:
        await open_cycle(session, "DTHPT", 2028, "MAC-DINH-5N", START + timedelta(days=365))
    machine.post.carried.clear()
    for offset in LADDER:
        await machine.at(morning(offset) + timedelta(days=365))
    assert machine.post.users.count("an") == machine.post.users.count("dung") == len(LADDER)


# --- the machine was off


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param(
            "12/12", "13/12", {14: "1/12", 7: "8/12", 1: "14/12", 0: "15/12", -1: "16/12"}, id="12/12 to 14/12"
        ),
        pytest.param(
            "15/12",
            "15/12",
            {14: "1/12", 7: "8/12", 3: "12/12", 1: "14/12", -1: "16/12"},
            id="domain.md 6: off on 15/12, back on 16/12: one late reminder, not two",
        ),
        pytest.param("8/12", "9/12", LADDER | {7: "10/12"}, id="what became due meanwhile is told once"),
        pytest.param("1/12", "7/12", {7: "8/12", 3: "12/12", 1: "14/12", 0: "15/12", -1: "16/12"}, id="a week"),
        pytest.param("14/12", "17/12", {14: "1/12", 7: "8/12", 3: "12/12", -1: "18/12"}, id="over the end"),
        pytest.param("30/11", "22/12", {-1: "23/12"}, id="products.md 56: over the whole ladder, back within a week"),
        pytest.param("30/11", "23/12", {}, id="products.md 56: and no later"),
    ],
)
async def test_after_days_off_everybody_is_told_once_and_nothing_stale(
    machine: Machine, first: str, last: str, expected: dict[int, str]
) -> None:
    await machine.runs(day_of("24/11"), day_of("31/12"), days(first, last))
    assert await machine.told_on(AN) == expected
    found = await ledger(machine.school, AN)
    back = day_of(last) + timedelta(days=1)
    looked_at = [offset for offset, day in LADDER.items() if offset in expected or day_of(day) >= back - WINDOW]
    assert [int(line.split()[1]) for line in found] == looked_at, "each day that was not told is on the record"
    ends = {line.split(maxsplit=2)[2] for line in found}
    assert ends <= {"sent", "expired superseded", "expired deadline-passed", "expired too-late"}


async def test_the_days_left_are_those_of_the_day_on_which_it_is_told(machine: Machine) -> None:
    await machine.runs(day_of("24/11"), day_of("10/12"), days("8/12", "9/12"))
    assert "còn 5 ngày" in machine.post.carried[-1][1]


async def test_a_machine_that_comes_back_at_night_waits_for_the_morning(machine: Machine) -> None:
    for now in (morning(2, 23), morning(1, 7)):
        await machine.at(now)
        assert "an" not in machine.post.users
    await machine.at(morning(1))
    assert machine.post.users.count("an") == 1
    assert await machine.told_on(AN) == {1: "14/12"}


async def test_what_a_person_hears_first_takes_along_all_of_the_day(machine: Machine) -> None:
    """The sender may look a moment before the clock does, and a second message waits for the next day: too late."""

    async def news(_ctx: Context, _dues: Sequence[Due]) -> Part:
        return Part("Tin sáng.")

    await machine.at(morning(1))
    await machine.at(morning(0, 0, 5), sends=False)
    machine.clock.now = morning(0, 7, 30)
    await outbox(machine.school, machine.post, machine.clock, tellings={"digest": news}).drain()
    first = dict(machine.post.carried[-2:])
    assert set(first) == {"binh", "cuong"}
    assert all("Hôm nay là hạn cuối" in text and "Tin sáng." in text for text in first.values())
    await machine.at(morning(0))
    assert (await machine.told_on(BINH))[0] == (await machine.told_on(AN))[0] == "15/12"


async def test_while_only_the_sender_was_away_what_it_missed_is_told_once(machine: Machine) -> None:
    """Two offsets of one step wait for it; the nearer one counts."""
    for offset in (3, 1):
        await machine.at(morning(offset), sends=False)
    await machine.at(morning(1, 9))
    assert machine.post.users.count("an") == 1
    assert await ledger(machine.school, AN) == [
        "registration 14 expired superseded",
        "registration 7 expired superseded",
        "registration 3 expired superseded",
        "registration 1 sent",
    ]


async def test_while_only_the_sender_was_away_what_is_stale_is_not_told(machine: Machine) -> None:
    await machine.at(morning(1), sends=False)
    await machine.at(morning(-1, 9), plans_=False)
    assert "an" not in machine.post.users
    assert (await ledger(machine.school, AN))[-1] == "registration 1 expired deadline-passed"


async def test_over_tet_nobody_is_told_and_nothing_is_dropped(machine: Machine) -> None:
    """The day of registering is soon after: what falls into it comes on the first day after, the nearest alone."""
    machine.days_off = national_days()
    tet = days("4/2", "10/2")
    assert tet <= national_days()
    await sets(machine.school, "DTHPT", "registration", "2027-02-12")
    await machine.runs(day_of("20/1"), day_of("28/2"))
    found = await machine.told_on(AN)
    assert found == {14: "29/1", 1: "11/2", 0: "12/2", -1: "13/2"}
    assert not {day_of(day) for day in found.values()} & tet
    assert await machine.school.one("SELECT count(*) FROM reminder WHERE state IN ('planned', 'claimed')") == 0


async def test_a_day_within_tet_is_told_before_it_and_made_up_for_after_it(machine: Machine) -> None:
    machine.days_off = national_days()
    await sets(machine.school, "DTHPT", "registration", "2027-02-07")
    await machine.runs(day_of("20/1"), day_of("28/2"))
    assert await machine.told_on(AN) == {14: "24/1", 7: "31/1", 0: "3/2", -1: "11/2"}
    last = next(text for user, text in reversed(machine.post.carried[:-5]) if user == "an")
    assert "lần nhắc cuối" in last
    assert "4 ngày" in last


# --- once, whoever runs it how often


async def test_a_day_is_told_once_however_often_the_sweep_runs(machine: Machine) -> None:
    for hour in (8, 8, 12, 20):
        await machine.at(morning(7, hour))
    assert sorted(machine.post.users) == ["an", "binh", "cuong", "dung", "hoa"]


async def test_schedulers_that_sweep_at_once_tell_everybody_once(world: str) -> None:
    async with school_at(world) as here, school_at(world) as there:
        await asyncio.gather(*(plans(way, morning(7)) for way in (here, there) * 4))
        assert await here.one("SELECT count(*) FROM reminder WHERE days_before = 7") == 9
        post = Post()
        await asyncio.gather(*(outbox(way, post, lambda: morning(7)).drain() for way in (here, there) * 3))
        assert sorted(post.users) == ["an", "binh", "cuong", "dung", "hoa"]


TELLS = """
import asyncio, sys
from datetime import datetime
from tests.ledger import plans
from tests.post import Post, outbox
from tests.school import school_at

async def tell(url, at):
    now, post = datetime.fromisoformat(at), Post()
    async with school_at(url) as school:
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        await plans(school, now)
        sender = outbox(school, post, lambda: now)
        while await sender.drain():
            pass
    print(*post.users, flush=True)

asyncio.run(tell(*sys.argv[1:]))
"""


async def test_two_processes_in_the_same_second_remind_nobody_twice(world: str) -> None:
    """Both plan and both send, although of a sender there is one in the real program. Their clocks show UTC."""
    told_by = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", TELLS, world, instant(morning(7))),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parents[1],
            env={"TZ": "UTC", "PATH": "", "PYTHONPATH": str(Path(__file__).parents[1])},
        )
        for _ in range(2)
    ]
    for process in told_by:
        assert process.stdout
        assert await process.stdout.readline() == b"ready\n"
    said = [out for out, _ in await asyncio.gather(*(process.communicate(b"\n") for process in told_by))]
    assert sorted(b" ".join(said).decode().split()) == ["an", "binh", "cuong", "dung", "hoa"]
    async with school_at(world) as school:
        assert await told(school) == OWING
        assert await school.one("SELECT count(*) FROM outbox WHERE doubtful > 0") == 0


# --- the jobs


def clockwork(school: School, now: datetime) -> Clockwork:
    return Clockwork(school.database, lambda: now, frozenset(), timedelta(days=30), lambda: None)


@pytest.fixture
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock shows UTC, as servers' do."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_utc")
async def test_eight_in_the_morning_is_eight_in_viet_nam(machine: Machine) -> None:
    eight = datetime(2026, 12, 8, 1, tzinfo=UTC)
    await machine.at(eight - timedelta(seconds=1))
    assert "an" not in machine.post.users
    await machine.at(eight)
    assert "an" in machine.post.users


@pytest.mark.parametrize(
    ("job", "now", "runs"),
    [
        ("reminders", "2026-12-01T00:59:59Z", "2026-12-01T01:00:00Z"),
        ("reminders", "2026-12-01T01:00:01Z", "2026-12-01T01:05:00Z"),
        ("morning", "2026-12-01T00:59:59Z", "2026-12-01T01:00:00Z"),
        ("morning", "2026-12-01T01:00:01Z", "2026-12-02T01:00:00Z"),
        ("night", "2026-12-01T20:29:59Z", "2026-12-01T20:30:00Z"),
        ("night", "2026-12-01T20:30:01Z", "2026-12-02T20:30:00Z"),
    ],
)
@pytest.mark.usefixtures("in_utc")
async def test_jobs_run_by_the_clock_of_viet_nam(school: School, job: str, now: str, runs: str) -> None:
    (found,) = [j for j in clockwork(school, START).scheduler().get_jobs() if j.id == job]
    next_run = found.trigger.get_next_fire_time(None, datetime.fromisoformat(now).astimezone(UTC))
    assert instant(next_run) == runs


async def test_a_job_that_is_late_runs_once_all_the_same(school: School) -> None:
    """telegram.md 4: by default APScheduler skips what is more than a second late."""
    scheduler = clockwork(school, START).scheduler()
    scheduler.start(paused=True)
    jobs = [(job.misfire_grace_time, job.coalesce, job.max_instances) for job in scheduler.get_jobs()]
    scheduler.shutdown(wait=False)
    assert jobs == [(None, True, 1)] * 3


@pytest.mark.parametrize(("hour", "minute"), [(0, 5), (7, 29), (7, 30), (23, 30)])
async def test_what_became_due_while_nobody_ran_it_is_done_at_the_start(school: School, hour: int, minute: int) -> None:
    """Whatever is of today is written down from its first minute on; when it goes is another matter."""
    ran: list[Sql] = []
    works = School(school.url, Watched(school.database, ran.append))
    running = asyncio.create_task(clockwork(works, morning(7, hour, minute)).run())
    of_today = "SELECT count(*) FROM reminder WHERE days_before = 7"
    while SWEEPS[-1][1] not in ran or not await school.one(of_today):
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await school.one(of_today) == 9
