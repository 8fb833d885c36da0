"""How far a registered content is, and what shows it: said by its member, or noted by an activity or a committee."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    union_all,
    update,
)

from chat.message import Address, FileRef
from storage import tables as t
from storage.access import Access
from storage.sql import Sql, Value, one_of

MARKED = ("form_id", "criterion", "level", "note", "source", "person_id", "at")
SHOWN = ("form_id", "criterion", "person_id", "source", "kind", "text", "name", "media", "size")
MARK = Sql(insert(t.progress).values({name: bindparam(name) for name in MARKED}))
MARKS = Sql(
    select(t.progress.c.criterion, t.progress.c.level, t.progress.c.note, t.progress.c.source, t.progress.c.at)
    .where(t.progress.c.form_id == bindparam("form"))
    .order_by(t.progress.c.id.desc())
)
ATTEST = Sql(
    insert(t.evidence)
    .values({name: bindparam(name) for name in (*SHOWN, "platform", "reference", "state", "at")})
    .returning(t.evidence.c.id)
)
_numbered = (
    select(
        t.evidence,
        func.row_number().over(partition_by=t.evidence.c.criterion, order_by=t.evidence.c.id).label("number"),
    )
    .where(t.evidence.c.form_id == bindparam("form"))
    .subquery()
)
"""What was taken back keeps its number, so that the others keep theirs."""
EVIDENCE_OF = Sql(
    select(
        _numbered.c.id,
        _numbered.c.criterion,
        _numbered.c.kind,
        _numbered.c.text,
        _numbered.c.name,
        _numbered.c.media,
        _numbered.c.size,
        _numbered.c.state,
        _numbered.c.source,
        _numbered.c.at,
        _numbered.c.number,
    )
    .where(_numbered.c.taken_back_at.is_(None), _numbered.c.state.in_(one_of("kept", "waiting")))
    .order_by(_numbered.c.id)
)
TAKE_BACK = Sql(
    update(t.evidence)
    .values(
        taken_back_at=bindparam("now"),
        text=literal_column("''"),
        name=literal_column("''"),
        platform=None,
        reference=None,
    )
    .where(
        t.evidence.c.id == bindparam("proof"),
        t.evidence.c.person_id == bindparam("person"),
        t.evidence.c.source == literal_column("'member'"),
        t.evidence.c.taken_back_at.is_(None),
    )
    .returning(t.evidence.c.id)
)
FORGET_CONTENT = Sql(delete(t.evidence_content).where(t.evidence_content.c.evidence_id == bindparam("proof")))
CONTENT = Sql(
    select(t.evidence_content.c.content)
    .join(t.evidence, t.evidence.c.id == t.evidence_content.c.evidence_id)
    .where(t.evidence.c.id == bindparam("proof"), t.evidence.c.taken_back_at.is_(None))
)


def _near(table: Table, counts: ColumnElement[bool]) -> Select[Any]:
    """Contents that are due by a day and not done."""
    newest = t.progress.alias()
    level = (
        select(newest.c.level)
        .where(newest.c.form_id == table.c.form_id, newest.c.criterion == table.c.criterion)
        .order_by(newest.c.id.desc())
        .limit(literal_column("1"))
        .correlate(table)
    )
    return (
        select(table.c.criterion, table.c.due_end)
        .select_from(table)
        .join(t.form, and_(t.form.c.id == table.c.form_id, t.form.c.state == literal_column("'confirmed'")))
        .where(
            t.form.c.person_id == bindparam("person"),
            t.form.c.cycle_id == bindparam("cycle"),
            table.c.due_end <= bindparam("until"),
            func.coalesce(level.scalar_subquery(), literal_column("'open'")) != literal_column("'done'"),
            counts,
        )
    )


NEAR = Sql(
    union_all(
        _near(t.line, t.line.c.version == t.form.c.version),
        _near(t.supplement, t.supplement.c.state == literal_column("'confirmed'")),
    ).order_by("due_end", "criterion")
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What was once said of a content: `level` is done, partly or open, `source` member, activity, quiz, committee."""

    criterion: str
    level: str
    note: str
    source: str
    at: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Something that shows what was done (PN-20).

    `kind`: link, photo or file from the member; text, attendance, quiz, remark from others. `number` is its place among
    all that was ever handed in for the content. `size` in bytes. `state`: kept, or waiting for its bytes.
    """

    id: int
    criterion: str
    kind: str
    text: str
    name: str
    media: str
    size: int
    state: str
    source: str
    at: str
    number: int

    @property
    def is_file(self) -> bool:
        return self.kind in ("photo", "file")


class Progress(Access):
    """Questions about what was done."""

    async def mark(
        self, form: int, criterion: str, level: str, note: str, source: str, person: int | None = None
    ) -> None:
        """Say how far a content is: done, partly or open again; the newest word counts.

        `source` is member, activity, quiz or committee; `person` who said it, None where the program did.
        """
        told: dict[str, Value] = {"form_id": form, "criterion": criterion, "level": level, "note": note}
        await self._write(MARK, **told, source=source, person_id=person, at=self.at)

    async def marks(self, form: int) -> tuple[Mark, ...]:
        """All that was said of a form's contents, the newest first."""
        return tuple(Mark(*row) for row in await self._read(MARKS, form=form))

    async def attest(self, form: int, criterion: str, person: int, source: str, kind: str, text: str) -> int:
        """Keep a link, an attendance, a quiz score or a remark as evidence of `person`'s content; its number."""
        return await self._attest(form, criterion, person, source, kind, text, FileRef(""), None)

    async def hand_in(self, form: int, criterion: str, person: int, kind: str, file: FileRef, at: Address) -> int:
        """A member's photo or file, of which the platform still has the bytes; they are fetched after the turn."""
        return await self._attest(form, criterion, person, "member", kind, "", file, at)

    async def evidence_of(self, form: int, criterion: str | None = None) -> tuple[Proof, ...]:
        """What was handed in and not taken back, oldest first; of one content, or of the whole form."""
        proofs = (Proof(*row) for row in await self._read(EVIDENCE_OF, form=form))
        return tuple(proof for proof in proofs if criterion in (None, proof.criterion))

    async def content_of(self, proof: Proof) -> bytes | None:
        """The bytes of a file; None while they are on their way, and once it was taken back."""
        rows = await self._read(CONTENT, proof=proof.id)
        return b64decode(rows[0][0]) if rows else None

    async def open_until(self, person: int, cycle: int, days: int) -> tuple[tuple[str, str], ...]:
        """A member's confirmed contents that are not done and due within so many days or before: codes and days."""
        until = (self.today + timedelta(days=days)).isoformat()
        rows = await self._read(NEAR, person=person, cycle=cycle, until=until)
        return tuple((str(code), str(due)) for code, due in rows)

    async def take_back(self, proof: Proof, person: int) -> bool:
        """What a member handed in is shown no more and its bytes are gone; whether it was still there."""
        if not await self._write(TAKE_BACK, proof=proof.id, person=person, now=self.at):
            return False
        await self._write(FORGET_CONTENT, proof=proof.id)
        return True

    async def _attest(
        self,
        form: int,
        criterion: str,
        person: int,
        source: str,
        kind: str,
        text: str,
        file: FileRef,
        at: Address | None,
    ) -> int:
        told: dict[str, Value] = {"form_id": form, "criterion": criterion, "person_id": person, "source": source}
        what: dict[str, Value] = {
            "kind": kind,
            "text": text,
            "name": file.name,
            "media": file.kind,
            "size": file.size,
        }
        waits: dict[str, Value] = {
            "platform": at.platform if at else None,
            "reference": f"{at.user} {file.id}" if at else None,
            "state": "waiting" if at else "kept",
        }
        rows = await self._write(ATTEST, **told, **what, **waits, at=self.at)
        return int(rows[0][0])
