"""What the people of a unit are to hear of by a moment: the calendar of its cycle against the clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rules.deadlines import DAY, Verdict, calendar, hour_of, hours_of, judged, tells
from rules.policy import Policy

WINDOW = timedelta(days=21)  # what was to be told longer ago than this is not looked at any more
NEAR = timedelta(days=14)  # so long before a step's day, and after it, its committee hears how it stands
MONTH_AHEAD = 25  # on this day of a month a committee hears of the next (TN-08)


@dataclass(frozen=True, slots=True)
class Told:
    """Something that is told: `kind` and `step` as the ledger names them, so many `days` before its `day`.

    `due`: when the message may go. A `verdict` other than "due" is why it is too late for it.
    """

    kind: str
    step: str
    day: date
    due: datetime
    days: int = 0
    period: str = ""
    verdict: Verdict = "due"


def told_by(
    policy: Policy,
    sector: str,
    local: datetime,
    national: frozenset[date],
    *,
    opened: date,
    committee: bool,
    waiting: bool,
) -> Iterator[Told]:
    """All that has come by this moment of Viet Nam's clock. `opened`: since when the cycle is open.

    What is of today is known from its first minute: whichever row of a person is due first takes all others along, and
    one that is planned only when the message of the day is out would have to wait for the next.
    `committee`: whether it is a branch, whose committee gets a digest; `waiting`: something waits for it.
    """
    today, off = local.date(), policy.days_off.among(national)
    first = min(policy.digest_at, policy.remind_at)
    steps = calendar(policy, sector)
    for step in steps:
        come = [tell for tell in tells(step, off) if tell.on >= max(opened, today - WINDOW)]
        at = hour_of(step, policy)
        for tell, verdict in judged(step, come, today):
            on = tell.on if verdict == "due" else today
            if tell.on == today or goes_at(policy, on, first, local, national) <= local:
                due = goes_at(policy, on, at, local, national)
                yield Told(step.kind, step.code, step.day, due, tell.offset, step.period, verdict)
    due = goes_at(policy, today, policy.digest_at, local, national)
    if not committee or due.date() > today:
        return
    if waiting or any(step.day - NEAR <= today <= step.day + NEAR for step in steps):
        yield Told("digest", f"digest {today}", today, due)
    if today.day >= MONTH_AHEAD:
        ahead = (today.replace(day=28) + 4 * DAY).replace(day=1)
        yield Told("month", f"month {ahead:%Y-%m}", ahead, due)


def goes_at(policy: Policy, on: date, at: time, local: datetime, national: frozenset[date]) -> datetime:
    """When that day's message may go: at the unit's hour, or, where that is over, as soon as the unit's hours allow."""
    wanted = datetime.combine(on, at, tzinfo=local.tzinfo)
    return hours_of(policy, national).next_moment(max(wanted, local) if on < local.date() else wanted)
