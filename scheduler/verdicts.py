"""What is to become of a row of the ledger when its message would go: told, put off, passed over or too late."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from chat.talk import Talk
from rules.deadlines import LATEST, Step, calendar, hours_of, tells
from rules.policy import Policy
from rules.reminding import busy_until, obstacle_to_owe, obstacle_to_tell
from storage.calendars import UnitYear
from storage.instants import ZONE, local_day, moment
from storage.owing import Owed

FLOWS: Mapping[str, frozenset[str]] = {
    "registration": frozenset({"register"}),
    "interim": frozenset({"interim"}),
    "self": frozenset({"assess"}),
    "entry": frozenset({"entry"}),
    "rating": frozenset({"meeting", "rate", "rateall"}),
}
"""The conversations in which a step is done: who is in one of them is in the middle of it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and its verdict. `then`: when a row that is put off is due again; `step`, `year`: as they are today."""

    owed: Owed
    verdict: Literal["tell", "put-off", "skipped", "expired"]
    reason: str = ""
    then: datetime | None = None
    step: Step | None = None
    year: UnitYear | None = None
    last: bool = False
    """Whether this is the last time that the person is told before the step's day is over."""


def judge(
    owed: Sequence[Owed], years: Mapping[int, UnitYear], now: datetime, national: Collection[date]
) -> tuple[Judged, ...]:
    """All rows of one person's message. Of several rows of a step the one nearest to its day counts."""
    judged = tuple(_judged(row, years.get(row.unit), now, national) for row in owed)
    latest: dict[tuple[str, int, int], int] = {}
    for one in judged:
        if one.verdict in ("tell", "put-off"):
            key = _step_of(one.owed)
            latest[key] = min(latest.get(key, one.owed.offset), one.owed.offset)
    return tuple(_unless_superseded(one, latest) for one in judged)


def _step_of(owed: Owed) -> tuple[str, int, int]:
    return owed.step, owed.cycle, owed.seat


def _unless_superseded(one: Judged, latest: Mapping[tuple[str, int, int], int]) -> Judged:
    if one.verdict in ("tell", "put-off") and latest[_step_of(one.owed)] < one.owed.offset:
        return replace(one, verdict="expired", reason="superseded")
    return one


def _judged(owed: Owed, year: UnitYear | None, now: datetime, national: Collection[date]) -> Judged:
    today = local_day(now)
    if year is None or year.cycle.id != owed.cycle:
        return Judged(owed, "expired", "cycle-closed")
    policy = year.cycle.policy
    step = step_named(policy, year.cycle.sector, owed.step)
    if reason := _too_late(owed, step, today):
        return Judged(owed, "expired", reason, step=step, year=year)
    if code := _against(owed, step, policy, today):
        return Judged(owed, "skipped", code, step=step, year=year)
    local = now.astimezone(ZONE)
    then = owed.wishes.within(hours_of(policy, national)).next_moment(local)
    if then > local:
        return Judged(owed, "put-off", "quiet-hours", then, step, year)
    if busy := _busy(owed, now):
        return Judged(owed, "put-off", "in-the-middle", busy, step, year)
    return Judged(owed, "tell", step=step, year=year, last=step is not None and _is_last(owed, step, policy, national))


def _too_late(owed: Owed, step: Step | None, today: date) -> str | None:
    """A digest is of its day, a word on the next month of this one; any other step has its last day."""
    match owed.kind:
        case "digest":
            return None if owed.day == today else "stale"
        case "month":
            return None if today < owed.day else "stale"
        case "overdue":
            return None if today <= owed.day + LATEST + LATEST else "stale"
    if step is None:
        return "no-step"
    if owed.offset >= 0:
        return "deadline-passed" if today > step.day else None
    return "too-late" if today > step.day + LATEST else None


def _against(owed: Owed, step: Step | None, policy: Policy, today: date) -> str | None:
    """Why the person does not owe it, or does not want to hear of it; what was asked for is heard all the same."""
    if step is None:
        return "left" if not owed.facts.here else "quiet" if owed.wishes.quiet else None
    if code := obstacle_to_owe(owed.kind, policy, owed.facts, today):
        return code
    return "quiet" if owed.wishes.quiet else None if owed.asked else _unwanted(owed, step, today)


def _unwanted(owed: Owed, step: Step, today: date) -> str | None:
    return obstacle_to_tell(owed.wishes, owed.offset, step.offsets, today)


def _busy(owed: Owed, now: datetime) -> datetime | None:
    flows = FLOWS.get(owed.kind, frozenset())
    if owed.talk is None or owed.spoke is None or not (until := busy_until(moment(owed.spoke), now)):
        return None
    return until if flows & Talk(owed.talk).open_flows() else None


def _is_last(owed: Owed, step: Step, policy: Policy, national: Collection[date]) -> bool:
    before = [tell.offset for tell in tells(step, policy.days_off.among(national)) if tell.offset >= 0]
    return bool(before) and owed.offset == min(before)


@lru_cache(maxsize=512)
def _steps(policy: Policy, sector: str) -> Mapping[str, Step]:
    return {step.code: step for step in calendar(policy, sector)}


def step_named(policy: Policy, sector: str, code: str) -> Step | None:
    """The step of that name as it stands in the calendar today."""
    return _steps(policy, sector).get(code)
