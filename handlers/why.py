""" "Vì sao?": where a result comes from, line by line, with the rule and its source; before it, the sum so far."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from chat.ask import Ask
from chat.dates import say_time
from chat.fold import fold
from chat.message import Reply
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.papers import ask_for
from handlers.results import band, explained, formula, holds, in_order, judged, named
from rules import permissions
from rules.candidates import is_settled
from rules.codes import number_of
from rules.eligibility import Standing
from rules.rating import MOST_POINTS, Judged, Trace, recomputed, trace
from storage.criteria import OpenCycle
from storage.explaining import KIND, YearResult
from storage.forms import Card
from storage.instants import local_day, moment

LETTER = "giay"
_LINES = re.compile(r"\bmuc\b")  # "XL-… muc 2": the lines, and a page of them


async def why(ask: Ask, ctx: Context) -> str | Reply:
    """ "/visao": one's own result; "/visao XL-…" any that one may see; "muc" lists it, "giay" makes one's letter."""
    if number := number_of(KIND, ask.given):
        result = await ctx.store.year_result(number)
        if result is None or await _hidden(ctx, result):
            return ctx.say("why-not-visible")
        if fold(ask.given).split()[1:] == [LETTER]:
            return await _letter(ctx, result)
        return await _result(ctx, result, ask.given)
    if ask.given and not _LINES.search(fold(ask.given)):
        ask.notes.append(ctx.texts("why-no-code"))
    mine = await ctx.store.year_results(ctx.member.person)
    cycle = await ctx.cycle()
    if cycle is None or any(result.cycle == cycle.id for result in mine):
        return await _result(ctx, mine[0], ask.given) if mine else ctx.say("why-nothing")
    form = await ctx.store.my_form(ctx.member, cycle)
    if form is not None and form.state == "confirmed":
        return await _provisional(ctx, cycle, form, ask.given, "")
    if mine:
        return await _result(ctx, mine[0], ask.given)
    return ctx.say("why-nothing-yet", ("plan", "/kehoach"), year=str(cycle.year))


async def result_facts(ctx: Context) -> list[str]:
    """The own results that are kept, a line each."""
    return [
        ctx.texts("data-result", year=str(result.year), code=result.code, outcome=named(ctx, result.outcome))
        for result in await ctx.store.year_results(ctx.member.person)
        if result.is_out and result.outcome
    ]


async def _hidden(ctx: Context, result: YearResult) -> bool:
    readers = await ctx.store.readers_of(result)
    return permissions.obstacle_to_see_result(ctx.member.person, ctx.committees, result.person, readers) is not None


async def _result(ctx: Context, result: YearResult, given: str) -> Reply:
    """What was decided and all that it was made from; for the owner not before the branch has closed its round."""
    own = result.person == ctx.member.person
    made = result.trace
    if (own and not result.is_out) or result.outcome is None:
        return await _not_out(ctx, result, given)
    if made and _LINES.search(fold(given)):
        titles = await _titles(ctx, result.form)
        return _lines(ctx, made, titles, await ctx.store.line_remarks(result), f"/visao {result.code}", given)
    until = await _appeal_until(ctx, result) if own else None
    appeal = [("appeal", f"/xemxet {result.code}")] if until else []
    letter = [("letter", f"/visao {result.code} {LETTER}")] if own and _has_letter(result) else []
    return ctx.say(
        "why" if own else "why-theirs",
        *([("lines", f"/visao {result.code} muc 1")] if made else []),
        *letter,
        *appeal,
        **explained(ctx, made),
        code=result.code,
        name=result.name,
        unit=result.unit_name,
        year=str(result.year),
        outcome=named(ctx, result.outcome),
        state=_state(ctx, result),
        decided=_by(ctx, "why-decided", result.decided_at, result.decided_by),
        settled=_by(ctx, f"why-settled-{result.state}", result.settled_at, result.settled_by),
        differs=_differs(ctx, result),
        returned=ctx.texts("why-returned", reason=result.returned) if result.returned else "",
        warning=_warning(ctx, result, made),
        until=ctx.day(until) if until else "",
    )


async def _letter(ctx: Context, result: YearResult) -> Reply:
    """The own result on paper (PN-13), once it is decided; whether it is recognised stands in it."""
    if result.person != ctx.member.person:
        return ctx.say("why-letter-not-yours", ("papers", "/hop giayto"), ("back", f"/visao {result.code}"))
    if not _has_letter(result):
        return ctx.say("why-letter-not-yet", ("back", f"/visao {result.code}"), year=str(result.year))
    return await ask_for(ctx, "result-docx", result.id, result.unit)


def _has_letter(result: YearResult) -> bool:
    return result.is_out and is_settled(result.state, result.outcome)


async def _not_out(ctx: Context, result: YearResult, given: str) -> Reply:
    """The branch has not decided, or not closed its round: the sum so far, and where it stands."""
    cycle = await ctx.store.cycle(result.unit, ctx.member.sector)
    form = await ctx.store.form(result.form) if result.form else None
    if cycle is None or cycle.id != result.cycle or form is None:
        return ctx.say("why-being-decided", year=str(result.year), unit=result.unit_name)
    return await _provisional(ctx, cycle, form, given, ctx.texts("why-round-open", unit=result.unit_name))


async def _provisional(ctx: Context, cycle: OpenCycle, form: Card, given: str, note: str) -> Reply:
    """The same layout out of what the member says so far; others see of it only what was sent."""
    own = form.person == ctx.member.person
    mine = await ctx.store.my_assessment(form)
    contents = await ctx.store.year_lines(form)
    if mine and (own or mine.state in ("sent", "opened")):
        levels = {line.criterion: line.level for line in await ctx.store.assessment_lines(mine)}
        points, basis = await ctx.store.assessment_points(mine), f"assessment-{mine.state}"
    else:
        levels, points, basis = {line.criterion: line.progress for line in contents}, {}, "progress"
    made = trace(cycle.policy, Standing("eligible", ctx.today), ctx.today, judged(contents, levels), points)
    if _LINES.search(fold(given)):
        return _lines(ctx, made, await _titles(ctx, form.id), {}, _command(given), given)
    return ctx.say(
        "why-provisional" if own else "why-provisional-theirs",
        ("lines", f"{_command(given)} muc 1"),
        *([("assess", "/danhgia")] if own and basis not in ("assessment-sent", "assessment-opened") else []),
        **explained(ctx, made),
        grade=named(ctx, band(ctx, made)[0]),
        note=note,
        name=form.name,
        year=str(cycle.year),
        basis=ctx.texts(f"why-basis-{basis}"),
    )


def _lines(
    ctx: Context, made: Trace, titles: Mapping[str, str], remarks: Mapping[str, str], command: str, given: str
) -> Reply:
    """Line by line, a screen at a time: how far, and how it counted; then the score of each group."""
    said = [_line(ctx, made, line, titles, remarks) for line in in_order(made.lines)]
    said += [ctx.texts("assess-scored", group=group, points=score, most=MOST_POINTS) for group, score in made.points]
    pages = pages_of(said)
    page = page_of(given, pages)
    reply = ctx.say(
        "why-lines",
        ("back", command),
        lines="\n".join(said[(page - 1) * LINES : page * LINES]) or ctx.texts("why-no-lines"),
        formula=formula(ctx, made),
    )
    return Reply(reply.text, reply.title, (*turners(ctx, f"{command} muc", page, pages), *reply.options), edits=True)


def _line(ctx: Context, made: Trace, line: Judged, titles: Mapping[str, str], remarks: Mapping[str, str]) -> str:
    weighs = "half" if line.level == "partly" and made.partly_counts else "one" if line.level == "done" else "nothing"
    return ctx.texts(
        "why-line",
        content=f"{line.criterion} {titles.get(line.criterion, '')}".strip(),
        level=ctx.texts(f"level-{line.level}"),
        weighs=ctx.texts(f"why-weighs-{weighs if line.counts else 'beside'}") if made.mode == "ratio" else "",
        remark=ctx.texts("why-remark", remark=remarks[line.criterion]) if line.criterion in remarks else "",
    )


def _command(given: str) -> str:
    """The command without the page: "/visao" or "/visao XL-…"."""
    return f"/visao {given.split(' ', maxsplit=1)[0]}" if number_of(KIND, given) else "/visao"


async def _titles(ctx: Context, form: int | None) -> Mapping[str, str]:
    card = await ctx.store.form(form) if form else None
    return {line.criterion: line.item.title for line in await ctx.store.year_lines(card)} if card else {}


async def _appeal_until(ctx: Context, result: YearResult) -> date | None:
    """The last day on which the member may ask for another look; None where it is over or asked for already."""
    cycle = await ctx.cycle()
    if cycle is None or cycle.id != result.cycle or result.state in ("returned", "reopened"):
        return None
    told_at = await ctx.store.told_last(result)
    until = local_day(moment(told_at)) + timedelta(days=cycle.policy.appeal_days) if told_at else None
    return until if until and ctx.today <= until else None


def _state(ctx: Context, result: YearResult) -> str:
    """Where it stands and who acts next; what a grassroots branch reports is only noted (PN-25)."""
    only_noted = result.state == "reported" and result.unit_kind == "chi-doan-co-so"
    return ctx.texts("rated-reported-only" if only_noted else f"rated-{result.state}")


def _by(ctx: Context, id_: str, at: str | None, who: str | None) -> str:
    """Who and when, where it happened and is worth a line."""
    if at is None or id_ not in ctx.texts:
        return ""
    return ctx.texts(id_, at=say_time(moment(at), ctx.texts), name=who or ctx.texts("forms-somebody"))


def _differs(ctx: Context, result: YearResult) -> str:
    """A grade that is not the computed one, with its reason (products.md 50); a reason for none at all."""
    if result.outcome != result.computed and result.differs:
        computed = named(ctx, result.computed) if result.computed else ctx.texts("why-nothing-computed")
        return ctx.texts("why-differs", computed=computed, reason=result.differs)
    said = bool(result.why) and f"standing-{result.why}" not in ctx.texts
    return ctx.texts("why-reason", reason=result.why) if said else ""


def _warning(ctx: Context, result: YearResult, made: Trace | None) -> str:
    """What was kept must follow from its own lines again; else somebody has changed it past the program."""
    if made is None:
        return ctx.texts("why-without")
    unexplained = result.outcome != result.computed and not (result.differs or result.why or made.standing == "paper")
    if holds(made, result.computed) and not unexplained:
        return ""
    return ctx.texts("why-warning", again=named(ctx, recomputed(made)))
