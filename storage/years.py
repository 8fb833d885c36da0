"""Catalogues and cycles as an operator sets them up: load, open, set, close."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, Select, literal_column
from sqlalchemy import select as core_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from programmes import catalogue as files
from rules.codes import form_code
from rules.policy import NoSuch, order_of_steps, policy, read_setting
from storage import tables as t
from storage.instants import instant
from storage.models import Catalogue, Criterion, Cycle, Form, Person, Setting, UnitName, UnitParent
from storage.organising import unit_by_code
from storage.session import Refused


@dataclass(frozen=True, slots=True)
class Waiting:
    """A form that nobody has decided yet."""

    code: str
    unit: str
    name: str


async def load_catalogue(
    session: AsyncSession, read: files.Catalogue, now: datetime
) -> tuple[Catalogue, bool] | Refused:
    """A version of a catalogue, and whether it is new. A version that was loaded with other words is refused."""
    kept = select(Catalogue).where(Catalogue.code == read.code, Catalogue.version == read.version)
    found = (await session.exec(kept)).first()
    criteria = [_criterion(read, position) for position in range(len(read.criteria))]
    if found is not None:
        before = await session.exec(select(Criterion).where(Criterion.catalogue_id == found.id))
        same = {_words(c) for c in before.all()} == {_words(c) for c in criteria}
        return (found, False) if same else Refused("catalogue-changed", {"code": read.code, "version": read.version})
    kept_as = Catalogue(
        code=read.code,
        version=read.version,
        title=read.title,
        basis=read.basis,
        mode=read.mode or "none",
        source="; ".join(read.source),
        certainty=read.certainty,
        loaded_at=instant(now),
    )
    session.add(kept_as)
    await session.flush()
    assert kept_as.id is not None  # noqa: S101 - the database has numbered it
    for criterion in criteria:
        criterion.catalogue_id = kept_as.id
        session.add(criterion)
    return kept_as, True


async def open_cycle(
    session: AsyncSession, unit: str, year: int, catalogue: str, now: datetime
) -> tuple[Cycle, str, tuple[str, ...]] | Refused:
    """A cycle for a unit and those below it, the catalogue's newest version, and the steps that lie askew (PN-31)."""
    place = await unit_by_code(session, unit)
    if isinstance(place, Refused):
        return place
    newest = select(Catalogue).where(Catalogue.code == catalogue).order_by(col(Catalogue.version).desc())
    chosen = (await session.exec(newest)).first()
    if chosen is None:
        return Refused("no-such-catalogue", {"catalogue": catalogue})
    assert place.id is not None  # noqa: S101 - it was read
    assert chosen.id is not None  # noqa: S101
    if (await session.exec(select(Cycle).where(Cycle.unit_id == place.id, Cycle.year == year))).first():
        return Refused("cycle-exists", {"unit": unit, "year": str(year)})
    cycle = Cycle(unit_id=place.id, year=year, catalogue_id=chosen.id, state="open", opened_at=instant(now))
    session.add(cycle)
    return cycle, chosen.version, order_of_steps(policy(year, {}))


async def set_setting(session: AsyncSession, unit: str, name: str, value: str, now: datetime) -> Setting | Refused:
    """What the unit's open cycle decides by, for it and those below; refused once forms exist there."""
    wrong = read_setting(name, value)
    if isinstance(wrong, NoSuch):
        return Refused(wrong.code, {"name": name, "value": value, "allowed": wrong.allowed})
    found = await _cycle_over(session, unit)
    if isinstance(found, Refused):
        return found
    place, cycle = found
    forms = await _forms_below(session, cycle, place)
    if forms:
        return Refused("cycle-frozen", {"year": str(cycle.year), "count": len(forms)})
    assert cycle.id is not None  # noqa: S101 - it was read
    held = select(Setting).where(Setting.cycle_id == cycle.id, Setting.unit_id == place, Setting.name == name)
    setting = (await session.exec(held)).first()
    if setting is None:
        setting = Setting(cycle_id=cycle.id, unit_id=place, name=name, value=value, set_at=instant(now))
        session.add(setting)
    setting.value, setting.set_at = value, instant(now)
    return setting


