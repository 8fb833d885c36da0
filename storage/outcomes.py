"""Members' results of a year with what a paper about a member says besides: list number, birth, Party, appeals."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, literal_column, select

from storage import tables as t
from storage.explaining import RESULT, Explaining, YearResult
from storage.people import on_roll
from storage.results import OPEN_APPEAL
from storage.sql import Row, Sql


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result and whose it is. `roll`: on the branch's list today; `party`: as far as a list has said so.

    `appealed`: somebody still has to answer the member; `changed_at`: when an appeal last changed the result.
    """

    result: YearResult
    roll: int | None
    birth: str
    party: bool
    appealed: bool
    changed_at: str | None


_changed_at = (
    select(func.max(t.appeal.c.answered_at))
    .where(t.appeal.c.rating_id == t.rating.c.id, t.appeal.c.state == literal_column("'changed'"))
    .scalar_subquery()
)
OUTCOME = RESULT.outerjoin(t.membership, on_roll(t.rating)).add_columns(
    t.membership.c.roll, t.person.c.birth, t.person.c.party, OPEN_APPEAL, _changed_at
)
BY_ID = Sql(OUTCOME.where(t.rating.c.id == bindparam("rating")))
OF_ROUND = Sql(
    OUTCOME.where(t.rating.c.round_id == bindparam("round")).order_by(
        t.membership.c.roll.is_(None), t.membership.c.roll, t.rating.c.id
    )
)


class Outcomes(Explaining):
    """Questions about what is put on paper about members."""

    async def outcome(self, number: int) -> Outcome | None:
        rows = await self._read(BY_ID, rating=number, today=self.today.isoformat())
        return _outcomes(rows)[0] if rows else None

    async def outcomes_of(self, round_: int) -> tuple[Outcome, ...]:
        """Everybody of the round by the branch's list, then those who are no longer on it."""
        return _outcomes(await self._read(OF_ROUND, round=round_, today=self.today.isoformat()))


def _outcomes(rows: Sequence[Row]) -> tuple[Outcome, ...]:
    return tuple(
        Outcome(YearResult(*row), roll, birth, bool(party), bool(appealed), changed_at)
        for *row, roll, birth, party, appealed, changed_at in rows
    )
