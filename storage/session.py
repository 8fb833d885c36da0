"""Work outside a turn (administration, reports): SQLModel's session, one transaction, all or nothing."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.database import BUSY_MS
from storage.schema import engine_for


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something is not done: a code, and what its sentence needs."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@asynccontextmanager
async def session_for(url: str) -> AsyncIterator[AsyncSession]:
    """Commits when the block ends well."""
    engine = engine_for(url)
    if engine.dialect.name == "sqlite":
        _begin_properly(engine)
    try:
        async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
            yield session
    finally:
        await engine.dispose()


def _begin_properly(engine: AsyncEngine) -> None:
    """By default no BEGIN is sent before a SELECT, and two that read and then write lose each other's work."""

    @event.listens_for(engine.sync_engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("foreign_keys=ON", "secure_delete=ON", f"busy_timeout={BUSY_MS}"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
