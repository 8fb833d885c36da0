"""The level above looks at its units: two rates, who is overdue, who needs help, when something last moved (PN-12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chat.ask import Ask
from chat.dates import say_time
from chat.fold import fold
from chat.message import Option, Reply
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.forms import LINES, page_of, pages_of, turners
from rules import permissions
from rules.figures import percent, wrong
from rules.places import Place
from rules.units import SECTORS
from storage.instants import moment
from storage.oversight import Overview


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the words after the command name."""

    code: str = ""
    sector: str = ""
    page: str = ""


async def units(ask: Ask, ctx: Context) -> str | Reply:
    """ "/donvi [unit] [sector] [page]": the units right below a unit of one's own; a branch's own figures and names."""
    if not ctx.committees:
        return ctx.say("units-no-office")
    wanted = _wanted(ctx, ask.given)
    if wanted is None:
        return ctx.say("units-unknown", ("all", "/donvi"), typed=ask.given)
    unit = await ctx.store.called(wanted.code) if wanted.code else await own_unit(ask, ctx)
    path = await ctx.store.path(unit) if unit else ()
    sees = permissions.insight(ctx.committees, [place.unit for place in path])
    if not sees:
        return ctx.say("units-not-yours", ("all", "/donvi"))
    whole, *below = await ctx.store.overview(path[0].unit, wanted.sector)
    if below or wanted.sector:
        return _list(ctx, path, whole, below, wanted)
    return await _branch(ctx, path, whole, wanted.page, names=sees == "names")


async def units_duty(ctx: Context) -> Duty | None:
    """In how many units below somebody is overdue; nothing for who sits in the committee of the own branch only."""
    for office in ctx.offices:
        if office.unit == ctx.member.unit:
            continue
        cycle = await ctx.store.cycle(office.unit, "")
        if cycle is None or not cycle.policy.is_late(ctx.today):
            continue
        day, newcomers = cycle.policy.registration, cycle.policy.admitted_after != "wait"
        count = await ctx.store.overdue_branches(office.unit, cycle.id, day, newcomers=newcomers)
        if count:
            return duty(ctx, "units-duty", "/donvi", count=count)
    return None


async def own_unit(ask: Ask, ctx: Context) -> int:
    """The unit of the only office; of several, the one that is chosen."""
    mine = {place.code: place for unit in sorted(ctx.committees) for place in (await ctx.store.path(unit))[:1]}
    if len(mine) == 1:
        return next(iter(mine.values())).unit
    return mine[ask.one("which", mine, label=lambda code: f"{code} {mine[code].name}")].unit


def _wanted(ctx: Context, given: str) -> Wanted | None:
    """A unit's code, a sector, a page, in this order and each left out at will; None: something else was typed."""
    words = given.split()
    page = words.pop() if len(words) > 1 and words[-1].isdecimal() else ""
    if sector := _sector(ctx, words):
        return Wanted("", sector, page)
    code, *rest = words or [""]
    sector = _sector(ctx, rest)
    return Wanted(code, sector, page) if sector or not rest else None


def _sector(ctx: Context, words: Sequence[str]) -> str:
    """The sector called so, by its name or its code, with or without diacritics."""
    typed = fold(" ".join(words)).replace("-", " ")
    names = {name: (name.replace("-", " "), fold(ctx.texts(f"sector-{name}"))) for name in SECTORS}
    return next((name for name, spellings in names.items() if typed and typed in spellings), "")


