"""Members who change their unit, and units that end: dated, with the year's open work going along (domain.md 4.2)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Table, Update, and_, update
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from rules.units import ARMED_FORCES
from storage import tables as t
from storage.decisions import Decisions
from storage.instants import instant, local_day
from storage.models import Invitation, Membership, Person, Unit, UnitParent
from storage.organising import OPERATOR, is_last_secretary, membership_on_roll, offices_in, unit_by_code
from storage.oversight_models import UnitSuccessor
from storage.rounds_merging import merge_rounds
from storage.session import Refused, run_in
from storage.years import cycle_over


async def move(
    session: AsyncSession, member: str, to: str, roll: int | None, on: date, now: datetime
) -> Membership | Refused:
    """A member is in another unit from this day on: the old place on the list ends, and the offices there.

    Who is the only secretary of a branch with others in it needs a successor first. The form of the open year, and
    what hangs on it, goes along where the new unit goes by the same year.
    """
    old, place = await membership_on_roll(session, member), await unit_by_code(session, to)
    if isinstance(old, Refused):
        return old
    if isinstance(place, Refused):
        return place
    assert place.id is not None  # noqa: S101 - it was read
    today = local_day(now).isoformat()
    if old.unit_id == place.id:
        return Refused("same-unit", {"member": member, "unit": to})
    if refused := await _day_refused(session, [old], on, today):
        return refused
    if await _is_ended(session, place.id):
        return Refused("unit-ended", {"unit": to})
    others = [one for one in await _members(session, old.unit_id) if one.id != old.id]
    if others and await is_last_secretary(session, old.unit_id, old.person_id, today):
        return Refused("last-secretary", {"member": member, "unit": member.partition("/")[0]})
    taken = {one.roll for one in await _members(session, place.id)}
    if roll in taken:
        return Refused("roll-is-taken", {"roll": roll or 0, "unit": to})
    new = _moved(old, place, roll or _free(taken), on)
    await _leave(session, old, on)
    session.add(new)
    cycle = await cycle_over(session, place, today)
    if cycle is not None:
        await _carry(session, cycle.id or 0, old.unit_id, place.id, [old.person_id])
    record = Decisions(run := await run_in(session), run, now).record
    for unit in (old.unit_id, place.id):
        value = f"{old.unit_id}>{place.id}"
        await record("moved", None, OPERATOR, unit=unit, person=old.person_id, kind="membership", value=value)
    return new


async def merge(session: AsyncSession, olds: Sequence[str], into: str, on: date, now: datetime) -> int | Refused:
    """Units become one on this day; how many members came over.

    Everybody goes on in the new unit with the same number, or the next free one where it is taken; six-month clocks go
    on by the succession (rules.eligibility). Forms, results, rounds, tickets and join codes of the open year follow;
    the units below get the new one above them; names and the past stay where they were.
    """
    place = await unit_by_code(session, into)
    if isinstance(place, Refused):
        return place
    assert place.id is not None  # noqa: S101 - it was read
    today, came = local_day(now).isoformat(), 0
    cycle = await cycle_over(session, place, today)
    taken = {one.roll for one in await _members(session, place.id)}
    if await _is_ended(session, place.id):
        return Refused("unit-ended", {"unit": into})
    for code in dict.fromkeys(olds):
        old = await unit_by_code(session, code)
        if isinstance(old, Refused):
            return old
        if old.id is None or old.id == place.id:
            return Refused("merge-into-itself", {"unit": code})
        if await _is_ended(session, old.id):
            return Refused("unit-ended", {"unit": code})
        theirs = await cycle_over(session, old, today)
        if theirs and (cycle is None or theirs.id != cycle.id):
            return Refused("other-cycle", {"unit": code, "into": into})
        members = await _members(session, old.id)
        if refused := await _day_refused(session, members, on, today):
            return refused
        for member in members:
            new = _moved(member, place, member.roll if member.roll not in taken else _free(taken), on)
            taken.add(new.roll)
            member.until = on.isoformat()
            session.add(new)
        came += len(members)
        await _end(session, old.id, place.id, on, "merged", now)
        if cycle is not None:
            await _carry(session, cycle.id or 0, old.id, place.id, [member.person_id for member in members])
            await merge_rounds(session, cycle.id or 0, old.id, place.id)
    return came


async def dissolve(session: AsyncSession, unit: str, on: date, now: datetime) -> Unit | Refused:
    """A unit ends and nothing follows it; members and units below it are moved first."""
    place = await unit_by_code(session, unit)
    if isinstance(place, Refused):
        return place
    assert place.id is not None  # noqa: S101 - it was read
    if await _is_ended(session, place.id):
        return Refused("unit-ended", {"unit": unit})
    if on.isoformat() > local_day(now).isoformat():
        return Refused("day-ahead", {"day": on.isoformat()})
    members = len(await _members(session, place.id))
    below = len(await _parents(session, UnitParent.parent_id == place.id))
    if members or below:
        return Refused("unit-not-empty", {"unit": unit, "members": members, "below": below})
    await _end(session, place.id, None, on, "dissolved", now)
    return place


async def set_member(
    session: AsyncSession, member: str, admitted: date | None, party: bool | None, now: datetime
) -> Person | Refused:
    """What the rating asks of a member: the day of admission (TV-08), and whether in the Party, too (domain.md 4.5)."""
    membership = await membership_on_roll(session, member)
    if isinstance(membership, Refused):
        return membership
    if admitted and admitted > local_day(now):
        return Refused("day-ahead", {"day": admitted.isoformat()})
    person = (await session.exec(select(Person).where(Person.id == membership.person_id))).one()
    said = []
    if admitted is not None:
        person.admitted = admitted.isoformat()
        said.append("admitted")
    if party is not None:
        person.party = int(party)
        said.append("party")
    record = Decisions(run := await run_in(session), run, now).record
    await record("corrected", None, OPERATOR, unit=membership.unit_id, person=person.id, value=",".join(said))
    return person


async def _end(session: AsyncSession, unit: int, successor: int | None, on: date, kind: str, now: datetime) -> None:
    """Offices and place in the tree end; join codes lead to what follows, or nowhere."""
    day = on.isoformat()
    for role in await offices_in(session, unit, day):
        role.until = max(day, role.since)
    for parent in await _parents(session, UnitParent.unit_id == unit):
        parent.until = day
    for child in await _parents(session, UnitParent.parent_id == unit):
        child.until = day
        if successor is not None:
            session.add(UnitParent(unit_id=child.unit_id, parent_id=successor, since=day))
    for invitation in await session.exec(select(Invitation).where(Invitation.unit_id == unit)):
        if successor is not None:
            invitation.unit_id = successor
        elif invitation.revoked_at is None:
            invitation.revoked_at = instant(now)
    session.add(UnitSuccessor(unit_id=unit, successor_id=successor, day=day, kind=kind))
    record = Decisions(run := await run_in(session), run, now).record
    for place in (unit, successor):
        if place is not None:
            await record(kind, None, OPERATOR, unit=place, kind="unit", subject=unit, value=str(successor or 0))


async def _leave(session: AsyncSession, membership: Membership, on: date) -> None:
    day = on.isoformat()
    membership.until = day
    for role in await offices_in(session, membership.unit_id, day, membership.person_id):
        role.until = max(day, role.since)
    await session.flush()


async def _carry(session: AsyncSession, cycle: int, old: int, new: int, people: Iterable[int]) -> None:
    """These people's forms of the year and all that is open about them belong to the new unit."""
    who = list(people)
    connection = await session.connection()
    forms = select(t.form.c.id).where(t.form.c.cycle_id == cycle, t.form.c.person_id.in_(who))
    for table in (t.assessment, t.supplement, t.interim):
        await connection.execute(_rehomed(table, old, new).where(table.c.form_id.in_(forms)))
    for table in (t.form, t.ticket):
        await connection.execute(_rehomed(table, old, new).where(table.c.cycle_id == cycle, table.c.person_id.in_(who)))
    waits = and_(t.remark.c.state == "asked", t.remark.c.cycle_id == cycle)
    for column in (t.remark.c.unit_id, t.remark.c.from_unit_id):
        asked = update(t.remark).values({column: new}).where(column == old, waits, t.remark.c.person_id.in_(who))
        await connection.execute(asked)


