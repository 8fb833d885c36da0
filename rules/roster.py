"""What a branch's list of members must satisfy before it is taken over, row by row (PN-05, PN-06, PN-26)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from rules.phones import kept_phone

Cell: TypeAlias = str | float | date | time | timedelta | None
"""What a sheet holds in one place; whole numbers and yes/no are floats here as they are to a spreadsheet."""

UNCACHED = "#FORMULA"
"""Stands in a cell whose formula was never calculated, beside the error values of spreadsheets (#N/A, #REF!)."""

LARGEST_ROLL = 9999
SHORTEST_NAME, LONGEST_NAME = 2, 100
YOUNGEST, OLDEST = 10, 60
NO_LATER_THAN_SERIAL = 2_958_465  # 31/12/9999, the last day a spreadsheet knows

_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheet dates, two days early because they count a 29/02/1900
_YEARS = range(1900, 2100)
_BROKEN = re.compile(r"#[A-Z][A-Z0-9/_]*[!?]?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?: [0-9:.]+)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[ T][0-9:.]+)?")
_SEPARATOR = re.compile(r"\s*([-/.])\s*")
_NAME_SIGNS = frozenset(" '’‘.-()")

_ARMED = re.compile(r"\b(?:luc luong vu trang|llvt|bo doi|quan doi|quan nhan|cong an|canh sat|bien phong)\b")
_AUDIENCES = {
    "hoc_sinh": re.compile(r"\b(?:hoc sinh|hs)\b"),
    "sinh_vien": re.compile(r"\b(?:sinh vien|sv)\b"),
    "giao_vien": re.compile(r"\b(?:giao vien|giang vien|gv)\b"),
    "ccvc": re.compile(r"\b(?:can bo|cong chuc|vien chuc|cbccvc|ccvc)\b"),
    "cong_nhan": re.compile(r"\b(?:cong nhan|nguoi lao dong|doanh nghiep)\b"),
    "dan_cu": re.compile(r"\b(?:dan cu|nong dan|nong thon|do thi|lao dong tu do)\b"),
}
_NOT = ("", "khong", "chua", "0", "-")  # what stands where somebody is not in the Party
# The secretary of a whole school holds no office in the branch, so an office counts only as the whole wording.
_OFFICES = {
    "bi-thu": re.compile(r"bi thu(?: chi doan)?"),
    "pho-bi-thu": re.compile(r"pho bi thu(?: chi doan)?"),
    "uy-vien": re.compile(r"(?:uy vien|uv) ?(?:bch|ban chap hanh)(?: chi doan)?"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read. `same` is the name's key for comparing; the words from `office` on come folded.

    `births` holds every birth date the row gives: the official layout has a column for men and one for women.
    """

    row: int
    roll: Cell
    name: Cell
    births: tuple[Cell, ...]
    same: str = ""
    joined: Cell = None
    office: str = ""
    audience: str = ""
    paper: str = ""
    admitted: Cell = None
    party: str = ""
    phone: Cell = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A member as the list gives them; `joined` is the nearest known date of joining the branch.

    `admitted` is the day of admission to the Union (TV-08); of the Party it is kept only that somebody is in it.
    """

    row: int
    roll: int
    name: str
    birth: date
    joined: date | None
    office: str | None
    audience: str | None
    paper: bool
    admitted: date | None = None
    party: bool = False
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class RowProblem:
    row: int
    field: str
    code: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """Every row is either an entry or has problems, never both; warnings keep no row out."""

    entries: tuple[Entry, ...]
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...] = ()

    @property
    def size(self) -> int:
        return len(self.entries) + len({problem.row for problem in self.problems})


def check(rows: Iterable[Row], today: date) -> Checked:
    """Of two rows with the same number, or the same name and birth date, the first one stands."""
    entries: list[Entry] = []
    problems: list[RowProblem] = []
    warnings: list[RowProblem] = []
    numbers: dict[int, int] = {}
    people: dict[tuple[str, date], int] = {}
    for row in rows:
        roll, name, birth = _roll(row), _name(row), _birth(row, today)
        joined = _past_day(row, "joined", row.joined, birth, today)
        admitted = joined if row.admitted == row.joined else _past_day(row, "admitted", row.admitted, birth, today)
        phone = kept_phone(_shown(row.phone))
        if phone is None and not _blank(row.phone):
            warnings.append(_problem(row, "phone", "bad-phone", value=_shown(row.phone)))
        days = (joined,) if admitted is joined else (joined, admitted)
        found = [p for p in (roll, name, birth, *days, *_broken_words(row)) if isinstance(p, RowProblem)]
        if isinstance(roll, int) and (other := numbers.setdefault(roll, row.row)) != row.row:
            found.append(_problem(row, "roll", "duplicate-roll", roll=str(roll), other=str(other)))
        if isinstance(name, str) and isinstance(birth, date):
            other = people.setdefault((row.same or name, birth), row.row)
            if other != row.row:
                found.append(_problem(row, "name", "duplicate-person", name=name, other=str(other)))
        match roll, name, birth, joined, admitted:
            case int(roll), str(name), date() as birth, (date() | None) as joined, (date() | None) as admitted if (
                not found
            ):
                audience = audience_of(row.audience)
                paper = audience == "lvt" or "giay" in _words(row.paper)
                told = (joined, office_of(row.office), audience, paper, admitted, row.party not in _NOT, phone)
                entries.append(Entry(row.row, roll, name, birth, *told))
            case _:
                problems += found
    return Checked(tuple(entries), tuple(problems), tuple(warnings))


def audience_of(words: str) -> str | None:
    """The one audience that the folded words name. Whoever serves in the armed forces is that before all (PN-06)."""
    if _ARMED.search(words):
        return "lvt"
    named = [code for code, pattern in _AUDIENCES.items() if pattern.search(words)]
    return named[0] if len(named) == 1 else None


def office_of(words: str) -> str | None:
    wording = " ".join(_words(words))
    return next((code for code, pattern in _OFFICES.items() if pattern.fullmatch(wording)), None)


def _roll(row: Row) -> int | RowProblem:
    if problem := _absent(row, "roll", row.roll):
        return problem
    digits = _shown(row.roll).rstrip(".")
    if not (digits.isascii() and digits.isdecimal() and 1 <= int(digits) <= LARGEST_ROLL):
        return _problem(row, "roll", "bad-roll", value=_shown(row.roll), largest=str(LARGEST_ROLL))
    return int(digits)


def _name(row: Row) -> str | RowProblem:
    if problem := _absent(row, "name", row.name):
        return problem
    if not isinstance(row.name, str):
        return _problem(row, "name", "not-a-name", value=_shown(row.name))
    name = kept_name(row.name)
    if name[:1] in {"=", "+", "-", "@"}:
        return _problem(row, "name", "name-formula", value=_shown(name), sign=name[0])
    if len(name) > LONGEST_NAME:
        return _problem(row, "name", "long-name", length=str(len(name)), longest=str(LONGEST_NAME))
    if any(c not in _NAME_SIGNS and unicodedata.category(c)[0] not in "LM" for c in name):
        return _problem(row, "name", "name-sign", value=_shown(name))
    if sum(c.isalpha() for c in name) < SHORTEST_NAME:
        return _problem(row, "name", "short-name", value=_shown(name))
    return name


def kept_name(text: str) -> str:
    """The name as it is kept: composed letters, single blanks, nothing invisible, diacritics as written (PN-05)."""
    visible = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFC", visible).split())


def _birth(row: Row, today: date) -> date | RowProblem:
    given = [cell for cell in row.births if not _blank(cell)]
    if len(given) > 1:
        return _problem(row, "birth", "two-births")
    birth = _date(row, "birth", given[0] if given else None)
    if isinstance(birth, RowProblem):
        return birth
    if birth > today:
        return _problem(row, "birth", "future", value=_shown(birth))
    age = today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
    if not YOUNGEST <= age <= OLDEST:
        limits = {"youngest": str(YOUNGEST), "oldest": str(OLDEST)}
        return _problem(row, "birth", "age", value=_shown(birth), age=str(age), **limits)
    return birth


def _past_day(row: Row, field: str, cell: Cell, birth: date | RowProblem, today: date) -> date | RowProblem | None:
    """A day in the person's life at which one can be in the Union; None where the list does not say it."""
    if _blank(cell):
        return None
    day = _date(row, field, cell)
    if isinstance(day, RowProblem):
        return day
    if day > today:
        return _problem(row, field, "future", value=_shown(day))
    then = (day.year - YOUNGEST, day.month, day.day)
    if isinstance(birth, date) and then < (birth.year, birth.month, birth.day):
        return _problem(row, field, "joined-early", value=_shown(day), years=str(YOUNGEST))
    return day


def _date(row: Row, field: str, cell: Cell) -> date | RowProblem:
    """A date out of a real date, a text with the day or the year first, or a spreadsheet's serial number."""
    if problem := _absent(row, field, cell):
        return problem
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    text = _SEPARATOR.sub(r"\1", " ".join(cell.split())) if isinstance(cell, str) else ""
    if (isinstance(cell, int | float) and cell in _YEARS) or re.fullmatch(r"(?:19|20)[0-9]{2}", text):
        return _problem(row, field, "only-year", value=_shown(cell))
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 1 <= cell <= NO_LATER_THAN_SERIAL:
        return _EPOCH + timedelta(days=int(cell))
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
    else:
        return _problem(row, field, "unreadable-date", value=_shown(cell))
    try:
        return date(year, month, day)
    except ValueError:
        return _problem(row, field, "impossible-date", value=_shown(cell))


def is_broken(text: str) -> bool:
    """Whether a cell holds the mark of an error, or of a formula that was never calculated."""
    return _BROKEN.fullmatch(text.strip().upper()) is not None


def _absent(row: Row, field: str, cell: Cell) -> RowProblem | None:
    if _blank(cell):
        return _problem(row, field, "missing")
    if isinstance(cell, str) and _BROKEN.fullmatch(mark := cell.strip().upper()):
        code = "uncalculated" if mark == UNCACHED else "cell-error"
        return _problem(row, field, code, value=mark)
    return None


def _broken_words(row: Row) -> Iterator[RowProblem]:
    for field in ("office", "audience", "paper", "party"):
        words: str = getattr(row, field)
        if words and (problem := _absent(row, field, words)):
            yield problem


def _words(folded: str) -> list[str]:
    return re.findall(r"[a-z]+", folded)


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not kept_name(cell))


def _shown(cell: Cell) -> str:
    """The cell as a sentence can quote it: one short line."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, date):
        return f"{cell.day:02}/{cell.month:02}/{cell.year}"
    line = "".join(c for c in " ".join(str(cell).split()) if c.isprintable())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _problem(row: Row, field: str, code: str, **values: str) -> RowProblem:
    return RowProblem(row.row, field, code, values)
