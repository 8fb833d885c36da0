"""Rounds of inspection, what they found in units, what the units did about it, and who has rolled the programme out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from rules.codes import code_of
from storage import tables as t
from storage.people import named
from storage.settings import Settings
from storage.sql import Sql, Value
from storage.tree import units_below

_below = units_below()
_open = t.finding.c.state == literal_column("'open'")
_ROUND = (
    select(
        t.inspection.c.id,
        t.inspection.c.unit_id,
        t.inspection.c.cycle_id,
        t.inspection.c.title,
        t.inspection.c.day,
        t.inspection.c.state,
        func.count(t.finding.c.id),
        func.count(t.finding.c.id).filter(_open),
    )
    .outerjoin(t.finding, t.finding.c.inspection_id == t.inspection.c.id)
    .group_by(*t.inspection.c)
)
ROUND = Sql(_ROUND.where(t.inspection.c.id == bindparam("inspection")))
ROUNDS = Sql(
    _ROUND.where(t.inspection.c.unit_id == bindparam("unit"), t.inspection.c.cycle_id == bindparam("cycle")).order_by(
        t.inspection.c.state.desc(), t.inspection.c.day.desc(), t.inspection.c.id.desc()
    )
)
BEGIN = Sql(
    insert(t.inspection)
    .values(
        unit_id=bindparam("unit"),
        cycle_id=bindparam("cycle"),
        title=bindparam("title"),
        day=bindparam("day"),
        state=literal_column("'open'"),
        person_id=bindparam("person"),
        at=bindparam("now"),
        rev=literal_column("0"),
    )
    .returning(t.inspection.c.id)
)
CLOSE = Sql(
    update(t.inspection)
    .values(state=literal_column("'closed'"), rev=t.inspection.c.rev + literal_column("1"))
    .where(t.inspection.c.id == bindparam("inspection"), t.inspection.c.state == literal_column("'open'"))
    .returning(t.inspection.c.id)
)
STILL_OPEN = Sql(
    update(t.inspection)
    .values(rev=t.inspection.c.rev + literal_column("1"))
    .where(t.inspection.c.id == bindparam("inspection"), t.inspection.c.state == literal_column("'open'"))
    .returning(t.inspection.c.id)
)
"""A round that is being closed takes no finding any more."""
FIND = Sql(
    insert(t.finding)
    .values(
        inspection_id=bindparam("inspection"),
        unit_id=bindparam("unit"),
        text=bindparam("text"),
        state=literal_column("'open'"),
        person_id=bindparam("person"),
        at=bindparam("now"),
        answer=literal_column("''"),
        rev=literal_column("0"),
    )
    .returning(t.finding.c.id)
)
MEND = Sql(
    update(t.finding)
    .values(
        state=literal_column("'mended'"),
        answer=bindparam("answer"),
        answered_by=bindparam("person"),
        answered_at=bindparam("now"),
        rev=t.finding.c.rev + literal_column("1"),
    )
    .where(t.finding.c.id == bindparam("finding"), _open)
    .returning(t.finding.c.id)
)
_FINDING = (
    select(
        t.finding.c.id,
        t.finding.c.inspection_id,
        t.inspection.c.unit_id,
        t.inspection.c.cycle_id,
        t.finding.c.unit_id,
        t.unit.c.code,
        t.unit_name.c.name,
        t.finding.c.text,
        t.finding.c.state,
        t.finding.c.answer,
        t.person.c.name,
        t.finding.c.answered_at,
        t.finding.c.person_id,
    )
    .join(t.inspection, t.inspection.c.id == t.finding.c.inspection_id)
    .join(t.unit, t.unit.c.id == t.finding.c.unit_id)
    .join(t.unit_name, named(t.unit.c.id))
    .outerjoin(t.person, t.person.c.id == t.finding.c.answered_by)
)
FINDING = Sql(_FINDING.where(t.finding.c.id == bindparam("finding")))
OF_ROUND = Sql(
    _FINDING.where(t.finding.c.inspection_id == bindparam("inspection")).order_by(
        t.finding.c.state.desc(), t.unit.c.code, t.finding.c.id
    )
)
OPEN_IN = Sql(_FINDING.where(t.finding.c.unit_id == bindparam("unit"), _open).order_by(t.finding.c.id))
ROLLED_OUT = Sql(
    select(_below.c.unit, t.rollout.c.basis, t.rollout.c.at)
    .select_from(_below)
    .outerjoin(t.rollout, and_(t.rollout.c.unit_id == _below.c.unit, t.rollout.c.cycle_id == bindparam("cycle")))
)


def _roll_out(insert: Any) -> Any:
    row = insert(t.rollout).values(
        cycle_id=bindparam("cycle"),
        unit_id=bindparam("unit"),
        basis=bindparam("basis"),
        person_id=bindparam("person"),
        at=bindparam("now"),
    )
    return row.on_conflict_do_nothing(index_elements=["cycle_id", "unit_id"]).returning(t.rollout.c.id)


ROLL_OUT = Sql(sqlite=_roll_out(sqlite.insert), postgresql=_roll_out(postgresql.insert))


@dataclass(frozen=True, slots=True)
class Round:
    """A round of inspection of a unit, with how much it has found and how much of that is open."""

    id: int
    unit: int
    cycle: int
    title: str
    day: str
    state: str
    findings: int
    open: int

    @property
    def code(self) -> str:
        return code_of("inspection", self.id)


@dataclass(frozen=True, slots=True)
class Found:
    """What a round found in a unit; `by_unit` is the unit that inspects, `finder` who wrote it down."""

    id: int
    inspection: int
    by_unit: int
    cycle: int
    unit: int
    unit_code: str
    unit_name: str
    text: str
    state: str
    answer: str
    answered_by: str | None
    answered_at: str | None
    finder: int

    @property
    def code(self) -> str:
        return code_of("inspection", self.inspection)


class Inspections(Settings):
    """Questions about inspections (TV-01, TV-02)."""

    async def inspection(self, number: int) -> Round | None:
        rows = await self._read(ROUND, inspection=number)
        return Round(*rows[0]) if rows else None

    async def inspections(self, unit: int, cycle: int) -> tuple[Round, ...]:
        """The rounds of a unit in a year, open ones first."""
        return tuple(Round(*row) for row in await self._read(ROUNDS, unit=unit, cycle=cycle))

    async def begin_inspection(self, unit: int, cycle: int, title: str, day: str, person: int, channel: str) -> int:
        told: dict[str, Value] = {"unit": unit, "cycle": cycle, "title": title, "day": day}
        ((number,),) = await self._write(BEGIN, **told, person=person, now=self.at)
        await self._told("began", person, channel, (unit, cycle), "inspection", number)
        return int(number)

    async def close_inspection(self, round_: Round, person: int, channel: str) -> bool:
        """False where it is closed already."""
        if not await self._write(CLOSE, inspection=round_.id):
            return False
        value = f"open={round_.open}"
        place = (round_.unit, round_.cycle)
        await self._told("closed", person, channel, place, "inspection", round_.id, value)
        return True

    async def find(self, round_: Round, unit: int, text: str, person: int, channel: str) -> int | None:
        """Write down what was found in a unit; None where the round is closed."""
        if not await self._write(STILL_OPEN, inspection=round_.id):
            return None
        ((number,),) = await self._write(FIND, inspection=round_.id, unit=unit, text=text, person=person, now=self.at)
        await self._told("found", person, channel, (unit, round_.cycle), "finding", number)
        return int(number)

    async def mend(self, found: Found, answer: str, person: int, channel: str) -> bool:
        """The unit says what it did about it; False where somebody said so before."""
        if not await self._write(MEND, finding=found.id, answer=answer, person=person, now=self.at):
            return False
        await self._told("mended", person, channel, (found.unit, found.cycle), "finding", found.id)
        return True

    async def finding(self, number: int) -> Found | None:
        rows = await self._read(FINDING, finding=number, today=self.today.isoformat())
        return Found(*rows[0]) if rows else None

    async def findings(self, inspection: int) -> tuple[Found, ...]:
        """Of a round, open ones first."""
        rows = await self._read(OF_ROUND, inspection=inspection, today=self.today.isoformat())
        return tuple(Found(*row) for row in rows)

    async def open_findings(self, unit: int) -> tuple[Found, ...]:
        """What a unit still has to answer."""
        rows = await self._read(OPEN_IN, unit=unit, today=self.today.isoformat())
        return tuple(Found(*row) for row in rows)

    async def rolled_out(self, unit: int, cycle: int) -> dict[int, tuple[str, str] | None]:
        """For the unit and each below: on what basis and when it has put the programme into practice, or None."""
        rows: Sequence[Sequence[str]] = await self._read(
            ROLLED_OUT, unit=unit, cycle=cycle, today=self.today.isoformat()
        )
        return {int(at): (basis, when) if when else None for at, basis, when in rows}

    async def roll_out(self, unit: int, cycle: int, basis: str, person: int, channel: str) -> bool:
        """False where the unit has said so before."""
        rows = await self._write(ROLL_OUT, unit=unit, cycle=cycle, basis=basis, person=person, now=self.at)
        for (number,) in rows:
            await self._told("rolled-out", person, channel, (unit, cycle), "rollout", number)
        return bool(rows)

    async def _told(
        self,
        act: str,
        person: int,
        channel: str,
        place: tuple[int, int],
        kind: str,
        subject: int,
        value: str | None = None,
    ) -> None:
        unit, cycle = place
        await self.record(act, person, channel, unit=unit, cycle=cycle, kind=kind, subject=subject, value=value)
