"""What a unit's year decides by, where each setting comes from, whom a change reaches, and which forms it concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite

from rules.codes import form_code
from rules.limits import OWN_MATTER, Bound, Sent
from rules.places import Place
from rules.policy import SWITCHES, Policy, policy
from storage import tables as t
from storage.criteria import OPEN_CYCLE
from storage.decisions import DEEDS, Deed
from storage.oversight import Oversight
from storage.people import now_in, on_roll
from storage.sql import Sql, Value, one_of
from storage.tree import path_up, units_below

_up, _below = path_up(), units_below()
_open = OPEN_CYCLE.add_columns(t.cycle.c.unit_id).cte("open_cycle")
CYCLE_OVER = Sql(select(_open.c.id, _open.c.year, _open.c.catalogue_id, _open.c.unit_id))
ON_THE_WAY = Sql(
    select(_up.c.unit, t.setting.c.name, t.setting.c.value)
    .join(t.setting, and_(t.setting.c.unit_id == _up.c.unit, t.setting.c.cycle_id == bindparam("cycle")))
    .order_by(_up.c.depth.desc())
)
OVERRULED = Sql(
    select(t.setting.c.unit_id)
    .join(_below, _below.c.unit == t.setting.c.unit_id)
    .where(t.setting.c.cycle_id == bindparam("cycle"), t.setting.c.name == bindparam("name"))
)
HEADS = Sql(
    select(_below.c.unit, func.count())
    .join(t.membership, and_(t.membership.c.unit_id == _below.c.unit, now_in(t.membership)))
    .group_by(_below.c.unit)
)
FORMS = Sql(
    select(func.count(t.form.c.id))
    .select_from(_below)
    .join(t.form, t.form.c.unit_id == _below.c.unit)
    .where(t.form.c.cycle_id == bindparam("cycle"))
)
HOLD = Sql(
    select(t.cycle.c.id)
    .where(t.cycle.c.id == bindparam("cycle"), t.cycle.c.state == literal_column("'open'"))
    .with_for_update()
)
"""A form that is being sent waits for what is set here, or has been sent before."""


def _set(insert: Any) -> Any:
    row = insert(t.setting).values(
        cycle_id=bindparam("cycle"),
        unit_id=bindparam("unit"),
        name=bindparam("name"),
        value=bindparam("value"),
        set_at=bindparam("now"),
    )
    return row.on_conflict_do_update(
        index_elements=["cycle_id", "unit_id", "name"],
        set_={"value": row.excluded.value, "set_at": row.excluded.set_at},
        where=t.setting.c.value == bindparam("seen"),
    ).returning(t.setting.c.id)


SET = Sql(sqlite=_set(sqlite.insert), postgresql=_set(postgresql.insert))
_line = t.line.alias()
SENT = Sql(
    select(
        t.form.c.id,
        t.form.c.unit_id,
        t.membership.c.roll,
        t.membership.c.audience,
        t.form.c.late,
        func.count(_line.c.id),
        func.count(t.criterion.c.group_code.distinct()),
        func.max(_line.c.due_end),
    )
    .select_from(_below)
    .join(t.form, t.form.c.unit_id == _below.c.unit)
    .join(_line, and_(_line.c.form_id == t.form.c.id, _line.c.version == t.form.c.version))
    .outerjoin(
        t.criterion,
        and_(t.criterion.c.catalogue_id == bindparam("catalogue"), t.criterion.c.code == _line.c.criterion),
    )
    .outerjoin(t.membership, on_roll(t.form))
    .where(t.form.c.cycle_id == bindparam("cycle"), t.form.c.state.in_(one_of("sent", "opened", "confirmed")))
    .group_by(t.form.c.id, t.form.c.unit_id, t.membership.c.roll, t.membership.c.audience, t.form.c.late)
    .order_by(t.form.c.unit_id, t.form.c.id)
)
HISTORY = Sql(
    DEEDS.where(
        t.decision.c.kind == literal_column("'setting'"),
        t.decision.c.unit_id.in_(select(_up.c.unit)),
        t.decision.c.cycle_id == bindparam("cycle"),
    )
    .order_by(None)
    .order_by(t.decision.c.id.desc())
    .limit(literal_column("100"))
)


@dataclass(frozen=True, slots=True)
class Board:
    """The settings of a unit's open year as they count there.

    `path` is the unit and all above it. `sources` names the unit that has set a value, `own` holds what this unit has
    set itself; `bounds` is what counts in the unit above, empty where the year belongs to this unit.
    """

    cycle: int
    year: int
    catalogue: int
    path: tuple[Place, ...]
    settings: Mapping[str, str]
    sources: Mapping[str, int]
    own: Mapping[str, str]
    bounds: Mapping[str, Bound]
    forms: int

    @property
    def place(self) -> Place:
        return self.path[0]

    @property
    def policy(self) -> Policy:
        return policy(self.year, self.settings)

    def value(self, name: str) -> str:
        return self.settings.get(name, SWITCHES[name].default(self.year))

    def with_(self, name: str, value: str) -> Policy:
        return policy(self.year, {**self.settings, name: value})


@dataclass(frozen=True, slots=True)
class Reached:
    """Whom a change reaches: units with members, and their members, apart from those with a word of their own."""

    branches: int
    members: int


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form that was sent, as a later rule looks at it."""

    code: str
    place: Place
    roll: int | None
    sent: Sent


