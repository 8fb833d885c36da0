"""Who would be told what on a day, as things stand now: the very question that plans it, and nothing written."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import bindparam, literal_column, null, select

from rules.deadlines import DAY
from rules.foretelling import LATE, Foretold, missed, news_told, steps_told
from rules.limits import BRANCHES
from rules.verdicts import Judged, Owed, judge
from storage import tables as t
from storage.calendars import UnitYear
from storage.candidates import candidates
from storage.forecast_above import Above
from storage.instants import ZONE, instant, moment
from storage.json_rows import rows_of
from storage.owing import how_they_stand, owed_in
from storage.planning import as_tells, fresh
from storage.reaching import Accounts, accounts_of
from storage.sql import Row, Run, for_each

SLICE = 20  # units asked about at once; others have their turn in between


def _fresh(dialect: str) -> Any:
    """Who would be written into the ledger; where that was done before, nobody is any more."""
    found = candidates(fresh(dialect)).subquery("found")
    return how_they_stand(found, null().label("id"), null().label("notice")).add_columns(
        found.c.due_at, found.c.planned_at
    )


def _planned(dialect: str) -> Any:
    """Who stands in the ledger already: planned this morning, put off to that day, or wanted for it."""
    units = rows_of(dialect, "units", unit="int")
    return (
        how_they_stand(t.reminder, t.reminder.c.id, null().label("notice"))
        .add_columns(t.reminder.c.due_at, t.reminder.c.planned_at)
        .where(
            t.reminder.c.state == literal_column("'planned'"),
            t.reminder.c.due_at >= bindparam("begins"),
            t.reminder.c.due_at <= bindparam("ends"),
            t.reminder.c.unit_id.in_(select(units.c.unit)),
        )
    )


FRESH = for_each(_fresh)
PLANNED = for_each(_planned)


@dataclass(frozen=True, slots=True)
class Expected:
    """A person's day, as far as it comes from these units: each row with its verdict, and where a message goes."""

    person: int
    judged: tuple[Judged, ...]
    accounts: Accounts
    on: date

    @property
    def told(self) -> tuple[Judged, ...]:
        """What the message of that day speaks of, in its order: steps before news, and of those what is due first."""
        told = [one for one in self.judged if self._goes(one)] if self.accounts.reachable else []
        return tuple(sorted(told, key=lambda one: (one.step is None, one.owed.day, one.owed.step)))

    @property
    def channel(self) -> str | None:
        """Through which platform the message goes; None: there is none."""
        return self.accounts.reachable[0].platform if self.told else None

    @property
    def passed_over(self) -> tuple[tuple[Judged, str], ...]:
        """The rows of which the person hears nothing that day, each with the reason."""
        nowhere = () if self.accounts.reachable else ((one, self.accounts.obstacle) for one in self.judged)
        stays = ((one, one.reason) for one in self.judged if not self._goes(one))
        return (*stays, *((one, why) for one, why in nowhere if self._goes(one)))

    def _goes(self, one: Judged) -> bool:
        return one.verdict == "tell" or (one.then is not None and one.then.date() == self.on)


@dataclass(frozen=True, slots=True)
class _Row:
    """What somebody may owe, with the moments from which on it is in the ledger and may go."""

    owed: Owed
    planned: datetime
    due: datetime


