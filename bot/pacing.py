"""The pace at which a platform takes messages of a bot account: evenly spaced, with a gap in each chat, and pauses."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import chain, repeat

from chat.message import Address
from programmes.platforms import limits, limits_of

CATCHES_UP = 0.05  # seconds by which a message may be late and the next still keeps to the grid: timers are never early
GRAIN = 0.02  # seconds: at a fast pace the slots of so long come together, for waking costs more than sending
SHORT = 1.0  # seconds of a pause that are simply waited for
PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)  # seconds between tries while a platform cannot be reached


def steady(per_second: int, most: int) -> int:
    """The pace at which no second has more than `most`, even with what is caught up in it."""
    return min(per_second, int(most / (1 + CATCHES_UP)))


def pauses() -> Iterator[float]:
    """Growing pauses between tries, the last one for ever."""
    return chain(PAUSES, repeat(PAUSES[-1]))


def pause_after(tries: int) -> float:
    """The pause after so many tries, at least one, that failed."""
    return PAUSES[min(tries, len(PAUSES)) - 1]


class Pace:
    """One slot for each message of an account.

    Slots keep to a grid, so that a late one does not push back all that follow; after idle time it begins anew.
    """

    def __init__(
        self,
        per_second: int,
        time: Callable[[], float] | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = 1 / per_second
        self._time = time or (lambda: asyncio.get_running_loop().time())
        self._sleep = sleep
        self._next = 0.0
        self._until = 0.0

    async def slot(self) -> bool:
        """Wait until the next message may go; False where a pause has come meanwhile that is too long to wait for."""
        while (wait := self._next - self._time()) > 0:
            if self.pause:
                return False
            await self._sleep(max(wait, GRAIN))
        now = self._time()
        self._next = (self._next if now < self._next + CATCHES_UP else now) + self._gap
        return True

    def pauses(self, seconds: float) -> None:
        """The platform wants nothing for so long: no slot before that."""
        self._until = max(self._until, self._time() + seconds)
        self._next = max(self._next, self._until)

    @property
    def pause(self) -> float:
        """The seconds that a pause still lasts; none where they are few enough to be waited for."""
        left = self._until - self._time()
        return left if left > SHORT else 0.0


class Chats:
    """When each chat has got its last message, for as long as that keeps the next one back."""

    def __init__(self) -> None:
        self._last: dict[Address, datetime] = {}

    def free_from(self, to: Address, now: datetime) -> datetime | None:
        """From when on the chat may get its next message, where that is not now."""
        then = self._last[to] + gap_in(to) if to in self._last else now
        return then if then > now else None

    def got(self, to: Address, now: datetime) -> None:
        self._last.pop(to, None)  # so that the dictionary stays in the order of time
        self._last[to] = now
        while now >= (oldest := next(iter(self._last.items())))[1] + longest_gap():
            del self._last[oldest[0]]


@cache
def longest_gap() -> timedelta:
    """For so long a chat may keep its next message back, on any platform."""
    return max(timedelta(seconds=max(said.chat_seconds, 60 / said.group_per_minute)) for said in limits().values())


def gap_in(to: Address) -> timedelta:
    """The time between two messages to one chat; Telegram's groups have a number below zero."""
    limits = limits_of(to.platform)
    if to.user.startswith("-"):
        return timedelta(seconds=60 / limits.group_per_minute)
    return timedelta(seconds=limits.chat_seconds)
