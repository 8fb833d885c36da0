"""Lines and tables of people in a template: one paragraph or row with marks, filled for each of them."""

from collections.abc import Mapping
from typing import Any

from chat.texts import Texts
from reports.layout import cells, line, narrow, repeats, spread, undivided

LIST = 10  # points, in a table of people


def each(paper: Any, one: str, several: str) -> None:
    line(paper, f"{{%p for {one} in {several} %}}")
    line(paper, f"{{{{ {one} }}}}")
    line(paper, "{%p endfor %}")


def people(paper: Any, texts: Texts, columns: Mapping[str, float]) -> None:
    """A row for each member; `columns` are marks with their widths in centimetres, 16.5 in all."""
    table = paper.add_table(1, len(columns), style="Table Grid")
    narrow(table)
    cells(table.rows[0], [texts(f"meeting-column-{name}") for name in columns], bold=True, size=LIST)
    repeats(table.rows[0])
    cells(table.add_row(), ["{%tr for row in rows %}"])
    cells(undivided(table.add_row()), [f"{{{{ row.{name} }}}}" for name in columns], size=LIST)
    cells(table.add_row(), ["{%tr endfor %}"])
    spread(table, columns.values())
    line(paper, "")
