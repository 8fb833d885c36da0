"""The year of every unit as it counts there today: its open cycle, and what it decides by, inherited down the tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, literal_column, select

from storage import tables as t
from storage.criteria import OpenCycle, read_policy
from storage.database import Database
from storage.instants import local_day, moment
from storage.people import now_in
from storage.sql import Row, Sql

LATELY = timedelta(seconds=60)

UNITS = Sql(
    select(t.unit.c.id, t.unit.c.code, t.unit.c.kind, t.unit.c.sector, t.unit_parent.c.parent_id).outerjoin(
        t.unit_parent, and_(t.unit_parent.c.unit_id == t.unit.c.id, now_in(t.unit_parent))
    )
)
_OPEN = t.cycle.c.state == literal_column("'open'")
CYCLES = Sql(
    select(t.cycle.c.id, t.cycle.c.unit_id, t.cycle.c.year, t.cycle.c.catalogue_id, t.cycle.c.opened_at).where(_OPEN)
)
SETTINGS = Sql(
    select(t.setting.c.cycle_id, t.setting.c.unit_id, t.setting.c.name, t.setting.c.value).join(
        t.cycle, and_(t.cycle.c.id == t.setting.c.cycle_id, _OPEN)
    )
)


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit with its open year; `path` is the unit and all above it, nearest first."""

    unit: int
    code: str
    kind: str
    path: tuple[int, ...]
    cycle: OpenCycle
    opened: date


class Calendars:
    """The years of all units, read anew when a minute has passed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read_at: datetime | None = None
        self._years: Mapping[int, UnitYear] = {}

    async def years(self, now: datetime) -> Mapping[int, UnitYear]:
        """By unit; one without an open year is not there."""
        if self._read_at is None or not self._read_at <= now < self._read_at + LATELY:
            self._years = await unit_years(self._database, now)
            self._read_at = now
        return self._years


async def unit_years(database: Database, now: datetime) -> Mapping[int, UnitYear]:
    units = await database.read(UNITS, today=local_day(now).isoformat())
    cycles = await database.read(CYCLES)
    return resolved(units, cycles, await database.read(SETTINGS))


def resolved(units: Sequence[Row], cycles: Sequence[Row], settings: Sequence[Row]) -> Mapping[int, UnitYear]:
    """By unit, out of the rows of the three questions above."""
    parents: dict[int, int | None] = {unit: parent for unit, *_, parent in units}
    opened: dict[int, list[Row]] = {}
    for cycle in cycles:
        opened.setdefault(cycle[1], []).append(cycle)
    set_: dict[tuple[int, int], dict[str, str]] = {}
    for cycle_id, unit, name, value in settings:
        set_.setdefault((cycle_id, unit), {})[name] = value
    found = {}
    for unit, code, kind, sector, _ in units:
        path = _path(unit, parents)
        over = [
            (year, -depth, cycle) for depth, at in enumerate(path) for cycle in opened.get(at, ()) if (year := cycle[2])
        ]
        if not over:
            continue
        _, _, (cycle_id, _, year, catalogue, opened_at) = max(over, key=lambda one: one[:2])
        told: dict[str, str] = {}
        for at in reversed(path):  # the nearest unit's word comes last
            told |= set_.get((cycle_id, at), {})
        here = OpenCycle(cycle_id, year, catalogue, sector, read_policy(year, *sorted(told.items())))
        found[unit] = UnitYear(unit, code, kind, path, here, local_day(moment(opened_at)))
    return found


def _path(unit: int, parents: Mapping[int, int | None]) -> tuple[int, ...]:
    """The unit and all above it; a unit that is its own ancestor holds nothing up."""
    path: list[int] = []
    at: int | None = unit
    while at is not None and at not in path:
        path.append(at)
        at = parents.get(at)
    return tuple(path)
