"""Taking an act back: the rows it changed stand again as they stood before, unless somebody has acted on them since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, bindparam, literal_column, update

from storage import tables as t
from storage.decisions import Decisions, Deed
from storage.sql import Sql, one_of

FORM_COLUMNS = ("state", "opened_at", "opened_by", "decided_at", "decided_by")
FORM = Sql(
    update(t.form)
    .values({name: bindparam(f"was_{name}") for name in FORM_COLUMNS})
    .where(
        t.form.c.id == bindparam("subject"),
        t.form.c.version == bindparam("version_seen"),
        t.form.c.state.in_(one_of("confirmed", "returned")),
        t.form.c.decided_by == bindparam("actor"),
        t.form.c.decided_at == bindparam("decided"),
    )
    .returning(t.form.c.id)
)

COLUMNS: Mapping[str, tuple[Table, tuple[str, ...]]] = {
    "supplement": (t.supplement, ("state", "counts", "decided_at", "decided_by", "reason")),
    "ticket": (t.ticket, ("state", "answer", "answered_by", "answered_at")),
    "rating_round": (
        t.rating_round,
        ("state", "present", "minutes", "consulted", "closed_at", "closed_by", "reported_at", "reported_by"),
    ),
    "rating": (
        t.rating,
        (
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
    "appeal": (t.appeal, ("state", "answer", "after", "answered_at", "answered_by")),
}
"""What an act on a row of this kind may change. Each of these tables counts its changes in `rev`."""


def _restore(table: Table, columns: Sequence[str]) -> Sql:
    restored: dict[str, Any] = {name: bindparam(f"was_{name}", type_=table.c[name].type) for name in columns}
    return Sql(
        update(table)
        .values({**restored, "rev": table.c.rev + literal_column("1")})
        .where(table.c.id == bindparam("subject"), table.c.rev == bindparam("left"))
        .returning(table.c.id)
    )


RESTORE: Mapping[str, Sql] = {kind: _restore(*columns) for kind, columns in COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of undoing: the acts that were taken back, and those on whose rows somebody has acted since."""

    back: tuple[Deed, ...]
    kept: tuple[Deed, ...]


class Undoing(Decisions):
    """Questions about taking back."""

    async def undo(self, deeds: Sequence[Deed], person: int, channel: str) -> Undone:
        """Take these acts of one batch back, row by row, the last one first."""
        back: list[Deed] = []
        kept: list[Deed] = []
        for deed in reversed(deeds):
            if deed.was is not None:
                (back if await self._restore(deed) else kept).append(deed)
        places = {(deed.kind, deed.subject, deed.form) for deed in back}
        for deed in deeds:
            if (deed.kind, deed.subject, deed.form) in places:
                await self._undone(deed, person, channel)
        return Undone(tuple(reversed(back)), tuple(reversed(kept)))

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

    async def _undone(self, deed: Deed, person: int, channel: str) -> None:
        await self.record(
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
        )
