"""The forms of a whole branch in one archive, named "Số thứ tự - Họ tên đoàn viên", with a list of who is missing."""

from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from chat.message import Attachment
from chat.texts import Texts
from reports.filenames import Listed, file_name, tame
from reports.form_document import Forms, MemberForm
from reports.form_letter import form_letter
from reports.form_sheet import form_sheet
from reports.letters import Letter
from reports.packing import packed
from reports.printed import FONT, OPTIONS, on_a4

ENDING = ".xlsx"


@dataclass(frozen=True, slots=True)
class Pack(Attachment):
    """Forms in a file. `fault`: a sentence for the operator, where a template of theirs could not be used."""

    fault: str = ""


def one_form(texts: Texts, forms: Forms, kind: str, templates: str = "") -> Pack:
    """The form of the only member, as "xlsx" or "docx"."""
    (member,) = forms.members
    form = _form(texts, forms, member, kind, templates)
    return Pack(_name(member, kind), form.content, form.fault)


def form_pack(texts: Texts, forms: Forms, kind: str, templates: str = "") -> Pack:
    """The forms of all who have registered, or of everybody where they are blank. The same forms, the same bytes."""
    having = [member for member in forms.members if forms.blank or member.state]
    made = {_name(member, kind): _form(texts, forms, member, kind, templates) for member in having}
    files = {name: form.content for name, form in made.items()} | {
        texts("form-missing") + ENDING: missing(texts, forms)
    }
    name = texts("form-pack-blank" if forms.blank else "form-pack", year=str(forms.year), unit=forms.unit)
    fault = next((form.fault for form in made.values() if form.fault), "")
    return Pack(f"{tame(name)}.zip", packed(files), fault)


def _form(texts: Texts, forms: Forms, member: MemberForm, kind: str, templates: str) -> Letter:
    if kind == "docx":
        return form_letter(texts, forms, member, templates)
    return Letter(form_sheet(texts, forms, member))


def _name(member: MemberForm, kind: str) -> str:
    return file_name(Listed(member.roll, member.name), f".{kind}")


def missing(texts: Texts, forms: Forms) -> bytes:
    """Who has no form that counts, by number, and who of them registers on paper (PN-06)."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    book.set_properties({"created": forms.made_at.replace(tzinfo=None)})
    plain = book.add_format({"font_name": FONT, "font_size": 11, "border": 1})
    bold = book.add_format({"font_name": FONT, "font_size": 12, "bold": True})
    sheet = book.add_worksheet(texts("form-sheet"))
    without = [member for member in forms.members if not member.state]
    title = texts("form-missing-title", year=str(forms.year), unit=forms.unit, count=len(without))
    sheet.write_string(0, 0, title, bold)
    for at, id_ in enumerate(("form-head-roll", "form-head-name", "form-missing-why")):
        sheet.write_string(2, at, texts(id_), bold)
    for row, member in enumerate(without, 3):
        sheet.write_number(row, 0, member.roll, plain)
        sheet.write_string(row, 1, member.name, plain)
        sheet.write_string(row, 2, texts("form-missing-paper") if member.paper else "", plain)
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 2, 32)
    on_a4(sheet, on_its_side=False)
    book.close()
    return made.getvalue()
