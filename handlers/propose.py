"""A committee writes contents down for many members beforehand; each of them changes and sends them (PN-29)."""

from chat.ask import Ask
from chat.message import Reply
from chat.question import Problem
from handlers.activities import sits_here
from handlers.contents import PARTS, content_item, content_section
from handlers.context import Context

NAMES = 5  # of members, shown on the last look; more are counted


async def propose(ask: Ask, ctx: Context) -> str | Reply:
    """ "/soansan": for all who have not registered yet, or for some of them."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    if not sits_here(ctx):
        return ctx.say("propose-no-office")
    people = {str(who.roll): who for who in await ctx.store.unregistered(ctx.member.unit, cycle)}
    if not people or cycle.last_due < ctx.today:
        return ctx.say("propose-nobody" if not people else "propose-over", ("review", "/duyet"))
    ask.about(str(cycle.id))
    ask.shows(year=str(cycle.year), last=ctx.day(cycle.last_due), waiting=len(people))
    frame = await ctx.frame(cycle)

    rolls = tuple(people)
    if ask.one("whom", ("all", "pick")) == "pick":
        rolls = ask.many("people", people, label=lambda roll: f"{roll} {people[roll].name}", check=_nobody)
    chosen = ask.many("criteria", frame.codes, label=frame.label, group=frame.group, check=_nothing, lines=PARTS)
    items = [content_item(ask, ctx, cycle, frame[code], place=f"{n}/{len(chosen)}") for n, code in enumerate(chosen, 1)]
    names = ", ".join(people[roll].name for roll in rolls[:NAMES])
    ask.shows(place="", names=names, more=max(len(rolls) - NAMES, 0), people=len(rolls))
    ask.review("send", [content_section(ctx, frame.label(i.criterion), i) for i in items], more="criteria")

    told = [people[roll].person for roll in rolls]
    await ctx.store.propose(told, cycle, ctx.member, items, ctx.channel)
    year, count = str(cycle.year), len(items)
    await ctx.tell(told, "propose-told", ("register", "/dangky"), key=f"proposed:{cycle.id}", year=year, count=count)
    return ctx.say("propose-done", ("again", "/soansan"), ("review", "/duyet"), people=len(rolls), count=count)


def _nobody(rolls: tuple[str, ...]) -> Problem | None:
    return None if rolls else Problem("propose-choose-somebody")


def _nothing(codes: tuple[str, ...]) -> Problem | None:
    return None if codes else Problem("propose-choose-one")
