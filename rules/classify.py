"""The yearly grade from what was registered and done (PN-24): whole numbers, nothing rounded before comparing."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Grade = Literal["xuat-sac", "tot", "hoan-thanh", "khong-hoan-thanh"]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which percentage of the registered contents a grade is reached (PN-24)."""

    excellent: int = 90
    good: int = 70
    fair: int = 50


def share(done: int, registered: int) -> Fraction:
    """Completed contents as a percentage of the registered ones; who registered nothing has completed nothing."""
    if not 0 <= done <= registered:
        raise ValueError(f"{done} of {registered} cannot be")
    return Fraction(100 * done, registered) if registered else Fraction(0)


def grade(done: int, registered: int, thresholds: Thresholds = Thresholds()) -> Grade:
    percent = share(done, registered)
    if percent >= thresholds.excellent:
        return "xuat-sac"
    if percent >= thresholds.good:
        return "tot"
    return "hoan-thanh" if percent >= thresholds.fair else "khong-hoan-thanh"
