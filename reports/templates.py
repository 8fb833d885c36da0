"""The layout of papers in Word, as a template that an office may restyle: made here once, filled by `reports.letters`.

A template is an ordinary Word file with Jinja marks (`{{ unit }}`, `{%tr for row in rows %}`). Whoever wants another
look takes the one that `renluyen templates` writes, changes it in Word and puts it where `papers.templates` says.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from chat.texts import Texts
from reports.table import COLUMNS

FONT = "Times New Roman"
TEXT, SMALL, TABLE, HEAD = 13, 11, 8, 7  # points; thirteen is what offices write in
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
A4 = (Cm(21), Cm(29.7))


def number_report(texts: Texts) -> bytes:
    """The report with its appendix of figures (TV-11): head, number, place and day, body, recipients, signature."""
    paper = Document()
    _plain(paper)
    _head(paper, texts)
    _line(paper, texts("letter-report"), CENTRE, bold=True)
    _line(paper, texts("letter-report-about"), CENTRE, bold=True)
    _line(paper, "")
    _line(paper, "{%p for line in lines %}")
    _line(paper, "{{ line }}")
    _line(paper, "{%p endfor %}")
    _line(paper, "{{ mark }}", size=SMALL, italic=True)
    _foot(paper, texts)
    _appendix(paper, texts, "letter-appendix-units", "rows")
    _line(paper, "{%p if branches %}")
    _appendix(paper, texts, "letter-appendix-branches", "branches")
    _line(paper, "{%p endif %}")
    return _saved(paper)


def _plain(paper: Any) -> None:
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(TEXT)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(4)
    section = paper.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)


def _head(paper: Any, texts: Texts) -> None:
    """The unit and the one above it on the left, the Union on the right, then place and day."""
    table = paper.add_table(1, 2)
    left, right = table.rows[0].cells
    _line(left, "{%p if above %}", first=True)
    _line(left, "{{ above }}", CENTRE)
    _line(left, "{%p endif %}")
    _line(left, "{{ unit }}", CENTRE, bold=True)
    _line(left, "***", CENTRE)
    _line(left, texts("letter-number"), CENTRE)
    _line(right, texts("letter-union"), CENTRE, bold=True, underline=True, first=True)
    _line(right, "")
    _line(right, texts("letter-place-and-day"), CENTRE, italic=True)
    _line(paper, "")


def _foot(paper: Any, texts: Texts) -> None:
    """For whom it is, and who signs."""
    left, right = paper.add_table(1, 2).rows[0].cells
    _line(left, texts("letter-recipients"), LEFT, bold=True, italic=True, size=SMALL, first=True)
    for line in texts("letter-recipients-list").splitlines():
        _line(left, line, LEFT, size=SMALL)
    _line(right, texts("letter-on-behalf"), CENTRE, bold=True, first=True)
    _line(right, texts("letter-secretary"), CENTRE)
    for _ in range(4):
        _line(right, "")
    _line(right, texts("letter-signed"), CENTRE, italic=True)


def _appendix(paper: Any, texts: Texts, title: str, rows: str) -> None:
    """A page on its side with the columns of TV-11; each cell has a mark of its own, so columns can be left out."""
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = A4[1], A4[0]
    section.left_margin = section.right_margin = Cm(1)
    section.top_margin = section.bottom_margin = Cm(1.5)
    _line(paper, texts(title), CENTRE, bold=True)
    names = ["number", "unit", *(column.name for column in COLUMNS)]
    table = paper.add_table(1, len(names), style="Table Grid")
    table.autofit = False
    _narrow(table)
    heads = [texts("sheet-number"), texts("report-column-unit"), *(texts(f"report-column-{n}") for n in names[2:])]
    _cells(table.rows[0], heads, bold=True, size=HEAD)
    _repeats(table.rows[0])
    _cells(table.add_row(), [f"{{%tr for row in {rows} %}}"])
    _cells(table.add_row(), [f"{{{{ row.{name} }}}}" for name in names])
    _cells(table.add_row(), ["{%tr endfor %}"])
    _cells(table.add_row(), [f"{{{{ whole.{name} }}}}" for name in names], bold=True)
    for column, width in zip(table.columns, _widths(), strict=True):
        column.width = width  # one office program goes by the column, another by its cells
        for cell in column.cells:
            cell.width = width


def _widths() -> Sequence[Any]:
    """As wide as the largest figure of a province, 27.7 cm in all."""
    shares = [Cm(1.28) if column.kind == "share" else Cm(1.03) for column in COLUMNS]
    return [Cm(0.7), Cm(3.6), *shares]


def _narrow(table: Any) -> None:
    """Cells whose text stands close to their borders."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "25")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _cells(row: Any, words: Sequence[str], *, bold: bool = False, size: int = TABLE) -> None:
    for at, (cell, word) in enumerate(zip(row.cells, words, strict=False)):
        align = LEFT if at == 1 else CENTRE
        _line(cell, word, align, bold=bold, size=size, first=True)


def _repeats(row: Any) -> None:
    """The headings stand on every page of a long table."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _line(
    where: Any,
    words: str,
    align: Any = LEFT,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    size: int = TEXT,
    first: bool = False,
) -> None:
    """A paragraph; `first`: the one that a cell has from the beginning."""
    paragraph = where.paragraphs[0] if first else where.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0 if size < TEXT else 4)
    run = paragraph.add_run(words)
    run.bold, run.italic, run.underline = bold, italic, underline
    run.font.size = Pt(size)


def _saved(paper: Any) -> bytes:
    made = BytesIO()
    paper.save(made)
    return made.getvalue()
