"""What recognising and taking note share: choosing a branch, telling all whom it concerns; and the taking note."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Reply
from handlers.context import Context
from handlers.upwards import already, outcome_of, spread_of, versions
from rules.recognition import Act, appeal_until
from storage.instants import instant, moment
from storage.results import ResultCard

LATELY = timedelta(minutes=10)
EVERY = "*"


async def note(ask: Ask, ctx: Context) -> str | Reply:
    """ "/ghinhan": take note of what a chi doan co so reports; there is nothing to approve (PN-25, scenario 23)."""
    waiting = await ctx.store.reported("note", ctx.member.person)
    if not waiting:
        return await nothing(ctx, "note")
    here = branch_of(ask, ctx, waiting)
    units = units_of(here)
    ask.shows(count=len(here), spread=spread_of(ctx, here), lately=await lately(ctx), units=units)
    if not ask.once("sure", versions(here), ctx.member.person, ctx.now):
        return ctx.say("note-kept", ("again", "/ghinhan"))
    came = await ctx.store.settle("note", here, ctx.member.person, ctx.channel)
    await tell_settled(ctx, "note", came.done)
    lost = "\n".join([(await already(ctx, result)).text for result in came.lost])
    left = (await ctx.store.to_settle(ctx.member.person))["note"]
    next_ = (("next", "/ghinhan"),) if left else ()
    return ctx.say("note-done", *next_, ("undo", "/hoantac"), count=len(came.done), units=units, lost=lost, left=left)


def branch_of(ask: Ask, ctx: Context, waiting: Sequence[ResultCard]) -> list[ResultCard]:
    """The results of one branch, or of all: asked only where several have reported."""
    units = {result.unit_code: result.unit_name for result in waiting}

    def label(code: str) -> str:
        count = sum(code in (EVERY, result.unit_code) for result in waiting)
        if code == EVERY:
            return ctx.texts("upwards-every-branch", count=count)
        return ctx.texts("upwards-branch", unit=units[code], count=count)

    ask.shows(branches=len(units), waiting=len(waiting))
    code = ask.one("branch", (EVERY, *units), label=label) if len(units) > 1 else EVERY
    return [result for result in waiting if code in (EVERY, result.unit_code)]


def units_of(results: Iterable[ResultCard]) -> str:
    return ", ".join(dict.fromkeys(result.unit_name for result in results))


async def lately(ctx: Context) -> str:
    """What colleagues have done out of the same work meanwhile: a second presser sees who was first, and when."""
    found = await ctx.store.settled_lately(ctx.member.person, instant(ctx.now - LATELY))
    said = []
    by = sorted(found, key=lambda result: (result.settled_at or "", result.settled_by or 0))
    for (at, person), several in groupby(by, key=lambda result: (result.settled_at or "", result.settled_by or 0)):
        who = await ctx.store.member(person)
        name = who.name if who else ctx.texts("forms-somebody")
        said.append(
            ctx.texts("upwards-lately", name=name, at=say_time(moment(at), ctx.texts), count=len(list(several)))
        )
    return "\n".join(said)


async def nothing(ctx: Context, act: Act) -> Reply:
    """Nothing waits: who was first, if somebody just was; where to look else."""
    if not ctx.committees:
        return ctx.say(f"settled-no-office-{act}")
    counts = await ctx.store.to_settle(ctx.member.person)
    other: Act = "note" if act == "recognise" else "recognise"
    options = ((other, {"note": "/ghinhan", "recognise": "/congnhan"}[other]),) if counts[other] else ()
    return ctx.say(f"settled-nothing-{act}", *options, lately=await lately(ctx))


async def tell_settled(ctx: Context, act: Act, done: Iterable[ResultCard]) -> None:
    """Each member hears of the own result and until when it may be appealed against; each branch hears once."""
    ordered = sorted(done, key=lambda result: (result.unit, result.id))
    for _, several in groupby(ordered, key=lambda result: result.unit):
        results = list(several)
        first = results[0]
        policy = await ctx.store.policy_of(first)
        above = await ctx.store.name_of_unit(first.above or 0)
        until = ctx.day(appeal_until(policy, ctx.today))
        values = {"above": above, "year": str(first.year), "until": until}
        for result in results:
            ways = (("why", f"/visao {result.code}"), ("appeal", f"/xemxet {result.code}"))
            told = {"code": result.code, "outcome": outcome_of(ctx, result), **values}
            await ctx.tell([result.person], f"settled-told-{act}", *ways, **told)
        committee = await ctx.store.committee(first.unit)
        told_branch = {"above": above, "year": str(first.year), "unit": first.unit_name}
        await ctx.tell(committee, f"settled-branch-{act}", count=len(results), **told_branch)
