"""Sums and percentages that must hold together, and which number it is where they do not (TV-09, TV-10, CT-03)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import TypeAlias

from rules.numerals import half_up


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell, counted from 1. `nth`: which number of the cell, from 0."""

    sheet: str
    row: int
    column: int
    nth: int = 0

    @property
    def cell(self) -> str:
        """As a spreadsheet calls it: D7."""
        letters, left = "", self.column
        while left:
            left, letter = divmod(left - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True, slots=True)
class Sum:
    """total = the parts added up; what is empty counts nothing."""

    total: Place
    parts: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """percent = part / base, half up, at so many decimals."""

    percent: Place
    part: Place
    base: Place
    decimals: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a table that cannot be.

    `code`: percent, base (a percentage of another base than its neighbours), count (only one value fits all sums),
    sum, above (its whole), hundred, whole (percentages that do not make up 100), fraction (a count that is not whole),
    cell-error, twice; unclear, uncalculated and no-base (a
    percentage of what is not in the table). `written` is the number as it was read, `truth` what it would have
    to be, if that is known.
    `among`: the cells that it was compared with. Of a percentage `part` and `base`, and where
    that stands; of a sum its addends.
    """

    code: str
    place: Place
    written: Fraction | None = None
    truth: Fraction | None = None
    among: tuple[Place, ...] = ()
    part: Fraction = Fraction(0)
    base: Fraction = Fraction(0)
    base_at: Place | None = None
    addends: tuple[Fraction, ...] = ()

    @property
    def sure(self) -> bool:
        """Something is wrong, whoever is asked; else a number could not be judged."""
        return self.code not in {"unclear", "uncalculated", "no-base"}


Rule: TypeAlias = Sum | Rate
Values: TypeAlias = Mapping[Place, Fraction]


def explained(rules: Sequence[Rule], values: Values) -> Iterator[Finding]:
    """What is wrong: where one number, put right, mends all that fails around it, that number; else all that fails."""
    around = defaultdict[Place, list[Rule]](list)
    for rule in rules:
        for place in _places(rule):
            around[place].append(rule)
    for knot in _knots(rule for rule in rules if not holds(rule, values)):
        suspects = list(islice(_suspects(knot, around, values), 2))
        if len(suspects) == 1:
            place, value = suspects[0]
            others = {other for rule in knot for other in _places(rule)} - {place}
            yield Finding("count", place, values[place], value, tuple(sorted(others)))
        else:
            yield from (_told(rule, values) for rule in knot)


def holds(rule: Rule, values: Values) -> bool:
    if isinstance(rule, Sum):
        return not gap(rule, values)
    base = values[rule.base]
    return bool(base) and right(values[rule.percent], values[rule.part] / base * 100, rule.decimals)


def right(written: Fraction, truth: Fraction, decimals: int) -> bool:
    return half_up(written, decimals) == half_up(truth, decimals)


def gap(rule: Sum, values: Values) -> Fraction:
    """What the parts lack."""
    return values[rule.total] - sum((values[p] for p in rule.parts if p in values), Fraction(0))


def _knots(failing: Iterable[Rule]) -> Iterator[Sequence[Rule]]:
    """Rules that fail, those together that have a number in common."""
    left = list(failing)
    while left:
        knot, reached = [left.pop(0)], False
        while not reached:
            places = {place for rule in knot for place in _places(rule)}
            touching = [rule for rule in left if places & _places(rule)]
            left = [rule for rule in left if rule not in touching]
            knot += touching
            reached = not touching
        yield knot


def _places(rule: Rule) -> set[Place]:
    return {rule.total, *rule.parts} if isinstance(rule, Sum) else {rule.percent, rule.part, rule.base}


def _suspects(
    knot: Sequence[Rule], around: Mapping[Place, Sequence[Rule]], values: Values
) -> Iterator[tuple[Place, Fraction]]:
    """Each number that is in all that fails, with the value at which all that it is in would hold.

    Only sums say what a number would have to be: a percentage that fails alone is itself what is wrong.
    """
    for place in set.intersection(*map(_places, knot)) & set(values):
        lacks = {gap(rule, values) * (-1 if place == rule.total else 1) for rule in knot if isinstance(rule, Sum)}
        for mended in (values[place] + lack for lack in lacks):
            if mended >= 0 and all(_holds_with(rule, values, place, mended) for rule in around[place]):
                yield place, mended


def _holds_with(rule: Rule, values: Values, place: Place, value: Fraction) -> bool:
    return holds(rule, {**{p: values[p] for p in _places(rule) if p in values}, place: value})


def _told(rule: Rule, values: Values) -> Finding:
    if isinstance(rule, Sum):
        written, addends = values[rule.total], tuple(values[p] for p in rule.parts if p in values)
        return Finding("sum", rule.total, written, sum(addends, Fraction(0)), rule.parts, addends=addends)
    part, base = values[rule.part], values[rule.base]
    return Finding("percent", rule.percent, values[rule.percent], part / base * 100, (), part, base, rule.base)
