"""Our program with a slow database: `python -m bench.slow_reads SHARE run` lets the first read of some turns wait.

The product has no switch for this; its databases are wrapped here, before it begins.
"""

import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bench.peers.slow import SECONDS, SlowReads
from bot.cli import main
from storage.people import WHO_TALKS
from storage.postgres import Postgres
from storage.sql import Row, Sql, Value
from storage.sqlite import Sqlite

Read = Callable[..., Awaitable[Sequence[Row]]]


def slowed(read: Read, slow: SlowReads) -> Read:
    """Every turn begins with the question who talks, so that is the read that waits."""

    async def slow_read(self: Any, sql: Sql, /, **values: Value) -> Sequence[Row]:
        if sql is WHO_TALKS:
            await slow.wait()
        return await read(self, sql, **values)

    return slow_read


if __name__ == "__main__":
    slow = SlowReads(float(sys.argv.pop(1)), SECONDS)
    for kind in (Sqlite, Postgres):
        setattr(kind, "read", slowed(kind.read, slow))  # noqa: B010 - a method that is replaced from outside
    main()
