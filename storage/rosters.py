"""A checked roster goes into the database: as a whole, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from chat.fold import fold, spelling
from rules.roster import Entry, RowProblem
from rules.units import ARMED_FORCES
from storage.criteria import Criteria
from storage.models import Membership, Person, Role, Unit
from storage.phones import REFUSED
from storage.session import run_in


@dataclass(slots=True)
class Imported:
    """What an import does: rows that are new, changed or as before, and rows that contradict the list kept so far.

    `warnings` keep no row out.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    offices: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)


async def keeps_phones(session: AsyncSession, unit: Unit, now: datetime) -> bool:
    """Whether the unit's open year says that telephone numbers are kept (products.md N13)."""
    assert unit.id is not None  # noqa: S101 - it was read
    cycle = await Criteria(await run_in(session), None, now).cycle(unit.id, unit.sector)
    return cycle is not None and cycle.policy.phones


async def import_roster(session: AsyncSession, unit: Unit, entries: Sequence[Entry], today: date) -> Imported:
    """Add the members of a branch, or bring what is known of them up to date.

    A number that belongs to somebody else, or a member under another number, is a problem and never guessed about
    (PN-05). Members who are not in the file stay.
    """
    assert unit.id is not None  # noqa: S101 - it was read
    branch = await _branch(session, unit.id)
    result = Imported()
    for entry in entries:
        paper = _paper(unit, entry)
        if entry.roll in branch.by_roll:
            _update(branch.by_roll[entry.roll], entry, paper, result)
        elif (other := branch.rolls.get(_key(entry.name, entry.birth.isoformat()))) is not None:
            result.problems.append(RowProblem(entry.row, "roll", "roll-differs", {"roll": str(other)}))
        else:
            await _add(session, unit.id, entry, paper, today, branch)
            result.new += 1
    wrong = {problem.row for problem in result.problems}
    for entry in entries:
        if entry.row not in wrong:  # else the number is somebody else's, who would get the office
            result.offices += await _give_office(session, unit.id, entry, branch, today)
    return result


def _paper(unit: Unit, entry: Entry) -> str | None:
    """Why this member registers on paper, if so: the armed forces (PN-06), or the list says it."""
    if unit.sector == ARMED_FORCES or entry.audience == "lvt":
        return ARMED_FORCES
    return "roster" if entry.paper else None


@dataclass(frozen=True, slots=True)
class _Branch:
    by_roll: dict[int, tuple[Membership, Person]]
    rolls: dict[tuple[str, str], int]


async def _branch(session: AsyncSession, unit: int) -> _Branch:
    rows = await session.exec(
        select(Membership, Person)
        .join(Person, col(Person.id) == Membership.person_id)
        .where(Membership.unit_id == unit, col(Membership.until).is_(None))
    )
    by_roll = {membership.roll: (membership, person) for membership, person in rows.all()}
    return _Branch(by_roll, {_key(person.name, person.birth): roll for roll, (_, person) in by_roll.items()})


def _key(name: str, birth: str) -> tuple[str, str]:
    """What makes the same person: the birth date, and the name apart from where its tone marks stand."""
    return spelling(name), birth


def _update(held: tuple[Membership, Person], entry: Entry, paper: str | None, result: Imported) -> None:
    membership, person = held
    if _key(person.name, person.birth) != _key(entry.name, entry.birth.isoformat()):
        result.problems.append(RowProblem(entry.row, "roll", "roll-taken", {"roll": str(entry.roll)}))
        return
    since = entry.joined.isoformat() if entry.joined else membership.since
    told = (since, entry.audience or membership.audience, paper or membership.paper)
    admitted = entry.admitted.isoformat() if entry.admitted else person.admitted
    known = (admitted, int(entry.party) or person.party, _phone(person, entry, result))
    changed = (*told, *known) != (
        membership.since,
        membership.audience,
        membership.paper,
        person.admitted,
        person.party,
        person.phone,
    )
    membership.since, membership.audience, membership.paper = told
    person.admitted, person.party, person.phone = known
    result.changed += changed
    result.unchanged += not changed


def _phone(person: Person, entry: Entry, result: Imported) -> str | None:
    """The list's number, or the one that is known. Whoever wants none kept (storage.phones) gets none by a list."""
    if entry.phone and person.phone == REFUSED:
        result.warnings.append(RowProblem(entry.row, "phone", "phone-refused", {}))
        return person.phone
    return entry.phone or person.phone


async def _add(session: AsyncSession, unit: int, entry: Entry, paper: str | None, today: date, branch: _Branch) -> None:
    person = Person(
        name=entry.name,
        folded=fold(entry.name),
        birth=entry.birth.isoformat(),
        admitted=entry.admitted.isoformat() if entry.admitted else None,
        party=int(entry.party),
        phone=entry.phone,
    )
    session.add(person)
    await session.flush()
    assert person.id is not None  # noqa: S101 - the database has numbered it
    membership = Membership(
        person_id=person.id,
        unit_id=unit,
        roll=entry.roll,
        since=(entry.joined or today).isoformat(),
        audience=entry.audience,
        paper=paper,
    )
    session.add(membership)
    branch.by_roll[entry.roll] = (membership, person)


async def _give_office(session: AsyncSession, unit: int, entry: Entry, branch: _Branch, today: date) -> bool:
    """The list names the committee; an office that is already held is left alone."""
    if entry.office is None:
        return False
    person = branch.by_roll[entry.roll][1].id
    held = select(Role).where(Role.unit_id == unit, Role.person_id == person, col(Role.until).is_(None))
    if person is None or (await session.exec(held)).first() is not None:
        return False
    session.add(Role(person_id=person, unit_id=unit, office=entry.office, since=today.isoformat()))
    return True
