"""The registration form as a file: one's own, or a whole branch's, filled in or blank (PN-05, domain.md 3.1)."""

from chat.ask import Ask
from chat.fold import fold
from chat.message import Reply
from handlers.context import Context
from handlers.papers import ask_for
from handlers.units import own_unit
from rules import permissions

MINE, BLANK, WHOLE = "toi", "trong", "chidoan"


async def paper_forms(ask: Ask, ctx: Context) -> str | Reply:
    """ "/phieu": what there is; "/phieu toi [trong]": one's own; "/phieu MA [trong]": of a branch; "trong" is blank."""
    words = fold(ask.given).split()
    blank = words[-1:] == [BLANK]
    given = words[:-1] if blank else words
    if not given:
        return await _ways(ctx)
    if len(given) > 1:
        return ctx.say("paper-forms-unknown", ("forms", "/phieu"), typed=ask.given)
    if given == [MINE]:
        cycle = await ctx.cycle()
        kind = "form-blank-xlsx" if blank else "form-xlsx"
        return await ask_for(ctx, kind, cycle.id, ctx.member.unit) if cycle else ctx.say("paper-forms-no-year")
    if not ctx.committees:
        return ctx.say("paper-forms-not-yours", ("forms", "/phieu"))
    unit = await own_unit(ask, ctx) if given == [WHOLE] else await ctx.store.called(given[0])
    return await _whole(ctx, unit or 0, blank=blank)


async def _ways(ctx: Context) -> Reply:
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("paper-forms-no-year")
    ways = [("whole", f"/phieu {WHOLE}"), ("whole-blank", f"/phieu {WHOLE} {BLANK}")] if ctx.committees else []
    ways += [("mine", f"/phieu {MINE}"), ("mine-blank", f"/phieu {MINE} {BLANK}"), ("papers", "/tailieu")]
    return ctx.say("paper-forms", *ways, year=str(cycle.year))


async def _whole(ctx: Context, unit: int, *, blank: bool) -> Reply:
    """Names are for the branch's own committee and the level right above (BT-03)."""
    path = await ctx.store.path(unit)
    if permissions.insight(ctx.committees, [place.unit for place in path]) != "names":
        return ctx.say("paper-forms-not-yours", ("forms", "/phieu"))
    cycle = await ctx.store.cycle(unit, path[0].sector)
    if cycle is None:
        return ctx.say("paper-forms-no-year")
    if not await ctx.store.year_forms(unit, cycle.id):
        return ctx.say("paper-forms-nobody", ("units", "/donvi"), unit=path[0].name)
    return await ask_for(ctx, "forms-blank-zip" if blank else "forms-zip", cycle.id, unit)
