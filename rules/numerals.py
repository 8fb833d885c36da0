"""A number as offices write it, read exactly; what can be read in two ways stays open (TV-03, TN-12)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["count", "percent"]

LONGEST = 80  # characters of a cell that may be a number
PLACES = 2  # decimals that a percentage has at most where somebody wrote it (TV-10)

_NOISE = Context(prec=12)  # a spreadsheet keeps 3.79 % as 0.037900000000000003
_BODY = r"[0-9]+(?:[.,][0-9]+|(?:[.,]\s|\s[.,]|\s)[0-9]{3}(?![0-9]))*"  # each text in one way at most: it stays fast
_LEADS = r"chiem|dat|ty le|ti le|co|la"
_BOUNDS = r"tren|hon|khoang|gan|duoi|it nhat|toi thieu|toi da|[<>≤≥~]"
_UNITS = (
    r"doan vien|dv|hoi vien|thanh vien|thanh nien|nguoi|dong chi|d/?c|luot|cuoc|buoi|chi doan|chi hoi"
    r"|don vi|noi dung|chi tieu"
)
_SCALES = {None: 1, "nghin": 10**3, "trieu": 10**6, "ty": 10**9}
_ONE = re.compile(
    rf"(?:(?:{_LEADS})\s*:?\s*)*(?P<bound>{_BOUNDS})?\s*(?P<body>{_BODY})\s*(?P<sign>%|phan tram)?"
    rf"(?:\s*(?P<scale>nghin|trieu|ty)(?:\s+dong)?)?(?:\s*(?:luot\s+)?(?:{_UNITS}))?"
)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*")
_DECIMAL = re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:(?P<group>[., ])[0-9]{3})+)(?P<sign>[.,])(?P<rest>[0-9]+)")
_SHARE = re.compile(r"(?P<part>[^/=()]+)/(?P<whole>[^/=()]+?)(?:\s*[=(]\s*(?P<percent>[^/=()]*%)\s*\)?)?")
_WITH_PERCENT = re.compile(r"(?P<count>[^/=()%]+)\((?P<percent>[^/=()]*%)\s*\)")
_DAY, _MONTH = 31, 12


@dataclass(frozen=True, slots=True)
class Number:
    """A value and how it was written: `decimals` after the comma; `bounded` where it says "trên", "khoảng", "gần".

    A percentage is the number before its sign: 70,25 % is 70.25.
    """

    value: Fraction
    kind: Kind
    decimals: int = 0
    bounded: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """A number that can be read in several ways, none of which is preferred, or in none; `code` says why."""

    kind: Kind
    readings: tuple[Number, ...] = ()
    code: str = "unclear"


Figure: TypeAlias = Number | Unclear


@dataclass(frozen=True, slots=True)
class Written:
    """What a cell says. `shape`: one number; "44.018/47.297 (= 93,07%)"; "1.669 (3,79%)"; "1635 = 11 + 3 + 1604"."""

    shape: Literal["one", "share", "with-percent", "sum"]
    numbers: tuple[Figure, ...]


def written(text: str, kind: Kind = "count") -> Written | None:
    """The numbers of a cell, None where it holds other words. The words come folded; `kind` is its column's."""
    if len(text) > LONGEST:
        return None
    total, equals, parts = text.partition("=")
    if equals and "+" in parts:
        return _all("sum", (total, *parts.split("+")), "count")
    if share := _SHARE.fullmatch(text):
        found = _all("share", (share["part"], share["whole"]), "count")
        if found:
            return None if _is_a_day(found.numbers) else _more(found, share["percent"])
    if with_percent := _WITH_PERCENT.fullmatch(text):
        found = _all("with-percent", (with_percent["count"],), "count")
        return found and _more(found, with_percent["percent"])
    return _all("one", (text,), kind)


def number(text: str, kind: Kind = "count") -> Figure | None:
    """One number: whole where it counts; where it is a percentage, with two decimals at most, or clearly more."""
    match = _ONE.fullmatch(text.strip())
    if match is None:
        return None
    kind = "percent" if match["sign"] else kind
    bounded, scale = match["bound"] is not None, match["scale"]
    readings = [Number(v * _SCALES[scale], kind, d, bounded) for v, d in _readings(match["body"])]
    if kind == "count" and not scale:
        whole = [r for r in readings if r.value.denominator == 1]
        readings = [r for r in whole if not r.decimals] or whole or readings
    fits = len(readings) == 1 and (kind == "percent" or readings[0].value.denominator == 1)
    return readings[0] if fits else Unclear(kind, tuple(readings))


def stored(value: float, kind: Kind = "count") -> Figure:
    """A number that a spreadsheet keeps as one.

    A count with a fraction lost its thousands when "3.875" or "47,297" was typed; a rate up to 1 may be of a hundred.
    """
    if value != value or value < 0 or value == float("inf"):  # noqa: PLR0124 - what is no number equals nothing
        return Unclear(kind)
    exact = _NOISE.create_decimal(repr(value))
    as_it_is = _exactly(exact, kind)
    if kind == "count" and as_it_is.value.denominator != 1:
        thousands = _exactly(exact * 1000, kind)
        return Unclear(kind, (as_it_is, thousands) if thousands.value.denominator == 1 else (as_it_is,))
    if kind == "percent" and 0 < exact <= 1:
        return Unclear(kind, (as_it_is, _exactly(exact * 100, kind)))
    return as_it_is


def half_up(value: Fraction, decimals: int) -> Fraction:
    return Fraction((value * 2 * 10**decimals + 1) // 2, 10**decimals)


def _exactly(value: Decimal, kind: Kind) -> Number:
    exponent = value.normalize().as_tuple().exponent
    return Number(Fraction(value), kind, max(-exponent, 0) if isinstance(exponent, int) else 0)


def _all(shape: Literal["one", "share", "with-percent", "sum"], texts: Iterable[str], kind: Kind) -> Written | None:
    numbers = [number(text, kind) for text in texts]
    found = tuple(n for n in numbers if n is not None)
    return Written(shape, found) if len(found) == len(numbers) else None


def _more(found: Written, percent: str | None) -> Written | None:
    if percent is None:
        return found
    rate = number(percent, "percent")
    return Written(found.shape, (*found.numbers, rate)) if rate else None


def _is_a_day(numbers: tuple[Figure, ...]) -> bool:
    """15/12 is a day; 9/11 may be one, but nobody has reached 15 targets of 12."""
    match numbers:
        case Number(value=part), Number(value=whole):
            return whole < part <= _DAY and whole <= _MONTH
    return False


def _readings(body: str) -> Iterable[tuple[Fraction, int]]:
    """All values that the digits can have, with their decimals: "3.875" is 3 875 and 3,875; "1.234,5" one thing."""
    digits = re.sub(r"\s*([.,])\s*", r"\1", body)
    if digits.isdecimal():
        yield Fraction(int(digits)), 0
    if _GROUPED.fullmatch(digits):
        yield Fraction(int(re.sub("[., ]", "", digits))), 0
    match = _DECIMAL.fullmatch(digits)
    if match and match["sign"] != match["group"]:
        whole, rest = re.sub("[., ]", "", match["whole"]), match["rest"]
        decimals = len(rest) if len(rest) <= PLACES else max(len(rest.rstrip("0")), PLACES)
        yield Fraction(int(whole + rest), 10 ** len(rest)), decimals
