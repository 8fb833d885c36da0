"""/sonhac: what the bot has told one, and what came of it; for a committee the ledger of its units, step by step."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Option, Reply
from chat.read import bare
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.lagging_view import WORDS
from handlers.steps import as_heading, say_channel, say_reason, say_step
from handlers.units import own_unit
from rules import permissions
from rules.places import Place, child_of
from storage.instants import moment
from storage.told import Counted, Heard, OwnRow

OWN = "toi"
STEPS = {"bantin": "digest", "thang": "month", "quahan": "overdue"} | WORDS
"""How a kind of step is called after the command: by the command in which it is done, where there is one."""
NOT_REACHED = ("failed", "unknown")
STILL_TO_GO = ("planned", "claimed")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the words after the command name."""

    code: str = ""
    kind: str = ""
    page: str = ""
    own: bool = False


async def told(ask: Ask, ctx: Context) -> str | Reply:
    """ "/sonhac": for a committee its unit's steps; "toi" the own rows; "[unit] dangky [page]" a step by name."""
    wanted = wanted_in(ask.given)
    if wanted is None:
        return ctx.say("told-unknown", ("own", f"/sonhac {OWN}"), typed=ask.given)
    if wanted.own or not (ctx.committees or wanted.code):
        return await _own(ctx, wanted.page)
    ask.about(ask.given)
    unit = await ctx.store.called(wanted.code) if wanted.code else await own_unit(ask, ctx)
    path = await ctx.store.path(unit) if unit else ()
    sees = permissions.insight(ctx.committees, [place.unit for place in path])
    if not sees:
        return ctx.say("told-not-yours", ("own", f"/sonhac {OWN}"))
    tree = {place.unit: place for place in await ctx.store.tree(path[0].unit)}
    counted = await ctx.store.told_among(tree.values())
    if not wanted.kind:
        return _steps(ctx, path, counted)
    of_step = [one for one in counted if one.kind == wanted.kind]
    if sees == "names" and all(one.unit == path[0].unit for one in of_step):
        return await _people(ctx, path, wanted, of_step)
    return _units(ctx, path, tree, wanted, of_step)


def wanted_in(given: str) -> Wanted | None:
    """A unit's code, a step, a page, each left out at will; None: something else was typed."""
    words = given.split()
    page = words.pop() if len(words) > 1 and words[-1].isdecimal() else ""
    code = kind = ""
    own = False
    while words:
        first, *rest = words
        one, two = bare(first), bare("".join(words[:2]))
        if one == OWN:
            own = True
        elif two in STEPS and not kind:
            kind, rest = STEPS[two], words[2:]
        elif one in STEPS and not kind:
            kind = STEPS[one]
        elif not code:
            code = first
        else:
            return None
        words = rest
    return Wanted(code, kind, page, own)


async def _own(ctx: Context, page: str) -> Reply:
    """ "Was I told?": each message with what came of it, the newest first."""
    rows = await ctx.store.told_me(ctx.member.person)
    pages = pages_of(rows)
    at = page_of(f"x {page}", pages)
    lines = "\n".join(_own_line(ctx, row) for row in rows[(at - 1) * LINES : at * LINES])
    ways = (("unit", "/sonhac"),) if ctx.committees else ()
    reply = ctx.say(
        "told-own" if rows else "told-own-nothing",
        *ways,
        ("wishes", "/nhacviec"),
        lines=lines,
        page=str(at),
        pages=pages,
    )
    options = (*turners(ctx, f"/sonhac {OWN}", at, pages), *reply.options)
    return Reply(reply.text, reply.title, options, edits=True)


def _own_line(ctx: Context, row: OwnRow) -> str:
    said = as_heading(say_step(ctx.texts, row.step, row.days))
    return ctx.texts("told-own-line", what=f"{said}, {row.unit}" if row.unit else said, came=_came(ctx, row))


def _came(ctx: Context, row: OwnRow) -> str:
    """What came of one row: when it was sent and through what, or why it was not."""
    at = say_time(moment(row.at), ctx.texts)
    if row.state != "sent":
        why = _why(ctx, row.reason) if row.reason else ""
        return ctx.texts(f"told-came-{row.state}", at=at, why=ctx.texts("told-why", why=why) if why else "")
    opened = say_time(moment(row.opened_at), ctx.texts) if row.opened_at else ""
    received = say_time(moment(row.received_at), ctx.texts) if row.received_at else ""
    return ctx.texts(
        "told-came-sent",
        at=at,
        channel=say_channel(ctx.texts, row.platform or ""),
        received=ctx.texts("told-received", at=received) if received else "",
        opened=ctx.texts("told-opened", at=opened) if opened else "",
    )


def _why(ctx: Context, reason: str) -> str:
    """A platform's own words are for the operator."""
    known = [part for part in reason.split("; ") if f"ledger-reason-{part}" in ctx.texts]
    return say_reason(ctx.texts, "; ".join(known)) if known else ctx.texts("told-refused")


