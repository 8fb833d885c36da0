"""What a committee may want to look at again, as questions: never a verdict, and nothing is held up (N11, N17)."""

from collections.abc import Mapping, Sequence

from chat.ask import Ask
from chat.message import Reply
from handlers.context import Context
from rules import candour as rules
from rules.permissions import may_read_log
from storage.candour import Seen
from storage.logbook import Place

MANY = 100  # units: for more of them one answer would take too long, and each is looked at by itself


async def candour(ask: Ask, ctx: Context) -> str | Reply:
    """ "/luuy [12A1]": the questions about a branch; for a level above, its units with how many questions each has."""
    place = await _place(ask, ctx)
    if place is None or not may_read_log(ctx.committees, await ctx.store.units_up(place.unit)):
        return ctx.say("candour-no-office")
    cycle = await ctx.store.cycle(place.unit, ctx.member.sector)
    if cycle is None:
        return ctx.say("register-no-cycle")
    below = {found.code: found for found in await ctx.store.places_below(place.unit)}
    several = len(below) > 1
    if several:
        seen = await ctx.store.seen(place.unit, cycle.year) if len(below) <= MANY else None
        ask.shows(unit=place.name, year=str(cycle.year))
        place = below[ask.one("which", below, label=lambda code: _row(ctx, below[code], seen))]
    found = (await ctx.store.seen(place.unit, cycle.year)).get(place.unit, Seen())
    questions = "\n".join(_asked(ctx, found)) or ctx.texts("candour-none")
    back = (("back", "/luuy"),) if several else (("queue", "/duyet"),)
    return ctx.say("candour", *back, questions=questions, unit=place.name, year=str(cycle.year))


async def _place(ask: Ask, ctx: Context) -> Place | None:
    """The unit that was named, else the one whose committee the person sits in: of several the widest."""
    if ask.given:
        return await ctx.store.place(ask.given.split()[0])
    places = [(len(await ctx.store.places_below(unit)), unit) for unit in ctx.committees]
    return await ctx.store.place_at(max(places)[1]) if places else None


def _asked(ctx: Context, seen: Seen) -> Sequence[str]:
    """Each question as a sentence."""
    asked = []
    if found := rules.alike(seen.twins, len(seen.forms)):
        asked.append(ctx.texts("candour-alike", count=found.count, whole=found.whole))
    if found := rules.unclear(seen.actions):
        asked.append(ctx.texts("candour-unclear", count=found.count, whole=found.whole))
    for (_, name), times in seen.confirmed.items():
        if row := rules.in_haste(times):
            asked.append(ctx.texts("candour-haste", name=name, count=row.count, seconds=row.seconds))
    if found := rules.all_done(seen.done):
        asked.append(ctx.texts("candour-all-done", count=found.count))
    if grade := rules.one_grade(seen.grades):
        asked.append(ctx.texts("candour-one-grade", count=len(seen.grades), grade=grade))
    return asked


def _row(ctx: Context, place: Place, seen: Mapping[int, Seen] | None) -> str:
    """A unit, and how many questions there are about it, where so many units could be looked at."""
    if seen is None:
        return f"{place.code} {place.name}"
    count = len(_asked(ctx, seen.get(place.unit, Seen())))
    return ctx.texts("candour-row", code=place.code, name=place.name, count=count)
