"""What a cycle decides by: its calendar, thresholds and switches, each with a default, a form and a source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from rules.classify import Thresholds

SCHOOLS = "truong-hoc"


@dataclass(frozen=True, slots=True)
class Policy:
    """A cycle's settings as they count for one unit."""

    year: int
    registration: date
    entry: date
    rating: date
    rating_schools: date
    inclusive: bool
    excellent: int
    good: int
    fair: int
    mode: str
    minimum: int
    one_per_group: bool
    latest_due: str
    late: str
    admitted_after: str
    supplement_counts: bool
    partly_done_counts: bool
    admitted_last_months: str
    party_members: str
    cap_excellent: str
    clock_on_merger: str
    interim: str
    committee_from: int
    eligible_months: int
    admitted_months: int
    self_lead: int
    supplement_early: str
    appeal_days: int
    answer_days: int

    def rating_day(self, sector: str) -> date:
        """By when the committee rates its members (PN-09)."""
        return self.rating_schools if sector == SCHOOLS else self.rating

    def self_assessment_day(self, sector: str) -> date:
        """By when members assess themselves: so many days before the committee rates them."""
        return self.rating_day(sector) - timedelta(days=self.self_lead)

    def last_due(self, sector: str) -> date:
        """The latest day a content may be due (domain.md 7)."""
        return self.rating_day(sector) if self.latest_due == "rating" else date.fromisoformat(self.latest_due)

    def is_late(self, today: date) -> bool:
        """Whether the member's day for registering (PN-03) is over."""
        return today > self.registration if self.inclusive else today >= self.registration

    def waits(self, joined: date, today: date) -> bool:
        """Whether somebody who came after the day for registering waits for guidance (PN-28)."""
        return self.is_late(today) and joined > self.registration and self.admitted_after == "wait"

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(self.excellent, self.good, self.fair)


@dataclass(frozen=True, slots=True)
class Switch:
    """One setting: its default for a year, how its text is read (None: unreadable), and where it comes from."""

    default: Callable[[int], str]
    read: Callable[[str], Any]
    source: str


@dataclass(frozen=True, slots=True)
class NoSuch:
    """A setting or a value that does not exist; `allowed` says what does."""

    code: str
    name: str
    value: str = ""
    allowed: str = ""


def _day(text: str) -> date | None:
    """YYYY-MM-DD"""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _rating_or_day(text: str) -> str | None:
    """rating | YYYY-MM-DD"""
    return text if text == "rating" or _day(text) else None


def _whole(low: int, high: int) -> Callable[[str], int | None]:
    def read(text: str) -> int | None:
        return int(text) if text.isdecimal() and low <= int(text) <= high else None

    read.__doc__ = f"{low}–{high}"
    return read


def _one_of(*words: str) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        return text if text in words else None

    read.__doc__ = " | ".join(words)
    return read


def _yes_no(text: str) -> bool | None:
    """yes | no"""
    return {"yes": True, "no": False}.get(text)


SWITCHES: Mapping[str, Switch] = {
    "registration": Switch(lambda year: f"{year - 1}-12-15", _day, "PN-03, PN-04"),
    "entry": Switch(lambda year: f"{year - 1}-12-20", _day, "PN-07"),
    "rating": Switch(lambda year: f"{year}-10-10", _day, "PN-09"),
    "rating_schools": Switch(lambda year: f"{year}-05-15", _day, "PN-09"),
    "inclusive": Switch(lambda _: "yes", _yes_no, "domain.md 4.6"),
    "excellent": Switch(lambda _: "90", _whole(1, 100), "PN-24"),
    "good": Switch(lambda _: "70", _whole(1, 100), "PN-24"),
    "fair": Switch(lambda _: "50", _whole(1, 100), "PN-24"),
    "mode": Switch(lambda _: "ratio", _one_of("ratio", "points"), "domain.md 2.1"),
    "minimum": Switch(lambda _: "1", _whole(1, 30), "domain.md 7"),
    "one_per_group": Switch(lambda _: "no", _yes_no, "domain.md 7"),
    "latest_due": Switch(lambda _: "rating", _rating_or_day, "domain.md 7"),
    "late": Switch(lambda _: "consent", _one_of("consent", "yes", "no"), "domain.md 7"),
    "admitted_after": Switch(lambda _: "wait", _one_of("wait", "register"), "PN-28"),
    "supplement_counts": Switch(lambda _: "yes", _yes_no, "PN-30"),
    "partly_done_counts": Switch(lambda _: "no", _yes_no, "domain.md 7"),
    "admitted_last_months": Switch(lambda _: "evaluate-only", _one_of("evaluate-only", "rated"), "TV-08"),
    "party_members": Switch(lambda _: "rated", _one_of("rated", "not-rated"), "domain.md 4.5"),
    "cap_excellent": Switch(lambda _: "off", _one_of("off", "20"), "domain.md 4.5"),
    "clock_on_merger": Switch(lambda _: "continues", _one_of("continues", "restarts"), "domain.md 4.2"),
    "interim": Switch(lambda _: "half-year", _one_of("half-year", "quarter"), "PN-21"),
    "committee_from": Switch(lambda _: "15", _whole(2, 100), "PN-23"),
    "eligible_months": Switch(lambda _: "6", _whole(0, 12), "PN-26"),
    "admitted_months": Switch(lambda _: "6", _whole(0, 12), "TV-08"),
    "self_lead": Switch(lambda _: "10", _whole(0, 90), "PN-22, PN-23"),
    "supplement_early": Switch(lambda _: "refuse", _one_of("refuse", "committee"), "PN-30"),
    "appeal_days": Switch(lambda _: "10", _whole(1, 60), "domain.md 4.5"),
    "answer_days": Switch(lambda _: "10", _whole(1, 60), "domain.md 4.5"),
}


def read_setting(name: str, value: str) -> NoSuch | None:
    """Whether a setting may be set to this value."""
    if name not in SWITCHES:
        return NoSuch("no-such-setting", name, allowed=", ".join(SWITCHES))
    if SWITCHES[name].read(value) is None:
        return NoSuch("no-such-value", name, value, SWITCHES[name].read.__doc__ or "")
    return None


def policy(year: int, settings: Mapping[str, str]) -> Policy:
    """The defaults of the year, overruled by what was set. Only values that `read_setting` took may be given."""
    values = {name: switch.read(settings.get(name, switch.default(year))) for name, switch in SWITCHES.items()}
    return Policy(year=year, **values)


def order_of_steps(policy: Policy) -> tuple[str, ...]:
    """The names of steps whose day is not after the step before (PN-31)."""
    steps = (("registration", policy.registration), ("entry", policy.entry), ("rating_schools", policy.rating_schools))
    return tuple(later for (_, first), (later, second) in pairwise(steps) if second <= first)


assert {f.name for f in fields(Policy)} - {"year"} == set(SWITCHES), "each field of Policy is one switch"  # noqa: S101
