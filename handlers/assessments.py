"""A self-assessment that was sent: read by its author and the committee, taken back, given back with a reason."""

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Reply
from handlers.assess import came_back
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.results import judged, provisionally
from rules import permissions
from rules.codes import number_of
from rules.eligibility import Standing
from rules.rating import MOST_POINTS, trace
from storage.assessing import KIND, Assessed, AssessmentCard
from storage.forms import Card
from storage.instants import moment


def is_assessment(given: str) -> bool:
    """Whether the words begin with the code of a self-assessment."""
    return number_of(KIND, given) is not None


async def show_assessment(ask: Ask, ctx: Context) -> Reply:
    """ "/xem TD-…": for its author at any time; for the committee once it is sent, and then it counts as opened."""
    card = await _find(ctx, ask.given)
    if card is None or not await _may_see(ctx, card):
        return ctx.say("review-not-visible")
    own = card.person == ctx.member.person
    if not own:
        await ctx.store.open_assessment(card, ctx.member.person, ctx.channel)
    lines = await ctx.store.assessment_lines(card)
    pages = pages_of(lines)
    page = page_of(ask.given if " " in ask.given else "", pages)
    reply = ctx.say(
        "assessment-own" if own else "assessment",
        *(_own_ways(card) if own else [("return", f"/tra {card.code}"), ("meeting", "/hop")]),
        code=card.code,
        name=card.name,
        roll=str(card.roll or "–"),
        at=say_time(moment(card.sent_at), ctx.texts),
        state=ctx.texts(f"assessed-{card.state}"),
        back=await came_back(ctx, card),
        live=await _live(ctx, card, lines),
        lines="\n".join(_line(ctx, line) for line in lines[(page - 1) * LINES : page * LINES]),
        points="\n".join(await _points(ctx, card)) if page == pages else "",
    )
    return Reply(reply.text, reply.title, (*turners(ctx, f"/xem {card.code}", page, pages), *reply.options), edits=True)


async def recall_assessment(ask: Ask, ctx: Context) -> Reply:
    """ "/rutlai TD-…": its author takes it back to change it, until somebody of the committee has opened it."""
    card = await _find(ctx, ask.given)
    if card is None or card.person != ctx.member.person:
        return ctx.say("review-not-visible")
    if card.state == "recalled" or await ctx.store.recall_assessment(card, ctx.channel):
        return ctx.say("assessment-recalled", ("mend", "/danhgia"), code=card.code)
    return ctx.say("assessment-not-recalled", ("open", f"/xem {card.code}"), code=card.code)


async def give_assessment_back(ask: Ask, ctx: Context) -> Reply:
    """ "/tra TD-… reason": the committee wants it mended; the reason is passed on as it was typed."""
    card = await _find(ctx, ask.given)
    if card is None or card.person == ctx.member.person or not await _may_see(ctx, card):
        return ctx.say("review-not-visible")
    if card.state not in ("sent", "opened") or await ctx.store.is_rated(card.person, card.cycle):
        return _too_late(ctx, card)
    ask.about(f"{card.code}/{card.version}")
    ask.shows(code=card.code, name=card.name)
    ready = ctx.texts("assessment-reasons").split(" | ")
    reason = ask.text("because", ready=ready, said=ask.given.partition(" ")[2])
    if not await ctx.store.return_assessment(card, ctx.member.person, ctx.channel, reason):
        return _too_late(ctx, await ctx.store.assessment(card.id) or card)
    await ctx.tell([card.person], "assessment-returned-told", ("mend", "/danhgia"), code=card.code, reason=reason)
    ways = (("meeting", "/hop"), ("undo", "/hoantac"))
    return ctx.say("assessment-returned", *ways, code=card.code, name=card.name)


async def assessment_facts(ctx: Context, form: Card) -> list[str]:
    """What is kept of the own assessment, a line each (PN-22)."""
    card = await ctx.store.my_assessment(form)
    if card is None:
        return []
    values = {"year": str(card.year), "code": card.code, "state": ctx.texts(f"assessed-{card.state}")}
    facts = [ctx.texts("data-assessment", **values, versions=card.version)]
    facts += [ctx.texts("data-assessed", line=_line(ctx, line)) for line in await ctx.store.assessment_lines(card)]
    return [*facts, *(ctx.texts("data-assessed", line=scored) for scored in await _points(ctx, card))]


def _own_ways(card: AssessmentCard) -> list[tuple[str, str]]:
    """What its author can do with it now."""
    if card.state == "sent":
        return [("recall", f"/rutlai {card.code}")]
    return [("mend", "/danhgia")] if card.state in ("recalled", "returned") else []


def _too_late(ctx: Context, card: AssessmentCard) -> Reply:
    """Taken back, returned by somebody else, or rated already: nothing is left to give back."""
    state = ctx.texts(f"assessed-{card.state}")
    return ctx.say("assessment-too-late", ("meeting", "/hop"), code=card.code, state=state)


async def _find(ctx: Context, given: str) -> AssessmentCard | None:
    number = number_of(KIND, given)
    return await ctx.store.assessment(number) if number else None


async def _may_see(ctx: Context, card: AssessmentCard) -> bool:
    """Before it is sent only its author reads it; then the committee that rates the member, too."""
    if card.person == ctx.member.person:
        return True
    case = await ctx.store.assessment_case(card)
    obstacle = permissions.obstacle_to_see(ctx.member.person, ctx.committees, case)
    return card.state in ("sent", "opened") and obstacle is None


async def _live(ctx: Context, card: AssessmentCard, lines: tuple[Assessed, ...]) -> str:
    """The sum by the cycle's rules; nothing once the cycle is closed, when only the result counts."""
    cycle, form = await ctx.cycle(), await ctx.store.form(card.form)
    if cycle is None or cycle.id != card.cycle or form is None:
        return ""
    contents = await ctx.store.year_lines(form)
    weighed = judged(contents, {line.criterion: line.level for line in lines})
    points = await ctx.store.assessment_points(card)
    return provisionally(ctx, trace(cycle.policy, Standing("eligible", ctx.today), ctx.today, weighed, points))


async def _points(ctx: Context, card: AssessmentCard) -> list[str]:
    points = await ctx.store.assessment_points(card)
    return [ctx.texts("assess-scored", group=group, points=score, most=MOST_POINTS) for group, score in points.items()]


def _line(ctx: Context, line: Assessed) -> str:
    level = ctx.texts(f"level-{line.level}")
    return ctx.texts("assessment-line", code=line.criterion, level=level, what=line.what)
