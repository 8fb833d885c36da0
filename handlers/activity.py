"""A committee plans an activity: what, when, which contents it is linked to, with which other branches."""

from chat.ask import Ask
from chat.checking import Section
from chat.message import Reply
from chat.question import Problem
from handlers.activities import sits_here
from handlers.context import Context
from rules.codes import code_of

LONGEST = 100  # characters of a title, so that it stays readable in a list


async def activity(ask: Ask, ctx: Context) -> str | Reply:
    """ "/themhoatdong": a new activity of the own branch's year plan (PN-17)."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    if not sits_here(ctx):
        return ctx.say("activity-no-office", ("all", "/hoatdong"))
    if cycle.last_due < ctx.today:
        return ctx.say("activity-over", ("all", "/hoatdong"), last=ctx.day(cycle.last_due))
    ask.about(str(cycle.id))
    ask.shows(year=str(cycle.year), last=ctx.day(cycle.last_due))
    frame = await ctx.frame(cycle)
    siblings = {str(unit): name for unit, name in await ctx.store.siblings(ctx.member.unit)}

    title = ask.text("title", check=_too_long)
    day = ask.due("day", cycle.window(ctx.today), day=True).start
    criteria = ask.many("criteria", frame.codes, label=frame.label, group=frame.group, check=_none_linked)
    completes = ask.one("completes", ("done", "partly")) == "done"
    merged = ask.many("merged", siblings, label=siblings.__getitem__) if siblings else ()
    level = ctx.texts(f"activities-{'completes' if completes else 'partly'}")
    sections = [
        Section(ctx.texts("activity-said-title", title=title), (("title", ""),)),
        Section(ctx.texts("activity-said-day", day=ctx.day(day)), (("day", ""),)),
        Section(ctx.texts("activity-said-criteria", codes=", ".join(criteria)), (("criteria", ""),)),
        Section(level, (("completes", ""),)),
    ]
    if siblings:
        names = ", ".join(siblings[unit] for unit in merged) or ctx.texts("activity-alone")
        sections.append(Section(ctx.texts("activity-said-merged", names=names), (("merged", ""),)))
    ask.review("send", sections)

    number = await ctx.store.plan_activity(
        ctx.member,
        cycle,
        ctx.channel,
        title=title,
        day=day,
        criteria=criteria,
        completes=completes,
        merged=[int(unit) for unit in merged],
    )
    code = code_of("activity", number)
    for unit in merged:
        told = {"title": title, "day": ctx.day(day), "unit": ctx.member.unit_name}
        await ctx.tell(await ctx.store.committee(int(unit)), "activity-told", ("open", f"/hoatdong {code}"), **told)
    return ctx.say(
        "activity-done",
        ("open", f"/hoatdong {code}"),
        ("again", "/themhoatdong"),
        code=code,
        title=title,
        day=ctx.day(day),
        others=len(merged),
    )


def _too_long(said: str) -> Problem | None:
    return Problem("activity-title-too-long", {"most": LONGEST}) if len(said) > LONGEST else None


def _none_linked(codes: tuple[str, ...]) -> Problem | None:
    return None if codes else Problem("activity-choose-one")
