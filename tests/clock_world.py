"""People of a clock's year: who has an account, who finishes when, who blocks, who is quiet; all of it in plain SQL."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import text

from programmes import catalogue
from storage.database import Database
from storage.instants import ZONE, instant
from storage.organising import add_unit
from storage.session import session_for
from storage.sql import Sql
from storage.years import load_catalogue, open_cycle

OPENED = datetime(2026, 11, 20, 8, tzinfo=ZONE)
PER_BRANCH = 40
FIRST_CHAT = 100_000
STEPS = {"registration": "phiếu đăng ký 2027", "interim": "giữa kỳ 2027", "self": "cuối năm 2027"}
"""By which words a member is told of a step; a digest tells a committee of others without the year."""


@dataclass(slots=True)
class Someone:
    """A member, as the test knows them. `done`: when each step was finished; `since`, `until`: reachable in between."""

    id: int
    school: bool
    done: dict[str, datetime] = field(default_factory=dict)
    since: datetime | None = None
    until: datetime | None = None
    quiet: bool = False

    @property
    def chat(self) -> int:
        return FIRST_CHAT + self.id

    def reachable(self, begins: datetime, ends: datetime) -> bool:
        """All the time from one moment to another."""
        return (
            self.since is not None
            and self.since <= begins
            and (self.until is None or self.until > ends)
            and not self.quiet
        )


async def run(database: Database, sql: str, **values: Any) -> None:
    await database.write(Sql(text(sql)), **values)


async def populate(url: str, database: Database, count: int, chance: random.Random) -> list[Someone]:
    """A province with a school and a ward, so many members in branches of forty, two of each in office."""
    async with session_for(url) as session:
        day = date(2026, 1, 1)
        await add_unit(session, "TINH", "Tỉnh", "tinh-doan", "", None, day)
        await add_unit(session, "TRUONG", "Trường", "doan-co-so", "truong-hoc", "TINH", day)
        await add_unit(session, "PHUONG", "Phường", "doan-co-so", "", "TINH", day)
        for n in range(-(-count // PER_BRANCH)):
            school = n % 2 == 0
            where = ("truong-hoc", "TRUONG") if school else ("", "PHUONG")
            await add_unit(session, f"CD{n}", f"Chi đoàn {n}", "chi-doan", *where, day)
        read = catalogue.load("MAC-DINH-5N")
        assert isinstance(read, catalogue.Catalogue)
        await load_catalogue(session, read, OPENED)
        await session.flush()
        await open_cycle(session, "TINH", 2027, "MAC-DINH-5N", OPENED)
    people = [Someone(n + 1, (n // PER_BRANCH) % 2 == 0) for n in range(count)]
    async with database.transaction() as write:
        for one in people:
            branch, roll = 4 + (one.id - 1) // PER_BRANCH, (one.id - 1) % PER_BRANCH + 1
            await write(
                Sql(text("INSERT INTO person (id, name, folded, birth, party) VALUES (:id, :name, :name, :birth, 0)")),
                id=one.id, name=f"P{one.id}", birth="2008-01-01",
            )  # fmt: skip
            await write(
                Sql(text("INSERT INTO membership (person_id, unit_id, roll, since) VALUES (:id, :unit, :roll, :day)")),
                id=one.id, unit=branch, roll=roll, day="2025-03-26",
            )  # fmt: skip
            if roll <= 2:
                office = Sql(
                    text("INSERT INTO role (person_id, unit_id, office, since) VALUES (:id, :unit, 'bi-thu', :day)")
                )
                await write(office, id=one.id, unit=branch, day="2025-03-26")
    for one in people:
        if chance.random() < 0.85:
            await link(database, one, OPENED)
        if chance.random() < 0.05:
            one.quiet = True
            await run(database, "UPDATE person SET quiet_since = :at WHERE id = :id", at=instant(OPENED), id=one.id)
    return people


async def link(database: Database, one: Someone, now: datetime) -> None:
    await run(
        database,
        """INSERT INTO link (person_id, platform, "user", state, since)
           VALUES (:id, 'telegram', :chat, 'active', :at)""",
        id=one.id, chat=str(one.chat), at=instant(now),
    )  # fmt: skip
    one.since = now


async def finishes(database: Database, one: Someone, step: str, now: datetime) -> None:
    """The member does what is owed, as the conversations would leave it in the database."""
    at = instant(now)
    match step:
        case "registration":
            await run(
                database,
                """INSERT INTO form (cycle_id, person_id, unit_id, state, version, late, sent_at)
                   SELECT 1, person_id, unit_id, 'sent', 1, 0, CAST(:at AS text) FROM membership
                   WHERE person_id = :id""",
                id=one.id, at=at,
            )  # fmt: skip
        case "interim":
            period = "2027-S1" if one.school else "2027-H1"
            await run(
                database,
                """INSERT INTO interim (form_id, unit_id, period, difficulty, sent_at, comment, rev)
                   SELECT id, unit_id, CAST(:period AS text), '', CAST(:at AS text), '', 0 FROM form
                   WHERE person_id = :id""",
                id=one.id, at=at, period=period,
            )  # fmt: skip
        case "self":
            await run(
                database,
                """INSERT INTO assessment (form_id, person_id, unit_id, cycle_id, state, version, sent_at, rev)
                   SELECT id, person_id, unit_id, cycle_id, 'sent', 1, CAST(:at AS text), 0 FROM form
                   WHERE person_id = :id""",
                id=one.id, at=at,
            )  # fmt: skip
    one.done[step] = now


def windows(one: Someone) -> Iterator[tuple[str, date, date]]:
    """From which day to which a member is told of each step: the first tell and the last day before which it is."""
    yield "registration", date(2026, 12, 1), date(2026, 12, 16)
    if one.school:
        yield "interim", date(2027, 1, 17), date(2027, 1, 31)
        yield "self", date(2027, 4, 21), date(2027, 5, 6)
    else:
        yield "interim", date(2027, 7, 1), date(2027, 7, 15)
        yield "self", date(2027, 9, 16), date(2027, 10, 1)


async def somebody_acts(
    database: Database, people: Sequence[Someone], now: datetime, chance: random.Random, blocks: Any
) -> None:
    """What a day brings: some finish what they owe, some join, some block the bot."""
    today = now.date()
    for one in people:
        for step, first, last in windows(one):
            near = first - timedelta(days=20) <= today <= last + timedelta(days=2)
            ready = step == "registration" or "registration" in one.done
            if near and ready and step not in one.done and chance.random() < 0.04:
                await finishes(database, one, step, now)
        if one.since is None and chance.random() < 0.005:
            await link(database, one, now)
        elif one.since and one.until is None and chance.random() < 0.0003:
            blocks(one.chat)
            one.until = now
    if today == date(2026, 12, 22):
        await run(database, "UPDATE form SET state = 'confirmed' WHERE state = 'sent'")
