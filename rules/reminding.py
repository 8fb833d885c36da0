"""Whether somebody is told of a step at this moment, and if not, why: the rules behind the ledger of reminders."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Literal

from rules import registration
from rules.deadlines import OF_COMMITTEES, Hours
from rules.policy import Policy

Frequency = Literal["every", "fewer", "last"]
WEEK = 7
BUSY = timedelta(minutes=30)
"""Whoever has answered so lately, and has the step open, is in the middle of it (products.md row 60)."""
WAITS_WHILE_BUSY = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Facts:
    """How a person stands to a step of a cycle at this moment.

    `here`: on the list of the unit, or in its committee where it is the committee's step; `form`, `assessment`: their
    state; `answered`: has looked back on this part of the year; `finished`: the committee's step is done; `peopled`:
    there is somebody on the list of the unit.
    """

    here: bool = True
    paper: bool = False
    since: date = date.min
    let_in: bool = False
    form: str | None = None
    answered: bool = False
    assessment: str | None = None
    rated: bool = False
    finished: bool = False
    peopled: bool = True


def obstacle_to_owe(kind: str, policy: Policy, facts: Facts, today: date) -> str | None:
    """The code of why a person does not owe this step today, or None.

    PN-03 registration, PN-21 interim, PN-22 self; of the committee PN-07 entry, PN-09 rating.
    """
    if not facts.here:
        return "left"
    if kind in OF_COMMITTEES:
        return "done" if facts.finished else None if facts.peopled else "nobody"
    if facts.paper:
        return "paper"
    if kind == "registration":
        return _obstacle_to_register(policy, facts, today)
    if facts.form != "confirmed":
        return "no-form"
    if facts.rated:
        return "rated"
    done = facts.answered if kind == "interim" else facts.assessment in ("sent", "opened")
    return "done" if done else None


def _obstacle_to_register(policy: Policy, facts: Facts, today: date) -> str | None:
    code = registration.obstacle(
        policy, state=facts.form, paper=False, joined=facts.since, today=today, opened=facts.let_in
    )
    return "done" if code in ("sent", "opened", "confirmed") else code


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants to be told: not at all, how often, between which hours, not before a day."""

    quiet: bool = False
    frequency: Frequency = "every"
    opens: time | None = None
    closes: time | None = None
    snoozed_until: date | None = None

    def within(self, hours: Hours) -> Hours:
        """The unit's hours, as far as the person has none of their own."""
        return replace(hours, opens=self.opens or hours.opens, closes=self.closes or hours.closes)


def obstacle_to_tell(wishes: Wishes, offset: int, offsets: Sequence[int], today: date) -> str | None:
    """The code of why a person who owes a step does not want to hear of it now, or None.

    `offsets` are those of the step; one that is not among them was asked for, by the person or by a committee.
    """
    if wishes.quiet:
        return "quiet"
    if wishes.snoozed_until is not None and today < wishes.snoozed_until:
        return "snoozed"
    if offset in offsets and offset not in wanted(wishes.frequency, offsets):
        return "frequency"
    return None


def wanted(frequency: Frequency, offsets: Sequence[int]) -> tuple[int, ...]:
    """The offsets that somebody wants: every one, one a week and the last, or only the last before the day ends."""
    if frequency == "every":
        return tuple(offsets)
    before = sorted(offset for offset in offsets if offset >= 0)
    if frequency == "last" or not before:
        return tuple(before[:1])
    kept = before[:1]
    for offset in before:
        if offset >= kept[-1] + WEEK:
            kept.append(offset)
    return (*kept, *(offset for offset in offsets if offset < 0))
