"""/xep XL-…: a branch decides about one member: content by content, the grade, another one with a reason."""

from textwrap import shorten

from chat.ask import Ask
from chat.fold import fold
from chat.message import Reply
from chat.question import Problem
from chat.texts import Value
from handlers.context import Context
from handlers.rating_card import Case, because, card, case_of
from handlers.results import POINTS, named
from handlers.walk import by
from handlers.words import grade_in, level_in, spelled
from rules import permissions
from rules.codes import number_of
from rules.rating import GRADES, LEVELS, MOST_POINTS, too_many_points
from storage.rating import Rated

ACTS = ("accept", "other", "lines", "points", "progress", "remark", "page")
DECIDING = ("accept", "other", "lines", "points", "progress")
OF_PROGRESS = {"done": "done", "partly": "partly", "open": "not-done"}


async def rate(ask: Ask, ctx: Context) -> str | Reply:
    """ "/xep XL-… [dongy | tot vì … | khac | muc 1.2 một phần … | diem 1 18 | tiendo | nhanxet …]"."""
    number = number_of("rating", ask.given)
    if number is None:
        return ctx.say("rate-no-code", ("meeting", "/hop"))
    ask.about(ask.given)
    rated = await ctx.store.rating(number)
    if rated is None:
        return ctx.say("rate-not-yours")
    if refusal := await _refused(ctx, rated):
        return refusal
    cycle, round_ = await ctx.store.cycle(rated.unit, ctx.member.sector), await ctx.store.round(rated.round)
    if cycle is None or round_ is None or cycle.id != rated.cycle:
        return ctx.say("rate-year-over", ("why", f"/visao {rated.code}"), name=rated.name)
    case = await case_of(ctx, rated, round_, cycle)
    ask.shows(code=rated.code, name=rated.name, roll=str(rated.roll or "–"), computed=named(ctx, case.made.outcome))
    words = ask.given.partition(" ")[2].strip()
    if case.assessed and case.assessed.state == "sent":
        await ctx.store.open_assessment(case.assessed, ctx.member.person, ctx.channel)
        return await card(ctx, case, note=ctx.texts("rate-read-first") if words else "")
    grade, reason = grade_in(ctx, words)
    act, rest = spelled(ctx, words, {act: f"rate-words-{act}" for act in ACTS})
    if (grade or act in DECIDING) and not rest.isdecimal() and not await _overrules(ask, ctx, rated):
        return await card(ctx, case)
    if grade:
        return await _grade(ask, ctx, case, grade, _because(reason))
    if act is None or act == "page":
        clear = act or not words or words.isdecimal()
        return await card(ctx, case, rest, note="" if clear else ctx.texts("rate-unclear", typed=words))
    return await _act(ask, ctx, case, act, rest)


async def _act(ask: Ask, ctx: Context, case: Case, act: str, rest: str) -> Reply:
    match act:
        case "accept":
            return await _accept(ask, ctx, case, rest)
        case "other":
            return await _grade(ask, ctx, case, _other(ask, ctx, case), "")
        case "lines":
            return await _lines(ask, ctx, case, rest)
        case "points" if case.cycle.policy.mode == POINTS:
            return await _points(ask, ctx, case, rest)
        case "progress":
            return await _as_told(ctx, case)
        case "remark":
            return await _remark(ask, ctx, case, rest)
    return await card(ctx, case, rest)


async def _overrules(ask: Ask, ctx: Context, rated: Rated) -> bool:
    """A colleague's decision in an open round is changed only by somebody who knows of it."""
    if rated.state != "decided" or rated.decided_by == ctx.member.person:
        return True
    outcome = named(ctx, rated.outcome or "chua-danh-gia")
    ask.shows(by=await by(ctx, rated.decided_by, rated.decided_at), outcome=outcome)
    return ask.confirm("over", risky=True)


