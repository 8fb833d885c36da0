"""Looking back during the year: what members say of a quarter or half-year, and what the branch says to it (PN-21)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, func, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables as t
from storage.access import Access
from storage.decisions import Decisions
from storage.forms import Card
from storage.people import on_roll
from storage.sql import Sql, Value


@dataclass(frozen=True, slots=True)
class Interim:
    """A member's words about a period, sent, with the branch's comment if there is one."""

    id: int
    form: int
    period: str
    difficulty: str
    sent_at: str
    comment: str
    comment_by: int | None
    comment_name: str | None
    comment_at: str | None
    rev: int


@dataclass(frozen=True, slots=True)
class Answering:
    """A member whose registration counts, and whether the round was answered and commented on."""

    form: int
    person: int
    name: str
    roll: int | None
    sent_at: str | None
    comment_at: str | None


def _send(insert_: Any) -> Any:
    row = insert_(t.interim).values(
        form_id=bindparam("form"),
        unit_id=bindparam("unit"),
        period=bindparam("period"),
        difficulty=bindparam("words"),
        sent_at=bindparam("now"),
        comment=literal_column("''"),
        comment_by=None,
        comment_at=None,
        rev=literal_column("0"),
    )
    again = {
        "difficulty": row.excluded.difficulty,
        "sent_at": row.excluded.sent_at,
        "rev": t.interim.c.rev + literal_column("1"),
    }
    return row.on_conflict_do_update(
        index_elements=["form_id", "period"], set_=again, where=t.interim.c.comment_at.is_(None)
    ).returning(t.interim.c.id)


_commenter = t.person.alias()
SEND = Sql(sqlite=_send(sqlite.insert), postgresql=_send(postgresql.insert))
DROP_LINES = Sql(delete(t.interim_line).where(t.interim_line.c.interim_id == bindparam("interim")))
ADD_LINE = Sql(
    insert(t.interim_line).values(
        interim_id=bindparam("interim"), criterion=bindparam("content"), level=bindparam("how")
    )
)
OF_FORM = Sql(
    select(
        t.interim.c.id,
        t.interim.c.form_id,
        t.interim.c.period,
        t.interim.c.difficulty,
        t.interim.c.sent_at,
        t.interim.c.comment,
        t.interim.c.comment_by,
        _commenter.c.name,
        t.interim.c.comment_at,
        t.interim.c.rev,
    )
    .outerjoin(_commenter, _commenter.c.id == t.interim.c.comment_by)
    .where(t.interim.c.form_id == bindparam("form"))
    .order_by(t.interim.c.id)
)
LINES = Sql(
    select(t.interim_line.c.criterion, t.interim_line.c.level)
    .where(t.interim_line.c.interim_id == bindparam("interim"))
    .order_by(t.interim_line.c.id)
)
COMMENT = Sql(
    update(t.interim)
    .values(
        comment=bindparam("words"),
        comment_by=bindparam("person"),
        comment_at=bindparam("now"),
        rev=t.interim.c.rev + literal_column("1"),
    )
    .where(
        t.interim.c.id == bindparam("interim"),
        t.interim.c.comment_at.is_(None),
        t.interim.c.rev == bindparam("seen"),
    )
    .returning(t.interim.c.id)
)
_of_year = and_(
    t.form.c.state == literal_column("'confirmed'"),
    exists().where(t.cycle.c.id == t.form.c.cycle_id, t.cycle.c.year == bindparam("year")),
)
_of_period = and_(t.interim.c.form_id == t.form.c.id, t.interim.c.period == bindparam("period"))
ROUND = Sql(
    select(
        t.form.c.id,
        t.form.c.person_id,
        t.person.c.name,
        t.membership.c.roll,
        t.interim.c.sent_at,
        t.interim.c.comment_at,
    )
    .select_from(t.form)
    .join(t.person, t.person.c.id == t.form.c.person_id)
    .join(t.membership, on_roll(t.form))
    .outerjoin(t.interim, _of_period)
    .where(t.form.c.unit_id == bindparam("unit"), _of_year)
    .order_by(t.interim.c.comment_at.is_not(None), t.interim.c.sent_at.is_(None), t.membership.c.roll)
)
"""Who waits for a comment first, then who has sent nothing, then those who are done with."""
OWING = Sql(select(t.form.c.id).where(t.form.c.person_id == bindparam("person"), _of_year, ~exists().where(_of_period)))
UNCOMMENTED = Sql(
    select(func.count(t.interim.c.id)).where(
        t.interim.c.unit_id == bindparam("unit"),
        t.interim.c.period == bindparam("period"),
        t.interim.c.comment_at.is_(None),
        ~exists().where(t.form.c.id == t.interim.c.form_id, t.form.c.person_id == bindparam("person")),
    )
)


class Interims(Decisions, Access):
    """Questions about the rounds."""

    async def interims(self, form: int) -> tuple[Interim, ...]:
        """All rounds that the owner of this form has answered, in their order."""
        return tuple(Interim(*row) for row in await self._read(OF_FORM, form=form))

    async def interim_lines(self, interim: int) -> Mapping[str, str]:
        """How each content stood: done, on-track or behind."""
        return {str(code): str(level) for code, level in await self._read(LINES, interim=interim)}

    async def send_interim(
        self, form: Card, period: str, levels: Mapping[str, str], difficulty: str, channel: str
    ) -> bool:
        """Send a round, or send it anew; False once the branch has commented on it."""
        rows = await self._write(SEND, form=form.id, unit=form.unit, period=period, words=difficulty, now=self.at)
        for (interim,) in rows:
            await self._write(DROP_LINES, interim=interim)
            for criterion, level in levels.items():
                await self._write(ADD_LINE, interim=interim, content=criterion, how=level)
            await self._record_interim("interim-sent", form, interim, period, form.person, channel)
        return bool(rows)

    async def comment_interim(self, form: Card, interim: Interim, text: str, actor: int, channel: str) -> bool:
        """The branch's word; False where a colleague was first, or the member has just sent it anew."""
        if not await self._write(COMMENT, interim=interim.id, seen=interim.rev, words=text, person=actor, now=self.at):
            return False
        await self._record_interim("interim-commented", form, interim.id, interim.period, actor, channel)
        return True

    async def interim_round(self, unit: int, year: int, period: str) -> tuple[Answering, ...]:
        """All members of the branch whose registration is confirmed, and what they did about this period."""
        told: dict[str, Value] = {"unit": unit, "year": year, "period": period, "today": self.today.isoformat()}
        return tuple(Answering(*row) for row in await self._read(ROUND, **told))

    async def owes_interim(self, person: int, year: int, period: str) -> bool:
        return bool(await self._read(OWING, person=person, year=year, period=period))

    async def uncommented_interims(self, unit: int, period: str, person: int) -> int:
        """How many of this branch wait for a comment that this person may write."""
        ((count,),) = await self._read(UNCOMMENTED, unit=unit, period=period, person=person)
        return int(count)

    async def _record_interim(self, act: str, form: Card, interim: int, period: str, actor: int, channel: str) -> None:
        of: dict[str, Any] = {"unit": form.unit, "cycle": form.cycle, "person": form.person, "form": form.id}
        await self.record(act, actor, channel, **of, kind="interim", subject=interim, value=period)
