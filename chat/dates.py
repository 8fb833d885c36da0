"""Dates as people type them and as they read them: due dates, birth dates, days, times and how long ago."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chat.fold import fold
from chat.texts import Texts
from rules.due import Due, Fitted, Refusal, Window, fit

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

_ROMAN = ("I", "II", "III", "IV")
_LONGEST = 200  # characters; nothing longer is a date
_SHOWN = 60  # characters of a typed text that an explanation repeats

# Without its mark, six is the word for "next" (and "after"), so it is told apart before the folding: `_readings`.
_SIX = "sa\N{COMBINING ACUTE ACCENT}u"
_NEXT_MONTH = "tha\N{COMBINING ACUTE ACCENT}ng sau"
_COUNTS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "nam": 5,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
    "muoi mot": 11,
    "muoi hai": 12,
}
_MONTH_NAMES = {"gieng": 1, "tu": 4, "chap": 12}
_QUARTER_SIGNS = {sign.lower(): number for number, sign in enumerate(_ROMAN, start=1)}
_NUMBERS = _COUNTS | _MONTH_NAMES | _QUARTER_SIGNS

_COUNT = "|".join(_COUNTS)
_SLASH = r" ?[/.-] ?"
# Days are spelled out only after "mong": "tu thang 3" is "from March", not the fourth.
_DAY = rf"(?:(?:ngay )?(?:mong|mung) |(?:ngay ?)?(?=\d))(?P<day>\d\d?|{_COUNT})"
_MONTH = rf"(?P<month>\d\d?|{_COUNT}|{'|'.join(_MONTH_NAMES)})"
_QUARTER = rf"(?P<quarter>\d\d?|{_COUNT}|tu|{'|'.join(_QUARTER_SIGNS)})"
_YEAR = rf"(?:(?:{_SLASH}| nam | (?=\d{{4}}))(?P<year>\d{{4}}|\d\d)| nay| toi)?"
_FORMS = (
    re.compile(rf"{_DAY}(?:{_SLASH}| ?thang ?){_MONTH}{_YEAR}"),
    re.compile(rf"(?:thang ?|t ?(?=\d)){_MONTH}{_YEAR}"),
    re.compile(rf"(?P<month>\d\d?){_SLASH}(?P<year>\d{{4}})"),
    re.compile(rf"(?:quy ?|q ?(?=[\div])){_QUARTER}{_YEAR}"),
    re.compile(r"nam(?: (?P<year>\d{4}|\d\d))?"),
    re.compile(r"(?P<year>20\d\d)"),
)
# "ngay 2 thang toi" is a day of next month, "2 thang toi" is two months ahead.
_RELATIVE = re.compile(
    r"\b(?:(?P<today>hom nay)|(?P<tomorrow>(?:ngay )?mai)"
    r"|(?P<period>tuan|thang|quy|(?<!thang )nam) (?P<which>nay|sau|toi)"
    rf"|(?<!ngay )(?<!mong )(?<!mung )(?P<count>\d{{1,4}}|{_COUNT}) (?P<unit>ngay|tuan|thang) (?:nua|sau|toi))\b"
)
_WEEKDAY = re.compile(r"(?:thu (?P<number>[2-7]|hai|ba|tu|nam|bay)|chu nhat),? (?=(?:ngay )?\d)")
_BEFORE = re.compile(
    r"^(?:(?:da|du kien|hoan thanh|xong|han|la|vao|khoang|cham nhat|muon nhat"
    r"|truoc|den|toi|trong|het|cuoi|ca)[ ,:]+)+"
)
_AFTER = re.compile(r"(?:[ .,;!?]+(?:a|nhe|nha)\b)*[ .,;!?]*$")
_UNTIL = re.compile(r"(?P<period>[^()]+) \(den (?P<day>[^()]+)\)")

_BIRTH = (
    re.compile(
        rf"(?:sinh )?(?:ngay )?(?P<day>\d\d?)(?:{_SLASH}| thang | )(?P<month>\d\d?)"
        rf"(?:{_SLASH}| nam | )(?P<year>\d{{4}}|\d\d)"
    ),
    re.compile(r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>\d{4})"),
)


def read_due(text: str, window: Window) -> Fitted | None:
    """The due date that was typed; a tuple where it can be several, None where it is not understood."""
    if len(text) > _LONGEST:
        return None
    answers = [answer for reading in _readings(text) if (answer := _read(reading, window)) is not None]
    dues = {due for answer in answers for due in _dues(answer)}
    return _one_or_all(dues) or (answers[0] if answers else None)


def read_birth(text: str, today: date) -> date | None:
    """A day of birth that makes a person 10 to 100 years old; two figures are the year that makes 10 to 99."""
    if len(text) > _LONGEST:
        return None
    folded = fold(text)
    found = next(filter(None, (form.fullmatch(folded) for form in _BIRTH)), None)
    if not found:
        return None
    day, month, year = (int(found[part]) for part in ("day", "month", "year"))
    century = today.year - today.year % 100
    years, oldest = ((year,), 100) if len(found["year"]) == 4 else ((century + year, century - 100 + year), 99)
    births = (_born(year, month, day, today, oldest) for year in years)
    return next(filter(None, births), None)


def explain(answer: Refusal | tuple[Due, ...] | None, typed: str, texts: Texts) -> str:
    """Why `read_due` did not give one due date, and what to type instead."""
    shown = typed if len(typed) <= _SHOWN else f"{typed[: _SHOWN - 1]}…"
    if answer is None:
        return texts("due-not-understood", typed=shown)
    if isinstance(answer, tuple):
        return texts("due-ambiguous", typed=shown, choices=", ".join(short_due(due, texts) for due in answer))
    asked = short_due(answer.asked, texts) if answer.asked else shown
    return texts(f"due-{answer.code}", typed=shown, due=asked, latest=say_day(answer.latest, texts))


def say_day(day: date, texts: Texts) -> str:
    return texts("date-day", weekday=day.isoweekday(), date=_figures(day))


def say_due(due: Due, texts: Texts) -> str:
    """The period with its last day, which is what counts."""
    last = say_day(due.end, texts)
    match due.precision:
        case "day":
            return last
        case "year":
            return texts("due-year-until", year=str(due.year), day=last)
        case _:
            return texts("due-until", due=short_due(due, texts), day=last)


def short_due(due: Due, texts: Texts) -> str:
    match due.precision:
        case "day":
            return _figures(due.start)
        case "month":
            return texts("due-month", month=f"{due.number:02}", year=str(due.year))
        case "quarter":
            return texts("due-quarter", quarter=_ROMAN[due.number - 1], year=str(due.year))
        case "year":
            return texts("due-year", year=str(due.year))


def say_time(instant: datetime, texts: Texts) -> str:
    """An aware instant as the clock and the day in Viet Nam."""
    local = instant.astimezone(ZONE)
    return texts("date-time", clock=f"{local:%H:%M}", day=say_day(local.date(), texts))


def say_ago(then: datetime, now: datetime, texts: Texts) -> str:
    """How long ago: minutes within the hour, hours within the day, then days in Viet Nam; both instants aware."""
    minutes = (now - then) // timedelta(minutes=1)
    days = (now.astimezone(ZONE).date() - then.astimezone(ZONE).date()).days
    if minutes < 1:
        return texts("ago-now")
    if minutes < 60:
        return texts("ago-minutes", count=minutes)
    if days == 0:
        return texts("ago-hours", count=minutes // 60)
    return texts("ago-yesterday") if days == 1 else texts("ago-days", count=days)


def _born(year: int, month: int, day: int, today: date, oldest: int) -> date | None:
    try:
        birth = date(year, month, day)
    except ValueError:
        return None
    age = today.year - year - ((today.month, today.day) < (month, day))
    return birth if 10 <= age <= oldest else None


def _readings(text: str) -> tuple[str, ...]:
    """The text folded; in two ways where "thang sau", typed without marks, is June or next month."""
    marked = " ".join(unicodedata.normalize("NFD", text.casefold()).split())
    folded = fold(marked.replace(_SIX, "6").replace(_NEXT_MONTH, "thang toi")).replace("thu sau", "thu 6")
    if "thang sau" in folded:
        return folded.replace("thang sau", "thang 6"), folded.replace("thang sau", "thang toi")
    return (folded,)


def _read(text: str, window: Window) -> Fitted | None:
    echo = _UNTIL.fullmatch(text)
    if not echo:
        return _read_period(text, window)
    # The long form that the bot itself writes: its last day must be the period's.
    found, last = _read_period(echo["period"], window), _read_period(echo["day"], window)
    agreed = isinstance(found, Due) and isinstance(last, Due) and last.start == found.end
    return found if agreed else None


def _read_period(text: str, window: Window) -> Fitted | None:
    bare = _AFTER.sub("", _BEFORE.sub("", text))
    weekday = _WEEKDAY.match(bare)
    figures = _RELATIVE.sub(lambda found: _in_figures(found, window.today), bare[weekday.end() :] if weekday else bare)
    for form in _FORMS:
        if found := form.fullmatch(figures):
            answer = fit(window, **{name: _number(name, word) for name, word in found.groupdict().items() if word})
            return _on_weekday(answer, weekday["number"], window) if weekday else answer
    return None


def _in_figures(found: re.Match[str], today: date) -> str:
    """What is said from today on, as a date: "thang toi" on 23/11/2026 is "thang 12/2026"."""
    if found["today"]:
        return _figures(today)
    if found["tomorrow"]:
        return _figures(today + timedelta(days=1))
    if found["unit"]:
        return _figures(_ahead(today, _number("count", found["count"]), found["unit"]))
    ahead = 0 if found["which"] == "nay" else 1
    match found["period"]:
        case "tuan":
            return _figures(today + timedelta(days=6 - today.weekday() + 7 * ahead))
        case "thang":
            return f"thang {_ahead(today, ahead, 'thang'):%m/%Y}"
        case "quy":
            later = _ahead(today, 3 * ahead, "thang")
            return f"quy {(later.month + 2) // 3}/{later:%Y}"
        case _:
            return f"nam {today.year + ahead}"


def _ahead(day: date, count: int, unit: str) -> date:
    if unit != "thang":
        return day + timedelta(days=count * (7 if unit == "tuan" else 1))
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _number(name: str, word: str) -> int:
    if not word.isdecimal():
        return _NUMBERS[word]
    return int(word) + (2000 if name == "year" and len(word) == 2 else 0)


def _on_weekday(answer: Fitted, number: str | None, window: Window) -> Fitted:
    """Only what falls on the weekday that was typed too; a date on another one does not exist."""
    weekday = _number("weekday", number) - 2 if number else 6
    if isinstance(answer, Refusal):
        return answer
    dues = {due for due in _dues(answer) if due.precision == "day" and due.start.weekday() == weekday}
    return _one_or_all(dues) or Refusal("no-such-date", window.latest)


def _dues(answer: Fitted) -> tuple[Due, ...]:
    match answer:
        case Due():
            return (answer,)
        case Refusal():
            return ()
        case _:
            return answer


def _one_or_all(dues: set[Due]) -> Due | tuple[Due, ...] | None:
    ordered = tuple(sorted(dues, key=lambda due: due.start))
    return ordered[0] if len(ordered) == 1 else ordered or None


def _figures(day: date) -> str:
    return f"{day:%d/%m/%Y}"
