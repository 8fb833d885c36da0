"""The branches a person leads, and what decides whether their members are rated (PN-26 to PN-28)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, bindparam, case, exists, func, literal_column, or_, select

from rules.eligibility import Facts, Stay, Succession
from storage import tables as t
from storage.access import Access
from storage.people import named, now_in
from storage.sql import Sql
from storage.tree import within_reach

_here = t.membership.alias()
_EVER_HERE = select(_here.c.person_id).where(_here.c.unit_id == bindparam("unit"))
STAYS = Sql(
    select(t.membership.c.person_id, t.membership.c.unit_id, t.membership.c.since, t.membership.c.until).where(
        t.membership.c.person_id.in_(_EVER_HERE)
    )
)
BECAME = Sql(select(t.unit_successor.c.unit_id, t.unit_successor.c.successor_id, t.unit_successor.c.day))
KNOWN = Sql(
    select(
        t.person.c.id,
        t.person.c.name,
        t.membership.c.roll,
        case((now_in(t.membership), literal_column("1")), else_=literal_column("0")),
        t.membership.c.paper,
        t.person.c.admitted,
        t.person.c.party,
        t.form.c.id,
        t.remark.c.id,
        t.remark.c.state,
    )
    .join(t.membership, t.membership.c.person_id == t.person.c.id)
    .outerjoin(
        t.form,
        and_(
            t.form.c.person_id == t.person.c.id,
            t.form.c.cycle_id == bindparam("cycle"),
            t.form.c.state == literal_column("'confirmed'"),
        ),
    )
    .outerjoin(
        t.remark,
        and_(
            t.remark.c.person_id == t.person.c.id,
            t.remark.c.cycle_id == bindparam("cycle"),
            t.remark.c.unit_id == bindparam("unit"),
        ),
    )
    .where(t.membership.c.unit_id == bindparam("unit"))
    .order_by(t.membership.c.since, t.membership.c.roll)
)
"""Whoever is or was in the branch; of several stays the last one counts."""


_own = t.role.alias()
_above = t.role.alias()
_any = t.role.alias()
LEADS = Sql(
    select(t.unit.c.id, t.unit.c.code, t.unit_name.c.name, t.unit.c.sector, func.count(t.membership.c.id))
    .join(t.unit_name, named(t.unit.c.id))
    .join(t.membership, and_(t.membership.c.unit_id == t.unit.c.id, now_in(t.membership)))
    .where(
        t.unit.c.id.in_(within_reach(1)),
        or_(
            exists().where(_own.c.person_id == bindparam("person"), _own.c.unit_id == t.unit.c.id, now_in(_own)),
            and_(
                exists().where(
                    _above.c.person_id == bindparam("person"),
                    now_in(_above),
                    t.unit_parent.c.unit_id == t.unit.c.id,
                    t.unit_parent.c.parent_id == _above.c.unit_id,
                    now_in(t.unit_parent),
                ),
                ~exists().where(_any.c.unit_id == t.unit.c.id, now_in(_any)),
            ),
        ),
    )
    .group_by(t.unit.c.id, t.unit.c.code, t.unit_name.c.name, t.unit.c.sector)
    .order_by(t.unit.c.code)
)
"""The branches in whose committee the person sits, and those without a committee right below the person's unit."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with members of its own that a person leads."""

    id: int
    code: str
    name: str
    sector: str
    heads: int


@dataclass(frozen=True, slots=True)
class Known:
    """A member and what decides about the rating. `here`: on the branch's list today; `form`: the confirmed one."""

    person: int
    name: str
    roll: int
    here: bool
    form: int | None
    remark: int | None
    facts: Facts


class Knowing(Access):
    """Questions about what decides."""

    async def known(self, unit: int, cycle: int) -> tuple[Known, ...]:
        """Everybody who is or was in the branch, in the order of its list."""
        stays: dict[int, list[Stay]] = defaultdict(list)
        for person, where, since, until in await self._read(STAYS, unit=unit):
            stays[person].append(Stay(where, _day(since), _day(until) if until else None))
        became = await self.successions()
        found: dict[int, Known] = {}
        for row in await self._read(KNOWN, unit=unit, cycle=cycle, today=self.today.isoformat()):
            person, name, roll, here, paper, admitted, party, form, remark, word = row
            facts = Facts(
                unit,
                tuple(stays[person]),
                became,
                admitted=_day(admitted) if admitted else None,
                party=bool(party),
                paper=paper is not None,
                registered=form is not None,
                remarks=word or "",
            )
            found[person] = Known(person, name, roll, bool(here), form, remark, facts)
        return tuple(sorted(found.values(), key=lambda known: known.roll))

    async def branches_of(self, person: int) -> tuple[Branch, ...]:
        """The branches whose members this person's committee rates."""
        rows = await self._read(LEADS, person=person, today=self.today.isoformat())
        return tuple(Branch(*row) for row in rows)

    async def successions(self) -> tuple[Succession, ...]:
        """What became of units: merged, renamed, dissolved (domain.md 4.2)."""
        return tuple(Succession(unit, became, _day(day)) for unit, became, day in await self._read(BECAME))


def _day(text: str) -> date:
    return date.fromisoformat(text)
