"""The pace at which a platform takes messages of a bot account: evenly spaced, with a gap in each chat, and pauses."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from chat.message import Address

APART = 1.0  # seconds between two messages to one chat
GROUP_APART = 3.0  # twenty a minute
CATCHES_UP = 0.05  # seconds by which a late message may be followed sooner: timers are never early


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform allows (telegram.md 2, zalo.md A.2, B.4): messages a second, and a month where it counts them."""

    per_second: int
    per_month: int | None = None


class Pace:
    """One slot for each message. Slots keep to a grid, so that a late one does not push back all that follow."""

    def __init__(self, per_second: int, time: Callable[[], float] | None = None) -> None:
        self._gap = 1 / per_second
        self._time = time or (lambda: asyncio.get_running_loop().time())
        self._next = 0.0

    async def slot(self) -> None:
        """Wait until the next message may go."""
        while (wait := self._next - self._time()) > 0:  # noqa: ASYNC110 - a pause may have come meanwhile
            await asyncio.sleep(wait)
        self._next = max(self._next, self._time() - CATCHES_UP) + self._gap

    def pauses(self, seconds: float) -> None:
        """The platform wants nothing for so long: no slot before that."""
        self._next = max(self._next, self._time() + seconds)

    @property
    def paused(self) -> bool:
        return self._next > self._time() + max(self._gap, 1.0)


def gap_in(to: Address) -> float:
    """Seconds between two messages to one chat; Telegram's groups have a number below zero."""
    return GROUP_APART if to.user.startswith("-") else APART
