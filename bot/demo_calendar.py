"""The days of the year that a visitor of the demo may want to see, out of what the cycle decides by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import select

from bot.config import Config
from chat.texts import Texts
from rules.interim import period_next
from rules.policy import Policy
from storage.database import Database
from storage.models import Unit
from storage.session import session_for
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Mark:
    """A day of the calendar and what it is, in words."""

    day: date
    words: str


async def marks(config: Config, database: Database, branches: Sequence[str], now: datetime, texts: Texts) -> list[Mark]:
    """In order; a day that not all branches share names its branch."""
    async with session_for(config.database.url) as session:
        units = (await session.exec(select(Unit).where(Unit.kind == "chi-doan"))).all()
    store = Store(database.read, None, now)
    found: dict[tuple[date, str], list[str]] = {}
    for unit in units:
        cycle = await store.cycle(unit.id or 0, unit.sector) if unit.code in branches else None
        for day, name in _days(cycle.policy, unit.sector) if cycle else ():
            found.setdefault((day, name), []).append(unit.code)
    return [
        Mark(
            day,
            texts(
                f"demo-mark-{name}",
                day=f"{day.day}/{day.month}/{day.year}",
                branch="" if len(whose) == len(branches) else f"({', '.join(whose)})",
            ).strip(),
        )
        for (day, name), whose in sorted(found.items())
    ]


def _days(policy: Policy, sector: str) -> Iterator[tuple[date, str]]:
    yield policy.registration, "registration"
    yield policy.registration + timedelta(days=1), "late"
    yield policy.entry, "entry"
    yield period_next(date(policy.year, 1, 1), policy.interim, policy.year).asked_from, "interim"
    yield policy.self_assessment_day(sector), "assess"
    yield policy.rating_day(sector), "rating"
