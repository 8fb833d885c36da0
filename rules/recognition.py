"""What follows on a branch's rating: recognition or note above, appeal, the two confirmations (PN-25, TV-06)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from rules.policy import SCHOOLS, Policy
from rules.rating import GRADES

GRASSROOTS_BRANCH = "chi-doan-co-so"
BRANCHES = ("chi-doan", GRASSROOTS_BRANCH)
FINAL = ("recognised", "noted")
"""The states of a result after which only an appeal or reopening changes anything."""
STANDS = ("decided", "reported", *FINAL)
"""The states in which a result has been told to its member and may be appealed against."""

Act = Literal["recognise", "note"]


def act_above(kind: str, above: int | None) -> Act | None:
    """What the unit above does with results: of a chi doan co so it takes note (PN-25). None: nobody is above."""
    if above is None:
        return None
    return "note" if kind == GRASSROOTS_BRANCH else "recognise"


def asks(computed: str | None, outcome: str | None, *, appealed: bool = False) -> bool:
    """Whether a result raises a question: not the computed one, not assessed at all, or appealed against."""
    return appealed or outcome != computed or outcome == "chua-danh-gia"


@dataclass(frozen=True, slots=True)
class Spread:
    """How results are spread. classified + the sum of `others` = total; `others` are counted by standing."""

    grades: Mapping[str, int]
    others: Mapping[str, int]
    undecided: int

    @property
    def classified(self) -> int:
        return sum(self.grades.values())

    @property
    def total(self) -> int:
        return self.classified + sum(self.others.values()) + self.undecided


def spread(results: Iterable[tuple[str | None, str]]) -> Spread:
    """Out of (outcome, standing) of each; the grades in their order, those that nobody has with 0."""
    pairs = Counter(results)
    grades: dict[str, int] = {
        grade: sum(n for (outcome, _), n in pairs.items() if outcome == grade) for grade in GRADES
    }
    others: Counter[str] = Counter()
    for (outcome, standing), n in sorted(pairs.items(), key=str):
        if outcome is not None and outcome not in grades:
            others[standing if outcome == "khong-phan-loai" else outcome] += n
    return Spread(grades, others, sum(n for (outcome, _), n in pairs.items() if outcome is None))


def appeal_until(policy: Policy, told: date) -> date:
    """The last day on which a result that was told on a day may be appealed against (domain.md 4.5)."""
    return told + timedelta(days=policy.appeal_days)


def obstacle_to_appeal(policy: Policy, state: str, told: date | None, today: date, *, pending: bool) -> str | None:
    """The code of what stands against an appeal today, or None. `pending`: one is open already."""
    if pending:
        return "pending"
    if told is None or state not in STANDS:
        return "not-yet"
    return "late" if today > appeal_until(policy, told) else None


def court(levels: Sequence[tuple[int, Collection[int]]], barred: Collection[int]) -> int | None:
    """The unit that hears an appeal: the nearest above the one that decided last, else that one itself.

    `levels` begins with the unit that decided last and goes up, each with its committee. Nobody who is `barred` (who
    decided, or the member) hears it: a level that has nobody else is passed over.
    """
    own, above = levels[:1], levels[1:]
    return next((unit for unit, people in (*above, *own) if set(people) - set(barred)), None)


def half_year_opens(year: int, sector: str) -> date:
    """From when the figures of the first half can be confirmed: its last month; schools end theirs with December."""
    return date(year, 1, 1) if sector == SCHOOLS else date(year, 6, 1)


@dataclass(frozen=True, slots=True)
class Step:
    """Figures to confirm: of which branch and cycle, for which period, at which level."""

    unit: int
    cycle: int
    year: int
    period: str
    level: str

    @property
    def before(self) -> "Step":
        """What must have been confirmed before: the level above comes after the branch (TV-06)."""
        return replace(self, level="branch")


def steps_to_confirm(candidates: Iterable[Step], confirmed: Collection[Step]) -> tuple[Step, ...]:
    """Those not confirmed yet; of the level above only where the branch has spoken."""
    return tuple(
        step for step in candidates if step not in confirmed and (step.level == "branch" or step.before in confirmed)
    )
