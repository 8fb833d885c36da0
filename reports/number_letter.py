"""The number report as a letter: what the marks of its template stand for."""

from collections.abc import Mapping, Sequence

from chat.dates import say_day
from chat.texts import Texts
from reports.letters import Letter, letter
from reports.result import Result, Row
from reports.table import COLUMNS, cells
from reports.text import summary

BRANCHES = 2000
"""So many are listed: nobody reads more in Word, and the pages of a nation would take a server's memory."""


def number_letter(texts: Texts, result: Result, folder: str = "") -> Letter:
    """With its appendix; every number comes from the same cells as on every paper."""
    return letter("number-report", texts, _marks(texts, result), folder)


def _marks(texts: Texts, result: Result) -> Mapping[str, object]:
    everyone = [] if result.branches == result.rows else result.branches
    branches = everyone if len(everyone) <= BRANCHES else []
    left_out = [texts("letter-branches-elsewhere", count=len(everyone))] if everyone and not branches else []
    by = result.made_by or texts("figures-by-nobody")
    return {
        "unit": result.whole.name.upper(),
        "above": result.above.upper(),
        "year": str(result.year),
        "day": say_day(result.day, texts),
        "date": texts("letter-date", day=f"{result.day:%d}", month=f"{result.day:%m}", year=str(result.day.year)),
        "lines": [*summary(texts, result).splitlines(), *left_out],
        "mark": texts("sheet-mark", by=by, fingerprint=result.fingerprint),
        "rows": _rows(result.rows),
        "branches": _rows(branches),
        "whole": _cells("", texts("sheet-sum"), result.whole),
    }


def _rows(rows: Sequence[Row]) -> Sequence[Mapping[str, str]]:
    return [_cells(str(at), row.name, row) for at, row in enumerate(rows, 1)]


def _cells(number: str, name: str, row: Row) -> Mapping[str, str]:
    told = {column.name: str(cell) for column, cell in zip(COLUMNS, cells(row), strict=True)}
    return {"number": number, "unit": name, **told}
