"""`python -m bench`: our own registration played against our program and its peers, as a table and a file."""

import argparse
import asyncio
import shutil
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from bench import report
from bench.databases import Databases, Missing
from bench.lineup import LINEUP, PEERS, ROOT
from bench.office import school_of
from bench.processes import Figures
from bench.results import Place
from bench.run import Load, run
from bench.scenes import DAILY, SCENES, Scene, chosen

RECORDED = Load(4, 1)  # one person of each kind; the screens that they see are what the peers draw


async def play(scenes: Sequence[Scene], folder: Path) -> dict[Place, list[Figures]]:
    """The bots of each scene in turn, again and again."""
    runs: dict[Place, list[Figures]] = defaultdict(list)
    members = max(scene.load.everybody for scene in scenes)
    databases = Databases(folder, school_of(members, max(scene.load.listeners for scene in scenes)))
    screens = folder / "screens.json"
    try:
        await run(LINEUP["ours-sqlite"], RECORDED, databases, _new(folder / "recorded"), screens, record=True)
        for scene in scenes:
            for turn in range(scene.times):
                for name in scene.bots:
                    place = _new(folder / f"{scene.name}-{turn}-{name}")
                    runs[scene.name, name].append(await _tell(scene, name, turn, databases, place, screens))
    finally:
        databases.close()
    return runs


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


async def _tell(scene: Scene, name: str, turn: int, databases: Databases, folder: Path, screens: Path) -> Figures:
    try:
        figures = await run(LINEUP[name], scene.load, databases, folder, screens)
    except Missing as missing:
        figures = {"error": str(missing), "log": ""}
    cpu = f"{figures['cpu']:.3f} CPU s/1000" if "cpu" in figures else figures["error"]
    print(f"{scene.says}, {turn + 1} of {scene.times}, {LINEUP[name].says}: {cpu}", file=sys.stderr, flush=True)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--scenes", nargs="+", default=[DAILY], choices=list(SCENES), metavar="SCENE", help=", ".join(SCENES)
    )
    parser.add_argument("--only", nargs="+", default=(), choices=list(LINEUP), metavar="BOT", help=", ".join(LINEUP))
    parser.add_argument("--chats", type=int, help="at the same time")
    parser.add_argument("--rounds", type=int, help="people in each chat, one after another")
    parser.add_argument("--times", type=int, help="runs of each bot; the median counts")
    parser.add_argument("--folder", type=Path, help="on the disk that the databases are to be on")
    parser.add_argument("--results", type=Path, default=ROOT / "bench" / "results", help="where the file goes")
    given = parser.parse_args()
    scenes = chosen(given.scenes, only=given.only, chats=given.chats, rounds=given.rounds, times=given.times)
    if not PEERS.exists() and any(not LINEUP[name].ours for scene in scenes for name in scene.bots):
        parser.error("the peers are not installed: make .venv-bench/.done")
    folder, at = Path(mkdtemp(prefix="bench-", dir=given.folder)), datetime.now(UTC)
    try:
        runs = asyncio.run(play(scenes, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(report.tables(scenes, runs)))
    print(f"\n{report.write(report.document(scenes, runs, at), at, given.results)}")


if __name__ == "__main__":
    main()
