"""Taking an act back: the rows it changed stand again as they stood before, unless somebody has acted on them since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, and_, bindparam, exists, literal_column, or_, select, update

from storage import tables as t
from storage.decisions import Decisions, Deed
from storage.sql import Sql, one_of
from storage.tree import path_up

FORM_COLUMNS = ("state", "opened_at", "opened_by", "decided_at", "decided_by")
_RATED = exists().where(
    t.rating.c.person_id == t.form.c.person_id,
    t.rating.c.form_id == t.form.c.id,
    t.rating.c.outcome.is_not(None),
)
_ASSESSED = exists().where(t.assessment.c.form_id == t.form.c.id, t.assessment.c.state.in_(one_of("sent", "opened")))
_NOTHING_STANDS_ON_IT = or_(t.form.c.state != literal_column("'confirmed'"), and_(~_RATED, ~_ASSESSED))
"""A confirmation on which the member's own word or a grade stands by now is not taken back from under it."""
FORM = Sql(
    update(t.form)
    .values({name: bindparam(f"was_{name}") for name in FORM_COLUMNS})
    .where(
        t.form.c.id == bindparam("subject"),
        t.form.c.version == bindparam("version_seen"),
        t.form.c.state.in_(one_of("confirmed", "returned")),
        t.form.c.decided_by == bindparam("actor"),
        t.form.c.decided_at == bindparam("decided"),
        _NOTHING_STANDS_ON_IT,
    )
    .returning(t.form.c.id)
)

COLUMNS: Mapping[str, tuple[Table, tuple[str, ...]]] = {
    "assessment": (t.assessment, ("state",)),
    "supplement": (t.supplement, ("state", "counts", "decided_at", "decided_by", "reason")),
    "ticket": (t.ticket, ("state", "answer", "answered_by", "answered_at")),
    "rating_round": (
        t.rating_round,
        ("state", "present", "minutes", "consulted", "closed_at", "closed_by", "reported_at", "reported_by"),
    ),
    "rating": (
        t.rating,
        (
            "standing",
            "state",
            "computed",
            "outcome",
            "why",
            "differs",
            "remarks",
            "trace",
            "decided_at",
            "decided_by",
            "reported_at",
            "settled_at",
            "settled_by",
            "returned",
        ),
    ),
    "remark": (t.remark, ("state", "text", "given_at", "given_by")),
    "appeal": (t.appeal, ("state", "answer", "after", "answered_at", "answered_by")),
}
"""What an act on a row of this kind may change. Each of these tables counts its changes in `rev`."""


_NOT_RATED_WITH_IT = ~exists().where(
    t.rating.c.person_id == t.supplement.c.person_id,
    t.rating.c.form_id == t.supplement.c.form_id,
    t.rating.c.state != literal_column("'open'"),
)
"""Nor is a content that was added taken back from under a grade that has counted it."""


def _restore(table: Table, columns: Sequence[str]) -> Sql:
    unless = (_NOT_RATED_WITH_IT,) if table is t.supplement else ()
    restored: dict[str, Any] = {name: bindparam(f"was_{name}", type_=table.c[name].type) for name in columns}
    return Sql(
        update(table)
        .values({**restored, "rev": table.c.rev + literal_column("1")})
        .where(table.c.id == bindparam("subject"), table.c.rev == bindparam("left"), *unless)
        .returning(table.c.id)
    )


RESTORE: Mapping[str, Sql] = {kind: _restore(*columns) for kind, columns in COLUMNS.items()}


_after = t.decision.alias()
SINCE = Sql(
    select(t.person.c.name, _after.c.at, _after.c.act)
    .select_from(_after)
    .outerjoin(t.person, t.person.c.id == _after.c.actor_id)
    .where(
        _after.c.id > bindparam("deed"),
        _after.c.undoes.is_(None),
        _after.c.kind.is_not_distinct_from(bindparam("kind")),
        _after.c.subject.is_not_distinct_from(bindparam("subject")),
        or_(_after.c.kind.is_not(None), _after.c.form_id == bindparam("form")),
    )
    .order_by(_after.c.id)
    .limit(literal_column("1"))
)
"""Who acted on the same row first after a deed, when, and what it was."""
UP = path_up()
UNITS_UP = Sql(select(UP.c.unit).order_by(UP.c.depth))


@dataclass(frozen=True, slots=True)
class Since:
    """What somebody did after a deed with the same row; the operator has no name."""

    name: str | None
    at: str
    act: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of undoing: the acts that were taken back, and those on whose rows somebody has acted since."""

    back: tuple[Deed, ...]
    kept: tuple[Deed, ...]


class Undoing(Decisions):
    """Questions about taking back."""

    async def undo(self, deeds: Sequence[Deed], person: int, channel: str) -> Undone:
        """Take these acts of one batch back, row by row; of several on one row the last one first."""
        back: list[Deed] = []
        kept: list[Deed] = []
        for deed in sorted(deeds, key=_by_row):  # in the order in which rows are taken everywhere
            if deed.was is not None:
                rated_on = deed.kind == "remark" and bool(kept)  # the result that needed it was decided since
                (back if not rated_on and await self._restore(deed) else kept).append(deed)
        places = {(deed.kind, deed.subject, deed.form) for deed in back}
        batch: int | None = None
        for deed in deeds:
            if (deed.kind, deed.subject, deed.form) in places:
                undone = await self._undone(deed, person, channel, batch)
                batch = batch or undone
        return Undone(*(tuple(sorted(some, key=lambda deed: deed.id)) for some in (back, kept)))

    async def acted_since(self, deed: Deed) -> Since | None:
        """What keeps a deed from being taken back, as far as the record knows."""
        at = {"kind": deed.kind, "subject": deed.subject, "form": deed.form or 0}
        rows = await self._read(SINCE, deed=deed.id, **at)
        return Since(*rows[0]) if rows else None

    async def units_up(self, unit: int) -> tuple[int, ...]:
        """The unit and all above it today, nearest first."""
        return tuple(row[0] for row in await self._read(UNITS_UP, unit=unit, today=self.today.isoformat()))

    async def _restore(self, deed: Deed) -> bool:
        was = deed.before
        if deed.kind is None:
            told = {f"was_{name}": was[name] for name in FORM_COLUMNS}
            seen = {"subject": deed.form, "version_seen": deed.version, "actor": deed.actor, "decided": deed.at}
            return bool(await self._write(FORM, **told, **seen))
        _, columns = COLUMNS[deed.kind]
        told = {f"was_{name}": was[name] for name in columns}
        left = int(was["rev"] or 0) + 1
        return bool(await self._write(RESTORE[deed.kind], **told, subject=deed.subject, left=left))

    async def _undone(self, deed: Deed, person: int, channel: str, batch: int | None) -> int:
        return await self.record(
            "undone",
            person,
            channel,
            unit=deed.unit,
            cycle=deed.cycle,
            person=deed.person,
            form=deed.form,
            version=deed.version,
            kind=deed.kind,
            subject=deed.subject,
            undoes=deed.id,
            batch=batch,
        )


def _by_row(deed: Deed) -> tuple[bool, str, int, int]:
    """A round before its results: so it is closed and reported, too."""
    return deed.kind != "rating_round", deed.kind or "", deed.subject or deed.form or 0, -deed.id
