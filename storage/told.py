"""What the ledger can say for itself: to a person about the own rows, to a committee about those of its units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Integer, Text, and_, bindparam, case, func, literal_column, select

from rules.places import Place
from storage import tables as t
from storage.access import Access
from storage.json_rows import rows_of
from storage.people import on_roll
from storage.sql import Sql, for_each, one_of

MOST = 200  # rows of a person that are looked through
SILENT = ("nothing", "superseded")
"""Rows about which nobody has ever expected a message."""

_at = func.coalesce(t.reminder.c.sent_at, t.reminder.c.due_at)
_OPEN = and_(t.cycle.c.id == t.reminder.c.cycle_id, t.cycle.c.state == literal_column("'open'"))
OWN = Sql(
    select(
        t.reminder.c.step,
        t.reminder.c.days_before,
        t.reminder.c.state,
        t.reminder.c.reason,
        t.reminder.c.platform,
        _at,
        t.reminder.c.opened_at,
        case((t.reminder.c.seat > literal_column("0"), t.unit.c.code), else_=literal_column("''")),
        t.outbox.c.received_at,
    )
    .join(t.unit, t.unit.c.id == t.reminder.c.unit_id)
    .outerjoin(t.outbox, t.outbox.c.id == t.reminder.c.outbox_id)
    .where(t.reminder.c.person_id == bindparam("person"), t.reminder.c.reason.not_in(one_of(*SILENT)))
    .order_by(_at.desc(), t.reminder.c.id.desc())
    .limit(literal_column(str(MOST)))
)
_STEPS = {"sqlite": "instr", "postgresql": "strpos"}


def _kind(dialect: str) -> Any:
    """The step's name without the part of the year or the day."""
    blank = literal_column("' '", Text)
    ends = getattr(func, _STEPS[dialect])(t.reminder.c.step.concat(blank), blank)
    return func.substr(t.reminder.c.step, literal_column("1", Integer), ends - literal_column("1", Integer))


def _counts(dialect: str) -> Any:
    units, kind = rows_of(dialect, "units", unit="int"), _kind(dialect)
    what = (t.reminder.c.unit_id, kind, t.reminder.c.days_before, t.reminder.c.state, t.reminder.c.reason)
    rows = select(*what, func.count(), func.count(t.reminder.c.opened_at)).select_from(t.reminder)
    spoken = t.reminder.c.reason.not_in(one_of(*SILENT))
    mine = t.reminder.c.unit_id.in_(select(units.c.unit))  # a join would begin at all rows of the year
    return rows.join(t.cycle, _OPEN).where(mine, spoken).group_by(*what)


def _people(dialect: str) -> Any:
    return (
        select(
            t.reminder.c.person_id,
            t.person.c.name,
            t.membership.c.roll,
            t.reminder.c.days_before,
            t.reminder.c.state,
            t.reminder.c.reason,
            t.reminder.c.platform,
            _at,
            t.reminder.c.opened_at,
        )
        .select_from(t.reminder)
        .join(t.cycle, _OPEN)
        .join(t.person, t.person.c.id == t.reminder.c.person_id)
        .outerjoin(t.membership, on_roll(t.reminder))
        .where(
            t.reminder.c.unit_id == bindparam("unit"),
            _kind(dialect) == bindparam("kind"),
            t.reminder.c.reason.not_in(one_of(*SILENT)),
        )
        .order_by(_at, t.reminder.c.id)
    )


COUNTS = for_each(_counts)
PEOPLE = for_each(_people)


@dataclass(frozen=True, slots=True)
class OwnRow:
    """What the bot has told a person, or why not. `at`: when, or when it is due; `unit`: of a committee's step."""

    step: str
    days: int
    state: str
    reason: str
    platform: str | None
    at: str
    opened_at: str | None
    unit: str = ""
    received_at: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of a unit there are of a kind of step and a day, in a state; after how many it was begun with."""

    unit: int
    kind: str
    days: int
    state: str
    reason: str
    count: int
    opened: int


@dataclass(frozen=True, slots=True)
class Heard:
    """All rows of a person about a kind of step, in the order of time; `roll`: None for who is not on the list."""

    name: str
    roll: int | None
    rows: tuple[OwnRow, ...]


class ToldOf(Access):
    """Questions to the ledger."""

    async def told_me(self, person: int) -> Sequence[OwnRow]:
        """The newest first."""
        return [OwnRow(*row) for row in await self._read(OWN, person=person)]

    async def told_among(self, units: Iterable[Place]) -> Sequence[Counted]:
        """Of these units, in the years that are open."""
        given = orjson.dumps([{"unit": place.unit} for place in units]).decode()
        return [Counted(*row) for row in await self._read(COUNTS, units=given)]

    async def told_in(self, unit: int, kind: str) -> Sequence[Heard]:
        """Everybody of this one unit whom the ledger names for a kind of step, by number."""
        named: dict[int, tuple[str, int | None]] = {}
        rows: dict[int, list[OwnRow]] = {}
        for person, name, roll, *told in await self._read(PEOPLE, unit=unit, kind=kind, today=self.today.isoformat()):
            named[person] = (name, roll)
            rows.setdefault(person, []).append(OwnRow(kind, *told))
        found = [Heard(*named[person], tuple(own)) for person, own in rows.items()]
        return sorted(found, key=lambda one: (one.roll is None, one.roll or 0, one.name))
