"""One member's result of a round: what the branch says of each content, and the decision (PN-23, PN-24)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import and_, bindparam, case, exists, func, literal_column, or_, select, update

from rules.codes import code_of
from rules.permissions import RatingCase
from rules.rating import Trace
from storage import tables as t
from storage.decisions import Was
from storage.people import named, now_in, on_roll
from storage.rounds import Rounds
from storage.sql import Row, Sql, Value, one_of
from storage.undoing import COLUMNS


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating with whose it is. `why` is the code of a reason for no grade, `differs` the words for another one."""

    id: int
    round: int
    cycle: int
    year: int
    unit: int
    unit_name: str
    person: int
    name: str
    roll: int | None
    form: int | None
    standing: str
    state: str
    computed: str | None
    outcome: str | None
    why: str
    differs: str
    remarks: str
    trace: str
    decided_at: str | None
    decided_by: int | None
    reported_at: str | None
    settled_at: str | None
    settled_by: int | None
    returned: str
    rev: int

    @property
    def code(self) -> str:
        return code_of("rating", self.id)

    @property
    def waits(self) -> bool:
        """Whether the old unit has not spoken yet (PN-27)."""
        return self.standing == "wait-remarks"

    @property
    def is_open(self) -> bool:
        """Whether nothing is decided, or what was decided came back."""
        return self.state in ("open", "returned", "reopened")

    @property
    def was(self) -> Was:
        return {name: getattr(self, name) for name in COLUMNS["rating"][1]} | {"rev": self.rev}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided about a rating: by the reasoning `made`, and where the outcome is another one, why."""

    rated: Rated
    made: Trace
    outcome: str
    differs: str = ""


RATED = (
    select(
        t.rating.c.id,
        t.rating.c.round_id,
        t.rating.c.cycle_id,
        t.cycle.c.year,
        t.rating.c.unit_id,
        t.unit_name.c.name,
        t.rating.c.person_id,
        t.person.c.name,
        t.membership.c.roll,
        t.rating.c.form_id,
        t.rating.c.standing,
        t.rating.c.state,
        t.rating.c.computed,
        t.rating.c.outcome,
        t.rating.c.why,
        t.rating.c.differs,
        t.rating.c.remarks,
        t.rating.c.trace,
        t.rating.c.decided_at,
        t.rating.c.decided_by,
        t.rating.c.reported_at,
        t.rating.c.settled_at,
        t.rating.c.settled_by,
        t.rating.c.returned,
        t.rating.c.rev,
    )
    .join(t.cycle, t.cycle.c.id == t.rating.c.cycle_id)
    .join(t.person, t.person.c.id == t.rating.c.person_id)
    .join(t.unit_name, named(t.rating.c.unit_id))
    .outerjoin(t.membership, on_roll(t.rating))
)
OF_ROUND = Sql(RATED.where(t.rating.c.round_id == bindparam("round")).order_by(t.membership.c.roll, t.rating.c.id))
BY_ID = Sql(RATED.where(t.rating.c.id == bindparam("rating")))
MINE = Sql(
    RATED.where(t.rating.c.person_id == bindparam("person"), t.rating.c.cycle_id == bindparam("cycle")).order_by(
        t.rating.c.id.desc()
    )
)
CASE = Sql(
    select(
        t.rating.c.person_id,
        t.rating.c.unit_id,
        t.unit_parent.c.parent_id,
        func.count(case((t.role.c.person_id == t.rating.c.person_id, t.role.c.id))),
        func.count(t.role.c.id),
    )
    .outerjoin(t.unit_parent, and_(t.unit_parent.c.unit_id == t.rating.c.unit_id, now_in(t.unit_parent)))
    .outerjoin(t.role, and_(t.role.c.unit_id == t.rating.c.unit_id, now_in(t.role)))
    .where(t.rating.c.id == bindparam("rating"))
    .group_by(t.rating.c.person_id, t.rating.c.unit_id, t.unit_parent.c.parent_id)
)
COUNTS = Sql(
    select(t.rating.c.state, t.rating.c.outcome, func.count())
    .where(t.rating.c.round_id == bindparam("round"))
    .group_by(t.rating.c.state, t.rating.c.outcome)
)
OPEN_TO_DECIDE = Sql(
    select(t.rating_round.c.id)
    .where(
        t.rating_round.c.id == bindparam("round"),
        or_(
            t.rating_round.c.state == literal_column("'open'"),
            exists().where(
                t.rating.c.id == bindparam("rating"), t.rating.c.state.in_(one_of("open", "returned", "reopened"))
            ),
        ),
    )
    .with_for_update(read=True)
)
"""The round is open, or this one result is not out; from here to the end of the turn nobody closes the round."""
_CHANGED = ("state", "computed", "outcome", "why", "differs", "remarks", "trace", "decided_at", "decided_by")
CHANGE = Sql(
    update(t.rating)
    .values(
        {name: bindparam(f"new_{name}", type_=t.rating.c[name].type) for name in _CHANGED}
        | {
            "standing": bindparam("standing"),
            "form_id": bindparam("form"),
            "rev": t.rating.c.rev + literal_column("1"),
        }
    )
    .where(
        t.rating.c.id == bindparam("rating"),
        t.rating.c.rev == bindparam("seen"),
        t.rating.c.state.in_(one_of("open", "decided", "returned", "reopened")),
    )
    .returning(t.rating.c.id)
)


class Rating(Rounds):
    """Questions about results."""

    async def ratings_of(self, round_: int) -> tuple[Rated, ...]:
        """Everybody of the round, in the order of the branch's list."""
        rows = await self._read(OF_ROUND, round=round_, today=self.today.isoformat())
        return tuple(Rated(*row) for row in rows)

    async def rating(self, number: int) -> Rated | None:
        return _first(await self._read(BY_ID, rating=number, today=self.today.isoformat()))

    async def my_rating(self, person: int, cycle: int) -> Rated | None:
        return _first(await self._read(MINE, person=person, cycle=cycle, today=self.today.isoformat()))

    async def distribution(self, round_: int) -> Mapping[str, int]:
        """How many have which outcome; "open" are those about whom nothing is decided, or no more."""
        counts: Counter[str] = Counter()
        for state, outcome, count in await self._read(COUNTS, round=round_):
            counts["open" if state in ("open", "returned", "reopened") else outcome or "open"] += count
        return counts

    async def rating_case(self, rated: Rated) -> RatingCase:
        rows = await self._read(CASE, rating=rated.id, today=self.today.isoformat())
        owner, unit, above, owners, offices = rows[0]
        return RatingCase(owner, unit, above, owners > 0, offices > 0)

    async def decide_rating(
        self, rated: Rated, made: Trace, outcome: str, person: int, channel: str, *, differs: str = ""
    ) -> int | None:
        """The decision's number, or None where somebody else decided first or the round is closed.

        The reasoning is frozen with it: lines, thresholds, the day (PN-24).
        """
        verdict = Verdict(rated, made, outcome, differs)
        return await self._note_decided(verdict, person, channel) if await self._decide_on(verdict, person) else None

    async def _decide_on(self, verdict: Verdict, person: int) -> bool:
        made, outcome = verdict.made, verdict.outcome
        new = {
            "state": "decided",
            "computed": made.outcome,
            "outcome": outcome,
            "why": made.standing if outcome in ("khong-phan-loai", "chua-danh-gia") else "",
            "differs": verdict.differs,
            "trace": frozen(made),
            "decided_at": self.at,
            "decided_by": person,
        }
        return await self._change(verdict.rated, new, made.standing)

    async def _note_decided(self, verdict: Verdict, person: int, channel: str, batch: int | None = None) -> int:
        rated, reason = verdict.rated, verdict.differs
        told = {**of_rating(rated), "value": verdict.outcome, "was": rated.was, "reason": reason, "batch": batch}
        return await self.record("rated", person, channel, **told)

    async def remark_rating(self, rated: Rated, remarks: str, person: int, channel: str) -> bool:
        """The branch's word on the member, besides the grade."""
        if not await self._change(rated, {"remarks": remarks}, rated.standing):
            return False
        await self.record("rating-remarked", person, channel, **of_rating(rated), was=rated.was, reason=remarks)
        return True

    async def _change(self, rated: Rated, new: Mapping[str, Value], standing: str) -> bool:
        """One conditional update: whoever saw the rating as it was before somebody's change is told so."""
        if not await self._write(OPEN_TO_DECIDE, round=rated.round, rating=rated.id):
            return False
        now = {f"new_{name}": new.get(name, getattr(rated, name)) for name in _CHANGED}
        return bool(
            await self._write(CHANGE, rating=rated.id, seen=rated.rev, standing=standing, form=rated.form, **now)
        )


def frozen(made: Trace) -> str:
    """The reasoning as it is kept with what was decided by it."""
    return orjson.dumps(dict(made.as_json()), option=orjson.OPT_SORT_KEYS).decode()


def of_rating(rated: Rated) -> dict[str, Any]:
    """What the record says of a rating."""
    at = {"unit": rated.unit, "cycle": rated.cycle, "person": rated.person}
    return {**at, "kind": "rating", "subject": rated.id}


def _first(rows: Sequence[Row]) -> Rated | None:
    return Rated(*rows[0]) if rows else None
