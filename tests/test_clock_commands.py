"""The operator's commands about the clock: who would be told on a day, what came of it, what safe mode held back."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

import orjson
import pytest

from bot import clock_office
from bot.office import Done, Fail
from handlers.tellings import TELLINGS
from programmes.holidays import national_days
from scheduler.escalation import plan_escalations
from scheduler.reminders import plan_reminders
from storage.instants import ZONE, instant, local_day
from storage.session import session_for
from storage.years import open_cycle, set_setting
from tests.office import renluyen
from tests.post import Post, outbox
from tests.school import (
    AN,
    BINH,
    CUONG,
    DUNG,
    HUY,
    MINH,
    School,
    add_member,
    add_unit,
    appoint,
    link,
    school_at,
)
from tests.test_commands import desk
from tests.world import START

NO_ACCOUNT = 3  # of the nine members: 12, 13, 14


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


def at(on: str, hour: int = 6, minute: int = 0) -> datetime:
    return datetime.combine(date.fromisoformat(on), time(hour, minute), tzinfo=ZONE)


async def forecast(school: School, on: str, unit: str | None = None, now: datetime = START) -> Done:
    return await clock_office.remind(desk(school.url), on, unit, now, dry_run=True)


async def refused(work: Awaitable[Done]) -> str:
    with pytest.raises(Fail) as caught:
        await work
    return caught.value.sentence


def people(done: Done) -> list[dict[str, Any]]:
    """As a script reads them."""
    found: list[dict[str, Any]] = orjson.loads(orjson.dumps(done.document))["people"]
    return found


def steps(done: Done, roll: int) -> list[tuple[str, int]]:
    (mine,) = [one for one in people(done) if one["roll"] == roll]
    return [(step["step"], step["days_before"]) for step in mine["steps"] if step["step"].split()[0] not in TELLINGS]


# --- remind


DAYS = [
    ("2026-11-30", [], 0),
    ("2026-12-01", [("registration", 14)], 4),
    ("2026-12-02", [], 0),
    ("2026-12-12", [("registration", 3)], 4),
    ("2026-12-15", [("registration", 0)], 4),
    ("2026-12-16", [("registration", -1)], 4),
    ("2026-12-17", [], 0),
    ("2027-01-01", [], 0),
    ("2027-01-02", [], 0),
]
"""A member's day, with how many are passed over: three without account, one on paper. New Year is a day off."""


@pytest.mark.parametrize(("on", "told", "passed"), DAYS, ids=[on for on, *_ in DAYS])
async def test_who_gets_what_on_a_day(on: str, told: list[tuple[str, int]], passed: int, school: School) -> None:
    """PN-03, products N5."""
    done = await forecast(school, on)
    assert [one["roll"] for one in people(done) if one["roll"] > CUONG] == ([3, 7, 8] if told else [])
    assert not told or steps(done, AN) == told
    assert done.document["skipped"] == ({"no-account": NO_ACCOUNT, "paper": 1} if told else {})
    passed_over = done.document["passed_over"]
    assert isinstance(passed_over, list)
    assert len(passed_over) == passed


async def test_what_was_missed_because_of_days_off_is_told_on_the_next_day(school: School) -> None:
    """Tet 2027: the branch looks back by 8 February; whatever falls on a day off is passed on to the next."""
    async with session_for(school.url) as session:
        await set_setting(session, "DTHPT", "registration", "2027-02-16", START)
    off = [day for day in sorted(national_days()) if date(2027, 2, 1) <= day <= date(2027, 2, 28)]
    assert date(2027, 2, 9) in off, "seven days before"
    assert [one for day in off for one in people(await forecast(school, day.isoformat()))] == []
    after = off[-1] + timedelta(days=1)
    found = dict(steps(await forecast(school, after.isoformat()), AN))
    assert "registration" in found


