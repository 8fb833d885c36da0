"""The record of who did what, when and through which channel: rows are added, never changed."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, func, insert, literal_column, select

from storage import tables as t
from storage.access import Access
from storage.sql import Sql, one_of


@dataclass(frozen=True, slots=True)
class Deed:
    """Something somebody did. `actor` is None where the operator did it."""

    id: int
    at: str
    act: str
    actor: int | None
    actor_name: str | None
    form: int | None
    version: int | None
    position: int | None
    reason: str


_later = t.decision.alias()
_DEEDS = (
    select(
        t.decision.c.id,
        t.decision.c.at,
        t.decision.c.act,
        t.decision.c.actor_id,
        t.person.c.name,
        t.decision.c.form_id,
        t.decision.c.version,
        t.decision.c.position,
        t.decision.c.reason,
    )
    .outerjoin(t.person, t.person.c.id == t.decision.c.actor_id)
    .outerjoin(_later, _later.c.undoes == t.decision.c.id)
    .where(_later.c.id.is_(None))
    .order_by(t.decision.c.id)
)
ADD = Sql(
    insert(t.decision)
    .values({name: bindparam(name) for name in t.decision.columns.keys()[1:]})
    .returning(t.decision.c.id)
)
OF_VERSION = Sql(_DEEDS.where(t.decision.c.form_id == bindparam("form"), t.decision.c.version == bindparam("version")))
ACTS_OF = Sql(select(func.count(t.decision.c.id)).where(t.decision.c.actor_id == bindparam("person")))
LAST_OF = Sql(
    _DEEDS.where(
        and_(
            t.decision.c.actor_id == bindparam("actor"),
            t.decision.c.at >= bindparam("since"),
            t.decision.c.act.in_(one_of("confirmed", "returned")),
        )
    )
    .order_by(None)
    .order_by(t.decision.c.id.desc())
    .limit(literal_column("1"))
)


class Decisions(Access):
    """Questions about what was done."""

    async def record(
        self,
        act: str,
        actor: int | None,
        channel: str,
        *,
        unit: int | None = None,
        person: int | None = None,
        form: int | None = None,
        version: int | None = None,
        position: int | None = None,
        reason: str = "",
        undoes: int | None = None,
    ) -> int:
        rows = await self._write(
            ADD,
            at=self.at,
            act=act,
            actor_id=actor,
            channel=channel,
            unit_id=unit,
            person_id=person,
            form_id=form,
            version=version,
            position=position,
            reason=reason,
            undoes=undoes,
        )
        return int(rows[0][0])

    async def deeds(self, form: int, version: int) -> tuple[Deed, ...]:
        """What was done with a version of a form and not undone, oldest first."""
        return tuple(Deed(*row) for row in await self._read(OF_VERSION, form=form, version=version))

    async def acts_of(self, person: int) -> int:
        """How many times the record names this person as the one who acted."""
        rows = await self._read(ACTS_OF, person=person)
        return int(rows[0][0])

    async def last_decision(self, actor: int, since: str) -> Deed | None:
        """The last confirmation or return by this person since then that was not undone."""
        rows = await self._read(LAST_OF, actor=actor, since=since)
        return Deed(*rows[0]) if rows else None
