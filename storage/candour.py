"""What the questions of candour are asked of: the lines, decisions and grades of a unit and of all units below it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, bindparam, exists, func, literal_column, select

from storage import tables as t
from storage.access import Access
from storage.bulk import ALIKE
from storage.instants import moment
from storage.sql import Sql, Value, one_of
from storage.tree import units_below

_below = units_below()
_IN = select(_below.c.unit)
_later = t.decision.alias()
LINES = Sql(
    select(t.form.c.unit_id, t.form.c.id, t.line.c.action, ALIKE)
    .join(t.line, and_(t.line.c.form_id == t.form.c.id, t.line.c.version == t.form.c.version))
    .join(t.cycle, t.cycle.c.id == t.form.c.cycle_id)
    .where(
        t.form.c.unit_id.in_(_IN),
        t.cycle.c.year == bindparam("year"),
        t.form.c.state.in_(one_of("sent", "opened", "confirmed")),
    )
    .order_by(t.form.c.unit_id, t.form.c.id, t.line.c.position)
)
CONFIRMED = Sql(
    select(t.decision.c.unit_id, t.person.c.name, t.decision.c.actor_id, t.decision.c.at)
    .join(t.person, t.person.c.id == t.decision.c.actor_id)
    .join(t.cycle, t.cycle.c.id == t.decision.c.cycle_id)
    .where(
        t.decision.c.unit_id.in_(_IN),
        t.cycle.c.year == bindparam("year"),
        t.decision.c.act == literal_column("'confirmed'"),
        t.decision.c.kind.is_(None),
        ~exists().where(_later.c.undoes == t.decision.c.id),
    )
    .order_by(t.decision.c.id)
)
_lines = select(func.count()).where(t.rating_line.c.rating_id == t.rating.c.id)
RATED = Sql(
    select(
        t.rating.c.unit_id,
        t.rating.c.outcome,
        _lines.where(t.rating_line.c.level == literal_column("'done'")).scalar_subquery(),
        _lines.scalar_subquery(),
    )
    .join(t.cycle, t.cycle.c.id == t.rating.c.cycle_id)
    .where(
        t.rating.c.unit_id.in_(_IN),
        t.cycle.c.year == bindparam("year"),
        t.rating.c.state != literal_column("'open'"),
        t.rating.c.outcome.in_(one_of("xuat-sac", "tot", "hoan-thanh", "khong-hoan-thanh")),
    )
    .order_by(t.rating.c.id)
)


@dataclass(slots=True)
class Seen:
    """One unit's forms (with twins or not), actions, confirmations by whom and when, lines done, grades."""

    forms: dict[int, bool] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    confirmed: dict[tuple[int, str], list[datetime]] = field(default_factory=lambda: defaultdict(list))
    done: list[tuple[int, int]] = field(default_factory=list)
    grades: list[str] = field(default_factory=list)

    @property
    def twins(self) -> int:
        """How many forms have a line in another member's words."""
        return sum(self.forms.values())


class Candour(Access):
    """Questions about how a year was filled in."""

    async def seen(self, unit: int, year: int) -> Mapping[int, Seen]:
        """By unit, for this one and all below it."""
        at: dict[str, Value] = {"unit": unit, "year": year, "today": self.today.isoformat()}
        found: dict[int, Seen] = defaultdict(Seen)
        for where, form, action, alike in await self._read(LINES, **at):
            found[where].forms[form] = alike > 1 or found[where].forms.get(form, False)
            found[where].actions.append(action)
        for where, name, actor, when in await self._read(CONFIRMED, **at):
            found[where].confirmed[actor, name].append(moment(when))
        for where, outcome, done, whole in await self._read(RATED, **at):
            found[where].grades.append(outcome)
            found[where].done.append((done or 0, whole or 0))
        return found
