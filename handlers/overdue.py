"""Whoever answers for a sector hears which branches below are overdue: codes and numbers, no names (PN-10, PN-11)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from chat.message import Option
from handlers.context import Context
from handlers.reminder import Due, Part
from rules.escalation import OVERDUE, Progress, latest_join

SHOWN = 8  # branches of one step by their codes
WAYS: Mapping[str, str] = {"registration": "/aichua dangky", "entry": "/aichua phanmem", "rating": "/aichua hop"}


async def overdue(ctx: Context, dues: Sequence[Due]) -> Part | None:
    """All branches in one part, a line for each step, without what was done meanwhile or is not theirs any more."""
    below = {due.seat: due.here for due in dues if due.here and not ctx.committees.isdisjoint(due.here.path[1:])}
    branches = {unit: (year.cycle.id, latest_join(year.cycle.policy)) for unit, year in below.items()}
    progress = await ctx.store.progress_of(branches)
    behind = [due for due in dues if due.seat in below and progress[due.seat].is_behind(due.period)]
    steps: dict[tuple[date, str], list[Due]] = defaultdict(list)
    for due in behind:
        steps[due.day, due.period].append(due)
    if not steps:
        return None
    lines = [_line(ctx, kind, day, steps[day, kind], progress) for day, kind in sorted(steps)]
    kinds = dict.fromkeys(kind for _, kind in sorted(steps))
    ways = tuple(Option(f"{OVERDUE}-{kind}", ctx.texts(f"overdue-do-{kind}"), command=WAYS[kind]) for kind in kinds)
    unsaid = frozenset(dues) - frozenset(behind)
    return Part("\n".join(lines), ways, ctx.texts("overdue-title"), heads=True, unsaid=unsaid)


def _line(ctx: Context, kind: str, day: date, dues: Sequence[Due], progress: Mapping[int, Progress]) -> str:
    """Of many branches the first by code; where members have not registered, those first of whom most are missing."""
    if kind == "registration":
        ordered = sorted(dues, key=lambda due: (-progress[due.seat].share_missing, due.unit))
        names = [_missing(ctx, due, progress[due.seat]) for due in ordered]
    else:
        names = sorted(due.unit for due in dues)
    more = max(len(names) - SHOWN, 0)
    units = ", ".join(names[:SHOWN])
    return ctx.texts(f"overdue-{kind}", count=len(names), units=units, more=more, day=ctx.day(day))


def _missing(ctx: Context, due: Due, far: Progress) -> str:
    return ctx.texts("overdue-missing", unit=due.unit, missing=far.missing, members=far.members)
