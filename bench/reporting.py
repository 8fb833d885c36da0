"""`python -m bench.reporting`: the number report of a whole province, asked for in chat and drawn, as a table."""

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
from bench.province import end_of_the_year
from bench.report import circumstances, number, row, write

DATABASES: Mapping[str, Memory] = {"SQLite": "sqlite", "PostgreSQL": "postgresql"}
MEMBERS = 47_297
PAPERS = ("report-xlsx", "report-docx", "report-png", "report-csv", "report-json")
LONGEST = 300.0  # seconds
ANSWER = {"SQLite": 0.3, "PostgreSQL": 1.0}  # seconds, the goals; the second for a million members
DRAWING, MEMORY = 5.0, 300.0  # seconds and MiB, the goals for the workbook and the letter
BIG = ("report-xlsx", "report-docx")
ASKED = ("database", "members", "branches", "first ms", "median ms", "slowest ms", "loop held ms", "issued ms", "MiB")
TIMES = ("first", "median", "slowest", "held", "issued")  # seconds as told, milliseconds in the table
DRAWN = ("paper", "seconds", "peak MiB", "KiB")
NOTE = (
    "An answer is all that a message takes: counted out of the forms and results as they stand, summed, put into "
    "words, kept. First: of a program that has just begun. A paper is drawn in a process of its own, and its seconds "
    "begin with that process."
)


async def play(members: int, times: int, databases: Sequence[str], folder: Path) -> Mapping[str, list[Figures]]:
    """The chat on each database; then the papers of what was issued there."""
    runs: dict[str, list[Figures]] = defaultdict(list)
    kept = Databases(folder, end_of_the_year(members))
    try:
        for turn in range(times):
            for name in databases:
                place = folder / f"{turn}-{DATABASES[name]}"
                place.mkdir()
                async with kept.fresh(DATABASES[name], place) as database:
                    runs[name].append(await _told(place, "ask", database.url, str(place)))
                print(f"{turn + 1} of {times}, {name}", file=sys.stderr, flush=True)
            for kind in PAPERS:
                runs[kind].append(await _told(place, "draw", str(place), kind))
    finally:
        kept.close()
    return runs


async def _told(folder: Path, *words: str) -> Figures:
    async with started((sys.executable, "-m", "bench.reporter", *words), folder, machine.BOT) as process:
        try:
            figures = await told_by(process, patience=LONGEST)
        except Ended as ended:
            log = (folder / f"{machine.BOT}.log").read_text("utf-8")[-4000:]
            raise RuntimeError(f"{words[0]}: {ended}\n{log}") from None
        await process.wait()
    return figures | {"load_average": os.getloadavg()[0]}


def table(runs: Mapping[str, Sequence[Figures]], members: int) -> Iterator[str]:
    """The lines of the whole report: the best of each figure, because what else the machine did only adds to it.

    The goals for papers are a province's; of a nation nobody needs them in five seconds.
    """
    asked = {name: _best(figures) for name, figures in runs.items() if name in DATABASES}
    drawn = {name: _best(figures) for name, figures in runs.items() if name in PAPERS}
    yield row(ASKED)
    yield row(["---", *["--:"] * (len(ASKED) - 1)])
    for name, figures in asked.items():
        yield row((name, *(number(figures, figure, 0) for figure in ("members", "branches", *TIMES, "peak_mib"))))
    yield ""
    yield row(DRAWN)
    yield row(["---", *["--:"] * (len(DRAWN) - 1)])
    for name, figures in drawn.items():
        yield row((name, *(number(figures, *figure) for figure in (("seconds", 2), ("peak_mib", 0), ("kib", 0)))))
    yield f"\n{NOTE}\n"
    yield row(("goal", "at most", "reached", ""))
    yield row(("---", "--:", "--:", "---"))
    for name, figures in asked.items():
        yield _goal(f"{name}: an answer", ANSWER[name], figures["median"] / 1000, "s")
    for name in BIG if members <= MEMBERS else ():
        yield _goal(f"{name}: drawn", DRAWING, drawn[name]["seconds"], "s")
        yield _goal(f"{name}: memory", MEMORY, drawn[name]["peak_mib"], "MiB")


def _best(runs: Sequence[Figures]) -> Figures:
    """Times of answers in milliseconds."""
    least = {name: min(run[name] for run in map(_spread, runs)) for name in _spread(runs[0]) if name != "faults"}
    return least | {name: 1000 * least[name] for name in TIMES if name in least}


def _spread(run: Figures) -> Figures:
    told = {name: value for name, value in run.items() if name != "answers"}
    if answers := run.get("answers"):
        told |= {"median": answers[len(answers) // 2], "slowest": answers[-1]}
    if "bytes" in run:
        told["kib"] = run["bytes"] / 1024
    return told


def _goal(says: str, most: float, reached: float, unit: str) -> str:
    return row((says, f"{most:g} {unit}", f"{reached:.2f} {unit}", "met" if reached <= most else "**missed**"))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.reporting", description=__doc__)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--databases", nargs="+", default=list(DATABASES), choices=list(DATABASES))
    parser.add_argument("--times", type=int, default=3, help="runs on each database; the best counts")
    parser.add_argument("--folder", type=Path, help="on the disk that the databases are to be on")
    parser.add_argument("--results", type=Path, default=ROOT / "bench" / "results", help="where the file goes")
    given = parser.parse_args()
    folder, at = Path(mkdtemp(prefix="bench-", dir=given.folder)), datetime.now(UTC)
    try:
        runs = asyncio.run(play(given.members, given.times, given.databases, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(table(runs, given.members)))
    told = circumstances(at) | {"members": given.members, "runs": runs}
    print(f"\n{write(orjson.dumps(told, option=orjson.OPT_INDENT_2), at, given.results, '-reporting')}")


if __name__ == "__main__":
    main()
