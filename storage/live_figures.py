"""The figures of the year as a chat tells them: added up in the database, a row for each unit right below.

A nation has tens of thousands of branches. Whoever asks how far it is sees a few numbers of a few units, so that is all
that leaves the database; the rows of branches are for the frozen report (storage.figures).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    select,
)

from rules.figures import Figures, UnitFigures, added_up
from storage import tables as t
from storage.access import Access
from storage.figures import FORM, OPEN_APPEAL, RATING, Stands, counts, form_in, rating_in
from storage.people import named, now_in
from storage.sql import Row, Sql, Value, for_each
from storage.tree import path_up

SWEPT_FROM = 8  # where an eighth of all units is below, reading every list in order is quicker than finding each member

_top: ColumnElement[int] = cast(bindparam("unit"), Integer)
_cycle: ColumnElement[int] = cast(bindparam("cycle"), Integer)


def _units_below() -> CTE:
    """The unit `:unit` and all below it: in which unit right below it each is, and its cycle of the year `:year`.

    The cycle is its own or that of the nearest unit above that has one, as in storage.standing.newest_cycles; handed
    down from unit to unit, because to climb up from each branch of a nation takes longer than to count its members.
    """
    up = path_up()
    of_year = t.cycle.c.year == bindparam("year")
    own = select(t.cycle.c.id).join(up, up.c.unit == t.cycle.c.unit_id).where(of_year).order_by(up.c.depth)
    top = select(
        _top.label("unit"), _top.label("child"), own.limit(literal_column("1")).scalar_subquery().label("cycle")
    )
    below = top.cte("below", recursive=True)
    child = case((below.c.unit == _top, t.unit_parent.c.unit_id), else_=below.c.child)
    units = (
        select(t.unit_parent.c.unit_id, child, func.coalesce(t.cycle.c.id, below.c.cycle))
        .join_from(below, t.unit_parent, t.unit_parent.c.parent_id == below.c.unit)
        .outerjoin(t.cycle, and_(t.cycle.c.unit_id == t.unit_parent.c.unit_id, of_year))
        .where(now_in(t.unit_parent), t.unit_parent.c.unit_id != _top)
    )
    return below.union(units)


_below = _units_below()
_of_cycle = _below.c.cycle.is_not_distinct_from(_cycle)
_has_members = exists().where(t.membership.c.unit_id == _below.c.unit, now_in(t.membership))
_counted = (
    select(
        _below.c.child,
        _below.c.cycle,
        func.count().label("units"),
        func.count(case((_has_members, literal_column("1")))).label("branches"),
    )
    .group_by(_below.c.child, _below.c.cycle)
    .subquery("counted")
)
UNITS = Sql(
    select(
        *(t.unit.c.id, t.unit.c.code, t.unit_name.c.name, t.unit.c.kind, t.unit.c.sector),
        *(_counted.c.cycle, _counted.c.units, _counted.c.branches),
        select(func.count()).select_from(t.unit).scalar_subquery(),
    )
    .select_from(_counted)
    .join(t.unit, t.unit.c.id == _counted.c.child)
    .join(t.unit_name, named(t.unit.c.id))
    .order_by(t.unit.c.code)
)


def _added_up(members: FromClause, appealed: ColumnElement[bool], *where: ColumnElement[bool]) -> Select[tuple[int]]:
    """Members who stand alike are counted together first, so that no figure looks at every member for itself."""
    states = (FORM.c.state, RATING.c.state, RATING.c.outcome, RATING.c.standing)
    names = ("form", "rating", "outcome", "standing")
    alike = (
        select(
            _below.c.child,
            *(state.label(name) for name, state in zip(names, states, strict=True)),
            appealed.label("appealed"),
            cast(func.count(), Integer).label("heads"),
        )
        .select_from(members)
        .where(*where)
        .group_by(_below.c.child, *states, literal_column("appealed"))
        .subquery("alike")
    )

    def heads(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(
            case((and_(*conditions), alike.c.heads), else_=literal_column("0")) if conditions else alike.c.heads
        )

    stands = Stands(*(alike.c[name] for name in (*names, "appealed")))
    return select(alike.c.child, *counts(stands, heads)).group_by(alike.c.child)


def _looked_up() -> Select[tuple[int]]:
    """From the units to their members to what each has: right for all but the largest."""
    listed = _below.join(t.membership, and_(t.membership.c.unit_id == _below.c.unit, now_in(t.membership)))
    members = listed.outerjoin(FORM, form_in(_cycle)).outerjoin(RATING, rating_in(_cycle))
    return _added_up(members, OPEN_APPEAL, _of_cycle)


def _swept() -> Select[tuple[int]]:
    """All lists, forms and results of a cycle side by side in the order of persons; whoever is elsewhere has no child.

    PostgreSQL takes what is below a unit for some thousands of members, however many they are, and would look up a
    million one by one. Where every join only adds to the list of all who ever were members, and nothing is left out of
    it, not even by their days, it knows how many rows there will be, also in a plan that it made for any values.
    """
    appeals = select(t.appeal.c.rating_id).where(t.appeal.c.state == literal_column("'open'")).distinct().subquery()
    here = and_(_below.c.unit == t.membership.c.unit_id, _of_cycle, now_in(t.membership))
    everybody = t.membership.outerjoin(FORM, form_in(_cycle)).outerjoin(RATING, rating_in(_cycle))
    members = everybody.outerjoin(appeals, appeals.c.rating_id == RATING.c.id).outerjoin(_below, here)
    return _added_up(members, appeals.c.rating_id.is_not(None))


LOOKED_UP = Sql(_looked_up())
SWEPT = for_each(lambda dialect: _swept() if dialect == "postgresql" else _looked_up())
"""The same figures. SQLite has no other way to join than to look up."""


class LiveFigures(Access):
    """Questions about the figures of a unit of any size."""

    async def figures_right_below(self, unit: int, year: int, day: date) -> tuple[UnitFigures, ...]:
        """Every unit right below, by code, and the unit itself; by the units and the lists of this day (TV-07)."""
        asked: dict[str, Value] = {"unit": unit, "year": year, "today": day.isoformat()}
        rows = await self._read(UNITS, **asked)
        units: dict[int | None, int] = defaultdict(int)
        for *_, cycle, count, _branches, _all in rows:
            units[cycle] += count
        figures: dict[int, list[Figures]] = defaultdict(list)
        for cycle, count in units.items():
            counted = SWEPT if count * SWEPT_FROM >= rows[0][-1] else LOOKED_UP
            for child, *numbers in await self._read(counted, **asked, cycle=cycle):
                if child is not None:
                    figures[child].append(Figures(*numbers))
        return tuple(_unit(rows, figures[at]) for at, rows in groupby(rows, itemgetter(0)))


def _unit(rows: Iterable[Row], figures: Sequence[Figures]) -> UnitFigures:
    """Of a row for each cycle that its branches are in."""
    by_cycle = {cycle: (place, branches) for *place, cycle, _units, branches, _all in rows}
    ((unit, code, name, kind, sector), _), *_ = by_cycle.values()
    branches = sum(count for _, count in by_cycle.values())
    opened = any(count for cycle, (_, count) in by_cycle.items() if cycle is not None)
    return UnitFigures(unit, code, name, kind, sector, branches, opened, added_up(figures))