async def test_the_document_holds_everything_and_adds_up(school: School) -> None:
    await school.does("UPDATE link SET unreachable = 'Forbidden' WHERE \"user\" = 'hoa'")
    await school.does("UPDATE person SET quiet_since = '2026-11-01T00:00:00Z' WHERE id = 3")
    await link(school, await school.person(MINH), "minh", "web")
    told = orjson.loads(orjson.dumps((await forecast(school, "2026-12-08")).document))
    assert (told["on"], told["unit"], told["dry_run"], told["planned"]) == ("2026-12-08", None, True, False)
    assert told["messages"] == len(told["people"]) == sum(told["channels"].values()) == 4
    assert told["channels"] == {"telegram": 3, "web": 1}
    assert sum(told["skipped"].values()) == len(told["passed_over"])
    assert told["skipped"] == {"no-account": 2, "paper": 1, "unreachable": 1, "quiet": 1}
    assert told["asked"] == len({(row["unit"], row["roll"]) for row in told["people"] + told["passed_over"]}) == 9
    an = next(one for one in told["people"] if one["roll"] == AN)
    assert an == {
        "unit": "12A1",
        "roll": 7,
        "channel": "telegram",
        "if_anything": False,
        "steps": [{"step": "registration", "days_before": 7, "unit": "12A1"}],
        "put_off_until": None,
        "title": "Nhắc việc · còn 7 ngày",
        "message": "Việc còn lại: gửi phiếu đăng ký 2027. Hạn Thứ Ba 15/12/2026, còn 7 ngày. Mất khoảng 10 phút.",
    }
    huy = next(one for one in told["passed_over"] if one["roll"] == HUY)
    about = {"step": "registration", "days_before": 7, "reason": "paper", "put_off_until": None}
    assert huy == {"unit": "12A1", "roll": 20, **about}


async def test_lines_are_words_and_codes_stand_in_the_document_only(school: School) -> None:
    lines = (await forecast(school, "2026-12-06")).lines
    assert lines[0] == "Ngày 06/12/2026: 2 người sẽ nhận tin, 0 lượt không gửi."
    assert lines[1].startswith("12A1/1 qua Telegram: xác nhận phiếu và nhập phần mềm (còn 14 ngày)")
    lines = (await forecast(school, "2026-12-15")).lines
    assert "12A1/7 qua Telegram: gửi phiếu đăng ký (hạn cuối)" in lines
    assert lines[-2:] == [
        "Không gửi: gửi phiếu đăng ký, 3 người, chưa liên kết tài khoản.",
        "Không gửi: gửi phiếu đăng ký, 1 người, đăng ký trên giấy.",
    ]
    assert "12A1/7 qua Telegram: gửi phiếu đăng ký (quá hạn 1 ngày)" in (await forecast(school, "2026-12-16")).lines
    for on in ("2026-12-02", "2026-12-25"):
        for line in (await forecast(school, on)).lines:
            assert not {"registration", "digest", "month", "entry", "telegram"} & set(line.replace(",", " ").split())


async def test_only_the_first_people_are_listed_in_words(school: School) -> None:
    unit = (await school.member(AN)).unit
    for roll in range(100, 130):
        await link(school, await add_member(school, unit, roll), f"u{roll}")
    lines = (await forecast(school, "2026-12-08")).lines
    assert "và 15 người khác (--json có đủ)." in lines
    assert len([line for line in lines if " qua " in line]) == clock_office.SHOWN


@pytest.fixture
async def beside(school: School) -> School:
    """A second branch below the school, 70 linked, and one apart from it with a year of its own, 80 linked.

    Dũng of 12A1 sits in the committee of the second one.
    """
    above = await school.one("SELECT id FROM unit WHERE code = 'DTHPT'")
    assert isinstance(above, int)
    second, apart = await add_unit(school, "12A2", above), await add_unit(school, "KP9")
    await link(school, await add_member(school, second, 70), "seventy")
    await link(school, await add_member(school, apart, 80), "eighty")
    await appoint(school, await school.person(DUNG), second)
    async with session_for(school.url) as session:
        await open_cycle(session, "KP9", 2027, "MAC-DINH-5N", START)
    return school


UNITS = [(None, {"12A1", "12A2", "KP9"}), ("DTHPT", {"12A1", "12A2"}), ("12A2", {"12A2"}), ("KP9", {"KP9"})]


@pytest.mark.parametrize(("unit", "codes"), UNITS, ids=[str(unit) for unit, _ in UNITS])
async def test_a_unit_is_asked_with_those_below_it(unit: str | None, codes: set[str], beside: School) -> None:
    assert {one["unit"] for one in people(await forecast(beside, "2026-12-08", unit))} == codes


