"""What a committee is told by the clock beside the steps it owes: each drawn at the moment it is sent."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from handlers.context import Context
from handlers.digest import digest
from handlers.month import month
from handlers.overdue import overdue
from handlers.reminder import Due, Part

Telling = Callable[[Context, Sequence[Due]], Awaitable[Part | None]]
TELLINGS: Mapping[str, Telling] = {"digest": digest, "month": month, "overdue": overdue}
"""By kind of the ledger's rows. A digest and a month are of one branch, what is overdue below stands in one part."""
