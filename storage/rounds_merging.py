"""When units become one, their rounds of rating and what is open in them become one, too (domain.md 4.2)."""

from sqlalchemy import update
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import tables as t
from storage.rating_models import RatingRound

ORDER = ("open", "closed", "reported")


async def merge_rounds(session: AsyncSession, cycle: int, old: int, new: int) -> None:
    """The results go to the new unit's round, which is no further than the less advanced of the two.

    Where the new unit has none, the old unit's round is its round from now on; else that one stays where it was, with
    its minutes and without results.
    """
    await session.flush()
    theirs, ours = await _round(session, cycle, old), await _round(session, cycle, new)
    if theirs is not None and ours is None:
        theirs.unit_id = new
        theirs.rev += 1
    if theirs is not None and ours is not None:
        first = min(theirs.state, ours.state, key=ORDER.index)
        ours.heads += theirs.heads
        ours.state = first
        ours.rev += 1
    await session.flush()
    connection = await session.connection()
    results = update(t.rating).where(t.rating.c.cycle_id == cycle, t.rating.c.unit_id == old)
    where = {"round_id": ours.id} if theirs is not None and ours is not None else {}
    await connection.execute(results.values(unit_id=new, rev=t.rating.c.rev + 1, **where))
    for table, is_open in (
        (t.finding, t.finding.c.state == "open"),
        (t.appeal, t.appeal.c.state == "open"),
        (t.pairing, t.pairing.c.until.is_(None)),
    ):
        await connection.execute(update(table).values(unit_id=new).where(table.c.unit_id == old, is_open))


async def _round(session: AsyncSession, cycle: int, unit: int) -> RatingRound | None:
    found = select(RatingRound).where(RatingRound.cycle_id == cycle, RatingRound.unit_id == unit)
    return (await session.exec(found)).first()
