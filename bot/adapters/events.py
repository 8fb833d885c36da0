"""Server-sent events: one tells, whoever listens hears it, until either goes away."""

import asyncio
from collections.abc import AsyncIterator, Iterable

import orjson
from starlette.responses import StreamingResponse

BEAT = 15.0  # seconds after which a silent line is shown to be alive


def event(data: object, number: int) -> str:
    """One event as it goes over the line. A listener that comes back names the newest number it has seen."""
    return f"id: {number}\ndata: {orjson.dumps(data).decode()}\n\n"


class Audience:
    """Those who listen."""

    def __init__(self) -> None:
        self._lines: set[asyncio.Queue[str | None]] = set()

    def hears(self, told: str) -> None:
        for line in self._lines:
            line.put_nowait(told)

    def leaves(self) -> None:
        """Every line ends, as the end of the program wants it."""
        for line in self._lines:
            line.put_nowait(None)

    def listens(self, first: Iterable[str]) -> StreamingResponse:
        """What was told before, then whatever is told from now on."""
        line: asyncio.Queue[str | None] = asyncio.Queue()
        for told in first:
            line.put_nowait(told)
        self._lines.add(line)
        return StreamingResponse(
            self._follow(line), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _follow(self, line: asyncio.Queue[str | None]) -> AsyncIterator[str]:
        try:
            yield ": \n\n"
            while (told := await _next(line)) is not None:
                yield told
        finally:
            self._lines.discard(line)


async def _next(line: asyncio.Queue[str | None]) -> str | None:
    try:
        async with asyncio.timeout(BEAT):
            return await line.get()
    except TimeoutError:
        return ": \n\n"
