"""A branch reports its closed results to the unit above (PN-25); those that came back go up again singly."""

from collections.abc import Mapping, Sequence

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Reply
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.upwards import by_whom, names_of, spread_of, versions
from rules.recognition import Act, act_above
from storage.instants import moment
from storage.recognition import Outcome, Round
from storage.results import ResultCard

HEARS: Mapping[Act, str] = {"recognise": "/congnhan", "note": "/ghinhan"}
WAITING = ("open", "returned", "reopened")


async def report(ask: Ask, ctx: Context) -> str | Reply:
    """ "/trinh": what will be reported, then all of it in one step."""
    rounds = await ctx.store.rounds_of(ctx.member.person)
    ready = {str(round_.id): round_ for round_ in rounds if round_.can_go}
    if not ready:
        return await _nothing(ctx, rounds)
    several = len(ready) > 1
    chosen = ask.one("round", ready, label=lambda id_: _named(ctx, ready[id_])) if several else next(iter(ready))
    round_ = ready[chosen]
    act = act_above(round_.unit_kind, round_.above)
    if act is None or round_.above is None:
        return ctx.say("report-nobody-above", unit=round_.unit_name)
    above = await ctx.store.name_of_unit(round_.above)
    results = await ctx.store.result_cards(round_.id)
    ask.shows(**_shown(ctx, round_, act, above, results))
    if not ask.once("sure", versions(_going(results)), ctx.member.person, ctx.now):
        return ctx.say("report-kept", ("again", "/trinh"))

    came = await ctx.store.report_up(round_, ctx.member.person, ctx.channel)
    if came is None or not came.done:
        return ctx.say("report-already", by=await by_whom(ctx, "rating_round", round_.id))
    await _tell(ctx, round_, act, came, round_.above)
    options = (("list", await _list_of(ctx, round_)), ("undo", "/hoantac"))
    return ctx.say(f"report-done-{act}", *options, count=len(came.done), above=above, unit=round_.unit_name)


async def report_duty(ctx: Context) -> Duty | None:
    """A closed round that nobody has reported yet, or results that were decided anew."""
    if not ctx.committees:
        return None
    rounds = [round_ for round_ in await ctx.store.rounds_of(ctx.member.person) if round_.can_go]
    if not rounds:
        return None
    return duty(ctx, "report-duty", "/trinh", count=sum(r.ready for r in rounds), unit=rounds[0].unit_name)


def _named(ctx: Context, round_: Round) -> str:
    return ctx.texts("report-named", unit=round_.unit_name, year=str(round_.year), count=round_.ready)


def _going(results: Sequence[ResultCard]) -> Sequence[ResultCard]:
    return [result for result in results if result.state == "decided"]


def _shown(ctx: Context, round_: Round, act: Act, above: str, results: Sequence[ResultCard]) -> dict[str, str | int]:
    """The figures before anything is fixed: what goes up, how it is spread, who still waits."""
    going = _going(results)
    waiting = [result for result in results if result.state in WAITING]
    return {
        "unit": round_.unit_name,
        "year": str(round_.year),
        "above": above,
        "act": ctx.texts(f"report-for-{act}"),
        "count": len(going),
        "spread": spread_of(ctx, going),
        "waiting": ctx.texts("report-waiting", count=len(waiting), names=names_of(ctx, waiting)) if waiting else "",
    }


async def _nothing(ctx: Context, rounds: Sequence[Round]) -> Reply:
    if not ctx.committees:
        return ctx.say("report-no-office")
    if not rounds:
        return ctx.say("report-none")
    newest = rounds[0]
    values = {"unit": newest.unit_name, "year": str(newest.year)}
    if newest.reported_at is None:
        return ctx.say("report-still-open", ("meeting", "/hop"), **values)
    way = ("list", await _list_of(ctx, newest))
    return ctx.say("report-was", way, at=say_time(moment(newest.reported_at), ctx.texts), **values)


async def _list_of(ctx: Context, round_: Round) -> str:
    """What makes the list in Word."""
    path = await ctx.store.path(round_.unit)
    return f"/hop {path[0].code} {round_.year} danhsach"


async def _tell(ctx: Context, round_: Round, act: Act, came: Outcome, above: int) -> None:
    people = await ctx.store.committee(above)
    values = {"unit": round_.unit_name, "year": str(round_.year)}
    await ctx.tell(people, f"report-told-{act}", ("open", HEARS[act]), count=len(came.done), **values)
