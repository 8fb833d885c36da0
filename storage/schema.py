"""The schema as a history of migrations: up, down, and which one a database stands at."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

T = TypeVar("T")

HEAD = "head"


def engine_for(url: str) -> AsyncEngine:
    """An engine for work outside a turn: migrations, administration, reports."""
    return create_async_engine(driver_url(url))


def driver_url(url: str) -> URL:
    """The address with its asynchronous driver."""
    parts = make_url(url)
    driver = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}[parts.get_backend_name()]
    return parts.set(drivername=driver)


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    config.attributes["connection"] = connection
    return config


async def upgrade(url: str, revision: str = HEAD) -> None:
    await _with(url, lambda connection: command.upgrade(_config(connection), revision))


async def downgrade(url: str, revision: str) -> None:
    await _with(url, lambda connection: command.downgrade(_config(connection), revision))


async def check(url: str) -> None:
    """Raises where the tables that the models declare differ from those that the migrations made."""
    await _with(url, lambda connection: command.check(_config(connection)))


async def current(url: str) -> str | None:
    """The migration a database stands at, None for an empty one."""
    return await _with(url, lambda connection: MigrationContext.configure(connection).get_current_revision())


def newest() -> str:
    """The migration this program was written for."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    return str(head)


async def _with(url: str, work: Callable[[Connection], T]) -> T:
    engine = engine_for(url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite database."""
    parts = make_url(url)
    return Path(parts.database) if parts.get_backend_name() == "sqlite" and parts.database else None
