"""The unit above recognises a branch's results, all or some at once or one by one, or returns one (PN-25)."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from chat.ask import Ask
from chat.fold import fold
from chat.message import Reply
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.settling import branch_of, lately, nothing, tell_settled, units_of
from handlers.upwards import (
    after_code,
    already,
    find_result,
    named,
    names_of,
    no_result,
    outcome_of,
    row,
    spread_of,
    versions,
)
from rules import permissions
from rules.rating import OUTCOMES
from rules.recognition import act_above
from storage.results import ResultCard

ALL, PLAIN, ONE = "all", "plain", "one"
RETURN = "tra"
BRANCHES = 5  # whose questions are told by name


async def recognise(ask: Ask, ctx: Context) -> str | Reply:
    """ "/congnhan": a branch's results, all but the exceptions. "/congnhan XL-…": that one; with "tra", return it."""
    if ask.given:
        return await _single(ask, ctx)
    waiting = await ctx.store.reported("recognise", ctx.member.person)
    if not waiting:
        return await nothing(ctx, "recognise")
    here = branch_of(ask, ctx, waiting)
    ask.shows(units=units_of(here), spread=spread_of(ctx, here), lately=await lately(ctx))
    ask.shows(questions=_questions(ctx, here), own=await _own(ctx))
    ways = tuple(_ways(here))
    which = ask.one("which", ways, label=lambda way: _way(ctx, way, here))
    fitting = {result.code: result for result in _fitting(which, here)}
    if which == ONE:
        return await _card(ctx, fitting[ask.one("result", fitting, label=lambda code: row(ctx, fitting[code]))])
    taken = ask.many("taken", fitting, label=lambda code: row(ctx, fitting[code]), ticked=fitting)
    if not taken:
        return ctx.say("recognise-none", ("again", "/congnhan"))
    left_out = [result for code, result in fitting.items() if code not in taken]
    chosen = [fitting[code] for code in taken]
    without = ctx.texts("recognise-without", names=names_of(ctx, left_out)) if left_out else ""
    ask.shows(count=len(chosen), without=without, chosen_spread=spread_of(ctx, chosen))
    if not ask.once("sure", versions(chosen), ctx.member.person, ctx.now):
        return ctx.say("recognise-kept", ("again", "/congnhan"))

    came = await ctx.store.settle("recognise", chosen, ctx.member.person, ctx.channel)
    await tell_settled(ctx, "recognise", came.done)
    lost = [(await already(ctx, result)).text for result in came.lost]
    left = (await ctx.store.to_settle(ctx.member.person))["recognise"]
    options = (("undo", "/hoantac"),) if came.done else ()
    next_ = (("next", "/congnhan"),) if left else ()
    return ctx.say("recognise-done", *next_, *options, count=len(came.done), lost="\n".join(lost), left=left)


async def recognise_duty(ctx: Context) -> Duty | None:
    """Reported results wait for recognition, or for a note."""
    if not ctx.committees:
        return None
    counts = await ctx.store.to_settle(ctx.member.person)
    if counts["recognise"]:
        return duty(ctx, "recognise-duty", "/congnhan", count=counts["recognise"])
    return duty(ctx, "note-duty", "/ghinhan", count=counts["note"]) if counts["note"] else None


async def _single(ask: Ask, ctx: Context) -> Reply:
    result = await find_result(ctx, ask.given)
    if result is None:
        return no_result(ctx, ask.given, "congnhan")
    if refusal := await _refused(ctx, result):
        return refusal
    rest = after_code(ask.given)
    word, _, reason = rest.partition(" ")
    if fold(word) == RETURN:
        return await _return(ask, ctx, result, reason.strip())
    seen = rest.rsplit(" ", maxsplit=1)[-1]
    if rest and (not seen.isdecimal() or int(seen) != result.rev):
        return await _card(ctx, result, ctx.texts("recognise-newer") if seen.isdecimal() else "")
    came = await ctx.store.settle("recognise", [result], ctx.member.person, ctx.channel)
    if not came.done:
        return await already(ctx, result)
    await tell_settled(ctx, "recognise", came.done)
    values = {"code": result.code, "name": result.name, "outcome": outcome_of(ctx, result)}
    left = (await ctx.store.to_settle(ctx.member.person))["recognise"]
    return ctx.say("recognise-one-done", ("next", "/congnhan"), ("undo", "/hoantac"), left=left, **values)


