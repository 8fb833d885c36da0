"""The figures of the half-year and the year, confirmed by the branch and then by the level above (TV-06)."""

from collections.abc import Mapping, Sequence

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Reply
from handlers.context import Context
from handlers.upwards import named
from rules.figures import percent
from rules.rating import OUTCOMES
from rules.recognition import Step, half_year_opens, steps_to_confirm
from storage.confirmations import Confirmed, Place
from storage.instants import moment

SHOWN = 6  # of what was confirmed, the newest


async def confirmations(ask: Ask, ctx: Context) -> str | Reply:
    """ "/xacnhanky": what is to be confirmed, the figures, one word; kept with who and when."""
    me = ctx.member.person
    places = {(place.unit, place.level): place for place in await ctx.store.places(me)}
    if not places:
        return ctx.say("confirmations-no-office")
    given = await ctx.store.confirmations(me)
    steps = {_code(step): step for step in await _steps(ctx, list(places.values()), given)}
    done = "\n".join(_was(ctx, one, places) for one in given[-SHOWN:])
    if not steps:
        return ctx.say("confirmations-nothing", done=done, next=await _next(ctx))
    ask.shows(count=len(steps), done=done)
    step = steps[ask.one("step", steps, label=lambda code: _row(ctx, steps[code], places))]
    place = places[step.unit, step.level]
    figures = await ctx.store.figures_of(step.unit, step.cycle, step.period)
    branch = next((one for one in given if _step(one) == step.before), None) if step.level == "above" else None
    values = _named(ctx, step, place)
    ask.shows(
        figures=_figures(ctx, figures),
        branch=ctx.texts("confirmations-branch", name=branch.name, at=_at(ctx, branch)) if branch else "",
        changed=ctx.texts("confirmations-changed") if branch and branch.figures != figures else "",
        **values,
    )
    if not ask.confirm("sure"):
        return ctx.say("confirmations-kept", ("again", "/xacnhanky"))

    if not await ctx.store.confirm_figures(place, step.cycle, step.period, figures, me, ctx.channel):
        first = next(one for one in await ctx.store.confirmations(me) if _step(one) == step)
        return ctx.say("confirmations-already", name=first.name, at=_at(ctx, first), **values)
    told = await _tell(ctx, step, values)
    left = len(await _steps(ctx, list(places.values()), await ctx.store.confirmations(me)))
    options = (("next", "/xacnhanky"),) if left else ()
    return ctx.say("confirmations-done", *options, told=told, left=left, **values)


async def _steps(ctx: Context, places: Sequence[Place], given: Sequence[Confirmed]) -> tuple[Step, ...]:
    """The half-year of the open cycle from its day on, the year of every round that is closed."""
    cycle = await ctx.cycle()
    closed = await ctx.store.years_closed(ctx.member.person)
    candidates = []
    for place in places:
        if cycle and half_year_opens(cycle.year, place.sector) <= ctx.today:
            candidates.append(Step(place.unit, cycle.id, cycle.year, "half-year", place.level))
        years = [(number, year) for unit, number, year in closed if unit == place.unit]
        candidates += [Step(place.unit, number, year, "year", place.level) for number, year in years]
    return steps_to_confirm(candidates, [_step(one) for one in given])


async def _next(ctx: Context) -> str:
    cycle = await ctx.cycle()
    if cycle is None:
        return ""
    return ctx.texts("confirmations-next", year=str(cycle.year), day=ctx.day(half_year_opens(cycle.year, cycle.sector)))


async def _tell(ctx: Context, step: Step, values: Mapping[str, str]) -> str:
    """After the branch the level above has its turn; after that the branch hears that it is done."""
    levels = await ctx.store.levels_above(step.unit)
    if step.level == "above":
        above = await ctx.store.name_of_unit(levels[1][0])
        await ctx.tell(levels[0][1], "confirmations-told-above", above=above, **values)
        return ctx.texts("confirmations-the-branch")
    if len(levels) < 2 or not levels[1][1]:
        return ctx.texts("confirmations-nobody")
    others = [person for person in levels[1][1] if person != ctx.member.person]
    await ctx.tell(others, "confirmations-told-branch", ("open", "/xacnhanky"), **values)
    return ctx.texts("confirmations-the-level-above")


def _step(one: Confirmed) -> Step:
    return Step(one.unit, one.cycle, one.year, one.period, one.level)


def _code(step: Step) -> str:
    return f"{step.unit}/{step.cycle}/{step.period}/{step.level}"


def _named(ctx: Context, step: Step, place: Place) -> dict[str, str]:
    return {"unit": place.name, "year": str(step.year), "period": ctx.texts(f"confirmations-period-{step.period}")}


def _row(ctx: Context, step: Step, places: Mapping[tuple[int, str], Place]) -> str:
    return ctx.texts("confirmations-step-row", **_named(ctx, step, places[step.unit, step.level]))


def _was(ctx: Context, one: Confirmed, places: Mapping[tuple[int, str], Place]) -> str:
    place = places.get((one.unit, "branch")) or places[one.unit, "above"]
    level = ctx.texts(f"confirmations-level-{one.level}")
    return ctx.texts(
        "confirmations-was", level=level, name=one.name, at=_at(ctx, one), **_named(ctx, _step(one), place)
    )


def _at(ctx: Context, one: Confirmed) -> str:
    return say_time(moment(one.at), ctx.texts)


def _figures(ctx: Context, figures: Mapping[str, int]) -> str:
    """The counts, registered and confirmed as two shares of the members (PN-14); of a year, the outcomes too."""
    members = figures["members"]
    shares = {f"{name}_percent": percent(figures[name], members) for name in ("registered", "confirmed")}
    counts = {
        name: figures[name] for name in ("members", "registered", "confirmed", "lines", "done", "interim", "tickets")
    }
    outcomes = [
        ctx.texts("confirmations-grade", outcome=named(ctx, outcome), count=figures[outcome])
        for outcome in OUTCOMES
        if outcome in figures
    ]
    return "\n".join([ctx.texts("confirmations-figures", **counts, **shares), *outcomes])
