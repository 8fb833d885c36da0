"""Branches whose committee has something waiting: whoever of it is told so in the morning."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, literal_column, select

from rules.limits import BRANCHES
from rules.mornings import talk_is_asked_for
from storage import tables as t
from storage.sql import Run, Sql, one_of

_open = select(t.cycle.c.id).where(t.cycle.c.state == literal_column("'open'"))
_newer = t.interim.alias()
_settled = exists().where(
    t.rating_round.c.cycle_id == t.assessment.c.cycle_id,
    t.rating_round.c.unit_id == t.assessment.c.unit_id,
    t.rating_round.c.state.in_(one_of("closed", "reported")),
)
_talked = exists().where(
    t.check_in.c.unit_id == t.form.c.unit_id,
    t.check_in.c.cycle_id == t.form.c.cycle_id,
    t.check_in.c.month == bindparam("month"),
)


def _there(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(*conditions).correlate(t.unit)


def _branches(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Every branch is asked by its index, so that what was done years ago is not looked at."""
    return select(t.unit.c.id).where(t.unit.c.kind.in_(one_of(*BRANCHES)), *conditions)


_FORMS = _there(
    t.form.c.unit_id == t.unit.c.id, t.form.c.state.in_(one_of("sent", "opened")), t.form.c.cycle_id.in_(_open)
)
_SUPPLEMENTS = _there(
    t.supplement.c.unit_id == t.unit.c.id,
    t.supplement.c.state == literal_column("'sent'"),
    t.form.c.id == t.supplement.c.form_id,
    t.form.c.cycle_id.in_(_open),
)
_TICKETS = _there(
    t.ticket.c.unit_id == t.unit.c.id, t.ticket.c.state == literal_column("'open'"), t.ticket.c.cycle_id.in_(_open)
)
_INTERIMS = _there(
    t.interim.c.unit_id == t.unit.c.id,
    t.interim.c.comment_at.is_(None),
    t.form.c.id == t.interim.c.form_id,
    t.form.c.cycle_id.in_(_open),
    ~exists().where(_newer.c.unit_id == t.interim.c.unit_id, _newer.c.period > t.interim.c.period),
)
_ASSESSMENTS = _there(
    t.assessment.c.unit_id == t.unit.c.id,
    t.assessment.c.cycle_id.in_(_open),
    t.assessment.c.state == literal_column("'sent'"),
    ~_settled,
)
WAITING = Sql(_branches(_FORMS | _SUPPLEMENTS | _TICKETS | _INTERIMS | _ASSESSMENTS))
WITHOUT_TALK = Sql(
    _branches(
        _there(
            and_(t.form.c.unit_id == t.unit.c.id, t.form.c.state == literal_column("'confirmed'")),
            t.form.c.cycle_id.in_(_open),
            ~_talked,
        )
    )
)


async def units_with_something_waiting(read: Run, today: date) -> frozenset[int]:
    """What nobody has decided, answered or commented on; in the last days of a month, its talk not written down."""
    rows = list(await read(WAITING))
    if talk_is_asked_for(today):
        rows += await read(WITHOUT_TALK, month=f"{today:%Y-%m}")
    return frozenset(unit for (unit,) in rows)
