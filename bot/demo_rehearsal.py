"""A day of the demo rehearsed: who would be told what, out of the forecast that operators have."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.demo import Player
from chat.dates import say_day
from chat.texts import Texts
from handlers.steps import as_heading, say_reason, say_step
from programmes.holidays import national_days
from storage.busy_units import units_with_something_waiting
from storage.calendars import unit_years
from storage.database import Database
from storage.forecast import Expected, Outlook


async def rehearsal(
    database: Database, people: Mapping[str, Player], day: date, now: datetime, texts: Texts
) -> Mapping[str, Any]:
    """How many in a sentence, and each of them with the phone on which the message comes."""
    years = await unit_years(database, now)
    waiting = await units_with_something_waiting(database.read, day)
    outlook = Outlook(years.values(), waiting, day, now, national_days())
    expected = [one async for some in outlook.people(database.read) for one in some]
    told = [one for one in expected if one.channel]
    reasons = Counter(reason for one in expected for _, reason in one.passed_over)
    counted = ", ".join(f"{say_reason(texts, reason)} {count}" for reason, count in reasons.most_common())
    lead = texts(
        "demo-rehearsal-told",
        day=say_day(day, texts),
        told=len(told),
        passed=sum(bool(one.passed_over) for one in expected),
        reasons=counted,
    )
    return {"told": lead, "people": [_drawn(one, people, texts) for one in told]}


def _drawn(one: Expected, people: Mapping[str, Player], texts: Texts) -> Mapping[str, str]:
    """A phone belongs to whoever it is named after."""
    where = one.accounts.reachable[0].user
    steps = as_heading(", ".join(say_step(texts, each.owed.step, each.owed.offset) for each in one.told))
    certain = any(each.step for each in one.told)
    words = steps if certain else texts("demo-rehearsal-maybe", steps=steps)
    return {"who": where, "name": people[where].name, "platform": one.channel or "", "words": words}
