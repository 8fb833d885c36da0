"""The templates of the minutes of a rating meeting and of the list for recognition, filled by `meeting_letters`."""

from collections.abc import Sequence
from typing import Any

from docx.shared import Cm

from chat.texts import Texts
from reports.layout import CENTRE, LEFT, SMALL, cells, foot, head, line, narrow, new_paper, repeats, saved, undivided

LIST = 10  # points, in a table of people


def rating_minutes(texts: Texts) -> bytes:
    """Who presided and took notes is written by hand: the bot does not know; both sign."""
    paper = new_paper()
    head(paper, texts, "minutes-paper-number")
    line(paper, texts("minutes-paper"), CENTRE, bold=True)
    line(paper, texts("minutes-paper-about"), CENTRE, bold=True)
    line(paper, "")
    for written in texts("minutes-paper-by-hand").splitlines():
        line(paper, written)
    _each(paper, "line", "lines")
    line(paper, texts("minutes-paper-members"), bold=True)
    _people(
        paper,
        texts,
        {"roll": 1.0, "name": 3.4, "proposed": 2.1, "computed": 2.1, "votes": 2.4, "decided": 2.1, "reason": 3.4},
    )
    line(paper, texts("meeting-paper-counts"), bold=True)
    _each(paper, "count", "counts")
    line(paper, "{{ mark }}", size=SMALL, italic=True)
    _signatures(paper, texts)
    return saved(paper)


def recognition_list(texts: Texts) -> bytes:
    """What the branch sends to the unit above (PN-25)."""
    paper = new_paper()
    head(paper, texts, "recognition-paper-number")
    line(paper, texts("recognition-paper"), CENTRE, bold=True)
    line(paper, "{{ asked }}", CENTRE, bold=True)
    line(paper, texts("recognition-paper-about"), CENTRE, bold=True)
    line(paper, "")
    line(paper, "{%p if to %}")
    line(paper, texts("recognition-paper-to"), CENTRE)
    line(paper, "{%p endif %}")
    _people(paper, texts, {"number": 1.0, "name": 4.5, "roll": 1.6, "decided": 4.0, "reason": 5.4})
    line(paper, texts("meeting-paper-counts"), bold=True)
    _each(paper, "count", "counts")
    line(paper, "{{ mark }}", size=SMALL, italic=True)
    foot(paper, texts)
    return saved(paper)


def _each(paper: Any, one: str, several: str) -> None:
    line(paper, f"{{%p for {one} in {several} %}}")
    line(paper, f"{{{{ {one} }}}}")
    line(paper, "{%p endfor %}")


def _people(paper: Any, texts: Texts, columns: dict[str, float]) -> None:
    """A row for each member; `columns` are marks with their widths in centimetres, 16.5 in all."""
    table = paper.add_table(1, len(columns), style="Table Grid")
    table.autofit = False
    narrow(table)
    cells(table.rows[0], [texts(f"meeting-column-{name}") for name in columns], bold=True, size=LIST)
    repeats(table.rows[0])
    cells(table.add_row(), ["{%tr for row in rows %}"])
    cells(undivided(table.add_row()), [f"{{{{ row.{name} }}}}" for name in columns], size=LIST)
    cells(table.add_row(), ["{%tr endfor %}"])
    for column, width in zip(table.columns, columns.values(), strict=True):
        column.width = Cm(width)  # one office program goes by the column, another by its cells
        for cell in column.cells:
            cell.width = Cm(width)
    line(paper, "")


def _signatures(paper: Any, texts: Texts) -> None:
    names: Sequence[str] = ("minutes-paper-notes", "minutes-paper-presides")
    for cell, name in zip(undivided(paper.add_table(1, 2).rows[0]).cells, names, strict=True):
        line(cell, texts(name), CENTRE, bold=True, first=True)
        for _ in range(4):
            line(cell, "")
        line(cell, texts("letter-signed"), CENTRE, italic=True)
    line(paper, texts("letter-recipients"), LEFT, bold=True, italic=True, size=SMALL)
    for recipient in texts("letter-recipients-list").splitlines():
        line(paper, recipient, LEFT, size=SMALL)
