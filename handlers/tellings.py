"""What a committee is told by the clock beside the steps it owes: each drawn at the moment it is sent."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from handlers.context import Context
from handlers.digest import digest
from handlers.month import month
from handlers.reminder import Due, Part

Telling = Callable[[Context, Sequence[Due]], Awaitable[Part | None]]


async def nothing(ctx: Context, dues: Sequence[Due]) -> Part | None:
    """Not told yet."""
    return None


TELLINGS: Mapping[str, Telling] = {"digest": digest, "month": month, "overdue": nothing}
