"""A member's own word at the end of the year: sent, taken back, opened by the committee, returned, sent again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from rules.codes import code_of
from rules.permissions import Case
from storage import tables as t
from storage.deciding import ABOVE, COMMITTEE
from storage.forms import STILL_OPEN, Card
from storage.people import on_roll
from storage.sql import Row, Sql, Value, one_of
from storage.year_lines import YearLines

KIND = "assessment"


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a member says of a registered content: how far it came, and what was done or why nothing was (PN-22)."""

    criterion: str
    level: str
    what: str


@dataclass(frozen=True, slots=True)
class AssessmentCard:
    """A self-assessment with whose it is. State: sent, opened, recalled or returned."""

    id: int
    form: int
    person: int
    name: str
    roll: int | None
    unit: int
    cycle: int
    year: int
    state: str
    version: int
    sent_at: str
    opened_at: str | None
    opened_by: int | None
    rev: int

    @property
    def code(self) -> str:
        return code_of(KIND, self.id)


ASSESSMENT = (
    select(
        t.assessment.c.id,
        t.assessment.c.form_id,
        t.assessment.c.person_id,
        t.person.c.name,
        t.membership.c.roll,
        t.assessment.c.unit_id,
        t.assessment.c.cycle_id,
        t.cycle.c.year,
        t.assessment.c.state,
        t.assessment.c.version,
        t.assessment.c.sent_at,
        t.assessment.c.opened_at,
        t.assessment.c.opened_by,
        t.assessment.c.rev,
    )
    .join(t.cycle, t.cycle.c.id == t.assessment.c.cycle_id)
    .join(t.person, t.person.c.id == t.assessment.c.person_id)
    .outerjoin(t.membership, on_roll(t.assessment))
)
OF_FORM = Sql(ASSESSMENT.where(t.assessment.c.form_id == bindparam("form")))
BY_ID = Sql(ASSESSMENT.where(t.assessment.c.id == bindparam("assessment")))
SENT = Sql(
    ASSESSMENT.where(
        t.assessment.c.unit_id == bindparam("unit"),
        t.assessment.c.cycle_id == bindparam("cycle"),
        t.assessment.c.state.in_(one_of("sent", "opened")),
    ).order_by(t.membership.c.roll, t.assessment.c.id)
)
LINES = Sql(
    select(t.assessment_line.c.criterion, t.assessment_line.c.level, t.assessment_line.c.what)
    .where(
        t.assessment_line.c.assessment_id == bindparam("assessment"),
        t.assessment_line.c.version == bindparam("version"),
    )
    .order_by(t.assessment_line.c.id)
)
POINTS = Sql(
    select(t.assessment_points.c.group_code, t.assessment_points.c.points)
    .where(
        t.assessment_points.c.assessment_id == bindparam("assessment"),
        t.assessment_points.c.version == bindparam("version"),
    )
    .order_by(t.assessment_points.c.id)
)
OWED = Sql(
    select(t.form.c.id, t.assessment.c.state)
    .outerjoin(t.assessment, t.assessment.c.form_id == t.form.c.id)
    .where(
        t.form.c.person_id == bindparam("person"),
        t.form.c.cycle_id == bindparam("cycle"),
        t.form.c.state == literal_column("'confirmed'"),
    )
)
STILL_CONFIRMED = Sql(
    select(t.form.c.id)
    .where(t.form.c.id == bindparam("form"), t.form.c.state == literal_column("'confirmed'"))
    .with_for_update(read=True)
)
"""From here to the end of the turn nobody takes the confirmation of the form back."""
NOT_YET_RATED = ("open", "returned", "reopened")
RATED = Sql(
    select(t.rating.c.id)
    .where(
        t.rating.c.person_id == bindparam("person"),
        t.rating.c.cycle_id == bindparam("cycle"),
        t.rating.c.state.not_in(one_of(*NOT_YET_RATED)),
    )
    .limit(literal_column("1"))
)


