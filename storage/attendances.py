"""Who came to an activity (TV-13: each branch says it of its own): evidence for the contents that it is linked to."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from chat.message import FileRef
from rules.activity import left_without, raises
from rules.codes import code_of
from storage import tables as t
from storage.activities import Activity
from storage.forms import CARD, Card
from storage.people import Member, now_in
from storage.progress import Progress
from storage.sql import Sql, one_of
from storage.year_lines import YearLines


@dataclass(frozen=True, slots=True)
class Expected:
    """A member of a branch that takes part; `came` is None until somebody has said so."""

    person: int
    roll: int
    name: str
    came: int | None
    at: str | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """A member whose contents an attendance changed: which of them are now at another level."""

    person: int
    came: bool
    criteria: tuple[str, ...]


HOLD = Sql(
    update(t.activity)
    .values(state=literal_column("'held'"), rev=t.activity.c.rev + literal_column("1"))
    .where(t.activity.c.id == bindparam("activity"), t.activity.c.state.in_(one_of("planned", "held")))
    .returning(t.activity.c.id)
)
_by = t.person.alias()
EXPECTED = Sql(
    select(
        t.person.c.id,
        t.membership.c.roll,
        t.person.c.name,
        t.attendance.c.came,
        t.attendance.c.at,
        _by.c.name,
    )
    .select_from(t.membership)
    .join(t.person, t.person.c.id == t.membership.c.person_id)
    .outerjoin(
        t.attendance,
        and_(t.attendance.c.person_id == t.person.c.id, t.attendance.c.activity_id == bindparam("activity")),
    )
    .outerjoin(_by, _by.c.id == t.attendance.c.by_id)
    .where(t.membership.c.unit_id == bindparam("unit"), now_in(t.membership))
    .order_by(t.membership.c.roll)
)

_noted = exists().where(
    t.attendance.c.activity_id == t.activity.c.id, t.attendance.c.unit_id == t.activity_unit.c.unit_id
)
UNNOTED = Sql(
    select(t.activity.c.id, t.activity.c.title)
    .join(t.cycle, t.cycle.c.id == t.activity.c.cycle_id)
    .join(t.activity_unit, t.activity_unit.c.activity_id == t.activity.c.id)
    .where(
        t.activity_unit.c.unit_id == bindparam("unit"),
        t.cycle.c.year == bindparam("year"),
        t.activity.c.day <= bindparam("today"),
        t.activity.c.state != literal_column("'cancelled'"),
        ~_noted,
    )
    .order_by(t.activity.c.day.desc(), t.activity.c.id.desc())
)


def _tick(insert: Any) -> Any:
    """A row comes back only for whom this says something new."""
    names = ("activity_id", "unit_id", "person_id", "came", "by_id", "at")
    row = insert(t.attendance).values({name: bindparam(name) for name in names})
    return row.on_conflict_do_update(
        index_elements=["activity_id", "person_id"],
        set_={name: row.excluded[name] for name in ("unit_id", "came", "by_id", "at")},
        where=t.attendance.c.came != row.excluded.came,
    ).returning(t.attendance.c.person_id)


TICK = Sql(sqlite=_tick(sqlite.insert), postgresql=_tick(postgresql.insert))
FORM_OF_YEAR = Sql(CARD.where(t.form.c.person_id == bindparam("person"), t.cycle.c.year == bindparam("year")))
OTHERS_ATTENDED = Sql(
    select(func.max(t.activity.c.completes))
    .select_from(t.attendance)
    .join(t.activity, t.activity.c.id == t.attendance.c.activity_id)
    .join(t.cycle, t.cycle.c.id == t.activity.c.cycle_id)
    .join(t.activity_criterion, t.activity_criterion.c.activity_id == t.activity.c.id)
    .where(
        t.attendance.c.person_id == bindparam("person"),
        t.attendance.c.came == literal_column("1"),
        t.activity.c.id != bindparam("activity"),
        t.cycle.c.year == bindparam("year"),
        t.activity_criterion.c.criterion == bindparam("criterion"),
    )
)
ATTENDED = Sql(
    select(t.activity.c.id)
    .join(t.attendance, t.attendance.c.activity_id == t.activity.c.id)
    .join(t.cycle, t.cycle.c.id == t.activity.c.cycle_id)
    .where(
        t.attendance.c.person_id == bindparam("person"),
        t.attendance.c.came == literal_column("1"),
        t.cycle.c.year == bindparam("year"),
    )
    .order_by(t.activity.c.day, t.activity.c.id)
)
DETACH = Sql(
    update(t.evidence)
    .values(taken_back_at=bindparam("now"))
    .where(
        t.evidence.c.form_id == bindparam("form"),
        t.evidence.c.source == bindparam("source"),
        t.evidence.c.name == bindparam("code"),
        t.evidence.c.taken_back_at.is_(None),
    )
    .returning(t.evidence.c.criterion)
)


class Attendances(YearLines, Progress):
    """Questions about who came."""

    async def expected(self, activity: Activity, unit: int) -> tuple[Expected, ...]:
        """The branch's members today, and what was noted of each."""
        rows = await self._read(EXPECTED, activity=activity.id, unit=unit, today=self.today.isoformat())
        return tuple(Expected(*row) for row in rows)

    async def unnoted(self, unit: int, year: int) -> dict[str, str]:
        """What has taken place and of which the branch has noted nobody yet, the newest first: titles by code."""
        rows = await self._read(UNNOTED, unit=unit, year=year, today=self.today.isoformat())
        return {code_of("activity", number): str(title) for number, title in rows}

    async def attend(
        self, activity: Activity, member: Member, came: Collection[int], channel: str, text: str
    ) -> tuple[Counted, ...] | None:
        """Note who of the member's branch came, and who did not; whose contents that changed.

        `text` is what the evidence says. None where the activity was called off meanwhile.
        """
        if not await self._write(HOLD, activity=activity.id):
            return None
        expected = await self.expected(activity, member.unit)
        place = {"activity_id": activity.id, "unit_id": member.unit, "by_id": member.person}
        counted = []
        for who in expected:
            is_here = who.person in came
            if await self._write(TICK, **place, person_id=who.person, came=int(is_here), at=self.at):
                counted.append(await self._count(activity, who.person, member.person, text, came=is_here))
        where: dict[str, Any] = {"unit": member.unit, "cycle": activity.cycle, "kind": "activity"}
        here = sum(who.person in came for who in expected)
        value = f"{here}/{len(expected)}"
        await self.record("attendance", member.person, channel, **where, subject=activity.id, value=value)
        return tuple(counted)

    async def attended(self, person: int, year: int) -> tuple[int, ...]:
        """The activities of a year at which a member was, in their order."""
        return tuple(int(number) for (number,) in await self._read(ATTENDED, person=person, year=year))

    async def _count(self, activity: Activity, person: int, by: int, text: str, *, came: bool) -> Counted:
        rows = await self._read(FORM_OF_YEAR, person=person, year=activity.year, today=self.today.isoformat())
        if not rows:
            return Counted(person, came, ())
        form = Card(*rows[0])
        changed = await (self.count_attended(activity, form, by, text) if came else self._detach(activity, form, by))
        return Counted(person, came, changed)

    async def count_attended(self, activity: Activity, form: Card, by: int, text: str) -> tuple[str, ...]:
        """Evidence for each registered content that is linked and has none of it yet, and the level that coming gives.

        The codes of the contents that are now at another level.
        """
        changed = []
        proofs = await self.evidence_of(form.id)
        noted = {proof.criterion for proof in proofs if (proof.source, proof.name) == ("activity", activity.code)}
        for line in await self.year_lines(form):
            if line.criterion not in activity.criteria or line.criterion in noted:
                continue
            attested = FileRef("", name=activity.code)
            await self._attest(form.id, line.criterion, form.person, "activity", "attendance", text, attested, None)
            if raises(line.progress, activity.level):
                await self.mark(form.id, line.criterion, activity.level, text, "activity", by)
                changed.append(line.criterion)
        return tuple(changed)

    async def _detach(self, activity: Activity, form: Card, by: int) -> tuple[str, ...]:
        """Somebody did not come after all: the evidence goes, and the level unless somebody has spoken since."""
        changed = []
        gone = await self._write(DETACH, form=form.id, source="activity", code=activity.code, now=self.at)
        marks = await self.marks(form.id)
        for (criterion,) in gone:
            about = {"person": form.person, "activity": activity.id, "year": activity.year, "criterion": criterion}
            ((completes,),) = await self._read(OTHERS_ATTENDED, **about)
            others = () if completes is None else ("done" if completes else "partly",)
            left = left_without([(m.level, m.source) for m in marks if m.criterion == criterion], others)
            if left is not None:
                await self.mark(form.id, criterion, left, activity.code, "activity", by)
                changed.append(str(criterion))
        return tuple(changed)
