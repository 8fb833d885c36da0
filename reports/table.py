"""The columns of the number report (TV-11), once for text, workbook, letter, picture and file: a count or a share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from reports.result import Result, Row
from rules.figures import Figures, as_percent, grouped, hundredths

GRADES = ("excellent", "good", "fair", "failed")
REASONS = ("short", "admitted_lately", "after_registration", "party", "unclassified_otherwise")


@dataclass(frozen=True, slots=True)
class Count:
    """So many members."""

    number: int

    def __str__(self) -> str:
        return grouped(self.number)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, rounded once for all papers. `hundredths` of a percent; None of nothing."""

    part: int
    whole: int

    @property
    def hundredths(self) -> int | None:
        return hundredths(self.part, self.whole)

    def __str__(self) -> str:
        return as_percent(self.hundredths)


Cell = Count | Share


@dataclass(frozen=True, slots=True)
class Column:
    """`name` says its heading (report-column-<name>); columns of one `group` stand below one heading."""

    name: str
    group: str
    kind: Literal["count", "share"]
    of: Callable[[Figures], Cell]


def _count(name: str, group: str = "") -> Column:
    return Column(name, group, "count", lambda figures: Count(getattr(figures, name)))


def _share(name: str, part: str, whole: str, group: str = "") -> Column:
    return Column(name, group, "share", lambda figures: Share(getattr(figures, part), getattr(figures, whole)))


COLUMNS: Sequence[Column] = (
    _count("members"),
    _count("registered", "registration"),
    _share("registered_share", "registered", "members", "registration"),
    _count("confirmed", "registration"),
    _count("classified"),
    *(
        column
        for grade in GRADES
        for column in (_count(grade, grade), _share(f"{grade}_share", grade, "classified", grade))
    ),
    _count("unclassified", "unclassified"),
    *(_count(reason, "unclassified") for reason in REASONS),
    _count("not_assessed"),
    _count("unregistered_rated"),
)


def cells(row: Row) -> Sequence[Cell]:
    """In the order of the columns."""
    return [column.of(row.figures) for column in COLUMNS]


def cell(result: Result, name: str) -> Cell:
    """The whole's figure in this column."""
    return next(column.of(result.whole.figures) for column in COLUMNS if column.name == name)


def sum_of_grades(figures: Figures) -> int | None:
    """The grades' shares as they stand on paper, added up: shown as it is (products.md N6)."""
    shares = [hundredths(getattr(figures, grade), figures.classified) for grade in GRADES]
    return sum(share for share in shares if share is not None) if figures.classified else None
