"""Messages that are drawn at the moment they are sent, so that they say what is true then."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from chat.message import Reply
from handlers.context import Context
from handlers.look import looked
from handlers.pairs import pair_ended
from handlers.papers import ready
from storage.checks import CHECKED
from storage.notices import ARRIVALS
from storage.papers import READY


@dataclass(frozen=True, slots=True)
class Occasion:
    """`key` is what makes the message the only one of its kind, `before` when the last of its kind was sent."""

    key: str
    before: str


Drawer = Callable[[Context, Occasion], Awaitable[Reply | None]]


async def _arrivals(ctx: Context, occasion: Occasion) -> Reply | None:
    """How many forms wait for this secretary, and how many came since the last message. Nothing waits: no message."""
    count, new = await ctx.store.waiting(ctx.member.person, occasion.before)
    if not count:
        return None
    return ctx.say("arrivals", ("review", "/duyet"), count=count, new=max(new, 1))


async def _pair_ended(ctx: Context, occasion: Occasion) -> Reply | None:
    return await pair_ended(ctx, occasion.before)


async def _paper(ctx: Context, occasion: Occasion) -> Reply | None:
    return await ready(ctx, occasion.key)


async def _checked(ctx: Context, occasion: Occasion) -> Reply | None:
    return await looked(ctx, occasion.key)


DRAWERS: Mapping[str, Drawer] = {ARRIVALS: _arrivals, "pair-ended": _pair_ended, READY: _paper, CHECKED: _checked}
