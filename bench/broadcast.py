"""One run of sending: a fresh database, the receiver and a sender as processes of their own, and what it cost."""

import asyncio
import os
import sys
from asyncio.subprocess import Process
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import machine
from bench.checking import not_noted
from bench.databases import Databases
from bench.limits import FREE, NONE, PAID
from bench.office import Office
from bench.processes import Ended, Figures, started, told_by
from bench.run import log_of
from bench.senders import Sender

CALM = 1.0  # seconds between the start of a sender and its go
LATER = 20.0  # seconds after which the receiver is late with its figures


@dataclass(frozen=True, slots=True)
class Scene:
    """So many people to be told at this pace; `window`: so many seconds count, and not until all are told."""

    name: str
    people: int
    per_second: int
    senders: Sequence[str]
    times: int
    paid: bool = False
    window: float = 0.0

    @property
    def says(self) -> str:
        """Of a run that lasts so long there are more people than can be told."""
        what = f"{self.window:.0f} seconds" if self.window else f"{self.people} messages"
        return f"{what} at {self.per_second} a second{', paid for' if self.paid else ''}"

    @property
    def longest(self) -> float:
        """Seconds after which it ends in any case: a peer may take much longer than the limit allows."""
        return self.window + 10 if self.window else 30 + 10 * self.people / self.per_second

    def receiver(self, sender: Sender, record: Path | None) -> Sequence[str]:
        free, paid = (FREE, PAID) if sender.paced else (NONE, NONE)
        given = {"expected": self.people, "free": free, "paid": paid, "window": self.window, "longest": self.longest}
        options = [f"--{name}={value}" for name, value in given.items()]
        return (sys.executable, "-m", "bench.receiving", *options, *((f"--record={record}",) if record else ()))


async def send(
    sender: Sender, scene: Scene, databases: Databases, folder: Path, message: Path, *, record: bool = False
) -> Figures:
    """The figures of one run; only "error" and the log where a process ended early."""
    async with (
        databases.fresh(sender.memory, folder) as kept,
        started(scene.receiver(sender, message if record else None), folder, machine.BESIDE) as receiver,
    ):
        url = (await told_by(receiver))["url"]
        if sender.ours:
            Office(folder, kept.url).write_settings(url, per_second=scene.per_second, paid=scene.paid)
        command = sender.command(url, message, scene.people, scene.per_second, paid=scene.paid)
        async with started(command, folder, machine.BOT) as process:
            try:
                figures = await _measured(receiver, process, kept.server, scene)
            except Ended as ended:
                return {"error": str(ended), "log": log_of(folder)}
        await receiver.wait()
        log = log_of(folder)
        if sender.ours and not scene.window:
            figures["not_noted"] = await not_noted(kept.url)
        figures["log"] = log if "Traceback" in log or '"error"' in log else ""
    return figures


async def _measured(receiver: Process, sender: Process, server: int | None, scene: Scene) -> Figures:
    """From go until the last message has come, and a moment for what the sender notes afterwards."""
    await told_by(receiver, sender)
    await asyncio.sleep(CALM)
    before = machine.costs(sender.pid, server)
    for process in (receiver, sender):
        assert process.stdin is not None
        process.stdin.write(b"go\n")
    figures = await told_by(receiver, sender, patience=scene.longest + LATER)
    after = machine.costs(sender.pid, server)
    used, served = (later - earlier for later, earlier in zip(after, before, strict=True))
    thousand = max(figures["messages"], 1) / 1000
    return figures | {
        "cpu": used / thousand,
        "server_cpu": served / thousand,
        "bot_busy": used / max(figures["seconds"], 0.001),
        "peak_mib": machine.peak_mib(sender.pid),
        "load_average": os.getloadavg()[0],
    }
