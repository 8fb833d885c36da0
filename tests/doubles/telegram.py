"""A strict stand-in for Telegram's Bot API: a real HTTP server on 127.0.0.1, with the people behind it.

    async with TelegramDouble() as double:      # the bot talks to double.url
        double.says(7, "/start")
        reply = await double.next_reply(7)

It is meant never to accept what the real server refuses, and it refuses more: fields that the specification does not
know (the real server ignores them, but an unknown field is a mistake of ours) and parameters that it does not play,
listed in bot_api.SOURCE.md. `python -m tests.doubles.telegram` runs it in a process of its own and prints its address;
it is then driven by POST /double/<name> with a JSON object: the arguments of the method of that name.
"""

import argparse
import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Self

from aiohttp import web

from tests.doubles.driving import cut, serve
from tests.doubles.telegram_checks import FIELDS, METHODS, fault_in
from tests.doubles.telegram_methods import Methods
from tests.doubles.telegram_people import People
from tests.doubles.telegram_requests import LARGEST, read, reply
from tests.doubles.telegram_switches import Fault, Kind, Pace, Pacer, Switches
from tests.doubles.telegram_updates import Updates
from tests.doubles.telegram_world import Json, Refusal, World, too_many

Outcome = Literal["open", "accepted", "refused", "lost"]

TOKEN = "100:double"
USERNAME = "double_bot"
_PACED = {"sendMessage", "sendDocument", "sendPhoto", "editMessageText", "editMessageReplyMarkup"}


@dataclass(slots=True)
class Call:
    """A call of the bot: "open" while on its way or waiting, "lost" if its connection ended before it took effect."""

    method: str
    params: Json
    at: float
    outcome: Outcome = "open"
    refusal: str = ""


class TelegramDouble(People):
    """The server; `calls` holds what the bot asked for, in the order in which it came in."""

    def __init__(self, token: str = TOKEN, username: str = USERNAME, switches: Switches | None = None) -> None:
        self.token = token
        self.switches = switches or Switches()
        self.calls: list[Call] = []
        self.url = ""
        world = World(token, username)
        super().__init__(world, Updates(world, self.switches))
        self._methods = Methods(world, self.switches, self.updates)
        self._pacer = Pacer()

    @property
    def clock(self) -> Callable[[], float]:
        """Seconds since 1970 for the platform: dates, expiry and limits follow it, waiting does not."""
        return self.world.clock

    @clock.setter
    def clock(self, clock: Callable[[], float]) -> None:
        self.world.clock = clock

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_route("*", "/bot{token}/{method}", self._api)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.router.add_post("/double/{name}", self.drive)
        app.router.add_route("*", "/{rest:.*}", _nowhere)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.01)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.updates.close()
        await self._runner.cleanup()

    @property
    def refused(self) -> list[Call]:
        return [call for call in self.calls if call.outcome == "refused"]

    def fails(self, method: str, kind: Kind, times: int = 1, value: int = 0, chat_id: int | None = None) -> None:
        """Let the next well-formed calls of a method meet a fault; see Fault."""
        self.switches.faults.append(Fault(method, kind, times, value, chat_id))

    def switch(self, **values: Any) -> None:
        """Set switches as JSON has them: switch(delay=0.02, pace={"overall": 30})."""
        for name, value in values.items():
            assert hasattr(self.switches, name), f"no switch {name!r}"
            setattr(self.switches, name, Pace(**value) if name == "pace" and value is not None else value)

    async def _api(self, request: web.Request) -> web.Response:
        asked = request.match_info["method"]
        call = Call(METHODS.get(asked.lower(), asked), {}, self.clock())
        self.calls.append(call)
        self.world.touch()
        try:
            return await self._take(request, call)
        finally:
            if call.outcome == "open":
                call.outcome = "lost"
            self.world.touch()

    async def _take(self, request: web.Request, call: Call) -> web.Response:
        """A call takes effect in one piece, after its way here, and only if its sender is still there then."""
        if request.match_info["token"] != self.token:
            return self._settle(call, Refusal(401, "Unauthorized"))
        if call.method not in FIELDS:
            return self._settle(call, Refusal(404, "Not Found: method not found"))
        params = await read(request, call.method)
        call.params = {} if isinstance(params, Refusal) else params
        await asyncio.sleep(self.switches.delay)
        if request.transport is None or request.transport.is_closing():
            return web.Response()
        if isinstance(params, Refusal):
            return self._settle(call, params)
        fault, refusal = None, fault_in(call.method, params) or self._too_fast(call)
        if refusal is None and (fault := self.switches.take_fault(call.method, self._chat_id(call))):
            refusal = fault.refusal()
        if fault and fault.kind == "cut_before":
            return cut(request)
        answer = self._settle(call, refusal or await self._result(call))
        if fault and fault.kind == "cut_after":
            return cut(request)
        if fault and fault.kind == "hang":
            await asyncio.Event().wait()
        return answer

    async def _result(self, call: Call) -> object:
        if call.method == "getUpdates":
            return await self.updates.poll(call.params)
        return self._methods.table[call.method](call.params)

    def _settle(self, call: Call, result: object) -> web.Response:
        call.outcome = "refused" if isinstance(result, Refusal) else "accepted"
        call.refusal = result.description if isinstance(result, Refusal) else ""
        self.world.touch()
        return reply(result)

    def _chat_id(self, call: Call) -> int | None:
        chat = self.world.chat(call.params.get("chat_id", 0))
        return chat.id if chat else None

    def _too_fast(self, call: Call) -> Refusal | None:
        pace, chat_id = self.switches.pace, self._chat_id(call)
        if pace is None or chat_id is None or call.method not in _PACED:
            return None
        paid = call.params.get("allow_paid_broadcast") is True
        seconds = self._pacer.retry_after(pace, chat_id, self.clock(), paid=paid)
        return too_many(seconds) if seconds else None

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return reply(Refusal(401, "Unauthorized"))
        file = self._methods.linked_file(request.match_info["path"])
        return web.Response(body=file.content) if file else await _nowhere(request)


async def _nowhere(_: web.Request) -> web.Response:
    return reply(Refusal(404, "Not Found"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Plays the Bot API on 127.0.0.1 until it is ended.")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--username", default=USERNAME)
    asyncio.run(serve(TelegramDouble(**vars(parser.parse_args()))))
