"""The half-year's and the year's figures of a branch, confirmed by its committee and by the level above (TV-06)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import CTE, and_, bindparam, exists, func, literal_column, select, union
from sqlalchemy.dialects import postgresql, sqlite

from rules.recognition import BRANCHES
from storage import tables as t
from storage.appeals import Appeals
from storage.people import named, now_in
from storage.sql import Row, Sql, Value, one_of


@dataclass(frozen=True, slots=True)
class Place:
    """A branch whose figures this person may confirm, at which level: the branch's own or the one above."""

    unit: int
    code: str
    name: str
    sector: str
    level: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmation: the figures as they were, who gave it and when."""

    unit: int
    cycle: int
    year: int
    period: str
    level: str
    figures: Mapping[str, int]
    name: str
    at: str


def _places() -> CTE:
    """The branches of this person's offices, and those just below."""
    place = (t.unit.c.id, t.unit.c.code, t.unit_name.c.name, t.unit.c.sector)
    branches = select(*place).join(t.unit_name, named(t.unit.c.id)).where(t.unit.c.kind.in_(one_of(*BRANCHES)))
    mine = and_(t.role.c.person_id == bindparam("person"), now_in(t.role))
    own = branches.add_columns(literal_column("'branch'").label("level")).join(t.role, t.role.c.unit_id == t.unit.c.id)
    below = (
        branches.add_columns(literal_column("'above'").label("level"))
        .join(t.unit_parent, and_(t.unit_parent.c.unit_id == t.unit.c.id, now_in(t.unit_parent)))
        .join(t.role, t.role.c.unit_id == t.unit_parent.c.parent_id)
    )
    return union(own.where(mine), below.where(mine)).cte("place")


_place = _places()
PLACES = Sql(select(_place).order_by(_place.c.level.desc(), _place.c.code))
CLOSED = Sql(
    select(t.rating_round.c.unit_id, t.rating_round.c.cycle_id, t.cycle.c.year)
    .join(t.cycle, t.cycle.c.id == t.rating_round.c.cycle_id)
    .where(
        t.rating_round.c.state != literal_column("'open'"),
        t.rating_round.c.unit_id.in_(select(_place.c.id)),
    )
)
_confirmed = (
    select(
        t.confirmation.c.unit_id,
        t.confirmation.c.cycle_id,
        t.cycle.c.year,
        t.confirmation.c.period,
        t.confirmation.c.level,
        t.confirmation.c.figures,
        t.person.c.name,
        t.confirmation.c.at,
    )
    .join(t.cycle, t.cycle.c.id == t.confirmation.c.cycle_id)
    .join(t.person, t.person.c.id == t.confirmation.c.person_id)
)
IN_MY_PLACES = Sql(_confirmed.where(t.confirmation.c.unit_id.in_(select(_place.c.id))).order_by(t.confirmation.c.id))

_form = and_(t.form.c.unit_id == bindparam("unit"), t.form.c.cycle_id == bindparam("cycle"))
_is_confirmed = t.form.c.state == literal_column("'confirmed'")
_later = t.progress.alias()
_done = exists().where(
    t.progress.c.form_id == t.line.c.form_id,
    t.progress.c.criterion == t.line.c.criterion,
    t.progress.c.level == literal_column("'done'"),
    ~exists().where(
        _later.c.form_id == t.progress.c.form_id,
        _later.c.criterion == t.progress.c.criterion,
        _later.c.id > t.progress.c.id,
    ),
)
_lines = (
    select(func.count())
    .select_from(t.line)
    .join(t.form, and_(t.form.c.id == t.line.c.form_id, t.form.c.version == t.line.c.version))
    .where(_form, _is_confirmed)
)
COUNTS = {
    "members": select(func.count()).where(t.membership.c.unit_id == bindparam("unit"), now_in(t.membership)),
    "registered": select(func.count()).where(_form, t.form.c.state.in_(one_of("sent", "opened", "confirmed"))),
    "confirmed": select(func.count()).where(_form, _is_confirmed),
    "lines": _lines,
    "done": _lines.where(_done),
    "interim": select(func.count(t.interim.c.form_id.distinct()))
    .join(t.form, t.form.c.id == t.interim.c.form_id)
    .where(_form),
    "tickets": select(func.count()).where(
        t.ticket.c.unit_id == bindparam("unit"),
        t.ticket.c.cycle_id == bindparam("cycle"),
        t.ticket.c.state == literal_column("'open'"),
    ),
}
FIGURES = Sql(select(*(count.scalar_subquery() for count in COUNTS.values())))
OUTCOMES = Sql(
    select(t.rating.c.outcome, func.count())
    .where(t.rating.c.unit_id == bindparam("unit"), t.rating.c.cycle_id == bindparam("cycle"))
    .group_by(t.rating.c.outcome)
)


def _add(insert: Any) -> Any:
    names = ("cycle_id", "unit_id", "period", "level", "figures", "person_id", "at")
    row = insert(t.confirmation).values({name: bindparam(name) for name in names} | {"note": literal_column("''")})
    unique = ["cycle_id", "unit_id", "period", "level"]
    return row.on_conflict_do_nothing(index_elements=unique).returning(t.confirmation.c.id)


ADD = Sql(sqlite=_add(sqlite.insert), postgresql=_add(postgresql.insert))


class Confirmations(Appeals):
    """Questions about the confirmed figures."""

    async def places(self, person: int) -> tuple[Place, ...]:
        """The branches whose figures this person may confirm; the own one first."""
        return tuple(Place(*row) for row in await self._read(PLACES, person=person, today=self.today.isoformat()))

    async def years_closed(self, person: int) -> tuple[tuple[int, int, int], ...]:
        """(unit, cycle, year) of those of these branches whose rating is closed."""
        rows = await self._read(CLOSED, person=person, today=self.today.isoformat())
        return tuple((unit, cycle, year) for unit, cycle, year in rows)

    async def confirmations(self, person: int) -> tuple[Confirmed, ...]:
        """What was confirmed of these branches, the oldest first."""
        rows = await self._read(IN_MY_PLACES, person=person, today=self.today.isoformat())
        return tuple(_confirmed_by(row) for row in rows)

    async def figures_of(self, unit: int, cycle: int, period: str) -> dict[str, int]:
        """What is confirmed, as it stands now; the year's with the number of each outcome."""
        at = {"unit": unit, "cycle": cycle}
        rows = await self._read(FIGURES, **at, today=self.today.isoformat())
        figures = dict(zip(COUNTS, map(int, rows[0]), strict=True))
        if period == "year":
            outcomes = await self._read(OUTCOMES, **at)
            figures |= {outcome or "undecided": int(count) for outcome, count in outcomes}
        return figures

    async def confirm_figures(
        self, place: Place, cycle: int, period: str, figures: Mapping[str, int], person: int, channel: str
    ) -> bool:
        """False where a colleague confirmed them first."""
        at: dict[str, Value] = {"cycle_id": cycle, "unit_id": place.unit, "period": period, "level": place.level}
        kept = orjson.dumps(dict(figures), option=orjson.OPT_SORT_KEYS).decode()
        for (number,) in await self._write(ADD, **at, figures=kept, person_id=person, at=self.at):
            what: dict[str, Any] = {"kind": "confirmation", "subject": number, "value": f"{period}/{place.level}"}
            await self.record("figures-confirmed", person, channel, unit=place.unit, cycle=cycle, **what)
            return True
        return False


def _confirmed_by(row: Row) -> Confirmed:
    unit, cycle, year, period, level, figures, name, at = row
    return Confirmed(unit, cycle, year, period, level, orjson.loads(figures), name, at)
