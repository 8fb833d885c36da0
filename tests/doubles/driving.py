"""How a test holds any of the doubles: it waits for what happens there, drives it over HTTP, has it in a process."""

import asyncio
import base64
import inspect
from collections import defaultdict
from collections.abc import Callable, Hashable
from contextlib import AbstractAsyncContextManager
from typing import TypeVar

import orjson
from aiohttp import web

Found = TypeVar("Found")


class Changing:
    """Something that happens: whoever waits looks again at every change, of one chat or of anything."""

    def __init__(self) -> None:
        self._waiting: defaultdict[Hashable, list[asyncio.Future[None]]] = defaultdict(list)

    def touch(self, chat_id: Hashable = None) -> None:
        """Wake who waits for this chat, and who waits for anything."""
        for key in {chat_id, None}:
            for waiter in self._waiting.pop(key, ()):
                if not waiter.done():
                    waiter.set_result(None)

    async def wait(self, probe: Callable[[], Found | None], timeout: float, chat_id: Hashable = None) -> Found:
        """The first thing that the probe finds, asked again at every change; TimeoutError after so many seconds."""
        async with asyncio.timeout(timeout):
            while not (found := probe()):
                waiter = asyncio.get_running_loop().create_future()
                self._waiting[chat_id].append(waiter)
                await waiter
        return found


class Driven:
    """A double at its address; `world` is what it remembers."""

    world: Changing
    url: str

    async def until(self, probe: Callable[[], Found | None], *, timeout: float = 5.0) -> Found:
        """The first thing that the probe finds; asked again whenever something happens between program and double."""
        return await self.world.wait(probe, timeout)

    async def drive(self, request: web.Request) -> web.Response:
        """A method or attribute of this class over HTTP; the content of files goes in base64."""
        name = request.match_info["name"]
        member = getattr(self, name, None)
        if member is None:
            return _refused(404, f"no {name}")
        try:
            arguments = orjson.loads(await request.read() or b"{}")
            if "content" in arguments:
                arguments["content"] = base64.b64decode(arguments["content"])
            result = member(**arguments) if callable(member) else member
            if inspect.isawaitable(result):
                result = await result
        except (AssertionError, LookupError, TypeError, ValueError, TimeoutError) as problem:
            return _refused(400, repr(problem))
        body = orjson.dumps({"ok": True, "result": result}, default=_plain, option=orjson.OPT_NON_STR_KEYS)
        return web.Response(body=body, content_type="application/json")


def cut(request: web.Request) -> web.Response:
    """The connection ends without an answer."""
    if request.transport is not None:
        request.transport.close()
    return web.Response()


async def serve(double: AbstractAsyncContextManager[Driven]) -> None:
    """Print where it is, and be there until the process is ended."""
    async with double as served:
        print(served.url, flush=True)
        await asyncio.Event().wait()


def _refused(code: int, why: str) -> web.Response:
    body = orjson.dumps({"ok": False, "error_code": code, "description": why})
    return web.Response(status=code, body=body, content_type="application/json")


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} is no JSON")
