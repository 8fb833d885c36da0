"""The sender's side of the outbox: claim what is due, find the person's account, write the outcome back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal_column, or_, select, update

from chat.message import Address, Reply
from chat.talk import load_reply
from storage import tables as t
from storage.database import Database
from storage.instants import instant
from storage.sql import Sql

LEASE = timedelta(minutes=2)  # a claimed message whose sender died is claimed again after this
BATCH = 20

_DUE = or_(
    and_(t.outbox.c.state == literal_column("'due'"), t.outbox.c.due_at <= bindparam("now")),
    and_(t.outbox.c.state == literal_column("'claimed'"), t.outbox.c.claimed_at < bindparam("lapsed")),
)


def _picked(condition: ColumnElement[bool]) -> Select[int]:
    """A batch of rows that nobody else holds, the oldest first.

    It is a CTE because a subquery may be run again for each row, and then takes more than a batch.
    """
    rows = select(t.outbox.c.id).where(condition).order_by(t.outbox.c.due_at, t.outbox.c.id)
    batch = rows.limit(literal_column(str(BATCH))).with_for_update(skip_locked=True).cte("picked")
    return select(batch.c.id)


_CHANGED = and_(t.outbox.c.redraw_at <= bindparam("now"), t.outbox.c.state == literal_column("'sent'"))
_FIELDS = (
    t.outbox.c.id,
    t.outbox.c.person_id,
    t.outbox.c.kind,
    t.outbox.c.reply,
    t.outbox.c.attempts,
    t.outbox.c.platform,
    t.outbox.c.user,
    t.outbox.c.message_id,
)
CLAIM = Sql(
    update(t.outbox)
    .values(
        state=literal_column("'claimed'"),
        claimed_at=bindparam("now"),
        attempts=t.outbox.c.attempts + literal_column("1"),
    )
    .where(t.outbox.c.id.in_(_picked(_DUE)))
    .returning(*_FIELDS)
)
CLAIM_REDRAW = Sql(
    update(t.outbox).values(redraw_at=None).where(t.outbox.c.id.in_(_picked(_CHANGED))).returning(*_FIELDS)
)
BEFORE = Sql(
    select(func.max(t.outbox.c.sent_at)).where(
        t.outbox.c.person_id == bindparam("person"),
        t.outbox.c.kind == bindparam("kind"),
        t.outbox.c.id < bindparam("notice"),
    )
)
ADDRESSES = Sql(
    select(t.link.c.platform, t.link.c.user)
    .where(
        t.link.c.person_id == bindparam("person"),
        t.link.c.state == literal_column("'active'"),
        t.link.c.unreachable.is_(None),
    )
    .order_by(t.link.c.platform == literal_column("'web'"), t.link.c.id.desc())
)
"""The newest account first, a page last of all: nothing rings there."""
SENT = Sql(
    update(t.outbox)
    .values(
        state=literal_column("'sent'"),
        sent_at=bindparam("now"),
        platform=bindparam("on"),
        user=bindparam("to"),
        message_id=bindparam("message"),
        problem=None,
    )
    .where(t.outbox.c.id == bindparam("notice"))
)
CLOSE = Sql(
    update(t.outbox)
    .values(state=bindparam("becomes"), problem=bindparam("why"))
    .where(t.outbox.c.id == bindparam("notice"))
)
AGAIN = Sql(
    update(t.outbox)
    .values(
        state=literal_column("'due'"),
        due_at=bindparam("then"),
        attempts=t.outbox.c.attempts - bindparam("free"),
        problem=bindparam("why"),
    )
    .where(t.outbox.c.id == bindparam("notice"), t.outbox.c.state == literal_column("'claimed'"))
)
UNREACHABLE = Sql(
    update(t.link)
    .values(unreachable=bindparam("why"))
    .where(
        t.link.c.platform == bindparam("on"),
        t.link.c.user == bindparam("to"),
        t.link.c.state == literal_column("'active'"),
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
class Notice:
    """A claimed message. Without `reply` it is drawn now; with `message_id` it was sent before and is drawn anew."""

    id: int
    person: int
    kind: str
    reply: Reply | None
    attempts: int
    sent_to: Address | None
    message_id: str | None


class NoticeBox:
    """The outbox as its sender sees it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, now: datetime) -> Sequence[Notice]:
        """Up to twenty messages that are due, now ours for two minutes."""
        rows = await self._database.write(CLAIM, now=instant(now), lapsed=instant(now - LEASE))
        return sorted(map(_notice, rows), key=lambda notice: notice.id)

    async def claim_redraws(self, now: datetime) -> Sequence[Notice]:
        """Up to twenty messages already sent whose content has changed since."""
        return [_notice(row) for row in await self._database.write(CLAIM_REDRAW, now=instant(now))]

    async def told_before(self, notice: Notice) -> str:
        """When the person last got a message of this kind before this one."""
        rows = await self._database.read(BEFORE, person=notice.person, kind=notice.kind, notice=notice.id)
        return rows[0][0] or ""

    async def addresses(self, person: int) -> tuple[Address, ...]:
        """The person's accounts that can be reached, the best to tell something first."""
        return tuple(Address(*row) for row in await self._database.read(ADDRESSES, person=person))

    async def sent(self, notice: Notice, to: Address, message_id: str | None, now: datetime) -> None:
        at = instant(now)
        await self._database.write(SENT, notice=notice.id, on=to.platform, to=to.user, message=message_id, now=at)

    async def close(self, notice: Notice, becomes: str, why: str | None = None) -> None:
        """It will not be sent: "dropped" (nothing to say any more), "failed" or "unknown"."""
        await self._database.write(CLOSE, notice=notice.id, becomes=becomes, why=why)

    async def again(self, notice: Notice, then: datetime, why: str, *, counts: bool) -> None:
        """Back to the queue. A pause that the platform asked for does not count as an attempt."""
        await self._database.write(AGAIN, notice=notice.id, then=instant(then), why=why, free=0 if counts else 1)

    async def unreachable(self, address: Address, why: str | None) -> None:
        await self._database.write(UNREACHABLE, on=address.platform, to=address.user, why=why)

    async def moved(self, old: Address, new: str) -> None:
        """The platform gave the chat another id."""
        await self._database.write(MOVED, on=old.platform, old=old.user, new=new)


def _notice(row: Sequence[Any]) -> Notice:
    id_, person, kind, raw, attempts, platform, user, message_id = row
    reply = load_reply(orjson.loads(raw)) if raw else None
    return Notice(id_, person, kind, reply, attempts, Address(platform, user) if platform else None, message_id)
