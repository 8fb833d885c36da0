"""What a conversation may ask about a day ahead: counted for a unit with all below it, by name for one unit."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Integer, and_, bindparam, cast, select

from rules.places import Place
from storage import tables as t
from storage.access import Access
from storage.busy_units import units_with_something_waiting
from storage.calendars import CYCLES, SETTINGS, resolved
from storage.forecast import Expected, Outlook
from storage.json_rows import rows_of
from storage.people import now_in
from storage.sql import for_each


def _names(dialect: str) -> Any:
    people = rows_of(dialect, "people", person="int")
    listed = and_(
        t.membership.c.person_id == people.c.person,
        t.membership.c.unit_id == cast(bindparam("unit"), Integer),
        now_in(t.membership),
    )
    named = select(people.c.person, t.person.c.name, t.membership.c.roll).select_from(people)
    return named.join(t.person, t.person.c.id == people.c.person).outerjoin(t.membership, listed)


NAMES = for_each(_names)


@dataclass(slots=True)
class StepCount:
    """How many messages speak of a step, by platform, and how many do not, by reason."""

    told: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class DayCount:
    """A day ahead in numbers: each step by its name and the days before its last one, people by unit."""

    steps: dict[tuple[str, int], StepCount] = field(default_factory=lambda: defaultdict(StepCount))
    told: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    passed: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, one: Expected) -> None:
        for each in one.told:
            self.steps[each.owed.kind, each.owed.offset].told[one.channel or ""] += 1
            self.told[each.owed.unit].add(one.person)
        for each, reason in one.passed_over:
            self.steps[each.owed.kind, each.owed.offset].passed[reason] += 1
            self.passed[each.owed.unit].add(one.person)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Somebody's day ahead, by name; `roll` is the number on the unit's list, None for whoever is on another one."""

    name: str
    roll: int | None
    day: Expected


class Forecasts(Access):
    """Questions about who would be told what."""

    async def outlook(
        self, path: Sequence[Place], tree: Sequence[Place], on: date, national: frozenset[date]
    ) -> Outlook:
        """That day in the units of the tree, the first of which has the path above it."""
        units = [(place.unit, place.code, place.kind, place.sector, place.parent) for place in (*tree, *path[1:])]
        years = resolved(units, await self._read(CYCLES), await self._read(SETTINGS))
        inside = {place.unit for place in tree}
        waiting = await units_with_something_waiting(self._reading, on)
        return Outlook((years[unit] for unit in years if unit in inside), waiting, on, self._now, national)

    async def count_day(self, outlook: Outlook) -> DayCount:
        """How many would be told what, and how many not."""
        count = DayCount()
        async for people in outlook.people(self._reading):
            for one in people:
                count.add(one)
        return count

    async def foreseen(self, outlook: Outlook, unit: int) -> Sequence[Foreseen]:
        """Everybody who would be told or passed over in this one unit, by number."""
        people = [one async for some in outlook.only(unit).people(self._reading) for one in some]
        given = orjson.dumps([{"person": one.person} for one in people]).decode()
        rows = await self._read(NAMES, people=given, unit=unit, today=self.today.isoformat())
        names = {person: (str(name), roll) for person, name, roll in rows}
        found = (Foreseen(*names[one.person], one) for one in people)
        return sorted(found, key=lambda one: (one.roll is None, one.roll or 0, one.name))
