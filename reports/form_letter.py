"""A member's registration form in Word: what the marks of its template stand for."""

from collections.abc import Mapping

from chat.texts import Texts
from reports import form_words as words
from reports.form_document import Forms, MemberForm
from reports.form_words import COLUMNS
from reports.letters import Letter, Picture, letter

QR = 26  # millimetres


def form_letter(texts: Texts, forms: Forms, member: MemberForm, folder: str = "") -> Letter:
    """The same form, the same bytes."""
    return letter("registration-form", texts, _marks(texts, forms, member), folder)


def _marks(texts: Texts, forms: Forms, member: MemberForm) -> Mapping[str, object]:
    names = [name for name, _ in COLUMNS]
    told = words.head(texts, forms, member)
    return {
        **told,
        "unit": forms.unit.upper(),
        "above": forms.above.upper(),
        "year": str(forms.year),
        "title": texts("form-title", year=str(forms.year)),
        "note": texts("form-note", column=texts("form-column-registered")),
        "code_picture": Picture(words.code_picture(told["code"]), QR),
        "lines": [dict(zip(names, words.cells(texts, member, line), strict=True)) for line in member.lines],
        "rate": texts("form-rate", rate=words.rate(member)),
        "outcome": texts("form-outcome", outcome=words.outcome(texts, member)),
    }
