"""Work outside a turn (administration, reports): SQLModel's session, one transaction, all or nothing."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.schema import engine_for
from storage.sql import Row, Run, Sql, Value


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something is not done: a code, and what its sentence needs."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@asynccontextmanager
async def session_for(url: str) -> AsyncIterator[AsyncSession]:
    """Commits when the block ends well."""
    engine = engine_for(url)
    try:
        async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
            yield session
    finally:
        await engine.dispose()


async def run_in(session: AsyncSession) -> Run:
    """The named questions of the store, asked in this session's transaction."""
    connection = await session.connection()

    async def run(sql: Sql, /, **values: Value) -> Sequence[Row]:
        await session.flush()
        done = await connection.execute(sql.statement(connection.dialect.name), values)
        return [tuple(row) for row in done.all()] if done.returns_rows else ()

    return run
