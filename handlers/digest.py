"""What a committee is told of its branch in the morning: new, overdue, out of reach, upcoming (products.md rule 30)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chat.message import Option
from handlers.context import Context
from handlers.reminder import Due, Part
from rules.deadlines import Kind, Step, calendar, tells
from rules.interim import period_latest, rhythm_of
from rules.mornings import comes_again, day_before, in_view, is_worth_saying, talk_comes_again, talk_is_asked_for
from rules.reminding import obstacle_to_owe
from rules.telling import NEAR
from storage.calendars import UnitYear
from storage.digests import Mate, Morning, Queue
from storage.instants import ZONE, instant, local_day, moment

MOST = 4  # buttons of one branch
NOON = 12
WAITS_FOR: Mapping[str, Kind] = {"forms": "entry", "interims": "interim", "assessments": "rating"}
"""By which step of the calendar what waits is to be done; the rest has no day of its own."""
WHO = "/aichua"
WAYS: Sequence[tuple[str, str]] = (
    ("forms", "/duyet"),
    ("tickets", "/hotro"),
    ("registration", "/aichua dangky"),
    ("interim", "/aichua giuaky"),
    ("self", "/aichua danhgia"),
    ("entry", "/phanmem"),
    ("rating", "/hop"),
    ("supplements", "/duyetbosung"),
    ("interims", "/giuaky"),
    ("assessments", "/hop"),
    ("talk", "/traodoi"),
)
"""Which line of the digest leads where, what is to be done first before the rest."""
OF_THE_OWN_BRANCH = ("interims", "talk")
"""Conversations that are always about the person's own branch."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How a branch stands this morning: what waits, who has not done which step, what its committee owes."""

    queues: Mapping[str, Queue]
    missing: Mapping[Step, int]
    overdue: Sequence[Step]
    upcoming: Step | None
    unreachable: int
    lost: int
    talk: bool

    @property
    def news(self) -> bool:
        return self.lost > 0 or any(queue.new for queue in self.queues.values())

    @property
    def counts(self) -> Mapping[str, int]:
        """What is to be done, by the names of `WAYS`."""
        counts = {kind: queue.waiting for kind, queue in self.queues.items()}
        counts |= {step.kind: count for step, count in self.missing.items()}
        return {**counts, **{step.kind: 1 for step in self.overdue}, "talk": int(self.talk)}


async def digest(ctx: Context, dues: Sequence[Due]) -> Part | None:
    """One branch in its committee's morning message; nothing where nothing is to be said."""
    (due,) = dues
    person, place = ctx.member.person, due.here
    morning = await ctx.store.morning(person, due.seat, due.cycle)
    if place is None or morning is None:
        return None
    since = moment(morning.seen_at) if morning.seen_at else ctx.now - (ctx.today - day_before(ctx.today, due.off))
    stand = await _stand(ctx, due, place, morning, since)
    waits = {WAITS_FOR[kind] for kind, queue in stand.queues.items() if queue.waiting and kind in WAITS_FOR}
    steps = [step for step in calendar(place.cycle.policy, place.cycle.sector) if step.kind in waits]
    again = any(comes_again(step, ctx.today, due.off) for step in (*steps, *stand.missing, *stand.overdue))
    if not is_worth_saying(
        news=stand.news,
        stands=any(stand.counts.values()),
        again=again or (stand.talk and talk_comes_again(ctx.today, due.off)),
        told=local_day(moment(morning.told_at)) if morning.told_at else None,
        today=ctx.today,
    ):
        return None
    early = ctx.now.astimezone(ZONE).hour < NOON
    title = ctx.texts("digest-title", unit=morning.unit_name, early=int(early), day=ctx.day(ctx.today))
    return Part("\n".join(_lines(ctx, stand, since)), tuple(_ways(ctx, due, stand)), title, heads=True)


