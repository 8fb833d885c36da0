"""Accounts at Zalo's Official Account: when somebody was last heard, and what is said of them in a template."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Text, and_, bindparam, case, func, literal_column, or_, select, update

from storage import tables as t
from storage.calendars import unit_years
from storage.database import Database
from storage.instants import instant, local_day, moment
from storage.people import named, now_in
from storage.phones import REFUSED
from storage.sql import Sql, one_of

PLATFORM = "zalo-oa"

_AT = bindparam("at", type_=Text)
_OF_USER = and_(t.link.c.platform == literal_column(f"'{PLATFORM}'"), t.link.c.user == bindparam("who"))
_ACTIVE = and_(_OF_USER, t.link.c.state == literal_column("'active'"))
_NEWER = or_(t.link.c.heard_at.is_(None), t.link.c.heard_at <= _AT)


def _unless_gone_since(column: ColumnElement[str | None]) -> ColumnElement[str | None]:
    """What is kept of an account that went after it was heard."""
    return case((t.link.c.unreachable_at > _AT, column))


HEARD = Sql(
    update(t.link)
    .values(
        heard_at=_AT,
        unreachable=_unless_gone_since(t.link.c.unreachable),
        unreachable_at=_unless_gone_since(t.link.c.unreachable_at),
    )
    .where(_OF_USER, t.link.c.state.in_(one_of("active", "waiting")), _NEWER)
)
LEFT = Sql(
    update(t.link)
    .values(unreachable=bindparam("why", type_=Text), unreachable_at=func.coalesce(t.link.c.unreachable_at, _AT))
    .where(_ACTIVE, _NEWER)
)
OPTED_OUT = Sql(update(t.link).values(opted_out_at=func.coalesce(t.link.c.opted_out_at, _AT)).where(_ACTIVE))
STANDING = Sql(
    select(
        t.person.c.id,
        t.person.c.name,
        t.person.c.phone,
        t.membership.c.unit_id,
        t.unit_name.c.name,
        func.coalesce(t.link.c.heard_at, t.link.c.since),
        t.link.c.opted_out_at,
    )
    .select_from(t.link)
    .join(t.person, t.person.c.id == t.link.c.person_id)
    .outerjoin(t.membership, and_(t.membership.c.person_id == t.person.c.id, now_in(t.membership)))
    .outerjoin(t.unit_name, named(t.membership.c.unit_id))
    .where(_ACTIVE)
    .order_by(t.membership.c.id.desc())
)
KEEP_PHONE = Sql(
    update(t.person)
    .values(phone=bindparam("phone", type_=Text))
    .where(
        t.person.c.id == bindparam("person"),
        or_(t.person.c.phone.is_(None), t.person.c.phone != literal_column(f"'{REFUSED}'")),
    )
    .returning(t.person.c.id)
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The person behind an account, and how the account stands. `phone`: empty where none is kept."""

    person: int
    name: str
    phone: str
    unit: int | None
    unit_name: str
    heard: datetime
    opted_out: bool


class OaAccounts:
    """Events may come late, twice and out of order: each counts as of its own moment."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def heard(self, user: str, at: datetime) -> None:
        """The person did something there: the windows open anew, and whoever had left is back."""
        await self._database.write(HEARD, who=user, at=instant(at))

    async def left(self, user: str, why: str, at: datetime) -> None:
        """Nobody is reached there any more, unless they were heard since."""
        await self._database.write(LEFT, who=user, why=why, at=instant(at))

    async def opted_out(self, user: str, at: datetime) -> None:
        await self._database.write(OPTED_OUT, who=user, at=instant(at))

    async def standing(self, user: str, now: datetime) -> Standing | None:
        rows = await self._database.read(STANDING, who=user, today=local_day(now).isoformat())
        if not rows:
            return None
        person, name, phone, unit, unit_name, heard, opted_out = rows[0]
        return Standing(person, name, phone or "", unit, unit_name or "", moment(heard), opted_out is not None)

    async def keep_phone(self, user: str, phone: str, now: datetime) -> bool:
        """The number that the person gave there, where their unit keeps numbers and they did not refuse it."""
        standing = await self.standing(user, now)
        if standing is None or standing.unit is None:
            return False
        year = (await unit_years(self._database, now)).get(standing.unit)
        if year is None or not year.cycle.policy.phones:
            return False
        return bool(await self._database.write(KEEP_PHONE, person=standing.person, phone=phone))
