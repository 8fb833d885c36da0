"""Who is measured: our program on both databases, and its peers, each a command to start."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.double import TOKEN

ROOT = Path(__file__).parents[1]
PEERS = ROOT / ".venv-bench" / "bin" / "python"

Memory = Literal["sqlite", "postgresql", "redis", "none"]


@dataclass(frozen=True, slots=True)
class Bot:
    """`memory` is where it keeps what it was told; "none" is its own process."""

    name: str
    says: str
    module: str
    memory: Memory
    ours: bool = False
    python: str = str(PEERS)  # of a peer

    def command(self, url: str, screens: Path, redis: str, slow: float) -> Sequence[str]:
        """Ours finds the rest in its settings."""
        if self.ours:
            return (sys.executable, "-m", *(("bench.slow_reads", str(slow)) if slow else (self.module,)), "run")
        given = ["--url", url, "--token", TOKEN, "--screens", str(screens), "--slow", str(slow)]
        return (self.python, "-m", self.module, *given, *(("--redis", redis) if self.memory == "redis" else ()))


LINEUP = {
    bot.name: bot
    for bot in (
        Bot("ours-sqlite", "ours, SQLite", "bot.cli", "sqlite", ours=True),
        Bot("ours-postgresql", "ours, PostgreSQL", "bot.cli", "postgresql", ours=True),
        Bot("aiogram", "aiogram 3, memory", "bench.peers.on_aiogram", "none"),
        Bot("aiogram-redis", "aiogram 3, Redis", "bench.peers.on_aiogram", "redis"),
        Bot("ptb", "python-telegram-bot, ConversationHandler, memory", "bench.peers.on_ptb", "none"),
        Bot("aiohttp", "aiohttp floor, no framework", "bench.peers.on_aiohttp", "none"),
    )
}
