"""What somebody owes today, by the calendars of the own branch and of those led, and what was said of it lately."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.context import Context
from handlers.reminder import Due
from programmes.holidays import national_days
from rules.deadlines import Hours, Step, calendar, hour_of, hours_of, tells
from rules.reminding import Wishes, obstacle_to_owe, obstacle_to_tell
from rules.verdicts import Owed
from rules.wishes import moment_on, next_told
from storage.criteria import OpenCycle
from storage.instants import ZONE
from storage.wishes import Later, Owing, Told


@dataclass(frozen=True, slots=True)
class OwedStep:
    """A step that somebody owes. `unit`: the code of the branch for whose committee; `told`: what the ledger says."""

    of: Owing
    step: Step
    cycle: OpenCycle
    unit: str
    owed: Owed
    told: Sequence[Told]

    @property
    def hours(self) -> Hours:
        return hours_of(self.cycle.policy, national_days())

    @property
    def was_told(self) -> bool:
        """Whether the person has heard of it lately, or asked to hear of it."""
        return any(row.counts for row in self.told)

    def due(self, today: date) -> Due:
        """As a reminder speaks of it."""
        form = self.owed.facts.form if self.step.kind == "registration" else None
        days, seat = (self.step.day - today).days, self.of.seat
        where = (self.cycle.year, self.cycle.id, self.step.period, seat, self.unit)
        return Due(self.step.kind, self.step.day, days, *where, form, self.owed.talk)

    def later(self, day: date, wishes: Wishes, now: datetime) -> Later:
        """The row of the ledger with which the person hears of it on that day."""
        at = hour_of(self.step, self.cycle.policy)
        then = moment_on(day, at, wishes.within(self.hours), now.astimezone(ZONE))
        return Later(self.of, (self.step.day - day).days, then)

    def next(self, wishes: Wishes, now: datetime) -> datetime | None:
        """When the person hears of it next: what is planned comes before what will be."""
        local = now.astimezone(ZONE)
        hours = wishes.within(self.hours)
        planned = [hours.next_moment(max(row.due_at.astimezone(ZONE), local)) for row in self._planned(wishes, local)]
        known = {row.offset for row in self.told}
        coming = next_told(self.step, self.cycle.policy, national_days(), wishes, known, local)
        return min([*planned, *([coming] if coming else [])], default=None)

    def _planned(self, wishes: Wishes, local: datetime) -> Iterator[Told]:
        offsets = [tell.offset for tell in tells(self.step, self.hours.days_off)]
        for row in self.told:
            wanted = row.asked or not obstacle_to_tell(wishes, row.offset, offsets, local.date())
            if row.planned and wanted and not wishes.quiet:
                yield row


async def owed_steps(ctx: Context) -> Sequence[OwedStep]:
    """What the member owes today, what ends first before the rest."""
    person = ctx.member.person
    steps = {
        (cycle.id, step.code, seat): (Owing(cycle.id, unit, seat, step.code, step.day), step, cycle, code)
        for cycle, unit, seat, code in await _places(ctx)
        for step in calendar(cycle.policy, cycle.sector)
        if step.of_committee == bool(seat)
    }
    if not steps:
        return ()
    told = await ctx.store.told_lately(person)
    found = []
    for owed in await ctx.store.standing(person, [of for of, *_ in steps.values()]):
        of, step, cycle, code = steps[owed.cycle, owed.step, owed.seat]
        if obstacle_to_owe(step.kind, cycle.policy, owed.facts, ctx.today) is None:
            rows = [row for row in told if (row.cycle, row.step, row.seat) == (of.cycle, of.step, of.seat)]
            found.append(OwedStep(of, step, cycle, code, owed, rows))
    return sorted(found, key=lambda one: one.step.day)


async def _places(ctx: Context) -> Sequence[tuple[OpenCycle, int, int, str]]:
    """The years in which the member may owe something: of the own branch, and as a committee of those led."""
    own = await ctx.cycle()
    found = [(own, ctx.member.unit, 0, ctx.member.unit_code)] if own else []
    for branch in await ctx.store.branches_of(ctx.member.person) if ctx.committees else ():
        cycle = await ctx.store.cycle(branch.id, branch.sector) if branch.id in ctx.committees else None
        found += [(cycle, branch.id, branch.id, branch.code)] if cycle else []
    return found
