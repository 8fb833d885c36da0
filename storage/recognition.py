"""Upwards and back: a branch reports its results, the unit above recognises or notes them, returns or reopens one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, literal_column, or_, select

from rules.recognition import GRASSROOTS_BRANCH, Act
from storage import tables as t
from storage.decisions import Was
from storage.people import named, now_in
from storage.results import IN_ORDER, MAY_SETTLE, RESULT, ResultCard, Results, results
from storage.sql import Sql, Value
from storage.tree import within_reach
from storage.undoing import COLUMNS

ROUND_COLUMNS = COLUMNS["rating_round"][1]


@dataclass(frozen=True, slots=True)
class Round:
    """A branch's rating round, and the unit above that hears of it."""

    id: int
    cycle: int
    year: int
    unit: int
    unit_name: str
    unit_kind: str
    above: int | None
    ready: int
    state: str
    present: int | None
    minutes: str
    consulted: str
    closed_at: str | None
    closed_by: int | None
    reported_at: str | None
    reported_by: int | None
    rev: int

    @property
    def can_go(self) -> bool:
        """Whether there is something to report: all of it, or single results that came back and were decided anew."""
        return self.state == "closed" or (self.state == "reported" and self.ready > 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act on several results came to: those done, and those on which somebody else was first."""

    done: tuple[ResultCard, ...]
    lost: tuple[ResultCard, ...]


_mine = t.role.alias()
_anybody = t.role.alias()
_ready = (
    select(func.count(t.rating.c.id))
    .where(t.rating.c.round_id == t.rating_round.c.id, t.rating.c.state == literal_column("'decided'"))
    .scalar_subquery()
)
_SOMEBODY_SITS = (
    exists().where(_anybody.c.unit_id == t.rating_round.c.unit_id, now_in(_anybody)).correlate_except(_anybody)
)
ROUNDS = Sql(
    select(
        t.rating_round.c.id,
        t.rating_round.c.cycle_id,
        t.cycle.c.year,
        t.rating_round.c.unit_id,
        t.unit_name.c.name,
        t.unit.c.kind,
        t.unit_parent.c.parent_id,
        _ready,
        *(t.rating_round.c[name] for name in ROUND_COLUMNS),
        t.rating_round.c.rev,
    )
    .join(t.cycle, t.cycle.c.id == t.rating_round.c.cycle_id)
    .join(t.unit, t.unit.c.id == t.rating_round.c.unit_id)
    .join(t.unit_name, named(t.unit.c.id))
    .outerjoin(t.unit_parent, and_(t.unit_parent.c.unit_id == t.unit.c.id, now_in(t.unit_parent)))
    .where(
        t.rating_round.c.unit_id.in_(within_reach(1)),
        exists().where(
            _mine.c.person_id == bindparam("person"),
            now_in(_mine),
            or_(
                _mine.c.unit_id == t.rating_round.c.unit_id,
                and_(_mine.c.unit_id == t.unit_parent.c.parent_id, ~_SOMEBODY_SITS),
            ),
        ),
    )
    .order_by(t.cycle.c.year.desc(), t.unit.c.code)
)
"""The rounds this person may report: of the own branch, or of one below that has no committee."""
_grassroots = t.unit.c.kind == literal_column(f"'{GRASSROOTS_BRANCH}'")
_REPORTED = RESULT.where(t.rating.c.state == literal_column("'reported'"), MAY_SETTLE).order_by(*IN_ORDER)
TO_RECOGNISE = Sql(_REPORTED.where(~_grassroots))
TO_NOTE = Sql(_REPORTED.where(_grassroots))
LATELY = Sql(
    RESULT.where(
        t.rating.c.settled_at > bindparam("since"),
        t.rating.c.settled_by != bindparam("person"),
        MAY_SETTLE,
    ).order_by(*IN_ORDER)
)
TO_SETTLE = Sql(
    select(t.unit.c.kind, func.count(t.rating.c.id))
    .select_from(t.rating)
    .join(t.unit, t.unit.c.id == t.rating.c.unit_id)
    .join(t.unit_parent, and_(t.unit_parent.c.unit_id == t.unit.c.id, now_in(t.unit_parent)))
    .where(t.rating.c.state == literal_column("'reported'"), MAY_SETTLE)
    .group_by(t.unit.c.kind)
)


class Recognition(Results):
    """Questions about reporting and recognising."""

    async def rounds_of(self, person: int) -> tuple[Round, ...]:
        """The rounds that this person may report, the newest year first."""
        return tuple(Round(*row) for row in await self._read(ROUNDS, person=person, today=self.today.isoformat()))

    async def reported(self, act: Act, person: int) -> tuple[ResultCard, ...]:
        """The results that wait for this person to recognise them, or to take note."""
        return results(
            await self._read(TO_NOTE if act == "note" else TO_RECOGNISE, person=person, today=self.today.isoformat())
        )

    async def settled_lately(self, person: int, since: str) -> tuple[ResultCard, ...]:
        """What colleagues have recognised or noted since then, out of this person's own work."""
        return results(await self._read(LATELY, person=person, since=since, today=self.today.isoformat()))

    async def to_settle(self, person: int) -> dict[Act, int]:
        """How many results wait for this person, by what is to be done."""
        counts: dict[Act, int] = {"recognise": 0, "note": 0}
        for kind, count in await self._read(TO_SETTLE, person=person, today=self.today.isoformat()):
            counts["note" if kind == GRASSROOTS_BRANCH else "recognise"] += count
        return counts

    async def report_up(self, round_: Round, person: int, channel: str) -> Outcome | None:
        """The round and its decided results go up, one undo for all; None where somebody reported it before (PN-25)."""
        was = None
        if round_.state == "closed":
            now: dict[str, Value] = {"state": "reported", "reported_at": self.at, "reported_by": person}
            was = await self._change_row("rating_round", round_, **now)
            if was is None:
                return None
        ready = [result for result in await self.result_cards(round_.id) if result.state == "decided"]
        gone = await self._move_results(ready, state="reported", reported_at=self.at, settled_at=None, settled_by=None)
        batch = None
        if was is not None:
            place: dict[str, Any] = {
                "unit": round_.unit,
                "cycle": round_.cycle,
                "kind": "rating_round",
                "subject": round_.id,
            }
            batch = await self.record("round-reported", person, channel, **place, was=was)
        await self._record_results("rating-reported", gone, person, channel, batch=batch)
        return _came_of(ready, gone)

    async def settle(self, act: Act, chosen: Sequence[ResultCard], person: int, channel: str) -> Outcome:
        """Recognise these results, or take note of them: one batch, one undo (PN-25)."""
        state = "recognised" if act == "recognise" else "noted"
        reported = [result for result in chosen if result.state == "reported"]
        gone = await self._move_results(reported, state=state, settled_at=self.at, settled_by=person, returned="")
        await self._record_results(state, gone, person, channel)
        return _came_of(chosen, gone)

    async def return_result(self, result: ResultCard, person: int, channel: str, reason: str) -> bool:
        """One result goes back to its branch with the reason; the others stay (scenario 24)."""
        if result.state != "reported":
            return False
        return await self._sent_back("rating-returned", "returned", result, person, channel, reason)

    async def reopen(self, result: ResultCard, person: int, channel: str, reason: str) -> bool:
        """A closed result is open again for its branch."""
        if result.state not in ("recognised", "noted"):
            return False
        return await self._sent_back("reopened", "reopened", result, person, channel, reason)

    async def _sent_back(
        self, act: str, state: str, result: ResultCard, person: int, channel: str, reason: str
    ) -> bool:
        gone = await self._move_results([result], state=state, returned=reason, settled_at=None, settled_by=None)
        await self._record_results(act, gone, person, channel, reason=reason)
        return bool(gone)

    async def _move_results(self, chosen: Sequence[ResultCard], **becomes: Value) -> list[tuple[ResultCard, Was]]:
        """Those that could be changed, always in the same order, so that no two turns wait for each other."""
        moved = [
            (result, await self._change_row("rating", result, **becomes)) for result in sorted(chosen, key=_number)
        ]
        return [(result, was) for result, was in moved if was is not None]

    async def _record_results(
        self,
        act: str,
        gone: Sequence[tuple[ResultCard, Was]],
        person: int,
        channel: str,
        *,
        reason: str = "",
        batch: int | None = None,
    ) -> None:
        for result, was in sorted(gone, key=lambda one: (one[0].unit, one[0].id)):
            told = {**result.place, "value": result.outcome, "was": was, "reason": reason}
            deed = await self.record(act, person, channel, **told, batch=batch)
            batch = batch or deed


def _number(result: ResultCard) -> int:
    return result.id


def _came_of(chosen: Sequence[ResultCard], gone: Sequence[tuple[ResultCard, Was]]) -> Outcome:
    done = {result.id for result, _ in gone}
    return Outcome(
        tuple(result for result in chosen if result.id in done),
        tuple(result for result in chosen if result.id not in done),
    )
