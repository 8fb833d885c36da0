"""How updates leave the played Telegram: by long poll or by webhook, kept until they are confirmed or too old."""

import asyncio
from itertools import count, islice

import orjson

from tests.doubles.telegram_checks import UPDATES
from tests.doubles.telegram_hook import Hook, Line, Update, fault_in_hook
from tests.doubles.telegram_switches import Switches
from tests.doubles.telegram_world import Json, Refusal, World, too_many

DAY = 86400.0
TAP_LIFE = 150.0
REPEAT = 0.5  # seconds; an offset repeated so soon gets one update only
DEFAULT = UPDATES - {"chat_member", "message_reaction", "message_reaction_count"}
_POLL_ENDED = Refusal(
    409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
_HOOK_SET = Refusal(409, "Conflict: terminated by setWebhook request")
_HOOK_ACTIVE = Refusal(
    409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Updates:
    """One queue, as on the real server: what is allowed is decided when an update is made, not when it is fetched."""

    def __init__(self, world: World, switches: Switches) -> None:
        self.world = world
        self.switches = switches
        self.allowed: frozenset[str] = DEFAULT
        self.hook: Hook | None = None
        self._ids = count(500_000_001)
        self._pending: dict[int, Update] = {}
        self._poller: asyncio.Future[Refusal | None] | None = None
        self._last_poll = (0, -REPEAT)  # offset and time
        self._next_conflict = 0.0
        self._next_hook = 0.0
        self._closing: set[asyncio.Task[None]] = set()

    def add(self, kind: str, content: Json, line: Line) -> int:
        """The new update's id, which is used up even if the bot does not want this kind."""
        number = next(self._ids)
        if kind in self.allowed:
            life = TAP_LIFE if kind == "callback_query" else DAY
            self._keep(number, line, life, {kind: content})
        return number

    def add_raw(self, body: Json) -> int:
        """An update of any shape, wanted or not."""
        number = next(self._ids)
        self._keep(number, ("raw", 0), DAY, body)
        return number

    def _keep(self, number: int, line: Line, life: float, body: Json) -> None:
        encoded = orjson.dumps({"update_id": number, **body})
        update = self._pending[number] = Update(number, line, self.world.clock() + life, encoded)
        if self.hook is not None:
            self.hook.line_up(update)
        elif self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    async def poll(self, params: Json) -> list[orjson.Fragment] | Refusal:
        """getUpdates: the only method that waits."""
        if self.hook is not None:
            return await self._conflict(_HOOK_ACTIVE)
        self._allow(params)
        self._end_poll(_POLL_ENDED)
        offset = params.get("offset", 0)
        limit = 1 if self._repeats(offset) else max(1, min(100, params.get("limit", 100)))
        timeout = min(params.get("timeout", 0), self.switches.longest_poll)
        self._confirm(offset)
        if timeout > 0 and not self._due(limit) and (ended := await self._wait(timeout)):
            return await self._conflict(ended)
        return self._due(limit)

    @property
    def waiting(self) -> bool:
        """Whether a long poll is open: the bot has fetched and confirmed everything."""
        return self._poller is not None and not self._poller.done()

    def _repeats(self, offset: int) -> bool:
        (last, at), now = self._last_poll, self.world.clock()
        self._last_poll = (offset, now)
        return offset == last and now < at + REPEAT

    def _confirm(self, offset: int) -> None:
        """A positive offset drops what lies before it, a negative one all but the last so many."""
        ids = list(self._pending)
        for number in ids[:offset] if offset < 0 else [i for i in ids if i < offset]:
            del self._pending[number]

    def _due(self, limit: int) -> list[orjson.Fragment]:
        self._expire()
        return [orjson.Fragment(update.body) for update in islice(self._pending.values(), limit)]

    def _expire(self) -> None:
        now = self.world.clock()
        for update in [u for u in self._pending.values() if u.expires <= now]:
            del self._pending[update.id]

    async def _wait(self, timeout: float) -> Refusal | None:
        mine: asyncio.Future[Refusal | None] = asyncio.get_running_loop().create_future()
        self._poller = mine
        self.world.touch()
        try:
            async with asyncio.timeout(timeout):
                return await mine
        except TimeoutError:
            return None
        finally:
            if self._poller is mine:
                self._poller = None

    def _end_poll(self, refusal: Refusal) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(refusal)

    async def _conflict(self, refusal: Refusal) -> Refusal:
        """One conflict is answered per pause, the others are held back, so that two pollers do not spin."""
        now = self.world.clock()
        if now < self._next_conflict:
            await asyncio.sleep(self.switches.conflict_pause)
        else:
            self._next_conflict = now + self.switches.conflict_pause
        return refusal

    def _allow(self, params: Json) -> None:
        """Remembered from now on; an empty list stands for the default, none for no change."""
        if (wanted := params.get("allowed_updates")) is not None:
            self.allowed = frozenset(wanted) or DEFAULT

    def set_webhook(self, params: Json) -> bool | Refusal:
        if not params["url"]:
            return self.delete_webhook(params)
        if fault := fault_in_hook(params, self.switches):
            return fault
        if self.switches.pace is not None and self.world.clock() < self._next_hook:
            return too_many(1)
        self._next_hook = self.world.clock() + 1.0
        self._allow(params)
        self._end_poll(_HOOK_SET)
        self.delete_webhook(params)
        self.hook = Hook(params, self.world, self.switches, self._taken)
        for update in self._pending.values():
            self.hook.line_up(update)
        return True

    def _taken(self, number: int) -> None:
        self._pending.pop(number, None)
        self.world.touch()

    def delete_webhook(self, params: Json) -> bool:
        if self.hook is not None:
            self._closing.add(asyncio.get_running_loop().create_task(self.hook.close()))
        self.hook = None
        if params.get("drop_pending_updates"):
            self._pending.clear()
        return True

    def webhook_info(self) -> Json:
        self._expire()
        info: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(self._pending)}
        if self.hook is not None:
            info |= self.hook.info
        return info if self.allowed == DEFAULT else info | {"allowed_updates": sorted(self.allowed)}

    async def close(self) -> None:
        self.delete_webhook({})
        await asyncio.gather(*self._closing)
