"""Shares as Vietnamese write them: a comma before the decimals, no more of them than needed."""

from fractions import Fraction


def say_percent(share: Fraction) -> str:
    """A percentage half up to two decimals, without zeros at its end: 90 %, 89,47 %, 87,5 %."""
    return f"{_decimal(share)} %"


def say_count(count: Fraction) -> str:
    """A number of contents, of which partly done ones may count half: 8, 8,5."""
    return _decimal(count)


def _decimal(number: Fraction) -> str:
    hundredths = (number * 200 + 1) // 2
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",")
