"""Our program on a morning of December: `python -m bench.at_hour HH:MM run`; its clock stands until it is told "go".

The product has no switch for this; the clock is given to it here, before it begins.
"""

import sys
import threading
import time as clocks
from datetime import datetime, time, timedelta
from functools import partial

from bench.morning import MORNING
from bot import serving
from bot.app import build
from bot.cli import main


class Clock:
    """Stands a second before this hour, and runs from the hour on as soon as a line is read."""

    def __init__(self, begins: time) -> None:
        self._begins = datetime.combine(MORNING, begins, MORNING.tzinfo)
        self._began: float | None = None

    def __call__(self) -> datetime:
        if self._began is None:
            return self._begins - timedelta(seconds=1)
        return self._begins + timedelta(seconds=clocks.monotonic() - self._began)

    def waits(self) -> None:
        sys.stdin.readline()
        self._began = clocks.monotonic()


if __name__ == "__main__":
    clock = Clock(time.fromisoformat(sys.argv.pop(1)))
    threading.Thread(target=clock.waits, daemon=True).start()
    setattr(serving, "build", partial(build, clock=clock))  # noqa: B010 - a function that is replaced from outside
    main()
