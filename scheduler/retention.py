"""Personal data leaves when its time is over: the periods that docs/personal-data.md promises."""

from datetime import datetime, timedelta

from sqlalchemy import Text, and_, bindparam, delete, literal_column, not_

from storage import tables as t
from storage.database import Database
from storage.instants import instant
from storage.sql import Sql, one_of

NOTICES = timedelta(days=90)  # what was sent, kept so that "was I told?" can be answered
SET_ASIDE = timedelta(days=30)  # unreadable deliveries
TRIES = timedelta(days=1)  # wrong answers to "who are you"
STRANGERS = timedelta(days=30)  # talks of accounts that nobody is linked to

_BEFORE = bindparam("before", type_=Text)
_WAITING = t.outbox.c.state.in_(one_of("due", "claimed"))
SWEEPS = (
    (
        NOTICES,
        Sql(
            delete(t.outbox).where(
                t.outbox.c.created_at < _BEFORE, not_(t.outbox.c.state.in_(one_of("due", "claimed")))
            )
        ),
    ),
    (SET_ASIDE, Sql(delete(t.inbox).where(t.inbox.c.received_at < _BEFORE, t.inbox.c.problem.is_not(None)))),
    (TRIES, Sql(delete(t.attempt).where(t.attempt.c.at < _BEFORE))),
    (STRANGERS, Sql(delete(t.talk).where(and_(t.talk.c.at < _BEFORE, t.talk.c.person.like(literal_column("'%:%'")))))),
)


async def forget_old(database: Database, now: datetime) -> None:
    """Delete what has passed its time; harmless to repeat."""
    for age, sweep in SWEEPS:
        await database.write(sweep, before=instant(now - age))
