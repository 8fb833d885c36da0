"""The row of a talk: read as it is, swapped in where nobody wrote it since."""

from typing import Any

from sqlalchemy import bindparam, literal_column, select

from storage import tables as t
from storage.sql import INSERT, Sql, for_each


def _swap(dialect: str) -> Any:
    """Write the row unless somebody wrote it since it was read: no row back means just that."""
    row = INSERT[dialect](t.talk).values(
        person=bindparam("key"),
        version=bindparam("seen") + literal_column("1"),
        data=bindparam("raw"),
        at=bindparam("now"),
    )
    fresh = {column: row.excluded[column] for column in ("version", "data", "at")}
    return row.on_conflict_do_update(
        index_elements=["person"], set_=fresh, where=t.talk.c.version == bindparam("seen")
    ).returning(t.talk.c.version)


SWAP = for_each(_swap)
ROW = Sql(select(t.talk.c.version, t.talk.c.data).where(t.talk.c.person == bindparam("key")))
