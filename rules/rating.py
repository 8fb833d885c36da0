"""The year's result of a member: one of six outcomes, out of what was registered and done, with its reasoning."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from rules.classify import Grade, Thresholds, grade
from rules.eligibility import NOT_CLASSIFIED, Standing
from rules.policy import Policy

Level = Literal["done", "partly", "not-done"]
Outcome = Literal["xuat-sac", "tot", "hoan-thanh", "khong-hoan-thanh", "khong-phan-loai", "chua-danh-gia"]
LEVELS: tuple[Level, ...] = ("done", "partly", "not-done")
GRADES: tuple[Grade, ...] = ("xuat-sac", "tot", "hoan-thanh", "khong-hoan-thanh")
OUTCOMES: tuple[Outcome, ...] = (*GRADES, "khong-phan-loai", "chua-danh-gia")
MOST_POINTS = 20  # of a group, where groups are scored (domain.md 2.1)


@dataclass(frozen=True, slots=True)
class Judged:
    """A registered content and how far it came. A supplement that does not count stands beside the sum (PN-30)."""

    criterion: str
    level: Level
    supplement: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Trace:
    """All that a result was made from; the same result follows from it again (`recomputed`).

    `done` and `of` are the exact numerator and denominator: lines in the mode ratio, halves where partly done counts,
    points in the mode points. `source` says where the rule stands.
    """

    mode: str
    year: int
    day: date
    standing: str
    ground: str
    since: date
    lines: tuple[Judged, ...]
    points: tuple[tuple[str, int], ...]
    partly_counts: bool
    thresholds: Thresholds
    done: int
    of: int
    outcome: Outcome
    source: str

    @property
    def percent(self) -> Fraction:
        return Fraction(100 * self.done, self.of) if self.of else Fraction(0)

    def as_json(self) -> Mapping[str, Any]:
        return {
            "mode": self.mode,
            "year": self.year,
            "day": self.day.isoformat(),
            "standing": self.standing,
            "ground": self.ground,
            "since": self.since.isoformat(),
            "lines": [[line.criterion, line.level, line.supplement, line.counts] for line in self.lines],
            "points": [list(group) for group in self.points],
            "partly_counts": self.partly_counts,
            "thresholds": [self.thresholds.excellent, self.thresholds.good, self.thresholds.fair],
            "done": self.done,
            "of": self.of,
            "outcome": self.outcome,
            "source": self.source,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Trace":
        lines = tuple(Judged(*line) for line in kept["lines"])
        points = tuple((str(group), int(points)) for group, points in kept["points"])
        days = {name: date.fromisoformat(kept[name]) for name in ("day", "since")}
        return cls(**{**kept, **days, "lines": lines, "points": points, "thresholds": Thresholds(*kept["thresholds"])})


def trace(
    policy: Policy, standing: Standing, day: date, lines: Sequence[Judged], points: Mapping[str, int] | None = None
) -> Trace:
    """The result by the rules of the cycle, with everything it follows from.

    Who registered nothing has completed nothing (PN-24). Who is not classified or waits gets no grade, but the share.
    """
    scored = tuple(sorted((points or {}).items()))
    done, of = _sum(policy.mode, lines, scored, partly_counts=policy.partly_done_counts)
    outcome = outcome_of(standing.code, done, of, policy.thresholds)
    return Trace(
        policy.mode,
        policy.year,
        day,
        standing.code,
        standing.ground,
        standing.since,
        tuple(lines),
        scored,
        policy.partly_done_counts,
        policy.thresholds,
        done,
        of,
        outcome,
        "PN-24" if outcome in GRADES else standing.source,
    )


def recomputed(kept: Trace) -> Outcome:
    """The outcome out of the lines, points and thresholds of a trace, without its own sum."""
    done, of = _sum(kept.mode, kept.lines, kept.points, partly_counts=kept.partly_counts)
    return outcome_of(kept.standing, done, of, kept.thresholds)


def outcome_of(standing: str, done: int, of: int, thresholds: Thresholds) -> Outcome:
    if standing in NOT_CLASSIFIED:
        return "khong-phan-loai"
    if standing in ("wait-remarks", "paper"):
        return "chua-danh-gia"
    return grade(done, of, thresholds)


def too_many_points(points: int) -> bool:
    """A group is scored from 0 to 20."""
    return not 0 <= points <= MOST_POINTS


def rating_mode(policy: Policy, heads: int, *, scattered: bool) -> Literal["collective", "committee"]:
    """Who rates, by the head-count when the round opens (PN-23)."""
    return "committee" if scattered or heads >= policy.committee_from else "collective"


def most_excellent(policy: Policy, classified: int) -> int | None:
    """How many of the classified may be excellent, where the cycle has a cap (domain.md 4.5: off)."""
    return None if policy.cap_excellent == "off" else classified * int(policy.cap_excellent) // 100


def _sum(
    mode: str, lines: Sequence[Judged], points: Sequence[tuple[str, int]], *, partly_counts: bool
) -> tuple[int, int]:
    if mode == "points":
        return sum(points for _, points in points), 100
    return count(lines, partly_counts=partly_counts)


def count(lines: Sequence[Judged], *, partly_counts: bool) -> tuple[int, int]:
    """How many lines are done, and of how many that count; both in halves where partly done counts."""
    counted = [line for line in lines if line.counts]
    full = sum(line.level == "done" for line in counted)
    if not partly_counts:
        return full, len(counted)
    return 2 * full + sum(line.level == "partly" for line in counted), 2 * len(counted)
