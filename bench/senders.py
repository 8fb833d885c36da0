"""Who sends one message to many: our program on both databases, and its peers, each in the ways that it has."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.double import TOKEN
from bench.lineup import PEERS, Memory
from bench.talk import FIRST_USER

AT = "08:00"  # what our program sends is due


@dataclass(frozen=True, slots=True)
class Sender:
    """`paced`: it keeps to a limit by itself; the others are given none."""

    name: str
    says: str
    module: str
    way: str = ""
    memory: Memory = "none"
    paced: bool = True
    ours: bool = False
    python: str = str(PEERS)  # of a peer

    def command(self, url: str, message: Path, count: int, per_second: int, *, paid: bool) -> Sequence[str]:
        """Ours finds the rest in its settings and its database."""
        if self.ours:
            return (sys.executable, "-m", self.module, AT, "run")
        given = ["--url", url, "--token", TOKEN, "--message", str(message), "--way", self.way]
        given += [f"--first={FIRST_USER + 1}", f"--count={count}", f"--per-second={per_second}"]
        return (self.python, "-m", self.module, *given, *(("--paid",) if paid else ()))


AIOGRAM, PTB, AIOHTTP = (f"bench.peers.sends_{peer}" for peer in ("aiogram", "ptb", "aiohttp"))
SENDERS = {
    sender.name: sender
    for sender in (
        Sender("ours-sqlite", "ours, SQLite", "bench.at_hour", memory="sqlite", ours=True),
        Sender("ours-postgresql", "ours, PostgreSQL", "bench.at_hour", memory="postgresql", ours=True),
        Sender("aiogram-loop", "aiogram 3, loop with a pause", AIOGRAM, "loop"),
        Sender("aiogram-gather", "aiogram 3, 32 at once, no limit", AIOGRAM, "gather", paced=False),
        Sender("ptb-limiter", "python-telegram-bot, loop behind AIORateLimiter", PTB, "limiter"),
        Sender("ptb-loop", "python-telegram-bot, loop, no limit", PTB, "loop", paced=False),
        Sender("ptb-gather", "python-telegram-bot, 32 at once, no limit", PTB, "gather", paced=False),
        Sender("aiohttp", "aiohttp floor, 32 at once, no limit", AIOHTTP, "gather", paced=False),
    )
}
