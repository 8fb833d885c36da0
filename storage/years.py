"""Catalogues and cycles as an operator sets them up: load, open, set, close."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select as core_select
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from programmes import catalogue as files
from rules.codes import form_code
from rules.deadlines import Kind, order_of_steps
from rules.limits import OWN_MATTER
from rules.policy import NoSuch, policy, read_setting
from storage import tables as t
from storage.criteria import OPEN_CYCLE
from storage.decisions import Decisions
from storage.instants import instant, local_day
from storage.models import Catalogue, Criterion, Cycle, Setting, Unit
from storage.organising import OPERATOR, unit_by_code
from storage.people import named
from storage.session import Refused, run_in
from storage.tree import units_below


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
    catalogue = _catalogue(read, now)
    criteria = [_criterion(read, position) for position in range(len(read.criteria))]
    same_version = select(Catalogue).where(Catalogue.code == read.code, Catalogue.version == read.version)
    found = (await session.exec(same_version)).first()
    if found is not None:
        kept = select(Criterion).where(Criterion.catalogue_id == found.id).order_by(col(Criterion.position))
        before = [found, *(await session.exec(kept)).all()]
        same = list(map(_words, before)) == list(map(_words, [catalogue, *criteria]))
        return (found, False) if same else Refused("catalogue-changed", {"code": read.code, "version": read.version})
    session.add(catalogue)
    await session.flush()
    assert catalogue.id is not None  # noqa: S101 - the database has numbered it
    for criterion in criteria:
        criterion.catalogue_id = catalogue.id
        session.add(criterion)
    return catalogue, True


async def open_cycle(
    session: AsyncSession, unit: str, year: int, catalogue: str, now: datetime
) -> tuple[Cycle, str, tuple[Kind, ...]] | Refused:
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
    return cycle, chosen.version, order_of_steps(policy(year, {}), place.sector)


async def set_setting(session: AsyncSession, unit: str, name: str, value: str, now: datetime) -> Setting | Refused:
    """What the unit's open cycle decides by, for it and those below; refused once forms exist that go by it."""
    wrong = read_setting(name, value)
    if isinstance(wrong, NoSuch):
        return Refused(wrong.code, {"name": name, "value": value, "allowed": wrong.allowed})
    place = await unit_by_code(session, unit)
    if isinstance(place, Refused):
        return place
    today = local_day(now).isoformat()
    cycle = await cycle_over(session, place, today)
    if cycle is None:
        return Refused("no-open-cycle", {"unit": unit})
    forms = 0 if name in OWN_MATTER else await _forms_below(session, cycle, place, today)
    if forms:
        return Refused("cycle-frozen", {"year": str(cycle.year), "count": forms})
    assert place.id is not None  # noqa: S101 - it was read
    assert cycle.id is not None  # noqa: S101 - it was read
    held = select(Setting).where(Setting.cycle_id == cycle.id, Setting.unit_id == place.id, Setting.name == name)
    setting = (await session.exec(held)).first()
    if setting is None:
        setting = Setting(cycle_id=cycle.id, unit_id=place.id, name=name, value=value, set_at=instant(now))
        session.add(setting)
    setting.value, setting.set_at = value, instant(now)
    await session.flush()
    record = Decisions(run := await run_in(session), run, now).record
    told = f"{name}={value}"
    await record("set", None, OPERATOR, unit=place.id, cycle=cycle.id, kind="setting", subject=setting.id, value=told)
    return setting


async def close_cycle(session: AsyncSession, unit: str, now: datetime) -> Cycle | tuple[Waiting, ...] | Refused:
    """Close the unit's own cycle, unless forms still wait: then these."""
    place = await unit_by_code(session, unit)
    if isinstance(place, Refused):
        return place
    own = select(Cycle).where(Cycle.unit_id == place.id, Cycle.state == "open").order_by(col(Cycle.year).desc())
    cycle = (await session.exec(own.with_for_update())).first()
    if cycle is None:
        return Refused("no-open-cycle", {"unit": unit})
    waiting = await _waiting(session, cycle, local_day(now).isoformat())
    if waiting:
        return waiting
    cycle.state, cycle.closed_at = "closed", instant(now)
    return cycle


async def cycle_over(session: AsyncSession, place: Unit, today: str) -> Cycle | None:
    """The cycle that conversations in this unit go by. It is held: a form that is being sent waits or has been sent."""
    connection = await session.connection()
    found = (await connection.execute(OPEN_CYCLE, {"unit": place.id, "today": today})).first()
    return await session.get(Cycle, found.id, with_for_update=True) if found else None


async def _forms_below(session: AsyncSession, cycle: Cycle, place: Unit, today: str) -> int:
    """How many forms go by what the cycle says in this unit."""
    below = units_below()
    forms = core_select(func.count()).join_from(t.form, below, t.form.c.unit_id == below.c.unit)
    forms = forms.where(t.form.c.cycle_id == cycle.id)
    connection = await session.connection()
    return (await connection.execute(forms, {"unit": place.id, "today": today})).scalar_one()


async def _waiting(session: AsyncSession, cycle: Cycle, today: str) -> tuple[Waiting, ...]:
    """The forms of the cycle that nobody has decided yet, in whichever unit they are now."""
    forms = (
        core_select(t.form.c.id, t.unit_name.c.name, t.person.c.name)
        .join(t.person, t.person.c.id == t.form.c.person_id)
        .join(t.unit_name, named(t.form.c.unit_id))
        .where(t.form.c.cycle_id == cycle.id, t.form.c.state.in_(("sent", "opened")))
        .order_by(t.form.c.id)
    )
    connection = await session.connection()
    rows = await connection.execute(forms, {"today": today})
    return tuple(Waiting(form_code(form), unit, name) for form, unit, name in rows)


def _catalogue(read: files.Catalogue, now: datetime) -> Catalogue:
    return Catalogue(
        code=read.code,
        version=read.version,
        title=read.title,
        basis=read.basis,
        mode=read.mode or "none",
        source="; ".join(read.source),
        certainty=read.certainty,
        loaded_at=instant(now),
    )


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


def _words(row: SQLModel) -> Mapping[str, object]:
    """All that must stay as it was loaded."""
    return row.model_dump(exclude={"id", "catalogue_id", "loaded_at"})
