"""A branch's rating meeting as one frozen document: the minutes and the list for recognition are drawn of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from reports.frozen import frozen, mark_of, thawed


@dataclass(frozen=True, slots=True)
class Rated:
    """A member's row. Outcomes are codes (outcome-<code>), empty where there is none; `proposed`: by the own account.

    `standing` says why somebody is not classified; `votes` counts by grade, never by whom.
    """

    roll: int | None
    name: str
    standing: str
    proposed: str
    computed: str
    decided: str
    reason: str
    remarks: str
    votes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was decided in a round (PN-23 to PN-27) as it stands at `made_at`.

    `words` are the minutes as the meeting saw them before it closed; `act` is what the unit above does with the
    results, recognise or note (PN-25), empty where no unit is above.
    """

    unit: str
    above: str
    act: str
    year: int
    day: date
    closed_at: datetime
    closed_by: str
    words: str
    made_at: datetime
    members: tuple[Rated, ...]

    def json(self) -> bytes:
        """The same meeting, the same bytes: days and instants as ISO 8601."""
        return frozen(self)

    @property
    def fingerprint(self) -> str:
        """Twelve signs of what was decided, whenever it is drawn: the same as long as nothing changes."""
        return mark_of(frozen(self, "made_at"))

    @property
    def counts(self) -> Counter[str]:
        """How many have which outcome."""
        return Counter(member.decided for member in self.members)


def read_meeting(raw: bytes) -> Meeting:
    """What `Meeting.json` wrote. Raises LookupError, TypeError or ValueError for anything else."""
    told = thawed(raw)
    told |= {name: datetime.fromisoformat(told[name]) for name in ("closed_at", "made_at")}
    members = tuple(Rated(**member) for member in told["members"])
    return Meeting(**{**told, "day": date.fromisoformat(told["day"]), "members": members})
