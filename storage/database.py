"""The two databases behind one face: reads, single writes and transactions by compiled statements."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol, Self

import aiosqlite
import asyncpg
from sqlalchemy.engine import make_url

from storage.sql import Row, Run, Sql, Value

BUSY_MS = 15_000  # how long another process (a migration, the command line) may hold the file
PRAGMAS = (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
"""On every connection to an SQLite file. What is deleted is overwritten, for it may be personal data."""

PING = 1.0  # seconds between looks whether the connection that holds an account still lives
PATIENCE = 5.0  # seconds without an answer after which it counts as lost


class AccountLost(Exception):
    """The connection that held a bot account is gone, and another process may poll and send for it by now."""


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


class Sqlite:
    """One file in WAL mode. Reads and single writes share a connection, transactions have their own.

    Reads must not see unfinished work, hence two connections. Our own lock comes before SQLite's, whose busy handler
    sleeps in steps and would hold up every turn behind it.
    """

    dialect = "sqlite"

    def __init__(
        self, path: Path, hot: aiosqlite.Connection, held: aiosqlite.Connection, opened: AsyncExitStack
    ) -> None:
        self._path = path
        self._hot = hot
        self._held = held
        self._opened = opened
        self._writing = asyncio.Lock()

    @classmethod
    async def open(cls, path: Path) -> Self:
        async with AsyncExitStack() as opened:
            hot, held = [await opened.enter_async_context(_connected(path)) for _ in range(2)]
            return cls(path, hot, held, opened.pop_all())

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
                await asyncio.shield(self._roll_back())
                raise

    async def _roll_back(self) -> None:
        # Always sent: a turn that is cancelled while its BEGIN waits sees no transaction, and is in one a moment later.
        with contextlib.suppress(sqlite3.OperationalError):
            await self._held.execute_fetchall("ROLLBACK")

    @asynccontextmanager
    async def account(self, name: str) -> AsyncIterator[bool]:
        lock = self._path.with_name(f"{self._path.name}.{name}.lock")
        with lock.open("w") as file:
            yield _locked(file.fileno())

    async def close(self) -> None:
        await self._opened.aclose()


@asynccontextmanager
async def _connected(path: Path) -> AsyncIterator[aiosqlite.Connection]:
    """Closed in every case: the thread behind a connection that was left open would keep the process from ending."""
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        for pragma in PRAGMAS:
            await connection.execute_fetchall(f"PRAGMA {pragma}")
        yield connection


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
        async with self._pool.acquire() as connection:  # taking it back, the pool lets go of the lock
            mine = await connection.fetchval("SELECT pg_try_advisory_lock(hashtext($1))", name)
            async with _while_it_lives(connection, name):
                yield bool(mine)

    async def close(self) -> None:
        await self._pool.close()


@asynccontextmanager
async def _while_it_lives(
    connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]", name: str
) -> AsyncIterator[None]:
    """The server lets go of a lock with the connection that holds it, so the block ends where that is lost."""
    try:
        async with asyncio.timeout(None) as end:
            watching = asyncio.create_task(_watch(connection, end))
            try:
                yield
            finally:
                watching.cancel()
                await asyncio.wait({watching})
    except TimeoutError:
        if not end.expired():
            raise
        raise AccountLost(name) from None


async def _watch(connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]", end: asyncio.Timeout) -> None:
    try:
        while True:
            await connection.execute("SELECT 1", timeout=PATIENCE)
            await asyncio.sleep(PING)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        end.reschedule(0)
        with contextlib.suppress(asyncpg.InterfaceError):
            connection.terminate()


async def _rows(fetch: Callable[..., Awaitable[Sequence[Any]]], text: str, values: Sequence[Any]) -> Sequence[Row]:
    try:
        return [tuple(row) for row in await fetch(text, *values)]
    except asyncpg.PostgresError as error:
        error.detail = None  # it quotes the row, and errors end up in logs
        raise
