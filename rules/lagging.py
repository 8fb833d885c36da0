"""Whom a committee asks after: which steps are asked about on a day, who can be reached, whom a nudge would tell."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rules.deadlines import LATEST, Step, tells
from rules.reminding import WEEK, Wishes, obstacle_to_tell, wanted

BEFORE = 14  # days before a step's day from which on it is asked about, where nobody is told of it any earlier
AFTER = timedelta(days=30)

WHY_NOT = ("told", "waiting", "quiet", "snoozed", "frequency", "tried", "no-account", "unreachable")
"""The codes of why somebody is not nudged, in the order in which they are said."""


def begins(step: Step) -> date:
    """From this day on the step is spoken of."""
    return step.day - timedelta(days=max((BEFORE, *step.offsets)))


def asked_about(steps: Sequence[Step], today: date) -> frozenset[Step]:
    """The steps that are spoken of, and those lately over; where there are none, the next one; else the last one."""
    now = [step for step in steps if begins(step) <= today <= step.day + AFTER]
    ahead = min((step.day for step in steps if today < step.day), default=None)
    last = max((step.day for step in steps), default=None)
    return frozenset(now or [step for step in steps if step.day == (ahead or last)])


def last_tell(step: Step, today: date) -> date:
    """The last day on which whoever owes the step is told of it: its own, or a week later where that is over."""
    return step.day if today <= step.day else step.day + LATEST


def obstacle_to_nudging(step: Step, today: date, goes: date) -> str | None:
    """The code of why nobody is nudged about this step now, or None; `goes` is the day on which a message would go."""
    if today < begins(step):
        return "too-early"
    return "too-late" if goes > last_tell(step, today) else None


@dataclass(frozen=True, slots=True)
class Account:
    """A chat account of a person: "active", "waiting" or "ended", and the platform's reason why it is not reached."""

    state: str
    since: str
    until: str | None = None
    unreachable: str | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """Why the bot reaches somebody by no account, and since when, where that is known."""

    code: str
    since: str | None = None


def silence(accounts: Collection[Account]) -> Silence | None:
    """None where one account can be written to; of several reasons the one that is nearest to being mended."""
    active = [account for account in accounts if account.state == "active"]
    if any(account.unreachable is None for account in active):
        return None
    if active:
        blocked = any("blocked" in (account.unreachable or "") for account in active)
        return Silence("blocked" if blocked else "lost")
    for account in accounts:
        if account.state == "waiting":
            return Silence("waiting", account.since)
    ended = [account.until for account in accounts if account.until]
    return Silence("ended", max(ended)) if ended else Silence("never")


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody has heard of a step: when last, and how it stands today.

    `today`: the message of the day is out; `waiting`: a row of the ledger waits to be told; `tried`: this day's row, or
    this day's message, has come to nothing.
    """

    last: date | None = None
    today: bool = False
    waiting: bool = False
    tried: bool = False


def obstacle_to_nudge(
    step: Step, days_off: Collection[date], wishes: Wishes, silent: Silence | None, heard: Heard, today: date
) -> str | None:
    """The code of why this person is not nudged now, one of `WHY_NOT`, or None.

    Nobody gets two messages of a day, and what somebody wishes holds against a nudge, too.
    """
    if silent is not None:
        return "unreachable" if silent.code in ("blocked", "lost") else "no-account"
    if heard.today:
        return "told"
    if heard.waiting:
        return "waiting"
    offset, offsets = (step.day - today).days, [tell.offset for tell in tells(step, days_off)]
    if code := obstacle_to_tell(wishes, offset, offsets, today):
        return code
    if wishes.frequency != "every" and offset not in wanted(wishes.frequency, offsets):
        lately = heard.last is not None and today < heard.last + timedelta(days=WEEK)
        if wishes.frequency == "last" or lately:  # only the last word, or one a week
            return "frequency"
    return "tried" if heard.tried else None
