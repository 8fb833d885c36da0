"""A setting's value: said in words, read from words, and what the setting takes."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, time, timedelta

from chat.dates import read_due, say_day, short_due
from chat.fold import fold
from chat.hours import read_clock, read_days_off, read_offsets
from chat.texts import Texts
from rules.due import Due, Window
from rules.limits import DAYS, OWN_MATTER
from rules.policy import SWITCHES, DaysOff
from storage.settings import Board

_NUMBER = re.compile(r"([0-9]+) ?(?:%|ngay|thang|nguoi|muc)?")
DATED = ("latest_due", *DAYS)


def say(texts: Texts, name: str, value: str) -> str:
    """A setting's value in words."""
    match SWITCHES[name].read(value):
        case tuple() as offsets:
            return say_offsets(texts, offsets)
        case time() as at:
            return say_clock(at)
        case DaysOff() as days_off:
            return _say_days_off(texts, days_off)
    if name in DATED and value != "rating":
        return say_day(date.fromisoformat(value), texts)
    return value if value.isdecimal() else texts(f"settings-word-{value}")


def say_clock(at: time) -> str:
    return f"{at:%H:%M}"


def say_offsets(texts: Texts, offsets: Sequence[int]) -> str:
    """Days before a last one, the day itself, days after it."""
    before, after = [n for n in offsets if n > 0], [-n for n in offsets if n < 0]
    parts = [texts("settings-offsets-before", days=", ".join(map(str, before)))] if before else []
    parts += [texts("settings-offsets-last")] if 0 in offsets else []
    parts += [texts("settings-offsets-after", days=", ".join(map(str, after)))] if after else []
    return ", ".join(parts) or texts("settings-word-none")


def _say_days_off(texts: Texts, days_off: DaysOff) -> str:
    own = ", ".join(_say_run(texts, first, last) for first, last in _runs(days_off.own))
    if days_off.national:
        return ", ".join(filter(None, (texts("settings-word-national"), own)))
    return texts("settings-days-only", days=own) if own else texts("settings-days-none")


def _say_run(texts: Texts, first: date, last: date) -> str:
    one, other = (short_due(Due("day", day, day), texts) for day in (first, last))
    return one if first == last else texts("settings-days-run", first=one, last=other)


def _runs(days: Collection[date]) -> Iterator[tuple[date, date]]:
    """The first and the last of days that follow each other."""
    firsts = sorted(day for day in days if day - timedelta(days=1) not in days)
    lasts = sorted(day for day in days if day + timedelta(days=1) not in days)
    return zip(firsts, lasts, strict=True)


def takes(texts: Texts, name: str, now: str) -> str:
    """What the setting takes, in words, with an example where it is more than a word."""
    if name in DATED:
        return texts("settings-takes-day")
    match SWITCHES[name].read(now):
        case tuple():
            return texts("settings-takes-offsets")
        case time():
            return texts("settings-takes-clock")
        case DaysOff():
            return texts("settings-takes-days-off")
    words = words_of(name)
    if len(words) > 1:
        return ", ".join(say(texts, name, word) for word in words)
    return texts("settings-takes-days", range=words[0]) if name in OWN_MATTER else words[0]


def words_of(name: str) -> Sequence[str]:
    """The words among which a setting chooses, or its one form."""
    return tuple(word for word in (SWITCHES[name].read.__doc__ or "").split(" | ") if word)


def ready(texts: Texts, name: str, now: str) -> Sequence[str]:
    """Values that many want, but for the present one, in the words in which they are read again."""
    match SWITCHES[name].read(now):
        case tuple():
            values = ["none"]
        case DaysOff():
            values = ["national", "none"]
        case _:
            values = ["rating"] if name == "latest_due" else []
    return tuple(say(texts, name, value) for value in values if value != now)


def read(texts: Texts, board: Board, name: str, typed: str, today: date) -> str:
    """What was typed as the setting's own text; what is no such thing stays as it is and is refused."""
    match SWITCHES[name].read(board.value(name)):
        case tuple():
            offsets = read_offsets(typed)
            return typed if offsets is None else " ".join(map(str, offsets)) or "none"
        case time():
            at = read_clock(typed)
            return typed if at is None else say_clock(at)
        case DaysOff(national=national):
            days_off = read_days_off(typed, today, board.year, national=national)
            return typed if days_off is None else _text_of(days_off)
    return _read_day(texts, board, typed) if name in DATED else _read_number(typed)


def _text_of(days_off: DaysOff) -> str:
    return " ".join(["national" if days_off.national else "none", *sorted(day.isoformat() for day in days_off.own)])


def _read_number(typed: str) -> str:
    """ "95 %", "3 ngày"."""
    found = _NUMBER.fullmatch(fold(typed))
    return found[1] if found else typed


def _read_day(texts: Texts, board: Board, typed: str) -> str:
    if fold(typed) == fold(texts("settings-word-rating")):
        return "rating"
    due = read_due(typed, Window(date(board.year - 1, 1, 1), date(board.year, 12, 31), board.year))
    return due.end.isoformat() if isinstance(due, Due) and due.precision == "day" else typed
