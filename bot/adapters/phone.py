"""A platform as phones on a page: each person has one, and it shows exactly what the platform's encoder produced."""

from collections.abc import Awaitable, Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from time import time_ns
from typing import Any
from uuid import uuid4

import orjson
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from bot.adapters import numbered, telegram_drawing, web_drawing
from bot.adapters.events import CLEAR, Audience, event, events
from bot.adapters.platform import Adapter, Fetched, Handle, Outcome, Refused, Sent
from bot.adapters.web_pages import download
from bot.adapters.web_requests import Refusal, Said, read_file, read_message
from chat.message import Address, Attachment, FileRef, Incoming, Reply
from chat.texts import Texts
from storage.uploads import MOST

Message = dict[str, Any]  # as bot/pages/chat.js draws it, but for its id
Encode = Callable[[Reply, Sequence[str]], list[Message]]  # the second: addresses of the reply's files
Reading = Callable[[Request], Awaitable[Said | Refusal]]
Told = Callable[[Address, Reply], None]


def as_telegram(reply: Reply, addresses: Sequence[str]) -> list[Message]:
    """Telegram's payloads, one to one; the files hang under the last, where Telegram would send them after it."""
    messages = [_of_telegram(payload) for payload in telegram_drawing.draw(reply)]
    return _with_files(messages, reply, addresses)


def _of_telegram(payload: telegram_drawing.Payload) -> Message:
    keyboard = payload.get("reply_markup", {}).get("inline_keyboard", [])
    rows = [[{"label": button["text"], "data": button["callback_data"]} for button in row] for row in keyboard]
    return _drawn(payload["text"], sum(entity["length"] for entity in payload.get("entities", [])), rows)


def as_text(texts: Texts) -> Encode:
    """Numbered text, where nothing can be tapped and nothing is bold."""

    def encode(reply: Reply, addresses: Sequence[str]) -> list[Message]:
        return _with_files([_drawn(text) for text in numbered.draw(reply, texts)], reply, addresses)

    return encode


def as_web(reply: Reply, addresses: Sequence[str]) -> list[Message]:
    return [web_drawing.draw(reply, "", addresses)]


def _drawn(text: str, bold: int = 0, rows: Sequence[Sequence[Message]] = ()) -> Message:
    return {"mine": False, "text": text, "bold": bold, "rows": rows, "files": []}


def _with_files(messages: list[Message], reply: Reply, addresses: Sequence[str]) -> list[Message]:
    files = [{"name": file.name, "url": url} for file, url in zip(reply.files, addresses, strict=True)]
    *before, last = messages
    return [*before, last | {"files": files}]


class Log:
    """What one phone shows, and whoever looks at it."""

    def __init__(self, address: Address, base: str, numbers: Callable[[], int]) -> None:
        self.address = address
        self.base = base
        self.audience = Audience()
        self.files: dict[str, Attachment] = {}
        self.uploads: dict[str, bytes] = {}
        self.heard: set[str] = set()
        self._numbers = numbers
        self._messages: dict[str, tuple[int, Message]] = {}

    def __contains__(self, id_: str) -> bool:
        return id_ in self._messages

    @property
    def blank(self) -> bool:
        return not self._messages

    def adds(self, message: Message) -> Message:
        """At the end."""
        return self.puts(str(self._numbers()), message)

    def puts(self, id_: str, message: Message) -> Message:
        """In the place of the message with this id, if there is one."""
        message = message | {"id": id_}
        number = self._numbers()
        self._messages[id_] = (number, message)
        self.audience.hears(event(orjson.dumps(message), number))
        return message

    def keeps(self, files: Iterable[Attachment]) -> list[str]:
        """The addresses from which they can be fetched."""
        addresses = []
        for file in files:
            name = str(self._numbers())
            self.files[name] = file
            addresses.append(f"{self.base}/files/{name}")
        return addresses

    def takes(self, key: str, content: bytes) -> None:
        """A file that the person sends, the newest few of them."""
        self.uploads[key] = content
        for old in list(self.uploads)[:-MOST]:
            del self.uploads[old]

    def since(self, number: int) -> Iterator[bytes]:
        """What is newer, as events."""
        new = [(at, message) for at, message in self._messages.values() if at > number]
        newest = max((at for at, _ in new), default=number)
        return events([orjson.dumps(message) for _, message in new], number, newest)

    def clears(self) -> None:
        self._messages.clear()
        self.files.clear()
        self.uploads.clear()
        self.heard.clear()
        self.audience.hears(CLEAR)


