"""Reports as they were issued and files that are drawn for somebody: asked for in a turn, made afterwards."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, Text, and_, bindparam, insert, literal_column, select, update

from rules.codes import code_of
from storage import tables as t
from storage.access import Access
from storage.database import Database
from storage.instants import instant, moment
from storage.notices import ADD as NOTICE
from storage.sql import Row, Sql, Value

READY = "paper-ready"
CHECK = "tables"
"""The kind that is not drawn: what was found in somebody's tables (storage.checks)."""
LATELY = timedelta(minutes=2)
"""For so long the same file is not drawn a second time: it was tapped twice."""
SHOWN = 20  # reports of a unit, newest first

_AUTHOR = (t.report.c.id, t.report.c.year, t.report.c.day, t.report.c.made_at, t.person.c.name, t.report.c.fingerprint)
ISSUE = Sql(
    insert(t.report).values({name: bindparam(name) for name in t.report.columns.keys()[1:]}).returning(t.report.c.id)
)
ISSUED = Sql(
    select(*_AUTHOR)
    .outerjoin(t.person, t.person.c.id == t.report.c.made_by)
    .where(t.report.c.unit_id == bindparam("unit"))
    .order_by(t.report.c.day.desc(), t.report.c.id.desc())
    .limit(literal_column(str(SHOWN)))
)
BODY = Sql(select(t.report.c.unit_id, t.report.c.body).where(t.report.c.id == bindparam("report")))
PAPER = (
    t.paper.c.id,
    t.paper.c.kind,
    t.paper.c.subject,
    t.paper.c.unit_id,
    t.paper.c.person_id,
    t.paper.c.state,
    t.paper.c.asked_at,
    t.paper.c.name,
    t.paper.c.size,
)
_DRAWN = t.paper.c.kind != literal_column(f"'{CHECK}'")
ASK = Sql(
    insert(t.paper)
    .values(
        {name: bindparam(name) for name in ("kind", "subject", "unit_id", "person_id", "asked_at")}
        | {"state": literal_column("'waiting'"), "name": literal_column("''"), "size": literal_column("0")}
    )
    .returning(t.paper.c.id)
)
ASKED = Sql(
    select(*PAPER)
    .where(
        t.paper.c.person_id == bindparam("person"),
        t.paper.c.kind == bindparam("kind"),
        t.paper.c.subject == bindparam("subject"),
        t.paper.c.unit_id == bindparam("unit"),
        t.paper.c.asked_at >= bindparam("since", type_=Text),
        t.paper.c.state != literal_column("'failed'"),
    )
    .order_by(t.paper.c.id.desc())
    .limit(literal_column("1"))
)
MINE = Sql(
    select(*PAPER)
    .where(t.paper.c.person_id == bindparam("person"), _DRAWN)
    .order_by(t.paper.c.id.desc())
    .limit(literal_column(str(SHOWN)))
)
FIND = Sql(select(*PAPER).where(t.paper.c.id == bindparam("paper")))
CONTENT = Sql(select(t.paper_content.c.content).where(t.paper_content.c.paper_id == bindparam("paper")))
WAITING = Sql(
    select(*PAPER)
    .where(
        t.paper.c.state == literal_column("'waiting'"), t.paper.c.asked_at <= bindparam("before", type_=Text), _DRAWN
    )
    .order_by(t.paper.c.id)
)
MADE = Sql(
    update(t.paper)
    .values(
        state=literal_column("'made'"),
        made_at=bindparam("at"),
        name=bindparam("called"),
        size=bindparam("bytes", type_=Integer),
    )
    .where(and_(t.paper.c.id == bindparam("paper"), t.paper.c.state == literal_column("'waiting'")))
    .returning(t.paper.c.id)
)
FAILED = Sql(
    update(t.paper)
    .values(state=literal_column("'failed'"))
    .where(and_(t.paper.c.id == bindparam("paper"), t.paper.c.state == literal_column("'waiting'")))
    .returning(t.paper.c.id)
)
KEEP = Sql(insert(t.paper_content).values(paper_id=bindparam("paper"), content=bindparam("content")))


