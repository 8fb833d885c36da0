"""A fast stand-in for Telegram's Bot API: updates out by long polling, messages in, and who is to hear of them."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from bench.wire import Params, Wire

Json = dict[str, Any]

TOKEN = "1000:bench"  # noqa: S105 - nobody else's
BATCH = 100  # updates in one answer, as Telegram has it
BOT = {"id": 1000, "is_bot": True, "first_name": "bench", "username": "bench_bot"}
ME = {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
TRUE = b'{"ok":true,"result":true}'


@dataclass(frozen=True, slots=True)
class Shown:
    """The newest message of the bot in a chat."""

    id: int
    body: Json
    edited: bool

    @property
    def text(self) -> str:
        return str(self.body["text"])

    @property
    def keyboard(self) -> list[list[Json]]:
        rows: list[list[Json]] = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    def button(self, code: str) -> str | None:
        """What is behind the button that stands for this code, if one was drawn."""
        behind = (str(button["callback_data"]) for row in self.keyboard for button in row)
        return next((data for data in behind if data.partition(":")[2] == code), None)


@dataclass(slots=True)
class Double:
    """`hears` is told of each message to a chat; `handed` of each update that the bot has got."""

    hears: Callable[[int, Shown], None]
    handed: Callable[[int], None]
    calls: Counter[str] = field(default_factory=Counter)
    polled: asyncio.Event = field(default_factory=asyncio.Event)
    _waiting: deque[tuple[int, int, bytes]] = field(default_factory=deque)
    _poll: Wire | None = None
    _flushing: bool = False
    _last_update: int = 0
    _last_message: int = 0
    _date: int = field(default_factory=lambda: int(time.time()))

    def say(self, user: int, text: str) -> None:
        message: Json = {**self._message(user), "from": _person(user), "text": text}
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        self._deliver(user, "message", message)

    def tap(self, user: int, shown: Shown, data: str) -> None:
        message = {**self._message(user, shown.id), "from": BOT, **shown.body}
        query = {"id": str(self._last_update + 1), "from": _person(user), "message": message, "data": data}
        self._deliver(user, "callback_query", {**query, "chat_instance": str(user)})

    def take(self, wire: Wire, method: str, params: Params) -> None:
        """A call of the bot."""
        self.calls[method] += 1
        match method:
            case "getupdates":
                self._updates(wire, int(params.get("offset") or 0), float(params.get("timeout") or 0))
            case "sendmessage":
                self._show(wire, params, edited=False)
            case "editmessagetext":
                self._show(wire, params, edited=True)
            case "getme":
                wire.answer(orjson.dumps({"ok": True, "result": ME}))
            case _:
                wire.answer(TRUE)

    def _message(self, user: int, id_: int | None = None) -> Json:
        self._last_message += id_ is None
        return {"message_id": id_ or self._last_message, "date": self._date, "chat": _chat(user)}

    def _deliver(self, user: int, kind: Literal["message", "callback_query"], what: Json) -> None:
        self._last_update += 1
        update = orjson.dumps({"update_id": self._last_update, kind: what})
        self._waiting.append((self._last_update, user, update))
        if self._poll and not self._flushing:
            self._flushing = True
            asyncio.get_running_loop().call_soon(self._flush)

    def _updates(self, wire: Wire, offset: int, timeout: float) -> None:
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()
        self.polled.set()
        if self._waiting or not timeout:
            self._hand_out(wire)
        else:
            self._poll = wire
            asyncio.get_running_loop().call_later(timeout, self._expire, wire)

    def _expire(self, wire: Wire) -> None:
        if self._poll is wire and not self._waiting:
            self._poll = None
            self._hand_out(wire)

    def _flush(self) -> None:
        """All that people did meanwhile goes out in one answer."""
        self._flushing = False
        wire, self._poll = self._poll, None
        if wire and not wire.gone:
            self._hand_out(wire)

    def _hand_out(self, wire: Wire) -> None:
        batch = [self._waiting[n] for n in range(min(BATCH, len(self._waiting)))]
        for _, user, _ in batch:
            self.handed(user)
        wire.answer(b'{"ok":true,"result":[' + b",".join(update for _, _, update in batch) + b"]}")

    def _show(self, wire: Wire, params: Params, *, edited: bool) -> None:
        user = int(params["chat_id"])
        body: Json = {name: params[name] for name in ("text", "entities", "reply_markup") if name in params}
        message = self._message(user, int(params["message_id"]) if edited else None)
        wire.answer(orjson.dumps({"ok": True, "result": {**message, "from": BOT, **body}}))
        self.hears(user, Shown(message["message_id"], body, edited))


def _person(user: int) -> Json:
    return {"id": user, "is_bot": False, "first_name": f"Member{user}", "username": f"m{user}", "language_code": "vi"}


def _chat(user: int) -> Json:
    return {"id": user, "first_name": f"Member{user}", "username": f"m{user}", "type": "private"}
