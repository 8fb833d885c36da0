"""What becomes of a row of the ledger when its message would go: one line a side of each boundary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.policy import Policy, policy
from rules.reminding import Facts, Wishes
from rules.verdicts import Judged, Owed, judge

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CYCLE, UNIT = 3, 5


@dataclass(frozen=True, slots=True)
class Year:
    """A cycle as it counts for a unit."""

    policy: Policy
    id: int = CYCLE
    sector: str = "dia-ban"


ROW = Owed(
    id=1,
    notice=9,
    person=7,
    step="registration",
    offset=3,
    seat=0,
    unit=UNIT,
    cycle=CYCLE,
    day=date(2026, 12, 15),
    asked=False,
    facts=Facts(since=date(2025, 3, 26)),
    wishes=Wishes(),
)


def at(text: str) -> datetime:
    """12/12 8:00, of the winter in which the year 2027 begins"""
    day, _, hour = text.partition(" ")
    numbers = [int(number) for number in day.split("/")]
    year = numbers[2] if len(numbers) == 3 else 2026
    h, _, m = hour.partition(":")
    return datetime(year, numbers[1], numbers[0], int(h), int(m), tzinfo=ZONE)


def judged(*rows: Owed, now: str = "12/12 8:00", **settings: str) -> Sequence[Judged]:
    return judge(rows, {UNIT: Year(policy(2027, settings))}, at(now), frozenset())


def said(one: Judged) -> str:
    """tell · put-off quiet-hours 13/12 7:00 · skipped done"""
    then = f"{one.then:%-d/%-m %-H:%M}" if one.then else ""
    return " ".join(word for word in (one.verdict, one.reason, then) if word)


# --- the hours of the unit and of the person

HOURS = [
    pytest.param("12/12 6:59", {}, "put-off quiet-hours 12/12 7:00", id="products.md 23: before seven"),
    pytest.param("12/12 7:00", {}, "tell", id="products.md 23: at seven"),
    pytest.param("12/12 20:59", {}, "tell", id="products.md 23: before nine in the evening"),
    pytest.param("12/12 21:00", {}, "put-off quiet-hours 13/12 7:00", id="products.md 23: at nine"),
    pytest.param("13/12 00:30", {}, "put-off quiet-hours 13/12 7:00", id="products.md 23: after midnight"),
    pytest.param("12/12 8:00", {"quiet_until": "09:00"}, "put-off quiet-hours 12/12 9:00", id="the unit's own hour"),
]


@pytest.mark.parametrize(("now", "settings", "expected"), HOURS)
def test_nobody_is_told_at_a_quiet_hour(now: str, settings: dict[str, str], expected: str) -> None:
    (one,) = judged(ROW, now=now, **settings)
    assert said(one) == expected


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (Wishes(opens=time(18)), "put-off quiet-hours 12/12 18:00"),
        (Wishes(opens=time(8)), "tell"),
        (Wishes(closes=time(8)), "put-off quiet-hours 13/12 7:00"),
        (Wishes(opens=time(22), closes=time(6)), "put-off quiet-hours 12/12 22:00"),
    ],
    ids=["after work", "from now on", "until now", "at night"],
)
def test_somebodys_own_hours_count(wishes: Wishes, expected: str) -> None:
    (one,) = judged(replace(ROW, wishes=wishes))
    assert said(one) == expected


@pytest.mark.parametrize(
    ("switch", "expected"),
    [("national", "put-off quiet-hours 13/12 7:00"), ("none", "tell")],
    ids=["a day off of the country", "one on which the unit works"],
)
def test_a_unit_keeps_the_countrys_days_off_or_not(switch: str, expected: str) -> None:
    cycles = {UNIT: Year(policy(2027, {"days_off": switch}))}
    asked = replace(ROW, asked=True)
    (one,) = judge([asked], cycles, at("12/12 8:00"), frozenset({date(2026, 12, 12)}))
    assert said(one) == expected


def test_a_day_that_has_become_one_off_is_passed_on_with_its_hour() -> None:
    (one,) = judged(ROW, days_off="none 2026-12-12")
    assert said(one) == "put-off not-yet 13/12 8:00"


# --- in the middle of it


def test_whoever_is_in_the_middle_of_the_step_is_left_alone_for_two_hours() -> None:
    """products.md row 60"""
    (one,) = judged(replace(ROW, busy=True))
    assert said(one) == "put-off in-the-middle 12/12 10:00"


def test_whoever_has_finished_is_not_in_the_middle_of_it() -> None:
    (one,) = judged(replace(ROW, busy=True, facts=Facts(form="sent")))
    assert said(one) == "skipped done"


# --- owed no more, wanted no more

SKIPPED = [
    pytest.param(replace(ROW, facts=Facts(form="sent")), "skipped done", id="products.md 51: just finished"),
    pytest.param(replace(ROW, facts=Facts(here=False)), "skipped left", id="PN-02: left the branch"),
    pytest.param(replace(ROW, facts=Facts(paper=True)), "skipped paper", id="PN-06: on paper since"),
    pytest.param(replace(ROW, wishes=Wishes(quiet=True)), "skipped quiet", id="products.md 57: wants none"),
    pytest.param(
        replace(ROW, wishes=Wishes(frequency="last")), "skipped frequency", id="products.md 57: only the last"
    ),
    pytest.param(
        replace(ROW, wishes=Wishes(snoozed_until=date(2026, 12, 13))), "skipped snoozed", id="products.md 57: later"
    ),
    pytest.param(
        replace(ROW, asked=True, wishes=Wishes(frequency="last", snoozed_until=date(2026, 12, 13))),
        "tell",
        id="products.md 57: this is the later that was asked for",
    ),
    pytest.param(replace(ROW, asked=True, wishes=Wishes(quiet=True)), "skipped quiet", id="asked, then silenced"),
    pytest.param(replace(ROW, asked=True, facts=Facts(form="sent")), "skipped done", id="asked, then done"),
]


@pytest.mark.parametrize(("row", "expected"), SKIPPED)
def test_who_is_passed_over(row: Owed, expected: str) -> None:
    (one,) = judged(row)
    assert said(one) == expected


# --- too late

AFTER = replace(ROW, offset=-1)
LATE = [
    pytest.param(replace(ROW, offset=0), "15/12 20:59", {}, "tell", id="PN-03: the last evening"),
    pytest.param(replace(ROW, offset=0), "16/12 7:00", {}, "expired deadline-passed", id="PN-03: the day after"),
    pytest.param(replace(ROW, asked=True), "16/12 7:00", {}, "expired deadline-passed", id="asked for, and passed"),
    pytest.param(AFTER, "16/12 8:00", {}, "tell", id="one after it"),
    pytest.param(AFTER, "23/12 8:00", {}, "tell", id="products.md row 56: a week after the day it was for"),
    pytest.param(AFTER, "24/12 8:00", {}, "expired too-late", id="products.md row 56: no later"),
    pytest.param(
        AFTER,
        "29/12 8:00",
        {"days_off": "none " + " ".join(f"2026-12-{day}" for day in range(16, 22))},
        "tell",
        id="products.md 23: days off have shifted it, and the week begins then",
    ),
    pytest.param(replace(ROW, step="interim 2027-Q3"), "12/12 8:00", {}, "expired no-step", id="no such round here"),
]


@pytest.mark.parametrize(("row", "now", "settings", "expected"), LATE)
def test_what_is_stale_is_not_told(row: Owed, now: str, settings: dict[str, str], expected: str) -> None:
    (one,) = judged(row, now=now, **settings)
    assert said(one) == expected


@pytest.mark.parametrize(
    ("cycles", "expected"),
    [
        ({}, "expired cycle-closed"),
        ({UNIT: Year(policy(2028, {}), id=CYCLE + 1)}, "expired cycle-closed"),
        ({UNIT: Year(policy(2027, {}))}, "tell"),
    ],
    ids=["no year open", "another year, or another parent", "the same"],
)
def test_a_row_belongs_to_the_cycle_of_its_unit(cycles: Mapping[int, Year], expected: str) -> None:
    (one,) = judge([ROW], cycles, at("12/12 8:00"), frozenset())
    assert said(one) == expected


# --- its day moves

MOVED = [
    pytest.param("2026-12-15", "tell", id="as planned: three days before"),
    pytest.param("2026-12-13", "tell", id="earlier: two days are left, and that is said"),
    pytest.param("2026-12-11", "expired deadline-passed", id="earlier, and over"),
    pytest.param("2026-12-25", "put-off not-yet 22/12 8:00", id="later: its day comes again"),
]


@pytest.mark.parametrize(("day", "expected"), MOVED)
def test_the_day_counts_as_it_is_now(day: str, expected: str) -> None:
    (one,) = judged(ROW, registration=day)
    assert said(one) == expected
    assert one.step is None or one.step.day == date.fromisoformat(day)


def test_what_was_for_after_the_day_waits_where_the_day_is_put_off() -> None:
    (one,) = judged(AFTER, now="16/12 8:00", registration="2026-12-31")
    assert said(one) == "put-off not-yet 1/1 8:00"


def test_what_waits_for_its_day_waits_past_days_off_and_for_its_own_hour() -> None:
    entry = replace(ROW, step="entry", seat=UNIT)
    (one,) = judged(entry, entry="2026-12-31", days_off="none 2026-12-28", quiet_until="08:30")
    assert said(one) == "put-off not-yet 29/12 8:30"


def test_what_was_asked_for_is_told_on_the_day_asked_for() -> None:
    (one,) = judged(replace(ROW, asked=True), registration="2026-12-25")
    assert said(one) == "tell"


# --- several rows in one message


def test_of_several_rows_of_a_step_the_one_nearest_to_its_day_is_told() -> None:
    rows = [replace(ROW, id=n, offset=offset) for n, offset in enumerate((7, 3, 14))]
    assert list(map(said, judged(*rows))) == ["expired superseded", "tell", "expired superseded"]


def test_the_nearest_that_is_put_off_supersedes_what_was_before_it() -> None:
    """Else somebody would hear "3 days left" now, and of the same step again in two hours."""
    rows = [replace(ROW, id=n, offset=offset, busy=offset == 1) for n, offset in enumerate((3, 1))]
    assert list(map(said, judged(*rows, now="14/12 8:00"))) == [
        "expired superseded",
        "put-off in-the-middle 14/12 10:00",
    ]


def test_one_that_is_passed_over_supersedes_nothing() -> None:
    seldom = Wishes(frequency="fewer")
    rows = [replace(ROW, id=n, offset=offset, wishes=seldom) for n, offset in enumerate((7, 3))]
    assert list(map(said, judged(*rows))) == ["tell", "skipped frequency"]


def test_steps_periods_and_seats_are_told_apart() -> None:
    confirmed = Facts(since=date(2025, 3, 26), form="confirmed")
    rows = [
        ROW,
        replace(ROW, id=2, step="entry", seat=UNIT, offset=7),
        replace(ROW, id=3, step="entry", seat=UNIT + 1, unit=UNIT + 1, offset=10),
        replace(ROW, id=4, step="interim 2027-H1", offset=0, facts=confirmed),
    ]
    cycles = {unit: Year(policy(2027, {"registration": "2026-12-13"})) for unit in (UNIT, UNIT + 1)}
    found = judge(rows, cycles, at("13/12 8:00"), frozenset())
    assert [one.verdict for one in found] == ["tell", "tell", "tell", "put-off"]


# --- the last one says so

LAST = [
    pytest.param(replace(ROW, offset=1), "14/12 8:00", {}, False, id="not the last"),
    pytest.param(replace(ROW, offset=0), "15/12 8:00", {}, True, id="products.md 24: the last before it is over"),
    pytest.param(AFTER, "16/12 8:00", {}, False, id="after it"),
    pytest.param(
        replace(ROW, offset=1), "14/12 8:00", {"remind_registration": "7 1"}, True, id="of a unit's own ladder"
    ),
    pytest.param(
        replace(ROW, offset=0),
        "13/12 8:00",
        {"days_off": "none 2026-12-14 2026-12-15"},
        True,
        id="days off have brought it forward",
    ),
    pytest.param(replace(ROW, offset=2, asked=True), "13/12 8:00", {}, False, id="asked for, and more to come"),
]


@pytest.mark.parametrize(("row", "now", "settings", "last"), LAST)
def test_the_last_before_the_day_is_over_is_known(row: Owed, now: str, settings: dict[str, str], last: bool) -> None:
    (one,) = judged(row, now=now, **settings)
    assert (one.verdict, one.last) == ("tell", last)


def test_who_hears_only_of_the_last_day_hears_of_that_and_not_of_the_friday_before() -> None:
    """domain.md 4.6: 20/12/2026 is a Sunday, so that Friday is spoken of as well."""
    entry = replace(ROW, step="entry", seat=UNIT, wishes=Wishes(frequency="last"))
    (friday,) = judged(replace(entry, offset=2), now="18/12 7:30")
    (sunday,) = judged(replace(entry, offset=0), now="20/12 7:30")
    assert (said(friday), said(sunday)) == ("skipped frequency", "tell")


# --- what is no step of a person

NEWS = [
    pytest.param(replace(ROW, step="digest 2026-12-12", day=date(2026, 12, 12)), "tell", id="the news of the day"),
    pytest.param(replace(ROW, step="digest 2026-12-11", day=date(2026, 12, 11)), "expired stale", id="of yesterday"),
    pytest.param(replace(ROW, step="month 2027-01", day=date(2027, 1, 1)), "tell", id="TN-08: the month to come"),
    pytest.param(replace(ROW, step="month 2026-12", day=date(2026, 12, 1)), "expired stale", id="TN-08: has come"),
    pytest.param(replace(ROW, step="overdue rating", day=date(2026, 11, 28)), "tell", id="PN-11: two weeks at most"),
    pytest.param(replace(ROW, step="overdue rating", day=date(2026, 11, 27)), "expired stale", id="PN-11: no longer"),
]


@pytest.mark.parametrize(("row", "expected"), NEWS)
def test_news_have_their_own_time(row: Owed, expected: str) -> None:
    (one,) = judged(replace(row, offset=0, seat=UNIT))
    assert said(one) == expected
    assert not one.last


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"facts": Facts(here=False)}, "skipped left"),
        ({"wishes": Wishes(quiet=True)}, "skipped quiet"),
        ({"wishes": Wishes(frequency="last")}, "tell"),
    ],
    ids=["TV-14: no office any more", "wants none", "how often is about steps"],
)
def test_who_gets_the_news(changes: dict[str, object], expected: str) -> None:
    row = replace(ROW, step="digest 2026-12-12", day=date(2026, 12, 12), offset=0, seat=UNIT)
    (one,) = judged(replace(row, **changes))  # type: ignore[arg-type]
    assert said(one) == expected


def test_a_week_is_what_the_rules_call_late() -> None:
    (one,) = judged(AFTER, now="1/1/2027 8:00")
    assert said(one) == "expired too-late"
    assert at("1/1/2027 8:00") - at("16/12 8:00") > timedelta(days=7)
