"""Files that members sent, kept until they say what they are for: the newest few of an account, for a day."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Integer, Text, bindparam, delete, func, literal_column, select, update

from chat.message import Address
from rules.evidence import MOST_BYTES, PER_LINE
from storage import tables as t
from storage.database import Database
from storage.instants import instant, moment
from storage.sql import INSERT, Run, Sql, Value, for_each

MOST = 8  # files of an account; more than a member may hand in for one content at a time
MOST_KEPT = PER_LINE * MOST_BYTES  # bytes of an account
LONGEST_KEY = 200

_OF_ACCOUNT = (
    t.upload.c.platform == bindparam("platform", type_=Text),
    t.upload.c.user == bindparam("user", type_=Text),
)
_WAITS = t.upload.c.state == literal_column("'waiting'")


def _add(dialect: str) -> Any:
    names = ("platform", "user", "key", "state", "source", "size", "at", "content")
    row = INSERT[dialect](t.upload).values({name: bindparam(name) for name in names})
    return row.on_conflict_do_nothing(index_elements=["platform", "user", "key"])


LINKED = Sql(
    select(t.link.c.id).where(
        t.link.c.platform == bindparam("platform"),
        t.link.c.user == bindparam("user"),
        t.link.c.state == literal_column("'active'"),
    )
)
ADD = for_each(_add)
_newest_first = t.upload.c.id.desc()
_counted = (
    select(
        t.upload.c.id,
        func.count().over(order_by=_newest_first).label("files"),
        func.sum(t.upload.c.size).over(order_by=_newest_first).label("bytes"),
    )
    .where(*_OF_ACCOUNT)
    .subquery("counted")
)
_over = (_counted.c.files > literal_column(str(MOST), Integer)) | (
    _counted.c.bytes > literal_column(str(MOST_KEPT), Integer)
)
TRIM = Sql(delete(t.upload).where(t.upload.c.id.in_(select(_counted.c.id).where(_over))))
FIND = Sql(
    select(t.upload.c.state, t.upload.c.content).where(*_OF_ACCOUNT, t.upload.c.key == bindparam("key", type_=Text))
)
WAITING = Sql(
    select(t.upload.c.id, t.upload.c.platform, t.upload.c.user, t.upload.c.source, t.upload.c.at)
    .where(_WAITS, t.upload.c.at <= bindparam("before", type_=Text))
    .order_by(t.upload.c.id)
)
_settled = (
    update(t.upload)
    .where(t.upload.c.id == bindparam("of"), _WAITS)
    .values(state=bindparam("becomes"), source=None, size=bindparam("bytes"), content=bindparam("packed"))
)
SETTLE = Sql(_settled.returning(t.upload.c.id))
FORGET = Sql(delete(t.upload).where(t.upload.c.id == bindparam("of"), _WAITS))
_asked_for = (
    select(literal_column("1", Integer))
    .where(
        t.evidence.c.platform == bindparam("platform", type_=Text),
        t.evidence.c.reference == bindparam("reference", type_=Text),
        t.evidence.c.state == literal_column("'waiting'"),
    )
    .exists()
)
DONE_WITH = Sql(delete(t.upload).where(*_OF_ACCOUNT, t.upload.c.key == bindparam("key", type_=Text), ~_asked_for))
"""Once a file is evidence, or cannot be, unless it is to be evidence elsewhere, too."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A file of a member's whose bytes are still where their platform named: `source` is its id there."""

    id: int
    at: Address
    source: str
    since: datetime


class Uploads:
    """All accounts' files. Nothing of a stranger's is kept, and too many or too large ones push out the oldest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, at: Address, file: str, content: bytes, now: datetime) -> None:
        """A file that came with its bytes."""
        values: dict[str, Value] = {"state": "kept", "source": None, "size": len(content), "at": instant(now)}
        values["content"] = b64encode(content).decode()
        if await self._is_member(at):
            async with self._database.transaction() as run:
                await run(ADD, **_account(at), key=key_of(file), **values)
                await run(TRIM, **_account(at))

    async def expect(self, at: Address, files: Sequence[str], now: datetime) -> bool:
        """Files whose bytes are to be fetched; whether there are any to fetch."""
        values: dict[str, Value] = {"state": "waiting", "size": 0, "at": instant(now), "content": None}
        if not await self._is_member(at):
            return False
        async with self._database.transaction() as run:
            for file in files:
                await run(ADD, **_account(at), key=key_of(file), source=file, **values)
            await run(TRIM, **_account(at))
        return True

    async def find(self, at: Address, file: str) -> bytes | Literal["big"] | None:
        """The bytes of a file that came from there, as long as they are kept; "big": too many to be."""
        rows = await self._database.read(FIND, **_account(at), key=key_of(file))
        match rows:
            case [("kept", str(content))]:
                return b64decode(content)
            case [("big", _)]:
                return "big"
        return None

    async def waiting(self, now: datetime, older: timedelta) -> Sequence[Expected]:
        """What came at least so long ago and has not been fetched, oldest first."""
        rows = await self._database.read(WAITING, before=instant(now - older))
        return [Expected(id_, Address(platform, user), source, moment(at)) for id_, platform, user, source, at in rows]

    async def arrived(self, file: Expected, content: bytes) -> None:
        """The bytes are here, if the file has not been done with meanwhile."""
        async with self._database.transaction() as run:
            packed = b64encode(content).decode()
            if await run(SETTLE, of=file.id, becomes="kept", bytes=len(content), packed=packed):
                await run(TRIM, **_account(file.at))

    async def too_big(self, file: Expected) -> None:
        """So that it can be said whenever the member asks for it."""
        await self._database.write(SETTLE, of=file.id, becomes="big", bytes=0, packed=None)

    async def forget(self, file: Expected) -> None:
        """It cannot be had."""
        await self._database.write(FORGET, of=file.id)

    async def _is_member(self, at: Address) -> bool:
        return bool(await self._database.read(LINKED, **_account(at)))


async def done_with(run: Run, at: Address, file: str) -> None:
    """What became of a file is settled: its copy has served."""
    await run(DONE_WITH, **_account(at), key=key_of(file), reference=f"{at.user} {file}")


def key_of(file: str) -> str:
    """By which a file is found: the platform's own id of it, or a checksum where that is a long address."""
    return file if len(file) <= LONGEST_KEY else sha256(file.encode()).hexdigest()


def _account(at: Address) -> dict[str, Value]:
    return {"platform": at.platform, "user": at.user}
