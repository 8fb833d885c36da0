"""A branch decides about many members at once: those whose own word, votes and rules agree, exactly as shown."""

from collections.abc import Mapping, Sequence

from chat.ask import Ask
from chat.message import Reply
from chat.question import Problem
from chat.texts import Value
from handlers.context import Context
from handlers.rating_card import Case, case_of
from handlers.results import formula, named
from handlers.walk import by
from rules import permissions
from rules.rating import GRADES
from storage.rating import Rated, Verdict


async def rate_all(ask: Ask, ctx: Context) -> str | Reply:
    """ "/xephet": everybody in open meetings about whom there is nothing to ask, without the exceptions taken out.

    Who sent no self-assessment, who is on paper, whose votes say something else, is decided about one by one.
    """
    cases = await _cases(ctx)
    if not cases:
        return ctx.say("rateall-none", ("meeting", "/hop")) if ctx.committees else ctx.say("meeting-no-office")
    kinds = {"all": list(cases), "shown": [code for code, case in cases.items() if _shows_all(case)]}
    ask.shows(**{name: len(codes) for name, codes in kinds.items()})
    codes = kinds[ask.one("which", [name for name, found in kinds.items() if found])]
    chosen = ask.many("who", codes, label=lambda code: _row(ctx, cases[code]), check=_some, ticked=codes)
    ask.shows(count=len(chosen), list="\n".join(_row(ctx, cases[code]) for code in chosen))
    if not ask.once("sure", [f"{code}/{cases[code].rated.rev}" for code in chosen], ctx.member.person, ctx.now):
        return ctx.say("rateall-kept", ("meeting", "/hop"))
    return await _decide(ctx, [cases[code] for code in chosen])


async def _decide(ctx: Context, cases: Sequence[Case]) -> Reply:
    """One batch: taken back as a whole. Whom a colleague has decided about meanwhile is left as decided."""
    verdicts = [Verdict(case.rated, case.made, case.made.outcome) for case in cases]
    read = [case.assessed for case in cases if case.assessed]
    lost = await ctx.store.decide_ratings(verdicts, read, ctx.member.person, ctx.channel)
    missed = "\n".join([await _missed(ctx, rated) for rated in lost])
    done = len(cases) - len(lost)
    undo = (("undo", "/hoantac"),) if done else ()
    return ctx.say("rateall-done", ("meeting", "/hop"), *undo, count=done, missed=missed)


async def _missed(ctx: Context, rated: Rated) -> str:
    """Who was first, and when."""
    now = await ctx.store.rating(rated.id) or rated
    return ctx.texts("rateall-missed", name=now.name, by=await by(ctx, now.decided_by, now.decided_at))


async def _cases(ctx: Context) -> Mapping[str, Case]:
    """By code; one's own result is never among them."""
    found: dict[str, Case] = {}
    for branch in await ctx.store.branches_of(ctx.member.person):
        cycle = await ctx.store.cycle(branch.id, branch.sector)
        round_ = await ctx.store.round_of(branch.id, cycle.id) if cycle else None
        if cycle is None or round_ is None or not round_.is_open:
            continue
        known = await ctx.store.known(branch.id, cycle.id)
        for rated in await ctx.store.ratings_of(round_.id):
            if not rated.is_open or not await _may_rate(ctx, rated):
                continue
            case = await case_of(ctx, rated, round_, cycle, known)
            if _agreed(case):
                found[rated.code] = case
    return found


async def _may_rate(ctx: Context, rated: Rated) -> bool:
    case = await ctx.store.rating_case(rated)
    return permissions.obstacle_to_rate(ctx.member.person, ctx.committees, case) is None


def _agreed(case: Case) -> bool:
    """Nothing is left to ask: the rules give an outcome, the member has spoken, the votes do not differ."""
    if case.made.outcome == "khong-phan-loai":
        return True
    return case.made.outcome in GRADES and case.assessed is not None and case.undisputed


def _shows_all(case: Case) -> bool:
    """Whatever is said to be done has something that shows it."""
    return all(line.evidence or case.levels.get(line.criterion) == "not-done" for line in case.contents)


def _some(codes: tuple[str, ...]) -> Problem | None:
    return None if codes else Problem("rateall-nobody")


def _row(ctx: Context, case: Case) -> str:
    rated = case.rated
    shown = sum(line.evidence for line in case.contents)
    values: dict[str, Value] = {"code": rated.code, "name": rated.name, "roll": str(rated.roll or "–"), "shown": shown}
    why = formula(ctx, case.made) if case.made.outcome in GRADES else ctx.texts(f"stands-{case.made.standing}")
    return ctx.texts("rateall-row", **values, outcome=named(ctx, case.made.outcome), why=why)
