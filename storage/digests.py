"""How a branch stands in the morning: what waits for somebody to act, what came lately, who has not done a step yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Text,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    select,
    union_all,
)

from rules.reminding import Facts
from storage import tables as t
from storage.access import Access
from storage.assessing import NOT_YET_RATED
from storage.care import OVERDUE
from storage.instants import instant
from storage.people import now_in
from storage.sql import Sql, one_of


@dataclass(frozen=True, slots=True)
class Morning:
    """A branch's name, which of its committee's steps are done, and when the person last got a digest of it.

    `silent_at`: when there was last nothing to say.
    """

    unit_name: str
    entered: bool
    reported: bool
    told_at: str | None = None
    silent_at: str | None = None

    @property
    def seen_at(self) -> str | None:
        """What came before that is no news."""
        return max(filter(None, (self.told_at, self.silent_at)), default=None)


@dataclass(frozen=True, slots=True)
class Queue:
    """What of one kind waits, the oldest since when; how much came lately, decided or not, and was decided lately.

    `late` waits for longer than it should.
    """

    waiting: int = 0
    oldest: str | None = None
    new: int = 0
    decided: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Mate:
    """A member as a digest counts them. `lost_at`: since when the last account is not reached any more."""

    facts: Facts
    reachable: bool
    lost_at: str | None


_ROUND = and_(
    t.rating_round.c.cycle_id == bindparam("cycle"),
    t.rating_round.c.unit_id == bindparam("unit"),
    t.rating_round.c.state.in_(one_of("closed", "reported")),
)
_REPORTED = exists().where(_ROUND, t.rating_round.c.state == literal_column("'reported'"))
_ENTERED = exists().where(
    t.gate.c.cycle_id == bindparam("cycle"),
    t.gate.c.unit_id == bindparam("unit"),
    t.gate.c.name == literal_column("'entry'"),
)


def _yes(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, literal_column("1")), else_=literal_column("0"))


_state_of = t.reminder.c.state
_silent = and_(_state_of == literal_column("'skipped'"), t.reminder.c.reason == literal_column("'nothing'"))
_digests = and_(
    t.reminder.c.person_id == bindparam("person"),
    _state_of.in_(one_of("sent", "skipped")),
    t.reminder.c.seat == t.unit_name.c.unit_id,
    func.substr(t.reminder.c.step, literal_column("1"), literal_column("7")) == literal_column("'digest '"),
)
MORNING = Sql(
    select(
        t.unit_name.c.name,
        _yes(_ENTERED),
        _yes(_REPORTED),
        func.max(case((_state_of == literal_column("'sent'"), t.reminder.c.sent_at))),
        func.max(case((_silent, t.reminder.c.due_at))),
    )
    .select_from(t.unit_name)
    .outerjoin(t.reminder, _digests)
    .where(t.unit_name.c.unit_id == bindparam("unit"), now_in(t.unit_name))
    .group_by(t.unit_name.c.id, t.unit_name.c.name)
)


def _queue(
    kind: str,
    id_: ColumnElement[int],
    at: ColumnElement[str],
    waits: ColumnElement[bool],
    decided: ColumnElement[bool] | None = None,
    late: ColumnElement[bool] | None = None,
) -> Any:
    def counted(condition: ColumnElement[bool] | None) -> ColumnElement[int]:
        return literal_column("0") if condition is None else func.count(case((condition, id_)))

    return select(
        literal_column(f"'{kind}'", Text).label("kind"),
        counted(waits),
        func.min(case((waits, at))),
        counted(at > bindparam("since")),
        counted(decided),
        counted(late),
    )


_state = t.form.c.state
_asked = t.ticket.c.state == literal_column("'open'")
_unread = and_(t.assessment.c.state == literal_column("'sent'"), ~exists().where(_ROUND))
_OTHERS = t.form.c.person_id != bindparam("person")
QUEUES = Sql(
    union_all(
        _queue(
            "forms",
            t.form.c.id,
            t.form.c.sent_at,
            _state.in_(one_of("sent", "opened")),
            decided=and_(_state == literal_column("'confirmed'"), t.form.c.decided_at > bindparam("since")),
        ).where(
            t.form.c.unit_id == bindparam("unit"),
            t.form.c.cycle_id == bindparam("cycle"),
            _state != literal_column("'recalled'"),
            _OTHERS,
        ),
        _queue(
            "supplements",
            t.supplement.c.id,
            t.supplement.c.sent_at,
            t.supplement.c.state == literal_column("'sent'"),
        )
        .join(t.form, t.form.c.id == t.supplement.c.form_id)
        .where(
            t.supplement.c.unit_id == bindparam("unit"),
            t.supplement.c.state != literal_column("'withdrawn'"),
            t.form.c.cycle_id == bindparam("cycle"),
            _OTHERS,
        ),
        _queue(
            "tickets",
            t.ticket.c.id,
            t.ticket.c.at,
            _asked,
            late=and_(_asked, t.ticket.c.at < bindparam("before")),
        ).where(
            t.ticket.c.unit_id == bindparam("unit"),
            t.ticket.c.cycle_id == bindparam("cycle"),
            t.ticket.c.person_id != bindparam("person"),
        ),
        _queue("interims", t.interim.c.id, t.interim.c.sent_at, t.interim.c.comment_at.is_(None))
        .join(t.form, t.form.c.id == t.interim.c.form_id)
        .where(t.interim.c.unit_id == bindparam("unit"), t.interim.c.period == bindparam("period"), _OTHERS),
        _queue("assessments", t.assessment.c.id, t.assessment.c.sent_at, _unread).where(
            t.assessment.c.unit_id == bindparam("unit"),
            t.assessment.c.cycle_id == bindparam("cycle"),
            t.assessment.c.state.in_(one_of("sent", "opened")),
            t.assessment.c.person_id != bindparam("person"),
        ),
    )
)
"""A row for each kind; a person's own is for others to act on."""
_account = and_(t.link.c.person_id == t.membership.c.person_id, t.link.c.state == literal_column("'active'"))
CREW = Sql(
    select(
        t.membership.c.since,
        t.membership.c.paper,
        t.form.c.state,
        _yes(
            exists().where(
                t.decision.c.kind == literal_column("'late'"),
                t.decision.c.subject == t.membership.c.person_id,
                t.decision.c.cycle_id == bindparam("cycle"),
            )
        ),
        _yes(exists().where(t.interim.c.form_id == t.form.c.id, t.interim.c.period == bindparam("period"))),
        t.assessment.c.state,
        _yes(
            exists().where(
                t.rating.c.person_id == t.membership.c.person_id,
                t.rating.c.cycle_id == bindparam("cycle"),
                t.rating.c.state.not_in(one_of(*NOT_YET_RATED)),
            )
        ),
        _yes(exists().where(_account, t.link.c.unreachable.is_(None))),
        select(func.max(t.link.c.unreachable_at)).where(_account).correlate(t.membership).scalar_subquery(),
    )
    .select_from(t.membership)
    .outerjoin(t.form, and_(t.form.c.person_id == t.membership.c.person_id, t.form.c.cycle_id == bindparam("cycle")))
    .outerjoin(t.assessment, t.assessment.c.form_id == t.form.c.id)
    .where(t.membership.c.unit_id == bindparam("unit"), now_in(t.membership))
)


