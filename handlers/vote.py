"""/bieuquyet: the members of a collective propose a grade for each other, in their own chats (PN-23)."""

from chat.ask import Ask
from chat.message import Reply
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.results import named
from handlers.walk import Place, walk
from handlers.words import grade_in
from rules import permissions
from rules.codes import number_of
from rules.rating import GRADES
from storage.rating import Rated
from storage.votes import Candidate


async def vote(ask: Ask, ctx: Context) -> str | Reply:
    """ "/bieuquyet [XL-… [grade]]": without a code whoever can be voted about, one after the other."""
    ask.about(ask.given)
    number = number_of("rating", ask.given)
    if number is None:
        waiting = {one.code: one for one in await ctx.store.to_vote_on(ctx.member.unit, ctx.member.person)}
        if not waiting:
            return ctx.say("vote-none")
        ask.shows(count=len(waiting), left=sum(one.vote is None for one in waiting.values()))
        ordered = sorted(waiting, key=lambda code: waiting[code].vote is not None)
        chosen = waiting[ask.one("whom", ordered, label=lambda code: _row(ctx, waiting[code]))]
        number = chosen.rating
    rated = await ctx.store.rating(number)
    obstacle = rated and permissions.obstacle_to_vote(ctx.member.person, ctx.member.unit, rated.person, rated.unit)
    if rated is None or obstacle:
        return ctx.say("vote-own" if obstacle == "own-rating" else "vote-not-yours", ("others", "/bieuquyet"))
    round_ = await ctx.store.round(rated.round)
    if round_ is None or not round_.collective:
        return ctx.say("vote-not-collective")
    if rated.state != "open" or not round_.is_open:
        return ctx.say("vote-too-late", ("others", "/bieuquyet"), name=rated.name, state=_outcome(ctx, rated))
    ask.shows(name=rated.name, roll=str(rated.roll or "–"), year=str(rated.year))
    grade, _ = grade_in(ctx, ask.given.partition(" ")[2])
    grade = grade or ask.one("grade", GRADES, label=lambda code: named(ctx, code))
    if not await ctx.store.vote(rated, ctx.member.person, grade):
        return ctx.say("vote-too-late", ("others", "/bieuquyet"), name=rated.name, state=_outcome(ctx, rated))
    left = [one for one in await ctx.store.to_vote_on(ctx.member.unit, ctx.member.person) if one.vote is None]
    options = [("next", "/bieuquyet")] if left else []
    options.append(("change", f"/bieuquyet {rated.code}"))
    return ctx.say("vote-done", *options, name=rated.name, grade=named(ctx, grade), left=len(left))


async def ballot(ctx: Context, place: Place, given: str = "") -> Reply:
    """The members are asked in their own chats: about one of them, or about all who are not decided about."""
    if not place.round.collective or not place.round.is_open:
        return ctx.say("vote-not-collective", ("meeting", place.command))
    number = number_of("rating", given)
    voters = await ctx.store.voters(place.branch.id)
    others = [person for person in voters if person != ctx.member.person]
    told = {"unit": place.branch.name, "year": str(place.cycle.year)}
    if number is None:
        await ctx.tell(
            others, "vote-asked-all", ("begin", "/bieuquyet"), key=f"ballot:{place.round.id}:{ctx.today}", **told
        )
        return await walk(ctx, place, note=ctx.texts("vote-called", count=len(others)))
    rated = await ctx.store.rating(number)
    if rated is None or rated.round != place.round.id or rated.state != "open":
        return await walk(ctx, place)
    grades = [(grade, f"/bieuquyet {rated.code} {''.join(grade.split('-'))}") for grade in GRADES]
    asked = [person for person in others if person != rated.person]
    key = f"ballot:{rated.id}:{ctx.today}"
    await ctx.tell(asked, "vote-asked", *grades, key=key, name=rated.name, roll=str(rated.roll or "–"), **told)
    return ctx.say(
        "vote-called-one",
        ("card", f"/xep {rated.code}"),
        ("mine", f"/bieuquyet {rated.code}"),
        count=len(asked),
        name=rated.name,
    )


async def vote_duty(ctx: Context) -> Duty | None:
    """The branch wants this member's votes."""
    left = [one for one in await ctx.store.to_vote_on(ctx.member.unit, ctx.member.person) if one.vote is None]
    return duty(ctx, "vote-duty", "/bieuquyet", left=len(left)) if left else None


def _row(ctx: Context, one: Candidate) -> str:
    mine = named(ctx, one.vote) if one.vote else ctx.texts("vote-not-yet")
    return ctx.texts("vote-row", code=one.code, name=one.name, roll=str(one.roll or "–"), mine=mine)


def _outcome(ctx: Context, rated: Rated) -> str:
    return named(ctx, rated.outcome) if rated.outcome else ""
