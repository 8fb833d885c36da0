"""A branch's list of members, read out of an Excel file that anybody may have made (PN-05, TV-07)."""

import os
import re
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from chat.fold import fold, spelling
from chat.texts import Texts, Value
from reports.roster_columns import HEADER_DEPTH, HEADER_WITHIN, Columns, columns_in, title
from rules.roster import UNCACHED, Cell, Checked, Row, RowProblem, kept_name

MEGABYTE = 1 << 20
STDERR = 2

_ZIP = b"PK\x03\x04"
_ZIP_DIRECTORY_ENTRY = b"PK\x01\x02"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNPACKING = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)

# The reader gives an error value and a formula without a result as an empty cell, so both become words beforehand.
_ERROR = re.compile(rb'(<c\b[^<>]*\s)t="e"')
_NO_RESULT = re.compile(
    rb'<c( r="[A-Z]+[0-9]+")(?![^<>]*\st="str")[^<>]*>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a list may weigh; a branch of 300 members is a file of 60 KB."""

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 64 * MEGABYTE
    unpacked_times: int = 200
    members: int = 500
    sheets: int = 20
    rows: int = 20_000
    columns: int = 200
    memory_bytes: int = 1024 * MEGABYTE
    seconds: int = 20


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file is not read; the sentence is `roster-refused-<code>`."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


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
    """The first visible sheet with a known header. Blocks for as long as reading takes: call it in a thread.

    Telephone numbers are read only where they are kept: `phones`.

    A workbook of 5 KB can make the reader ask for 500 GB, which ends its process without an exception (one cell in
    the last row and column does it). So it reads in a child process with a limit, and only the child is lost. As
    with every spawned process, the program's main module must be importable.
    """
    try:
        size = path.stat().st_size
    except OSError:
        return Refused("no-file")
    if size == 0:
        return Refused("empty")
    if size > limits.file_bytes:
        return Refused("too-big", {"size": -(-size // MEGABYTE), "limit": limits.file_bytes // MEGABYTE})
    try:
        with ProcessPoolExecutor(1, get_context("spawn"), _confine, (limits,)) as child:
            return child.submit(_read, path, limits, phones=phones).result()
    except (BrokenProcessPool, MemoryError):
        return Refused("too-complex")


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


def _confine(limits: Limits) -> None:
    """What the child may use. What it says at its end is for nobody: a panic of the reader holds cells."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), STDERR)
    if sys.platform != "win32":
        import resource

        for what, most in ((resource.RLIMIT_AS, limits.memory_bytes), (resource.RLIMIT_CPU, limits.seconds)):
            hard = resource.getrlimit(what)[1]
            if hard == resource.RLIM_INFINITY or most < hard:
                resource.setrlimit(what, (most, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: Path, limits: Limits, *, phones: bool) -> Sheet | Refused:
    try:
        data = path.read_bytes()
    except OSError:
        return Refused("no-file")
    if data.startswith(_ZIP):
        unpacked = _unpack(data, limits)
        if isinstance(unpacked, Refused):
            return unpacked
        data = unpacked
    elif not data.startswith(_COMPOUND):
        return Refused("not-excel")
    elif _ENCRYPTED in data:
        return Refused("encrypted")
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return _first_roster(book, limits, phones=phones)
    except CalamineError:
        return Refused("damaged")
    except BaseException as fault:
        if isinstance(fault, Exception):
            raise
        return Refused("damaged")  # a panic of the Rust reader is no Exception


def _unpack(data: bytes, limits: Limits) -> bytes | Refused:
    """A plain copy of the workbook's texts, each as long as the directory says and no longer."""
    if data.count(_ZIP_DIRECTORY_ENTRY) > limits.members:
        return Refused("too-heavy")
    copy = BytesIO()
    try:
        with ZipFile(BytesIO(data)) as packed, ZipFile(copy, "w") as plain:
            members = {member.filename: member for member in packed.infolist()}
            total = sum(member.file_size for member in packed.infolist())
            if total > min(limits.unpacked_bytes, limits.unpacked_times * len(data)):
                return Refused("too-heavy")
            if not any(name.endswith(("workbook.xml", "content.xml")) for name in members):
                return Refused("not-excel")
            if any(member.flag_bits & 1 for member in members.values()):
                return Refused("encrypted")
            for name, member in members.items():
                if name.endswith((".xml", ".rels", "mimetype")):
                    with packed.open(member) as text:
                        plain.writestr(name, _marked(text.read(member.file_size)))
    except _UNPACKING:
        return Refused("damaged")
    return copy.getvalue()


def _marked(xml: bytes) -> bytes:
    return _NO_RESULT.sub(rb'<c\1 t="str"><v>' + UNCACHED.encode() + b"</v></c>", _ERROR.sub(rb'\1t="str"', xml))


def _first_roster(book: CalamineWorkbook, limits: Limits, *, phones: bool) -> Sheet | Refused:
    sheets = book.sheets_metadata
    if len(sheets) > limits.sheets:
        return Refused("sheets", {"count": len(sheets), "limit": limits.sheets})
    reason = Refused("empty")
    for about in sheets:
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.end is None:
            continue
        rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
        if rows > limits.rows:
            return Refused("rows", {"count": rows, "limit": limits.rows})
        if columns > limits.columns:
            return Refused("columns", {"count": columns, "limit": limits.columns})
        at = columns_in([[title(c) for c in row] for row in _cells(sheet, HEADER_WITHIN + HEADER_DEPTH)])
        if at:
            found = tuple(_rows(sheet, at))
            passed_over = () if phones or not any(_given(row.phone) for row in found) else ("phone",)
            if passed_over:
                found = tuple(replace(row, phone=None) for row in found)
            return Sheet(about.name, len(at.births) > 1, found, passed_over) if found else Refused("no-rows")
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
