"""The calendar, thresholds and switches of a unit's year: shown with their source, changed within the limits above."""

from chat.ask import Ask
from chat.dates import say_time
from chat.fold import fold
from chat.message import Reply
from chat.question import Problem
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.setting_effects import change, look_again, reach, say_quiet
from handlers.setting_values import DATED, read, ready, say, say_clock, takes, words_of
from handlers.units import own_unit
from rules.limits import BRANCHES, DAYS, OWN_MATTER, THAWED, obstacle_to_set
from rules.policy import SWITCHES
from storage.instants import moment
from storage.settings import Board

HISTORY = "lich su"
REMINDING = "nhac"
DECIDING = (REMINDING, *(name for name in SWITCHES if name not in OWN_MATTER))
"""What decides about people, behind the way to what does not."""


async def settings(ask: Ask, ctx: Context) -> str | Reply:
    """ "/caidat": the settings of one's own unit, one of them changed; "/caidat nhac": how and when it is reminded;
    "/caidat lich su": who has set what.
    """
    if not ctx.committees:
        return ctx.say("settings-no-office")
    board = await ctx.store.board(await own_unit(ask, ctx))
    if board is None:
        return ctx.say("settings-no-year")
    if fold(ask.given).startswith(HISTORY):
        return await _history(ctx, board, ask.given)
    ask.about(f"{board.place.unit}/{board.cycle}")
    ask.shows(year=str(board.year), unit=f"{board.place.code} {board.place.name}", forms=board.forms)

    name = _chosen(ask, ctx, board)
    own, again = name in OWN_MATTER, ("again", _list_of(name))
    proposes, counted = board.place.kind in BRANCHES and not own, bool(board.forms) and not own
    if not proposes and (stuck := _stuck(board, name)):
        return await _explained(ctx, board, name, stuck)
    ask.shows(name=ctx.texts(f"switch-{name}"), now=say(ctx.texts, name, board.value(name)))
    ask.shows(allowed=takes(ctx.texts, name, board.value(name)), source=_source(ctx, board, name, founded=not own))
    value = _value(ask, ctx, board, name, proposes=proposes)
    reason = ask.text("reason") if proposes or counted else ""
    if proposes:
        return await _propose(ask, ctx, board, name, value, reason)
    why = ctx.texts("settings-why", reason=reason) if reason else ""
    ask.shows(change=await change(ctx, board, name, value), reach=await reach(ctx, board, name), why=why)
    if not ask.confirm("sure"):
        return ctx.say("settings-kept", again)

    if not await ctx.store.set(board, name, value, ctx.member.person, ctx.channel, reason):
        return ctx.say("settings-too-late", again)
    told = await look_again(ctx, board, name, value) if counted else ""
    done = {"name": ctx.texts(f"switch-{name}"), "value": say(ctx.texts, name, value), "again": told}
    return ctx.say("settings-done", again, ("history", "/caidat lich su"), **done)


def _chosen(ask: Ask, ctx: Context, board: Board) -> str:
    """The setting: out of those that decide about people, or of those about reminding."""

    def row(name: str) -> str:
        """A setting as it counts, and where that comes from."""
        if name == REMINDING:
            return ctx.texts("settings-reminders")
        value = say(ctx.texts, name, board.value(name))
        told = {"name": ctx.texts(f"switch-{name}"), "value": value, "source": _source(ctx, board, name)}
        return ctx.texts("settings-row", **told)

    if not fold(ask.given).startswith(REMINDING) and (name := ask.one("switch", DECIDING, label=row)) != REMINDING:
        return name
    rules = board.policy
    ask.shows(at=say_clock(rules.remind_at), digest=say_clock(rules.digest_at), quiet=say_quiet(ctx, rules))
    return ask.one("reminding", OWN_MATTER, label=row)


def _list_of(name: str) -> str:
    """The command that shows the setting's list."""
    return f"/caidat {REMINDING}" if name in OWN_MATTER else "/caidat"


