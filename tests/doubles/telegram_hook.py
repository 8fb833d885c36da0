"""How the played Telegram calls a webhook: one chat's updates in order, chats side by side, each until it is taken."""

import asyncio
import random
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from tests.doubles.telegram_switches import Switches
from tests.doubles.telegram_world import Json, Refusal, World, bad

Line = tuple[str, int]  # a webhook queue: what it carries and for which chat or person

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LONGEST = aiohttp.ClientTimeout(total=30)
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
_PORTS = {443, 80, 88, 8443}


@dataclass(frozen=True, slots=True)
class Update:
    """An update that waits, as JSON: it tells what was so when it was made, whatever changes afterwards."""

    id: int
    line: Line
    expires: float
    body: bytes


def fault_in_hook(params: Json, switches: Switches) -> Refusal | None:
    """What Telegram finds wrong with the address or the secret of a webhook."""
    if problem := _problem(params["url"], switches):
        return bad(f"bad webhook: {problem}")
    secret = params.get("secret_token", "")
    if not _SECRET.fullmatch(secret):
        return bad("secret token is too long" if len(secret) > 256 else "secret token contains unallowed characters")
    return None


def _problem(url: str, switches: Switches) -> str:
    parts = urlsplit(url)
    if _is_local(url, switches):
        return ""
    if parts.scheme != "https" or not parts.hostname:
        return "An HTTPS URL must be provided for webhook"
    return "" if (parts.port or 443) in _PORTS else "Webhook can be set up only on ports 80, 88, 443 or 8443"


def _is_local(url: str, switches: Switches) -> bool:
    parts = urlsplit(url)
    return switches.local_webhook and (parts.scheme, parts.hostname) == ("http", "127.0.0.1")


class Hook:
    """The webhook as it was set, and its last failure. `taken` hears of each update that is done with.

    A line has one pusher, so its updates arrive in order; lines do not wait for each other. A public address is kept
    and never called: nothing leaves the machine.
    """

    def __init__(self, params: Json, world: World, switches: Switches, taken: Callable[[int], None]) -> None:
        self.url: str = params["url"]
        self._headers = {"Content-Type": "application/json"}
        if secret := params.get("secret_token"):
            self._headers[HEADER] = secret
        self._connections = max(1, min(100, params.get("max_connections", 40)))
        self._slots = asyncio.Semaphore(self._connections)
        self._world = world
        self._switches = switches
        self._taken = taken
        self._random = random.Random(0)
        self._lines: dict[Line, deque[Update]] = {}
        self._pushers: dict[Line, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._failure: Json = {}

    @property
    def info(self) -> Json:
        return {"url": self.url, "max_connections": self._connections, **self._failure}

    def line_up(self, update: Update) -> None:
        if not _is_local(self.url, self._switches):
            return
        self._lines.setdefault(update.line, deque()).append(update)
        if update.line not in self._pushers:
            self._pushers[update.line] = asyncio.get_running_loop().create_task(self._push(update.line))

    async def _push(self, key: Line) -> None:
        line, pause = self._lines[key], self._switches.webhook_retry
        while line:
            if line[0].expires > self._world.clock() and not await self._delivered(line[0]):
                await asyncio.sleep(pause)
                pause = min(2 * pause, self._switches.webhook_retry_most)
            else:
                self._taken(line.popleft().id)
                pause = self._switches.webhook_retry
        del self._pushers[key]

    async def _delivered(self, update: Update) -> bool:
        async with self._slots:
            answers = await asyncio.gather(*(self._call(url, update) for url in self._receivers()))
        if any(answers) and self._switches.webhook_answers_lost:
            self._switches.webhook_answers_lost -= 1
            return False
        return any(answers)

    def _receivers(self) -> list[str]:
        """Where the call ends up: behind the address may be a balancer, and what it gave up may go on all the same."""
        behind = self._switches.webhook_behind or [self.url]
        several = len(behind) > 1 and self._random.random() < self._switches.webhook_twice
        return self._random.sample(behind, 2 if several else 1)

    async def _call(self, url: str, update: Update) -> bool:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=LONGEST)
        try:
            async with self._session.post(
                url, data=update.body, headers=self._headers, allow_redirects=False
            ) as answer:
                if 200 <= answer.status < 300:
                    return True
                failure = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as problem:
            failure = str(problem) or type(problem).__name__
        self._failure = {"last_error_date": self._world.now(), "last_error_message": failure}
        self._world.touch()
        return False

    async def close(self) -> None:
        """Call no more."""
        pushers = list(self._pushers.values())
        for pusher in pushers:
            pusher.cancel()
        await asyncio.gather(*pushers, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
