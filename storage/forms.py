"""A member's registration: sent, taken back, read again. Every version and every line of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from chat.fold import fold
from rules.codes import form_code
from rules.due import Due
from rules.forms import Item
from storage import tables as t
from storage.access import Access
from storage.criteria import OpenCycle
from storage.decisions import Decisions
from storage.people import Member, named, on_roll
from storage.sql import Row, Sql, one_of


@dataclass(frozen=True, slots=True)
class Card:
    """A form with whose it is: what a screen about it needs."""

    id: int
    cycle: int
    year: int
    person: int
    name: str
    roll: int | None
    unit: int
    unit_name: str
    state: str
    version: int
    late: int
    sent_at: str
    opened_at: str | None
    opened_by: int | None
    decided_at: str | None
    decided_by: int | None

    @property
    def code(self) -> str:
        return form_code(self.id)

    @property
    def waits(self) -> bool:
        """Whether a committee is to decide about it."""
        return self.state in ("sent", "opened")


CARD = (
    select(
        t.form.c.id,
        t.form.c.cycle_id,
        t.cycle.c.year,
        t.form.c.person_id,
        t.person.c.name,
        t.membership.c.roll,
        t.form.c.unit_id,
        t.unit_name.c.name,
        t.form.c.state,
        t.form.c.version,
        t.form.c.late,
        t.form.c.sent_at,
        t.form.c.opened_at,
        t.form.c.opened_by,
        t.form.c.decided_at,
        t.form.c.decided_by,
    )
    .join(t.cycle, t.cycle.c.id == t.form.c.cycle_id)
    .join(t.person, t.person.c.id == t.form.c.person_id)
    .join(t.unit_name, named(t.form.c.unit_id))
    .outerjoin(t.membership, on_roll(t.form))
)
MINE = Sql(CARD.where(t.form.c.person_id == bindparam("person"), t.form.c.cycle_id == bindparam("cycle")))
BY_ID = Sql(CARD.where(t.form.c.id == bindparam("form")))
ALL_MINE = Sql(CARD.where(t.form.c.person_id == bindparam("person")).order_by(t.cycle.c.year.desc()))

LINES = Sql(
    select(
        t.line.c.criterion,
        t.line.c.group_title,
        t.line.c.title,
        t.line.c.action,
        t.line.c.due_precision,
        t.line.c.due_start,
        t.line.c.due_end,
        t.line.c.how,
    )
    .where(t.line.c.form_id == bindparam("form"), t.line.c.version == bindparam("version"))
    .order_by(t.line.c.position)
)


def _send(insert: Any) -> Any:
    """The first version, or the next one of a form that was returned or taken back; no row: it is in other hands."""
    row = insert(t.form).values(
        cycle_id=bindparam("cycle"),
        person_id=bindparam("person"),
        unit_id=bindparam("unit"),
        state=literal_column("'sent'"),
        version=literal_column("1"),
        late=bindparam("late"),
        sent_at=bindparam("now"),
        opened_at=None,
        opened_by=None,
        decided_at=None,
        decided_by=None,
    )
    again = {
        "state": row.excluded.state,
        "version": t.form.c.version + literal_column("1"),
        "unit_id": row.excluded.unit_id,
        "late": row.excluded.late,
        "sent_at": row.excluded.sent_at,
        "opened_at": None,
        "opened_by": None,
        "decided_at": None,
        "decided_by": None,
    }
    return row.on_conflict_do_update(
        index_elements=["cycle_id", "person_id"],
        set_=again,
        where=t.form.c.state.in_(one_of("returned", "recalled")),
    ).returning(t.form.c.id, t.form.c.version)


STILL_OPEN = Sql(
    select(t.cycle.c.id)
    .where(t.cycle.c.id == bindparam("cycle"), t.cycle.c.state == literal_column("'open'"))
    .with_for_update(read=True, key_share=True)
)
"""From here to the end of the turn nobody closes the cycle or changes what it decides by."""
SEND = Sql(sqlite=_send(sqlite.insert), postgresql=_send(postgresql.insert))
ADD_LINE = Sql(insert(t.line).values({name: bindparam(name) for name in t.line.columns.keys()[1:]}))
RECALL = Sql(
    update(t.form)
    .values(state=literal_column("'recalled'"))
    .where(
        t.form.c.id == bindparam("form"),
        t.form.c.person_id == bindparam("person"),
        t.form.c.state == literal_column("'sent'"),
        t.form.c.opened_at.is_(None),
    )
    .returning(t.form.c.version)
)


class Forms(Decisions, Access):
    """Questions about registrations."""

    async def my_form(self, member: Member, cycle: OpenCycle) -> Card | None:
        return _card(await self._read(MINE, person=member.person, cycle=cycle.id, today=self.today.isoformat()))

    async def form(self, number: int) -> Card | None:
        return _card(await self._read(BY_ID, form=number, today=self.today.isoformat()))

    async def my_forms(self, person: int) -> tuple[Card, ...]:
        """Of every year, the newest first."""
        rows = await self._read(ALL_MINE, person=person, today=self.today.isoformat())
        return tuple(Card(*row) for row in rows)

    async def items(self, form: Card, version: int | None = None) -> tuple[Item, ...]:
        """The lines of a version, the latest unless said otherwise."""
        rows = await self._read(LINES, form=form.id, version=version or form.version)
        return tuple(_item(row) for row in rows)

    async def submit(
        self, member: Member, cycle: OpenCycle, items: Sequence[Item], channel: str, *, by_operator: bool = False
    ) -> Card | None:
        """Send a registration to the committee, or None where it is no longer the member's to change or the cycle is
        closed. The record names the member, or nobody where the operator has read it from paper.
        """
        if not await self._write(STILL_OPEN, cycle=cycle.id):
            return None
        late = int(cycle.policy.is_late(self.today))
        rows = await self._write(SEND, cycle=cycle.id, person=member.person, unit=member.unit, late=late, now=self.at)
        if not rows:
            return None
        form, version = rows[0]
        for position, item in enumerate(items, 1):
            await self._write(ADD_LINE, form_id=form, version=version, position=position, **_columns(item))
        told = {"unit": member.unit, "cycle": cycle.id, "person": member.person, "form": form, "version": version}
        await self.record("sent", None if by_operator else member.person, channel, **told)
        return await self.form(form)

    async def recall(self, member: Member, form: Card, channel: str) -> bool:
        """Take a sent form back; possible until somebody of the committee has opened it."""
        rows = await self._write(RECALL, form=form.id, person=member.person)
        for (version,) in rows:
            told = {"unit": form.unit, "cycle": form.cycle, "person": form.person, "form": form.id, "version": version}
            await self.record("recalled", member.person, channel, **told)
        return bool(rows)


def _card(rows: Sequence[Row]) -> Card | None:
    return Card(*rows[0]) if rows else None


def _item(row: Row) -> Item:
    due = Due.from_json(list(row[4:7]))
    if due is None:
        raise ValueError(f"a line's due date is unreadable: {row[4:7]}")
    criterion, group_title, title, action = row[:4]
    return Item(criterion, group_title, title, action, due, row[7])


def _columns(item: Item) -> dict[str, str]:
    precision, start, end = item.due.as_json()
    return {
        "criterion": item.criterion,
        "group_title": item.group_title,
        "title": item.title,
        "action": item.action,
        "folded": fold(item.action),
        "due_precision": precision,
        "due_start": start,
        "due_end": end,
        "how": item.how,
    }
