"""Contents added during the year (PN-30): when that is allowed, and what it does to the year's share beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from rules.classify import Grade, grade
from rules.policy import Policy
from rules.rating import Judged, count

Way = Literal["free", "asks", "refused"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What the year would come to: how many contents are done, of how many, and the grade that follows."""

    done: Fraction
    of: Fraction
    grade: Grade


def way(policy: Policy, lines: Sequence[Judged]) -> Way:
    """Whether a member whose contents stand like this may add some: only after all are done, or as the cycle says."""
    if all(line.level == "done" for line in lines):
        return "free"
    return "asks" if policy.supplement_early == "committee" else "refused"


def effect(policy: Policy, lines: Sequence[Judged], added: int = 0, finished: int = 0) -> Effect | None:
    """The share with so many contents added and so many of those done; None where groups are scored by points."""
    if policy.mode == "points":
        return None
    new = [
        Judged("", "done" if n < finished else "not-done", supplement=True, counts=policy.supplement_counts)
        for n in range(added)
    ]
    done, of = count([*lines, *new], partly_counts=policy.partly_done_counts)
    halves = 2 if policy.partly_done_counts else 1
    return Effect(Fraction(done, halves), Fraction(of, halves), grade(done, of, policy.thresholds))
