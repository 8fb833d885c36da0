"""What the level above sees of its units: how far each is, who is overdue, who needs help, what moved last."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Text, and_, bindparam, case, exists, func, literal_column, or_, select

from rules.figures import BranchFigures, Figures, added_up
from rules.places import Place, child_of, way_up
from rules.policy import Policy, policy
from storage import tables as t
from storage.decisions import Decisions
from storage.figures import YearFigures
from storage.people import named, now_in
from storage.sql import Sql, Value, one_of
from storage.standing import newest_cycles
from storage.tree import path_up, units_below

_below = units_below()
_newest = newest_cycles(_below)
_up = path_up()
_REGISTERED = one_of("sent", "opened", "confirmed")
_PLACE = (t.unit.c.id, t.unit_parent.c.parent_id, t.unit.c.code, t.unit_name.c.name, t.unit.c.kind, t.unit.c.sector)
_NAMED = named(t.unit.c.id)
_ABOVE = and_(t.unit_parent.c.unit_id == t.unit.c.id, now_in(t.unit_parent))

TREE = Sql(
    select(*_PLACE)
    .select_from(_below)
    .join(t.unit, t.unit.c.id == _below.c.unit)
    .join(t.unit_name, _NAMED)
    .outerjoin(t.unit_parent, _ABOVE)
    .order_by(t.unit.c.code)
)
PATH = Sql(
    select(*_PLACE)
    .select_from(_up)
    .join(t.unit, t.unit.c.id == _up.c.unit)
    .join(t.unit_name, _NAMED)
    .outerjoin(t.unit_parent, _ABOVE)
    .order_by(_up.c.depth)
)
CALLED = Sql(
    select(t.unit.c.id, t.unit.c.code).where(func.lower(t.unit.c.code) == func.lower(bindparam("code", type_=Text)))
)
SETTINGS_BELOW = Sql(
    select(t.setting.c.cycle_id, t.setting.c.unit_id, t.setting.c.name, t.setting.c.value).join(
        _below, _below.c.unit == t.setting.c.unit_id
    )
)
SETTINGS_ABOVE = Sql(
    select(t.setting.c.cycle_id, t.setting.c.unit_id, t.setting.c.name, t.setting.c.value)
    .join(_up, _up.c.unit == t.setting.c.unit_id)
    .order_by(_up.c.depth.desc())
)
_joined = case(
    (t.membership.c.since > bindparam("earliest", type_=Text), t.membership.c.since), else_=literal_column("''")
)
_form_of = and_(
    t.form.c.person_id == t.membership.c.person_id,
    t.form.c.cycle_id == _newest.c.cycle,
    t.form.c.state.in_(_REGISTERED),
)
UNREGISTERED = Sql(
    select(_below.c.unit, _joined.label("joined"), func.count())
    .join_from(_below, t.membership, and_(t.membership.c.unit_id == _below.c.unit, now_in(t.membership)))
    .join(_newest, _newest.c.branch == _below.c.unit)
    .outerjoin(t.form, _form_of)
    .where(t.form.c.id.is_(None), t.membership.c.paper.is_(None))
    .group_by(_below.c.unit, literal_column("joined"))
)
"""Who has not registered in chat, by the day of joining where that is late enough to matter (PN-28)."""
TICKETS = Sql(
    select(_below.c.unit, func.count())
    .join(t.ticket, and_(t.ticket.c.unit_id == _below.c.unit, t.ticket.c.state == literal_column("'open'")))
    .group_by(_below.c.unit)
)
LAST = Sql(
    select(_below.c.unit, func.max(t.decision.c.at))
    .join(t.decision, t.decision.c.unit_id == _below.c.unit)
    .group_by(_below.c.unit)
)
MISSING = Sql(
    select(t.membership.c.roll, t.person.c.name, t.membership.c.since)
    .join(t.person, t.person.c.id == t.membership.c.person_id)
    .outerjoin(
        t.form,
        and_(
            t.form.c.person_id == t.membership.c.person_id,
            t.form.c.cycle_id == bindparam("cycle"),
            t.form.c.state.in_(_REGISTERED),
        ),
    )
    .where(
        t.membership.c.unit_id == bindparam("unit"),
        now_in(t.membership),
        t.membership.c.paper.is_(None),
        t.form.c.id.is_(None),
    )
    .order_by(t.membership.c.roll)
)
OVERDUE_BRANCHES = Sql(
    select(func.count())
    .select_from(_below)
    .where(
        _below.c.unit != bindparam("unit"),
        exists().where(
            t.membership.c.unit_id == _below.c.unit,
            now_in(t.membership),
            t.membership.c.paper.is_(None),
            or_(t.membership.c.since <= bindparam("day", type_=Text), bindparam("newcomers") == literal_column("1")),
            ~exists()
            .where(
                t.form.c.person_id == t.membership.c.person_id,
                t.form.c.cycle_id == bindparam("cycle"),
                t.form.c.state.in_(_REGISTERED),
            )
            .correlate_except(t.form),
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Overview:
    """A unit with all that is below it added up. `last`: when the record last grew there."""

    place: Place
    figures: Figures
    branches: int
    overdue: int
    overdue_branches: int
    tickets: int
    last: str | None

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """What needs attention comes first."""
        open_ = self.figures.members - self.figures.confirmed
        return -self.overdue, -self.tickets, -open_, self.place.code


class Oversight(Decisions, YearFigures):
    """Questions of the level above."""

    async def called(self, code: str) -> int | None:
        """The unit of this code, in whatever case it was typed."""
        rows = await self._read(CALLED, code=code)
        exact = next((unit for unit, name in rows if name == code), None)
        return exact if exact is not None else (rows[0][0] if rows else None)

    async def path(self, unit: int) -> tuple[Place, ...]:
        """The unit and all above it, nearest first."""
        return tuple(Place(*row) for row in await self._read(PATH, unit=unit, today=self.today.isoformat()))

    async def tree(self, unit: int, day: date | None = None) -> tuple[Place, ...]:
        """The unit and all below it, by code; today, or on this day."""
        return tuple(Place(*row) for row in await self._read(TREE, unit=unit, today=(day or self.today).isoformat()))

    async def overview(self, unit: int, sector: str = "") -> tuple[Overview, ...]:
        """The unit itself, then the units right below it, what needs attention first; of one sector, if one is named.

        A unit counts where it is today; each member counts once (domain.md 4.2).
        """
        today = self.today.isoformat()
        places = {place.unit: place for place in await self.tree(unit)}
        branches = [b for b in await self.figures(unit) if not sector or places[b.unit].sector == sector]
        policies = await self._policies(unit, places, branches)
        overdue = await self._overdue(unit, policies)
        tickets = {at: int(n) for at, n in await self._read(TICKETS, unit=unit, today=today)}
        last = {at: str(when) for at, when in await self._read(LAST, unit=unit, today=today)}

        def over(place: Place, within: Collection[int]) -> Overview:
            mine = [branch for branch in branches if branch.unit in within]
            moved = [when for at, when in last.items() if at in within]
            return Overview(
                place,
                added_up(branch.figures for branch in mine),
                len(mine),
                sum(overdue.get(branch.unit, 0) for branch in mine),
                sum(overdue.get(branch.unit, 0) > 0 for branch in mine),
                sum(
                    count
                    for at, count in tickets.items()
                    if at in within and (not sector or places[at].sector == sector)
                ),
                max(moved, default=None),
            )

        below: dict[int, set[int]] = defaultdict(set)
        for at in places:
            below[child_of(at, unit, places)].add(at)
        units = [over(places[child], below[child]) for child in below if child != unit]
        shown = [one for one in units if one.branches or not sector]
        return over(places[unit], places), *sorted(shown, key=lambda one: one.rank)

    async def missing(self, unit: int, cycle: int) -> tuple[tuple[int, str, str], ...]:
        """Who of a branch has not registered in chat: number, name, since when in the branch."""
        rows = await self._read(MISSING, unit=unit, cycle=cycle, today=self.today.isoformat())
        return tuple((int(roll), str(name), str(since)) for roll, name, since in rows)

    async def overdue_branches(self, unit: int, cycle: int, day: date, *, newcomers: bool) -> int:
        """In how many units below somebody is overdue by this day; `newcomers`: whoever joined later counts, too."""
        told: dict[str, Value] = {"unit": unit, "cycle": cycle, "day": day.isoformat(), "newcomers": int(newcomers)}
        rows = await self._read(OVERDUE_BRANCHES, **told, today=self.today.isoformat())
        return int(rows[0][0])

    async def _overdue(self, unit: int, policies: Mapping[int, Policy]) -> Mapping[int, int]:
        """How many of each branch are past their day and have not registered (PN-03, PN-28)."""
        late = {at: rules for at, rules in policies.items() if rules.is_late(self.today)}
        if not late:
            return {}
        earliest = min(rules.registration for rules in late.values()).isoformat()
        count: dict[int, int] = defaultdict(int)
        for at, joined, people in await self._read(
            UNREGISTERED, unit=unit, today=self.today.isoformat(), earliest=earliest
        ):
            rules = late.get(at)
            if rules and not (rules.admitted_after == "wait" and joined > rules.registration.isoformat()):
                count[at] += int(people)
        return count

    async def _policies(
        self, unit: int, places: Mapping[int, Place], branches: Iterable[BranchFigures]
    ) -> Mapping[int, Policy]:
        """What counts in each branch: the settings of its cycle from the top of the tree down to it."""
        today = self.today.isoformat()
        above: dict[int, dict[str, str]] = defaultdict(dict)
        for cycle, at, name, value in await self._read(SETTINGS_ABOVE, unit=unit, today=today):
            if at != unit:
                above[cycle][name] = value
        own: dict[tuple[int, int], dict[str, str]] = defaultdict(dict)
        for cycle, at, name, value in await self._read(SETTINGS_BELOW, unit=unit, today=today):
            own[cycle, at][name] = value
        found = {}
        for branch in branches:
            if branch.cycle is not None and branch.year is not None:
                settings = dict(above[branch.cycle])
                for at in reversed(way_up(branch.unit, unit, places)):
                    settings |= own.get((branch.cycle, at), {})
                found[branch.unit] = policy(branch.year, settings)
        return found
