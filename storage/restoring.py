"""Rows that come into an empty database: all of them in one transaction, or none."""

from base64 import b64encode
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Integer, Table, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from storage import schema
from storage import tables as t
from storage.archive import CONTENTS, Record, Value, tables_of

WIDEST = 1 << 31  # whole numbers are smaller: those of PostgreSQL have 32 bits


class Unfit(Exception):
    """Why nothing comes in: raised, so that all that came before is taken back, too."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Restoring:
    """A database while it is filled. Its tables stand as at the revision of what comes, in the order of filling."""

    connection: AsyncConnection
    tables: Sequence[Table]

    async def add(self, table: Table, rows: Sequence[Record]) -> None:
        """Raises Unfit where a row is none of this table."""
        for row in rows:
            if row.keys() != set(table.columns.keys()):
                raise Unfit("column", table=table.name)
            if not all(_fits(table, name, value) for name, value in row.items()):
                raise Unfit("row", table=table.name)
        packed = [{name: _packed(value) for name, value in row.items()} for row in rows]
        try:
            await self.connection.execute(insert(table), packed)
        except (IntegrityError, DataError):
            raise Unfit("row", table=table.name) from None

    async def waiting(self) -> int:
        """Messages that go out as soon as a bot runs on this database."""
        waits = t.outbox.c.state.in_(("due", "claimed"))
        return int(
            (await self.connection.execute(select(func.count()).select_from(t.outbox).where(waits))).scalar_one()
        )


@asynccontextmanager
async def restoring(url: str, revision: str) -> AsyncIterator[Restoring]:
    """Kept when the block ends well. The tables go back to the revision of what comes, and are brought up with it.

    Raises Unfit where there is anything in the database already, or a row points to none.
    """
    async with schema.changing(url) as connection:
        await connection.run_sync(_hold)
        await connection.run_sync(_must_be_empty)
        await connection.run_sync(schema.bring, revision)
        yield Restoring(connection, await connection.run_sync(tables_of))
        await connection.run_sync(_must_point_somewhere)
        await connection.run_sync(schema.bring, schema.newest())
        await connection.run_sync(_count_on)


def _hold(connection: Connection) -> None:
    """Nobody else writes until the end; an SQLite file is ours since BEGIN."""
    if connection.dialect.name == "postgresql":
        quoted = map(connection.dialect.identifier_preparer.format_table, SQLModel.metadata.sorted_tables)
        connection.execute(text(f"LOCK TABLE {', '.join(quoted)} IN EXCLUSIVE MODE"))


def _must_be_empty(connection: Connection) -> None:
    for table in SQLModel.metadata.sorted_tables:
        if connection.execute(select(1).select_from(table).limit(1)).first():
            raise Unfit("not-empty", table=table.name)


def _must_point_somewhere(connection: Connection) -> None:
    """PostgreSQL has looked at each row as it came."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if lost:
            raise Unfit("row", table=str(lost[0]))


def _count_on(connection: Connection) -> None:
    """PostgreSQL's next number is behind the last one that came. What counts is kept even if all else is taken back."""
    if connection.dialect.name == "postgresql":
        for table in SQLModel.metadata.sorted_tables:
            if table.autoincrement_column is not None:
                last = select(func.max(table.autoincrement_column)).scalar_subquery()
                counter = func.pg_get_serial_sequence(table.name, table.autoincrement_column.name)
                connection.execute(select(func.setval(counter, last)))


def _fits(table: Table, name: str, value: Value) -> bool:
    if value is None:
        return True  # or the database refuses it
    if isinstance(table.columns[name].type, Integer):
        return isinstance(value, int) and not isinstance(value, bool) and -WIDEST <= value < WIDEST
    return isinstance(value, bytes if CONTENTS.get(table.name) == name else str)


def _packed(value: Value) -> str | int | None:
    return b64encode(value).decode() if isinstance(value, bytes) else value
