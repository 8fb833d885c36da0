"""When somebody is reminded, as people type it: an hour of the day, days before and after a last one, days off."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from chat.dates import read_due
from chat.fold import fold
from rules.due import Due, Window
from rules.policy import DaysOff

_CLOCK = re.compile(
    r"(?:luc |tu |den |vao )*(?P<hour>\d\d?)(?: ?(?:h|g|gio|:|\.)(?: ?(?P<minute>\d\d?|ruoi))?)?(?: ?(?:p|phut))?"
    r"(?: (?P<part>sang|trua|chieu|toi|dem))?"
)
_PARTS = {
    "sang": (range(13), 0),
    "trua": (range(1, 4), 12),
    "chieu": (range(1, 12), 12),
    "toi": (range(1, 12), 12),
    "dem": (range(7, 12), 12),
}
"""Which hours of a part of the day are meant so many hours later."""

_NEVER = frozenset({"khong", "khong nhac", "khong nhac gi", "khong nhac lan nao", "tat", "none"})
_MINUS = str.maketrans(dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}", "-"))
_OF_THE_DAY = re.compile(r"\b(truoc|sau) (?:ngay )?han\b")
_LAST_DAY = re.compile(r"\b(?:dung )?(?:vao )?(?:ngay|hom) (?:het )?han\b|\bdung (?:ngay|han|hom)\b|\bhom do\b")
_SIGNS = re.compile(r"(?<!\d)-\d+|\d+|[a-z]+|[^\sa-z\d]")
_BETWEEN = frozenset({",", ";", "/", "-", "va", "nhac"})

_NO_DAYS = frozenset({"khong", "khong co", "khong co ngay nao", "khong nghi", "khong nghi ngay nao", "none"})
_HOLIDAYS = re.compile(
    r"\b(?P<no>khong (?:nghi |theo |tinh |gom )?)?(?:cac )?(?:ngay )?(?:nghi )?le(?: tet)?(?: (?:cua )?ca nuoc)?\b"
)
_ONLY = re.compile(r"\b(?:chi|rieng)\b")
_APART = re.compile(r"[,;\n+]| va ")
_RUN = re.compile(r"(?:tu )?(?P<first>.+?)(?: (?:den|toi) | - )(?P<last>.+)")
_SAME_MONTH = re.compile(
    r"(?:tu |ngay )*(?P<first>\d\d?) ?(?:-|den|toi) ?(?P<last>\d\d?)(?P<month> ?[/.] ?\d.*| thang .*)"
)


def read_clock(typed: str) -> time | None:
    """ "8h", "8:00", "20h30", "8 giờ tối"; 24 o'clock is midnight."""
    found = _CLOCK.fullmatch(fold(unicodedata.normalize("NFKC", typed)).rstrip(". "))
    if not found:
        return None
    hour, minute = int(found["hour"]), 30 if found["minute"] == "ruoi" else int(found["minute"] or 0)
    if (part := found["part"]) is not None:
        hours, later = _PARTS[part]
        midnight = hour == 12 and part in ("toi", "dem")
        hour = 24 if midnight else hour + later if hour in hours else hour
    if (hour, minute) == (24, 0):
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_offsets(typed: str) -> tuple[int, ...] | None:
    """ "14, 7, 3, 1 ngày trước, đúng ngày hạn, 1 ngày sau", "7 3 0 -1", "không nhắc": days before, negative after.

    "Sau" behind numbers is about the last of them, as far as they grow: in "7, 3, 1 sau" about the one.
    """
    text = fold(unicodedata.normalize("NFKC", typed).translate(_MINUS)).rstrip(". ")
    if text in _NEVER:
        return ()
    days: list[int] = []
    open_, counted, after = 0, False, False  # from `open_` on no word has said yet what the numbers are about
    for sign in _SIGNS.findall(_LAST_DAY.sub("0", _OF_THE_DAY.sub(r"\1", text))):
        if sign.lstrip("-").isdecimal():
            days.append(-int(sign) if after else int(sign))
            counted = True
        elif sign in ("truoc", "sau"):
            if counted:
                days[open_:] = _turned(days[open_:]) if sign == "sau" else days[open_:]
                open_ = len(days)
            after, counted = sign == "sau" and not counted, False
        elif sign == "tuan" and counted:
            days[-1] *= 7
        elif sign in _BETWEEN:
            counted = False
        elif sign != "ngay":
            return None
    return tuple(sorted(set(days), reverse=True)) or None


def _turned(days: list[int]) -> list[int]:
    """The growing numbers at the end are days after."""
    begin = len(days)
    while begin > 0 and days[begin - 1] > 0 and (begin == len(days) or days[begin - 1] < days[begin]):
        begin -= 1
    return [*days[:begin], *(-day for day in days[begin:])]


def read_days_off(typed: str, today: date, year: int, *, national: bool) -> DaysOff | None:
    """ "ngày lễ, 3/2/2027, 10-12/3/2027", "chỉ 26/3/2027", "không": days up to the end of the year.

    Where nothing is said of the country's holidays they stay as they are: `national`.
    """
    text = fold(unicodedata.normalize("NFKC", typed).translate(_MINUS)).rstrip(". ")
    if text in _NO_DAYS:
        return DaysOff(national=False, own=frozenset())
    if holidays := _HOLIDAYS.search(text):
        national = holidays["no"] is None
    elif _ONLY.search(text):
        national = False
    rest = _ONLY.sub("", _HOLIDAYS.sub("", text))
    pieces = [piece for part in _APART.split(rest) if (piece := part.strip().removeprefix("va ").strip())]
    runs = [_run(piece, _Year(today, year)) for piece in pieces]
    if None in runs or not (pieces or holidays):
        return None
    return DaysOff(national, frozenset(day for run in runs if run for day in run))


@dataclass(frozen=True, slots=True)
class _Year:
    """Which day is meant: one to come if possible; without a year, the next of them."""

    today: date
    year: int

    def day(self, text: str) -> date | None:
        last = date(self.year, 12, 31)
        to_come = _read_days(text, Window(self.today, last, self.year))
        past = _read_days(text, Window(date(self.year - 1, 1, 1), last, self.year))
        return next(iter((*to_come, *reversed(past))), None)


def _read_days(text: str, window: Window) -> list[date]:
    read = read_due(text, window)
    several = read if isinstance(read, tuple) else (read,)
    return [due.start for due in several if isinstance(due, Due) and due.precision == "day"]


def _run(text: str, within: _Year) -> tuple[date, ...] | None:
    """A day, or all days from one to another."""
    if (day := within.day(text)) is not None:
        return (day,)
    if same := _SAME_MONTH.fullmatch(text):
        first, last = within.day(same["first"] + same["month"]), within.day(same["last"] + same["month"])
    elif apart := _RUN.fullmatch(text):
        first, last = within.day(apart["first"]), within.day(apart["last"])
    else:
        return None
    return tuple(_days(first, last)) or None if first and last else None


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