class Outlook:
    """A day ahead in some units, of which `waiting` have something that their committees are told of."""

    def __init__(
        self, years: Iterable[UnitYear], waiting: Collection[int], on: date, now: datetime, national: frozenset[date]
    ) -> None:
        self.years = {year.unit: year for year in sorted(years, key=lambda year: year.code)}
        self.on = on
        self._cycles = {unit: year.cycle for unit, year in self.years.items()}
        self._waiting = waiting
        self._now = now.astimezone(ZONE)
        self._national = national
        self._known: dict[tuple[object, ...], Sequence[Foretold]] = {}
        self._steps: dict[tuple[object, ...], Sequence[Foretold]] = {}
        self._above = Above(self._now, national)

    async def people(self, read: Run) -> AsyncIterator[Sequence[Expected]]:
        """Everybody who would be told something or passed over that day, if nobody did anything until then.

        Some units at a time; whoever belongs to several of them may come several times.
        """
        units = list(self.years)
        for first in range(0, len(units), SLICE):
            rows: dict[int, list[_Row]] = defaultdict(list)
            for row in await self._rows(read, units[first : first + SLICE]):
                rows[row.owed.person].append(row)
            accounts = await accounts_of(read, rows) if rows else {}
            found = (self._expected(person, own, accounts[person]) for person, own in rows.items())
            yield [one for one in found if one.judged]
            await asyncio.sleep(0)

    def only(self, unit: int) -> "Outlook":
        """The same day in one of these units, if it has a year that is open."""
        years = [year for year in self.years.values() if year.unit == unit]
        return Outlook(years, self._waiting, self.on, self._now, self._national)

    def on_day(self, on: date) -> "Outlook":
        """Another day in the same units."""
        return Outlook(self.years.values(), self._waiting, on, self._now, self._national)

    def told_on(self, year: UnitYear, day: date) -> Sequence[Foretold]:
        """What the unit's people may hear of on this very day; today also what was missed before."""
        committee, waits = year.kind in BRANCHES, year.unit in self._waiting
        key = (id(year.cycle.policy), year.cycle.sector, year.opened, committee, waits, day)
        if key not in self._known:
            here = (year.cycle.policy, year.cycle.sector)
            found = list(missed(*here, self._now, self._national, year.opened)) if day == self._now.date() else []
            found += [one for one in self._steps_of(year) if one.told.due.date() == day]
            if committee:
                found += news_told(*here, day, ZONE, self._national, year.opened, waiting=waits)
            self._known[key] = list({(one.told.step, one.told.days): one for one in found}.values())
        return self._known[key]

    def _steps_of(self, year: UnitYear) -> Sequence[Foretold]:
        key = (id(year.cycle.policy), year.cycle.sector, year.opened)
        if key not in self._steps:
            here = (year.cycle.policy, year.cycle.sector, ZONE, self._national)
            self._steps[key] = tuple(steps_told(*here, year.opened))
        return self._steps[key]

    def first_of(self, days: Iterable[date]) -> date | None:
        """The first of these days on which anybody may hear of anything."""
        return next((day for day in days if any(self.told_on(year, day) for year in self.years.values())), None)

    async def _rows(self, read: Run, units: Sequence[int]) -> Sequence[_Row]:
        """All of that day, and those of the day before, which somebody's own hours may put off to it."""
        ahead = self.on > self._now.date()
        days = (self.on - DAY, self.on) if ahead else (self.on,)
        told = [
            (self.years[unit], one) for unit in units for day in days for one in self.told_on(self.years[unit], day)
        ]
        tells = as_tells((year, one.told, one.planned) for year, one in told)
        rows = list(await read(FRESH, tells=tells, today=self.on.isoformat())) if told else []
        begins = instant(datetime.combine(self.on, time(), tzinfo=ZONE)) if ahead else ""
        ends = instant(datetime.combine(self.on, LATE, tzinfo=ZONE))
        for day in days:
            rows += await self._above.rows(read, (self.years[unit] for unit in units), day)
        given = orjson.dumps([{"unit": unit} for unit in units]).decode()
        rows += await read(PLANNED, units=given, today=self.on.isoformat(), begins=begins, ends=ends)
        return [self._row(row) for row in rows]

    def _row(self, row: Row) -> _Row:
        *stands, due_at, planned_at = row
        due, planned = max(_local(due_at), self._now), max(_local(planned_at), self._now)
        return _Row(owed_in(stands, due), planned, due)

    def _expected(self, person: int, rows: Sequence[_Row], accounts: Accounts) -> Expected:
        """What the sender would decide: one message, when the first row is due, of all that is planned by then."""
        of_day = [row for row in rows if row.due.date() == self.on]
        for row in (row for row in rows if row.due.date() < self.on):
            (one,) = judge([row.owed], self._cycles, row.due, self._national)
            if one.then and one.then.date() == self.on:
                of_day.append(replace(row, due=one.then))
        at = min((row.due for row in of_day), default=self._now)
        judged = judge([row.owed for row in of_day if row.planned <= at], self._cycles, at, self._national)
        if any(one.verdict == "tell" for one in judged):
            then = at + DAY
            late = (Judged(row.owed, "put-off", "told-today", then) for row in of_day if row.planned > at)
            return Expected(person, (*judged, *late), accounts, self.on)
        judged = judge(
            [row.owed for row in of_day], self._cycles, max((row.due for row in of_day), default=at), self._national
        )
        return Expected(person, judged, accounts, self.on)


@lru_cache(maxsize=64)
def _local(text: str) -> datetime:
    """Thousands of rows share a moment."""
    return moment(text).astimezone(ZONE)
