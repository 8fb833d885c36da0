"""The number report as a plain file: JSON as it was frozen, CSV for any other program."""

import csv
from io import StringIO

from chat.texts import Texts
from reports.result import Result
from reports.table import COLUMNS, Count, cells

BOM = "\ufeff"  # without it Excel reads Vietnamese letters as something else
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(_texts: Texts, result: Result) -> bytes:
    return result.json()


def as_csv(texts: Texts, result: Result) -> bytes:
    """Every branch, then the whole; shares as Vietnamese write them, from the same cells as on every paper."""
    made = StringIO()
    rows = csv.writer(made, lineterminator="\r\n")
    rows.writerow([texts("sheet-code"), texts("report-column-unit"), *_headings(texts)])
    for row in (*result.branches, result.whole):
        told = [str(cell.number) if isinstance(cell, Count) else str(cell) for cell in cells(row)]
        rows.writerow([safe(row.code), safe(row.name), *told])
    return (BOM + made.getvalue()).encode()


def safe(text: str) -> str:
    """What an office program would take for a formula begins with an apostrophe."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _headings(texts: Texts) -> list[str]:
    return [texts(f"report-column-{column.name}") for column in COLUMNS]
