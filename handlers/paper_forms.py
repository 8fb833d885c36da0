"""The registration form as a file: one's own, or a whole branch's, filled in or blank (PN-05, domain.md 3.1)."""

from collections.abc import Collection

from chat.ask import Ask
from chat.fold import fold
from chat.message import Reply
from handlers.context import Context
from handlers.papers import ask_for
from handlers.units import own_unit
from rules import permissions

MINE, WHOLE = "toi", "chidoan"
BLANK, WORD, OFFICIAL = "trong", "word", "phanmem"
HOW = (BLANK, WORD, OFFICIAL)


async def paper_forms(ask: Ask, ctx: Context) -> str | Reply:
    """ "/phieu": what there is; "/phieu toi": one's own; "/phieu MA": of a branch; each also "trong" and in "word"."""
    words = fold(ask.given).split()
    how = [word for word in words if word in HOW]
    given = [word for word in words if word not in HOW]
    if not given:
        return await _ways(ctx)
    if len(given) > 1 or (OFFICIAL in how and (len(how) > 1 or given == [MINE])):
        return ctx.say("paper-forms-unknown", ("forms", "/phieu"), typed=ask.given)
    if OFFICIAL in how and not ctx.notice.official:
        return ctx.say("paper-forms-no-official", ("forms", "/phieu"))
    if given == [MINE]:
        cycle = await ctx.cycle()
        return await ask_for(ctx, _kind("form", how), cycle.id, ctx.member.unit) if cycle else _no_year(ctx)
    if not ctx.committees:
        return ctx.say("paper-forms-not-yours", ("forms", "/phieu"))
    unit = await own_unit(ask, ctx) if given == [WHOLE] else await ctx.store.called(given[0])
    return await _whole(ctx, unit or 0, how)


async def _ways(ctx: Context) -> Reply:
    cycle = await ctx.cycle()
    if cycle is None:
        return _no_year(ctx)
    whole = {"whole": "", "whole-blank": BLANK, "whole-word": WORD} if ctx.committees else {}
    if whole and ctx.notice.official:
        whole["whole-official"] = OFFICIAL
    mine = {"mine": "", "mine-word": WORD, "mine-blank": BLANK}
    ways = [
        (name, f"/phieu {whose} {how}".rstrip())
        for whose, names in ((WHOLE, whole), (MINE, mine))
        for name, how in names.items()
    ]
    return ctx.say("paper-forms", *ways, ("papers", "/tailieu"), year=str(cycle.year))


def _no_year(ctx: Context) -> Reply:
    return ctx.say("paper-forms-no-year")


def _kind(family: str, how: Collection[str]) -> str:
    """A branch's workbooks come as an archive, which is read back; so do its letters."""
    if OFFICIAL in how:
        return f"{family}-official"
    ending = "docx" if WORD in how else "zip" if family == "forms" else "xlsx"
    return f"{family}-blank-{ending}" if BLANK in how else f"{family}-{ending}"


async def _whole(ctx: Context, unit: int, how: Collection[str]) -> Reply:
    """Names are for the branch's own committee and the level right above (BT-03)."""
    path = await ctx.store.path(unit)
    if permissions.insight(ctx.committees, [place.unit for place in path]) != "names":
        return ctx.say("paper-forms-not-yours", ("forms", "/phieu"))
    cycle = await ctx.store.cycle(unit, path[0].sector)
    if cycle is None:
        return _no_year(ctx)
    if not await ctx.store.year_forms(unit, cycle.id):
        return ctx.say("paper-forms-nobody", ("units", "/donvi"), unit=path[0].name)
    return await ask_for(ctx, _kind("forms", how), cycle.id, unit)
