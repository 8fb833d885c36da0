"""What a registration may begin from: last year's open lines, the committee's draft, a registration opened late."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, exists, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from rules.due import Due
from rules.forms import Item
from storage import tables as t
from storage.criteria import OpenCycle
from storage.decisions import Deed
from storage.forms import Card
from storage.people import Member, now_in
from storage.sql import Sql, Value, one_of
from storage.year_lines import YearLines


@dataclass(frozen=True, slots=True)
class Unregistered:
    """A member of a branch who registers in chat and has no form yet this year."""

    person: int
    roll: int
    name: str
    since: date


@dataclass(frozen=True, slots=True)
class Left:
    """A line of last year: whether it was done, by the branch's word or the member's, and what the member wrote."""

    item: Item
    done: bool
    lesson: str


_form = exists().where(t.form.c.person_id == t.membership.c.person_id, t.form.c.cycle_id == bindparam("cycle"))
UNREGISTERED = Sql(
    select(t.person.c.id, t.membership.c.roll, t.person.c.name, t.membership.c.since)
    .select_from(t.membership)
    .join(t.person, t.person.c.id == t.membership.c.person_id)
    .where(t.membership.c.unit_id == bindparam("unit"), now_in(t.membership), t.membership.c.paper.is_(None), ~_form)
    .order_by(t.membership.c.roll)
)
_PROPOSED = ("criterion", "action", "due_precision", "due_start", "due_end", "how")
PROPOSALS = Sql(
    select(*(t.proposal.c[name] for name in _PROPOSED))
    .where(t.proposal.c.person_id == bindparam("person"), t.proposal.c.cycle_id == bindparam("cycle"))
    .order_by(t.proposal.c.id)
)


def _propose(insert: Any) -> Any:
    """The committee's newest words about a content take the place of its older ones."""
    names = ("cycle_id", "person_id", *_PROPOSED, "by_id", "at")
    row = insert(t.proposal).values({name: bindparam(name) for name in names})
    return row.on_conflict_do_update(
        index_elements=["cycle_id", "person_id", "criterion"],
        set_={name: row.excluded[name] for name in (*_PROPOSED[1:], "by_id", "at")},
    )


PROPOSE = Sql(sqlite=_propose(sqlite.insert), postgresql=_propose(postgresql.insert))
SAID_AT_THE_END = Sql(
    select(t.assessment_line.c.criterion, t.assessment_line.c.level, t.assessment_line.c.what)
    .join(
        t.assessment,
        and_(
            t.assessment.c.id == t.assessment_line.c.assessment_id,
            t.assessment.c.version == t.assessment_line.c.version,
        ),
    )
    .where(t.assessment.c.form_id == bindparam("form"), t.assessment.c.state.in_(one_of("sent", "opened")))
)
BRANCH_SAID = Sql(
    select(t.rating_line.c.criterion, t.rating_line.c.level)
    .join(t.rating, t.rating.c.id == t.rating_line.c.rating_id)
    .where(
        t.rating.c.person_id == bindparam("person"),
        t.rating.c.form_id == bindparam("form"),
        t.rating.c.state != literal_column("'open'"),
    )
)
"""What the branch decided of single contents, in place of the member's word."""


class Proposals(YearLines):
    """Questions about what there is before a member writes."""

    async def unregistered(self, unit: int, cycle: OpenCycle) -> tuple[Unregistered, ...]:
        rows = await self._read(UNREGISTERED, unit=unit, cycle=cycle.id, today=self.today.isoformat())
        return tuple(Unregistered(person, roll, name, date.fromisoformat(since)) for person, roll, name, since in rows)

    async def proposals(self, person: int, cycle: OpenCycle) -> tuple[Item, ...]:
        """What the committee wrote down for a member. The catalogue's own words are not in it."""
        rows = await self._read(PROPOSALS, person=person, cycle=cycle.id)
        found = ((row, Due.from_json(list(row[2:5]))) for row in rows)
        return tuple(Item(row[0], "", "", row[1], due, row[5]) for row, due in found if due)

    async def propose(
        self, people: Collection[int], cycle: OpenCycle, member: Member, items: Sequence[Item], channel: str
    ) -> None:
        """Write contents down for several members of the branch; nothing of it counts before they send it (PN-29)."""
        for person in sorted(people):
            for item in items:
                precision, start, end = item.due.as_json()
                words = (item.criterion, item.action, precision, start, end, item.how)
                told: dict[str, Value] = dict(zip(_PROPOSED, words, strict=True))
                by: dict[str, Value] = {"by_id": member.person, "at": self.at}
                await self._write(PROPOSE, cycle_id=cycle.id, person_id=person, **by, **told)
        batch: int | None = None
        where: dict[str, Any] = {"unit": member.unit, "cycle": cycle.id, "kind": "proposal"}
        value = ",".join(item.criterion for item in items)
        for person in sorted(people):
            deed = await self.record(
                "proposed", member.person, channel, **where, person=person, value=value, batch=batch
            )
            batch = batch or deed

    async def left_over(self, form: Card) -> tuple[Left, ...]:
        """The lines of an earlier year: done or not by the branch's word, else by the member's own at its end, else as
        far as they were (PN-29).
        """
        said = {row[0]: row[1:] for row in await self._read(SAID_AT_THE_END, form=form.id)}
        decided = {
            str(code): str(level) for code, level in await self._read(BRANCH_SAID, form=form.id, person=form.person)
        }
        left = []
        for line in await self.year_lines(form):
            level, lesson = said.get(line.criterion, (line.progress, ""))
            left.append(Left(line.item, decided.get(line.criterion, level) == "done", lesson))
        return tuple(left)

    async def late_opened(self, person: int, cycle: OpenCycle) -> Deed | None:
        """Who let a member register after the day, although admitted after it (PN-28)."""
        deeds = await self.deeds_on("late", person)
        return next((deed for deed in deeds if deed.cycle == cycle.id), None)

    async def open_late(self, person: int, cycle: OpenCycle, member: Member, channel: str) -> None:
        where: dict[str, Any] = {"unit": member.unit, "cycle": cycle.id, "kind": "late", "subject": person}
        await self.record("late-opened", member.person, channel, **where, person=person)
