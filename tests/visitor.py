"""A visitor of the demo's page: opens it in one process with the tests, holds phones, follows what they show."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from aiohttp import ClientSession, ClientTimeout, StreamReader

from bot.demo_page import HOST, listening_at, show
from bot.demo_play import Play
from chat.texts import load_texts

PATIENCE = 30.0  # seconds after which a visitor would give up
TEXTS = load_texts()
T = TypeVar("T")


@dataclass(slots=True)
class Stream:
    """Server-sent events, followed from the first one; `until` waits for what is to come."""

    takes: Callable[[str, str], None]
    came: asyncio.Condition = field(default_factory=asyncio.Condition)
    following: asyncio.Task[None] | None = None
    newest: int = 0

    async def follow(self, session: ClientSession, path: str) -> None:
        response = await session.get(path)
        assert response.status == 200, response
        self.following = asyncio.create_task(self._read(response.content))

    async def _read(self, lines: StreamReader) -> None:
        kind = "message"
        async for raw in lines:
            name, _, value = raw.decode().rstrip("\n").partition(": ")
            if name == "id":
                self.newest = int(value)
            elif name == "event":
                kind = value
            elif raw.startswith(b"data:"):
                async with self.came:
                    self.takes(kind, value)
                    self.came.notify_all()
                kind = "message"

    async def until(self, found: Callable[[], T | None], shown: Callable[[], str]) -> T:
        async with self.came:
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    while not found():
                        await self.came.wait()
        result = found()
        assert result, shown()
        return result

    async def ends(self) -> None:
        if self.following:
            self.following.cancel()
            await asyncio.wait({self.following})


class Held:
    """A phone in somebody's hand: what it shows, in order, as the page's element keeps it."""

    def __init__(self, session: ClientSession, platform: str, who: str) -> None:
        self.base = f"/phones/{platform}/{who}"
        self.messages: dict[str, dict[str, Any]] = {}
        self.stream = Stream(self._takes)
        self._session = session

    def _takes(self, kind: str, data: str) -> None:
        if kind == "clear":
            self.messages.clear()
            return
        message = json.loads(data)
        self.messages[message["id"]] = message

    @property
    def last(self) -> dict[str, Any]:
        return list(self.messages.values())[-1]

    @property
    def all(self) -> str:
        return "\n".join(message["text"] for message in self.messages.values())

    async def sees(self, *fragments: str) -> dict[str, Any]:
        """Waits for a message of the bot that says all of this."""

        def found() -> dict[str, Any] | None:
            bots = (message for message in self.messages.values() if not message["mine"])
            return next((m for m in bots if all(fragment in m["text"] for fragment in fragments)), None)

        return await self.stream.until(found, lambda: f"{fragments} not in:\n{self.all}")

    async def types(self, text: str) -> None:
        await self.posts({"id": str(uuid4()), "text": text})

    async def taps(self, label: str) -> None:
        """The lowest button that begins with these words."""
        for message in reversed(self.messages.values()):
            for button in (button for row in message["rows"] for button in row):
                if button["label"].removeprefix("✅ ").startswith(label):
                    await self.posts({"id": str(uuid4()), "tap": button["data"], "on": message["id"]})
                    return
        raise AssertionError(f"no button {label!r} on:\n{self.all}")

    async def posts(self, what: dict[str, str]) -> list[dict[str, Any]]:
        """What the phone shows at once in answer; it comes over the stream, too."""
        async with self._session.post(f"{self.base}/messages", json=what) as answer:
            assert answer.status == 200, await answer.text()
            told: list[dict[str, Any]] = (await answer.json())["messages"]
        for message in told:
            await self.stream.until(partial(self._shows, message), lambda: self.all)
        return told

    def _shows(self, message: dict[str, Any]) -> bool:
        return self.messages.get(message["id"]) == message


@dataclass(slots=True)
class Visitor:
    """Somebody in front of the page."""

    session: ClientSession
    play: Play
    address: str
    state: dict[str, Any] = field(default_factory=dict)
    stream: Stream = field(init=False)
    _held: list[Held] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stream = Stream(self._takes)

    def _takes(self, _kind: str, data: str) -> None:
        self.state = json.loads(data)

    async def holds(self, platform: str, who: str, after: int = 0) -> Held:
        """Who takes a phone sees what the bot says on it, or what is new after that number."""
        held = Held(self.session, platform, who)
        await held.stream.follow(self.session, f"{held.base}/events?after={after}")
        self._held.append(held)
        await held.sees("")
        return held

    async def asks(self, path: str, **what: object) -> str:
        """Posts as the page does; the sentence why it is not done."""
        async with self.session.post(path, json=what) as answer:
            told = await answer.json()
            assert (answer.status == 200) == ("error" not in told)
            return str(told.get("error", ""))

    async def tray(self, *fragments: str) -> dict[str, Any]:
        """Waits for a message in the tray that says all of this."""

        def found() -> dict[str, Any] | None:
            tray = self.state.get("tray", ())
            return next((told for told in tray if all(f in str(told) for f in fragments)), None)

        return await self.stream.until(found, lambda: f"{fragments} not in {self.state}")

    async def leaves(self) -> None:
        for stream in (self.stream, *(held.stream for held in self._held)):
            await stream.ends()


@asynccontextmanager
async def visit(folder: Path) -> AsyncIterator[Visitor]:
    """The page on a free port, for as long as somebody looks at it."""
    play = Play(folder, TEXTS)
    with listening_at(0) as listening:
        address = f"http://{HOST}:{listening.getsockname()[1]}"
        async with play.begun():
            showing = asyncio.create_task(show(play, TEXTS, listening))
            limits = ClientTimeout(total=None, sock_connect=PATIENCE)
            async with ClientSession(address, headers={"Origin": address}, timeout=limits) as session:
                visitor = Visitor(session, play, address)
                try:
                    await visitor.stream.follow(session, "/events")
                    yield visitor
                finally:
                    await visitor.leaves()
                    showing.cancel()
                    await asyncio.wait({showing})
