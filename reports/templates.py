"""The layout of papers in Word, as a template that an office may restyle: made here once, filled by `reports.letters`.

A template is an ordinary Word file with Jinja marks (`{{ unit }}`, `{%tr for row in rows %}`). Whoever wants another
look takes the one that `renluyen templates` writes, changes it in Word and puts it where `papers.templates` says.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx.enum.section import WD_SECTION

from chat.texts import Texts
from reports.form_template import registration_form
from reports.layout import (
    CENTRE,
    HEAD,
    SMALL,
    cells,
    foot,
    head,
    line,
    narrow,
    new_paper,
    on_its_side,
    repeats,
    saved,
    spread,
)
from reports.meeting_templates import rating_minutes, recognition_list
from reports.person_templates import commendation_list, outstanding_list, result_letter
from reports.table import COLUMNS


def number_report(texts: Texts) -> bytes:
    """The report with its appendix of figures (TV-11): head, number, place and day, body, recipients, signature."""
    paper = new_paper()
    head(paper, texts, "letter-number")
    line(paper, texts("letter-report"), CENTRE, bold=True)
    line(paper, texts("letter-report-about"), CENTRE, bold=True)
    line(paper, "")
    line(paper, "{%p for line in lines %}")
    line(paper, "{{ line }}")
    line(paper, "{%p endfor %}")
    line(paper, "{{ mark }}", size=SMALL, italic=True)
    foot(paper, texts)
    _appendix(paper, texts, "letter-appendix-units", "rows")
    line(paper, "{%p if branches %}")
    _appendix(paper, texts, "letter-appendix-branches", "branches")
    line(paper, "{%p endif %}")
    return saved(paper)


def _appendix(paper: Any, texts: Texts, title: str, rows: str) -> None:
    """A page on its side with the columns of TV-11; each cell has a mark of its own, so columns can be left out."""
    on_its_side(paper.add_section(WD_SECTION.NEW_PAGE), 1.5)
    line(paper, texts(title), CENTRE, bold=True)
    names = ["number", "unit", *(column.name for column in COLUMNS)]
    table = paper.add_table(1, len(names), style="Table Grid")
    narrow(table)
    heads = [texts("sheet-number"), texts("report-column-unit"), *(texts(f"report-column-{n}") for n in names[2:])]
    cells(table.rows[0], heads, bold=True, size=HEAD)
    repeats(table.rows[0])
    cells(table.add_row(), [f"{{%tr for row in {rows} %}}"])
    cells(table.add_row(), [f"{{{{ row.{name} }}}}" for name in names])
    cells(table.add_row(), ["{%tr endfor %}"])
    cells(table.add_row(), [f"{{{{ whole.{name} }}}}" for name in names], bold=True)
    spread(table, _widths())


def _widths() -> Sequence[float]:
    """As wide as the largest figure of a province, 27.7 cm in all."""
    return [0.7, 3.6, *(1.28 if column.kind == "share" else 1.03 for column in COLUMNS)]


OURS: Mapping[str, Callable[[Texts], bytes]] = {
    "number-report": number_report,
    "rating-minutes": rating_minutes,
    "recognition-list": recognition_list,
    "result-letter": result_letter,
    "commendation-list": commendation_list,
    "outstanding-list": outstanding_list,
    "registration-form": registration_form,
}
"""Each template by the name of its file."""
