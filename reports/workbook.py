"""Anybody's workbook, read in a process of its own, so that a hostile one ends nothing else (decision 0008)."""

import os
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeAlias, TypeVar
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from chat.texts import Value
from reports.apart import process_apart
from rules.roster import UNCACHED

T = TypeVar("T")

MEGABYTE = 1 << 20
STDERR = 2

_ZIP = b"PK\x03\x04"
_ZIP_DIRECTORY_ENTRY = b"PK\x01\x02"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNPACKING = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)

_ERROR = re.compile(rb'(<c\b[^<>]*\s)t="e"')
_NO_RESULT = re.compile(
    rb'<c( r="[A-Z]+[0-9]+")(?![^<>]*\st="str")[^<>]*>\s*<f\b[^<>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a workbook may weigh; a list of 300 members is a file of 60 KB."""

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
    """Why a file is not read; the sentence is `<what it was read for>-refused-<code>`."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)


Source: TypeAlias = Path | bytes
"""A workbook in a folder, or one that stands in no folder."""
Pick: TypeAlias = Callable[[CalamineWorkbook, Limits], T | Refused]
Mark: TypeAlias = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]
"""What is changed in a workbook's texts, by their names, before they are read."""


def mark_what_is_lost(texts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Errors and formulas without a result, which the reader would hand over as empty cells."""
    return {name: _marked(xml) for name, xml in texts.items()}


def read_workbook(source: Source, pick: Pick[T], limits: Limits, mark: Mark = mark_what_is_lost) -> T | Refused:
    """What `pick` finds in the workbook. Blocks for as long as reading takes: call it in a thread.

    A workbook of 5 KB can make the reader ask for 500 GB, which ends its process without an exception (one cell in
    the last row and column does it). So it reads in a child process with a limit, and only the child is lost. As
    with every spawned process, the program's main module must be importable, and `pick` and `mark` are named there.
    """
    if (refused := _weighed(source, limits)) is not None:
        return refused
    try:
        with process_apart(_confine, limits) as child:
            return child.submit(partial(_read, source, pick, limits, mark)).result()
    except (BrokenProcessPool, MemoryError):
        return Refused("too-complex")


def read_workbooks(paths: Sequence[Path], pick: Pick[T], limits: Limits) -> Sequence[T | Refused]:
    """Of each the same, in one child for as long as it lives; what ends it is read once more in one of its own."""
    found: list[T | Refused] = []
    while len(found) < len(paths):
        with process_apart(_confine, limits) as child:
            for path in paths[len(found) :]:
                if (refused := _weighed(path, limits)) is not None:
                    found.append(refused)
                    continue
                try:
                    found.append(child.submit(partial(_read, path, pick, limits, mark_what_is_lost)).result())
                except (BrokenProcessPool, MemoryError):
                    found.append(read_workbook(path, pick, limits))
                    break
    return found


def _weighed(source: Source, limits: Limits) -> Refused | None:
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
    except OSError:
        return Refused("no-file")
    if size == 0:
        return Refused("empty")
    if size > limits.file_bytes:
        return Refused("too-big", {"size": -(-size // MEGABYTE), "limit": limits.file_bytes // MEGABYTE})
    return None


def visible_sheets(book: CalamineWorkbook, limits: Limits) -> Iterator[CalamineSheet | Refused]:
    """The worksheets with something in them, without the hidden ones; a refusal is the last word."""
    sheets = book.sheets_metadata
    if len(sheets) > limits.sheets:
        yield Refused("sheets", {"count": len(sheets), "limit": limits.sheets})
        return
    for about in sheets:
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.end is None:
            continue
        rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
        if rows > limits.rows:
            yield Refused("rows", {"count": rows, "limit": limits.rows})
            return
        if columns > limits.columns:
            yield Refused("columns", {"count": columns, "limit": limits.columns})
            return
        yield sheet


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


def _read(source: Source, pick: Pick[T], limits: Limits, mark: Mark) -> T | Refused:
    try:
        data = source if isinstance(source, bytes) else source.read_bytes()
    except OSError:
        return Refused("no-file")
    if data.startswith(_ZIP):
        unpacked = _unpack(data, limits, mark)
        if isinstance(unpacked, Refused):
            return unpacked
        data = unpacked
    elif not data.startswith(_COMPOUND):
        return Refused("not-excel")
    elif _ENCRYPTED in data:
        return Refused("encrypted")
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            return pick(book, limits)
    except CalamineError:
        return Refused("damaged")
    except BaseException as fault:
        if isinstance(fault, Exception):
            raise
        return Refused("damaged")  # a panic of the Rust reader is no Exception


def _unpack(data: bytes, limits: Limits, mark: Mark) -> bytes | Refused:
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
            texts = {}
            for name, member in members.items():
                if name.endswith((".xml", ".rels", "mimetype")):
                    with packed.open(member) as text:
                        texts[name] = text.read(member.file_size)
            for name, xml in mark(texts).items():
                plain.writestr(name, xml)
    except _UNPACKING:
        return Refused("damaged")
    return copy.getvalue()


def _marked(xml: bytes) -> bytes:
    return _NO_RESULT.sub(rb'<c\1 t="str"><v>' + UNCACHED.encode() + b"</v></c>", _ERROR.sub(rb'\1t="str"', xml))
