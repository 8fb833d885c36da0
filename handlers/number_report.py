"""The number report of a unit: its figures of a year, live or as issued, compared, and as files (TV-07 to TV-11)."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chat.ask import Ask
from chat.dates import say_day, say_time
from chat.message import Option, Reply
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.papers import ask_for
from handlers.units import own_unit
from reports.pdf import converter
from reports.result import Head, Live, Result, faults, live_of, read_result, result_of
from reports.text import compared, line, said, summary
from rules import permissions
from rules.codes import code_of, number_of
from rules.figures import BranchFigures
from rules.places import Place
from storage.papers import Issued

ROWS, ISSUE, LAST, ISSUED, AGAINST = "donvi", "lap", "namtruoc", "cu", "so"
FORMATS = ("xlsx", "docx", "pdf", "png", "svg", "csv", "json")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the words after the command name: a unit, a year, what to do with it, and a page."""

    code: str = ""
    year: int | None = None
    what: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a unit's year looks like, and whether anybody below has opened that year at all."""

    live: Live
    opened: bool


async def number_report(ask: Ask, ctx: Context) -> str | Reply:
    """ "/baocao [unit] [year] [what]"; "/baocao BC-…": a report as it was issued; "BC-… xlsx": as a file."""
    if not ctx.committees:
        return ctx.say("figures-no-office")
    if number := number_of("number_report", ask.given):
        return await _issued(ctx, number, ask.given.partition(" ")[2].strip().lower())
    wanted = _wanted(ask.given)
    if wanted is None:
        return ctx.say("figures-unknown", ("all", "/baocao"), typed=ask.given)
    unit = await ctx.store.called(wanted.code) if wanted.code else await own_unit(ask, ctx)
    path = await ctx.store.path(unit) if unit else ()
    if not _sees(ctx, path):
        return ctx.say("figures-not-yours", ("all", "/baocao"))
    cycle = await ctx.store.cycle(path[0].unit, path[0].sector)
    if cycle is None:
        return ctx.say("figures-no-year", ("units", "/donvi"), unit=path[0].name)
    year = wanted.year or cycle.year
    match wanted.what:
        case "last":
            return await _against_last_year(ctx, path, year)
        case "issued":
            return await _list(ctx, path, year, wanted.page)
        case "issue":
            branches = await ctx.store.figures_in(path[0].unit, year, _cut_off(ctx, year))
            if year != cycle.year and not any(branch.cycle for branch in branches):
                return _never_opened(ctx, path[0], year)
            return await issue(ctx, path[0], await _of_branches(ctx, path, year, branches))
    counted = await _counted(ctx, path, year)
    if year != cycle.year and not counted.opened:
        return _never_opened(ctx, path[0], year)
    return _rows(ctx, path, counted.live, wanted.page) if wanted.what == "rows" else _whole(ctx, path, counted.live)


async def _counted(ctx: Context, path: Sequence[Place], year: int) -> Counted:
    """As of today; of a year that is over, by the lists of its last day (TV-07)."""
    below = await ctx.store.figures_right_below(path[0].unit, year, _cut_off(ctx, year))
    return Counted(live_of(path[0], below, **_head(ctx, path, year)), any(unit.opened for unit in below))


async def _of_branches(ctx: Context, path: Sequence[Place], year: int, branches: Sequence[BranchFigures]) -> Result:
    """The same, branch by branch; of a nation that takes seconds, in which others are served."""
    places = await ctx.store.tree(path[0].unit, _cut_off(ctx, year))
    return await to_thread(result_of, path[0].unit, places, branches, **_head(ctx, path, year))


def _never_opened(ctx: Context, place: Place, year: int) -> Reply:
    return ctx.say("figures-no-such-year", ("now", f"/baocao {place.code}"), unit=place.name, year=str(year))


def _cut_off(ctx: Context, year: int) -> date:
    return min(ctx.today, date(year, 12, 31))


def _head(ctx: Context, path: Sequence[Place], year: int) -> Head:
    return {
        "above": path[1].name if len(path) > 1 else "",
        "year": year,
        "day": _cut_off(ctx, year),
        "made_at": ctx.now,
        "made_by": ctx.member.name,
    }


def _whole(ctx: Context, path: Sequence[Place], result: Live) -> Reply:
    place, base = path[0], f"/baocao {path[0].code} {result.year}"
    options = [("rows", f"{base} {ROWS}")] if len(result.rows) > 1 else []
    options += [("issue", f"{base} {ISSUE}"), ("last", f"{base} {LAST}"), ("issued", f"{base} {ISSUED}")]
    above = path[1:2] if _sees(ctx, path[1:]) else ()
    options += [("above", f"/baocao {up.code} {result.year}") for up in above]
    return ctx.say(
        "figures",
        *options,
        summary=summary(ctx.texts, result),
        mark=ctx.texts("figures-live"),
        unit=place.name,
        year=str(result.year),
        last=str(result.year - 1),
        above="".join(up.name for up in above),
    )


def _rows(ctx: Context, path: Sequence[Place], result: Live, typed: str) -> Reply:
    pages = pages_of(result.rows)
    page = min(page_of(f"x {typed}", pages), pages)
    shown = result.rows[(page - 1) * LINES : page * LINES]
    base = f"/baocao {path[0].code} {result.year}"
    reply = ctx.say(
        "figures-rows",
        ("whole", base),
        lines="\n".join(line(ctx.texts, row) for row in shown),
        unit=path[0].name,
        year=str(result.year),
        page=str(page),
        pages=pages,
    )
    ways = [
        Option(f"unit-{row.code}", f"{row.code} {row.name}", command=f"/baocao {row.code} {result.year}")
        for row in shown
        if row.code != path[0].code
    ]
    turning = turners(ctx, f"{base} {ROWS}", page, pages)
    return Reply(reply.text, reply.title, (*ways, *turning, *reply.options), edits=True)


