"""/nhanxet: the old unit's word on a member who came lately: asked, given, waived with a reason (PN-27)."""

from collections.abc import Sequence

from chat.ask import Ask
from chat.fold import fold
from chat.message import Reply
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.walk import by
from rules.codes import number_of
from rules.eligibility import standing
from storage.facts import Known
from storage.remarks import Remark


async def remark(ask: Ask, ctx: Context) -> str | Reply:
    """ "/nhanxet": what is wanted of us and what we wait for; "/nhanxet NX-… words" or "… mien reason"; "hoi" asks."""
    if fold(ask.given) == "hoi":
        return await _ask_before_the_round(ctx)
    ask.about(ask.given)
    number = number_of("remark", ask.given)
    if number is None and ask.given:
        return ctx.say("remark-no-code", ("list", "/nhanxet"))
    if number is None:
        wanted = {one.code: one for one in await ctx.store.remarks_for(ctx.member.person)}
        if not wanted:
            return ctx.say("remark-none", ("ask", "/nhanxet hoi")) if ctx.committees else ctx.say("remark-no-office")
        ask.shows(count=len(wanted))
        found: Remark | None = wanted[ask.one("which", wanted, label=lambda code: _row(ctx, wanted[code]))]
    else:
        found = await ctx.store.remark(number)
    if found is None or not {found.answering, found.unit} & ctx.committees:
        return ctx.say("remark-not-yours")
    if found.state != "asked":
        return await _answered(ctx, found)
    return await _answer(ask, ctx, found, ask.given.partition(" ")[2].strip())


async def _answer(ask: Ask, ctx: Context, wanted: Remark, said: str) -> Reply:
    """The answering unit gives its word; the branch that waits may do without it, with a reason."""
    ask.shows(**_values(wanted))
    act, _, rest = said.partition(" ")
    waives = fold(act) == "mien"
    gives = wanted.answering in ctx.committees
    if not gives and not waives and ask.one("wait", ("wait", "waive")) == "wait":
        return ctx.say("remark-waiting", ("meeting", "/hop"), **_values(wanted))
    if gives and not waives:
        becomes, words = "given", ask.text("words", said=said)
    elif wanted.unit not in ctx.committees:
        return ctx.say("remark-not-waived", ("give", f"/nhanxet {wanted.code}"), **_values(wanted))
    else:
        becomes, words = "waived", ask.text("reason", said=rest)
    if not await ctx.store.answer_remark(wanted, becomes, words, ctx.member.person, ctx.channel):
        return await _answered(ctx, await ctx.store.remark(wanted.id) or wanted)
    concerned = {*await ctx.store.committee(wanted.unit)}
    if becomes == "waived":
        concerned |= {*await ctx.store.committee(wanted.answering)}
    others = sorted(concerned - {ctx.member.person})
    await ctx.tell(others, f"remark-{becomes}-told", ("meeting", "/hop"), words=words, **_values(wanted))
    undo = (("undo", "/hoantac"),) if becomes == "waived" else ()
    return ctx.say(f"remark-{becomes}", ("list", "/nhanxet"), *undo, words=words, **_values(wanted))


async def remark_duty(ctx: Context) -> Duty | None:
    """Other branches wait for our word on members who left us."""
    if not ctx.committees:
        return None
    ours = [one for one in await ctx.store.remarks_for(ctx.member.person) if one.answering in ctx.committees]
    return duty(ctx, "remark-duty", "/nhanxet", count=len(ours)) if ours else None


async def ask_for_remarks(ctx: Context, unit: int, cycle: int, members: Sequence[Known]) -> list[Remark]:
    """A request for each that has none yet; they are told of once everything else is written."""
    asker = ctx.member.person
    asked = [
        await ctx.store.ask_remark(member.person, cycle, unit, between, asker)
        for member in members
        if member.remark is None and (between := await ctx.store.who_answers(member.facts))
    ]
    return [one for one in asked if one]


async def tell_of_requests(ctx: Context, asked: Sequence[Remark]) -> None:
    for one in asked:
        await ctx.store.note_asked(one, ctx.member.person, ctx.channel)
    for one in asked:
        answer = ("give", f"/nhanxet {one.code}")
        await ctx.tell(await ctx.store.committee(one.answering), "remark-asked", answer, **_values(one))


async def _ask_before_the_round(ctx: Context) -> Reply:
    """A transfer need not wait for the meeting: the branch asks as soon as it knows of it."""
    cycle = await ctx.cycle()
    if cycle is None or ctx.member.unit not in ctx.committees:
        return ctx.say("remark-no-office")
    day = cycle.policy.rating_day(cycle.sector)
    known = [member for member in await ctx.store.known(ctx.member.unit, cycle.id) if member.here]
    lately = [member for member in known if standing(cycle.policy, member.facts, day).code == "wait-remarks"]
    asked = await ask_for_remarks(ctx, ctx.member.unit, cycle.id, lately)
    await tell_of_requests(ctx, asked)
    return ctx.say("remark-requests", ("list", "/nhanxet"), count=len(asked), all=len(lately), day=ctx.day(day))


async def _answered(ctx: Context, one: Remark) -> Reply:
    """Somebody gave the word, or did without it, before: who and when."""
    when = await by(ctx, one.given_by, one.given_at)
    return ctx.say(f"remark-is-{one.state}", ("list", "/nhanxet"), by=when, words=one.text, **_values(one))


def _row(ctx: Context, one: Remark) -> str:
    ours = "ours" if one.answering in ctx.committees else "theirs"
    return ctx.texts(f"remark-row-{ours}", **_values(one))


def _values(one: Remark) -> dict[str, str]:
    """Both units are named: the one that was left, and the one that speaks for it (scenario 18)."""
    return {
        "code": one.code,
        "name": one.name,
        "unit": one.unit_name,
        "old": one.old_name,
        "answering": one.answering_name,
        "succeeds": "yes" if one.answering != one.old else "no",
    }
