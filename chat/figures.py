"""Counts as Vietnamese write them: a comma before the half."""

from fractions import Fraction


def say_count(count: Fraction) -> str:
    """A number of contents, of which partly done ones may count half: 8, 8,5."""
    whole, rest = divmod(count.numerator, count.denominator)
    return f"{whole},5" if rest else str(whole)
