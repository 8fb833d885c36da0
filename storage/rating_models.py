"""The tables of the rating: self-assessment, the branch's round, recognition above, appeal."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Assessment(SQLModel, table=True):
    """A member's own word at the end of the year (PN-22). Nobody else reads it before it is sent."""

    id: int | None = Field(default=None, primary_key=True)
    form_id: int = Field(foreign_key="form.id", unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id")
    cycle_id: int = Field(foreign_key="cycle.id")
    state: str
    version: int
    sent_at: str
    opened_at: str | None = None
    opened_by: int | None = Field(default=None, foreign_key="person.id")
    rev: int = 0
    __table_args__ = (
        Index("ix_assessment_unit", "unit_id", "cycle_id", "state"),
        CheckConstraint("state IN ('sent', 'opened', 'recalled', 'returned')", name="ck_assessment_state"),
    )


class AssessmentLine(SQLModel, table=True):
    """How far a registered content came, and what was done; `points` only where groups are scored (domain.md 2.1)."""

    __tablename__: ClassVar[str] = "assessment_line"
    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(foreign_key="assessment.id")
    version: int
    criterion: str
    level: str
    what: str
    __table_args__ = (
        UniqueConstraint("assessment_id", "version", "criterion"),
        CheckConstraint("level IN ('done', 'partly', 'not-done')", name="ck_assessment_line_level"),
    )


class AssessmentPoints(SQLModel, table=True):
    """The member's own score of a group, 0 to 20."""

    __tablename__: ClassVar[str] = "assessment_points"
    id: int | None = Field(default=None, primary_key=True)
    assessment_id: int = Field(foreign_key="assessment.id")
    version: int
    group_code: str
    points: int
    __table_args__ = (UniqueConstraint("assessment_id", "version", "group_code"),)


class RatingRound(SQLModel, table=True):
    """A branch's rating of a cycle: how it decides (PN-23), on which day, and the minutes of its meeting.

    `day` is the day of the evaluation; `heads` the members on the list when the round opened; `present` those who came.
    """

    __tablename__: ClassVar[str] = "rating_round"
    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    unit_id: int = Field(foreign_key="unit.id")
    state: str
    mode: str
    scattered: str = ""
    consulted: str = ""
    heads: int
    day: str
    present: int | None = None
    minutes: str = Field(default="", sa_type=Text)
    opened_at: str
    opened_by: int = Field(foreign_key="person.id")
    closed_at: str | None = None
    closed_by: int | None = Field(default=None, foreign_key="person.id")
    reported_at: str | None = None
    reported_by: int | None = Field(default=None, foreign_key="person.id")
    rev: int = 0
    __table_args__ = (
        UniqueConstraint("cycle_id", "unit_id"),
        Index("ix_rating_round_unit_id", "unit_id"),
        CheckConstraint("state IN ('open', 'closed', 'reported')", name="ck_rating_round_state"),
        CheckConstraint("mode IN ('collective', 'committee')", name="ck_rating_round_mode"),
    )


class Rating(SQLModel, table=True):
    """One member's result of a round: one of six outcomes (domain.md 4.5), and all that it was made from.

    `standing` is how the member stands to the round (rules.eligibility); `computed` what the rules say of the lines,
    `outcome` what was decided, `why` the reason of an outcome that is no grade, `differs` the reason of a grade that is
    not the computed one. `trace` is the frozen reasoning as JSON (rules.trace), without names or free text.
    """

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="rating_round.id")
    cycle_id: int = Field(foreign_key="cycle.id")
    unit_id: int = Field(foreign_key="unit.id")
    person_id: int = Field(foreign_key="person.id")
    form_id: int | None = Field(default=None, foreign_key="form.id")
    standing: str
    state: str
    computed: str | None = None
    outcome: str | None = None
    why: str = ""
    differs: str = ""
    remarks: str = ""
    trace: str = Field(default="", sa_type=Text)
    decided_at: str | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    reported_at: str | None = None
    settled_at: str | None = None
    settled_by: int | None = Field(default=None, foreign_key="person.id")
    returned: str = ""
    rev: int = 0
    __table_args__ = (
        UniqueConstraint("round_id", "person_id"),
        Index("ix_rating_person", "person_id", "cycle_id", "unit_id", "state", "outcome", "standing", "id"),
        Index("ix_rating_unit", "unit_id", "cycle_id", "state"),
        Index("ix_rating_cycle", "cycle_id", "outcome"),
        CheckConstraint(
            "state IN ('open', 'decided', 'reported', 'recognised', 'noted', 'returned', 'reopened')",
            name="ck_rating_state",
        ),
        CheckConstraint(
            "outcome IN ('xuat-sac', 'tot', 'hoan-thanh', 'khong-hoan-thanh', 'khong-phan-loai', 'chua-danh-gia')",
            name="ck_rating_outcome",
        ),
    )


