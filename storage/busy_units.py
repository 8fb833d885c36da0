"""Units whose committee has something waiting: whoever of it is told so in the morning."""

from sqlalchemy import literal_column, select, union

from storage import tables as t
from storage.database import Database
from storage.sql import Sql, one_of

WAITING = Sql(
    union(
        select(t.form.c.unit_id).where(t.form.c.state.in_(one_of("sent", "opened"))),
        select(t.supplement.c.unit_id).where(t.supplement.c.state == literal_column("'sent'")),
        select(t.ticket.c.unit_id).where(t.ticket.c.state == literal_column("'open'")),
    )
)


async def units_with_something_waiting(database: Database) -> frozenset[int]:
    """Registrations, supplements and calls for help that nobody has decided or answered."""
    return frozenset(unit for (unit,) in await database.read(WAITING))
