"""What a cycle decides by: its calendar, thresholds and switches, each with a default, a form and a source."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Any

from rules.classify import Thresholds

SCHOOLS = "truong-hoc"
MOST_OFFSETS = 8
MOST_DAYS_OFF = 40
LADDER = "14 7 3 1 0 -1"
"""Days before a step's day on which whoever owes it is reminded, and once after (products.md row 52)."""

_OFFSET = re.compile(r"-?[0-9]{1,2}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@dataclass(frozen=True, slots=True)
class DaysOff:
    """On which days a unit wants no messages: the country's holidays or not, and days of its own."""

    national: bool
    own: frozenset[date]

    def among(self, national: Collection[date]) -> frozenset[date]:
        return self.own.union(national) if self.national else self.own


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
    remind_registration: tuple[int, ...]
    remind_entry: tuple[int, ...]
    remind_interim: tuple[int, ...]
    remind_self: tuple[int, ...]
    remind_rating: tuple[int, ...]
    remind_at: time
    digest_at: time
    quiet_from: time
    quiet_until: time
    days_off: DaysOff
    escalate_after: int
    phones: bool

    def last_day(self, day: date) -> date:
        """The last day that counts: "before the 15th" is the 15th or the 14th, as the cycle says (domain.md 4.6)."""
        return day if self.inclusive else day - timedelta(days=1)

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
        return today > self.last_day(self.registration)

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


def _offsets(text: str) -> tuple[int, ...] | None:
    """14 7 3 1 0 -1"""
    if text == "none":
        return ()
    words = text.split()
    if not all(_OFFSET.fullmatch(word) for word in words):
        return None
    days = tuple(map(int, words))
    in_order = all(first > second for first, second in pairwise(days))
    return days if days and in_order and len(days) <= MOST_OFFSETS and -14 <= days[-1] <= days[0] <= 60 else None


def _time(text: str) -> time | None:
    """HH:MM"""
    return time.fromisoformat(text) if _TIME.fullmatch(text) else None


def _days_off(text: str) -> DaysOff | None:
    """national 2027-02-03"""
    first, *days = text.split() or [""]
    own = [_day(day) for day in days]
    if first not in ("national", "none") or len(own) > MOST_DAYS_OFF:
        return None
    found = frozenset(day for day in own if day is not None)
    return DaysOff(first == "national", found) if len(found) == len(own) else None


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
    "remind_registration": Switch(lambda _: LADDER, _offsets, "PN-03"),
    "remind_entry": Switch(lambda _: LADDER, _offsets, "PN-07"),
    "remind_interim": Switch(lambda _: "14 7 3 1 0", _offsets, "PN-21"),
    "remind_self": Switch(lambda _: LADDER, _offsets, "PN-22"),
    "remind_rating": Switch(lambda _: "14 10 7 3 1 0 -1", _offsets, "PN-09, scenario 8"),
    "remind_at": Switch(lambda _: "08:00", _time, "products.md 23"),
    "digest_at": Switch(lambda _: "07:30", _time, "products.md 30"),
    "quiet_from": Switch(lambda _: "21:00", _time, "products.md 23"),
    "quiet_until": Switch(lambda _: "07:00", _time, "products.md 23"),
    "days_off": Switch(lambda _: "national", _days_off, "products.md 23"),
    "escalate_after": Switch(lambda _: "2", _whole(1, 30), "PN-11"),
    "phones": Switch(lambda _: "no", _yes_no, "products.md N13"),
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


assert {f.name for f in fields(Policy)} - {"year"} == set(SWITCHES), "each field of Policy is one switch"  # noqa: S101
