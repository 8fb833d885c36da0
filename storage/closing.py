"""How a round closes: all are decided about but those who wait for the old unit, and the minutes are kept."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, exists, literal_column, select, update

from rules.rating import Trace
from storage import tables as t
from storage.rating import frozen
from storage.rating_lines import RatingLines
from storage.rounds import Round, of_round
from storage.sql import Sql, one_of
from storage.undoing import COLUMNS

TAKE_ROUND = Sql(select(t.rating_round.c.id).where(t.rating_round.c.id == bindparam("round")).with_for_update())
_undecided = exists().where(
    t.rating.c.round_id == t.rating_round.c.id,
    t.rating.c.state.in_(one_of("open", "returned", "reopened")),
    t.rating.c.standing != literal_column("'wait-remarks'"),
)
CLOSE = Sql(
    update(t.rating_round)
    .values(
        state=literal_column("'closed'"),
        present=bindparam("present"),
        minutes=bindparam("minutes"),
        closed_at=bindparam("now"),
        closed_by=bindparam("person"),
        rev=t.rating_round.c.rev + literal_column("1"),
    )
    .where(
        t.rating_round.c.id == bindparam("round"),
        t.rating_round.c.rev == bindparam("seen"),
        t.rating_round.c.state == literal_column("'open'"),
        ~_undecided,
    )
    .returning(t.rating_round.c.id)
)
PUT_OFF = Sql(
    update(t.rating)
    .values(
        state=literal_column("'decided'"),
        computed=literal_column("'chua-danh-gia'"),
        outcome=literal_column("'chua-danh-gia'"),
        why=t.rating.c.standing,
        trace=bindparam("trace"),
        decided_at=bindparam("now"),
        decided_by=bindparam("person"),
        rev=t.rating.c.rev + literal_column("1"),
    )
    .where(
        t.rating.c.id == bindparam("rating"),
        t.rating.c.round_id == bindparam("round"),
        t.rating.c.state == literal_column("'open'"),
        t.rating.c.standing == literal_column("'wait-remarks'"),
    )
    .returning(t.rating.c.id, t.rating.c.person_id, t.rating.c.rev, t.rating.c.remarks, t.rating.c.returned)
)
"""Whoever still waits for the old unit's word when the round closes is "not assessed" (domain.md 4.5)."""


class Closing(RatingLines):
    """Questions about closing."""

    async def close_round(
        self,
        round_: Round,
        waiting: Mapping[int, Trace],
        person: int,
        channel: str,
        *,
        present: int,
        minutes: str,
    ) -> bool:
        """Close a round in which everybody is decided about, but for those who wait for the old unit's word: `waiting`
        are their ratings and why they have no result.

        False where somebody closed it first, or a rating is open again.
        """
        await self._write(TAKE_ROUND, round=round_.id)
        seen: dict[str, Any] = {"round": round_.id, "person": person, "now": self.at}
        if not await self._write(CLOSE, **seen, seen=round_.rev, present=present, minutes=minutes):
            return False
        put_off = [
            row
            for rating, made in waiting.items()
            for row in await self._write(PUT_OFF, **seen, rating=rating, trace=frozen(made))
        ]
        was = {name: getattr(round_, name) for name in COLUMNS["rating_round"][1]} | {"rev": round_.rev}
        at: dict[str, Any] = {"unit": round_.unit, "cycle": round_.cycle}
        batch = await self.record("round-closed", person, channel, **of_round(round_), value=str(present), was=was)
        empty = dict.fromkeys(("why", "differs", "trace"), "")
        blank = dict.fromkeys(COLUMNS["rating"][1]) | empty | {"standing": "wait-remarks", "state": "open"}
        for rating, owner, rev, remarks, returned in put_off:
            before = {**blank, "remarks": remarks, "returned": returned, "rev": rev - 1}
            told = {"kind": "rating", "subject": rating, "value": "chua-danh-gia", "was": before, "batch": batch}
            await self.record("rated", person, channel, **at, person=owner, **told)
        return True
