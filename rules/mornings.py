"""Whether a committee is told in the morning how its branch stands: of news always, of the rest now and then."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta

from rules.deadlines import DAY, Step, next_day_on, tells
from rules.telling import NEAR

AFTER = timedelta(days=30)  # for so long after a step's day it is said who has not done it
WEEK = timedelta(days=7)
LAST_DAYS = 5  # of a month, in which a committee is asked for the talk that it has not written down (PN-18)


def in_view(step: Step, today: date) -> bool:
    """Whether a digest of this day counts who has not done the step."""
    return step.day - NEAR <= today <= step.day + AFTER


def comes_again(step: Step, today: date, off: Collection[date]) -> bool:
    """Whether what has not changed is said on this day: when whoever owes the step is told, too."""
    return any(tell.on == today for tell in tells(step, off))


def talk_is_asked_for(today: date) -> bool:
    """Whether a month without a talk is named: in its last days."""
    return _end(today) - today < LAST_DAYS * DAY


def talk_comes_again(today: date, off: Collection[date]) -> bool:
    """Whether that alone is worth a message: on the first of those days, and on the last."""
    end = _end(today)
    return today in (next_day_on(end - (LAST_DAYS - 1) * DAY, off), end)


def is_worth_saying(*, news: bool, stands: bool, again: bool, told: date | None, today: date) -> bool:
    """Nothing when nothing (products.md row 65).

    What stands as it stood is no reason to write every morning: it is said when it comes `again`, and after a week.
    `told`: when the person last got a digest of this branch.
    """
    return news or (stands and (again or told is None or today >= told + WEEK))


def day_before(today: date, off: Collection[date]) -> date:
    """The last day before on which somebody could be told something."""
    day = today - DAY
    while day in off:
        day -= DAY
    return day


def _end(today: date) -> date:
    return today.replace(day=monthrange(today.year, today.month)[1])
