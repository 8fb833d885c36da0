"""What the columns and rows of a table are: counts, percentages, names, totals; and the numbers in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from chat.fold import fold
from reports.table_grid import NUMBERING, YEARS, Block, blank, is_broken, is_number
from rules.numerals import Figure, Kind, Unclear, Written, number, stored, written
from rules.roster import UNCACHED, Cell
from rules.sums import Place

_NO_COUNTS = re.compile(
    r"(?:nam sinh|diem|thu hang|xep thu|xep hang|binh quan|trung binh|(?:so )?dien thoai|sdt|lien he|ngay|ma)\b"
)
_YEAR = "nam"  # or men, folded
_MONEY = re.compile(r"kinh phi|so tien|tri gia|(?:nghin|trieu|ty) dong")
_PHONE = re.compile(r"0[0-9]{2,4}[. ]?[0-9]{3}[. ]?[0-9]{2,4}")
_PERCENT = re.compile(r"ty le|ti le|chiem|phan tram|.*%")
_PAIRED = re.compile(r"(?:khong )?hoan thanh")
_UNIT = re.compile(r"so luong|sl$|so nguoi|(?:ty le|ti le|chiem|phan tram)(?: ?\(?%\)?)?$|%$")
_TOTAL = re.compile(
    r"tong(?: so| cong)?(?! phu trach)\b|cong$|toan (?:tinh|thanh|quan|huyen|xa|phuong|truong|khoa|doan)\b"
)
_ALL_OF_IT = re.compile(r"\b(?:gom|chia ra|chia theo|phan theo|phan loai|xep loai)\b")
_MARKER = re.compile(r"[-+*•–]\s*|\s{2,}")
_GROUP = re.compile(r"[ivx]+|[a-h]")
_DIGIT = re.compile(r"[0-9]")


@dataclass(frozen=True)
class Body:
    """A table read. Columns and rows count from 0, places from 1 as the spreadsheet does."""

    block: Block

    @cached_property
    def kinds(self) -> Mapping[int, Kind]:
        """The columns of numbers, from left to right. The second of two under one heading may be a rate."""
        found: dict[int, Kind] = {}
        for column, heads in self.block.heads.items():
            cells = self._column(column)
            numbers = [cell for cell in cells if is_number(cell)]
            if column == self.numbering or _counts_nothing(heads, numbers):
                continue
            if 2 * len(numbers) > len([cell for cell in cells if not is_broken(cell)]):
                beside = found.get(column - 1) == "count" and column in self._paired
                found[column] = "percent" if beside or _is_percent(heads, numbers) else "count"
        return found

    @cached_property
    def _paired(self) -> Sequence[int]:
        """The second columns of two under one heading, where they are rates: by a sign or a fraction in one of them."""
        heads = self.block.heads
        seconds = [c for c in heads if heads[c] and heads[c] == heads.get(c - 1)]
        if any(_is_fraction(cell) for c in seconds for cell in self._column(c)):
            return seconds
        return [c for c in seconds if _PAIRED.match(heads[c][-1])]

    def _column(self, column: int) -> Sequence[Cell]:
        return [cell for cells in self.block.rows.values() if not blank(cell := _at(cells, column))]

    @cached_property
    def numbering(self) -> int | None:
        """The column that numbers the rows."""
        first = next((c for c, heads in self.block.heads.items() if set(heads) & NUMBERING), None)
        if first is not None or not self.block.heads:
            return first
        first = min(self.block.heads)
        signs = [fold(_plain(_at(cells, first))) for cells in self.block.rows.values()]
        numbers = [sign for sign in signs if sign.isdecimal()]
        named = any(isinstance(_at(cells, first + 1), str) for cells in self.block.rows.values())
        in_order = numbers == [str(n) for n in range(1, len(numbers) + 1)]
        return first if named and len(numbers) > 1 and in_order and not self.block.heads[first] else None

    @cached_property
    def cells(self) -> Mapping[tuple[int, int], Written]:
        """Each cell of numbers by row and column; what cannot be read has one that is open."""
        found: dict[tuple[int, int], Written] = {}
        for row, cells in self.block.rows.items():
            for column, kind in self.kinds.items():
                if read := _read(_at(cells, column), kind):
                    found[row, column] = read
        return found

    @cached_property
    def values(self) -> Mapping[Place, Figure]:
        return {
            self.place(row, column, nth): figure
            for (row, column), read in self.cells.items()
            for nth, figure in enumerate(read.numbers)
        }

    def place(self, row: int, column: int, nth: int = 0) -> Place:
        return Place(self.block.sheet, row + 1, column + 1, nth)

    @cached_property
    def rates(self) -> Sequence[int]:
        return [column for column, kind in self.kinds.items() if kind == "percent"]

    @cached_property
    def counts(self) -> Sequence[int]:
        return [column for column, kind in self.kinds.items() if kind == "count"]

    def head(self, column: int) -> str:
        """The lowest heading that says more than that it counts or is a rate."""
        return next((head for head in reversed(self.block.heads[column]) if not _UNIT.match(head)), "")

    def around(self, place: Place) -> Sequence[str]:
        """The headings above a number and the name of its row, folded."""
        return (*self.block.heads[place.column - 1], bare(self.label(place.row - 1)))

    def over(self, column: int) -> str:
        """The highest heading, where several stand one above the other."""
        top = next(iter(self.block.heads[column]), "")
        return top if top != self.head(column) else ""

    @cached_property
    def rows(self) -> Sequence[int]:
        """Those with a number."""
        return sorted({row for row, _ in self.cells})

    def label(self, row: int) -> str:
        """What the row is called, as it was written."""
        words = (cell for column, cell in enumerate(self.block.rows[row]) if self._names(column) and not blank(cell))
        return next((cell for cell in words if isinstance(cell, str)), "")

    def _names(self, column: int) -> bool:
        return column != self.numbering and column not in self.kinds

    def is_total(self, row: int) -> bool:
        return bool(_TOTAL.match(bare(self.label(row))))

    def is_group(self, row: int) -> bool:
        """A row numbered I, II or A, B, whose own rows follow."""
        sign = _plain(_at(self.block.rows[row], self.numbering)) if self.numbering is not None else ""
        return bool(_GROUP.fullmatch(fold(sign).strip(".")))

    def is_part(self, row: int) -> bool:
        """Marked as one of what stands above: moved to the right, or after a dash."""
        return bool(_MARKER.match(self.label(row)))


def is_total_heading(heading: str) -> bool:
    return bool(_TOTAL.match(heading))


def opens_all(words: str) -> bool:
    """ "Gồm", "chia ra": what follows is all of it; "trong đó" promises less."""
    return bool(_ALL_OF_IT.search(fold(words)))


def bare(label: str) -> str:
    """A row's name for comparing: folded, without marks around it."""
    return fold(label).strip(" -+*•–:.;,")


