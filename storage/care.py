"""Members who need help: what with, who waits for an answer, and what the committee says to it (PN-12, PN-21)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, func, insert, literal_column, select, update

from rules.codes import code_of
from rules.permissions import Case
from storage import tables as t
from storage.access import Access
from storage.criteria import OpenCycle
from storage.deciding import may_decide
from storage.decisions import Decisions, Was
from storage.forms import Card
from storage.instants import instant, moment
from storage.people import Member, now_in, on_roll
from storage.sql import Sql, Value, one_of

OVERDUE = timedelta(days=7)  # an answer is owed within this time
COLUMNS = ("state", "answer", "answered_by", "answered_at", "rev")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A call for help with whose it is. `state`: open, answered or closed; reopened, its clock (`at`) starts anew."""

    id: int
    person: int
    name: str
    roll: int | None
    unit: int
    cycle: int
    form: int | None
    criterion: str | None
    title: str | None
    text: str
    state: str
    at: str
    answer: str
    answered_by: int | None
    answered_name: str | None
    answered_at: str | None
    rev: int

    @property
    def code(self) -> str:
        return code_of("ticket", self.id)

    @property
    def answered_until(self) -> str:
        """When the answer becomes overdue."""
        return instant(moment(self.at) + OVERDUE)


_answerer = t.person.alias()
_TITLE = func.coalesce(
    *(
        select(table.c.title)
        .where(table.c.form_id == t.ticket.c.form_id, table.c.criterion == t.ticket.c.criterion)
        .order_by(table.c.id.desc())
        .limit(literal_column("1"))
        .scalar_subquery()
        for table in (t.line, t.supplement)
    )
)
TICKET = (
    select(
        t.ticket.c.id,
        t.ticket.c.person_id,
        t.person.c.name,
        t.membership.c.roll,
        t.ticket.c.unit_id,
        t.ticket.c.cycle_id,
        t.ticket.c.form_id,
        t.ticket.c.criterion,
        _TITLE,
        t.ticket.c.text,
        t.ticket.c.state,
        t.ticket.c.at,
        t.ticket.c.answer,
        t.ticket.c.answered_by,
        _answerer.c.name,
        t.ticket.c.answered_at,
        t.ticket.c.rev,
    )
    .select_from(t.ticket)
    .join(t.person, t.person.c.id == t.ticket.c.person_id)
    .outerjoin(_answerer, _answerer.c.id == t.ticket.c.answered_by)
    .outerjoin(t.membership, on_roll(t.ticket))
)
_MAY_ANSWER = may_decide(t.ticket)
_OPEN = t.ticket.c.state == literal_column("'open'")
_overdue = func.count(case((t.ticket.c.at < bindparam("before"), t.ticket.c.id)))
BY_ID = Sql(TICKET.where(t.ticket.c.id == bindparam("ticket")))
WAITING = Sql(TICKET.where(_OPEN, _MAY_ANSWER).order_by(t.ticket.c.at, t.ticket.c.id))
WAITING_COUNT = Sql(select(func.count(t.ticket.c.id), _overdue).where(_OPEN, _MAY_ANSWER))
MINE = Sql(
    TICKET.where(
        t.ticket.c.person_id == bindparam("person"), t.ticket.c.state.in_(one_of("open", "answered"))
    ).order_by(t.ticket.c.id.desc())
)
OF_UNIT = Sql(
    select(func.count(t.ticket.c.id), _overdue).where(
        t.ticket.c.unit_id == bindparam("unit"), t.ticket.c.cycle_id == bindparam("cycle"), _OPEN
    )
)
CASE = Sql(
    select(t.unit_parent.c.parent_id, t.role.c.id)
    .select_from(t.unit)
    .outerjoin(t.unit_parent, and_(t.unit_parent.c.unit_id == t.unit.c.id, now_in(t.unit_parent)))
    .outerjoin(t.role, and_(t.role.c.unit_id == t.unit.c.id, t.role.c.person_id == bindparam("owner"), now_in(t.role)))
    .where(t.unit.c.id == bindparam("unit"))
)
ADD = Sql(
    insert(t.ticket)
    .values(
        person_id=bindparam("person"),
        unit_id=bindparam("unit"),
        cycle_id=bindparam("cycle"),
        form_id=bindparam("form"),
        criterion=bindparam("content"),
        text=bindparam("words"),
        state=literal_column("'open'"),
        at=bindparam("now"),
        answer=literal_column("''"),
        answered_by=None,
        answered_at=None,
        rev=literal_column("0"),
    )
    .returning(t.ticket.c.id)
)
_next_rev = t.ticket.c.rev + literal_column("1")
ANSWER = Sql(
    update(t.ticket)
    .values(
        state=literal_column("'answered'"),
        answer=bindparam("words"),
        answered_by=bindparam("person"),
        answered_at=bindparam("now"),
        rev=_next_rev,
    )
    .where(t.ticket.c.id == bindparam("ticket"), _OPEN, t.ticket.c.rev == bindparam("seen"))
    .returning(t.ticket.c.id)
)
CLOSE = Sql(
    update(t.ticket)
    .values(state=literal_column("'closed'"), rev=_next_rev)
    .where(
        t.ticket.c.id == bindparam("ticket"),
        t.ticket.c.person_id == bindparam("person"),
        t.ticket.c.state != literal_column("'closed'"),
        t.ticket.c.rev == bindparam("seen"),
    )
    .returning(t.ticket.c.id)
)
REOPEN = Sql(
    update(t.ticket)
    .values(state=literal_column("'open'"), text=bindparam("words"), at=bindparam("now"), rev=_next_rev)
    .where(
        t.ticket.c.id == bindparam("ticket"),
        t.ticket.c.person_id == bindparam("person"),
        t.ticket.c.state == literal_column("'answered'"),
        t.ticket.c.rev == bindparam("seen"),
    )
    .returning(t.ticket.c.id)
)