class Phone(Adapter):
    """One platform. `edits`: a tap's answer replaces its message there, as does a notice whose content has changed."""

    def __init__(
        self, platform: str, encode: Encode, texts: Texts, people: Container[str], told: Told, *, edits: bool
    ) -> None:
        self.platform = platform
        self._encode = encode
        self._texts = texts
        self._people = people
        self._told = told
        self._edits = edits
        self._logs: dict[str, Log] = {}
        self._numbers = partial(next, count(time_ns() // 1_000_000))  # none is used again after a restart

    async def run(self, handle: Handle) -> None:
        """Whoever holds the phone brings its messages over HTTP."""

    def routes(self, handle: Handle) -> Sequence[BaseRoute]:
        routes = [
            Route("/events", partial(self._events, handle)),
            Route("/messages", partial(self._heard, handle, read_message), methods=["POST"]),
            Route("/files", partial(self._heard, handle, read_file), methods=["POST"]),
            Route("/files/{name}", self._file),
        ]
        return [Mount(f"/phones/{self.platform}/{{branch}}/{{roll}}", routes=routes)]

    async def send(self, to: Address, reply: Reply) -> Outcome:
        self._told(to, reply)
        return Sent(self._shows(self._log(to.user), reply)[-1]["id"])

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        log = self._log(to.user)
        if not self._edits or message_id not in log:
            return Refused("it cannot be edited here")
        return Sent(message_id) if self._replaces(log, message_id, reply) else Refused("too long to be edited")

    async def fetch(self, file: FileRef, at: Address) -> Fetched:
        return self._log(at.user).uploads.get(file.id) or Refused("no longer kept")

    def clears(self) -> None:
        """As new."""
        for log in self._logs.values():
            log.clears()

    def closes(self) -> None:
        for log in self._logs.values():
            log.audience.leaves()

    def _log(self, who: str) -> Log:
        if who not in self._logs:
            base = f"/phones/{self.platform}/{who}"
            self._logs[who] = Log(Address(self.platform, who), base, self._numbers)
        return self._logs[who]

    def _shows(self, log: Log, reply: Reply) -> list[Message]:
        return [log.adds(message) for message in self._drawn(log, reply)]

    def _replaces(self, log: Log, id_: str, reply: Reply) -> list[Message]:
        messages = self._drawn(log, reply)
        return [log.puts(id_, messages[0])] if len(messages) == 1 else []

    def _drawn(self, log: Log, reply: Reply) -> list[Message]:
        messages = self._encode(reply, log.keeps(reply.files))
        return [message | {"words": True} for message in messages] if reply.words else messages

    # --- over HTTP

    def _held(self, request: Request) -> Log | None:
        who = "{branch}/{roll}".format(**request.path_params)
        return self._log(who) if who in self._people else None

    async def _events(self, handle: Handle, request: Request) -> Response:
        log = self._held(request)
        if log is None:
            return Response(status_code=404)
        if log.blank:  # somebody who takes a new phone says hello first
            said = Said(uuid4().hex, self._texts("demo-begin"))
            self._own(log, said)
            await self._answer(log, handle, said)
        after = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return log.audience.listens(log.since(int(after) if after.isdecimal() else 0))

    async def _heard(self, handle: Handle, read: Reading, request: Request) -> Response:
        log, said = self._held(request), await read(request)
        if log is None:
            return Response(status_code=404)
        if isinstance(said, Refusal):
            return JSONResponse({"error": self._texts(f"web-error-{said.code}")}, said.status)
        if said.id in log.heard:  # sent again, because the page does not know that it arrived
            return JSONResponse({"messages": []})
        log.heard.add(said.id)
        return JSONResponse({"messages": [*self._own(log, said), *await self._answer(log, handle, said)]})

    def _own(self, log: Log, said: Said) -> list[Message]:
        """What the person said, as it stands on the phone; a tap leaves no trace."""
        told = "\n".join(filter(None, (said.text, said.file.name if said.file else "")))
        return [log.puts(said.id, web_drawing.draw_own(said.id, told))] if said.tap is None else []

    async def _answer(self, log: Log, handle: Handle, said: Said) -> list[Message]:
        """What the phone shows in answer. A tap's answer edits its message where that can be."""
        if file := said.file:
            log.takes(said.id, file.content)
        files = (FileRef(said.id, file.name, len(file.content), file.kind),) if file else ()
        reply = await handle(Incoming(log.address, said.id, said.text, said.tap, files))
        if reply is None:
            return []
        edits = self._edits and reply.edits and said.on in log
        return (edits and self._replaces(log, said.on, reply)) or self._shows(log, reply)

    async def _file(self, request: Request) -> Response:
        log = self._held(request)
        file = log.files.get(request.path_params["name"]) if log else None
        if file is None:
            return Response(status_code=404)
        return download(file)
