"""A closed result is opened again with a reason, by the level that settled it or one above it."""

from chat.ask import Ask
from chat.message import Reply
from handlers.context import Context
from handlers.upwards import after_code, already, find_result, no_result, outcome_of
from rules import permissions
from rules.recognition import FINAL
from storage.results import ResultCard


async def reopen(ask: Ask, ctx: Context) -> str | Reply:
    """ "/molai XL-… reason": the branch decides this one anew; everybody concerned hears why."""
    result = await find_result(ctx, ask.given)
    if result is None:
        return no_result(ctx, ask.given, "molai")
    levels = await ctx.store.levels_above(result.unit)
    above = [unit for unit, _ in levels[1:]]
    obstacle = permissions.obstacle_to_reopen(ctx.member.person, ctx.committees, result.person, above)
    if obstacle == "own-result":
        return ctx.say("reopen-own", ("appeal", f"/xemxet {result.code}"))
    if obstacle:
        return ctx.say("upwards-not-visible")
    if result.state in ("returned", "reopened"):
        return await already(ctx, result)
    if result.state not in FINAL:
        state = ctx.texts(f"upwards-state-{result.state}")
        return ctx.say("reopen-not-closed", code=result.code, name=result.name, state=state)
    ask.about(f"{result.code}/{result.rev}")
    ask.shows(code=result.code, name=result.name, outcome=outcome_of(ctx, result))
    reason = ask.text("reason", ready=ctx.texts("reopen-reasons").split(" | "), said=after_code(ask.given))

    if not await ctx.store.reopen(result, ctx.member.person, ctx.channel, reason):
        return await already(ctx, result)
    unit = next(unit for unit in above if unit in ctx.committees)
    await _tell(ctx, result, reason, await ctx.store.name_of_unit(unit))
    return ctx.say("reopen-done", ("undo", "/hoantac"), code=result.code, name=result.name)


async def _tell(ctx: Context, result: ResultCard, reason: str, by: str) -> None:
    """The branch, the member, and the committee that had settled it."""
    values = {"code": result.code, "name": result.name, "by": by, "reason": reason}
    told = {result.person, ctx.member.person}
    branch = [person for person in await ctx.store.committee(result.unit) if person not in told]
    await ctx.tell(branch, "reopen-told", ("rate", f"/xep {result.code}"), **values)
    higher = await ctx.store.committee(result.above or 0)
    above = [person for person in higher if person not in told.union(branch)]
    await ctx.tell(above, "reopen-told-above", unit=result.unit_name, **values)
    await ctx.tell([result.person], "reopen-told-member", **values)