class Digests(Access):
    """Questions of the morning."""

    async def morning(self, person: int, unit: int, cycle: int) -> Morning | None:
        """None where the unit is no more."""
        of = {"person": person, "unit": unit, "cycle": cycle}
        rows = await self._read(MORNING, **of, today=self.today.isoformat())
        return next((Morning(name, bool(done), bool(up), *at) for name, done, up, *at in rows), None)

    async def queues(self, person: int, unit: int, cycle: int, period: str, since: str) -> Mapping[str, Queue]:
        """What waits in this branch for a person of its committee: forms, supplements, tickets, interims, assessments.

        `period`: the round on which the branch comments; what came or was decided after `since` is lately.
        """
        told: dict[str, Any] = {"person": person, "unit": unit, "cycle": cycle, "period": period, "since": since}
        rows = await self._read(QUEUES, **told, before=instant(self._now - OVERDUE))
        return {kind: Queue(*counted) for kind, *counted in rows}

    async def crew(self, unit: int, cycle: int, period: str) -> tuple[Mate, ...]:
        """Everybody on the branch's list today, without names: how they stand to the year's steps, who is reached."""
        rows = await self._read(CREW, unit=unit, cycle=cycle, period=period, today=self.today.isoformat())
        return tuple(
            Mate(
                Facts(
                    paper=paper is not None,
                    since=date.fromisoformat(since),
                    let_in=bool(let_in),
                    form=form,
                    answered=bool(answered),
                    assessment=assessment,
                    rated=bool(rated),
                ),
                bool(reachable),
                lost_at,
            )
            for since, paper, form, let_in, answered, assessment, rated, reachable, lost_at in rows
        )
