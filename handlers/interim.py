"""Looking back during the year: a member says how each content stands and what is hard, the branch says a word."""

from collections.abc import Mapping, Sequence

from chat.ask import Ask
from chat.checking import Section
from chat.dates import say_time
from chat.fold import fold
from chat.message import Reply
from chat.read import bare, words
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.forms import find
from handlers.support import helpers, short, tell_helpers
from rules import interim as rules
from rules import permissions
from rules.codes import form_code
from rules.interim import Period
from storage.criteria import OpenCycle
from storage.forms import Card
from storage.instants import moment
from storage.interims import Answering, Interim

OWN, BRANCH, AGAIN = "toi", "chidoan", "lai"


async def interim(ask: Ask, ctx: Context) -> str | Reply:
    """ "/giuaky": one's own round; for a committee the branch's, too. "/giuaky DK-… words": the branch's comment."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    ask.about(f"{cycle.id}/{ask.given}")
    given = fold(ask.given)
    if given and given not in (OWN, BRANCH, AGAIN):
        return await _of_member(ask, ctx, await find(ctx, ask.given), cycle)
    if given != BRANCH and ctx.member.unit not in ctx.committees:
        return await _own(ask, ctx, cycle)
    if (given or ask.one("whose", (BRANCH, OWN))) == BRANCH:
        return await _branch(ask, ctx, cycle)
    return await _own(ask, ctx, cycle)


async def interim_duty(ctx: Context) -> Duty | None:
    """One's own round, as long as it is asked for and not sent; for a committee those that wait for its comment."""
    cycle = await ctx.cycle()
    if cycle is None:
        return None
    rhythm, me = _rhythm(cycle), ctx.member
    asked = rules.period_asked(ctx.today, rhythm)
    if asked and await ctx.store.owes_interim(me.person, asked.year, asked.code):
        return duty(ctx, "interim-duty", f"/giuaky {OWN}", period=_name(ctx, asked), until=ctx.day(asked.asked_until))
    if me.unit not in ctx.committees:
        return None
    latest = rules.period_latest(ctx.today, rhythm)
    count = await ctx.store.uncommented_interims(me.unit, latest.code, me.person)
    if not count:
        return None
    return duty(ctx, "interim-comment-duty", f"/giuaky {BRANCH}", count=count, period=_name(ctx, latest))


async def _own(ask: Ask, ctx: Context, cycle: OpenCycle) -> Reply:
    forms = {f.year: f for f in await ctx.store.my_forms(ctx.member.person) if f.state == "confirmed"}
    asked = rules.period_asked(ctx.today, _rhythm(cycle))
    next_one = rules.period_next(ctx.today, _rhythm(cycle), cycle.year)
    period = asked if asked and asked.year in forms else next_one
    form = forms.get(period.year) or forms.get(cycle.year)
    if form is None:
        return ctx.say("interim-no-form", ("plan", "/kehoach"), year=str(period.year))
    sent = {one.period: one for one in await ctx.store.interims(form.id)}
    history = await _history(ctx, form, tuple(sent.values()))
    values = {"period": _name(ctx, period), "until": ctx.day(period.asked_until), "history": history}
    if not period.asked_from <= ctx.today <= period.asked_until:
        return ctx.say("interim-not-now", **values, since=ctx.day(period.asked_from))
    mine = sent.get(period.code)
    if mine and mine.comment_at:
        return ctx.say("interim-is-commented", **values)
    if mine and fold(ask.given) != AGAIN:
        return ctx.say("interim-is-sent", ("again", f"/giuaky {AGAIN}"), **values)
    return await _send(ask, ctx, cycle, form, period, mine)


async def _send(ask: Ask, ctx: Context, cycle: OpenCycle, form: Card, period: Period, before: Interim | None) -> Reply:
    lines = {line.criterion: line for line in await ctx.store.year_lines(form)}
    was = await ctx.store.interim_lines(before.id) if before else {code: line.progress for code, line in lines.items()}
    ask.shows(period=_name(ctx, period), until=ctx.day(period.asked_until))

    def label(code: str) -> str:
        return f"{code} {short(lines[code].item.title)}"

    done = ask.many("done", lines, label=label, ticked=[c for c in lines if was.get(c) == "done"])
    rest = [code for code in lines if code not in done]
    behind = ask.many("behind", rest, label=label, ticked=[c for c in rest if was.get(c) == "behind"]) if rest else ()
    nothing = ctx.texts("interim-nothing-hard")
    ready = [before.difficulty] if before and before.difficulty else []
    hard = ask.text("hard", ready=[*ready, nothing])
    difficulty = "" if bare(hard) in {bare(nothing), *words(ctx.texts, "interim-nothing-words")} else hard
    levels = {code: "done" if code in done else "behind" if code in behind else "on-track" for code in lines}
    parts = [("done", ", ".join(done)), *([("behind", ", ".join(behind))] if rest else []), ("hard", difficulty)]
    none = ctx.texts("interim-none")
    ask.shows(summary=_summary(ctx, levels))
    ask.review(
        "send", [Section(ctx.texts(f"interim-part-{key}", said=said or none), ((key, ""),)) for key, said in parts]
    )

    people = await helpers(ctx)
    if not await ctx.store.send_interim(form, period.code, levels, difficulty, ctx.channel):
        return ctx.say("interim-too-late", ("open", f"/giuaky {OWN}"))
    if not difficulty or (before and before.difficulty == difficulty):
        return ctx.say("interim-sent", period=_name(ctx, period), ticket="")
    ticket = await ctx.store.open_ticket(ctx.member, cycle, form, None, difficulty, ctx.channel)
    await tell_helpers(ctx, ticket, people)
    asked = ctx.texts("interim-asked", code=ticket.code)
    return ctx.say("interim-sent", ("open", f"/hotro {ticket.code}"), period=_name(ctx, period), ticket=asked)