async def _refused(ctx: Context, rated: Rated) -> Reply | None:
    """Whether the person may not decide, or nothing is open to decision. Checked when the act runs."""
    case = await ctx.store.rating_case(rated)
    obstacle = permissions.obstacle_to_rate(ctx.member.person, ctx.committees, case)
    if obstacle == "own-rating":
        others = await ctx.store.deciders(rated.unit, rated.person)
        names = [who.name for person in others if (who := await ctx.store.member(person))]
        return ctx.say("rate-own", ("meeting", "/hop"), others=", ".join(names) or ctx.texts("review-unit-above"))
    if obstacle:
        return ctx.say("rate-not-yours")
    round_ = await ctx.store.round(rated.round)
    if rated.is_open or (round_ and round_.is_open):
        return None
    when = await by(ctx, rated.decided_by, rated.decided_at)
    outcome = named(ctx, rated.outcome or "chua-danh-gia")
    return ctx.say("rate-closed", ("why", f"/visao {rated.code}"), name=rated.name, outcome=outcome, by=when)


async def _accept(ask: Ask, ctx: Context, case: Case, seen: str) -> Reply:
    """The grade that the rules give of what was said; the votes may ask for a reason. Who is apart gets none."""
    if seen.isdecimal() and int(seen) != case.rated.rev:
        return await card(ctx, case, note=ctx.texts("rate-newer"))
    if case.made.standing == "wait-remarks":
        return await card(ctx, case, note=ctx.texts("rate-waits"))
    if case.graded:
        if case.made.outcome not in GRADES:
            return await _grade(ask, ctx, case, _other(ask, ctx, case), "")
        return await _grade(ask, ctx, case, case.made.outcome, "" if seen.isdecimal() else _because(seen))
    return await _decide(ctx, case, case.made.outcome, "")


async def _grade(ask: Ask, ctx: Context, case: Case, grade: str, reason: str) -> Reply:
    """One of the four grades; another than the computed one, or than most voted for, only with a reason."""
    if not case.graded:
        return await card(ctx, case, note=ctx.texts("rate-waits" if case.rated.waits else "rate-no-grade"))
    if case.made.standing == "paper":
        where = ask.text("kept", ready=(ctx.texts("rate-kept-here"),), said=reason)
        return await _decide(ctx, case, grade, ctx.texts("rate-kept-at", where=where))
    if grade != case.made.outcome or not case.undisputed:
        ask.shows(grade=named(ctx, grade), majority=named(ctx, case.majority) if case.majority else "–")
        by_vote = (ctx.texts("rate-by-vote", votes=case.votes.get(grade, 0), of=sum(case.votes.values())),)
        reason = ask.text("why", ready=by_vote if grade == case.majority else (), said=reason)
    else:
        reason = ""
    return await _decide(ctx, case, grade, reason)


async def _decide(ctx: Context, case: Case, outcome: str, differs: str) -> Reply:
    rated = case.rated
    who = (ctx.member.person, ctx.channel)
    if await ctx.store.decide_rating(rated, case.made, outcome, *who, differs=differs) is None:
        return await _too_late(ctx, rated)
    values = {"name": rated.name, "outcome": named(ctx, outcome), "differs": because(ctx, differs)}
    if not case.round.is_open:
        await ctx.tell(
            [rated.person], "rate-told-again", ("why", f"/visao {rated.code}"), **values, year=str(rated.year)
        )
        return ctx.say("rate-done-again", ("report", "/trinh"), ("undo", "/hoantac"), **values)
    everybody = await ctx.store.ratings_of(rated.round)
    left = [one for one in everybody if one.is_open and not one.waits]
    mine = [one for one in left if one.person != ctx.member.person]
    ways = [("next", f"/xep {mine[0].code}")] if mine else []
    return ctx.say(
        "rate-done",
        *ways,
        ("meeting", "/hop"),
        ("undo", "/hoantac"),
        **values,
        left=len(left),
        next=mine[0].name if mine else "",
    )


async def _lines(ask: Ask, ctx: Context, case: Case, said: str) -> Reply:
    """ "muc 1.2 một phần reason": what the branch says of one content, in place of the member's own word."""
    actions = {line.criterion: line.item.action for line in case.contents}
    code, _, rest = said.partition(" ")
    code = code.strip(".,:")
    if said and code not in actions:
        return await card(ctx, case, note=ctx.texts("rate-no-such-line", typed=code, codes=", ".join(actions) or "–"))
    if not actions:
        return await card(ctx, case, note=ctx.texts("rate-no-form"))
    code = code or ask.one("line", actions, label=lambda one: f"{one} {shorten(actions[one], 44, placeholder='…')}")
    ask.shows(line=code, action=actions[code])
    level, remark = level_in(ctx, rest)
    if level is None or remark:
        said, nothing = remark if level else "", ctx.texts("rate-nothing-more")
        level = level or ask.one("level", LEVELS)
        remark = ask.text("remark", ready=(nothing,), said=said)
        remark = "" if fold(remark) == fold(nothing) else remark
    return await _said(ctx, case, {code: level}, _because(remark))


