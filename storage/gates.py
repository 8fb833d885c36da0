"""Before the official entry (PN-07, PN-08): who has the app, the head-count there, step 3, whose form is entered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from rules.gates import Readiness
from storage import tables as t
from storage.decisions import Decisions
from storage.people import named, now_in
from storage.sql import Sql, one_of
from storage.tree import within_reach

HEADS, ENTRY = "heads", "entry"

_by = t.person.alias()
BRANCHES = Sql(
    select(t.unit.c.id, t.unit.c.code, t.unit_name.c.name, t.unit.c.sector)
    .join(t.unit_name, named(t.unit.c.id))
    .where(
        t.unit.c.id.in_(within_reach(0)),
        exists().where(t.membership.c.unit_id == t.unit.c.id, now_in(t.membership)),
    )
    .order_by(t.unit.c.code)
)
MEMBERS = Sql(
    select(
        t.membership.c.person_id,
        t.membership.c.roll,
        t.person.c.name,
        t.membership.c.paper,
        t.form.c.state,
        t.app_mark.c.id,
        t.official_entry.c.day,
        _by.c.name,
    )
    .select_from(t.membership)
    .join(t.person, t.person.c.id == t.membership.c.person_id)
    .outerjoin(t.form, and_(t.form.c.person_id == t.membership.c.person_id, t.form.c.cycle_id == bindparam("cycle")))
    .outerjoin(
        t.app_mark,
        and_(t.app_mark.c.person_id == t.membership.c.person_id, t.app_mark.c.cycle_id == bindparam("cycle")),
    )
    .outerjoin(
        t.official_entry,
        and_(
            t.official_entry.c.person_id == t.membership.c.person_id, t.official_entry.c.cycle_id == bindparam("cycle")
        ),
    )
    .outerjoin(_by, _by.c.id == t.official_entry.c.by_id)
    .where(t.membership.c.unit_id == bindparam("unit"), now_in(t.membership))
    .order_by(t.membership.c.roll)
)
STEPS = Sql(
    select(t.gate.c.name, t.gate.c.number, t.gate.c.override, t.person.c.name, t.gate.c.at)
    .join(t.person, t.person.c.id == t.gate.c.by_id)
    .where(t.gate.c.cycle_id == bindparam("cycle"), t.gate.c.unit_id == bindparam("unit"))
)


def _marks(insert: Any) -> Any:
    row = insert(t.app_mark).values(
        cycle_id=bindparam("cycle"), person_id=bindparam("person"), by_id=bindparam("by"), at=bindparam("now")
    )
    return row.on_conflict_do_nothing(index_elements=["cycle_id", "person_id"]).returning(t.app_mark.c.id)


def _enters(insert: Any) -> Any:
    row = insert(t.official_entry).values(
        cycle_id=bindparam("cycle"),
        person_id=bindparam("person"),
        day=bindparam("day"),
        by_id=bindparam("by"),
        at=bindparam("now"),
    )
    return row.on_conflict_do_nothing(index_elements=["cycle_id", "person_id"]).returning(t.official_entry.c.id)


def _step(insert: Any, name: str) -> Any:
    return insert(t.gate).values(
        cycle_id=bindparam("cycle"),
        unit_id=bindparam("unit"),
        name=literal_column(f"'{name}'"),
        number=bindparam("number"),
        override=bindparam("override"),
        by_id=bindparam("by"),
        at=bindparam("now"),
        rev=literal_column("0"),
    )


def _counts(insert: Any) -> Any:
    row = _step(insert, HEADS)
    fresh = {name: row.excluded[name] for name in ("number", "by_id", "at")}
    return row.on_conflict_do_update(
        index_elements=["cycle_id", "unit_id", "name"],
        set_={**fresh, "rev": t.gate.c.rev + literal_column("1")},
    ).returning(t.gate.c.id)


def _finishes(insert: Any) -> Any:
    row = _step(insert, ENTRY)
    return row.on_conflict_do_nothing(index_elements=["cycle_id", "unit_id", "name"]).returning(t.gate.c.id)


MARK = Sql(sqlite=_marks(sqlite.insert), postgresql=_marks(postgresql.insert))
UNMARK = Sql(
    delete(t.app_mark)
    .where(t.app_mark.c.cycle_id == bindparam("cycle"), t.app_mark.c.person_id == bindparam("person"))
    .returning(t.app_mark.c.id)
)
ENTER = Sql(sqlite=_enters(sqlite.insert), postgresql=_enters(postgresql.insert))
LEAVE_OUT = Sql(
    delete(t.official_entry)
    .where(t.official_entry.c.cycle_id == bindparam("cycle"), t.official_entry.c.person_id == bindparam("person"))
    .returning(t.official_entry.c.id)
)
MARKS: Mapping[str, tuple[str, Sql]] = {
    "app": ("app-marked", MARK),
    "not-app": ("app-unmarked", UNMARK),
    "entered": ("entered", ENTER),
    "not-entered": ("not-entered", LEAVE_OUT),
}
"""What can be said of a member: the act as the record names it, and the row that comes or goes."""
COUNT = Sql(sqlite=_counts(sqlite.insert), postgresql=_counts(postgresql.insert))
FINISH = Sql(sqlite=_finishes(sqlite.insert), postgresql=_finishes(postgresql.insert))
REOPEN = Sql(
    delete(t.gate)
    .where(
        t.gate.c.cycle_id == bindparam("cycle"),
        t.gate.c.unit_id == bindparam("unit"),
        t.gate.c.name == literal_column(f"'{ENTRY}'"),
    )
    .returning(t.gate.c.id)
)
TO_ENTER = Sql(
    select(
        func.count(t.form.c.id).filter(t.form.c.state == literal_column("'confirmed'")),
        func.count(t.form.c.id).filter(t.form.c.state.in_(one_of("sent", "opened"))),
        select(func.count(t.gate.c.id))
        .where(
            t.gate.c.cycle_id == bindparam("cycle"),
            t.gate.c.unit_id == bindparam("unit"),
            t.gate.c.name == literal_column(f"'{ENTRY}'"),
        )
        .scalar_subquery(),
    ).where(t.form.c.unit_id == bindparam("unit"), t.form.c.cycle_id == bindparam("cycle"))
)


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with members of its own."""

    unit: int
    code: str
    name: str
    sector: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A member as the checklist sees one. `entered` is the day the form was entered, `entered_by` who said so."""

    person: int
    roll: int
    name: str
    paper: str | None
    form: str | None
    app: int | None
    entered: str | None
    entered_by: str | None

    @property
    def ready(self) -> bool:
        """There is something to enter."""
        return self.form == "confirmed" or self.paper is not None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the branch: by whom and when; `number` the head-count, `override` why it was done with a red gate."""

    name: str
    number: int | None
    override: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything that the gates are judged by."""

    branch: Branch
    cycle: int
    members: tuple[Listed, ...]
    steps: Mapping[str, Step]

    @property
    def readiness(self) -> Readiness:
        counted = self.steps.get(HEADS)
        app = sum(member.app is not None for member in self.members)
        return Readiness(len(self.members), app, counted.number if counted else None)

    @property
    def without_app(self) -> tuple[Listed, ...]:
        return tuple(member for member in self.members if member.app is None)


class Gates(Decisions):
    """Questions about the official entry."""

    async def checked_branches(self, person: int) -> tuple[Branch, ...]:
        """The units with members in whose committee the person sits today."""
        rows = await self._read(BRANCHES, person=person, today=self.today.isoformat())
        return tuple(Branch(*row) for row in rows)

    async def checklist(self, branch: Branch, cycle: int) -> Checklist:
        at = {"unit": branch.unit, "cycle": cycle}
        members = tuple(Listed(*row) for row in await self._read(MEMBERS, **at, today=self.today.isoformat()))
        steps = {str(row[0]): Step(*row) for row in await self._read(STEPS, **at)}
        return Checklist(branch, cycle, members, steps)

    async def tick(self, what: str, of: Checklist, people: Collection[int], by: int, channel: str) -> int:
        """Say of these people one of `MARKS`; how many it was new of. Whom a colleague marked first stays as marked."""
        act, sql = MARKS[what]
        values: dict[str, Any] = {"cycle": of.cycle, "by": by, "now": self.at, "day": self.today.isoformat()}
        changed = [person for person in sorted(people) if await self._write(sql, person=person, **values)]
        batch: int | None = None
        for person in changed:
            told: dict[str, Any] = {"unit": of.branch.unit, "cycle": of.cycle, "person": person}
            deed = await self.record(act, by, channel, **told, batch=batch)
            batch = batch or deed
        return len(changed)

    async def count_heads(self, of: Checklist, number: int, by: int, channel: str) -> None:
        told: dict[str, Any] = {"cycle": of.cycle, "unit": of.branch.unit}
        await self._write(COUNT, **told, number=number, override="", by=by, now=self.at)
        await self.record("heads-counted", by, channel, **told, value=str(number))

    async def finish_entry(self, of: Checklist, reason: str, by: int, channel: str) -> bool:
        """Step 3 is done; with a reason where a gate is red. False where somebody said so before."""
        told: dict[str, Any] = {"cycle": of.cycle, "unit": of.branch.unit}
        if not await self._write(FINISH, **told, number=None, override=reason, by=by, now=self.at):
            return False
        await self.record("entry-overridden" if reason else "entry-done", by, channel, **told, reason=reason)
        return True

    async def reopen_entry(self, of: Checklist, by: int, channel: str) -> bool:
        told: dict[str, Any] = {"cycle": of.cycle, "unit": of.branch.unit}
        if not await self._write(REOPEN, **told):
            return False
        await self.record("entry-reopened", by, channel, **told)
        return True

    async def to_enter(self, unit: int, cycle: int) -> tuple[int, int, bool]:
        """How many forms of the branch are confirmed, how many wait, and whether step 3 is done."""
        ((confirmed, waiting, done),) = await self._read(TO_ENTER, unit=unit, cycle=cycle)
        return int(confirmed), int(waiting), bool(done)
