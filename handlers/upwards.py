"""How results are shown on their way up: a row, the spread, what raises a question, and who was first."""

from collections.abc import Iterable, Sequence

from chat.dates import say_time
from chat.message import Reply
from handlers.context import Context
from rules.codes import number_of
from rules.figures import percent
from rules.recognition import spread
from storage.instants import moment
from storage.results import ResultCard

NAMES = 12  # of members that a text lists


async def find_result(ctx: Context, given: str) -> ResultCard | None:
    """The result whose code the given words begin with."""
    number = number_of("rating", given)
    return await ctx.store.result_card(number) if number else None


def no_result(ctx: Context, given: str, command: str) -> Reply:
    """No result stands behind these words, or none that is this person's business: a stranger learns nothing."""
    if number_of("rating", given):
        return ctx.say("upwards-not-visible")
    return ctx.say("upwards-no-code", command=command)


def after_code(given: str) -> str:
    """What was typed after the code, as it was typed."""
    return given.partition(" ")[2].strip()


def outcome_of(ctx: Context, result: ResultCard) -> str:
    return named(ctx, result.outcome)


def named(ctx: Context, outcome: str | None) -> str:
    """One of the six outcomes, or that there is none yet."""
    return ctx.texts(f"outcome-{outcome}") if outcome else ctx.texts("upwards-undecided")


def row(ctx: Context, result: ResultCard) -> str:
    """ "XL-7F3K9 Nguyen Van An, so 7 · the grade", and that it raises a question."""
    return ctx.texts(
        "upwards-row",
        code=result.code,
        name=result.name,
        roll=str(result.roll or "–"),
        outcome=outcome_of(ctx, result),
        mark=ctx.texts("upwards-asks") if result.asks else "",
    )


def spread_of(ctx: Context, results: Iterable[ResultCard]) -> str:
    """The grades with their share of the classified, a line each; then who has none, by reason (domain.md 3.2)."""
    found = spread((result.outcome, result.standing) for result in results)
    grades = [
        ctx.texts("upwards-grade", grade=named(ctx, grade), count=count, percent=percent(count, found.classified))
        for grade, count in found.grades.items()
    ]
    others = [
        ctx.texts("upwards-other", why=ctx.texts(f"upwards-why-{why}"), count=count)
        for why, count in found.others.items()
    ]
    total = ctx.texts("upwards-total", total=found.total, classified=found.classified)
    return "\n".join([total, *grades, *others])


def versions(results: Iterable[ResultCard]) -> Sequence[str]:
    """What a yes to these results is given to."""
    return [f"{result.code}/{result.rev}" for result in results]


def names_of(ctx: Context, results: Sequence[ResultCard]) -> str:
    """The members by name and number, as many as fit on a screen: two of a branch may have the same name."""
    named_ = (ctx.texts("upwards-name", name=one.name, roll=str(one.roll or "–")) for one in results[:NAMES])
    names = ", ".join(named_)
    more = len(results) - NAMES
    return ctx.texts("upwards-names-more", names=names, count=more) if more > 0 else names


async def by_whom(ctx: Context, kind: str, subject: int) -> str:
    """Who acted last on a row and when: "Tran Van Cuong, 08:03, Monday …"."""
    deed = await ctx.store.last_deed(kind, subject)
    if deed is None:
        return ctx.texts("forms-somebody")
    return ctx.texts(
        "forms-decided-by",
        name=deed.actor_name or ctx.texts("forms-somebody"),
        at=say_time(moment(deed.at), ctx.texts),
    )


async def already(ctx: Context, result: ResultCard) -> Reply:
    """Somebody acted first: what the result is now, who did it and when."""
    now = await ctx.store.result_card(result.id) or result
    state = ctx.texts(f"upwards-state-{now.state}")
    return ctx.say(
        "upwards-already", code=now.code, name=now.name, state=state, by=await by_whom(ctx, "rating", now.id)
    )
