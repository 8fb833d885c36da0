"""/thongbao: a committee tells its branch something, and sees person by person what came of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from textwrap import shorten

from chat.ask import Ask
from chat.checking import Section
from chat.dates import say_time
from chat.fold import fold
from chat.message import Option, Reply
from chat.question import Problem
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from programmes.holidays import national_days
from rules import permissions
from rules.announcement import LEAST, MOST, NOT_REACHED, ORDER
from rules.codes import number_of
from rules.deadlines import hours_of
from rules.places import Place
from rules.policy import policy
from storage.announcements import KIND, Announcement, Audience, Delivery
from storage.instants import ZONE, moment

LIST = "/thongbao ketqua"
BRIEF = 80  # characters of a text in the list

_LISTED = re.compile(r"ket ?qua( \d+)?")
_CODE = re.compile(r"tb-\S*( \d+)?")


@dataclass(frozen=True, slots=True)
class Addressed:
    """People to whom the member's office lets something be announced, and the unit that speaks."""

    place: Place
    audience: Audience
    office: str


async def announce(ask: Ask, ctx: Context) -> str | Reply:
    """ "/thongbao [words]": written, shown once more, sent. "/thongbao TB-…", "/thongbao ketqua": what came of it."""
    if not ctx.committees:
        return ctx.say("announce-no-office")
    if _CODE.fullmatch(fold(ask.given)):
        return await _result(ctx, ask.given)
    if _LISTED.fullmatch(fold(ask.given)):
        return await _list(ctx, ask.given)
    choices = await _choices(ctx)
    if not choices:
        return ctx.say("announce-nobody", ("list", LIST))
    if words := ask.take_given():
        ask.about(words)  # a draft is of other words
    ask.shows(least=LEAST, most=MOST)
    text = ask.text("text", check=_too_short, said=words, most=MOST)
    code = ask.one("whom", choices, label=lambda code: _called(ctx, choices[code])) if len(choices) > 1 else ""
    to = choices[code] if code else next(iter(choices.values()))
    due = await _due(ctx, to.place.unit)
    said = [Section(ctx.texts("announce-said-text", text=text), (("text", ""),))]
    whom = ctx.texts("announce-said-whom", whom=_called(ctx, to))
    said += [Section(whom, (("whom", ""),))] if code else []
    ask.shows(whom="" if code else whom, when=_when(ctx, due), **_counted(to.audience))
    ask.review("send", said)

    message = _message(ctx, to, text)
    number = await ctx.store.announce(to.audience, text, message, due)
    if number is None:
        return await _said_before(ctx, to.audience, text)
    made = await ctx.store.announcement(number)
    assert made is not None  # noqa: S101 - it was just added
    ways = (("result", f"/thongbao {made.code}"), ("list", LIST))
    return ctx.say("announce-done", *ways, code=made.code, when=_sent(ctx, due, to.audience.reached), text=text)


async def _choices(ctx: Context) -> Mapping[str, Addressed]:
    """By the offices of today: the unit's own members, and those of all units right below it, where any can be told."""
    found = {}
    for office in {office.unit: office for office in reversed(ctx.offices)}.values():
        for place, below in product((await ctx.store.path(office.unit))[:1], (False, True)):
            audience = await ctx.store.audience(place.unit, ctx.member.person, below=below)
            if audience.reached:
                code = f"{'below' if below else 'own'}-{place.code}"
                found[code] = Addressed(place, audience, office.name)
    return dict(sorted(found.items(), key=lambda one: one[1].audience.below))


def _called(ctx: Context, to: Addressed) -> str:
    return ctx.texts("announce-below" if to.audience.below else "announce-own", unit=to.place.name)


def _too_short(said: str) -> Problem | None:
    return Problem("announce-too-short", {"length": len(said)}) if len(said) < LEAST else None


async def _due(ctx: Context, unit: int) -> datetime:
    """Now, or when the unit's people may be written to again."""
    cycle = await ctx.store.cycle(unit, "")
    rules = cycle.policy if cycle else policy(ctx.today.year, {})
    return hours_of(rules, national_days()).next_moment(ctx.now.astimezone(ZONE))


def _when(ctx: Context, due: datetime) -> str:
    return ctx.texts("announce-later", at=say_time(due, ctx.texts)) if due > ctx.now else ctx.texts("announce-now")


def _sent(ctx: Context, due: datetime, count: int) -> str:
    if due > ctx.now:
        return ctx.texts("announce-goes-out", count=count, at=say_time(due, ctx.texts))
    return ctx.texts("announce-going-out", count=count)


def _counted(audience: Audience) -> dict[str, int]:
    """Everybody on the list, whom the bot can write to, who has no account, whose accounts cannot be reached."""
    return {
        "members": audience.members,
        "reached": audience.reached,
        "without": audience.members - audience.accounts,
        "blocked": audience.accounts - audience.reached,
    }


