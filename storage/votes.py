"""What the members of a collective propose for each other: one vote for each candidate, changed until it is decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from rules.codes import code_of
from storage import tables as t
from storage.access import Access
from storage.people import now_in, on_roll
from storage.rating import Rated
from storage.sql import Sql, one_of

STILL_ASKED = Sql(
    select(t.rating.c.id)
    .join(t.rating_round, t.rating_round.c.id == t.rating.c.round_id)
    .where(
        t.rating.c.id == bindparam("rating"),
        t.rating.c.state.in_(one_of("open", "returned", "reopened")),
        t.rating_round.c.mode == literal_column("'collective'"),
    )
    .with_for_update(read=True, of=t.rating)
)
"""From here to the end of the turn nobody decides."""


def _cast(insert: Any) -> Any:
    row = insert(t.vote).values(
        rating_id=bindparam("rating"), person_id=bindparam("person"), grade=bindparam("grade"), at=bindparam("now")
    )
    again = {"grade": row.excluded.grade, "at": row.excluded.at}
    return row.on_conflict_do_update(index_elements=["rating_id", "person_id"], set_=again)


CAST = Sql(sqlite=_cast(sqlite.insert), postgresql=_cast(postgresql.insert))
COUNTS = Sql(
    select(t.vote.c.grade, func.count()).where(t.vote.c.rating_id == bindparam("rating")).group_by(t.vote.c.grade)
)
MINE = Sql(
    select(t.vote.c.grade).where(t.vote.c.rating_id == bindparam("rating"), t.vote.c.person_id == bindparam("person"))
)
CANDIDATES = Sql(
    select(t.rating.c.id, t.person.c.name, t.membership.c.roll, t.vote.c.grade)
    .join(t.rating_round, t.rating_round.c.id == t.rating.c.round_id)
    .join(t.person, t.person.c.id == t.rating.c.person_id)
    .outerjoin(t.membership, on_roll(t.rating))
    .outerjoin(t.vote, and_(t.vote.c.rating_id == t.rating.c.id, t.vote.c.person_id == bindparam("person")))
    .where(
        t.rating.c.unit_id == bindparam("unit"),
        t.rating_round.c.state == literal_column("'open'"),
        t.rating_round.c.mode == literal_column("'collective'"),
        t.rating.c.state == literal_column("'open'"),
        t.rating.c.standing.in_(one_of("eligible", "paper")),
        t.rating.c.person_id != bindparam("person"),
    )
    .order_by(t.membership.c.roll, t.rating.c.id)
)
VOTERS = Sql(
    select(t.membership.c.person_id)
    .where(
        t.membership.c.unit_id == bindparam("unit"),
        now_in(t.membership),
        exists().where(t.link.c.person_id == t.membership.c.person_id, t.link.c.state == literal_column("'active'")),
    )
    .order_by(t.membership.c.roll)
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to vote about, and one's own vote so far."""

    rating: int
    name: str
    roll: int | None
    vote: str | None

    @property
    def code(self) -> str:
        return code_of("rating", self.rating)


class Votes(Access):
    """Questions about votes."""

    async def vote(self, rated: Rated, person: int, grade: str) -> bool:
        """Propose a grade, in place of what was proposed before; False where the rating is decided already."""
        if not await self._write(STILL_ASKED, rating=rated.id):
            return False
        await self._write(CAST, rating=rated.id, person=person, grade=grade, now=self.at)
        return True

    async def votes_on(self, rated: Rated) -> Mapping[str, int]:
        """How many proposed which grade. Who did is nobody's business."""
        return {str(grade): int(count) for grade, count in await self._read(COUNTS, rating=rated.id)}

    async def my_vote(self, rated: Rated, person: int) -> str | None:
        rows = await self._read(MINE, rating=rated.id, person=person)
        return str(rows[0][0]) if rows else None

    async def to_vote_on(self, unit: int, person: int) -> tuple[Candidate, ...]:
        """Whom this member of the branch may vote about now."""
        rows = await self._read(CANDIDATES, unit=unit, person=person, today=self.today.isoformat())
        return tuple(Candidate(*row) for row in rows)

    async def voters(self, unit: int) -> tuple[int, ...]:
        """The members of the branch who can be asked in chat."""
        rows = await self._read(VOTERS, unit=unit, today=self.today.isoformat())
        return tuple(person for (person,) in rows)
