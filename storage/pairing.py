"""Who goes with whom: committee members who follow members, and buddies, from when and until when (PN-19)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, exists, insert, literal_column, not_, or_, select, update

from rules.pairing import Pair
from storage import tables as t
from storage.deciding import Deciding
from storage.notices import Notices
from storage.people import now_in
from storage.sql import Sql, Value, one_of
from storage.tree import within_reach

ENDED = "pair-ended"
LEFT, OFFICE, BY_HAND = "left", "office", "by-hand"
"""Why a pair ended: one of the two left the branch, the mentor left the committee, or the committee ended it."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """`person` follows `other` (mentor), or the two are buddies."""

    id: int
    unit: int
    kind: str
    person: int
    name: str
    roll: int | None
    other: int
    other_name: str
    other_roll: int | None
    until: str | None
    why_ended: str

    @property
    def people(self) -> tuple[int, int]:
        return self.person, self.other


_one = t.person.alias()
_two = t.person.alias()
_place = t.membership.alias()
_place_of_two = t.membership.alias()
_office = t.role.alias()
PAIRING = (
    select(
        t.pairing.c.id,
        t.pairing.c.unit_id,
        t.pairing.c.kind,
        t.pairing.c.person_id,
        _one.c.name,
        _place.c.roll,
        t.pairing.c.other_id,
        _two.c.name.label("other"),
        _place_of_two.c.roll.label("other_roll"),
        t.pairing.c.until,
        t.pairing.c.why_ended,
    )
    .select_from(t.pairing)
    .join(_one, _one.c.id == t.pairing.c.person_id)
    .join(_two, _two.c.id == t.pairing.c.other_id)
    .outerjoin(
        _place,
        and_(_place.c.person_id == t.pairing.c.person_id, _place.c.unit_id == t.pairing.c.unit_id, now_in(_place)),
    )
    .outerjoin(
        _place_of_two,
        and_(
            _place_of_two.c.person_id == t.pairing.c.other_id,
            _place_of_two.c.unit_id == t.pairing.c.unit_id,
            now_in(_place_of_two),
        ),
    )
    .order_by(t.pairing.c.kind.desc(), _place.c.roll, _place_of_two.c.roll, t.pairing.c.id)
)
_NOW = t.pairing.c.until.is_(None)
_of_two = or_(t.pairing.c.person_id == bindparam("person"), t.pairing.c.other_id == bindparam("person"))
_SITS = exists().where(
    _office.c.person_id == t.pairing.c.person_id, _office.c.unit_id == t.pairing.c.unit_id, now_in(_office)
)
_BROKEN = or_(
    _place.c.roll.is_(None),
    _place_of_two.c.roll.is_(None),
    and_(t.pairing.c.kind == literal_column("'mentor'"), not_(_SITS)),
)
OF_UNIT = Sql(PAIRING.where(t.pairing.c.unit_id == bindparam("unit"), _NOW))
OF_PERSON = Sql(PAIRING.where(_of_two, _NOW))
BROKEN = Sql(PAIRING.where(_NOW, _BROKEN))
LATELY_ENDED = Sql(
    PAIRING.where(
        or_(_of_two, t.pairing.c.unit_id.in_(within_reach(0))),
        t.pairing.c.until >= bindparam("since"),
        t.pairing.c.why_ended.in_(one_of(LEFT, OFFICE)),
    )
)
TAKE_UNIT = Sql(select(t.unit.c.id).where(t.unit.c.id == bindparam("unit")).with_for_update(key_share=True))
"""Whoever pairs people takes their branch first: that each has one buddy at most is the matter of no single row."""
_pair = t.pairing.alias()
_TAKEN = exists().where(
    _pair.c.unit_id == bindparam("unit"),
    _pair.c.kind == bindparam("kind"),
    _pair.c.until.is_(None),
    or_(
        _pair.c.other_id == bindparam("other"),
        and_(
            _pair.c.kind == literal_column("'buddy'"),
            or_(
                _pair.c.other_id == bindparam("person"),
                _pair.c.person_id.in_([bindparam("person"), bindparam("other")]),
            ),
        ),
    ),
)
TAKEN = Sql(select(literal_column("1")).where(_TAKEN))
ADD = Sql(
    insert(t.pairing)
    .values(
        unit_id=bindparam("unit"),
        kind=bindparam("kind"),
        person_id=bindparam("person"),
        other_id=bindparam("other"),
        since=bindparam("today"),
        until=None,
        why_ended=literal_column("''"),
    )
    .returning(t.pairing.c.id)
)
END = Sql(
    update(t.pairing)
    .values(until=bindparam("today"), why_ended=bindparam("why"))
    .where(t.pairing.c.id == bindparam("pairing"), _NOW)
    .returning(t.pairing.c.id)
)


class Pairings(Deciding, Notices):
    """Questions about who goes with whom."""

    async def pairings_of_unit(self, unit: int) -> tuple[Pairing, ...]:
        """All that hold today, mentors first."""
        rows = await self._read(OF_UNIT, unit=unit, today=self.today.isoformat())
        return tuple(Pairing(*row) for row in rows)

    async def pairings_of(self, person: int) -> tuple[Pairing, ...]:
        """Those in which this person is one of the two."""
        rows = await self._read(OF_PERSON, person=person, today=self.today.isoformat())
        return tuple(Pairing(*row) for row in rows)

    async def broken_pairs(self) -> tuple[Pairing, ...]:
        """Those that hold although one of the two has left the branch, or the mentor the committee."""
        return tuple(Pairing(*row) for row in await self._read(BROKEN, today=self.today.isoformat()))

    async def pairs_lately_ended(self, person: int, since: str) -> tuple[Pairing, ...]:
        """What ended by itself since that day, as far as this person was in it or sits in the committee."""
        rows = await self._read(LATELY_ENDED, person=person, since=since, today=self.today.isoformat())
        return tuple(Pairing(*row) for row in rows)

    async def pair(self, unit: int, pairs: Sequence[Pair], actor: int, channel: str) -> tuple[Pair, ...]:
        """Those that are paired now: not one who has a buddy, or is followed, already."""
        await self._write(TAKE_UNIT, unit=unit)
        made = []
        for pair in pairs:
            row: dict[str, Value] = {"unit": unit, "kind": pair.kind, "person": pair.person, "other": pair.other}
            if pair.person != pair.other and not await self._write(TAKEN, **row):
                ((number,),) = await self._write(ADD, **row, today=self.today.isoformat())
                made.append((pair, int(number)))
        for pair, number in made:
            of: dict[str, Any] = {"unit": unit, "person": pair.other, "kind": "pairing", "subject": number}
            await self.record("paired", actor, channel, **of, value=pair.kind)
        return tuple(pair for pair, _ in made)

    async def end_pairs(
        self, pairs: Sequence[Pairing], why: str, actor: int | None, channel: str
    ) -> tuple[Pairing, ...]:
        """Those that this act has ended; the others were ended before."""
        ended = [p for p in pairs if await self._write(END, pairing=p.id, why=why, today=self.today.isoformat())]
        for pairing in ended:
            of: dict[str, Any] = {"unit": pairing.unit, "person": pairing.other}
            told: dict[str, Any] = {"kind": "pairing", "subject": pairing.id, "value": f"{pairing.kind}:{why}"}
            await self.record("unpaired", actor, channel, **of, **told)
        return tuple(ended)

    async def dissolve(self, pairs: Sequence[Pairing], why: str, actor: int | None, channel: str) -> None:
        """End pairs of one branch that cannot hold any more; the other one and the committee are told (PN-19)."""
        ended = await self.end_pairs(pairs, why, actor, channel)
        if not ended:
            return
        unit, newest = ended[0].unit, max(pairing.id for pairing in ended)
        people = {person for pairing in ended for person in pairing.people} | {*await self.committee(unit)}
        for person in sorted(people):
            await self._notice(person, ENDED, f"{ENDED}:{newest}:{person}", None, self.at)

    async def dissolve_pairs_of(self, person: int, unit: int, why: str, actor: int | None, channel: str) -> None:
        """A person leaves a branch ("left") or its committee ("office": only whom the person follows)."""
        of_unit = [pairing for pairing in await self.pairings_of(person) if pairing.unit == unit]
        if why == OFFICE:
            of_unit = [pairing for pairing in of_unit if (pairing.kind, pairing.person) == ("mentor", person)]
        await self.dissolve(of_unit, why, actor, channel)


def grouped(pairs: Collection[Pairing]) -> dict[tuple[int, str], list[Pairing]]:
    """Broken pairs by branch and by why: somebody left it, or else the committee only."""
    groups: dict[tuple[int, str], list[Pairing]] = {}
    for pairing in pairs:
        why = LEFT if pairing.roll is None or pairing.other_roll is None else OFFICE
        groups.setdefault((pairing.unit, why), []).append(pairing)
    return groups
