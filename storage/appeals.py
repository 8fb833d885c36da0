"""Appeals: a member asks the next level to look at a result again, and by a day there is an answer (domain.md 4.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import BindParameter, and_, bindparam, case, func, insert, literal_column, or_, select

from rules.codes import code_of
from rules.recognition import FINAL, court
from storage import tables as t
from storage.instants import local_day, moment
from storage.people import named
from storage.recognition import Recognition
from storage.results import ResultCard
from storage.sql import Sql, Value
from storage.tree import within_reach
from storage.undoing import COLUMNS

Came = Literal["done", "answered", "moved"]
"""What came of ruling: somebody answered first, or acted on the result itself."""
APPEAL_COLUMNS = COLUMNS["appeal"][1]


@dataclass(frozen=True, slots=True)
class AppealCard:
    """An appeal: against which result, heard by which unit (`unit`), answered by when."""

    id: int
    rating: int
    person: int
    name: str
    unit: int
    cycle: int
    branch: int
    branch_name: str
    reason: str
    at: str
    due: str
    before: str
    state: str
    answer: str
    after: str | None
    answered_at: str | None
    answered_by: int | None
    rev: int

    @property
    def code(self) -> str:
        return code_of("appeal", self.id)

    @property
    def due_day(self) -> date:
        """By when there is an answer."""
        return date.fromisoformat(self.due)

    @property
    def place(self) -> dict[str, Any]:
        """What the record says of it: it stands in the chain of the branch."""
        return {"unit": self.branch, "cycle": self.cycle, "person": self.person, "kind": "appeal", "subject": self.id}


@dataclass(frozen=True, slots=True)
class Decided:
    """Which unit spoke last on a result, on which day it was told, and who may not hear an appeal against that."""

    unit: int
    day: date | None
    barred: frozenset[int]


APPEAL = (
    select(
        t.appeal.c.id,
        t.appeal.c.rating_id,
        t.appeal.c.person_id,
        t.person.c.name,
        t.appeal.c.unit_id,
        t.rating.c.cycle_id,
        t.rating.c.unit_id,
        t.unit_name.c.name,
        t.appeal.c.reason,
        t.appeal.c.at,
        t.appeal.c.due,
        t.appeal.c.before,
        *(t.appeal.c[name] for name in APPEAL_COLUMNS),
        t.appeal.c.rev,
    )
    .join(t.rating, t.rating.c.id == t.appeal.c.rating_id)
    .join(t.person, t.person.c.id == t.appeal.c.person_id)
    .join(t.unit_name, named(t.rating.c.unit_id))
)
BY_ID = Sql(APPEAL.where(t.appeal.c.id == bindparam("appeal")))
ON_RATING = Sql(APPEAL.where(t.appeal.c.rating_id == bindparam("rating")).order_by(t.appeal.c.id))
_me: BindParameter[int] = bindparam("person")
_MAY_RULE = and_(
    t.appeal.c.unit_id.in_(within_reach(0)),
    t.appeal.c.state == literal_column("'open'"),
    t.appeal.c.person_id != _me,
    t.rating.c.decided_by.is_distinct_from(_me),
    or_(t.rating.c.state != literal_column("'recognised'"), t.rating.c.settled_by.is_distinct_from(_me)),
)
"""The same as rules.permissions.obstacle_to_rule, for a list; a test holds the two together."""
BEFORE_ME = Sql(APPEAL.where(_MAY_RULE).order_by(t.appeal.c.due, t.appeal.c.id))
COUNT_BEFORE_ME = Sql(
    select(func.count(t.appeal.c.id), func.count(case((t.appeal.c.due < bindparam("today"), t.appeal.c.id))))
    .select_from(t.appeal)
    .join(t.rating, t.rating.c.id == t.appeal.c.rating_id)
    .where(_MAY_RULE)
)
ADD = Sql(
    insert(t.appeal)
    .values(
        {name: bindparam(name) for name in ("rating_id", "person_id", "unit_id", "reason", "at", "due", "before")}
        | {"state": literal_column("'open'"), "answer": literal_column("''"), "rev": literal_column("0")}
    )
    .returning(t.appeal.c.id)
)


class Appeals(Recognition):
    """Questions about appeals."""

    async def appeal(self, number: int) -> AppealCard | None:
        rows = await self._read(BY_ID, appeal=number, today=self.today.isoformat())
        return AppealCard(*rows[0]) if rows else None

    async def appeals_on(self, result: ResultCard) -> tuple[AppealCard, ...]:
        """All against this result, the oldest first."""
        rows = await self._read(ON_RATING, rating=result.id, today=self.today.isoformat())
        return tuple(AppealCard(*row) for row in rows)

    async def appeals_before(self, person: int) -> tuple[AppealCard, ...]:
        """The open ones that this person may answer, the oldest due first."""
        rows = await self._read(BEFORE_ME, person=person, today=self.today.isoformat())
        return tuple(AppealCard(*row) for row in rows)

    async def count_appeals_before(self, person: int) -> tuple[int, int]:
        """How many this person may answer, and how many of them are overdue."""
        rows = await self._read(COUNT_BEFORE_ME, person=person, today=self.today.isoformat())
        return int(rows[0][0]), int(rows[0][1])

    async def appeal_to(self, result: ResultCard, last: Decided) -> int | None:
        """The unit that would hear an appeal against it; None where nobody is left who could."""
        return court(await self.levels_above(last.unit), last.barred)

    async def send_appeal(
        self, result: ResultCard, unit: int, reason: str, answer_days: int, channel: str
    ) -> AppealCard:
        """The member's own turn is held, so nobody else can send one for the same result meanwhile."""
        due = (self.today + timedelta(days=answer_days)).isoformat()
        told = {"rating_id": result.id, "person_id": result.person, "unit_id": unit}
        added = await self._write(ADD, **told, reason=reason, at=self.at, due=due, before=result.outcome)
        rows = await self._read(BY_ID, appeal=int(added[0][0]), today=self.today.isoformat())
        card = AppealCard(*rows[0])
        await self.record("appealed", result.person, channel, **card.place, value=result.outcome, reason=reason)
        return card

    async def withdraw_appeal(self, card: AppealCard, channel: str) -> bool:
        """False where it was answered first."""
        if card.state != "open" or await self._change_row("appeal", card, state="withdrawn") is None:
            return False
        await self.record("appeal-withdrawn", card.person, channel, **card.place)
        return True

    async def rule(
        self, card: AppealCard, result: ResultCard, outcome: str, answer: str, person: int, channel: str
    ) -> Came:
        """Keep the result or change it to another outcome, with the answer.

        A changed result stays recognised or noted where it was, by whoever rules; what is not yet there still goes up.
        """
        if card.state != "open":
            return "answered"
        changed = outcome != result.outcome
        state = "changed" if changed else "kept"
        said: dict[str, Any] = {
            "state": state,
            "answer": answer,
            "after": outcome,
            "answered_at": self.at,
            "answered_by": person,
        }
        was = await self._change_row("appeal", card, **said)
        if was is None:
            return "answered"
        before = (
            await self._change_row("rating", result, **self._ruled(result, outcome, answer, person))
            if changed
            else None
        )
        if changed and before is None:
            await self._change_row(
                "appeal", replace(card, **said, rev=card.rev + 1), **{name: was[name] for name in APPEAL_COLUMNS}
            )
            return "moved"
        told: dict[str, Any] = {"value": outcome, "reason": answer}
        batch = await self.record(f"appeal-{state}", person, channel, **card.place, **told, was=was)
        if before is not None:
            await self.record("rating-changed", person, channel, **result.place, **told, was=before, batch=batch)
        return "done"

    def _ruled(self, result: ResultCard, outcome: str, answer: str, person: int) -> dict[str, Value]:
        ruled: dict[str, Value] = {"outcome": outcome, "differs": answer if outcome != result.computed else ""}
        return {**ruled, "settled_at": self.at, "settled_by": person} if result.state in FINAL else ruled


def decided_last(result: ResultCard, appeals: Sequence[AppealCard]) -> Decided:
    """The newest of: the answer to an appeal, the recognition, the branch's own decision, which closing made known.

    A level that only takes note decides nothing.
    """
    answered = [appeal for appeal in appeals if appeal.state in ("kept", "changed")]
    spoke = [(appeal.answered_at or "", appeal.unit) for appeal in answered]
    if result.state in FINAL:
        recognised = result.above if result.state == "recognised" else None
        spoke.append((result.settled_at or "", recognised or result.unit))
    if result.closed_at:
        spoke.append((max(result.closed_at, result.decided_at or ""), result.unit))
    barred = {result.person, *result.deciders, *(by for appeal in answered if (by := appeal.answered_by))}
    if not spoke:
        return Decided(result.unit, None, frozenset(barred))
    at, unit = max(spoke, key=lambda said: said[0])
    return Decided(unit, local_day(moment(at)), frozenset(barred))
