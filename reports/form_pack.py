"""The forms of a whole branch in one archive, named "Số thứ tự - Họ tên đoàn viên", with a list of who is missing."""

from io import BytesIO

import xlsxwriter

from chat.message import Attachment
from chat.texts import Texts
from reports.filenames import Listed, file_name, tame
from reports.form_document import Forms, MemberForm
from reports.form_sheet import FONT, OPTIONS, form_sheet
from reports.packing import packed

ENDING = ".xlsx"


def one_form(texts: Texts, forms: Forms) -> Attachment:
    """The form of the only member."""
    (member,) = forms.members
    return Attachment(_name(member), form_sheet(texts, forms, member))


def form_pack(texts: Texts, forms: Forms) -> Attachment:
    """The forms of all who have registered, or of everybody where they are blank. The same forms, the same bytes."""
    having = [member for member in forms.members if forms.blank or member.state]
    files = {_name(member): form_sheet(texts, forms, member) for member in having}
    kind = "form-pack-blank" if forms.blank else "form-pack"
    name = tame(texts(kind, year=str(forms.year), unit=forms.unit))
    return Attachment(f"{name}.zip", packed(files | {texts("form-missing") + ENDING: _missing(texts, forms)}))


def _name(member: MemberForm) -> str:
    return file_name(Listed(member.roll, member.name), ENDING)


def _missing(texts: Texts, forms: Forms) -> bytes:
    """Who has no form that counts, by number, and who of them registers on paper (PN-06)."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made, OPTIONS)
    book.set_properties({"created": forms.made_at.replace(tzinfo=None)})
    plain = book.add_format({"font_name": FONT, "font_size": 11, "border": 1})
    bold = book.add_format({"font_name": FONT, "font_size": 12, "bold": True})
    sheet = book.add_worksheet(texts("form-sheet"))
    missing = [member for member in forms.members if not member.state]
    title = texts("form-missing-title", year=str(forms.year), unit=forms.unit, count=len(missing))
    sheet.write_string(0, 0, title, bold)
    for at, id_ in enumerate(("form-head-roll", "form-head-name", "form-missing-why")):
        sheet.write_string(2, at, texts(id_), bold)
    for row, member in enumerate(missing, 3):
        sheet.write_number(row, 0, member.roll, plain)
        sheet.write_string(row, 1, member.name, plain)
        sheet.write_string(row, 2, texts("form-missing-paper") if member.paper else "", plain)
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 2, 32)
    book.close()
    return made.getvalue()
