"""The tables of the record: who did what, and the chain that shows whether anything of it was changed since."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class Decision(SQLModel, table=True):
    """Who did what, when and through which channel: rows are only ever added. `undoes` names the row taken back.

    `subject` is the number of the row of `kind` (rating, round, …) that was acted on; a form has its own column.
    `value` says the outcome in codes only. `was` is how the row stood before, as JSON: what undo restores, and erased
    after a day (no chain covers it). Acts done with one word share the `batch`, the number of the first of them.

    `seq`, `sealed` and `digest` belong to the chain of the unit and the cycle (storage.chain): `sealed` is the digest
    of the reason with `salt`, so that the reason and its salt can be erased and the chain still holds.
    """

    id: int | None = Field(default=None, primary_key=True)
    at: str
    act: str
    actor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    channel: str
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    form_id: int | None = Field(default=None, foreign_key="form.id", index=True)
    version: int | None = None
    position: int | None = None
    reason: str = ""
    undoes: int | None = Field(default=None, foreign_key="decision.id", index=True)
    cycle_id: int | None = None
    kind: str | None = None
    subject: int | None = None
    value: str | None = None
    was: str | None = None
    batch: int | None = Field(default=None, index=True)
    seq: int | None = None
    salt: str | None = None
    sealed: str | None = None
    digest: str | None = None
    __table_args__ = (Index("ix_decision_subject", "kind", "subject"),)


class Chain(SQLModel, table=True):
    """The newest link of a unit's chain in a cycle (0: outside of cycles): its place and its digest."""

    unit_id: int = Field(primary_key=True, foreign_key="unit.id")
    cycle_id: int = Field(primary_key=True)
    seq: int
    digest: str
