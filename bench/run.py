"""One run: a fresh database, the double and a bot as processes of their own, and what the answers cost."""

import os
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import machine
from bench.checking import misread
from bench.databases import Databases
from bench.lineup import Bot
from bench.office import Office
from bench.people import people
from bench.processes import Ended, Figures, started, told_by

Watch = Callable[[int], AbstractAsyncContextManager[None]]
"""Looks at the bot's process while what counts goes on."""

LATER = 20.0  # seconds after which the double is late with its figures


@dataclass(frozen=True, slots=True)
class Load:
    """How many chats talk at once, how many people in each one after another, and what stands in their way."""

    chats: int
    rounds: int
    rtt: float = 0.0  # seconds by which Telegram's answers are held back
    slow: float = 0.0  # share of turns in which a read of the database takes long
    pause: float = 0.0  # seconds between an answer and what its reader says to it, on average
    listeners: int = 0  # members who talk to nobody, and to each of whom a reminder is due at eight
    at: str = ""  # the hour at which our program's clock begins with what counts; as it is, where none is given
    longest: float = 90.0  # seconds for the warm-up, and for what counts

    @property
    def warm(self) -> int:
        """People who play first and do not count."""
        return min(self.chats, 50)

    @property
    def measured(self) -> int:
        return self.chats * self.rounds

    @property
    def everybody(self) -> int:
        return self.warm + self.measured

    def command(self, bot: Bot, url: str, screens: Path, redis: str) -> Sequence[str]:
        """The command that starts the bot in these circumstances."""
        if self.at:
            return (sys.executable, "-m", "bench.at_hour", self.at, "run")
        return bot.command(url, screens, redis, self.slow)

    def crowd(self, record: Path | None) -> Sequence[str]:
        """The command that plays it."""
        given: dict[str, float] = {"warm": self.warm, "measured": self.measured, "at-once": self.chats}
        given |= {"rtt": self.rtt, "pause": self.pause, "longest": self.longest}
        options = [f"--{name}={value}" for name, value in given.items()]
        return (sys.executable, "-m", "bench.play", *options, *((f"--record={record}",) if record else ()))


@asynccontextmanager
async def unwatched(pid: int) -> AsyncIterator[None]:
    yield


async def run(
    bot: Bot,
    load: Load,
    databases: Databases,
    folder: Path,
    screens: Path,
    *,
    record: bool = False,
    watch: Watch = unwatched,
) -> Figures:
    """The figures of one run; only "error" and the log where a process ended early."""
    async with (
        databases.fresh(bot.memory, folder) as kept,
        started(load.crowd(screens if record else None), folder, machine.BESIDE) as double,
    ):
        url = (await told_by(double))["url"]
        if bot.ours:
            Office(folder, kept.url).write_settings(url)
        command = load.command(bot, url, screens, kept.url)
        async with started(command, folder, machine.BOT) as process:
            try:
                figures = await _measured(double, process, kept.server, load, watch)
            except Ended as ended:
                return {"error": str(ended), "log": log_of(folder)}
        log = log_of(folder)
        figures["log"] = log if "Traceback" in log or '"error"' in log else ""
        figures["misread"] = await misread(kept.url, people(load.everybody)) if bot.ours else []
    return figures


async def _measured(double: Process, bot: Process, server: int | None, load: Load, watch: Watch) -> Figures:
    """Nothing moves between the warm-up and "go", so both ends of what counts are sharp."""
    patience = load.longest + LATER
    warm = await told_by(double, bot, patience=patience)
    if warm["finished"] < load.warm:
        raise Ended(f"only {warm['finished']} of {load.warm} finished the warm-up: {warm['strange']}")
    async with watch(bot.pid):
        before = machine.costs(bot.pid, server)
        for process in (double, bot):
            assert process.stdin is not None
            process.stdin.write(b"go\n")
        figures = await told_by(double, bot, patience=patience)
    used, served = (after - was for after, was in zip(machine.costs(bot.pid, server), before, strict=True))
    peak = machine.peak_mib(bot.pid)
    figures |= await told_by(double, bot)
    thousand = max(figures["messages"], 1) / 1000
    return figures | {
        "per_second": figures["messages"] / figures["seconds"],
        "cpu": used / thousand,
        "server_cpu": served / thousand,
        "bot_busy": used / figures["seconds"],
        "peak_mib": peak,
        "load_average": os.getloadavg()[0],
    }


def log_of(folder: Path) -> str:
    """The last that the bot and the double wrote."""
    logs = (folder / f"{place}.log" for place in (machine.BOT, machine.BESIDE))
    return "\n".join(log.read_text("utf-8", "replace")[-4000:] for log in logs).strip()
