"""What the branch does this year (PN-17): members see first what helps their open contents, committees what to note."""

from collections.abc import Collection, Mapping, Sequence
from textwrap import shorten

from chat.ask import Ask
from chat.fold import fold
from chat.message import Option, Reply
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.forms import LINES, page_of, pages_of, turners
from rules.codes import number_of
from storage.activities import Activity
from storage.criteria import OpenCycle


async def activities(ask: Ask, ctx: Context) -> str | Reply:
    """ "/hoatdong": what comes. "/hoatdong HD-…": one of it. "/hoatdong HD-… huy": call it off."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    code, _, word = ask.given.partition(" ")
    if number := number_of("activity", code):
        found = await ctx.store.activity(number)
        if found is None or ctx.member.unit not in dict(found.units):
            return ctx.say("activities-not-visible", ("all", "/hoatdong"))
        return await _cancel(ctx, found) if fold(word) == "huy" else await _shown(ctx, cycle, found)
    return await _list(ctx, cycle, ask.given)


async def activities_duty(ctx: Context) -> Duty | None:
    """What home says to a committee once a day is over and nobody has noted who came."""
    cycle = await ctx.cycle() if sits_here(ctx) else None
    held = await ctx.store.unnoted(ctx.member.unit, cycle.year) if cycle else {}
    command = f"/diemdanh {next(iter(held))}" if len(held) == 1 else "/diemdanh"
    return duty(ctx, "activities-duty", command, count=len(held), title=next(iter(held.values()))) if held else None


def sits_here(ctx: Context) -> bool:
    """Whether the person sits in the committee of the own branch."""
    return ctx.member.unit in ctx.committees


async def _list(ctx: Context, cycle: OpenCycle, given: str) -> Reply:
    """By date; those that help the member's open contents stand first."""
    coming = [a for a in await ctx.store.activities(ctx.member.unit, cycle.year) if a.day >= ctx.today]
    wanted = await _open_contents(ctx, cycle)
    coming.sort(key=lambda a: (not wanted & {*a.criteria}, a.day, a.id))
    pages = pages_of(coming)
    page = page_of(given, pages)
    shown = coming[(page - 1) * LINES : page * LINES]
    mine = (("add", "/themhoatdong"), ("note", "/diemdanh")) if sits_here(ctx) else (("plan", "/kehoach"),)
    rows = "\n".join(_row(ctx, a, wanted) for a in shown)
    reply = ctx.say("activities" if coming else "activities-none", *mine, rows=rows, count=len(coming))
    each = (
        Option(a.code, f"{a.code} {shorten(a.title, 40, placeholder='…')}", command=f"/hoatdong {a.code}")
        for a in shown
    )
    return Reply(reply.text, reply.title, (*each, *turners(ctx, "/hoatdong", page, pages), *reply.options), edits=True)


async def _shown(ctx: Context, cycle: OpenCycle, found: Activity, note: str = "") -> Reply:
    expected = await ctx.store.expected(found, ctx.member.unit)
    options = []
    if sits_here(ctx):
        options += [("note", f"/diemdanh {found.code}")] if found.day <= ctx.today else []
        may_cancel = found.unit == ctx.member.unit and found.state == "planned"
        options += [("cancel", f"/hoatdong {found.code} huy")] if may_cancel else []
    frame = await ctx.frame(cycle)
    titles = {code: frame.label(code) if code in frame.contents else code for code in found.criteria}
    helps = ", ".join(sorted({*found.criteria} & await _open_contents(ctx, cycle)))
    return ctx.say(
        "activities-one",
        *options,
        ("all", "/hoatdong"),
        note=note,
        code=found.code,
        title=found.title,
        day=ctx.day(found.day),
        contents="; ".join(titles.values()),
        level=ctx.texts(f"activities-{'completes' if found.completes else 'partly'}"),
        helps=ctx.texts("activities-helps", codes=helps) if helps else "",
        merged=said_merged(ctx, found),
        came=_said_came(ctx, found, [who.came for who in expected]),
    )


async def _cancel(ctx: Context, found: Activity) -> Reply:
    if found.unit not in ctx.committees:
        return ctx.say("activities-not-visible", ("all", "/hoatdong"))
    if not await ctx.store.cancel_activity(found, ctx.member.person, ctx.channel):
        now = await ctx.store.activity(found.id) or found
        return ctx.say(f"activities-already-{now.state}", ("all", "/hoatdong"), title=found.title, code=found.code)
    for unit, _ in found.units[1:]:
        told = await ctx.store.committee(unit)
        await ctx.tell(
            told, "activities-cancelled-told", ("all", "/hoatdong"), title=found.title, day=ctx.day(found.day)
        )
    return ctx.say("activities-cancelled", ("all", "/hoatdong"), title=found.title, others=len(found.units) - 1)


def said_merged(ctx: Context, found: Activity) -> str:
    """The branches of a merged meeting, of which each notes its own members (TV-13)."""
    names = ", ".join(name for _, name in found.units)
    return ctx.texts("activities-merged", names=names) if len(found.units) > 1 else ""


def _said_came(ctx: Context, found: Activity, came: Sequence[int | None]) -> str:
    if all(one is None for one in came):
        return ctx.texts("activities-nobody-noted") if found.day <= ctx.today else ""
    return ctx.texts("activities-came", count=sum(one or 0 for one in came), all=len(came))


def _row(ctx: Context, found: Activity, wanted: Collection[str]) -> str:
    helps = ", ".join(code for code in found.criteria if code in wanted)
    values: Mapping[str, str] = {"code": found.code, "title": found.title, "day": ctx.day(found.day)}
    return ctx.texts(
        "activities-row-helps" if helps else "activities-row", codes=helps or ", ".join(found.criteria), **values
    )


async def _open_contents(ctx: Context, cycle: OpenCycle) -> set[str]:
    """The member's confirmed contents that are not done yet."""
    form = await ctx.store.my_form(ctx.member, cycle)
    if form is None or form.state != "confirmed":
        return set()
    return {line.criterion for line in await ctx.store.year_lines(form) if line.progress != "done"}
