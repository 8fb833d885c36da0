"""What pages of the web chat show: their sessions, the messages in order, every change with the next number."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Integer, Text, bindparam, delete, exists, literal_column, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from chat.message import Address, Attachment
from chat.talk import Talk
from storage import tables as t
from storage.database import Database
from storage.decisions import Decisions
from storage.instants import instant
from storage.joining import END, FORGET_PAGE, FORGET_UPLOADS
from storage.people import TAKE
from storage.sql import Run, Sql, Value, one_of
from storage.talk_rows import ROW, SWAP

PLATFORM = "web"
KEPT = 50  # messages of a chat
FILES_KEPT = 8  # messages of a chat of which the files are kept too

_ONE = literal_column("1", Integer)
_SESSION = bindparam("session", type_=Text)
_OWN = t.web_message.c.session == _SESSION


def _seen(insert: Any) -> Any:
    """The session's row, made or held; the number of the change that comes with it, if any (`by` is 0 or 1)."""
    row = insert(t.web_session).values(session=_SESSION, changes=bindparam("by"), seen_at=bindparam("now"))
    fresh = {"changes": t.web_session.c.changes + row.excluded.changes, "seen_at": row.excluded.seen_at}
    return row.on_conflict_do_update(index_elements=["session"], set_=fresh).returning(t.web_session.c.changes)


def _new(insert: Any) -> Any:
    names = ("session", "key", "place", "changed", "body", "files", "at")
    row = insert(t.web_message).values({name: bindparam(name) for name in names})
    return row.on_conflict_do_nothing(index_elements=["session", "key"])


SEEN = Sql(sqlite=_seen(sqlite.insert), postgresql=_seen(postgresql.insert))
NEXT = Sql(
    update(t.web_session)
    .values(changes=t.web_session.c.changes + _ONE)
    .where(t.web_session.c.session == _SESSION)
    .returning(t.web_session.c.changes)
)
KNOWN = Sql(select(t.web_session.c.changes).where(t.web_session.c.session == _SESSION))
VISITED = Sql(
    update(t.web_session).values(seen_at=bindparam("now", type_=Text)).where(t.web_session.c.session == _SESSION)
)
ADD = Sql(sqlite=_new(sqlite.insert), postgresql=_new(postgresql.insert))
REDRAW = Sql(
    update(t.web_message)
    .values({name: bindparam(name) for name in ("changed", "body", "files", "at")})
    .where(_OWN, t.web_message.c.key == bindparam("of"))
    .returning(t.web_message.c.changed)
)
_oldest_kept = (
    select(t.web_message.c.place)
    .where(_OWN)
    .order_by(t.web_message.c.place.desc())
    .limit(_ONE)
    .offset(literal_column(str(KEPT - 1)))
)
TRIM = Sql(delete(t.web_message).where(_OWN, t.web_message.c.place < _oldest_kept.scalar_subquery()))
_newest_files = (
    select(t.web_message.c.place)
    .where(_OWN, t.web_message.c.files.is_not(None))
    .order_by(t.web_message.c.place.desc())
    .limit(_ONE)
    .offset(literal_column(str(FILES_KEPT - 1)))
)
TRIM_FILES = Sql(
    update(t.web_message)
    .values(files=None)
    .where(
        _OWN,
        t.web_message.c.files.is_not(None),
        t.web_message.c.place < _newest_files.scalar_subquery(),
    )
)
"""Files can be large, and whoever wants an old one again asks for it again."""
NEWER = Sql(
    sqlite=text(
        "SELECT m.session, m.place, m.changed, m.body FROM json_each(:watched) AS w JOIN web_message AS m"
        " ON m.session = json_extract(w.value, '$[0]') AND m.changed > json_extract(w.value, '$[1]') ORDER BY m.place"
    ),
    postgresql=text(
        "SELECT m.session, m.place, m.changed, m.body FROM json_array_elements(CAST(:watched AS json)) AS w(value)"
        " JOIN web_message AS m ON m.session = w.value->>0 AND m.changed > CAST(w.value->>1 AS integer)"
        " ORDER BY m.place"
    ),
)
FILES = Sql(select(t.web_message.c.files).where(_OWN, t.web_message.c.key == bindparam("of")))
FORGET = (FORGET_PAGE, Sql(delete(t.web_session).where(t.web_session.c.session == _SESSION)))
FORGET_TALK = Sql(delete(t.talk).where(t.talk.c.person == bindparam("at")))
_counts = t.link.c.state.in_(one_of("active", "waiting"))
LINKS_AT = Sql(
    select(t.link.c.id, t.link.c.person_id, t.link.c.user).where(
        t.link.c.platform == literal_column(f"'{PLATFORM}'"), t.link.c.user == _SESSION, _counts
    )
)
_lives = exists().where(
    t.web_session.c.session == t.link.c.user, t.web_session.c.seen_at >= bindparam("before", type_=Text)
)
LAPSED_LINKS = Sql(
    select(t.link.c.id, t.link.c.person_id, t.link.c.user).where(
        t.link.c.platform == literal_column(f"'{PLATFORM}'"), _counts, ~_lives
    )
)
LAPSED_SESSIONS = Sql(delete(t.web_session).where(t.web_session.c.seen_at < bindparam("before", type_=Text)))


