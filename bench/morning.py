"""The morning of which the bench of the clock is about, and what is planned by then."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import text, update

from scheduler.reminders import plan_reminders
from storage import tables as t
from storage.database import open_database
from storage.instants import ZONE, instant
from storage.session import session_for

PLATFORM = "telegram"
MORNING = datetime(datetime.now(UTC).year, 12, 8, 8, tzinfo=ZONE)
"""A week before the day of registering, when the second of its reminders goes out."""
DAY_BEFORE = MORNING - timedelta(days=1)
FOUNDED = MORNING - timedelta(days=15)


async def send_what_came_before(url: str) -> None:
    """What was to be told until the evening before is planned, and called sent."""
    await plan(url, DAY_BEFORE)
    async with session_for(url) as session:
        connection = await session.connection()
        await connection.execute(update(t.reminder).values(state="sent", sent_at=instant(DAY_BEFORE)))
        if connection.dialect.name == "postgresql":  # as it does by itself after a while
            await connection.execute(text("ANALYZE"))


async def plan_for_the_morning(url: str) -> None:
    """A reminder, due now, for everybody who owes one."""
    await send_what_came_before(url)
    await plan(url, MORNING)


async def plan(url: str, now: datetime) -> None:
    database = await open_database(url)
    try:
        await plan_reminders(database, now, frozenset())
    finally:
        await database.close()
