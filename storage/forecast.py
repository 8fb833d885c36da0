"""Who would be told what on a day, as things stand now: the very question that plans it, and nothing written."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import orjson
from sqlalchemy import null

from rules.limits import BRANCHES
from rules.telling import Told, told_by
from rules.verdicts import Judged, Owed, judge
from storage.calendars import UnitYear
from storage.candidates import candidates, tells_of
from storage.instants import ZONE
from storage.outbox import Accounts, accounts_of
from storage.owing import how_they_stand, owed_in
from storage.planning import as_tell
from storage.sql import Run, Sql

LATE = time(23, 59)
SLICE = 100  # units asked about at once
MANY = 2000  # people whose accounts are asked for at once


def _stand(dialect: str) -> Any:
    found = candidates(tells_of(dialect)).subquery("found")
    return how_they_stand(found, null().label("id"), null().label("notice"))


STAND = Sql(sqlite=_stand("sqlite"), postgresql=_stand("postgresql"))


@dataclass(frozen=True, slots=True)
class Expected:
    """A person's day: all rows with their verdicts, and the accounts that can be reached."""

    person: int
    unit: int
    judged: tuple[Judged, ...]
    accounts: Accounts

    @property
    def channel(self) -> str | None:
        """Through which platform the message goes; None: there is none, or nowhere to send it."""
        told = any(one.verdict in ("tell", "put-off") for one in self.judged)
        return self.accounts.reachable[0].platform if told and self.accounts.reachable else None

    @property
    def obstacles(self) -> Mapping[str, str]:
        """Why the person hears nothing of a step, by its name."""
        found = {one.owed.step: one.reason for one in self.judged if one.verdict not in ("tell", "put-off")}
        if not self.accounts.reachable:
            found |= {one.owed.step: self.accounts.obstacle for one in self.judged if one.owed.step not in found}
        return found


async def expected(
    read: Run, years: Collection[UnitYear], waiting: Collection[int], on: date, now: datetime, national: frozenset[date]
) -> Sequence[Expected]:
    """Everybody who would be told something, or passed over, on that day if nobody did anything until then."""
    rows: dict[int, list[Owed]] = defaultdict(list)
    at = datetime.combine(on, time(), tzinfo=ZONE)
    listed = sorted(years, key=lambda year: year.code)
    for first in range(0, len(listed), SLICE):
        told = [
            one for year in listed[first : first + SLICE] for one in _told(year, year.unit in waiting, on, national)
        ]
        at = max([at, *(one.due for _, one in told)])
        given = orjson.dumps([as_tell(one, year, now) for year, one in told]).decode()
        for row in await read(STAND, tells=given, today=on.isoformat()) if told else ():
            owed = owed_in(row, now)
            rows[owed.person].append(owed)
    accounts = await _accounts(read, list(rows))
    cycles = {year.unit: year.cycle for year in years}
    return [
        Expected(person, owed[0].unit, judge(owed, cycles, at, national), accounts[person])
        for person, owed in rows.items()
    ]


def _told(year: UnitYear, waiting: bool, on: date, national: frozenset[date]) -> Sequence[tuple[UnitYear, Told]]:
    """What this unit's people are told on that very day."""
    late = datetime.combine(on, LATE, tzinfo=ZONE)
    committee, here = year.kind in BRANCHES, (year.cycle.policy, year.cycle.sector)
    told = told_by(*here, late, national, opened=year.opened, committee=committee, waiting=waiting)
    return [(year, one) for one in told if one.verdict == "due" and one.due.date() == on]


async def _accounts(read: Run, people: Sequence[int]) -> Mapping[int, Accounts]:
    found: dict[int, Accounts] = {}
    for first in range(0, len(people), MANY):
        found |= await accounts_of(read, people[first : first + MANY])
    return found
