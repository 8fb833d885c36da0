"""A member says at the end of the year of each registered content how far it came and what was done (PN-22)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Reply
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.forms import state_of
from handlers.sheet import PARTS, Sheet
from storage.assessing import Assessed, AssessmentCard
from storage.criteria import OpenCycle
from storage.forms import Card
from storage.instants import moment
from storage.year_lines import YearLine

AHEAD = 30  # days before the day of self-assessment from which home speaks of it


async def assess(ask: Ask, ctx: Context) -> str | Reply:
    """ "/danhgia": asked line by line or pasted, sent as a whole; nobody else reads it before."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("assess-no-cycle", ("why", "/visao"))
    form = await ctx.store.my_form(ctx.member, cycle)
    if form is None or form.state != "confirmed":
        return await _not_confirmed(ctx, cycle)
    mine = await ctx.store.my_assessment(form)
    if stopped := await _stopped(ctx, cycle, form, mine):
        return stopped

    ask.about(f"{form.id}/{mine.version if mine else 0}")
    contents = await ctx.store.year_lines(form)
    ask.lines([line.criterion for line in contents], PARTS)
    ask.shows(year=str(cycle.year), deadline=ctx.day(_deadline(cycle)), late=_late(ctx, cycle))
    told = await _told_before(ask, ctx, form, mine, contents)
    scored = await ctx.store.assessment_points(mine) if mine else {}
    sheet = Sheet(ask, ctx, cycle, contents, told, scored)
    ask.shows(live=sheet.live())
    lines, points = sheet.lines(), await sheet.points()
    ask.shows(live=sheet.live(), back=await came_back(ctx, mine))
    ask.review("send", sheet.sections(lines, points))

    sent = await ctx.store.send_assessment(form, lines, points, ctx.channel, ctx.member.unit)
    if sent is None:
        return await _overtaken(ctx, cycle, form)
    await _tell_committee(ctx, cycle, sent)
    return ctx.say(
        "assess-sent",
        ("open", f"/xem {sent.code}"),
        ("recall", f"/rutlai {sent.code}"),
        at=say_time(moment(sent.sent_at), ctx.texts),
        code=sent.code,
        live=sheet.live(),
        late=_late(ctx, cycle),
        rating=ctx.day(cycle.policy.rating_day(cycle.sector)),
    )


async def assess_duty(ctx: Context) -> Duty | None:
    """Home speaks of it in the last weeks before its day, and then until it is sent."""
    cycle = await ctx.cycle()
    if cycle is None or (_deadline(cycle) - ctx.today).days > AHEAD:
        return None
    owed = await ctx.store.assessment_owed(ctx.member.person, cycle.id)
    if owed is None or await ctx.store.is_rated(ctx.member.person, cycle.id):
        return None
    values = {"year": str(cycle.year), "deadline": ctx.day(_deadline(cycle))}
    if owed == "returned":
        return duty(ctx, "home-assess-returned", "/danhgia", **values)
    return duty(ctx, "home-assess-late" if _late(ctx, cycle) else "home-assess", "/danhgia", **values)


async def came_back(ctx: Context, mine: AssessmentCard | None) -> str:
    """Why the committee wants it mended."""
    reason = await ctx.store.returned_because(mine) if mine else ""
    return ctx.texts("assess-came-back", reason=reason) if reason else ""


async def _not_confirmed(ctx: Context, cycle: OpenCycle) -> Reply:
    """Only what the committee has confirmed is assessed: where the form stands, and who acts next."""
    if ctx.member.paper is not None:
        return ctx.say("assess-paper", year=str(cycle.year))
    state = await state_of(ctx, cycle)
    return replace(state, text=f"{ctx.texts('assess-not-confirmed', year=str(cycle.year))}\n{state.text}")


async def _stopped(ctx: Context, cycle: OpenCycle, form: Card, mine: AssessmentCard | None) -> Reply | None:
    """It is in the committee's hands, or would come too late."""
    if await ctx.store.is_rated(form.person, cycle.id):
        return ctx.say("assess-rated", ("why", "/visao"), year=str(cycle.year))
    if mine is None or mine.state not in ("sent", "opened"):
        return None
    recall = (("recall", f"/rutlai {mine.code}"),) if mine.state == "sent" else ()
    at = say_time(moment(mine.sent_at), ctx.texts)
    return ctx.say(f"assess-is-{mine.state}", ("open", f"/xem {mine.code}"), *recall, code=mine.code, at=at)


async def _overtaken(ctx: Context, cycle: OpenCycle, form: Card) -> Reply:
    """Something happened between the last look and the sending."""
    now = await ctx.store.form(form.id) or form
    if now.state != "confirmed":
        return await _not_confirmed(ctx, cycle)
    stopped = await _stopped(ctx, cycle, now, await ctx.store.my_assessment(now))
    return stopped or ctx.say("assess-no-cycle", ("why", "/visao"))


async def _told_before(
    ask: Ask, ctx: Context, form: Card, mine: AssessmentCard | None, contents: Sequence[YearLine]
) -> Mapping[str, Assessed]:
    """What was said already: in the version that came back, or during the year, if the member wants to begin there."""
    if mine is not None:
        return {line.criterion: line for line in await ctx.store.assessment_lines(mine)}
    begun = [line for line in contents if line.progress != "open"]
    if not begun:
        return {}
    done = sum(line.progress == "done" for line in begun)
    ask.shows(done=done, partly=len(begun) - done, open=len(contents) - len(begun))
    if ask.one("carry", ("yes", "no")) == "no":
        return {}
    notes = {mark.criterion: mark.note for mark in reversed(await ctx.store.marks(form.id))}
    return {x.criterion: Assessed(x.criterion, x.progress, notes.get(x.criterion, "")) for x in begun}


async def _tell_committee(ctx: Context, cycle: OpenCycle, sent: AssessmentCard) -> None:
    """Once a day, however many members send theirs."""
    meeting = [("meeting", "/hop")] if ctx.today >= _deadline(cycle) else []
    count = len(await ctx.store.assessments_of(sent.unit, cycle.id))
    await ctx.tell(
        await ctx.store.deciders(sent.unit, sent.person),
        "assess-told",
        ("open", f"/xem {sent.code}"),
        *meeting,
        key=f"assessed:{cycle.id}:{sent.unit}:{ctx.today.isoformat()}",
        name=sent.name,
        roll=str(sent.roll or "–"),
        count=count,
        rating=ctx.day(cycle.policy.rating_day(cycle.sector)),
    )


def _deadline(cycle: OpenCycle) -> date:
    return cycle.policy.self_assessment_day(cycle.sector)


def _late(ctx: Context, cycle: OpenCycle) -> str:
    """After its day it is taken all the same, and said to be late."""
    return ctx.texts("assess-late", deadline=ctx.day(_deadline(cycle))) if ctx.today > _deadline(cycle) else ""