async def _stand(ctx: Context, due: Due, place: UnitYear, morning: Morning, since: datetime) -> Stand:
    policy, sector, today = place.cycle.policy, place.cycle.sector, ctx.today
    period = period_latest(today, rhythm_of(policy, sector)).code
    queues = await ctx.store.queues(ctx.member.person, due.seat, due.cycle, period, instant(since))
    crew = await ctx.store.crew(due.seat, due.cycle, period)
    steps = [step for step in calendar(policy, sector) if in_view(step, today)]
    own = [step for step in steps if step.of_committee and not _is_done(step, morning)]
    counted = {step: _owing(place, step, crew, today) for step in steps if not step.of_committee}
    out_of_reach = [mate for mate in crew if not mate.reachable and not mate.facts.paper]
    talk = talk_is_asked_for(today) and await ctx.store.checkin_wanted(due.seat, due.cycle, f"{today:%Y-%m}")
    return Stand(
        queues,
        {step: count for step, count in counted.items() if count},
        [step for step in own if step.day < today],
        next((step for step in own if today <= step.day <= today + NEAR and not _is_told(step, due)), None),
        len(out_of_reach) if counted else 0,
        sum(mate.lost_at is not None and mate.lost_at > instant(since) for mate in out_of_reach),
        talk,
    )


def _is_done(step: Step, morning: Morning) -> bool:
    return morning.entered if step.kind == "entry" else morning.reported


def _is_told(step: Step, due: Due) -> bool:
    """Whether the committee hears of its own step today anyway."""
    return any(tell.on == due.day for tell in tells(step, due.off))


def _owing(place: UnitYear, step: Step, crew: Collection[Mate], today: date) -> int:
    """How many members owe the step: exactly those who are reminded of it."""
    policy = place.cycle.policy
    return sum(obstacle_to_owe(step.kind, policy, mate.facts, today) is None for mate in crew)


def _lines(ctx: Context, stand: Stand, since: datetime) -> Iterator[str]:
    """What waits for an act first, then who has not acted, then what came and what comes."""
    for kind, queue in stand.queues.items():
        if queue.waiting:
            waited = (ctx.today - local_day(moment(queue.oldest))).days if queue.oldest else 0
            yield ctx.texts(f"digest-{kind}", count=queue.waiting, waited=waited, late=queue.late)
    for step in stand.overdue:
        yield ctx.texts(f"digest-overdue-{step.kind}", day=ctx.day(step.day))
    for step, count in stand.missing.items():
        days = (step.day - ctx.today).days
        when = "after" if days < 0 else "today" if days == 0 else "before"
        what = ctx.texts(f"digest-missing-{step.kind}")
        yield ctx.texts(f"digest-missing-{when}", what=what, count=count, day=ctx.day(step.day), days=days)
    if stand.unreachable or stand.lost:
        yield ctx.texts("digest-unreachable", count=stand.unreachable or stand.lost, lost=stand.lost)
    if came := ", ".join(_came(ctx, stand.queues)):
        days = (ctx.today - local_day(since)).days
        yield ctx.texts("digest-came", days=days, since=ctx.day(local_day(since)), came=came)
    if stand.talk:
        yield ctx.texts("digest-talk", month=f"{ctx.today:%m}", year=f"{ctx.today:%Y}")
    if stand.upcoming:
        days = (stand.upcoming.day - ctx.today).days
        what = ctx.texts(f"digest-upcoming-{stand.upcoming.kind}")
        yield ctx.texts("digest-upcoming", what=what, day=ctx.day(stand.upcoming.day), days=days)


def _came(ctx: Context, queues: Mapping[str, Queue]) -> Iterator[str]:
    for kind, queue in queues.items():
        if queue.new:
            yield ctx.texts(f"digest-new-{kind}", count=queue.new)
    if decided := queues["forms"].decided:
        yield ctx.texts("digest-decided", count=decided)


def _ways(ctx: Context, due: Due, stand: Stand) -> Iterator[Option]:
    """A button for what is to be done. Whoever sits in several committees has one queue for all of them."""
    several = len(ctx.committees) > 1
    found: dict[str, Option] = {}
    for name, way in WAYS:
        count = stand.counts.get(name, 0)
        if count and (due.seat == ctx.member.unit or name not in OF_THE_OWN_BRANCH):
            command = way.replace(WHO, f"{WHO} {due.unit}") if several else way
            label = ctx.texts(f"digest-do-{name}", count=0 if several else count, unit=due.unit if several else "")
            found.setdefault(command, Option(f"{name}{due.seat}", label, command=command))
    return iter(list(found.values())[:MOST])
