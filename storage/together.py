"""What is kept of a member out of what the branch does together: attendance, quiz scores, contents written for them."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from storage import tables as t
from storage.access import Access
from storage.sql import Sql


@dataclass(frozen=True, slots=True)
class Came:
    """That somebody was noted as present at an activity, or as absent."""

    title: str
    day: str
    came: int


@dataclass(frozen=True, slots=True)
class Go:
    """One go at a quiz."""

    title: str
    score: int
    total: int
    at: str


@dataclass(frozen=True, slots=True)
class Written:
    """A content that somebody wants to add, or that the committee wrote beforehand."""

    year: int
    criterion: str
    action: str
    how: str


CAME = Sql(
    select(t.activity.c.title, t.activity.c.day, t.attendance.c.came)
    .join(t.activity, t.activity.c.id == t.attendance.c.activity_id)
    .where(t.attendance.c.person_id == bindparam("person"))
    .order_by(t.activity.c.day, t.activity.c.id)
)
GOES_OF = Sql(
    select(t.quiz.c.title, t.quiz_result.c.score, t.quiz_result.c.total, t.quiz_result.c.at)
    .join(t.quiz, t.quiz.c.id == t.quiz_result.c.quiz_id)
    .where(t.quiz_result.c.person_id == bindparam("person"))
    .order_by(t.quiz_result.c.id)
)
PROPOSED_TO = Sql(
    select(t.cycle.c.year, t.proposal.c.criterion, t.proposal.c.action, t.proposal.c.how)
    .join(t.cycle, t.cycle.c.id == t.proposal.c.cycle_id)
    .where(t.proposal.c.person_id == bindparam("person"))
    .order_by(t.cycle.c.year, t.proposal.c.id)
)
ADDED_BY = Sql(
    select(t.cycle.c.year, t.supplement.c.criterion, t.supplement.c.action, t.supplement.c.how)
    .join(t.form, t.form.c.id == t.supplement.c.form_id)
    .join(t.cycle, t.cycle.c.id == t.form.c.cycle_id)
    .where(t.supplement.c.person_id == bindparam("person"))
    .order_by(t.cycle.c.year, t.supplement.c.id)
)


class Together(Access):
    """Questions of somebody who asks what is kept of them."""

    async def came_to(self, person: int) -> tuple[Came, ...]:
        return tuple(Came(*row) for row in await self._read(CAME, person=person))

    async def goes_of(self, person: int) -> tuple[Go, ...]:
        return tuple(Go(*row) for row in await self._read(GOES_OF, person=person))

    async def proposed_to(self, person: int) -> tuple[Written, ...]:
        return tuple(Written(*row) for row in await self._read(PROPOSED_TO, person=person))

    async def added_by(self, person: int) -> tuple[Written, ...]:
        return tuple(Written(*row) for row in await self._read(ADDED_BY, person=person))
