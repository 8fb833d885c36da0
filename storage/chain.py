"""The record as a chain, one for each unit and cycle: whatever is changed, taken out or put in later shows.

A link covers the one before, and of its decision numbers, codes and times only. A person's own words enter as a digest
with salt: when both are erased, what is left still verifies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import bindparam, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables as t
from storage.sql import Run, Sql, Value

OUTSIDE = 0  # the cycle of what belongs to none: offices, the paper way

COVERED = (
    "at",
    "act",
    "actor_id",
    "channel",
    "person_id",
    "form_id",
    "version",
    "position",
    "undoes",
    "kind",
    "subject",
    "value",
    "batch",
)


def _take(insert: Any) -> Any:
    row = insert(t.chain).values(
        unit_id=bindparam("unit"), cycle_id=bindparam("cycle"), seq=literal_column("1"), digest=literal_column("''")
    )
    return row.on_conflict_do_update(
        index_elements=["unit_id", "cycle_id"], set_={"seq": t.chain.c.seq + literal_column("1")}
    ).returning(t.chain.c.seq, t.chain.c.digest)


TAKE = Sql(sqlite=_take(sqlite.insert), postgresql=_take(postgresql.insert))
"""The next place of a chain. The row is ours until the end of the transaction: whoever decides in this unit waits."""
SEAL = Sql(
    update(t.chain)
    .values(digest=bindparam("digest"))
    .where(t.chain.c.unit_id == bindparam("unit"), t.chain.c.cycle_id == bindparam("cycle"))
)
HEADS = Sql(
    select(t.chain.c.unit_id, t.chain.c.cycle_id, t.chain.c.seq, t.chain.c.digest).order_by(*t.chain.primary_key)
)
LINKS = Sql(
    select(
        t.decision.c.seq,
        t.decision.c.digest,
        t.decision.c.sealed,
        t.decision.c.salt,
        t.decision.c.reason,
        *(t.decision.c[name] for name in COVERED),
    )
    .where(
        t.decision.c.unit_id == bindparam("unit"),
        t.decision.c.seq.is_not(None),
        t.decision.c.cycle_id.is_not_distinct_from(bindparam("of_cycle")),
    )
    .order_by(t.decision.c.seq)
)


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold: `code` is missing, changed, reason-changed or cut."""

    unit: int
    cycle: int
    seq: int
    code: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What a look at all chains found."""

    chains: int
    links: int
    breaks: tuple[Break, ...]


def seal(salt: str, reason: str) -> str:
    return sha256(f"{salt}\n{reason}".encode()).hexdigest()


def link(before: str, unit: int, cycle: int, seq: int, sealed: str, row: Mapping[str, Value]) -> str:
    """The digest of a link."""
    told = [before, unit, cycle, seq, sealed, *(row[name] for name in COVERED)]
    return sha256(orjson.dumps(told)).hexdigest()


async def verify(read: Run) -> Audit:
    """Recompute every chain from its rows."""
    breaks: list[Break] = []
    chains = links = 0
    for unit, cycle, seq, digest in await read(HEADS):
        rows = await read(LINKS, unit=unit, of_cycle=cycle or None)
        chains, links = chains + 1, links + len(rows)
        found = _verified(unit, cycle, rows)
        if not found and (len(rows) != seq or (rows[-1][1] if rows else "") != digest):
            found = [Break(unit, cycle, len(rows) + 1, "cut")]
        breaks += found
    return Audit(chains, links, tuple(breaks))


def _verified(unit: int, cycle: int, rows: Sequence[Sequence[Any]]) -> list[Break]:
    """The first thing that is wrong; behind it nothing can be said."""
    before = ""
    for place, (seq, digest, sealed, salt, reason, *covered) in enumerate(rows, 1):
        if seq != place:
            return [Break(unit, cycle, place, "missing")]
        if (salt or reason) and sealed != seal(salt or "", reason):
            return [Break(unit, cycle, seq, "reason-changed")]
        if digest != link(before, unit, cycle, seq, sealed, dict(zip(COVERED, covered, strict=True))):
            return [Break(unit, cycle, seq, "changed")]
        before = digest
    return []
