"""How a result is said: its name, the sum it was made from, the share it needed, and where the rule stands."""

import re
from collections.abc import Mapping, Sequence

from handlers.context import Context
from reports.year_share import counted, said
from rules.classify import Thresholds, grade
from rules.rating import GRADES, Judged, Outcome, Trace, outcome_of, recomputed
from storage.year_lines import YearLine

POINTS = "points"


def judged(contents: Sequence[YearLine], levels: Mapping[str, str]) -> tuple[Judged, ...]:
    """The contents of a year as the rules weigh them; one that nothing is said of is not done (PN-24)."""
    known = {"done": "done", "partly": "partly"}
    return tuple(
        Judged(x.criterion, known.get(levels.get(x.criterion, ""), "not-done"), x.supplement, x.counts)  # type: ignore[arg-type]
        for x in contents
    )


def named(ctx: Context, outcome: str) -> str:
    """One of the six outcomes (domain.md 4.5)."""
    return ctx.texts(f"outcome-{outcome}")


def formula(ctx: Context, made: Trace) -> str:
    """ "17/19 mục hoàn thành = 89,47 %"."""
    return said(ctx.texts, counted(made))


def band(ctx: Context, made: Trace) -> tuple[str, str]:
    """The grade in whose bounds the share lies, and these bounds: "từ 70 % đến dưới 90 %"."""
    limits = made.thresholds
    reached = grade(made.done, made.of, limits)
    bounds = {"excellent": str(limits.excellent), "good": str(limits.good), "fair": str(limits.fair)}
    return reached, ctx.texts(f"band-{reached}", **bounds)


def source(ctx: Context, made: Trace) -> str:
    """Where the rule stands that decided; thresholds of the cycle's own are said to be such."""
    if made.outcome in GRADES and made.thresholds != Thresholds():
        return ctx.texts("source-own")
    named_by = re.sub(r"\W+", "-", made.source)
    return ctx.texts.get(f"source-{named_by}") or made.source


SENTENCES = ("sum", "rule", "short", "registered", "standing")


def explained(ctx: Context, made: Trace | None) -> dict[str, str]:
    """What a trace says, sentence by sentence: the sum, the rule, what fell short, what was added, the standing."""
    if made is None:
        return dict.fromkeys(SENTENCES, "")
    reached, bounds = band(ctx, made)
    values = {"since": ctx.day(made.since), "day": ctx.day(made.day)}
    graded = "why-sum" if made.of and made.outcome in GRADES else "why-sum-alone" if made.of else "why-sum-nothing"
    on_paper = made.standing == "paper"  # nothing of it is kept in the chat (PN-06)
    return {
        "sum": ""
        if on_paper
        else ctx.texts(graded, formula=formula(ctx, made), grade=named(ctx, reached), band=bounds),
        "rule": ctx.texts("why-rule", source=source(ctx, made)),
        "short": _fell_short(ctx, made),
        "registered": "" if on_paper else _registered(ctx, made),
        "standing": ctx.texts(f"standing-{made.ground or made.standing}", **values),
    }


def in_order(lines: Sequence[Judged]) -> tuple[Judged, ...]:
    """What is not done first, then what is partly done."""
    return tuple(sorted(lines, key=lambda line: ("not-done", "partly", "done").index(line.level)))


def _fell_short(ctx: Context, made: Trace) -> str:
    short = [line for line in in_order(made.lines) if line.level != "done"]
    if not short:
        return ctx.texts("why-all-done") if made.lines else ""
    said = (ctx.texts("why-short-line", code=x.criterion, level=ctx.texts(f"level-{x.level}")) for x in short)
    partly = any(line.level == "partly" for line in short) and made.mode != POINTS
    rule = ctx.texts("why-partly-half" if made.partly_counts else "why-partly-nothing") if partly else ""
    return ctx.texts("why-short", lines=", ".join(said), rule=rule)


def _registered(ctx: Context, made: Trace) -> str:
    """How many contents, and the policy for those added during the year (PN-30)."""
    added = [line for line in made.lines if line.supplement]
    if not added:
        return ctx.texts("why-registered", count=len(made.lines))
    beside = sum(not line.counts for line in added)
    policy = "counted" if not beside else "beside" if beside == len(added) else "mixed"
    values = {"count": len(made.lines), "first": len(made.lines) - len(added), "added": len(added)}
    return ctx.texts("why-registered-more", **values, policy=ctx.texts(f"why-added-{policy}", beside=beside))


def provisionally(ctx: Context, made: Trace) -> str:
    """The sum with the grade that it would give."""
    reached, bounds = band(ctx, made)
    return ctx.texts("result-live", formula=formula(ctx, made), grade=named(ctx, reached), band=bounds)


def holds(made: Trace, computed: str | None) -> bool:
    """Whether the kept reasoning gives again, line by line and by its sum, the result that was kept with it."""
    by_sum: Outcome = outcome_of(made.standing, made.done, made.of, made.thresholds)
    return recomputed(made) == by_sum == made.outcome == (computed or made.outcome)
