"""Raw deliveries of a platform, kept from before they are confirmed until their reply is out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import bindparam, select, text, update

from storage import tables as t
from storage.database import Database
from storage.instants import instant
from storage.sql import Sql

# A batch is one statement, whatever its size; only JSON lists have no length that the statement would have to know.
KEEP = Sql(
    sqlite=text(
        "INSERT INTO inbox (account, delivery, received_at, body)"
        " SELECT :account, json_extract(value, '$[0]'), :now, json_extract(value, '$[1]')"
        " FROM json_each(:batch) WHERE true"
        " ON CONFLICT DO NOTHING RETURNING id, delivery, body"
    ),
    postgresql=text(
        "INSERT INTO inbox (account, delivery, received_at, body)"
        " SELECT CAST(:account AS text), value->>0, CAST(:now AS text), value->>1"
        " FROM json_array_elements(CAST(:batch AS json)) WITH ORDINALITY AS of_batch(value, nth) ORDER BY nth"
        " ON CONFLICT DO NOTHING RETURNING id, delivery, body"
    ),
)
DONE = Sql(
    sqlite=text("DELETE FROM inbox WHERE id IN (SELECT value FROM json_each(:ids))"),
    postgresql=text(
        "DELETE FROM inbox WHERE id IN"
        " (SELECT CAST(value AS integer) FROM json_array_elements_text(CAST(:ids AS json)))"
    ),
)
LEFT = Sql(
    select(t.inbox.c.id, t.inbox.c.delivery, t.inbox.c.body)
    .where(t.inbox.c.account == bindparam("account"), t.inbox.c.problem.is_(None))
    .order_by(t.inbox.c.id)
)
SET_ASIDE = Sql(update(t.inbox).values(problem=bindparam("why")).where(t.inbox.c.id == bindparam("row")))


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as it came. `row` is its place in the inbox."""

    row: int
    id: str
    body: bytes


class DeliveryBox:
    """The inbox of one bot account."""

    def __init__(self, database: Database, account: str) -> None:
        self._database = database
        self._account = account

    async def keep(self, batch: Iterable[tuple[str, bytes]], now: datetime) -> Sequence[Delivery]:
        """Store deliveries in one statement; those stored before are not handed back."""
        raw = orjson.dumps([[delivery, body.decode()] for delivery, body in batch]).decode()
        rows = await self._database.write(KEEP, account=self._account, now=instant(now), batch=raw)
        return sorted((Delivery(r, d, b.encode()) for r, d, b in rows), key=lambda delivery: delivery.row)

    async def left(self) -> Sequence[Delivery]:
        """What a crash left behind, in order."""
        rows = await self._database.read(LEFT, account=self._account)
        return [Delivery(row, delivery, body.encode()) for row, delivery, body in rows]

    async def done(self, rows: Sequence[int]) -> None:
        await self._database.write(DONE, ids=orjson.dumps(list(rows)).decode())

    async def set_aside(self, row: int, why: str) -> None:
        """What cannot be read stays, with its problem, and holds nothing up."""
        await self._database.write(SET_ASIDE, row=row, why=why)
