"""Statements compiled once and given straight to the driver: no session and no result objects on the hot path."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Dialect, literal_column
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement

DIALECTS: Mapping[str, Dialect] = {
    "sqlite": SQLiteDialect_aiosqlite(),
    "postgresql": PGDialect_asyncpg(),  # type: ignore[no-untyped-call]
}

Value = str | int | None
Row = Sequence[Any]


class Sql:
    """A statement with named values, for either database. Text and whole numbers only: no types are converted.

    Where the databases differ, `Sql(sqlite=…, postgresql=…)`.
    """

    def __init__(self, statement: ClauseElement | None = None, **by_dialect: ClauseElement) -> None:
        self._statements = by_dialect if statement is None else dict.fromkeys(DIALECTS, statement)
        self._compiled: dict[str, tuple[str, tuple[str, ...], Mapping[str, Any]]] = {}

    def __call__(self, dialect: str, values: Mapping[str, Value]) -> tuple[str, list[Any]]:
        """The driver's text and the values in its order. A value that the statement wants and nobody gives is a bug."""
        if dialect not in self._compiled:
            self._compiled[dialect] = self._compile(dialect)
        text, names, constants = self._compiled[dialect]
        return text, [values[n] if n in values else constants[n] for n in names]

    def statement(self, dialect: str) -> Any:
        """The statement as SQLAlchemy itself runs it."""
        return self._statements[dialect]

    def _compile(self, dialect: str) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
        done = self._statements[dialect].compile(dialect=DIALECTS[dialect])
        assert isinstance(done, SQLCompiler)  # noqa: S101 - what a statement compiles to
        constants = {n: v for n, v in done.params.items() if n not in done.binds or not done.binds[n].required}
        return str(done), tuple(done.positiontup or ()), constants


INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""With ON CONFLICT, which each database has in its own way."""


def for_each(build: Callable[[str], ClauseElement]) -> Sql:
    """What `build` makes for each of the databases."""
    return Sql(**{dialect: build(dialect) for dialect in DIALECTS})


def one_of(*names: str) -> list[ColumnElement[str]]:
    """Constants for `column.in_(…)`, written into the statement: a list of values would be compiled at each call."""
    return [literal_column(f"'{name}'") for name in names]


class Run(Protocol):
    """Runs a statement and hands back its rows, each with the columns in the order they were named."""

    async def __call__(self, sql: Sql, /, **values: Value) -> Sequence[Row]: ...
