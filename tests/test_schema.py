"""The schema as it stands in a real database: migrations, what they and the models agree on, what it refuses."""

import re
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    Integer,
    Table,
    TextClause,
    UniqueConstraint,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from storage import schema
from storage import tables as t
from storage.instants import instant
from storage.session import session_for
from storage.sql import Sql
from storage.sqlite import PRAGMAS
from tests.school import AN, BINH, DUNG, School, link, school_at
from tests.world import START

Refusals = (sqlite3.IntegrityError, asyncpg.IntegrityConstraintViolationError)
Kept = (sqlite3.IntegrityError, asyncpg.RaiseError)
SQLITE = {
    "busy_timeout": 15_000,
    "journal_mode": "wal",
    "synchronous": 1,
    "foreign_keys": 1,
    "secure_delete": 1,
}


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def test_migrations_go_up_down_and_up_again(empty: str) -> None:
    whole = await shape(empty)
    assert await schema.current(empty) == schema.newest()

    await schema.downgrade(empty, "base")
    assert await schema.current(empty) is None
    assert await shape(empty) == {}, "nothing is left behind, no table, trigger or function"

    await schema.upgrade(empty)
    assert await shape(empty) == whole


async def test_models_and_migrations_make_the_same_tables(empty: str) -> None:
    """Alembic compares tables and columns; conditions of indexes and checks are compared here."""
    await schema.check(empty)
    migrated = await shape(empty)
    code = {name for name in migrated if name.startswith(("trigger", "function"))}
    await schema.downgrade(empty, "base")
    async with session_for(empty) as session:
        connection = await session.connection()
        await connection.run_sync(SQLModel.metadata.create_all)
    assert await shape(empty) == {name: made for name, made in migrated.items() if name not in code}


async def test_a_database_at_another_revision_is_told_apart(empty: str) -> None:
    async with session_for(empty) as session:
        await (await session.connection()).execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert await schema.current(empty) == "0000"
    assert await schema.current(empty) != schema.newest()


async def test_a_migration_that_fails_leaves_nothing_half_done(empty: str) -> None:
    """Where a table is in the way, the tables before it are not made either."""
    await schema.downgrade(empty, "base")
    async with session_for(empty) as session:
        await (await session.connection()).execute(text("CREATE TABLE line (id integer)"))
    with pytest.raises(Exception, match="already exists"):
        await schema.upgrade(empty)
    assert all(" line" in name for name in await shape(empty))
    assert await schema.current(empty) is None


FIXED = [column.name for column in t.decision.columns if column.name not in ("reason", "salt", "was")]


@pytest.mark.parametrize("column", FIXED)
async def test_no_column_of_a_decision_is_ever_changed(school: School, column: str) -> None:
    await decides(school)
    same = Sql(update(t.decision).values({column: t.decision.c[column]}))
    with pytest.raises(Kept, match="never changed"):
        await school.database.write(same)


async def test_a_decision_is_never_deleted_and_its_reason_can_only_be_erased(school: School) -> None:
    await decides(school)
    with pytest.raises(Kept, match="never"):
        await school.does("DELETE FROM decision")
    for erasable in ("reason", "salt", "was"):
        with pytest.raises(Kept, match="never"):
            await school.does(f"UPDATE decision SET {erasable} = 'anders'")  # noqa: S608 - ours
    assert await school.one("SELECT reason FROM decision") == "viết cụ thể hơn"
    await school.does("UPDATE decision SET reason = '', salt = '', was = NULL")
    assert await school.rows("SELECT reason, salt, was FROM decision") == [("", "", None)]


async def decides(school: School) -> None:
    binh = await school.person(BINH)
    async with school.writes() as store:
        await store.record("returned", binh, "telegram", reason="viết cụ thể hơn")


