"""A branch's list of members, read out of an Excel file that anybody may have made (PN-05, TV-07)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook

from chat.fold import fold, spelling
from chat.texts import Texts
from reports.roster_columns import HEADER_DEPTH, HEADER_WITHIN, Columns, columns_in, title
from reports.workbook import LIMITS, Limits, Refused, read_workbook, visible_sheets
from rules.roster import Cell, Checked, Row, RowProblem, kept_name


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list as it stands in the file, not yet checked. `official` tells the layout of 34 columns.

    `passed_over` are columns with something in them that was not read, by the names of their fields.
    """

    name: str
    official: bool
    rows: tuple[Row, ...]
    passed_over: tuple[str, ...] = ()


def read_roster(path: Path, limits: Limits = LIMITS, *, phones: bool = False) -> Sheet | Refused:
    """The first visible sheet with a known header. Telephone numbers are read only where they are kept: `phones`."""
    return read_workbook(path, partial(_first_roster, phones=phones), limits)


def explain(problem: RowProblem, texts: Texts) -> str:
    named = texts(f"roster-field-{problem.field}")
    return texts(f"roster-problem-{problem.code}", row=str(problem.row), field=named, **problem.values)


def summary(checked: Checked, texts: Texts, *, shown: int = 5) -> str:
    """How many rows can be taken over and what is wrong with the first of the others."""
    lines = [texts("roster-read", good=len(checked.entries), all=checked.size)]
    lines += [explain(problem, texts) for problem in checked.problems[:shown]]
    if len(checked.problems) > shown:
        lines.append(texts("roster-more-problems", count=len(checked.problems) - shown))
    return "\n".join([*lines, texts("roster-nothing-kept")])


def _first_roster(book: CalamineWorkbook, limits: Limits, *, phones: bool) -> Sheet | Refused:
    reason = Refused("empty")
    for sheet in visible_sheets(book, limits):
        if isinstance(sheet, Refused):
            return sheet
        at = columns_in([[title(c) for c in row] for row in _cells(sheet, HEADER_WITHIN + HEADER_DEPTH)])
        if at:
            found = tuple(_rows(sheet, at))
            passed_over = () if phones or not any(_given(row.phone) for row in found) else ("phone",)
            if passed_over:
                found = tuple(replace(row, phone=None) for row in found)
            return Sheet(sheet.name, len(at.births) > 1, found, passed_over) if found else Refused("no-rows")
        reason = Refused("no-header")
    return reason


def _cells(sheet: CalamineSheet, stop: int | None = None) -> Iterator[Sequence[Cell]]:
    return islice(sheet.iter_rows(), stop)


def _rows(sheet: CalamineSheet, at: Columns) -> Iterator[Row]:
    """The rows below the header; one that holds nothing but a number is an unused line of the form."""
    for number, cells in enumerate(_cells(sheet), 1):
        if number <= at.first_row:
            continue
        name, births = _name([cells[i] for i in at.name]), tuple(cells[i] for i in at.births)
        joined, admitted, phone, *words = ("" if i is None else cells[i] for i in at.others)
        office, audience, paper, party = (fold(str(word)) for word in words)
        if any(_given(cell) for cell in (name, *births, joined, office, audience, paper)):
            same = spelling(kept_name(name)) if isinstance(name, str) else ""
            told = (name, births, same, joined, office, audience, paper, admitted, party, phone)
            yield Row(number, cells[at.roll], *told)


def _name(parts: Sequence[Cell]) -> Cell:
    given = [part for part in parts if _given(part)]
    return given[0] if len(given) == 1 else " ".join(str(part) for part in given)


def _given(cell: Cell) -> bool:
    return cell is not None and bool(str(cell).strip())
