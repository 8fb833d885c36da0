"""How the bot reminds a member: how often, at which hours, what comes next; each of it is the member's to change."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import get_args

from chat.ask import Ask
from chat.fold import fold
from chat.message import Reply
from chat.question import Problem
from chat.read import bare
from chat.span import read_span
from handlers.context import Context
from handlers.owing import OwedStep, owed_steps
from rules.policy import Policy, policy
from rules.reminding import Frequency, Wishes, wanted
from rules.wishes import obstacle_to_hours
from storage.instants import ZONE

OFTEN, HOURS = "luot", "gio"
FREQUENCIES: Sequence[Frequency] = get_args(Frequency)
PARTS = ((18, "evening"), (13, "afternoon"), (11, "noon"), (0, "morning"))


async def wishes(ask: Ask, ctx: Context) -> str | Reply:
    """ "/nhacviec": how I am reminded. "/nhacviec luot", "/nhacviec gio [18-22]" change it."""
    said = fold(ask.given).partition(" ")[0]
    if said == OFTEN:
        return await _often(ask, ctx)
    if said == HOURS:
        return await _hours(ask, ctx)
    return await _shown(ctx, await ctx.store.wishes(ctx.member.person))


async def _shown(ctx: Context, mine: Wishes, done: str = "") -> Reply:
    """All of it, after what was just changed."""
    steps, decides = await owed_steps(ctx), await _policy(ctx)
    until = None if mine.quiet else mine.snoozed_until
    return ctx.say(
        "wishes",
        ("often", f"/nhacviec {OFTEN}"),
        ("hours", f"/nhacviec {HOURS}"),
        ("loud" if mine.quiet else "quiet", "/dungnhac"),
        done=done,
        state=ctx.texts(f"wishes-{'off' if mine.quiet else 'on'}"),
        often=_say_often(ctx, mine.frequency, _ladder(steps, decides)),
        hours=_say_hours(ctx, mine, decides),
        snoozed=ctx.texts("wishes-snoozed", day=ctx.day(until)) if until and until > ctx.today else "",
        next="" if mine.quiet else say_next(ctx, mine, steps),
    )


async def _often(ask: Ask, ctx: Context) -> Reply:
    ladder = _ladder(await owed_steps(ctx), await _policy(ctx))
    ask.shows(**{frequency: _say_offsets(ctx, wanted(frequency, ladder)) for frequency in FREQUENCIES})
    code = ask.one("frequency", FREQUENCIES)
    await ctx.store.be_reminded(ctx.member.person, next(one for one in FREQUENCIES if one == code))
    return await _shown(ctx, await ctx.store.wishes(ctx.member.person), ctx.texts("wishes-done"))


async def _hours(ask: Ask, ctx: Context) -> Reply:
    decides, same = await _policy(ctx), ctx.texts("wishes-as-unit")
    mine = await ctx.store.wishes(ctx.member.person)

    def check(typed: str) -> Problem | None:
        if bare(typed) == bare(same):
            return None
        hours = read_span(typed, decides.quiet_from)
        code = obstacle_to_hours(*hours, decides.remind_at) if hours else "unclear"
        return Problem(f"wishes-hours-{code}", {"speaks": f"{decides.remind_at:%H:%M}"}) if code else None

    ask.shows(now=_say_hours(ctx, mine, decides))
    typed = ask.text("hours", check=check, ready=[same], said=ask.given.partition(" ")[2])
    await ctx.store.be_reminded_between(ctx.member.person, read_span(typed, decides.quiet_from))
    return await _shown(ctx, await ctx.store.wishes(ctx.member.person), ctx.texts("wishes-done"))


async def wishes_facts(ctx: Context) -> list[str]:
    """One line for /dulieu, where somebody has wishes of their own."""
    mine = await ctx.store.wishes(ctx.member.person)
    if mine == Wishes():
        return []
    decides = await _policy(ctx)
    often = ctx.texts(f"wishes-{mine.frequency}")
    until = ctx.texts("wishes-data-until", day=ctx.day(mine.snoozed_until)) if mine.snoozed_until else ""
    quiet = ctx.texts("wishes-data-quiet") if mine.quiet else ""
    return [ctx.texts("wishes-data", often=often, hours=_say_hours(ctx, mine, decides), until=until, quiet=quiet)]


def say_moment(ctx: Context, moment: datetime) -> str:
    """ "sáng Thứ Sáu 11/12/2026 (08:00)"."""
    local = moment.astimezone(ZONE)
    part = next(name for hour, name in PARTS if local.hour >= hour)
    return ctx.texts(f"wishes-{part}", day=ctx.day(local.date()), clock=f"{local:%H:%M}")


def say_what(ctx: Context, step: OwedStep) -> str:
    due = step.due(ctx.today)
    state = "returned" if due.form == "returned" else due.kind
    return ctx.texts(f"reminder-what-{state}", year=str(due.year), unit=due.unit)


async def _policy(ctx: Context) -> Policy:
    """What the member's unit decides by; without an open year, what every unit begins with."""
    cycle = await ctx.cycle()
    return cycle.policy if cycle else policy(ctx.today.year, {})


def _ladder(steps: Sequence[OwedStep], decides: Policy) -> tuple[int, ...]:
    """The days before and after an end on which the unit reminds: of the step that ends next, else of registering."""
    ahead = next((step.step.offsets for step in steps), None)
    return decides.remind_registration if ahead is None else ahead


def _say_often(ctx: Context, frequency: Frequency, ladder: tuple[int, ...]) -> str:
    days = _say_offsets(ctx, wanted(frequency, ladder))
    return ctx.texts("wishes-often", often=ctx.texts(f"wishes-{frequency}"), days=days)


def _say_offsets(ctx: Context, offsets: Sequence[int]) -> str:
    """ "14, 7, 3, 1 days before, on the day, 1 day after"."""
    in_order = sorted(offsets, reverse=True)
    before = ", ".join(str(days) for days in in_order if days > 0)
    after = ", ".join(str(-days) for days in in_order if days < 0)
    said = [
        ctx.texts("wishes-before", days=before) if before else "",
        ctx.texts("wishes-on-the-day") if 0 in offsets else "",
        ctx.texts("wishes-after", days=after) if after else "",
    ]
    return ", ".join(part for part in said if part) or ctx.texts("wishes-never")


def _say_hours(ctx: Context, mine: Wishes, decides: Policy) -> str:
    opens, closes = mine.opens or decides.quiet_until, mine.closes or decides.quiet_from
    return ctx.texts(f"wishes-{'own' if mine.opens else 'unit'}-hours", opens=_clock(opens), closes=_clock(closes))


def say_next(ctx: Context, mine: Wishes, steps: Sequence[OwedStep]) -> str:
    """When the bot speaks next of something that is owed, and of what."""
    coming = [(at, step) for step in steps if (at := step.next(mine, ctx.now))]
    if not coming:
        return ctx.texts("wishes-nothing-next")
    at = min(at for at, _ in coming)
    what = [say_what(ctx, step) for then, step in coming if then.date() == at.date()]
    return ctx.texts("wishes-next", at=say_moment(ctx, at), what="; ".join(what))


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
