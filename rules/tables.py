"""What is wrong in a table of counts and percentages that somebody else made (TV-07 to TV-10, CT-03, scenario 25)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from rules.numerals import PLACES, Figure, Number, Unclear, half_up
from rules.sums import Finding, Place, Rate, Rule, Sum, Values, explained, gap, holds, right

EXACT_PLACES = 6  # decimals up to which a rate that was computed, not typed, is compared
NEAR = 10  # a sum off by less than a tenth was meant as one, CT-03: 1618 of 1635


@dataclass(frozen=True, slots=True)
class Share:
    """percent = part / base. `bases`: what it may be of, the likeliest first; in each share of a group in one order.

    `named`: the table says of what it is. Where it does not, the base may stand in no column of it.
    """

    percent: Place
    part: Place
    bases: tuple[Place, ...]
    named: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """A part of a whole, which it cannot exceed (TV-07)."""

    part: Place
    whole: Place


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a table and what holds them together.

    Each group of `shares` has one base. `wholes` are the percentages that make up 100 %. `over` may exceed 100 %: a
    target is sometimes more than met. `names`: what a number is called, its row and column; `period`: of which year,
    quarter or month the table speaks.
    """

    values: Mapping[Place, Figure]
    sums: tuple[Sum, ...] = ()
    shares: tuple[tuple[Share, ...], ...] = ()
    within: tuple[Within, ...] = ()
    wholes: tuple[tuple[Place, ...], ...] = ()
    over: frozenset[Place] = frozenset()
    names: Mapping[Place, tuple[str, str]] = field(default_factory=dict)
    period: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in a table, how many numbers were looked at, and of what its percentages are."""

    findings: tuple[Finding, ...]
    numbers: int
    bases: tuple[Place, ...]


def judge(table: Table) -> Judged:
    """All findings, in the order of the cells.

    Where one number alone, put right, mends all that fails around it, that number is the finding; else each sum and
    each percentage that fails is one.
    """
    known = _settled(table)
    numbers = {place: n for place, n in known.items() if isinstance(n, Number)}
    exact = {place: n.value for place, n in numbers.items() if not n.bounded}
    decimals = max((min(n.decimals, PLACES) for n in numbers.values() if n.kind == "percent"), default=0)
    chosen = [(group, tuple(_rates(group, known, exact, decimals))) for group in table.shares]
    adrift = [share for group, rates in chosen for share in _adrift(group, rates, exact)]
    left_out = {share.percent for share in adrift}
    rates = [rate for _, rates in chosen for rate in rates if rate.percent not in left_out]
    rules: list[Rule] = [*(s for s in table.sums if _complete(s, known, exact)), *rates]
    told = [_other_base(table, finding, exact, decimals) for finding in explained(rules, exact)]
    told += [
        Finding("above", w.part, exact[w.part], exact[w.whole], (w.whole,)) for w in table.within if _above(w, exact)
    ]
    told += [Finding("hundred", p, n.value) for p, n in numbers.items() if _over_hundred(n) and p not in table.over]
    told += [f for whole in table.wholes if (f := _whole(whole, known, exact, decimals))]
    told += [Finding("no-base", share.percent, exact[share.percent]) for share in adrift]
    told += [_open(place, n) for place, n in known.items() if isinstance(n, Unclear)]
    bases = {rate.base: None for rate in rates if holds(rate, exact)}
    return Judged(tuple(sorted(told, key=lambda f: f.place)), len(known), tuple(bases))


def meant(sums: Sequence[Sum], values: Mapping[Place, Figure]) -> bool:
    """Whether parts that stand beside a total, or below it, are all of it: most make it up, or a single row nearly."""
    read = {place: n.value for place, n in values.items() if isinstance(n, Number)}
    given = [s for s in sums if s.total in read and any(part in read for part in s.parts)]
    gaps = [(read[s.total], abs(gap(s, read))) for s in given]
    closing = sum(not gap for _, gap in gaps)
    if len(gaps) > 1 and closing:
        return 2 * closing >= len(gaps)
    return bool(gaps) and all(gap * NEAR < total for total, gap in gaps)


def _settled(table: Table) -> Mapping[Place, Figure]:
    """A rate with two readings has the one that its count gives, if exactly one is right."""
    known = dict(table.values)
    for share in (share for group in table.shares for share in group):
        rate, part = known.get(share.percent), known.get(share.part)
        if isinstance(rate, Unclear) and isinstance(part, Number):
            bases = [n.value for n in _numbers(known[b] for b in share.bases if b in known) if n.value]
            fits = [r for r in rate.readings if any(right(r.value, part.value / b * 100, PLACES) for b in bases)]
            known[share.percent] = fits[0] if len(fits) == 1 else rate
    return known


def _rates(group: Sequence[Share], known: Mapping[Place, Figure], exact: Values, decimals: int) -> Iterator[Rate]:
    """The group's shares, of that base which makes most rows and most of them right; of several such the likeliest.

    Small parts round alike of many bases: of the right one, a row is right as a whole.
    """
    choices = range(max((len(share.bases) for share in group), default=0))
    at = [[_rate(share, nth, known, exact, decimals) for share in group] for nth in choices]
    known_at = [[rate for rate in rates if rate] for rates in at]
    yield from max(known_at, key=lambda rates: (*_right(rates, exact), len(rates)), default=())


def _right(rates: Sequence[Rate], exact: Values) -> tuple[int, int]:
    """How many rows are right as a whole, and how many rates."""
    wrong = {rate.percent.row for rate in rates if not holds(rate, exact)}
    return len({rate.percent.row for rate in rates} - wrong), sum(holds(rate, exact) for rate in rates)


def _adrift(group: Sequence[Share], rates: Sequence[Rate], exact: Values) -> Sequence[Share]:
    """Percentages that are of nothing in the table: none of the group is right, and nothing says of what they are.

    Or it says so, but each row's are right of one and the same other number.
    """
    known = [share for share in group if share.percent in exact and share.part in exact]
    if any(holds(rate, exact) for rate in rates):
        return ()
    if not any(share.named for share in known):
        return () if _of_each_other(known, exact) else [share for share in known if exact[share.percent] <= 100]
    rows = {row: [s for s in known if s.percent.row == row] for row in {s.percent.row for s in known}}
    elsewhere = rows and all(_one_base(shares, exact) for shares in rows.values())
    return known if elsewhere else ()


def _of_each_other(shares: Sequence[Share], exact: Values) -> bool:
    """Whether they are of all the group together, of which the table has no total."""
    whole = sum((exact[s.part] for s in shares), Fraction(0))
    fits = [whole and right(exact[s.percent], exact[s.part] / whole * 100, PLACES) for s in shares]
    return len(fits) > 1 and all(fits)


def _one_base(shares: Sequence[Share], exact: Values) -> bool:
    """Whether several percentages can be of one whole number, each rounded to its last place."""
    counted = [s for s in shares if exact[s.part] and exact[s.percent]]
    half = Fraction(1, 2 * 10**PLACES)
    least = max((exact[s.part] * 100 / (exact[s.percent] + half) for s in counted), default=Fraction(0))
    most = min((exact[s.part] * 100 / (exact[s.percent] - half) for s in counted), default=Fraction(0))
    return len(counted) > 1 and -(-least // 1) <= most


def _rate(share: Share, nth: int, known: Mapping[Place, Figure], exact: Values, decimals: int) -> Rate | None:
    """None where a number is missing, or the base is nothing."""
    base = share.bases[nth] if nth < len(share.bases) else None
    if base is None or share.percent not in exact or share.part not in exact or not exact.get(base):
        return None
    rate = known[share.percent]
    own = rate.decimals if isinstance(rate, Number) else 0
    return Rate(share.percent, share.part, base, min(max(own, decimals), EXACT_PLACES))


def _complete(rule: Sum, known: Mapping[Place, Figure], exact: Values) -> bool:
    """Nothing in it is open or only about."""
    return (
        rule.total in exact
        and any(p in exact for p in rule.parts)
        and not any(p in known and p not in exact for p in rule.parts)
    )


def _other_base(table: Table, finding: Finding, exact: Values, decimals: int) -> Finding:
    """A wrong percentage that would be right of another base says so."""
    if finding.code != "percent" or finding.written is None:
        return finding
    share = next(s for group in table.shares for s in group if s.percent == finding.place)
    others = [base for base in share.bases if base != finding.base_at and exact.get(base)]
    fits = [b for b in others if right(finding.written, finding.part / exact[b] * 100, decimals)]
    if not fits:
        return finding
    return Finding(
        "base", finding.place, finding.written, finding.truth, (fits[0],), finding.part, finding.base, finding.base_at
    )


def _above(within: Within, exact: Values) -> bool:
    return within.part in exact and within.whole in exact and exact[within.part] > exact[within.whole]


def _over_hundred(number: Number) -> bool:
    """Above 100 %, or "trên 100%", which is the same (TV-07)."""
    return number.kind == "percent" and (number.value > 100 or (number.bounded and number.value == 100))


def _whole(places: Sequence[Place], known: Mapping[Place, Figure], exact: Values, decimals: int) -> Finding | None:
    """Rounding may take half of the last decimal from each of the percentages, and no more."""
    if any(p in known and p not in exact for p in places):
        return None
    given = [p for p in places if p in exact]
    total = sum((exact[p] for p in given), Fraction(0))
    if len(given) < 2 or not total or abs(total - 100) * 2 * 10**decimals <= len(given):
        return None
    return Finding("whole", given[0], half_up(total, PLACES), Fraction(100), tuple(given[1:]))


def _open(place: Place, figure: Unclear) -> Finding:
    first, second = (*(reading.value for reading in figure.readings), None, None)[:2]
    broken = figure.kind == "count" and first is not None and first.denominator != 1
    return Finding("fraction" if broken else figure.code, place, first, second)


def _numbers(figures: Iterable[Figure]) -> Iterator[Number]:
    return (figure for figure in figures if isinstance(figure, Number))
