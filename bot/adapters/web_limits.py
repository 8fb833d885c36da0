"""What keeps one browser, or one address, from taking more than its share."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

WAITING = 20  # requests of one session
NEWCOMERS = 90  # sessions that begin to speak, of one address in an hour: two school classes behind one line
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class _Line:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class Lines:
    """One line before each session: its requests are worked in order, and only so many may wait."""

    def __init__(self) -> None:
        self._lines: dict[str, _Line] = {}

    @asynccontextmanager
    async def place(self, session: str) -> AsyncIterator[bool]:
        """Whether there was room; then the block is this request's turn."""
        line = self._lines.setdefault(session, _Line())
        if line.waiting >= WAITING:
            yield False
            return
        line.waiting += 1
        try:
            async with line.turn:
                yield True
        finally:
            line.waiting -= 1
            if not line.waiting:
                del self._lines[session]


class Newcomers:
    """How many sessions of an address began to speak lately, in the memory of this process (decision 0012)."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._begun: dict[str, deque[datetime]] = {}

    def admit(self, host: str) -> bool:
        """Whether one more may begin."""
        now = self._clock()
        self._forget(now - HOUR)
        begun = self._begun.setdefault(_line_of(host), deque())
        if len(begun) >= NEWCOMERS:
            return False
        begun.append(now)
        return True

    def _forget(self, before: datetime) -> None:
        for address, begun in list(self._begun.items()):
            while begun and begun[0] <= before:
                begun.popleft()
            if not begun:
                del self._begun[address]


def _line_of(host: str) -> str:
    """Whoever has one IPv6 address has 2⁶⁴ of them."""
    try:
        address = ip_address(host)
    except ValueError:  # a socket in the file system, a test
        return host
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else host
