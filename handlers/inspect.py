"""Inspections: rounds, findings per unit and their answers, and who has rolled the programme out (TV-01, TV-02)."""

from collections.abc import Sequence
from datetime import date

from chat.ask import Ask
from chat.dates import read_due, say_time
from chat.fold import fold
from chat.message import Option, Reply
from chat.question import Problem
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.units import own_unit
from rules.codes import number_of
from rules.due import Due, Window
from rules.inspections import last_day, missing
from rules.limits import BRANCHES
from storage.criteria import OpenCycle
from storage.inspections import Found, Round
from storage.instants import moment


async def inspect(ask: Ask, ctx: Context) -> str | Reply:
    """ "/kiemtra", "/kiemtra mo", "/kiemtra trien khai [ghi]", "/kiemtra KT-… [ghi | dong | khac phuc N]"."""
    if not ctx.committees:
        return ctx.say("inspect-no-office")
    ask.about(ask.given)
    said = fold(ask.given)
    if number := number_of("inspection", ask.given):
        return await _one(ask, ctx, number, said.partition(" ")[2])
    unit = await own_unit(ask, ctx)
    cycle = await ctx.store.cycle(unit, "")
    if cycle is None:
        return ctx.say("inspect-no-year")
    if said.startswith("mo"):
        return await _begin(ask, ctx, unit, cycle)
    if said.startswith("trien khai"):
        return await _rollout(ask, ctx, unit, cycle)
    return await _overview(ctx, unit, cycle)


async def _overview(ctx: Context, unit: int, cycle: OpenCycle) -> Reply:
    """What the unit has to answer first, then its own rounds and the rhythm of the year."""
    findings = await ctx.store.open_findings(unit)
    inspects = await _inspects(ctx, unit)
    rounds = await ctx.store.inspections(unit, cycle.id) if inspects else ()
    due = missing(cycle.year, (date.fromisoformat(one.day) for one in rounds))
    rhythm = [
        ctx.texts(
            "inspect-rhythm", period=period, day=ctx.day(last_day(cycle.year, period)), there=int(period not in due)
        )
        for period in ("half-year", "year")
    ]
    reply = ctx.say(
        "inspect-overview",
        *((("begin", "/kiemtra mo"),) if inspects else ()),
        ("rollout", "/kiemtra trien khai"),
        count=len(findings),
        findings="\n".join(_finding(ctx, found) for found in findings[:LINES]),
        rounds="\n".join(_row(ctx, one) for one in rounds[:LINES]),
        rhythm="\n".join(rhythm) if inspects else "",
        year=str(cycle.year),
    )
    opens = [Option(one.code, f"{one.code} {one.title}", command=f"/kiemtra {one.code}") for one in rounds[:LINES]]
    return Reply(reply.text, reply.title, (*_answers(ctx, findings), *opens, *reply.options), edits=True)


async def _begin(ask: Ask, ctx: Context, unit: int, cycle: OpenCycle) -> Reply:
    if not await _inspects(ctx, unit):
        return ctx.say("inspect-branch")
    ask.shows(year=str(cycle.year))
    title = ask.text("title", ready=ctx.texts("inspect-titles").split(" | "))
    day = _day(cycle, ask.text("day", check=lambda typed: None if _day(cycle, typed) else Problem("inspect-no-day")))
    assert day is not None  # noqa: S101 - it was checked
    number = await ctx.store.begin_inspection(unit, cycle.id, title, day, ctx.member.person, ctx.channel)
    round_ = await ctx.store.inspection(number)
    assert round_ is not None  # noqa: S101 - it was just added
    return ctx.say(
        "inspect-begun",
        ("find", f"/kiemtra {round_.code} ghi"),
        ("list", "/kiemtra"),
        code=round_.code,
        named=title,
        day=ctx.day(date.fromisoformat(day)),
    )


