"""The committee's monthly talk with its members: what is open, whom it talked to, what was said (PN-18, TV-06)."""

from calendar import monthrange
from collections.abc import Sequence

from chat.ask import Ask
from chat.dates import say_ago, say_time, short_due
from chat.fold import fold
from chat.message import Reply
from chat.question import Problem
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.support import short
from storage.care import Ticket
from storage.criteria import OpenCycle
from storage.instants import moment
from storage.open_items import Mate, OpenItem

WRITE, MONTHS = "ghi", "thang"
REMINDED_FROM = 20  # day of the month from which a talk that nobody wrote down is a duty


async def checkin(ask: Ask, ctx: Context) -> str | Reply:
    """ "/traodoi": what is open this month. "/traodoi ghi": write the talk down. "/traodoi thang": former months."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    if ctx.member.unit not in ctx.committees:
        return ctx.say("checkin-no-office")
    match fold(ask.given).split():
        case [word, *_] if word == WRITE:
            return await _write(ask, ctx, cycle)
        case [word, *_] if word == MONTHS:
            return await _months(ask, ctx, cycle)
    return await _open(ask, ctx, cycle)


async def checkin_duty(ctx: Context) -> Duty | None:
    """Towards the end of a month without a talk, as soon as members have something to train."""
    if ctx.member.unit not in ctx.committees or ctx.today.day < REMINDED_FROM:
        return None
    cycle = await ctx.cycle()
    if cycle is None or not await ctx.store.checkin_wanted(ctx.member.unit, cycle.id, _month(ctx)):
        return None
    return duty(ctx, "checkin-duty", "/traodoi", month=_name(ctx, _month(ctx)))


async def _open(ask: Ask, ctx: Context, cycle: OpenCycle) -> Reply:
    """What there is to talk about: help asked for, contents due this month or behind, a screen at a time."""
    until = ctx.today.replace(day=monthrange(ctx.today.year, ctx.today.month)[1]).isoformat()
    items = await ctx.store.open_items_of_unit(ctx.member.unit, cycle.id, until)
    tickets = await ctx.store.tickets_waiting(ctx.member.person)
    told = [_ticket(ctx, ticket) for ticket in tickets]
    told += [_item(ctx, item) for item in items]
    pages = pages_of(told)
    page = page_of(ask.given, pages)
    missing = await _not_talked_to(ctx, cycle, _month(ctx))
    reply = ctx.say(
        "checkin",
        ("write", f"/traodoi {WRITE}"),
        ("months", f"/traodoi {MONTHS}"),
        month=_name(ctx, _month(ctx)),
        count=len(told),
        lines="\n".join(told[(page - 1) * LINES : page * LINES]),
        missing=len(missing),
        names=_names(ctx, missing),
    )
    return Reply(reply.text, reply.title, (*turners(ctx, "/traodoi", page, pages), *reply.options), edits=True)


async def _write(ask: Ask, ctx: Context, cycle: OpenCycle) -> Reply:
    month = _month(ctx)
    ask.about(f"{cycle.id}/{month}")
    missing = {str(mate.person) for mate in await _not_talked_to(ctx, cycle, month)}
    mates = {str(mate.person): mate for mate in await ctx.store.mates(ctx.member.unit)}
    ask.shows(month=_name(ctx, month))
    chosen = ask.many(
        "people",
        mates,
        label=lambda code: ctx.texts("checkin-person", name=mates[code].name, roll=str(mates[code].roll)),
        check=lambda codes: None if codes else Problem("checkin-nobody"),
        ticked=missing,
    )
    text = ask.text("text", ready=[ctx.texts("checkin-all-well")])
    people = [mates[code].person for code in chosen]
    await ctx.store.check_in(ctx.member.unit, cycle.id, month, text, people, ctx.member.person, ctx.channel)
    left = await _not_talked_to(ctx, cycle, month)
    count, _ = await ctx.store.tickets_owed(ctx.member.person)
    ways = (("tickets", "/hotro"),) if count else ()
    values = {"month": _name(ctx, month), "names": _names(ctx, left)}
    return ctx.say("checkin-done", *ways, ("open", "/traodoi"), count=len(people), left=len(left), **values)


async def _months(ask: Ask, ctx: Context, cycle: OpenCycle) -> Reply:
    """What was talked about, one month a screen, the newest first to be seen."""
    every = await ctx.store.checkins(ctx.member.unit, cycle.id)
    if not every:
        return ctx.say("checkin-no-months", ("write", f"/traodoi {WRITE}"))
    page = page_of(ask.given, len(every)) if ask.given.split()[1:] else len(every)
    talk = every[page - 1]
    missing = await _not_talked_to(ctx, cycle, talk.month)
    reply = ctx.say(
        "checkin-month",
        ("open", "/traodoi"),
        month=_name(ctx, talk.month),
        text=talk.text,
        by=talk.name,
        at=say_time(moment(talk.at), ctx.texts),
        missing=len(missing),
        names=_names(ctx, missing),
    )
    options = (*turners(ctx, f"/traodoi {MONTHS}", page, len(every)), *reply.options)
    return Reply(reply.text, reply.title, options, edits=True)


async def _not_talked_to(ctx: Context, cycle: OpenCycle, month: str) -> list[Mate]:
    """Whom of today's members nobody talked to in that month, in the order of the list."""
    present = await ctx.store.talked_with(ctx.member.unit, cycle.id, month)
    return [mate for mate in await ctx.store.mates(ctx.member.unit) if mate.person not in present]


def _ticket(ctx: Context, ticket: Ticket) -> str:
    ago = say_ago(moment(ticket.at), ctx.now, ctx.texts)
    return ctx.texts("checkin-ticket", name=ticket.name, roll=str(ticket.roll or "–"), code=ticket.code, ago=ago)


def _item(ctx: Context, item: OpenItem) -> str:
    mark = "over" if item.due.end < ctx.today else "behind" if item.behind else item.progress
    return ctx.texts(
        "checkin-item",
        name=item.name,
        roll=str(item.roll or "–"),
        code=item.criterion,
        title=short(item.title),
        due=short_due(item.due, ctx.texts),
        mark=ctx.texts(f"checkin-{mark}"),
    )


def _names(ctx: Context, mates: Sequence[Mate]) -> str:
    """The first names of a list that may be long."""
    more = ctx.texts("checkin-more", count=len(mates) - LINES) if len(mates) > LINES else ""
    return ", ".join(ctx.texts("checkin-person", name=m.name, roll=str(m.roll)) for m in mates[:LINES]) + more


def _month(ctx: Context) -> str:
    return f"{ctx.today:%Y-%m}"


def _name(ctx: Context, month: str) -> str:
    year, _, number = month.partition("-")
    return ctx.texts("due-month", month=number, year=year)
