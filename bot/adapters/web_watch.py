"""Pages that look on: one statement finds what is new for all of them, and each hears only its own."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress

from bot.adapters.events import BEAT
from storage.web import Change, WebChats

LOOK = 1.0  # seconds between looks for what another process has written


class _Line:
    """A connection, and what it was told last. What waits for it ends with None where the program ends."""

    def __init__(self, session: str, after: int) -> None:
        self.session = session
        self.after = after
        self.news: asyncio.Queue[Sequence[Change] | None] = asyncio.Queue()


class Watch:
    """All connections of this process."""

    def __init__(self, chats: WebChats) -> None:
        self._chats = chats
        self._lines: dict[str, set[_Line]] = {}
        self._woken: set[str] = set()
        self._wake = asyncio.Event()
        self._ended = False

    def wake(self, session: str) -> None:
        """Something was written in this chat: look now."""
        if session in self._lines:
            self._woken.add(session)
            self._wake.set()

    async def run(self) -> None:
        """Until it is cancelled; then every connection is told to end."""
        loop = asyncio.get_running_loop()
        due = loop.time() + LOOK
        try:
            while True:
                with suppress(TimeoutError):
                    async with asyncio.timeout_at(due):
                        await self._wake.wait()
                self._wake.clear()
                woken, self._woken = self._woken, set()
                if loop.time() >= due:
                    woken, due = set(self._lines), loop.time() + LOOK
                await self._look(woken)
        finally:
            self._ended = True
            for line in self._everybody():
                line.news.put_nowait(None)

    async def follow(self, session: str, after: int) -> AsyncIterator[Sequence[Change]]:
        """What is there already, then what is new; nothing at all, now and then, to say that the line lives."""
        line = _Line(session, after)
        self._lines.setdefault(session, set()).add(line)
        self.wake(session)
        try:
            while not self._ended:
                try:
                    async with asyncio.timeout(BEAT):
                        news = await line.news.get()
                except TimeoutError:
                    news = ()
                if news is None:
                    return
                yield news
        finally:
            self._lines[session].discard(line)
            if not self._lines[session]:
                del self._lines[session]

    async def _look(self, sessions: set[str]) -> None:
        asked = {session: tuple(self._lines[session]) for session in sessions if session in self._lines}
        watched = {session: min(line.after for line in lines) for session, lines in asked.items()}
        found = await self._chats.newer(watched) if watched else {}
        for session, changes in found.items():
            for line in asked[session]:  # and not whoever came meanwhile: they were not asked for
                news = [change for change in changes if change.number > line.after]
                if news:
                    line.after = max(change.number for change in news)
                    line.news.put_nowait(news)

    def _everybody(self) -> Sequence[_Line]:
        return [line for lines in self._lines.values() for line in lines]