class RatingLine(SQLModel, table=True):
    """What the branch says of one registered content."""

    __tablename__: ClassVar[str] = "rating_line"
    id: int | None = Field(default=None, primary_key=True)
    rating_id: int = Field(foreign_key="rating.id")
    criterion: str
    level: str
    remark: str = ""
    __table_args__ = (
        UniqueConstraint("rating_id", "criterion"),
        CheckConstraint("level IN ('done', 'partly', 'not-done')", name="ck_rating_line_level"),
    )


class RatingPoints(SQLModel, table=True):
    """The branch's score of a group, 0 to 20."""

    __tablename__: ClassVar[str] = "rating_points"
    id: int | None = Field(default=None, primary_key=True)
    rating_id: int = Field(foreign_key="rating.id")
    group_code: str
    points: int
    __table_args__ = (UniqueConstraint("rating_id", "group_code"),)


class Vote(SQLModel, table=True):
    """What one member of the collective proposes for another; a later vote replaces the earlier one."""

    id: int | None = Field(default=None, primary_key=True)
    rating_id: int = Field(foreign_key="rating.id")
    person_id: int = Field(foreign_key="person.id")
    grade: str
    at: str
    __table_args__ = (UniqueConstraint("rating_id", "person_id"),)


class Remark(SQLModel, table=True):
    """What the unit a member came from says of the member (PN-27).

    `old_unit_id` is the unit that was left, `from_unit_id` the one that answers: the same, its successor or the level
    above. Until it is given or waived the member is not rated.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    cycle_id: int = Field(foreign_key="cycle.id")
    unit_id: int = Field(foreign_key="unit.id")
    old_unit_id: int = Field(foreign_key="unit.id")
    from_unit_id: int = Field(foreign_key="unit.id", index=True)
    state: str
    text: str = ""
    asked_at: str
    asked_by: int | None = Field(default=None, foreign_key="person.id")
    given_at: str | None = None
    given_by: int | None = Field(default=None, foreign_key="person.id")
    rev: int = 0
    __table_args__ = (
        UniqueConstraint("person_id", "cycle_id", "unit_id"),
        Index("ix_remark_unit_id", "unit_id"),
        CheckConstraint("state IN ('asked', 'given', 'waived')", name="ck_remark_state"),
    )


class Appeal(SQLModel, table=True):
    """A member asks the level above to look at a rating again: by `due` there is an answer."""

    id: int | None = Field(default=None, primary_key=True)
    rating_id: int = Field(foreign_key="rating.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    unit_id: int = Field(foreign_key="unit.id")
    reason: str
    state: str
    at: str
    due: str
    answer: str = ""
    before: str
    after: str | None = None
    answered_at: str | None = None
    answered_by: int | None = Field(default=None, foreign_key="person.id")
    rev: int = 0
    __table_args__ = (
        Index("ix_appeal_unit", "unit_id", "state", "due"),
        CheckConstraint("state IN ('open', 'kept', 'changed', 'withdrawn')", name="ck_appeal_state"),
    )


class Confirmation(SQLModel, table=True):
    """A branch's figures of the half-year or the year, confirmed by the branch and by the level above (TV-06)."""

    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    unit_id: int = Field(foreign_key="unit.id")
    period: str
    level: str
    figures: str
    note: str = ""
    person_id: int = Field(foreign_key="person.id")
    at: str
    __table_args__ = (
        UniqueConstraint("cycle_id", "unit_id", "period", "level"),
        CheckConstraint("period IN ('half-year', 'year')", name="ck_confirmation_period"),
        CheckConstraint("level IN ('branch', 'above')", name="ck_confirmation_level"),
    )
