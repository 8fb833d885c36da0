"""Units whose committee has something waiting: whoever of it is told so in the morning."""

from sqlalchemy import exists, literal_column, or_, select

from storage import tables as t
from storage.database import Database
from storage.sql import Sql, one_of

_form = exists().where(t.form.c.unit_id == t.unit.c.id, t.form.c.state.in_(one_of("sent", "opened")))
_supplement = exists().where(t.supplement.c.unit_id == t.unit.c.id, t.supplement.c.state == literal_column("'sent'"))
_ticket = exists().where(t.ticket.c.unit_id == t.unit.c.id, t.ticket.c.state == literal_column("'open'"))
WAITING = Sql(select(t.unit.c.id).where(or_(_form, _supplement, _ticket)))
"""A look into three indexes for each unit, and never at what was decided long ago."""


async def units_with_something_waiting(database: Database) -> frozenset[int]:
    """Registrations, supplements and calls for help that nobody has decided or answered."""
    return frozenset(unit for (unit,) in await database.read(WAITING))
