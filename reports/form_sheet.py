"""A member's registration form as a workbook that is printed, written on by hand or typed into (domain.md 3.1)."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import segno
import xlsxwriter

from chat.dates import short_due
from chat.texts import Texts
from reports.form_document import Forms, Line, MemberForm
from rules.figures import percent
from storage.instants import local_day, moment

COLUMNS: Sequence[tuple[str, float]] = (
    ("criterion", 5),
    ("title", 26),
    ("registered", 7),
    ("action", 22),
    ("due", 11),
    ("how", 18),
    ("confirmed", 13),
    ("interim", 13),
    ("added", 13),
    ("level", 9),
    ("what", 15),
    ("rated", 12),
)
"""In the order of the paper, with their widths in characters; the first six are read back."""
READ = 6
CODE_ROW = 6  # where the code of the form stands, in the column `VALUE`
LABEL, VALUE = 0, 2
HEADINGS = 8
TICK = "X"
FONT = "Times New Roman"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


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
        for at, cell in enumerate(_cells(texts, member, line)):
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
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADINGS)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L{code}&R&P/&N")


def _head(sheet: Any, looks: dict[str, Any], texts: Texts, forms: Forms, member: MemberForm) -> None:
    code = forms.code_of(member)
    above = " · ".join(name for name in (texts("form-union"), forms.above, forms.unit) if name)
    sheet.write_string(0, 0, above, looks["plain"])
    sheet.write_string(1, 0, texts("form-title", year=str(forms.year)), looks["title"])
    offices = ", ".join(texts(f"office-{office}") for office in member.offices)
    audience = texts(f"audience-{member.audience}") if member.audience else ""
    told = (
        (("roll", str(member.roll)), ("office", offices)),
        (("name", member.name), ("audience", audience)),
        (("birth", _day(member.birth)), ("card", "")),
        (("admitted", _day(member.admitted)), None),
        (("code", code), None),
    )
    for row, pairs in enumerate(told, CODE_ROW - 4):
        for at, pair in zip((LABEL, LABEL + 4), pairs, strict=True):
            if pair:
                sheet.write_string(row, at, texts(f"form-head-{pair[0]}"), looks["plain"])
                sheet.write_string(row, at + VALUE, pair[1], looks["bold"])
    note = texts("form-note", column=texts("form-column-registered"))
    sheet.write_string(CODE_ROW + 1, 0, note, looks["note"])
    picture = BytesIO()
    segno.make(code, error="m", micro=False).save(picture, kind="png", scale=4, border=2)
    sheet.insert_image(0, len(COLUMNS) - 1, "code.png", {"image_data": picture, "description": code})


def _cells(texts: Texts, member: MemberForm, line: Line) -> Sequence[str]:
    due = short_due(line.due, texts) if line.due else ""
    added = [line.added, short_due(line.added_due, texts)] if line.added_due else []
    rated = _level(texts, line.rated)
    if line.remark:
        rated = texts("form-rated", level=rated, remark=line.remark)
    return (
        line.criterion,
        line.title,
        TICK if line.registered else "",
        line.action,
        due,
        line.how,
        _confirmed(texts, member) if line.registered else "",
        "\n".join(_interim(texts, period, said) for period, said in line.interims),
        "\n".join(added),
        _level(texts, line.level),
        line.what,
        rated,
    )


def _confirmed(texts: Texts, member: MemberForm) -> str:
    if not member.confirmed_at:
        return ""
    by = texts("form-confirmed-by", name=member.confirmed_by) if member.confirmed_by else ""
    return texts("form-confirmed", day=f"{local_day(moment(member.confirmed_at)):%d/%m/%Y}", by=by)


def _interim(texts: Texts, period: str, level: str) -> str:
    year, _, part = period.partition("-")
    said = {"period": texts(f"interim-period-{part}", year=year), "level": texts(f"form-interim-{level}")}
    return texts("form-interim", **said)


def _level(texts: Texts, level: str) -> str:
    return texts(f"level-{level}") if level else ""


def _foot(sheet: Any, looks: dict[str, Any], texts: Texts, member: MemberForm, row: int) -> None:
    """The year's result, and who signs."""
    rate = percent(member.done, member.of) if member.of else "………"
    outcome = texts(f"outcome-{member.outcome}") if member.outcome else "………"
    sheet.write_string(row, 0, texts("form-rate", rate=rate), looks["bold"])
    sheet.write_string(row, 4, texts("form-outcome", outcome=outcome), looks["bold"])
    for at, who in ((1, "member"), (5, "branch"), (9, "above")):
        sheet.write_string(row + 2, at, texts(f"form-sign-{who}"), looks["bold"])
        sheet.write_string(row + 3, at, texts("form-signed"), looks["note"])


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""