async def _as_told(ctx: Context, case: Case) -> Reply:
    """Who sent no self-assessment: every content as far as it was reported during the year."""
    told = {line.criterion: OF_PROGRESS[line.progress] for line in case.contents if line.criterion not in case.levels}
    if not told:
        return await card(ctx, case, note=ctx.texts("rate-all-said"))
    return await _said(ctx, case, told, "")


async def _said(ctx: Context, case: Case, levels: dict[str, str], remark: str) -> Reply:
    if not await ctx.store.set_levels(case.rated, levels, ctx.member.person, ctx.channel, remark):
        return await _too_late(ctx, case.rated)
    return await _afresh(ctx, case, ctx.texts("rate-noted", codes=", ".join(levels)))


async def _points(ask: Ask, ctx: Context, case: Case, said: str) -> Reply:
    """ "diem 1 18": the branch's score of a group, at most 20 (scenario 13)."""
    frame = await ctx.frame(case.cycle)
    groups = {content.group_code: content.group_title for content in frame.contents.values()}
    group, _, typed = said.partition(" ")
    if said and group not in groups:
        return await card(ctx, case, note=ctx.texts("rate-no-such-group", typed=group, groups=", ".join(groups)))
    group = group or ask.one("group", groups, label=lambda one: f"{one} {groups[one]}")
    ask.shows(group=f"{group}. {groups[group]}", most=MOST_POINTS)
    if typed and (problem := _score(typed)):
        return await card(ctx, case, note=ctx.texts(problem.code, **problem.values))
    points = int(typed or ask.text("score", check=_score))
    if not await ctx.store.set_points(case.rated, group, points, ctx.member.person, ctx.channel):
        return await _too_late(ctx, case.rated)
    return await _afresh(ctx, case, ctx.texts("rate-noted-points", group=group, points=points, most=MOST_POINTS))


async def _remark(ask: Ask, ctx: Context, case: Case, said: str) -> Reply:
    """The branch's word on the member; whoever is not classified is evaluated by it all the same (TV-08)."""
    words = ask.text("word", said=said)
    if not await ctx.store.remark_rating(case.rated, words, ctx.member.person, ctx.channel):
        return await _too_late(ctx, case.rated)
    return await _afresh(ctx, case, ctx.texts("rate-noted-word"))


async def _afresh(ctx: Context, case: Case, note: str) -> Reply:
    """The card as it is now."""
    rated = await ctx.store.rating(case.rated.id) or case.rated
    return await card(ctx, await case_of(ctx, rated, case.round, case.cycle), note=note)


async def _too_late(ctx: Context, rated: Rated) -> Reply:
    """Somebody was first: who and when. Nothing of ours has been written."""
    now = await ctx.store.rating(rated.id) or rated
    if now.state != "decided":
        return ctx.say("rate-changed", ("card", f"/xep {now.code}"), name=now.name)
    when = await by(ctx, now.decided_by, now.decided_at)
    outcome = named(ctx, now.outcome or "chua-danh-gia")
    return ctx.say(
        "rate-first", ("card", f"/xep {now.code}"), ("meeting", "/hop"), name=now.name, outcome=outcome, by=when
    )


def _other(ask: Ask, ctx: Context, case: Case) -> str:
    if not case.graded:
        return GRADES[0]
    return ask.one("grade", GRADES, label=lambda grade: named(ctx, grade))


def _because(said: str) -> str:
    """The reason without the "vì" before it."""
    word, _, rest = said.partition(" ")
    return rest.strip() if fold(word) == "vi" else said


def _score(said: str) -> Problem | None:
    values: dict[str, Value] = {"typed": said, "most": MOST_POINTS}
    if not said.isdecimal() or len(said) > 9:
        return Problem("rate-no-score", values)
    return Problem("rate-score-too-big", values) if too_many_points(int(said)) else None
