"""A small world for the talks: a school, a branch with members, an open cycle, and people who are already linked."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from programmes import catalogue
from rules.roster import Entry
from storage.instants import instant
from storage.models import Consent, Invitation, Link, Person, Unit
from storage.organising import add_unit, person_on_roll, unit_by_code
from storage.rosters import import_roster
from storage.session import session_for
from storage.years import load_catalogue, open_cycle

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday, 08:00 in Viet Nam
CODE = "cd_ABCD2345"

MEMBERS: Sequence[tuple[int, str, date, str | None]] = (
    (1, "Lê Thị Bình", date(2009, 3, 8), "bi-thu"),
    (2, "Trần Văn Cường", date(2009, 7, 21), "pho-bi-thu"),
    (3, "Phạm Thu Dung", date(2009, 11, 2), None),
    (7, "Nguyễn Văn An", date(2009, 9, 5), None),
    (8, "Trần Thị Hòa", date(2009, 1, 30), None),
    (12, "Nguyễn Văn An", date(2009, 12, 24), None),
    (13, "Đỗ Quang Minh", date(2009, 4, 17), None),
    (14, "Đỗ Quang Minh", date(2009, 4, 17), None),
    (20, "Hoàng Gia Huy", date(2009, 6, 6), None),
)
PAPER = 20  # Huy registers on paper

LINKED = {"binh": 1, "cuong": 2, "dung": 3, "an": 7, "hoa": 8, "huy": 20}
"""Whose accounts are linked already; the account's name on the platform is the person's."""


async def build_world(url: str, platform: str) -> None:
    async with session_for(url) as session:
        today = date(2026, 11, 1)
        await add_unit(session, "DTHPT", "Đoàn trường THPT Hòa Bình", "doan-co-so", "truong-hoc", None, today)
        unit = await add_unit(session, "12A1", "Chi đoàn 12A1", "chi-doan", "truong-hoc", "DTHPT", today)
        assert isinstance(unit, Unit)
        assert unit.id is not None
        entries = [
            Entry(roll, roll, name, birth, date(2025, 3, 26), office, "hoc_sinh", paper=roll == PAPER)
            for roll, name, birth, office in MEMBERS
        ]
        imported = await import_roster(session, unit, entries, today)
        assert imported.new == len(MEMBERS)
        assert not imported.problems
        read = catalogue.load("MAC-DINH-5N")
        assert isinstance(read, catalogue.Catalogue)
        await load_catalogue(session, read, START)
        await session.flush()
        await open_cycle(session, "DTHPT", 2027, "MAC-DINH-5N", START)
        session.add(Invitation(code=CODE, unit_id=unit.id, created_at=instant(START), expires_on="2027-01-31"))
        for name, roll in LINKED.items():
            await _link(session, f"12A1/{roll}", platform, name)


async def add_members(url: str, platform: str, accounts: Sequence[str], names: Sequence[str] = ()) -> None:
    """More members of the branch, their accounts linked already."""
    called = names or [f"Người Thứ {account}" for account in accounts]
    async with session_for(url) as session:
        unit = await unit_by_code(session, "12A1")
        assert isinstance(unit, Unit)
        entries = [
            Entry(roll, roll, name, date(2009, 1, 1), date(2025, 3, 26), None, None, paper=False)
            for roll, name in enumerate(called, 100)
        ]
        await import_roster(session, unit, entries, START.date())
        for roll, account in enumerate(accounts, 100):
            await _link(session, f"12A1/{roll}", platform, account)


async def _link(session: AsyncSession, where: str, platform: str, name: str) -> None:
    person = await person_on_roll(session, where)
    assert isinstance(person, Person)
    assert person.id is not None
    session.add(Link(person_id=person.id, platform=platform, user=name, state="active", since=instant(START)))
    session.add(Consent(person_id=person.id, version="1", platform=platform, given_at=instant(START)))
