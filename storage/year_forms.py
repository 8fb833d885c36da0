"""A branch's year as its forms hold it: of each member on the list what was registered, confirmed, said, decided."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import and_, bindparam, func, literal_column, or_, select

from rules.due import Due
from rules.forms import Item, YearForm
from storage import tables as t
from storage.access import Access
from storage.people import now_in
from storage.sql import Sql, Value, one_of

_REGISTERED = one_of("sent", "opened", "confirmed")
_form = and_(
    t.form.c.person_id == t.membership.c.person_id,
    t.form.c.cycle_id == bindparam("cycle"),
    t.form.c.state.in_(_REGISTERED),
)
_office = and_(
    t.role.c.person_id == t.membership.c.person_id, t.role.c.unit_id == t.membership.c.unit_id, now_in(t.role)
)
_decider = t.person.alias()
_IN_UNIT = and_(
    t.membership.c.unit_id == bindparam("unit"),
    now_in(t.membership),
    or_(bindparam("person") == literal_column("0"), t.membership.c.person_id == bindparam("person")),
)
LISTED = Sql(
    select(
        t.person.c.id,
        t.membership.c.roll,
        t.person.c.name,
        t.person.c.birth,
        t.person.c.admitted,
        t.membership.c.audience,
        t.membership.c.paper,
        t.form.c.id,
        t.form.c.state,
        t.form.c.decided_at,
        _decider.c.name,
        t.role.c.office,
    )
    .select_from(t.membership)
    .join(t.person, t.person.c.id == t.membership.c.person_id)
    .outerjoin(t.form, _form)
    .outerjoin(_decider, _decider.c.id == t.form.c.decided_by)
    .outerjoin(t.role, _office)
    .where(_IN_UNIT)
    .order_by(t.membership.c.roll, t.membership.c.id, t.role.c.id)
)
_ITEM = ("criterion", "group_title", "title", "action", "due_precision", "due_start", "due_end", "how")


def _of_forms(rows: Any) -> Any:
    """Of the forms of those who are on the list."""
    return rows.join(t.membership, t.membership.c.person_id == t.form.c.person_id).where(
        _IN_UNIT, t.form.c.cycle_id == bindparam("cycle"), t.form.c.state.in_(_REGISTERED)
    )


LINES = Sql(
    _of_forms(
        select(t.form.c.id, *(t.line.c[name] for name in _ITEM))
        .select_from(t.form)
        .join(t.line, and_(t.line.c.form_id == t.form.c.id, t.line.c.version == t.form.c.version))
    ).order_by(t.line.c.id)
)
ADDED = Sql(
    _of_forms(
        select(t.form.c.id, *(t.supplement.c[name] for name in _ITEM))
        .select_from(t.form)
        .join(
            t.supplement,
            and_(t.supplement.c.form_id == t.form.c.id, t.supplement.c.state == literal_column("'confirmed'")),
        )
    ).order_by(t.supplement.c.id)
)
INTERIMS = Sql(
    _of_forms(
        select(t.form.c.id, t.interim.c.period, t.interim_line.c.criterion, t.interim_line.c.level)
        .select_from(t.form)
        .join(t.interim, t.interim.c.form_id == t.form.c.id)
        .join(t.interim_line, t.interim_line.c.interim_id == t.interim.c.id)
    ).order_by(t.interim_line.c.id)
)
ASSESSED = Sql(
    _of_forms(
        select(t.form.c.id, t.assessment_line.c.criterion, t.assessment_line.c.level, t.assessment_line.c.what)
        .select_from(t.form)
        .join(t.assessment, t.assessment.c.form_id == t.form.c.id)
        .join(
            t.assessment_line,
            and_(
                t.assessment_line.c.assessment_id == t.assessment.c.id,
                t.assessment_line.c.version == t.assessment.c.version,
                t.assessment.c.state.in_(one_of("sent", "opened")),
            ),
        )
    ).order_by(t.assessment_line.c.id)
)
_rating = and_(
    t.rating.c.form_id == t.form.c.id,
    t.rating.c.person_id == t.form.c.person_id,  # by which it is found
    t.rating.c.cycle_id == t.form.c.cycle_id,
)
_IS_OUT = and_(t.rating_round.c.id == t.rating.c.round_id, t.rating_round.c.state != literal_column("'open'"))
"""Nobody reads a result before the branch has closed its round (handlers.why)."""
RATED = Sql(
    _of_forms(
        select(t.form.c.id, t.rating_line.c.criterion, t.rating_line.c.level, t.rating_line.c.remark)
        .select_from(t.form)
        .join(t.rating, _rating)
        .join(t.rating_round, _IS_OUT)
        .join(t.rating_line, t.rating_line.c.rating_id == t.rating.c.id)
    ).order_by(t.rating_line.c.id)
)
RESULTS = Sql(
    _of_forms(
        select(t.form.c.id, t.rating.c.outcome, t.rating.c.trace)
        .select_from(t.form)
        .join(t.rating, _rating)
        .join(t.rating_round, _IS_OUT)
    ).order_by(t.rating.c.id)
)
ANY_FORM = Sql(
    select(func.count())
    .select_from(t.form)
    .where(t.form.c.person_id == bindparam("person"), t.form.c.cycle_id == bindparam("cycle"))
)


class YearForms(Access):
    """Questions about whole forms."""

    async def year_forms(self, unit: int, cycle: int, person: int = 0) -> tuple[YearForm, ...]:
        """Of all who are on the unit's list today, by their numbers; of one person alone, if one is named."""
        asked: dict[str, Value] = {"unit": unit, "cycle": cycle, "person": person, "today": self.today.isoformat()}
        told: dict[int, dict[str, Any]] = defaultdict(
            lambda: {"items": [], "added": [], "interims": defaultdict(list), "assessed": {}, "rated": {}}
        )
        for what, sql in (("items", LINES), ("added", ADDED)):
            for form, *row in await self._read(sql, **asked):
                told[form][what].append(_item(row))
        for form, period, criterion, level in await self._read(INTERIMS, **asked):
            told[form]["interims"][criterion].append((period, level))
        for what, sql in (("assessed", ASSESSED), ("rated", RATED)):
            for form, criterion, level, words in await self._read(sql, **asked):
                told[form][what][criterion] = (level, words)
        for form, outcome, trace in await self._read(RESULTS, **asked):
            made = orjson.loads(trace) if trace else {}
            told[form] |= {"outcome": outcome or "", "done": made.get("done", 0), "of": made.get("of", 0)}
        forms: dict[int, YearForm] = {}
        for *row, form, state, at, by, office in await self._read(LISTED, **asked):
            who, roll, name, birth, admitted, audience, paper = row
            offices = (*(forms[who].offices if who in forms else ()), *((office,) if office else ()))
            parts = told[form] if form else {}
            parts |= {what: tuple(parts[what]) for what in ("items", "added") if form}
            head = (who, roll, name, birth, admitted or "", audience, paper is not None, offices)
            forms[who] = YearForm(*head, state or "", at or "", by or "", **parts)
        return tuple(forms.values())

    async def has_form(self, person: int, cycle: int) -> bool:
        """In whatever state: also one that was returned or taken back."""
        rows = await self._read(ANY_FORM, person=person, cycle=cycle)
        return bool(rows[0][0])


def _item(row: Sequence[Any]) -> Item:
    criterion, group_title, title, action, precision, start, end, how = row
    due = Due.from_json([precision, start, end])
    if due is None:
        raise ValueError(f"a line's due date is unreadable: {row[4:7]}")
    return Item(criterion, group_title, title, action, due, how)