def _steps(ctx: Context, path: Sequence[Place], counted: Sequence[Counted]) -> Reply:
    """Each step with what came of it; the steps that people owe before the news of the morning."""
    kinds = [kind for kind in (*WORDS.values(), *STEPS.values()) if any(one.kind == kind for one in counted)]
    shown = tuple(dict.fromkeys(kinds))
    base = f"/sonhac {path[0].code}"
    lines = [
        ctx.texts(
            "told-line",
            what=as_heading(say_step(ctx.texts, kind)),
            sum=_sum(ctx, [o for o in counted if o.kind == kind]),
        )
        for kind in shown
    ]
    reply = ctx.say(
        "told-steps", ("own", f"/sonhac {OWN}"), lines="\n".join(lines) or ctx.texts("told-nothing"), unit=_named(path)
    )
    opens = [Option(kind, as_heading(say_step(ctx.texts, kind)), command=f"{base} {_word(kind)}") for kind in shown]
    return Reply(reply.text, reply.title, (*opens, *_up(ctx, path, ""), *reply.options), edits=True)


def _sum(ctx: Context, counted: Iterable[Counted]) -> str:
    """So many messages sent, so many not and why, after how many the person began with it."""
    states, reasons, opened = Counter[str](), Counter[str](), 0
    for one in counted:
        states[one.state] += one.count
        opened += one.opened
        if one.state not in ("sent", *STILL_TO_GO):
            reasons[_why(ctx, one.reason) if one.reason else ctx.texts(f"ledger-state-{one.state}")] += one.count
    missed = sum(states[state] for state in NOT_REACHED)
    passed = states.total() - states["sent"] - missed - sum(states[state] for state in STILL_TO_GO)
    said = ", ".join(ctx.texts("forecast-count", what=why, count=many) for why, many in reasons.most_common())
    return ctx.texts(
        "told-sum",
        sent=states["sent"],
        opened=opened,
        missed=missed,
        passed=passed,
        waiting=sum(states[state] for state in STILL_TO_GO),
        reasons=ctx.texts("told-reasons", reasons=said) if said else "",
    )


async def _people(ctx: Context, path: Sequence[Place], wanted: Wanted, counted: Sequence[Counted]) -> Reply:
    """Of a branch, whoever stands near enough sees each by name."""
    heard = await ctx.store.told_in(path[0].unit, wanted.kind)
    pages = pages_of(heard)
    at = page_of(f"x {wanted.page}", pages)
    lines = [_person(ctx, one) for one in heard[(at - 1) * LINES : at * LINES]]
    return _of_step(ctx, path, wanted, counted, lines, (), at, pages)


def _person(ctx: Context, one: Heard) -> str:
    """How often, and what came of the last one."""
    sent = [row for row in one.rows if row.state == "sent"]
    last = sent[-1] if sent else one.rows[-1]
    roll = "–" if one.roll is None else str(one.roll)
    return ctx.texts("told-person", roll=roll, name=one.name, times=len(sent), came=_came(ctx, last))


def _units(
    ctx: Context, path: Sequence[Place], tree: Mapping[int, Place], wanted: Wanted, counted: Sequence[Counted]
) -> Reply:
    """The units right below, each added up; numbers only where there are none."""
    of: dict[int, list[Counted]] = {}
    for one in counted:
        of.setdefault(child_of(one.unit, path[0].unit, tree), []).append(one)
    below = sorted((unit for unit in of if unit != path[0].unit), key=lambda unit: tree[unit].code)
    pages = pages_of(below)
    at = page_of(f"x {wanted.page}", pages)
    shown = [tree[unit] for unit in below[(at - 1) * LINES : at * LINES]]
    lines = [ctx.texts("told-line", what=f"{one.code} {one.name}", sum=_sum(ctx, of[one.unit])) for one in shown]
    opens = [
        Option(f"unit-{one.code}", f"{one.code} {one.name}", command=f"/sonhac {one.code} {_word(wanted.kind)}")
        for one in shown
    ]
    return _of_step(ctx, path, wanted, counted, lines or [ctx.texts("forecast-numbers-only")], opens, at, pages)


def _of_step(
    ctx: Context,
    path: Sequence[Place],
    wanted: Wanted,
    counted: Sequence[Counted],
    lines: Sequence[str],
    opens: Sequence[Option],
    page: int,
    pages: int,
) -> Reply:
    days = sorted({one.days for one in counted}, reverse=True)
    by_day = [
        ctx.texts(
            "told-line",
            what=as_heading(say_step(ctx.texts, wanted.kind, day)),
            sum=_sum(ctx, [one for one in counted if one.days == day]),
        )
        for day in days
    ]
    base = f"/sonhac {path[0].code}"
    reply = ctx.say(
        "told-step",
        ("steps", base),
        days="\n".join(by_day) if page == 1 else "",
        lines="\n".join(lines),
        step=say_step(ctx.texts, wanted.kind),
        unit=_named(path),
        page=str(page),
        pages=pages,
    )
    turn = turners(ctx, f"{base} {_word(wanted.kind)}", page, pages)
    return Reply(
        reply.text, reply.title, (*opens, *turn, *_up(ctx, path, _word(wanted.kind)), *reply.options), edits=True
    )


def _up(ctx: Context, path: Sequence[Place], word: str) -> tuple[Option, ...]:
    """The same one level up, as far as that is the reader's."""
    above = path[1:]
    if not permissions.insight(ctx.committees, [place.unit for place in above]):
        return ()
    command = f"/sonhac {above[0].code} {word}".strip()
    return (Option("above", ctx.texts("units-above", unit=above[0].name), command=command),)


def _named(path: Sequence[Place]) -> str:
    return f"{path[0].code} {path[0].name}"


def _word(kind: str) -> str:
    return next(word for word, named in STEPS.items() if named == kind)
