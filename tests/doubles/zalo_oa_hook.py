"""How the played Zalo calls the webhook: signed over the raw body, one person's events in order, two seconds each."""

import asyncio
import hashlib
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp
import orjson

from tests.doubles.zalo_oa_switches import Switches
from tests.doubles.zalo_oa_world import Json, World

LADDER = (30, 300, 900, 1800, 3600)  # seconds after which Zalo tries again; the double waits for retries()


@dataclass(slots=True, eq=False)
class Push:
    """An event on its way: the answers it met so far, 0 for none in time, and how often it was tried again."""

    id: str
    subject: str
    name: str
    body: bytes
    headers: dict[str, str]
    tries: int = 0
    answers: list[int] = field(default_factory=list)
    unreached: bool = False

    @property
    def taken(self) -> bool:
        return 200 in self.answers


def sign(first: str, body: bytes, timestamp: str, secret: str) -> str:
    """sha256(app_id + body + timestamp + secret), in hex; no HMAC."""
    return hashlib.sha256(first.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def _is_here(url: str) -> bool:
    return urlsplit(url).hostname == "127.0.0.1"


class Hook:
    """The address in Zalo's console. Only 127.0.0.1 is called: nothing leaves the machine."""

    def __init__(self, world: World, switches: Switches, secret: str) -> None:
        self.url = ""
        self.disabled = False
        self.pushes: list[Push] = []
        self.probed: list[int] = []
        self._world = world
        self._switches = switches
        self._secret = secret
        self._lines: dict[str, deque[Push]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._probe: asyncio.Task[None] | None = None
        self._session: aiohttp.ClientSession | None = None
        self._failed: list[Push] = []

    def save(self, url: str) -> None:
        """Zalo posts {} without a signature and keeps the address only if that is answered with 200."""
        assert not url or _is_here(url), "the double calls nothing but 127.0.0.1"
        self.url, self.disabled = url, False
        self._probe = self._start(self._probes(url)) if url and self._switches.probe else None

    def emit(self, event: Json, subject: str, event_id: str, *, forged: bool = False) -> Push:
        """Line an event up behind the others of its subject; without a webhook nobody hears of it."""
        timestamp = str(self._world.event_ms())
        switches = self._switches
        named = {"app_id": self._world.app_id, **event}
        if switches.timestamp_in == "body":
            named.setdefault("timestamp", timestamp)
            timestamp = str(named["timestamp"])
        body = orjson.dumps(named)
        first = self._world.app_id if switches.signs_with == "app_id" else self._world.oa_id
        mac = sign(first, body, timestamp, "another secret" if forged else self._secret)
        mac = mac.upper() if switches.signature_upper else mac
        headers = {"X-ZEvent-Signature": f"mac={mac}" if switches.signature_prefix else mac}
        if switches.timestamp_in == "header":
            headers["X-ZEvent-Timestamp"] = timestamp
        push = Push(event_id, subject, str(event.get("event_name", "")), body, headers)
        if push.name not in switches.events_off:
            self.send(push)
        return push

    def send(self, push: Push) -> None:
        if not self.url or self.disabled:
            return
        if push not in self.pushes:
            self.pushes.append(push)
        line = self._lines.setdefault(push.subject, deque())
        line.append(push)
        if len(line) == 1:
            self._start(self._drain(push.subject))

    def retry(self) -> int:
        """The next rung of the ladder for every event that was not taken; how many there are."""
        again, self._failed = self._failed, []
        for push in again:
            push.tries += 1
            self.send(push)
        return len(again)

    async def probing(self) -> None:
        """The address that was set last has been tried."""
        if self._probe is not None:
            await asyncio.wait([self._probe])

    async def settled(self) -> None:
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _start(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _probes(self, url: str) -> None:
        status, _ = await self._post(url, b"{}", {})
        self.probed.append(status)
        if status != 200 and self.url == url:
            self.url = ""
        self._world.touch()

    async def _drain(self, subject: str) -> None:
        line = self._lines[subject]
        while line:
            if self._probe is not None and not self._probe.done():
                await asyncio.wait([self._probe])
            if self.url and not self.disabled:
                await self._deliver(line[0])
            line.popleft()
            self._world.touch()
        del self._lines[subject]

    async def _deliver(self, push: Push) -> None:
        retry = {"num_retry": str(push.tries)} if push.tries else {}
        url = self._switches.webhook_behind.get(push.subject, self.url)
        assert _is_here(url), "the double calls nothing but 127.0.0.1"
        status, push.unreached = await self._post(url, push.body, push.headers | retry)
        push.answers.append(status)
        if status == 200 or not self._switches.retries:
            return
        if not push.unreached and not self._switches.retried_answers:
            return
        if push.tries < len(LADDER):
            self._failed.append(push)
        else:
            self.disabled = True

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bool]:
        """The status of the answer, 0 for none; and whether nobody was reached."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        headers = {"Content-Type": "application/json", **headers}
        try:
            async with (
                asyncio.timeout(self._switches.deadline),
                self._session.post(url, data=body, headers=headers, allow_redirects=False) as answer,
            ):
                return answer.status, False
        except TimeoutError:
            return 0, False
        except aiohttp.ClientError:
            return 0, True
