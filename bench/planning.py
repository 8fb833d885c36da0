"""`python -m bench.planning`: what it takes to plan a whole province's reminders of one morning, as a table."""

import argparse
import asyncio
import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

import orjson

from bench import machine
from bench.databases import Databases
from bench.lineup import ROOT, Memory
from bench.processes import Ended, Figures, started, told_by
from bench.province import evening_before
from bench.report import circumstances, number, row, write

DATABASES: Mapping[str, Memory] = {"SQLite": "sqlite", "PostgreSQL": "postgresql"}
MEMBERS = 47_297
REGISTERED = 40  # of a hundred
LONGEST = 120.0  # seconds
SECONDS, RATIO, HELD = 2.0, 1.5, 20.0  # the goals; the last in milliseconds
HEADS = ("database", "reminders", "seconds", "one statement", "×", "mere copy", "×", "CPU s")
MORE_HEADS = ("loop held ms", "of that at work ms", "held while idle ms", "MiB more at peak")
NOTE = (
    "One statement: INSERT … SELECT that finds and writes the same rows, as written by hand for this one morning; mere "
    "copy: the same rows out of a table of their own, nothing being asked. Both into the same table, all its indexes "
    "included. What else runs on the machine holds the loop, too: the watch is also late while nothing is done."
)


async def play(members: int, times: int, folder: Path) -> dict[str, list[Figures]]:
    """On each database in turn, each time on a fresh one."""
    runs: dict[str, list[Figures]] = defaultdict(list)
    databases = Databases(folder, evening_before(members, REGISTERED))
    try:
        for turn in range(times):
            for name, memory in DATABASES.items():
                place = folder / f"{turn}-{memory}"
                place.mkdir()
                figures = await _plan(memory, databases, place)
                runs[name].append(figures)
                told = f"{figures['seconds']:.2f} s" if "seconds" in figures else figures["error"]
                print(f"{turn + 1} of {times}, {name}: {told}", file=sys.stderr, flush=True)
    finally:
        databases.close()
    return runs


async def _plan(memory: Memory, databases: Databases, folder: Path) -> Figures:
    figures: Figures = {}
    for what in ("plan", "write"):
        place = folder / what
        place.mkdir()
        async with databases.fresh(memory, place) as kept:
            command = (sys.executable, "-m", "bench.planner", what, kept.url)
            async with started(command, place, machine.BOT) as process:
                try:
                    figures |= await told_by(process, patience=LONGEST)
                except Ended as ended:
                    return {"error": str(ended), "log": (place / f"{machine.BOT}.log").read_text("utf-8")[-4000:]}
                await process.wait()
    assert figures["rows"] == figures["found"], figures
    return figures | {"load_average": os.getloadavg()[0]}


def best(runs: Sequence[Figures]) -> Figures:
    """Of each figure the least: what else the machine did only adds to it. An error is told if there was one."""
    if errors := [run for run in runs if "error" in run]:
        return errors[0]
    least = {
        name: min(run[name] for run in runs)
        for name in ("seconds", "statement", "copied", "cpu", "held", "at_work", "quiet")
    }
    least["ratio"] = least["seconds"] / least["statement"]
    least["beside_copy"] = least["seconds"] / least["copied"]
    if all(run["peak_mib"] is not None for run in runs):
        least["more"] = min(run["peak_mib"] - run["mib"] for run in runs)
    return runs[0] | least


def table(runs: Mapping[str, Sequence[Figures]], members: int) -> Iterator[str]:
    """The lines of the whole report."""
    times = max(map(len, runs.values()))
    yield f"\nThe reminders of one morning for {members} members, best of {times}:\n"
    yield row((*HEADS, *MORE_HEADS))
    yield row(["---", *["--:"] * (len(HEADS) + len(MORE_HEADS) - 1)])
    results = {name: best(figures) for name, figures in runs.items()}
    for name, figures in results.items():
        yield row(_cells(name, figures))
    for name, figures in results.items():
        if "error" in figures:
            yield f"\n{name}: {figures['error']}: {figures['log']}"
    yield f"\n{NOTE}\n"
    yield row(("goal", "at most", "reached", ""))
    yield row(("---", "--:", "--:", "---"))
    for name, figures in results.items():
        if "error" not in figures:
            yield _goal(f"{name}: beside one statement", RATIO, figures["ratio"], " ×")
            yield _goal(f"{name}: all planned", SECONDS, figures["seconds"], " s")
            yield _goal(f"{name}: the loop held", HELD, figures["held"], " ms")


def _cells(name: str, figures: Figures) -> Sequence[str]:
    took = (("rows", 0), ("seconds", 2), ("statement", 2), ("ratio", 2), ("copied", 2), ("beside_copy", 2))
    held = (("cpu", 2), ("held", 1), ("at_work", 1), ("quiet", 1), ("more", 0))
    return (name, *(number(figures, figure, places) for figure, places in (*took, *held)))


def _goal(says: str, most: float, reached: float, unit: str) -> str:
    told = "met" if reached <= most else "**missed**"
    return row((says, f"{most:g}{unit}", f"{reached:.2f}{unit}", told))


def document(runs: Mapping[str, Sequence[Figures]], members: int, at: datetime) -> bytes:
    """Everything that was seen, and on what."""
    told = {"members": members, "registered": REGISTERED, "runs": runs}
    return orjson.dumps(circumstances(at) | told, option=orjson.OPT_INDENT_2)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.planning", description=__doc__)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--times", type=int, default=3, help="runs on each database; the best counts")
    parser.add_argument("--folder", type=Path, help="on the disk that the databases are to be on")
    parser.add_argument("--results", type=Path, default=ROOT / "bench" / "results", help="where the file goes")
    given = parser.parse_args()
    folder, at = Path(mkdtemp(prefix="bench-", dir=given.folder)), datetime.now(UTC)
    try:
        runs = asyncio.run(play(given.members, given.times, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(table(runs, given.members)))
    print(f"\n{write(document(runs, given.members, at), at, given.results, '-planning')}")


if __name__ == "__main__":
    main()
