"""A list of values handed to a statement as one text: rows that both databases can join with."""

from typing import Any

from sqlalchemy import (
    CTE,
    JSON,
    ColumnElement,
    FromClause,
    Integer,
    Text,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.types import TypeEngine

TYPES: dict[str, type[TypeEngine[Any]]] = {"int": Integer, "text": Text, "ints": JSON}


def rows_of(dialect: str, name: str, **columns: str) -> CTE:
    """The JSON array `:name` of objects as a table `name`; each column is an "int", a "text", or a list of "ints".

    It is read once, and not again for each row that it is joined with.
    """
    given = bindparam(name, type_=Text)
    if dialect == "sqlite":
        each = func.json_each(given).table_valued("value", name="each")
        read = [
            cast(func.json_extract(each.c.value, f"$.{key}"), Integer if type_ == "int" else Text).label(key)
            for key, type_ in columns.items()
        ]
        return select(*read).cte(name).prefix_with("MATERIALIZED")
    typed = [column(key, TYPES[type_]) for key, type_ in columns.items()]
    rows = func.json_to_recordset(cast(given, JSON)).table_valued(*typed, name="each").render_derived(with_types=True)
    return select(*(rows.c[key] for key in columns)).cte(name).prefix_with("MATERIALIZED")


def each_of(dialect: str, lists: ColumnElement[Any], name: str) -> tuple[FromClause, ColumnElement[int]]:
    """The numbers of a column of "ints" as a table beside it, and its only column."""
    apart = func.json_each if dialect == "sqlite" else func.json_array_elements_text
    table = apart(lists).table_valued("value", name=name)
    return table, cast(table.c.value, Integer)
