"""The database as rows that leave it: which tables go along, and one look at all of them as of one moment."""

from base64 import b64decode
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Select, String, Table, collate, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.elements import ColumnElement

from storage import schema
from storage.sqlite import PRAGMAS

ARCHIVED = frozenset(
    (
        *("unit", "unit_name", "unit_parent", "unit_successor", "person", "membership", "role", "link", "consent"),
        *("invitation", "catalogue", "criterion", "cycle", "setting", "form", "line", "decision", "chain"),
        *("progress", "evidence", "evidence_content", "ticket", "interim", "interim_line", "check_in"),
        *("check_in_member", "pairing", "supplement", "proposal", "assessment", "assessment_line"),
        *("assessment_points", "rating_round", "rating", "rating_line", "rating_points", "vote", "remark", "appeal"),
        *("confirmation", "activity", "activity_criterion", "activity_unit", "attendance", "quiz", "quiz_result"),
        *("app_mark", "gate", "official_entry", "inspection", "finding", "rollout"),
        *("reminder", "telling", "preference", "announcement", "announced", "outbox", "inbox", "talk", "tally"),
        *("web_session", "web_message", "upload", "report", "paper", "paper_content"),
    )
)
"""What goes along. The number of a browser does, as the id of any account: without `web.secret` it opens nothing."""
FORMER = frozenset(("web_upload",))
"""What went along at an earlier revision, and is brought up with it."""
LEFT_OUT = frozenset(("oa_token", "link_code", "attempt", "handout"))
"""What stays: it opens something by itself (tokens, codes), or is over in minutes or a day (docs/personal-data.md)."""
CONTENTS: Mapping[str, str] = dict.fromkeys(("evidence_content", "paper_content", "upload", "web_upload"), "content")
"""Tables whose rows are a file each, kept in base64 in this column; outside they are bytes, or none yet."""
BATCH = 250  # rows read at a time; of those that are a file, one

Value = str | int | bytes | None
Record = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that was committed at one moment. Whoever writes goes on, and is not seen."""

    connection: AsyncConnection
    revision: str
    tables: Sequence[Table]

    async def rows(self, table: Table) -> AsyncGenerator[Sequence[Record], None]:
        """In the order of the primary key, the same on both databases."""
        if table.name in CONTENTS:
            async for row in self._one_by_one(table):
                yield [row]
            return
        ordered = select(table).order_by(*(self._sorted(column) for column in table.primary_key))
        async with self.connection.stream(ordered, execution_options={"yield_per": BATCH}) as found:
            names = _names(table)
            async for rows in found.partitions():
                yield [dict(zip(names, row, strict=True)) for row in rows]

    async def _one_by_one(self, table: Table) -> AsyncGenerator[Record, None]:
        """Files: a cursor of PostgreSQL would fetch fifty at once, of some megabytes each."""
        (key,) = table.primary_key
        newest, names = 0, _names(table)
        while rows := (await self.connection.execute(_next(table, key, newest))).all():
            row = dict(zip(names, rows[0], strict=True))
            newest = row[key.name]
            packed = row[CONTENTS[table.name]]
            yield {**row, CONTENTS[table.name]: packed if packed is None else b64decode(packed, validate=True)}

    def _sorted(self, column: Column[Any]) -> ColumnElement[Any]:
        """Text in the order of its bytes: PostgreSQL would go by the language of its server."""
        if not isinstance(column.type, String):
            return column
        return collate(column, "C" if self.connection.dialect.name == "postgresql" else "BINARY")


@asynccontextmanager
async def snapshot(url: str) -> AsyncIterator[Snapshot]:
    """One transaction that only reads, and holds up nobody."""
    engine = schema.engine_for(url, (*PRAGMAS, "query_only=ON"), begin="BEGIN")
    try:
        async with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                await connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            revision = await connection.run_sync(schema.stands_at)
            yield Snapshot(connection, revision or "", await connection.run_sync(tables_of))
    finally:
        await engine.dispose()


def tables_of(connection: Connection) -> Sequence[Table]:
    """The tables that go along, as they stand in this database, each after those that it points to."""
    there = MetaData()
    there.reflect(connection, only=lambda name, _: name in ARCHIVED | FORMER)
    return there.sorted_tables


def _names(table: Table) -> Sequence[str]:
    return [str(column.name) for column in table.columns]


def _next(table: Table, key: Column[Any], after: int) -> Select[Any]:
    return select(table).where(key > after).order_by(key).limit(1)
