"""The schema as a history of migrations: up, down, and which one a database stands at.

Alembic is imported where it changes something: a running bot only asks where it stands.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.sqlite import PRAGMAS

if TYPE_CHECKING:
    from alembic.config import Config

T = TypeVar("T")

HEAD = "head"


def engine_for(url: str, pragmas: Sequence[str] = PRAGMAS, begin: str = "BEGIN IMMEDIATE") -> AsyncEngine:
    """An engine for work outside a turn: migrations, administration, reports. Its errors do not show what was given.

    `begin` is how SQLite begins a transaction; whoever only reads must hold up nobody.
    """
    engine = create_async_engine(driver_url(url), hide_parameters=True)
    if engine.dialect.name == "sqlite":
        _begin_properly(engine, pragmas, begin)
    return engine


def _begin_properly(engine: AsyncEngine, pragmas: Sequence[str], how: str) -> None:
    """By default no BEGIN is sent before a SELECT or a CREATE: two that read and then write lose each other's work, and
    a migration that fails half-way leaves half of its tables.
    """

    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(how)


def driver_url(url: str) -> URL:
    """The address with its asynchronous driver."""
    parts = make_url(url)
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}[parts.get_backend_name()]
    return parts.set(drivername=driver)


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config(stdout=StringIO())  # it prints to whatever was the output when it was imported
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    config.attributes["connection"] = connection
    return config


async def upgrade(url: str, revision: str = HEAD) -> None:
    from alembic import command

    await _with(url, lambda connection: command.upgrade(_config(connection), revision))


async def downgrade(url: str, revision: str) -> None:
    from alembic import command

    await _with(url, lambda connection: command.downgrade(_config(connection), revision))


async def check(url: str) -> None:
    """Raises where the tables that the models declare differ from those that the migrations made."""
    from alembic import command

    await _with(url, lambda connection: command.check(_config(connection)))


async def current(url: str) -> str | None:
    """The migration a database stands at, None for an empty one."""
    return await _with(url, stands_at)


def bring(connection: Connection, revision: str) -> None:
    """Take a database up or down to this revision, in the transaction that it is in."""
    from alembic import command

    here = stands_at(connection) or ""
    if here != revision:
        (command.upgrade if here < revision else command.downgrade)(_config(connection), revision)


def stands_at(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def newest() -> str:
    """The migration this program was written for."""
    return revisions()[-1]


@cache
def revisions() -> Sequence[str]:
    """Every migration this program knows, in order: its file begins with its number."""
    migrations = files("storage") / "migrations" / "versions"
    return sorted(file.name.partition("_")[0] for file in migrations.iterdir() if file.name.endswith(".py"))


async def _with(url: str, work: Callable[[Connection], T]) -> T:
    async with changing(url) as connection:
        return await connection.run_sync(work)


@asynccontextmanager
async def changing(url: str) -> AsyncIterator[AsyncConnection]:
    """A transaction in which tables may be made anew.

    A migration may build a table anew, and dropping the old one must not count as deleting its rows: SQLite does not
    look where rows point to, here.
    """
    engine = engine_for(url, (*PRAGMAS, "foreign_keys=OFF"))
    try:
        async with engine.begin() as connection:
            yield connection
    finally:
        await engine.dispose()


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite database."""
    parts = make_url(url)
    return Path(parts.database) if parts.get_backend_name() == "sqlite" and parts.database else None
