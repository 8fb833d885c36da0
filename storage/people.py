"""Who somebody is today: the member behind a chat account, the branch, the offices."""

from dataclasses import dataclass

from sqlalchemy import FromClause, Text, and_, bindparam, cast, func, literal_column, or_, select
from sqlalchemy.sql.elements import ColumnElement

from storage import tables as t
from storage.sql import Sql


@dataclass(frozen=True, slots=True)
class Member:
    """A member in a branch, as of today. `roll` is the number on the branch's list; `paper` why not in chat (PN-06)."""

    person: int
    name: str
    unit: int
    unit_code: str
    unit_name: str
    unit_kind: str
    sector: str
    roll: int
    since: str
    audience: str | None
    paper: str | None
    quiet_since: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """An office somebody holds today."""

    unit: int
    name: str


TODAY = bindparam("today", type_=Text)


def now_in(table: FromClause) -> ColumnElement[bool]:
    """The rows of a dated table that count today; the day a row ends is the first on which it does not."""
    return and_(table.c.since <= TODAY, or_(table.c.until.is_(None), table.c.until > TODAY))


def on_roll(table: FromClause) -> ColumnElement[bool]:
    """The row of the branch's list on which the person of a row stands today."""
    return and_(
        t.membership.c.person_id == table.c.person_id,
        t.membership.c.unit_id == table.c.unit_id,
        now_in(t.membership),
    )


def named(unit: ColumnElement[int]) -> ColumnElement[bool]:
    """The name that a unit has today."""
    return and_(t.unit_name.c.unit_id == unit, now_in(t.unit_name))


KEY: ColumnElement[str] = literal_column("'p'") + cast(t.link.c.person_id, Text)

MEMBER = (
    t.person.c.id,
    t.person.c.name,
    t.membership.c.unit_id,
    t.unit.c.code,
    t.unit_name.c.name,
    t.unit.c.kind,
    t.unit.c.sector,
    t.membership.c.roll,
    t.membership.c.since,
    t.membership.c.audience,
    t.membership.c.paper,
    t.person.c.quiet_since,
)

TAKE = Sql(select(t.person.c.id).where(t.person.c.id == bindparam("person")).with_for_update(key_share=True))
"""Whoever changes what several may change about one person takes the person first, so that one waits for the other."""

_address = select(literal_column("1").label("here")).subquery()

WHO_TALKS = Sql(
    select(
        func.coalesce(KEY, bindparam("at", type_=Text)),
        t.talk.c.version,
        t.talk.c.data,
        t.link.c.person_id,
        t.role.c.unit_id,
        t.role.c.office,
        *MEMBER,
    )
    .select_from(_address)
    .outerjoin(
        t.link,
        and_(
            t.link.c.platform == bindparam("platform"),
            t.link.c.user == bindparam("user"),
            t.link.c.state == literal_column("'active'"),
        ),
    )
    .outerjoin(t.talk, t.talk.c.person == func.coalesce(KEY, bindparam("at", type_=Text)))
    .outerjoin(t.person, t.person.c.id == t.link.c.person_id)
    .outerjoin(t.membership, and_(t.membership.c.person_id == t.person.c.id, now_in(t.membership)))
    .outerjoin(t.unit, t.unit.c.id == t.membership.c.unit_id)
    .outerjoin(t.unit_name, named(t.unit.c.id))
    .outerjoin(t.role, and_(t.role.c.person_id == t.person.c.id, now_in(t.role)))
    .order_by(t.membership.c.id.desc(), t.role.c.id)
)
"""The talk of whoever writes from an address, the member in the branch joined last, and a row for each office held."""
