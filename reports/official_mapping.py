"""Which field goes where in an office's own workbook for the official import, as its TOML file says (PN-07)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.utils.exceptions import CellCoordinatesException

from programmes.files import Refused, read_table
from reports.form_words import COLUMNS

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of a worksheet
OF_BRANCH = ("unit", "above", "year")
OF_MEMBER = (
    *("roll", "name", "birth", "admitted", "office", "audience", "code"),
    *("criteria", "confirmed", "rate", "done", "of", "outcome"),
)
OF_LINE = ("number", *(name for name, _ in COLUMNS))
KINDS = ("member", "branch")
EACH = ("member", "line")
NAMED: Mapping[str, tuple[str, ...]] = {"member": ("roll", "name", "unit", "year"), "branch": ("unit", "year")}
"""What may stand in a file's name."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that repeat, from the number `first` on. `match`: the column where the template has criteria's codes."""

    first: int
    last: int
    each: str
    all: bool
    match: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping that can be used, as far as it can be told without its template. `called`: the mapping's own file."""

    called: str
    template: Path
    sheet: str
    kind: str
    file: str
    cells: Mapping[str, str]
    rows: Rows | None

    @property
    def in_cells(self) -> tuple[str, ...]:
        return OF_BRANCH if self.kind == "branch" else OF_BRANCH + OF_MEMBER


def load(place: Path) -> Mapped | Refused:
    """The sentence of a refusal is `official-refused-<code>`; it names the file, the key and what is allowed."""
    table = read_table(place)
    if isinstance(table, Refused):
        return table
    fault = next(_faults(table), None)
    if fault is not None:
        return Refused(fault.code, {"file": place.name, **fault.values})
    kind, rows = table.get("workbook", "member"), table.get("rows")
    return Mapped(
        place.name,
        place.parent / table["template"],
        table.get("sheet", ""),
        kind,
        table.get("file", "{roll} - {name}" if kind == "member" else "{unit} {year}"),
        table.get("cells", {}),
        _rows(kind, rows) if rows else None,
    )


def _rows(kind: str, told: Mapping[str, Any]) -> Rows:
    each = "line" if kind == "member" else told.get("each", "member")
    last = told.get("last", LAST_ROW)
    return Rows(told["first"], last, each, told.get("all", False), told.get("match", ""), told["columns"])


def _faults(table: Mapping[str, Any]) -> Iterator[Refused]:
    yield from _keys(
        table, "", {"template": str}, {"sheet": str, "workbook": str, "file": str, "cells": dict, "rows": dict}
    )
    kind = table.get("workbook", "member")
    yield from _one_of("workbook", kind, KINDS)
    yield from _name(table.get("file", "{roll}"), kind) if "file" in table else ()
    fields = OF_BRANCH if kind == "branch" else OF_BRANCH + OF_MEMBER
    for cell, field in table.get("cells", {}).items():
        if not _is_cell(cell):
            yield Refused("bad-cell", {"key": f"cells.{cell}"})
        yield from _one_of(f"cells.{cell}", field, fields)
    rows = table.get("rows")
    if rows is None:
        if not table.get("cells"):
            yield Refused("missing-key", {"key": "rows"})
        return
    yield from _keys(
        rows, "rows.", {"first": int, "columns": dict}, {"last": int, "each": str, "all": bool, "match": str}
    )
    yield from _in_rows(kind, rows)


def _in_rows(kind: str, rows: Mapping[str, Any]) -> Iterator[Refused]:
    each = rows.get("each", "line" if kind == "member" else "member")
    yield from _one_of("rows.each", each, ("line",) if kind == "member" else EACH)
    for key, least in (("first", 1), ("last", rows["first"])):
        if not least <= rows.get(key, least) <= LAST_ROW:
            yield Refused("bad-row", {"key": f"rows.{key}", "least": str(least)})
    if "match" in rows and (kind != "member" or not _is_column(rows["match"])):
        yield Refused("bad-match" if kind != "member" else "bad-column", {"key": "rows.match"})
    allowed = OF_BRANCH + OF_MEMBER + (OF_LINE if each == "line" else ("number",))
    for column, field in rows["columns"].items():
        if not _is_column(column):
            yield Refused("bad-column", {"key": f"rows.columns.{column}"})
        yield from _one_of(f"rows.columns.{column}", field, allowed)


def _keys(
    table: Mapping[str, Any], under: str, needed: Mapping[str, type], may: Mapping[str, type]
) -> Iterator[Refused]:
    known = {**needed, **may}
    for key, value in table.items():
        if key not in known:
            yield Refused("unknown-key", {"key": f"{under}{key}", "allowed": ", ".join(known)})
        elif type(value) is not known[key]:
            yield Refused("bad-value", {"key": f"{under}{key}"})
    for key in needed:
        if key not in table:
            yield Refused("missing-key", {"key": f"{under}{key}"})


def _one_of(key: str, said: object, allowed: tuple[str, ...]) -> Iterator[Refused]:
    if said not in allowed:
        yield Refused("not-one-of", {"key": key, "said": str(said), "allowed": ", ".join(allowed)})


def _name(pattern: str, kind: str) -> Iterator[Refused]:
    """Two members may have one name, so a member's file has the number."""
    allowed = NAMED.get(kind, ())
    try:
        parts = [part[1:] for part in Formatter().parse(pattern)]
    except ValueError:
        parts = [("", "", None)]
    names = [name for name, *_ in parts if name is not None]
    plain = all(not more and not conversion for name, more, conversion in parts if name is not None)
    if not plain or not set(names) <= set(allowed) or (kind == "member" and "roll" not in names):
        yield Refused("bad-name", {"key": "file", "allowed": ", ".join(f"{{{name}}}" for name in allowed)})


def _is_cell(text: str) -> bool:
    try:
        column, row = coordinate_from_string(text)
    except CellCoordinatesException:
        return False
    return text == f"{column}{row}" and _is_column(column) and 1 <= row <= LAST_ROW


def _is_column(text: str) -> bool:
    try:
        return text.isascii() and text.isupper() and column_index_from_string(text) <= LAST_COLUMN
    except ValueError:
        return False
