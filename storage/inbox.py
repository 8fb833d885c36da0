"""Raw deliveries of a platform, kept from before they are confirmed until their reply is out.

Each belongs to the process that stored it. A process goes by a number, held by a lock that ends with it: where the lock
is free the process is no more, and what it left is taken over (docs/decisions/0011).
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count

import orjson
from sqlalchemy import bindparam, select, text, update

from storage import tables as t
from storage.database import Database
from storage.instants import instant
from storage.sql import Row, Sql

# A batch is one statement, whatever its size; only JSON lists have no length that the statement would have to know.
KEEP = Sql(
    sqlite=text(
        "INSERT INTO inbox (account, holder, delivery, received_at, body)"
        " SELECT :account, :holder, json_extract(value, '$[0]'), :now, json_extract(value, '$[1]')"
        " FROM json_each(:batch) WHERE true"
        " ON CONFLICT DO NOTHING RETURNING id, delivery, body, received_at"
    ),
    postgresql=text(
        "INSERT INTO inbox (account, holder, delivery, received_at, body)"
        " SELECT CAST(:account AS text), CAST(:holder AS integer), value->>0, CAST(:now AS text), value->>1"
        " FROM json_array_elements(CAST(:batch AS json)) WITH ORDINALITY AS of_batch(value, nth) ORDER BY nth"
        " ON CONFLICT DO NOTHING RETURNING id, delivery, body, received_at"
    ),
)
DONE = Sql(
    sqlite=text("DELETE FROM inbox WHERE id IN (SELECT value FROM json_each(:ids))"),
    postgresql=text(
        "DELETE FROM inbox WHERE id IN"
        " (SELECT CAST(value AS integer) FROM json_array_elements_text(CAST(:ids AS json)))"
    ),
)
_WAITS = (t.inbox.c.account == bindparam("account"), t.inbox.c.problem.is_(None))
_DELIVERY = (t.inbox.c.id, t.inbox.c.delivery, t.inbox.c.body, t.inbox.c.received_at)
WAITING = Sql(select(*_DELIVERY).where(*_WAITS))
LEFT = Sql(select(*_DELIVERY).where(*_WAITS, t.inbox.c.holder == bindparam("mine")))
OTHERS = Sql(select(t.inbox.c.holder).distinct().where(*_WAITS, t.inbox.c.holder != bindparam("mine")))
TAKE_OVER = Sql(
    update(t.inbox)
    .values(holder=bindparam("mine"))
    .where(*_WAITS, t.inbox.c.holder == bindparam("theirs"))
    .returning(*_DELIVERY)
)
SET_ASIDE = Sql(update(t.inbox).values(problem=bindparam("why")).where(t.inbox.c.id == bindparam("row")))


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as it came, and when. `row` is its place in the inbox; `left`: by a process that is no more."""

    row: int
    id: str
    body: bytes
    received: str
    left: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryBox:
    """The inbox of one bot account, which any number of processes share."""

    database: Database
    account: str

    async def waiting(self) -> Sequence[Delivery]:
        """What is stored and not yet answered, whoever works it, in order."""
        return _in_order(await self.database.read(WAITING, account=self.account), left=False)

    @asynccontextmanager
    async def share(self) -> AsyncIterator["Share"]:
        """A share of this process's own, under the first number that no living process has, while the block lasts.

        Raises AccountLost, in the middle of the block, where it is no longer certain that it is nobody else's.
        """
        for number in count(1):
            async with self.database.account(f"{self.account}.{number}") as mine:
                if mine:
                    yield Share(self.database, self.account, number)
                    return


@dataclass(frozen=True, slots=True)
class Share:
    """What one process stores and works of an inbox."""

    database: Database
    account: str
    number: int

    async def keep(self, batch: Iterable[tuple[str, bytes]], now: datetime) -> Sequence[Delivery]:
        """Store deliveries in one statement; those stored before, by whomever, are not handed back."""
        raw = orjson.dumps([[delivery, body.decode()] for delivery, body in batch]).decode()
        stored = await self.database.write(KEEP, account=self.account, holder=self.number, now=instant(now), batch=raw)
        return _in_order(stored, left=False)

    async def left(self) -> Sequence[Delivery]:
        """What whoever had this number before has left behind, in order."""
        return _in_order(await self.database.read(LEFT, account=self.account, mine=self.number), left=True)

    async def orphans(self) -> Sequence[Delivery]:
        """What other processes left that are no more, in order; from now on it is in this share."""
        taken: list[Row] = []
        for (number,) in await self.database.read(OTHERS, account=self.account, mine=self.number):
            async with self.database.account(f"{self.account}.{number}") as gone:
                if gone:
                    taken += await self.database.write(TAKE_OVER, account=self.account, mine=self.number, theirs=number)
        return _in_order(taken, left=True)

    async def done(self, rows: Sequence[int]) -> None:
        await self.database.write(DONE, ids=orjson.dumps(list(rows)).decode())

    async def set_aside(self, row: int, why: str) -> None:
        """What cannot be read stays, with its problem, and holds nothing up."""
        await self.database.write(SET_ASIDE, row=row, why=why)


def _in_order(rows: Iterable[Row], *, left: bool) -> Sequence[Delivery]:
    return sorted((Delivery(r, d, b.encode(), at, left) for r, d, b, at in rows), key=lambda delivery: delivery.row)