async def _one(ask: Ask, ctx: Context, number: int, wanted: str) -> Reply:
    """A round, or what is done in it. Only its unit's committee sees it; a finding is answered by the unit's."""
    round_ = await ctx.store.inspection(number)
    if wanted.startswith("khac phuc"):
        return await _mend(ask, ctx, number, wanted)
    if round_ is None or round_.unit not in ctx.committees:
        return ctx.say("inspect-not-yours")
    if wanted.startswith("ghi"):
        return await _find(ask, ctx, round_)
    if wanted.startswith("dong"):
        return await _close(ask, ctx, round_)
    findings = await ctx.store.findings(round_.id)
    pages = pages_of(findings)
    page = page_of(f"x {wanted}", pages)
    lines = [_finding(ctx, found) for found in findings[(page - 1) * LINES :][:LINES]]
    acts = (("find", f"/kiemtra {round_.code} ghi"), ("close", f"/kiemtra {round_.code} dong"))
    reply = ctx.say(
        "inspect-round",
        *(acts if round_.state == "open" else ()),
        ("list", "/kiemtra"),
        row=_row(ctx, round_),
        lines="\n".join(lines) or ctx.texts("inspect-nothing-found"),
        code=round_.code,
        named=round_.title,
    )
    options = (*turners(ctx, f"/kiemtra {round_.code}", page, pages), *reply.options)
    return Reply(reply.text, reply.title, options, edits=True)


async def _find(ask: Ask, ctx: Context, round_: Round) -> Reply:
    if round_.state != "open":
        return ctx.say("inspect-closed-already", ("open", f"/kiemtra {round_.code}"), code=round_.code)
    places = {place.code: place for place in await ctx.store.tree(round_.unit) if place.unit != round_.unit}
    ask.shows(code=round_.code, named=round_.title)
    if not places:
        return ctx.say("inspect-branch")
    place = places[ask.one("unit", places, label=lambda code: f"{code} {places[code].name}")]
    ask.shows(place=place.name)
    text = ask.text("finding")
    number = await ctx.store.find(round_, place.unit, text, ctx.member.person, ctx.channel)
    if number is None:
        return ctx.say("inspect-closed-already", ("open", f"/kiemtra {round_.code}"), code=round_.code)
    people = await ctx.store.committee(place.unit)
    mend = ("mend", f"/kiemtra {round_.code} khac phuc {number}")
    await ctx.tell(people, "inspect-found-told", mend, named=round_.title, found=text)
    again = ("find", f"/kiemtra {round_.code} ghi")
    told = {"unit": place.name, "n": str(number)}
    return ctx.say("inspect-found", again, ("open", f"/kiemtra {round_.code}"), **told, people=len(people))


async def _mend(ask: Ask, ctx: Context, number: int, wanted: str) -> Reply:
    word = wanted.rsplit(" ", maxsplit=1)[-1]
    found = await ctx.store.finding(int(word)) if word.isdecimal() else None
    if found is None or found.inspection != number or found.unit not in ctx.committees:
        return ctx.say("inspect-not-yours")
    if found.state == "mended":
        return _mended_before(ctx, found)
    ask.shows(found=found.text, code=found.code)
    answer = ask.text("answer")
    if not await ctx.store.mend(found, answer, ctx.member.person, ctx.channel):
        return _mended_before(ctx, await ctx.store.finding(found.id) or found)
    people = {found.finder, *await ctx.store.committee(found.by_unit)} - {ctx.member.person}
    told = {"unit": found.unit_name, "found": found.text, "answer": answer}
    await ctx.tell(sorted(people), "inspect-mended-told", ("open", f"/kiemtra {found.code}"), **told)
    left = len(await ctx.store.open_findings(found.unit))
    return ctx.say("inspect-mended", ("list", "/kiemtra"), left=left)


async def _close(ask: Ask, ctx: Context, round_: Round) -> Reply:
    """Refused while something is open, unless the person says yes to exactly that."""
    ask.shows(code=round_.code, named=round_.title, open=round_.open)
    back = ("open", f"/kiemtra {round_.code}")
    if round_.state == "open" and round_.open and not ask.confirm("close", risky=True):
        return ctx.say("inspect-left-open", back, code=round_.code)
    if not await ctx.store.close_inspection(round_, ctx.member.person, ctx.channel):
        return ctx.say("inspect-closed-already", back, code=round_.code)
    return ctx.say("inspect-closed", back, ("list", "/kiemtra"), code=round_.code, open=round_.open)


