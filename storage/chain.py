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
HEAD = Sql(
    select(t.chain.c.seq, t.chain.c.digest).where(
        t.chain.c.unit_id == bindparam("unit"), t.chain.c.cycle_id == bindparam("cycle")
    )
)
UNIT_CODES = Sql(select(t.unit.c.id, t.unit.c.code))
YEARS = Sql(select(t.cycle.c.id, t.cycle.c.year))
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
    """Where a chain does not hold: `code` is missing, changed, reason-changed, cut or rewritten."""

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


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link of a chain. Kept elsewhere, it shows later that nothing before it was cut or rewritten since."""

    unit: int
    cycle: int
    seq: int
    digest: str


async def heads(read: Run, unit: int | None = None) -> tuple[Head, ...]:
    """Of every chain, or of one unit's."""
    return tuple(Head(*row) for row in await read(HEADS) if unit in (None, row[0]))


async def verify(read: Run, unit: int | None = None) -> Audit:
    """Recompute every chain, or one unit's, from its rows."""
    breaks: list[Break] = []
    chains = links = 0
    for head in await heads(read, unit):
        seq, digest, rows = await _whole(read, head.unit, head.cycle)
        chains, links = chains + 1, links + len(rows)
        found = _verified(head.unit, head.cycle, rows)
        if not found and (len(rows) != seq or (rows[-1][1] if rows else "") != digest):
            found = [Break(head.unit, head.cycle, len(rows) + 1, "cut")]
        breaks += found
    return Audit(chains, links, tuple(breaks))


async def still_there(read: Run, kept: Sequence[Head]) -> tuple[Break, ...]:
    """Which of the heads that were kept are no link of their chain any more."""
    breaks = []
    for head in kept:
        rows = await read(LINKS, unit=head.unit, of_cycle=head.cycle or None)
        digests = {seq: digest for seq, digest, *_ in rows}
        if digests.get(head.seq) != head.digest:
            code = "rewritten" if head.seq in digests else "cut"
            breaks.append(Break(head.unit, head.cycle, head.seq, code))
    return tuple(breaks)


async def _whole(read: Run, unit: int, cycle: int) -> tuple[int, str, Sequence[Sequence[Any]]]:
    """A chain and its head as they stood at one moment: while it grows it is read again."""
    while True:
        before = await read(HEAD, unit=unit, cycle=cycle)
        rows = await read(LINKS, unit=unit, of_cycle=cycle or None)
        if [tuple(row) for row in before] == [tuple(row) for row in await read(HEAD, unit=unit, cycle=cycle)]:
            return before[0][0], before[0][1], rows


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
