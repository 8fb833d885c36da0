"""The level above answers an appeal: the result is kept, or changed to another grade, always with words (N9)."""

from collections.abc import Iterator, Sequence

from chat.ask import Ask
from chat.fold import fold
from chat.message import Reply
from chat.read import words
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.upwards import after_code, already, by_whom, named, outcome_of
from rules import permissions
from rules.codes import number_of
from rules.eligibility import NOT_CLASSIFIED
from rules.rating import GRADES
from rules.recognition import STANDS
from storage.appeals import AppealCard
from storage.results import ResultCard

KEEP = "keep"


async def ruling(ask: Ask, ctx: Context) -> str | Reply:
    """ "/phuctra": the open appeals, the oldest due first. "/phuctra XX-… tot reason": answer that one."""
    card = await (_given(ask, ctx) if ask.given else _chosen(ask, ctx))
    if isinstance(card, Reply):
        return card
    result = await ctx.store.result_card(card.rating)
    if result is None:
        return ctx.say("ruling-not-visible")
    if refusal := await _refused(ctx, card, result):
        return refusal
    ask.shows(**await _shown(ctx, card, result))
    choices = tuple(_choices(result))
    said, answer = _said(ctx, after_code(ask.given), choices)
    chosen = said or ask.one(f"outcome.{card.code}", choices, label=lambda code: _choice(ctx, code))
    outcome = (result.outcome or "") if chosen == KEEP else chosen
    ask.shows(chosen=_choice(ctx, chosen))
    answer = ask.text(f"answer.{card.code}", said=answer)

    came = await ctx.store.rule(card, result, outcome, answer, ctx.member.person, ctx.channel)
    if came != "done":
        return await (_too_late(ctx, card) if came == "answered" else already(ctx, result))
    await _tell(ctx, card, result, outcome, answer)
    count, _ = await ctx.store.count_appeals_before(ctx.member.person)
    state = "kept" if chosen == KEEP else "changed"
    values = {"code": card.code, "name": card.name, "outcome": named(ctx, outcome)}
    return ctx.say(f"ruling-done-{state}", ("next", "/phuctra"), ("undo", "/hoantac"), left=count, **values)


async def ruling_duty(ctx: Context) -> Duty | None:
    """Appeals wait for an answer; the overdue ones are said to be so."""
    if not ctx.committees:
        return None
    count, overdue = await ctx.store.count_appeals_before(ctx.member.person)
    if not count:
        return None
    return duty(ctx, "ruling-duty-overdue" if overdue else "ruling-duty", "/phuctra", count=count, overdue=overdue)


async def _given(ask: Ask, ctx: Context) -> AppealCard | Reply:
    number = number_of("appeal", ask.given)
    card = await ctx.store.appeal(number) if number else None
    if card is None:
        return ctx.say("ruling-not-visible" if number else "ruling-no-code")
    return card


async def _chosen(ask: Ask, ctx: Context) -> AppealCard | Reply:
    cards = {card.code: card for card in await ctx.store.appeals_before(ctx.member.person)}
    if not cards:
        return ctx.say("ruling-nothing" if ctx.committees else "ruling-no-office")
    overdue = sum(card.due_day < ctx.today for card in cards.values())
    ask.shows(count=len(cards), overdue=ctx.texts("ruling-overdue-count", count=overdue) if overdue else "")
    return cards[ask.one("appeal", cards, label=lambda code: _row(ctx, cards[code]))]


async def _refused(ctx: Context, card: AppealCard, result: ResultCard) -> Reply | None:
    """Checked when the act runs: not one's own, not by who decided, and only while it is open."""
    me = ctx.member.person
    obstacle = permissions.obstacle_to_rule(me, ctx.committees, card.unit, card.person, result.deciders)
    if obstacle and obstacle != "decided-it":
        return ctx.say("ruling-not-visible")
    if card.state != "open":
        return await _too_late(ctx, card)
    if obstacle:
        others = set(await ctx.store.committee(card.unit)) - result.deciders - {card.person}
        names = [who.name for person in sorted(others) if (who := await ctx.store.member(person))]
        return ctx.say("ruling-decided-it", others=", ".join(names) or ctx.texts("review-unit-above"))
    return None if result.state in STANDS else await already(ctx, result)


async def _too_late(ctx: Context, card: AppealCard) -> Reply:
    now = await ctx.store.appeal(card.id) or card
    by = await by_whom(ctx, "appeal", card.id)
    state = ctx.texts(f"ruling-state-{now.state}")
    return ctx.say("ruling-already", ("next", "/phuctra"), code=card.code, state=state, by=by)


async def _shown(ctx: Context, card: AppealCard, result: ResultCard) -> dict[str, str]:
    """What is appealed against, in the member's words and in the branch's."""
    return {
        "code": card.code,
        "name": card.name,
        "unit": card.branch_name,
        "reason": card.reason,
        "current": outcome_of(ctx, result),
        "computed": ctx.texts("recognise-computed", grade=named(ctx, result.computed)) if result.computed else "",
        "differs": ctx.texts("recognise-differs", reason=result.differs) if result.differs else "",
        "due": ctx.day(card.due_day),
        "late": ctx.texts("ruling-overdue") if card.due_day < ctx.today else "",
        "only_keep": ctx.texts("ruling-only-keep", rating=result.code) if result.standing in NOT_CLASSIFIED else "",
    }


def _choices(result: ResultCard) -> Iterator[str]:
    """To keep it, or another grade; who is not classified by the rules gets none by an appeal."""
    yield KEEP
    if result.standing not in NOT_CLASSIFIED:
        yield from (grade for grade in GRADES if grade != result.outcome)


def _choice(ctx: Context, code: str) -> str:
    return ctx.texts("ruling-keep") if code == KEEP else ctx.texts("ruling-change", outcome=named(ctx, code))


def _row(ctx: Context, card: AppealCard) -> str:
    late = ctx.texts("ruling-overdue") if card.due_day < ctx.today else ""
    due = ctx.day(card.due_day)
    return ctx.texts("ruling-row", code=card.code, name=card.name, unit=card.branch_name, due=due, late=late)


def _said(ctx: Context, rest: str, choices: Sequence[str]) -> tuple[str | None, str]:
    """The choice that the words after the code begin with, the longest that fits, and the answer behind it."""
    folded = fold(rest).split()
    spelled = [(code, word.split()) for code in choices for word in words(ctx.texts, f"ruling-words-{code}")]
    fitting = [(code, parts) for code, parts in spelled if folded[: len(parts)] == parts]
    if not fitting:
        return None, ""
    code, parts = max(fitting, key=lambda found: len(found[1]))
    return code, " ".join(rest.split()[len(parts) :])


async def _tell(ctx: Context, card: AppealCard, result: ResultCard, outcome: str, answer: str) -> None:
    """The member and the branch."""
    above = await ctx.store.name_of_unit(card.unit)
    state = "changed" if outcome != result.outcome else "kept"
    values = {"code": card.code, "name": card.name, "above": above, "outcome": named(ctx, outcome), "answer": answer}
    await ctx.tell([card.person], f"ruling-told-{state}", ("why", f"/visao {result.code}"), **values)
    committee = [p for p in await ctx.store.committee(card.branch) if p not in (card.person, ctx.member.person)]
    await ctx.tell(committee, f"ruling-told-branch-{state}", **values)
