"""Telegram's limits on what a bot sends, kept strictly: whoever exceeds one is refused, without any grace."""

import math
from collections import deque
from dataclasses import dataclass, field

import orjson

SECOND = 1.0
FREE, PAID, IN_A_CHAT = 30, 1000, 1
NONE = 1_000_000
"""A limit that nobody reaches."""


@dataclass(slots=True)
class Window:
    """The moments of the last second, and the most that there ever were in one."""

    limit: int
    fullest: int = 0
    _moments: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more may come; 0 lets it pass."""
        while self._moments and self._moments[0] <= now - SECOND:
            self._moments.popleft()
        return self._moments[0] + SECOND - now if len(self._moments) >= self.limit else 0.0

    def count(self, now: float) -> None:
        self._moments.append(now)
        self.fullest = max(self.fullest, len(self._moments))


class Limits:
    """So many messages in any second, free or paid for, and one to a chat."""

    def __init__(self, free: int, paid: int) -> None:
        self.free = Window(free)
        self.paid = Window(paid)
        self._chats: dict[int, float] = {}

    def retry_after(self, chat: int, now: float, *, paid: bool) -> int:
        """Whole seconds, as Telegram says them; 0 lets the message pass and counts it."""
        window = self.paid if paid else self.free
        before = self._chats.get(chat, now - SECOND)
        wait = max(window.wait(now), before + SECOND - now)
        if wait > 0:
            return math.ceil(wait)
        self._chats[chat] = now
        window.count(now)
        return 0


def too_many(seconds: int) -> bytes:
    description = f"Too Many Requests: retry after {seconds}"
    parameters = {"retry_after": seconds}
    return orjson.dumps({"ok": False, "error_code": 429, "description": description, "parameters": parameters})
