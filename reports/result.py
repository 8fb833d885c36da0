"""The number report of a unit as one frozen result: every paper is drawn of it, and no number is computed twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from reports.frozen import frozen, mark_of, thawed
from rules.figures import BranchFigures, Figures, UnitFigures, added_up, wrong
from rules.places import Place, child_of


@dataclass(frozen=True, slots=True)
class Row:
    """A unit with all that is below it added up. `within`: the unit right below the report's own that it belongs to."""

    code: str
    name: str
    kind: str
    sector: str
    within: str
    branches: int
    figures: Figures


class Head(TypedDict):
    """What stands above the figures: the unit above, the year, the cut-off, when it was made and by whom."""

    above: str
    year: int
    day: date
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Live:
    """How far a unit is, as a chat tells it (domain.md 3.2, TV-08 to TV-11).

    `day` is the cut-off: the lists of members are those of this day (TV-07, TV-15), what was decided counts as it stood
    at `made_at`. `rows` are the units right below, by code, with the unit itself where it has members of its own.
    """

    whole: Row
    above: str
    year: int
    day: date
    made_at: datetime
    made_by: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Result(Live):
    """What a unit reports of a year: the same with `branches`, all units with members of their own, by code."""

    branches: tuple[Row, ...]

    def json(self) -> bytes:
        """The same result, the same bytes: figures as numbers, days and instants as ISO 8601."""
        return frozen(self)

    @property
    def fingerprint(self) -> str:
        """Twelve signs that stand on every paper: whoever holds two papers sees whether they are of one result."""
        return mark_of(self.json())


@dataclass(frozen=True, slots=True)
class Fault:
    """A sum that does not close: in which unit, the code of `rules.figures.wrong` or "sum-askew", and the numbers."""

    unit: str
    code: str
    numbers: Mapping[str, int]


def read_result(raw: bytes) -> Result:
    """What `Result.json` wrote. Raises LookupError, TypeError or ValueError for anything else."""
    told = thawed(raw)
    told |= {"whole": _row(told["whole"]), "day": date.fromisoformat(told["day"])}
    told |= {name: tuple(map(_row, told[name])) for name in ("rows", "branches")}
    return Result(**{**told, "made_at": datetime.fromisoformat(told["made_at"])})


def result_of(
    unit: int,
    places: Iterable[Place],
    counted: Iterable[BranchFigures],
    **head: Unpack[Head],
) -> Result:
    """Each branch counts once, where it is on that day (domain.md 4.2)."""
    tree = {place.unit: place for place in places}
    below: dict[int, list[Row]] = defaultdict(list)
    for branch in counted:
        child = child_of(branch.unit, unit, tree)
        below[child].append(_row_of(tree[branch.unit], tree[child].code, 1, branch.figures))
    listed = [at for at, place in tree.items() if place.parent == unit or (at == unit and at in below)]
    rows = [_row_of(tree[at], tree[at].code, len(below[at]), _sum(below[at])) for at in listed]
    return Result(
        _row_of(tree[unit], tree[unit].code, sum(row.branches for row in rows), _sum(rows)),
        **head,
        rows=_by_code(rows),
        branches=_by_code(row for branches in below.values() for row in branches),
    )


def live_of(
    place: Place,
    below: Iterable[UnitFigures],
    **head: Unpack[Head],
) -> Live:
    """The same whole and the same rows as those of the result that would be frozen now."""
    rows = [
        Row(unit.code, unit.name, unit.kind, unit.sector, unit.code, unit.branches, unit.figures)
        for unit in below
        if unit.branches or unit.unit != place.unit
    ]
    whole = _row_of(place, place.code, sum(row.branches for row in rows), _sum(rows))
    return Live(whole, **head, rows=_by_code(rows))


def faults(result: Result) -> Sequence[Fault]:
    """What keeps the report from being issued: arithmetic that does not close, in a unit or between units (TV-09)."""
    found = [
        Fault(row.code, code, _numbers(row.figures))
        for row in (result.whole, *result.rows, *result.branches)
        if (code := wrong(row.figures))
    ]
    for rows in (result.rows, result.branches):
        found += _askew(result.whole, rows)
    for row in result.rows:
        found += _askew(row, [branch for branch in result.branches if branch.within == row.code])
    return found


def _askew(whole: Row, parts: Sequence[Row]) -> Iterable[Fault]:
    """A sum of parts that is not the whole: by name what stands there and what the parts make."""
    told, made = asdict(whole.figures), asdict(_sum(parts))
    for name, number in told.items():
        if number != made[name]:
            yield Fault(whole.code, "sum-askew", {name: number, "parts": made[name]})


def _numbers(figures: Figures) -> Mapping[str, int]:
    sums = {"classified": figures.classified, "unclassified": figures.unclassified}
    return {**asdict(figures), **sums}


def _sum(rows: Iterable[Row]) -> Figures:
    return added_up(row.figures for row in rows)


def _row_of(place: Place, within: str, branches: int, figures: Figures) -> Row:
    return Row(place.code, place.name, place.kind, place.sector, within, branches, figures)


def _by_code(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.code))


def _row(told: dict[str, Any]) -> Row:
    return Row(**{**told, "figures": Figures(**told["figures"])})