def _send(insert: Any) -> Any:
    """The first version, or the next one of what was returned or taken back; no row: it is in other hands."""
    row = insert(t.assessment).values(
        form_id=bindparam("form"),
        person_id=bindparam("person"),
        unit_id=bindparam("unit"),
        cycle_id=bindparam("cycle"),
        state=literal_column("'sent'"),
        version=literal_column("1"),
        sent_at=bindparam("now"),
        opened_at=None,
        opened_by=None,
        rev=literal_column("0"),
    )
    again = {
        "state": row.excluded.state,
        "version": t.assessment.c.version + literal_column("1"),
        "unit_id": row.excluded.unit_id,
        "sent_at": row.excluded.sent_at,
        "opened_at": None,
        "opened_by": None,
        "rev": t.assessment.c.rev + literal_column("1"),
    }
    return row.on_conflict_do_update(
        index_elements=["form_id"],
        set_=again,
        where=t.assessment.c.state.in_(one_of("returned", "recalled")),
    ).returning(t.assessment.c.id, t.assessment.c.version)


def _moves(to: str, *states: str, **values: Any) -> Sql:
    """From one of these states to another, in the version that was seen; no row: somebody was first."""
    return Sql(
        update(t.assessment)
        .values(state=literal_column(f"'{to}'"), rev=t.assessment.c.rev + literal_column("1"), **values)
        .where(
            t.assessment.c.id == bindparam("assessment"),
            t.assessment.c.version == bindparam("version_seen"),
            t.assessment.c.state.in_(one_of(*states)),
        )
        .returning(t.assessment.c.rev)
    )


SEND = Sql(sqlite=_send(sqlite.insert), postgresql=_send(postgresql.insert))
RECALL = _moves("recalled", "sent")
OPEN = _moves("opened", "sent", opened_at=bindparam("now"), opened_by=bindparam("person"))
RETURN = tuple((state, _moves("returned", state)) for state in ("sent", "opened"))
ADD_LINE, ADD_POINTS = (
    Sql(insert(table).values({name: bindparam(name) for name in table.columns.keys()[1:]}))
    for table in (t.assessment_line, t.assessment_points)
)


