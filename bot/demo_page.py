"""The demo as a page for this machine alone: three phones side by side, a clock to move, a tray, a new start."""

import asyncio
import socket
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, ValidationError
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot import logs
from bot.adapters.web_pages import Pages
from bot.adapters.web_requests import comes_from_us
from bot.config import LogSettings
from bot.demo import LAST_DAY, Player, kept_in
from bot.demo_play import HELD, LAST, PLATFORMS, Play, day_in, morning_after
from bot.http import serve_on
from bot.office import Fail
from chat.texts import Texts, load_texts

HOST = "127.0.0.1"
PORT = 8080
TRIED = 20  # ports, one after the other
ASSETS = ("chat.js", "chat.css", "demo.js", "demo.css")
STEPS = ("registering", "confirming", "midyear", "assessing", "meeting", "recognising", "appealing")
MOMENTS = (("week", LAST_DAY - timedelta(days=7)),)


def play(folder: Path | None, port: int | None) -> None:
    """Until Ctrl-C."""
    with (
        kept_in(folder) as place,
        listening_at(port) as listening,
        (place / "demo.log").open("a", encoding="utf-8") as log,
    ):
        logs.set_up(LogSettings(), to=log)
        asyncio.run(_play(place, listening))


def listening_at(port: int | None) -> socket.socket:
    """At the port that was named, else at the first free one."""
    for candidate in (port,) if port is not None else range(PORT, PORT + TRIED):
        try:
            return socket.create_server((HOST, candidate))
        except OSError:
            continue
    with socket.create_server((HOST, 0)) as free:
        raise Fail(load_texts()("demo-port-taken", port=str(port or PORT), free=str(free.getsockname()[1])))


async def _play(folder: Path, listening: socket.socket) -> None:
    texts = load_texts()
    print(texts("demo-page-sets-up"), flush=True)
    play = Play(folder, texts)
    async with play.begun():
        print(texts("demo-page-at", address=f"http://{HOST}:{listening.getsockname()[1]}"), flush=True)
        await show(play, texts, listening)


async def show(play: Play, texts: Texts, listening: socket.socket) -> None:
    """Until it is cancelled; whoever listens then is let go first, or the end would wait for them."""
    serving = asyncio.create_task(serve_on(listening, Page(play, texts).routes()))
    try:
        await asyncio.shield(serving)
    finally:
        play.closes()
        serving.cancel()
        await asyncio.wait({serving})


class OwnPage:
    """Only the page itself may make anything happen: another site's request names another origin, or none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD") and not comes_from_us(Request(scope), ""):
            await PlainTextResponse("Foreign origin", status_code=403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


class When(BaseModel):
    """Where the clock is to go: the morning of a day, or some hours on."""

    day: str = ""
    hours: Annotated[int, Field(ge=0, le=24)] = 0


class Rest(BaseModel):
    """The branch whose people are to do their part, and whose phones are in the visitor's hands."""

    branch: str
    held: list[str] = []


class Page:
    """What the page's addresses answer."""

    def __init__(self, play: Play, texts: Texts) -> None:
        self._play = play
        self._texts = texts
        self._pages = Pages(texts, "", ASSETS)

    def routes(self) -> Sequence[BaseRoute]:
        phones = [route for phone in self._play.phones.values() for route in phone.routes(self._play.handle)]
        routes = [
            Route("/", self._page),
            Route("/events", self._events),
            Route("/clock", self._clock, methods=["POST"]),
            Route("/rehearsal", self._rehearsal, methods=["POST"]),
            Route("/others", self._others, methods=["POST"]),
            Route("/anew", self._anew, methods=["POST"]),
            *self._pages.routes(),
            *phones,
        ]
        hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
        return [Mount("", routes=routes, middleware=[hosts, Middleware(OwnPage)])]

    async def _page(self, request: Request) -> Response:
        people = self._play.people
        branches = {
            branch: [self._listed(player) for player in of_it]
            for branch, of_it in groupby(people.values(), key=lambda player: player.branch)
        }
        return self._pages.draw(
            "demo.html",
            phones=[self._phone(platform, request.query_params) for platform in PLATFORMS],
            branches=branches,
            codes=self._play.codes,
            moments={day: self._texts(f"demo-clock-{name}", day=f"{day.day}/{day.month}") for name, day in MOMENTS},
            marks=await self._play.marks(),
            steps=[self._texts(f"demo-year-{step}") for step in STEPS],
            last=LAST,
            state=self._play.state(),
        )

    def _phone(self, platform: str, asked: Mapping[str, str]) -> Mapping[str, object]:
        """What stands around a phone; the page's address may say who holds it."""
        people = self._play.people
        return {
            "platform": platform,
            "channel": self._texts(f"channel-{platform}"),
            "step": self._texts(f"demo-step-{platform}"),
            "todo": self._texts(f"demo-step-{platform}.do"),
            "held": people.get(asked.get(platform, ""), people[HELD[platform]]),
        }

    def _listed(self, player: Player) -> tuple[Player, str]:
        """The person, and the words of the list."""
        return player, " · ".join((player.where, player.name, *player.offices_in(self._texts)))

    async def _events(self, request: Request) -> Response:
        return self._play.audience.listens([self._play.last()])

    async def _clock(self, request: Request) -> Response:
        try:
            when = When.model_validate_json(await request.body())
        except ValidationError:
            return self._refused("web-error-unreadable")
        then = morning_after(when.day) if when.day else self._play.clock.now + timedelta(hours=when.hours)
        if then is None or not await self._play.moves_to(then):
            return self._stays("demo-clock-stays")
        return JSONResponse({})

    async def _rehearsal(self, request: Request) -> Response:
        try:
            day = day_in(When.model_validate_json(await request.body()).day)
        except ValidationError:
            return self._refused("web-error-unreadable")
        found = await self._play.rehearses(day) if day else None
        return JSONResponse(found) if found else self._stays("demo-rehearsal-stays")

    def _stays(self, id_: str) -> Response:
        return self._refused(id_, today=self._play.state()["today"], last=f"{LAST:%d/%m/%Y}")

    async def _others(self, request: Request) -> Response:
        try:
            rest = Rest.model_validate_json(await request.body())
        except ValidationError:
            return self._refused("web-error-unreadable")
        if rest.branch not in self._play.codes:
            return self._refused("web-error-unreadable")
        return JSONResponse({"told": await self._play.others_do(rest.branch, rest.held)})

    async def _anew(self, request: Request) -> Response:
        await self._play.begins_anew()
        return JSONResponse({})

    def _refused(self, id_: str, **values: str) -> Response:
        return JSONResponse({"error": self._texts(id_, **values)}, status_code=400)
