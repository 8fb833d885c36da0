"""A member adds contents during the year (PN-30): what that would do to the year's share is shown first."""

from collections.abc import Sequence
from typing import Any

from chat.ask import Ask
from chat.dates import say_due
from chat.figures import say_count
from chat.fold import fold
from chat.message import Reply
from chat.question import Problem
from handlers.contents import PARTS, content_item, content_section
from handlers.context import Context
from handlers.forms import state_of
from rules import supplement as rule
from rules.codes import code_of, number_of
from rules.figures import percent
from rules.policy import Policy
from rules.rating import Judged, Level
from storage.criteria import OpenCycle
from storage.forms import Card
from storage.supplements import Supplement
from storage.year_lines import YearLine


async def supplement(ask: Ask, ctx: Context) -> str | Reply:
    """ "/bosung": choose and describe more contents. "/bosung BS-… rut": take one back that nobody has decided."""
    if number := _withdrawn(ask.given):
        return await _withdraw(ctx, number)
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    form = await ctx.store.my_form(ctx.member, cycle)
    if form is None or form.state != "confirmed":
        return await state_of(ctx, cycle)
    lines = await ctx.store.year_lines(form)
    judged, waiting = _judged(lines), await _waiting(ctx, form)
    if (way := rule.way(cycle.policy, judged)) == "refused":
        return _refused(ctx, lines)
    frame = await ctx.frame(cycle)
    taken = {line.criterion for line in lines} | {added.item.criterion for added in waiting}
    free = [code for code in frame.codes if code not in taken]
    if not free or cycle.last_due < ctx.today:
        return ctx.say("supplement-none-left" if not free else "supplement-over", ("plan", "/kehoach"))

    ask.about(f"{form.id}/{len(taken)}")
    early = ctx.texts("supplement-early", codes=_open_codes(lines)) if way == "asks" else ""
    ask.shows(year=str(cycle.year), last=ctx.day(cycle.last_due), early=early, waiting=_listed(ctx, waiting))
    chosen = ask.many(
        "criteria",
        free,
        label=frame.label,
        group=frame.group,
        hint=lambda codes: effects(ctx, cycle.policy, judged, len(waiting) + len(codes)),
        check=lambda codes: None if codes else Problem("supplement-choose-one"),
        lines=PARTS,
    )
    items = [content_item(ask, ctx, cycle, frame[code], place=f"{n}/{len(chosen)}") for n, code in enumerate(chosen, 1)]
    ask.shows(effect=effects(ctx, cycle.policy, judged, len(waiting) + len(items)))
    ask.review("send", [content_section(ctx, frame.label(i.criterion), i) for i in items], more="criteria")
    return await _send(ctx, cycle, form, await ctx.store.add_supplements(ctx.member, cycle, form, items, ctx.channel))


async def _send(ctx: Context, cycle: OpenCycle, form: Card, sent: tuple[int, ...] | None) -> Reply:
    """Who was told and what comes next; or that nothing of it could be taken any more."""
    if not sent:
        return await state_of(ctx, cycle)
    codes = [code_of("supplement", number) for number in sent]
    deciders = await ctx.store.deciders(ctx.member.unit, ctx.member.person)
    who = ctx.member.name
    await ctx.tell(deciders, "supplement-told", ("review", "/duyetbosung"), name=who, count=len(codes))
    return ctx.say(
        "supplement-sent",
        ("plan", "/kehoach"),
        ("withdraw", f"/bosung {codes[0]} rut"),
        codes=", ".join(codes),
        first=codes[0],
    )


async def _withdraw(ctx: Context, number: int) -> Reply:
    added = await ctx.store.supplement(number)
    if added is None or added.person != ctx.member.person:
        return ctx.say("supplement-not-visible")
    if added.state == "withdrawn" or await ctx.store.withdraw_supplement(added, ctx.channel):
        return ctx.say("supplement-withdrawn", ("again", "/bosung"), code=added.code)
    return ctx.say("supplement-decided", ("plan", "/kehoach"), code=added.code)


def _refused(ctx: Context, lines: Sequence[YearLine]) -> Reply:
    """Scenario 15: the open lines by number, so that the member knows what stands in the way."""
    told = [
        ctx.texts(f"supplement-line-{line.progress}", n=str(n), code=line.criterion, action=line.item.action)
        for n, line in enumerate(lines, 1)
        if line.progress != "done"
    ]
    values: dict[str, Any] = {"count": len(told), "all": len(lines), "lines": "\n".join(told)}
    return ctx.say("supplement-refused", ("progress", "/tiendo"), ("activities", "/hoatdong"), **values)


async def added_lines(ctx: Context, form: Card) -> str:
    """What was added to a form and confirmed, each line with the rule that was fixed then (scenario 14)."""
    return "\n".join(
        ctx.texts(
            "supplement-line",
            code=line.criterion,
            action=line.item.action,
            due=say_due(line.item.due, ctx.texts),
            how=line.item.how,
            counts=ctx.texts("supplement-line-counts" if line.counts else "supplement-line-apart"),
        )
        for line in await ctx.store.year_lines(form)
        if line.supplement
    )


def effects(ctx: Context, policy: Policy, lines: Sequence[Judged], added: int) -> str:
    """What the year comes to now, with so many more and none of them done, and with each of the first ones done."""
    rule_said = ctx.texts("supplement-counts" if policy.supplement_counts else "supplement-apart")
    now = rule.effect(policy, lines)
    if now is None:
        return "\n".join((ctx.texts("supplement-points"), rule_said))
    told = [_said(ctx, "supplement-now", now)]
    if added and policy.supplement_counts:
        told += [
            _said(ctx, f"supplement-then-{'none' if done == 0 else 'some'}", outcome, added=added, finished=done)
            for done in sorted({0, 1, added})
            if (outcome := rule.effect(policy, lines, added, done))
        ]
    return "\n".join((*told, rule_said))


def _said(ctx: Context, id_: str, outcome: rule.Effect, **counts: int) -> str:
    return ctx.texts(
        id_,
        done=say_count(outcome.done),
        of=say_count(outcome.of),
        percent=percent(outcome.done, outcome.of),
        grade=ctx.texts(f"outcome-{outcome.grade}"),
        **counts,
    )


def _judged(lines: Sequence[YearLine]) -> tuple[Judged, ...]:
    return tuple(Judged(x.criterion, _level(x.progress), x.supplement, x.counts) for x in lines)


def _level(progress: str) -> Level:
    return "done" if progress == "done" else "partly" if progress == "partly" else "not-done"


def _open_codes(lines: Sequence[YearLine]) -> str:
    return ", ".join(line.criterion for line in lines if line.progress != "done")


async def _waiting(ctx: Context, form: Card) -> tuple[Supplement, ...]:
    return tuple(added for added in await ctx.store.supplements_of(form) if added.state == "sent")


def _listed(ctx: Context, waiting: Sequence[Supplement]) -> str:
    codes = ", ".join(f"{added.code} ({added.item.criterion})" for added in waiting)
    return ctx.texts("supplement-waiting", codes=codes) if waiting else ""


def _withdrawn(given: str) -> int | None:
    """The number behind "BS-… rut"."""
    code, _, word = given.partition(" ")
    return number_of("supplement", code) if fold(word) == "rut" else None
