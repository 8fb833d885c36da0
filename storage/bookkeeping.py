"""The ledger read as a whole: what came of every person, step and day, how it adds up, and what safe mode held back."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any

import orjson
from sqlalchemy import Integer, and_, bindparam, exists, func, literal_column, select, update

from storage import tables as t
from storage.database import Database
from storage.json_rows import rows_of
from storage.people import now_in, on_roll
from storage.sql import Run, Sql, for_each
from storage.tree import units_below

MANY = 5000  # rows read at once
_below = units_below()
_OF_YEAR = and_(t.cycle.c.id == t.reminder.c.cycle_id, t.cycle.c.year == bindparam("year", type_=Integer))
ENTRIES = Sql(
    select(
        t.reminder.c.id,
        t.unit.c.code,
        t.membership.c.roll,
        t.reminder.c.step,
        t.reminder.c.days_before,
        t.reminder.c.seat,
        t.reminder.c.day,
        t.reminder.c.state,
        t.reminder.c.reason,
        t.reminder.c.platform,
        t.reminder.c.message_id,
        t.reminder.c.due_at,
        t.reminder.c.sent_at,
        t.reminder.c.opened_at,
        func.coalesce(t.outbox.c.doubtful, literal_column("0", Integer)),
        t.outbox.c.received_at,
    )
    .join(t.cycle, _OF_YEAR)
    .join(t.unit, t.unit.c.id == t.reminder.c.unit_id)
    .join(_below, _below.c.unit == t.reminder.c.unit_id)
    .outerjoin(t.membership, on_roll(t.reminder))
    .outerjoin(t.outbox, t.outbox.c.id == t.reminder.c.outbox_id)
    .where(t.reminder.c.id > bindparam("after", type_=Integer))
    .order_by(t.reminder.c.id)
    .limit(literal_column(str(MANY)))
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger. `roll`: the number on the branch's list, None for whoever is not on it any more."""

    id: int
    unit: str
    roll: int | None
    step: str
    days_before: int
    seat: int
    day: str
    state: str
    reason: str
    platform: str | None
    message_id: str | None
    due_at: str
    sent_at: str | None
    opened_at: str | None
    doubtful: int
    received_at: str | None


ROOTS = Sql(
    select(t.unit.c.id)
    .where(~exists().where(t.unit_parent.c.unit_id == t.unit.c.id, now_in(t.unit_parent)))
    .order_by(t.unit.c.code)
)
CODED = Sql(select(t.unit.c.id).where(t.unit.c.code == bindparam("code")))


async def tops_of(read: Run, code: str | None, today: str) -> Sequence[int]:
    """The unit of this code; without one, all units that are below no other."""
    rows = await read(ROOTS, today=today) if code is None else await read(CODED, code=code)
    return [int(unit) for (unit,) in rows]


async def entries(read: Run, unit: int, year: int, today: str) -> AsyncIterator[Entry]:
    """All of a unit's and of those below it, in the order in which they were planned.

    A year of a province is a million rows: words that stand in most of them are kept once.
    """
    after = 0
    while rows := await read(ENTRIES, unit=unit, year=year, after=after, today=today):
        for row in rows:
            yield Entry(*map(_kept_once, row))
        after = int(rows[-1][0])


def _kept_once(value: Any) -> Any:
    return intern(value) if isinstance(value, str) else value


HELD = Sql(
    select(
        t.outbox.c.id,
        t.unit.c.code,
        t.membership.c.roll,
        t.outbox.c.kind,
        t.outbox.c.platform,
        t.outbox.c.created_at,
        t.outbox.c.reply,
    )
    .outerjoin(t.membership, and_(t.membership.c.person_id == t.outbox.c.person_id, now_in(t.membership)))
    .outerjoin(t.unit, t.unit.c.id == t.membership.c.unit_id)
    .where(t.outbox.c.state == literal_column("'held'"))
    .order_by(t.outbox.c.id, t.membership.c.id)
)
"""Whoever is on two lists comes twice, the one joined last at the end."""


@dataclass(frozen=True, slots=True)
class Held:
    """A message that safe mode kept back."""

    id: int
    unit: str | None
    roll: int | None
    kind: str
    platform: str
    at: str
    reply: str


async def held(read: Run, today: str) -> Sequence[Held]:
    """What lies in the tray, the oldest first."""
    return list({row[0]: Held(*row) for row in await read(HELD, today=today)}.values())


COUNT_HELD = Sql(select(func.count()).where(t.outbox.c.state == literal_column("'held'")))


async def count_held(read: Run) -> int:
    return int((await read(COUNT_HELD))[0][0])


def _drop(dialect: str) -> Any:
    given = rows_of(dialect, "held", id="int")
    return (
        update(t.outbox)
        .values(state=literal_column("'dropped'"), reply=None)
        .where(t.outbox.c.id.in_(select(given.c.id)), t.outbox.c.state == literal_column("'held'"))
    )


DROP = for_each(_drop)


async def drop_held(database: Database, messages: Collection[Held]) -> None:
    """None of these is ever sent, nor kept."""
    await database.write(DROP, held=orjson.dumps([{"id": one.id} for one in messages]).decode())


ROLLS = Sql(
    select(t.membership.c.person_id, t.membership.c.unit_id, t.membership.c.roll)
    .join(_below, _below.c.unit == t.membership.c.unit_id)
    .where(now_in(t.membership))
)
Rolls = Mapping[tuple[int, int], int]
"""The number on a unit's list, by person and unit."""


async def rolls_of(read: Run, units: Collection[int], today: str) -> Rolls:
    """Of these units and of those below them."""
    found: dict[tuple[int, int], int] = {}
    for unit in units:
        rows = await read(ROLLS, unit=unit, today=today)
        found |= {(person, at): roll for person, at, roll in rows}
    return found
