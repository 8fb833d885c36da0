"""Members' telephone numbers, for a call where the bot reaches nobody: kept only where the unit does (products N13)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, bindparam, exists, literal_column, select, update

from storage import tables as t
from storage.access import Access
from storage.calendars import unit_years
from storage.database import Database
from storage.decisions import Decisions
from storage.instants import local_day
from storage.json_rows import rows_of
from storage.people import Member, now_in
from storage.sql import Sql, for_each

REFUSED = ""
"""Stands where a number stood that the member does not want to be kept: no list brings it back."""

_refused: ColumnElement[str] = literal_column("''")
_mine = t.person.c.id == bindparam("person")
_THERE_IS = t.person.c.phone > _refused


def _of(dialect: str) -> Any:
    people = rows_of(dialect, "people", person="int")
    return select(t.person.c.id, t.person.c.phone).join(people, people.c.person == t.person.c.id).where(_THERE_IS)


def _elsewhere(dialect: str) -> Any:
    """Also of whoever is in no unit any more."""
    keeping = rows_of(dialect, "keeping", unit="int")
    kept = exists().where(
        t.membership.c.person_id == t.person.c.id,
        now_in(t.membership),
        t.membership.c.unit_id.in_(select(keeping.c.unit)),
    )
    return update(t.person).values(phone=None).where(_THERE_IS, ~kept)


PHONE = Sql(select(t.person.c.phone).where(_mine))
OF = for_each(_of)
FORGET = Sql(update(t.person).values(phone=_refused).where(_mine, _THERE_IS).returning(t.person.c.id))
REFUSE = Sql(update(t.person).values(phone=_refused).where(_mine))
ALLOW = Sql(update(t.person).values(phone=None).where(_mine, t.person.c.phone == _refused).returning(t.person.c.id))
FORGET_ELSEWHERE = for_each(_elsewhere)


class Phones(Decisions, Access):
    """Questions about numbers."""

    async def phone_of(self, persons: Iterable[int]) -> Mapping[int, str]:
        """The numbers that are known, by person."""
        people = orjson.dumps([{"person": person} for person in persons]).decode()
        return {int(person): str(phone) for person, phone in await self._read(OF, people=people)}

    async def phone(self, person: int) -> str | None:
        """The person's own number; REFUSED where none is to be kept, None where none is known."""
        ((phone,),) = await self._read(PHONE, person=person)
        return None if phone is None else str(phone)

    async def forget_phone(self, member: Member, channel: str) -> bool:
        """The number goes, and no list brings it back; False where there was none."""
        if not await self._write(FORGET, person=member.person):
            return False
        await self.record("phone-deleted", member.person, channel, unit=member.unit, person=member.person)
        return True

    async def allow_phone(self, member: Member, channel: str) -> bool:
        """The next list may bring a number; False where that was not refused."""
        if not await self._write(ALLOW, person=member.person):
            return False
        await self.record("phone-allowed", member.person, channel, unit=member.unit, person=member.person)
        return True


async def forget_phones(database: Database, now: datetime) -> None:
    """No number stays of people whose units keep none: by the open year, the nearest unit's word up the tree."""
    years = await unit_years(database, now)
    keeping = [{"unit": year.unit} for year in years.values() if year.cycle.policy.phones]
    told = orjson.dumps(keeping).decode()
    await database.write(FORGET_ELSEWHERE, keeping=told, today=local_day(now).isoformat())
