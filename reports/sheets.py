"""The number report as a workbook: every figure as a number with its format, a chart of its own, ready to print."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from chat.dates import say_day
from chat.texts import Texts
from reports.printed import FONT, OPTIONS, on_a4
from reports.result import Result, Row
from reports.table import COLUMNS, GRADES, Count, Share, cells
from reports.text import summary

HEADINGS = 4  # rows above the columns' names
FIRST = 2  # columns before the figures: number and unit
WIDTH = 7  # of a figure's column at least, in characters: some twenty of them stand side by side on A4
UNIT = 24


def workbook(texts: Texts, result: Result) -> bytes:
    """Sheets: the units right below, all branches, the grades as a chart, the figures in words."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    book.set_properties({"title": _title(texts, result), "comments": result.fingerprint})
    book.set_size(2400, 1200)
    forms = _formats(book)
    _sheet(book, forms, texts, result, texts("sheet-units"), result.rows)
    if result.branches != result.rows:
        _sheet(book, forms, texts, result, texts("sheet-branches"), result.branches)
    _chart(book, forms, texts, result)
    book.close()
    return made.getvalue()


def _title(texts: Texts, result: Result) -> str:
    return texts("sheet-title", unit=result.whole.name, year=str(result.year))


def _formats(book: Any) -> dict[str, Any]:
    border = {"border": 1, "valign": "vcenter", "font_name": FONT, "font_size": 11}
    head = {**border, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#E8EEF7"}
    plain = {"font_name": FONT, "font_size": 11}
    return {
        "title": book.add_format({**plain, "bold": True, "font_size": 14}),
        "note": book.add_format({**plain, "italic": True}),
        "head": book.add_format(head),
        "text": book.add_format({**border, "text_wrap": True}),
        "count": book.add_format({**border, "num_format": "#,##0"}),
        "share": book.add_format({**border, "num_format": "0.00%"}),
        "whole-text": book.add_format({**border, "bold": True}),
        "whole-count": book.add_format({**border, "bold": True, "num_format": "#,##0"}),
        "whole-share": book.add_format({**border, "bold": True, "num_format": "0.00%"}),
    }


def _sheet(book: Any, forms: dict[str, Any], texts: Texts, result: Result, name: str, rows: Sequence[Row]) -> None:
    """A table of units with the whole below it; counts that nobody has are left to be seen as 0."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, _title(texts, result), forms["title"])
    sheet.write_string(1, 0, texts("sheet-day", day=say_day(result.day, texts)), forms["note"])
    sheet.write_string(2, 0, _mark(texts, result), forms["note"])
    sheet.write_string(HEADINGS, 0, texts("sheet-number"), forms["head"])
    sheet.write_string(HEADINGS, 1, texts("report-column-unit"), forms["head"])
    for at, column in enumerate(COLUMNS, FIRST):
        sheet.write_string(HEADINGS, at, texts(f"report-column-{column.name}"), forms["head"])
    for at, row in enumerate(rows, 1):
        _row(sheet, forms, HEADINGS + at, str(at), f"{row.code} {row.name}", row, "")
    _row(sheet, forms, HEADINGS + len(rows) + 1, "", texts("sheet-sum"), result.whole, "whole-")
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, UNIT)
    for at, cell in enumerate(cells(result.whole), FIRST):
        sheet.set_column(at, at, max(WIDTH, len(str(cell)) + 1))
    sheet.set_row(HEADINGS, 62)
    sheet.freeze_panes(HEADINGS + 1, FIRST)
    on_a4(sheet)
    sheet.repeat_rows(HEADINGS)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
    sheet.set_footer(f"&L{result.fingerprint}&R&P/&N")


def _row(sheet: Any, forms: dict[str, Any], at: int, number: str, name: str, row: Row, weight: str) -> None:
    sheet.write_string(at, 0, number, forms[f"{weight}text"])
    sheet.write_string(at, 1, name, forms[f"{weight}text"])
    for place, cell in enumerate(cells(row), FIRST):
        match cell:
            case Count(number=count):
                sheet.write_number(at, place, count, forms[f"{weight}count"])
            case Share(hundredths=None):
                sheet.write_string(at, place, str(cell), forms[f"{weight}text"])
            case Share(hundredths=int() as share):
                sheet.write_number(at, place, share / 10_000, forms[f"{weight}share"])


def _chart(book: Any, forms: dict[str, Any], texts: Texts, result: Result) -> None:
    """The four grades, drawn by the office program itself from cells beside it."""
    sheet = book.add_worksheet(texts("sheet-chart"))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 2, 14)
    on_a4(sheet, pages=1)
    told = dict(zip([column.name for column in COLUMNS], cells(result.whole), strict=True))
    sheet.write_string(0, 0, texts("sheet-grade"), forms["head"])
    sheet.write_string(0, 1, texts("sheet-count"), forms["head"])
    sheet.write_string(0, 2, texts("sheet-share"), forms["head"])
    for at, grade in enumerate(GRADES, 1):
        count, share = told[grade], told[f"{grade}_share"]
        sheet.write_string(at, 0, texts(f"report-column-{grade}"), forms["text"])
        if isinstance(count, Count):
            sheet.write_number(at, 1, count.number, forms["count"])
        sheet.write_string(at, 2, str(share), forms["text"])
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": [sheet.name, 0, 1],
            "categories": [sheet.name, 1, 0, len(GRADES), 0],
            "values": [sheet.name, 1, 1, len(GRADES), 1],
            "fill": {"color": "#0B4F9E"},
            "data_labels": {"value": True, "num_format": "#,##0"},
        }
    )
    chart.set_title({"name": texts("chart-grades", unit=result.whole.name, year=str(result.year))})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 640, "height": 320})
    sheet.insert_chart(len(GRADES) + 2, 0, chart)
    for at, told_line in enumerate(summary(texts, result).splitlines(), len(GRADES) + 20):
        sheet.write_string(at, 0, told_line)


def _mark(texts: Texts, result: Result) -> str:
    return texts("sheet-mark", by=result.made_by or texts("figures-by-nobody"), fingerprint=result.fingerprint)
