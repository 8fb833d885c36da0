"""The ledger as tests of the clock see it: planned at a moment of the winter of 2026, and read line by line."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from datetime import time as clock_time

import orjson

from scheduler.reminders import plan_reminders
from storage.instants import ZONE, instant
from tests.school import School

DAY = date(2026, 12, 15)  # PN-03
NEWS_OF_THE_DAY = ("digest", "month")


def morning(days: int, hour: int = 8, minute: int = 0) -> datetime:
    """So many days before the day of registering, in Viet Nam."""
    return datetime.combine(DAY - timedelta(days=days), clock_time(hour, minute), tzinfo=ZONE)


async def plans(school: School, now: datetime, days_off: Collection[date] = ()) -> int:
    return await plan_reminders(school.database, now, frozenset(days_off))


async def ledger(school: School, *rolls: int) -> list[str]:
    """What stands there of these members, the news of the day left out: "registration 7 sent"."""
    rows = await school.rows(
        "SELECT roll, step, days_before, reminder.state, reason FROM reminder"
        " JOIN membership ON membership.person_id = reminder.person_id ORDER BY roll, step, days_before DESC"
    )
    found = [(roll, " ".join(map(str, entry)).strip()) for roll, *entry in rows]
    return [entry for roll, entry in found if roll in rolls and not entry.startswith(NEWS_OF_THE_DAY)]


async def told(school: School, step: str = "registration") -> list[int]:
    """The numbers of all who have got a message that spoke of the step, once for each time."""
    rows = await school.rows(
        "SELECT roll FROM reminder JOIN membership ON membership.person_id = reminder.person_id"
        " WHERE step = :step AND reminder.state = 'sent' ORDER BY roll",
        step=step,
    )
    return [roll for (roll,) in rows]


async def is_in(school: School, roll: int, flow: str, at: datetime) -> None:
    """The member has a question of this conversation open, and said the last word at that moment."""
    data = orjson.dumps({"chats": {"telegram:x": {"flow": flow}}}).decode()
    await school.does(
        "INSERT INTO talk (person, version, data, at) VALUES (:key, 1, :data, :at)"
        " ON CONFLICT (person) DO UPDATE SET data = excluded.data, at = excluded.at",
        key=f"p{await school.person(roll)}",
        data=data,
        at=instant(at),
    )


async def wishes(school: School, roll: int, **wish: str) -> None:
    values = {"frequency": "every", "opens": None, "closes": None, "snoozed": None} | wish
    await school.does(
        "INSERT INTO preference (person_id, frequency, opens, closes, snoozed_until)"
        " VALUES (:person, :frequency, CAST(:opens AS text), CAST(:closes AS text), CAST(:snoozed AS text))",
        person=await school.person(roll),
        **values,
    )
