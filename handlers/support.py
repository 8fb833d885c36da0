"""A member says what help is needed; a committee answers, and the member says whether that was enough (PN-21)."""

from collections.abc import Collection, Mapping
from textwrap import shorten

from chat.ask import Ask
from chat.dates import say_ago, say_time
from chat.fold import fold
from chat.message import Reply
from handlers.context import Context
from handlers.duties import Duty, duty
from rules import permissions
from rules.codes import number_of
from rules.forms import Item
from storage.care import Ticket
from storage.criteria import OpenCycle
from storage.instants import local_day, moment

NEW = "new"
GENERAL = "general"
ENOUGH, LACKING = "xong", "lai"


async def support(ask: Ask, ctx: Context) -> str | Reply:
    """ "/hotro": ask for help; a committee sees first who waits. "/hotro HT-…": one ticket, its end or its return."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    ask.about(f"{cycle.id}/{ask.given}")
    if number_of("ticket", ask.given) is not None:
        return await _one_ticket(ask, ctx)
    waiting = {} if ask.given else {t.code: t for t in await ctx.store.tickets_waiting(ctx.member.person)}
    if waiting:
        ask.shows(count=len(waiting))
        chosen = ask.one("ticket", (*waiting, NEW), label=lambda code: _row(ctx, waiting.get(code)))
        if chosen != NEW:
            return _card(ctx, waiting[chosen])
    return await _ask_for_help(ask, ctx, cycle)


async def answer(ask: Ask, ctx: Context) -> str | Reply:
    """ "/traloi HT-… words": the committee's answer, which goes to the member as it was typed."""
    ask.about(ask.given)
    ticket = await _find(ctx, ask.given) if ask.given else await _next(ask, ctx)
    if ticket is None:
        return _not_found(ctx, ask.given)
    match permissions.obstacle_to_decide(ctx.member.person, ctx.committees, await _case(ctx, ticket)):
        case "own-form":
            return ctx.say("answer-own", ("open", f"/hotro {ticket.code}"), code=ticket.code)
        case str():
            return ctx.say("support-not-visible")
    if ticket.state != "open":
        return _too_late(ctx, ticket)
    ask.shows(code=ticket.code, name=ticket.name, text=ticket.text, about=_about(ctx, ticket))
    words = ask.text(f"text.{ticket.code}", said=ask.given.partition(" ")[2])
    if not await ctx.store.answer_ticket(ticket, ctx.member.person, words, ctx.channel):
        return _too_late(ctx, await ctx.store.ticket(ticket.id) or ticket)
    options = (("enough", f"/hotro {ticket.code} {ENOUGH}"), ("lacking", f"/hotro {ticket.code} {LACKING}"))
    told = {"code": ticket.code, "text": ticket.text, "answer": words, "by": ctx.member.name}
    await ctx.tell([ticket.person], "answer-told", *options, **told)
    left, _ = await ctx.store.tickets_owed(ctx.member.person)
    ways = (("next", "/hotro"), ("undo", "/hoantac")) if left else (("undo", "/hoantac"),)
    return ctx.say("answer-done", *ways, code=ticket.code, name=ticket.name, left=left)


async def support_duty(ctx: Context) -> Duty | None:
    """What a committee owes an answer to; how many of them have waited for more than a week."""
    if not ctx.committees:
        return None
    count, overdue = await ctx.store.tickets_owed(ctx.member.person)
    return duty(ctx, "support-duty", "/hotro", count=count, overdue=overdue) if count else None


async def helpers(ctx: Context) -> tuple[int, ...]:
    """Who hears of a member's difficulty: the committee, or the one above, and whoever follows the member."""
    me = ctx.member
    mentors = [p.person for p in await ctx.store.pairings_of(me.person) if p.kind == "mentor" and p.other == me.person]
    return tuple(dict.fromkeys((*await ctx.store.deciders(me.unit, me.person), *mentors)))


async def tell_helpers(ctx: Context, ticket: Ticket, people: Collection[int]) -> None:
    values = {"code": ticket.code, "name": ctx.member.name, "roll": str(ctx.member.roll), "text": ticket.text}
    ways = (("answer", f"/traloi {ticket.code}"), ("open", f"/hotro {ticket.code}"))
    await ctx.tell(people, "support-told", *ways, **values, about=_about(ctx, ticket))


