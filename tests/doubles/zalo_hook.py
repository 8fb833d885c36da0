"""How the played Zalo calls a webhook: one chat's events in order, chats side by side."""

import asyncio
import ipaddress
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp
import orjson

from tests.doubles.zalo_checks import address
from tests.doubles.zalo_switches import Switches
from tests.doubles.zalo_world import Json, Refusal, bad

HEADER = "X-Bot-Api-Secret-Token"
REORDER = 0.02  # seconds in which what is said counts as said in one go
_HEADER_TEXT = re.compile(r"[!-~]+")
_OWN = ("zalo.me", "zaloapp.com", "zaloplatforms.com", "zapps.me")


@dataclass(frozen=True, slots=True)
class Event:
    """An event as JSON, as it was when it happened; `line` is the chat in which order is kept."""

    id: str
    line: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where the bot wants its events, and the word that proves they come from the platform."""

    url: str
    secret: str


@dataclass(frozen=True, slots=True)
class Push:
    """One call of a webhook: the event's id, and the HTTP status of the answer or 0 if there was none."""

    id: str
    status: int


def fault_in_hook(params: Json) -> Refusal | None:
    """What is refused at once; a private address is not, its probe fails."""
    (scheme, host), secret = address(params["url"]), params["secret_token"]
    if not host or (scheme != "https" and not (scheme == "http" and _is_private(host))):
        return bad("url must be https")
    if not 8 <= len(secret) <= 256:
        return bad("secret_token must have 8 to 256 characters")
    return None if _HEADER_TEXT.fullmatch(secret) else bad("the double takes no secret_token that fits no header")


def _is_local(url: str, switches: Switches) -> bool:
    return switches.private_webhooks and address(url) == ("http", "127.0.0.1")


def _is_private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local"))


def _is_blocked(url: str) -> bool:
    _, host = address(url)
    return _is_private(host) or any(host == own or host.endswith(f".{own}") for own in _OWN)


class Pusher:
    """Brings events to the webhook that is set at that moment. `homeless` takes those for which there is none any more.

    Public addresses are kept and never called: nothing leaves the machine, their events are lost.
    """

    def __init__(self, switches: Switches, touch: Callable[[], None], homeless: Callable[[Event], None]) -> None:
        self.webhook: Webhook | None = None
        self.pushes: list[Push] = []
        self._switches = switches
        self._touch = touch
        self._homeless = homeless
        self._lines: dict[str, deque[Event]] = {}
        self._pushers: dict[str, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None

    def line_up(self, event: Event) -> None:
        self._lines.setdefault(event.line, deque()).append(event)
        if event.line not in self._pushers:
            self._pushers[event.line] = asyncio.get_running_loop().create_task(self._run(event.line))

    async def _run(self, key: str) -> None:
        line = self._lines[key]
        while line:
            if self._switches.reorder:
                await asyncio.sleep(REORDER)
            batch = list(reversed(line)) if self._switches.reorder else list(line)
            line.clear()
            for event in batch:
                await self._deliver(event)
        del self._pushers[key]

    async def _deliver(self, event: Event) -> None:
        pause = self._switches.webhook_retry
        for left in reversed(range(1 + self._switches.webhook_retries)):
            if self.webhook is None:
                self._homeless(event)
                return
            if await self._push(self.webhook, event) or not self._switches.retries_webhook or not left:
                return
            await asyncio.sleep(pause)
            pause *= 2

    async def _push(self, webhook: Webhook, event: Event) -> bool:
        """Whether the event need not go out again."""
        if not _is_local(webhook.url, self._switches):
            return True
        flat = self._switches.body_shape == "flat"
        body = event.body if flat else orjson.dumps({"ok": True, "result": orjson.Fragment(event.body)})
        status, _ = await self._post(webhook, body)
        self.pushes.append(Push(event.id, status))
        self._touch()
        return 200 <= status < 300

    async def probe(self) -> Json:
        """What setWebhook and testWebhook say of the address that is set."""
        assert self.webhook is not None
        started = time.monotonic()
        if _is_local(self.webhook.url, self._switches):
            status, outcome = await self._post(self.webhook, self._switches.probe_body.encode())
        elif _is_blocked(self.webhook.url):
            status, outcome = 0, "webhook.err.blocked"
        else:
            outcome = self._switches.public_outcome
            status = 200 if outcome == "webhook.ok" else 0
        latency = int((time.monotonic() - started) * 1000)
        ok = outcome == "webhook.ok"
        return {
            "ok": ok,
            "outcome": outcome,
            "status_code": status,
            "latency_ms": latency,
            "hint": "" if ok else outcome,
        }

    async def _post(self, webhook: Webhook, body: bytes) -> tuple[int, str]:
        """The status of the answer, 0 for none, and how Zalo calls it."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        headers = {"Content-Type": "application/json", HEADER: webhook.secret}
        timeout = aiohttp.ClientTimeout(total=self._switches.webhook_timeout)
        call = self._session.post(webhook.url, data=body, headers=headers, timeout=timeout, allow_redirects=False)
        try:
            async with call as answer:
                return answer.status, _outcome(answer.status)
        except TimeoutError:
            return 0, "webhook.err.timeout"
        except aiohttp.ClientError:
            return 0, "webhook.err.conn"

    async def settled(self) -> None:
        """Wait until every push so far has been answered or given up."""
        while self._pushers:
            await asyncio.gather(*self._pushers.values())

    async def close(self) -> None:
        pushers = list(self._pushers.values())
        for pusher in pushers:
            pusher.cancel()
        await asyncio.gather(*pushers, return_exceptions=True)
        if self._session is not None:
            await self._session.close()


def _outcome(status: int) -> str:
    if 200 <= status < 300:
        return "webhook.ok"
    if status in {403, 404}:
        return f"webhook.http.{status}"
    return "webhook.http.5xx" if status >= 500 else "webhook.http.other"
