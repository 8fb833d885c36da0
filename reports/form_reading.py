"""A registration form that somebody filled in, read back: its code, its name and its lines, as they stand there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path, PurePath
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineWorkbook

from chat.fold import fold
from chat.texts import Texts
from reports.form_words import COLUMNS, READ
from reports.workbook import LIMITS, Limits, Refused, read_workbooks, visible_sheets
from rules.roster import Cell, is_broken

ZIP = ".zip"
ENDING = ".xlsx"
FIRST_ROWS = 40  # within which the headings of the lines stand


@dataclass(frozen=True, slots=True)
class Labels:
    """What is looked for on a sheet, folded: headings, the labels of code and name, what stands below the lines."""

    headings: tuple[str, ...]
    code: str
    name: str
    end: str


@dataclass(frozen=True, slots=True)
class Written:
    """A line on which something is written. `fault` is the code of what keeps it from being read."""

    criterion: str
    action: str
    due: str
    how: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in. `code` is its branch/number/year."""

    code: str
    name: str
    lines: tuple[Written, ...]


def labels(texts: Texts) -> Labels:
    headings = tuple(fold(texts(f"form-column-{name}")) for name, _ in COLUMNS[:READ])
    told = (texts("form-head-code"), texts("form-head-name"), texts("form-rate", rate=""))
    return Labels(headings, *map(fold, told))


def read_forms_in(paths: Sequence[Path], sought: Labels, limits: Limits = LIMITS) -> Sequence[Filled | Refused]:
    """What stands on each. Blocks for as long as reading takes: call it in a thread."""
    return read_workbooks(paths, partial(_pick, sought=sought), limits)


def unpack(path: Path, into: Path, limits: Limits = LIMITS) -> Sequence[tuple[str, Path]] | Refused:
    """The files of an archive by their names there, written below `into` under names of ours; folders are left out."""
    files: list[tuple[str, Path]] = []
    try:
        with ZipFile(path) as pack:
            entries = [entry for entry in pack.infolist() if not entry.is_dir()]
            if len(entries) > limits.members or sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
                return Refused("too-heavy")
            for number, entry in enumerate(entries):
                place = into / f"{number}{ENDING}"
                with pack.open(entry) as packed:
                    place.write_bytes(packed.read(entry.file_size))
                files.append((PurePath(entry.filename).name, place))
    except FileNotFoundError:
        return Refused("no-file")
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        return Refused("damaged")
    return files


def _pick(book: CalamineWorkbook, limits: Limits, *, sought: Labels) -> Filled | Refused:
    for sheet in visible_sheets(book, limits):
        if isinstance(sheet, Refused):
            return sheet
        rows = list(sheet.iter_rows())
        for at, row in enumerate(rows[:FIRST_ROWS]):
            if tuple(fold(_text(cell)) for cell in row[:READ]) == sought.headings:
                lines = tuple(_lines(rows[at + 1 :], sought.end))
                return Filled(_beside(rows[:at], sought.code), _beside(rows[:at], sought.name), lines)
    return Refused("no-form")


def _beside(rows: Sequence[Sequence[Cell]], label: str) -> str:
    """The first thing written to the right of a label."""
    for row in rows:
        words = [text for cell in row if (text := _text(cell))]
        if len(words) > 1 and fold(words[0]) == label:
            return words[1]
    return ""


def _lines(rows: Sequence[Sequence[Cell]], end: str) -> Iterator[Written]:
    """Down to the year's result; what nobody wrote on is left out."""
    for row in rows:
        code, _, tick, action, due, how = map(_text, row[:READ])
        if fold(code).startswith(end):
            return
        given = (tick, action, due, how)
        if any(given):
            yield Written(code, action, due, how, _fault(row[0], code, given))


def _fault(cell: Cell, code: str, given: Sequence[str]) -> str:
    if not code or not isinstance(cell, str):  # 1.1 as a number may have been 1.10
        return "no-code"
    if any(is_broken(text) for text in given):
        return "formula"
    if fold(given[0]) != "x":
        return "not-ticked"
    return "" if all(given) else "half"


def _text(cell: Cell) -> str:
    """As it would be typed: a day as day, month and year, a whole number without its point."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
