"""A strict stand-in for Zalo's Official Account OpenAPI: a real HTTP server on 127.0.0.1, with the people behind it.

    async with ZaloOaDouble() as double:      # the program talks to double.url for all three hosts
        double.webhook_url = "http://127.0.0.1:8080/zalo-oa"
        id_ = double.says("u1", "/dangky")
        shown = await double.next_message("u1", after=id_)

It is meant never to accept what the real server refuses, and it refuses more: fields that the reference does not name,
with error -201 and a message that says "the double". Where the sources disagree there is a switch. It does not play
gifs, pictures by address, reactions, broadcasts, groups, people's names, message status and hashed numbers.
`python -m tests.doubles.zalo_oa` runs it in a process of its own and prints its address; it is then driven by
POST /double/<name> with a JSON object: the arguments of the method of that name.
"""

import argparse
import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self
from urllib.parse import urlencode

from aiohttp import web

from tests.doubles.driving import cut, serve
from tests.doubles.zalo_oa_console import Console
from tests.doubles.zalo_oa_hook import Hook
from tests.doubles.zalo_oa_messages import Messages
from tests.doubles.zalo_oa_requests import LARGEST, nowhere, page, read, reply
from tests.doubles.zalo_oa_switches import Fault, Kind, Pacer, Switches
from tests.doubles.zalo_oa_templates import Templates
from tests.doubles.zalo_oa_tokens import PATH as TOKENS
from tests.doubles.zalo_oa_tokens import Tokens
from tests.doubles.zalo_oa_uploads import Uploads
from tests.doubles.zalo_oa_world import Json, Refusal, World, strange

Outcome = Literal["open", "accepted", "refused", "lost"]
Check = Callable[[Json], Refusal | None]
Act = Callable[[Json], Json | Refusal]

APP_ID, APP_SECRET = "1234567890", "app-secret"
OA_ID, OA_SECRET_KEY = "oa1", "oa-secret-key"
_BY_PHONE = ("/message/", "/template/")  # the paths of business.openapi.zalo.me


@dataclass(slots=True)
class Call:
    """A call of the program: "open" while on its way, "lost" if its connection ended before it took effect."""

    path: str
    params: Json
    at: float
    outcome: Outcome = "open"
    error: int = 0
    message: str = ""


