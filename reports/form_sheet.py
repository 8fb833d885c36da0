"""A member's registration form as a workbook that is printed, written on by hand or typed into (domain.md 3.1)."""

from collections.abc import Sequence
from io import BytesIO
from textwrap import wrap
from typing import Any

import xlsxwriter

from chat.texts import Texts
from reports import form_words as words
from reports.form_document import Forms, MemberForm
from reports.form_words import COLUMNS
from reports.printed import FONT, OPTIONS, on_a4

CODE_ROW = 6  # where the code of the form stands, in the column `VALUE`
LABEL, VALUE = 0, 2
BESIDE = 6  # columns from a label to the one on its right, so that a name of any length is seen whole
HEADINGS = 8
LINE = 13  # points of a line in a cell
LEAST = 2  # lines that a row has room for, because it may be written on by hand
SIGNS = 1.1  # of our letters beside those that a column's width is told in


def form_sheet(texts: Texts, forms: Forms, member: MemberForm) -> bytes:
    """The same form, the same bytes."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    title = texts("form-title", year=str(forms.year))
    book.set_properties({"title": title, "created": forms.made_at.replace(tzinfo=None)})
    looks = _looks(book)
    sheet = book.add_worksheet(texts("form-sheet"))
    _set_up(sheet, forms.code_of(member))
    _head(sheet, looks, texts, forms, member)
    for at, (name, _) in enumerate(COLUMNS):
        sheet.write_string(HEADINGS, at, texts(f"form-column-{name}"), looks["heading"])
    for row, line in enumerate(member.lines, HEADINGS + 1):
        told = words.cells(texts, member, line)
        sheet.set_row(row, LINE * _lines(told))
        for at, cell in enumerate(told):
            sheet.write_string(row, at, cell, looks["cell"])
    _foot(sheet, looks, texts, member, HEADINGS + len(member.lines) + 2)
    book.close()
    return made.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    plain = {"font_name": FONT, "font_size": 10}
    cell = {**plain, "border": 1, "valign": "top", "text_wrap": True, "num_format": "@"}
    return {
        "plain": book.add_format({**plain, "num_format": "@"}),
        "bold": book.add_format({**plain, "bold": True, "num_format": "@"}),
        "note": book.add_format({**plain, "italic": True}),
        "title": book.add_format({**plain, "bold": True, "font_size": 14}),
        "heading": book.add_format({**cell, "bold": True, "align": "center", "bg_color": "#E8EEF7"}),
        "cell": book.add_format(cell),
    }


def _set_up(sheet: Any, code: str) -> None:
    """A4, landscape, one page wide; what is on every page is the headings and whose form it is."""
    for at, (_, width) in enumerate(COLUMNS):
        sheet.set_column(at, at, width)
    sheet.set_row(HEADINGS, 54)
    on_a4(sheet)
    sheet.repeat_rows(HEADINGS)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L{code}&R&P/&N")


def _lines(told: Sequence[str]) -> int:
    """Not every office program finds out by itself how high a row has to be."""
    wrapped = (
        sum(len(wrap(line, int(width * SIGNS))) for line in cell.split("\n"))
        for cell, (_, width) in zip(told, COLUMNS, strict=True)
    )
    return max(LEAST, *wrapped)


def _head(sheet: Any, looks: dict[str, Any], texts: Texts, forms: Forms, member: MemberForm) -> None:
    code = forms.code_of(member)
    above = " · ".join(name for name in (texts("form-union"), forms.above, forms.unit) if name)
    sheet.write_string(0, 0, above, looks["plain"])
    sheet.write_string(1, 0, texts("form-title", year=str(forms.year)), looks["title"])
    told = words.head(texts, forms, member)
    for at, names in (
        (LABEL, ("roll", "name", "birth", "admitted", "code")),
        (LABEL + BESIDE, ("office", "audience", "card")),
    ):
        for row, name in enumerate(names, CODE_ROW - 4):
            sheet.write_string(row, at, texts(f"form-head-{name}"), looks["plain"])
            sheet.write_string(row, at + VALUE, told[name], looks["bold"])
    note = texts("form-note", column=texts("form-column-registered"))
    sheet.write_string(CODE_ROW + 1, 0, note, looks["note"])
    picture = BytesIO(words.code_picture(code))
    sheet.insert_image(0, len(COLUMNS) - 1, "code.png", {"image_data": picture, "description": code})


def _foot(sheet: Any, looks: dict[str, Any], texts: Texts, member: MemberForm, row: int) -> None:
    """The year's result, and who signs."""
    sheet.write_string(row, 0, texts("form-rate", rate=words.rate(member)), looks["bold"])
    sheet.write_string(row, 4, texts("form-outcome", outcome=words.outcome(texts, member)), looks["bold"])
    for at, who in ((1, "member"), (5, "branch"), (9, "above")):
        sheet.write_string(row + 2, at, texts(f"form-sign-{who}"), looks["bold"])
        sheet.write_string(row + 3, at, texts("form-signed"), looks["note"])
