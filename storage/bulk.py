"""What a committee sees of many forms at once before it confirms them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, case, exists, literal_column, select

from storage import tables as t
from storage.access import Access
from storage.deciding import MAY_DECIDE, WAITING
from storage.sql import Sql

_twin = t.line.alias()
_twin_form = t.form.alias()
TWIN = (
    exists()
    .where(
        _twin.c.folded == t.line.c.folded,
        _twin.c.criterion == t.line.c.criterion,
        _twin_form.c.id == _twin.c.form_id,
        _twin_form.c.version == _twin.c.version,
        _twin_form.c.cycle_id == t.form.c.cycle_id,
        _twin_form.c.unit_id == t.form.c.unit_id,
        _twin_form.c.id != t.form.c.id,
    )
    .correlate(t.line, t.form)
)
"""Another member of the branch wrote the same words for the same content."""
WAITING_LINES = Sql(
    select(t.form.c.id, t.line.c.action, case((TWIN, literal_column("1")), else_=literal_column("0")))
    .join(t.line, and_(t.line.c.form_id == t.form.c.id, t.line.c.version == t.form.c.version))
    .where(WAITING, MAY_DECIDE)
    .order_by(t.form.c.id, t.line.c.position)
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a form's lines say; `twins` counts those in another member's words."""

    actions: tuple[str, ...]
    twins: int


class Bulk(Access):
    """Questions about many forms."""

    async def waiting_lines(self, person: int) -> Mapping[int, Told]:
        """By form, for every form this person may decide."""
        rows = await self._read(WAITING_LINES, person=person, today=self.today.isoformat())
        told: dict[int, Told] = {}
        for form, action, twin in rows:
            before = told.get(form, Told((), 0))
            told[form] = Told((*before.actions, str(action)), before.twins + int(twin))
        return told
