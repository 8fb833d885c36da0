"""The same figure told twice, and differently: one number has one source (TN-06)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from rules.numerals import Number
from rules.sums import Finding, Place
from rules.tables import Table

OTHER_SUBJECT = 3  # so many figures of the same names, none of them equal, are of somebody else


def retold(tables: Sequence[Table]) -> Iterator[Finding]:
    """Where a later table says something else of the same row and column. Of other periods nothing is compared."""
    told: set[Place] = set()
    for first, second in combinations(tables, 2):
        if first.period != second.period:
            continue
        before, after = _named(first), _named(second)
        shared = before.keys() & after.keys()
        unlike = [
            name for name in after if name in shared and _value(first, before[name]) != _value(second, after[name])
        ]
        if len(shared) >= OTHER_SUBJECT and len(unlike) == len(shared):
            continue
        for place, other in ((after[name], before[name]) for name in unlike):
            if place not in told:
                told.add(place)
                yield Finding("twice", place, _value(second, place), _value(first, other), (other,))


def _named(table: Table) -> Mapping[tuple[str, str], Place]:
    """What has a name of its own in the table."""
    read = {place: name for place, name in table.names.items() if isinstance(table.values.get(place), Number)}
    called = Counter(read.values())
    return {name: place for place, name in read.items() if called[name] == 1}


def _value(table: Table, place: Place) -> Fraction | None:
    figure = table.values[place]
    return figure.value if isinstance(figure, Number) else None
