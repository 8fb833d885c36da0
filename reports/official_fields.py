"""What the fields of a mapping stand for: of the branch, of a member, of a line of the member's form."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from chat.texts import Texts
from reports import form_words as words
from reports.form_document import Forms, Line, MemberForm
from reports.form_words import COLUMNS

Value: TypeAlias = str | int
"""Numbers are numbers: roll, year and what is counted. All else is text."""


def of_branch(forms: Forms) -> Mapping[str, Value]:
    return {"unit": forms.unit, "above": forms.above, "year": forms.year}


def of_member(texts: Texts, forms: Forms, member: MemberForm) -> Mapping[str, Value]:
    registered = [line for line in member.lines if line.registered]
    confirmed = of_line(texts, member, registered[0])["confirmed"] if registered else ""
    return {
        **of_branch(forms),
        **words.head(texts, forms, member),
        "roll": member.roll,
        "criteria": "; ".join(line.criterion for line in registered),
        "confirmed": confirmed,
        "rate": words.rate(member) if member.of else "",
        "done": member.done,
        "of": member.of,
        "outcome": words.outcome(texts, member) if member.outcome else "",
    }


def of_line(texts: Texts, member: MemberForm, line: Line) -> Mapping[str, Value]:
    names = [name for name, _ in COLUMNS]
    return dict(zip(names, words.cells(texts, member, line), strict=True))


def lines_of(member: MemberForm, *, all_of_them: bool) -> Sequence[Line]:
    """What was registered, at the beginning or later; or everything that is offered."""
    return [line for line in member.lines if all_of_them or line.registered or line.added]
