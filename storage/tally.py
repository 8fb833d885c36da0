"""How many messages a platform's plan has taken this month: answers and what goes out by itself, each piece of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, distinct, func, literal_column, select

from storage import tables as t
from storage.database import Database
from storage.instants import local_day
from storage.sql import INSERT, Run, Sql, for_each

NEARLY = 80  # of a hundred: from here on an operator should know


def _add(dialect: str) -> Any:
    row = INSERT[dialect](t.tally).values(
        platform=bindparam("platform"), month=bindparam("month"), count=literal_column("1")
    )
    more = {"count": t.tally.c.count + literal_column("1")}
    return row.on_conflict_do_update(index_elements=["platform", "month"], set_=more).returning(t.tally.c.count)


ADD = for_each(_add)
COUNT = Sql(
    select(t.tally.c.count).where(t.tally.c.platform == bindparam("platform"), t.tally.c.month == bindparam("month"))
)
PEOPLE = Sql(
    select(func.count(distinct(t.link.c.user))).where(
        t.link.c.platform == bindparam("platform"), t.link.c.state == literal_column("'active'")
    )
)


@dataclass(frozen=True, slots=True)
class Tallies:
    """The months of all platforms that have a plan."""

    database: Database

    async def add(self, platform: str, now: datetime) -> int:
        """One more: how many there are this month."""
        ((count,),) = await self.database.write(ADD, platform=platform, month=month_of(now))
        return int(count)


async def sent_this_month(read: Run, platform: str, now: datetime) -> int:
    rows = await read(COUNT, platform=platform, month=month_of(now))
    return int(rows[0][0]) if rows else 0


def is_nearly(count: int, most: int) -> bool:
    """Whether so many of so many are enough to say so."""
    return count * 100 >= most * NEARLY


def month_of(now: datetime) -> str:
    return local_day(now).isoformat()[:7]
