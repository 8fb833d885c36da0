"""Where people are reached: their accounts in the order in which the sender tries them, and why one leads nowhere."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Text, bindparam, case, func, literal_column, select, update

from chat.message import Address
from programmes.platforms import limits_of
from storage import tables as t
from storage.json_rows import rows_of
from storage.sql import Run, Sql, for_each


def _addresses(dialect: str) -> Any:
    people = rows_of(dialect, "people", person="int")
    return (
        select(t.link.c.person_id, t.link.c.platform, t.link.c.user, t.link.c.unreachable, t.preference.c.channel)
        .outerjoin(t.preference, t.preference.c.person_id == t.link.c.person_id)
        .where(t.link.c.person_id.in_(select(people.c.person)), t.link.c.state == literal_column("'active'"))
        .order_by(t.link.c.id.desc())
    )


ADDRESSES = for_each(_addresses)
"""The newest account first."""
_WHY = bindparam("why", type_=Text)
UNREACHABLE = Sql(
    update(t.link)
    .values(
        unreachable=_WHY,
        unreachable_at=case((_WHY.is_not(None), func.coalesce(t.link.c.unreachable_at, bindparam("now")))),
    )
    .where(
        t.link.c.platform == bindparam("on"),
        t.link.c.user == bindparam("to"),
        t.link.c.state == literal_column("'active'"),
    )
)
REACHED = Sql(
    update(t.link)
    .values(unreachable=None, unreachable_at=None)
    .where(
        t.link.c.platform == bindparam("on"),
        t.link.c.user == bindparam("to"),
        t.link.c.unreachable.is_not(None),
    )
)
MOVED = Sql(
    update(t.link)
    .values(user=bindparam("new"))
    .where(
        t.link.c.platform == bindparam("on"),
        t.link.c.user == bindparam("old"),
        t.link.c.state == literal_column("'active'"),
    )
)


@dataclass(frozen=True, slots=True)
class Accounts:
    """A person's accounts that can be reached, the best to tell something first; and why another one cannot be."""

    reachable: tuple[Address, ...] = ()
    obstacle: str = "no-account"


async def accounts_of(read: Run, people: Collection[int]) -> Mapping[int, Accounts]:
    """How these people can be told something."""
    given = orjson.dumps([{"person": person} for person in people]).decode()
    found: dict[int, list[Sequence[Any]]] = defaultdict(list)
    for person, *account in await read(ADDRESSES, people=given):
        found[person].append(account)
    return {person: _accounts(found[person]) for person in people}


def _accounts(rows: Sequence[Sequence[Any]]) -> Accounts:
    """On the channel that the person prefers, then by the platforms' rank, the newest first within one."""
    ranked = sorted(rows, key=lambda row: (row[0] != row[3], limits_of(row[0]).rank))
    reachable = tuple(Address(platform, user) for platform, user, unreachable, _ in ranked if unreachable is None)
    return Accounts(reachable, "unreachable" if rows and not reachable else "no-account")
