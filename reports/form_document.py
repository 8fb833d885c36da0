"""The registration forms of a branch's year, frozen: every paper form is drawn of this document (domain.md 3.1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.frozen import frozen, thawed
from rules.due import Due
from rules.forms import Item, YearForm
from storage.frame import Frame


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion on a member's form; what nobody has said yet is empty. `interims`: period and level, one by one."""

    criterion: str
    title: str
    registered: bool = False
    action: str = ""
    due: Due | None = None
    how: str = ""
    interims: tuple[tuple[str, str], ...] = ()
    added: str = ""
    added_due: Due | None = None
    level: str = ""
    what: str = ""
    rated: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class MemberForm:
    """A member's form. `state` is empty where nothing is registered; `done` of `of` is the year's rate."""

    roll: int
    name: str
    birth: str
    admitted: str
    audience: str
    paper: bool
    offices: tuple[str, ...]
    state: str
    confirmed_at: str
    confirmed_by: str
    outcome: str
    done: int
    of: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """A branch's forms of a year. `code` is the branch's; `blank`: to be filled in by hand, nothing but the head."""

    code: str
    unit: str
    above: str
    year: int
    made_at: datetime
    blank: bool
    members: tuple[MemberForm, ...]

    def json(self) -> bytes:
        """The same forms, the same bytes: days and instants as ISO 8601."""
        return frozen(self)

    def code_of(self, member: MemberForm) -> str:
        """What stands on the paper, as signs and as a QR picture, so that it finds its member again: 12A1/7/2027."""
        return f"{self.code}/{member.roll}/{self.year}"


def read_forms(raw: bytes) -> Forms:
    """What `Forms.json` wrote. Raises LookupError, TypeError or ValueError for anything else."""
    told = thawed(raw)
    members = tuple(map(_member, told["members"]))
    return Forms(**{**told, "members": members, "made_at": datetime.fromisoformat(told["made_at"])})


def forms_of(
    found: Sequence[YearForm],
    frame: Callable[[str | None], Frame],
    *,
    code: str,
    unit: str,
    above: str,
    year: int,
    made_at: datetime,
    blank: bool,
) -> Forms:
    """`frame` gives the criteria that are meant for an audience; what was registered stands there in any case."""
    members = tuple(_of(one, frame(one.audience), blank=blank) for one in found)
    return Forms(code, unit, above, year, made_at, blank, members)


def _of(form: YearForm, frame: Frame, *, blank: bool) -> MemberForm:
    head = (form.roll, form.name, form.birth, form.admitted, form.audience or "", form.paper, form.offices)
    offered = {code: Line(code, frame[code].title) for code in frame.codes}
    if blank:
        return MemberForm(*head, form.state, "", "", "", 0, 0, tuple(offered.values()))
    items = {item.criterion: item for item in form.items}
    added = {item.criterion: item for item in form.added}
    titles = {code: line.title for code, line in offered.items()}
    titles |= {code: item.title for code, item in (added | items).items()}
    lines = tuple(_line(form, code, title, items.get(code), added.get(code)) for code, title in titles.items())
    confirmed = (form.decided_at, form.decided_by) if form.state == "confirmed" else ("", "")
    return MemberForm(*head, form.state, *confirmed, form.outcome, form.done, form.of, lines)


def _line(form: YearForm, code: str, title: str, item: Item | None, added: Item | None) -> Line:
    return Line(
        code,
        title,
        item is not None,
        item.action if item else "",
        item.due if item else None,
        item.how if item else "",
        tuple(form.interims.get(code, ())),
        added.action if added else "",
        added.due if added else None,
        *form.assessed.get(code, ("", "")),
        *form.rated.get(code, ("", "")),
    )


def _member(told: dict[str, Any]) -> MemberForm:
    return MemberForm(**{**told, "offices": tuple(told["offices"]), "lines": tuple(map(_read_line, told["lines"]))})


def _read_line(told: dict[str, Any]) -> Line:
    interims = tuple((str(period), str(level)) for period, level in told["interims"])
    return Line(**{**told, "interims": interims, "due": _due(told["due"]), "added_due": _due(told["added_due"])})


def _due(told: dict[str, Any] | None) -> Due | None:
    if told is None:
        return None
    return Due(told["precision"], date.fromisoformat(told["start"]), date.fromisoformat(told["end"]))
