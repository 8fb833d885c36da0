"""What can be registered: the open cycle of a unit, with its policy, and the criteria of its catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import and_, bindparam, literal_column, select, true

from rules.due import Window
from rules.policy import Policy, policy
from storage import tables as t
from storage.access import Access
from storage.frame import Content, Frame
from storage.sql import Row, Sql
from storage.tree import path_up

LATELY = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class OpenCycle:
    """The cycle that counts for a unit, and what it decides by there."""

    id: int
    year: int
    catalogue: int
    sector: str
    policy: Policy

    @property
    def last_due(self) -> date:
        return self.policy.last_due(self.sector)

    def window(self, today: date) -> Window:
        """From today to the latest day a content may be due."""
        return Window(today, self.last_due, self.year)


_up = path_up()
OPEN_CYCLE = (
    select(t.cycle.c.id, t.cycle.c.year, t.cycle.c.catalogue_id)
    .join(_up, _up.c.unit == t.cycle.c.unit_id)
    .where(t.cycle.c.state == literal_column("'open'"))
    .order_by(t.cycle.c.year.desc(), _up.c.depth)
    .limit(literal_column("1"))
)
"""The newest year that is open for the unit `:unit` on the day `:today`, of the nearest unit that has it."""
_newest = OPEN_CYCLE.cte("newest")
CYCLE = Sql(
    select(_newest, t.setting.c.name, t.setting.c.value)
    .select_from(_newest.join(_up, true()))
    .outerjoin(t.setting, and_(t.setting.c.cycle_id == _newest.c.id, t.setting.c.unit_id == _up.c.unit))
    .order_by(_up.c.depth.desc())
)
"""The cycle, a row for each setting: from the top of the tree down, so that the nearest unit's word comes last."""
CRITERIA = Sql(
    select(
        t.criterion.c.code,
        t.criterion.c.group_code,
        t.criterion.c.group_title,
        t.criterion.c.title,
        t.criterion.c.short,
        t.criterion.c.example,
        t.criterion.c.how_example,
        t.criterion.c.kind,
        t.criterion.c.audience,
        t.criterion.c.selectable,
    )
    .where(t.criterion.c.catalogue_id == bindparam("catalogue"))
    .order_by(t.criterion.c.position)
)


class Criteria(Access):
    """Questions about what can be registered."""

    async def cycle(self, unit: int, sector: str) -> OpenCycle | None:
        """The newest year that is open for the unit, of the nearest unit that has it."""
        rows = await self._cycle_of(unit)
        if not rows:
            return None
        cycle, year, catalogue = rows[0][:3]
        settings = {name: value for *_, name, value in rows if name is not None}
        return OpenCycle(cycle, year, catalogue, sector, read_policy(year, *settings.items()))

    async def _cycle_of(self, unit: int) -> Sequence[Row]:
        """Nearly every message asks, and the answer changes once a year: it may be some seconds old until one acts."""
        at, rows = self._kept.cycles.get(unit, (self._now, ()))
        if not rows or not at <= self._now < at + LATELY:
            rows = await self._read(CYCLE, unit=unit, today=self.today.isoformat())
            self._kept.cycles[unit] = self._now, rows
        return rows

    async def frame(self, cycle: OpenCycle, audience: str | None) -> Frame:
        """The criteria of the cycle's catalogue that are meant for this audience."""
        frame = self._kept.frames.get((cycle.catalogue, audience))
        if frame is None:
            rows = await self._read(CRITERIA, catalogue=cycle.catalogue)
            frame = Frame({row[0]: Content(*row) for row in rows}).fit_for(audience)
            self._kept.frames[cycle.catalogue, audience] = frame
        return frame


@lru_cache(maxsize=256)
def read_policy(year: int, *settings: tuple[str, str]) -> Policy:
    """Read once: every message asks for it, and few cycles differ."""
    return policy(year, dict(settings))
