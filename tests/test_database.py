"""The two databases behind one face: all or nothing, also when a turn is cancelled, and one holder of an account."""

import asyncio
import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from itertools import count
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text

from storage.database import open_database
from storage.people import WHO_TALKS
from storage.postgres import AccountLost, Postgres
from storage.sql import Run, Sql
from tests.conftest import copy_of
from tests.school import School, school_at

ADD = Sql(text("INSERT INTO talk (person, version, data, at) VALUES (:key, 1, '{}', '')"))
RAISE = Sql(text("UPDATE talk SET version = version + 1 WHERE person = 'one'"))
SLOW = Sql(
    sqlite=text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT max(i) FROM n"
    ),
    postgresql=text("SELECT pg_sleep(0.1)"),
)

CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
    " WHERE locktype = 'advisory' AND datname = current_database()"
)


@pytest.fixture
async def school(empty: str) -> AsyncIterator[School]:
    async with school_at(empty) as opened:
        yield opened


async def keys(school: School) -> list[str]:
    return [key for (key,) in await school.rows("SELECT person FROM talk ORDER BY person")]


async def test_a_transaction_is_kept_whole_and_seen_only_when_it_is_over(school: School) -> None:
    async with school.database.transaction() as run:
        await run(ADD, key="one")
        assert await keys(school) == []
        await run(ADD, key="two")
    assert await keys(school) == ["one", "two"]


Between = Callable[[], Awaitable[object]]


async def adds_two(school: School, between: Between, first: str = "one", second: str = "two") -> None:
    async with school.database.transaction() as run:
        await run(ADD, key=first)
        await between()
        await run(ADD, key=second)


async def nothing() -> None:
    """A transaction without a pause."""


async def fault() -> None:
    raise ZeroDivisionError


async def test_a_fault_in_a_transaction_leaves_nothing(school: School) -> None:
    with pytest.raises(ZeroDivisionError):
        await adds_two(school, fault)
    await still_works(school)
    assert await keys(school) == []


async def test_a_statement_that_is_refused_leaves_nothing(school: School) -> None:
    with pytest.raises(Exception, match=r"(?i)unique"):
        await adds_two(school, nothing, second="one")
    await still_works(school)
    assert await keys(school) == []


async def test_a_cancelled_transaction_is_whole_or_never_was(school: School) -> None:
    """Wherever in it the cancellation falls, the connection is free for the next one at once."""
    for steps in count():
        task = asyncio.create_task(adds_two(school, nothing, first=f"{steps} a", second=f"{steps} b"))
        await turns(steps)
        task.cancel()
        (ended,) = await asyncio.gather(task, return_exceptions=True)
        if ended is None:
            break  # it was over before the cancellation came
        assert isinstance(ended, asyncio.CancelledError)
    await still_works(school)
    kept = await keys(school)
    assert [key[:-1] for key in kept if key.endswith("a")] == [key[:-1] for key in kept if key.endswith("b")]


async def turns(steps: int) -> None:
    """Let the other tasks run so many times."""
    for _ in range(steps):
        await asyncio.sleep(0)


async def test_a_transaction_cancelled_while_it_waits_to_begin_never_begins(school: School) -> None:
    """engine.md: the connection says it is in no transaction, and is in one for good a moment later."""
    async with school_at(school.url) as other, other.database.transaction() as run:
        await run(ADD, key="one")
        waiting = asyncio.create_task(adds_two(school, nothing))
        await turns(4)
        waiting.cancel()
        await turns(4)
    await asyncio.wait({waiting})
    await still_works(school)
    assert await keys(school) == ["one"]


@pytest.mark.parametrize("times", [1, 2], ids=["once", "once more while it rolls back"])
@pytest.mark.parametrize("slow", [False, True], ids=["between statements", "inside a statement"])
async def test_a_transaction_cancelled_in_its_middle_leaves_nothing(school: School, slow: bool, times: int) -> None:
    begun = asyncio.Event()

    async def works() -> None:
        async with school.database.transaction() as run:
            await run(ADD, key="one")
            begun.set()
            await (run(SLOW) if slow else asyncio.Event().wait())

    task = asyncio.create_task(works())
    await begun.wait()
    for _ in range(times):
        await turns(1)
        task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await still_works(school)
    assert await keys(school) == []


