"""A branch's rating of the year: how it opens with a row for each member, and takes in who joins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables as t
from storage.decisions import Decisions
from storage.facts import Knowing
from storage.people import named
from storage.sql import Row, Sql
from storage.tree import within_reach


@dataclass(frozen=True, slots=True)
class Round:
    """A branch's rating of a cycle. `day` is the day of the evaluation, up to which months are counted (PN-26)."""

    id: int
    cycle: int
    year: int
    unit: int
    unit_name: str
    state: str
    mode: str
    scattered: str
    consulted: str
    heads: int
    day: date
    present: int | None
    minutes: str
    opened_at: str
    opened_by: int
    closed_at: str | None
    closed_by: int | None
    reported_at: str | None
    reported_by: int | None
    rev: int

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def collective(self) -> bool:
        return self.mode == "collective"


@dataclass(frozen=True, slots=True)
class Entered:
    """A member who is taken into a round: how the member stands to it, and the confirmed form."""

    person: int
    standing: str
    form: int | None


ROUND = (
    select(
        t.rating_round.c.id,
        t.rating_round.c.cycle_id,
        t.cycle.c.year,
        t.rating_round.c.unit_id,
        t.unit_name.c.name,
        t.rating_round.c.state,
        t.rating_round.c.mode,
        t.rating_round.c.scattered,
        t.rating_round.c.consulted,
        t.rating_round.c.heads,
        t.rating_round.c.day,
        t.rating_round.c.present,
        t.rating_round.c.minutes,
        t.rating_round.c.opened_at,
        t.rating_round.c.opened_by,
        t.rating_round.c.closed_at,
        t.rating_round.c.closed_by,
        t.rating_round.c.reported_at,
        t.rating_round.c.reported_by,
        t.rating_round.c.rev,
    )
    .join(t.cycle, t.cycle.c.id == t.rating_round.c.cycle_id)
    .join(t.unit_name, named(t.rating_round.c.unit_id))
)
ROUND_OF = Sql(
    ROUND.where(t.rating_round.c.unit_id == bindparam("unit"), t.rating_round.c.cycle_id == bindparam("cycle"))
)
ROUNDS_HELD = Sql(
    ROUND.where(t.rating_round.c.unit_id == bindparam("unit")).order_by(
        t.cycle.c.year.desc(), t.rating_round.c.id.desc()
    )
)
ROUND_BY_ID = Sql(ROUND.where(t.rating_round.c.id == bindparam("round")))


def _open(insert: Any) -> Any:
    row = insert(t.rating_round).values(
        cycle_id=bindparam("cycle"),
        unit_id=bindparam("unit"),
        state=literal_column("'open'"),
        mode=bindparam("mode"),
        scattered=bindparam("scattered"),
        consulted=bindparam("consulted"),
        heads=bindparam("heads"),
        day=bindparam("day"),
        minutes=literal_column("''"),
        opened_at=bindparam("now"),
        opened_by=bindparam("person"),
        rev=literal_column("0"),
    )
    return row.on_conflict_do_nothing(index_elements=["cycle_id", "unit_id"]).returning(t.rating_round.c.id)


def _enter(insert: Any) -> Any:
    row = insert(t.rating).values(
        round_id=bindparam("round"),
        cycle_id=bindparam("cycle"),
        unit_id=bindparam("unit"),
        person_id=bindparam("person"),
        form_id=bindparam("form"),
        standing=bindparam("standing"),
        state=literal_column("'open'"),
        **dict.fromkeys(("why", "differs", "remarks", "trace", "returned"), literal_column("''")),
        rev=literal_column("0"),
    )
    again = {"standing": row.excluded.standing, "form_id": row.excluded.form_id}
    return row.on_conflict_do_update(
        index_elements=["round_id", "person_id"], set_=again, where=t.rating.c.state == literal_column("'open'")
    ).returning(t.rating.c.id)


