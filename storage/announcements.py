"""What a committee tells its branch: who is on the list today, a message for each, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import (
    Integer,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    union_all,
    update,
)

from chat.message import Reply
from chat.talk import dump_reply
from rules.announcement import Outcome, outcome
from rules.codes import code_of
from storage import tables as t
from storage.access import Access
from storage.instants import instant, local_day, moment
from storage.people import named, now_in
from storage.sql import Sql, Value

KIND = "announcement"
KEPT = timedelta(days=90)  # what was sent, as scheduler.retention keeps it
TWICE = timedelta(days=1)  # the same words of two secretaries within this time are one announcement

_unit = cast(bindparam("unit"), Integer)
_below = cast(bindparam("below"), Integer)
_addressed = union_all(
    select(_unit).where(_below == literal_column("0")),
    select(t.unit_parent.c.unit_id).where(
        t.unit_parent.c.parent_id == bindparam("unit"), now_in(t.unit_parent), _below == literal_column("1")
    ),
)
_list = (
    select(t.membership.c.person_id.label("person"))
    .where(
        t.membership.c.unit_id.in_(_addressed), now_in(t.membership), t.membership.c.person_id != bindparam("author")
    )
    .distinct()
    .subquery("list")
)
"""The members of the unit, or of all units right below it, on the day `:today`; the author knows what was written."""


def _account(person: Any) -> Any:
    return and_(t.link.c.person_id == person, t.link.c.state == literal_column("'active'"))


_has_one = exists().where(_account(_list.c.person))
_reached = exists().where(_account(_list.c.person), t.link.c.unreachable.is_(None))
COUNT = Sql(
    select(
        func.count(_list.c.person),
        func.count(case((_has_one, _list.c.person))),
        func.count(case((_reached, _list.c.person))),
    )
)
HOLD = Sql(select(t.unit.c.id).where(t.unit.c.id == bindparam("unit")).with_for_update(key_share=True))
"""Two of one committee who announce at the same moment wait for one another."""
ADD = Sql(
    insert(t.announcement)
    .values(unit_id=bindparam("unit"), person_id=bindparam("author"), text=bindparam("text"), at=bindparam("now"))
    .returning(t.announcement.c.id)
)
ADD_LIST = Sql(
    insert(t.announced).from_select(
        ("announcement_id", "person_id"),
        select(cast(bindparam("number"), Integer), _list.c.person).order_by(_list.c.person),
        include_defaults=False,
    )
)
_key = (
    literal_column(f"'{KIND}:'")
    .concat(cast(t.announced.c.announcement_id, Text))
    .concat(literal_column("':'"))
    .concat(cast(t.announced.c.person_id, Text))
)
ADD_MESSAGES = Sql(
    insert(t.outbox).from_select(
        ("person_id", "kind", "key", "reply", "state", "due_at", "created_at", "attempts"),
        select(
            t.announced.c.person_id,
            literal_column(f"'{KIND}'"),
            _key,
            cast(bindparam("reply"), Text),
            literal_column("'due'"),
            cast(bindparam("due_at"), Text),
            cast(bindparam("now"), Text),
            literal_column("0"),
        )
        .where(t.announced.c.announcement_id == bindparam("number"), exists().where(_account(t.announced.c.person_id)))
        .order_by(t.announced.c.id),
        include_defaults=False,
    )
)
NAME_MESSAGES = Sql(
    update(t.announced)
    .values(outbox_id=select(t.outbox.c.id).where(t.outbox.c.key == _key).scalar_subquery())
    .where(t.announced.c.announcement_id == bindparam("number"))
)
_on_it = select(func.count()).where(t.announced.c.announcement_id == t.announcement.c.id)
_ANNOUNCEMENT = (
    select(
        t.announcement.c.id,
        t.announcement.c.unit_id,
        t.unit_name.c.name,
        t.person.c.name,
        t.announcement.c.text,
        t.announcement.c.at,
        _on_it.scalar_subquery(),
    )
    .join(t.person, t.person.c.id == t.announcement.c.person_id)
    .join(t.unit_name, named(t.announcement.c.unit_id))
)
BY_ID = Sql(_ANNOUNCEMENT.where(t.announcement.c.id == bindparam("number")))
SAID_BEFORE = Sql(
    _ANNOUNCEMENT.where(
        t.announcement.c.unit_id == bindparam("unit"),
        t.announcement.c.text == bindparam("text"),
        t.announcement.c.at > bindparam("since"),
        exists().where(
            t.announced.c.announcement_id == t.announcement.c.id, t.announced.c.person_id.in_(select(_list.c.person))
        ),
    )
    .order_by(t.announcement.c.id.desc())
    .limit(literal_column("1"))
)
OF_COMMITTEES = Sql(
    _ANNOUNCEMENT.where(
        t.announcement.c.unit_id.in_(
            select(t.role.c.unit_id).where(t.role.c.person_id == bindparam("person"), now_in(t.role))
        )
    )
    .order_by(t.announcement.c.id.desc())
    .limit(literal_column("100"))
)
_day = bindparam("day", type_=Text)
_belonged = and_(
    t.membership.c.person_id == t.announced.c.person_id,
    t.membership.c.since <= _day,
    or_(t.membership.c.until.is_(None), t.membership.c.until > _day),
)
_blocked = exists().where(_account(t.announced.c.person_id), t.link.c.unreachable.is_not(None))
DELIVERIES = Sql(
    select(
        t.announced.c.person_id,
        t.person.c.name,
        t.membership.c.unit_id,
        t.unit_parent.c.parent_id,
        t.unit.c.code,
        t.membership.c.roll,
        t.outbox.c.state,
        t.outbox.c.problem,
        t.outbox.c.platform,
        t.outbox.c.sent_at,
        t.outbox.c.due_at,
        case((_blocked, literal_column("1")), else_=literal_column("0")),
    )
    .select_from(t.announced)
    .join(t.person, t.person.c.id == t.announced.c.person_id)
    .outerjoin(t.outbox, t.outbox.c.id == t.announced.c.outbox_id)
    .outerjoin(t.membership, _belonged)
    .outerjoin(t.unit, t.unit.c.id == t.membership.c.unit_id)
    .outerjoin(t.unit_parent, and_(t.unit_parent.c.unit_id == t.membership.c.unit_id, now_in(t.unit_parent)))
    .where(t.announced.c.announcement_id == bindparam("number"))
    .order_by(t.unit.c.code, t.membership.c.roll, t.announced.c.person_id)
)


@dataclass(frozen=True, slots=True)
class Audience:
    """To whom a unit can announce something: its own members, or those `below`: of all units right below it.

    `accounts` are those who have one, `reached` those of them whom the bot can write to. The author does not count.
    """

    unit: int
    author: int
    below: bool
    members: int
    accounts: int
    reached: int

    @property
    def key(self) -> dict[str, Value]:
        return {"unit": self.unit, "author": self.author, "below": int(self.below)}


@dataclass(frozen=True, slots=True)
class Announcement:
    """What was announced by which unit, and to how many people it went. `author` is the name."""

    id: int
    unit: int
    unit_name: str
    author: str
    text: str
    at: str
    count: int

    @property
    def code(self) -> str:
        return code_of(KIND, self.id)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of an announcement for one person, in the unit of that day; `parent` is the one above it today."""

    person: int
    name: str
    unit: int | None
    parent: int | None
    unit_code: str
    roll: int | None
    outcome: Outcome
    platform: str | None
    sent_at: str | None
    due_at: str | None


