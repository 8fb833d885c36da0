"""How long what came in, and what is to go out, has waited: for whoever watches the program."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from storage import tables as t
from storage.database import Database
from storage.instants import instant, moment
from storage.sql import Sql, one_of

OLDEST = Sql(
    select(
        select(func.min(t.inbox.c.received_at)).where(t.inbox.c.problem.is_(None)).scalar_subquery(),
        select(func.min(t.outbox.c.due_at))
        .where(t.outbox.c.state.in_(one_of("due", "claimed")), t.outbox.c.due_at <= bindparam("now"))
        .scalar_subquery(),
    )
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Seconds that the oldest delivery without its reply, and the oldest message that is due, have waited."""

    inbox: int
    outbox: int


async def waiting(database: Database, now: datetime) -> Waiting:
    ((received, due),) = await database.read(OLDEST, now=instant(now))
    return Waiting(*(int((now - moment(since)).total_seconds()) if since else 0 for since in (received, due)))
