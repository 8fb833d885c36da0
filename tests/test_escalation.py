"""Overdue branches are told to whoever answers for their sector above: once, in one part, as numbers (PN-10, PN-11)."""

from collections.abc import AsyncIterator
from datetime import date, datetime, time

import pytest

from rules.escalation import Progress, escalated_by, latest_join
from rules.policy import policy
from scheduler.escalation import plan_escalations
from storage.instants import ZONE
from storage.responsible import Responsible
from tests.player import Chat
from tests.scenes_clock import hears, holds, morning_of, told
from tests.school import AN, BINH, School, add_member, add_unit, move, school_at
from tests.world import START

OPENED = date(2026, 11, 23)
REGISTRATION, ENTRY, RATING = date(2026, 12, 15), date(2026, 12, 20), date(2027, 5, 15)
TOLD = date(2026, 12, 22)  # two days after the day of the entry


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


def at(day: date, hour: int = 7, minute: int = 30) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE)


def steps(
    day: str, hour: str = "07:30", opened: date = OPENED, off: str = "", **settings: str
) -> list[tuple[str, int]]:
    local = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE)
    days_off = frozenset(map(date.fromisoformat, off.split()))
    told = escalated_by(policy(2027, settings), "truong-hoc", local, days_off, opened=opened)
    return [(one.step, one.days) for one in told]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-12-16", []),
        ("2026-12-17", ["registration"]),
        ("2026-12-21", ["registration"]),
        ("2026-12-22", ["registration", "entry"]),
        ("2026-12-24", ["registration", "entry"]),
        ("2026-12-25", ["entry"]),
        ("2026-12-29", ["entry"]),
        ("2026-12-30", []),
        ("2027-05-16", []),
        ("2027-05-17", ["rating"]),
        ("2027-05-24", ["rating"]),
        ("2027-05-25", []),
    ],
)
def test_two_days_after_a_step_the_level_above_hears_of_it_within_a_week(day: str, expected: list[str]) -> None:
    assert steps(day) == [(f"overdue {step}", -2) for step in expected]


def test_it_is_known_from_the_first_minute_of_the_day_and_goes_at_the_hour_of_the_digest() -> None:
    assert steps("2026-12-17", "00:00") == [("overdue registration", -2)]
    assert steps("2026-12-16", "23:59") == []
    for hour, goes in (("00:00", "07:30"), ("09:00", "07:30")):
        local = datetime.fromisoformat(f"2026-12-17T{hour}").replace(tzinfo=ZONE)
        (one,) = escalated_by(policy(2027, {}), "truong-hoc", local, frozenset(), opened=OPENED)
        assert f"{one.due:%Y-%m-%d %H:%M}" == f"2026-12-17 {goes}"


def test_a_unit_says_after_how_many_days_and_a_day_off_passes_it_on() -> None:
    assert steps("2026-12-17", escalate_after="3") == []
    assert steps("2026-12-18", escalate_after="3") == [("overdue registration", -3)]
    assert steps("2026-12-17", off="2026-12-17") == []
    assert steps("2026-12-18", off="2026-12-17") == [("overdue registration", -2)]


def test_a_year_that_was_opened_late_is_not_overdue_at_once() -> None:
    assert steps("2026-12-22", opened=date(2026, 12, 16)) == [("overdue entry", -2)]
    assert steps("2026-12-22", opened=date(2026, 12, 15)) == [("overdue registration", -2), ("overdue entry", -2)]


@pytest.mark.parametrize(
    ("progress", "behind"),
    [
        (Progress(9, 0, entered=True, reported=True), []),
        (Progress(9, 1, entered=True, reported=True), ["registration"]),
        (Progress(9, 0, entered=False, reported=True), ["entry"]),
        (Progress(9, 0, entered=True, reported=False), ["rating"]),
        (Progress(0, 0, entered=False, reported=False), []),
    ],
)
def test_what_a_branch_is_behind_with(progress: Progress, behind: list[str]) -> None:
    assert [kind for kind in ("registration", "entry", "rating") if progress.is_behind(kind)] == behind


def test_who_came_after_the_day_is_missed_only_where_they_are_to_register() -> None:
    """PN-28"""
    assert latest_join(policy(2027, {})) == REGISTRATION
    assert latest_join(policy(2027, {"admitted_after": "register"})) == date.max


