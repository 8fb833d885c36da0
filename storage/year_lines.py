"""What a member is rated on: the confirmed lines of the form, what was added during the year, and how far each is."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, func, literal_column, select

from rules.due import Due
from rules.forms import Item
from storage import tables as t
from storage.forms import Card, Forms
from storage.sql import Sql

_newest = t.progress.alias()
_NEWEST = select(func.max(_newest.c.id)).where(
    _newest.c.form_id == bindparam("form"), _newest.c.criterion == t.progress.c.criterion
)
PROGRESS = Sql(
    select(t.progress.c.criterion, t.progress.c.level).where(
        t.progress.c.form_id == bindparam("form"), t.progress.c.id == _NEWEST.scalar_subquery()
    )
)
EVIDENCE = Sql(
    select(t.evidence.c.criterion, func.count())
    .where(
        t.evidence.c.form_id == bindparam("form"),
        t.evidence.c.taken_back_at.is_(None),
        t.evidence.c.state != literal_column("'failed'"),
    )
    .group_by(t.evidence.c.criterion)
)
ADDED = Sql(
    select(
        t.supplement.c.criterion,
        t.supplement.c.group_title,
        t.supplement.c.title,
        t.supplement.c.action,
        t.supplement.c.due_precision,
        t.supplement.c.due_start,
        t.supplement.c.due_end,
        t.supplement.c.how,
        t.supplement.c.counts,
    )
    .where(
        and_(t.supplement.c.form_id == bindparam("form"), t.supplement.c.state == literal_column("'confirmed'")),
    )
    .order_by(t.supplement.c.decided_at, t.supplement.c.id)
)


@dataclass(frozen=True, slots=True)
class YearLine:
    """A registered content as it stands during the year. `progress`: done, partly or open, as last told."""

    item: Item
    progress: str
    evidence: int
    supplement: bool = False
    counts: bool = True

    @property
    def criterion(self) -> str:
        return self.item.criterion


class YearLines(Forms):
    """Questions about a year's contents."""

    async def year_lines(self, form: Card) -> tuple[YearLine, ...]:
        """The lines of the form's latest version in their order, then what was added and confirmed (PN-30).

        A content has one line: its criterion names it in whatever is said of it during the year.
        """
        progress = {str(code): str(level) for code, level in await self._read(PROGRESS, form=form.id)}
        evidence = {str(code): int(count) for code, count in await self._read(EVIDENCE, form=form.id)}

        def line(item: Item, *, supplement: bool = False, counts: bool = True) -> YearLine:
            code = item.criterion
            return YearLine(item, progress.get(code, "open"), evidence.get(code, 0), supplement, counts)

        added = []
        for row in await self._read(ADDED, form=form.id):
            criterion, group_title, title, action = row[:4]
            due = Due.from_json(list(row[4:7]))
            if due is None:
                raise ValueError(f"a supplement's due date is unreadable: {row[4:7]}")
            item = Item(criterion, group_title, title, action, due, row[7])
            added.append(line(item, supplement=True, counts=bool(row[8])))
        return (*map(line, await self.items(form)), *added)
