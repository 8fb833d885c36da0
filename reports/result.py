"""The number report of a unit as one frozen result: every paper is drawn of it, and no number is computed twice."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

import orjson

from rules.figures import Figures, wrong
from storage.figures import BranchFigures
from storage.oversight import Place, child_of

FORMAT = 1


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


@dataclass(frozen=True, slots=True)
class Result:
    """What a unit reports of a year (domain.md 3.2, TV-08 to TV-11).

    `day` is the cut-off: the lists of members are those of this day (TV-07, TV-15), what was decided counts as it stood
    at `made_at`. `rows` are the units right below, `branches` all units with members of their own, both by code.
    """

    whole: Row
    above: str
    year: int
    day: date
    made_at: datetime
    made_by: str
    rows: tuple[Row, ...]
    branches: tuple[Row, ...]

    def json(self) -> bytes:
        """The same result, the same bytes: figures as numbers, days and instants as ISO 8601."""
        told = {"format": FORMAT} | {field.name: getattr(self, field.name) for field in fields(self)}
        return orjson.dumps(told, option=orjson.OPT_UTC_Z)

    @property
    def fingerprint(self) -> str:
        """Twelve signs that stand on every paper: whoever holds two papers sees whether they are of one result."""
        return hashlib.sha256(self.json()).hexdigest()[:12].upper()


@dataclass(frozen=True, slots=True)
class Fault:
    """A sum that does not close: in which unit, the code of `rules.figures.wrong` or "sum-askew", and the numbers."""

    unit: str
    code: str
    numbers: Mapping[str, int]


def read_result(raw: bytes) -> Result:
    """What `Result.json` wrote. Raises LookupError, TypeError or ValueError for anything else."""
    told: dict[str, Any] = orjson.loads(raw)
    if told.pop("format") != FORMAT:
        raise ValueError("another format")
    told |= {"whole": _row(told["whole"]), "day": date.fromisoformat(told["day"])}
    told |= {name: tuple(map(_row, told[name])) for name in ("rows", "branches")}
    return Result(**{**told, "made_at": datetime.fromisoformat(told["made_at"])})


def result_of(
    unit: int,
    places: Iterable[Place],
    counted: Iterable[BranchFigures],
    *,
    above: str,
    year: int,
    day: date,
    made_at: datetime,
    made_by: str,
) -> Result:
    """Each branch counts once, where it is on that day (domain.md 4.2)."""
    tree = {place.unit: place for place in places}
    below: dict[int, list[Row]] = defaultdict(list)
    for branch in counted:
        child = child_of(branch.unit, unit, tree)
        below[child].append(_added_up(tree[branch.unit], tree[child].code, [branch.figures]))
    everything = [row for rows in below.values() for row in rows]
    children = [at for at in tree if at != unit and child_of(at, unit, tree) == at]
    listed = [at for at in (unit, *children) if at in below or at != unit]
    return Result(
        _added_up(tree[unit], tree[unit].code, [row.figures for row in everything]),
        above,
        year,
        day,
        made_at,
        made_by,
        _by_code(_added_up(tree[at], tree[at].code, [row.figures for row in below[at]]) for at in listed),
        _by_code(everything),
    )


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
    told, made = asdict(whole.figures), asdict(sum((part.figures for part in parts), Figures()))
    for name, number in told.items():
        if number != made[name]:
            yield Fault(whole.code, "sum-askew", {name: number, "parts": made[name]})


def _numbers(figures: Figures) -> Mapping[str, int]:
    sums = {"classified": figures.classified, "unclassified": figures.unclassified}
    return {**asdict(figures), **sums}


def _added_up(place: Place, within: str, figures: Sequence[Figures]) -> Row:
    total = sum(figures, Figures())
    return Row(place.code, place.name, place.kind, place.sector, within, len(figures), total)


def _by_code(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted(rows, key=lambda row: row.code))


def _row(told: dict[str, Any]) -> Row:
    return Row(**{**told, "figures": Figures(**told["figures"])})
