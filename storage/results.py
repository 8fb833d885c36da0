"""A member's result as the levels above see it: where it stands, whose it is, and every change of it as one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, exists, literal_column, or_, select

from rules.codes import code_of
from rules.permissions import Case
from rules.policy import Policy, policy
from rules.recognition import asks
from storage import tables as t
from storage.decisions import Deed, Was
from storage.people import named, now_in, on_roll
from storage.sql import Row, Sql, Value
from storage.tree import path_up, within_reach
from storage.undoing import COLUMNS, RESTORE, Undoing

RATING_COLUMNS = COLUMNS["rating"][1]


@dataclass(frozen=True, slots=True)
class ResultCard:
    """One member's rating with the branch, the unit above it (`above`) and everything an act may change."""

    id: int
    round: int
    round_state: str
    closed_at: str | None
    cycle: int
    year: int
    unit: int
    unit_code: str
    unit_name: str
    unit_kind: str
    above: int | None
    person: int
    name: str
    roll: int | None
    appealed: bool
    standing: str
    state: str
    computed: str | None
    outcome: str | None
    why: str
    differs: str
    remarks: str
    trace: str
    decided_at: str | None
    decided_by: int | None
    reported_at: str | None
    settled_at: str | None
    settled_by: int | None
    returned: str
    rev: int

    @property
    def code(self) -> str:
        return code_of("rating", self.id)

    @property
    def asks(self) -> bool:
        """Whether it raises a question."""
        return asks(self.computed, self.outcome, appealed=self.appealed)

    @property
    def deciders(self) -> frozenset[int]:
        """Who decided it: the branch's hand and, where it was recognised, the one above."""
        settled = self.settled_by if self.state == "recognised" else None
        return frozenset(by for by in (self.decided_by, settled) if by is not None)

    @property
    def place(self) -> dict[str, Any]:
        """What the record says of it."""
        return {"unit": self.unit, "cycle": self.cycle, "person": self.person, "kind": "rating", "subject": self.id}


OPEN_APPEAL = exists().where(t.appeal.c.rating_id == t.rating.c.id, t.appeal.c.state == literal_column("'open'"))
RESULT = (
    select(
        t.rating.c.id,
        t.rating.c.round_id,
        t.rating_round.c.state,
        t.rating_round.c.closed_at,
        t.rating.c.cycle_id,
        t.cycle.c.year,
        t.rating.c.unit_id,
        t.unit.c.code,
        t.unit_name.c.name,
        t.unit.c.kind,
        t.unit_parent.c.parent_id,
        t.rating.c.person_id,
        t.person.c.name,
        t.membership.c.roll,
        OPEN_APPEAL,
        *(t.rating.c[name] for name in RATING_COLUMNS),
        t.rating.c.rev,
    )
    .join(t.rating_round, t.rating_round.c.id == t.rating.c.round_id)
    .join(t.cycle, t.cycle.c.id == t.rating.c.cycle_id)
    .join(t.unit, t.unit.c.id == t.rating.c.unit_id)
    .join(t.unit_name, named(t.unit.c.id))
    .outerjoin(t.unit_parent, and_(t.unit_parent.c.unit_id == t.unit.c.id, now_in(t.unit_parent)))
    .join(t.person, t.person.c.id == t.rating.c.person_id)
    .outerjoin(t.membership, on_roll(t.rating))
)
IN_ORDER = (t.unit.c.code, t.membership.c.roll, t.rating.c.id)
BY_ID = Sql(RESULT.where(t.rating.c.id == bindparam("rating")))
OF_ROUND = Sql(RESULT.where(t.rating.c.round_id == bindparam("round")).order_by(*IN_ORDER))
MINE = Sql(
    RESULT.where(t.rating.c.person_id == bindparam("person")).order_by(t.cycle.c.year.desc()).limit(literal_column("1"))
)

