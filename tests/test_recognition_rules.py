"""What follows on a rating, by the rules alone: one line for each side of each boundary (PN-25, N9, TV-06)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.eligibility import NOT_CLASSIFIED
from rules.permissions import obstacle_to_reopen, obstacle_to_rule
from rules.policy import policy
from rules.rating import GRADES, OUTCOMES
from rules.recognition import (
    Step,
    act_above,
    asks,
    court,
    half_year_opens,
    obstacle_to_appeal,
    spread,
    steps_to_confirm,
)

POLICY = policy(2027, {})
TOLD = date(2027, 5, 10)


@pytest.mark.parametrize(
    ("kind", "above", "act"),
    [
        ("chi-doan", 1, "recognise"),
        ("chi-doan-co-so", 1, "note"),
        ("chi-doan", None, None),
        ("chi-doan-co-so", None, None),
    ],
)
def test_scenario_23_the_kind_of_branch_decides_between_recognition_and_note(
    kind: str, above: int | None, act: str | None
) -> None:
    assert act_above(kind, above) == act


@pytest.mark.parametrize(
    ("computed", "outcome", "appealed", "question"),
    [
        ("tot", "tot", False, False),
        ("tot", "tot", True, True),
        ("tot", "xuat-sac", False, True),
        ("khong-phan-loai", "khong-phan-loai", False, False),
        ("chua-danh-gia", "chua-danh-gia", False, True),
        (None, "tot", False, True),
    ],
)
def test_what_raises_a_question(computed: str | None, outcome: str, appealed: bool, question: bool) -> None:
    assert asks(computed, outcome, appealed=appealed) is question


@pytest.mark.parametrize(
    ("state", "told", "today", "pending", "code"),
    [
        ("recognised", TOLD, date(2027, 5, 20), False, None),  # the tenth day
        ("recognised", TOLD, date(2027, 5, 21), False, "late"),
        ("noted", TOLD, TOLD, False, None),
        ("decided", TOLD, TOLD, False, None),
        ("reported", TOLD, TOLD, False, None),
        ("decided", None, TOLD, False, "not-yet"),  # the meeting is not closed
        ("returned", TOLD, TOLD, False, "not-yet"),
        ("reopened", TOLD, TOLD, False, "not-yet"),
        ("open", TOLD, TOLD, False, "not-yet"),
        ("recognised", TOLD, TOLD, True, "pending"),
    ],
)
def test_an_appeal_has_its_days_and_is_open_once(
    state: str, told: date | None, today: date, pending: bool, code: str | None
) -> None:
    assert obstacle_to_appeal(POLICY, state, told, today, pending=pending) == code


BRANCH, SCHOOL, PROVINCE = 1, 2, 3


@pytest.mark.parametrize(
    ("levels", "barred", "unit"),
    [
        ([(BRANCH, (10,)), (SCHOOL, (20,)), (PROVINCE, (30,))], (10,), SCHOOL),
        ([(SCHOOL, (20,)), (PROVINCE, (30,))], (20,), PROVINCE),
        ([(BRANCH, (10,)), (SCHOOL, ()), (PROVINCE, (30,))], (10,), PROVINCE),  # nobody sits there
        ([(BRANCH, (10,)), (SCHOOL, (10,)), (PROVINCE, (30,))], (10,), PROVINCE),  # only who decided sits there
        ([(SCHOOL, (20, 21))], (20,), SCHOOL),  # nothing above: somebody else of the same level
        ([(SCHOOL, (20,))], (20,), None),
    ],
)
def test_an_appeal_goes_to_the_next_level_that_has_somebody_who_did_not_decide(
    levels: list[tuple[int, tuple[int, ...]]], barred: tuple[int, ...], unit: int | None
) -> None:
    assert court(levels, barred) == unit


@pytest.mark.parametrize(
    ("person", "offices", "code"),
    [
        (20, {SCHOOL}, None),  # the level that recognised
        (30, {PROVINCE}, None),  # above it
        (10, {BRANCH}, "not-yours"),
        (20, set(), "not-yours"),
        (7, {SCHOOL}, "own-result"),
    ],
)
def test_who_opens_a_closed_result_again(person: int, offices: set[int], code: str | None) -> None:
    assert obstacle_to_reopen(person, offices, 7, (SCHOOL, PROVINCE)) == code


@pytest.mark.parametrize(
    ("person", "offices", "code"),
    [
        (30, {PROVINCE}, None),
        (30, {SCHOOL}, "not-yours"),
        (20, {PROVINCE}, "decided-it"),
        (7, {PROVINCE}, "own-result"),
        (7, set(), "not-yours"),
    ],
)
def test_who_rules_on_an_appeal(person: int, offices: set[int], code: str | None) -> None:
    assert obstacle_to_rule(person, offices, PROVINCE, 7, (10, 20)) == code


@pytest.mark.parametrize(("sector", "day"), [("truong-hoc", date(2027, 1, 1)), ("dia-ban", date(2027, 6, 1))])
def test_the_half_year_can_be_confirmed_from_its_last_month_on(sector: str, day: date) -> None:
    assert half_year_opens(2027, sector) == day


def test_the_level_above_confirms_after_the_branch_and_nobody_twice() -> None:
    branch, above = (Step(1, 1, 2027, "year", level) for level in ("branch", "above"))
    assert steps_to_confirm([branch, above], []) == (branch,)
    assert steps_to_confirm([branch, above], [branch]) == (above,)
    assert steps_to_confirm([branch, above], [branch, above]) == ()


standings = st.sampled_from(("eligible", "paper", "wait-remarks", *NOT_CLASSIFIED))


@given(st.lists(st.tuples(st.sampled_from((*OUTCOMES, None)), standings)))
def test_the_spread_counts_everybody_exactly_once(results: list[tuple[str | None, str]]) -> None:
    found = spread(results)
    assert found.total == len(results)
    assert found.classified == sum(outcome in GRADES for outcome, _ in results)
    assert list(found.grades) == list(GRADES)
