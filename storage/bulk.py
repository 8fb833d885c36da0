"""What a committee sees of many forms at once before it confirms them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, select

from storage import tables as t
from storage.access import Access
from storage.deciding import MAY_DECIDE, WAITING
from storage.sql import Sql
from storage.tree import within_reach

ALIKE = func.count().over(partition_by=(t.form.c.cycle_id, t.form.c.unit_id, t.line.c.criterion, t.line.c.folded))
"""So many members of the branch wrote these words for this content: a question where they are more than one."""
_lines = (
    select(t.form.c.id.label("form"), t.line.c.position, t.line.c.action, ALIKE.label("alike"))
    .join(t.line, and_(t.line.c.form_id == t.form.c.id, t.line.c.version == t.form.c.version))
    .where(t.form.c.unit_id.in_(within_reach(1)))
    .subquery()
)
"""All lines of the branches within reach, for alike are also those of forms that wait no more."""
WAITING_LINES = Sql(
    select(_lines.c.form, _lines.c.action, _lines.c.alike)
    .join(t.form, t.form.c.id == _lines.c.form)
    .where(WAITING, MAY_DECIDE)
    .order_by(_lines.c.form, _lines.c.position)
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
        for form, action, alike in rows:
            before = told.get(form, Told((), 0))
            told[form] = Told((*before.actions, str(action)), before.twins + int(alike > 1))
        return told
