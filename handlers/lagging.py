"""/aichua: who has not done a step of the year, branch by branch and by name, and what a committee can do about it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from chat.ask import Ask
from chat.message import Option, Reply
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.lagging_people import calls, group_text, nudge, people, say_told, todo, ways
from handlers.lagging_view import GROUP, NUDGE, View, Wanted, above, others, say_step, say_when, wanted_in
from handlers.units import own_unit
from rules import permissions
from rules.deadlines import calendar
from rules.lagging import asked_about
from rules.places import Place
from storage.lagging import Asked, Lagger


async def lagging(ask: Ask, ctx: Context) -> str | Reply:
    """ "/aichua [unit] [step] [page]": who has not. Then "nhac" a nudge, "nhom" a text to copy, "khong" calls."""
    if not ctx.committees:
        return ctx.say("lagging-no-office")
    ask.about(ask.given)
    wanted = wanted_in(ask.given)
    if wanted is None:
        return ctx.say("lagging-unknown", ("all", "/aichua"), typed=ask.given)
    unit = await ctx.store.called(wanted.code) if wanted.code else await own_unit(ask, ctx)
    path = await ctx.store.path(unit) if unit else ()
    if not permissions.insight(ctx.committees, [place.unit for place in path]):
        return ctx.say("lagging-not-yours", ("all", "/aichua"))
    view = await _view(ctx, path, wanted)
    if not view.asked:
        return ctx.say("lagging-nothing", ("units", "/donvi"), unit=view.name)
    if len(view.kinds) > 1:
        return await _steps(ctx, view)
    if not wanted.act:
        return await (people(ctx, view, wanted.page) if view.is_branch else _units(ctx, view, wanted.page))
    if not view.named:
        return ctx.say("lagging-numbers-only", ("back", view.command()))
    laggers = await ctx.store.lagging(view.named)
    if wanted.act == NUDGE:
        return await nudge(ask, ctx, view, laggers)
    if wanted.act == GROUP:
        return await group_text(ctx, view, laggers, names=not wanted.count)
    return await calls(ctx, view, laggers, wanted.page)


async def _view(ctx: Context, path: Sequence[Place], wanted: Wanted) -> View:
    """The units that are asked after, each with the steps of its own calendar."""
    place = path[0]
    tree = {one.unit: one for one in ((place,) if wanted.own else await ctx.store.tree(place.unit))}
    members = await ctx.store.members_in(tree)
    years = await ctx.store.unit_years((*tree.values(), *path[1:]))
    asked = [
        Asked(year, step)
        for unit in members
        if (year := years.get(unit))
        for step in calendar(year.cycle.policy, year.cycle.sector)
        if (step.kind == wanted.kind if wanted.kind else len(tree) > 1 or not step.of_committee)
    ]
    steps = [one.step for one in asked]
    kinds = {step.kind for step in steps}
    apart = [[step for step in steps if step.kind == kind] for kind in kinds] if wanted.every else [steps]
    shown = {step for several in apart for step in asked_about(several, ctx.today)}
    asked = sorted(
        (one for one in asked if one.step in shown), key=lambda one: (one.step.day, one.step.kind, one.year.code)
    )
    mine = len(ctx.committees) == 1 and place.unit in ctx.committees
    base = "/aichua" if mine else f"/aichua {place.code}"
    return View(path, tree, members, tuple(asked), base, ctx.committees, wanted.own)


async def _steps(ctx: Context, view: View) -> Reply:
    """Several steps: each with how many have not, and the way to who they are."""
    counts = await ctx.store.lagging_counts(view.asked)
    lines, options = [], []
    for kind in view.kinds:
        of = view.of(kind)
        count, units = sum(counts.get(one.key, 0) for one in of), sum(one.key in counts for one in of)
        lines.append(
            ctx.texts(
                f"lagging-step-{'units' if of[0].step.of_committee else 'people'}",
                step=say_step(ctx, of[0]),
                when=say_when(ctx, of),
                count=count,
                units=units if not view.is_branch else 0,
            )
        )
        options.append(Option(f"step-{kind}", say_step(ctx, of[0]), command=view.step_command(of[0])))
    reply = ctx.say("lagging-steps", unit=view.name, lines="\n".join(lines))
    return Reply(reply.text, reply.title, (*options, *above(ctx, view, "")), edits=True)


async def _units(ctx: Context, view: View, given: str) -> Reply:
    """The units right below, those with most to do first; below a committee's step the committees can be nudged."""
    counts = await ctx.store.lagging_counts(view.asked)
    laggers = await ctx.store.lagging(view.named)
    behind, whole = _summed(view, counts)
    order = sorted(behind, key=lambda unit: (-behind[unit], view.tree[unit].code))
    pages = pages_of(order)
    page = page_of(f"x {given}", pages)
    shown = [view.tree[unit] for unit in order[(page - 1) * LINES : page * LINES]]
    rows = [
        ctx.texts(
            f"lagging-unit-{view.measure(place.unit)}",
            unit=f"{place.code} {place.name}",
            count=behind[place.unit],
            whole=whole[place.unit],
            told=_told(ctx, place, laggers),
        )
        for place in shown
    ]
    reply = ctx.say(
        "lagging-units",
        head=ctx.texts(
            f"lagging-sum-{'units' if view.of_committee else 'people'}",
            count=sum(behind.values()),
            whole=sum(whole.values()),
            units=len(behind),
            when=say_when(ctx, view.asked),
        ),
        todo=todo(ctx, laggers),
        lines="\n".join(rows),
        rest=len(whole) - len(behind),
        unit=view.name,
        step=say_step(ctx, view.asked[0]),
        page=str(page),
        pages=pages,
    )
    opens = [Option(f"unit-{place.code}", f"{place.code} {place.name}", command=view.opens(place)) for place in shown]
    options = (*ways(ctx, view, laggers), *opens, *turners(ctx, view.command(), page, pages))
    return Reply(reply.text, reply.title, (*options, *others(ctx, view)), edits=True)


def _summed(view: View, counts: Mapping[tuple[int, str], int]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """For each unit right below: how many of it have not, of how many; people, or branches of a committee's step."""
    behind, whole = Counter[int](), Counter[int]()
    for one in view.asked:
        child, of_unit = view.right_below(one.year.unit), view.members[one.year.unit]
        whole[child] += 1 if view.of_committee else of_unit
        if count := counts.get(one.key, 0):
            behind[child] += 1 if view.of_committee else count
    return behind, whole


def _told(ctx: Context, place: Place, laggers: Sequence[Lagger]) -> str:
    """When the committee of this unit was told last, where it may be known."""
    own = [lagger for lagger in laggers if lagger.owed.unit == place.unit]
    if not own:
        return ""
    return ctx.texts("lagging-unit-told", told=say_told(ctx, max(own, key=lambda one: str(one.heard.last or ""))))
