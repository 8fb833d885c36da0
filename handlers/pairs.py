"""Who goes with whom: a committee suggests, makes and ends pairs; each sees what the other still has to do (PN-19)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from chat.ask import Ask
from chat.dates import short_due
from chat.fold import fold
from chat.message import Reply
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.support import short
from rules.pairing import KINDS, Pair, suggest_buddies, suggest_mentors
from storage.instants import local_day, moment
from storage.open_items import Mate, OpenItem
from storage.pairing import BY_HAND, Pairing

SUGGEST, ADD, END, NUDGE = "goiy", "them", "bo", "nhac"
LATELY = timedelta(days=7)  # what ended by itself is told for so long, to who never heard of one before


async def pairs(ask: Ask, ctx: Context) -> str | Reply:
    """ "/phancong": who goes with whom. "/phancong goiy", "them", "bo 7": suggest, make by hand, end."""
    if ctx.member.unit not in ctx.committees:
        return ctx.say("pairs-no-office")
    ask.about(ask.given)
    match fold(ask.given).split():
        case [word, *_] if word == SUGGEST:
            return await _suggest(ask, ctx)
        case [word, *_] if word == ADD:
            return await _by_hand(ask, ctx)
        case [word, *rest] if word == END:
            return await _end(ask, ctx, rest[0] if rest else "")
    return await _overview(ask, ctx)


async def buddy(ask: Ask, ctx: Context) -> str | Reply:
    """ "/bancap": who goes with me, and what they still have to do: names and open contents, nothing else.

    "/bancap nhac" nudges one of them (domain.md 4.3).
    """
    me = ctx.member.person
    mine = await ctx.store.pairings_of(me)
    if not mine:
        return ctx.say("buddy-none")
    with_me = {str(_partner(p, me)[0]): _partner(p, me) for p in mine if _sees(p, me)}
    if fold(ask.given) == NUDGE and with_me:
        return await _nudge(ask, ctx, with_me)
    told = [ctx.texts("buddy-mentor", name=p.name) for p in mine if p.kind == "mentor" and p.other == me]
    for pairing in mine:
        if _sees(pairing, me):
            told += await _still_to_do(ctx, pairing)
    pages = pages_of(told)
    page = page_of(ask.given, pages)
    ways = (("nudge", f"/bancap {NUDGE}"),) if with_me else ()
    reply = ctx.say("buddy", *ways, ("plan", "/kehoach"), lines="\n".join(told[(page - 1) * LINES : page * LINES]))
    return Reply(reply.text, reply.title, (*turners(ctx, "/bancap", page, pages), *reply.options), edits=True)


async def pair_ended(ctx: Context, told_before: str) -> Reply | None:
    """Drawn when it is sent: the pairs that ended because somebody left the branch or the committee."""
    since = local_day(moment(told_before)) if told_before else ctx.today - LATELY
    ended = await ctx.store.pairs_lately_ended(ctx.member.person, since.isoformat())
    if not ended:
        return None
    lines = "\n".join(_ended(ctx, pairing) for pairing in ended)
    way = ("pairs", "/phancong") if ctx.member.unit in ctx.committees else ("buddy", "/bancap")
    return ctx.say("pairs-ended-itself", way, lines=lines)


async def _overview(ask: Ask, ctx: Context) -> Reply:
    now = await ctx.store.pairings_of_unit(ctx.member.unit)
    told = [_named(ctx, pairing) for pairing in now]
    pages = pages_of(told)
    page = page_of(ask.given, pages)
    ways = (("suggest", f"/phancong {SUGGEST}"), ("add", f"/phancong {ADD}"))
    end = (("end", f"/phancong {END}"),) if now else ()
    lines = "\n".join(told[(page - 1) * LINES : page * LINES])
    alone = len(await _suggested(ctx, "mentor"))
    reply = ctx.say("pairs", *ways, *end, count=len(now), lines=lines, alone=alone)
    return Reply(reply.text, reply.title, (*turners(ctx, "/phancong", page, pages), *reply.options), edits=True)


async def _suggest(ask: Ask, ctx: Context) -> Reply:
    kind = ask.one("kind", KINDS)
    suggested = {f"{p.person}-{p.other}": p for p in await _suggested(ctx, kind)}
    if not suggested:
        return ctx.say("pairs-nothing", ("overview", "/phancong"))
    mates = await _mates(ctx)

    def label(code: str) -> str:
        pair = suggested[code]
        return ctx.texts(f"pairs-{kind}", **_two(ctx, mates[pair.person], mates[pair.other]))

    chosen = ask.many("suggested", suggested, label=label, ticked=suggested)
    return await _make(ctx, [suggested[code] for code in chosen], mates)


async def _by_hand(ask: Ask, ctx: Context) -> Reply:
    kind = ask.one("kind", KINDS)
    mates, now = await _mates(ctx), await ctx.store.pairings_of_unit(ctx.member.unit)
    taken = {p for pairing in now if pairing.kind == kind for p in _taken(pairing)}
    free = [person for person in mates if person not in taken]
    committee = [p for p in await ctx.store.committee(ctx.member.unit) if p in mates]
    first = ask.one(
        "person", map(str, committee if kind == "mentor" else free), label=lambda c: _mate(ctx, mates[int(c)])
    )
    others = [str(person) for person in free if str(person) != first]
    if not others:
        return ctx.say("pairs-nothing", ("overview", "/phancong"))
    ask.shows(name=mates[int(first)].name)
    second = ask.one("other", others, label=lambda c: _mate(ctx, mates[int(c)]))
    return await _make(ctx, [Pair(kind, int(first), int(second))], mates)


async def _make(ctx: Context, wanted: Sequence[Pair], mates: Mapping[int, Mate]) -> Reply:
    me = ctx.member
    made = await ctx.store.pair(me.unit, wanted, me.person, ctx.channel)
    told: dict[tuple[int, str], list[str]] = {}
    for pair in made:
        told.setdefault((pair.person, f"{pair.kind}-told-first"), []).append(_mate(ctx, mates[pair.other]))
        told.setdefault((pair.other, f"{pair.kind}-told-second"), []).append(_mate(ctx, mates[pair.person]))
    for (person, id_), names in told.items():
        if person != me.person:
            await ctx.tell([person], f"pairs-{id_}", ("open", "/bancap"), names=", ".join(names))
    return ctx.say("pairs-made", ("overview", "/phancong"), count=len(made), refused=len(wanted) - len(made))


async def _end(ask: Ask, ctx: Context, roll: str) -> Reply:
    now = await ctx.store.pairings_of_unit(ctx.member.unit)
    found = {str(p.id): p for p in now if not roll or roll in (str(p.roll), str(p.other_roll))}
    if not found:
        return ctx.say("pairs-no-such", ("overview", "/phancong"))
    only = next(iter(found)) if roll and len(found) == 1 else ""
    which = found[only or ask.one("which", found, label=lambda code: _named(ctx, found[code]))]
    ended = await ctx.store.end_pairs([which], BY_HAND, ctx.member.person, ctx.channel)
    if not ended:
        return ctx.say("pairs-no-such", ("overview", "/phancong"))
    people = [person for person in which.people if person != ctx.member.person]
    await ctx.tell(people, "pairs-ended-told", ("open", "/bancap"), by=ctx.member.name, pair=_named(ctx, which))
    return ctx.say("pairs-ended", ("overview", "/phancong"), pair=_named(ctx, which))


async def _suggested(ctx: Context, kind: str) -> tuple[Pair, ...]:
    """Members first in the list go first; the committee follows, and is not followed."""
    now = await ctx.store.pairings_of_unit(ctx.member.unit)
    mates = await ctx.store.mates(ctx.member.unit)
    here = {mate.person for mate in mates}
    committee = [person for person in await ctx.store.committee(ctx.member.unit) if person in here]
    members = [mate.person for mate in mates if mate.person not in committee]
    if kind == "buddy":
        return suggest_buddies(members, {p for pairing in now if pairing.kind == "buddy" for p in pairing.people})
    follows: dict[int, list[int]] = {}
    for pairing in now:
        if pairing.kind == "mentor":
            follows.setdefault(pairing.person, []).append(pairing.other)
    return suggest_mentors(members, committee, follows)


async def _nudge(ask: Ask, ctx: Context, with_me: Mapping[str, tuple[int, str, int | None]]) -> Reply:
    """A friendly word through the bot, once a day, unless the other one wants no reminders."""
    only = next(iter(with_me)) if len(with_me) == 1 else ""
    person, name, _ = with_me[only or ask.one("who", with_me, label=lambda code: _whom(ctx, with_me[code]))]
    other = await ctx.store.member(person)
    if other is None or other.quiet_since:
        return ctx.say("buddy-quiet", ("back", "/bancap"), name=name)
    key = f"nudge:{ctx.today}:{ctx.member.person}"
    await ctx.tell([person], "buddy-nudge-told", ("plan", "/kehoach"), key=key, name=ctx.member.name)
    return ctx.say("buddy-nudged", ("back", "/bancap"), name=name)


def _partner(pairing: Pairing, me: int) -> tuple[int, str, int | None]:
    """The other one of the two: who, the name, the number on the list."""
    if pairing.person == me:
        return pairing.other, pairing.other_name, pairing.other_roll
    return pairing.person, pairing.name, pairing.roll


def _sees(pairing: Pairing, me: int) -> bool:
    """Buddies see each other; a mentor sees whom he follows, and not the other way round."""
    return pairing.kind == "buddy" or pairing.person == me


def _whom(ctx: Context, partner: tuple[int, str, int | None]) -> str:
    _, name, roll = partner
    return ctx.texts("pairs-mate", name=name, roll=str(roll or "–"))


async def _still_to_do(ctx: Context, pairing: Pairing) -> list[str]:
    """The other one of the two, with the contents that are not done."""
    person, name, roll = _partner(pairing, ctx.member.person)
    cycle = await ctx.cycle()
    items = await ctx.store.open_items_of(person, cycle.id) if cycle else ()
    forms = () if items or cycle is None else await ctx.store.my_forms(person)
    trains = items or any(form.cycle == cycle.id and form.state == "confirmed" for form in forms if cycle)
    left = ctx.texts("buddy-left", count=len(items)) if trains else ctx.texts("buddy-no-form")
    who = ctx.texts("pairs-mate", name=name, roll=str(roll or "–"))
    return [ctx.texts(f"buddy-{pairing.kind}-of", who=who, left=left), *(_item(ctx, item) for item in items)]


def _item(ctx: Context, item: OpenItem) -> str:
    due = short_due(item.due, ctx.texts)
    over = ctx.texts("buddy-over") if item.due.end < ctx.today else ""
    return ctx.texts("buddy-item", code=item.criterion, title=short(item.title), due=due, mark=over)


def _taken(pairing: Pairing) -> tuple[int, ...]:
    return (pairing.other,) if pairing.kind == "mentor" else pairing.people


async def _mates(ctx: Context) -> dict[int, Mate]:
    return {mate.person: mate for mate in await ctx.store.mates(ctx.member.unit)}


def _mate(ctx: Context, mate: Mate) -> str:
    return ctx.texts("pairs-mate", name=mate.name, roll=str(mate.roll))


def _two(ctx: Context, one: Mate, other: Mate) -> dict[str, str]:
    return {"name": _mate(ctx, one), "other": _mate(ctx, other)}


def _named(ctx: Context, pairing: Pairing) -> str:
    one = ctx.texts("pairs-mate", name=pairing.name, roll=str(pairing.roll or "–"))
    other = ctx.texts("pairs-mate", name=pairing.other_name, roll=str(pairing.other_roll or "–"))
    return ctx.texts(f"pairs-{pairing.kind}", name=one, other=other)


def _ended(ctx: Context, pairing: Pairing) -> str:
    gone = pairing.name if pairing.why_ended == "office" or pairing.roll is None else pairing.other_name
    names = {"name": pairing.name, "other": pairing.other_name}
    return ctx.texts(f"pairs-why-{pairing.why_ended}", pair=ctx.texts(f"pairs-{pairing.kind}", **names), gone=gone)
