"""`python -m bench`: the registration of the product, played against our program and its peers, as a table and a file."""

import argparse
import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

from bench.databases import Databases
from bench.lineup import LINEUP
from bench.processes import Figures
from bench.run import Load, run

ROUNDS = {50: 6, 1000: 1}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=list(LINEUP), metavar="BOT", help=", ".join(LINEUP))
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=6, help="people in each chat, one after another")
    parser.add_argument("--times", type=int, default=3, help="runs of each bot, in turn")
    return parser.parse_args()


async def main(given: argparse.Namespace, folder: Path) -> None:
    load = Load(given.chats, given.rounds)
    databases = Databases(folder, load.everybody)
    screens = folder / "screens.json"
    try:
        await run(LINEUP["ours-sqlite"], Load(4, 1), databases, folder / "record", screens)
        for time in range(given.times):
            for name in given.only:
                r = await run(LINEUP[name], load, databases, folder / f"{name}-{time}", screens)
                print(name, r, flush=True)
    finally:
        databases.close()


if __name__ == "__main__":
    folder = Path(mkdtemp(prefix="bench-"))
    try:
        asyncio.run(main(options(), folder))
    finally:
        shutil.rmtree(folder)