async def issue(ctx: Context, place: Place, result: Result) -> Reply:
    """Frozen and kept under a code, unless something in it does not add up."""
    if found := await to_thread(faults, result):
        way = ("whole", f"/baocao {place.code} {result.year}")
        return ctx.say("figures-wrong", way, faults=said(ctx.texts, found[:LINES]), unit=place.name)
    body, mark = await to_thread(lambda: (result.json(), result.fingerprint))
    number = await ctx.store.issue(place.unit, result.year, result.day.isoformat(), ctx.member.person, mark, body)
    return _kept(ctx, number, result, mark)


async def _issued(ctx: Context, number: int, what: str) -> Reply:
    found = await ctx.store.report(number)
    path = await ctx.store.path(found[0]) if found else ()
    if found is None or not _sees(ctx, path):
        return ctx.say("figures-not-yours", ("all", "/baocao"))
    if what in _formats():
        return await ask_for(ctx, f"report-{what}", number, found[0])
    result = await to_thread(read_result, found[1])
    if what == AGAINST:
        now = (await _counted(ctx, path, result.year)).live
        told = ctx.texts(
            "figures-compare-issued", code=code_of("number_report", number), then=say_day(result.day, ctx.texts)
        )
        return _compared(ctx, path, now, result, told)
    return _kept(ctx, number, result, await to_thread(lambda: result.fingerprint))


def _kept(ctx: Context, number: int, result: Result, fingerprint: str) -> Reply:
    code = code_of("number_report", number)
    mark = ctx.texts(
        "figures-mark",
        code=code,
        by=result.made_by or ctx.texts("figures-by-nobody"),
        at=say_time(result.made_at, ctx.texts),
        fingerprint=fingerprint,
    )
    return ctx.say(
        "figures-kept",
        *((name, f"/baocao {code} {name}") for name in _formats()),
        ("compare", f"/baocao {code} {AGAINST}"),
        ("now", f"/baocao {result.whole.code} {result.year}"),
        summary=summary(ctx.texts, result),
        mark=mark,
        unit=result.whole.name,
        year=str(result.year),
    )


def _formats() -> Sequence[str]:
    """PDF only where the program that makes it is installed."""
    return [name for name in FORMATS if name != "pdf" or converter()]


async def _against_last_year(ctx: Context, path: Sequence[Place], year: int) -> Reply:
    last = await _counted(ctx, path, year - 1)
    if not last.opened:
        way = ("whole", f"/baocao {path[0].code} {year}")
        values = {"unit": path[0].name, "year": str(year), "before": str(year - 1)}
        return ctx.say("figures-compare-none", way, **values)
    before, result = last.live, (await _counted(ctx, path, year)).live
    told = ctx.texts(
        "figures-compare-years",
        before=str(before.year),
        then=f"{before.day:%d/%m/%Y}",
        now=str(result.year),
        today=f"{result.day:%d/%m/%Y}",
    )
    return _compared(ctx, path, result, before, told)


def _compared(ctx: Context, path: Sequence[Place], now: Live, before: Live, told: str) -> Reply:
    return ctx.say(
        "figures-compare",
        ("whole", f"/baocao {path[0].code} {now.year}"),
        what=told,
        lines=compared(ctx.texts, now, before),
        unit=path[0].name,
        year=str(now.year),
    )


async def _list(ctx: Context, path: Sequence[Place], year: int, typed: str) -> Reply:
    kept = await ctx.store.issued(path[0].unit)
    pages = pages_of(kept)
    page = min(page_of(f"x {typed}", pages), pages)
    shown = kept[(page - 1) * LINES : page * LINES]
    base = f"/baocao {path[0].code} {year}"
    reply = ctx.say(
        "figures-list",
        ("whole", base),
        lines="\n".join(_listed(ctx, one) for one in shown),
        count=len(kept),
        unit=path[0].name,
        page=str(page),
        pages=pages,
    )
    rows = [Option(code, code, command=f"/baocao {code}") for one in shown for code in [_code(one)]]
    turning = turners(ctx, f"{base} {ISSUED}", page, pages)
    return Reply(reply.text, reply.title, (*rows, *turning, *reply.options), edits=True)


def _listed(ctx: Context, one: Issued) -> str:
    day = f"{date.fromisoformat(one.day):%d/%m/%Y}"
    return ctx.texts("figures-list-row", code=_code(one), year=str(one.year), day=day, fingerprint=one.fingerprint)


def _code(one: Issued) -> str:
    return code_of("number_report", one.id)


def _sees(ctx: Context, path: Sequence[Place]) -> bool:
    """Figures are for every level above (BT-03); names are in none of them."""
    return permissions.insight(ctx.committees, [place.unit for place in path]) is not None


def _wanted(given: str) -> Wanted | None:
    """Each left out at will, in this order; None: something else was typed."""
    words, said = given.split(), {ROWS: "rows", ISSUE: "issue", LAST: "last", ISSUED: "issued"}
    code = words.pop(0) if words and not _is_year(words[0]) and words[0].lower() not in said else ""
    year = int(words.pop(0)) if words and _is_year(words[0]) else None
    what = said.get(words[0].lower(), "") if words else ""
    if words and not what:
        return None
    page = words[1] if len(words) > 1 and words[1].isdecimal() else ""
    return Wanted(code, year, what, page)


def _is_year(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) == 4
