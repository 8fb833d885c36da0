"""The two databases behind one face: reads, single writes and transactions by compiled statements."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol, Self

import aiosqlite
import asyncpg
from sqlalchemy.engine import make_url

from storage.sql import Row, Run, Sql, Value

BUSY_MS = 15_000  # how long another process (a migration, the command line) may hold the file


class Database(Protocol):
    """Where everything is kept. `read` sees only finished work; `write` is one statement, durable when it returns."""

    dialect: str

    async def read(self, sql: Sql, /, **values: Value) -> Sequence[Row]: ...

    async def write(self, sql: Sql, /, **values: Value) -> Sequence[Row]: ...

    def transaction(self) -> AbstractAsyncContextManager[Run]:
        """All statements or none: it commits when the block ends well and rolls back in every other case."""

    def account(self, name: str) -> AbstractAsyncContextManager[bool]:
        """Whether this process alone may poll and send for a bot account, for as long as the block lasts."""

    async def close(self) -> None: ...


async def open_database(url: str) -> Database:
    """`sqlite:///path/to/file.db` or `postgresql://…`."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        return await Sqlite.open(Path(parts.database or ""))
    return await Postgres.open(parts.set(drivername="postgresql").render_as_string(hide_password=False))


class Sqlite:
    """One file in WAL mode. Reads and single writes share a connection, transactions have their own.

    Reads must not see unfinished work, hence two connections. Our own lock comes before SQLite's, whose busy handler
    sleeps in steps and would hold up every turn behind it.
    """

    dialect = "sqlite"

    def __init__(self, path: Path, hot: aiosqlite.Connection, held: aiosqlite.Connection) -> None:
        self._path = path
        self._hot = hot
        self._held = held
        self._writing = asyncio.Lock()

    @classmethod
    async def open(cls, path: Path) -> Self:
        hot, held = [await cls._connect(path) for _ in range(2)]
        return cls(path, hot, held)

    @staticmethod
    async def _connect(path: Path) -> aiosqlite.Connection:
        connection = await aiosqlite.connect(path, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
            await connection.execute_fetchall(f"PRAGMA {pragma}")
        await connection.execute_fetchall(f"PRAGMA busy_timeout={BUSY_MS}")
        return connection

    async def read(self, sql: Sql, /, **values: Value) -> Sequence[Row]:
        return list(await self._hot.execute_fetchall(*sql(self.dialect, values)))

    async def write(self, sql: Sql, /, **values: Value) -> Sequence[Row]:
        async with self._writing:
            return await self.read(sql, **values)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Run]:
        async def run(sql: Sql, /, **values: Value) -> Sequence[Row]:
            return list(await self._held.execute_fetchall(*sql(self.dialect, values)))

        async with self._writing:
            try:
                await self._held.execute_fetchall("BEGIN IMMEDIATE")
                yield run
                await self._held.execute_fetchall("COMMIT")
            except BaseException:
                await self._roll_back()
                raise

    async def _roll_back(self) -> None:
        # Always sent: a turn that is cancelled while its BEGIN waits sees no transaction, and is in one a moment later.
        with contextlib.suppress(sqlite3.OperationalError):
            await asyncio.shield(asyncio.ensure_future(self._held.execute_fetchall("ROLLBACK")))

    @asynccontextmanager
    async def account(self, name: str) -> AsyncIterator[bool]:
        lock = self._path.with_name(f"{self._path.name}.{name}.lock")
        with lock.open("w") as file:
            yield _locked(file.fileno())

    async def close(self) -> None:
        for connection in (self._hot, self._held):
            await connection.close()


def _locked(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # no advisory locks on this system; the platform itself refuses a second poller
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class Postgres:
    """A pool of connections; every statement outside a transaction commits by itself."""

    dialect = "postgresql"

    def __init__(self, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._pool = pool

    @classmethod
    async def open(cls, dsn: str) -> Self:
        return cls(await asyncpg.create_pool(dsn, min_size=1, max_size=10))

    async def read(self, sql: Sql, /, **values: Value) -> Sequence[Row]:
        text, given = sql(self.dialect, values)
        return await _rows(self._pool.fetch, text, given)

    async def write(self, sql: Sql, /, **values: Value) -> Sequence[Row]:
        return await self.read(sql, **values)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Run]:
        async with self._pool.acquire() as connection:

            async def run(sql: Sql, /, **values: Value) -> Sequence[Row]:
                text, given = sql(self.dialect, values)
                return await _rows(connection.fetch, text, given)

            async with connection.transaction():
                yield run

    @asynccontextmanager
    async def account(self, name: str) -> AsyncIterator[bool]:
        async with self._pool.acquire() as connection:
            mine = await connection.fetchval("SELECT pg_try_advisory_lock(hashtext($1))", name)
            try:
                yield bool(mine)
            finally:
                if mine and not connection.is_closed():
                    await connection.execute("SELECT pg_advisory_unlock(hashtext($1))", name)

    async def close(self) -> None:
        await self._pool.close()


async def _rows(fetch: Callable[..., Awaitable[Sequence[Any]]], text: str, values: Sequence[Any]) -> Sequence[Row]:
    return [tuple(row) for row in await fetch(text, *values)]