async def _branch(ask: Ask, ctx: Context, cycle: OpenCycle) -> Reply:
    """Who has sent, who has not, who waits for a word of the branch."""
    if ctx.member.unit not in ctx.committees:
        return ctx.say("interim-no-office")
    period = rules.period_latest(ctx.today, _rhythm(cycle))
    everybody = await ctx.store.interim_round(ctx.member.unit, period.year, period.code)
    forms = {form_code(answering.form): answering for answering in everybody}
    states = [_state(answering) for answering in everybody]
    if not forms:
        then = rules.period_next(ctx.today, _rhythm(cycle), cycle.year)
        told = {"period": _name(ctx, period), "then": _name(ctx, then), "since": ctx.day(then.asked_from)}
        return ctx.say("interim-nobody", **told)
    ask.shows(period=_name(ctx, period), count=len(states), sent=len(states) - states.count("silent"))
    ask.shows(waiting=states.count("sent"))
    chosen = ask.one("member", forms, label=lambda code: _row(ctx, code, forms[code]))
    return await _comment(ask, ctx, await ctx.store.form(forms[chosen].form), period, "")


async def _of_member(ask: Ask, ctx: Context, form: Card | None, cycle: OpenCycle) -> Reply:
    """ "/giuaky DK-…": the owner sees the own rounds, a committee the member's, and may say its word."""
    if form is None or permissions.obstacle_to_see(ctx.member.person, ctx.committees, await ctx.store.case(form)):
        return ctx.say("interim-not-visible")
    if form.person == ctx.member.person:
        return await _own(ask, ctx, cycle)
    period = rules.period_latest(ctx.today, _rhythm(cycle))
    return await _comment(ask, ctx, form, period, ask.given.partition(" ")[2].strip())


async def _comment(ask: Ask, ctx: Context, form: Card | None, period: Period, text: str) -> Reply:
    if form is None:
        return ctx.say("interim-not-visible")
    every = await ctx.store.interims(form.id)
    values = {"name": form.name, "period": _name(ctx, period), "history": await _history(ctx, form, every)}
    ways = (("next", f"/giuaky {BRANCH}"),)
    this = next((one for one in every if one.period == period.code), None)
    if form.person == ctx.member.person:
        return ctx.say("interim-own", ("open", f"/giuaky {OWN}"))
    if this is None:
        return ctx.say("interim-not-sent", *ways, **values)
    if this.comment_at:
        return ctx.say("interim-card", *ways, **values)
    ask.shows(**values)
    text = ask.text(f"comment.{form.code}", said=text)
    if not await ctx.store.comment_interim(form, this, text, ctx.member.person, ctx.channel):
        every = await ctx.store.interims(form.id)
        return ctx.say("interim-changed", *ways, **{**values, "history": await _history(ctx, form, every)})
    told = {"period": _name(ctx, period), "by": ctx.member.name, "comment": text}
    await ctx.tell([form.person], "interim-told", ("open", f"/giuaky {form.code}"), **told)
    left = await ctx.store.uncommented_interims(form.unit, period.code, ctx.member.person)
    return ctx.say("interim-commented", *ways, name=form.name, left=left)


async def _history(ctx: Context, form: Card, every: Sequence[Interim]) -> str:
    """All rounds of a form, the newest first: how many contents stood how, what was hard, what the branch said."""
    told = []
    for one in reversed(every):
        levels = await ctx.store.interim_lines(one.id)
        at = say_time(moment(one.sent_at), ctx.texts)
        comment = ctx.texts("interim-comment-line", by=one.comment_name or "", comment=one.comment)
        told.append(
            ctx.texts(
                "interim-line",
                period=_period_name(ctx, one.period),
                at=at,
                summary=_summary(ctx, levels),
                difficulty=ctx.texts("interim-hard-line", difficulty=one.difficulty) if one.difficulty else "",
                comment=comment if one.comment_at else "",
            )
        )
    return "\n".join(told)


def _summary(ctx: Context, levels: Mapping[str, str]) -> str:
    """How many contents are done, go as planned, are behind; those behind by their codes."""
    of = {level: [code for code, how in levels.items() if how == level] for level in rules.LEVELS}
    behind = ctx.texts("interim-behind-codes", codes=", ".join(of["behind"])) if of["behind"] else ""
    counts = {"done": len(of["done"]), "going": len(of["on-track"]), "behind": len(of["behind"])}
    return ctx.texts("interim-summary", **counts, codes=behind)


def _state(answering: Answering) -> str:
    if answering.sent_at is None:
        return "silent"
    return "commented" if answering.comment_at else "sent"


def _row(ctx: Context, code: str, answering: Answering) -> str:
    state = ctx.texts(f"interim-state-{_state(answering)}")
    return ctx.texts("interim-row", code=code, name=answering.name, roll=str(answering.roll or "–"), state=state)


def _rhythm(cycle: OpenCycle) -> str:
    return rules.rhythm_of(cycle.policy, cycle.sector)


def _name(ctx: Context, period: Period) -> str:
    return _period_name(ctx, period.code)


def _period_name(ctx: Context, code: str) -> str:
    year, _, part = code.partition("-")
    return ctx.texts(f"interim-period-{part}", year=year)
