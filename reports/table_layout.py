"""What in a table must add up to what, and of what its percentages are, by its headings and the names of its rows."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from chat.fold import fold
from reports.table_body import Body, bare, is_total_heading, opens_all
from reports.table_grid import Block
from rules.sums import Place, Sum
from rules.tables import Share, Table, Within, meant

_GRADES = frozenset({"hoan thanh xuat sac", "hoan thanh tot", "hoan thanh", "khong hoan thanh"})
_TARGET = re.compile(r"chi tieu|ke hoach|muc tieu|so voi|tang|giam|\bgiao\b(?! luu)")
_CROSSING = tuple(
    (re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{other})\b"))
    for one, other in (
        ("nu", "nam"),
        ("dan toc", "kinh"),
        ("ton giao", "khong"),
        ("dang vien", "chua|khong"),
    )
)
"""What is counted across a breakdown, and what must stand beside it to make it one of its own."""
_REGISTERED, _CLASSIFIED = re.compile(r"dang ky"), re.compile(r"phan loai")
_NOT_CLASSIFIED = re.compile(r"(?:khong|chua) (?:duoc )?phan loai")
_MEMBERS = re.compile(r"tong (?:so )?doan vien$")
_PERIOD = re.compile(r"(?:quy|thang|nam|ky|dot|tuan)\s*(?:[0-9]+|[ivx]+\b)|20[0-9]{2}")
_NAMED_BY_EXCEL = re.compile(r"(?:sheet|trang[ _]?tinh|bang)\s*[0-9]*")


@dataclass(frozen=True, slots=True)
class Parts:
    """A total and its parts, all columns or all rows. `sure`: by their wording; else their numbers must bear it out."""

    total: int
    parts: tuple[int, ...]
    sure: bool = False


def table_of(block: Block) -> Table:
    """The numbers of the table, and all that holds them together."""
    body = Body(block)
    across, down = tuple(_across(body)), tuple(_down(body))
    groups = [(p.sure, [_sum(body, [(r, c) for c in (p.total, *p.parts)]) for r in body.rows]) for p in across]
    groups += [(p.sure, [_sum(body, [(r, c) for r in (p.total, *p.parts)]) for c in body.counts]) for p in down]
    return Table(
        values=body.values,
        sums=(*(s for sure, sums in groups if sure or meant(sums, body.values) for s in sums), *_sums_in_cells(body)),
        shares=(*_shares(body, across, down), *_shares_in_cells(body)),
        within=tuple(_within(body)),
        wholes=tuple(_wholes(body)),
        over=frozenset(_over(body)),
        names=_names(body),
        period=_period(block),
    )


def _sum(body: Body, cells: Sequence[tuple[int, int]]) -> Sum:
    """Of the counts among the cells, the first one being the total."""
    total, *parts = (body.place(row, column) for row, column in cells)
    return Sum(total, tuple(p for p in parts if p in body.values and body.values[p].kind == "count"))


def _across(body: Body) -> Iterator[Parts]:
    """A total is followed by its parts up to the next total, or, where it is the last column, preceded by them."""
    totals = [c for c in body.counts if _is_total(body.head(c))]
    for total in totals:
        after = [c for c in body.counts if c > total]
        over = body.over(total) or (body.over(after[0]) if after else "")
        parts = []
        for column in after:
            if column in totals or body.over(column) != over or _NOT_CLASSIFIED.search(body.head(column)):
                break
            parts.append(column)
        if not after and len(totals) == 1:
            parts = [c for c in body.counts if c < total]
        if len(parts) > 1:
            grades = {body.head(c) for c in parts} & _GRADES
            sure = len(grades) > 1 or opens_all(over)
            if several := tuple(parts) if sure else _apart(parts, body.head):
                yield Parts(total, several, sure)
    registered, classified, left = (
        [c for c in body.counts if wanted(body.head(c))]
        for wanted in (_REGISTERED.search, _is_classified, _NOT_CLASSIFIED.search)
    )
    if len(registered) == len(classified) == len(left) == 1:
        yield Parts(registered[0], (classified[0], left[0]), sure=True)


def _is_total(heading: str) -> bool:
    return is_total_heading(heading) or _is_classified(heading)


def _is_classified(heading: str) -> bool:
    return bool(_CLASSIFIED.search(heading)) and not _NOT_CLASSIFIED.search(heading)


def _down(body: Body) -> Iterator[Parts]:
    """A total row adds up those above it, or, where it is the first, those below; groups and dashes their own rows."""
    rows = body.rows
    totals, groups = (tuple(filter(wanted, rows)) for wanted in (body.is_total, body.is_group))
    heads = {*totals, *groups}
    for at, row in enumerate(rows):
        if row in groups:
            yield from _run(body, row, takewhile(lambda r: r not in heads, rows[at + 1 :]))
        elif not body.is_part(row):
            yield from _run(body, row, takewhile(body.is_part, rows[at + 1 :]))
    main = groups or [r for r in rows if not body.is_part(r)]
    if totals and totals[0] == rows[0] and totals[-1] != rows[-1]:
        for total in totals:
            parts = tuple(takewhile(lambda r: r not in totals, (r for r in rows if r > total)))
            if len(parts) > 1 and not body.is_part(parts[0]):
                sure = any(opens_all(body.label(r)) for r in range(total, parts[0]))
                if several := parts if sure else _apart(parts, body.label):
                    yield Parts(total, several, sure)
        return
    begin, spent = -1, list[int]()
    for total in totals:
        between = [r for r in main if begin < r < total]
        yield Parts(total, tuple(between or spent), sure=True)
        spent, begin = ([*spent, total] if between else [total]), total


def _run(body: Body, total: int, parts: Iterable[int]) -> Iterator[Parts]:
    if several := _apart(tuple(parts), body.label):
        yield Parts(total, several)


def _apart(parts: Sequence[int], name: Callable[[int], str]) -> tuple[int, ...]:
    """Several parts without those that cross the others: women where men are not counted, Party members."""
    names = {part: bare(name(part)) for part in parts}
    crossing = [one for one, other in _CROSSING if not any(other.search(said) for said in names.values())]
    left = tuple(part for part, said in names.items() if not any(one.search(said) for one in crossing))
    return left if len(left) > 1 else ()


def _over(body: Body) -> Iterator[Place]:
    """What may be above a hundred: a rate of a target, by its own words or because targets stand to its left."""
    targets = [c for c in body.counts if _TARGET.search(" ".join(body.block.heads[c]))]
    for place in body.values:
        if _TARGET.search(" ".join(body.around(place))) or any(c < place.column for c in targets):
            yield place


def _shares(body: Body, across: Sequence[Parts], down: Sequence[Parts]) -> Iterator[tuple[Share, ...]]:
    """Each percentage is of the count before it, or beside it in the cell. Those of one breakdown have one base."""
    groups = defaultdict[int, list[Share]](list)
    above = defaultdict[int, list[int]](list)
    for each in down:
        for row in (each.total, *each.parts):
            above[row].append(each.total)
    beside = [(c, c) for c in body.counts]
    before = [(max((c for c in body.counts if c < rate), default=rate), rate) for rate in body.rates]
    for count, rate in (*beside, *before):
        whole = next((p.total for p in across if count in p.parts), count)
        for row in body.rows:
            percent = body.place(row, rate, 1 if rate == count else 0)
            if percent in body.values and (rate != count or body.cells[row, count].shape == "with-percent"):
                bases, named = _bases(body, row, count, whole, above[row])
                groups[whole].append(Share(percent, body.place(row, count), bases, named))
    yield from (tuple(group) for group in groups.values())


def _bases(body: Body, row: int, count: int, whole: int, above: Sequence[int]) -> tuple[tuple[Place, ...], bool]:
    """What a percentage may be of: its total, totals further left, the total of its column, other counts to its left.

    And whether one of them is called a total.
    """
    left = [c for c in reversed(body.counts) if c < count and c != whole]
    totals = [c for c in left if _is_total(body.head(c))]
    of_row = [*([whole] if whole != count else []), *totals]
    others = [c for c in left if c not in totals] if whole == count else []
    named = (*(body.place(row, c) for c in of_row), *(body.place(r, count) for r in above))
    return (*named, *(body.place(row, c) for c in others)), bool(named)


def _sums_in_cells(body: Body) -> Iterator[Sum]:
    """ "1635 = 11 + 3 + 1604"."""
    for (row, column), cell in body.cells.items():
        if cell.shape == "sum":
            total, *parts = (body.place(row, column, nth) for nth in range(len(cell.numbers)))
            yield Sum(total, tuple(parts))


def _shares_in_cells(body: Body) -> Iterator[tuple[Share, ...]]:
    """ "44.018/47.297 = 93,07%"."""
    for (row, column), cell in body.cells.items():
        if cell.shape == "share" and len(cell.numbers) > 2:
            part, base, percent = (body.place(row, column, nth) for nth in range(3))
            yield (Share(percent, part, (base,), named=True),)


def _within(body: Body) -> Iterator[Within]:
    """Nobody registers who is not on the list, or is classified who did not register (TV-07, TV-08)."""
    for (row, column), cell in body.cells.items():
        if cell.shape == "share":
            yield Within(body.place(row, column), body.place(row, column, 1))
    tests = (_MEMBERS.match, _REGISTERED.search, _is_classified)
    found = [[c for c in body.counts if wanted(body.head(c))] for wanted in tests]
    chain = [columns[0] for columns in found if len(columns) == 1]
    for row in body.rows:
        yield from (Within(body.place(row, part), body.place(row, whole)) for whole, part in pairwise(chain))


def _wholes(body: Body) -> Iterator[tuple[Place, ...]]:
    """The four grades make up all."""
    graded = [c for c in body.rates if body.head(c) in _GRADES]
    if len({body.head(c) for c in graded}) == len(graded) == len(_GRADES):
        yield from (tuple(body.place(row, c) for c in graded) for row in body.rows)


def _names(body: Body) -> Mapping[Place, tuple[str, str]]:
    """What a number is called: its row, with those that it is a part of, and its column; "*" where there is but one."""
    called: dict[int, str] = {}
    group = above = ""
    for row in body.rows:
        label = bare(body.label(row))
        group = label if body.is_group(row) else group
        above = above if body.is_part(row) else label
        called[row] = "*" if len(body.rows) == 1 else "/".join(dict.fromkeys((group, above, label)))
    columns = {c: "*" if len(body.kinds) == 1 else "/".join(body.block.heads[c]) for c in body.kinds}
    named = {body.place(row, column): (called[row], columns[column]) for row, column in body.cells}
    return {place: name for place, name in named.items() if all(name)}


def _period(block: Block) -> str:
    sheet = fold(block.sheet)
    words = (block.title, sheet, *dict.fromkeys(head for heads in block.heads.values() for head in heads))
    said = sorted({period for text in words for period in _PERIOD.findall(text)})
    numbered = any(c.isdecimal() for c in sheet) and not _NAMED_BY_EXCEL.fullmatch(sheet)
    return " ".join([*said, sheet] if numbered else said)