async def close_cycle(session: AsyncSession, unit: str, now: datetime) -> Cycle | tuple[Waiting, ...] | Refused:
    """Close the unit's own cycle, unless forms still wait: then these."""
    place = await unit_by_code(session, unit)
    if isinstance(place, Refused):
        return place
    own = select(Cycle).where(Cycle.unit_id == place.id, Cycle.state == "open").order_by(col(Cycle.year).desc())
    cycle = (await session.exec(own)).first()
    if cycle is None or place.id is None:
        return Refused("no-open-cycle", {"unit": unit})
    waiting = [form for form in await _forms_below(session, cycle, place.id) if form.state in ("sent", "opened")]
    if waiting:
        return tuple([await _waiting(session, form) for form in waiting])
    cycle.state, cycle.closed_at = "closed", instant(now)
    return cycle


async def _cycle_over(session: AsyncSession, unit: str) -> tuple[int, Cycle] | Refused:
    """The unit's id, and the newest open cycle of it or of the nearest unit above that has one."""
    place = await unit_by_code(session, unit)
    if isinstance(place, Refused):
        return place
    above = place.id
    while above is not None and place.id is not None:
        own = select(Cycle).where(Cycle.unit_id == above, Cycle.state == "open").order_by(col(Cycle.year).desc())
        cycle = (await session.exec(own)).first()
        if cycle is not None:
            return place.id, cycle
        parents = select(UnitParent).where(UnitParent.unit_id == above, col(UnitParent.until).is_(None))
        parent = (await session.exec(parents)).first()
        above = parent.parent_id if parent else None
    return Refused("no-open-cycle", {"unit": unit})


async def _forms_below(session: AsyncSession, cycle: Cycle, unit: int) -> list[Form]:
    below = units_below(unit)
    forms = select(Form).where(Form.cycle_id == cycle.id, col(Form.unit_id).in_(below)).order_by(col(Form.id))
    return list((await session.exec(forms)).all())


def units_below(unit: int) -> Select[int]:
    """The ids of a unit and of all units below it now."""
    here = core_select(literal_column(str(unit), Integer).label("id"))
    below = here.cte("below", recursive=True)
    children = core_select(t.unit_parent.c.unit_id).join(below, t.unit_parent.c.parent_id == below.c.id)
    below = below.union_all(children.where(t.unit_parent.c.until.is_(None)))
    return core_select(below.c.id)


async def _waiting(session: AsyncSession, form: Form) -> Waiting:
    person = (await session.exec(select(Person).where(Person.id == form.person_id))).one()
    names = select(UnitName).where(UnitName.unit_id == form.unit_id, col(UnitName.until).is_(None))
    return Waiting(form_code(form.id or 0), (await session.exec(names)).one().name, person.name)


def _criterion(read: files.Catalogue, position: int) -> Criterion:
    found = read.criteria[position]
    group = next(group for group in read.groups if group.code == found.group)
    return Criterion(
        catalogue_id=0,
        position=position,
        code=found.code,
        group_code=group.code,
        group_title=group.title,
        title=found.title or "",
        short=found.short,
        example=found.examples[0] if found.examples else "",
        how_example=found.how_example,
        kind=found.kind,
        period=found.period or "",
        audience=",".join(found.audience),
        channel=found.channel or "",
        origin=found.origin,
        certainty=found.certainty,
        source="; ".join(found.source),
        note=found.note,
        selectable=int(found.selectable),
    )


def _words(criterion: Criterion) -> tuple[str, ...]:
    return (criterion.code, criterion.group_code, criterion.title, criterion.short, criterion.example, criterion.kind)
