"""The record as people read it: who did what, when, through which channel, and what of it was taken back."""

from dataclasses import dataclass

from sqlalchemy import Integer, and_, bindparam, cast, exists, func, literal_column, or_, select

from storage import tables as t
from storage.access import Access
from storage.people import named
from storage.sql import Sql
from storage.tree import units_below

_actor = t.person.alias()
_concerned = t.person.alias()
_later = t.decision.alias()
_more = t.decision.alias()
_MORE = select(func.count(_more.c.id)).where(_more.c.batch == t.decision.c.id)
_MORE_UNDONE = select(func.count(_more.c.id)).where(
    _more.c.batch == t.decision.c.id, exists().where(_later.c.undoes == _more.c.id)
)
_RECORD = (
    select(
        t.decision.c.at,
        t.decision.c.act,
        t.decision.c.actor_id,
        _actor.c.name,
        t.decision.c.person_id,
        _concerned.c.name,
        t.decision.c.channel,
        t.decision.c.unit_id,
        t.decision.c.kind,
        t.decision.c.subject,
        t.decision.c.form_id,
        t.decision.c.position,
        t.decision.c.reason,
        exists().where(_later.c.undoes == t.decision.c.id),
        _MORE.scalar_subquery(),
        _MORE_UNDONE.scalar_subquery(),
    )
    .outerjoin(_actor, _actor.c.id == t.decision.c.actor_id)
    .outerjoin(_concerned, _concerned.c.id == t.decision.c.person_id)
    .order_by(t.decision.c.id.desc())
    .limit(cast(bindparam("most"), Integer))
    .offset(cast(bindparam("skip"), Integer))
)
_below = units_below()


_BEING_DECIDED = (
    select(t.rating.c.id)
    .join(t.rating_round, t.rating_round.c.id == t.rating.c.round_id)
    .where(t.rating_round.c.state == literal_column("'open'"))
)
BEING_DECIDED = Sql(_BEING_DECIDED.where(t.rating.c.id == bindparam("rating")))
_HEARD = or_(
    t.decision.c.kind.is_distinct_from(literal_column("'rating'")),
    ~_BEING_DECIDED.where(t.rating.c.id == t.decision.c.subject).exists(),
)
"""A member hears of the own result when the branch's meeting closes, and not from the log before."""
ABOUT = Sql(
    _RECORD.where(
        or_(
            and_(t.decision.c.person_id == bindparam("person"), _HEARD),
            t.decision.c.actor_id == bindparam("person"),
        )
    )
)
UNDER = Sql(_RECORD.where(t.decision.c.unit_id.in_(select(_below.c.unit)), t.decision.c.batch.is_(None)))
"""What was done with one word is one line there."""
OF_FORM = Sql(_RECORD.where(t.decision.c.form_id == bindparam("subject")))
OF_THING = Sql(
    _RECORD.where(and_(t.decision.c.kind == bindparam("kind"), t.decision.c.subject == bindparam("subject")))
)
_PLACES = select(t.unit.c.id, t.unit.c.code, t.unit_name.c.name).join(t.unit_name, named(t.unit.c.id))
PLACE = Sql(_PLACES.where(t.unit.c.code.in_([bindparam("code"), bindparam("upper")])))
PLACE_AT = Sql(_PLACES.where(t.unit.c.id == bindparam("unit")))
PLACES = Sql(_PLACES.join(_below, _below.c.unit == t.unit.c.id).order_by(t.unit.c.code))


@dataclass(frozen=True, slots=True)
class Place:
    """A unit by its code and its name of today."""

    unit: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Entered:
    """One line of the record; names as they are today, none where the operator acted or the person is gone.

    `more` acts were done with the same word, and `more_undone` of them were taken back.
    """

    at: str
    act: str
    actor: int | None
    actor_name: str | None
    person: int | None
    person_name: str | None
    channel: str
    unit: int | None
    kind: str | None
    subject: int | None
    form: int | None
    position: int | None
    reason: str
    undone: bool
    more: int = 0
    more_undone: int = 0


class Logbook(Access):
    """Questions about the record; newest first, `most` lines from `skip` on."""

    async def log_about(self, person: int, skip: int, most: int) -> tuple[Entered, ...]:
        """What the person did, and what was done about the person, but for a result that is still being decided."""
        return tuple(Entered(*row) for row in await self._read(ABOUT, person=person, skip=skip, most=most))

    async def is_being_decided(self, rating: int) -> bool:
        """Whether the branch's meeting about this result is not closed yet."""
        return bool(await self._read(BEING_DECIDED, rating=rating))

    async def log_under(self, unit: int, skip: int, most: int) -> tuple[Entered, ...]:
        """What was done in the unit and in all units below it, a batch as its first act."""
        rows = await self._read(UNDER, unit=unit, today=self.today.isoformat(), skip=skip, most=most)
        return tuple(Entered(*row) for row in rows)

    async def log_of(self, kind: str, subject: int, skip: int, most: int) -> tuple[Entered, ...]:
        """What was done with one form, or with one thing of another kind."""
        if kind == "form":
            rows = await self._read(OF_FORM, subject=subject, skip=skip, most=most)
        else:
            rows = await self._read(OF_THING, kind=kind, subject=subject, skip=skip, most=most)
        return tuple(Entered(*row) for row in rows)

    async def place(self, code: str) -> Place | None:
        rows = await self._read(PLACE, code=code, upper=code.upper(), today=self.today.isoformat())
        return Place(*rows[0]) if rows else None

    async def place_at(self, unit: int) -> Place | None:
        rows = await self._read(PLACE_AT, unit=unit, today=self.today.isoformat())
        return Place(*rows[0]) if rows else None

    async def places_below(self, unit: int) -> tuple[Place, ...]:
        """The unit and every unit below it today."""
        return tuple(Place(*row) for row in await self._read(PLACES, unit=unit, today=self.today.isoformat()))