async def _return(ask: Ask, ctx: Context, result: ResultCard, reason: str) -> Reply:
    """The reason goes to the branch and to the member as it was typed (scenario 24)."""
    ask.about(f"{result.code}/{result.rev}")
    ask.shows(code=result.code, name=result.name)
    reason = ask.text("reason", ready=ctx.texts("recognise-reasons").split(" | "), said=reason)
    if not await ctx.store.return_result(result, ctx.member.person, ctx.channel, reason):
        return await already(ctx, result)
    above = await ctx.store.name_of_unit(result.above or 0)
    values = {"code": result.code, "name": result.name, "above": above, "reason": reason}
    committee = [person for person in await ctx.store.committee(result.unit) if person != result.person]
    await ctx.tell(committee, "recognise-returned-told", ("rate", f"/xep {result.code}"), **values)
    await ctx.tell([result.person], "recognise-returned-told-member", **values)
    left = (await ctx.store.to_settle(ctx.member.person))["recognise"]
    return ctx.say("recognise-returned", ("next", "/congnhan"), ("undo", "/hoantac"), left=left, **values)


async def _refused(ctx: Context, result: ResultCard) -> Reply | None:
    """Whether the person may not recognise it, or nothing is left to recognise. Checked when the act runs."""
    case = await ctx.store.case_above(result)
    obstacle = permissions.obstacle_to_decide(ctx.member.person, ctx.committees, case)
    if obstacle == "own-form" and ctx.committees:
        return ctx.say("recognise-own")
    if obstacle:
        return ctx.say("upwards-not-visible")
    if result.state in ("open", "decided"):
        return ctx.say("recognise-not-reported", code=result.code, name=result.name)
    if act_above(result.unit_kind, result.above) != "recognise":
        return ctx.say("recognise-only-note", ("note", "/ghinhan"), unit=result.unit_name)
    return None if result.state == "reported" else await already(ctx, result)


async def _card(ctx: Context, result: ResultCard, note: str = "") -> Reply:
    """One result with what deserves a look; the buttons say the same words as one would type."""
    return ctx.say(
        "recognise-card",
        ("recognise", f"/congnhan {result.code} lan {result.rev}"),
        ("return", f"/congnhan {result.code} {RETURN}"),
        ("why", f"/visao {result.code}"),
        ("later", "/congnhan"),
        note=note,
        code=result.code,
        name=result.name,
        roll=str(result.roll or "–"),
        unit=result.unit_name,
        outcome=outcome_of(ctx, result),
        computed=ctx.texts("recognise-computed", grade=named(ctx, result.computed)) if result.asks else "",
        differs=ctx.texts("recognise-differs", reason=result.differs) if result.differs else "",
        returned=ctx.texts("recognise-returned-before", reason=result.returned) if result.returned else "",
    )


def _ways(here: Sequence[ResultCard]) -> Iterator[str]:
    """All; those without questions; those of one outcome; or one by one."""
    yield ALL
    if 0 < len(_fitting(PLAIN, here)) < len(here):
        yield PLAIN
    outcomes = [outcome for outcome in OUTCOMES if _fitting(outcome, here)]
    yield from outcomes if len(outcomes) > 1 else ()
    yield ONE


def _fitting(way: str, here: Sequence[ResultCard]) -> list[ResultCard]:
    if way in (ALL, ONE):
        return list(here)
    return [result for result in here if (not result.asks if way == PLAIN else result.outcome == way)]


def _way(ctx: Context, way: str, here: Sequence[ResultCard]) -> str:
    count = len(_fitting(way, here))
    if way in OUTCOMES:
        return ctx.texts("recognise-only", outcome=named(ctx, way), count=count)
    return ctx.texts(f"recognise-way-{way}", count=count)


def _questions(ctx: Context, here: Sequence[ResultCard]) -> str:
    """Whose result is worth a look, branch by branch: questions, never a verdict."""
    asking = [result for result in here if result.asks]
    branches = [list(several) for _, several in groupby(asking, key=lambda result: result.unit)]
    if len(branches) > BRANCHES:
        return ctx.texts("recognise-questions-many", count=len(asking), branches=len(branches))
    return "\n".join(
        ctx.texts("recognise-questions", unit=several[0].unit_name, names=names_of(ctx, several))
        for several in branches
    )


async def _own(ctx: Context) -> str:
    """Why the own result is not in the list."""
    mine = await ctx.store.my_result_card(ctx.member.person)
    left_out = mine is not None and mine.state == "reported" and mine.above in ctx.committees
    return ctx.texts("recognise-own-left-out") if left_out else ""
