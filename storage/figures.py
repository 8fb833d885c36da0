"""The figures of the year, branch by branch: one pass over the members of a subtree, with their forms and results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import ColumnElement, Subquery, and_, bindparam, case, exists, func, literal_column, select

from rules.figures import Figures, added_up
from storage import tables as t
from storage.access import Access
from storage.people import now_in
from storage.sql import Row, Sql, one_of
from storage.standing import newest_cycles
from storage.tree import units_below

_below = units_below()
_form = t.form.alias()
_rating = t.rating.alias()
_has_form = _form.c.id.is_not(None)
_graded = _rating.c.outcome.in_(one_of("xuat-sac", "tot", "hoan-thanh", "khong-hoan-thanh"))
_aside = _rating.c.outcome == literal_column("'khong-phan-loai'")
_REASONS = ("short", "admitted-lately", "after-registration", "party")


def _of(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((and_(*conditions), literal_column("1"))))


def _is(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    return column == literal_column(f"'{word}'")


_open_appeal = exists().where(t.appeal.c.rating_id == _rating.c.id, _is(t.appeal.c.state, "open"))
_COUNTS = {
    "members": func.count(),
    "registered": _of(_has_form),
    "unregistered": _of(_form.c.id.is_(None)),
    "confirmed": _of(_is(_form.c.state, "confirmed")),
    "excellent": _of(_has_form, _is(_rating.c.outcome, "xuat-sac")),
    "good": _of(_has_form, _is(_rating.c.outcome, "tot")),
    "fair": _of(_has_form, _is(_rating.c.outcome, "hoan-thanh")),
    "failed": _of(_has_form, _is(_rating.c.outcome, "khong-hoan-thanh")),
    "short": _of(_has_form, _aside, _is(_rating.c.standing, "short")),
    "admitted_lately": _of(_has_form, _aside, _is(_rating.c.standing, "admitted-lately")),
    "after_registration": _of(_has_form, _aside, _is(_rating.c.standing, "after-registration")),
    "party": _of(_has_form, _aside, _is(_rating.c.standing, "party")),
    "unclassified_otherwise": _of(_has_form, _aside, _rating.c.standing.not_in(one_of(*_REASONS))),
    "not_assessed": _of(
        _has_form,
        func.coalesce(_rating.c.outcome, literal_column("'chua-danh-gia'")) == literal_column("'chua-danh-gia'"),
    ),
    "unregistered_rated": _of(_form.c.id.is_(None), _graded),
    "unregistered_unclassified": _of(_form.c.id.is_(None), _aside),
    "reported": _of(_is(_rating.c.state, "reported")),
    "recognised": _of(_is(_rating.c.state, "recognised")),
    "noted": _of(_is(_rating.c.state, "noted")),
    "appeals": _of(_open_appeal),
}


def _counted_in(cycles: Subquery) -> Sql:
    """One pass over the lists. What was returned or reopened is no result until it is decided anew."""
    return Sql(
        select(_below.c.unit, cycles.c.cycle, cycles.c.year, *(_COUNTS[field.name] for field in fields(Figures)))
        .join_from(_below, t.membership, and_(t.membership.c.unit_id == _below.c.unit, now_in(t.membership)))
        .outerjoin(cycles, cycles.c.branch == _below.c.unit)
        .outerjoin(
            _form,
            and_(
                _form.c.person_id == t.membership.c.person_id,
                _form.c.cycle_id == cycles.c.cycle,
                _form.c.state.in_(one_of("sent", "opened", "confirmed")),
            ),
        )
        .outerjoin(
            _rating,
            and_(
                _rating.c.person_id == t.membership.c.person_id,
                _rating.c.cycle_id == cycles.c.cycle,
                _rating.c.unit_id == t.membership.c.unit_id,
                _rating.c.state.in_(one_of("decided", "reported", "recognised", "noted")),
            ),
        )
        .group_by(_below.c.unit, cycles.c.cycle, cycles.c.year)
    )


FIGURES = _counted_in(newest_cycles(_below))
FIGURES_OF = _counted_in(newest_cycles(_below, t.cycle.c.year == bindparam("year")))


@dataclass(frozen=True, slots=True)
class BranchFigures:
    """The figures of a unit that has members of its own, in its newest cycle."""

    unit: int
    cycle: int | None
    year: int | None
    figures: Figures


class YearFigures(Access):
    """Questions about figures."""

    async def figures(self, unit: int) -> tuple[BranchFigures, ...]:
        """The unit itself and every unit below it, as far as they have members."""
        return _branches(await self._read(FIGURES, unit=unit, today=self.today.isoformat()))

    async def figures_in(self, unit: int, year: int, day: date) -> tuple[BranchFigures, ...]:
        """The same in the cycle of this year alone, by the units and the lists of this day (TV-07)."""
        return _branches(await self._read(FIGURES_OF, unit=unit, year=year, today=day.isoformat()))


def summed(branches: Iterable[BranchFigures]) -> Figures:
    return added_up(branch.figures for branch in branches)


def _branches(rows: Sequence[Row]) -> tuple[BranchFigures, ...]:
    return tuple(BranchFigures(unit, cycle, year, Figures(*counted)) for unit, cycle, year, *counted in rows)
