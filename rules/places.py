"""The tree of units on a day: a unit in it, and the way from one up to another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in the tree of a day."""

    unit: int
    parent: int | None
    code: str
    name: str
    kind: str
    sector: str


def way_up(at: int, top: int, places: Mapping[int, Place]) -> Sequence[int]:
    """The unit and those above it, up to the top."""
    way = [at]
    while way[-1] != top:
        parent = places[way[-1]].parent
        if parent is None or parent not in places or parent in way:
            break
        way.append(parent)
    return way


def child_of(at: int, top: int, places: Mapping[int, Place]) -> int:
    """Which unit right below the top this one belongs to; the top itself to itself."""
    way = way_up(at, top, places)
    return way[-2] if len(way) > 1 else at
