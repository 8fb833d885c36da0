"""What a unit may set within the limits of the units above it, and what may still change once forms exist."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rules.policy import SWITCHES, Policy, policy, read_setting

DAYS = ("registration", "entry", "rating", "rating_schools")
"""The calendar (PN-03, PN-07, PN-09)."""
THAWED = (
    "minimum",
    "one_per_group",
    "late",
    "admitted_after",
    "self_lead",
    "appeal_days",
    "answer_days",
    "rating",
    "rating_schools",
)
"""What may change with a reason although forms exist: those are then looked at again (products.md rows 45, 98)."""
OWN_MATTER = (
    "remind_registration",
    "remind_entry",
    "remind_interim",
    "remind_self",
    "remind_rating",
    "remind_at",
    "digest_at",
    "quiet_from",
    "quiet_until",
    "days_off",
    "escalate_after",
    "phones",
)
"""How and when a unit is reminded decides about nobody: each unit sets it for itself, at any time."""
BRANCHES = ("chi-doan", "chi-doan-co-so", "phan-doan")
"""Kinds of units that propose to the level above and set nothing themselves (domain.md 4.3)."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What counts in the unit above: the value, and the unit that has set it; None: the default of the year."""

    value: str
    unit: int | None = None


def obstacle_to_set(
    year: int, settings: Mapping[str, str], name: str, value: str, above: Bound | None, *, frozen: bool
) -> str | None:
    """The code of what stands against setting this, or None.

    `settings` are those that count in the unit today; `above` is what counts in the unit above, None where the year
    belongs to this unit. A day may be earlier than the one above, never later; anything else that a unit above has set
    stays as it is. The grades keep their order (PN-24).
    """
    if read_setting(name, value) is not None:
        return "no-such-value"
    now = settings.get(name, SWITCHES[name].default(year))
    if value == now:
        return "same"
    if name in OWN_MATTER:
        return None
    if frozen and name not in THAWED:
        return "frozen"
    if above is not None and name in DAYS:
        if date.fromisoformat(value) > date.fromisoformat(above.value):
            return "later-than-above"
    elif above is not None and above.unit is not None:
        return "fixed-above"
    after = policy(year, {**settings, name: value})
    if not after.excellent > after.good > after.fair:
        return "grades-askew"
    return None


@dataclass(frozen=True, slots=True)
class Sent:
    """What a registration was sent with: how much, how late, and the latest day that a content is due."""

    contents: int
    groups: int
    groups_there: int
    late: bool
    last_due: date


def faults(rules: Policy, sector: str, sent: Sent) -> tuple[str, ...]:
    """What these rules would not have let through (domain.md 7)."""
    found = {
        "too-few": sent.contents < rules.minimum,
        "group-missing": rules.one_per_group and sent.groups < sent.groups_there,
        "late": rules.late == "no" and sent.late,
        "due-late": sent.last_due > rules.last_due(sector),
    }
    return tuple(code for code, there in found.items() if there)


def new_faults(before: Policy, after: Policy, sector: str, sent: Sent) -> tuple[str, ...]:
    """What only the new rules find: whoever kept to the old ones is listed, and nothing is undone by itself."""
    old = faults(before, sector, sent)
    return tuple(code for code in faults(after, sector, sent) if code not in old)
