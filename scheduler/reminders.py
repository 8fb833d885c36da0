"""Who is to be told of what today: the calendars of all units against the clock, the answer into the ledger."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from rules.deadlines import DAY, Verdict, calendar, hours_of, judged, tells
from rules.limits import BRANCHES
from rules.policy import Policy
from storage import planning
from storage.busy_units import units_with_something_waiting
from storage.calendars import UnitYear, unit_years
from storage.database import Database
from storage.instants import ZONE, instant

WINDOW = timedelta(days=21)  # what was to be told longer ago than this is not looked at any more
NEAR = timedelta(days=14)  # so long before a step's day, and a week after, its committee hears how it stands
SLICE = 100  # units planned in one transaction: no message waits longer than that takes
MONTH_AHEAD = 25  # on this day of a month a committee hears of the next (TN-08)


async def plan_reminders(database: Database, now: datetime, days_off: frozenset[date]) -> int:
    """Write into the ledger who is to be told of what has come due, each once (PN-03, PN-07, PN-09, PN-21, PN-22).

    Harmless to repeat, to run late and to run twice at once: the keys of the rows see to that. `days_off` are the
    country's holidays. Returns in how many slices of units there was something new.
    """
    years = list((await unit_years(database, now)).values())
    busy = await units_with_something_waiting(database)
    local = now.astimezone(ZONE)
    today, at = local.date().isoformat(), instant(now)
    alike: dict[tuple[int, int, str, date, bool, bool], Sequence[planning.Tell]] = {}
    planned = 0
    for first in range(0, len(years), SLICE):
        told: list[planning.Tell] = []
        for year in years[first : first + SLICE]:
            waits = year.unit in busy
            key = (id(year.cycle.policy), year.cycle.id, year.cycle.sector, year.opened, year.kind in BRANCHES, waits)
            if key not in alike:
                alike[key] = tuple(_tells_of(year, local, days_off, waits))
            told += ({**tell, "unit": year.unit, "planned_at": at} for tell in alike[key])
        if told and await planning.plan(database, told, today):
            planned += 1
        await asyncio.sleep(0)
    return planned


def _tells_of(year: UnitYear, local: datetime, days_off: frozenset[date], busy: bool) -> Iterator[planning.Tell]:
    """What the people of a unit, and of all units like it, are to hear of by this moment."""
    policy, today = year.cycle.policy, local.date()
    off = policy.days_off.among(days_off)
    steps = calendar(policy, year.cycle.sector)
    first = min(policy.digest_at, policy.remind_at)  # who hears in the morning as a committee hears of the rest, too
    for step in steps:
        come = [tell for tell in tells(step, off) if tell.on >= max(year.opened, today - WINDOW)]
        at = policy.digest_at if step.of_committee else policy.remind_at
        for tell, verdict in judged(step, come, today):
            on = tell.on if verdict == "due" else today
            if _moment(policy, on, first, local, days_off) <= local:
                due = _moment(policy, on, at, local, days_off)
                yield _told(year, step.kind, step.code, step.day, due, tell.offset, step.period, verdict)
    if year.kind not in BRANCHES:
        return
    due = _moment(policy, today, policy.digest_at, local, days_off)
    if due > local:
        return
    if busy or any(step.day - NEAR <= today <= step.day + NEAR / 2 for step in steps):
        yield _told(year, "digest", f"digest {today}", today, due)
    if today.day >= MONTH_AHEAD:
        ahead = (today.replace(day=28) + 4 * DAY).replace(day=1)
        yield _told(year, "month", f"month {ahead:%Y-%m}", ahead, due)


def _moment(policy: Policy, on: date, at: time, local: datetime, days_off: frozenset[date]) -> datetime:
    """When that day's message may go: at the unit's hour, or, where that is over, as soon as the unit's hours allow."""
    wanted = datetime.combine(on, at, tzinfo=ZONE)
    return hours_of(policy, days_off).next_moment(max(wanted, local) if on < local.date() else wanted)


def _told(
    year: UnitYear,
    kind: str,
    step: str,
    day: date,
    due: datetime,
    offset: int = 0,
    period: str = "",
    verdict: Verdict = "due",
) -> planning.Tell:
    planned = verdict == "due"
    return {
        "unit": year.unit,
        "cycle": year.cycle.id,
        "kind": kind,
        "period": period,
        "step": step,
        "days": offset,
        "day": day.isoformat(),
        "due_at": instant(due),
        "state": "planned" if planned else "expired",
        "reason": "" if planned else verdict,
        "planned_at": "",
    }
