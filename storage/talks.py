"""A person's turn: look without a lock, swap if nobody wrote meanwhile, hold the row where a flow writes."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update

from chat.message import Address
from chat.talk import Talk as Memories
from storage import tables as t
from storage.access import Kept
from storage.database import Database
from storage.instants import instant, local_day
from storage.ledger import LATELY, OPENED
from storage.people import WHO_TALKS, Member, Office
from storage.sql import Row, Run, Sql
from storage.store import Store
from storage.talk_rows import ROW, SWAP

SAVE = Sql(update(t.talk).values(data=bindparam("raw")).where(t.talk.c.person == bindparam("key")))


class Stale(Exception):
    """Somebody else wrote this person's row since it was read: look again."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whoever writes from an address: the key, version and text of the talk, the member behind it, the offices held.

    The key is the person's, or the address itself as long as nobody is linked to it.
    """

    at: Address
    key: str
    version: int
    raw: str
    person: int | None
    member: Member | None
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A turn that writes: the person's row is ours until the block ends."""

    known: Known
    store: Store
    _run: Run
    _now: datetime

    async def save(self, talk: Memories) -> None:
        """Keep the talk with everything the turn wrote. If the chat changed hands in this turn, it moves along."""
        key = (await _who(self._run, self.known.at, self._now)).key
        if key != self.known.key:
            await self._move(key, talk)
        await self._run(SAVE, key=self.known.key, raw=talk.dumps())

    async def _move(self, key: str, talk: Memories) -> None:
        chat = talk.take_chat(str(self.known.at))
        rows = await self._run(ROW, key=key)
        version, raw = rows[0] if rows else (0, "{}")
        theirs = Memories(raw)
        theirs.give_chat(str(self.known.at), chat)
        if not await self._run(SWAP, key=key, seen=version, raw=theirs.dumps(), now=instant(self._now)):
            raise Stale


class Talks:
    """Every turn's way to its person's row (engine: look, swap, hold)."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept = Kept()

    async def look(self, at: Address, now: datetime) -> Known:
        return await _who(self._database.read, at, now)

    def looking(self, now: datetime) -> Store:
        """Reads each by itself, and stops the run at its first write."""
        return Store(self._database.read, None, now, self._kept)

    async def swap(self, known: Known, talk: Memories, now: datetime) -> bool:
        raw = talk.dumps()
        rows = await self._database.write(SWAP, key=known.key, seen=known.version, raw=raw, now=instant(now))
        return bool(rows)

    async def opened(self, person: int, kind: str, now: datetime) -> None:
        """The person has begun with a step; by itself, so that nothing waits for it and no row is held."""
        values = {"now": instant(now), "since": instant(now - LATELY)}
        await self._database.write(OPENED, person=person, kind=kind, **values)

    @asynccontextmanager
    async def hold(self, known: Known, now: datetime) -> AsyncIterator[Held]:
        """One transaction for all that a turn writes; taking the row is its first statement."""
        async with self._database.transaction() as run:
            if not await run(SWAP, key=known.key, seen=known.version, raw=known.raw, now=instant(now)):
                raise Stale
            fresh = await _who(run, known.at, now)
            if fresh.key != known.key:
                raise Stale  # the account was linked or let go meanwhile, and another row is the one to take
            yield Held(fresh, Store(run, run, now, Kept(self._kept.frames)), run, now)


async def _who(run: Run, at: Address, now: datetime) -> Known:
    today = local_day(now).isoformat()
    rows = await run(WHO_TALKS, at=str(at), platform=at.platform, user=at.user, today=today)
    key, version, raw, person = rows[0][:4]
    member = Member(*rows[0][6:]) if rows[0][8] is not None else None
    return Known(at, key, version or 0, raw or "{}", person, member, _offices(rows))


def _offices(rows: Sequence[Row]) -> tuple[Office, ...]:
    return tuple(dict.fromkeys(Office(row[4], row[5]) for row in rows if row[4] is not None))
