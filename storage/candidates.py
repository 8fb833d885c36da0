"""Who may owe a step: one question over the state that the conversations keep, for a whole country at once.

It may find too many, never too few: whether somebody really owes it is decided by the rules when the message goes out
(rules/reminding.py), and a test holds the two together.
"""

from typing import Any

from sqlalchemy import CTE, CompoundSelect, Integer, Select, and_, exists, literal_column, or_, select, union_all

from storage import tables as t
from storage.json_rows import each_of, rows_of
from storage.people import now_in
from storage.sql import one_of

TOLD = {
    "cycle": "int",
    "kind": "text",
    "period": "text",
    "step": "text",
    "days": "int",
    "day": "text",
    "due_at": "text",
    "state": "text",
    "reason": "text",
    "planned_at": "text",
}
"""What people are told of a step on a day, as it is handed to a statement with the "units" that are told it alike."""
_NOT_OWED_FORM = one_of("sent", "opened", "confirmed")
_WITH_COMMITTEE = one_of("sent", "opened")


def tells_of(dialect: str, *names: str) -> CTE:
    """What is handed to a statement as `:tells`: a row for each unit, with these columns of `TOLD` or all."""
    told = rows_of(dialect, "tells", **{name: TOLD[name] for name in names or TOLD}, units="ints")
    units, unit = each_of(dialect, told.c.units, "each_unit")
    columns = [told.c[name] for name in names or TOLD]
    rows = select(unit.label("unit"), *columns).select_from(told, units)
    return rows.cte("tells_of_units").prefix_with("MATERIALIZED")


def candidates(tells: CTE) -> CompoundSelect[Any]:
    """A row for each person who may owe what is told: the columns of the ledger, as `COLUMNS` names them."""
    return union_all(_members(tells), _committees(tells))


COLUMNS = (
    "cycle_id",
    "step",
    "person_id",
    "days_before",
    "seat",
    "unit_id",
    "day",
    "due_at",
    "state",
    "reason",
    "planned_at",
)


def _columns(tells: CTE, person: Any, seat: Any) -> tuple[Any, ...]:
    named = zip(COLUMNS, (tells.c.cycle, tells.c.step, person, tells.c.days, seat, tells.c.unit), strict=False)
    told = (tells.c.day, tells.c.due_at, tells.c.state, tells.c.reason, tells.c.planned_at)
    return (*(column.label(name) for name, column in named), *told)


def _members(tells: CTE) -> Select[Any]:
    """A member's own steps: registering (PN-03), looking back (PN-21), assessing the year (PN-22)."""
    no_form = or_(t.form.c.id.is_(None), t.form.c.state.not_in(_NOT_OWED_FORM))
    confirmed = t.form.c.state == literal_column("'confirmed'")
    answered = exists().where(t.interim.c.form_id == t.form.c.id, t.interim.c.period == tells.c.period)
    assessed = exists().where(t.assessment.c.form_id == t.form.c.id, t.assessment.c.state.in_(_WITH_COMMITTEE))
    return (
        select(*_columns(tells, t.membership.c.person_id, literal_column("0", Integer)))
        .select_from(tells)
        .join(t.membership, and_(t.membership.c.unit_id == tells.c.unit, now_in(t.membership)))
        .outerjoin(t.form, and_(t.form.c.person_id == t.membership.c.person_id, t.form.c.cycle_id == tells.c.cycle))
        .where(
            tells.c.kind.in_(one_of("registration", "interim", "self")),  # so that the rest is joined to nobody
            or_(
                and_(tells.c.kind == literal_column("'registration'"), no_form),
                and_(tells.c.kind == literal_column("'interim'"), confirmed, ~answered),
                and_(tells.c.kind == literal_column("'self'"), confirmed, ~assessed),
            ),
        )
    )


def _committees(tells: CTE) -> Select[Any]:
    """What a committee owes for its unit: entering (PN-07), rating (PN-09), and its morning digest."""
    entered = exists().where(
        t.gate.c.cycle_id == tells.c.cycle,
        t.gate.c.unit_id == tells.c.unit,
        t.gate.c.name == literal_column("'entry'"),
    )
    reported = exists().where(
        t.rating_round.c.cycle_id == tells.c.cycle,
        t.rating_round.c.unit_id == tells.c.unit,
        t.rating_round.c.state == literal_column("'reported'"),
    )
    members = exists().where(t.membership.c.unit_id == tells.c.unit, now_in(t.membership))
    return (
        select(*_columns(tells, t.role.c.person_id, tells.c.unit))
        .distinct()  # somebody who holds two offices of a unit is one person
        .select_from(tells)
        .join(t.role, and_(t.role.c.unit_id == tells.c.unit, now_in(t.role)))
        .where(
            members,
            or_(
                and_(tells.c.kind == literal_column("'entry'"), ~entered),
                and_(tells.c.kind == literal_column("'rating'"), ~reported),
                tells.c.kind.in_(one_of("digest", "month")),
            ),
        )
    )
