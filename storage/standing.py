"""How far a branch is, and all branches below a unit: counts that a report can be checked against."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from sqlalchemy import ColumnElement, Text, and_, case, cast, exists, literal, select
from sqlmodel.ext.asyncio.session import AsyncSession

from chat.talk import Talk
from storage import tables as t
from storage.criteria import path_up
from storage.years import units_below


@dataclass(frozen=True, slots=True)
class Standing:
    """Counts of people. registered = waiting + confirmed; members = registered + returned + drafts + silent + paper."""

    members: int = 0
    linked: int = 0
    paper: int = 0
    drafts: int = 0
    silent: int = 0
    registered: int = 0
    waiting: int = 0
    confirmed: int = 0
    returned: int = 0
    late: int = 0

    def __add__(self, other: "Standing") -> "Standing":
        return Standing(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit that has members of its own, and how far it is in its newest cycle."""

    code: str
    name: str
    year: int | None
    standing: Standing


async def standings(session: AsyncSession, unit: int, today: str) -> list[Branch]:
    """The unit itself and every unit below it, as far as they have members."""
    below = (
        select(t.unit.c.id, t.unit.c.code, t.unit_name.c.name)
        .join(t.unit_name, and_(t.unit_name.c.unit_id == t.unit.c.id, t.unit_name.c.until.is_(None)))
        .where(t.unit.c.id.in_(units_below(unit)), exists().where(_current(), t.membership.c.unit_id == t.unit.c.id))
        .order_by(t.unit.c.code)
    )
    connection = await session.connection()
    found = []
    for branch, code, name in (await connection.execute(below)).all():
        cycle = await _newest_cycle(session, branch, today)
        found.append(Branch(code, name, cycle[1] if cycle else None, await _count(session, branch, cycle)))
    return found


def total(branches: Iterable[Branch]) -> Standing:
    return sum((branch.standing for branch in branches), Standing())


async def _newest_cycle(session: AsyncSession, unit: int, today: str) -> tuple[int, int] | None:
    up = path_up()
    newest = (
        select(t.cycle.c.id, t.cycle.c.year)
        .join(up, up.c.unit == t.cycle.c.unit_id)
        .order_by(t.cycle.c.year.desc(), up.c.depth)
        .limit(1)
    )
    connection = await session.connection()
    row = (await connection.execute(newest, {"unit": unit, "today": today})).first()
    return (row[0], row[1]) if row else None


async def _count(session: AsyncSession, unit: int, cycle: tuple[int, int] | None) -> Standing:
    number = cycle[0] if cycle else 0
    linked = exists().where(t.link.c.person_id == t.membership.c.person_id, t.link.c.state == "active")
    rows = (
        select(t.membership.c.paper, t.form.c.state, t.form.c.late, case((linked, 1), else_=0), t.talk.c.data)
        .outerjoin(t.form, and_(t.form.c.person_id == t.membership.c.person_id, t.form.c.cycle_id == number))
        .outerjoin(t.talk, t.talk.c.person == literal("p") + cast(t.membership.c.person_id, Text))
        .where(t.membership.c.unit_id == unit, _current())
    )
    connection = await session.connection()
    result = Standing()
    for paper, state, late, is_linked, talk in (await connection.execute(rows)).all():
        result += _one(paper, state, late, is_linked, drafted=_has_draft(talk, number))
    return result


def _one(paper: str | None, state: str | None, late: int | None, linked: int, *, drafted: bool) -> Standing:
    """One member: exactly one of registered, returned, drafts, silent and paper."""
    registered = int(state in ("sent", "opened", "confirmed"))
    returned = int(state == "returned")
    on_paper = int(paper is not None and not registered and not returned)
    draft = int(drafted or state == "recalled") if not (registered or returned or on_paper) else 0
    return Standing(
        members=1,
        linked=linked,
        paper=on_paper,
        drafts=draft,
        silent=1 - registered - returned - on_paper - draft,
        registered=registered,
        waiting=int(state in ("sent", "opened")),
        confirmed=int(state == "confirmed"),
        returned=returned,
        late=int(bool(registered and late)),
    )


def _has_draft(raw: str | None, cycle: int) -> bool:
    memory = Talk(raw).memory("register") if raw else None
    return bool(memory and memory.answers and memory.about.startswith(f"{cycle}/"))


def _current() -> ColumnElement[bool]:
    return t.membership.c.until.is_(None)