class Assessing(YearLines):
    """Questions about self-assessments. Whoever asks for others' gets none that is not sent (products.md 30)."""

    async def my_assessment(self, form: Card) -> AssessmentCard | None:
        return _card(await self._read(OF_FORM, form=form.id, today=self.today.isoformat()))

    async def assessment(self, number: int) -> AssessmentCard | None:
        return _card(await self._read(BY_ID, assessment=number, today=self.today.isoformat()))

    async def assessments_of(self, unit: int, cycle: int) -> tuple[AssessmentCard, ...]:
        """What the members of a branch have sent, by their numbers on its list."""
        rows = await self._read(SENT, unit=unit, cycle=cycle, today=self.today.isoformat())
        return tuple(AssessmentCard(*row) for row in rows)

    async def assessment_lines(self, card: AssessmentCard) -> tuple[Assessed, ...]:
        rows = await self._read(LINES, assessment=card.id, version=card.version)
        return tuple(Assessed(*row) for row in rows)

    async def assessment_points(self, card: AssessmentCard) -> Mapping[str, int]:
        """The score of each group, where groups are scored."""
        return {str(group): int(n) for group, n in await self._read(POINTS, assessment=card.id, version=card.version)}

    async def assessment_owed(self, person: int, cycle: int) -> str | None:
        """ "new", "recalled" or "returned" where a member with a confirmed form has yet to send one."""
        for _, state in await self._read(OWED, person=person, cycle=cycle):
            return str(state or "new") if state not in ("sent", "opened") else None
        return None

    async def is_rated(self, person: int, cycle: int) -> bool:
        """Whether the branch has decided already, so that the member's own word would come too late."""
        return bool(await self._read(RATED, person=person, cycle=cycle))

    async def returned_because(self, card: AssessmentCard) -> str:
        """Why the committee gave it back, in its own words."""
        deeds = [deed for deed in await self.deeds_on(KIND, card.id) if deed.act == "returned"]
        return deeds[-1].reason if card.state == "returned" and deeds else ""

    async def assessment_case(self, card: AssessmentCard) -> Case:
        """Who reads and returns it: the branch, or the unit above where nobody but the owner sits in its committee."""
        told: dict[str, Value] = {"unit": card.unit, "today": self.today.isoformat()}
        above = [int(unit) for (unit,) in await self._read(ABOVE, **told)]
        others = {person for person, _ in await self._read(COMMITTEE, **told)} - {card.person}
        return Case(card.person, card.unit, next(iter(above), None), not others)

    async def send_assessment(
        self,
        form: Card,
        lines: Sequence[Assessed],
        points: Mapping[str, int],
        channel: str,
        unit: int | None = None,
    ) -> AssessmentCard | None:
        """Send it to the committee of the branch where the member is now (`unit`, else the form's own), or None where
        it is no longer the member's to change: the cycle is closed, the form not confirmed any more, the assessment in
        the committee's hands or the member rated already.
        """
        if not await self._write(STILL_OPEN, cycle=form.cycle) or not await self._write(STILL_CONFIRMED, form=form.id):
            return None
        if await self.is_rated(form.person, form.cycle):
            return None
        whose: dict[str, Value] = {"person": form.person, "unit": unit or form.unit, "cycle": form.cycle}
        rows = await self._write(SEND, form=form.id, **whose, now=self.at)
        if not rows:
            return None
        number, version = rows[0]
        at = {"assessment_id": number, "version": version}
        for line in lines:
            await self._write(ADD_LINE, **at, criterion=line.criterion, level=line.level, what=line.what)
        for group, scored in points.items():
            await self._write(ADD_POINTS, **at, group_code=group, points=scored)
        sent = await self.assessment(number)
        assert sent is not None  # noqa: S101 - it was written just now
        await self.record("sent", form.person, channel, **_of(sent))
        return sent

    async def recall_assessment(self, card: AssessmentCard, channel: str) -> bool:
        """Its author takes it back; possible until somebody of the committee has opened it."""
        if not await self._write(RECALL, assessment=card.id, version_seen=card.version):
            return False
        await self.record("recalled", card.person, channel, **_of(card))
        return True

    async def open_assessment(self, card: AssessmentCard, person: int, channel: str) -> None:
        """Somebody of the committee reads it: from now on it cannot be taken back."""
        await self._note_taken_up(await self._take_up([card], person), person, channel)

    async def _take_up(self, cards: Sequence[AssessmentCard], person: int) -> Sequence[AssessmentCard]:
        """Those that nobody had opened before, each row in its turn."""
        unread = sorted((card.id, card.version, card) for card in cards if card.state == "sent")
        seen: dict[str, Value] = {"person": person, "now": self.at}
        return [card for n, v, card in unread if await self._write(OPEN, assessment=n, version_seen=v, **seen)]

    async def _note_taken_up(self, cards: Sequence[AssessmentCard], person: int, channel: str) -> None:
        for card in cards:
            await self.record("opened", person, channel, **_of(card))

    async def return_assessment(self, card: AssessmentCard, person: int, channel: str, reason: str) -> bool:
        """The committee wants it mended; False where it was taken back, returned or sent anew meanwhile."""
        for state, returns in RETURN:  # whichever it is by now, an undo gives back
            for (rev,) in await self._write(returns, assessment=card.id, version_seen=card.version):
                was = {"state": state, "rev": rev - 1}
                await self.record("returned", person, channel, **_of(card), was=was, reason=reason)
                return True
        return False


def _card(rows: Sequence[Row]) -> AssessmentCard | None:
    return AssessmentCard(*rows[0]) if rows else None


def _of(card: AssessmentCard) -> dict[str, Any]:
    """What the record says of a self-assessment. A form's own decisions are counted by its number: not here."""
    told = {"unit": card.unit, "cycle": card.cycle, "person": card.person, "version": card.version}
    return {**told, "kind": KIND, "subject": card.id}
