"""What stands on a registration form, in words: the same on every sheet and in every letter (domain.md 3.1)."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

import segno

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
TICK = "X"
BY_HAND = "………"


def head(texts: Texts, forms: Forms, member: MemberForm) -> Mapping[str, str]:
    """The facts above the lines, each by the name of its label; `card` is written by hand."""
    return {
        "roll": str(member.roll),
        "name": member.name,
        "birth": _day(member.birth),
        "admitted": _day(member.admitted),
        "code": forms.code_of(member),
        "office": ", ".join(texts(f"office-{office}") for office in member.offices),
        "audience": texts(f"audience-{member.audience}") if member.audience else "",
        "card": "",
    }


def code_picture(code: str) -> bytes:
    """The code as a QR picture (PNG)."""
    picture = BytesIO()
    segno.make(code, error="m", micro=False).save(picture, kind="png", scale=4, border=2)
    return picture.getvalue()


def cells(texts: Texts, member: MemberForm, line: Line) -> Sequence[str]:
    """In the order of `COLUMNS`."""
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


def rate(member: MemberForm) -> str:
    """The share of the year's lines that is done."""
    return percent(member.done, member.of) if member.of else BY_HAND


def outcome(texts: Texts, member: MemberForm) -> str:
    return texts(f"outcome-{member.outcome}") if member.outcome else BY_HAND


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""
