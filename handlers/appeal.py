"""A member asks the next level to look at the own result again, with a reason and within the days allowed (N9)."""

from chat.ask import Ask
from chat.fold import fold
from chat.message import Reply
from handlers.context import Context
from handlers.upwards import after_code, by_whom, find_result, named, no_result, outcome_of
from rules.codes import number_of
from rules.recognition import appeal_until, obstacle_to_appeal
from storage.appeals import AppealCard, Decided, decided_last
from storage.instants import local_day, moment
from storage.results import ResultCard

WITHDRAW = "rut"


async def appeal(ask: Ask, ctx: Context) -> str | Reply:
    """ "/xemxet [XL-…] [reason]": appeal. "/xemxet XX-…": where it stands; with "rut", withdraw it."""
    if number_of("appeal", ask.given):
        return await _own_appeal(ask, ctx)
    result = await (find_result(ctx, ask.given) if ask.given else ctx.store.my_result_card(ctx.member.person))
    if result is None and not ask.given:
        return ctx.say("appeal-no-result")
    if result is None or result.person != ctx.member.person:
        return no_result(ctx, ask.given, "xemxet")
    appeals = await ctx.store.appeals_on(result)
    last = decided_last(result, appeals)
    if obstacle := await _obstacle(ctx, result, appeals, last):
        return obstacle
    unit = await ctx.store.appeal_to(result, last)
    if unit is None:
        return ctx.say("appeal-nobody", code=result.code)
    policy, above = await ctx.store.policy_of(result), await ctx.store.name_of_unit(unit)
    ask.about(f"{result.code}/{result.rev}")
    until = ctx.day(appeal_until(policy, last.day or ctx.today))
    ask.shows(code=result.code, outcome=outcome_of(ctx, result), above=above, until=until)
    reason = ask.text("reason", said=after_code(ask.given))

    sent = await ctx.store.send_appeal(result, unit, reason, policy.answer_days, ctx.channel)
    due = ctx.day(sent.due_day)
    committee = [p for p in await ctx.store.committee(unit) if p not in last.barred]
    told = {"code": sent.code, "name": result.name, "unit": result.unit_name, "reason": reason, "due": due}
    await ctx.tell(committee, "appeal-told", ("rule", f"/phuctra {sent.code}"), **told)
    return ctx.say("appeal-sent", ("withdraw", f"/xemxet {sent.code} {WITHDRAW}"), code=sent.code, above=above, due=due)


async def _obstacle(ctx: Context, result: ResultCard, appeals: tuple[AppealCard, ...], last: Decided) -> Reply | None:
    """One is open already, nothing is decided yet, or the days are over."""
    open_one = next((appeal for appeal in appeals if appeal.state == "open"), None)
    if open_one:
        return await _state(ctx, open_one)
    policy = await ctx.store.policy_of(result)
    obstacle = obstacle_to_appeal(policy, result.state, last.day, ctx.today, pending=False)
    if obstacle is None:
        return None
    until = ctx.day(appeal_until(policy, last.day or ctx.today))
    return ctx.say(f"appeal-{obstacle}", ("why", f"/visao {result.code}"), code=result.code, until=until)


async def _own_appeal(ask: Ask, ctx: Context) -> Reply:
    card = await ctx.store.appeal(number_of("appeal", ask.given) or 0)
    if card is None or card.person != ctx.member.person:
        return ctx.say("ruling-not-visible")
    if fold(after_code(ask.given)) != WITHDRAW or card.state != "open":
        return await _state(ctx, card)
    if not await ctx.store.withdraw_appeal(card, ctx.channel):
        return await _state(ctx, await ctx.store.appeal(card.id) or card)
    people = [person for person in await ctx.store.committee(card.unit) if person != card.person]
    await ctx.tell(people, "appeal-withdrawn-told", code=card.code, name=card.name)
    return ctx.say("appeal-withdrawn", code=card.code)


async def _state(ctx: Context, card: AppealCard) -> Reply:
    """Where the appeal stands, who acts next and by when; or how it was answered."""
    above = await ctx.store.name_of_unit(card.unit)
    options = (("withdraw", f"/xemxet {card.code} {WITHDRAW}"),) if card.state == "open" else ()
    return ctx.say(
        f"appeal-is-{card.state}",
        *options,
        code=card.code,
        above=above,
        at=ctx.day(local_day(moment(card.at))),
        due=ctx.day(card.due_day),
        answer=card.answer,
        outcome=named(ctx, card.after),
        by=await by_whom(ctx, "appeal", card.id),
    )
