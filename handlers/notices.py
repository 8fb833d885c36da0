"""Messages that are drawn at the moment they are sent, so that they say what is true then."""

from collections.abc import Awaitable, Callable, Mapping

from chat.message import Reply
from handlers.context import Context
from handlers.pairs import pair_ended

Drawer = Callable[[Context, str], Awaitable[Reply | None]]


async def arrivals(ctx: Context, told_before: str) -> Reply | None:
    """How many forms wait for this secretary, and how many came since the last message. Nothing waits: no message."""
    count, new = await ctx.store.waiting(ctx.member.person, told_before)
    if not count:
        return None
    return ctx.say("arrivals", ("review", "/duyet"), count=count, new=max(new, 1))


DRAWERS: Mapping[str, Drawer] = {
    "arrivals": arrivals,
    "pair-ended": pair_ended,
}
