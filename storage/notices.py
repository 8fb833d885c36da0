"""Messages that go out by themselves: rows that a turn or a sweep adds, and that one sender drains."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import orjson
from sqlalchemy import bindparam, func, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from chat.message import Address, Reply
from chat.talk import dump_reply
from storage import tables as t
from storage.access import Access
from storage.instants import instant, moment
from storage.people import TAKE
from storage.sql import Sql, one_of

EVERY = timedelta(hours=1)  # a secretary hears of new forms at once, then at most this often
ARRIVALS = "arrivals"


def _add(insert: Any) -> Any:
    row = insert(t.outbox).values(
        person_id=bindparam("person"),
        kind=bindparam("kind"),
        key=bindparam("key"),
        reply=bindparam("reply"),
        state=literal_column("'due'"),
        due_at=bindparam("due_at"),
        created_at=bindparam("now"),
        attempts=literal_column("0"),
        doubtful=literal_column("0"),
        platform=bindparam("platform"),
        user=bindparam("user"),
    )
    return row.on_conflict_do_nothing(index_elements=["key"]).returning(t.outbox.c.id)


ADD = Sql(sqlite=_add(sqlite.insert), postgresql=_add(postgresql.insert))
LAST = Sql(
    select(t.outbox.c.id, t.outbox.c.state, t.outbox.c.sent_at)
    .where(t.outbox.c.person_id == bindparam("person"), t.outbox.c.kind == bindparam("kind"))
    .order_by(t.outbox.c.id.desc())
    .limit(literal_column("1"))
)
STILL_DUE = Sql(
    update(t.outbox)
    .values(state=literal_column("'due'"))
    .where(t.outbox.c.id == bindparam("notice"), t.outbox.c.state == literal_column("'due'"))
    .returning(t.outbox.c.id)
)
_told = t.outbox.alias()
_last_told = select(func.max(_told.c.id)).where(
    _told.c.person_id == bindparam("person"),
    _told.c.kind == bindparam("kind"),
    _told.c.state.in_(one_of("sent", "claimed")),
)
REDRAW = Sql(
    update(t.outbox)
    .values(redraw_at=bindparam("now"))
    .where(
        t.outbox.c.id == _last_told.scalar_subquery(),
        or_(t.outbox.c.sent_at.is_(None), t.outbox.c.sent_at > bindparam("lately")),
    )
)


class Notices(Access):
    """Questions about messages to other people."""

    async def notify(self, people: Iterable[int], kind: str, reply: Reply, *, key: str | None = None) -> None:
        """A message to each; with a key, only if none with that key was ever made."""
        raw = orjson.dumps(dump_reply(reply)).decode()
        for person in people:
            await self._notice(person, kind, key and f"{key}:{person}", raw, self.at)

    async def notify_at(self, at: Address, person: int, kind: str, reply: Reply) -> None:
        """A message to this account of a person and to no other, even if it has just ceased to be the person's."""
        await self._notice(person, kind, None, orjson.dumps(dump_reply(reply)).decode(), self.at, at)

    async def announce_arrival(self, people: Iterable[int]) -> None:
        """Tell a committee that forms wait: the first time at once, then once an hour, the older message kept true.

        The row is drawn when it is sent, so that its count is right then. However many forms arrive at the same
        moment, they wait here for one another, and one message follows another: its key names the row before it.
        """
        for person in sorted(people):
            await self._write(TAKE, person=person)
            rows = await self._read(LAST, person=person, kind=ARRIVALS)
            last, state, sent_at = rows[0] if rows else (0, "", None)
            # Taking a row that is due keeps the sender waiting until this form counts, too.
            if state != "due" or not await self._write(STILL_DUE, notice=last):
                told = state in ("due", "claimed", "sent")
                next_at = moment(sent_at or self.at) + EVERY if told else moment(self.at)
                due_at = max(instant(next_at), self.at)
                await self._notice(person, ARRIVALS, f"{ARRIVALS}:{person}:{last}", None, due_at)
            lately = instant(moment(self.at) - EVERY)
            await self._write(REDRAW, person=person, kind=ARRIVALS, now=self.at, lately=lately)

    async def _notice(
        self, person: int, kind: str, key: str | None, raw: str | None, due_at: str, at: Address | None = None
    ) -> None:
        where = {"platform": at.platform if at else None, "user": at.user if at else None}
        await self._write(ADD, person=person, kind=kind, key=key, reply=raw, due_at=due_at, now=self.at, **where)