@pytest.mark.parametrize("way", ["read", "write", "transaction", "session"])
async def test_every_connection_to_a_file_has_its_pragmas(tmp_path: Path, way: str) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"  # not even WAL is there yet
    assert {pragma.partition("=")[0] for pragma in PRAGMAS} == set(SQLITE)
    for name, value in SQLITE.items():
        assert await run(url, way, text(f"PRAGMA {name}")) == value, name


async def test_what_is_deleted_from_a_file_is_overwritten(empty_sqlite: Path, tmp_path: Path) -> None:
    path, secret = tmp_path / "copy.db", "Nguyen Van Bi Mat"
    path.write_bytes(empty_sqlite.read_bytes())
    async with school_at(f"sqlite:///{path}") as school:
        kept = "INSERT INTO talk (person, version, data, at) VALUES ('p1', 1, :secret, '')"
        await school.does(kept, secret=secret)
        await school.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        assert secret.encode() in path.read_bytes()
        await school.does("DELETE FROM talk")
        await school.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        assert secret.encode() not in path.read_bytes()


@pytest.mark.parametrize("way", ["write", "transaction", "session"])
async def test_a_row_that_points_nowhere_is_refused_on_every_way(empty: str, way: str) -> None:
    lost = text("INSERT INTO consent (person_id, version, platform, given_at) VALUES (999, '1', 'telegram', '')")
    with pytest.raises((*Refusals, IntegrityError), match=r"(?i)foreign key"):
        await run(empty, way, lost)
    async with school_at(empty) as school:
        assert await school.one("SELECT count(*) FROM consent") == 0


async def run(url: str, way: str, statement: TextClause) -> object:
    """The statement through one of the ways to the database; its first value."""
    if way == "session":
        async with session_for(url) as session:
            return (await (await session.connection()).execute(statement)).scalar_one()
    async with school_at(url) as school:
        if way == "transaction":
            async with school.database.transaction() as held:
                return (await held(Sql(statement)))[0][0]
        ask = school.database.write if way == "write" else school.database.read
        return (await ask(Sql(statement)))[0][0]


async def test_errors_of_the_database_quote_no_rows(empty: str) -> None:
    """They end up in logs, and rows hold names."""
    wrong = "INSERT INTO person (name, folded, birth) VALUES (:name, 'x', NULL)"
    async with school_at(empty) as school:
        with pytest.raises(Refusals) as caught:
            await school.does(wrong, name="Nguyen Van Bi Mat")
        assert "Bi Mat" not in str(caught.value)
    with pytest.raises(IntegrityError, match="parameters hidden"):
        async with session_for(empty) as session:
            await (await session.connection()).execute(text(wrong), {"name": "Nguyen Van Bi Mat"})


async def test_an_account_is_active_for_one_person_only(school: School) -> None:
    with pytest.raises(Refusals):
        await link(school, await school.person(DUNG), "an")  # An's
    await link(school, await school.person(DUNG), "an", state="waiting")
    await link(school, await school.person(DUNG), "an", platform="zalo")


async def test_a_person_has_one_active_account_on_a_platform(school: School) -> None:
    an = await school.person(AN)
    with pytest.raises(Refusals):
        await link(school, an, "an-2")
    await link(school, an, "an-2", state="waiting")
    await link(school, an, "an-3", state="ended")
    await link(school, an, "an", platform="zalo")


async def test_a_number_belongs_to_one_member_and_is_free_again_afterwards(school: School) -> None:
    """PN-05: the number on the list tells two of the same name apart."""
    unit = (await school.member(AN)).unit
    other = await school.person(DUNG)
    joins = "INSERT INTO membership (person_id, unit_id, roll, since) VALUES (:person, :unit, 7, '2026-11-23')"
    with pytest.raises(Refusals):
        await school.does(joins, person=other, unit=unit)
    await school.does("UPDATE membership SET until = '2026-11-23' WHERE roll = 7")
    await school.does(joins, person=other, unit=unit)
    with pytest.raises(Refusals):
        await school.does(joins, person=other, unit=unit)


