"""A province of any size, founded past the program: on the morning of registering, and when the year is rated."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import asyncpg
from sqlalchemy import BigInteger, Text, case, cast, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.databases import SetsUp
from bench.morning import FOUNDED, MORNING, PLATFORM, plan_for_the_morning, send_what_came_before
from bench.talk import CATALOGUE, FIRST_USER
from bot.province import Founder
from programmes import catalogue as catalogues
from storage import schema
from storage import tables as t
from storage.instants import instant
from storage.session import session_for
from storage.years import load_catalogue, open_cycle

PROVINCE = "TINH"
CONFIRMED = 98  # of a hundred
DAY, DECIDED = f"{MORNING.year + 1}-11-25", f"{MORNING.year + 1}-11-25T12:00:00Z"


def morning_of(members: int) -> SetsUp:
    """What every copy of a database begins with: nobody has registered or holds an office, each is to be told now."""

    async def set_up(_folder: Path, url: str) -> None:
        async with _founded(url, members) as connection:
            await connection.execute(delete(t.role))
        await plan_for_the_morning(url)

    return set_up


def evening_before(members: int, registered: int) -> SetsUp:
    """So many in a hundred have registered, and what the morning brings is not planned yet."""

    async def set_up(_folder: Path, url: str) -> None:
        async with _founded(url, members) as connection:
            await _register(connection, registered)
        await send_what_came_before(url)

    return set_up


def end_of_the_year(members: int) -> SetsUp:
    """Nearly all have registered and are confirmed; who did is rated, and the results are recognised."""

    async def set_up(_folder: Path, url: str) -> None:
        async with _founded(url, members) as connection:
            await _register(connection, CONFIRMED, state="confirmed", decided_at=instant(FOUNDED))
            await _rate(connection)
            on_postgres = connection.dialect.name == "postgresql"
        if on_postgres:
            await _after_a_while(url)

    return set_up


async def _after_a_while(url: str) -> None:
    """What PostgreSQL does by itself, for a table that has grown or changed by a fifth, within a minute."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("VACUUM (ANALYZE)")
    finally:
        await connection.close()


@asynccontextmanager
async def _founded(url: str, members: int) -> AsyncIterator[AsyncConnection]:
    await schema.upgrade(url)
    founder = Founder(Random(1), FOUNDED.date(), "1")  # noqa: S311 - the same province each time
    async with session_for(url) as session:
        province = founder.found(members)
        await founder.rows.write(session)
        read = catalogues.load(CATALOGUE)
        assert isinstance(read, catalogues.Catalogue), read
        await load_catalogue(session, read, FOUNDED)
        await session.flush()
        await open_cycle(session, province.code, MORNING.year + 1, CATALOGUE, FOUNDED)
        await session.flush()
        connection = await session.connection()
        await _on_telegram(connection)
        yield connection


async def _on_telegram(connection: AsyncConnection) -> None:
    """Everybody, also those who would register on paper: their accounts have numbers as Telegram counts today."""
    user = cast(cast(t.link.c.person_id, BigInteger) + literal(FIRST_USER, BigInteger), Text)
    await connection.execute(update(t.link).values(platform=PLATFORM, user=user))
    await connection.execute(update(t.membership).values(paper=None))


async def _register(connection: AsyncConnection, hundredths: int, **more: str) -> None:
    """Evenly spread over the branches."""
    kept = {
        "cycle_id": select(t.cycle.c.id).scalar_subquery(),
        "person_id": t.membership.c.person_id,
        "unit_id": t.membership.c.unit_id,
        **{name: literal(value) for name, value in {"version": 1, "late": 0, "sent_at": instant(FOUNDED)}.items()},
        **{name: literal(value) for name, value in ({"state": "sent"} | more).items()},
    }
    members = select(*kept.values()).where(t.membership.c.person_id * 37 % 100 < hundredths)
    await connection.execute(insert(t.form).from_select(list(kept), members, include_defaults=False))


async def _rate(connection: AsyncConnection) -> None:
    """Each branch in a round of its own; the grades are about as many as in Trà Vinh (TV-09)."""
    of_form = {name: t.form.c[name] for name in ("cycle_id", "unit_id")}
    words = {"state": "reported", "mode": "committee", "scattered": "", "consulted": "", "minutes": "", "day": DAY}
    round_ = of_form | {
        "heads": func.count(),
        "opened_by": func.min(t.form.c.person_id),
        **{name: literal(word) for name, word in (words | {"opened_at": instant(FOUNDED)}).items()},
    }
    rounds = select(*round_.values()).group_by(*of_form.values())
    await connection.execute(insert(t.rating_round).from_select(list(round_), rounds))
    place = t.form.c.person_id % 1000
    grade = case((place < 60, "khong-phan-loai"), (place < 700, "xuat-sac"), (place < 960, "tot"), else_="hoan-thanh")
    empty = dict.fromkeys(("why", "differs", "remarks", "trace", "returned"), "")
    rating = of_form | {
        "round_id": t.rating_round.c.id,
        "person_id": t.form.c.person_id,
        "form_id": t.form.c.id,
        "outcome": grade,
        "standing": case((place < 60, "admitted-lately"), else_="eligible"),
        **{name: literal(word) for name, word in (empty | {"state": "recognised", "decided_at": DECIDED}).items()},
    }
    rated = select(*rating.values()).join(t.rating_round, t.rating_round.c.unit_id == t.form.c.unit_id)
    await connection.execute(insert(t.rating).from_select(list(rating), rated))
