"""How far a branch is, and all branches below a unit: counts that a report can be checked against."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from sqlalchemy import (
    CTE,
    JSON,
    ColumnElement,
    Integer,
    Subquery,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import tables as t
from storage.people import named, now_in
from storage.tree import climb, units_below


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

    unit: int
    code: str
    name: str
    year: int | None
    standing: Standing


async def standings(session: AsyncSession, unit: int, today: str) -> list[Branch]:
    """The unit itself and every unit below it, as far as they have members."""
    connection = await session.connection()
    member = _members(connection.dialect.name)
    registered = member.c.kind == "registered"
    counts = {
        "members": func.count(),
        "linked": _count(member.c.linked),
        "paper": _count(member.c.kind == "paper"),
        "drafts": _count(member.c.kind == "draft"),
        "silent": _count(member.c.kind == "silent"),
        "registered": _count(registered),
        "waiting": _count(and_(registered, member.c.state != "confirmed")),
        "confirmed": _count(member.c.state == "confirmed"),
        "returned": _count(member.c.kind == "returned"),
        "late": _count(and_(registered, member.c.late == 1)),
    }
    place = (t.unit.c.id, t.unit.c.code, t.unit_name.c.name, member.c.year)
    branches = (
        select(*place, *(counts[f.name] for f in fields(Standing)))
        .select_from(member)
        .join(t.unit, t.unit.c.id == member.c.unit)
        .join(t.unit_name, named(t.unit.c.id))
        .group_by(*place)
        .order_by(t.unit.c.code)
    )
    rows = await connection.execute(branches, {"unit": unit, "today": today})
    return [Branch(id_, code, name, year, Standing(*counted)) for id_, code, name, year, *counted in rows]


def total(branches: Iterable[Branch]) -> Standing:
    return sum((branch.standing for branch in branches), Standing())


def _members(dialect: str) -> Subquery:
    """Every member of the units below, with the one kind that each belongs to: the first that fits."""
    below = units_below()
    newest = newest_cycles(below)
    state = t.form.c.state
    kind = case(
        (state.in_(("sent", "opened", "confirmed")), "registered"),
        (state == "returned", "returned"),
        (t.membership.c.paper.is_not(None), "paper"),
        (or_(state == "recalled", _has_draft(dialect, newest.c.cycle)), "draft"),
        else_="silent",
    )
    linked = exists().where(t.link.c.person_id == t.membership.c.person_id, t.link.c.state == "active")
    return (
        select(below.c.unit, newest.c.year, state, t.form.c.late, linked.label("linked"), kind.label("kind"))
        .join_from(below, t.membership, and_(t.membership.c.unit_id == below.c.unit, now_in(t.membership)))
        .outerjoin(newest, newest.c.branch == below.c.unit)
        .outerjoin(t.form, and_(t.form.c.person_id == t.membership.c.person_id, t.form.c.cycle_id == newest.c.cycle))
        .outerjoin(t.talk, t.talk.c.person == literal("p") + cast(t.membership.c.person_id, Text))
        .subquery("member")
    )


def newest_cycles(below: CTE, *of: ColumnElement[bool]) -> Subquery:
    """For each unit the newest year of it or of the nearest unit above that has it, closed ones included.

    `of` says which cycles come into question.
    """
    here = select(below.c.unit.label("branch"), below.c.unit, literal_column("0", Integer).label("depth"))
    up = climb(here.cte("up", recursive=True))
    nth = func.row_number().over(partition_by=up.c.branch, order_by=(t.cycle.c.year.desc(), up.c.depth))
    ranked = select(up.c.branch, t.cycle.c.id.label("cycle"), t.cycle.c.year, nth.label("nth"))
    ranked_cycles = ranked.join(t.cycle, and_(t.cycle.c.unit_id == up.c.unit, *of)).subquery()
    return select(ranked_cycles).where(ranked_cycles.c.nth == literal_column("1")).subquery("newest")


def _has_draft(dialect: str, cycle: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether the talk holds answers of a registration for this cycle (handlers.register says what they are about)."""
    about, answers = (_in_talk(dialect, "flows", "register", part) for part in ("about", "answers"))
    return and_(answers.is_not(None), about.startswith(cast(cycle, Text) + "/"))


def _in_talk(dialect: str, *path: str) -> ColumnElement[str]:
    if dialect == "sqlite":
        return func.json_extract(t.talk.c.data, f"$.{'.'.join(path)}", type_=Text)
    return func.json_extract_path_text(cast(t.talk.c.data, JSON), *path, type_=Text)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))
