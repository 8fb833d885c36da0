"""The calendar, thresholds and switches of a unit's year: shown with their source, changed within the limits above."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from chat.ask import Ask
from chat.dates import read_due, say_time
from chat.fold import fold
from chat.message import Reply
from chat.question import Problem
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.units import own_unit
from rules.deadlines import order_of_steps
from rules.due import Due, Window
from rules.limits import BRANCHES, DAYS, THAWED, new_faults, obstacle_to_set
from rules.policy import SCHOOLS, SWITCHES, Policy
from storage.instants import moment
from storage.settings import Board, SentForm

DATED = ("latest_due", *DAYS)
HISTORY = "lich su"


async def settings(ask: Ask, ctx: Context) -> str | Reply:
    """ "/caidat": the settings of one's own unit, one of them changed; "/caidat lich su": who has set what."""
    if not ctx.committees:
        return ctx.say("settings-no-office")
    board = await ctx.store.board(await own_unit(ask, ctx))
    if board is None:
        return ctx.say("settings-no-year")
    if fold(ask.given).startswith(HISTORY):
        return await _history(ctx, board, ask.given)
    proposes = board.place.kind in BRANCHES
    ask.about(f"{board.place.unit}/{board.cycle}")
    ask.shows(year=str(board.year), unit=f"{board.place.code} {board.place.name}", forms=board.forms)

    name = ask.one("switch", SWITCHES, label=lambda name: _row(ctx, board, name))
    if not proposes and (stuck := _stuck(board, name)):
        return await _explained(ctx, board, name, stuck)
    ask.shows(name=ctx.texts(f"switch-{name}"), now=say(ctx, name, board.value(name)))
    ask.shows(allowed=_allowed(ctx, name), source=_source(ctx, board, name), basis=SWITCHES[name].source)
    value = _value(ask, ctx, board, name, proposes=proposes)
    reason = ask.text("reason") if proposes or board.forms else ""
    if proposes:
        return await _propose(ask, ctx, board, name, value, reason)
    why = ctx.texts("settings-why", reason=reason) if reason else ""
    ask.shows(change=await _change(ctx, board, name, value), reach=await _reach(ctx, board, name), why=why)
    if not ask.confirm("sure"):
        return ctx.say("settings-kept", ("again", "/caidat"))

    if not await ctx.store.set(board, name, value, ctx.member.person, ctx.channel, reason):
        return ctx.say("settings-too-late", ("again", "/caidat"))
    again = await _look_again(ctx, board, name, value) if board.forms else ""
    done = {"name": ctx.texts(f"switch-{name}"), "value": say(ctx, name, value), "again": again}
    return ctx.say("settings-done", ("again", "/caidat"), ("history", "/caidat lich su"), **done)


def say(ctx: Context, name: str, value: str) -> str:
    """A setting's value in words."""
    if name in DATED and value != "rating":
        return ctx.day(date.fromisoformat(value))
    return value if value.isdecimal() else ctx.texts(f"settings-word-{value}")


def _row(ctx: Context, board: Board, name: str) -> str:
    """A setting as it counts, and where that comes from."""
    value = say(ctx, name, board.value(name))
    return ctx.texts("settings-row", name=ctx.texts(f"switch-{name}"), value=value, source=_source(ctx, board, name))


def _source(ctx: Context, board: Board, name: str) -> str:
    setter = next((place for place in board.path if place.unit == board.sources.get(name)), None)
    return ctx.texts("settings-set-by", unit=setter.code) if setter else ctx.texts("settings-default")


def _stuck(board: Board, name: str) -> str | None:
    """Why no value at all may be set here."""
    bound = board.bounds.get(name)
    if board.forms and name not in THAWED:
        return "frozen"
    return "fixed-above" if bound and bound.unit is not None and name not in DAYS else None


async def _explained(ctx: Context, board: Board, name: str, code: str) -> Reply:
    told = {"name": ctx.texts(f"switch-{name}"), "value": say(ctx, name, board.value(name))}
    source = {"source": _source(ctx, board, name), "basis": SWITCHES[name].source}
    return ctx.say(f"settings-{code}", ("again", "/caidat"), **told, **source, count=board.forms)


def _value(ask: Ask, ctx: Context, board: Board, name: str, *, proposes: bool) -> str:
    """One of the words that a setting takes, or a day or number that is checked against the limits."""
    words = [word for word in (SWITCHES[name].read.__doc__ or "").split(" | ") if word]
    if len(words) > 1 and name not in DATED:
        others = [word for word in words if word != board.value(name)]
        return ask.one(f"value.{name}", others, label=lambda word: say(ctx, name, word))

    def check(typed: str) -> Problem | None:
        value = _read(ctx, board, name, typed)
        code = _obstacle(board, name, value, proposes=proposes)
        bound = board.bounds.get(name)
        above = say(ctx, name, bound.value) if bound else ""
        return Problem(f"settings-problem-{code}", {"allowed": _allowed(ctx, name), "above": above}) if code else None

    ready = [ctx.texts("settings-word-rating")] if name == "latest_due" else []
    return _read(ctx, board, name, ask.text(f"value.{name}", check=check, ready=ready))


