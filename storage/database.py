"""The two databases behind one face: reads, single writes and transactions by compiled statements."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import make_url

from storage.postgres import Postgres
from storage.sql import Row, Run, Sql, Value
from storage.sqlite import Sqlite


class Database(Protocol):
    """Where everything is kept. `read` sees only finished work; `write` is one statement, kept once it returns."""

    dialect: str

    async def read(self, sql: Sql, /, **values: Value) -> Sequence[Row]: ...

    async def write(self, sql: Sql, /, **values: Value) -> Sequence[Row]: ...

    def transaction(self) -> AbstractAsyncContextManager[Run]:
        """All statements or none: it commits when the block ends well and rolls back in every other case."""

    def account(self, name: str) -> AbstractAsyncContextManager[bool]:
        """Whether this process alone may poll and send for a bot account, for as long as the block lasts.

        Raises AccountLost, in the middle of the block, where that is no longer certain.
        """

    async def close(self) -> None: ...


async def open_database(url: str) -> Database:
    """`sqlite:///path/to/file.db` or `postgresql://…`."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        return await Sqlite.open(Path(parts.database or ""))
    return await Postgres.open(parts.set(drivername="postgresql").render_as_string(hide_password=False))