async def test_somebody_of_two_units_gets_one_message_that_names_both(beside: School) -> None:
    done = await forecast(beside, "2026-12-14", "DTHPT")
    (dung,) = [one for one in people(done) if one["roll"] == DUNG]
    assert {(step["step"].split()[0], step["unit"]) for step in dung["steps"]} == {
        ("registration", "12A1"),
        ("digest", "12A2"),
    }
    (alone,) = [one for one in people(await forecast(beside, "2026-12-14", "12A2")) if one["roll"] is None]
    assert (alone["unit"], alone["if_anything"]) == ("12A2", True), "on no list there: by the branch it is about"


REFUSED = [
    (("2026-12-08", "12A9", True), "Đơn vị 12A9 không có, hoặc chưa có chương trình nào đang mở."),
    (("8/12", None, True), "“8/12” không phải là ngày dạng 2027-08-15."),
    (("2026-11-22", None, True), "Ngày đó đã qua. Để xem đã nhắc ai, dùng renluyen ledger."),
    (("2026-12-08", None, False), "Chỉ ghi được cho hôm nay. Để xem một ngày khác, thêm --dry-run."),
    (
        (None, "12A1", False),
        "Sổ nhắc việc được ghi cho mọi đơn vị cùng lúc. Bỏ --unit, hoặc thêm --dry-run để chỉ xem.",
    ),
]


