"""A list of values handed to a statement as one text: rows that both databases can join with."""

from typing import Any

from sqlalchemy import CTE, JSON, Integer, Text, bindparam, cast, column, func, select
from sqlalchemy.types import TypeEngine

TYPES: dict[str, type[TypeEngine[Any]]] = {"int": Integer, "text": Text}


def rows_of(dialect: str, name: str, **columns: str) -> CTE:
    """The JSON array `:name` of objects as a table `name`; each column is an "int" or a "text".

    It is read once, and not again for each row that it is joined with.
    """
    given = bindparam(name, type_=Text)
    if dialect == "sqlite":
        each = func.json_each(given).table_valued("value", name="each")
        read = [
            cast(func.json_extract(each.c.value, f"$.{key}"), TYPES[type_]).label(key) for key, type_ in columns.items()
        ]
        return select(*read).cte(name).prefix_with("MATERIALIZED")
    typed = [column(key, TYPES[type_]) for key, type_ in columns.items()]
    rows = func.json_to_recordset(cast(given, JSON)).table_valued(*typed, name="each").render_derived(with_types=True)
    return select(*(rows.c[key] for key in columns)).cte(name).prefix_with("MATERIALIZED")