async def _rollout(ask: Ask, ctx: Context, unit: int, cycle: OpenCycle) -> Reply:
    """Which units have put the programme into practice, and on which local guidance (TV-01)."""
    ask.shows(year=str(cycle.year))
    if fold(ask.given).endswith("ghi"):
        basis = ask.text("basis")
        done = await ctx.store.roll_out(unit, cycle.id, basis, ctx.member.person, ctx.channel)
        return ctx.say("inspect-rolled-out" if done else "inspect-rolled-out-before", ("status", "/kiemtra trien khai"))
    marks = await ctx.store.rolled_out(unit, cycle.id)
    places = await ctx.store.tree(unit)
    mine, below = marks.get(unit), [place for place in places if place.unit != unit]
    late = sorted(below, key=lambda place: (marks.get(place.unit) is not None, place.code))
    pages = pages_of(late)
    page = page_of(ask.given, pages)
    rows = [_rolled(ctx, f"{place.code} {place.name}", marks.get(place.unit)) for place in late[(page - 1) * LINES :]]
    reply = ctx.say(
        "inspect-rollout",
        *(() if mine else (("mark", "/kiemtra trien khai ghi"),)),
        ("list", "/kiemtra"),
        mine=_rolled(ctx, next(place.name for place in places if place.unit == unit), mine),
        done=sum(marks.get(place.unit) is not None for place in below),
        count=len(below),
        lines="\n".join(rows[:LINES]),
        year=str(cycle.year),
    )
    options = (*turners(ctx, "/kiemtra trien khai", page, pages), *reply.options)
    return Reply(reply.text, reply.title, options, edits=True)


def _rolled(ctx: Context, unit: str, mark: tuple[str, str] | None) -> str:
    if mark is None:
        return ctx.texts("inspect-not-yet", unit=unit)
    return ctx.texts("inspect-deployed", unit=unit, basis=mark[0], at=say_time(moment(mark[1]), ctx.texts))


async def _inspects(ctx: Context, unit: int) -> bool:
    """Whether there are units below to look at."""
    return (await ctx.store.path(unit))[0].kind not in BRANCHES


def _day(cycle: OpenCycle, typed: str) -> str | None:
    """A day of the year that was typed, or of the one before, in which it began."""
    due = read_due(typed, Window(date(cycle.year - 1, 1, 1), date(cycle.year, 12, 31), cycle.year))
    return due.end.isoformat() if isinstance(due, Due) and due.precision == "day" else None


def _row(ctx: Context, one: Round) -> str:
    told = {"code": one.code, "named": one.title, "day": ctx.day(date.fromisoformat(one.day)), "state": one.state}
    return ctx.texts("inspect-row", **told, count=one.findings, open=one.open)


def _finding(ctx: Context, found: Found) -> str:
    told = {"n": str(found.id), "unit": found.unit_code, "found": found.text}
    if found.state == "open":
        return ctx.texts("inspect-open", **told)
    return ctx.texts("inspect-answered", **told, answer=found.answer, by=found.answered_by or "–")


def _mended_before(ctx: Context, found: Found) -> Reply:
    at = say_time(moment(found.answered_at), ctx.texts) if found.answered_at else ""
    return ctx.say("inspect-mended-before", ("list", "/kiemtra"), by=found.answered_by or "–", at=at)


def _answers(ctx: Context, findings: Sequence[Found]) -> list[Option]:
    """A button for each finding that the unit has to answer."""
    return [
        Option(
            f"mend-{one.id}",
            ctx.texts("inspect-do-mend", n=str(one.id)),
            command=f"/kiemtra {one.code} khac phuc {one.id}",
        )
        for one in findings[:LINES]
    ]
