"""The record of who did what, when and through which channel: rows are added, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import orjson
from sqlalchemy import and_, bindparam, func, insert, literal_column, or_, select

from storage import chain
from storage import tables as t
from storage.access import Access
from storage.sql import Sql, Value

Was = Mapping[str, Value]
CLOCK = "clock"
"""The channel of what nobody did: a day came."""


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
    kind: str | None = None
    subject: int | None = None
    value: str | None = None
    was: str | None = None
    batch: int | None = None
    unit: int | None = None
    cycle: int | None = None
    person: int | None = None
    channel: str = ""

    @property
    def before(self) -> Was:
        """How the row stood before."""
        before: Was = orjson.loads(self.was) if self.was else {}
        return before


_later = t.decision.alias()
DEEDS = (
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
        t.decision.c.kind,
        t.decision.c.subject,
        t.decision.c.value,
        t.decision.c.was,
        t.decision.c.batch,
        t.decision.c.unit_id,
        t.decision.c.cycle_id,
        t.decision.c.person_id,
        t.decision.c.channel,
    )
    .outerjoin(t.person, t.person.c.id == t.decision.c.actor_id)
    .outerjoin(_later, _later.c.undoes == t.decision.c.id)
    .where(_later.c.id.is_(None))
    .order_by(t.decision.c.id)
)
"""What was done and not undone, oldest first."""
ADD = Sql(
    insert(t.decision)
    .values({name: bindparam(name) for name in t.decision.columns.keys()[1:]})
    .returning(t.decision.c.id)
)
OF_VERSION = Sql(DEEDS.where(t.decision.c.form_id == bindparam("form"), t.decision.c.version == bindparam("version")))
OF_SUBJECT = Sql(DEEDS.where(t.decision.c.kind == bindparam("kind"), t.decision.c.subject == bindparam("subject")))
OF_BATCH = Sql(DEEDS.where(or_(t.decision.c.id == bindparam("first"), t.decision.c.batch == bindparam("first"))))
ACTS_OF = Sql(select(func.count(t.decision.c.id)).where(t.decision.c.actor_id == bindparam("person")))
LAST_OF = Sql(
    DEEDS.where(
        and_(
            t.decision.c.actor_id == bindparam("actor"),
            t.decision.c.at >= bindparam("since"),
            t.decision.c.was.is_not(None),
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
        cycle: int | None = None,
        person: int | None = None,
        form: int | None = None,
        version: int | None = None,
        position: int | None = None,
        kind: str | None = None,
        subject: int | None = None,
        value: str | None = None,
        was: Was | None = None,
        batch: int | None = None,
        reason: str = "",
        undoes: int | None = None,
    ) -> int:
        """Add a decision, the next link of its unit's chain. What carries `was` can be undone (storage.undoing).

        Rows that others may change are changed before, people are told after: a chain is taken in between, so that no
        two turns ever wait for each other.
        """
        row: dict[str, Any] = {
            "at": self.at,
            "act": act,
            "actor_id": actor,
            "channel": channel,
            "person_id": person,
            "form_id": form,
            "version": version,
            "position": position,
            "undoes": undoes,
            "kind": kind,
            "subject": subject,
            "value": value,
            "was": None if was is None else orjson.dumps(dict(was), option=orjson.OPT_SORT_KEYS).decode(),
            "batch": batch,
        }
        link = await self._chained(unit, cycle, reason, row)
        rows = await self._write(ADD, **row, **link, unit_id=unit, cycle_id=cycle, reason=reason)
        return int(rows[0][0])

    async def _chained(self, unit: int | None, cycle: int | None, reason: str, row: dict[str, Any]) -> dict[str, Any]:
        """The link's own columns. What belongs to no unit stands in no chain."""
        if unit is None:
            return {"seq": None, "salt": None, "sealed": None, "digest": None}
        at = {"unit": unit, "cycle": cycle or chain.OUTSIDE}
        ((seq, before),) = await self._write(chain.TAKE, **at)
        salt = token_hex(16)
        sealed = chain.seal(salt, reason)
        digest = chain.link(before, unit, at["cycle"], seq, sealed, row)
        await self._write(chain.SEAL, **at, digest=digest)
        return {"seq": seq, "salt": salt, "sealed": sealed, "digest": digest}

    async def deeds(self, form: int, version: int) -> tuple[Deed, ...]:
        """What was done with a version of a form and not undone, oldest first."""
        return tuple(Deed(*row) for row in await self._read(OF_VERSION, form=form, version=version))

    async def deeds_on(self, kind: str, subject: int) -> tuple[Deed, ...]:
        """What was done with a row and not undone, oldest first."""
        return tuple(Deed(*row) for row in await self._read(OF_SUBJECT, kind=kind, subject=subject))

    async def acts_of(self, person: int) -> int:
        """How many times the record names this person as the one who acted."""
        rows = await self._read(ACTS_OF, person=person)
        return int(rows[0][0])

    async def last_decision(self, actor: int, since: str) -> tuple[Deed, ...]:
        """The last act of this person since then that can be undone and was not; all of them, if it was a batch."""
        rows = await self._read(LAST_OF, actor=actor, since=since)
        if not rows:
            return ()
        last = Deed(*rows[0])
        return tuple(Deed(*row) for row in await self._read(OF_BATCH, first=last.batch or last.id))
