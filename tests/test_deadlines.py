"""The calendar of a cycle and the days on which somebody is told: one line a side, with the requirement it is from."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadlines import (
    LATEST,
    Hours,
    Kind,
    Step,
    Tell,
    calendar,
    hours_of,
    judged,
    last_working_day,
    next_day_on,
    order_of_steps,
    tells,
)
from rules.policy import DaysOff, policy, read_setting

SCHOOL, QUARTER = "truong-hoc", "dia-ban"
DAY = timedelta(days=1)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def on(text: str) -> date:
    """15/12/2026"""
    day, month, year = map(int, text.split("/"))
    return date(year, month, day)


# --- the calendar

STEPS = ["registration 15/12/2026", "entry 20/12/2026"]
CALENDARS = [
    pytest.param(
        QUARTER,
        {},
        [*STEPS, "interim 2027-H1 15/7/2027", "self 30/9/2027", "rating 10/10/2027"],
        id="PN-03 PN-07 PN-09 PN-21 PN-22: half-years",
    ),
    pytest.param(
        "",
        {},
        [*STEPS, "interim 2027-H1 15/7/2027", "self 30/9/2027", "rating 10/10/2027"],
        id="PN-09: no sector is no school",
    ),
    pytest.param(
        SCHOOL,
        {},
        [*STEPS, "interim 2027-S1 31/1/2027", "self 5/5/2027", "rating 15/5/2027"],
        id="PN-09 PN-21: schools look back in January",
    ),
    pytest.param(
        QUARTER,
        {"interim": "quarter"},
        [
            *STEPS,
            "interim 2027-Q1 15/4/2027",
            "interim 2027-Q2 15/7/2027",
            "self 30/9/2027",
            "rating 10/10/2027",
        ],
        id="PN-21 PN-22: the third quarter is asked for until 15/10, after the whole year",
    ),
    pytest.param(
        SCHOOL,
        {"interim": "quarter"},
        [*STEPS, "interim 2027-Q1 15/4/2027", "self 5/5/2027", "rating 15/5/2027"],
        id="PN-21: quarters in a school",
    ),
    pytest.param(
        QUARTER,
        {"rating": "2027-07-26", "self_lead": "10"},
        [*STEPS, "interim 2027-H1 15/7/2027", "self 16/7/2027", "rating 26/7/2027"],
        id="PN-21 PN-22: the round ends the day before the self-assessment",
    ),
    pytest.param(
        QUARTER,
        {"rating": "2027-07-25", "self_lead": "10"},
        [*STEPS, "self 15/7/2027", "rating 25/7/2027"],
        id="PN-21 PN-22: the round would end on the very day",
    ),
    pytest.param(
        QUARTER,
        {"rating": "2028-03-01", "interim": "half-year"},
        [
            *STEPS,
            "interim 2027-H1 15/7/2027",
            "interim 2027-H2 15/1/2028",
            "self 20/2/2028",
            "rating 1/3/2028",
        ],
        id="PN-21: rated in the year after, both halves are asked for and none of the next year",
    ),
    pytest.param(
        QUARTER,
        {"rating": "9999-12-31"},
        [
            *STEPS,
            "interim 2027-H1 15/7/2027",
            "interim 2027-H2 15/1/2028",
            "self 21/12/9999",
            "rating 31/12/9999",
        ],
        id="PN-21: however far away the rating is",
    ),
    pytest.param(
        SCHOOL,
        {"inclusive": "no"},
        [
            "registration 14/12/2026",
            "entry 19/12/2026",
            "interim 2027-S1 31/1/2027",
            "self 5/5/2027",
            "rating 14/5/2027",
        ],
        id="domain.md 4.6: before the 15th is the 14th; a round's day is its own",
    ),
    pytest.param(
        SCHOOL,
        {"self_lead": "0"},
        [*STEPS, "interim 2027-S1 31/1/2027", "self 15/5/2027", "rating 15/5/2027"],
        id="PN-22: members and committee on one day, the members first",
    ),
    pytest.param(
        SCHOOL,
        {"registration": "2026-12-25"},
        [
            "entry 20/12/2026",
            "registration 25/12/2026",
            "interim 2027-S1 31/1/2027",
            "self 5/5/2027",
            "rating 15/5/2027",
        ],
        id="PN-31: as they come, whatever their order should be",
    ),
]


@pytest.mark.parametrize(("sector", "settings", "expected"), CALENDARS)
def test_the_steps_of_a_cycle(sector: str, settings: dict[str, str], expected: list[str]) -> None:
    steps = calendar(policy(2027, settings), sector)
    assert [f"{step.code} {step.day.day}/{step.day.month}/{step.day.year}" for step in steps] == expected


def test_each_step_has_the_offsets_of_its_own_switch_and_its_people() -> None:
    names = ("registration", "entry", "interim", "self", "rating")
    settings = {f"remind_{name}": f"{days}" for days, name in enumerate(names, 1)}
    steps = calendar(policy(2027, settings), QUARTER)
    assert {step.kind: step.offsets for step in steps} == {name: (days,) for days, name in enumerate(names, 1)}
    assert {step.kind for step in steps if step.of_committee} == {"entry", "rating"}  # PN-07, PN-09
    assert {step.code for step in steps} == {"registration", "entry", "interim 2027-H1", "self", "rating"}


ORDERS = [
    (SCHOOL, {}, ()),
    (QUARTER, {}, ()),
    (QUARTER, {"entry": "2026-12-16"}, ()),
    (QUARTER, {"entry": "2026-12-15"}, ("entry",)),
    (QUARTER, {"registration": "2026-12-31"}, ("entry",)),
    # the self-assessment is ten days before the rating: 30/12 is after the entry of 20/12, 20/12 is not
    (SCHOOL, {"rating_schools": "2026-12-31"}, ()),
    (SCHOOL, {"rating_schools": "2026-12-30"}, ("self",)),
    (QUARTER, {"rating_schools": "2026-12-30"}, ()),
    (QUARTER, {"rating": "2026-12-30"}, ("self",)),
    (SCHOOL, {"rating": "2026-12-30"}, ()),
    (QUARTER, {"self_lead": "1"}, ()),
    (QUARTER, {"self_lead": "0"}, ("rating",)),
    (QUARTER, {"entry": "2026-12-01", "self_lead": "0"}, ("entry", "rating")),
    (SCHOOL, {"inclusive": "no"}, ()),
]


@pytest.mark.parametrize(("sector", "settings", "expected"), ORDERS)
def test_steps_that_do_not_follow_each_other_are_named(
    sector: str, settings: dict[str, str], expected: tuple[Kind, ...]
) -> None:
    """PN-31."""
    assert order_of_steps(policy(2027, settings), sector) == expected


# --- days

TET = frozenset(date(2027, 2, day) for day in range(4, 11))
MONDAY = frozenset({on("14/12/2026")})

WORKING = [
    ("18/12/2026", frozenset(), "18/12/2026"),  # a Friday
    ("19/12/2026", frozenset(), "18/12/2026"),
    ("20/12/2026", frozenset(), "18/12/2026"),
    ("21/12/2026", frozenset(), "21/12/2026"),
    ("14/12/2026", MONDAY, "11/12/2026"),
    ("10/2/2027", TET, "3/2/2027"),
    ("11/2/2027", TET, "11/2/2027"),
]


@pytest.mark.parametrize(("day", "days_off", "expected"), WORKING)
def test_the_last_working_day(day: str, days_off: frozenset[date], expected: str) -> None:
    """domain.md 4.6."""
    assert last_working_day(on(day), days_off) == on(expected)


@pytest.mark.parametrize(
    ("day", "expected"), [("3/2/2027", "3/2/2027"), ("4/2/2027", "11/2/2027"), ("10/2/2027", "11/2/2027")]
)
def test_the_next_day_that_is_not_off(day: str, expected: str) -> None:
    assert next_day_on(on(day), TET) == on(expected)


def told(day: str, offsets: Sequence[int], days_off: frozenset[date] = frozenset()) -> list[str]:
    found = tells(Step("registration", on(day), tuple(offsets)), days_off)
    return [f"{tell.offset}: {tell.on.day}/{tell.on.month}" for tell in found]


TELLS = [
    pytest.param("15/12/2026", (), TET, [], id="nobody is told"),
    pytest.param(
        "15/12/2026",
        (14, 7, 3, 1, 0, -1),
        frozenset(),
        ["14: 1/12", "7: 8/12", "3: 12/12", "1: 14/12", "0: 15/12", "-1: 16/12"],
        id="products.md row 52: the ladder, the last day a Tuesday",
    ),
    pytest.param(
        "20/12/2026",
        (7, 1, 0),
        frozenset(),
        ["7: 13/12", "2: 18/12", "1: 19/12", "0: 20/12"],
        id="domain.md 4.6: the last day is a Sunday, so on Friday too",
    ),
    pytest.param("20/12/2026", (7,), frozenset(), ["7: 13/12", "2: 18/12"], id="domain.md 4.6: whatever is asked for"),
    pytest.param("19/12/2026", (7, 1), frozenset(), ["7: 12/12", "1: 18/12"], id="domain.md 4.6: Friday it is already"),
    pytest.param("18/12/2026", (7,), frozenset(), ["7: 11/12"], id="domain.md 4.6: a Friday is a working day"),
    pytest.param("20/12/2026", (-1,), frozenset(), ["-1: 21/12"], id="only afterwards: no working day before"),
    pytest.param(
        "15/12/2026",
        (1, 0),
        frozenset({on("15/12/2026")}),
        ["0: 14/12"],
        id="the last day is off: told the day before, once, and it counts as the last",
    ),
    pytest.param(
        "15/12/2026",
        (3, 1, 0),
        MONDAY,
        ["3: 12/12", "0: 15/12"],
        id="a day off passes on to the next: two meet, one is",
    ),
    pytest.param(
        "15/12/2026", (3, 1), MONDAY, ["3: 12/12", "1: 15/12"], id="a day off before the last passes on to the last"
    ),
    pytest.param(
        "10/2/2027",
        (14, 7, 3, 1, 0, -1),
        TET,
        ["14: 27/1", "0: 3/2", "-1: 11/2"],
        id="the last day in Tet: what would come after it comes before, all on one day",
    ),
    pytest.param(
        "11/2/2027",
        (14, 7, 3, 1, 0, -1),
        TET,
        ["14: 28/1", "0: 11/2", "-1: 12/2"],
        id="the last day after Tet: all that was off is told on it",
    ),
    pytest.param(
        "3/2/2027",
        (1, 0, -1, -7, -14),
        TET,
        ["1: 2/2", "0: 3/2", "-7: 11/2", "-14: 17/2"],
        id="after the last day there is no other way than on",
    ),
    pytest.param("10/2/2027", (7, 5), TET, ["5: 3/2"], id="the working day itself is one of those that meet"),
]


@pytest.mark.parametrize(("day", "offsets", "days_off", "expected"), TELLS)
def test_on_which_days_somebody_is_told(
    day: str, offsets: tuple[int, ...], days_off: frozenset[date], expected: list[str]
) -> None:
    assert told(day, offsets, days_off) == expected


@pytest.mark.parametrize(
    ("sector", "kinds"),
    [(SCHOOL, {"self", "rating"}), (QUARTER, set()), ("", set())],
    ids=["scenario 8: a school", "scenario 8: no school", "scenario 8: no sector"],
)
@pytest.mark.parametrize(("inclusive", "day"), [("yes", "5/5/2027"), ("no", "4/5/2027")])
def test_ten_days_before_the_schools_rate(sector: str, kinds: set[str], inclusive: str, day: str) -> None:
    """Scenario 8, PN-09: the committee, and who owes the self-assessment; nobody outside schools."""
    steps = calendar(policy(2027, {"inclusive": inclusive}), sector)
    assert {step.kind for step in steps for tell in tells(step, ()) if tell.on == on(day)} == kinds


# --- after days without a clock

LADDER = tells(Step("registration", on("15/12/2026"), (7, 3, 0, -1)), ())  # 8, 12, 15 and 16 December
AFTER = tells(Step("registration", on("3/2/2027"), (0, -1)), TET)  # 3 and 11 February

JUDGED = [
    pytest.param(LADDER, "15/12/2026", "7/12/2026", {}, id="too early"),
    pytest.param(LADDER, "15/12/2026", "8/12/2026", {7: "due"}, id="on its day"),
    pytest.param(LADDER, "15/12/2026", "11/12/2026", {7: "due"}, id="products.md row 56: days later, made up for"),
    pytest.param(
        LADDER, "15/12/2026", "12/12/2026", {7: "superseded", 3: "due"}, id="products.md row 56: the next day has come"
    ),
    pytest.param(LADDER, "15/12/2026", "14/12/2026", {7: "superseded", 3: "due"}, id="the day before the last"),
    pytest.param(
        LADDER,
        "15/12/2026",
        "16/12/2026",
        {7: "superseded", 3: "superseded", 0: "superseded", -1: "due"},
        id="domain.md 6: down on 15/12 and back on 16/12, one late reminder",
    ),
    pytest.param(
        LADDER,
        "15/12/2026",
        "23/12/2026",
        {7: "superseded", 3: "superseded", 0: "superseded", -1: "due"},
        id="seven days after its day",
    ),
    pytest.param(
        LADDER,
        "15/12/2026",
        "24/12/2026",
        {7: "superseded", 3: "superseded", 0: "superseded", -1: "too-late"},
        id="eight days after its day",
    ),
    pytest.param(
        LADDER[:3], "15/12/2026", "15/12/2026", {7: "superseded", 3: "superseded", 0: "due"}, id="the last day"
    ),
    pytest.param(
        LADDER[:3],
        "15/12/2026",
        "16/12/2026",
        {7: "superseded", 3: "superseded", 0: "deadline-passed"},
        id="the day after, of which nothing was to be said",
    ),
    pytest.param(LADDER[:1], "15/12/2026", "15/12/2026", {7: "due"}, id="a week late, but in time for the step"),
    pytest.param(LADDER[:1], "15/12/2026", "16/12/2026", {7: "deadline-passed"}, id="the step's day is over"),
    pytest.param(AFTER, "3/2/2027", "10/2/2027", {0: "deadline-passed"}, id="a day off puts the word after it off too"),
    pytest.param(AFTER, "3/2/2027", "11/2/2027", {0: "superseded", -1: "due"}, id="and then it comes"),
    pytest.param(AFTER, "3/2/2027", "18/2/2027", {0: "superseded", -1: "due"}, id="seven days from there on"),
    pytest.param(AFTER, "3/2/2027", "19/2/2027", {0: "superseded", -1: "too-late"}, id="and no longer"),
    pytest.param((), "3/2/2027", "19/2/2027", {}, id="nothing was to be said"),
]


@pytest.mark.parametrize(("tells_", "last", "today", "expected"), JUDGED)
def test_what_becomes_of_missed_days(tells_: tuple[Tell, ...], last: str, today: str, expected: dict[int, str]) -> None:
    step = Step("registration", on(last), ())
    assert {tell.offset: verdict for tell, verdict in judged(step, tells_, on(today))} == expected


# --- when somebody may be written to

OFF = frozenset({on("16/12/2026"), on("17/12/2026")})
OFFICE = Hours(time(7), time(21), OFF)
NIGHT = Hours(time(22), time(6), OFF)
LATE = Hours(time(7), time(0), OFF)
ALWAYS = Hours(time(9), time(9), OFF)

MOMENTS = [
    # by day, from 7:00 to 21:00
    (OFFICE, "15/12/2026 06:59", "15/12/2026 07:00"),
    (OFFICE, "15/12/2026 07:00", "15/12/2026 07:00"),
    (OFFICE, "15/12/2026 20:59", "15/12/2026 20:59"),
    (OFFICE, "14/12/2026 21:00", "15/12/2026 07:00"),
    (OFFICE, "14/12/2026 23:59", "15/12/2026 07:00"),
    (OFFICE, "15/12/2026 00:00", "15/12/2026 07:00"),
    # 16 and 17 December are off
    (OFFICE, "15/12/2026 21:00", "18/12/2026 07:00"),
    (OFFICE, "16/12/2026 00:00", "18/12/2026 07:00"),
    (OFFICE, "16/12/2026 12:00", "18/12/2026 07:00"),
    (OFFICE, "17/12/2026 23:00", "18/12/2026 07:00"),
    (OFFICE, "18/12/2026 00:00", "18/12/2026 07:00"),
    (OFFICE, "31/12/2026 22:00", "1/1/2027 07:00"),
    # somebody who works at night: from 22:00 to 6:00
    (NIGHT, "14/12/2026 21:59", "14/12/2026 22:00"),
    (NIGHT, "14/12/2026 22:00", "14/12/2026 22:00"),
    (NIGHT, "14/12/2026 23:59", "14/12/2026 23:59"),
    (NIGHT, "15/12/2026 00:00", "15/12/2026 00:00"),
    (NIGHT, "15/12/2026 05:59", "15/12/2026 05:59"),
    (NIGHT, "15/12/2026 06:00", "15/12/2026 22:00"),
    (NIGHT, "15/12/2026 12:00", "15/12/2026 22:00"),
    (NIGHT, "16/12/2026 00:00", "18/12/2026 00:00"),
    (NIGHT, "16/12/2026 12:00", "18/12/2026 00:00"),
    (NIGHT, "17/12/2026 23:00", "18/12/2026 00:00"),
    (NIGHT, "18/12/2026 06:00", "18/12/2026 22:00"),
    # until midnight
    (LATE, "15/12/2026 06:59", "15/12/2026 07:00"),
    (LATE, "15/12/2026 23:59", "15/12/2026 23:59"),
    (LATE, "15/12/2026 00:00", "15/12/2026 07:00"),
    (LATE, "16/12/2026 12:00", "18/12/2026 07:00"),
    # no quiet time at all
    (ALWAYS, "15/12/2026 03:00", "15/12/2026 03:00"),
    (ALWAYS, "15/12/2026 09:00", "15/12/2026 09:00"),
    (ALWAYS, "16/12/2026 09:00", "18/12/2026 00:00"),
]


def at(text: str) -> datetime:
    """15/12/2026 07:00, in Viet Nam"""
    day, clock = text.split()
    return datetime.combine(on(day), time.fromisoformat(clock), tzinfo=ZONE)


@pytest.mark.parametrize(("hours", "given_", "expected"), MOMENTS)
def test_the_next_good_moment(hours: Hours, given_: str, expected: str) -> None:
    """products.md row 55."""
    assert hours.next_moment(at(given_)) == at(expected)


def test_a_moment_stays_in_its_zone() -> None:
    moment = datetime(2026, 12, 14, 23, 30, tzinfo=UTC)
    assert OFFICE.next_moment(moment) == datetime(2026, 12, 15, 7, tzinfo=UTC)


def test_a_unit_is_written_to_outside_its_quiet_time_and_not_on_its_days_off() -> None:
    rules = policy(2027, {"quiet_from": "20:00", "quiet_until": "06:30", "days_off": "national 2027-03-26"})
    assert hours_of(rules, TET) == Hours(time(6, 30), time(20), TET | {date(2027, 3, 26)})
    assert hours_of(policy(2027, {"days_off": "none 2027-03-26"}), TET).days_off == {date(2027, 3, 26)}
    assert hours_of(policy(2027, {"days_off": "none"}), TET).days_off == frozenset()
    assert hours_of(policy(2027, {}), TET).days_off == TET


# --- whatever the settings

DAYS = st.dates(date(2026, 9, 1), date(2028, 3, 1))
OFFSETS = st.lists(st.integers(-14, 60), max_size=8, unique=True).map(tuple)
BREAKS = st.lists(st.integers(-80, 30), max_size=60, unique=True)


def given_days_off(day: date, around: list[int]) -> frozenset[date]:
    """Days off not far from the day, whole weeks of them too."""
    return frozenset(day + timedelta(days=far) for far in around)


@given(DAYS, OFFSETS, BREAKS)
def test_nobody_is_told_twice_a_day_on_a_day_off_or_too_late(
    day: date, offsets: tuple[int, ...], around: list[int]
) -> None:
    days_off = given_days_off(day, around)
    found = tells(Step("registration", day, offsets), days_off)
    days = [tell.on for tell in found]
    assert days == sorted(set(days)), "never two on one day, and in order"
    assert not set(days) & days_off
    assert all(tell.on <= day for tell in found if tell.offset >= 0)
    assert all(tell.on > day for tell in found if tell.offset < 0)
    assert [tell.offset for tell in found] == sorted((tell.offset for tell in found), reverse=True)
    assert bool(found) == bool(offsets), "shifted, never dropped"
    assert {tell.offset for tell in found} <= {*offsets, (day - last_working_day(day, days_off)).days}
    if any(offset >= 0 for offset in offsets) and last_working_day(day, days_off) != day:
        assert last_working_day(day, days_off) in days  # domain.md 4.6


@given(DAYS, OFFSETS)
def test_without_days_off_every_offset_is_told_on_its_day(day: date, offsets: tuple[int, ...]) -> None:
    found = {tell.offset: tell.on for tell in tells(Step("registration", day, offsets), ())}
    assert {offset: found[offset] for offset in offsets} == {n: day - timedelta(days=n) for n in offsets}


@given(DAYS, OFFSETS, BREAKS, st.integers(-80, 60))
def test_at_most_one_word_is_due_and_it_is_the_newest(
    day: date, offsets: tuple[int, ...], around: list[int], far: int
) -> None:
    step, today = Step("registration", day, offsets), day + timedelta(days=far)
    found = tells(step, given_days_off(day, around))
    verdicts = list(judged(step, found, today))
    come = [tell for tell in found if tell.on <= today]
    assert [tell for tell, _ in verdicts] == come
    assert all(verdict == "superseded" for _, verdict in verdicts[:-1])
    for tell, verdict in verdicts[-1:]:
        in_time = today <= day if tell.offset >= 0 else today <= tell.on + LATEST
        assert (verdict == "due") == in_time
        assert verdict != "superseded"


MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@given(MINUTES, MINUTES, DAYS, MINUTES, st.lists(st.integers(-1, 3), max_size=4))
def test_a_good_moment_is_neither_quiet_nor_off_nor_past_and_none_is_passed_over(
    opens: time, closes: time, day: date, clock: time, around: list[int]
) -> None:
    hours = Hours(opens, closes, given_days_off(day, around))
    moment = datetime.combine(day, clock, tzinfo=ZONE)
    found = hours.next_moment(moment)
    assert found >= moment
    assert is_good(hours, found)
    assert hours.next_moment(found) == found
    edges = (datetime.combine(day + n * DAY, edge, tzinfo=ZONE) for n in range(6) for edge in (time.min, opens))
    assert not [edge for edge in (moment, *edges) if moment <= edge < found and is_good(hours, edge)]


def is_good(hours: Hours, moment: datetime) -> bool:
    """Said once more, and otherwise: by counting minutes from when the day opens."""
    minutes = (moment.hour - hours.opens.hour) * 60 + moment.minute - hours.opens.minute
    length = (hours.closes.hour - hours.opens.hour) * 60 + hours.closes.minute - hours.opens.minute
    return moment.date() not in hours.days_off and minutes % 1440 < (length % 1440 or 1440)


# --- the switches of the clock

SETTINGS = [
    # so many days before, at most 60 of them, 14 after
    ("remind_self", "60", (60,)),
    ("remind_self", "61", None),
    ("remind_self", "-14", (-14,)),
    ("remind_self", "-15", None),
    ("remind_self", "60 -14", (60, -14)),
    ("remind_self", "none", ()),
    ("remind_self", "", None),
    ("remind_self", "0", (0,)),
    ("remind_self", "-0", (0,)),
    ("remind_self", "07", (7,)),
    ("remind_self", "007", None),
    ("remind_self", " 7  3 ", (7, 3)),
    ("remind_self", "7 7", None),
    ("remind_self", "3 7", None),
    ("remind_self", "7 none", None),
    ("remind_self", "7,3", None),
    ("remind_self", "+7", None),
    ("remind_self", "7.5", None),
    ("remind_self", "٧", None),
    ("remind_self", "8 7 6 5 4 3 2 1", (8, 7, 6, 5, 4, 3, 2, 1)),
    ("remind_self", "9 8 7 6 5 4 3 2 1", None),
    # an hour of the day
    ("remind_at", "00:00", time(0)),
    ("remind_at", "23:59", time(23, 59)),
    ("remind_at", "24:00", None),
    ("remind_at", "08:60", None),
    ("remind_at", "8:00", None),
    ("remind_at", "08:00:00", None),
    ("remind_at", "08:00\n", None),
    ("remind_at", "0٨:00", None),
    ("remind_at", "", None),
    # days off: the country's or not, and up to 40 of one's own
    ("days_off", "national", DaysOff(True, frozenset())),
    ("days_off", "none", DaysOff(False, frozenset())),
    ("days_off", "national 2027-03-26", DaysOff(True, frozenset({date(2027, 3, 26)}))),
    ("days_off", "none 2027-03-26", DaysOff(False, frozenset({date(2027, 3, 26)}))),
    ("days_off", "2027-03-26", None),
    ("days_off", "national 26/3/2027", None),
    ("days_off", "national 2027-02-29", None),
    ("days_off", "national 2027-03-26 2027-03-26", None),
    ("days_off", "national none", None),
    ("days_off", "", None),
]


@pytest.mark.parametrize(("name", "value", "expected"), SETTINGS)
def test_what_a_switch_of_the_clock_takes(name: str, value: str, expected: object) -> None:
    refused = read_setting(name, value)
    assert (refused is None) == (expected is not None)
    assert expected is None or getattr(policy(2027, {name: value}), name) == expected


@pytest.mark.parametrize(("count", "taken"), [(40, True), (41, False)])
def test_a_unit_has_up_to_forty_days_off_of_its_own(count: int, taken: bool) -> None:
    days = " ".join((date(2027, 1, 1) + n * DAY).isoformat() for n in range(count))
    assert (read_setting("days_off", f"national {days}") is None) == taken


@pytest.mark.parametrize(("value", "taken"), [("0", False), ("1", True), ("30", True), ("31", False)])
def test_after_how_many_days_an_overdue_branch_is_somebody_elses_matter(value: str, taken: bool) -> None:
    assert (read_setting("escalate_after", value) is None) == taken  # PN-11