def _rehomed(table: Table, old: int, new: int) -> Update:
    return update(table).values(unit_id=new).where(table.c.unit_id == old)


def _moved(old: Membership, place: Unit, roll: int, on: date) -> Membership:
    """The place on the new list; the armed forces' paper way belongs to the unit (PN-06)."""
    paper = None if old.paper == ARMED_FORCES else old.paper
    return Membership(
        person_id=old.person_id,
        unit_id=place.id or 0,
        roll=roll,
        since=on.isoformat(),
        audience=old.audience,
        paper=ARMED_FORCES if place.sector == ARMED_FORCES else paper,
    )


def _free(taken: set[int]) -> int:
    return max(taken, default=0) + 1


async def _day_refused(session: AsyncSession, members: Sequence[Membership], on: date, today: str) -> Refused | None:
    """Nobody leaves on a day that is still to come, or before the day of coming."""
    day = on.isoformat()
    if day > today:
        return Refused("day-ahead", {"day": day})
    if any(member.since > day for member in members):
        return Refused("day-before-joining", {"day": day})
    return None


async def _members(session: AsyncSession, unit: int) -> Sequence[Membership]:
    current = select(Membership).where(Membership.unit_id == unit, col(Membership.until).is_(None))
    return (await session.exec(current.order_by(col(Membership.roll)))).all()


async def _parents(session: AsyncSession, which: bool) -> Sequence[UnitParent]:
    return (await session.exec(select(UnitParent).where(which, col(UnitParent.until).is_(None)))).all()


async def _is_ended(session: AsyncSession, unit: int) -> bool:
    ended = select(func.count()).select_from(UnitSuccessor).where(UnitSuccessor.unit_id == unit)
    return bool((await session.exec(ended)).one())
