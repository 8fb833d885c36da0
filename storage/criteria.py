"""What can be registered: the open cycle of a unit, with its policy, and the criteria of its catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Integer, bindparam, cast, literal_column, select
from sqlalchemy.sql.selectable import CTE

from rules.due import Window
from rules.policy import Policy, policy
from storage import tables as t
from storage.access import Access
from storage.people import now_in
from storage.sql import Sql

EVERYBODY = "tat_ca"


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


@dataclass(frozen=True, slots=True)
class Content:
    """A criterion as it is offered. `short` fits on a button."""

    code: str
    group_code: str
    group_title: str
    title: str
    short: str
    example: str
    how_example: str
    kind: str
    audience: str
    selectable: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The criteria that a member may choose from, in the order of the catalogue."""

    contents: Mapping[str, Content]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.contents)

    @property
    def group_of(self) -> Mapping[str, str]:
        return {code: content.group_code for code, content in self.contents.items()}

    def __getitem__(self, code: str) -> Content:
        return self.contents[code]

    def label(self, code: str) -> str:
        return f"{code} {self.contents[code].short}"

    def group(self, code: str) -> str:
        content = self.contents[code]
        return f"{content.group_code}. {content.group_title}"

    def fit_for(self, audience: str | None) -> "Frame":
        """Without what is meant for other people (TV-04)."""
        fits = {
            code: content
            for code, content in self.contents.items()
            if content.selectable and {EVERYBODY, audience} & set(content.audience.split(",")) - {None}
        }
        return Frame(fits)


def path_up() -> CTE:
    """The unit and all above it today, nearest first by `depth`."""
    here = select(cast(bindparam("unit"), Integer).label("unit"), literal_column("0", Integer).label("depth"))
    up = here.cte("up", recursive=True)
    above = select(t.unit_parent.c.parent_id, up.c.depth + literal_column("1", Integer)).join(
        up, t.unit_parent.c.unit_id == up.c.unit
    )
    return up.union_all(above.where(now_in(t.unit_parent)))


_up = path_up()
CYCLE = Sql(
    select(t.cycle.c.id, t.cycle.c.year, t.cycle.c.catalogue_id)
    .join(_up, _up.c.unit == t.cycle.c.unit_id)
    .where(t.cycle.c.state == literal_column("'open'"))
    .order_by(t.cycle.c.year.desc(), _up.c.depth)
    .limit(literal_column("1"))
)
SETTINGS = Sql(
    select(t.setting.c.name, t.setting.c.value)
    .join(_up, _up.c.unit == t.setting.c.unit_id)
    .where(t.setting.c.cycle_id == bindparam("cycle"))
    .order_by(_up.c.depth.desc())
)
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
        """The newest open cycle of the unit or of the nearest unit above it that has one."""
        today = self.today.isoformat()
        rows = await self._read(CYCLE, unit=unit, today=today)
        if not rows:
            return None
        cycle, year, catalogue = rows[0]
        # From the top of the tree down, so that the nearest unit's word comes last and counts.
        settings = await self._read(SETTINGS, unit=unit, today=today, cycle=cycle)
        return OpenCycle(cycle, year, catalogue, sector, policy(year, dict(tuple(row) for row in settings)))

    async def frame(self, cycle: OpenCycle, audience: str | None) -> Frame:
        """The criteria of the cycle's catalogue that are meant for this audience."""
        if cycle.catalogue not in self._frames:  # what was loaded is never changed
            rows = await self._read(CRITERIA, catalogue=cycle.catalogue)
            self._frames[cycle.catalogue] = Frame({row[0]: Content(*row) for row in rows})
        return self._frames[cycle.catalogue].fit_for(audience)
