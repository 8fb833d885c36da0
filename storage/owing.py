"""How people stand to the steps they may owe: what the rules want to know, for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Self

from sqlalchemy import FromClause, Select, Text, and_, case, cast, exists, literal_column, select

from rules.reminding import Facts, Wishes
from storage import tables as t
from storage.assessing import NOT_YET_RATED
from storage.people import now_in
from storage.sql import Row, one_of

ASKED = "asked"
"""The reason of a planned row that the person asked for: "remind me in three days"."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A person and a step, as the ledger or a question about a unit names them, with all that the rules want to know.

    `talk` is the person's memory as text and `spoke` when the person last said something, where they were asked for.
    """

    id: int | None
    notice: int | None
    person: int
    step: str
    offset: int
    seat: int
    unit: int
    cycle: int
    day: date
    asked: bool
    planned_at: str
    facts: Facts
    wishes: Wishes
    talk: str | None
    spoke: str | None

    @property
    def kind(self) -> str:
        return self.step.partition(" ")[0]

    @property
    def period(self) -> str:
        return self.step.partition(" ")[2]

    @classmethod
    def read(cls, row: Row) -> Self:
        (
            id_, notice, person, step, offset, seat, unit, cycle, day, reason, planned_at,
            since, paper, office, form, let_in, answered, assessment, rated, entered, reported,
            quiet, frequency, opens, closes, snoozed, talk, spoke,
        ) = row  # fmt: skip
        facts = Facts(
            here=bool(office) if seat else since is not None,
            paper=paper is not None,
            since=date.fromisoformat(since) if since else date.min,
            let_in=bool(let_in),
            form=form,
            answered=bool(answered),
            assessment=assessment,
            rated=bool(rated),
            finished=bool(entered if step == "entry" else reported),
        )
        wishes = Wishes(
            quiet=quiet is not None,
            frequency=frequency or "every",
            opens=time.fromisoformat(opens) if opens else None,
            closes=time.fromisoformat(closes) if closes else None,
            snoozed_until=date.fromisoformat(snoozed) if snoozed else None,
        )
        named = (id_, notice, person, step, offset, seat, unit, cycle, date.fromisoformat(day), reason == ASKED)
        return cls(*named, planned_at, facts, wishes, talk, spoke)


def read_all(rows: Sequence[Row]) -> Sequence[Owed]:
    return [Owed.read(row) for row in rows]


def _yes(condition: Any) -> Any:
    return case((condition, literal_column("1")), else_=literal_column("0"))


def _key_of(person: Any) -> Any:
    """Under which a person's talk is kept."""
    return literal_column("'p'", Text) + cast(person, Text)


def how_they_stand(of: FromClause, id_: Any, notice: Any) -> Select[Any]:
    """For each row of `of`, which has the columns of the ledger, the row that `Owed.read` reads."""
    listed = and_(
        t.membership.c.person_id == of.c.person_id, t.membership.c.unit_id == of.c.unit_id, now_in(t.membership)
    )
    registered = and_(t.form.c.person_id == of.c.person_id, t.form.c.cycle_id == of.c.cycle_id)
    office = exists().where(t.role.c.person_id == of.c.person_id, t.role.c.unit_id == of.c.seat, now_in(t.role))
    let_in = exists().where(
        t.decision.c.kind == literal_column("'late'"),
        t.decision.c.subject == of.c.person_id,
        t.decision.c.cycle_id == of.c.cycle_id,
    )
    answered = exists().where(
        t.interim.c.form_id == t.form.c.id, literal_column("'interim '") + t.interim.c.period == of.c.step
    )
    rated = exists().where(
        t.rating.c.person_id == of.c.person_id,
        t.rating.c.cycle_id == of.c.cycle_id,
        t.rating.c.state.not_in(one_of(*NOT_YET_RATED)),
    )
    entered = exists().where(
        t.gate.c.cycle_id == of.c.cycle_id,
        t.gate.c.unit_id == of.c.seat,
        t.gate.c.name == literal_column("'entry'"),
    )
    reported = exists().where(
        t.rating_round.c.cycle_id == of.c.cycle_id,
        t.rating_round.c.unit_id == of.c.seat,
        t.rating_round.c.state == literal_column("'reported'"),
    )
    return (
        select(
            id_,
            notice,
            of.c.person_id,
            of.c.step,
            of.c.days_before,
            of.c.seat,
            of.c.unit_id,
            of.c.cycle_id,
            of.c.day,
            of.c.reason,
            of.c.planned_at,
            t.membership.c.since,
            t.membership.c.paper,
            _yes(office),
            t.form.c.state,
            _yes(let_in),
            _yes(answered),
            t.assessment.c.state,
            _yes(rated),
            _yes(entered),
            _yes(reported),
            t.person.c.quiet_since,
            t.preference.c.frequency,
            t.preference.c.opens,
            t.preference.c.closes,
            t.preference.c.snoozed_until,
            t.talk.c.data,
            t.talk.c.at,
        )
        .select_from(of)
        .join(t.person, t.person.c.id == of.c.person_id)
        .outerjoin(t.membership, listed)
        .outerjoin(t.form, registered)
        .outerjoin(t.assessment, t.assessment.c.form_id == t.form.c.id)
        .outerjoin(t.preference, t.preference.c.person_id == of.c.person_id)
        .outerjoin(t.talk, t.talk.c.person == _key_of(of.c.person_id))
    )
