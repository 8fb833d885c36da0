"""The committee's monthly talk with its members: what was talked about, and with whom (PN-18, TV-06)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables as t
from storage.access import Access
from storage.decisions import Decisions
from storage.sql import Sql


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The talks of a month, "2027-03"; what was written down on several days stands one below the other."""

    id: int
    month: str
    text: str
    at: str
    name: str


def _add(insert: Any) -> Any:
    names = ("unit_id", "cycle_id", "month", "text", "person_id", "at")
    row = insert(t.check_in).values({name: bindparam(name) for name in names})
    again = {
        "text": t.check_in.c.text
        + literal_column("chr(10)" if insert is postgresql.insert else "char(10)")
        + row.excluded.text,
        "person_id": row.excluded.person_id,
        "at": row.excluded.at,
    }
    keys = ["unit_id", "cycle_id", "month"]
    return row.on_conflict_do_update(index_elements=keys, set_=again).returning(t.check_in.c.id)


def _add_member(insert: Any) -> Any:
    row = insert(t.check_in_member).values(check_in_id=bindparam("check_in"), person_id=bindparam("person"))
    return row.on_conflict_do_nothing()


_OF = and_(t.check_in.c.unit_id == bindparam("unit"), t.check_in.c.cycle_id == bindparam("cycle"))
ADD = Sql(sqlite=_add(sqlite.insert), postgresql=_add(postgresql.insert))
ADD_MEMBER = Sql(sqlite=_add_member(sqlite.insert), postgresql=_add_member(postgresql.insert))
ALL = Sql(
    select(t.check_in.c.id, t.check_in.c.month, t.check_in.c.text, t.check_in.c.at, t.person.c.name)
    .join(t.person, t.person.c.id == t.check_in.c.person_id)
    .where(_OF)
    .order_by(t.check_in.c.month)
)
TALKED_WITH = Sql(
    select(t.check_in_member.c.person_id)
    .join(t.check_in, t.check_in.c.id == t.check_in_member.c.check_in_id)
    .where(_OF, t.check_in.c.month == bindparam("month"))
)
WANTED = Sql(
    select(func.count(t.form.c.id)).where(
        t.form.c.unit_id == bindparam("unit"),
        t.form.c.state == literal_column("'confirmed'"),
        t.form.c.cycle_id == bindparam("cycle"),
        ~exists().where(_OF, t.check_in.c.month == bindparam("month")),
    )
)


class CheckIns(Decisions, Access):
    """Questions about the monthly talks."""

    async def checkins(self, unit: int, cycle: int) -> tuple[CheckIn, ...]:
        """Of the whole year, the oldest first."""
        return tuple(CheckIn(*row) for row in await self._read(ALL, unit=unit, cycle=cycle))

    async def talked_with(self, unit: int, cycle: int, month: str) -> frozenset[int]:
        """The people with whom the committee talked in that month."""
        rows = await self._read(TALKED_WITH, unit=unit, cycle=cycle, month=month)
        return frozenset(int(person) for (person,) in rows)

    async def checkin_wanted(self, unit: int, cycle: int, month: str) -> bool:
        """Whether members train there and nothing was written down for that month yet."""
        ((count,),) = await self._read(WANTED, unit=unit, cycle=cycle, month=month)
        return bool(count)

    async def check_in(
        self, unit: int, cycle: int, month: str, text: str, people: Collection[int], actor: int, channel: str
    ) -> None:
        """Write down what was talked about and with whom; a second time in the month it is added."""
        told: dict[str, Any] = {"unit_id": unit, "cycle_id": cycle, "month": month}
        ((number,),) = await self._write(ADD, **told, text=text, person_id=actor, at=self.at)
        for person in sorted(people):
            await self._write(ADD_MEMBER, check_in=number, person=person)
        of: dict[str, Any] = {"unit": unit, "cycle": cycle, "kind": "check-in", "subject": number}
        await self.record("checked-in", actor, channel, **of, value=month)
