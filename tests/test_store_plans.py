"""No screen looks at every row of a table that grows: SQLite says how it would answer each question of the store."""

import pkgutil
import re
import sqlite3
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import storage
from storage.linking import DEVICES
from storage.sql import Sql

GROWING = {
    "activity",
    "announced",
    "app_mark",
    "appeal",
    "assessment",
    "assessment_line",
    "attendance",
    "consent",
    "decision",
    "evidence",
    "form",
    "interim",
    "interim_line",
    "line",
    "link",
    "membership",
    "official_entry",
    "outbox",
    "pairing",
    "person",
    "progress",
    "proposal",
    "preference",
    "quiz_result",
    "rating",
    "rating_line",
    "rating_round",
    "remark",
    "reminder",
    "supplement",
    "talk",
    "telling",
    "ticket",
    "unit",
    "unit_name",
    "vote",
}
SWEEPS = {
    "bookkeeping.ROOTS": "the operator's ledger begins at all units that are below no other",
    "busy_units.WAITING": "the clock looks at each unit, and at what waits there by an index",
    "calendars.UNITS": "the clock reads the calendar of every unit",
    "busy_units.WITHOUT_TALK": "the same at the end of a month",
    "chain.UNIT_CODES": "the audit looks at every chain",
    "live_figures.UNITS": "how many units there are at all",
    "oversight.TREE": "in the order of codes, of all units below",
    "oversight.CALLED": "a code typed in whichever letters",
    "pairing.BROKEN": "the clock's sweep over all pairs",
    "phones.FORGET_ELSEWHERE": "the clock's sweep over all numbers",
}
"""What may look at all rows, and why."""


def statements() -> Iterator[tuple[str, Sql]]:
    for module in pkgutil.iter_modules(storage.__path__):
        if module.name != "migrations":
            for name, value in vars(import_module(f"storage.{module.name}")).items():
                if isinstance(value, Sql):
                    yield f"{module.name}.{name}", value


@pytest.fixture(scope="module")
def database(empty_sqlite: Path) -> sqlite3.Connection:
    return sqlite3.connect(empty_sqlite)


def plan_of(database: sqlite3.Connection, sql: Sql) -> list[str]:
    text, _, _ = sql._compile("sqlite")
    return [step for *_, step in database.execute(f"EXPLAIN QUERY PLAN {text}", [None] * text.count("?"))]


def scanned(database: sqlite3.Connection, sql: Sql) -> set[str]:
    steps = plan_of(database, sql)
    tables = {re.sub(r"_\d+$", "", found[1]) for step in steps if (found := re.match(r"SCAN (\w+)", step))}
    return tables & GROWING


def test_every_question_finds_its_rows_by_an_index(database: sqlite3.Connection) -> None:
    found = {name: scanned(database, sql) for name, sql in statements()}
    assert {name: tables for name, tables in found.items() if tables and name not in SWEEPS} == {}
    assert {name for name in SWEEPS if not found.get(name)} == set(), "these do not look at all rows any more"


def test_what_was_told_at_an_account_is_found_among_its_persons_messages(database: sqlite3.Connection) -> None:
    """And not among all that ever went to its platform, the newest first: that took 65 ms of 320 000 messages."""
    assert "SEARCH outbox USING INDEX ix_outbox_of (person_id=?)" in plan_of(database, DEVICES)
