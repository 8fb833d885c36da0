"""The ledger of reminders: claimed by the sender a person at a time, and what came of each written back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Text, and_, bindparam, case, cast, exists, func, literal_column, or_, select, update

from rules.verdicts import Owed
from storage import tables as t
from storage.database import Database
from storage.instants import end_of_day, instant, local_day
from storage.json_rows import rows_of
from storage.outbox import FIELDS, Notice, NoticeBox, Result, notice_in
from storage.owing import ASKED, how_they_stand, owed_in
from storage.sql import INSERT, Sql, for_each

KIND = "reminder"
AGAIN = "again"
"""The ledger's word for what was sent although it may have arrived before."""
LATELY = timedelta(days=14)
"""What was told longer ago is not what somebody means by "later", nor what has led somebody to a step."""
A_DAY = timedelta(days=1)
_PLANNED = t.reminder.c.state == literal_column("'planned'")
_OF_TODAY = (
    literal_column(f"'{KIND}:'", Text)
    + cast(t.reminder.c.person_id, Text)
    + literal_column("':'", Text)
    + cast(bindparam("today"), Text)
)
"""The key of the message that a person gets on a day: there is one, whoever makes it."""
_on_its_way = exists().where(t.outbox.c.key == _OF_TODAY, t.outbox.c.state == literal_column("'claimed'"))

PEOPLE = Sql(
    select(t.reminder.c.person_id)
    .where(_PLANNED, t.reminder.c.due_at <= bindparam("now"), ~_on_its_way)
    .order_by(t.reminder.c.due_at, t.reminder.c.id)
    .limit(bindparam("most"))
)
"""Whose rows are due, as far as no message of the day is under way that they could still join."""


def _box(dialect: str) -> Any:
    """One message for all that a person is told on a day: made, or taken up again where nothing had to be said.

    Who makes it has the person to themselves: another sender waits here, and gets no row back.
    """
    people = rows_of(dialect, "people", person="int")
    key = literal_column(f"'{KIND}:'", Text) + cast(people.c.person, Text) + literal_column("':'", Text)
    insert = INSERT[dialect]
    values = {
        "person_id": people.c.person,
        "kind": literal_column(f"'{KIND}'"),
        "key": key + cast(bindparam("today"), Text),
        "state": literal_column("'claimed'"),
        "due_at": cast(bindparam("now"), Text),
        "created_at": cast(bindparam("now"), Text),
        "claimed_at": cast(bindparam("now"), Text),
        "attempts": literal_column("1"),
        "doubtful": literal_column("0"),
    }
    rows = select(*values.values()).where(people.c.person.is_not(None)).order_by(people.c.person)
    row: Any = insert(t.outbox).from_select(list(values), rows, include_defaults=False)
    fresh = {name: row.excluded[name] for name in ("state", "due_at", "claimed_at")}
    dropped = t.outbox.c.state == literal_column("'dropped'")
    return row.on_conflict_do_update(index_elements=["key"], set_=fresh, where=dropped).returning(*FIELDS)


def _claim(dialect: str) -> Any:
    """All that a person is to be told by midnight goes with the message of the day.

    Where that one is out, or has failed, the rest waits for the next day's: one message a day, and nothing is dropped.
    """
    people = rows_of(dialect, "people", person="int")
    mine = rows_of(dialect, "mine", id="int")
    joins = or_(t.outbox.c.id.in_(select(mine.c.id)), t.outbox.c.state == literal_column("'due'"))
    stays = or_(joins, t.reminder.c.reason == literal_column(f"'{ASKED}'"))
    return (
        update(t.reminder)
        .values(
            state=case((joins, literal_column("'claimed'")), else_=literal_column("'planned'")),
            reason=case((stays, t.reminder.c.reason), else_=literal_column("'told-today'")),
            due_at=case((joins, t.reminder.c.due_at), else_=bindparam("tomorrow")),
            outbox_id=case((joins, t.outbox.c.id), else_=t.reminder.c.outbox_id),
        )
        .where(
            t.outbox.c.key == _OF_TODAY,
            or_(joins, t.outbox.c.state != literal_column("'claimed'")),
            t.reminder.c.person_id.in_(select(people.c.person)),
            _PLANNED,
            t.reminder.c.due_at <= bindparam("midnight"),
        )
    )


