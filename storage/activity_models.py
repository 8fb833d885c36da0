"""The tables of what a branch does together: its activities, who came, its quizzes (PN-17, PN-20, TV-13)."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Activity(SQLModel, table=True):
    """Something planned or held. `completes`: to have come completes the linked contents, else it only shows effort."""

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    cycle_id: int = Field(foreign_key="cycle.id")
    title: str
    day: str
    completes: int = 0
    state: str
    person_id: int = Field(foreign_key="person.id")
    at: str
    rev: int = 0
    __table_args__ = (
        Index("ix_activity_unit", "unit_id", "cycle_id", "day"),
        CheckConstraint("state IN ('planned', 'held', 'cancelled')", name="ck_activity_state"),
    )


class ActivityCriterion(SQLModel, table=True):
    """A criterion that an activity is linked to."""

    __tablename__: ClassVar[str] = "activity_criterion"
    activity_id: int = Field(primary_key=True, foreign_key="activity.id")
    criterion: str = Field(primary_key=True)


class ActivityUnit(SQLModel, table=True):
    """A branch that takes part in a merged meeting; each keeps its own attendance (TV-13)."""

    __tablename__: ClassVar[str] = "activity_unit"
    activity_id: int = Field(primary_key=True, foreign_key="activity.id")
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", index=True)


class Attendance(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id")
    unit_id: int = Field(foreign_key="unit.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    came: int
    by_id: int = Field(foreign_key="person.id")
    at: str
    __table_args__ = (UniqueConstraint("activity_id", "person_id"),)


class Quiz(SQLModel, table=True):
    """A set of questions out of a file, linked to a criterion; `questions` as JSON, `pass_mark` in right answers."""

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    cycle_id: int = Field(foreign_key="cycle.id")
    title: str
    criterion: str
    questions: str = Field(sa_type=Text)
    pass_mark: int
    state: str
    at: str
    __table_args__ = (CheckConstraint("state IN ('open', 'closed')", name="ck_quiz_state"),)


class QuizResult(SQLModel, table=True):
    """One go at a quiz."""

    __tablename__: ClassVar[str] = "quiz_result"
    id: int | None = Field(default=None, primary_key=True)
    quiz_id: int = Field(foreign_key="quiz.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    score: int
    total: int
    at: str
    __table_args__ = (Index("ix_quiz_result", "quiz_id", "person_id"),)
