"""Results as they are explained: a rating with its round, who decided and settled it, and who may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import bindparam, literal_column, select

from rules.codes import code_of
from rules.rating import Trace
from storage import tables as t
from storage.access import Access
from storage.deciding import ABOVE
from storage.people import named
from storage.sql import Row, Sql

KIND = "rating"


@dataclass(frozen=True, slots=True)
class YearResult:
    """A member's rating of a year. `closed_at` is when the branch closed its round."""

    id: int
    cycle: int
    year: int
    unit: int
    unit_kind: str
    unit_name: str
    person: int
    name: str
    form: int | None
    round_state: str
    closed_at: str | None
    state: str
    standing: str
    computed: str | None
    outcome: str | None
    why: str
    differs: str
    returned: str
    kept: str
    decided_at: str | None
    decided_by: str | None
    settled_at: str | None
    settled_by: str | None

    @property
    def code(self) -> str:
        return code_of(KIND, self.id)

    @property
    def trace(self) -> Trace | None:
        return Trace.from_json(orjson.loads(self.kept)) if self.kept else None

    @property
    def is_out(self) -> bool:
        """Whether its owner may read it: while the branch is still deciding, nothing is fixed."""
        return self.outcome is not None and (self.round_state != "open" or self.told_at is not None)

    @property
    def told_at(self) -> str | None:
        """When its owner heard of it last: the round's end, a decision anew after it, what the unit above did."""
        decided_at = self.decided_at if self.closed_at else None
        return max((at for at in (self.closed_at, decided_at, self.settled_at) if at), default=None)


_decider = t.person.alias()
_settler = t.person.alias()
RESULT = (
    select(
        t.rating.c.id,
        t.rating.c.cycle_id,
        t.cycle.c.year,
        t.rating.c.unit_id,
        t.unit.c.kind,
        t.unit_name.c.name,
        t.rating.c.person_id,
        t.person.c.name,
        t.rating.c.form_id,
        t.rating_round.c.state,
        t.rating_round.c.closed_at,
        t.rating.c.state,
        t.rating.c.standing,
        t.rating.c.computed,
        t.rating.c.outcome,
        t.rating.c.why,
        t.rating.c.differs,
        t.rating.c.returned,
        t.rating.c.trace,
        t.rating.c.decided_at,
        _decider.c.name,
        t.rating.c.settled_at,
        _settler.c.name,
    )
    .select_from(t.rating)
    .join(t.rating_round, t.rating_round.c.id == t.rating.c.round_id)
    .join(t.cycle, t.cycle.c.id == t.rating.c.cycle_id)
    .join(t.unit, t.unit.c.id == t.rating.c.unit_id)
    .join(t.unit_name, named(t.rating.c.unit_id))
    .join(t.person, t.person.c.id == t.rating.c.person_id)
    .outerjoin(_decider, _decider.c.id == t.rating.c.decided_by)
    .outerjoin(_settler, _settler.c.id == t.rating.c.settled_by)
)
BY_ID = Sql(RESULT.where(t.rating.c.id == bindparam("rating")))
MINE = Sql(RESULT.where(t.rating.c.person_id == bindparam("person")).order_by(t.cycle.c.year.desc(), t.rating.c.id))
APPEALS = Sql(
    select(t.appeal.c.unit_id, t.appeal.c.state, t.appeal.c.answered_at)
    .where(t.appeal.c.rating_id == bindparam("rating"))
    .order_by(t.appeal.c.id)
)
REMARKS = Sql(
    select(t.rating_line.c.criterion, t.rating_line.c.remark).where(
        t.rating_line.c.rating_id == bindparam("rating"), t.rating_line.c.remark != literal_column("''")
    )
)


class Explaining(Access):
    """Questions about where a result comes from."""

    async def year_result(self, number: int) -> YearResult | None:
        rows = await self._read(BY_ID, rating=number, today=self.today.isoformat())
        return _results(rows)[0] if rows else None

    async def year_results(self, person: int) -> tuple[YearResult, ...]:
        """Of every year, the newest first."""
        return _results(await self._read(MINE, person=person, today=self.today.isoformat()))

    async def readers_of(self, result: YearResult) -> frozenset[int]:
        """The units whose committees may read it: the branch, the unit above, and whoever answers an appeal."""
        above = await self._read(ABOVE, unit=result.unit, today=self.today.isoformat())
        asked = await self._read(APPEALS, rating=result.id)
        return frozenset({result.unit, *(int(unit) for unit, *_ in (*above, *asked))})

    async def told_last(self, result: YearResult) -> str | None:
        """When the latest word on it was told: the round's end, what the unit above did, the answer to an appeal.

        None while an appeal is open.
        """
        asked = await self._read(APPEALS, rating=result.id)
        if any(state == "open" for _, state, _ in asked):
            return None
        return max((at for at in (result.told_at, *(answered for *_, answered in asked)) if at), default=None)

    async def line_remarks(self, result: YearResult) -> Mapping[str, str]:
        """What the branch said of single contents."""
        return {str(code): str(remark) for code, remark in await self._read(REMARKS, rating=result.id)}


def _results(rows: Sequence[Row]) -> tuple[YearResult, ...]:
    return tuple(YearResult(*row) for row in rows)
