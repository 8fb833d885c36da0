"""The web chat as tests see it: the program at an address of this machine, and visitors with a cookie jar each."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse, ClientSession, CookieJar, FormData
from sqlalchemy import text
from starlette.responses import Response

from bot.adapters.platform import Sent
from bot.adapters.web_sessions import Sessions, Visit
from bot.app import App, build
from bot.config import Config
from chat.message import Address, Attachment, Reply
from storage.sql import Sql
from storage.web import WebChats
from tests.player import Clock

SECRET = "một-bí-mật-đủ-dài-chỉ-dùng-khi-thử"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
PATIENCE = 20.0  # seconds after which a test that waits has failed

Message = dict[str, Any]


@dataclass(slots=True)
class Site:
    """The program, running: on the network, and open for a look inside."""

    address: str
    app: App
    clock: Clock

    @asynccontextmanager
    async def visitor(self, cookie: str = "") -> AsyncIterator["Visitor"]:
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as client:
            if cookie:
                client.cookie_jar.update_cookies({"renluyen": cookie})
            yield Visitor(self, client)

    def cookie(self, session: str) -> str:
        """What the page gives to this session."""
        given = Response()
        Sessions(self.app.config, self.clock).give(given, Visit(session, renewed=True))
        return given.headers["set-cookie"].partition("=")[2].partition(";")[0]

    async def moves_in(self, name: str) -> str:
        """Whoever is linked on Telegram has a page instead; returns the cookie."""
        session = f"session-of-{name}"
        await WebChats(self.app.database).begin(session, self.clock())
        moved = text('UPDATE link SET platform = \'web\', "user" = :session WHERE "user" = :name')
        await self.app.database.write(Sql(moved), session=session, name=name)
        return self.cookie(session)

    async def sends(self, to: Address, words: str, *files: Attachment) -> str:
        """A message that comes by itself; returns its id."""
        sent = await self.app.adapters["web"].send(to, Reply(words, files=files))
        assert isinstance(sent, Sent)
        assert sent.message_id
        return sent.message_id

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.app.database.read(Sql(text(sql)))]


@asynccontextmanager
async def open_site(database: str, clock: Clock, **settings: Mapping[str, Any]) -> AsyncIterator[Site]:
    """One process of the program, from its start to its orderly end."""
    address = f"127.0.0.1:{free_port()}"
    given = {"database": {"url": database}, "http": {"listen": address}, "web": {"secret": SECRET}}
    merged = {name: {**given.get(name, {}), **settings.get(name, {})} for name in {*given, *settings}}
    async with build(Config.model_validate(merged), clock=clock) as app:
        running = asyncio.create_task(app.run())
        try:
            await _reached(address, running)
            yield Site(f"http://{address}", app, clock)
        finally:
            running.cancel()
            await asyncio.wait({running})
        assert running.cancelled(), running.exception()


async def _reached(address: str, running: "asyncio.Task[None]") -> None:
    host, _, port = address.partition(":")
    while not running.done():
        with suppress(ConnectionRefusedError):
            _, writer = await asyncio.open_connection(host, int(port))
            writer.close()
            await writer.wait_closed()
            return
        await asyncio.sleep(0)
    running.result()


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@dataclass(slots=True)
class Visitor:
    """A browser without a screen: keeps its cookie, and shows messages as the page does, by their ids."""

    site: Site
    client: ClientSession
    shown: dict[str, Message] = field(default_factory=dict)
    after: int = 0

    @property
    def cookie(self) -> str:
        return next((cookie.value for cookie in self.client.cookie_jar), "")

    @property
    def at(self) -> Address:
        return Address("web", self.cookie.partition(".")[0])

    @property
    def screen(self) -> str:
        return "\n".join(f"{'>' if m['mine'] else ''}{m['text']}" for m in self.shown.values())

    async def stored(self, table: str) -> list[tuple[Any, ...]]:
        """What is kept of this session."""
        whose = '"user"' if table == "upload" else "session"
        return await self.site.rows(f"SELECT * FROM {table} WHERE {whose} = '{self.at.user}'")  # noqa: S608

    async def opens(self, path: str = "/chat/") -> str:
        async with self.client.get(f"{self.site.address}{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.text()

    async def says(self, words: str, id_: str = "") -> Sequence[Message]:
        return await self._told({"id": id_ or str(uuid4()), "text": words})

    async def taps(self, label: str, id_: str = "") -> Sequence[Message]:
        """The newest button that begins so."""
        for message in reversed(self.shown.values()):
            for button in (button for row in message["rows"] for button in row):
                if button["label"].startswith(label):
                    return await self._told({"id": id_ or str(uuid4()), "tap": button["data"], "on": message["id"]})
        raise AssertionError(f"no button {label!r} in:\n{self.screen}")

    async def presses(self, data: str) -> Sequence[Message]:
        """The newest button with these data."""
        on = [m["id"] for m in self.shown.values() for row in m["rows"] for button in row if button["data"] == data]
        return await self._told({"id": str(uuid4()), "tap": data, "on": on[-1]})

    async def _told(self, said: Message) -> Sequence[Message]:
        async with self.posts(said) as answer:
            assert answer.status == 200, await answer.text()
            told = await answer.json()
        self.arrived(*told["messages"])
        self.after = told["last"]
        return list(told["messages"])

    @asynccontextmanager
    async def posts(self, body: Any, path: str = "messages", **headers: str) -> AsyncIterator[ClientResponse]:
        """A request as the page makes it, unless other headers are asked for; an empty one is not sent."""
        given = {"Origin": self.site.address, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
        if path != "messages":
            del given["Content-Type"]
        sent = {name: value for name, value in (given | headers).items() if value}
        data = json.dumps(body) if isinstance(body, dict) and path == "messages" else body
        url = f"{self.site.address}/chat/{path}" + (f"?after={self.after}" if path == "messages" else "")
        async with self.client.post(url, data=data, headers=sent) as answer:
            yield answer

    def arrived(self, *messages: Message) -> None:
        for message in messages:
            self.shown[message["id"]] = message

    @asynccontextmanager
    async def looks_on(self, after: int = 0) -> AsyncIterator["Stream"]:
        """A page that is open."""
        headers = {"Last-Event-ID": str(after)} if after else {}
        async with self.client.get(f"{self.site.address}/chat/events", headers=headers) as answer:
            assert answer.status == 200, await answer.text()
            assert answer.content_type == "text/event-stream"
            yield Stream(answer)


@dataclass(slots=True)
class Stream:
    """Server-sent events as they come in."""

    answer: ClientResponse
    last: int = 0

    async def next(self) -> Message:
        """The next message; what only says that the line lives is passed over."""
        found: dict[str, str] = {}
        async with asyncio.timeout(PATIENCE):
            async for raw in self.answer.content:
                name, _, value = raw.decode().rstrip("\n").partition(": ")
                if name:
                    found[name] = value
                elif "data" in found:
                    self.last = int(found["id"])
                    return dict(json.loads(found["data"]))
        raise AssertionError("the connection has ended")


def form(content: bytes, name: str = "ảnh.png", kind: str = "image/png", **more: str) -> FormData:
    data = FormData(quote_fields=False)
    for part, value in {"id": str(uuid4()), "text": "", **more}.items():
        data.add_field(part, value)
    data.add_field("file", BytesIO(content), filename=name, content_type=kind)
    return data
