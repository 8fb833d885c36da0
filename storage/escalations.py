"""Branches that are overdue, for whoever answers for them above: how far each is, and rows of the ledger (PN-11)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, and_, case, exists, func, literal_column, select

from rules.escalation import Progress
from rules.telling import Told
from storage import tables as t
from storage.access import Access
from storage.calendars import UnitYear
from storage.candidates import COLUMNS
from storage.database import Database
from storage.json_rows import rows_of
from storage.people import now_in
from storage.planning import MARK, TOLD_APART, Tells, as_tells, as_told, fresh
from storage.sql import INSERT, Value, for_each, one_of

Step = tuple[UnitYear, Told]
"""A branch and a step of its year."""
_KEY = ("cycle_id", "step", "person_id", "days_before", "seat")
ROW = dict(zip(COLUMNS, ("int", "text", "int", "int", "int", "int", *["text"] * 5), strict=True))
"""A row of the ledger, as it is handed to a statement."""


def _fresh(dialect: str) -> Any:
    found = fresh(dialect, *TOLD_APART)
    return select(found.c.unit, found.c.step)


def _far(dialect: str) -> Any:
    """Members on today's list, those of them who have not registered in chat, and the committee's two steps."""
    units = rows_of(dialect, "units", unit="int", cycle="int", joined="text")
    listed = and_(t.membership.c.unit_id == units.c.unit, now_in(t.membership))
    registered = exists().where(
        t.form.c.person_id == t.membership.c.person_id,
        t.form.c.cycle_id == units.c.cycle,
        t.form.c.state.in_(one_of("sent", "opened", "confirmed")),
    )
    missed = and_(t.membership.c.paper.is_(None), t.membership.c.since <= units.c.joined, ~registered)
    entered = exists().where(
        t.gate.c.cycle_id == units.c.cycle,
        t.gate.c.unit_id == units.c.unit,
        t.gate.c.name == literal_column("'entry'"),
    )
    reported = exists().where(
        t.rating_round.c.cycle_id == units.c.cycle,
        t.rating_round.c.unit_id == units.c.unit,
        t.rating_round.c.state == literal_column("'reported'"),
    )

    def yes(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return case((condition, literal_column("1")), else_=literal_column("0"))

    counted = func.count(t.membership.c.id)
    missing = func.count(case((missed, t.membership.c.id)))
    return (
        select(units.c.unit, counted, missing, yes(entered), yes(reported))
        .select_from(units)
        .outerjoin(t.membership, listed)
        .group_by(units.c.unit, units.c.cycle)
    )


def _add(dialect: str) -> Any:
    given = rows_of(dialect, "rows", **ROW)
    rows = select(*given.c).where(given.c.cycle_id.is_not(None))  # without it SQLite takes ON for a join
    insert = INSERT[dialect]
    row = insert(t.reminder).from_select(COLUMNS, rows, include_defaults=False)
    return row.on_conflict_do_nothing(index_elements=_KEY)


FRESH = for_each(_fresh)
FAR = for_each(_far)
ADD = for_each(_add)


class Escalations(Access):
    """Questions about many branches at once."""

    async def progress_of(self, branches: Mapping[int, tuple[int, date]]) -> Mapping[int, Progress]:
        """How far each is in a cycle; whoever came later than that day is not missed. By unit: cycle and day."""
        units: list[Mapping[str, Value]] = [
            {"unit": unit, "cycle": cycle, "joined": str(day)} for unit, (cycle, day) in branches.items()
        ]
        rows = await self._read(FAR, units=_text(units), today=self.today.isoformat())
        return {
            unit: Progress(int(members), int(missing), bool(entered), bool(reported))
            for unit, members, missing, entered, reported in rows
        }


async def not_escalated_yet(database: Database, tells: Tells) -> Collection[tuple[int, str]]:
    """Those of which nobody above has been told, by this process or another: units and steps."""
    return {(unit, step) for unit, step in await database.read(FRESH, tells=as_tells(tells))}


async def escalate(
    database: Database, looked_at: Sequence[Step], told: Sequence[tuple[Step, Sequence[int]]], now: datetime
) -> None:
    """Rows for those who are told of what is overdue, and the mark that steps were looked at: both or nothing."""
    rows = [row_of(*step, now, person) for step, people in told for person in people]
    async with database.transaction() as run:
        if rows:
            await run(ADD, rows=_text(rows))
        await run(MARK, tells=as_tells((*step, now) for step in looked_at))


def row_of(year: UnitYear, told: Told, planned: datetime, person: int) -> Mapping[str, Value]:
    """A row of the ledger; the seat is the branch that is overdue."""
    said = as_told(told, year.cycle.id, planned)
    same = {name: said[name] for name in ("step", "day", "due_at", "state", "reason", "planned_at")}
    where = {"cycle_id": year.cycle.id, "seat": year.unit, "unit_id": year.unit}
    return {**same, **where, "person_id": person, "days_before": told.days}


def _text(rows: Sequence[Mapping[str, Value]]) -> str:
    return orjson.dumps(rows).decode()
