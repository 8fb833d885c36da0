"""A database in one file: what waits for it goes there together, because the way costs more than most questions."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Self

import aiosqlite

from storage.sql import Row, Run, Sql, Value

BUSY_MS = 15_000  # how long another process (a migration, the command line) may hold the file
PRAGMAS = (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")
"""On every connection to an SQLite file. What is deleted is overwritten, for it may be personal data."""

Statement = tuple[str, Sequence[Any]]
Waiting = tuple[Statement, asyncio.Future[list[Row]]]
Outcome = list[Row] | Exception


class Together:
    """Statements that wait at the same moment are carried in one go; each gets its own outcome."""

    def __init__(self, carry: Callable[[Sequence[Statement]], Awaitable[Sequence[Outcome]]]) -> None:
        self._carry = carry
        self._waiting: list[Waiting] = []
        self._carrier: asyncio.Task[None] | None = None

    async def __call__(self, statement: Statement) -> list[Row]:
        answer: asyncio.Future[list[Row]] = asyncio.get_running_loop().create_future()
        self._waiting.append((statement, answer))
        if self._carrier is None:
            self._carrier = asyncio.create_task(self._go())
        return await answer

    async def _go(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                for (_, answer), outcome in zip(batch, await self._outcomes(batch), strict=True):
                    if answer.cancelled():
                        continue
                    if isinstance(outcome, Exception):
                        answer.set_exception(outcome)
                    else:
                        answer.set_result(outcome)
        finally:
            self._carrier = None

    async def _outcomes(self, batch: Sequence[Waiting]) -> Sequence[Outcome]:
        try:
            return await self._carry([statement for statement, _ in batch])
        except Exception as error:  # noqa: BLE001 - whoever waits hears of it
            return [error] * len(batch)


class Connection(aiosqlite.Connection):
    """A connection of the library whose thread can be given several statements at once."""

    async def run_all(self, statements: Sequence[Statement]) -> Sequence[Outcome]:
        """Each by itself: one that is refused stops no other."""
        return await self._execute(_run_all, self._conn, statements)  # type: ignore[no-any-return, no-untyped-call]

    async def commit_all(self, statements: Sequence[Statement]) -> Sequence[Outcome]:
        """As `run_all`, in one transaction: they are kept together, or none is and the reason is raised."""
        return await self._execute(_commit_all, self._conn, statements)  # type: ignore[no-any-return, no-untyped-call]


def _run_all(connection: sqlite3.Connection, statements: Sequence[Statement]) -> Sequence[Outcome]:
    return [_run(connection, statement) for statement in statements]


def _commit_all(connection: sqlite3.Connection, statements: Sequence[Statement]) -> Sequence[Outcome]:
    if len(statements) == 1:
        return _run_all(connection, statements)
    connection.execute("BEGIN IMMEDIATE")
    outcomes: list[Outcome] = []
    try:
        for statement in statements:
            outcomes.append(outcome := _run(connection, statement))
            if isinstance(outcome, Exception) and not connection.in_transaction:
                raise outcome  # a full disk and the like: SQLite has taken back what came before, too
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return outcomes


def _run(connection: sqlite3.Connection, statement: Statement) -> Outcome:
    try:
        return connection.execute(*statement).fetchall()
    except Exception as error:  # noqa: BLE001 - a number that is too large among them
        return error


class Sqlite:
    """One file in WAL mode. Reads and single writes share a connection, transactions have their own.

    Reads must not see unfinished work, hence two connections. Our own lock comes before SQLite's, whose busy handler
    sleeps in steps and would hold up every turn behind it.
    """

    dialect = "sqlite"

    def __init__(self, path: Path, hot: Connection, held: Connection, opened: AsyncExitStack) -> None:
        self._path = path
        self._hot = hot
        self._held = held
        self._opened = opened
        self._writing = asyncio.Lock()
        self._reads = Together(hot.run_all)
        self._writes = Together(self._commit)

    @classmethod
    async def open(cls, path: Path) -> Self:
        async with AsyncExitStack() as opened:
            hot, held = [await opened.enter_async_context(_connected(path)) for _ in range(2)]
            return cls(path, hot, held, opened.pop_all())

    async def read(self, sql: Sql, /, **values: Value) -> Sequence[Row]:
        return await self._reads(sql(self.dialect, values))

    async def write(self, sql: Sql, /, **values: Value) -> Sequence[Row]:
        return await self._writes(sql(self.dialect, values))

    async def _commit(self, statements: Sequence[Statement]) -> Sequence[Outcome]:
        async with self._writing:
            return await self._hot.commit_all(statements)

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
async def _connected(path: Path) -> AsyncIterator[Connection]:
    """Closed in every case: the thread behind a connection that was left open would keep the process from ending."""
    connection = Connection(lambda: sqlite3.connect(path, isolation_level=None), iter_chunk_size=64)
    async with connection:
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