async def _ask_for_help(ask: Ask, ctx: Context, cycle: OpenCycle) -> Reply:
    form = await ctx.store.my_form(ctx.member, cycle)
    lines = {x.criterion: x.item for x in await ctx.store.year_lines(form)} if form else {}
    said = _said(ask.given, lines)
    if said is None:
        return ctx.say("support-no-code", ("queue", "/hotro"))
    which, words = said
    mine = await ctx.store.my_tickets(ctx.member.person)
    ask.shows(mine="\n".join(_own_row(ctx, ticket) for ticket in mine[:5]))
    if not which and lines:
        which = ask.one("line", (*lines, GENERAL), label=lambda code: _line(ctx, lines, code))
    content = None if which in ("", GENERAL) else which
    ask.shows(
        about=ctx.texts("support-about", content=_line(ctx, lines, content))
        if content
        else ctx.texts("support-in-general")
    )
    words = ask.text("text", said=words)
    people = await helpers(ctx)
    ticket = await ctx.store.open_ticket(ctx.member, cycle, form, content, words, ctx.channel)
    await tell_helpers(ctx, ticket, people)
    by = ctx.day(local_day(moment(ticket.answered_until)))
    options = (("open", f"/hotro {ticket.code}"),)
    return ctx.say("support-sent", *options, code=ticket.code, count=len(people), by=by)


async def _one_ticket(ask: Ask, ctx: Context) -> Reply:
    ticket = await _find(ctx, ask.given)
    if ticket is None or permissions.obstacle_to_see(ctx.member.person, ctx.committees, await _case(ctx, ticket)):
        return ctx.say("support-not-visible")
    if ticket.person != ctx.member.person:
        return _card(ctx, ticket)
    word, _, rest = ask.given.partition(" ")[2].strip().partition(" ")
    if fold(word) == ENOUGH:
        return await _closes(ctx, ticket)
    if fold(word) == LACKING:
        return await _wants_more(ask, ctx, ticket, rest.strip())
    return _own_card(ctx, ticket)


async def _closes(ctx: Context, ticket: Ticket) -> Reply:
    if not await ctx.store.close_ticket(ticket, ctx.channel):
        return _own_card(ctx, await ctx.store.ticket(ticket.id) or ticket)
    people = [ticket.answered_by] if ticket.answered_by else await helpers(ctx)
    await ctx.tell(people, "support-closed-told", code=ticket.code, name=ctx.member.name)
    return ctx.say("support-closed", ("again", "/hotro"), code=ticket.code)


async def _wants_more(ask: Ask, ctx: Context, ticket: Ticket, words: str) -> Reply:
    """The answer did not help: what is still missing is added, and the committee owes an answer again."""
    if ticket.state != "answered":
        return _own_card(ctx, ticket)
    ask.shows(code=ticket.code, answer=ticket.answer)
    words = ask.text("lacking", said=words)
    people = await helpers(ctx)
    if not await ctx.store.reopen_ticket(ticket, words, ctx.channel):
        return _own_card(ctx, await ctx.store.ticket(ticket.id) or ticket)
    open_again = await ctx.store.ticket(ticket.id) or ticket
    await tell_helpers(ctx, open_again, people)
    by = ctx.day(local_day(moment(open_again.answered_until)))
    return ctx.say("support-reopened", ("open", f"/hotro {ticket.code}"), code=ticket.code, by=by)


async def _find(ctx: Context, given: str) -> Ticket | None:
    number = number_of("ticket", given)
    return await ctx.store.ticket(number) if number else None


async def _next(ask: Ask, ctx: Context) -> Ticket | None:
    """Which of those that wait, where no code was given: its button may be typed as a word."""
    waiting = {ticket.code: ticket for ticket in await ctx.store.tickets_waiting(ctx.member.person)}
    if len(waiting) < 2:
        return next(iter(waiting.values()), None)
    ask.shows(count=len(waiting))
    return waiting[ask.one("ticket", waiting, label=lambda code: _row(ctx, waiting[code]))]