@pytest.mark.parametrize(("words", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
async def test_what_cannot_be_is_one_sentence(
    words: tuple[str | None, str | None, bool], sentence: str, school: School
) -> None:
    on, unit, dry = words
    assert await refused(clock_office.remind(desk(school.url), on, unit, START, dry_run=dry)) == sentence
    assert await school.rows("SELECT * FROM reminder") == []


async def test_a_unit_without_an_open_year_is_refused(school: School) -> None:
    await school.does("UPDATE cycle SET state = 'closed'")
    assert "chưa có chương trình nào đang mở" in await refused(forecast(school, "2026-12-08", "12A1"))
    assert (await forecast(school, "2026-12-08")).lines == ["Ngày 08/12/2026: 0 người sẽ nhận tin, 0 lượt không gửi."]


async def test_a_dry_run_writes_nothing(school: School) -> None:
    await forecast(school, "2026-12-08", now=at("2026-12-08", 8))
    assert await school.rows("SELECT * FROM reminder") == []
    assert await school.rows("SELECT * FROM telling") == []


async def test_without_a_dry_run_today_is_planned_once(school: School) -> None:
    async def planned(hour: int) -> Done:
        return await clock_office.remind(desk(school.url), None, None, at("2026-12-08", hour), dry_run=False)

    now = await planned(6)
    assert (now.document["messages"], now.document["planned"], now.document["dry_run"]) == (5, True, False)
    assert now.lines[-1] == "Đã ghi vào sổ nhắc việc. Máy chủ đang chạy sẽ gửi."
    assert await school.one("SELECT count(*) FROM reminder WHERE step = 'registration' AND state = 'planned'") == 9
    await planned(8)  # what was missed before is written down when people may be told
    again = await planned(9)
    assert (again.document["messages"], again.document["planned"]) == (5, False), "planned and not gone yet"
    assert again.lines[-1] == "Không có gì mới để ghi: đã ghi từ trước, hoặc chưa đến giờ nhắc."
    await outbox(school, Post(), lambda: at("2026-12-08", 9)).drain()
    assert people(await planned(10)) == [], "they have been told"


# --- what is forecast is what happens


def _the(moment: datetime) -> datetime:
    """A clock that stands still."""
    return moment


HOURS = ((5, 0), (6, 0), (7, 0), (7, 30), (8, 0), (12, 0), (20, 30), (22, 0))
"""When the clock looks on a day."""


async def does_a_day(school: School, on: date, post: Post) -> None:
    for hour, minute in HOURS:
        now = at(on.isoformat(), hour, minute)
        await plan_escalations(school.database, now, national_days())
        await plan_reminders(school.database, now, national_days())
        while await outbox(school, post, partial(_the, now), national=national_days(), tellings=TELLINGS).drain():
            pass


Row = tuple[int | None, str, int, str]


async def came(school: School, on: date) -> Mapping[bool, Counter[Row]]:
    """What the ledger says of a day: the rows that were told, and those that were not, with the reason."""
    begins, ends = at(on.isoformat(), 0), at(on.isoformat(), 0) + timedelta(days=1)
    found: Mapping[bool, Counter[Row]] = {True: Counter(), False: Counter()}
    for roll, step, days, state, reason, sent, due in await school.rows(
        "SELECT roll, step, days_before, state, reason, sent_at, due_at FROM reminder"
        " LEFT JOIN membership ON membership.person_id = reminder.person_id WHERE state <> 'planned'"
    ):
        if step.split()[0] not in TELLINGS and instant(begins) <= (sent or due) < instant(ends):
            found[state == "sent"][roll, step, days, "" if state == "sent" else reason] += 1
    return found


def expected(done: Done) -> Mapping[bool, Counter[Row]]:
    """The same of the forecast."""
    document = orjson.loads(orjson.dumps(done.document))
    told = ((one["roll"], each["step"], each["days_before"], "") for one in document["people"] for each in one["steps"])
    later = [row for row in document["passed_over"] if not row["put_off_until"]]
    not_told = ((row["roll"], row["step"], row["days_before"], row["reason"]) for row in later)
    return {
        sent: Counter(row for row in rows if row[1].split()[0] not in TELLINGS)
        for sent, rows in ((True, told), (False, not_told))
    }


async def wishes(school: School, roll: int, frequency: str, opens: str | None, closes: str | None) -> None:
    await school.does(
        "INSERT INTO preference (person_id, frequency, opens, closes)"
        " VALUES (:person, :frequency, CAST(:opens AS text), CAST(:closes AS text))",
        person=await school.person(roll), frequency=frequency, opens=opens, closes=closes,
    )  # fmt: skip


async def asks_for(school: School, roll: int, on: str, days: int) -> None:
    """ "Remind me later", as the conversation would leave it in the ledger."""
    member, cycle = await school.member(roll), await school.cycle()
    await school.does(
        "INSERT INTO reminder (cycle_id, step, person_id, days_before, seat, unit_id, day, state, reason, due_at,"
        " planned_at) VALUES (:cycle, 'registration', :person, :days, 0, :unit, '2026-12-15', 'planned', 'asked',"
        " :due, :due)",
        cycle=cycle.id, person=member.person, days=days, unit=member.unit, due=instant(at(on, 8)),
    )  # fmt: skip


async def as_it_is(school: School) -> None:
    """Nothing but what the small world has."""


async def everybody_differs(school: School) -> None:
    """Quiet, unreachable, fewer, in the evening, early in the morning, on a day of one's own choice, done."""
    await school.does("UPDATE person SET quiet_since = '2026-11-01T00:00:00Z' WHERE id = 3")
    await school.does("UPDATE link SET unreachable = 'Forbidden' WHERE \"user\" = 'hoa'")
    await wishes(school, CUONG, "fewer", None, None)
    await wishes(school, AN, "every", "20:00", "22:00")
    await link(school, await school.person(MINH), "minh")
    await wishes(school, MINH, "every", "05:00", "07:00")
    await asks_for(school, AN, "2026-12-10", 5)
    await school.sends(BINH)


async def days_off(school: School) -> None:
    """The school is away on two of the days; its year ends at a weekend."""
    async with session_for(school.url) as session:
        await set_setting(session, "DTHPT", "registration", "2026-12-19", START)
        await set_setting(session, "DTHPT", "days_off", "national 2026-12-12 2026-12-19", START)


async def another_hour(school: School) -> None:
    async with session_for(school.url) as session:
        await set_setting(session, "DTHPT", "remind_at", "20:15", START)
        await set_setting(session, "DTHPT", "quiet_from", "20:10", START)


WORLDS = (as_it_is, everybody_differs, days_off, another_hour)


@pytest.mark.parametrize("begins", WORLDS, ids=lambda world: world.__name__)
async def test_whoever_is_forecast_the_evening_before_and_in_the_morning_is_told(
    begins: Callable[[School], Awaitable[None]], beside: School
) -> None:
    """Products N5: who gets it and who does not, and why; not for digests, which depend on what waits that morning."""
    await begins(beside)
    post, day = Post(), date(2026, 11, 30)
    told = 0
    while (day := day + timedelta(days=1)) < date(2026, 12, 24):
        evening = at((day - timedelta(days=1)).isoformat(), 23)
        ahead = await forecast(beside, day.isoformat(), now=evening)
        this_morning = await forecast(beside, day.isoformat(), now=at(day.isoformat()))
        before = len(post.carried)
        await does_a_day(beside, day, post)
        truth = await came(beside, day)
        assert expected(ahead) == truth, (day, ahead.document)
        assert expected(this_morning) == truth, day
        got = [text for _, text in post.carried[before:]]
        certain = [one["message"] for one in people(ahead) if not one["if_anything"]]
        for message in certain:
            assert any(message.split("\n")[0] in text for text in got), (day, message, got)
        told += len(certain)
        assert len(certain) <= len(got) <= len(people(ahead))
    assert told > 20


async def test_a_day_weeks_ahead_is_told_as_it_was_forecast_if_nothing_happens(beside: School) -> None:
    ahead = await forecast(beside, "2026-12-08")
    post, day = Post(), date(2026, 11, 30)
    while day < date(2026, 12, 8):
        day += timedelta(days=1)
        await does_a_day(beside, day, post)
    assert expected(ahead) == await came(beside, day)


async def test_a_machine_that_was_off_forecasts_for_today_what_it_makes_up_for(school: School) -> None:
    now = at("2026-12-10", 9)
    today = await forecast(school, "2026-12-10", now=now)
    assert steps(today, AN) == [("registration", 7)], "of 8/12"
    await plan_reminders(school.database, now, national_days())
    post = Post()
    await outbox(school, post, lambda: now).drain()
    assert {user for user, _ in post.carried} == {"binh", "cuong", "dung", "an", "hoa"}
    assert people(await forecast(school, "2026-12-11", now=now)) == [
        one for one in people(await forecast(school, "2026-12-11", now=now)) if one["if_anything"]
    ], "nothing is forecast for tomorrow that is made up for today"


async def test_whoever_answers_for_an_overdue_branch_is_forecast_to_hear_of_it(beside: School) -> None:
    """PN-11: two days after the last one, as it then comes."""
    await link(beside, await beside.person(MINH), "minh")
    above = await beside.one("SELECT id FROM unit WHERE code = 'DTHPT'")
    assert isinstance(above, int)
    await appoint(beside, await beside.person(MINH), above)
    ahead, post = await forecast(beside, "2026-12-17"), Post()

    def overdue(done: Done) -> set[tuple[int, str, str]]:
        told = [(one["roll"], each["step"], each["unit"]) for one in people(done) for each in one["steps"]]
        return {row for row in told if row[1].startswith("overdue")}

    assert overdue(ahead) == {(MINH, "overdue registration", unit) for unit in ("12A1", "12A2")}
    assert any("12A1/13 qua Telegram: chi đoàn quá hạn" in line for line in ahead.lines)
    for day in (16, 17):
        await does_a_day(beside, date(2026, 12, day), post)
    told = await beside.rows("SELECT step, state, seat FROM reminder WHERE step LIKE 'overdue%' ORDER BY seat")
    assert [(step, state) for step, state, _ in told] == [("overdue registration", "sent")] * 2
    assert overdue(await forecast(beside, "2026-12-18", now=at("2026-12-17", 23))) == set()


async def test_whoever_is_in_the_middle_of_it_is_told_on_another_day_all_the_same(school: School) -> None:
    """Products row 60 is about this very moment."""
    key = f"p{await school.person(AN)}"
    await school.does(
        "INSERT INTO talk (person, version, data, at) VALUES (:key, 1, :data, :at)",
        key=key, data='{"chats":{"telegram an":{"flow":"register","key":"criteria"}}}', at=instant(START),
    )  # fmt: skip
    assert AN in [one["roll"] for one in people(await forecast(school, "2026-12-08"))]


# --- ledger


async def test_the_ledger_says_what_came_of_each(school: School) -> None:
    """Products N4."""
    await school.does("UPDATE link SET unreachable = 'Forbidden' WHERE \"user\" = 'hoa'")
    for day in (7, 8):
        await does_a_day(school, date(2026, 12, day), Post())
    await school.does(
        "UPDATE reminder SET opened_at = :at WHERE person_id = :an AND state = 'sent' AND days_before = 7",
        at=instant(START),
        an=await school.person(AN),
    )
    await school.does(
        "UPDATE outbox SET doubtful = 1 WHERE person_id = :an AND sent_at > '2026-12-08'", an=await school.person(AN)
    )
    done = await clock_office.ledger(desk(school.url), 2027, None, at("2026-12-09"))
    told = orjson.loads(orjson.dumps(done.document))
    assert (told["cycle"], told["rows"], told["opened"], told["repeated"]) == (2027, len(told["entries"]), 1, 1)
    assert sum(told["states"].values()) == told["rows"]
    registration = [entry for entry in told["entries"] if entry["step"] == "registration" and entry["days_before"] == 7]
    assert Counter((entry["state"], entry["reason"]) for entry in registration) == {
        ("sent", ""): 4,
        ("skipped", "no-account"): 3,
        ("skipped", "paper"): 1,
        ("failed", "unreachable"): 1,
    }
    an = next(entry for entry in registration if entry["roll"] == AN)
    assert {name: an[name] for name in ("unit", "seat", "day", "platform", "doubtful", "opened_at")} == {
        "unit": "12A1",
        "seat": 0,
        "day": "2026-12-15",
        "platform": "telegram",
        "doubtful": 1,
        "opened_at": instant(START),
    }
    assert an["sent_at"] == instant(at("2026-12-08", 8))
    assert "gửi phiếu đăng ký (còn 7 ngày): đã gửi 4; 1 người đã mở việc sau đó" in done.lines
    assert "gửi phiếu đăng ký (còn 7 ngày): không gửi 3 (chưa liên kết tài khoản)" in done.lines
    assert "gửi phiếu đăng ký (còn 7 ngày): gửi không được 1 (không liên lạc được)" in done.lines


async def test_the_ledger_of_a_unit_and_of_a_year_that_is_over(beside: School) -> None:
    await does_a_day(beside, date(2026, 12, 8), Post())
    await beside.does("UPDATE cycle SET state = 'closed'")

    async def units(year: int, unit: str | None = None) -> set[str]:
        done = await clock_office.ledger(desk(beside.url), year, unit, at("2026-12-09"))
        return {entry["unit"] for entry in orjson.loads(orjson.dumps(done.document))["entries"]}

    assert await units(2027) == {"12A1", "12A2", "KP9"}
    assert await units(2027, "DTHPT") == {"12A1", "12A2"}
    assert await units(2027, "KP9") == {"KP9"}
    assert await units(2026) == set()
    empty = await clock_office.ledger(desk(beside.url), 2026, None, START)
    assert empty.lines == ["Sổ nhắc việc năm 2026 chưa có dòng nào."]
    assert await refused(clock_office.ledger(desk(beside.url), 2027, "12A9", START)) == "Không có đơn vị 12A9."


async def test_who_has_left_the_list_keeps_the_row_without_a_number(school: School) -> None:
    await does_a_day(school, date(2026, 12, 8), Post())
    await school.does("UPDATE membership SET until = '2026-12-09' WHERE roll = 7")
    done = await clock_office.ledger(desk(school.url), 2027, None, at("2026-12-09"))
    entries = orjson.loads(orjson.dumps(done.document))["entries"]
    assert None in {entry["roll"] for entry in entries if entry["step"] == "registration" and entry["state"] == "sent"}


# --- the tray


async def test_in_safe_mode_nothing_leaves_and_everything_lies_in_the_tray(school: School) -> None:
    """Products row 102."""
    now = at("2026-12-08", 8)
    await plan_reminders(school.database, now, national_days())
    post = Post()
    while await outbox(school, post, lambda: now, safe=True).drain():
        pass
    assert post.carried == []
    done = await clock_office.tray(desk(school.url), now)
    told = orjson.loads(orjson.dumps(done.document))
    assert told["cleared"] == 0
    assert {(row["unit"], row["roll"]) for row in told["held"]} >= {("12A1", roll) for roll in (1, 2, 3, 7, 8)}
    an = next(row for row in told["held"] if row["roll"] == AN)
    assert (an["kind"], an["channel"], an["title"]) == ("reminder", "telegram", "Nhắc việc · còn 7 ngày")
    assert an["text"].startswith("Việc còn lại: gửi phiếu đăng ký 2027.")
    assert "Đăng ký ngay" in an["buttons"]
    shown = "\n".join(done.lines)
    assert "12A1/7 qua Telegram · Nhắc việc · còn 7 ngày\nViệc còn lại: gửi phiếu đăng ký 2027." in shown
    assert "telegram" not in shown


async def test_what_was_held_is_dropped_on_demand_and_never_sent(school: School) -> None:
    now = at("2026-12-08", 8)
    await plan_reminders(school.database, now, national_days())
    async with school.writes(now) as store:
        await store.announce_arrival([await school.person(BINH)])
    while await outbox(school, Post(), lambda: now, safe=True).drain():
        pass
    shown = await clock_office.tray(desk(school.url), now)
    done = await clock_office.tray(desk(school.url), now, clear=True)
    count = len(shown.lines)
    assert done.lines == [*shown.lines, f"Đã bỏ {count} tin trên. Các tin này không bao giờ được gửi."]
    assert done.document == {**shown.document, "cleared": count}
    assert await school.rows("SELECT DISTINCT state, reply FROM outbox WHERE problem = 'safe-mode'") == [
        ("dropped", None)
    ]
    again = await clock_office.tray(desk(school.url), now, clear=True)
    assert (again.lines, again.document) == (["Không có tin nào bị giữ lại."], {"held": [], "cleared": 0})


@pytest.mark.parametrize("clear", [False, True], ids=["kept", "cleared"])
async def test_nothing_that_was_held_goes_out_by_itself_later(clear: bool, school: School) -> None:
    """Not an hour later and not the next day, whether it lies in the tray or not; what is new does."""
    now = at("2026-12-08", 8)
    await plan_reminders(school.database, now, national_days())
    while await outbox(school, Post(), lambda: now, safe=True).drain():
        pass
    if clear:
        await clock_office.tray(desk(school.url), now, clear=True)
    post = Post()
    for later in (now, now + timedelta(minutes=5), now + timedelta(hours=1), now + timedelta(days=1)):
        await plan_reminders(school.database, later, national_days())
        while await outbox(school, post, partial(_the, later)).drain():
            pass
    assert [text for _, text in post.carried if "gửi phiếu đăng ký" in text] == []
    three = at("2026-12-12", 8)
    await plan_reminders(school.database, three, national_days())
    await outbox(school, post, lambda: three).drain()
    assert len([text for _, text in post.carried if "gửi phiếu đăng ký" in text]) == 5


async def test_whoever_stands_on_two_lists_lies_in_the_tray_once(beside: School) -> None:
    second = await beside.one("SELECT id FROM unit WHERE code = '12A2'")
    assert isinstance(second, int)
    person = await beside.person(AN)
    await beside.does(
        "INSERT INTO membership (person_id, unit_id, roll, since) VALUES (:person, :unit, 71, '2026-11-20')",
        person=person, unit=second,
    )  # fmt: skip
    async with beside.writes() as store:
        from chat.message import Reply

        await store.notify([person], "told", Reply("Xong."))
    await outbox(beside, Post(), lambda: START, safe=True).drain()
    done = await clock_office.tray(desk(beside.url), START)
    assert done.lines == ["12A2/71 qua Telegram ·\nXong."]


# --- through the command line


def test_the_commands_answer_in_words_and_in_json(tmp_path: Any) -> None:
    database = f"sqlite:///{tmp_path / 'clock.db'}"
    operator = renluyen(tmp_path, database)
    operator.sets_up_the_school()
    today = local_day(datetime.now(ZONE))
    told = operator.told("remind", "--on", (today + timedelta(days=1)).isoformat(), "--dry-run", "--unit", "12A1")
    assert {
        "on",
        "unit",
        "dry_run",
        "planned",
        "asked",
        "messages",
        "channels",
        "skipped",
        "people",
        "passed_over",
    } == set(told)
    assert operator.told("ledger", "--cycle", "2027")["rows"] == 0
    assert operator.told("tray", "--clear") == {"held": [], "cleared": 0}
    assert operator.fails("remind", "--on", "mai") == "“mai” không phải là ngày dạng 2027-08-15."
