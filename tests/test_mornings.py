"""When a committee is told how its branch stands: of news always, of what only stands now and then, else not at all."""

from datetime import date, timedelta

import pytest

from rules.deadlines import Step
from rules.mornings import (
    comes_again,
    day_before,
    in_view,
    is_worth_saying,
    talk_comes_again,
    talk_is_asked_for,
)

DAY = date(2026, 12, 15)
REGISTRATION = Step("registration", DAY, (14, 7, 3, 1, 0, -1))


@pytest.mark.parametrize(("days", "seen"), [(15, False), (14, True), (0, True), (-30, True), (-31, False)])
def test_who_has_not_done_a_step_is_counted_around_its_day(days: int, seen: bool) -> None:
    assert in_view(REGISTRATION, DAY - timedelta(days=days)) is seen


@pytest.mark.parametrize(
    ("days", "again"),
    [
        (15, False),
        (14, True),
        (13, False),
        (8, False),
        (7, True),
        (2, False),
        (1, True),
        (0, True),
        (-1, True),
        (-2, False),
    ],
)
def test_what_stands_comes_again_on_the_days_on_which_the_step_is_spoken_of(days: int, again: bool) -> None:
    assert comes_again(REGISTRATION, DAY - timedelta(days=days), ()) is again


def test_a_day_off_passes_the_word_on() -> None:
    off = {date(2026, 12, 8)}
    assert not comes_again(REGISTRATION, date(2026, 12, 8), off)
    assert comes_again(REGISTRATION, date(2026, 12, 9), off)


@pytest.mark.parametrize(
    ("news", "stands", "again", "told", "worth"),
    [
        pytest.param(False, False, True, None, False, id="nothing when nothing, whatever the day"),
        pytest.param(True, False, False, 1, True, id="news, although all of it was decided"),
        pytest.param(True, True, False, 1, True, id="news"),
        pytest.param(False, True, False, 1, False, id="the same as yesterday"),
        pytest.param(False, True, False, 6, False, id="the same for six days"),
        pytest.param(False, True, False, 7, True, id="the same for a week"),
        pytest.param(False, True, True, 1, True, id="the same, on a day on which the step is spoken of"),
        pytest.param(False, True, False, None, True, id="never told before"),
    ],
)
def test_what_is_worth_a_message(news: bool, stands: bool, again: bool, told: int | None, worth: bool) -> None:
    """products.md rule 30 and row 65; `told`: so many days ago."""
    before = None if told is None else DAY - timedelta(days=told)
    assert is_worth_saying(news=news, stands=stands, again=again, told=before, today=DAY) is worth


@pytest.mark.parametrize(
    ("day", "asked", "again"),
    [
        ("2026-12-26", False, False),
        ("2026-12-27", True, True),
        ("2026-12-28", True, False),
        ("2026-12-31", True, True),
        ("2027-02-23", False, False),
        ("2027-02-24", True, True),
        ("2027-02-28", True, True),
    ],
)
def test_a_month_without_a_talk_is_named_in_its_last_days(day: str, asked: bool, again: bool) -> None:
    """PN-18"""
    today = date.fromisoformat(day)
    assert talk_is_asked_for(today) is asked
    assert talk_comes_again(today, ()) is again


def test_the_talk_is_asked_for_on_the_first_day_that_is_not_off() -> None:
    off = {date(2026, 12, 27), date(2026, 12, 28)}
    assert not talk_comes_again(date(2026, 12, 27), off)
    assert talk_comes_again(date(2026, 12, 29), off)


def test_the_last_morning_was_the_last_that_was_not_off() -> None:
    assert day_before(DAY, ()) == date(2026, 12, 14)
    assert day_before(DAY, {date(2026, 12, 14), date(2026, 12, 13)}) == date(2026, 12, 12)