async def _case(ctx: Context, ticket: Ticket) -> permissions.Case:
    return await ctx.store.case_of(ticket.person, ticket.unit)


def _not_found(ctx: Context, given: str) -> Reply:
    if number_of("ticket", given) is not None:
        return ctx.say("support-not-visible")
    return ctx.say("support-no-code" if given else "answer-nothing", ("queue", "/hotro"))


def _said(given: str, lines: Mapping[str, Item]) -> tuple[str, str] | None:
    """What "/hotro 1.2 words" says: the content and the words; words alone are about nothing special.

    None where the code of a ticket was meant and has a slip.
    """
    first, _, rest = given.partition(" ")
    if first.upper().startswith("HT-"):
        return None
    if first in lines:
        return first, rest.strip()
    return (GENERAL, given.strip()) if given else ("", "")


def _too_late(ctx: Context, ticket: Ticket) -> Reply:
    """A colleague answered first: who, when and what. Or the member has closed it, or asked anew."""
    match ticket.state:
        case "open":
            return _card(ctx, ticket, note=ctx.texts("answer-changed"))
        case "answered":
            values = {"by": ticket.answered_name or "", "at": _time(ctx, ticket.answered_at), "answer": ticket.answer}
            return ctx.say("answer-already", ("next", "/hotro"), code=ticket.code, **values)
    return ctx.say("answer-closed", ("next", "/hotro"), code=ticket.code, name=ticket.name)


def _card(ctx: Context, ticket: Ticket, note: str = "") -> Reply:
    ways = (("answer", f"/traloi {ticket.code}"),) if ticket.state == "open" else ()
    values = {"name": ticket.name, "roll": str(ticket.roll or "–"), "about": _about(ctx, ticket)}
    return ctx.say("support-card", *ways, ("later", "/hotro"), note=note, **values, **_told(ctx, ticket))


def _own_card(ctx: Context, ticket: Ticket) -> Reply:
    enough, lacking = (("enough", f"/hotro {ticket.code} {ENOUGH}"), ("lacking", f"/hotro {ticket.code} {LACKING}"))
    ways = {"open": (enough,), "answered": (enough, lacking)}.get(ticket.state, ())
    return ctx.say("support-own", *ways, about=_about(ctx, ticket), **_told(ctx, ticket))


def _told(ctx: Context, ticket: Ticket) -> dict[str, str]:
    values = {"by": ticket.answered_name or "", "at": _time(ctx, ticket.answered_at), "answer": ticket.answer}
    return {
        "code": ticket.code,
        "text": ticket.text,
        "ago": say_ago(moment(ticket.at), ctx.now, ctx.texts),
        "state": ctx.texts(f"support-state-{ticket.state}"),
        "answer": ctx.texts("support-answer", **values) if ticket.answer else "",
    }


def _time(ctx: Context, at: str | None) -> str:
    return say_time(moment(at), ctx.texts) if at else ""


def _about(ctx: Context, ticket: Ticket) -> str:
    if ticket.criterion is None:
        return ctx.texts("support-in-general")
    return ctx.texts("support-about", content=f"{ticket.criterion} {short(ticket.title or '')}".strip())


def _row(ctx: Context, ticket: Ticket | None) -> str:
    if ticket is None:
        return ctx.texts("support-new")
    late = ctx.texts("support-overdue") if moment(ticket.answered_until) < ctx.now else ""
    ago = say_ago(moment(ticket.at), ctx.now, ctx.texts)
    return ctx.texts("support-row", code=ticket.code, name=ticket.name, text=short(ticket.text), ago=ago, late=late)


def _own_row(ctx: Context, ticket: Ticket) -> str:
    state = ctx.texts(f"support-state-{ticket.state}")
    return ctx.texts("support-own-row", code=ticket.code, text=short(ticket.text), state=state)


def _line(ctx: Context, lines: Mapping[str, Item], code: str) -> str:
    return ctx.texts("support-general") if code == GENERAL else f"{code} {short(lines[code].title)}"


def short(text: str) -> str:
    """The beginning of a text, for a row of a list."""
    return shorten(text, 44, placeholder="…")
