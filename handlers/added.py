"""A committee decides about contents that members add during the year (PN-30): the queue, confirming, returning."""

from textwrap import shorten

from chat.ask import Ask
from chat.dates import say_ago, say_due, say_time
from chat.fold import fold
from chat.message import Reply
from handlers.attendance import count_attended
from handlers.context import Context
from handlers.duties import Duty, duty
from rules import permissions
from rules.codes import number_of
from storage.instants import moment
from storage.supplements import Supplement


async def added(ask: Ask, ctx: Context) -> str | Reply:
    """ "/duyetbosung": the queue. "… BS-…": confirm it. "… BS-… xem": look at it. "… BS-… tra reason": return it."""
    code, _, rest = ask.given.partition(" ")
    if not code:
        return await _queue(ask, ctx)
    number = number_of("supplement", code)
    found = await ctx.store.supplement(number) if number else None
    if found is None or (refusal := await _obstacle(ctx, found)) == "not-yours":
        return ctx.say("added-not-visible" if number else "added-no-code", *_queue_if_any(ctx))
    if refusal == "own-form":
        return ctx.say("added-own", ("plan", "/kehoach"))
    if found.state != "sent":
        return await _too_late(ctx, found)
    word, _, reason = rest.partition(" ")
    if fold(word) == "xem":
        return _card(ctx, found, await _counts(ctx, found))
    if fold(word) == "tra":
        return await _give_back(ask, ctx, found, reason.strip())
    seen = rest.rpartition(" ")[2]
    if seen.isdecimal() and int(seen) != found.rev:
        return _card(ctx, found, await _counts(ctx, found), note=ctx.texts("added-newer"))
    return await _confirm(ctx, found)


async def added_duty(ctx: Context) -> Duty | None:
    """What home says to a committee for which added contents wait."""
    count = await ctx.store.supplements_waiting(ctx.member.person) if ctx.committees else 0
    return duty(ctx, "added-duty", "/duyetbosung", count=count) if count else None


async def _queue(ask: Ask, ctx: Context) -> Reply:
    waiting = {found.code: found for found in await ctx.store.supplement_queue(ctx.member.person)}
    if not waiting:
        return ctx.say("added-empty" if ctx.committees else "review-no-office")
    ask.shows(count=len(waiting))
    chosen = waiting[ask.one("supplement", waiting, label=lambda code: _row(ctx, waiting[code]))]
    return _card(ctx, chosen, await _counts(ctx, chosen))


async def _confirm(ctx: Context, found: Supplement) -> Reply:
    counts = await _counts(ctx, found)
    if not await ctx.store.confirm_supplement(found, ctx.member.person, ctx.channel, counts=counts):
        return await _too_late(ctx, found)
    if form := await ctx.store.form(found.form):
        await count_attended(ctx, form)
    how = ctx.texts("supplement-counts" if counts else "supplement-apart")
    values = {"code": found.code, "criterion": found.item.criterion}
    await ctx.tell([found.person], "added-confirmed-told", ("plan", "/kehoach"), counts=how, **values)
    left = await ctx.store.supplements_waiting(ctx.member.person)
    options = ("next", "/duyetbosung"), ("undo", "/hoantac")
    return ctx.say("added-confirmed", *options, name=found.name, counts=how, left=left, **values)


async def _give_back(ask: Ask, ctx: Context, found: Supplement, reason: str) -> Reply:
    ask.about(f"{found.code}/{found.rev}")
    ask.shows(code=found.code, name=found.name, action=found.item.action)
    reason = ask.text("reason", ready=ctx.texts("return-reasons").split(" | "), said=reason)
    if not await ctx.store.return_supplement(found, ctx.member.person, ctx.channel, reason):
        return await _too_late(ctx, found)
    values = {"code": found.code, "criterion": found.item.criterion}
    await ctx.tell([found.person], "added-returned-told", ("again", "/bosung"), reason=reason, **values)
    left = await ctx.store.supplements_waiting(ctx.member.person)
    return ctx.say(
        "added-returned", ("next", "/duyetbosung"), ("undo", "/hoantac"), name=found.name, left=left, **values
    )


async def _obstacle(ctx: Context, found: Supplement) -> str | None:
    form = await ctx.store.form(found.form)
    if form is None:
        return "not-yours"
    return permissions.obstacle_to_decide(ctx.member.person, ctx.committees, await ctx.store.case(form))


async def _counts(ctx: Context, found: Supplement) -> bool:
    """Whether it goes into the denominator: what the branch's cycle says now, fixed on confirming."""
    who = await ctx.store.member(found.person)
    cycle = await ctx.store.cycle(found.unit, who.sector if who else "")
    return cycle is None or cycle.policy.supplement_counts


async def _too_late(ctx: Context, found: Supplement) -> Reply:
    """Somebody decided first, or the member took it back: who and when, and nothing else to do."""
    now = await ctx.store.supplement(found.id) or found
    who = await ctx.store.member(now.decided_by) if now.decided_by else None
    by = ctx.texts(
        "forms-decided-by",
        name=who.name if who else ctx.texts("forms-somebody"),
        at=say_time(moment(now.decided_at or now.sent_at), ctx.texts),
    )
    return ctx.say(f"added-already-{now.state}", ("next", "/duyetbosung"), code=now.code, by=by)


def _card(ctx: Context, found: Supplement, counts: bool, note: str = "") -> Reply:
    return ctx.say(
        "added-card",
        ("confirm", f"/duyetbosung {found.code} lan {found.rev}"),
        ("return", f"/duyetbosung {found.code} tra"),
        ("later", "/duyetbosung"),
        note=note,
        code=found.code,
        name=found.name,
        roll=str(found.roll or "–"),
        ago=say_ago(moment(found.sent_at), ctx.now, ctx.texts),
        content=f"{found.item.criterion} {found.item.title}",
        action=found.item.action,
        due=say_due(found.item.due, ctx.texts),
        how=found.item.how,
        counts=ctx.texts("supplement-counts" if counts else "supplement-apart"),
    )


def _row(ctx: Context, found: Supplement) -> str:
    action = shorten(found.item.action, 40, placeholder="…")
    return ctx.texts("added-row", code=found.code, name=found.name, criterion=found.item.criterion, action=action)


def _queue_if_any(ctx: Context) -> tuple[tuple[str, str], ...]:
    return (("next", "/duyetbosung"),) if ctx.committees else ()
