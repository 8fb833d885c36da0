"""By when a content is done: a day, month, quarter or year that fits before the rating (PN-16, PN-09)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

Precision = Literal["day", "month", "quarter", "year"]

_MONTHS: dict[Precision, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Window:
    """The days that can be chosen: today to the rating day of the member's sector, in the cycle of `year`."""

    today: date
    latest: date
    year: int


@dataclass(frozen=True, slots=True)
class Due:
    """A period: `start` is its first calendar day, `end` the last day that counts, cut at the rating day."""

    precision: Precision
    start: date
    end: date

    @property
    def number(self) -> int:
        """Which quarter of the year it is, or which month it begins in."""
        return (self.start.month + 2) // 3 if self.precision == "quarter" else self.start.month

    @property
    def year(self) -> int:
        return self.start.year

    @property
    def clipped(self) -> bool:
        return self.end < _last_day(self.precision, self.start)

    def as_json(self) -> list[str]:
        return [self.precision, self.start.isoformat(), self.end.isoformat()]

    @classmethod
    def from_json(cls, value: object) -> Self | None:
        """The period that `as_json` wrote; None for anything that it cannot have written."""
        match value:
            case [("day" | "month" | "quarter" | "year") as precision, str(start), str(end)]:
                try:
                    due = cls(precision, date.fromisoformat(start), date.fromisoformat(end))
                except ValueError:
                    return None
                return due if due._is_sound() and due.as_json() == value else None
        return None

    def _is_sound(self) -> bool:
        months = _MONTHS.get(self.precision)
        begins = months is None or (self.start.day == 1 and (self.start.month - 1) % months == 0)
        return begins and self.start <= self.end <= _last_day(self.precision, self.start)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a period cannot be taken. `asked` is the whole period that was meant, where the calendar has it."""

    code: Literal["past", "late", "closed", "no-such-date"]
    latest: date
    asked: Due | None = None


Fitted = Due | tuple[Due, ...] | Refusal


def fit(
    window: Window,
    *,
    day: int | None = None,
    month: int | None = None,
    quarter: int | None = None,
    year: int | None = None,
) -> Fitted:
    """The period named by these numbers, as fine as the finest of them; without any, the cycle's year.

    A year left out is each year that brings the period into the window: several come back in order, and where
    there is none the cycle's year tells why.
    """
    precision: Precision = (
        "day" if day is not None else "month" if month is not None else "quarter" if quarter is not None else "year"
    )
    first_month = 3 * quarter - 2 if quarter is not None else 1 if month is None else month
    first_day = 1 if day is None else day

    def in_year(year: int) -> Due | Refusal:
        try:
            start = date(year, first_month, first_day)
        except ValueError:
            return Refusal("no-such-date", window.latest)
        return _into(window, precision, start)

    if year is not None or precision == "year":
        return in_year(window.year if year is None else year)
    years = range(window.today.year, window.latest.year + 1)
    found = tuple(due for due in map(in_year, years) if isinstance(due, Due))
    if len(found) > 1:
        return found
    return found[0] if found else in_year(window.year)


def still_fits(due: Due, window: Window) -> Due | Refusal:
    """A stored answer on a later day, or after the rating day was moved: cut anew, to either side."""
    return _into(window, due.precision, due.start)


def _into(window: Window, precision: Precision, start: date) -> Due | Refusal:
    whole = Due(precision, start, _last_day(precision, start))
    if window.latest < window.today:
        return Refusal("closed", window.latest, whole)
    if whole.start > window.latest:
        return Refusal("late", window.latest, whole)
    if whole.end < window.today:
        return Refusal("past", window.latest, whole)
    return Due(precision, start, min(whole.end, window.latest))


def _last_day(precision: Precision, start: date) -> date:
    if precision == "day":
        return start
    month = start.month + _MONTHS[precision] - 1
    return date(start.year, month, monthrange(start.year, month)[1])
