"""What the branch says of each registered content, or of the points of a group (PN-23, domain.md 2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables as t
from storage.rating import Rated, Rating, of_rating
from storage.sql import Sql, Value

LEVELS = Sql(
    select(t.rating_line.c.criterion, t.rating_line.c.level, t.rating_line.c.remark).where(
        t.rating_line.c.rating_id == bindparam("rating")
    )
)
POINTS = Sql(
    select(t.rating_points.c.group_code, t.rating_points.c.points).where(
        t.rating_points.c.rating_id == bindparam("rating")
    )
)


def _level(insert: Any) -> Any:
    names = ("rating_id", "criterion", "level", "remark")
    row = insert(t.rating_line).values({name: bindparam(name) for name in names})
    again = {"level": row.excluded.level, "remark": row.excluded.remark}
    return row.on_conflict_do_update(index_elements=["rating_id", "criterion"], set_=again)


def _score(insert: Any) -> Any:
    row = insert(t.rating_points).values({name: bindparam(name) for name in ("rating_id", "group_code", "points")})
    return row.on_conflict_do_update(index_elements=["rating_id", "group_code"], set_={"points": row.excluded.points})


SET_LEVEL = Sql(sqlite=_level(sqlite.insert), postgresql=_level(postgresql.insert))
SET_POINTS = Sql(sqlite=_score(sqlite.insert), postgresql=_score(postgresql.insert))


@dataclass(frozen=True, slots=True)
class Said:
    """What the branch says of a content, or of the points of a group."""

    levels: Mapping[str, str]
    remarks: Mapping[str, str]
    points: Mapping[str, int]


class RatingLines(Rating):
    """Questions about a result's lines."""

    async def said_of(self, rated: Rated) -> Said:
        rows = await self._read(LEVELS, rating=rated.id)
        points = {str(group): int(points) for group, points in await self._read(POINTS, rating=rated.id)}
        return Said({code: level for code, level, _ in rows}, {code: word for code, _, word in rows if word}, points)

    async def set_levels(
        self, rated: Rated, levels: Mapping[str, str], person: int, channel: str, remark: str = ""
    ) -> bool:
        """How far contents came, by the branch's word. What was decided before is open again."""
        if not await self._change(rated, _open_again(rated), rated.standing):
            return False
        for criterion, level in levels.items():
            await self._write(SET_LEVEL, rating_id=rated.id, criterion=criterion, level=level, remark=remark)
        value = " ".join(f"{criterion}={level}" for criterion, level in levels.items())
        await self.record("rating-lines", person, channel, **of_rating(rated), value=value, reason=remark)
        return True

    async def set_points(self, rated: Rated, group: str, points: int, person: int, channel: str) -> bool:
        """The branch's score of a group, 0 to 20. What was decided before is open again."""
        if not await self._change(rated, _open_again(rated), rated.standing):
            return False
        await self._write(SET_POINTS, rating_id=rated.id, group_code=group, points=points)
        await self.record("rating-points", person, channel, **of_rating(rated), value=f"{group}={points}")
        return True


def _open_again(rated: Rated) -> Mapping[str, Value]:
    if rated.state != "decided":
        return {}
    texts = dict.fromkeys(("why", "differs", "trace"), "")
    return {**dict.fromkeys(("computed", "outcome", "decided_at", "decided_by")), **texts, "state": "open"}
