"""The platform of those who send, as a process of its own: `python -m bench.receiving` prints JSON lines.

It says {"url"} when it listens, {"here"} when the bot has asked for messages, waits for "go", and tells what has
arrived when everybody was told, or so many seconds after the first message.
"""

import argparse
import asyncio
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import uvloop

from bench.double import Double, Shown
from bench.limits import Limits, too_many
from bench.play import tell, template
from bench.wire import Params, Wire

SETTLE = 0.5  # seconds in which a message too many may still come


class Receiver:
    """Everybody behind the platform: who was told how often, and how fast."""

    def __init__(self, limits: Limits, expected: int, window: float) -> None:
        self.double = Double(self._hears, lambda _: None)
        self.over = asyncio.Event()
        self.refused = 0
        self.first = self.last = 0.0
        self.newest: Shown | None = None
        self._limits = limits
        self._expected = expected
        self._window = window
        self._told = Counter[int]()
        self._signs = self._buttons = 0

    def take(self, wire: Wire, method: str, params: Params) -> None:
        if method == "sendmessage":
            paid = str(params.get("allow_paid_broadcast", "")).lower() == "true"
            seconds = self._limits.retry_after(int(params["chat_id"]), time.monotonic(), paid=paid)
            if seconds:
                self.refused += 1
                wire.refuse(too_many(seconds))
                return
        self.double.take(wire, method, params)

    def _hears(self, user: int, shown: Shown) -> None:
        now = time.monotonic()
        if not self._told:
            self.first = now
            if self._window:
                asyncio.get_running_loop().call_later(self._window, self.over.set)
        if self._window and now >= self.first + self._window:
            return
        self.last = now
        self.newest = shown
        self._told[user] += 1
        self._signs += len(shown.text)
        self._buttons += sum(map(len, shown.keyboard))
        if len(self._told) >= self._expected:
            self.over.set()

    def figures(self) -> dict[str, Any]:
        """Messages per second from the first one to the last, or in the whole window."""
        count = self._told.total()
        seconds = self._window or self.last - self.first
        spaces = count if self._window else count - 1
        return {
            "messages": count,
            "missing": 0 if self._window else self._expected - len(self._told),
            "doubled": count - len(self._told),
            "refused": self.refused,
            "seconds": seconds,
            "per_second": spaces / seconds if seconds else 0.0,
            "fullest": max(self._limits.free.fullest, self._limits.paid.fullest),
            "signs": self._signs / max(count, 1),
            "buttons": self._buttons / max(count, 1),
            "calls": dict(self.double.calls),
        }


async def receive(receiver: Receiver, longest: float) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Wire(receiver.take, 0), "127.0.0.1", 0, backlog=2048)
    tell({"url": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"})
    await receiver.double.polled.wait()
    tell({"here": True})
    await asyncio.to_thread(sys.stdin.readline)
    began, used = time.monotonic(), time.process_time()
    try:
        async with asyncio.timeout(longest):
            await receiver.over.wait()
    except TimeoutError:
        pass
    ended, busy = time.monotonic(), time.process_time() - used
    await asyncio.sleep(SETTLE)
    tell(receiver.figures() | {"start": receiver.first - began, "double_busy": busy / (ended - began)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--expected", type=int, required=True, help="people who are to be told")
    parser.add_argument("--free", type=int, required=True, help="messages in any second")
    parser.add_argument("--paid", type=int, required=True, help="messages in any second that are paid for")
    parser.add_argument("--window", type=float, default=0.0, help="seconds after the first message that count")
    parser.add_argument("--longest", type=float, default=120.0, help="seconds after which it ends in any case")
    parser.add_argument("--record", type=Path, help="where the newest message is kept for the peers")
    given = parser.parse_args()
    receiver = Receiver(Limits(given.free, given.paid), given.expected, given.window)
    uvloop.run(receive(receiver, given.longest))
    if given.record and receiver.newest:
        given.record.write_bytes(orjson.dumps(template(receiver.newest, {})))


if __name__ == "__main__":
    main()
