"""How people stand to the steps they may owe: what the rules want to know, for many at once."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import FromClause, Select, Text, and_, case, cast, exists, func, literal_column, null, or_, select

from chat.talk import Talk
from rules.reminding import BUSY, Facts, Wishes
from rules.verdicts import Owed
from storage import tables as t
from storage.assessing import NOT_YET_RATED
from storage.instants import moment
from storage.people import now_in, on_roll
from storage.sql import Row, one_of

ASKED = "asked"
"""The reason of a planned row that the person asked for: "remind me in three days"."""


FLOWS: Mapping[str, frozenset[str]] = {
    "registration": frozenset({"register"}),
    "interim": frozenset({"interim"}),
    "self": frozenset({"assess"}),
    "entry": frozenset({"entry"}),
    "rating": frozenset({"meeting", "rate", "rateall"}),
}
"""The conversations in which a step is done: who has one open is in the middle of it."""


def owed_in(row: Row, now: datetime) -> Owed:
    """A row that `how_they_stand` has asked for."""
    (
        id_, notice, person, step, offset, seat, unit, cycle, day, reason,
        since, paper, office, form, let_in, answered, assessment, rated, entered, reported, peopled,
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
        finished=bool({"entry": entered, "rating": reported}.get(step.rpartition(" ")[2])),
        peopled=bool(peopled),
    )
    wishes = Wishes(
        quiet=quiet is not None,
        frequency=frequency or "every",
        opens=time.fromisoformat(opens) if opens else None,
        closes=time.fromisoformat(closes) if closes else None,
        snoozed_until=date.fromisoformat(snoozed) if snoozed else None,
    )
    named = (id_, notice, person, step, offset, seat, unit, cycle, date.fromisoformat(day), reason == ASKED)
    return Owed(*named, facts, wishes, talk, _is_busy(step, talk, spoke, now))


def _is_busy(step: str, talk: str | None, spoke: str | None, now: datetime) -> bool:
    if talk is None or spoke is None or now >= moment(spoke) + BUSY:
        return False
    return bool(FLOWS.get(step.partition(" ")[0], frozenset()) & Talk(talk).open_flows())


def _yes(condition: Any) -> Any:
    return case((condition, literal_column("1")), else_=literal_column("0"))


def _key_of(person: Any) -> Any:
    """Under which a person's talk is kept."""
    return literal_column("'p'", Text) + cast(person, Text)


def how_they_stand(of: FromClause, id_: Any, notice: Any, *, talks: bool = True) -> Select[Any]:
    """For each row of `of`, which has the columns of the ledger, what `owed_in` reads.

    Without `talks` nobody's memory is looked into: a draft is its writer's own.
    """
    registered = and_(t.form.c.person_id == of.c.person_id, t.form.c.cycle_id == of.c.cycle_id)
    escalated = func.substr(of.c.step, literal_column("1"), literal_column("8")) == literal_column("'overdue '")
    office = exists().where(
        t.role.c.person_id == of.c.person_id,
        or_(t.role.c.unit_id == of.c.seat, escalated),  # whoever hears of an overdue branch sits above it
        now_in(t.role),
    )
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
    others = t.membership.alias()
    peopled = exists().where(others.c.unit_id == of.c.unit_id, now_in(others))
    spoken = (t.talk.c.data, t.talk.c.at) if talks else (null(), null())
    found = (
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
            _yes(peopled),
            t.person.c.quiet_since,
            t.preference.c.frequency,
            t.preference.c.opens,
            t.preference.c.closes,
            t.preference.c.snoozed_until,
            *spoken,
        )
        .select_from(of)
        .join(t.person, t.person.c.id == of.c.person_id)
        .outerjoin(t.membership, on_roll(of))
        .outerjoin(t.form, registered)
        .outerjoin(t.assessment, t.assessment.c.form_id == t.form.c.id)
        .outerjoin(t.preference, t.preference.c.person_id == of.c.person_id)
    )
    return found.outerjoin(t.talk, t.talk.c.person == _key_of(of.c.person_id)) if talks else found
