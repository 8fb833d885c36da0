"""Where the time of our bot goes, by layer: `python -m bench.layers` samples it with py-spy while people talk to it.

A sample counts for the layer of its innermost frame that belongs to one, so what a library of Python's own needs counts
for whoever called it.
"""

import argparse
import asyncio
import linecache
import re
import signal
import sysconfig
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.databases import Databases
from bench.lineup import LINEUP, PEERS, ROOT
from bench.office import school_of
from bench.run import Load, run

PY_SPY = PEERS.with_name("py-spy")
RATE = 200  # samples a second
OURS = re.escape(f"{ROOT}/")
LIBRARY = r"site-packages/"
PYTHON = f"{sysconfig.get_path('stdlib')}/"
LAYERS = {
    "transport": rf"{LIBRARY}(aiohttp|yarl|multidict|telegram/(_bot|request/))|{OURS}bot/adapters/telegram_http",
    "reading Telegram": rf"{LIBRARY}telegram/|{OURS}bot/adapters/telegram_reading",
    "drawing": rf"{OURS}bot/adapters/(telegram_drawing|encoding)",
    "texts": rf"{LIBRARY}fluent|{OURS}chat/texts",
    "flow and chat": rf"{OURS}(handlers|chat|rules)/",
    "database driver": rf"{LIBRARY}(aiosqlite|asyncpg)",
    "ORM": rf"{LIBRARY}(sqlalchemy|sqlmodel|pydantic)",
    "storage": rf"{OURS}storage/",
    "logs": rf"{LIBRARY}structlog|/logging/",
    "event loop": r"/asyncio/(runners|base_events|events)\.py",
    "router, lanes, inbox, outbox": rf"{OURS}bot/",
}
ELSEWHERE = "elsewhere"
JSON = "JSON"
WAITS = ("tx.get()", "work_queue.get(")
"""In the lines at which threads wait for work in C, which the profiler takes for busy."""

FRAME = re.compile(r"^(?P<function>.*) \((?P<path>.*):(?P<line>\d+)\)$")


def layer_of(frames: Iterable[str]) -> str:
    """The layer of a stack, which is given from the innermost frame outwards."""
    for frame in frames:
        if "orjson." in source_of(frame):  # it has no frame of its own
            return JSON
        for layer, belongs in LAYERS.items():
            if re.search(belongs, frame):
                return layer
    return ELSEWHERE


def source_of(frame: str) -> str:
    """The line of code at which the frame stands."""
    found = FRAME.match(frame)
    return linecache.getline(found["path"], int(found["line"])) if found else ""


def split(raw: str) -> tuple[Counter[str], Counter[str]]:
    """The samples by layer, and by function (the innermost frame, without its line)."""
    layers, functions = Counter[str](), Counter[str]()
    for line in raw.splitlines():
        stack, _, count = line.rpartition(" ")
        frames = stack.split(";")[::-1]
        if not any(wait in source_of(frames[0]) for wait in WAITS):
            layers[layer_of(frames)] += int(count)
            functions[_function(frames[0])] += int(count)
    return layers, functions


def _function(frame: str) -> str:
    found = FRAME.match(frame)
    if found is None:
        return frame
    path = found["path"].rpartition("site-packages/")[2].removeprefix(f"{ROOT}/").removeprefix(PYTHON)
    return f"{found['function']} ({path})"


def sampled(output: Path) -> Callable[[int], AbstractAsyncContextManager[None]]:
    """Samples a process as long as the block lasts."""

    @asynccontextmanager
    async def sampling(pid: int) -> AsyncIterator[None]:
        options = ("--format", "raw", "--rate", str(RATE), "--full-filenames", "--output", str(output))
        process = await asyncio.create_subprocess_exec(
            *(str(PY_SPY), "record", "--pid", str(pid), *options),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert process.stdout is not None
        await process.stdout.readline()  # it says so when it has begun
        try:
            yield
        finally:
            process.send_signal(signal.SIGINT)
            await process.communicate()

    return sampling


async def profile(name: str, load: Load, folder: Path) -> str:
    """The raw stacks of a run."""
    databases, raw = Databases(folder, school_of(load.everybody)), folder / "stacks"
    place = folder / "run"
    place.mkdir()
    try:
        await run(LINEUP[name], load, databases, place, folder / "none", watch=sampled(raw))
    finally:
        databases.close()
    return raw.read_text("utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.layers", description=__doc__)
    parser.add_argument("--bot", default="ours-sqlite", choices=[bot.name for bot in LINEUP.values() if bot.ours])
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--top", type=int, default=0, help="also the functions in which most samples were taken")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="bench-") as folder:
        raw = asyncio.run(profile(given.bot, Load(given.chats, given.rounds), Path(folder)))
    layers, functions = split(raw)
    print(f"| layer | share of {layers.total()} samples |\n| --- | --: |")
    for layer, count in layers.most_common():
        print(f"| {layer} | {count / layers.total():.1%} |")
    for function, count in functions.most_common(given.top):
        print(f"{count / functions.total():6.1%}  {function}")


if __name__ == "__main__":
    main()
