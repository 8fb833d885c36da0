"""The tables of a sheet, wherever they stand: their headings, also merged ones, and their rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chat.fold import fold
from rules.numerals import written
from rules.roster import Cell

HEADER_DEPTH = 4
NUMBERING = frozenset({"stt", "tt", "so tt", "so thu tu"})
YEARS = frozenset(map(str, range(1990, 2101)))

_BROKEN = re.compile(r"#[a-z][a-z0-9/_]*[!?]?")

Corners = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as it was read: every cell, and the corners of the merged ones, from 0."""

    sheet: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Corners, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A table in a sheet. `heads`: the headings above each column, folded, from top to bottom; `rows` from 0.

    `title` is what stands above it, folded.
    """

    sheet: str
    title: str
    heads: Mapping[int, tuple[str, ...]]
    rows: Mapping[int, tuple[Cell, ...]]


def blocks(grid: Grid) -> Iterator[Block]:
    """Each run of rows with numbers, under the rows of words right above it.

    An empty row ends a table, or a new heading; words where a number is wanted do not: "chưa nộp".
    """
    above: list[int] = []  # rows of words since the last table
    body: dict[int, tuple[Cell, ...]] = {}
    for at, cells in enumerate((*grid.rows, ())):
        given = [cell for cell in cells if not blank(cell)]
        numbers = [cell for cell in given if is_number(cell) or is_broken(cell)]
        if body and (not given or (not numbers and any(_heading(cell) in NUMBERING for cell in given))):
            yield _block(grid, above, body)
            above, body = [], {}
        if body:
            body[at] = cells
        elif not numbers or _names_years(cells, numbers, headed=bool(above)):
            above += [at] if given else []
        elif not (above and _numbers_columns(given)):
            body[at] = cells


def _block(grid: Grid, above: Sequence[int], body: Mapping[int, tuple[Cell, ...]]) -> Block:
    heads = _heading_rows(grid, above)
    title = " ".join(_words(grid.rows[row]) for row in above if row not in heads)
    return Block(grid.sheet, title, _headings(grid, heads, body), body)


def blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_broken(cell: Cell) -> bool:
    """An error, or a formula without a result."""
    return isinstance(cell, str) and _BROKEN.fullmatch(fold(cell)) is not None


def is_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _is_written(cell)
    return isinstance(cell, int | float) and not isinstance(cell, bool)


@lru_cache(maxsize=4096)
def _is_written(text: str) -> bool:
    return written(fold(text)) is not None


def _words(cells: Sequence[Cell]) -> str:
    return " ".join(fold(cell) for cell in cells if isinstance(cell, str))


def _heading_rows(grid: Grid, above: Sequence[int]) -> Sequence[int]:
    """The last rows of words that have several cells; one that stands over some of the columns is one of them."""
    heads: list[int] = []
    for row in reversed(above[-HEADER_DEPTH:]):
        given = [column for column, cell in enumerate(grid.rows[row]) if not blank(cell)]
        if len(given) < 2 and not (heads and given and given[0] > 0 and _spans(grid, row, given[0])):
            break
        if heads and row != heads[-1] - 1:
            break
        heads.append(row)
    return heads[::-1]


def _spans(grid: Grid, row: int, column: int) -> bool:
    return any(first == (row, column) and last[1] > column for first, last in grid.merged)


def _numbers_columns(given: Sequence[Cell]) -> bool:
    """Printed forms number their columns in a row of its own: 1, 2, 3 or (1), (2), (3), perhaps after letters."""
    signs = [re.sub(r"[()\s]", "", f"{cell:.0f}" if isinstance(cell, float) else str(cell)) for cell in given]
    digits = [int(sign) for sign in signs if sign.isdecimal()]
    letters = [sign for sign in signs if len(sign) == 1 and sign.isalpha()]
    in_order = digits in (list(range(first, first + len(digits))) for first in (1, 2))
    return len(digits) > 1 and in_order and len(digits) + len(letters) == len(given)


def _names_years(cells: Sequence[Cell], numbers: Sequence[Cell], *, headed: bool) -> bool:
    """2025 and 2026 above columns are their names, beside other names or under a heading."""
    named = len(numbers) < sum(not blank(cell) for cell in cells)
    named = named or (headed and len(numbers) > 1 and blank(cells[0]))
    return named and all(str(n).strip().removesuffix(".0") in YEARS for n in numbers)


def _headings(grid: Grid, heads: Sequence[int], body: Mapping[int, Sequence[Cell]]) -> Mapping[int, tuple[str, ...]]:
    """The path of headings over each column that has something in it.

    A heading also counts for the empty cells to its right, merged or not, that stand under the same one.
    """
    width = max(map(len, grid.rows))
    paths: list[tuple[str, ...]] = [()] * width
    for said in ([_heading(cell) for cell in grid.rows[row]] for row in heads):
        above = tuple(paths)
        for column in range(width):
            if column and not said[column] and above[column] == above[column - 1]:
                said[column] = said[column - 1]
            paths[column] += (said[column],) if said[column] else ()
    used = (c for c in range(width) if any(c < len(cells) and not blank(cells[c]) for cells in body.values()))
    return {column: paths[column] for column in used}


def _heading(cell: Cell) -> str:
    return "" if blank(cell) else f"{cell:.0f}" if isinstance(cell, float) else fold(str(cell))
