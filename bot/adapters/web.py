"""The web chat: a page of our own on which members talk to the bot, over plain requests and server-sent events."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from uuid import uuid4

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.adapters.events import ALIVE, events, streamed
from bot.adapters.platform import Adapter, Fetched, Handle, Outcome, Refused, Sent
from bot.adapters.web_drawing import draw, draw_own
from bot.adapters.web_limits import Lines, Newcomers
from bot.adapters.web_pages import GUARDED, Pages, download
from bot.adapters.web_requests import Refusal, Said, comes_from_us, read_file, read_message
from bot.adapters.web_sessions import Sessions, Visit
from bot.adapters.web_watch import Watch
from bot.config import Config
from bot.steering import JOIN_CODE
from chat.message import Address, FileRef, Incoming, Reply
from chat.texts import Texts
from storage.uploads import Uploads
from storage.web import Change, WebChats

BASE = "/chat"
ASSETS = ("chat.css", "chat.js", "page.css")
KNOWN = 10_000  # sessions remembered to have a row; forgetting them costs one look each
KEY = re.compile(r"[\w-]{1,60}")  # of a message

Reading = Callable[[Request], Awaitable[Said | Refusal]]
Endpoint = Callable[[Request], Awaitable[Response]]


class Web(Adapter):
    """Sessions are signed cookies, chats are rows: any process can answer, and each tells its own pages."""

    platform = "web"
    alone = False

    def __init__(
        self, config: Config, chats: WebChats, uploads: Uploads, texts: Texts, clock: Callable[[], datetime]
    ) -> None:
        self._public_url = config.http.public_url
        self._chats = chats
        self._uploads = uploads
        self._texts = texts
        self._clock = clock
        self._pages = Pages(texts, BASE, ASSETS)
        self._sessions = Sessions(config, clock)
        self._watch = Watch(chats)
        self._lines = Lines()
        self._newcomers = Newcomers(clock)
        self._known: set[str] = set()

    async def run(self, handle: Handle) -> None:
        """Tell the pages what is new, until it is cancelled."""
        await self._watch.run()

    def routes(self, handle: Handle) -> Sequence[BaseRoute]:
        return [
            Route("/", self._home),
            Route(BASE, self._home),
            Route(f"{BASE}/", self._page),
            Route(f"{BASE}/leave", self._leave, methods=["GET", "POST"]),
            Route(f"{BASE}/events", self._events),
            Route(f"{BASE}/messages", self._heard(handle, read_message), methods=["POST"]),
            Route(f"{BASE}/files", self._heard(handle, read_file), methods=["POST"]),
            Route(f"{BASE}/files/{{key}}/{{n:int}}", self._download),
            *self._pages.routes(),
        ]

    async def send(self, to: Address, reply: Reply) -> Outcome:
        key = f"n-{uuid4()}"
        if not await self._chats.sent(to.user, key, _drawn(reply, key), self._clock(), reply.files):
            return Refused("no such session", gone=True)
        self._watch.wake(to.user)
        return Sent(key)

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        if not await self._chats.redraw(to.user, message_id, _drawn(reply, message_id), self._clock(), reply.files):
            return Refused("no longer shown")
        self._watch.wake(to.user)
        return Sent(message_id)

    async def fetch(self, file: FileRef, at: Address) -> Fetched:
        content = await self._uploads.find(at, file.id)
        return content if isinstance(content, bytes) else Refused("no longer kept")

    # Pages

    async def _home(self, request: Request) -> Response:
        return RedirectResponse(f"{BASE}/{'?' if request.url.query else ''}{request.url.query}", headers=GUARDED)

    async def _page(self, request: Request) -> Response:
        visit = self._sessions.visit(request) or self._sessions.begin()
        code = request.query_params.get("start", "")
        begin = f"/start {code}" if JOIN_CODE.fullmatch(code) else ""
        return await self._seen(self._pages.draw("chat.html", start=begin), visit)

    async def _leave(self, request: Request) -> Response:
        """What leaving means; then everything of the session goes."""
        visit = self._sessions.visit(request)
        if visit is None or request.method != "POST":
            return self._pages.draw("leave.html", left=visit is None)
        if not comes_from_us(request, self._public_url):
            return self._refused(Refusal(403, "elsewhere"))
        async with self._lines.place(visit.session):
            await self._chats.end(visit.session, self._clock())
            self._known.discard(visit.session)
        left = self._pages.draw("leave.html", left=True)
        self._sessions.take(left)
        return left

    async def _download(self, request: Request) -> Response:
        """A file that came with a message, for the session that the message belongs to."""
        visit = self._sessions.visit(request)
        key, n = request.path_params["key"], request.path_params["n"]
        files = await self._chats.files(visit.session, key) if visit and KEY.fullmatch(key) else ()
        if n >= len(files):
            return self._refused(Refusal(404, "no-file"))
        return download(files[n])

    # The chat

    async def _events(self, request: Request) -> Response:
        visit = self._sessions.visit(request)
        if visit is None:
            return self._refused(Refusal(401, "session"))
        after = _number(request.headers.get("last-event-id")) or _number(request.query_params.get("after"))
        lines = _as_events(self._watch.follow(visit.session, after), after)
        return await self._seen(streamed(lines), visit)

    def _heard(self, handle: Handle, read: Reading) -> Endpoint:
        """What is answered to words, taps and files: everything that the page does not show yet."""

        async def answer(request: Request) -> Response:
            visit = self._sessions.visit(request)
            if not comes_from_us(request, self._public_url):
                return self._refused(Refusal(403, "elsewhere"))
            if visit is None:
                return self._refused(Refusal(401, "session"))
            async with self._lines.place(visit.session) as room:
                if not room:
                    return self._refused(Refusal(429, "busy"))
                said = await read(request)
                if isinstance(said, Refusal):
                    return self._refused(said)
                if refusal := await self._admit(visit.session, request):
                    return self._refused(refusal)
                await self._work(visit.session, said, handle)
                news = await self._news(visit.session, _number(request.query_params.get("after")))
            return await self._seen(JSONResponse(news, headers={"Cache-Control": "no-store"}), visit)

        return answer

    async def _admit(self, session: str, request: Request) -> Refusal | None:
        """A session that begins to speak gets its row, unless too many begin behind its address."""
        if session in self._known:
            return None
        if not await self._chats.known(session):
            if not self._newcomers.admit(request.client.host if request.client else ""):
                return Refusal(429, "newcomers")
            await self._chats.begin(session, self._clock())
        if len(self._known) >= KNOWN:
            self._known.clear()
        self._known.add(session)
        return None

    async def _work(self, session: str, said: Said, handle: Handle) -> None:
        """A turn, and what it shows. Done again after a crash, it shows nothing twice."""
        files = await self._kept(session, said)
        if said.tap is None:
            told = "\n".join(filter(None, (said.text, *(file.name for file in files))))
            await self._chats.says(session, said.id, orjson.dumps(draw_own(said.id, told)), self._clock())
            self._watch.wake(session)
        at = Address(self.platform, session)
        reply = await handle(Incoming(at, said.id, said.text, said.tap, files))
        if reply is None:
            return
        if said.tap is not None and said.on and reply.edits and isinstance(await self.edit(at, said.on, reply), Sent):
            return
        key = f"r-{said.id}"
        await self._chats.says(session, key, _drawn(reply, key), self._clock(), reply.files)
        self._watch.wake(session)

    async def _kept(self, session: str, said: Said) -> tuple[FileRef, ...]:
        if said.file is None:
            return ()
        name, kind, content = said.file.name, said.file.kind, said.file.content
        await self._uploads.keep(Address(self.platform, session), said.id, content, self._clock())
        return (FileRef(said.id, name, len(content), kind),)

    async def _news(self, session: str, after: int) -> Mapping[str, object]:
        changes = (await self._chats.newer({session: after})).get(session, ())
        last = max((change.number for change in changes), default=after)
        return {"messages": [orjson.loads(change.body) for change in changes], "last": last}

    async def _seen(self, response: Response, visit: Visit) -> Response:
        """The answer to a visit, from which the session's days are counted anew."""
        if visit.renewed:
            await self._chats.visited(visit.session, self._clock())
        self._sessions.give(response, visit)
        return response

    def _refused(self, refusal: Refusal) -> Response:
        sentence = self._texts(f"web-error-{refusal.code}")
        return JSONResponse({"error": sentence}, refusal.status, headers={**GUARDED, "Cache-Control": "no-store"})


def _drawn(reply: Reply, key: str) -> bytes:
    return orjson.dumps(draw(reply, key, [f"{BASE}/files/{key}/{n}" for n in range(len(reply.files))]))


async def _as_events(news: AsyncIterator[Sequence[Change]], after: int) -> AsyncIterator[bytes]:
    yield ALIVE
    async for changes in news:
        newest = max((change.number for change in changes), default=after)
        for told in events([change.body for change in changes], after, newest):
            yield told
        after = newest
        if not changes:
            yield ALIVE


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else 0