async def levels(school: School) -> tuple[int, int]:
    """The school, and a district above it: their numbers."""
    base = int(str(await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")))
    district = await add_unit(school, "QD")
    await school.does("UPDATE unit SET kind = 'doan-cap-tren', sector = '' WHERE id = :unit", unit=district)
    await move(school, base, district, "2026-01-01")
    return base, district


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        pytest.param({}, "", id="nobody is above"),
        pytest.param({"s": ("base", "")}, "s", id="the committee right above"),
        pytest.param({"d": ("district", "")}, "d", id="the nearest that has one"),
        pytest.param({"s": ("base", ""), "d": ("district", "")}, "s", id="no sector: the nearest"),
        pytest.param({"s": ("base", ""), "d": ("district", "truong-hoc")}, "d", id="the sector, two levels up"),
        pytest.param({"s": ("base", "truong-hoc"), "d": ("district", "truong-hoc")}, "s", id="the nearest of two"),
        pytest.param({"s": ("base", ""), "d": ("district", "cong-nhan")}, "s", id="another sector"),
        pytest.param({"d": ("district", "truong-hoc"), "e": ("district", "cong-nhan")}, "d", id="each the own sector"),
    ],
)
async def test_the_right_person_is_told(school: School, held: dict[str, tuple[str, str]], expected: str) -> None:
    units = dict(zip(("base", "district"), await levels(school), strict=True))
    people = {
        user: await holds(school, units[unit], 901 + n, user, sector)
        for n, (user, (unit, sector)) in enumerate(held.items())
    }
    member = await school.member(AN)
    who = await Responsible(school.database.read, None, START).responsible_for(member.unit)
    assert list(who) == [people[user] for user in expected]
    await plan_escalations(school.database, at(TOLD), frozenset())
    rows = await school.rows("SELECT DISTINCT person_id, seat, unit_id, days_before FROM reminder")
    assert rows == [(people[user], member.unit, member.unit, -2) for user in expected]


async def test_each_is_planned_once_whoever_runs_and_however_often(school: School) -> None:
    base, _ = await levels(school)
    await holds(school, base, 901, "lan")
    days_off: frozenset[date] = frozenset()
    assert await plan_escalations(school.database, at(date(2026, 12, 17), 0, 5), days_off) == 1
    assert await plan_escalations(school.database, at(date(2026, 12, 17)), days_off) == 0
    assert await plan_escalations(school.database, at(TOLD), days_off) == 1
    assert await plan_escalations(school.database, at(TOLD, 8), days_off) == 0
    assert await school.rows("SELECT step, day, state, due_at FROM reminder ORDER BY id") == [
        ("overdue registration", "2026-12-15", "planned", "2026-12-17T00:30:00Z"),
        ("overdue entry", "2026-12-20", "planned", "2026-12-22T00:30:00Z"),
    ]


async def test_a_branch_that_is_done_is_marked_and_told_to_nobody(school: School) -> None:
    base, _ = await levels(school)
    await holds(school, base, 901, "lan")
    await school.does("UPDATE membership SET paper = 'lvt'")
    await enters(school)
    assert await plan_escalations(school.database, at(TOLD), frozenset()) == 0
    marked = await school.rows("SELECT step FROM telling ORDER BY step")
    assert marked == [("overdue entry",), ("overdue registration",)]


async def enters(school: School) -> None:
    """12A1 is through with the entry."""
    await school.does(
        "INSERT INTO gate (cycle_id, unit_id, name, override, by_id, at, rev)"
        " SELECT c.id, u.id, 'entry', '', 1, '', 0 FROM cycle c JOIN unit u ON u.code = '12A1'"
    )


async def test_how_far_branches_are_is_asked_at_once(school: School) -> None:
    member, cycle = await school.member(AN), await school.cycle()
    await school.sends(AN)
    await add_member(school, member.unit, 40, since="2026-12-16")
    empty = await add_unit(school, "12A9")
    branches = {member.unit: (cycle.id, REGISTRATION), empty: (cycle.id, REGISTRATION)}
    found = await school.reads(at(TOLD)).progress_of(branches)
    assert found == {
        member.unit: Progress(10, 7, entered=False, reported=False),
        empty: Progress(0, 0, entered=False, reported=False),
    }
    everybody = await school.reads(at(TOLD)).progress_of({member.unit: (cycle.id, date.max)})
    assert everybody[member.unit].missing == 8
    await enters(school)
    assert (await school.reads(at(TOLD)).progress_of(branches))[member.unit].entered


# What is said


async def test_above_the_branch_its_numbers_are_told(chat: Chat) -> None:
    lan = chat.other("lan")
    async with school_at(chat.stage.url) as school:
        base, _ = await levels(school)
        await holds(school, base, 901, "lan")
    await morning_of(chat, date(2026, 12, 16))
    assert told(lan) == []
    await morning_of(chat, date(2026, 12, 17))
    hears(lan, "Đơn vị quá hạn", "1 chi đoàn còn đoàn viên chưa đăng ký (hạn Thứ Ba 15/12/2026): 12A1 8/9 người.")
    lan.sees_not("nhập phần mềm", "Nguyễn", "Lê Thị", "Chi đoàn 12A1", "2. ")
    await lan.picks("Ai chưa đăng ký?")
    lan.sees("Gửi phiếu đăng ký 2027", "12A1")
    await morning_of(chat, TOLD)
    hears(lan, "1 chi đoàn quá hạn nhập phần mềm (hạn Chủ Nhật 20/12/2026): 12A1.")
    lan.sees_not("chưa đăng ký")
    await lan.picks("Chi đoàn nào chưa nhập?")
    lan.sees("Nhập phần mềm 2027", "1/1 đơn vị chưa xong")
    await morning_of(chat, date(2026, 12, 23))
    assert len(told(lan)) == 2
    assert told(chat.other("binh"), "Đơn vị quá hạn") == []


