"""Workbooks whose tables are to be recomputed: each waits as an upload, and what was found is kept as a paper is."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Text, bindparam, delete, func, insert, literal_column, select

from chat.message import Address, FileRef
from storage import tables as t
from storage.access import Access
from storage.database import Database
from storage.instants import instant
from storage.notices import ADD as NOTICE
from storage.papers import CHECK, FAILED, KEEP, MADE, PAPER, Paper, notice_of, paper_of
from storage.sql import Sql, Value
from storage.uploads import ADD, TRIM, key_of

CHECKED = "check-ready"

_own = (
    t.link.c.person_id == bindparam("person"),
    t.link.c.platform == t.upload.c.platform,
    t.link.c.user == t.upload.c.user,
)
_UPLOAD = (
    t.upload.c.id == bindparam("upload"),
    t.upload.c.at <= bindparam("asked", type_=Text),
    select(literal_column("1")).where(*_own).exists(),
)
"""A number may be another file's by now, when the first one was pushed out."""
_fetched_yet = (
    ~select(literal_column("1"))
    .where(t.upload.c.id == t.paper.c.subject, t.upload.c.state == literal_column("'waiting'"))
    .exists()
)
_is_evidence = (
    select(literal_column("1"))
    .where(
        t.evidence.c.platform == t.upload.c.platform,
        t.evidence.c.state == literal_column("'waiting'"),
        func.substr(t.evidence.c.reference, 1, func.length(t.upload.c.user) + 1) == t.upload.c.user + " ",
    )
    .exists()
)
SENT = Sql(
    select(t.upload.c.id).where(
        t.upload.c.platform == bindparam("platform", type_=Text),
        t.upload.c.user == bindparam("user", type_=Text),
        t.upload.c.key == bindparam("key", type_=Text),
    )
)
ASK = Sql(
    insert(t.paper)
    .values(
        {name: bindparam(name) for name in ("subject", "unit_id", "person_id", "asked_at", "name")}
        | {"kind": literal_column(f"'{CHECK}'"), "state": literal_column("'waiting'"), "size": literal_column("0")}
    )
    .returning(t.paper.c.id)
)
WAITING = Sql(
    select(*PAPER)
    .where(
        t.paper.c.kind == literal_column(f"'{CHECK}'"),
        t.paper.c.state == literal_column("'waiting'"),
        t.paper.c.asked_at <= bindparam("before", type_=Text),
        _fetched_yet,
    )
    .order_by(t.paper.c.id)
)
CONTENT = Sql(select(t.upload.c.state, t.upload.c.content).where(*_UPLOAD))
FORGET = Sql(delete(t.upload).where(*_UPLOAD, ~_is_evidence))
"""Unless its sender is handing in evidence just now, of which it may be one: then it goes with that."""


class Checks(Access):
    """Questions about workbooks that somebody sent."""

    async def ask_check(self, file: FileRef, name: str, at: Address, unit: int, person: int) -> int:
        """To be fetched, if its bytes are not here yet, and recomputed after the turn: the paper's number."""
        account: dict[str, Value] = {"platform": at.platform, "user": at.user}
        new: dict[str, Value] = {"state": "waiting", "source": file.id, "size": 0, "at": self.at, "content": None}
        await self._write(ADD, **account, key=key_of(file.id), **new)
        await self._write(TRIM, **account)
        ((upload,),) = await self._read(SENT, **account, key=key_of(file.id))
        told: dict[str, Value] = {"unit_id": unit, "person_id": person, "asked_at": self.at, "name": name}
        rows = await self._write(ASK, subject=upload, **told)
        return int(rows[0][0])


class CheckBox:
    """The same as the one who recomputes them sees it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, now: datetime, older: timedelta) -> Sequence[Paper]:
        """What was asked for at least so long ago and need not be fetched any more, oldest first."""
        return [paper_of(row) for row in await self._database.read(WAITING, before=instant(now - older))]

    async def content(self, check: Paper) -> bytes | Literal["big"] | None:
        """The workbook; "big": too large to be fetched; None: its platform did not hand it out in time."""
        match await self._database.read(CONTENT, **_upload(check)):
            case [("kept", str(content))]:
                return b64decode(content)
            case [("big", _)]:
                return "big"
        return None

    async def keep(self, check: Paper, found: bytes | None, now: datetime) -> bool:
        """What was found, None for a fault of ours: its person is told, the workbook goes; whether it was wanted."""
        async with self._database.transaction() as run:
            if found is None:
                wanted = await run(FAILED, paper=check.id)
            else:
                wanted = await run(MADE, paper=check.id, called=check.name, bytes=len(found), at=instant(now))
            if not wanted:
                return False
            if found is not None:
                await run(KEEP, paper=check.id, content=b64encode(found).decode())
            await run(FORGET, **_upload(check))
            await run(NOTICE, **notice_of(check, CHECKED, now))
            return True


def _upload(check: Paper) -> dict[str, Value]:
    return {"upload": check.subject, "asked": check.asked_at, "person": check.person}
