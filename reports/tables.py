"""Somebody's tables, read out of a workbook and judged; how each finding is said (TV-10, CT-03, TN-06)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from chat.texts import Texts
from reports.table_grid import Grid, blocks
from reports.table_layout import table_of
from reports.workbook import LIMITS, Limits, Refused, Source, mark_what_is_lost, read_workbook, visible_sheets
from rules.figures import percent
from rules.retold import retold
from rules.sums import Finding, Place
from rules.tables import judge

SHOWN = 12  # cells or numbers that a sentence spells out

_STYLES, _SHEET = "xl/styles.xml", re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMAT = re.compile(rb'<numFmt\b(?=[^>]*\bnumFmtId="(\d+)")(?=[^>]*\bformatCode="([^"]*)")[^>]*>')
_CELL_STYLES = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_STYLE = re.compile(rb'<xf\b[^>]*\bnumFmtId="(\d+)"')
_NUMBER = re.compile(
    rb'<c\b(?![^<>]*\st=")([^<>]*\ss="(\d+)"[^<>]*)>((?:\s*<f\b[^<>]*(?:/>|>[^<]*</f>))?\s*)<v>([^<]+)</v>'
)
_BUILT_IN = {b"9", b"10"}  # 0% and 0.00%
_NOISE = Context(prec=12)


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in a file: how many tables and numbers were looked at, of what the percentages are, what is wrong.

    `hidden` sheets were not looked at. With `several` sheets a sentence names its sheet.
    """

    findings: tuple[Finding, ...]
    tables: int
    numbers: int
    bases: tuple[Place, ...]
    hidden: tuple[str, ...] = ()
    several: bool = False


def look_through(source: Source, limits: Limits = LIMITS) -> Seen | Refused:
    """All tables of all visible sheets. Blocks for as long as it takes: call it in a thread (read_workbook)."""
    return read_workbook(source, _judged, limits, _marked)


def _judged(book: CalamineWorkbook, limits: Limits) -> Seen | Refused:
    grids: list[Grid] = []
    for sheet in visible_sheets(book, limits):
        if isinstance(sheet, Refused):
            return sheet
        grids.append(Grid(sheet.name, tuple(map(tuple, sheet.iter_rows())), tuple(sheet.merged_cell_ranges or ())))
    tables = [table_of(block) for grid in grids for block in blocks(grid)]
    if not any(table.values for table in tables):
        return Refused("no-table" if grids else "empty")
    judged = [judge(table) for table in tables]
    again = sorted(retold(tables), key=lambda finding: finding.place)
    return Seen(
        (*(finding for each in judged for finding in each.findings), *again),
        sum(bool(each.numbers) for each in judged),
        sum(each.numbers for each in judged),
        tuple(base for each in judged for base in each.bases),
        tuple(
            about.name
            for about in book.sheets_metadata
            if about.typ == SheetTypeEnum.WorkSheet and about.visible != SheetVisibleEnum.Visible
        ),
        len(grids) > 1,
    )


def _marked(texts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The reader hands over 70,26 % as 0.7026 and says nothing of the sign: cells shown with one become words."""
    signed = {number for number, code in _FORMAT.findall(texts.get(_STYLES, b"")) if b"%" in code} | _BUILT_IN
    styles = _CELL_STYLES.search(texts.get(_STYLES, b""))
    kinds = [number in signed for number in _STYLE.findall(styles[0])] if styles else []

    def spelt(cell: re.Match[bytes]) -> bytes:
        attributes, style, formula, value = cell.groups()
        if not (int(style) < len(kinds) and kinds[int(style)]):
            return cell[0]
        return b'<c%s t="str">%s<v>%s</v>' % (attributes, formula, _with_sign(value.decode()).encode())

    sheets = {
        name: _NUMBER.sub(spelt, xml) if any(kinds) and _SHEET.fullmatch(name) else xml for name, xml in texts.items()
    }
    return mark_what_is_lost(sheets)


def _with_sign(value: str) -> str:
    """With a number of decimals that nobody takes for thousands."""
    shown = f"{_NOISE.create_decimal(value.strip()) * 100:f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return f"{shown}0%" if len(shown.partition(".")[2]) == 3 else f"{shown}%"


def said(finding: Finding, texts: Texts, *, several: bool = False) -> str:
    """One sentence: the cell, what stands there, what would be true and why."""
    written, truth = (None if value is None else plain(value) for value in (finding.written, finding.truth))
    code = finding.code
    if code == "sum" and finding.written is not None and finding.truth is not None:
        code = f"sum-{'short' if finding.written > finding.truth else 'over'}"
    if code in {"fraction", "unclear"} and truth is None:
        code = f"{code}-open"
    return texts(
        f"tables-{code}",
        cell=_at(finding.place, several),
        written=written or "",
        truth=percent(finding.part, finding.base) if finding.base else truth or "",
        part=plain(finding.part),
        base=plain(finding.base),
        base_cell=finding.base_at.cell if finding.base_at else "",
        cells=_some([_at(p, several and p.sheet != finding.place.sheet) for p in finding.among], ", "),
        addends=_some(list(map(plain, finding.addends)), " + "),
        gap=plain(abs((finding.written or 0) - (finding.truth or Fraction(0)))),
    )


def summary(seen: Seen, texts: Texts) -> Sequence[str]:
    """What was looked at, and whether all of it is right."""
    return [*looked_at(seen, texts), *([] if seen.findings else [texts("tables-right")])]


def looked_at(seen: Seen, texts: Texts) -> Sequence[str]:
    """How much it was, of what the percentages are, and what was left out."""
    lines = [texts("tables-seen", tables=seen.tables, numbers=seen.numbers)]
    if seen.bases:
        lines.append(texts("tables-bases", cells=_some([_at(base, seen.several) for base in seen.bases], ", ")))
    if seen.hidden:
        lines.append(texts("tables-hidden", names=", ".join(seen.hidden)))
    return lines


def _some(words: Sequence[str], between: str) -> str:
    return between.join([*words[:SHOWN], *(["…"] if len(words) > SHOWN else [])])


def plain(value: Fraction) -> str:
    """A number in Vietnamese: 47.297; 3,87."""
    whole, rest = divmod(value, 1)
    grouped = f"{int(whole):,}".replace(",", ".")
    decimals = f"{_NOISE.divide(Decimal(rest.numerator), Decimal(rest.denominator)):f}".partition(".")[2]
    return f"{grouped},{decimals.rstrip('0')}" if decimals.rstrip("0") else grouped


def _at(place: Place, several: bool) -> str:
    return f"{place.sheet}!{place.cell}" if several else place.cell