def _obstacle(board: Board, name: str, value: str, *, proposes: bool) -> str | None:
    above = None if proposes else board.bounds.get(name)
    frozen = bool(board.forms) and not proposes
    return obstacle_to_set(board.year, board.settings, name, value, above, frozen=frozen)


def _read(ctx: Context, board: Board, name: str, typed: str) -> str:
    """What was typed as the setting's own text; what is no day stays as it is and is refused."""
    if name not in DATED:
        return typed.strip().removesuffix("%").strip()
    if fold(typed) == fold(ctx.texts("settings-word-rating")):
        return "rating"
    due = read_due(typed, Window(date(board.year - 1, 1, 1), date(board.year, 12, 31), board.year))
    return due.end.isoformat() if isinstance(due, Due) and due.precision == "day" else typed


def _allowed(ctx: Context, name: str) -> str:
    """What the setting takes, in words."""
    if name in DATED:
        return ctx.texts("settings-takes-day")
    words = (SWITCHES[name].read.__doc__ or "").split(" | ")
    return words[0] if len(words) == 1 else ", ".join(say(ctx, name, word) for word in words)


async def _change(ctx: Context, board: Board, name: str, value: str) -> str:
    """Old and new, and the days that follow from it: what the person says yes to."""
    after = board.with_(name, value)
    told = [_arrow(ctx, ctx.texts(f"switch-{name}"), say(ctx, name, board.value(name)), say(ctx, name, value))]
    for sector in ("", SCHOOLS):
        old, new = board.policy.self_assessment_day(sector), after.self_assessment_day(sector)
        if old != new:
            told.append(_arrow(ctx, _step(ctx, "self", sector), ctx.day(old), ctx.day(new)))
    return "\n".join([*told, *_askew(ctx, after)])


def _askew(ctx: Context, after: Policy) -> Iterable[str]:
    """What lies askew in either kind of sector, each once (PN-31)."""
    steps = [_step(ctx, step, sector) for sector in ("", SCHOOLS) for step in order_of_steps(after, sector)]
    return (ctx.texts("settings-askew", step=step) for step in dict.fromkeys(steps))


def _step(ctx: Context, step: str, sector: str) -> str:
    of_schools = sector == SCHOOLS and step in ("self", "rating")
    return ctx.texts(f"settings-step-{step}{'-schools' if of_schools else ''}")


def _arrow(ctx: Context, name: str, old: str, new: str) -> str:
    return ctx.texts("settings-arrow", name=name, old=old, new=new)


async def _reach(ctx: Context, board: Board, name: str) -> str:
    reached = await ctx.store.reached(board, name)
    return ctx.texts("settings-reach", branches=reached.branches, members=reached.members)


async def _propose(ask: Ask, ctx: Context, board: Board, name: str, value: str, reason: str) -> Reply:
    """A branch proposes, the level above decides (domain.md 4.3): a message, and nothing is changed."""
    above = board.path[1] if len(board.path) > 1 else None
    people = await ctx.store.committee(above.unit) if above else ()
    if above is None or not people:
        return ctx.say("settings-nobody-above")
    ask.shows(change=await _change(ctx, board, name, value), above=above.name, reason=reason)
    if not ask.confirm("propose"):
        return ctx.say("settings-kept", ("again", "/caidat"))
    told = {"name": ctx.texts(f"switch-{name}"), "value": say(ctx, name, value), "unit": board.place.name}
    await ctx.tell(people, "settings-proposed-told", ("set", "/caidat"), **told, reason=reason, by=ctx.member.name)
    return ctx.say("settings-proposed", above=above.name)


async def _look_again(ctx: Context, board: Board, name: str, value: str) -> str:
    """Forms that only the new rule would not have let through, told to their committees (products.md row 45)."""
    found = await _concerned(ctx, board, name, value)
    for unit in sorted({form.place.unit for form, _ in found}):
        lines = [_concern(ctx, form, codes) for form, codes in found if form.place.unit == unit]
        told = {"name": ctx.texts(f"switch-{name}"), "value": say(ctx, name, value)}
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


async def _history(ctx: Context, board: Board, given: str) -> Reply:
    """Who has set what, here and above, the newest first."""
    deeds = await ctx.store.settings_made(board)
    pages = pages_of(deeds)
    page = page_of(given, pages)
    lines = []
    for deed in deeds[(page - 1) * LINES :][:LINES]:
        name, _, value = (deed.value or "").partition("=")
        by = deed.actor_name or ctx.texts("settings-operator")
        at = say_time(moment(deed.at), ctx.texts)
        told = {"name": ctx.texts(f"switch-{name}"), "value": say(ctx, name, value)}
        lines.append(ctx.texts("settings-made", at=at, by=by, reason=deed.reason or "–", **told))
    reply = ctx.say(
        "settings-history",
        ("again", "/caidat"),
        lines="\n".join(lines) or ctx.texts("settings-never"),
        year=str(board.year),
    )
    options = (*turners(ctx, "/caidat lich su", page, pages), *reply.options)
    return Reply(reply.text, reply.title, options, edits=True)
