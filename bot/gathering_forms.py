"""The registration forms of a year, gathered: one member's or a whole branch's, filled or blank."""

from reports.form_document import forms_of
from storage.criteria import OpenCycle
from storage.instants import moment
from storage.papers import Paper
from storage.store import Store


async def forms(store: Store, unit: int, cycle: OpenCycle, person: int = 0, *, blank: bool) -> bytes:
    """The forms of all who are on the unit's list, or of one person alone."""
    here, *above = await store.path(unit)
    found = await store.year_forms(unit, cycle.id, person)
    if not found:
        raise LookupError(unit)
    frames = {one.audience: await store.frame(cycle, one.audience) for one in found}
    return forms_of(
        found,
        frames.__getitem__,
        code=here.code,
        unit=here.name,
        above=above[0].name if above else "",
        year=cycle.year,
        made_at=moment(store.at),
        blank=blank,
    ).json()


async def forms_asked_for(store: Store, paper: Paper, *, own: bool, blank: bool) -> bytes:
    """Of the year that was open when the paper was asked for."""
    place = (await store.path(paper.unit))[0]
    cycle = await store.cycle(paper.unit, place.sector)
    if cycle is None or cycle.id != paper.subject:
        raise LookupError(paper.subject)
    return await forms(store, paper.unit, cycle, paper.person if own else 0, blank=blank)
