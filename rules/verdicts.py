"""What is to become of a row of the ledger when its message would go: told, put off, passed over or too late."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, Protocol

from rules.deadlines import DAY, LATEST, Step, Tell, calendar, hour_of, hours_of, tells
from rules.policy import Policy
from rules.reminding import WAITS_WHILE_BUSY, Facts, Wishes, obstacle_to_owe, obstacle_to_tell


class InForce(Protocol):
    """A cycle as it counts for a unit."""

    @property
    def id(self) -> int: ...
    @property
    def sector(self) -> str: ...
    @property
    def policy(self) -> Policy: ...


@dataclass(frozen=True, slots=True)
class Owed:
    """A person and a step, as the ledger or a question about a unit names them, with all that the rules want to know.

    `id` is its row in the ledger, `notice` the message it goes with; `seat` the unit for whose committee it is owed, 0
    where it is the member's own. `asked`: by the person, for this very day. `talk` is the person's memory as text;
    `busy`: the person is in the middle of this step.
    """

    id: int | None
    notice: int | None
    person: int
    step: str
    offset: int
    seat: int
    unit: int
    cycle: int
    day: date
    asked: bool
    facts: Facts
    wishes: Wishes
    talk: str | None = None
    busy: bool = False

    @property
    def kind(self) -> str:
        return self.step.partition(" ")[0]

    @property
    def period(self) -> str:
        return self.step.partition(" ")[2]


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and its verdict. `then`: when a row that is put off is due again; `step`: as its calendar has it today.

    `last`: it is not spoken of again before the step's day is over.
    """

    owed: Owed
    verdict: Literal["tell", "put-off", "skipped", "expired"]
    reason: str = ""
    then: datetime | None = None
    step: Step | None = None
    last: bool = False


def judge(
    owed: Sequence[Owed], cycles: Mapping[int, InForce], local: datetime, national: Collection[date]
) -> tuple[Judged, ...]:
    """All rows of one person's message at this moment of Viet Nam's clock; `cycles` by unit.

    Of several rows of a step the one nearest to its day counts.
    """
    judged = tuple(_judged(row, cycles.get(row.unit), local, national) for row in owed)
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


def _judged(owed: Owed, cycle: InForce | None, local: datetime, national: Collection[date]) -> Judged:
    today = local.date()
    if cycle is None or cycle.id != owed.cycle:
        return Judged(owed, "expired", "cycle-closed")
    policy, hours = cycle.policy, hours_of(cycle.policy, national)
    step, told = _ladder(policy, cycle.sector, owed.step, hours.days_off)
    on = next((tell.on for tell in told if tell.offset == owed.offset), None)
    if reason := _too_late(owed, step, on, today):
        return Judged(owed, "expired", reason, step=step)
    if code := _against(owed, step, policy, told, today):
        return Judged(owed, "skipped", code, step=step)
    if step and on and on > today and not owed.asked:
        at = hour_of(step, policy)
        then = hours.next_moment(datetime.combine(on, at, tzinfo=local.tzinfo))
        return Judged(owed, "put-off", "not-yet", then, step)  # its day has moved since it was planned
    then = owed.wishes.within(hours).next_moment(local)
    if then > local:
        return Judged(owed, "put-off", "quiet-hours", then, step)
    if owed.busy:
        return Judged(owed, "put-off", "in-the-middle", local + WAITS_WHILE_BUSY, step)
    before = [tell.offset for tell in told if tell.offset >= 0]
    return Judged(owed, "tell", step=step, last=bool(before) and owed.offset == min(before))


def _too_late(owed: Owed, step: Step | None, on: date | None, today: date) -> str | None:
    """A digest is of its day, a word on the next month of this one; any other step has its last day."""
    match owed.kind:
        case "digest":
            return None if owed.day == today else "stale"
        case "month":
            return None if today < owed.day else "stale"
        case "overdue":
            return None if today <= owed.day - owed.offset * DAY + LATEST + LATEST else "stale"
    if step is None:
        return "no-step"
    if owed.offset >= 0:
        return "deadline-passed" if today > step.day else None
    return "too-late" if today > (on or step.day) + LATEST else None


def _against(owed: Owed, step: Step | None, policy: Policy, told: Sequence[Tell], today: date) -> str | None:
    """Why the person does not owe it, or does not want to hear of it; what was asked for is heard all the same."""
    if step is None:
        done = owed.kind == "overdue" and owed.facts.finished
        return "left" if not owed.facts.here else "done" if done else "quiet" if owed.wishes.quiet else None
    if code := obstacle_to_owe(owed.kind, policy, owed.facts, today):
        return code
    if owed.wishes.quiet:
        return "quiet"
    return None if owed.asked else obstacle_to_tell(owed.wishes, owed.offset, [tell.offset for tell in told], today)


@lru_cache(maxsize=4096)
def _ladder(policy: Policy, sector: str, code: str, days_off: frozenset[date]) -> tuple[Step | None, tuple[Tell, ...]]:
    """The step of that name as it stands in the calendar today, with the days on which it is told."""
    step = next((step for step in calendar(policy, sector) if step.code == code), None)
    return step, tells(step, days_off) if step else ()
