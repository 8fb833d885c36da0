"""When somebody is told next, given what the person wishes, and on which days a reminder can be put off to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from rules.deadlines import DAY, Hours, Step, hour_of, hours_of, next_day_on, tells
from rules.policy import Policy
from rules.reminding import Wishes, obstacle_to_tell

HOUR = 60  # minutes; so long people must leave for the bot, or what is said on a step's last day may miss them
AHEAD = (1, 3)  # days for which "later" is offered with one tap
_DAY = 24 * HOUR


def obstacle_to_hours(opens: time, closes: time, speaks: time) -> str | None:
    """The code of why nobody can be reminded between these hours only, or None.

    `speaks` is the unit's hour of reminding: whoever is free only before it would hear a day late, and of a last day
    never.
    """
    if (_minutes(closes) - _minutes(opens)) % _DAY < HOUR:
        return "narrow"
    if opens < closes and _minutes(closes) - _minutes(speaks) < HOUR:
        return "early"
    return None


def _minutes(at: time) -> int:
    return at.hour * HOUR + at.minute


@dataclass(frozen=True, slots=True)
class Room:
    """The days to which a reminder can be put off: after today, up to the first day on which a step ends."""

    today: date
    latest: date
    days_off: Collection[date]

    def day_for(self, wanted: date) -> date | None:
        """The day itself; one that is off passes it on, past the latest it goes before. None: there is none, or out."""
        if not self.today < wanted <= self.latest:
            return None
        on = next_day_on(wanted, self.days_off)
        if on > self.latest:
            on = wanted
            while on in self.days_off:
                on -= DAY
        return on if on > self.today else None

    def offered(self) -> Mapping[int, date]:
        """The days that are offered with one tap, by how many days they lie ahead; empty only where there is none."""
        found: dict[int, date] = {}
        for ahead in AHEAD:
            on = self.day_for(self.today + ahead * DAY)
            if on and on not in found.values():
                found[ahead] = on
        return found


def moment_on(day: date, at: time, hours: Hours, local: datetime) -> datetime:
    """When somebody with these hours is told on a day on which one may: at that hour, else as soon as they begin."""
    wanted = datetime.combine(day, at, tzinfo=local.tzinfo)
    free = hours.next_moment(wanted)
    return free if free.date() == day else datetime.combine(day, hours.opens, tzinfo=local.tzinfo)


def next_told(
    step: Step,
    policy: Policy,
    national: Collection[date],
    wishes: Wishes,
    told: Collection[int],
    local: datetime,
) -> datetime | None:
    """When somebody who owes the step is told of it next, if nothing is planned yet; `told` are offsets that were."""
    hours = hours_of(policy, national)
    coming = tells(step, hours.days_off)
    offsets = [tell.offset for tell in coming]
    for tell in coming:
        wanted = hours.next_moment(datetime.combine(tell.on, hour_of(step, policy), tzinfo=local.tzinfo))
        then = wishes.within(hours).next_moment(wanted)
        wants = obstacle_to_tell(wishes, tell.offset, offsets, tell.on) is None
        if wants and wanted > local and tell.offset not in told:
            return then
    return None
