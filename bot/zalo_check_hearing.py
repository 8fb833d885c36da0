"""How `renluyen zalo check` hears what people write, without taking it away from the bot: all of it is stored first.

What Zalo hands over goes into the bot's inbox, as the bot itself would store it, and is answered when the bot runs.
While it runs, nothing is asked of Zalo: what the bot has stored is read, as long as it stands there.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from socket import create_server
from typing import Any, Literal

import orjson
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.adapters.called import body_of
from bot.adapters.zalo_bot_api import BotApi, Done, Failed, read_answer
from bot.adapters.zalo_bot_polling import MARGIN
from bot.adapters.zalo_bot_reading import arrived, event_in
from bot.http import serve_on
from storage.inbox import DeliveryBox, Share
from storage.instants import instant

LOOK = 0.02  # seconds between looks at what the running bot has stored: it stands there for a moment only
SPELL = 5  # seconds of a poll: it is never cut off, for what Zalo hands out meanwhile would be lost

Shape = Literal["flat", "wrapped", "object", "list", ""]


@dataclass(frozen=True, slots=True)
class Heard:
    """An event, in which shape it came, and how it was answered; where Zalo called, with the headers and the bytes."""

    event: Mapping[str, Any]
    shape: Shape = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = b""

    @property
    def message(self) -> Mapping[str, Any]:
        message = self.event.get("message")
        return message if isinstance(message, Mapping) else {}


class Ear:
    """What was heard so far, for one who waits for more."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self._more = asyncio.Event()

    def hears(self, one: Heard) -> None:
        self.heard.append(one)
        self._more.set()

    async def until(self, enough: Callable[[Sequence[Heard]], bool], ends: float) -> bool:
        """Whether enough was heard before that moment of the loop's clock."""
        with suppress(TimeoutError):
            async with asyncio.timeout_at(ends):
                while not enough(self.heard):
                    self._more.clear()
                    await self._more.wait()
        return enough(self.heard)


@dataclass(slots=True)
class Polled:
    """What getUpdates did: with which status of HTTP it said that nothing has come, or why it was refused."""

    idle: int | None = None
    refused: Failed | None = None


async def polls(
    api: BotApi, share: Share, ear: Ear, clock: Callable[[], datetime], over: asyncio.Event, ends: float
) -> Polled:
    """At least once, until it is over; the last poll is waited for."""
    loop, polled = asyncio.get_running_loop(), Polled()
    while polled.refused is None:
        seconds = max(1, min(SPELL, round(ends - loop.time())))
        got = await api.raw("getUpdates", read_timeout=seconds + MARGIN, timeout=str(seconds))
        answer = got if isinstance(got, Failed) else read_answer(*got)
        match answer:
            case Done(result):
                several = isinstance(result, list)
                for event in filter(None, map(event_in, result if isinstance(result, list) else [result])):
                    await share.keep([arrived(event)], clock())
                    ear.hears(Heard(event, "list" if several else "object"))
            case Failed(code=408) if not isinstance(got, Failed):
                polled.idle = got[0]
            case failed:
                polled.refused = failed
        if over.is_set() or loop.time() >= ends:
            break
    return polled


async def looks(box: DeliveryBox, ear: Ear, began: datetime, over: asyncio.Event) -> None:
    """At what a running bot has stored since, until it is over."""
    known, since = set[str](), instant(began)
    while not over.is_set():
        for delivery in await box.waiting():
            if delivery.received >= since and delivery.id not in known:
                known.add(delivery.id)
                ear.hears(Heard(orjson.loads(delivery.body)))
        await asyncio.sleep(LOOK)


def overheard(route: Route, ear: Ear) -> Route:
    """The same route, of whose calls the ear hears. What is refused is not looked into."""

    async def receive(request: Request) -> Response:
        body = await body_of(request)
        if isinstance(body, Response):
            return body
        answer: Response = await route.endpoint(Request(request.scope, _says(body)))
        ear.hears(_called(answer.status_code, request.headers, body))
        return answer

    return Route(route.path, receive, methods=["POST"])


def _says(body: bytes) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _called(status: int, headers: Headers, body: bytes) -> Heard:
    try:
        told = orjson.loads(body) if status == 200 else None
    except orjson.JSONDecodeError:
        told = None
    event = event_in(told) or {}
    shape: Shape = ("flat" if event is told else "wrapped") if event else ""
    return Heard(event, shape, status, headers, body if event else b"")


@asynccontextmanager
async def served(listens_at: tuple[str, int] | None, routes: Sequence[BaseRoute]) -> AsyncIterator[bool]:
    """Whether these routes are served where the bot would listen; not while the bot, or another, has the port."""
    try:
        bound = create_server(listens_at) if listens_at else None
    except OSError:
        bound = None
    if bound is None:
        yield False
        return
    with closing(bound):
        serving = asyncio.create_task(serve_on(bound, routes))
        try:
            yield True
        finally:
            serving.cancel()
            with suppress(asyncio.CancelledError):
                await serving
