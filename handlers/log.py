"""The log that people may read: about oneself, of one's branch, of the units below, of one form (products 83)."""

from collections.abc import Sequence
from dataclasses import replace

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Reply
from handlers.context import Context
from handlers.forms import LINES, turners
from rules.codes import KINDS, code_of, number_of
from rules.permissions import may_read_log, may_read_reason
from storage.decisions import CLOCK
from storage.instants import moment
from storage.logbook import Entered, Place

PAPER = "paper"  # the channel of what the operator has read from a form
OWN, CHOOSE = "toi", "chon"
"""What may follow "/nhatky" besides the code of a unit or a thing."""


async def log(ask: Ask, ctx: Context) -> str | Reply:
    """ "/nhatky [toi | chon | 12A1 | DK-7F3K9] [page]", newest first."""
    words = ask.given.split()
    page = max(int(words[-1]), 1) if len(words) > 1 and words[-1].isdecimal() else 1
    place = await ctx.store.place(words[0]) if words else await _home(ctx)
    if words and words[0].lower() == CHOOSE and ctx.committees:
        place = await _chosen(ask, ctx)
    elif words and place is None and words[0].lower() != OWN:
        return await _of_thing(ctx, words[0], page)
    if place is None:
        return await _own(ctx, page)
    return await _under(ctx, place, page)


async def _home(ctx: Context) -> Place | None:
    """The unit whose record a committee member sees first: the own branch, or the one whose office is held."""
    units = sorted(ctx.committees, key=lambda unit: (unit != ctx.member.unit, unit))
    return await ctx.store.place_at(units[0]) if units else None


async def _chosen(ask: Ask, ctx: Context) -> Place:
    found = {place.code: place for unit in sorted(ctx.committees) for place in await ctx.store.places_below(unit)}
    return found[ask.one("choice", sorted(found), label=lambda code: f"{code} {found[code].name}")]


async def _own(ctx: Context, page: int) -> Reply:
    deeds = await ctx.store.log_about(ctx.member.person, (page - 1) * LINES, LINES + 1)
    back = (("unit", "/nhatky"),) if ctx.committees else ()
    return _drawn(ctx, ctx.say("log-own", *back, lines=_lines(ctx, deeds)), f"/nhatky {OWN}", deeds, page)


async def _under(ctx: Context, place: Place, page: int) -> Reply:
    if not may_read_log(ctx.committees, await ctx.store.units_up(place.unit)):
        return ctx.say("log-not-visible")
    deeds = await ctx.store.log_under(place.unit, (page - 1) * LINES, LINES + 1)
    lines = "\n".join(_line(ctx, deed, whole=True) for deed in deeds[:LINES]) or ctx.texts("log-empty")
    several = len(await ctx.store.places_below(min(ctx.committees, key=lambda unit: unit != place.unit))) > 1
    ways = (("choose", f"/nhatky {CHOOSE}"),) if several else ()
    reply = ctx.say("log-unit", *ways, ("own", f"/nhatky {OWN}"), unit=place.name, lines=lines)
    return _drawn(ctx, reply, f"/nhatky {place.code}", deeds, page)


async def _of_thing(ctx: Context, word: str, page: int) -> Reply:
    """One form or another thing with a code: whom it is about, and the committees of its unit and above."""
    kind = next((kind for kind in KINDS.values() if number_of(kind, word)), "")
    number = number_of(kind, word) if kind else None
    deeds = await ctx.store.log_of(kind, number, (page - 1) * LINES, LINES + 1) if number else ()
    unheard = kind == "rating" and await ctx.store.is_being_decided(number or 0)
    concerned = set() if unheard else {deed.person for deed in deeds}
    units = {above for unit in {deed.unit for deed in deeds} if unit for above in await ctx.store.units_up(unit)}
    if not number or not (ctx.member.person in concerned or may_read_log(ctx.committees, units)):
        return ctx.say("log-not-visible")
    code = code_of(kind, number)
    reply = ctx.say("log-thing", ("all", "/nhatky"), thing=_thing(ctx, kind, code, None), lines=_lines(ctx, deeds))
    return _drawn(ctx, reply, f"/nhatky {code}", deeds, page)


def _drawn(ctx: Context, reply: Reply, command: str, deeds: Sequence[Entered], page: int) -> Reply:
    """With the way to the screens before and after; one line more than fits says that there is one."""
    pages = page + 1 if len(deeds) > LINES else page
    return replace(reply, options=(*turners(ctx, command, page, pages), *reply.options))


def _lines(ctx: Context, deeds: Sequence[Entered]) -> str:
    return "\n".join(_line(ctx, deed) for deed in deeds[:LINES]) or ctx.texts("log-empty")


def _line(ctx: Context, deed: Entered, *, whole: bool = False) -> str:
    """One act; or `whole` what was done with one word, by its first act."""
    parts = [ctx.texts("log-did", who=_actor(ctx, deed), act=act_said(ctx, deed.act))]
    if thing := _thing_of(ctx, deed):
        parts.append(thing)
    if deed.person is not None and deed.person != deed.actor:
        parts.append(ctx.texts("log-about", who=_name(ctx, deed.person, deed.person_name)))
    if whole and deed.more:
        parts.append(ctx.texts("log-more", count=deed.more))
    if deed.actor is not None or deed.channel == PAPER:
        channel = f"channel-{deed.channel}"
        parts.append(ctx.texts(channel if channel in ctx.texts else "log-channel-other"))
    if undone := _undone(deed, deed.more if whole else 0):
        parts.append(ctx.texts(f"log-undone-{undone}"))
    line = ctx.texts("log-line", at=say_time(moment(deed.at), ctx.texts), did=" · ".join(parts))
    reads = may_read_reason(ctx.member.person, ctx.committees, deed.person, deed.actor, deed.unit or 0, deed.kind)
    return ctx.texts("log-with-reason", line=line, reason=deed.reason) if deed.reason and reads else line


def _undone(deed: Entered, more: int) -> str:
    back = deed.undone + (deed.more_undone if more else 0)
    return "" if not back else "partly" if back <= more else "whole"


def _actor(ctx: Context, deed: Entered) -> str:
    return ctx.texts("log-bot") if deed.channel == CLOCK else _name(ctx, deed.actor, deed.actor_name)


def _name(ctx: Context, person: int | None, name: str | None) -> str:
    if person is None:
        return ctx.texts("log-operator")
    return name or ctx.texts("log-nameless")


def _thing_of(ctx: Context, deed: Entered) -> str:
    kind, number = deed.kind or "form", deed.subject if deed.kind else deed.form
    return _thing(ctx, kind, code_of(kind, number) if kind in KINDS.values() else "", deed.position) if number else ""


def _thing(ctx: Context, kind: str, code: str, position: int | None) -> str:
    """What was acted on, called by its noun and its code; nothing for what has neither."""
    id_ = f"log-thing-{kind}"
    thing = ctx.texts(id_, code=code) if id_ in ctx.texts else code
    return ctx.texts("log-position", thing=thing, n=str(position)) if position else thing


def act_said(ctx: Context, act: str) -> str:
    """What the record calls an act, in words."""
    id_ = f"log-act-{act}"
    return ctx.texts(id_ if id_ in ctx.texts else "log-act-other")
