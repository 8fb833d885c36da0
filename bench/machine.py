"""What a process costs, as the system counts it, and on which core it runs."""

import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

BOT, BESIDE = 0, 1  # places in the list of our cores: the bot has one to itself, everything else shares the other


def pin(pid: int, place: int) -> None:
    """Keep a process, and what it starts from now on, on one core, where there are at least two."""
    if hasattr(os, "sched_getaffinity") and len(cores := sorted(os.sched_getaffinity(0))) > 1:
        psutil.Process(pid).cpu_affinity([cores[place]])


def pin_family(pid: int, place: int) -> None:
    for process in family(pid):
        pin(process.pid, place)


def family(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def cpu_seconds(pid: int) -> float:
    """User and system time of all threads."""
    times = psutil.Process(pid).cpu_times()
    return float(times.user + times.system)


def family_cpu_seconds(pid: int) -> float:
    """Of a server and the processes it has started, those included that have ended."""
    all_times = [process.cpu_times() for process in family(pid)]
    ended = all_times[0].children_user + all_times[0].children_system
    return float(sum(times.user + times.system for times in all_times) + ended)


def costs(bot: int, server: int | None) -> tuple[float, float]:
    """CPU seconds of a bot so far, and of the server behind it, if there is one."""
    return cpu_seconds(bot), family_cpu_seconds(server) if server else 0.0


def peak_mib(pid: int) -> float | None:
    """The most memory that the process ever held, where the system says so (Linux)."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return None
    kib = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(kib.split()[1]) / 1024


def described() -> dict[str, Any]:
    """What the figures depend on."""
    packages = ("python-telegram-bot", "aiohttp", "aiosqlite", "asyncpg", "orjson", "uvloop", "fluent.runtime")
    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())
