"""What a committee is told by the clock beside the steps it owes: each drawn at the moment it is sent."""

from collections.abc import Awaitable, Callable, Mapping

from handlers.context import Context
from handlers.reminder import Due, Part

Telling = Callable[[Context, Due], Awaitable[Part | None]]


async def nothing(ctx: Context, due: Due) -> Part | None:
    """Not told yet."""
    return None


TELLINGS: Mapping[str, Telling] = {"digest": nothing, "month": nothing, "overdue": nothing}
