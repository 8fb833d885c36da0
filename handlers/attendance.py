"""Who came: each branch notes it of its own members, and it counts for their linked contents (PN-20, TV-13)."""

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Option, Reply
from handlers.activities import said_merged, sits_here
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.scores import scores
from rules.codes import number_of
from storage.activities import Activity
from storage.attendances import Counted, Expected
from storage.criteria import OpenCycle
from storage.forms import Card
from storage.instants import moment


async def attendance(ask: Ask, ctx: Context) -> str | Reply:
    """ "/diemdanh": what is to be noted. "… HD-…": tick who came, or correct it. "… CH-…": a quiz's best scores."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    if not sits_here(ctx):
        return ctx.say("attendance-no-office", ("all", "/hoatdong"))
    word = ask.given.partition(" ")[0]
    if quiz := number_of("quiz", word):
        return await scores(ctx, quiz, ask.given)
    if not (number := number_of("activity", word)):
        return await _list(ctx, cycle, ask.given)
    found = await ctx.store.activity(number)
    if found is None or ctx.member.unit not in dict(found.units):
        return ctx.say("activities-not-visible", ("all", "/hoatdong"))
    if found.state == "cancelled":
        return ctx.say("activities-already-cancelled", ("all", "/hoatdong"), title=found.title, code=found.code)
    if found.day > ctx.today:
        return ctx.say("attendance-too-early", ("all", "/hoatdong"), title=found.title, day=ctx.day(found.day))

    expected = await ctx.store.expected(found, ctx.member.unit)
    by_roll = {str(who.roll): who for who in expected}
    last = max((who.at for who in expected if who.at), default="")
    ask.about(f"{found.code}/{last}")
    noted = _said_last(ctx, expected, last)
    ask.shows(title=found.title, day=ctx.day(found.day), merged=said_merged(ctx, found), noted=noted)
    came = ask.many(
        "came",
        by_roll,
        label=lambda roll: f"{roll} {by_roll[roll].name}",
        ticked=[roll for roll, who in by_roll.items() if who.came],
    )
    here = {by_roll[roll].person for roll in came}
    counted = await ctx.store.attend(found, ctx.member, here, ctx.channel, _evidence(ctx, found))
    if counted is None:
        return ctx.say("activities-already-cancelled", ("all", "/hoatdong"), title=found.title, code=found.code)
    return await _noted(ctx, found, len(came), len(expected), counted)


async def count_attended(ctx: Context, form: Card) -> None:
    """Contents that are confirmed only now have what the member attended before as their evidence (PN-17, PN-30)."""
    for number in await ctx.store.attended(form.person, form.year):
        if activity := await ctx.store.activity(number):
            await ctx.store.count_attended(activity, form, ctx.member.person, _evidence(ctx, activity))


def _evidence(ctx: Context, activity: Activity) -> str:
    return ctx.texts("attendance-evidence", title=activity.title, day=ctx.day(activity.day))


async def _noted(ctx: Context, found: Activity, came: int, all_: int, counted: tuple[Counted, ...]) -> Reply:
    changed = [one for one in counted if one.criteria]
    for one in changed:
        id_ = f"attendance-told-{found.level}" if one.came else "attendance-told-not"
        told = {"title": found.title, "day": ctx.day(found.day), "codes": ", ".join(one.criteria)}
        await ctx.tell([one.person], id_, ("plan", "/kehoach"), **told)
    return ctx.say(
        "attendance-done",
        ("correct", f"/diemdanh {found.code}"),
        ("next", "/diemdanh"),
        title=found.title,
        came=came,
        all=all_,
        changed=len(changed),
    )


async def _list(ctx: Context, cycle: OpenCycle, given: str) -> Reply:
    """First what nobody was noted of; then what was, to be corrected; then the quizzes, for their scores."""
    waiting = await ctx.store.unnoted(ctx.member.unit, cycle.year)
    past = [a for a in await ctx.store.activities(ctx.member.unit, cycle.year) if a.day <= ctx.today]
    rows = [("attendance-row", code, title) for code, title in waiting.items()]
    rows += [("attendance-row-noted", a.code, a.title) for a in reversed(past) if a.code not in waiting]
    rows += [("attendance-row-quiz", q.code, q.title) for q in await ctx.store.quizzes(ctx.member.unit)]
    if not rows:
        return ctx.say("attendance-none", ("add", "/themhoatdong"))
    pages = pages_of(rows)
    page = page_of(given, pages)
    shown = rows[(page - 1) * LINES : page * LINES]
    reply = ctx.say("attendance", ("add", "/themhoatdong"), count=len(waiting))
    each = (
        Option(code, ctx.texts(id_, code=code, title=title), command=f"/diemdanh {code}") for id_, code, title in shown
    )
    return Reply(reply.text, reply.title, (*each, *turners(ctx, "/diemdanh", page, pages), *reply.options), edits=True)


def _said_last(ctx: Context, expected: tuple[Expected, ...], last: str) -> str:
    """Who noted it last, so that two of a committee do not write over each other unseen."""
    by = next((who.by for who in expected if who.at == last), None)
    return ctx.texts("attendance-noted", name=by or "", at=say_time(moment(last), ctx.texts)) if last else ""
