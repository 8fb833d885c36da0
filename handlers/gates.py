"""Before and during the official entry (PN-07, PN-08): the checklist, its two gates, step 3, and who is entered."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Reply
from chat.question import Problem
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.forms import LINES, page_of, pages_of, turners
from rules.gates import read_count
from storage.criteria import OpenCycle
from storage.gates import ENTRY, HEADS, Branch, Checklist, Listed
from storage.instants import moment

NAMED = 8  # people that a sentence names; the list behind the button has them all
OVERDUE = timedelta(days=30)  # for so long after the day home still asks for step 3

_APP, _HEADS, _ENTERED, _PEOPLE, _MEND = "app", "so", "nhap", "ai", "sua"
_DONE, _ANYWAY, _AGAIN = "xong", "vuot", "mo"
"""What may follow "/phanmem 12A1": each is a step of its own."""


async def entry(ask: Ask, ctx: Context) -> str | Reply:
    """ "/phanmem": the checklist. "/phanmem 12A1 app": one step of it."""
    branches = {branch.code: branch for branch in await ctx.store.checked_branches(ctx.member.person)}
    if not branches:
        return ctx.say("entry-no-office")
    words = ask.given.split()
    code = words.pop(0).upper() if words and words[0].upper() in branches else ""
    if not code and len(branches) > 1:
        code = ask.one("unit", branches, label=lambda code: f"{code} {branches[code].name}")
    branch = branches[code] if code else next(iter(branches.values()))
    cycle = await ctx.store.cycle(branch.unit, branch.sector)
    if cycle is None:
        return ctx.say("register-no-cycle")
    listed = await ctx.store.checklist(branch, cycle.id)
    ask.shows(unit=branch.name, year=str(cycle.year))
    step = STEPS.get(words[0].lower() if words else "")
    note = await step(ask, ctx, listed) if step else ""
    if isinstance(note, Reply):
        return note
    return _overview(ctx, cycle, await ctx.store.checklist(branch, cycle.id), note)


def _overview(ctx: Context, cycle: OpenCycle, listed: Checklist, note: str = "") -> Reply:
    """What is green, what is red and why, and the one thing to do now."""
    ready, done = listed.readiness, listed.steps.get(ENTRY)
    red = ready.red
    ways = [("app", _APP), ("heads", _HEADS), ("entered", _ENTERED)]
    ways.append(("again", _AGAIN) if done else ("done", _DONE))
    entered = [member for member in listed.members if member.entered]
    ways += [("people", _PEOPLE), *([("mend", _MEND)] if entered or ready.app else [])]
    state = _finished(ctx, listed) if done else ctx.texts("entry-open", day=ctx.day(cycle.policy.entry))
    return ctx.say(
        "entry",
        *((name, _command(listed.branch, step)) for name, step in ways),
        note=note,
        now=ctx.texts("entry-now-done") if done else ctx.texts(f"entry-now-{red[0] if red else 'step'}"),
        app=_app_said(ctx, listed),
        heads=_heads_said(ctx, listed),
        count=len(entered),
        all=sum(member.ready for member in listed.members),
        state=state,
        unit=listed.branch.name,
        year=str(cycle.year),
    )


async def _mark_app(ask: Ask, ctx: Context, listed: Checklist) -> str:
    return await _mark(ask, ctx, listed, "app", listed.without_app)


async def _mark_entered(ask: Ask, ctx: Context, listed: Checklist) -> str:
    missing = [member for member in listed.members if member.ready and not member.entered]
    return await _mark(ask, ctx, listed, "entered", missing)


async def _mend(ask: Ask, ctx: Context, listed: Checklist) -> str:
    """What was said of somebody by mistake is taken back."""
    ask.about(f"{_MEND}/{listed.branch.unit}/{listed.cycle}")
    with_app = [member for member in listed.members if member.app is not None]
    entered = [member for member in listed.members if member.entered]
    if not with_app and not entered:
        return ctx.texts("entry-nothing-said")
    if ask.one("wrong", [*(["app"] if with_app else []), *(["entered"] if entered else [])]) == "app":
        return await _mark(ask, ctx, listed, "not-app", with_app)
    return await _mark(ask, ctx, listed, "not-entered", entered)


async def _mark(ask: Ask, ctx: Context, listed: Checklist, what: str, members: Sequence[Listed]) -> str:
    """Tick some of the members; only what is ticked is said, whatever colleagues say of others meanwhile."""
    if not members:
        return ctx.texts(f"entry-no-{what}")
    by_roll = {str(member.roll): member for member in members}
    ask.shows(what=what)
    ticked = ask.many(f"who.{what}", by_roll, label=lambda roll: _person(by_roll[roll]))
    people = [by_roll[roll].person for roll in ticked]
    changed = await ctx.store.tick(what, listed, people, ctx.member.person, ctx.channel) if people else 0
    return ctx.texts("entry-marked", count=changed)


async def _people(ask: Ask, ctx: Context, listed: Checklist) -> Reply:
    """Everybody by name: the app, the form, the entry with its day and who said so."""
    pages = pages_of(listed.members)
    page = page_of(ask.given, pages)
    shown = listed.members[(page - 1) * LINES : page * LINES]
    command = _command(listed.branch, _PEOPLE)
    lines = "\n".join(_line(ctx, member) for member in shown)
    back = (("list", f"/phanmem {listed.branch.code}"),)
    reply = ctx.say("entry-people", *back, lines=lines, unit=listed.branch.name, page=page, pages=pages)
    return replace(reply, options=(*turners(ctx, command, page, pages), *reply.options))


def _line(ctx: Context, member: Listed) -> str:
    state = "entered" if member.entered else "ready" if member.ready else "not-ready"
    day = ctx.day(date.fromisoformat(member.entered)) if member.entered else ""
    said = ctx.texts(f"entry-form-{state}", day=day, by=member.entered_by or "")
    return ctx.texts(f"entry-person-{'with' if member.app else 'without'}", person=_person(member), form=said)


async def _count(ask: Ask, ctx: Context, listed: Checklist) -> str:
    ask.about(f"{_HEADS}/{listed.branch.unit}/{listed.cycle}")
    ask.shows(heads=len(listed.members))
    number = read_count(ask.text("number", check=_whole)) or 0
    await ctx.store.count_heads(listed, number, ctx.member.person, ctx.channel)
    return ctx.texts("entry-heads-saved", number=number)


async def _finish(ask: Ask, ctx: Context, listed: Checklist) -> str | Reply:
    """Scenario 7: refused while a gate is red, with the names; only a reason gets past it."""
    if listed.steps.get(ENTRY):
        return ""  # the checklist says who was first and when
    if listed.readiness.red:
        ways = (("anyway", _ANYWAY), ("app", _APP), ("heads", _HEADS))
        why = "\n".join(_reasons(ctx, listed))
        return ctx.say("entry-refused", *((name, _command(listed.branch, step)) for name, step in ways), why=why)
    return await _finish_with(ctx, listed, "")


async def _finish_anyway(ask: Ask, ctx: Context, listed: Checklist) -> str | Reply:
    if listed.steps.get(ENTRY):
        return ""  # the checklist says who was first and when
    if not listed.readiness.red:
        return await _finish_with(ctx, listed, "")
    ask.about(f"{_ANYWAY}/{listed.branch.unit}/{listed.cycle}")
    ask.shows(why="\n".join(_reasons(ctx, listed)))
    return await _finish_with(ctx, listed, ask.text("reason"))


async def _finish_with(ctx: Context, listed: Checklist, reason: str) -> str:
    if await ctx.store.finish_entry(listed, reason, ctx.member.person, ctx.channel):
        return ctx.texts("entry-saved-anyway" if reason else "entry-saved")
    return ""


async def _reopen(ask: Ask, ctx: Context, listed: Checklist) -> str:
    opened = await ctx.store.reopen_entry(listed, ctx.member.person, ctx.channel)
    return ctx.texts("entry-reopened") if opened else ""


STEPS: Mapping[str, Callable[[Ask, Context, Checklist], Awaitable[str | Reply]]] = {
    _APP: _mark_app,
    _HEADS: _count,
    _ENTERED: _mark_entered,
    _PEOPLE: _people,
    _MEND: _mend,
    _DONE: _finish,
    _ANYWAY: _finish_anyway,
    _AGAIN: _reopen,
}


def _reasons(ctx: Context, listed: Checklist) -> list[str]:
    """One sentence for each red gate."""
    red = listed.readiness.red
    app = [_app_said(ctx, listed)] if "app" in red else []
    return app + ([_heads_said(ctx, listed)] if len(red) > len(app) else [])


def _app_said(ctx: Context, listed: Checklist) -> str:
    ready = listed.readiness
    shown = listed.without_app[:NAMED]
    names = ", ".join(ctx.texts("entry-name", name=member.name, roll=str(member.roll)) for member in shown)
    more = len(listed.without_app) - NAMED
    missing = ctx.texts("entry-missing-more", names=names, count=more) if more > 0 else names
    id_ = "entry-app-red" if "app" in ready.red else "entry-app-green"
    return ctx.texts(id_, app=ready.app, heads=ready.heads, missing=missing)


def _heads_said(ctx: Context, listed: Checklist) -> str:
    ready, counted = listed.readiness, listed.steps.get(HEADS)
    if counted is None or ready.official is None:
        return ctx.texts("entry-heads-unknown", heads=ready.heads)
    at = say_time(moment(counted.at), ctx.texts)
    id_ = "entry-heads-red" if ready.official != ready.heads else "entry-heads-green"
    return ctx.texts(id_, official=ready.official, heads=ready.heads, by=counted.by, at=at)


def _finished(ctx: Context, listed: Checklist) -> str:
    done = listed.steps[ENTRY]
    at = say_time(moment(done.at), ctx.texts)
    id_ = "entry-finished-anyway" if done.override else "entry-finished"
    return ctx.texts(id_, by=done.by, at=at, reason=done.override)


def _person(member: Listed) -> str:
    return f"{member.roll} {member.name}"


def _command(branch: Branch, step: str) -> str:
    return f"/phanmem {branch.code} {step}"


def _whole(text: str) -> Problem | None:
    return None if read_count(text) is not None else Problem("entry-no-number")


async def entry_duty(ctx: Context) -> Duty | None:
    """For home: the forms of the own branch are decided, and step 3 is not done yet (PN-07)."""
    if ctx.member.unit not in ctx.committees or (cycle := await ctx.cycle()) is None:
        return None
    if ctx.today > cycle.policy.entry + OVERDUE:
        return None
    confirmed, waiting, done = await ctx.store.to_enter(ctx.member.unit, cycle.id)
    if done or waiting or not confirmed:
        return None
    late = "entry-duty-late" if ctx.today > cycle.policy.entry else "entry-duty"
    return duty(ctx, late, "/phanmem", day=ctx.day(cycle.policy.entry), count=confirmed)