@dataclass(frozen=True, slots=True)
class Change:
    """A message as it is drawn now: where it stands, and the number of the change that made it so."""

    place: int
    number: int
    body: bytes


class WebChats:
    """The chats of all sessions. A session's row is there from the first message on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def known(self, session: str) -> bool:
        return bool(await self._database.read(KNOWN, session=session))

    async def begin(self, session: str, now: datetime) -> None:
        await self._database.write(SEEN, session=session, by=0, now=instant(now))

    async def visited(self, session: str, now: datetime) -> None:
        """Somebody came back; a session that has said nothing yet still has no row."""
        await self._database.write(VISITED, session=session, now=instant(now))

    async def says(self, session: str, key: str, body: bytes, now: datetime, files: Sequence[Attachment] = ()) -> None:
        """A message of a visit. One that is there already stays as it is."""
        async with self._database.transaction() as run:
            rows = await run(SEEN, session=session, by=1, now=instant(now))
            await _add(run, session, key, rows[0][0], body, files, now)

    async def sent(self, session: str, key: str, body: bytes, now: datetime, files: Sequence[Attachment] = ()) -> bool:
        """A message that goes out by itself: whether there is still somebody to read it."""
        async with self._database.transaction() as run:
            rows = await run(NEXT, session=session)
            if rows:
                await _add(run, session, key, rows[0][0], body, files, now)
            return bool(rows)

    async def redraw(
        self, session: str, key: str, body: bytes, now: datetime, files: Sequence[Attachment] = ()
    ) -> bool:
        """The message says something else now; whether it is still there."""
        async with self._database.transaction() as run:
            rows = await run(NEXT, session=session)
            values = {"body": body.decode(), "files": _packed(files), "at": instant(now)}
            return bool(rows and await run(REDRAW, session=session, of=key, changed=rows[0][0], **values))

    async def newer(self, watched: Mapping[str, int]) -> Mapping[str, Sequence[Change]]:
        """What changed in each session's chat after this number, in the order in which it stands; one statement."""
        rows = await self._database.read(NEWER, watched=orjson.dumps(list(watched.items())).decode())
        found: dict[str, list[Change]] = {}
        for session, place, number, body in rows:
            found.setdefault(session, []).append(Change(place, number, body.encode()))
        return found

    async def files(self, session: str, key: str) -> Sequence[Attachment]:
        """What came with a message of this session."""
        rows = await self._database.read(FILES, session=session, of=key)
        packed = orjson.loads(rows[0][0]) if rows and rows[0][0] else []
        return [Attachment(name, b64decode(content)) for name, content in packed]

    async def end(self, session: str, now: datetime) -> None:
        """Everything of a session goes: its account, what its page showed, the talk of a stranger."""
        async with self._database.transaction() as run:
            await _unlink(run, await run(LINKS_AT, session=session), now, by_themselves=True)
            await run(FORGET_UPLOADS, platform=PLATFORM, user=session)
            for statement in FORGET:
                await run(statement, session=session)
            await run(FORGET_TALK, at=str(Address(PLATFORM, session)))


async def end_lapsed(database: Database, before: datetime, now: datetime) -> None:
    """Sessions without a visit since then can never be used again: their accounts must lock nobody out."""
    async with database.transaction() as run:
        await _unlink(run, await run(LAPSED_LINKS, before=instant(before)), now, by_themselves=False)
        await run(LAPSED_SESSIONS, before=instant(before))


async def _unlink(run: Run, links: Sequence[Any], now: datetime, *, by_themselves: bool) -> None:
    decisions = Decisions(run, run, now)
    for link, person, session in links:
        await run(TAKE, person=person)
        if await run(END, link=link, now=instant(now)):
            await decisions.record("unlinked", person if by_themselves else None, PLATFORM, person=person)
            await _forget_chat(run, f"p{person}", session, now)


async def _forget_chat(run: Run, key: str, session: str, now: datetime) -> None:
    """A person's talk no longer says what this chat showed; their answers stay. A turn that comes first keeps it."""
    for version, raw in await run(ROW, key=key):
        talk = Talk(raw)
        talk.take_chat(str(Address(PLATFORM, session)))
        await run(SWAP, key=key, seen=version, raw=talk.dumps(), now=instant(now))


async def _add(
    run: Run, session: str, key: str, number: int, body: bytes, files: Sequence[Attachment], now: datetime
) -> None:
    values: dict[str, Value] = {
        "place": number,
        "changed": number,
        "body": body.decode(),
        "files": _packed(files),
        "at": instant(now),
    }
    await run(ADD, session=session, key=key, **values)
    await run(TRIM, session=session)
    if files:
        await run(TRIM_FILES, session=session)


def _packed(files: Sequence[Attachment]) -> str | None:
    packed = [[file.name, b64encode(file.content).decode()] for file in files]
    return orjson.dumps(packed).decode() if packed else None
