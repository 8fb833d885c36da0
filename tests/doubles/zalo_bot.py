"""A strict stand-in for the Zalo Bot Platform: a real HTTP server on 127.0.0.1, with the people behind it.

    async with ZaloBotDouble() as double:       # the bot calls {double.url}/bot<TOKEN>/<method>
        said = double.says("u1", "/dangky")
        shown = await double.next_message("u1", after=said)

It refuses more than the real server: fields that the reference does not name, in words that speak of "the double".
What is not known of the platform can be switched both ways, see Switches. `python -m tests.doubles.zalo_bot` runs it in
a process of its own and prints its address; it is then driven by POST /double/<name> with a JSON object: the arguments
of the method of that name.
"""

import argparse
import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Self

from aiohttp import web

from tests.doubles.driving import cut, serve
from tests.doubles.zalo_checks import FIELDS, fault_in
from tests.doubles.zalo_methods import Methods
from tests.doubles.zalo_people import People
from tests.doubles.zalo_requests import LARGEST, read, reply
from tests.doubles.zalo_switches import Fault, Kind, Pace, Switches
from tests.doubles.zalo_updates import Updates
from tests.doubles.zalo_world import Json, Refusal, World

Outcome = Literal["open", "accepted", "refused", "lost"]

TOKEN = "12345689:abc-xyz"
_NOWHERE = Refusal(404, "Not Found")


@dataclass(slots=True)
class Call:
    """A call of the bot: "open" while on its way or waiting, "lost" if its connection ended before it took effect."""

    method: str
    params: Json
    outcome: Outcome = "open"
    refusal: str = ""
    at: float = 0.0


class Bot(People):
    """One bot on the platform; `calls` holds what it asked for, in the order in which it came in."""

    def __init__(self, token: str, switches: Switches | None = None) -> None:
        self.token = token
        self.calls: list[Call] = []
        self.url = ""
        switches, world = switches or Switches(), World(token)
        super().__init__(world, Updates(world, switches), switches)
        self._methods = Methods(world, switches, self.updates)

    @property
    def clock(self) -> Callable[[], float]:
        """Seconds since 1970 for the platform: dates and limits follow it, waiting does not."""
        return self.world.clock

    @clock.setter
    def clock(self, clock: Callable[[], float]) -> None:
        self.world.clock = clock

    @property
    def refused(self) -> list[Call]:
        return [call for call in self.calls if call.outcome == "refused"]

    @property
    def used(self) -> dict[str, int]:
        """What the plan has counted in this month."""
        return {"messages": self._methods.plan.messages, "people": len(self._methods.plan.people)}

    @property
    def fetched(self) -> dict[str, bytes]:
        """The pictures that the platform fetched for sendPhoto, by address."""
        return self._methods.fetched

    def fails(self, method: str, kind: Kind, times: int = 1, chat_id: str | None = None) -> None:
        """Let the next well-formed calls of a method meet a fault; see Fault."""
        self.switches.faults.append(Fault(method, kind, times, chat_id))

    def switch(self, **values: Any) -> None:
        """Set switches as JSON has them: switch(delay=0.02, pace={"overall": 5})."""
        for name, value in values.items():
            assert hasattr(self.switches, name), f"no switch {name!r}"
            setattr(self.switches, name, Pace(**value) if name == "pace" and value is not None else value)

    async def answer(self, request: web.Request) -> web.Response:
        call = Call(request.match_info["method"], {}, at=self.clock())
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
        if call.method not in FIELDS or (call.method == "testWebhook" and self.switches.webhook_tests is None):
            return self._settle(call, Refusal(404, "Not Found: no such method"))
        params = await read(request, call.method)
        call.params = {} if isinstance(params, Refusal) else params
        await asyncio.sleep(self.switches.delay)
        if request.transport is None or request.transport.is_closing():
            return web.Response()
        if isinstance(params, Refusal):
            return self._settle(call, params)
        if refusal := fault_in(call.method, params, self.switches):
            return self._settle(call, refusal)
        fault = self.switches.take_fault(call.method, params.get("chat_id"))
        if fault and fault.kind == "cut_before":
            return cut(request)
        if fault and fault.refusal:
            return self._settle(call, fault.refusal)
        answer = self._settle(call, await self._methods.table[call.method](params))
        if fault and fault.kind == "cut_after":
            return cut(request)
        if fault and fault.kind == "hang":
            await asyncio.Event().wait()
        return reply(fault.afterwards, self.switches) if fault and fault.afterwards else answer

    def _settle(self, call: Call, result: object) -> web.Response:
        """A poll that ends without an event is no refusal, though it is answered like one."""
        refused = isinstance(result, Refusal) and not (call.method == "getUpdates" and result.code == 408)
        call.outcome = "refused" if refused else "accepted"
        call.refusal = result.description if refused and isinstance(result, Refusal) else ""
        self.world.touch()
        return reply(result, self.switches)


class ZaloBotDouble(Bot):
    """The server and its first bot; `another` adds one."""

    def __init__(self, token: str = TOKEN, switches: Switches | None = None) -> None:
        super().__init__(token, switches)
        self._bots: dict[str, Bot] = {token: self}

    def another(self, token: str, switches: Switches | None = None) -> Bot:
        """One more bot: with people, plan and webhook of its own, by the same clock."""
        bot = self._bots[token] = Bot(token, switches)
        bot.url, bot.clock = self.url, self._time
        return bot

    def _time(self) -> float:
        return self.clock()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST)
        for method in ("GET", "POST"):
            app.router.add_route(method, "/bot{token}/{method}", self._api)
        app.router.add_get("/picture/{name}", self._picture)
        app.router.add_post("/double/{name}", self.drive)
        app.router.add_route("*", "/{rest:.*}", self._nowhere)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.01)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        for bot in self._bots.values():
            await bot.updates.pusher.close()
        await self._runner.cleanup()

    async def _api(self, request: web.Request) -> web.Response:
        bot = self._bots.get(request.match_info["token"])
        if bot is not None:
            return await bot.answer(request)
        refusal = Refusal(401, "Unauthorized")
        if self.switches.unknown_token == "404-html":
            refusal = Refusal(404, "Not Found", page=True)
        self.calls.append(Call(request.match_info["method"], {}, "refused", refusal.description, self.clock()))
        self.world.touch()
        return reply(refusal, self.switches)

    async def _picture(self, request: web.Request) -> web.Response:
        self.world.looked_at.append(request.path)
        if self.switches.photos_away:
            return reply(Refusal(503, "Service Unavailable", page=True), self.switches)
        for bot in self._bots.values():
            if picture := bot.world.pictures.get(request.path):
                life = bot.switches.photo_life
                if life is None or self.clock() <= picture.at + life:
                    return web.Response(body=picture.content, content_type="image/jpeg")
        return await self._nowhere(request)

    async def _nowhere(self, _: web.Request) -> web.Response:
        return reply(_NOWHERE, self.switches)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Plays the Zalo Bot Platform on 127.0.0.1 until it is ended.")
    parser.add_argument("--token", default=TOKEN)
    asyncio.run(serve(ZaloBotDouble(**vars(parser.parse_args()))))
