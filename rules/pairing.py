"""Who could go together: committee members who follow members, and pairs of members (PN-19)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

KINDS = ("mentor", "buddy")


@dataclass(frozen=True, slots=True)
class Pair:
    """`person` follows `other` (mentor), or the two go together (buddy)."""

    kind: str
    person: int
    other: int


def suggest_buddies(members: Sequence[int], paired: Collection[int]) -> tuple[Pair, ...]:
    """Those without a buddy, two by two in the order of the list; of an odd number the last one stays alone."""
    free = [member for member in dict.fromkeys(members) if member not in paired]
    return tuple(Pair("buddy", one, other) for one, other in zip(free[::2], free[1::2], strict=False))


def suggest_mentors(
    members: Sequence[int], committee: Sequence[int], follows: Mapping[int, Collection[int]]
) -> tuple[Pair, ...]:
    """A committee member for everybody whom nobody follows, whoever follows the fewest first.

    `follows`: whom each committee member follows already. The committee itself is followed by nobody.
    """
    followed = {member for theirs in follows.values() for member in theirs}
    load = {mentor: len(follows.get(mentor, ())) for mentor in committee}
    pairs = []
    for member in dict.fromkeys(members):
        if load and member not in followed and member not in load:
            mentor = min(load, key=load.__getitem__)
            load[mentor] += 1
            pairs.append(Pair("mentor", mentor, member))
    return tuple(pairs)
