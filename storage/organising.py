"""The organisation as an operator sets it up: units, offices, join codes."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from secrets import choice

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from chat.fold import fold
from rules.codes import SIGNS
from rules.units import KINDS, OFFICES, SECTORS
from storage.decisions import Decisions
from storage.instants import instant, local_day
from storage.models import Invitation, Membership, Person, Role, Unit, UnitName, UnitParent
from storage.session import Refused, run_in

OPERATOR = "operator"


async def unit_by_code(session: AsyncSession, code: str) -> Unit | Refused:
    unit = (await session.exec(select(Unit).where(Unit.code == code))).first()
    return unit or Refused("no-such-unit", {"unit": code})


async def unit_name(session: AsyncSession, unit: int) -> str:
    """The name the unit has now."""
    names = select(UnitName).where(UnitName.unit_id == unit, col(UnitName.until).is_(None))
    return (await session.exec(names)).one().name


async def add_unit(
    session: AsyncSession, code: str, name: str, kind: str, sector: str, parent: str | None, today: date
) -> Unit | Refused:
    """A new unit, below another one or at the top."""
    if kind not in KINDS:
        return Refused("no-such-kind", {"kind": kind, "kinds": ", ".join(KINDS)})
    if refused := _no_such_sector(sector):
        return refused
    if not code.isascii() or not code.replace("-", "").isalnum():
        return Refused("bad-unit-code", {"unit": code})
    if isinstance(await unit_by_code(session, code), Unit):
        return Refused("unit-exists", {"unit": code})
    above = await unit_by_code(session, parent) if parent else None
    if isinstance(above, Refused):
        return above
    unit = Unit(code=code, kind=kind, sector=sector)
    session.add(unit)
    await session.flush()
    assert unit.id is not None  # noqa: S101 - the database has numbered it
    session.add(UnitName(unit_id=unit.id, name=name, folded=fold(name), since=today.isoformat()))
    if above is not None and above.id is not None:
        session.add(UnitParent(unit_id=unit.id, parent_id=above.id, since=today.isoformat()))
    return unit


async def person_on_roll(session: AsyncSession, where: str) -> Person | Refused:
    """The member that "12A1/7" names: a unit and the number on its list."""
    membership = await membership_on_roll(session, where)
    if isinstance(membership, Refused):
        return membership
    return (await session.exec(select(Person).where(Person.id == membership.person_id))).one()


async def membership_on_roll(session: AsyncSession, where: str) -> Membership | Refused:
    """The place on the list that "12A1/7" names."""
    code, _, roll = where.partition("/")
    unit = await unit_by_code(session, code)
    if isinstance(unit, Refused):
        return unit
    number = int(roll) if roll.isdecimal() and len(roll) < 6 else None
    current = select(Membership).where(Membership.unit_id == unit.id, col(Membership.until).is_(None))
    membership = (await session.exec(current.where(Membership.roll == number))).first()
    return membership or Refused("no-such-member", {"member": where})


def _no_such_sector(sector: str) -> Refused | None:
    known = not sector or sector in SECTORS
    return None if known else Refused("no-such-sector", {"sector": sector, "sectors": ", ".join(SECTORS)})


async def appoint(
    session: AsyncSession,
    unit: str,
    member: str,
    office: str,
    now: datetime,
    until: date | None = None,
    sector: str = "",
) -> Role | Refused:
    """Give a member an office, to the end of a term if one is named; one the person already has in this unit ends.

    `sector`: whose units below the person answers for (PN-11). Whoever answers for several holds the office once for
    each; those stand side by side.
    """
    if office not in OFFICES:
        return Refused("no-such-office", {"office": office, "offices": ", ".join(OFFICES)})
    if refused := _no_such_sector(sector):
        return refused
    place = await unit_by_code(session, unit)
    person = await person_on_roll(session, member)
    if isinstance(place, Refused):
        return place
    if isinstance(person, Refused):
        return person
    assert place.id is not None  # noqa: S101 - it was read
    assert person.id is not None  # noqa: S101
    today = local_day(now).isoformat()
    ends = until.isoformat() if until else None
    if ends is not None and ends <= today:
        return Refused("term-is-over", {"day": ends})
    for role in await offices_in(session, place.id, today, person.id):
        if (role.office, role.sector, role.until) == (office, sector, ends):
            return role
        beside = role.office == office and role.sector and sector and role.sector != sector
        role.until = role.until if beside else today
    role = Role(person_id=person.id, unit_id=place.id, office=office, since=today, until=ends, sector=sector)
    session.add(role)
    record = Decisions(run := await run_in(session), run, now).record
    told = f"{office} {sector}".rstrip()
    await record("appointed", None, OPERATOR, unit=place.id, person=person.id, value=told, reason=told)
    return role


async def offices_in(session: AsyncSession, unit: int, today: str, person: int | None = None) -> Sequence[Role]:
    """The offices held in a unit today, those of one person if one is named."""
    now = or_(col(Role.until).is_(None), col(Role.until) > today)
    held = select(Role).where(Role.unit_id == unit, now).order_by(col(Role.id))
    return (await session.exec(held if person is None else held.where(Role.person_id == person))).all()


async def end_office(
    session: AsyncSession, unit: str, member: str, office: str, now: datetime, sector: str = ""
) -> Role | Refused:
    """A member's office in this unit ends today; the only secretary keeps it until there is another.

    With a sector, only the answering for that sector ends.
    """
    if refused := _no_such_sector(sector):
        return refused
    place = await unit_by_code(session, unit)
    person = await person_on_roll(session, member)
    if isinstance(place, Refused):
        return place
    if isinstance(person, Refused):
        return person
    assert place.id is not None  # noqa: S101 - it was read
    assert person.id is not None  # noqa: S101
    today = local_day(now).isoformat()
    held = [role for role in await offices_in(session, place.id, today, person.id) if role.office == office]
    if not held:
        return Refused("holds-no-office", {"member": member, "unit": unit, "office": office})
    ending = [role for role in held if not sector or role.sector == sector]
    if not ending:
        return Refused("answers-not-for-sector", {"member": member, "unit": unit, "sector": sector})
    if office == "bi-thu" and ending == held and await is_last_secretary(session, place.id, person.id, today):
        return Refused("last-secretary", {"member": member, "unit": unit})
    for role in ending:
        role.until = today
    record = Decisions(run := await run_in(session), run, now).record
    told = f"{office} {sector}".rstrip()
    await record("left-office", None, OPERATOR, unit=place.id, person=person.id, value=told)
    return ending[-1]


async def is_last_secretary(session: AsyncSession, unit: int, person: int, today: str) -> bool:
    """Whether nobody else would be the unit's secretary."""
    secretaries = {role.person_id for role in await offices_in(session, unit, today) if role.office == "bi-thu"}
    return secretaries == {person}


async def invite(session: AsyncSession, unit: str, days: int, now: datetime) -> Invitation | Refused:
    """A join code for a branch: it names the branch, ends by itself and gives no right."""
    place = await unit_by_code(session, unit)
    if isinstance(place, Refused):
        return place
    assert place.id is not None  # noqa: S101 - it was read
    ends = local_day(now) + timedelta(days=days)
    code = "cd_" + "".join(choice(SIGNS) for _ in range(8))
    invitation = Invitation(code=code, unit_id=place.id, created_at=instant(now), expires_on=ends.isoformat())
    session.add(invitation)
    return invitation


async def set_paper(session: AsyncSession, member: str, why: str | None, now: datetime) -> Membership | Refused:
    """Mark a member as registering on paper, with the reason, or take the mark away (PN-06)."""
    membership = await membership_on_roll(session, member)
    if isinstance(membership, Refused):
        return membership
    membership.paper = why
    act, reason = ("paper", why) if why else ("not-paper", "")
    record = Decisions(run := await run_in(session), run, now).record
    await record(act, None, OPERATOR, unit=membership.unit_id, person=membership.person_id, reason=reason or "")
    return membership
