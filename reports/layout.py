"""How a paper in Word is laid out: page, head, lines, tables, foot; what our templates are put together from."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from chat.texts import Texts

FONT = "Times New Roman"
TEXT, SMALL, TABLE, HEAD = 13, 11, 8, 7  # points; thirteen is what offices write in
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
A4 = (Cm(21), Cm(29.7))


def new_paper() -> Any:
    """A4 on end, as offices write."""
    paper = Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(TEXT)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(4)
    section = paper.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(2)
    return paper


def head(paper: Any, texts: Texts, number: str) -> None:
    """The unit and the one above it on the left, the Union on the right, then place and day."""
    table = paper.add_table(1, 2)
    left, right = table.rows[0].cells
    line(left, "{%p if above %}", first=True)
    line(left, "{{ above }}", CENTRE)
    line(left, "{%p endif %}")
    line(left, "{{ unit }}", CENTRE, bold=True)
    line(left, "***", CENTRE)
    line(left, texts(number), CENTRE)
    line(right, texts("letter-union"), CENTRE, bold=True, underline=True, first=True)
    line(right, "")
    line(right, texts("letter-place-and-day"), CENTRE, italic=True)
    line(paper, "")


def foot(paper: Any, texts: Texts, recipients: str = "letter-recipients-list") -> None:
    """For whom it is, and who signs: never alone on a page, the line before goes with it."""
    paper.paragraphs[-1].paragraph_format.keep_with_next = True
    left, right = undivided(paper.add_table(1, 2).rows[0]).cells
    line(left, texts("letter-recipients"), LEFT, bold=True, italic=True, size=SMALL, first=True)
    for recipient in texts(recipients).splitlines():
        line(left, recipient, LEFT, size=SMALL)
    line(right, texts("letter-on-behalf"), CENTRE, bold=True, first=True)
    line(right, texts("letter-secretary"), CENTRE)
    for _ in range(4):
        line(right, "")
    line(right, texts("letter-signed"), CENTRE, italic=True)


def on_its_side(section: Any, margin: float) -> None:
    """A4 lying down; `margin`: centimetres above and below."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = A4[1], A4[0]
    section.left_margin = section.right_margin = Cm(1)
    section.top_margin = section.bottom_margin = Cm(margin)


def spread(table: Any, widths: Iterable[float]) -> None:
    """Columns of so many centimetres: one office program goes by the column, another by its cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def narrow(table: Any) -> None:
    """Cells whose text stands close to their borders."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "25")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def cells(row: Any, words: Sequence[str], *, bold: bool = False, size: int = TABLE) -> None:
    for at, (cell, word) in enumerate(zip(row.cells, words, strict=False)):
        align = LEFT if at == 1 else CENTRE
        line(cell, word, align, bold=bold, size=size, first=True)


def repeats(row: Any) -> None:
    """The headings stand on every page of a long table."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def undivided(row: Any) -> Any:
    """No page ends inside this row: nobody signs half a page below the own name."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row


def line(
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


def saved(paper: Any) -> bytes:
    made = BytesIO()
    paper.save(made)
    return made.getvalue()
