"""The small world as the tests of the store see it: an open database, its people by number, plain SQL to check by."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import text

from chat.fold import fold
from rules.due import Due
from rules.forms import Item
from storage.criteria import OpenCycle
from storage.database import Database, open_database
from storage.forms import Card
from storage.instants import instant
from storage.people import Member
from storage.sql import Row, Run, Sql, Value
from storage.store import Store
from tests.world import MEMBERS, START

BINH, CUONG, DUNG, AN, HOA, OTHER_AN, MINH, OTHER_MINH, HUY = (roll for roll, *_ in MEMBERS)
"""The numbers of the members. Binh is the secretary, Cuong the deputy; Huy registers on paper."""


@dataclass(frozen=True, slots=True)
class School:
    """What a test asks and does; `database` is this process's way to it."""

    url: str
    database: Database

    def reads(self, now: datetime = START) -> Store:
        return Store(self.database.read, None, now)

    @asynccontextmanager
    async def writes(self, now: datetime = START) -> AsyncIterator[Store]:
        """The store as a turn has it that holds its person's row."""
        async with self.database.transaction() as run:
            yield Store(run, run, now)

    async def rows(self, sql: str, **values: Value) -> list[Row]:
        """An independent look, past every named question."""
        return [tuple(row) for row in await self.database.read(Sql(text(sql)), **values)]

    async def one(self, sql: str, **values: Value) -> object:
        ((value,),) = await self.rows(sql, **values)
        return value

    async def does(self, sql: str, **values: Value) -> None:
        await self.database.write(Sql(text(sql)), **values)

    async def member(self, roll: int, now: datetime = START) -> Member:
        ((person,),) = await self.rows("SELECT person_id FROM membership WHERE roll = :roll", roll=roll)
        member = await self.reads(now).member(person)
        assert member is not None
        return member

    async def person(self, roll: int) -> int:
        return (await self.member(roll)).person

    async def cycle(self, now: datetime = START) -> OpenCycle:
        member = await self.member(AN)
        cycle = await self.reads(now).cycle(member.unit, member.sector)
        assert cycle is not None
        return cycle

    async def sends(self, roll: int, *actions: str, now: datetime = START) -> Card:
        """A member's form with these actions, one for each criterion of the list, is sent."""
        member, cycle = await self.member(roll, now), await self.cycle(now)
        async with self.writes(now) as store:
            sent = await store.submit(member, cycle, items(*actions), "telegram")
        assert sent is not None
        return sent

    async def form(self, card: Card) -> Card:
        """The form as it is now."""
        found = await self.reads().form(card.id)
        assert found is not None
        return found

    async def acts(self, card: Card) -> list[str]:
        """What the record says of a form, oldest first, without what was undone."""
        return [deed.act for deed in await self.reads().deeds(card.id, (await self.form(card)).version)]


class Watched:
    """The same database, with something done just before each statement."""

    def __init__(self, database: Database, before_each: Callable[[Sql], Awaitable[None] | None]) -> None:
        self.dialect = database.dialect
        self._database = database
        self._before_each = before_each

    def _watched(self, run: Run) -> Run:
        async def watched(sql: Sql, /, **values: Value) -> Sequence[Row]:
            if (something := self._before_each(sql)) is not None:
                await something
            return await run(sql, **values)

        return watched

    @property
    def read(self) -> Run:
        return self._watched(self._database.read)

    @property
    def write(self) -> Run:
        return self._watched(self._database.write)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Run]:
        async with self._database.transaction() as run:
            yield self._watched(run)

    def account(self, name: str) -> AbstractAsyncContextManager[bool]:
        return self._database.account(name)

    async def close(self) -> None:
        await self._database.close()


@asynccontextmanager
async def school_at(url: str) -> AsyncIterator[School]:
    database = await open_database(url)
    try:
        yield School(url, database)
    finally:
        await database.close()


def items(*actions: str) -> tuple[Item, ...]:
    due = Due("day", date(2027, 3, 31), date(2027, 3, 31))
    return tuple(
        Item(f"1.{n}", "Tư tưởng", f"Nội dung {n}", action, due, "mỗi tuần một buổi")
        for n, action in enumerate(actions or ("Đọc 3 cuốn sách",), 1)
    )


async def add_unit(school: School, code: str, parent: int | None = None, since: str = "2026-01-01") -> int:
    """A unit made by plain SQL, below another or at the top; its id."""
    await school.does("INSERT INTO unit (code, kind, sector) VALUES (:code, 'chi-doan', 'dia-ban')", code=code)
    ((unit,),) = await school.rows("SELECT id FROM unit WHERE code = :code", code=code)
    named = "INSERT INTO unit_name (unit_id, name, folded, since) VALUES (:unit, :name, :folded, :since)"
    await school.does(named, unit=unit, name=code, folded=fold(code), since=since)
    if parent is not None:
        await move(school, unit, parent, since)
    return int(unit)


async def move(school: School, unit: int, parent: int, day: str) -> None:
    """From this day on the unit belongs below another one."""
    await school.does("UPDATE unit_parent SET until = :day WHERE unit_id = :unit AND until IS NULL", day=day, unit=unit)
    below = "INSERT INTO unit_parent (unit_id, parent_id, since) VALUES (:unit, :parent, :day)"
    await school.does(below, unit=unit, parent=parent, day=day)


async def add_member(school: School, unit: int, roll: int, since: str = "2026-01-01", paper: str | None = None) -> int:
    """A member made by plain SQL; the person's id."""
    added = await school.database.write(
        Sql(text("INSERT INTO person (name, folded, birth) VALUES ('Mai', 'mai', '2009-01-01') RETURNING id"))
    )
    person = int(added[0][0])
    joined = (
        "INSERT INTO membership (person_id, unit_id, roll, since, paper)"
        " VALUES (:person, :unit, :roll, :since, CAST(:paper AS text))"
    )
    await school.does(joined, person=person, unit=unit, roll=roll, since=since, paper=paper)
    return person


async def link(school: School, person: int, user: str, platform: str = "telegram", state: str = "active") -> None:
    added = 'INSERT INTO link (person_id, platform, "user", state, since) VALUES (:person, :on, :user, :state, :since)'
    await school.does(added, person=person, on=platform, user=user, state=state, since=instant(START))


async def appoint(school: School, person: int, unit: int, since: str = "2026-01-01", until: str | None = None) -> None:
    held = (
        "INSERT INTO role (person_id, unit_id, office, since, until)"
        " VALUES (:person, :unit, 'uy-vien', :since, CAST(:until AS text))"
    )
    await school.does(held, person=person, unit=unit, since=since, until=until)


async def until_somebody_waits(school: School) -> None:
    """For a row that another turn holds. SQLite does not even let the second turn begin."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    while school.database.dialect == "postgresql" and not await school.one(waiting):
        pass


def later(*, now: datetime = START, **amount: float) -> datetime:
    return now + timedelta(**amount)
