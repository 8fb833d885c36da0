"""The figures of the year, branch by branch: one pass over the members of a subtree, with their forms and results."""

from asyncio import to_thread
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import ColumnElement, Subquery, Text, and_, bindparam, case, exists, func, literal_column, select

from rules.figures import BranchFigures, Figures, added_up
from storage import tables as t
from storage.access import Access
from storage.people import now_in
from storage.sql import Row, Sql, one_of
from storage.standing import newest_cycles
from storage.tree import units_below

_below = units_below()
FORM = t.form.alias()
RATING = t.rating.alias()
_REASONS = ("short", "admitted-lately", "after-registration", "party")

Count = Callable[..., ColumnElement[int]]
"""How many there are of whom all of these conditions are true."""


@dataclass(frozen=True, slots=True)
class Stands:
    """The columns that say how a member stands: the states of form and result, and what the result is."""

    form: ColumnElement[str]
    rating: ColumnElement[str]
    outcome: ColumnElement[str]
    standing: ColumnElement[str]
    appealed: ColumnElement[bool]


def counts(stands: Stands, count: Count) -> Sequence[ColumnElement[int]]:
    """Every figure in its order: the one place that says who counts where, however the members are put together."""
    has_form, aside = stands.form.is_not(None), _is(stands.outcome, "khong-phan-loai")
    graded = stands.outcome.in_(one_of("xuat-sac", "tot", "hoan-thanh", "khong-hoan-thanh"))
    found = {
        "members": count(),
        "registered": count(has_form),
        "unregistered": count(stands.form.is_(None)),
        "confirmed": count(_is(stands.form, "confirmed")),
        "excellent": count(has_form, _is(stands.outcome, "xuat-sac")),
        "good": count(has_form, _is(stands.outcome, "tot")),
        "fair": count(has_form, _is(stands.outcome, "hoan-thanh")),
        "failed": count(has_form, _is(stands.outcome, "khong-hoan-thanh")),
        "short": count(has_form, aside, _is(stands.standing, "short")),
        "admitted_lately": count(has_form, aside, _is(stands.standing, "admitted-lately")),
        "after_registration": count(has_form, aside, _is(stands.standing, "after-registration")),
        "party": count(has_form, aside, _is(stands.standing, "party")),
        "unclassified_otherwise": count(has_form, aside, stands.standing.not_in(one_of(*_REASONS))),
        "not_assessed": count(has_form, _is(func.coalesce(stands.outcome, _word("chua-danh-gia")), "chua-danh-gia")),
        "unregistered_rated": count(stands.form.is_(None), graded),
        "unregistered_unclassified": count(stands.form.is_(None), aside),
        "reported": count(_is(stands.rating, "reported")),
        "recognised": count(_is(stands.rating, "recognised")),
        "noted": count(_is(stands.rating, "noted")),
        "appeals": count(stands.appealed),
    }
    return [found[field.name] for field in fields(Figures)]


def form_in(cycle: ColumnElement[int]) -> ColumnElement[bool]:
    """The member's form where it counts as registered."""
    return and_(
        FORM.c.person_id == t.membership.c.person_id,
        FORM.c.cycle_id == cycle,
        FORM.c.state.in_(one_of("sent", "opened", "confirmed")),
    )


def rating_in(cycle: ColumnElement[int]) -> ColumnElement[bool]:
    """The member's result. What was returned or reopened is none until it is decided anew."""
    return and_(
        RATING.c.person_id == t.membership.c.person_id,
        RATING.c.cycle_id == cycle,
        RATING.c.unit_id == t.membership.c.unit_id,
        RATING.c.state.in_(one_of("decided", "reported", "recognised", "noted")),
    )


OPEN_APPEAL = exists().where(t.appeal.c.rating_id == RATING.c.id, t.appeal.c.state == literal_column("'open'"))


def _word(word: str) -> ColumnElement[str]:
    return literal_column(f"'{word}'", Text)


def _is(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    return column == _word(word)


def _each(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((and_(*conditions), literal_column("1")))) if conditions else func.count()


def _counted_in(cycles: Subquery) -> Sql:
    """One pass over the lists."""
    stands = Stands(FORM.c.state, RATING.c.state, RATING.c.outcome, RATING.c.standing, OPEN_APPEAL)
    return Sql(
        select(_below.c.unit, cycles.c.cycle, cycles.c.year, *counts(stands, _each))
        .join_from(_below, t.membership, and_(t.membership.c.unit_id == _below.c.unit, now_in(t.membership)))
        .outerjoin(cycles, cycles.c.branch == _below.c.unit)
        .outerjoin(FORM, form_in(cycles.c.cycle))
        .outerjoin(RATING, rating_in(cycles.c.cycle))
        .group_by(_below.c.unit, cycles.c.cycle, cycles.c.year)
    )


FIGURES = _counted_in(newest_cycles(_below))
FIGURES_OF = _counted_in(newest_cycles(_below, t.cycle.c.year == bindparam("year")))


class YearFigures(Access):
    """Questions about figures."""

    async def figures(self, unit: int) -> tuple[BranchFigures, ...]:
        """The unit itself and every unit below it, as far as they have members."""
        return _branches(await self._read(FIGURES, unit=unit, today=self.today.isoformat()))

    async def figures_in(self, unit: int, year: int, day: date) -> tuple[BranchFigures, ...]:
        """The same in the cycle of this year alone, by the units and the lists of this day (TV-07)."""
        rows = await self._read(FIGURES_OF, unit=unit, year=year, today=day.isoformat())
        return await to_thread(_branches, rows)  # of a nation tens of thousands: the loop goes on meanwhile


def summed(branches: Iterable[BranchFigures]) -> Figures:
    return added_up(branch.figures for branch in branches)


def _branches(rows: Sequence[Row]) -> tuple[BranchFigures, ...]:
    return tuple(BranchFigures(unit, cycle, year, Figures(*counted)) for unit, cycle, year, *counted in rows)
