"""HTTP/1.1 as bots speak it to Telegram, on the bare transport: the load must cost less than the bot."""

import asyncio
import re
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import parse_qsl

import orjson

Params = dict[str, Any]
Take = Callable[["Wire", str, Params], None]

HEAD = (
    b"HTTP/1.1 200 OK\r\nServer: nginx/1.18.0\r\nDate: Sun, 22 Nov 2026 12:00:00 GMT\r\n"
    b"Content-Type: application/json\r\nContent-Length: %d\r\nConnection: keep-alive\r\n"
    b"Strict-Transport-Security: max-age=31536000; includeSubDomains; preload\r\nAccess-Control-Allow-Origin: *\r\n"
    b"Access-Control-Expose-Headers: Content-Length,Content-Type,Date,Server,Connection\r\n\r\n%b"
)
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
STRUCTURED = ("reply_markup", "entities")  # fields that a form carries as JSON


class Wire(asyncio.Protocol):
    """A connection of the bot. Every answer is held back as long as the way to Telegram takes."""

    def __init__(self, take: Take, delay: float) -> None:
        self._take = take
        self._delay = delay
        self._unread = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but name

    @property
    def gone(self) -> bool:
        return self._transport.is_closing()

    def data_received(self, data: bytes) -> None:
        unread = self._unread + data
        while (end := unread.find(b"\r\n\r\n")) >= 0:
            length = LENGTH.search(unread, 0, end + 2)
            stop = end + 4 + (int(length[1]) if length else 0)
            if len(unread) < stop:
                break
            target = unread.split(b" ", 2)[1]
            method, _, query = target[target.rfind(b"/") + 1 :].partition(b"?")
            self._take(self, method.decode().lower(), params_of(unread[end + 4 : stop] or query))
            unread = unread[stop:]
        self._unread = unread

    def answer(self, body: bytes) -> None:
        self._send(HEAD % (len(body), body))

    def refuse(self, body: bytes) -> None:
        """Too many requests: the only refusal that is played."""
        self._send(HEAD.replace(b"200 OK", b"429 Too Many Requests", 1) % (len(body), body))

    def _send(self, whole: bytes) -> None:
        if self._delay:
            asyncio.get_running_loop().call_later(self._delay, self._write, whole)
        else:
            self._write(whole)

    def _write(self, whole: bytes) -> None:
        if not self.gone:
            self._transport.write(whole)


def params_of(body: bytes) -> Params:
    """The parameters of a call, whether they come as JSON or as a form."""
    if body.startswith(b"{"):
        params: Params = orjson.loads(body)
        return params
    form: Params = dict(parse_qsl(body.decode()))
    for name in STRUCTURED:
        if name in form:
            form[name] = orjson.loads(form[name])
    return form
