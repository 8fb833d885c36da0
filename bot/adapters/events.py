"""Server-sent events: one tells, whoever listens hears it, until either goes away."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence

from starlette.responses import StreamingResponse

BEAT = 15.0  # seconds after which a silent line is shown to be alive; proxies cut what says nothing
ALIVE = b": \n\n"
CLEAR = b"event: clear\ndata:\n\n"


def event(body: bytes, number: int) -> bytes:
    """One event as it goes over the line. A listener that comes back names the newest number it has seen."""
    return b"id: %d\ndata: %b\n\n" % (number, body)


def events(bodies: Sequence[bytes], after: int, newest: int) -> Iterator[bytes]:
    """Messages in their places. A number says that everything up to it was told, so it comes with the last of them."""
    for n, body in enumerate(bodies, 1):
        yield event(body, newest if n == len(bodies) else after)


def streamed(lines: AsyncIterator[bytes]) -> StreamingResponse:
    """Nobody in between may keep it or hold it back."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(lines, media_type="text/event-stream", headers=headers)


class Audience:
    """Those who listen."""

    def __init__(self) -> None:
        self._lines: set[asyncio.Queue[bytes | None]] = set()

    def hears(self, told: bytes) -> None:
        for line in self._lines:
            line.put_nowait(told)

    def leaves(self) -> None:
        """Every line ends, as the end of the program wants it."""
        for line in self._lines:
            line.put_nowait(None)

    def listens(self, first: Iterable[bytes]) -> StreamingResponse:
        """What was told before, then whatever is told from now on."""
        line: asyncio.Queue[bytes | None] = asyncio.Queue()
        for told in first:
            line.put_nowait(told)
        self._lines.add(line)
        return streamed(self._follow(line))

    async def _follow(self, line: asyncio.Queue[bytes | None]) -> AsyncIterator[bytes]:
        try:
            yield ALIVE
            while (told := await _next(line)) is not None:
                yield told
        finally:
            self._lines.discard(line)


async def _next(line: asyncio.Queue[bytes | None]) -> bytes | None:
    try:
        async with asyncio.timeout(BEAT):
            return await line.get()
    except TimeoutError:
        return ALIVE
