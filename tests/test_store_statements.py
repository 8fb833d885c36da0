"""Every statement that is compiled once: both databases understand it, names and types included."""

import sqlite3
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import asyncpg

import scheduler
import storage
from storage.sql import Sql


def found_in(value: object) -> Iterator[Sql]:
    if isinstance(value, Sql):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from found_in(part)


STATEMENTS = {
    f"{module.__name__}.{name}": sql
    for package in (storage, scheduler)
    for info in iter_modules(package.__path__, f"{package.__name__}.")
    if not info.ispkg and (module := import_module(info.name))
    for name, value in vars(module).items()
    for sql in found_in(value)
}


class Anything(dict[str, Any]):
    """A value for every name, as far as a statement is only looked at."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> None:
        return None


def test_there_are_statements_to_look_at() -> None:
    assert len(STATEMENTS) > 60
    assert {"storage.people.WHO_TALKS", "storage.talks.SWAP", "storage.planning.PLAN"} < set(STATEMENTS)


def test_sqlite_understands_every_statement(empty_sqlite: Path) -> None:
    connection = sqlite3.connect(empty_sqlite)
    try:
        for name, sql in STATEMENTS.items():
            text, values = sql("sqlite", Anything())
            assert connection.execute(f"EXPLAIN {text}", [None for _ in values]).fetchall(), name
    finally:
        connection.close()


async def test_postgresql_understands_every_statement(empty_postgres: str, postgres: str) -> None:
    connection = await asyncpg.connect(postgres.replace("/postgres?", f"/{empty_postgres}?"))
    try:
        for name, sql in STATEMENTS.items():
            text, values = sql("postgresql", Anything())
            statement = await connection.prepare(text)
            kinds = {kind.name for kind in statement.get_parameters()}
            assert len(statement.get_parameters()) == len(values), name
            assert kinds <= {"varchar", "text", "json", "int4", "int8"}, f"{name}: text and whole numbers, not {kinds}"
    finally:
        await connection.close()
