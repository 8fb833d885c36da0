"""Who has grown out of the Union by age: a note for whoever keeps the list, which blocks nothing (domain.md 4.4)."""

from datetime import date
from typing import Literal

from rules.eligibility import months_after

ADULT, OLDEST = 30, 35


def grown(birth: date, day: date) -> Literal["", "over-30", "over-35"]:
    """Over 30 one may stay by decision of the branch, over 35 only in an office; over means the next birthday came."""
    for years, code in ((OLDEST, "over-35"), (ADULT, "over-30")):
        if months_after(birth, 12 * (years + 1)) <= day:
            return code  # type: ignore[return-value]
    return ""


def born_until(day: date) -> date:
    """Whoever was born on this day or before it is over 35 on `day`."""
    return months_after(day, -12 * (OLDEST + 1))