def _stand(dialect: str) -> Any:
    notices = rows_of(dialect, "notices", id="int")
    claimed = and_(t.reminder.c.outbox_id.in_(select(notices.c.id)), t.reminder.c.state == literal_column("'claimed'"))
    return how_they_stand(t.reminder, t.reminder.c.id, t.reminder.c.outbox_id).where(claimed)


def _close(dialect: str) -> Any:
    done = rows_of(
        dialect, "rows", id="int", state="text", reason="text", at="text", platform="text", message="text", then="text"
    )
    return (
        update(t.reminder)
        .values(
            state=done.c.state,
            reason=done.c.reason,
            sent_at=done.c.at,
            platform=done.c.platform,
            message_id=done.c.message,
            due_at=func.coalesce(done.c.then, t.reminder.c.due_at),
        )
        .where(t.reminder.c.id == done.c.id, t.reminder.c.state == literal_column("'claimed'"))
    )


BOX = for_each(_box)
CLAIM = for_each(_claim)
STAND = for_each(_stand)
CLOSE = for_each(_close)
_later = t.reminder.alias()
OPENED = Sql(
    update(t.reminder)
    .values(opened_at=bindparam("now"))
    .where(
        t.reminder.c.person_id == bindparam("person"),
        t.reminder.c.state == literal_column("'sent'"),
        t.reminder.c.opened_at.is_(None),
        t.reminder.c.sent_at >= bindparam("since"),
        func.substr(t.reminder.c.step, literal_column("1"), func.length(cast(bindparam("kind"), Text)))
        == bindparam("kind"),
        ~exists().where(
            _later.c.person_id == t.reminder.c.person_id,
            _later.c.state == literal_column("'sent'"),
            _later.c.cycle_id == t.reminder.c.cycle_id,
            _later.c.step == t.reminder.c.step,
            _later.c.seat == t.reminder.c.seat,
            _later.c.sent_at > t.reminder.c.sent_at,
        ),
    )
)
"""The person begins with a step: what the bot said of it last has led there."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a row of the ledger; `then`: when a row that is put off is due again."""

    id: int
    state: str
    reason: str = ""
    at: str | None = None
    platform: str | None = None
    message: str | None = None
    then: str | None = None


class Ledger:
    """The ledger as its sender sees it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, now: datetime, most: int) -> Sequence[Notice]:
        """The messages of up to so many people who are to be told something now; they are ours for two minutes."""
        at, today = instant(now), local_day(now).isoformat()
        rows = await self._database.read(PEOPLE, now=at, today=today, most=most)
        if not rows:
            return ()
        people = orjson.dumps([{"person": person} for person in dict.fromkeys(person for (person,) in rows)]).decode()
        async with self._database.transaction() as run:
            made = await run(BOX, people=people, now=at, today=today)
            mine = orjson.dumps([{"id": row[0]} for row in made]).decode()
            until = {"midnight": instant(end_of_day(now)), "tomorrow": instant(now + A_DAY)}
            await run(CLAIM, people=people, mine=mine, today=today, **until)
        return tuple(map(notice_in, made))

    async def stand(self, notices: Sequence[int], now: datetime) -> Mapping[int, Sequence[Owed]]:
        """What each of these messages would speak of, with how its person stands to it."""
        given = orjson.dumps([{"id": id_} for id_ in notices]).decode()
        rows = await self._database.read(STAND, notices=given, today=local_day(now).isoformat())
        found: dict[int, list[Owed]] = defaultdict(list)
        for owed in (owed_in(row, now) for row in rows):
            found[owed.notice or 0].append(owed)
        return found

    async def write_back(self, verdicts: Sequence[Verdict], results: Sequence[Result]) -> None:
        """What came of messages, and of the rows they spoke of: both or nothing."""
        async with self._database.transaction() as run:
            await NoticeBox.write(run, results)
            if verdicts:
                await run(CLOSE, rows=orjson.dumps(verdicts).decode())
