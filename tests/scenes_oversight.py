"""Somebody of the level above, and a second branch, for the talks about what the level above does."""

from datetime import date

from rules.roster import Entry
from storage.instants import instant
from storage.models import Consent, Link, Unit
from storage.organising import add_unit, appoint, person_on_roll, unit_by_code
from storage.rosters import import_roster
from storage.session import session_for
from tests.player import Chat
from tests.world import START

ABOVE = "minh"


async def somebody_sits_above(chat: Chat) -> Chat:
    """Đỗ Quang Minh, number 13 of 12A1, is deputy secretary of the school; linked as "minh"."""
    async with session_for(chat.stage.url) as session:
        minh = await person_on_roll(session, "12A1/13")
        at = chat.stage.platform
        session.add(
            Link(person_id=getattr(minh, "id", 0), platform=at, user=ABOVE, state="active", since=instant(START))
        )
        session.add(Consent(person_id=getattr(minh, "id", 0), version="1", platform=at, given_at=instant(START)))
        await appoint(session, "DTHPT", "12A1/13", "pho-bi-thu", START)
    return chat.other(ABOVE)


async def another_branch(chat: Chat, code: str = "KP3", *, parent: str = "DTHPT", sector: str = "dia-ban") -> None:
    """Three members in a branch of another sector; the first is its secretary, linked under the branch's code."""
    async with session_for(chat.stage.url) as session:
        await add_unit(session, code, f"Chi đoàn {code}", "chi-doan", sector, parent, date(2026, 11, 1))
        unit = await unit_by_code(session, code)
        assert isinstance(unit, Unit)
        entries = [
            Entry(n, n, f"Ngô Thị {name}", date(2005, 1, n), date(2025, 3, 26), office, None, paper=False)
            for n, name, office in ((1, "Lan", "bi-thu"), (2, "Mai", None), (3, "Nga", None))
        ]
        await import_roster(session, unit, entries, START.date())
        lan = await person_on_roll(session, f"{code}/1")
        person, at = getattr(lan, "id", 0), chat.stage.platform
        session.add(Link(person_id=person, platform=at, user=code, state="active", since=instant(START)))
        session.add(Consent(person_id=person, version="1", platform=at, given_at=instant(START)))