async def still_works(school: School) -> None:
    """No transaction is open: the same process and another one write at once, and what they write is kept."""
    async with school_at(school.url) as other, asyncio.timeout(5):
        for who, key in ((school, "probe-1"), (other, "probe-2")):
            async with who.database.transaction() as run:
                await run(ADD, key=key)
        await school.does("DELETE FROM talk WHERE person IN ('probe-1', 'probe-2')")
        if isinstance(school.database, Postgres):
            idle = "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"
            assert await other.one(f"{idle} AND datname = current_database()") == 0


async def test_many_writers_in_two_processes_lose_nothing(school: School) -> None:
    await school.database.write(ADD, key="one")
    async with school_at(school.url) as other, asyncio.TaskGroup() as tasks:
        for who in (school, other) * 20:
            tasks.create_task(who.database.write(RAISE))
            tasks.create_task(reads_and_raises(who))
    assert await school.one("SELECT version FROM talk") == 81


async def test_statements_side_by_side_each_have_their_own_outcome(school: School) -> None:
    """Also where they are carried to the file together: what is refused to one is kept of the others."""
    keys_given = [f"{n % 20:02}" for n in range(25)]
    writes = [school.database.write(ADD, key=key) for key in keys_given]
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert len(refused) == 5
    assert all("unique" in str(error).lower() for error in refused)
    assert await keys(school) == sorted({*keys_given})


async def test_a_write_that_is_cancelled_takes_no_other_with_it(school: School) -> None:
    writes = [asyncio.create_task(school.database.write(ADD, key=key)) for key in "abcdef"]
    await turns(1)
    writes[2].cancel()
    outcomes = await asyncio.gather(*writes, return_exceptions=True)
    assert [isinstance(outcome, asyncio.CancelledError) for outcome in outcomes] == [at == 2 for at in range(6)]
    assert set("abdef") <= set(await keys(school))


async def test_a_value_that_no_database_takes_is_refused_to_its_owner_alone(school: School) -> None:
    bare = Sql(text("SELECT :value"))
    questions = [school.database.read(bare, value=value) for value in (1, 1 << 70)]
    _, refused = await asyncio.gather(*questions, return_exceptions=True)
    assert isinstance(refused, OverflowError | asyncpg.DataError)
    assert await keys(school) == []


async def test_what_undoes_a_whole_transaction_is_told_to_everybody_in_it(empty_sqlite: Path, tmp_path: Path) -> None:
    """As a full disk does: nothing is said to be kept that is not. One statement by itself is its own transaction."""
    path = tmp_path / "copy.db"
    shutil.copy(empty_sqlite, path)
    undoes = Sql(text("INSERT OR ROLLBACK INTO talk (person, version, data, at) VALUES ('before', 1, '{}', '')"))
    async with school_at(f"sqlite:///{path}") as school:
        await school.database.write(ADD, key="before")
        first = asyncio.create_task(school.database.write(ADD, key="first"))
        await turns(2)
        statements = [(ADD, {"key": "a"}), (undoes, {}), (ADD, {"key": "b"})]
        together = [school.database.write(sql, **values) for sql, values in statements]
        outcomes = await asyncio.gather(*together, return_exceptions=True)
        assert all(isinstance(outcome, sqlite3.IntegrityError) for outcome in outcomes)
        await first
        assert await keys(school) == ["before", "first"]
        await still_works(school)


async def reads_and_raises(school: School) -> None:
    """On SQLite, a read before the write must not be left behind by somebody else's write."""
    async with school.database.transaction() as run:
        await run(WHO_TALKS, at="x:y", platform="x", user="y", today="2026-11-23")
        await run(RAISE)


async def test_statements_survive_a_migration_under_a_running_process(school: School) -> None:
    """Columns are named, so what is prepared holds on when others are added (engine.md, traps)."""
    who = {"at": "x:y", "platform": "x", "user": "y", "today": "2026-11-23"}
    await school.database.read(WHO_TALKS, **who)
    async with school_at(school.url) as other:
        for table in ("person", "talk", "membership", "link"):
            await other.does(f"ALTER TABLE {table} ADD COLUMN added text")
    assert len(await school.database.read(WHO_TALKS, **who)) == 1
    async with school.database.transaction() as run:
        assert len(await run(WHO_TALKS, **who)) == 1


