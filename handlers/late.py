"""A committee lets somebody register who was admitted after the day (PN-28), where the cycle takes late forms."""

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Reply
from handlers.activities import sits_here
from handlers.context import Context
from storage.instants import moment


async def late(ask: Ask, ctx: Context) -> str | Reply:
    """ "/moidangky": who waits for guidance. "/moidangky 21": open the registration for number 21 of the list."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    if not sits_here(ctx):
        return ctx.say("late-no-office")
    if cycle.policy.late == "no":
        return ctx.say("late-not-taken", year=str(cycle.year))
    waiting = {
        str(who.roll): who
        for who in await ctx.store.unregistered(ctx.member.unit, cycle)
        if cycle.policy.waits(who.since, ctx.today)
    }
    roll = ask.given.strip().lstrip("0")
    if roll and roll not in waiting:
        return ctx.say("late-not-waiting", ("all", "/moidangky"), roll=ask.given)
    if not waiting:
        return ctx.say("late-nobody", ("review", "/duyet"))
    ask.shows(count=len(waiting))
    who = waiting[roll or ask.one("member", waiting, label=lambda number: f"{number} {waiting[number].name}")]

    values = {"name": who.name, "year": str(cycle.year)}
    if before := await ctx.store.late_opened(who.person, cycle):
        by = {"by": before.actor_name or ctx.texts("forms-somebody"), "at": say_time(moment(before.at), ctx.texts)}
        return ctx.say("late-already", ("all", "/moidangky"), **by, **values)
    await ctx.store.open_late(who.person, cycle, ctx.member, ctx.channel)
    await ctx.tell([who.person], "late-told", ("register", "/dangky"), year=str(cycle.year))
    return ctx.say("late-done", ("all", "/moidangky"), ("review", "/duyet"), **values)
