"""The real program as a process whose time a test moves: `python -m tests.clock_process config.toml clock`.

The file `clock` holds the time. Whenever it has changed, the program plans who is to be told, wakes its sender, and
writes the time to `clock.<its number>`: so the test knows that it has seen it. Everything else runs as ever.
"""

import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path

from bot import logs
from bot.app import App, build
from bot.config import Config, load_config

LOOK = 0.01  # seconds between looks at the file


class FileClock:
    """The time that stands in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self) -> datetime:
        return datetime.fromisoformat(self.path.read_text("utf-8"))


async def follow(app: App, clock: FileClock) -> None:
    """Plan at each new time, as the cron would."""
    seen = None
    seen_in = clock.path.with_name(f"{clock.path.name}.{os.getpid()}")
    while True:
        now = clock()
        if now != seen:
            await app.clockwork.reminders()
            seen = now
            seen_in.write_text(now.isoformat(), "utf-8")
        app.outbox.wake()
        await asyncio.sleep(LOOK)


async def main(settings: Path, path: Path) -> None:
    config = load_config(settings)
    assert isinstance(config, Config), config
    logs.set_up(config.log, config.secrets)
    clock = FileClock(path)
    async with build(config, clock=clock) as app, asyncio.TaskGroup() as tasks:
        tasks.create_task(app.run())
        tasks.create_task(follow(app, clock))


if __name__ == "__main__":
    asyncio.run(main(*map(Path, sys.argv[1:])))
