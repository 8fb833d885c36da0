"""Contents registered during the year (PN-30): asked for by the member, confirmed or returned one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from rules.codes import code_of
from rules.due import Due
from rules.forms import Item
from storage import tables as t
from storage.criteria import OpenCycle
from storage.deciding import MAY_DECIDE, Deciding
from storage.decisions import Was
from storage.forms import STILL_OPEN, Card
from storage.people import Member, on_roll
from storage.sql import Row, Sql, Value, one_of
from storage.undoing import COLUMNS


@dataclass(frozen=True, slots=True)
class Supplement:
    """A content that a member adds to the confirmed form, with whose it is."""

    id: int
    form: int
    cycle: int
    unit: int
    person: int
    name: str
    roll: int | None
    item: Item
    state: str
    counts: int | None
    sent_at: str
    decided_at: str | None
    decided_by: int | None
    reason: str
    rev: int

    @property
    def code(self) -> str:
        return code_of("supplement", self.id)


_WRITTEN = ("criterion", "group_title", "title", "action", "due_precision", "due_start", "due_end", "how")


def _supplements() -> Select[Any]:
    return (
        select(
            t.supplement.c.id,
            t.supplement.c.form_id,
            t.form.c.cycle_id,
            t.supplement.c.unit_id,
            t.supplement.c.person_id,
            t.person.c.name,
            t.membership.c.roll,
            *(t.supplement.c[name] for name in _WRITTEN),
            t.supplement.c.state,
            t.supplement.c.counts,
            t.supplement.c.sent_at,
            t.supplement.c.decided_at,
            t.supplement.c.decided_by,
            t.supplement.c.reason,
            t.supplement.c.rev,
        )
        .join(t.form, t.form.c.id == t.supplement.c.form_id)
        .join(t.person, t.person.c.id == t.supplement.c.person_id)
        .outerjoin(t.membership, on_roll(t.supplement))
    )


SUPPLEMENT = Sql(_supplements().where(t.supplement.c.id == bindparam("supplement")))
SUPPLEMENTS_OF = Sql(
    _supplements()
    .where(t.supplement.c.form_id == bindparam("form"))
    .order_by(t.supplement.c.sent_at, t.supplement.c.id)
)
_WAITS = t.supplement.c.state == literal_column("'sent'")
SUPPLEMENT_QUEUE = Sql(_supplements().where(_WAITS, MAY_DECIDE).order_by(t.supplement.c.sent_at, t.supplement.c.id))
SUPPLEMENTS_WAITING = Sql(
    select(func.count(t.supplement.c.id)).join(t.form, t.form.c.id == t.supplement.c.form_id).where(_WAITS, MAY_DECIDE)
)


def _add(insert: Any) -> Any:
    """New, or once more after it was returned or taken back; no row: it waits already or was confirmed."""
    names = ("form_id", "unit_id", "person_id", *_WRITTEN, "sent_at")
    row = insert(t.supplement).values(
        {name: bindparam(name) for name in names}
        | {"state": literal_column("'sent'"), "reason": literal_column("''"), "rev": literal_column("0")}
    )
    again = {name: row.excluded[name] for name in ("unit_id", *_WRITTEN, "sent_at", "state", "reason")}
    cleared = dict.fromkeys(("counts", "decided_at", "decided_by"))
    return row.on_conflict_do_update(
        index_elements=["form_id", "criterion"],
        set_={**again, **cleared, "rev": t.supplement.c.rev + literal_column("1")},
        where=t.supplement.c.state.in_(one_of("returned", "withdrawn")),
    ).returning(t.supplement.c.id)


ADD_SUPPLEMENT = Sql(sqlite=_add(sqlite.insert), postgresql=_add(postgresql.insert))
STILL_CONFIRMED = Sql(
    update(t.form)
    .values(state=literal_column("'confirmed'"))
    .where(t.form.c.id == bindparam("form"), t.form.c.state == literal_column("'confirmed'"))
    .returning(t.form.c.id)
)
"""From here to the end of the turn nobody takes the form's confirmation back."""
_seen = and_(t.supplement.c.id == bindparam("supplement"), t.supplement.c.rev == bindparam("seen"), _WAITS)
DECIDE_SUPPLEMENT = Sql(
    update(t.supplement)
    .values(
        state=bindparam("becomes"),
        counts=bindparam("counted"),
        decided_at=bindparam("now"),
        decided_by=bindparam("person"),
        reason=bindparam("why"),
        rev=t.supplement.c.rev + literal_column("1"),
    )
    .where(_seen)
    .returning(t.supplement.c.id)
)
WITHDRAW_SUPPLEMENT = Sql(
    update(t.supplement)
    .values(state=literal_column("'withdrawn'"), rev=t.supplement.c.rev + literal_column("1"))
    .where(t.supplement.c.id == bindparam("supplement"), t.supplement.c.person_id == bindparam("person"), _WAITS)
    .returning(t.supplement.c.id)
)


