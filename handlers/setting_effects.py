"""What changing a setting does: the days that follow from it, whom it reaches, which forms are looked at again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from handlers.context import Context
from handlers.forms import LINES
from handlers.setting_values import say, say_clock
from programmes.holidays import national_days
from rules.deadlines import Step, calendar, hours_of, order_of_steps, tells
from rules.limits import new_faults
from rules.policy import SCHOOLS, Policy
from storage.settings import Board, SentForm

SECTORS = ("", SCHOOLS)
"""The two kinds of calendars."""
QUIET = ("quiet_from", "quiet_until")
SENT_AT = ("remind_at", "digest_at")


async def change(ctx: Context, board: Board, name: str, value: str) -> str:
    """Old and new, and what follows from it: what the person says yes to."""
    before, after = board.policy, board.with_(name, value)
    told = [
        _arrow(ctx, ctx.texts(f"switch-{name}"), say(ctx.texts, name, board.value(name)), say(ctx.texts, name, value))
    ]
    for sector in SECTORS:
        old, new = before.self_assessment_day(sector), after.self_assessment_day(sector)
        if old != new:
            told.append(_arrow(ctx, _step(ctx, "self", sector), ctx.day(old), ctx.day(new)))
    if name in QUIET:
        told.append(_arrow(ctx, ctx.texts("settings-quiet"), say_quiet(ctx, before), say_quiet(ctx, after)))
    if name.startswith("remind_"):
        told += _days_told(ctx, after, name.removeprefix("remind_"))
    told += _too_quiet(ctx, after, name)
    return "\n".join([*told, *_askew(ctx, after)])


async def reach(ctx: Context, board: Board, name: str) -> str:
    reached = await ctx.store.reached(board, name)
    return ctx.texts("settings-reach", branches=reached.branches, members=reached.members)


def say_quiet(ctx: Context, rules: Policy) -> str:
    """From when until when nobody is written to."""
    if rules.quiet_from == rules.quiet_until:
        return ctx.texts("settings-quiet-never")
    told = {"begins": say_clock(rules.quiet_from), "ends": say_clock(rules.quiet_until)}
    return ctx.texts("settings-quiet-hours", **told)


def _arrow(ctx: Context, name: str, old: str, new: str) -> str:
    return ctx.texts("settings-arrow", name=name, old=old, new=new)


def _askew(ctx: Context, after: Policy) -> Iterable[str]:
    """What lies askew in either kind of sector, each once (PN-31)."""
    steps = [_step(ctx, step, sector) for sector in SECTORS for step in order_of_steps(after, sector)]
    return (ctx.texts("settings-askew", step=step) for step in dict.fromkeys(steps))


def _days_told(ctx: Context, after: Policy, kind: str) -> Iterator[str]:
    """Each time that the step comes, and on which days somebody is told of it then."""
    steps: dict[Step, str] = {}
    for sector in SECTORS:
        for step in calendar(after, sector):
            steps.setdefault(step, sector)
    days_off = after.days_off.among(national_days())
    for step, sector in steps.items():
        if step.kind == kind and step.offsets:
            days = ", ".join(f"{tell.on:%d/%m}" for tell in tells(step, days_off))
            schools = "yes" if sector == SCHOOLS else "no"
            yield ctx.texts("settings-days-told", day=ctx.day(step.day), days=days, schools=schools)


def _too_quiet(ctx: Context, after: Policy, name: str) -> Iterator[str]:
    """What is to be sent at an hour at which nobody is written to goes out later."""
    hours = hours_of(after, ())
    for at in SENT_AT if name in (*QUIET, *SENT_AT) else ():
        if not hours.is_open(clock := getattr(after, at)):
            told = {"name": ctx.texts(f"switch-{at}"), "at": say_clock(clock), "opens": say_clock(hours.opens)}
            yield ctx.texts("settings-too-quiet", **told)


def _step(ctx: Context, step: str, sector: str) -> str:
    of_schools = sector == SCHOOLS and step in ("self", "rating")
    return ctx.texts(f"settings-step-{step}{'-schools' if of_schools else ''}")


async def look_again(ctx: Context, board: Board, name: str, value: str) -> str:
    """Forms that only the new rule would not have let through, told to their committees (products.md row 45)."""
    found = await _concerned(ctx, board, name, value)
    for unit in sorted({form.place.unit for form, _ in found}):
        lines = [_concern(ctx, form, codes) for form, codes in found if form.place.unit == unit]
        told = {"name": ctx.texts(f"switch-{name}"), "value": say(ctx.texts, name, value)}
        people, shown = await ctx.store.committee(unit), "\n".join(lines[:LINES])
        await ctx.tell(people, "settings-again-told", **told, lines=shown, count=len(lines))
    first = "\n".join(_concern(ctx, form, codes) for form, codes in found[:LINES])
    return ctx.texts("settings-again", count=len(found), lines=first, more=max(len(found) - LINES, 0))


async def _concerned(ctx: Context, board: Board, name: str, value: str) -> Sequence[tuple[SentForm, tuple[str, ...]]]:
    cycle = await ctx.store.cycle(board.place.unit, board.place.sector)
    if cycle is None:
        return ()
    frames = {audience: await ctx.store.frame(cycle, audience) for audience in (None, *_AUDIENCES)}
    groups: Mapping[str | None, int] = {who: len(set(frame.group_of.values())) for who, frame in frames.items()}
    after = board.with_(name, value)
    forms = await ctx.store.sent_forms(board, groups)
    found = [(form, new_faults(board.policy, after, form.place.sector, form.sent)) for form in forms]
    return [(form, codes) for form, codes in found if codes]


_AUDIENCES = ("hoc_sinh", "sinh_vien", "giao_vien", "ccvc", "cong_nhan", "dan_cu", "lvt")


def _concern(ctx: Context, form: SentForm, codes: Sequence[str]) -> str:
    why = ", ".join(ctx.texts(f"settings-fault-{code}") for code in codes)
    return ctx.texts("settings-concern", code=form.code, unit=form.place.code, roll=str(form.roll or "–"), why=why)
