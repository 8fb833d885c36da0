"""What a registration may begin from: the form that came back, the committee's draft, last year's lines (PN-29)."""

from collections.abc import Iterable, Mapping
from textwrap import shorten

from chat.ask import Ask
from handlers.context import Context
from rules.forms import Item
from storage.criteria import OpenCycle
from storage.forms import Card
from storage.frame import Frame
from storage.proposals import Left

LESSONS = 5  # shown at most; the rest is in last year's assessment


async def written_before(
    ask: Ask, ctx: Context, cycle: OpenCycle, form: Card | None, last: Card | None, frame: Frame
) -> Mapping[str, Item]:
    """The lines by criterion, as far as this year's catalogue has them; what is not the member's own is asked about."""
    if form is not None:
        return _by_code(await ctx.store.items(form), frame)
    if proposed := _by_code(await ctx.store.proposals(ctx.member.person, cycle), frame):
        ask.shows(count=len(proposed))
        if ask.one("proposed", ("yes", "no")) == "yes":
            return proposed
    return await _carried(ask, ctx, last, frame) if last else {}


async def _carried(ask: Ask, ctx: Context, last: Card, frame: Frame) -> Mapping[str, Item]:
    """Last year's lines: those that were not done, all of them if the member wants, or none."""
    left = [line for line in await ctx.store.left_over(last) if line.item.criterion in frame.contents]
    if not left:
        return {}
    open_ = [line for line in left if not line.done]
    ask.shows(last_year=str(last.year), count=len(left), open=len(open_), lessons=_lessons(ctx, open_))
    offered = (*(("yes",) if open_ else ()), *(("all",) if len(open_) < len(left) else ()), "no")
    wanted = {"yes": open_, "all": left, "no": []}[ask.one("carry", offered)]
    return {line.item.criterion: line.item for line in wanted}


def _lessons(ctx: Context, open_: list[Left]) -> str:
    """What the member wrote about open lines a year ago: a hint for how to write them now."""
    told = [
        ctx.texts("register-lesson", code=line.item.criterion, lesson=shorten(line.lesson, 120, placeholder="…"))
        for line in open_
        if line.lesson
    ]
    return "\n".join(told[:LESSONS])


def _by_code(items: Iterable[Item], frame: Frame) -> dict[str, Item]:
    return {item.criterion: item for item in items if item.criterion in frame.contents}
