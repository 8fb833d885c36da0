"""Who answers for a unit: the person above who has its sector, or the committee above (PN-10, PN-11)."""

from sqlalchemy import and_, bindparam, literal_column, select

from rules.responsible import Holder, who_answers
from storage import tables as t
from storage.access import Access
from storage.people import now_in
from storage.sql import Sql
from storage.tree import path_up

_up = path_up()
ABOVE = Sql(
    select(t.unit.c.sector, _up.c.depth, t.role.c.person_id, t.role.c.sector)
    .select_from(_up)
    .join(t.unit, t.unit.c.id == bindparam("unit"))
    .join(t.role, and_(t.role.c.unit_id == _up.c.unit, now_in(t.role)))
    .where(_up.c.unit != bindparam("unit"))
    .order_by(_up.c.depth, t.role.c.id)
)
"""Everybody in office above the unit today, nearest first, with the unit's own sector on each row."""
SECTORS = Sql(
    select(t.role.c.sector)
    .where(t.role.c.person_id == bindparam("person"), now_in(t.role), t.role.c.sector != literal_column("''"))
    .order_by(t.role.c.id)
)


class Responsible(Access):
    """Questions about who answers for what."""

    async def responsible_for(self, unit: int) -> tuple[int, ...]:
        """Whom to turn to where the unit is overdue; nobody who sits in the unit itself and nowhere above."""
        rows = await self._read(ABOVE, unit=unit, today=self.today.isoformat())
        return who_answers(rows[0][0], [Holder(*holder) for _, *holder in rows]) if rows else ()

    async def sectors_of(self, person: int) -> tuple[str, ...]:
        """The sectors whose units this person answers for today."""
        rows = await self._read(SECTORS, person=person, today=self.today.isoformat())
        return tuple(dict.fromkeys(str(sector) for (sector,) in rows))