def _list(ctx: Context, path: Sequence[Place], whole: Overview, below: Sequence[Overview], wanted: Wanted) -> Reply:
    """The units right below, what needs attention first, with a button for each."""
    place, pages = path[0], pages_of(below)
    page = min(page_of(f"x {wanted.page}", pages), pages)
    shown = below[(page - 1) * LINES : page * LINES]
    reply = ctx.say(
        "units-list",
        note=ctx.texts("units-alarm", count=whole.overdue, units=whole.overdue_branches),
        whole=_line(ctx, whole),
        lines="\n".join(
            ctx.texts("units-row", unit=f"{one.place.code} {one.place.name}", line=_line(ctx, one)) for one in shown
        ),
        unit=f"{place.code} {place.name}",
        sector=ctx.texts(f"sector-{wanted.sector}") if wanted.sector else ctx.texts("units-all-sectors"),
        page=str(page),
        pages=pages,
        count=len(below),
    )
    again = f"/donvi {place.code}{f' {wanted.sector}' if wanted.sector else ''}"
    rows = [
        Option(f"unit-{one.place.code}", f"{one.place.code} {one.place.name}", command=f"/donvi {one.place.code}")
        for one in shown
    ]
    options = (*rows, *turners(ctx, again, page, pages), *_sectors(ctx, place, below, wanted), *_up(ctx, path))
    return Reply(reply.text, reply.title, options, edits=True)


async def _branch(ctx: Context, path: Sequence[Place], whole: Overview, page: str, *, names: bool) -> Reply:
    """A unit with nothing below it: its results, and who is missing where the reader stands near enough (BT-03)."""
    place, figures = path[0], whole.figures
    cycle = await ctx.store.cycle(place.unit, place.sector)
    missing = await ctx.store.missing(place.unit, cycle.id) if names and cycle else ()
    pages = pages_of(missing)
    at = min(page_of(f"x {page}", pages), pages)
    rolls = [
        ctx.texts("units-member", roll=str(roll), name=name) for roll, name, _ in missing[(at - 1) * LINES :][:LINES]
    ]
    results: Mapping[str, int] = {
        name: getattr(figures, name)
        for name in (
            "classified",
            "excellent",
            "good",
            "fair",
            "failed",
            "unclassified",
            "not_assessed",
            "unregistered_rated",
        )
    }
    reply = ctx.say(
        "units-branch",
        note=ctx.texts("units-alarm", count=whole.overdue, units=whole.overdue_branches),
        whole=_line(ctx, whole),
        results=ctx.texts("units-results", **results),
        missing=ctx.texts("units-missing", count=len(missing), names="\n".join(rolls)) if rolls else "",
        hidden="" if names else ctx.texts("units-numbers-only"),
        unit=f"{place.code} {place.name}",
    )
    options = (*turners(ctx, f"/donvi {place.code}", at, pages), *_up(ctx, path))
    return Reply(reply.text, reply.title, options, edits=True)


def _line(ctx: Context, one: Overview) -> str:
    """Registered and confirmed as two figures (PN-14); figures that cannot be are not turned into a rate (TV-07)."""
    figures = one.figures
    if code := wrong(figures):
        return ctx.texts("units-wrong", code=code)
    last = say_time(moment(one.last), ctx.texts) if one.last else ctx.texts("units-never")
    return ctx.texts(
        "units-line",
        members=str(figures.members),
        registered=str(figures.registered),
        rate=percent(figures.registered, figures.members),
        confirmed=str(figures.confirmed),
        confirmed_rate=percent(figures.confirmed, figures.members),
        overdue=one.overdue,
        tickets=one.tickets,
        last=last,
    )


def _sectors(ctx: Context, place: Place, below: Sequence[Overview], wanted: Wanted) -> tuple[Option, ...]:
    """Where several sectors are below, each by itself; from one of them back to all."""
    if wanted.sector:
        return (Option("every", ctx.texts("units-list.every"), command=f"/donvi {place.code}"),)
    found = [name for name in SECTORS if any(one.place.sector == name for one in below)]
    return tuple(
        Option(f"sector-{name}", ctx.texts(f"sector-{name}"), command=f"/donvi {place.code} {name}")
        for name in (found if len(found) > 1 else ())
    )


def _up(ctx: Context, path: Sequence[Place]) -> tuple[Option, ...]:
    """The way to the unit above, as far as it is the reader's."""
    above = path[1:]
    if not permissions.insight(ctx.committees, [place.unit for place in above]):
        return ()
    return (Option("above", ctx.texts("units-above", unit=above[0].name), command=f"/donvi {above[0].code}"),)
