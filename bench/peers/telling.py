"""What a peer is told that sends one message to many: to whom, how fast, and in which of its ways."""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import stdin

from bench.peers.screens import Screen

AT_ONCE = 32  # sends on their way, where a way sends side by side

Send = Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Telling:
    """`paid`: the platform's limit is a thousand a second, and Stars pay for it."""

    url: str
    token: str
    screen: Screen
    chats: Sequence[int]
    per_second: int
    way: str
    paid: bool

    def wait(self) -> None:
        """Until somebody says go, and at the end until the process is ended: what it cost is read from outside."""
        stdin.readline()


async def gather(send: Send, given: Telling) -> None:
    """So many at once, as fast as they go. A task for each message and a semaphore would cost half as much again."""
    chats = iter(given.chats)

    async def work() -> None:
        for chat in chats:
            await send(chat)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))


def telling(purpose: str | None) -> Telling:
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("--url", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--message", type=Path, required=True)
    parser.add_argument("--first", type=int, required=True, help="the first chat; the others follow it")
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--per-second", type=int, required=True)
    parser.add_argument("--way", required=True)
    parser.add_argument("--paid", action="store_true")
    given = parser.parse_args()
    screen = Screen(**json.loads(given.message.read_text("utf-8")))
    chats = range(given.first, given.first + given.count)
    return Telling(given.url, given.token, screen, chats, given.per_second, given.way, given.paid)