class ZaloOaDouble(Console):
    """The server; `calls` holds what the program asked for, in the order in which it came in."""

    def __init__(
        self,
        app_id: str = APP_ID,
        app_secret: str = APP_SECRET,
        oa_id: str = OA_ID,
        oa_secret_key: str = OA_SECRET_KEY,
        switches: Switches | None = None,
    ) -> None:
        self.app_id, self.app_secret, self.oa_id, self.oa_secret_key = app_id, app_secret, oa_id, oa_secret_key
        self.calls: list[Call] = []
        switches = switches or Switches()
        world = World(app_id, oa_id)
        hook = Hook(world, switches, oa_secret_key)
        templates = Templates(world, switches, hook)
        super().__init__(world, switches, hook, templates, Tokens(world, switches, app_secret))
        self._pacer = Pacer()
        messages = Messages(world, switches, hook)
        self._endpoints: dict[tuple[str, str], tuple[Check, Act]] = {
            ("GET", "/v2.0/oa/getoa"): (self.fault_in_account, self.account),
            ("POST", "/v3.0/oa/message/cs"): (messages.fault_in_send, messages.send),
            ("POST", "/v3.0/oa/quota/message"): (messages.fault_in_quota, messages.quota),
            ("POST", "/v3.0/oa/message/template"): (templates.fault_by_uid, templates.send_by_uid),
            ("POST", "/message/template"): (templates.fault_by_phone, templates.send_by_phone),
            ("GET", "/template/info/v2"): (templates.fault_in_info, templates.info),
            ("GET", "/message/quota"): (templates.fault_in_quota, templates.quota),
            **Uploads(world, switches).endpoints(),
        }

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_get("/v4/oa/permission", self._permission)
        app.router.add_get("/file/{name}", self._download)
        app.router.add_post("/double/{name}", self.drive)
        app.router.add_route("*", "/{path:.*}", self._api)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.01)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._hook.close()
        await self._runner.cleanup()

    @property
    def clock(self) -> Callable[[], float]:
        """Seconds since 1970 for the platform: expiry, windows, quotas and night follow it, waiting does not."""
        return self.world.clock

    @clock.setter
    def clock(self, clock: Callable[[], float]) -> None:
        self.world.clock = clock

    @property
    def refused(self) -> list[Call]:
        return [call for call in self.calls if call.outcome == "refused"]

    def fails(self, path: str, kind: Kind, times: int = 1) -> None:
        """Let the next well-formed calls of a path meet a fault; see Fault."""
        assert path in {TOKENS, *(known for _, known in self._endpoints)}, f"the double knows no {path}"
        self.switches.faults.append(Fault(path, kind, times))

    async def _permission(self, request: web.Request) -> web.Response:
        params = dict(request.query)
        call = Call(request.path, params, self.clock())
        self.calls.append(call)
        if refusal := self._tokens.fault_in_permission(params):
            return self._settle(call, refusal, {})
        code = self._tokens.consent(params.get("code_challenge", ""))
        query = {"code": code, "oa_id": self.oa_id, "state": params.get("state", "")}
        self._settle(call, {}, {})
        joint = "&" if "?" in params["redirect_uri"] else "?"
        raise web.HTTPFound(f"{params['redirect_uri']}{joint}{urlencode(query)}")

    async def _api(self, request: web.Request) -> web.Response:
        call = Call(request.path, {}, self.clock())
        self.calls.append(call)
        try:
            return await self._take(request, call)
        finally:
            if call.outcome == "open":
                call.outcome = "lost"
            self.world.touch()

    async def _take(self, request: web.Request, call: Call) -> web.Response:
        """A call takes effect in one piece, after its way here, and only if its sender is still there then."""
        endpoint = self._endpoints.get((request.method, request.path))
        if endpoint is None and (request.method, request.path) != ("POST", TOKENS):
            return self._settle(call, strange(f"knows no {request.method} {request.path}"), {})
        params = await read(request)
        call.params = {} if isinstance(params, Refusal) else params
        if "refresh_token" in call.params:
            self.refreshes.append(call.params["refresh_token"])
        await asyncio.sleep(self.switches.delay)
        if request.transport is None or request.transport.is_closing():
            return web.Response()
        remain = self._pacer.remain(self.switches.rate, self.clock())
        headers = {"X-RateLimit-Limit": str(self.switches.rate), "X-RateLimit-Remain": str(max(0, remain))}
        if remain < 0:
            return self._settle(call, Refusal(-32, "Exceed the limit of requests per minute"), headers)
        if isinstance(params, Refusal):
            return self._settle(call, params, headers)
        check, act = endpoint or (self._check_grant(request), self._tokens.grant)
        refusal = (self._unauthorised(request) if endpoint else None) or check(params)
        fault = None if refusal else self.switches.take_fault(request.path)
        if fault is None:
            return self._settle(call, refusal or act(params), headers)
        if isinstance(fault.kind, int):
            return self._settle(call, Refusal(fault.kind, "the test wants it so"), headers)
        return await self._break(request, fault, lambda: self._settle(call, act(params), headers))

    async def _break(self, request: web.Request, fault: Fault, effect: Callable[[], object]) -> web.Response:
        if fault.kind == "502":
            return page(502, "Bad Gateway")
        if fault.kind == "not_json":
            return page(200, "Zalo is being improved")
        if fault.kind != "cut_before":
            effect()
        if fault.kind == "hang":
            await asyncio.Event().wait()
        return page(504, "Gateway Timeout") if fault.kind == "504" else cut(request)

    def _check_grant(self, request: web.Request) -> Check:
        return lambda params: self._tokens.fault_in(params, request.headers.get("secret_key", ""))

    def _unauthorised(self, request: web.Request) -> Refusal | None:
        by_phone = request.path.startswith(_BY_PHONE)
        if not self._tokens.accepts(request.headers.get("access_token", "")):
            switches = self.switches
            code = switches.invalid_token_code_by_phone if by_phone else switches.invalid_token_code
            return Refusal(code, "Access token is invalid")
        if self.switches.appsecret_proof and "appsecret_proof" not in request.headers:
            return Refusal(-1241 if by_phone else -242, "appsecret_proof is missing")
        return None

    def _settle(self, call: Call, result: Json | Refusal, headers: dict[str, str]) -> web.Response:
        refusal = result if isinstance(result, Refusal) else Refusal(0, "")
        call.outcome = "refused" if isinstance(result, Refusal) else "accepted"
        call.error, call.message = refusal.code, refusal.message
        self.world.touch()
        return reply(call.path, result, headers, self.switches)

    async def _download(self, request: web.Request) -> web.Response:
        name, life = request.match_info["name"], self.switches.file_life
        self.world.looked_at.append(name)
        if self.switches.files_away:
            return page(503, "Service Unavailable")
        if name not in self.world.files or (life is not None and self.clock() > self.world.filed[name] + life):
            return nowhere()
        return web.Response(body=self.world.files[name])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Plays Zalo's OpenAPI on 127.0.0.1 until it is ended.")
    parser.add_argument("--app-id", default=APP_ID)
    parser.add_argument("--app-secret", default=APP_SECRET)
    parser.add_argument("--oa-id", default=OA_ID)
    parser.add_argument("--oa-secret-key", default=OA_SECRET_KEY)
    asyncio.run(serve(ZaloOaDouble(**vars(parser.parse_args()))))
