"""Members' results of a branch's year as one frozen document: letters and lists of candidates are drawn of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from reports.frozen import frozen, mark_of, thawed
from reports.year_share import Share
from rules.candidates import is_settled, left_out


@dataclass(frozen=True, slots=True)
class Member:
    """A member's result. Outcomes are codes (outcome-<code>); `computed` is what the rules made of the lines.

    `roll` is None for whoever left the branch since; `birth` is the year alone. `share` is None where nothing of the
    sum is kept; `standing` says why somebody is not classified. `changed_at`: an appeal changed the result.
    """

    code: str
    roll: int | None
    name: str
    birth: str
    party: bool
    state: str
    standing: str
    computed: str
    outcome: str
    share: Share | None
    decided_at: datetime | None
    decided_by: str
    changed_at: datetime | None
    settled_at: datetime | None
    settled_by: str
    appealed: bool

    @property
    def is_settled(self) -> bool:
        return is_settled(self.state, self.outcome or None)

    def left_out(self, *, party: bool) -> str | None:
        """Why the member is not proposed; `party`: where those who are in the Party are not."""
        here = self.roll is not None
        return left_out(self.state, self.outcome or None, here=here, party=party and self.party)


@dataclass(frozen=True, slots=True)
class YearResults:
    """Results as they stand at `made_at`. `act` is what the unit above does with them (PN-25), empty without one.

    `heads` is how many are on the branch's list at that moment, 0 where nobody votes on it.
    """

    unit: str
    above: str
    act: str
    year: int
    heads: int
    made_at: datetime
    members: tuple[Member, ...]

    def json(self) -> bytes:
        """The same results, the same bytes: instants as ISO 8601."""
        return frozen(self)

    @property
    def fingerprint(self) -> str:
        """Twelve signs of what was decided, whenever it is drawn: the same as long as nothing changes."""
        return mark_of(frozen(self, "made_at"))

    def of(self, member: Member) -> "YearResults":
        """One member's result alone: the own letter and the one in the branch's archive are the same."""
        return replace(self, heads=0, members=(member,))

    @property
    def settled(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.is_settled)

    def proposed(self, *, party: bool) -> tuple[Member, ...]:
        """Those who may be proposed, the highest share first; what has no share comes last."""
        fitting = (member for member in self.members if member.left_out(party=party) is None)
        return tuple(sorted(fitting, key=lambda member: -member.share.exact if member.share else 1))


def read_results(raw: bytes) -> YearResults:
    """What `YearResults.json` wrote. Raises LookupError, TypeError or ValueError for anything else."""
    told = thawed(raw)
    members = tuple(_members(told["members"]))
    return YearResults(**{**told, "made_at": datetime.fromisoformat(told["made_at"]), "members": members})


def _members(rows: Iterable[dict[str, Any]]) -> Iterable[Member]:
    for row in rows:
        at = {n: datetime.fromisoformat(row[n]) if row[n] else None for n in ("decided_at", "changed_at", "settled_at")}
        yield Member(**{**row, **at, "share": Share(**row["share"]) if row["share"] else None})
