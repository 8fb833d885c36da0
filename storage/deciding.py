"""What a committee does with registrations: the queue, opening, confirming, returning, taking a decision back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from rules.permissions import Case
from storage import tables as t
from storage.decisions import Was
from storage.forms import CARD, Card
from storage.instants import instant, moment
from storage.people import now_in, on_roll
from storage.sql import Sql, Value, one_of
from storage.tree import within_reach
from storage.undoing import FORM_COLUMNS, Undoing
from storage.year_lines import YearLines

IN_HAND = timedelta(minutes=10)  # for this long a form that somebody opened is left to that person first

WAITING = t.form.c.state.in_(one_of("sent", "opened"))


def may_decide(table: FromClause) -> ColumnElement[bool]:
    """Which rows of this table are for `:person` to act on: those of a committee's members, never one's own.

    The same as rules.permissions.obstacle_to_decide, for a list; tests hold the two together.
    """
    mine, theirs, above = t.role.alias(), t.role.alias(), t.unit_parent.alias()
    owner_sits = (
        exists()
        .where(theirs.c.person_id == table.c.person_id, theirs.c.unit_id == table.c.unit_id, now_in(theirs))
        .correlate_except(theirs)  # two levels down, the row would otherwise be any row
    )
    mine_is_above = (
        exists()
        .where(above.c.unit_id == table.c.unit_id, above.c.parent_id == mine.c.unit_id, now_in(above))
        .correlate_except(above)
    )
    return and_(
        table.c.unit_id.in_(within_reach(1)),
        table.c.person_id != bindparam("person"),
        exists().where(
            mine.c.person_id == bindparam("person"),
            now_in(mine),
            or_(mine.c.unit_id == table.c.unit_id, and_(owner_sits, mine_is_above)),
        ),
    )


MAY_DECIDE = may_decide(t.form)
_IN_OTHER_HANDS = and_(
    t.form.c.opened_by.is_not(None),
    t.form.c.opened_by != bindparam("person"),
    t.form.c.opened_at > bindparam("lately"),
)
QUEUE = Sql(
    CARD.where(WAITING, MAY_DECIDE).order_by(
        case((_IN_OTHER_HANDS, literal_column("1")), else_=literal_column("0")), t.form.c.sent_at, t.form.c.id
    )
)
WAITING_COUNT = Sql(
    select(func.count(t.form.c.id), func.count(case((t.form.c.sent_at > bindparam("since"), t.form.c.id)))).where(
        WAITING, MAY_DECIDE
    )
)
CASE = Sql(
    select(t.form.c.person_id, t.form.c.unit_id, t.unit_parent.c.parent_id, t.role.c.id)
    .outerjoin(t.unit_parent, and_(t.unit_parent.c.unit_id == t.form.c.unit_id, now_in(t.unit_parent)))
    .outerjoin(
        t.role,
        and_(t.role.c.person_id == t.form.c.person_id, t.role.c.unit_id == t.form.c.unit_id, now_in(t.role)),
    )
    .where(t.form.c.id == bindparam("form"))
)
OPEN = Sql(
    update(t.form)
    .values(state=literal_column("'opened'"), opened_at=bindparam("now"), opened_by=bindparam("person"))
    .where(
        t.form.c.id == bindparam("form"),
        WAITING,
        or_(t.form.c.opened_by.is_(None), t.form.c.opened_by != bindparam("person")),
    )
    .returning(t.form.c.version)
)
DECIDE = Sql(
    update(t.form)
    .values(
        state=bindparam("becomes"),
        opened_at=func.coalesce(t.form.c.opened_at, bindparam("now")),
        decided_at=bindparam("now"),
        decided_by=bindparam("person"),
    )
    .where(
        t.form.c.id == bindparam("form"),
        t.form.c.version == bindparam("version_seen"),
        t.form.c.state == bindparam("was"),
        t.form.c.opened_by.is_not_distinct_from(bindparam("opener")),
    )
    .returning(t.form.c.id)
)
_other = t.form.alias()
SAME_WORDS = Sql(
    select(t.line.c.position, t.membership.c.roll, t.person.c.name)
    .select_from(t.line)
    .join(t.form, t.form.c.id == t.line.c.form_id)
    .join(
        _other,
        and_(_other.c.cycle_id == t.form.c.cycle_id, _other.c.unit_id == t.form.c.unit_id, _other.c.id != t.form.c.id),
    )
    .join(_line := t.line.alias(), and_(_line.c.form_id == _other.c.id, _line.c.version == _other.c.version))
    .join(t.person, t.person.c.id == _other.c.person_id)
    .join(t.membership, on_roll(_other))
    .where(
        t.form.c.id == bindparam("form"),
        t.line.c.version == bindparam("version"),
        _line.c.folded == t.line.c.folded,
        _line.c.criterion == t.line.c.criterion,
    )
    .order_by(t.line.c.position, t.membership.c.roll)
)
COMMITTEE = Sql(
    select(t.role.c.person_id, t.role.c.office)
    .where(t.role.c.unit_id == bindparam("unit"), now_in(t.role))
    .order_by(t.role.c.id)
)
ABOVE = Sql(
    select(t.unit_parent.c.parent_id).where(t.unit_parent.c.unit_id == bindparam("unit"), now_in(t.unit_parent))
)


@dataclass(frozen=True, slots=True)
class Same:
    """A line whose words stand in another member's form too."""

    position: int
    roll: int
    name: str


