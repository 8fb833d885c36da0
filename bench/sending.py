"""`python -m bench.sending`: one message to many at Telegram's limits, from our program and its peers, as a table."""

import argparse
import asyncio
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

import orjson

from bench.broadcast import Scene, send
from bench.databases import Databases
from bench.lineup import PEERS, ROOT
from bench.processes import Figures
from bench.province import morning_of
from bench.report import circumstances, number, row, write
from bench.results import BUSY, Place
from bench.senders import SENDERS

EVERY_DAY, PAID = "pace", "paid"
RECORDED = Scene("recorded", 50, 25, ("ours-sqlite",), 1)  # its message is what the peers send
SCENES = {
    scene.name: scene
    for scene in (
        Scene(
            EVERY_DAY,
            people=3200,
            per_second=25,
            senders=("ours-sqlite", "ours-postgresql", "aiogram-loop", "ptb-limiter"),
            times=1,
            window=120.0,
        ),
        Scene(
            PAID,
            people=10_000,
            per_second=1000,
            senders=tuple(SENDERS),
            times=3,
            paid=True,
        ),
    )
}
HEADS = ("sender", "messages/s", "of the pace", "CPU s/1000", "× aiogram", "× PTB", "server CPU s/1000", "peak MiB")
MORE_HEADS = ("refused (429)", "fullest second", "missing", "doubled", "not noted", "double busy")
PEERS_OF = {"aiogram": ("aiogram-loop", "aiogram-gather"), "ptb": ("ptb-limiter", "ptb-loop", "ptb-gather")}
NOTE = (
    "The message and its three buttons are the same for all, as our bot drew them. Ours asks its database whom to "
    "tell, judges each reminder at the moment when it goes, and keeps what came of it; the peers have a list of chats "
    "in memory. Ours and those with a pause or a limiter meet a platform that refuses whoever exceeds 30 messages in "
    "any second (1000 where they are paid) or one to a chat; the others meet no limit. CPU is user and system time of "
    "the sender's process for 1000 messages; of several runs the one with the least counts, and of a peer's ways the "
    "best."
)


async def play(scenes: Sequence[Scene], folder: Path) -> dict[Place, list[Figures]]:
    """The senders of each scene in turn, again and again."""
    runs: dict[Place, list[Figures]] = defaultdict(list)
    message = folder / "message.json"
    for scene in [RECORDED, *scenes]:
        place = _new(folder / scene.name)
        databases = Databases(place, morning_of(scene.people))
        try:
            for turn in range(scene.times):
                for name in scene.senders:
                    run = _new(place / f"{turn}-{name}")
                    figures = await send(SENDERS[name], scene, databases, run, message, record=scene is RECORDED)
                    runs[scene.name, name].append(figures)
                    _tell(scene, name, turn, figures)
        finally:
            databases.close()
    return runs


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _tell(scene: Scene, name: str, turn: int, figures: Figures) -> None:
    told = f"{figures['per_second']:.1f}/s, {figures['cpu']:.3f} CPU s/1000" if "cpu" in figures else figures["error"]
    says = f"{scene.says}, {turn + 1} of {scene.times}, {SENDERS[name].says}"
    print(f"{says}: {told}", file=sys.stderr, flush=True)


def best(runs: Sequence[Figures]) -> Figures:
    """The run in which the machine did least beside it."""
    return min(runs, key=lambda run: float(run.get("cpu", "inf")))


def tables(scenes: Sequence[Scene], runs: Mapping[Place, Sequence[Figures]]) -> Iterator[str]:
    """The lines of the whole report."""
    for scene in scenes:
        results = {name: best(runs[scene.name, name]) for name in scene.senders if (scene.name, name) in runs}
        yield f"\n{scene.says}, best of {scene.times}:\n"
        yield row((*HEADS, *MORE_HEADS))
        yield row(["---", *["--:"] * (len(HEADS) + len(MORE_HEADS) - 1)])
        for name, figures in results.items():
            yield row(_cells(scene, name, figures, results))
        for name, figures in results.items():
            if said := figures.get("error") or figures.get("log"):
                yield f"\n{SENDERS[name].says}: {said} {figures['log']}"
    yield f"\n{NOTE}"


def _cells(scene: Scene, name: str, figures: Figures, results: Mapping[str, Figures]) -> Sequence[str]:
    busy = figures.get("double_busy", 0.0)
    share = figures.get("per_second", 0.0) / scene.per_second
    return (
        SENDERS[name].says,
        number(figures, "per_second", 1),
        f"{share:.1%}" if SENDERS[name].paced else "–",
        number(figures, "cpu", 3),
        *(_ratio(figures, [results[way] for way in ways if way in results]) for ways in PEERS_OF.values()),
        number(figures, "server_cpu", 3) if figures.get("server_cpu") else "–",
        number(figures, "peak_mib", 0),
        *(number(figures, count, 0) for count in ("refused", "fullest", "missing", "doubled", "not_noted")),
        f"{busy:.2f}" if busy < BUSY else f"**{busy:.2f}: it may limit**",
    )


def _ratio(figures: Figures, ways: Sequence[Figures]) -> str:
    least = min((way["cpu"] for way in ways if way.get("cpu")), default=0.0)
    return f"{figures['cpu'] / least:.2f}" if least and "cpu" in figures else "–"


def document(scenes: Sequence[Scene], runs: Mapping[Place, Sequence[Figures]], at: datetime) -> bytes:
    """Everything that was seen, and on what."""
    told = [
        asdict(scene) | {"runs": {name: runs[scene.name, name] for name in scene.senders if (scene.name, name) in runs}}
        for scene in scenes
    ]
    return orjson.dumps(circumstances(at) | {"scenes": told}, option=orjson.OPT_INDENT_2)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sending", description=__doc__)
    parser.add_argument("--scenes", nargs="+", default=list(SCENES), choices=list(SCENES), metavar="SCENE")
    parser.add_argument("--only", nargs="+", choices=list(SENDERS), metavar="SENDER", help=", ".join(SENDERS))
    parser.add_argument("--people", type=int, help="who are told")
    parser.add_argument("--seconds", type=float, help="of the scene at 25 messages a second")
    parser.add_argument("--times", type=int, help="runs of each sender; the best counts")
    parser.add_argument("--folder", type=Path, help="on the disk that the databases are to be on")
    parser.add_argument("--results", type=Path, default=ROOT / "bench" / "results", help="where the file goes")
    given = parser.parse_args()
    scenes = [
        replace(
            scene,
            senders=tuple(given.only or scene.senders),
            people=given.people or scene.people,
            window=(given.seconds or scene.window) if scene.window else 0.0,
            times=given.times or scene.times,
        )
        for scene in (SCENES[name] for name in given.scenes)
    ]
    if not PEERS.exists() and any(not SENDERS[name].ours for scene in scenes for name in scene.senders):
        parser.error("the peers are not installed: make .venv-bench/.done")
    folder, at = Path(mkdtemp(prefix="bench-", dir=given.folder)), datetime.now(UTC)
    try:
        runs = asyncio.run(play(scenes, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(tables(scenes, runs)))
    print(f"\n{write(document(scenes, runs, at), at, given.results, '-sending')}")


if __name__ == "__main__":
    main()
