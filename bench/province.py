"""A province of any size on the morning on which its members are told to register: founded past the program."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

from sqlalchemy import BigInteger, Text, cast, delete, insert, literal, select, update
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


async def _register(connection: AsyncConnection, hundredths: int) -> None:
    """Evenly spread over the branches."""
    cycle = select(t.cycle.c.id).scalar_subquery()
    kept = (cycle, t.membership.c.person_id, t.membership.c.unit_id, literal("sent"), literal(1), literal(0))
    members = select(*kept, literal(instant(FOUNDED))).where(t.membership.c.person_id * 37 % 100 < hundredths)
    columns = ["cycle_id", "person_id", "unit_id", "state", "version", "late", "sent_at"]
    await connection.execute(insert(t.form).from_select(columns, members, include_defaults=False))
