"""PostgreSQL: a pool of connections for what is asked, and one of its own for each bot account that is held."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, Self

import asyncpg

from storage.sql import Row, Run, Sql, Value

PING = 1.0  # seconds between looks whether the connection that holds an account still lives
PATIENCE = 5.0  # seconds without an answer after which it counts as lost


class AccountLost(Exception):
    """The connection that held a bot account is gone, and another process may poll and send for it by now."""


class Postgres:
    """A pool of connections; every statement outside a transaction commits by itself."""

    dialect = "postgresql"

    def __init__(self, dsn: str, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
        self._dsn = dsn
        self._pool = pool

    @classmethod
    async def open(cls, dsn: str) -> Self:
        return cls(dsn, await asyncpg.create_pool(dsn, min_size=1, max_size=10, init=_ready, reset=_as_it_is))

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
        connection = await asyncpg.connect(self._dsn)
        try:
            mine = await connection.fetchval("SELECT pg_try_advisory_lock(hashtext($1))", name)
            async with _while_it_lives(connection, name):
                yield bool(mine)
        finally:  # with the connection goes the lock
            await connection.close(timeout=PATIENCE)

    async def close(self) -> None:
        await self._pool.close()


async def _ready(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """What the server takes for granted suits long work on turning disks (decision 0023).

    It compiles what seems long, for every connection anew: here that is longer than the work. And a page elsewhere, at
    four times the next one's price, makes it read whole tables where the indexes hold all that is asked.
    """
    await connection.execute("SET jit = off; SET random_page_cost = 1.1")


async def _as_it_is(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """What is asked here leaves no trace on a connection, so none is cleaned: that takes a round trip each time."""


@asynccontextmanager
async def _while_it_lives(connection: "asyncpg.Connection[asyncpg.Record]", name: str) -> AsyncIterator[None]:
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


async def _watch(connection: "asyncpg.Connection[asyncpg.Record]", end: asyncio.Timeout) -> None:
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
