"""The tables of the clock: what was planned, who was told and what came of it, how somebody wants to be told."""

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

PLANNED = text("state = 'planned'")


class Reminder(SQLModel, table=True):
    """The ledger: a person is told of a step so many days before its last one, once, and what came of it.

    `step` is a step's code ("registration", "interim 2027-H1", "digest 2026-12-11"). `seat` is the unit for whose
    committee the person owes it, 0 where it is the member's own. `day` is the step's last day as it was planned;
    `reason` says why nothing went out, and of what went out again why it is doubtful. `opened_at`: when the person
    began with the step afterwards.
    """

    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    step: str
    person_id: int = Field(foreign_key="person.id")
    days_before: int
    seat: int = 0
    unit_id: int = Field(foreign_key="unit.id")
    day: str
    state: str
    reason: str = ""
    due_at: str
    planned_at: str
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id", ondelete="SET NULL", index=True)
    platform: str | None = None
    message_id: str | None = None
    sent_at: str | None = None
    opened_at: str | None = None
    __table_args__ = (
        UniqueConstraint("cycle_id", "step", "person_id", "days_before", "seat"),
        Index("ix_reminder_due", "due_at", "id", sqlite_where=PLANNED, postgresql_where=PLANNED),
        Index("ix_reminder_person", "person_id", "state"),
        Index("ix_reminder_unit", "unit_id", "cycle_id"),
        CheckConstraint(
            "state IN ('planned', 'claimed', 'sent', 'skipped', 'failed', 'expired', 'unknown')",
            name="ck_reminder_state",
        ),
    )


class Telling(SQLModel, table=True):
    """A day on which a unit's people were to be told of a step, and when that was planned: it is done once."""

    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    unit_id: int = Field(foreign_key="unit.id", index=True)
    step: str
    days_before: int
    planned_at: str
    __table_args__ = (UniqueConstraint("cycle_id", "unit_id", "step", "days_before"),)


class Preference(SQLModel, table=True):
    """How somebody wants to be reminded: how often, between which hours, until when not at all, and where first.

    `channel` is the platform that the bot tries before all others, where the person has an account on it.
    """

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    frequency: str = "every"
    opens: str | None = None
    closes: str | None = None
    snoozed_until: str | None = None
    channel: str | None = None
    __table_args__ = (CheckConstraint("frequency IN ('every', 'fewer', 'last')", name="ck_preference_frequency"),)


class Announcement(SQLModel, table=True):
    """What a committee tells its branch; to whom it went stands in the outbox."""

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    person_id: int = Field(foreign_key="person.id")
    text: str = Field(sa_type=Text)
    at: str


class Announced(SQLModel, table=True):
    """One person to whom an announcement goes; without a message there was no account to send it to."""

    id: int | None = Field(default=None, primary_key=True)
    announcement_id: int = Field(foreign_key="announcement.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    outbox_id: int | None = Field(default=None, foreign_key="outbox.id", ondelete="SET NULL", index=True)
    __table_args__ = (UniqueConstraint("announcement_id", "person_id"),)
