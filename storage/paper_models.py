"""The tables of papers: reports as they were issued, and files that are drawn for somebody."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel


class Report(SQLModel, table=True):
    """A number report as it was issued, never changed: `body` is the frozen result as JSON (reports.result)."""

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    year: int
    day: str
    made_at: str
    made_by: int | None = Field(default=None, foreign_key="person.id")
    fingerprint: str
    body: str = Field(sa_type=Text)
    __table_args__ = (Index("ix_report_of", "unit_id", "year", "day"),)


class Paper(SQLModel, table=True):
    """A file that somebody asked for: `kind` says what is drawn, `subject` of what (a report's number, a unit …)."""

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    subject: int
    unit_id: int = Field(foreign_key="unit.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    state: str
    asked_at: str
    made_at: str | None = None
    name: str = ""
    size: int = 0
    __table_args__ = (
        Index("ix_paper_state", "state", "asked_at"),
        CheckConstraint("state IN ('waiting', 'made', 'failed')", name="ck_paper_state"),
    )


class PaperContent(SQLModel, table=True):
    """The bytes of a paper, in base64, beside its row, so that lists never load them."""

    __tablename__: ClassVar[str] = "paper_content"
    paper_id: int = Field(primary_key=True, foreign_key="paper.id")
    content: str = Field(sa_type=Text)