def _counts_nothing(heads: Sequence[str], numbers: Sequence[Cell]) -> bool:
    """Points, days, telephones, years; or money that is not counted in whole numbers."""
    if heads and (_NO_COUNTS.match(heads[-1]) or (heads[-1] == _YEAR and all(_plain(n) in YEARS for n in numbers))):
        return True
    phones = [cell for cell in numbers if isinstance(cell, str) and _PHONE.fullmatch(cell.strip())]
    money = any(_MONEY.search(head) for head in heads) and any(map(_is_fraction, numbers))
    return money or 2 * len(phones) > len(numbers)


def _is_fraction(cell: Cell) -> bool:
    """A sign of per cent, or decimals that are no thousands."""
    if isinstance(cell, str):
        figure = number(fold(cell))
        return "%" in cell or (isinstance(figure, Unclear) and len(figure.readings) == 1)
    return isinstance(cell, float) and not cell.is_integer()


def _is_percent(heads: Sequence[str], numbers: Sequence[Cell]) -> bool:
    signed = [n for n in numbers if isinstance(n, str) and "%" in n and "(" not in n and "=" not in n]
    return 2 * len(signed) > len(numbers) or any(_PERCENT.match(head) for head in heads[-1:])


def _read(cell: Cell, kind: Kind) -> Written | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Written("one", (stored(cell, kind),))
    if not isinstance(cell, str):
        return None
    said = fold(cell)
    if is_broken(cell):
        code = "uncalculated" if said == fold(UNCACHED) else "cell-error"
        return Written("one", (Unclear(kind, code=code),))
    unread = Written("one", (Unclear(kind),)) if _DIGIT.search(said) else None
    return written(said, kind) or unread


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else None


def _plain(cell: Cell) -> str:
    return f"{cell:.0f}" if isinstance(cell, float) else "" if cell is None else str(cell)