def _source(ctx: Context, board: Board, name: str, *, founded: bool = False) -> str:
    """Who has set it, and where it is `founded`: what it goes back to."""
    setter = next((place for place in board.path if place.unit == board.sources.get(name)), None)
    source = ctx.texts("settings-set-by", unit=setter.code) if setter else ctx.texts("settings-default")
    return ctx.texts("settings-founded", source=source, basis=SWITCHES[name].source) if founded else source


def _stuck(board: Board, name: str) -> str | None:
    """Why no value at all may be set here."""
    if name in OWN_MATTER:
        return None
    bound = board.bounds.get(name)
    if board.forms and name not in THAWED:
        return "frozen"
    return "fixed-above" if bound and bound.unit is not None and name not in DAYS else None


async def _explained(ctx: Context, board: Board, name: str, code: str) -> Reply:
    told = {"name": ctx.texts(f"switch-{name}"), "value": say(ctx.texts, name, board.value(name))}
    source = _source(ctx, board, name, founded=True)
    return ctx.say(f"settings-{code}", ("again", "/caidat"), **told, source=source, count=board.forms)


def _value(ask: Ask, ctx: Context, board: Board, name: str, *, proposes: bool) -> str:
    """One of the words that a setting takes, or what is typed and checked against the limits."""
    words = words_of(name)
    if len(words) > 1 and name not in DATED:
        others = [word for word in words if word != board.value(name)]
        return ask.one(f"value.{name}", others, label=lambda word: say(ctx.texts, name, word))

    def value_of(typed: str) -> str:
        return read(ctx.texts, board, name, typed, ctx.today)

    def check(typed: str) -> Problem | None:
        code = _obstacle(board, name, value_of(typed), proposes=proposes)
        bound = board.bounds.get(name)
        above = say(ctx.texts, name, bound.value) if bound else ""
        allowed = takes(ctx.texts, name, board.value(name))
        return Problem(f"settings-problem-{code}", {"allowed": allowed, "above": above}) if code else None

    return value_of(ask.text(f"value.{name}", check=check, ready=ready(ctx.texts, name, board.value(name))))


def _obstacle(board: Board, name: str, value: str, *, proposes: bool) -> str | None:
    above = None if proposes else board.bounds.get(name)
    frozen = bool(board.forms) and not proposes
    return obstacle_to_set(board.year, board.settings, name, value, above, frozen=frozen)


async def _propose(ask: Ask, ctx: Context, board: Board, name: str, value: str, reason: str) -> Reply:
    """A branch proposes, the level above decides (domain.md 4.3): a message, and nothing is changed."""
    above = board.path[1] if len(board.path) > 1 else None
    people = await ctx.store.committee(above.unit) if above else ()
    if above is None or not people:
        return ctx.say("settings-nobody-above")
    ask.shows(change=await change(ctx, board, name, value), above=above.name, reason=reason)
    if not ask.confirm("propose"):
        return ctx.say("settings-kept", ("again", "/caidat"))
    told = {"name": ctx.texts(f"switch-{name}"), "value": say(ctx.texts, name, value), "unit": board.place.name}
    await ctx.tell(people, "settings-proposed-told", ("set", "/caidat"), **told, reason=reason, by=ctx.member.name)
    return ctx.say("settings-proposed", above=above.name)


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
        told = {"name": ctx.texts(f"switch-{name}"), "value": say(ctx.texts, name, value)}
        lines.append(ctx.texts("settings-made", at=at, by=by, reason=deed.reason or "–", **told))
    reply = ctx.say(
        "settings-history",
        ("again", "/caidat"),
        lines="\n".join(lines) or ctx.texts("settings-never"),
        year=str(board.year),
    )
    options = (*turners(ctx, "/caidat lich su", page, pages), *reply.options)
    return Reply(reply.text, reply.title, options, edits=True)