async def test_of_many_branches_the_first_eight_and_how_many_more_stand_in_one_part(chat: Chat) -> None:
    lan = chat.other("lan")
    async with school_at(chat.stage.url) as school:
        base, _ = await levels(school)
        await holds(school, base, 901, "lan")
        for n in range(2, 13):
            unit = await add_unit(school, f"12A{n:02}", base)
            await school.does("UPDATE unit SET sector = 'truong-hoc' WHERE id = :unit", unit=unit)
            for roll in range(n):
                await add_member(school, unit, roll, paper="lvt" if roll else None)
    await morning_of(chat, TOLD)
    hears(lan, "12 chi đoàn còn đoàn viên chưa đăng ký (hạn Thứ Ba 15/12/2026): 12A1 8/9 người, 12A02 1/2 người, 12A03")
    hears(lan, "12A08 1/8 người, và 4 chi đoàn khác.")
    hears(lan, "12 chi đoàn quá hạn nhập phần mềm (hạn Chủ Nhật 20/12/2026): 12A02, 12A03,")
    hears(lan, "12A08, 12A09, và 4 chi đoàn khác.")
    lan.sees_not("Nhắc việc", "12A12")
    assert len(told(lan)) == 1
    sent = "SELECT count(*) FROM reminder WHERE state = 'sent' AND step LIKE 'overdue%'"
    async with school_at(chat.stage.url) as school:
        assert await school.one(sent) == 24


async def test_what_was_done_before_the_message_went_is_left_out(chat: Chat) -> None:
    lan = chat.other("lan")
    async with school_at(chat.stage.url) as school:
        base, _ = await levels(school)
        await holds(school, base, 901, "lan")
        chat.clock.now = at(TOLD, 0, 5)
        await chat.stage.sweeps_without_sending()
        await enters(school)
        await morning_of(chat, TOLD)
        hears(lan, "chưa đăng ký")
        lan.sees_not("nhập phần mềm")
        ended = "SELECT step, state, reason FROM reminder WHERE step LIKE 'overdue%' ORDER BY id"
        assert await school.rows(ended) == [("overdue registration", "sent", ""), ("overdue entry", "skipped", "done")]


@pytest.mark.parametrize("other", [False, True], ids=["no office left", "an office elsewhere"])
async def test_whoever_has_left_the_office_above_gets_none(chat: Chat, other: bool) -> None:
    lan = chat.other("lan")
    async with school_at(chat.stage.url) as school:
        base, _ = await levels(school)
        person = await holds(school, base, 901, "lan", until="2026-12-22")
        chat.clock.now = at(date(2026, 12, 21), 22)
        await plan_escalations(school.database, chat.clock.now, frozenset())
        if other:
            await school.does(
                "INSERT INTO role (person_id, unit_id, office, since, sector) SELECT :person, id, 'uy-vien', '', ''"
                " FROM unit WHERE code = '12A1'",
                person=person,
            )
        await morning_of(chat, TOLD)
        assert told(lan, "Đơn vị quá hạn") == []
        ended = "SELECT state, reason FROM reminder WHERE step = 'overdue registration' AND person_id = :person"
        reason = "nothing" if other else "left"
        assert await school.rows(ended, person=person) == [("skipped", reason)]


async def test_whoever_sits_in_a_branch_and_above_hears_all_of_it_in_one_message(chat: Chat) -> None:
    binh = chat.other("binh")
    async with school_at(chat.stage.url) as school:
        base, _ = await levels(school)
        await school.does(
            "INSERT INTO role (person_id, unit_id, office, since, sector) VALUES (:binh, :base, 'uy-vien', '', '')",
            binh=await school.person(BINH),
            base=base,
        )
    await morning_of(chat, date(2026, 12, 17))
    hears(binh, "Nhắc việc · 4 việc", "1. Hạn Thứ Ba", "2. Việc còn lại: xác nhận phiếu và nhập phần mềm")
    hears(binh, "3. Đơn vị quá hạn\n1 chi đoàn", "4. Chi đoàn 12A1 · sáng")
    assert len(told(binh)) == 1


async def test_whoever_is_told_nothing_by_the_bot_hears_nothing_of_this_either(chat: Chat) -> None:
    lan = chat.other("lan")
    async with school_at(chat.stage.url) as school:
        base, _ = await levels(school)
        person = await holds(school, base, 901, "lan")
        await school.does("UPDATE person SET quiet_since = '2026-12-01' WHERE id = :person", person=person)
    await morning_of(chat, TOLD)
    assert told(lan) == []
