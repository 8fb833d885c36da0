"""The tables of the year between registering and rating: what is done, what is missing, who helps whom."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.models import unique_where


class Progress(SQLModel, table=True):
    """What somebody says of a registered content: done, partly or open again. The newest row counts."""

    id: int | None = Field(default=None, primary_key=True)
    form_id: int = Field(foreign_key="form.id")
    criterion: str
    level: str
    note: str = ""
    source: str  # member, activity, quiz or committee
    person_id: int | None = Field(default=None, foreign_key="person.id")
    at: str
    __table_args__ = (
        Index("ix_progress_line", "form_id", "criterion", "id"),
        CheckConstraint("level IN ('done', 'partly', 'open')", name="ck_progress_level"),
    )


class Evidence(SQLModel, table=True):
    """Something that shows what was done: a photo, a file, a link, an attendance, a quiz (PN-20).

    A file is `waiting` until its bytes were fetched from the platform (`platform`, `reference`), then `kept`; `failed`
    where the platform would not give it. Bytes are in `EvidenceContent`.
    """

    id: int | None = Field(default=None, primary_key=True)
    form_id: int = Field(foreign_key="form.id")
    criterion: str
    person_id: int = Field(foreign_key="person.id")
    source: str
    kind: str
    text: str = ""
    name: str = ""
    media: str = ""
    size: int = 0
    platform: str | None = None
    reference: str | None = None
    state: str
    at: str
    taken_back_at: str | None = None
    __table_args__ = (
        Index("ix_evidence_line", "form_id", "criterion", "id"),
        Index("ix_evidence_state", "state", "id"),
        CheckConstraint("state IN ('kept', 'waiting', 'failed')", name="ck_evidence_state"),
    )


class EvidenceContent(SQLModel, table=True):
    """The bytes of a file, in base64, apart from the list of what there is."""

    __tablename__: ClassVar[str] = "evidence_content"
    evidence_id: int = Field(primary_key=True, foreign_key="evidence.id")
    sha256: str
    content: str = Field(sa_type=Text)


class Ticket(SQLModel, table=True):
    """A member needs help: what with, and what the committee answers (PN-21)."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    cycle_id: int = Field(foreign_key="cycle.id")
    form_id: int | None = Field(default=None, foreign_key="form.id")
    criterion: str | None = None
    text: str
    state: str
    at: str
    answer: str = ""
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    answered_at: str | None = None
    rev: int = 0
    __table_args__ = (
        Index("ix_ticket_unit", "unit_id", "state", "at"),
        CheckConstraint("state IN ('open', 'answered', 'closed')", name="ck_ticket_state"),
    )


class Interim(SQLModel, table=True):
    """A member's self-assessment of a quarter or half-year, "2027-Q1" or "2027-H1", and what the branch says to it."""

    id: int | None = Field(default=None, primary_key=True)
    form_id: int = Field(foreign_key="form.id")
    unit_id: int = Field(foreign_key="unit.id")
    period: str
    difficulty: str = ""
    sent_at: str
    comment: str = ""
    comment_by: int | None = Field(default=None, foreign_key="person.id")
    comment_at: str | None = None
    rev: int = 0
    __table_args__ = (UniqueConstraint("form_id", "period"), Index("ix_interim_unit", "unit_id", "period"))


class InterimLine(SQLModel, table=True):
    __tablename__: ClassVar[str] = "interim_line"
    id: int | None = Field(default=None, primary_key=True)
    interim_id: int = Field(foreign_key="interim.id")
    criterion: str
    level: str
    __table_args__ = (UniqueConstraint("interim_id", "criterion"),)


class CheckIn(SQLModel, table=True):
    """The committee's talk with its members in a month, "2027-03" (PN-18, TV-06)."""

    __tablename__: ClassVar[str] = "check_in"
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    cycle_id: int = Field(foreign_key="cycle.id")
    month: str
    text: str
    person_id: int = Field(foreign_key="person.id")
    at: str
    __table_args__ = (UniqueConstraint("unit_id", "cycle_id", "month"),)


class CheckInMember(SQLModel, table=True):
    """Somebody who was there when the committee talked with its members."""

    __tablename__: ClassVar[str] = "check_in_member"
    check_in_id: int = Field(primary_key=True, foreign_key="check_in.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")


class Pairing(SQLModel, table=True):
    """Two of a branch who go together: a committee member (`person_id`) follows another, or two buddies (PN-19)."""

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    kind: str
    person_id: int = Field(foreign_key="person.id", index=True)
    other_id: int = Field(foreign_key="person.id", index=True)
    since: str
    until: str | None = None
    why_ended: str = ""
    __table_args__ = (unique_where("until IS NULL", "uq_pairing_now", "kind", "person_id", "other_id"),)


class Supplement(SQLModel, table=True):
    """A content registered during the year (PN-30). `counts`: whether it is in the denominator, fixed on confirming."""

    id: int | None = Field(default=None, primary_key=True)
    form_id: int = Field(foreign_key="form.id")
    unit_id: int = Field(foreign_key="unit.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    criterion: str
    group_title: str
    title: str
    action: str
    due_precision: str
    due_start: str
    due_end: str
    how: str
    state: str
    counts: int | None = None
    sent_at: str
    decided_at: str | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str = ""
    rev: int = 0
    __table_args__ = (
        UniqueConstraint("form_id", "criterion"),
        Index("ix_supplement_queue", "unit_id", "state", "sent_at"),
        CheckConstraint("state IN ('sent', 'confirmed', 'returned', 'withdrawn')", name="ck_supplement_state"),
    )


class Proposal(SQLModel, table=True):
    """A content the committee wrote down for a member beforehand; it counts for nothing until the member sends it."""

    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    criterion: str
    action: str
    due_precision: str
    due_start: str
    due_end: str
    how: str
    by_id: int = Field(foreign_key="person.id")
    at: str
    __table_args__ = (UniqueConstraint("cycle_id", "person_id", "criterion"),)