class Deciding(YearLines, Undoing):
    """Questions of a committee."""

    async def queue(self, person: int) -> tuple[Card, ...]:
        """The forms this person may decide, oldest first; those that a colleague has just opened come last."""
        lately = instant(moment(self.at) - IN_HAND)
        rows = await self._read(QUEUE, person=person, today=self.today.isoformat(), lately=lately)
        return tuple(Card(*row) for row in rows)

    async def waiting(self, person: int, since: str = "") -> tuple[int, int]:
        """How many forms this person may decide, and how many of them were sent after `since`."""
        rows = await self._read(WAITING_COUNT, person=person, since=since, today=self.today.isoformat())
        return int(rows[0][0]), int(rows[0][1])

    async def case(self, form: Card) -> Case:
        rows = await self._read(CASE, form=form.id, today=self.today.isoformat())
        owner, unit, above, role = rows[0]
        return Case(owner, unit, above, role is not None)

    async def committee(self, unit: int) -> tuple[int, ...]:
        """The people who hold an office in the unit today."""
        rows = await self._read(COMMITTEE, unit=unit, today=self.today.isoformat())
        return tuple(dict.fromkeys(person for person, _ in rows))

    async def deciders(self, unit: int, owner: int) -> tuple[int, ...]:
        """Who is to decide a form: the branch's committee without the owner, else the one of the unit above."""
        others = tuple(p for p in await self.committee(unit) if p != owner)
        if others:
            return others
        for (above,) in await self._read(ABOVE, unit=unit, today=self.today.isoformat()):
            return tuple(p for p in await self.committee(above) if p != owner)
        return ()

    async def open(self, form: Card, person: int, channel: str) -> None:
        """Somebody of the committee looks at the form: from now on it cannot be taken back."""
        if form.opened_by == person:
            return
        if await self._write(OPEN, form=form.id, person=person, now=self.at):
            await self.record("opened", person, channel, **_of(form))

    async def confirm(self, form: Card, person: int, channel: str, batch: int | None = None) -> int | None:
        """The decision's number; None where somebody else decided first, or the member sent another version."""
        was = await self._decide(form, person, "confirmed")
        if was is None:
            return None
        return await self.record("confirmed", person, channel, **_of(form), was=was, batch=batch)

    async def confirm_all(
        self, forms: Sequence[Card], person: int, channel: str
    ) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
        """Confirm these versions in one batch: those that were, and those where somebody was first.

        All rows are changed before the first link of a chain is taken, rows and chains each in one order, so that two
        turns that confirm the same forms, or forms of the same branches, never hold each other up.
        """
        ordered = sorted(forms, key=lambda form: form.id)
        before = [(form, await self._decide(form, person, "confirmed")) for form in ordered]
        batch: int | None = None
        for form, was in sorted(before, key=lambda one: (one[0].unit, one[0].id)):
            if was is not None:
                deed = await self.record("confirmed", person, channel, **_of(form), was=was, batch=batch)
                batch = batch or deed
        done = tuple(form for form, was in before if was is not None)
        return done, tuple(form for form, was in before if was is None)

    async def give_back(self, form: Card, person: int, channel: str, positions: Sequence[int], reason: str) -> bool:
        """Return the whole form, or single lines of it, with the reason."""
        was = await self._decide(form, person, "returned")
        batch = None
        for position in positions or (None,):
            if was is None:
                return False
            told: dict[str, Any] = {**_of(form), "position": position, "reason": reason}
            deed = await self.record("returned", person, channel, **told, was=None if batch else was, batch=batch)
            batch = batch or deed
        return True

    async def same_words(self, form: Card) -> tuple[Same, ...]:
        """Lines that another member of the branch wrote in the same words: a question, not a verdict."""
        rows = await self._read(SAME_WORDS, form=form.id, version=form.version, today=self.today.isoformat())
        return tuple(Same(*row) for row in rows)

    async def _decide(self, form: Card, person: int, becomes: str) -> Was | None:
        """How the form stood before. Whoever opens it meanwhile changes nothing about the decision."""
        while (now := await self.form(form.id)) and now.version == form.version and now.state in ("sent", "opened"):
            seen: dict[str, Value] = {
                "form": now.id,
                "version_seen": now.version,
                "was": now.state,
                "opener": now.opened_by,
            }
            if await self._write(DECIDE, **seen, becomes=becomes, person=person, now=self.at):
                return {name: getattr(now, name) for name in FORM_COLUMNS}
        return None


def _of(form: Card) -> dict[str, Any]:
    """What the record says of a form."""
    return {"unit": form.unit, "cycle": form.cycle, "person": form.person, "form": form.id, "version": form.version}