class Supplements(Deciding):
    """Questions about contents added during the year."""

    async def supplement(self, number: int) -> Supplement | None:
        rows = await self._read(SUPPLEMENT, supplement=number, today=self.today.isoformat())
        return _supplement(rows[0]) if rows else None

    async def supplements_of(self, form: Card) -> tuple[Supplement, ...]:
        """All that was ever asked for on a form, in whatever state, oldest first."""
        rows = await self._read(SUPPLEMENTS_OF, form=form.id, today=self.today.isoformat())
        return tuple(map(_supplement, rows))

    async def supplement_queue(self, person: int) -> tuple[Supplement, ...]:
        """Those that this person may decide, oldest first."""
        rows = await self._read(SUPPLEMENT_QUEUE, person=person, today=self.today.isoformat())
        return tuple(map(_supplement, rows))

    async def supplements_waiting(self, person: int) -> int:
        rows = await self._read(SUPPLEMENTS_WAITING, person=person, today=self.today.isoformat())
        return int(rows[0][0])

    async def add_supplements(
        self, member: Member, cycle: OpenCycle, form: Card, items: Sequence[Item], channel: str
    ) -> tuple[int, ...] | None:
        """The numbers of what now waits for the committee; None where the cycle is closed or the form is open again."""
        if not await self._write(STILL_OPEN, cycle=cycle.id) or not await self._write(STILL_CONFIRMED, form=form.id):
            return None
        whose: dict[str, Value] = {
            "form_id": form.id,
            "unit_id": member.unit,
            "person_id": member.person,
            "sent_at": self.at,
        }
        added = [(item, await self._write(ADD_SUPPLEMENT, **whose, **_columns(item))) for item in items]
        sent = [(int(rows[0][0]), item.criterion) for item, rows in added if rows]
        for number, criterion in sent:
            told: dict[str, Any] = {"unit": member.unit, "cycle": cycle.id, "person": member.person, "form": form.id}
            told |= {"kind": "supplement", "subject": number, "value": criterion}
            await self.record("supplement-sent", member.person, channel, **told)
        return tuple(number for number, _ in sent)

    async def confirm_supplement(self, added: Supplement, person: int, channel: str, *, counts: bool) -> bool:
        """Fixes, too, whether it is in the denominator. False: somebody was first, or the member changed it."""
        return await self._decide_supplement("confirmed", added, person, channel, counted=int(counts))

    async def return_supplement(self, added: Supplement, person: int, channel: str, reason: str) -> bool:
        return await self._decide_supplement("returned", added, person, channel, reason=reason)

    async def withdraw_supplement(self, added: Supplement, channel: str) -> bool:
        """The member takes it back, as long as nobody has decided."""
        if not await self._write(WITHDRAW_SUPPLEMENT, supplement=added.id, person=added.person):
            return False
        await self.record("supplement-withdrawn", added.person, channel, **_about(added))
        return True

    async def _decide_supplement(
        self,
        becomes: str,
        added: Supplement,
        person: int,
        channel: str,
        *,
        counted: int | None = None,
        reason: str = "",
    ) -> bool:
        told: dict[str, Value] = {
            "becomes": becomes,
            "counted": counted,
            "why": reason,
            "person": person,
            "now": self.at,
        }
        if not await self._write(DECIDE_SUPPLEMENT, supplement=added.id, seen=added.rev, **told):
            return False
        _, columns = COLUMNS["supplement"]
        was: Was = {name: getattr(added, name) for name in (*columns, "rev")}
        await self.record(f"supplement-{becomes}", person, channel, **_about(added), was=was, reason=reason)
        return True


def _supplement(row: Row) -> Supplement:
    due = Due.from_json(list(row[11:14]))
    if due is None:
        raise ValueError(f"a supplement's due date is unreadable: {row[11:14]}")
    criterion, group_title, title, action = row[7:11]
    item = Item(criterion, group_title, title, action, due, row[14])
    whose = dict(zip(("id", "form", "cycle", "unit", "person", "name", "roll"), row, strict=False))
    decided = ("state", "counts", "sent_at", "decided_at", "decided_by", "reason", "rev")
    return Supplement(item=item, **whose, **dict(zip(decided, row[15:], strict=True)))


def _columns(item: Item) -> dict[str, str]:
    precision, start, end = item.due.as_json()
    written = (item.criterion, item.group_title, item.title, item.action, precision, start, end, item.how)
    return dict(zip(_WRITTEN, written, strict=True))


def _about(added: Supplement) -> dict[str, Any]:
    """What the record says of it."""
    whose = {"unit": added.unit, "cycle": added.cycle, "person": added.person, "form": added.form}
    return {**whose, "kind": "supplement", "subject": added.id, "value": added.item.criterion}
