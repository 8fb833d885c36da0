"""Files on their way from a platform into the store: which wait, and what became of each."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import bindparam, insert, literal_column, select, update

from chat.message import Address, FileRef, Reply
from storage import tables as t
from storage.database import Database
from storage.instants import instant, moment
from storage.notices import Notices
from storage.sql import Sql, Value
from storage.uploads import done_with

BATCH = 5  # files fetched side by side, each of some megabytes

_still = (
    t.evidence.c.id == bindparam("proof"),
    t.evidence.c.state == literal_column("'waiting'"),
    t.evidence.c.taken_back_at.is_(None),
)
"""Whoever is first settles it; what was taken back meanwhile stays away."""
WAITING = Sql(
    select(
        t.evidence.c.id,
        t.evidence.c.person_id,
        t.evidence.c.criterion,
        t.evidence.c.platform,
        t.evidence.c.reference,
        t.evidence.c.name,
        t.evidence.c.size,
        t.evidence.c.media,
        t.evidence.c.at,
    )
    .where(
        t.evidence.c.state == literal_column("'waiting'"),
        t.evidence.c.at <= bindparam("before"),
        t.evidence.c.taken_back_at.is_(None),
    )
    .order_by(t.evidence.c.id)
)
KEEP = Sql(
    update(t.evidence)
    .values(
        state=literal_column("'kept'"),
        name=bindparam("called"),
        media=bindparam("is"),
        size=bindparam("bytes"),
        platform=None,
        reference=None,
    )
    .where(*_still)
    .returning(t.evidence.c.id)
)
FAIL = Sql(
    update(t.evidence)
    .values(state=literal_column("'failed'"), platform=None, reference=None)
    .where(*_still)
    .returning(t.evidence.c.id)
)
ADD_CONTENT = Sql(
    insert(t.evidence_content).values({name: bindparam(name) for name in ("evidence_id", "sha256", "content")})
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file whose bytes are still on the platform, at the address where it was sent."""

    id: int
    person: int
    criterion: str
    at: Address
    file: FileRef
    since: datetime


class EvidenceBox:
    """The file store as the one who fetches sees it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, now: datetime, older: timedelta) -> Sequence[Waiting]:
        """What was handed in at least so long ago and has not arrived, oldest first."""
        rows = await self._database.read(WAITING, before=instant(now - older))
        return [_waiting(*row) for row in rows]

    async def keep(self, file: Waiting, name: str, media: str, content: bytes) -> bool:
        """The bytes are here; whether they were still wanted."""
        async with self._database.transaction() as run:
            told: dict[str, Value] = {"called": name, "is": media, "bytes": len(content)}
            if not await run(KEEP, proof=file.id, **told):
                return False
            packed = b64encode(content).decode()
            await run(ADD_CONTENT, evidence_id=file.id, sha256=sha256(content).hexdigest(), content=packed)
            await done_with(run, file.at, file.file.id)
            return True

    async def fail(self, file: Waiting, told: Reply, now: datetime) -> bool:
        """They will never be here, and the member hears of it; whether they were still wanted."""
        async with self._database.transaction() as run:
            if not await run(FAIL, proof=file.id):
                return False
            await done_with(run, file.at, file.file.id)
            await Notices(run, run, now).notify([file.person], "evidence-lost", told, key=f"evidence:{file.id}")
            return True


def _waiting(
    id_: int, person: int, criterion: str, platform: str, reference: str, name: str, size: int, media: str, at: str
) -> Waiting:
    user, _, file = reference.partition(" ")
    return Waiting(id_, person, criterion, Address(platform, user), FileRef(file, name, size, media), moment(at))