ONLY_ONE = sorted(
    name
    for name, table in SQLModel.metadata.tables.items()
    if "id" not in table.columns
    or any(isinstance(c, UniqueConstraint) for c in table.constraints)
    or any(index.unique for index in table.indexes)
)


def some_row(table: Table) -> dict[str, object]:
    """Values that the table takes: the first of what it refers to, the first word that a check allows."""
    checks = " ".join(str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint))

    def value(column: Column[Any]) -> object:
        if referred := next(iter(column.foreign_keys), None):
            return select(func.min(referred.column)).scalar_subquery()
        if allowed := re.search(rf"\b{column.name} IN \('([^']+)'", checks):
            return literal_column(f"'{allowed[1]}'")
        return literal_column("1" if isinstance(column.type, Integer) else "'1'")

    return {
        c.name: value(c) for c in table.columns if c.name != "id" and (not c.nullable or c.foreign_keys or c.unique)
    }


@pytest.mark.parametrize("table", ONLY_ONE)
async def test_the_second_row_of_its_kind_is_refused(school: School, table: str) -> None:
    for other in SQLModel.metadata.sorted_tables:
        if not await school.one(f"SELECT count(*) FROM {other.name}"):  # noqa: S608 - a table of ours
            await school.database.write(Sql(insert(other).values(some_row(other))))
    columns = [column for column in SQLModel.metadata.tables[table].columns if column.name != "id"]
    again = insert(SQLModel.metadata.tables[table]).from_select([c.name for c in columns], select(*columns))
    with pytest.raises(Refusals, match=r"(?i)unique"):
        await school.database.write(Sql(again))


def test_these_tables_have_rows_that_are_the_only_ones_of_their_kind() -> None:
    """So that a constraint that gets lost takes no test with it."""
    assert " ".join(ONLY_ONE) == (
        "activity_criterion activity_unit announced app_mark assessment assessment_line assessment_points attendance"
        " catalogue chain check_in check_in_member confirmation criterion cycle evidence_content form gate handout"
        " inbox interim interim_line invitation line link link_code membership oa_token official_entry outbox pairing"
        " paper_content preference proposal rating rating_line rating_points rating_round remark reminder rollout"
        " setting supplement talk tally telling unit upload vote web_message web_session"
    )


async def test_a_form_has_one_of_five_states(school: School) -> None:
    card = await school.sends(AN)
    for state in ("sent", "opened", "confirmed", "returned", "recalled"):
        await school.does("UPDATE form SET state = :state WHERE id = :id", state=state, id=card.id)
    with pytest.raises(Refusals):
        await school.does("UPDATE form SET state = 'lost' WHERE id = :id", id=card.id)
    assert (await school.form(card)).sent_at == instant(START)


async def shape(url: str) -> dict[str, object]:
    """Everything that a migration makes, as the database itself describes it; alembic's own table aside."""
    async with session_for(url) as session:
        connection = await session.connection()
        asked = "SELECT type || ' ' || name, sql FROM sqlite_master WHERE sql IS NOT NULL"
        rows = await connection.execute(text(asked if connection.dialect.name == "sqlite" else POSTGRES))
        return {name: parts(made) for name, made in rows if "alembic_version" not in name}


POSTGRES = """
SELECT 'column ' || table_name || '.' || column_name, data_type || ' ' || is_nullable || coalesce(column_default, '')
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'trigger ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function ' || proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def parts(made: str) -> list[str]:
    """The columns and conditions of a table, in whichever order they were written; SQLite quotes what it renamed."""
    made = re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", made)
    if not made.startswith("CREATE TABLE"):
        return sorted(" ".join(part.split()) for part in re.split(r",?\s*\n", made))
    head, inside = made.split("(", 1)
    columns = re.split(r",(?![^()]*\))", inside[: inside.rindex(")")])
    return [head, *sorted(" ".join(column.split()) for column in columns)]
