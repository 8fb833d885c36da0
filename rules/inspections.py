"""How often a level inspects the units below it: every six months and every year (TV-02)."""

from collections.abc import Iterable
from datetime import date
from typing import Literal

Period = Literal["half-year", "year"]


def period_of(year: int, day: date) -> Period | None:
    """Which inspection of the year a day belongs to: up to 30 June, or after it; None for a day of a later year."""
    if day <= date(year, 6, 30):
        return "half-year"
    return "year" if day <= date(year, 12, 31) else None


def last_day(year: int, period: Period) -> date:
    return date(year, 6, 30) if period == "half-year" else date(year, 12, 31)


def missing(year: int, days: Iterable[date]) -> tuple[Period, ...]:
    """The inspections of the year for which no round was begun."""
    there = {period_of(year, day) for day in days}
    periods: tuple[Period, ...] = ("half-year", "year")
    return tuple(period for period in periods if period not in there)
