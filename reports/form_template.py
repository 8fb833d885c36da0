"""The template of the registration form in Word, with the form's code as a picture; filled by `form_letter`."""

from typing import Any

from docx.shared import Cm

from chat.texts import Texts
from reports.form_words import COLUMNS
from reports.layout import (
    CENTRE,
    LEFT,
    RIGHT,
    cells,
    line,
    narrow,
    new_paper,
    on_its_side,
    repeats,
    saved,
    spread,
    undivided,
)

FACTS = (("roll", "office"), ("name", "audience"), ("birth", "card"), ("admitted", "code"))
WIDE = 27.7  # centimetres between the margins
LINE = 9  # points
BY_HAND = Cm(0.75)  # a line that somebody writes on


def registration_form(texts: Texts) -> bytes:
    """A4 on its side; the headings stand on every page."""
    paper = new_paper()
    section = paper.sections[0]
    on_its_side(section, 1.2)
    line(section.footer, "{{ code }}", LEFT, size=LINE, first=True)
    _head(paper, texts)
    line(paper, "{{ note }}", italic=True, size=LINE)
    _lines(paper, texts)
    _foot(paper, texts)
    return saved(paper)


def _head(paper: Any, texts: Texts) -> None:
    """The picture stands to the right of everything else."""
    table = paper.add_table(1 + len(FACTS), 3)
    spread(table, (11.7, 13, 3))
    left, title, picture = table.rows[0].cells
    line(left, texts("form-union"), LEFT, size=LINE, first=True)
    line(left, "{%p if above %}")
    line(left, "{{ above }}", LEFT, size=LINE)
    line(left, "{%p endif %}")
    line(left, "{{ unit }}", LEFT, bold=True, size=LINE)
    line(title, "{{ title }}", LEFT, bold=True, first=True)
    for row, pair in zip(table.rows[1:], FACTS, strict=True):
        for cell, name in zip(row.cells, pair, strict=False):
            line(cell, f"{texts(f'form-head-{name}')}: {{{{ {name} }}}}", size=LINE + 1, first=True)
    line(picture.merge(table.rows[-1].cells[-1]), "{{ code_picture }}", RIGHT, first=True)


def _lines(paper: Any, texts: Texts) -> None:
    table = paper.add_table(1, len(COLUMNS), style="Table Grid")
    narrow(table)
    cells(table.rows[0], [texts(f"form-column-{name}") for name, _ in COLUMNS], bold=True)
    repeats(undivided(table.rows[0]))
    cells(table.add_row(), ["{%tr for line in lines %}"])
    row = undivided(table.add_row())
    row.height = BY_HAND
    for cell, (name, _) in zip(row.cells, COLUMNS, strict=True):
        align = CENTRE if name in ("criterion", "registered") else LEFT
        line(cell, f"{{{{ line.{name} }}}}", align, size=LINE, first=True)
    cells(table.add_row(), ["{%tr endfor %}"])
    whole = sum(width for _, width in COLUMNS)
    spread(table, (WIDE * width / whole for _, width in COLUMNS))


def _foot(paper: Any, texts: Texts) -> None:
    """The year's result, and who signs."""
    line(paper, "", size=LINE)
    line(paper, "{{ rate }}      {{ outcome }}", bold=True, size=LINE + 2)
    paper.paragraphs[-1].paragraph_format.keep_with_next = True  # no signature on a page of its own
    row = undivided(paper.add_table(1, 3).rows[0])
    for cell, who in zip(row.cells, ("member", "branch", "above"), strict=True):
        line(cell, texts(f"form-sign-{who}"), CENTRE, bold=True, size=LINE + 1, first=True)
        line(cell, texts("form-signed"), CENTRE, italic=True, size=LINE)
        for _ in range(3):
            line(cell, "")
