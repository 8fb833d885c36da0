"""The figures of a year, one branch or many added up, and the arithmetic that they must satisfy (TV-07 to TV-11)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from fractions import Fraction
from operator import attrgetter


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of members on the list of one branch, or of several added up (domain.md 3.2).

    `registered` have a form that is sent, opened or confirmed; `unregistered` are all others on the list, those on
    paper and those who wait for guidance included. Of the registered each is in exactly one place: one of the four
    grades, one of the reasons for which nobody is classified (`short` PN-26, `admitted_lately` TV-08,
    `after_registration` PN-28, `party` domain.md 4.5, `unclassified_otherwise`), or `not_assessed`. So

        classified + unclassified + not_assessed = registered

    always holds. Who registered nothing is rated all the same (PN-24), and is counted apart: `unregistered_rated` have
    a grade, `unregistered_unclassified` a reason; neither is in any other column of results.

    A result counts from the branch's decision on. `reported`, `recognised` and `noted` are results that stand there
    now; `appeals` are open.
    """

    members: int = 0
    registered: int = 0
    unregistered: int = 0
    confirmed: int = 0
    excellent: int = 0
    good: int = 0
    fair: int = 0
    failed: int = 0
    short: int = 0
    admitted_lately: int = 0
    after_registration: int = 0
    party: int = 0
    unclassified_otherwise: int = 0
    not_assessed: int = 0
    unregistered_rated: int = 0
    unregistered_unclassified: int = 0
    reported: int = 0
    recognised: int = 0
    noted: int = 0
    appeals: int = 0

    @property
    def classified(self) -> int:
        return self.excellent + self.good + self.fair + self.failed

    @property
    def unclassified(self) -> int:
        others = self.after_registration + self.party + self.unclassified_otherwise
        return self.short + self.admitted_lately + others


@dataclass(frozen=True, slots=True)
class BranchFigures:
    """The figures of a unit that has members of its own, in its newest cycle."""

    unit: int
    cycle: int | None
    year: int | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """A unit right below, or the unit itself with its own members alone. `opened`: a branch of it has the year."""

    unit: int
    code: str
    name: str
    kind: str
    sector: str
    branches: int
    opened: bool
    figures: Figures


_counts: Callable[[Figures], tuple[int, ...]] = attrgetter(*(field.name for field in fields(Figures)))


def added_up(several: Iterable[Figures]) -> Figures:
    """Of many branches; nothing but noughts of none."""
    return Figures(*map(sum, zip(*map(_counts, several), strict=True)))


def wrong(figures: Figures) -> str | None:
    """The code of the first thing that cannot be, or None.

    Nobody may report more registered than members (TV-07: a rate above 100 %), nor a sum that does not close (TV-09).
    """
    if min(_counts(figures)) < 0:
        return "below-zero"
    if figures.registered > figures.members:
        return "above-hundred"
    if figures.registered + figures.unregistered != figures.members:
        return "members-askew"
    if figures.confirmed > figures.registered:
        return "confirmed-askew"
    if figures.classified + figures.unclassified + figures.not_assessed != figures.registered:
        return "registered-askew"
    if figures.unregistered_rated + figures.unregistered_unclassified > figures.unregistered:
        return "unregistered-askew"
    if figures.reported + figures.recognised + figures.noted > figures.members:
        return "settled-askew"
    return None


def hundredths(part: int | Fraction, whole: int | Fraction) -> int | None:
    """The share in hundredths of a percent, half up (TV-10): the one rounding of every paper. None of nothing."""
    return int((Fraction(part, whole) * 20000 + 1) // 2) if whole else None


def percent(part: int | Fraction, whole: int | Fraction) -> str:
    """As Vietnamese write it, half up to two decimals: 70,26 % (TV-10). Nothing of nothing is a dash."""
    return as_percent(hundredths(part, whole))


def as_percent(share: int | None) -> str:
    """Hundredths of a percent as Vietnamese write them."""
    return "–" if share is None else f"{grouped(share // 100)},{share % 100:02d} %"


def grouped(number: int) -> str:
    """A count as Vietnamese write it: 47.297."""
    return f"{number:,}".replace(",", ".")