def _message(ctx: Context, to: Addressed, text: str) -> Reply:
    """What each of them gets: the words as they were written, and who stands behind them."""
    by = ctx.texts("announce-by", name=ctx.member.name, office=ctx.texts(f"office-{to.office}"), unit=to.place.name)
    told = {"text": text, "by": by, "at": say_time(ctx.now, ctx.texts), "unit": to.place.name}
    return ctx.say("announce-told", ("home", "/batdau"), **told)


async def _said_before(ctx: Context, audience: Audience, text: str) -> Reply:
    """A colleague was first with the same words."""
    before = await ctx.store.said_before(audience, text)
    assert before is not None  # noqa: S101 - that is why nothing was sent
    at = say_time(moment(before.at), ctx.texts)
    ways = (("result", f"/thongbao {before.code}"), ("again", "/thongbao"))
    return ctx.say("announce-said-before", *ways, code=before.code, by=before.author, at=at)


async def _list(ctx: Context, given: str) -> Reply:
    """What the committees of this person have announced, the newest first."""
    made = await ctx.store.announcements(ctx.member.person)
    pages = pages_of(made)
    page = page_of(given, pages)
    shown = made[(page - 1) * LINES : page * LINES]
    lines = [
        ctx.texts(
            "announce-row",
            code=one.code,
            at=say_time(moment(one.at), ctx.texts),
            by=one.author,
            count=one.count,
            text=shorten(one.text, BRIEF, placeholder="…"),
        )
        for one in shown
    ]
    where = ctx.texts("common-page", page=page, pages=pages) if pages > 1 else ""
    reply = ctx.say(
        "announce-list",
        ("write", "/thongbao"),
        lines="\n".join(lines) or ctx.texts("announce-none"),
        where=where,
    )
    opens = [Option(one.code, one.code, command=f"/thongbao {one.code}") for one in shown]
    return Reply(reply.text, reply.title, (*opens, *turners(ctx, LIST, page, pages), *reply.options), edits=True)


async def _result(ctx: Context, given: str) -> Reply:
    """For whoever sees the unit (BT-03): those whom the bot could not tell first, by name where near enough."""
    number = number_of(KIND, given)
    if number is None:
        return ctx.say("announce-no-code", ("list", LIST))
    made = await ctx.store.announcement(number)
    path = [place.unit for place in await ctx.store.path(made.unit)] if made else []
    if made is None or not permissions.insight(ctx.committees, path):
        return ctx.say("announce-not-visible", ("list", LIST))
    deliveries = await ctx.store.deliveries(made)
    named = sorted((one for one in deliveries if _may_name(ctx, one, path)), key=lambda one: ORDER.index(one.outcome))
    pages = pages_of(named)
    page = page_of(f"x {given.partition(' ')[2]}", pages)
    reply = ctx.say(
        "announce-result",
        ("refresh", f"/thongbao {made.code}"),
        ("list", LIST),
        summary=_summary(ctx, deliveries),
        lines="\n".join(_line(ctx, one) for one in named[(page - 1) * LINES :][:LINES]),
        hidden=ctx.texts("announce-numbers-only") if len(named) < len(deliveries) else "",
        said=_said(ctx, made) if page == 1 else "",
        code=made.code,
        where=ctx.texts("common-page", page=page, pages=pages) if pages > 1 else "",
    )
    options = (*turners(ctx, f"/thongbao {made.code}", page, pages), *reply.options)
    return Reply(reply.text, reply.title, options, edits=True)


def _may_name(ctx: Context, one: Delivery, path: Sequence[int]) -> bool:
    """`path` is the announcing unit and all above it; the person's is that, or one right below it to this day."""
    way = path if one.unit == path[0] else [one.unit, *path] if one.unit and one.parent == path[0] else ()
    return permissions.insight(ctx.committees, way) == "names"


def _summary(ctx: Context, deliveries: Sequence[Delivery]) -> str:
    came = [one.outcome for one in deliveries]
    return ctx.texts(
        "announce-summary",
        count=len(came),
        sent=came.count("sent"),
        waiting=came.count("waiting"),
        missed=sum(one in NOT_REACHED for one in came),
        unknown=came.count("unknown"),
        forgotten=came.count("forgotten"),
    )


def _line(ctx: Context, one: Delivery) -> str:
    """ "12A1 so 8 Tran Thi Hoa: " and what came of it."""
    told = {
        "at": say_time(moment(one.sent_at or one.due_at or ""), ctx.texts) if one.sent_at or one.due_at else "",
        "channel": ctx.texts(f"channel-{one.platform}") if one.platform else "",
    }
    what = ctx.texts(f"announce-came-{one.outcome}", **told)
    return ctx.texts("announce-line", unit=one.unit_code, roll=str(one.roll or "–"), name=one.name, what=what)


def _said(ctx: Context, made: Announcement) -> str:
    at = say_time(moment(made.at), ctx.texts)
    return ctx.texts("announce-said", by=made.author, unit=made.unit_name, at=at, text=made.text)
