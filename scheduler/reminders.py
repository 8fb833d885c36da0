"""Who owes a registration today and has not been told: one question to the database, its answer into the outbox."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Text, and_, bindparam, cast, exists, literal, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables as t
from storage.database import Database
from storage.instants import instant
from storage.people import now_in
from storage.sql import Sql
from storage.store import Store

KIND = "remind-registration"

_has_members = exists().where(t.membership.c.unit_id == t.unit.c.id, now_in(t.membership))
BRANCHES = Sql(select(t.unit.c.id, t.unit.c.sector).where(_has_members))

_key = literal(f"{KIND}:") + cast(bindparam("cycle", type_=Integer), Text) + literal(":")
_key = _key + cast(bindparam("days", type_=Integer), Text) + literal(":") + cast(t.person.c.id, Text)
_OWING = (
    select(
        t.person.c.id,
        literal_column(f"'{KIND}'"),
        _key,
        literal_column("'due'"),
        cast(bindparam("now"), Text),
        cast(bindparam("now"), Text),
        literal_column("0"),
    )
    .join(t.membership, and_(t.membership.c.person_id == t.person.c.id, now_in(t.membership)))
    .where(
        t.membership.c.unit_id == bindparam("unit", type_=Integer),
        t.membership.c.paper.is_(None),
        t.person.c.quiet_since.is_(None),
        exists().where(t.link.c.person_id == t.person.c.id, t.link.c.state == literal_column("'active'")),
        ~exists().where(
            t.form.c.person_id == t.person.c.id,
            t.form.c.cycle_id == bindparam("cycle", type_=Integer),
            t.form.c.state != literal_column("'recalled'"),
        ),
    )
)


def _add(insert: Any) -> Any:
    columns = ("person_id", "kind", "key", "state", "due_at", "created_at", "attempts")
    row = insert(t.outbox).from_select(columns, _OWING, include_defaults=False)
    return row.on_conflict_do_nothing(index_elements=["key"]).returning(t.outbox.c.id)


ADD_OWING = Sql(sqlite=_add(sqlite.insert), postgresql=_add(postgresql.insert))


async def remind_of_registration(database: Database, now: datetime, days_before: Collection[int]) -> int:
    """Put one notice for each member who has sent no form into the outbox, so many days before the day (PN-03).

    Harmless to repeat: the key of a notice names cycle, days and person. The words are drawn when it is sent, and
    whoever has sent a form by then gets none. Returns how many were new.
    """
    store = Store(database.read, None, now)
    today = store.today.isoformat()
    added = 0
    for unit, sector in await database.read(BRANCHES, today=today):
        cycle = await store.cycle(unit, sector)
        if cycle is None or cycle.policy.is_late(store.today):
            continue
        days = (cycle.policy.registration - store.today).days
        if days in days_before:
            rows = await database.write(ADD_OWING, unit=unit, cycle=cycle.id, days=days, today=today, now=instant(now))
            added += len(rows)
    return added
