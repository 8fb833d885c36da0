"""Help that knows who asks and what day it is."""

from chat.ask import Ask
from chat.message import Reply
from handlers.context import Context


async def help_(ask: Ask, ctx: Context) -> str | Reply:
    if ctx.who is None:
        return ctx.say("help-stranger")
    cycle = await ctx.cycle()
    steps = ""
    if cycle:
        policy, sector = cycle.policy, cycle.sector
        days = {
            "registration": ctx.day(policy.registration),
            "entry": ctx.day(policy.entry),
            "rating": ctx.day(policy.rating_day(sector)),
        }
        steps = ctx.texts("help-steps", year=str(cycle.year), **days)
    job = ""
    if ctx.committees:
        count, _ = await ctx.store.waiting(ctx.member.person)
        job = ctx.texts("help-committee", count=count)
    options = (("review", "/duyet"),) if ctx.committees else ()
    return ctx.say("help", ("register", "/dangky"), ("plan", "/kehoach"), *options, steps=steps, job=job)
