"""Files to which somebody was given a link: any process hands them out, for as long as the link holds."""

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Text, bindparam, delete, select

from chat.message import Attachment
from storage import tables as t
from storage.database import Database
from storage.instants import instant
from storage.sql import INSERT, Sql, for_each

HOLDS = timedelta(minutes=15)


def _keep(dialect: str) -> Any:
    row = INSERT[dialect](t.handout).values({name: bindparam(name) for name in ("key", "name", "content", "at")})
    return row.on_conflict_do_update(index_elements=["key"], set_={"at": row.excluded.at})


KEEP = for_each(_keep)
FIND = Sql(
    select(t.handout.c.name, t.handout.c.content).where(
        t.handout.c.key == bindparam("of"), t.handout.c.at >= bindparam("since", type_=Text)
    )
)
FORGET = Sql(delete(t.handout).where(t.handout.c.at < bindparam("before", type_=Text)))


@dataclass(frozen=True, slots=True)
class Handouts:
    """A file goes by its own checksum: handed out again, it is kept once."""

    database: Database

    async def keep(self, file: Attachment, now: datetime) -> str:
        """Its key. What no link leads to any more leaves on this occasion."""
        key = hashlib.sha256(b"\0".join((file.name.encode(), file.content))).hexdigest()
        await self.database.write(FORGET, before=instant(now - HOLDS))
        await self.database.write(
            KEEP, key=key, name=file.name, content=b64encode(file.content).decode(), at=instant(now)
        )
        return key

    async def find(self, key: str, now: datetime) -> Attachment | None:
        rows = await self.database.read(FIND, of=key, since=instant(now - HOLDS))
        return Attachment(rows[0][0], b64decode(rows[0][1])) if rows else None
