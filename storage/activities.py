"""What a branch plans for its year (PN-17), alone or together with its siblings (TV-13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, insert, literal_column, select, update

from rules.codes import code_of
from storage import tables as t
from storage.criteria import OpenCycle
from storage.decisions import Decisions
from storage.people import Member, named, now_in
from storage.sql import Sql, Value


@dataclass(frozen=True, slots=True)
class Activity:
    """Something planned or held. `completes`: coming completes the linked contents; `units` take part, owner first."""

    id: int
    unit: int
    cycle: int
    year: int
    title: str
    day: date
    completes: bool
    state: str
    rev: int
    criteria: tuple[str, ...] = ()
    units: tuple[tuple[int, str], ...] = ()

    @property
    def code(self) -> str:
        return code_of("activity", self.id)

    @property
    def level(self) -> str:
        """What coming says of a linked content."""
        return "done" if self.completes else "partly"


_here = t.activity_unit.alias()
_TAKES_PART = exists().where(_here.c.activity_id == t.activity.c.id, _here.c.unit_id == bindparam("unit"))
_OF_UNIT = and_(_TAKES_PART, t.cycle.c.year == bindparam("year"), t.activity.c.state != literal_column("'cancelled'"))
_BY_ID = t.activity.c.id == bindparam("activity")


def _activities(condition: Any) -> Select[Any]:
    """A row for each criterion."""
    return (
        select(
            t.activity.c.id,
            t.activity.c.unit_id,
            t.activity.c.cycle_id,
            t.cycle.c.year,
            t.activity.c.title,
            t.activity.c.day,
            t.activity.c.completes,
            t.activity.c.state,
            t.activity.c.rev,
            t.activity_criterion.c.criterion,
        )
        .join(t.cycle, t.cycle.c.id == t.activity.c.cycle_id)
        .outerjoin(t.activity_criterion, t.activity_criterion.c.activity_id == t.activity.c.id)
        .where(condition)
        .order_by(t.activity.c.day, t.activity.c.id, t.activity_criterion.c.criterion)
    )


def _units(condition: Any) -> Select[Any]:
    return (
        select(t.activity.c.id, t.activity_unit.c.unit_id, t.unit_name.c.name)
        .join(t.cycle, t.cycle.c.id == t.activity.c.cycle_id)
        .join(t.activity_unit, t.activity_unit.c.activity_id == t.activity.c.id)
        .join(t.unit_name, named(t.activity_unit.c.unit_id))
        .where(condition)
        .order_by(t.activity_unit.c.unit_id != t.activity.c.unit_id, t.unit_name.c.name)
    )


ACTIVITIES = (Sql(_activities(_OF_UNIT)), Sql(_units(_OF_UNIT)))
ACTIVITY = (Sql(_activities(_BY_ID)), Sql(_units(_BY_ID)))
_PLANNED = ("unit_id", "cycle_id", "title", "day", "completes", "person_id", "at")
PLAN = Sql(
    insert(t.activity)
    .values(
        {name: bindparam(name) for name in _PLANNED}
        | {"state": literal_column("'planned'"), "rev": literal_column("0")}
    )
    .returning(t.activity.c.id)
)
LINK_CRITERION = Sql(
    insert(t.activity_criterion).values(activity_id=bindparam("activity"), criterion=bindparam("criterion"))
)
LINK_UNIT = Sql(insert(t.activity_unit).values(activity_id=bindparam("activity"), unit_id=bindparam("unit")))
_next = {"rev": t.activity.c.rev + literal_column("1")}
CANCEL = Sql(
    update(t.activity)
    .values({"state": literal_column("'cancelled'"), **_next})
    .where(_BY_ID, t.activity.c.state == literal_column("'planned'"))
    .returning(t.activity.c.id)
)
_sibling = t.unit_parent.alias()
SIBLINGS = Sql(
    select(t.unit_name.c.unit_id, t.unit_name.c.name)
    .join(_sibling, and_(_sibling.c.unit_id == t.unit_name.c.unit_id, now_in(_sibling)))
    .join(t.unit_parent, and_(t.unit_parent.c.parent_id == _sibling.c.parent_id, now_in(t.unit_parent)))
    .where(
        t.unit_parent.c.unit_id == bindparam("unit"), t.unit_name.c.unit_id != bindparam("unit"), now_in(t.unit_name)
    )
    .order_by(t.unit_name.c.name)
)


class Activities(Decisions):
    """Questions about what a branch plans."""

    async def activities(self, unit: int, year: int) -> tuple[Activity, ...]:
        """All that the branch takes part in that year and that was not called off, by date."""
        return await self._all(ACTIVITIES, unit=unit, year=year)

    async def activity(self, number: int) -> Activity | None:
        return next(iter(await self._all(ACTIVITY, activity=number)), None)

    async def siblings(self, unit: int) -> tuple[tuple[int, str], ...]:
        """The other branches under the same parent, which a merged meeting may take in (TV-13)."""
        rows = await self._read(SIBLINGS, unit=unit, today=self.today.isoformat())
        return tuple((int(other), str(name)) for other, name in rows)

    async def plan_activity(
        self,
        member: Member,
        cycle: OpenCycle,
        channel: str,
        *,
        title: str,
        day: date,
        criteria: Sequence[str],
        completes: bool,
        merged: Sequence[int],
    ) -> int:
        """A new activity of the member's branch; its number."""
        place: dict[str, Value] = {"unit_id": member.unit, "cycle_id": cycle.id, "person_id": member.person}
        told: dict[str, Value] = {"title": title, "day": day.isoformat(), "completes": int(completes)}
        rows = await self._write(PLAN, **place, **told, at=self.at)
        number = int(rows[0][0])
        for criterion in criteria:
            await self._write(LINK_CRITERION, activity=number, criterion=criterion)
        for unit in (member.unit, *merged):
            await self._write(LINK_UNIT, activity=number, unit=unit)
        where: dict[str, Any] = {"unit": member.unit, "cycle": cycle.id, "kind": "activity", "subject": number}
        await self.record("activity-planned", member.person, channel, **where, value=",".join(criteria))
        return number

    async def cancel_activity(self, activity: Activity, person: int, channel: str) -> bool:
        """Call it off; possible until somebody's attendance was noted."""
        if not await self._write(CANCEL, activity=activity.id):
            return False
        where: dict[str, Any] = {"unit": activity.unit, "cycle": activity.cycle, "kind": "activity"}
        await self.record("activity-cancelled", person, channel, **where, subject=activity.id)
        return True

    async def _all(self, statements: tuple[Sql, Sql], **values: int) -> tuple[Activity, ...]:
        rows = await self._read(statements[0], **values)
        named = await self._read(statements[1], **values, today=self.today.isoformat())
        units: dict[int, list[tuple[int, str]]] = {}
        for activity, unit, name in named:
            units.setdefault(activity, []).append((unit, name))
        criteria: dict[int, list[str]] = {}
        for row in rows:
            criteria.setdefault(row[0], []).extend(filter(None, row[9:]))
        found = []
        for id_, row in {row[0]: row for row in rows}.items():
            unit, cycle, year, title, day, completes, state, rev = row[1:9]
            about = (title, date.fromisoformat(day), bool(completes), state, rev)
            found.append(Activity(id_, unit, cycle, year, *about, tuple(criteria[id_]), tuple(units.get(id_, ()))))
        return tuple(found)
