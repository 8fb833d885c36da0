"""What coming to an activity says of a registered content, and what is left of it once that is taken back (PN-17)."""

from collections.abc import Iterable, Sequence

LEVELS = ("open", "partly", "done")


def raises(now: str, to: str) -> bool:
    """Whether a level is a step up: to have come never lowers what was done already."""
    return LEVELS.index(to) > LEVELS.index(now)


def left_without(said: Sequence[tuple[str, str]], others: Iterable[str]) -> str | None:
    """The level of a content after an attendance was taken back; None where it stays as it is.

    `said` are the levels told so far with who told them, the newest first; what a member or committee has said since
    stands. `others` are the levels that the activities still attended give.
    """
    if not said or said[0][1] != "activity":
        return None
    before = next((level for level, source in said if source != "activity"), "open")
    left = max((before, *others), key=LEVELS.index)
    return left if left != said[0][0] else None