class Settings(Oversight):
    """Questions about what a year decides by."""

    async def board(self, unit: int) -> Board | None:
        """The settings of the open year of a unit; None where no year is open."""
        here: dict[str, Value] = {"unit": unit, "today": self.today.isoformat()}
        rows = await self._read(CYCLE_OVER, **here)
        if not rows:
            return None
        cycle, year, catalogue, owner = rows[0]
        settings: dict[str, str] = {}
        sources: dict[str, int] = {}
        own: dict[str, str] = {}
        above = {name: Bound(switch.default(year)) for name, switch in SWITCHES.items()}
        for at, name, value in await self._read(ON_THE_WAY, **here, cycle=cycle):
            settings[name], sources[name] = value, at
            if at == unit:
                own[name] = value
            else:
                above[name] = Bound(value, at)
        ((forms,),) = await self._read(FORMS, **here, cycle=cycle)
        path = await self.path(unit)
        return Board(cycle, year, catalogue, path, settings, sources, own, {} if owner == unit else above, int(forms))

    async def reached(self, board: Board, name: str) -> Reached:
        here: dict[str, Value] = {"unit": board.place.unit, "today": self.today.isoformat()}
        places = {place.unit: place for place in await self.tree(board.place.unit)}
        rows = await self._read(OVERRULED, **here, cycle=board.cycle, name=name)
        overruled = {unit for (unit,) in rows} - {board.place.unit}
        heads = {unit: int(count) for unit, count in await self._read(HEADS, **here)}
        reached = [count for unit, count in heads.items() if not overruled & _above(unit, places)]
        return Reached(len(reached), sum(reached))

    async def set(self, board: Board, name: str, value: str, person: int, channel: str, reason: str = "") -> bool:
        """Set it for the unit and those below; False where the year was closed, somebody was first, or a form came."""
        if not await self._write(HOLD, cycle=board.cycle):
            return False
        here: dict[str, Value] = {"unit": board.place.unit, "today": self.today.isoformat()}
        ((forms,),) = await self._read(FORMS, **here, cycle=board.cycle)
        if forms and not board.forms and name not in OWN_MATTER:
            return False  # sent while this turn waited: it goes by what was set before
        what: dict[str, Value] = {"cycle": board.cycle, "unit": board.place.unit, "name": name, "value": value}
        rows = await self._write(SET, **what, now=self.at, seen=board.own.get(name, ""))
        if not rows:
            return False
        await self.record(
            "set",
            person,
            channel,
            unit=board.place.unit,
            cycle=board.cycle,
            kind="setting",
            subject=int(rows[0][0]),
            value=f"{name}={value}",
            reason=reason,
        )
        return True

    async def sent_forms(self, board: Board, groups: Mapping[str | None, int]) -> Sequence[SentForm]:
        """What was sent below and stands; `groups` says how many groups of contents an audience has."""
        unit, today = board.place.unit, self.today.isoformat()
        places = {place.unit: place for place in await self.tree(unit)}
        found = []
        for row in await self._read(SENT, unit=unit, today=today, cycle=board.cycle, catalogue=board.catalogue):
            form, at, roll, audience, late, contents, there, due = row
            every = groups.get(audience, groups[None])
            sent = Sent(int(contents), int(there), every, bool(late), date.fromisoformat(due))
            found.append(SentForm(form_code(form), places[at], roll, sent))
        return found

    async def settings_made(self, board: Board) -> tuple[Deed, ...]:
        """What was set here and above in this year, the newest first."""
        unit, today = board.place.unit, self.today.isoformat()
        rows = await self._read(HISTORY, unit=unit, today=today, cycle=board.cycle)
        return tuple(Deed(*row) for row in rows)


def _above(unit: int, places: Mapping[int, Place]) -> set[int]:
    """The unit and those above it in this tree."""
    seen: set[int] = set()
    at: int | None = unit
    while at is not None and at in places and at not in seen:
        seen.add(at)
        at = places[at].parent
    return seen
