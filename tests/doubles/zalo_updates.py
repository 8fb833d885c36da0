"""How events leave the played Zalo: one by one by long poll, or by webhook; what is received is consumed."""

import asyncio
from collections import deque
from datetime import datetime

import orjson

from tests.doubles.zalo_checks import seconds
from tests.doubles.zalo_hook import Event, Pusher, Webhook, fault_in_hook
from tests.doubles.zalo_switches import VIETNAM, Switches
from tests.doubles.zalo_world import Json, Refusal, World, bad

GRACE = 0.05  # seconds
Result = Json | list[orjson.Fragment] | orjson.Fragment | Refusal


class Updates:
    """One queue without numbers: there is no offset and nothing to confirm."""

    def __init__(self, world: World, switches: Switches) -> None:
        self.world = world
        self.switches = switches
        self.pusher = Pusher(switches, world.touch, self._queue)
        self._events: dict[str, Event] = {}
        self._pending: deque[Event] = deque()
        self._waiter: asyncio.Future[None] | None = None
        self._polled = float("-inf")
        self._changed = 0
        self._tests: deque[object] = deque()

    def add(self, message_id: str, line: str, body: Json) -> None:
        event = self._events[message_id] = Event(message_id, line, orjson.dumps(body))
        for _ in range(2 if self.switches.duplicates else 1):
            self._deliver(event)

    def again(self, message_id: str) -> None:
        """The same event once more, under the same id."""
        self._deliver(self._events[message_id])

    def _deliver(self, event: Event) -> None:
        if self.pusher.webhook is not None:
            self.pusher.line_up(event)
        elif self._waiter is not None or not self._offline():
            self._queue(event)
        self.world.touch()

    def _queue(self, event: Event) -> None:
        self._pending.append(event)
        if self.switches.queue_most is not None:
            while len(self._pending) > self.switches.queue_most:
                self._pending.popleft()
        self._wake()

    def _offline(self) -> bool:
        lost = self.switches.lost_while_offline
        return lost is not None and self.world.clock() > self._polled + lost

    @property
    def waiting(self) -> bool:
        """Whether a long poll is open: the bot has fetched everything."""
        return self._waiter is not None and not self._waiter.done()

    async def poll(self, params: Json) -> Result:
        """getUpdates: one event, or the wait for it."""
        if not await self._alone():
            return Refusal(409, "Conflict: the double lets one getUpdates wait at a time")
        if self._offline():
            self._pending.clear()
        self._polled = self.world.clock()
        if not self._pending and self.pusher.webhook is None:
            await self._wait(min(seconds(params), self.switches.longest_poll))
        if self.pusher.webhook is not None:
            return Refusal(self.switches.webhook_conflict, "Conflict: getUpdates does not work while a webhook is set")
        if not self._pending:
            return Refusal(408, "Request timeout", status=self.switches.idle_status)
        event = self._pending.pop() if self.switches.reorder else self._pending.popleft()
        body = orjson.Fragment(event.body)
        return [body] if self.switches.getupdates_result == "list" else body

    async def _alone(self) -> bool:
        """Whether nobody else waits; one who has just hung up gets a moment to be noticed."""
        try:
            return await self.world.wait(lambda: self._waiter is None, GRACE)
        except TimeoutError:
            return False

    async def _wait(self, timeout: float) -> None:
        mine = self._waiter = asyncio.get_running_loop().create_future()
        self.world.touch()
        try:
            async with asyncio.timeout(timeout):
                await mine
        except TimeoutError:
            pass
        finally:
            self._waiter = None
            self._polled = self.world.clock()
            self.world.touch()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def set_webhook(self, params: Json) -> Result:
        """The address is kept even if its probe fails."""
        if fault := fault_in_hook(params):
            return fault
        self._set(Webhook(params["url"], params["secret_token"]))
        verification = {"verification": await self.pusher.probe()} if self.switches.verification else {}
        while self._pending:
            self.pusher.line_up(self._pending.popleft())
        return self.webhook_info() | verification

    def delete_webhook(self) -> Json:
        self._set(None)
        return self.webhook_info()

    def _set(self, webhook: Webhook | None) -> None:
        self.pusher.webhook = webhook
        self._changed = self.world.now()
        self._wake()

    def webhook_info(self) -> Json:
        return {"url": self.pusher.webhook.url if self.pusher.webhook else "", "updated_at": self._changed}

    async def test_webhook(self) -> Result:
        if self.pusher.webhook is None:
            return bad("no webhook is set")
        today = datetime.fromtimestamp(self.world.clock(), VIETNAM).date()
        if self.switches.webhook_tests is not None and self._tests.count(today) >= self.switches.webhook_tests:
            return Refusal(426, "testWebhook was called too often today")
        self._tests.append(today)
        return {"url": self.pusher.webhook.url} | await self.pusher.probe()
