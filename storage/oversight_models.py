"""The tables of the levels above: gates and the official entry, inspections, and what became of units."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class AppMark(SQLModel, table=True):
    """A member has the official app (PN-08)."""

    __tablename__: ClassVar[str] = "app_mark"
    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    person_id: int = Field(foreign_key="person.id")
    by_id: int = Field(foreign_key="person.id")
    at: str
    __table_args__ = (UniqueConstraint("cycle_id", "person_id"),)


class Gate(SQLModel, table=True):
    """A step of a branch before the official entry (PN-08): heads (reconciled number) or entry (step 3 done).

    `number` is the head-count in the official software; `override` why the step was done though a gate was red.
    """

    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    unit_id: int = Field(foreign_key="unit.id")
    name: str
    number: int | None = None
    override: str = ""
    by_id: int = Field(foreign_key="person.id")
    at: str
    rev: int = 0
    __table_args__ = (UniqueConstraint("cycle_id", "unit_id", "name"),)


class OfficialEntry(SQLModel, table=True):
    """A member's form stands in the official software since this day (PN-07)."""

    __tablename__: ClassVar[str] = "official_entry"
    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    person_id: int = Field(foreign_key="person.id")
    day: str
    by_id: int = Field(foreign_key="person.id")
    at: str
    __table_args__ = (UniqueConstraint("cycle_id", "person_id"),)


class Inspection(SQLModel, table=True):
    """A look at the units below, every six months and year (TV-02)."""

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    title: str
    day: str
    state: str
    person_id: int = Field(foreign_key="person.id")
    at: str
    rev: int = 0
    __table_args__ = (CheckConstraint("state IN ('open', 'closed')", name="ck_inspection_state"),)


class Finding(SQLModel, table=True):
    """What an inspection found in a unit, and what the unit did about it."""

    id: int | None = Field(default=None, primary_key=True)
    inspection_id: int = Field(foreign_key="inspection.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    text: str
    state: str
    person_id: int = Field(foreign_key="person.id")
    at: str
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: str | None = None
    rev: int = 0
    __table_args__ = (CheckConstraint("state IN ('open', 'mended')", name="ck_finding_state"),)


class Rollout(SQLModel, table=True):
    """A unit has put the programme into practice, on which local guidance (TV-01)."""

    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    unit_id: int = Field(foreign_key="unit.id")
    basis: str
    person_id: int = Field(foreign_key="person.id")
    at: str
    __table_args__ = (UniqueConstraint("cycle_id", "unit_id"),)


class UnitSuccessor(SQLModel, table=True):
    """What became of a unit: merged, split or dissolved on a day; no successor where there is none (domain.md 4.2)."""

    __tablename__: ClassVar[str] = "unit_successor"
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    successor_id: int | None = Field(default=None, foreign_key="unit.id")
    day: str
    kind: str
    __table_args__ = (Index("ix_unit_successor_unit", "unit_id", "day"),)
