"""Reminders: who owes a registration on which day, told once, at eight in the morning in Viet Nam."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time

import pytest

from scheduler.jobs import Clockwork
from scheduler.reminders import BRANCHES, KIND, remind_of_registration
from scheduler.retention import SWEEPS
from storage.instants import ZONE, instant
from storage.session import session_for
from storage.sql import Sql
from storage.years import open_cycle, set_setting
from tests.school import (
    AN,
    BINH,
    CUONG,
    DUNG,
    HOA,
    HUY,
    MINH,
    School,
    Watched,
    add_member,
    add_unit,
    link,
    move,
    school_at,
)
from tests.test_outbox import Post, outbox
from tests.world import START

DAY = date(2026, 12, 15)  # PN-03
DAYS_BEFORE = (14, 7, 3, 1, 0)
OWING = [BINH, CUONG, DUNG, AN, HOA]  # linked, and not on paper


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


def morning(days: int, hour: int = 8) -> datetime:
    """So many days before the day of registering, in Viet Nam."""
    return datetime.combine(DAY - timedelta(days=days), clock_time(hour), tzinfo=ZONE)


async def reminded(school: School) -> list[int]:
    rows = await school.rows(
        "SELECT roll FROM outbox JOIN membership ON membership.person_id = outbox.person_id"
        " WHERE kind = :kind ORDER BY roll",
        kind=KIND,
    )
    return [roll for (roll,) in rows]


async def sweep(school: School, days: int, hour: int = 8) -> int:
    return await remind_of_registration(school.database, morning(days, hour), DAYS_BEFORE)


@pytest.mark.parametrize(
    ("days", "told"),
    [(15, False), (14, True), (13, False), (8, False), (7, True), (6, False), (4, False), (3, True), (2, False),
     (1, True), (0, True), (-1, False), (-14, False)],
)  # fmt: skip
async def test_members_are_reminded_so_many_days_before(school: School, days: int, told: bool) -> None:
    """PN-03: the day is 15/12."""
    assert await sweep(school, days) == (len(OWING) if told else 0)
    assert await reminded(school) == (OWING if told else [])


@pytest.mark.parametrize(("hour", "days"), [(0, 7), (23, 7)], ids=["just after midnight", "before the next"])
async def test_the_day_is_the_day_in_viet_nam(school: School, hour: int, days: int) -> None:
    assert await sweep(school, days, hour) == len(OWING)


@pytest.mark.parametrize(
    ("change", "owes"),
    [
        pytest.param("UPDATE membership SET paper = 'bệnh' WHERE roll = 7", False, id="on paper, PN-06"),
        pytest.param("UPDATE person SET quiet_since = '2026-11-01T00:00:00Z'", False, id="asked for silence"),
        pytest.param("UPDATE link SET state = 'ended'", False, id="account let go"),
        pytest.param("UPDATE link SET state = 'waiting'", False, id="account not let in yet"),
        pytest.param("UPDATE link SET unreachable = 'blocked'", True, id="cannot be reached: it is for the record"),
        pytest.param("UPDATE membership SET until = '2026-12-08'", False, id="left the branch today"),
        pytest.param("UPDATE membership SET until = '2026-12-09'", True, id="leaves tomorrow"),
        pytest.param("UPDATE membership SET since = '2026-12-08'", True, id="joined today"),
        pytest.param("UPDATE membership SET since = '2026-12-09'", False, id="joins tomorrow"),
        pytest.param("UPDATE cycle SET state = 'closed'", False, id="no open year"),
    ],
)
async def test_who_is_reminded(school: School, change: str, owes: bool) -> None:
    await school.does(change)
    await sweep(school, 7)
    assert (AN in await reminded(school)) is owes


@pytest.mark.parametrize(
    ("state", "owes"),
    [("sent", False), ("opened", False), ("confirmed", False), ("returned", False), ("recalled", True)],
)
async def test_who_has_sent_a_form_is_not_reminded_to_send_one(school: School, state: str, owes: bool) -> None:
    await school.sends(AN)
    await school.does("UPDATE form SET state = :state", state=state)
    await sweep(school, 7)
    assert (AN in await reminded(school)) is owes
    assert DUNG in await reminded(school)


async def test_a_form_of_another_year_is_no_form_of_this_one(school: School) -> None:
    await school.sends(AN)
    async with session_for(school.url) as session:
        await open_cycle(session, "DTHPT", 2028, "MAC-DINH-5N", START)
    now = morning(7) + timedelta(days=365)
    assert await remind_of_registration(school.database, now, DAYS_BEFORE) == len(OWING)


async def test_a_branch_with_another_calendar_is_reminded_on_its_own_days(school: School) -> None:
    above = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
    assert isinstance(above, int)
    branch = await add_unit(school, "12A2", above)
    await link(school, await add_member(school, branch, 70), "her")
    async with session_for(school.url) as session:
        await set_setting(session, "12A2", "registration", "2026-12-10", START)
    assert await sweep(school, 12) == 1  # 3/12: seven days before the tenth
    assert await reminded(school) == [70]
    assert await sweep(school, 7) == len(OWING)


async def test_a_branch_that_moved_is_reminded_by_the_calendar_of_its_new_parent(school: School) -> None:
    other = await add_unit(school, "OTHER")
    async with session_for(school.url) as session:
        await open_cycle(session, "OTHER", 2027, "MAC-DINH-5N", START)
        await session.flush()
        await set_setting(session, "OTHER", "registration", "2026-12-20", START)
    await move(school, (await school.member(AN)).unit, other, "2026-12-10")
    assert await sweep(school, 7) == len(OWING), "8/12: still the old parent's day"
    assert await sweep(school, 3) == 0, "12/12: three days before a day that is no longer theirs"
    assert await sweep(school, 2) == len(OWING), "13/12: seven days before the new one"


@pytest.mark.parametrize(("days", "told"), [(1, True), (0, False)])
async def test_where_the_day_itself_is_late_nobody_is_reminded_on_it(school: School, days: int, told: bool) -> None:
    """domain.md 4.6: "before the 15th" may mean the end of the 14th."""
    async with session_for(school.url) as session:
        await set_setting(session, "DTHPT", "inclusive", "no", START)
    assert await sweep(school, days) == (len(OWING) if told else 0)


async def test_a_day_is_told_once_however_often_the_sweep_runs(school: School) -> None:
    assert [await sweep(school, 7, hour) for hour in (8, 8, 12)] == [len(OWING), 0, 0]
    await link(school, await school.person(MINH), "minh")
    assert await sweep(school, 7, 13) == 1, "who has joined meanwhile is told, too"
    assert await sweep(school, 3) == len(OWING) + 1, "another day is another message"


async def test_processes_that_sweep_at_once_tell_everybody_once(world: str) -> None:
    async with school_at(world) as here, school_at(world) as there:
        added = await asyncio.gather(*(sweep(way, 7) for way in (here, there) * 4))
        assert sum(added) == len(OWING)
        assert await reminded(here) == OWING


async def test_who_sends_before_the_message_goes_out_gets_none(school: School) -> None:
    await sweep(school, 7)
    await school.sends(AN, now=morning(7))
    post = Post()
    await outbox(school, post, lambda: morning(7)).drain()
    assert {user for user, _ in post.carried} == {"binh", "cuong", "dung", "hoa"}
    assert await school.one("SELECT count(*) FROM outbox WHERE state = 'dropped'") == 1
    assert HUY not in await reminded(school)


def clockwork(school: School, now: datetime, at: str = "08:00") -> Clockwork:
    return Clockwork(school.database, lambda: now, at, DAYS_BEFORE, timedelta(days=30), lambda: None)


@pytest.fixture
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine whose clock shows UTC, as servers' do."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("job", "at", "now", "runs"),
    [
        ("morning", "08:00", "2026-12-01T00:59:59Z", "2026-12-01T01:00:00Z"),
        ("morning", "08:00", "2026-12-01T01:00:01Z", "2026-12-02T01:00:00Z"),
        ("morning", "06:30", "2026-12-01T00:00:00Z", "2026-12-01T23:30:00Z"),
        ("night", "08:00", "2026-12-01T20:29:59Z", "2026-12-01T20:30:00Z"),
        ("night", "08:00", "2026-12-01T20:30:01Z", "2026-12-02T20:30:00Z"),
    ],
)
@pytest.mark.usefixtures("in_utc")
async def test_jobs_run_by_the_clock_of_viet_nam(school: School, job: str, at: str, now: str, runs: str) -> None:
    (found,) = [j for j in clockwork(school, START, at).scheduler().get_jobs() if j.id == job]
    next_run = found.trigger.get_next_fire_time(None, datetime.fromisoformat(now).astimezone(UTC))
    assert instant(next_run) == runs


async def test_a_job_that_is_late_runs_once_all_the_same(school: School) -> None:
    """telegram.md 4: by default APScheduler skips what is more than a second late."""
    scheduler = clockwork(school, START).scheduler()
    scheduler.start(paused=True)
    jobs = [(job.misfire_grace_time, job.coalesce, job.max_instances) for job in scheduler.get_jobs()]
    scheduler.shutdown(wait=False)
    assert jobs == [(None, True, 1)] * 2


@pytest.mark.parametrize(("hour", "minute", "told"), [(7, 59, False), (8, 0, True), (23, 30, True), (0, 5, False)])
async def test_what_became_due_while_nobody_ran_it_is_done_at_the_start(
    school: School, hour: int, minute: int, told: bool
) -> None:
    now = datetime.combine(DAY - timedelta(days=7), clock_time(hour, minute), tzinfo=ZONE)
    ran: list[Sql] = []
    works = School(school.url, Watched(school.database, ran.append))
    running = asyncio.create_task(clockwork(works, now).run())
    while SWEEPS[-1][1] not in ran or (told and not await reminded(school)):
        await asyncio.sleep(0)
    await school.rows("SELECT 1")  # time enough to begin with the next statement
    assert (BRANCHES in ran) is told
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await reminded(school) == (OWING if told else [])