class Announcements(Access):
    """Questions about announcements."""

    async def audience(self, unit: int, author: int, *, below: bool) -> Audience:
        none_yet = Audience(unit, author, below, 0, 0, 0)
        ((members, accounts, reached),) = await self._read(COUNT, **none_yet.key, today=self.today.isoformat())
        return Audience(unit, author, below, int(members), int(accounts), int(reached))

    async def said_before(self, audience: Audience, text: str) -> Announcement | None:
        """The announcement of the same words to these people, made within the day before now."""
        since, today = instant(moment(self.at) - TWICE), self.today.isoformat()
        rows = await self._read(SAID_BEFORE, **audience.key, text=text, since=since, today=today)
        return Announcement(*rows[0]) if rows else None

    async def announce(self, audience: Audience, text: str, message: Reply, due: datetime) -> int | None:
        """Everybody on the list today gets it, on the record; whoever has an account is sent the message.

        None where a colleague has just said the same to them.
        """
        await self._write(HOLD, unit=audience.unit)
        if await self.said_before(audience, text):
            return None
        rows = await self._write(ADD, unit=audience.unit, author=audience.author, text=text, now=self.at)
        number = int(rows[0][0])
        raw = orjson.dumps(dump_reply(message)).decode()
        await self._write(ADD_LIST, **audience.key, number=number, today=self.today.isoformat())
        await self._write(ADD_MESSAGES, number=number, reply=raw, due_at=instant(due), now=self.at)
        await self._write(NAME_MESSAGES, number=number)
        return number

    async def announcement(self, number: int) -> Announcement | None:
        rows = await self._read(BY_ID, number=number, today=self.today.isoformat())
        return Announcement(*rows[0]) if rows else None

    async def announcements(self, person: int) -> tuple[Announcement, ...]:
        """The newest hundred of the committees in which the person sits today, the newest first."""
        rows = await self._read(OF_COMMITTEES, person=person, today=self.today.isoformat())
        return tuple(Announcement(*row) for row in rows)

    async def deliveries(self, announcement: Announcement) -> tuple[Delivery, ...]:
        """What came of it for each person, by unit and number."""
        made = moment(announcement.at)
        old = moment(self.at) - made > KEPT
        today, day = self.today.isoformat(), local_day(made).isoformat()
        rows = await self._read(DELIVERIES, number=announcement.id, day=day, today=today)
        return tuple({row[0]: _delivery(row, old=old) for row in rows}.values())


def _delivery(row: Sequence[Any], *, old: bool) -> Delivery:
    person, name, unit, parent, code, roll, state, problem, platform, sent_at, due_at, blocked = row
    what = outcome(state, problem, blocked=bool(blocked), old=old)
    return Delivery(person, name, unit, parent, code or "", roll, what, platform, sent_at, due_at)
