"""The files for the official import: an office's own workbook, filled as its mapping file says (PN-05, PN-07)."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.xml.functions import tostring

from chat.texts import Texts
from programmes.files import Refused
from reports.filenames import tame
from reports.form_document import Forms, MemberForm
from reports.form_pack import ENDING, Pack, missing
from reports.official_fields import Value, lines_of, of_branch, of_line, of_member
from reports.official_mapping import Mapped, Rows, load
from reports.packing import packed, unpacked

CORE = "docProps/core.xml"
LOOKS_LIKE_A_FORMULA = ("=", "+", "-", "@")


class _Unfit(Exception):
    """Mapping and template do not fit; it ends what is being filled."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.refused = Refused(code, values)


def official_pack(texts: Texts, forms: Forms, mapping: str) -> Pack:
    """All who have registered, and who is missing; empty where the mapping cannot be used, and `fault` says why."""
    mapped = load(Path(mapping))
    fault = fault_of(texts, mapping)
    if fault or isinstance(mapped, Refused):
        return Pack("", b"", fault)
    try:
        files = {f"{tame(name)}{ENDING}": content for name, content in _books(texts, forms, mapped)}
    except _Unfit as unfit:
        return Pack("", b"", _said(texts, unfit.refused))
    files[texts("form-missing") + ENDING] = missing(texts, forms)
    name = tame(texts("form-pack-official", year=str(forms.year), unit=forms.unit))
    return Pack(f"{name}.zip", packed(files))


def fault_of(texts: Texts, mapping: str) -> str:
    """Why this mapping and its template cannot be used, a sentence; nothing where they can."""
    mapped = load(Path(mapping))
    if isinstance(mapped, Refused):
        return _said(texts, mapped)
    try:
        _opened(mapped)
    except _Unfit as unfit:
        return _said(texts, unfit.refused)
    return ""


def _said(texts: Texts, refused: Refused) -> str:
    return texts(f"official-refused-{refused.code}", **refused.values)


def _books(texts: Texts, forms: Forms, mapped: Mapped) -> Iterable[tuple[str, bytes]]:
    members = [member for member in forms.members if member.state]
    if mapped.kind == "branch":
        about = of_branch(forms)
        yield mapped.file.format(**about), _filled(forms, mapped, about, _of_all(texts, forms, mapped.rows, members))
        return
    for member in members:
        about = of_member(texts, forms, member)
        yield mapped.file.format(**about), _filled(forms, mapped, about, _of_all(texts, forms, mapped.rows, [member]))


def _of_all(
    texts: Texts, forms: Forms, rows: Rows | None, members: Sequence[MemberForm]
) -> Sequence[Mapping[str, Value]]:
    """What each row is filled of, in order."""
    told: list[Mapping[str, Value]] = []
    for member in members if rows else ():
        about = of_member(texts, forms, member)
        lines = lines_of(member, all_of_them=rows.all) if rows and rows.each == "line" else (None,)
        told += [{**about, **(of_line(texts, member, line) if line else {})} for line in lines]
    return [{**row, "number": number} for number, row in enumerate(told, 1)]


def _filled(forms: Forms, mapped: Mapped, about: Mapping[str, Value], told: Sequence[Mapping[str, Value]]) -> bytes:
    book, sheet = _opened(mapped)
    for cell, field in mapped.cells.items():
        _write(mapped, sheet[cell], f"cells.{cell}", about[field])
    if mapped.rows:
        _fill_rows(mapped, mapped.rows, sheet, told)
    made = BytesIO()
    book.save(made)
    at = forms.made_at.replace(tzinfo=None)
    about_it = DocumentProperties(creator="", created=at, modified=at)
    return packed({**unpacked(made.getvalue()), CORE: tostring(about_it.to_tree())})


def _fill_rows(mapped: Mapped, rows: Rows, sheet: Any, told: Sequence[Mapping[str, Value]]) -> None:
    """Rows that the template has not prepared look like its first one."""
    for at, row in _placed(mapped, rows, sheet, told):
        for column, field in rows.columns.items():
            cell, first = sheet[f"{column}{at}"], sheet[f"{column}{rows.first}"]
            if not cell.has_style and first.has_style:
                cell._style = copy(first._style)
            _write(mapped, cell, f"rows.columns.{column}", row[field])


def _placed(
    mapped: Mapped, rows: Rows, sheet: Any, told: Sequence[Mapping[str, Value]]
) -> Iterable[tuple[int, Mapping[str, Value]]]:
    """Each with its row: one after the other, or where the template has the criterion's code."""
    if rows.match:
        last = min(rows.last, sheet.max_row)
        found = {str(sheet[f"{rows.match}{row}"].value or "").strip(): row for row in range(rows.first, last + 1)}
        for row in told:
            if row["criterion"] not in found:
                raise _Unfit("no-such-code", file=mapped.called, column=rows.match, said=str(row["criterion"]))
            yield found[str(row["criterion"])], row
        return
    if rows.first + len(told) - 1 > rows.last:
        raise _Unfit("too-many-rows", file=mapped.called, count=str(len(told)), room=str(rows.last - rows.first + 1))
    yield from enumerate(told, rows.first)


def _write(mapped: Mapped, cell: Any, key: str, value: Value) -> None:
    """Text stays text: none is taken for a formula, an error or a number, whatever it begins with."""
    if isinstance(cell, MergedCell):
        raise _Unfit("merged", file=mapped.called, key=key, said=cell.coordinate)
    if isinstance(value, int):
        cell.value = value
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.value = text or None
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(LOOKS_LIKE_A_FORMULA)


def _opened(mapped: Mapped) -> tuple[Any, Any]:
    """The template and its sheet, on which every cell of the mapping can be written."""
    about = {"file": mapped.called, "template": str(mapped.template)}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(mapped.template)
    except FileNotFoundError:
        raise _Unfit("no-template", **about) from None
    except Exception as problem:  # noqa: BLE001 - whatever stands in an office's file
        raise _Unfit("unreadable-template", **about, problem=type(problem).__name__) from None
    names = [sheet.title for sheet in book.worksheets]
    if mapped.sheet and mapped.sheet not in names:
        raise _Unfit("no-sheet", **about, said=mapped.sheet, allowed=", ".join(names))
    sheet = book[mapped.sheet or names[0]]
    keys = {cell: f"cells.{cell}" for cell in mapped.cells}
    if mapped.rows and not mapped.rows.match:
        keys |= {f"{column}{mapped.rows.first}": f"rows.columns.{column}" for column in mapped.rows.columns}
    for cell, key in keys.items():
        if isinstance(sheet[cell], MergedCell):
            raise _Unfit("merged", file=mapped.called, key=key, said=cell)
    return book, sheet
