"""The sender's side of the outbox: claim what is due, find the person's account, write the outcome back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Select, Text, and_, bindparam, case, func, literal_column, or_, select, update

from chat.message import Address, Reply
from chat.talk import dump_reply, load_reply
from storage import tables as t
from storage.database import Database
from storage.instants import instant
from storage.json_rows import rows_of
from storage.reaching import MOVED, REACHED, UNREACHABLE, Accounts, accounts_of
from storage.sql import Run, Sql, for_each
from storage.tally import sent_this_month

LEASE = timedelta(minutes=2)  # a claimed message whose sender died is claimed again after this
ALMOST = timedelta(microseconds=999_999)  # what is not to be sooner than a moment is due at the full second after it
BATCH = 20

_DUE = or_(
    and_(t.outbox.c.state == literal_column("'due'"), t.outbox.c.due_at <= bindparam("now")),
    and_(t.outbox.c.state == literal_column("'claimed'"), t.outbox.c.claimed_at < bindparam("lapsed")),
)


_REMINDS = t.outbox.c.kind == literal_column("'reminder'")


def _picked(condition: ColumnElement[bool]) -> Select[int]:
    """A batch of rows that nobody else holds, the oldest first.

    It is a CTE because a subquery may be run again for each row, and then takes more than a batch.
    """
    rows = select(t.outbox.c.id).where(condition).order_by(t.outbox.c.due_at, t.outbox.c.id)
    batch = rows.limit(bindparam("most")).with_for_update(skip_locked=True).cte("picked")
    return select(batch.c.id)


_CHANGED = and_(t.outbox.c.redraw_at <= bindparam("now"), t.outbox.c.state == literal_column("'sent'"))
FIELDS = (
    t.outbox.c.id,
    t.outbox.c.person_id,
    t.outbox.c.kind,
    t.outbox.c.reply,
    t.outbox.c.attempts,
    t.outbox.c.platform,
    t.outbox.c.user,
    t.outbox.c.message_id,
    t.outbox.c.created_at,
    t.outbox.c.doubtful,
    t.outbox.c.hops,
    t.outbox.c.key,
)


def _claim(condition: ColumnElement[bool]) -> Sql:
    """What was claimed before, and not closed, may have arrived: nobody knows."""
    lapsed = t.outbox.c.state == literal_column("'claimed'")
    return Sql(
        update(t.outbox)
        .values(
            state=literal_column("'claimed'"),
            claimed_at=bindparam("now"),
            attempts=t.outbox.c.attempts + literal_column("1"),
            doubtful=t.outbox.c.doubtful + case((lapsed, literal_column("1")), else_=literal_column("0")),
        )
        .where(t.outbox.c.id.in_(_picked(condition)))
        .returning(*FIELDS)
    )


CLAIM = _claim(and_(_DUE, ~_REMINDS))
CLAIM_REMINDERS = _claim(and_(_DUE, _REMINDS))
CLAIM_REDRAW = Sql(
    update(t.outbox).values(redraw_at=None).where(t.outbox.c.id.in_(_picked(_CHANGED))).returning(*FIELDS)
)
BEFORE = Sql(
    select(func.max(t.outbox.c.sent_at)).where(
        t.outbox.c.person_id == bindparam("person"),
        t.outbox.c.kind == bindparam("kind"),
        t.outbox.c.id < bindparam("notice"),
    )
)


def _close(dialect: str) -> Any:
    """What came of messages; one that was closed meanwhile by somebody else stays as it is."""
    done = rows_of(dialect, "rows", **RESULT)
    return (
        update(t.outbox)
        .values(
            state=done.c.state,
            due_at=func.coalesce(done.c.then, t.outbox.c.due_at),
            sent_at=func.coalesce(done.c.at, t.outbox.c.sent_at),
            platform=func.coalesce(done.c.platform, t.outbox.c.platform),
            user=func.coalesce(done.c.user, t.outbox.c.user),
            message_id=func.coalesce(done.c.message, t.outbox.c.message_id),
            reply=func.coalesce(done.c.reply, t.outbox.c.reply),
            problem=done.c.why,
            hops=func.coalesce(done.c.hops, t.outbox.c.hops),
            attempts=t.outbox.c.attempts - done.c.free,
            doubtful=t.outbox.c.doubtful + done.c.doubt,
        )
        .where(t.outbox.c.id == done.c.id, t.outbox.c.state == literal_column("'claimed'"))
    )


_doubted: ColumnElement[str] = literal_column("'unknown'")
RECEIVED = Sql(
    update(t.outbox)
    .values(
        received_at=func.coalesce(t.outbox.c.received_at, bindparam("at", type_=Text)),
        state=case((t.outbox.c.state == _doubted, literal_column("'sent'")), else_=t.outbox.c.state),
        sent_at=func.coalesce(t.outbox.c.sent_at, bindparam("at", type_=Text)),
    )
    .where(t.outbox.c.id == bindparam("notice"), t.outbox.c.platform == bindparam("on"))
    .returning(t.outbox.c.id)
)
REMINDED = Sql(
    update(t.reminder)
    .values(state=literal_column("'sent'"), sent_at=func.coalesce(t.reminder.c.sent_at, bindparam("at", type_=Text)))
    .where(t.reminder.c.outbox_id == bindparam("notice"), t.reminder.c.state == _doubted)
)
RESULT = {
    "id": "int",
    "state": "text",
    "why": "text",
    "then": "text",
    "at": "text",
    "platform": "text",
    "user": "text",
    "message": "text",
    "reply": "text",
    "hops": "text",
    "free": "int",
    "doubt": "int",
}
CLOSE = for_each(_close)


@dataclass(frozen=True, slots=True)
class Notice:
    """A claimed message. Without `reply` it is drawn now; with `message_id` it was sent before and is drawn anew.

    `made`: since when it waits; `doubtful`: how often it may have arrived already; `hops`: the accounts that were tried
    in vain before it was put off, each with its reason. With `sent_to` before it was ever sent, it is for nowhere else.
    """

    id: int
    person: int
    kind: str
    reply: Reply | None
    attempts: int
    made: str
    sent_to: Address | None = None
    message_id: str | None = None
    doubtful: int = 0
    hops: str | None = None
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a claimed message.

    "sent"; "due" again at `then`, where a pause that the platform asked for is `free` and counts as no attempt, and
    `doubt` says that it may have arrived; "dropped" (nothing to say any more), "failed", "unknown"; "held" in safe mode
    with what would have been sent.
    """

    id: int
    state: str
    why: str | None = None
    then: datetime | None = None
    at: datetime | None = None
    to: Address | None = None
    message: str | None = None
    reply: Reply | None = None
    hops: str | None = None
    free: bool = False
    doubt: bool = False

    def as_json(self) -> Mapping[str, Any]:
        return {
            "id": self.id,
            "state": self.state,
            "why": self.why,
            "then": instant(self.then + ALMOST) if self.then else None,
            "at": instant(self.at) if self.at else None,
            "platform": self.to.platform if self.to else None,
            "user": self.to.user if self.to else None,
            "message": self.message,
            "reply": orjson.dumps(dump_reply(self.reply)).decode() if self.reply else None,
            "hops": self.hops,
            "free": int(self.free),
            "doubt": int(self.doubt),
        }