class Care(Decisions, Access):
    """Questions about help."""

    async def ticket(self, number: int) -> Ticket | None:
        rows = await self._read(BY_ID, ticket=number, today=self.today.isoformat())
        return Ticket(*rows[0]) if rows else None

    async def tickets_waiting(self, person: int) -> tuple[Ticket, ...]:
        """What this person may answer and nobody has, the longest waiting first."""
        rows = await self._read(WAITING, person=person, today=self.today.isoformat())
        return tuple(Ticket(*row) for row in rows)

    async def tickets_owed(self, person: int) -> tuple[int, int]:
        """How many tickets this person may answer, and how many of them are overdue."""
        told: dict[str, Value] = {"person": person, "before": self._answers_owed_since, "today": self.today.isoformat()}
        ((count, overdue),) = await self._read(WAITING_COUNT, **told)
        return int(count), int(overdue)

    async def my_tickets(self, person: int) -> tuple[Ticket, ...]:
        """The person's own, unless closed, the newest first."""
        rows = await self._read(MINE, person=person, today=self.today.isoformat())
        return tuple(Ticket(*row) for row in rows)

    async def open_tickets_of_unit(self, unit: int, cycle: int) -> int:
        """How many members' calls wait for an answer there: a number, for whoever stands above (PN-12)."""
        ((count, _),) = await self._read(OF_UNIT, unit=unit, cycle=cycle, before=self._answers_owed_since)
        return int(count)

    async def overdue_tickets(self, unit: int, cycle: int) -> int:
        """How many of them have waited for more than seven days."""
        ((_, overdue),) = await self._read(OF_UNIT, unit=unit, cycle=cycle, before=self._answers_owed_since)
        return int(overdue)

    async def case_of(self, owner: int, unit: int) -> Case:
        """What decides who may see and answer what a member of this unit asks."""
        ((above, office), *_) = await self._read(CASE, owner=owner, unit=unit, today=self.today.isoformat())
        return Case(owner, unit, above, office is not None)

    async def open_ticket(
        self, member: Member, cycle: OpenCycle, form: Card | None, criterion: str | None, text: str, channel: str
    ) -> Ticket:
        """A member asks for help, with one content or in general."""
        rows = await self._write(
            ADD,
            person=member.person,
            unit=member.unit,
            cycle=cycle.id,
            form=form.id if form else None,
            content=criterion,
            words=text,
            now=self.at,
        )
        ticket = await self.ticket(rows[0][0])
        assert ticket is not None  # noqa: S101 - it was just made
        await self._record_ticket("ticket-opened", ticket, member.person, channel)
        return ticket

    async def answer_ticket(self, ticket: Ticket, person: int, text: str, channel: str) -> bool:
        """False where somebody answered first, or the member has closed or changed it since it was seen."""
        if not await self._write(ANSWER, ticket=ticket.id, seen=ticket.rev, person=person, words=text, now=self.at):
            return False
        was = {name: getattr(ticket, name) for name in COLUMNS}
        await self._record_ticket("ticket-answered", ticket, person, channel, was)
        return True

    async def close_ticket(self, ticket: Ticket, channel: str) -> bool:
        """The member needs no help any more."""
        return await self._own("ticket-closed", CLOSE, ticket, channel)

    async def reopen_ticket(self, ticket: Ticket, words: str, channel: str) -> bool:
        """The answer was not enough: the words are added, and the committee owes an answer again."""
        return await self._own("ticket-reopened", REOPEN, ticket, channel, words=f"{ticket.text}\n{words}", now=self.at)

    async def _own(self, act: str, statement: Sql, ticket: Ticket, channel: str, **values: str) -> bool:
        told: dict[str, Value] = {"ticket": ticket.id, "person": ticket.person, "seen": ticket.rev, **values}
        if not await self._write(statement, **told):
            return False
        await self._record_ticket(act, ticket, ticket.person, channel)
        return True

    async def _record_ticket(self, act: str, ticket: Ticket, actor: int, channel: str, was: Was | None = None) -> None:
        of: dict[str, Any] = {"unit": ticket.unit, "cycle": ticket.cycle, "person": ticket.person, "form": ticket.form}
        await self.record(act, actor, channel, **of, kind="ticket", subject=ticket.id, was=was)

    @property
    def _answers_owed_since(self) -> str:
        return instant(self._now - OVERDUE)
