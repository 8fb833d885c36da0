"""Whether a member may register now, and what a registration must hold before it is sent."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Literal

from rules.policy import Policy

State = Literal["sent", "opened", "confirmed", "returned", "recalled"]


def obstacle(
    policy: Policy, *, state: str | None, paper: bool, joined: date, today: date, opened: bool = False
) -> str | None:
    """The code of what stands against registering in chat today, or None.

    PN-06 paper, PN-28 admitted after registration (`opened`: the committee lets the member register all the same),
    domain.md 7 late registration.
    """
    if paper:
        return "paper"
    if state in ("sent", "opened", "confirmed"):
        return state
    if policy.is_late(today) and state is None:
        if policy.waits(joined, today) and not opened:
            return "wait"
        if policy.late == "no":
            return "closed"
    return None


def missing_groups(chosen: Collection[str], group_of: Mapping[str, str]) -> tuple[str, ...]:
    """The groups of the catalogue in which nothing is chosen: a hint, or a duty where the cycle says so."""
    have = {group_of[code] for code in chosen}
    return tuple(dict.fromkeys(group for group in group_of.values() if group not in have))


def too_few(policy: Policy, chosen: Sequence[str], group_of: Mapping[str, str]) -> str | None:
    """The code of why these contents are not enough to be sent (domain.md 7), or None."""
    if len(chosen) < policy.minimum:
        return "too-few"
    return "group-missing" if policy.one_per_group and missing_groups(chosen, group_of) else None