class NoticeBox:
    """The outbox as its sender sees it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, now: datetime, most: int = BATCH, *, reminders: bool = False) -> Sequence[Notice]:
        """Messages that are due, now ours for two minutes: what answers people's acts, or reminders put off before."""
        sql = CLAIM_REMINDERS if reminders else CLAIM
        rows = await self._database.write(sql, now=instant(now), lapsed=instant(now - LEASE), most=most)
        return sorted(map(notice_in, rows), key=lambda notice: notice.id)

    async def claim_redraws(self, now: datetime) -> Sequence[Notice]:
        """Messages already sent whose content has changed since."""
        return [notice_in(row) for row in await self._database.write(CLAIM_REDRAW, now=instant(now), most=BATCH)]

    async def told_before(self, notice: Notice) -> str:
        """When the person last got a message of this kind before this one."""
        rows = await self._database.read(BEFORE, person=notice.person, kind=notice.kind, notice=notice.id)
        return rows[0][0] or ""

    async def accounts(self, people: Collection[int]) -> Mapping[int, Accounts]:
        """How these people can be told something."""
        return await accounts_of(self._database.read, people)

    async def close(self, results: Sequence["Result"]) -> None:
        """What came of claimed messages."""
        await self.write(self._database.write, results)

    @staticmethod
    async def write(run: Run, results: Sequence["Result"]) -> None:
        """The same within somebody's transaction."""
        if results:
            await run(CLOSE, rows=orjson.dumps([result.as_json() for result in results]).decode())

    async def sent_this_month(self, platform: str, now: datetime) -> int:
        """How many messages of a plan the platform has taken, answers among them."""
        return await sent_this_month(self._database.read, platform, now)

    async def unreachable(self, address: Address, why: str | None, now: datetime) -> None:
        """Why nobody is reached there from now on, or that somebody is again."""
        await self._database.write(UNREACHABLE, on=address.platform, to=address.user, why=why, now=instant(now))

    async def received(self, platform: str, notice: int, at: datetime) -> None:
        """It was on the phone at that time: what nobody knew of it, and of what it reminded of, is known now."""
        async with self._database.transaction() as run:
            if await run(RECEIVED, notice=notice, on=platform, at=instant(at)):
                await run(REMINDED, notice=notice, at=instant(at))

    async def reached(self, address: Address) -> None:
        """Somebody writes from there: where nobody was reached before, somebody is again."""
        await self._database.write(REACHED, on=address.platform, to=address.user)

    async def moved(self, old: Address, new: str) -> None:
        """The platform gave the chat another id."""
        await self._database.write(MOVED, on=old.platform, old=old.user, new=new)


def notice_in(row: Sequence[Any]) -> Notice:
    id_, person, kind, raw, attempts, platform, user, message_id, made, doubtful, hops, key = row
    reply = load_reply(orjson.loads(raw)) if raw else None
    sent_to = Address(platform, user) if platform else None
    return Notice(id_, person, kind, reply, attempts, made, sent_to, message_id, doubtful, hops, key or "")