@dataclass(frozen=True, slots=True)
class Issued:
    """A report that was issued. `made_by` is empty where the clock or the operator did it."""

    id: int
    year: int
    day: str
    made_at: str
    made_by: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that somebody asked for."""

    id: int
    kind: str
    subject: int
    unit: int
    person: int
    state: str
    asked_at: str
    name: str
    size: int

    @property
    def code(self) -> str:
        return code_of("paper", self.id)


class Papers(Access):
    """Questions about papers."""

    async def issue(self, unit: int, year: int, day: str, made_by: int | None, fingerprint: str, body: bytes) -> int:
        """The report's number. What was issued is never changed."""
        rows = await self._write(
            ISSUE,
            unit_id=unit,
            year=year,
            day=day,
            made_at=self.at,
            made_by=made_by,
            fingerprint=fingerprint,
            body=body.decode(),
        )
        return int(rows[0][0])

    async def issued(self, unit: int) -> Sequence[Issued]:
        """What the unit has issued, newest first."""
        rows = await self._read(ISSUED, unit=unit)
        return [Issued(id_, year, day, at, name or "", mark) for id_, year, day, at, name, mark in rows]

    async def report(self, number: int) -> tuple[int, bytes] | None:
        """The unit of a report, and its frozen result."""
        rows = await self._read(BODY, report=number)
        return (int(rows[0][0]), str(rows[0][1]).encode()) if rows else None

    async def ask_paper(self, kind: str, subject: int, unit: int, person: int) -> Paper:
        """To be drawn for this person, unless they asked for the same a moment ago."""
        since = instant(moment(self.at) - LATELY)
        if rows := await self._read(ASKED, kind=kind, subject=subject, person=person, unit=unit, since=since):
            return paper_of(rows[0])
        rows = await self._write(ASK, kind=kind, subject=subject, unit_id=unit, person_id=person, asked_at=self.at)
        return Paper(int(rows[0][0]), kind, subject, unit, person, "waiting", self.at, "", 0)

    async def papers_of(self, person: int) -> Sequence[Paper]:
        """What the person asked for, newest first."""
        return [paper_of(row) for row in await self._read(MINE, person=person)]

    async def paper(self, number: int) -> Paper | None:
        rows = await self._read(FIND, paper=number)
        return paper_of(rows[0]) if rows else None

    async def content_of_paper(self, paper: Paper) -> bytes | None:
        """None where it is not made yet, or is kept no more."""
        rows = await self._read(CONTENT, paper=paper.id)
        return b64decode(rows[0][0]) if rows else None


class PaperBox:
    """The papers as the one who draws them sees them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, now: datetime, older: timedelta) -> Sequence[Paper]:
        """What was asked for at least so long ago, oldest first."""
        return [paper_of(row) for row in await self._database.read(WAITING, before=instant(now - older))]

    async def keep(self, paper: Paper, name: str, content: bytes, now: datetime) -> bool:
        """It is drawn, and its person is told; whether it was still wanted."""
        async with self._database.transaction() as run:
            told: dict[str, Value] = {"called": name, "bytes": len(content), "at": instant(now)}
            if not await run(MADE, paper=paper.id, **told):
                return False
            await run(KEEP, paper=paper.id, content=b64encode(content).decode())
            await run(NOTICE, **notice_of(paper, READY, now))
            return True

    async def fail(self, paper: Paper, now: datetime) -> bool:
        """It cannot be drawn, and its person is told; whether it was still wanted."""
        async with self._database.transaction() as run:
            if not await run(FAILED, paper=paper.id):
                return False
            await run(NOTICE, **notice_of(paper, READY, now))
            return True


def notice_of(paper: Paper, kind: str, now: datetime) -> dict[str, Value]:
    """What is sent is drawn when it goes: the file is not kept twice."""
    at = instant(now)
    told: dict[str, Value] = {"person": paper.person, "kind": kind, "key": f"{kind}:{paper.id}", "due_at": at}
    return {**told, "now": at, "reply": None, "platform": None, "user": None}


def paper_in(key: str) -> int:
    """The number of the paper that a message is about."""
    return int(key.partition(":")[2])


def paper_of(row: Row) -> Paper:
    return Paper(*row)
