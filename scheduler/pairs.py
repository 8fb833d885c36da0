"""Pairs end when one of the two leaves: a sweep over those that hold although they cannot any more (PN-19)."""

from datetime import datetime

from storage.database import Database
from storage.decisions import CLOCK
from storage.pairing import grouped
from storage.store import Store


async def dissolve_broken(database: Database, now: datetime) -> int:
    """End the pairs of whom one has left the branch, or the committee; the other and the committee are told.

    Harmless to repeat and to run twice at once: each pair is ended by one of the runs. Returns how many there were.
    """
    broken = await Store(database.read, None, now).broken_pairs()
    for (_, why), pairs in grouped(broken).items():
        async with database.transaction() as run:
            await Store(run, run, now).dissolve(pairs, why, None, CLOCK)
    return len(broken)