async def test_one_process_holds_an_account_and_the_next_takes_over(school: School) -> None:
    async with school_at(school.url) as other:
        async with school.database.account("telegram") as mine, other.database.account("telegram") as theirs:
            assert (mine, theirs) == (True, False)
            async with other.database.account("outbox") as another:
                assert another
        async with other.database.account("telegram") as theirs:
            assert theirs


async def test_an_account_is_let_go_when_its_work_is_cancelled(school: School) -> None:
    holds = asyncio.Event()

    async def works() -> None:
        async with school.database.account("telegram"):
            holds.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(works())
    await holds.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with school_at(school.url) as other, other.database.account("telegram") as theirs:
        assert theirs


async def test_a_fault_of_the_work_comes_through_unchanged(school: School) -> None:
    with pytest.raises(TimeoutError, match="of the work"):
        async with school.database.account("telegram"):
            raise TimeoutError("of the work")


async def test_the_work_for_an_account_ends_when_its_connection_is_lost(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Without the connection the lock is gone, and another process may already poll (distribution.md 5)."""

    async def works(school: School) -> None:
        async with school.database.account("telegram") as mine:
            assert mine
            await other.rows(CUT)
            await asyncio.Event().wait()

    async for url in copy_of("postgresql", "empty", request, tmp_path):
        async with school_at(url) as school, school_at(url) as other, asyncio.timeout(20):
            with pytest.raises(AccountLost, match="telegram"):
                await works(school)
            async with other.database.account("telegram") as theirs:
                assert theirs
            assert await school.one("SELECT 1") == 1, "the other connections are in order"


def lasting() -> set[threading.Thread]:
    """The threads that would keep the process from ending, once those that are about to end have done so."""
    threads = {thread for thread in threading.enumerate() if not thread.daemon} - {threading.main_thread()}
    for thread in threads:
        thread.join(0.5)
    return {thread for thread in threads if thread.is_alive()}


@pytest.mark.parametrize("fault", ["no database", "a folder", "nowhere"])
async def test_a_file_that_cannot_be_opened_leaves_no_thread_behind(tmp_path: Path, fault: str) -> None:
    """aiosqlite's threads are no daemons: one that is left keeps the process from ending."""
    path = {"no database": tmp_path / "text.db", "a folder": tmp_path, "nowhere": tmp_path / "no" / "x.db"}[fault]
    if fault == "no database":
        path.write_text("this is a letter and no database" * 100)
    before = lasting()
    with pytest.raises(Exception, match=r"(?i)database"):
        await open_database(f"sqlite:///{path}")
    assert lasting() == before


async def test_closing_ends_every_thread(empty_sqlite: Path) -> None:
    before = lasting()
    database = await open_database(f"sqlite:///{empty_sqlite}")
    assert len(lasting() - before) == 2
    await database.close()
    assert lasting() == before


async def test_a_server_that_cannot_be_reached_is_an_error_at_once(unused_tcp_port: int) -> None:
    with pytest.raises(OSError, match=r"refused|failed"):
        await open_database(f"postgresql://nobody@127.0.0.1:{unused_tcp_port}/none")


async def test_rows_come_as_tuples_in_the_order_of_the_columns(school: School) -> None:
    await school.database.write(ADD, key="one")
    rows: Sequence[object] = await school.database.read(Sql(text("SELECT version, person FROM talk")))
    assert list(rows) == [(1, "one")]
    returned = await school.database.write(Sql(text("DELETE FROM talk RETURNING person, version")))
    assert list(returned) == [("one", 1)]


async def test_a_value_that_nobody_gives_is_a_bug(school: School) -> None:
    with pytest.raises(KeyError, match="key"):
        await school.database.read(ADD)
    run: Run = school.database.read
    with pytest.raises((asyncpg.DataError, TypeError, KeyError)):
        await run(WHO_TALKS, at="x:y")