_mine = t.role.alias()
_theirs = t.role.alias()
_higher = t.unit_parent.alias()
_OWNER_SITS = (
    exists()
    .where(_theirs.c.person_id == t.rating.c.person_id, _theirs.c.unit_id == t.unit_parent.c.parent_id, now_in(_theirs))
    .correlate_except(_theirs)
)
_MINE_IS_HIGHER = (
    exists()
    .where(_higher.c.unit_id == t.unit_parent.c.parent_id, _higher.c.parent_id == _mine.c.unit_id, now_in(_higher))
    .correlate_except(_higher)
)
MAY_SETTLE = and_(
    t.rating.c.unit_id.in_(within_reach(2)),
    t.rating.c.person_id != bindparam("person"),
    exists().where(
        _mine.c.person_id == bindparam("person"),
        now_in(_mine),
        or_(_mine.c.unit_id == t.unit_parent.c.parent_id, and_(_OWNER_SITS, _MINE_IS_HIGHER)),
    ),
)
"""The same as rules.permissions.obstacle_to_decide one level up, for a list; a test holds the two together."""

UP = path_up()
LEVELS = Sql(
    select(UP.c.unit, t.role.c.person_id)
    .outerjoin(t.role, and_(t.role.c.unit_id == UP.c.unit, now_in(t.role)))
    .order_by(UP.c.depth, t.role.c.id)
)
SETTINGS = Sql(
    select(t.setting.c.name, t.setting.c.value)
    .join(UP, UP.c.unit == t.setting.c.unit_id)
    .where(t.setting.c.cycle_id == bindparam("cycle"))
    .order_by(UP.c.depth.desc())
)
NAME_OF = Sql(select(t.unit_name.c.name).where(t.unit_name.c.unit_id == bindparam("unit"), now_in(t.unit_name)))


class Results(Undoing):
    """Questions about members' results, and the one way in which they change."""

    async def result_card(self, number: int) -> ResultCard | None:
        rows = await self._read(BY_ID, rating=number, today=self.today.isoformat())
        return ResultCard(*rows[0]) if rows else None

    async def my_result_card(self, person: int) -> ResultCard | None:
        """The newest year's."""
        rows = await self._read(MINE, person=person, today=self.today.isoformat())
        return ResultCard(*rows[0]) if rows else None

    async def result_cards(self, round_: int) -> tuple[ResultCard, ...]:
        """Of a round, in the order of the list."""
        return results(await self._read(OF_ROUND, round=round_, today=self.today.isoformat()))

    async def case_above(self, result: ResultCard) -> Case:
        """Who may recognise: the unit above the branch; its own people's results, the one above that."""
        levels = await self.levels_above(result.unit)
        committee = levels[1][1] if len(levels) > 1 else ()
        higher = levels[2][0] if len(levels) > 2 else None
        return Case(result.person, result.above or 0, higher, result.person in committee)

    async def levels_above(self, unit: int) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """The unit and all above it today, nearest first, each with its committee."""
        found: dict[int, list[int]] = {}
        for level, person in await self._read(LEVELS, unit=unit, today=self.today.isoformat()):
            people = found.setdefault(level, [])
            people += [person] if person is not None and person not in people else []
        return tuple((level, tuple(people)) for level, people in found.items())

    async def policy_of(self, result: ResultCard) -> Policy:
        """What the result's own cycle decides by in its branch, whether or not a newer year is open by now."""
        rows = await self._read(SETTINGS, unit=result.unit, cycle=result.cycle, today=self.today.isoformat())
        return policy(result.year, dict(map(tuple, rows)))

    async def name_of_unit(self, unit: int) -> str:
        rows = await self._read(NAME_OF, unit=unit, today=self.today.isoformat())
        return str(rows[0][0]) if rows else ""

    async def last_deed(self, kind: str, subject: int) -> Deed | None:
        """The newest act on a row that was not taken back: who was first, and when."""
        return next(reversed(await self.deeds_on(kind, subject)), None)

    async def _change_row(self, kind: str, row: Any, **becomes: Value) -> Was | None:
        """Change columns of a row as it was read; how it stood before, or None if somebody has acted on it since."""
        was = {name: getattr(row, name) for name in COLUMNS[kind][1]}
        told = {f"was_{name}": value for name, value in {**was, **becomes}.items()}
        if not await self._write(RESTORE[kind], **told, subject=row.id, left=row.rev):
            return None
        return {**was, "rev": row.rev}


def results(rows: Sequence[Row]) -> tuple[ResultCard, ...]:
    return tuple(ResultCard(*row) for row in rows)
