"""The results as Markdown tables for people, and as one document for whoever compares them later."""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from bench import machine
from bench.lineup import LINEUP, ROOT
from bench.processes import Figures
from bench.results import BUSY, GOALS, Place, Result, result_of
from bench.scenes import Scene

Runs = Mapping[Place, Sequence[Figures]]

HEADS = ("bot", "messages/s", "p50 ms", "p99 ms", "max ms", "CPU s/1000", "× aiogram", "× PTB")
MORE_HEADS = ("server CPU s/1000", "peak MiB", "lost", "doubled", "wrong", "double busy")
PEERS = ("aiogram", "ptb")
NOTE = (
    "Ours keeps every answer in its database before it replies, and checks who may do what. The peers do no database "
    "work beyond the state named in their line; in memory they lose everything when they end. CPU is user and system "
    "time of the bot's process, all threads, for 1000 messages of people."
)


def tables(scenes: Sequence[Scene], runs: Runs) -> Iterator[str]:
    """The lines of the whole report."""
    results = {place: result_of(figures) for place, figures in runs.items()}
    for scene in scenes:
        yield f"\n{scene.says}, {scene.load.measured} people, median of {scene.times}:\n"
        yield from _table(scene, results)
        yield from _remarks(scene, results)
    yield f"\n{NOTE}\n"
    yield from _goals(results)


def _table(scene: Scene, results: Mapping[Place, Result]) -> Iterator[str]:
    heads = (*HEADS, *MORE_HEADS)
    yield row(heads)
    yield row(["---", *["--:"] * (len(heads) - 1)])
    peers = [results.get((scene.name, peer)) for peer in PEERS]
    for name in scene.bots:
        if (scene.name, name) in results:
            yield row(_cells(LINEUP[name].says, results[scene.name, name], peers))


def _cells(says: str, result: Result, peers: Sequence[Result | None]) -> list[str]:
    figures = result.figures
    ratios = [_ratio(figures, peer.figures if peer else {}) for peer in peers]
    busy = figures.get("double_busy", 0.0)
    return [
        says,
        *(number(figures, name, digits) for name, digits in (("per_second", 0), ("p50", 1), ("p99", 1), ("max", 0))),
        number(figures, "cpu", 3),
        *ratios,
        number(figures, "server_cpu", 3) if figures.get("server_cpu") else "–",
        number(figures, "peak_mib", 0),
        *map(str, (result.lost, result.doubled, result.wrong)),
        f"{busy:.2f}" if busy < BUSY else f"**{busy:.2f}: it may limit**",
    ]


def _remarks(scene: Scene, results: Mapping[Place, Result]) -> Iterator[str]:
    for name in scene.bots:
        result = results.get((scene.name, name))
        if result and result.unfinished:
            yield f"\n{LINEUP[name].says}: the time was over before {result.unfinished} people had finished."
        for error in result.errors if result else ():
            yield f"\n{LINEUP[name].says}: {error}"


def _goals(results: Mapping[Place, Result]) -> Iterator[str]:
    yield row(("goal", "at most", "reached", ""))
    yield row(("---", "--:", "--:", "---"))
    for goal in GOALS:
        reached = goal.reached(results)
        told = "not measured" if reached is None else "met" if reached <= goal.most else "**missed**"
        yield row((goal.says, f"{goal.most:.2f} ×", "–" if reached is None else f"{reached:.2f} ×", told))
    ours = [result for (_, bot), result in results.items() if LINEUP[bot].ours]
    faults = sum(result.lost + result.doubled + result.wrong for result in ours)
    sound = all(result.sound for result in ours)
    yield row(("nothing lost, doubled or wrong", "0", str(faults), "met" if sound else "**missed**") if ours else ())


def row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |" if cells else ""


def number(figures: Mapping[str, float], name: str, digits: int) -> str:
    return f"{figures[name]:.{digits}f}" if name in figures else "–"


def _ratio(mine: Mapping[str, float], theirs: Mapping[str, float]) -> str:
    return f"{mine['cpu'] / theirs['cpu']:.2f}" if mine.get("cpu") and theirs.get("cpu") else "–"


def document(scenes: Sequence[Scene], runs: Runs, at: datetime) -> bytes:
    """Everything that was seen, and on what."""
    results = {place: result_of(figures) for place, figures in runs.items()}
    whole = circumstances(at) | {
        "scenes": [_scene(scene, runs, results) for scene in scenes],
        "goals": [{"says": g.says, "at_most": g.most, "reached": g.reached(results)} for g in GOALS],
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2)


def circumstances(at: datetime) -> dict[str, Any]:
    """When, what and where was measured."""
    return {
        "at": at.isoformat(timespec="seconds"),
        "commit": _commit(),
        "machine": machine.described(),
        "peers": (ROOT / "bench" / "requirements.txt").read_text("utf-8").splitlines()[1:],
    }


def _scene(scene: Scene, runs: Runs, results: Mapping[Place, Result]) -> dict[str, Any]:
    places = {name: (scene.name, name) for name in scene.bots if (scene.name, name) in runs}
    bots = {name: {**asdict(results[place]), "runs": runs[place]} for name, place in places.items()}
    return {"says": scene.says, "load": asdict(scene.load), "bots": bots}


def _commit() -> str:
    """The commit that was measured, with a plus sign if files differ from it."""
    git = ("git", "-C", str(ROOT))
    head = subprocess.run((*git, "rev-parse", "--short", "HEAD"), capture_output=True, text=True, check=False)
    changed = subprocess.run((*git, "status", "--porcelain"), capture_output=True, text=True, check=False)
    return head.stdout.strip() + ("+" if changed.stdout else "") if head.returncode == 0 else "unknown"


def write(content: bytes, at: datetime, folder: Path, subject: str = "") -> Path:
    path = folder / f"{at:%Y-%m-%d-%H%M}{subject}.json"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