OPEN_ROUND = Sql(sqlite=_open(sqlite.insert), postgresql=_open(postgresql.insert))
ENTER = Sql(sqlite=_enter(sqlite.insert), postgresql=_enter(postgresql.insert))
"""A row for the member; of one that nothing was decided about, how the member stands by now."""
STILL_OPEN = Sql(
    select(t.rating_round.c.id)
    .where(t.rating_round.c.id == bindparam("round"), t.rating_round.c.state == literal_column("'open'"))
    .with_for_update(read=True)
)
"""From here to the end of the turn nobody closes the round."""
UNDER_WAY = Sql(
    select(func.count(t.rating.c.id))
    .join(t.rating_round, t.rating_round.c.id == t.rating.c.round_id)
    .where(
        t.rating.c.unit_id.in_(within_reach(0)),
        t.rating_round.c.state == literal_column("'open'"),
        t.rating.c.state == literal_column("'open'"),
        t.rating.c.standing != literal_column("'wait-remarks'"),
    )
)


class Rounds(Decisions, Knowing):
    """Questions about rounds."""

    async def round_of(self, unit: int, cycle: int) -> Round | None:
        return _first(await self._read(ROUND_OF, unit=unit, cycle=cycle, today=self.today.isoformat()))

    async def round(self, number: int) -> Round | None:
        return _first(await self._read(ROUND_BY_ID, round=number, today=self.today.isoformat()))

    async def rounds_held(self, unit: int) -> tuple[Round, ...]:
        """Of every year, whether or not it is still open; the newest first."""
        return tuple(map(_round, await self._read(ROUNDS_HELD, unit=unit, today=self.today.isoformat())))

    async def undecided(self, person: int) -> int:
        """About how many members of this person's branches nothing is decided in a round that is open."""
        rows = await self._read(UNDER_WAY, person=person, today=self.today.isoformat())
        return int(rows[0][0])

    async def open_round(
        self,
        unit: int,
        cycle: int,
        entered: Sequence[Entered],
        person: int,
        *,
        mode: str,
        day: date,
        scattered: str = "",
        consulted: str = "",
    ) -> int | None:
        """The round's number, with a row for each member; None where somebody opened it first (PN-23).

        What else the same turn asks for is written before `note_opened`: nothing waits for a row behind a chain.
        """
        told = {"mode": mode, "day": day.isoformat(), "scattered": scattered, "consulted": consulted}
        at: dict[str, Any] = {"unit": unit, "cycle": cycle}
        rows = await self._write(OPEN_ROUND, **at, **told, heads=len(entered), person=person, now=self.at)
        if not rows:
            return None
        number = int(rows[0][0])
        for member in entered:
            await self._enter(number, unit, cycle, member)
        return number

    async def note_opened(self, round_: Round, person: int, channel: str) -> None:
        reason = "\n".join(filter(None, (round_.scattered, round_.consulted)))
        await self.record("round-opened", person, channel, **of_round(round_), value=round_.mode, reason=reason)

    async def enter(self, round_: Round, entered: Iterable[Entered]) -> bool:
        """Take members into an open round who joined since, and note how those stand of whom nothing is decided."""
        if not await self._write(STILL_OPEN, round=round_.id):
            return False
        for member in entered:
            await self._enter(round_.id, round_.unit, round_.cycle, member)
        return True

    async def note_entered(self, round_: Round, count: int, person: int, channel: str) -> None:
        await self.record("round-entered", person, channel, **of_round(round_), value=str(count))

    async def _enter(self, number: int, unit: int, cycle: int, member: Entered) -> None:
        told: dict[str, Any] = {"person": member.person, "standing": member.standing, "form": member.form}
        await self._write(ENTER, round=number, unit=unit, cycle=cycle, **told)


def of_round(round_: Round) -> dict[str, Any]:
    """What the record says of a round."""
    return {"unit": round_.unit, "cycle": round_.cycle, "kind": "rating_round", "subject": round_.id}


def _first(rows: Sequence[Row]) -> Round | None:
    return _round(rows[0]) if rows else None


def _round(found: Row) -> Round:
    row = list(found)
    row[10] = date.fromisoformat(row[10])
    return Round(*row)
