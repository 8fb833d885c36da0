"""Who owes a step, and who wants to hear of it: one line a side of each boundary, with the requirement it is from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.deadlines import Hours
from rules.policy import policy
from rules.reminding import Facts, Frequency, Wishes, obstacle_to_owe, obstacle_to_tell, wanted

POLICY = policy(2027, {})
DAY, BEFORE, AFTER = date(2026, 12, 15), date(2026, 12, 1), date(2026, 12, 16)
JOINED = date(2025, 3, 26)
NOTHING = Facts(since=JOINED)
REGISTERED = Facts(since=JOINED, form="confirmed")
COMMITTEE = Facts(since=JOINED)

# --- who owes registering (PN-03)

REGISTERING = [
    pytest.param(NOTHING, BEFORE, None, id="PN-03: no form"),
    pytest.param(replace(NOTHING, form="recalled"), BEFORE, None, id="PN-03: taken back"),
    pytest.param(replace(NOTHING, form="returned"), BEFORE, None, id="PN-15: returned, so it is theirs again"),
    pytest.param(replace(NOTHING, form="sent"), BEFORE, "done", id="PN-03: sent"),
    pytest.param(replace(NOTHING, form="opened"), BEFORE, "done", id="PN-15: the committee has it before it"),
    pytest.param(replace(NOTHING, form="confirmed"), BEFORE, "done", id="PN-15: confirmed"),
    pytest.param(replace(NOTHING, here=False), BEFORE, "left", id="PN-02: not on the list of the unit"),
    pytest.param(replace(NOTHING, here=False, form="sent"), BEFORE, "left", id="PN-02 before all else"),
    pytest.param(replace(NOTHING, paper=True), BEFORE, "paper", id="PN-06: on paper"),
    pytest.param(replace(NOTHING, paper=True, form="sent"), BEFORE, "paper", id="PN-06: paper, whatever lies there"),
    pytest.param(NOTHING, DAY, None, id="PN-03: on the day"),
    pytest.param(NOTHING, AFTER, None, id="scenario 3: the day after it is late, and still owed"),
    pytest.param(replace(NOTHING, since=DAY), AFTER, None, id="PN-28: came on the day"),
    pytest.param(replace(NOTHING, since=AFTER), AFTER, "wait", id="scenario 19: came after it, waits for guidance"),
    pytest.param(replace(NOTHING, since=AFTER, let_in=True), AFTER, None, id="scenario 19: let in by the committee"),
    pytest.param(replace(NOTHING, since=AFTER, form="returned"), AFTER, None, id="PN-28: has registered all the same"),
    pytest.param(replace(NOTHING, rated=True), BEFORE, None, id="no rating ends registering"),
]


@pytest.mark.parametrize(("facts", "today", "code"), REGISTERING)
def test_who_owes_a_registration(facts: Facts, today: date, code: str | None) -> None:
    assert obstacle_to_owe("registration", POLICY, facts, today) == code


@pytest.mark.parametrize(
    ("late", "today", "code"),
    [("no", DAY, None), ("no", AFTER, "closed"), ("consent", AFTER, None), ("yes", AFTER, None)],
)
def test_where_nothing_late_is_taken_nothing_is_owed_after_the_day(late: str, today: date, code: str | None) -> None:
    """domain.md 7"""
    assert obstacle_to_owe("registration", policy(2027, {"late": late}), NOTHING, today) == code


# --- who owes looking back (PN-21) and assessing the year (PN-22)

OF_THE_YEAR = [
    pytest.param("interim", REGISTERED, None, id="PN-21: has not looked back"),
    pytest.param("interim", replace(REGISTERED, answered=True), "done", id="PN-21: has"),
    pytest.param("interim", replace(REGISTERED, assessment="sent"), None, id="PN-21: the year is another word"),
    pytest.param("self", REGISTERED, None, id="PN-22: no self-assessment"),
    pytest.param("self", replace(REGISTERED, assessment="sent"), "done", id="PN-22: sent"),
    pytest.param("self", replace(REGISTERED, assessment="opened"), "done", id="PN-22: the committee has it before it"),
    pytest.param("self", replace(REGISTERED, assessment="recalled"), None, id="PN-22: taken back"),
    pytest.param("self", replace(REGISTERED, assessment="returned"), None, id="PN-22: returned"),
    pytest.param("self", replace(REGISTERED, answered=True), None, id="PN-22: looking back is another word"),
]
BOTH = [
    pytest.param(replace(REGISTERED, here=False), "left", id="PN-02: not on the list of the unit"),
    pytest.param(replace(REGISTERED, paper=True), "paper", id="PN-06: on paper"),
    pytest.param(replace(REGISTERED, rated=True), "rated", id="PN-23: the committee has spoken"),
    *(
        pytest.param(replace(REGISTERED, form=form), "no-form", id=f"PN-22: nothing to look back on, {form}")
        for form in (None, "sent", "opened", "returned", "recalled")
    ),
]


@pytest.mark.parametrize(("kind", "facts", "code"), OF_THE_YEAR)
def test_who_owes_a_word_on_the_year(kind: str, facts: Facts, code: str | None) -> None:
    assert obstacle_to_owe(kind, POLICY, facts, AFTER) == code


@pytest.mark.parametrize("kind", ["interim", "self"])
@pytest.mark.parametrize(("facts", "code"), BOTH)
def test_who_owes_no_word_on_the_year(kind: str, facts: Facts, code: str) -> None:
    assert obstacle_to_owe(kind, POLICY, facts, AFTER) == code


# --- what a committee owes (PN-07, PN-09)

COMMITTEES = [
    pytest.param(COMMITTEE, None, id="open"),
    pytest.param(replace(COMMITTEE, finished=True), "done", id="done"),
    pytest.param(replace(COMMITTEE, here=False), "left", id="TV-14: no office any more"),
    pytest.param(replace(COMMITTEE, here=False, finished=True), "left", id="no office, whatever was done"),
    pytest.param(replace(COMMITTEE, peopled=False), "nobody", id="nobody on the list: nothing to enter or to rate"),
    pytest.param(replace(COMMITTEE, peopled=False, finished=True), "done", id="done, and gone since"),
    pytest.param(replace(COMMITTEE, paper=True), None, id="PN-06: registers on paper, and still has the office"),
    pytest.param(replace(COMMITTEE, form="confirmed", rated=True), None, id="rated, and still has the office"),
]


@pytest.mark.parametrize("kind", ["entry", "rating"])
@pytest.mark.parametrize(("facts", "code"), COMMITTEES)
def test_what_a_committee_owes(kind: str, facts: Facts, code: str | None) -> None:
    assert obstacle_to_owe(kind, POLICY, facts, AFTER) == code


# --- who wants to hear of it (products.md 57)

LADDER = (14, 7, 3, 1, 0, -1)
WANTED: list[tuple[Frequency, Sequence[int], Sequence[int]]] = [
    ("every", LADDER, LADDER),
    ("fewer", LADDER, (0, 7, 14, -1)),
    ("fewer", (14, 10, 7, 3, 1, 0, -1), (0, 7, 14, -1)),
    ("fewer", (8, 1), (1, 8)),
    ("fewer", (7, 1), (1,)),
    ("fewer", (-1, -7), ()),
    ("last", LADDER, (0,)),
    ("last", (14, 7, 3), (3,)),
    ("last", (-1,), ()),
    ("every", (), ()),
    ("fewer", (), ()),
    ("last", (), ()),
]


@pytest.mark.parametrize(("frequency", "offsets", "kept"), WANTED)
def test_how_often_somebody_wants_to_be_told(frequency: Frequency, offsets: Sequence[int], kept: Sequence[int]) -> None:
    assert sorted(wanted(frequency, offsets)) == sorted(kept)


@given(st.sets(st.integers(-14, 60), max_size=8).map(lambda days: tuple(sorted(days, reverse=True))))
def test_whoever_wants_to_be_told_less_is_told_at_the_last_all_the_same(offsets: tuple[int, ...]) -> None:
    before = [offset for offset in offsets if offset >= 0]
    kept = sorted(offset for offset in wanted("fewer", offsets) if offset >= 0)
    assert set(wanted("last", offsets)) <= set(wanted("fewer", offsets)) <= set(offsets)
    assert kept[:1] == list(wanted("last", offsets)) == before[-1:]
    assert all(later - sooner >= 7 for sooner, later in pairwise(kept))


TODAY = date(2026, 12, 8)
TOLD = [
    pytest.param(Wishes(), 7, None, id="no wish"),
    pytest.param(Wishes(quiet=True), 7, "quiet", id="wants none"),
    pytest.param(Wishes(quiet=True), 0, "quiet", id="not even the last"),
    pytest.param(Wishes(snoozed_until=TODAY), 7, None, id="later has come"),
    pytest.param(Wishes(snoozed_until=TODAY + timedelta(1)), 7, "snoozed", id="later is tomorrow"),
    pytest.param(Wishes(quiet=True, snoozed_until=TODAY + timedelta(1)), 7, "quiet", id="quiet before later"),
    pytest.param(Wishes(frequency="fewer"), 7, None, id="one a week: this one"),
    pytest.param(Wishes(frequency="fewer"), 3, "frequency", id="one a week: not this one"),
    pytest.param(Wishes(frequency="fewer"), -1, None, id="one a week, and after it"),
    pytest.param(Wishes(frequency="last"), 1, "frequency", id="only the last: not the one before it"),
    pytest.param(Wishes(frequency="last"), 0, None, id="only the last: this is it"),
    pytest.param(Wishes(frequency="last"), 5, None, id="a day that is none of the step's was asked for"),
]


@pytest.mark.parametrize(("wishes", "offset", "code"), TOLD)
def test_who_wants_to_hear_of_what_is_owed(wishes: Wishes, offset: int, code: str | None) -> None:
    assert obstacle_to_tell(wishes, offset, LADDER, TODAY) == code


HOURS = Hours(time(7), time(21), frozenset({TODAY}))


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        (None, None, (time(7), time(21))),
        (time(12), None, (time(12), time(21))),
        (None, time(18), (time(7), time(18))),
        (time(22), time(5), (time(22), time(5))),
        (time(0), None, (time(0), time(21))),
        (None, time(0), (time(7), time(0))),
    ],
    ids=["none of their own", "opens", "closes", "at night", "from midnight", "until midnight"],
)
def test_somebodys_own_hours_come_before_the_units(
    opens: time | None, closes: time | None, expected: tuple[time, time]
) -> None:
    hours = Wishes(opens=opens, closes=closes).within(HOURS)
    assert (hours.opens, hours.closes) == expected
    assert hours.days_off == HOURS.days_off, "a day off of the unit is one for everybody"
