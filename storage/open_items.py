"""What members of a branch still have to do: the lines that are not done, those due soon or behind, and who is who."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from rules.due import Due
from storage import tables as t
from storage.access import Access
from storage.people import now_in, on_roll
from storage.sql import Row, Sql


@dataclass(frozen=True, slots=True)
class Mate:
    """Somebody of the branch: the least that others of it may see (domain.md 4.3)."""

    person: int
    name: str
    roll: int


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A registered content that is not done. `behind`: the member said so in the latest round."""

    person: int
    name: str
    roll: int | None
    criterion: str
    title: str
    due: Due
    progress: str
    behind: bool


_newest = t.progress.alias()
_later = t.interim.alias()


def _open_lines(table: Table, *conditions: ColumnElement[bool]) -> Select[Any]:
    """The lines in this table (of forms, or added during the year) that are not done, as they were last told of."""
    last_told = (
        select(_newest.c.level)
        .where(_newest.c.form_id == table.c.form_id, _newest.c.criterion == table.c.criterion)
        .order_by(_newest.c.id.desc())
        .limit(literal_column("1"))
        .scalar_subquery()
    )
    behind = (
        exists()
        .where(
            t.interim.c.form_id == table.c.form_id,
            t.interim_line.c.interim_id == t.interim.c.id,
            t.interim_line.c.criterion == table.c.criterion,
            t.interim_line.c.level == literal_column("'behind'"),
            ~exists().where(_later.c.form_id == t.interim.c.form_id, _later.c.id > t.interim.c.id),
        )
        .correlate(table)
    )
    progress = func.coalesce(last_told, literal_column("'open'"))
    return (
        select(
            t.form.c.person_id,
            t.person.c.name,
            t.membership.c.roll,
            table.c.criterion,
            table.c.title,
            table.c.due_precision,
            table.c.due_start,
            table.c.due_end,
            progress.label("progress"),
            case((behind, literal_column("1")), else_=literal_column("0")).label("behind"),
        )
        .select_from(table)
        .join(t.form, t.form.c.id == table.c.form_id)
        .join(t.person, t.person.c.id == t.form.c.person_id)
        .outerjoin(t.membership, on_roll(t.form))
        .where(
            t.form.c.cycle_id == bindparam("cycle"),
            t.form.c.state == literal_column("'confirmed'"),
            progress != literal_column("'done'"),
            or_(table.c.due_end <= cast(bindparam("until"), Text), behind),
            *conditions,
        )
    )


def _all_open(whose: ColumnElement[bool]) -> Sql:
    registered = _open_lines(t.line, t.line.c.version == t.form.c.version, whose)
    added = _open_lines(t.supplement, t.supplement.c.state == literal_column("'confirmed'"), whose)
    every = registered.union_all(added).subquery("every")
    return Sql(select(every).order_by(every.c.due_end, every.c.roll, every.c.criterion))


OF_UNIT = _all_open(t.form.c.unit_id == bindparam("unit"))
OF_PERSON = _all_open(t.form.c.person_id == bindparam("person"))
MATES = Sql(
    select(t.person.c.id, t.person.c.name, t.membership.c.roll)
    .join(t.membership, and_(t.membership.c.person_id == t.person.c.id, now_in(t.membership)))
    .where(t.membership.c.unit_id == bindparam("unit"))
    .order_by(t.membership.c.roll)
)
EVER = "9999-12-31"


class OpenItems(Access):
    """Questions about what is still to be done."""

    async def open_items_of_unit(self, unit: int, cycle: int, until: str) -> tuple[OpenItem, ...]:
        """What is not done and due by that day, or behind, of all members; the nearest due date first (PN-18)."""
        rows = await self._read(OF_UNIT, unit=unit, cycle=cycle, until=until, today=self.today.isoformat())
        return tuple(map(_open_item, rows))

    async def open_items_of(self, person: int, cycle: int) -> tuple[OpenItem, ...]:
        """All that one member has not done yet."""
        rows = await self._read(OF_PERSON, person=person, cycle=cycle, until=EVER, today=self.today.isoformat())
        return tuple(map(_open_item, rows))

    async def mates(self, unit: int) -> tuple[Mate, ...]:
        """The members of a branch today, in the order of its list."""
        return tuple(Mate(*row) for row in await self._read(MATES, unit=unit, today=self.today.isoformat()))


def _open_item(row: Row) -> OpenItem:
    person, name, roll, criterion, title = row[:5]
    due = Due.from_json(list(row[5:8]))
    if due is None:
        raise ValueError(f"a line's due date is unreadable: {row[5:8]}")
    return OpenItem(person, name, roll, criterion, title, due, row[8], bool(row[9]))
