"""What the unit a member came from says of the member: asked, given or waived with a reason (PN-27)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from rules.codes import code_of
from rules.eligibility import Facts, answers_for, came_from
from storage import tables as t
from storage.deciding import COMMITTEE
from storage.decisions import Decisions
from storage.facts import Knowing
from storage.sql import Row, Sql, one_of
from storage.tree import DEEPEST, within_reach
from storage.undoing import COLUMNS


@dataclass(frozen=True, slots=True)
class Remark:
    """A word that is wanted of a unit. `old` was left; `answering` is the same, its successor or the level above."""

    id: int
    cycle: int
    person: int
    name: str
    unit: int
    unit_name: str
    old: int
    old_name: str
    answering: int
    answering_name: str
    state: str
    text: str
    asked_at: str
    given_at: str | None
    given_by: int | None
    rev: int

    @property
    def code(self) -> str:
        return code_of("remark", self.id)


def _name(unit: ColumnElement[int]) -> ColumnElement[str]:
    """The last name the unit had: one that was dissolved has none today."""
    named = t.unit_name.alias()
    last = select(named.c.name).where(named.c.unit_id == unit).order_by(named.c.since.desc(), named.c.id.desc())
    return last.limit(literal_column("1")).scalar_subquery()


REMARK = select(
    t.remark.c.id,
    t.remark.c.cycle_id,
    t.remark.c.person_id,
    t.person.c.name,
    t.remark.c.unit_id,
    _name(t.remark.c.unit_id),
    t.remark.c.old_unit_id,
    _name(t.remark.c.old_unit_id),
    t.remark.c.from_unit_id,
    _name(t.remark.c.from_unit_id),
    t.remark.c.state,
    t.remark.c.text,
    t.remark.c.asked_at,
    t.remark.c.given_at,
    t.remark.c.given_by,
    t.remark.c.rev,
).join(t.person, t.person.c.id == t.remark.c.person_id)
REMARK_BY_ID = Sql(REMARK.where(t.remark.c.id == bindparam("remark")))
REMARK_ON = Sql(
    REMARK.where(
        t.remark.c.person_id == bindparam("person"),
        t.remark.c.cycle_id == bindparam("cycle"),
        t.remark.c.unit_id == bindparam("unit"),
    )
)
REMARKS_FOR = Sql(
    REMARK.where(
        t.remark.c.state == literal_column("'asked'"),
        or_(t.remark.c.from_unit_id.in_(within_reach(0)), t.remark.c.unit_id.in_(within_reach(0))),
    ).order_by(t.remark.c.asked_at, t.remark.c.id)
)
PARENT = Sql(
    select(t.unit_parent.c.parent_id)
    .where(t.unit_parent.c.unit_id == bindparam("unit"))
    .order_by(t.unit_parent.c.since.desc(), t.unit_parent.c.id.desc())
    .limit(literal_column("1"))
)


def _ask(insert: Any) -> Any:
    row = insert(t.remark).values(
        person_id=bindparam("person"),
        cycle_id=bindparam("cycle"),
        unit_id=bindparam("unit"),
        old_unit_id=bindparam("old"),
        from_unit_id=bindparam("answering"),
        state=literal_column("'asked'"),
        text=literal_column("''"),
        asked_at=bindparam("now"),
        asked_by=bindparam("by"),
        rev=literal_column("0"),
    )
    return row.on_conflict_do_nothing(index_elements=["person_id", "cycle_id", "unit_id"]).returning(t.remark.c.id)


ASK = Sql(sqlite=_ask(sqlite.insert), postgresql=_ask(postgresql.insert))
ANSWER = Sql(
    update(t.remark)
    .values(
        state=bindparam("becomes"),
        text=bindparam("words"),
        given_at=bindparam("now"),
        given_by=bindparam("by"),
        rev=t.remark.c.rev + literal_column("1"),
    )
    .where(t.remark.c.id == bindparam("remark"), t.remark.c.state == literal_column("'asked'"))
    .returning(t.remark.c.id)
)
_PUT_OFF = t.rating.c.state == literal_column("'decided'")
STANDS_NOW = Sql(
    update(t.rating)
    .values(
        standing=literal_column("'eligible'"),
        state=case((_PUT_OFF, literal_column("'reopened'")), else_=t.rating.c.state),
        rev=t.rating.c.rev + literal_column("1"),
    )
    .where(
        t.rating.c.person_id == bindparam("person"),
        t.rating.c.cycle_id == bindparam("cycle"),
        t.rating.c.unit_id == bindparam("unit"),
        t.rating.c.state.in_(one_of("open", "decided")),
        t.rating.c.standing == literal_column("'wait-remarks'"),
    )
    .returning(t.rating.c.id, *(t.rating.c[name] for name in COLUMNS["rating"][1]), t.rating.c.rev)
)
"""Whoever waited for these words can be rated; one who was put off when the round closed is open again."""


class Remarks(Decisions, Knowing):
    """Questions about the old unit's word."""

    async def remark(self, number: int) -> Remark | None:
        return _first(await self._read(REMARK_BY_ID, remark=number))

    async def remark_on(self, person: int, cycle: int, unit: int) -> Remark | None:
        return _first(await self._read(REMARK_ON, person=person, cycle=cycle, unit=unit))

    async def remarks_for(self, person: int) -> tuple[Remark, ...]:
        """The words that this person's committees have to give, and those they wait for."""
        rows = await self._read(REMARKS_FOR, person=person, today=self.today.isoformat())
        return tuple(Remark(*row) for row in rows)

    async def who_answers(self, facts: Facts) -> tuple[int, int] | None:
        """The unit that was left and the one that speaks for it: itself, what it became, or the next level above it
        that has a committee (scenario 18). None where nobody is left.
        """
        old = came_from(facts)
        if old is None:
            return None
        unit = answers_for(old, facts.successions, self.today) or await self._parent(old)
        for _ in range(DEEPEST):
            if unit is None or await self._read(COMMITTEE, unit=unit, today=self.today.isoformat()):
                break
            unit = await self._parent(unit)
        return (old, unit) if unit is not None else None

    async def ask_remark(self, person: int, cycle: int, unit: int, between: tuple[int, int], by: int) -> Remark | None:
        """The request, or None where it was made before; recorded by `note_asked` once all are made."""
        old, answering = between
        at = {"unit": unit, "cycle": cycle, "person": person}
        rows = await self._write(ASK, **at, old=old, answering=answering, by=by, now=self.at)
        return await self.remark(rows[0][0]) if rows else None

    async def note_asked(self, remark: Remark, by: int, channel: str) -> None:
        await self.record("remark-asked", by, channel, **_of(remark))

    async def answer_remark(self, remark: Remark, becomes: str, words: str, by: int, channel: str) -> bool:
        """The word is given, or waived with a reason, which can be undone until the member is rated on that ground.

        False where somebody was first.
        """
        if not await self._write(ANSWER, remark=remark.id, becomes=becomes, words=words, by=by, now=self.at):
            return False
        at: dict[str, Any] = {"person": remark.person, "cycle": remark.cycle, "unit": remark.unit}
        stands = await self._write(STANDS_NOW, **at)
        if becomes == "given":
            await self.record("remark-given", by, channel, **_of(remark), reason=words)
            return True
        was = {name: getattr(remark, name) for name in (*COLUMNS["remark"][1], "rev")}
        batch = await self.record("remark-waived", by, channel, **_of(remark), was=was, reason=words)
        for rating, *now in stands:
            rated = dict(zip((*COLUMNS["rating"][1], "rev"), now, strict=True))
            before = {"open": "open", "reopened": "decided"}[rated["state"]]
            was = {**rated, "standing": "wait-remarks", "state": before, "rev": rated["rev"] - 1}
            of: dict[str, Any] = {**at, "kind": "rating", "subject": rating}
            await self.record("remark-waived", by, channel, **of, was=was, batch=batch)
        return True

    async def _parent(self, unit: int) -> int | None:
        """The unit above, today or when there last was one."""
        rows = await self._read(PARENT, unit=unit)
        return int(rows[0][0]) if rows else None


def _first(rows: Sequence[Row]) -> Remark | None:
    return Remark(*rows[0]) if rows else None


def _of(remark: Remark) -> dict[str, Any]:
    """What the record says of a request."""
    at = {"unit": remark.unit, "cycle": remark.cycle, "person": remark.person}
    return {**at, "kind": "remark", "subject": remark.id}
