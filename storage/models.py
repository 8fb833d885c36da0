"""The tables. Times are UTC as "2026-11-23T13:14:05Z", days are "2026-11-23": text that sorts, on both databases.

Places of personal data and how long it stays there: docs/personal-data.md.
"""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel


def unique_where(condition: str, name: str, *columns: str) -> Index:
    """An index that holds among the rows of which this is true."""
    where = text(condition)
    return Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


class Unit(SQLModel, table=True):
    """A unit of the Union. Its id never changes; names and parents are dated (domain.md 4.2)."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    kind: str
    sector: str = ""


class UnitName(SQLModel, table=True):
    __tablename__: ClassVar[str] = "unit_name"
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str
    folded: str = Field(index=True)
    since: str
    until: str | None = None


class UnitParent(SQLModel, table=True):
    __tablename__: ClassVar[str] = "unit_parent"
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    parent_id: int = Field(foreign_key="unit.id", index=True)
    since: str
    until: str | None = None


class Person(SQLModel, table=True):
    """The least that tells one member from another. `quiet_since`: asked for no reminders.

    `admitted` is the day of admission to the Union (TV-08); `party`: also in the Party (domain.md 4.5); `phone` only
    where the unit keeps numbers, so that somebody the bot cannot reach can be called; '' where the member wants none.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str
    folded: str
    birth: str
    quiet_since: str | None = None
    admitted: str | None = None
    party: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    phone: str | None = None
    __table_args__ = (Index("ix_person_known_by", "folded", "birth"),)


class Membership(SQLModel, table=True):
    """Who belongs to which unit, from when to when. `paper` says why the member registers on paper (PN-06)."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    unit_id: int = Field(foreign_key="unit.id")
    roll: int
    since: str
    until: str | None = None
    audience: str | None = None
    paper: str | None = None
    __table_args__ = (
        unique_where("until IS NULL", "uq_membership_roll", "unit_id", "roll"),
        Index("ix_membership_person", "person_id", "unit_id", "since", "until"),
        Index("ix_membership_unit", "unit_id", "person_id", "since", "until"),
    )


class Role(SQLModel, table=True):
    """An office in a unit: bi-thu, pho-bi-thu or uy-vien. `sector`: whose units this person answers for (PN-11)."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    office: str
    since: str
    until: str | None = None
    sector: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class Link(SQLModel, table=True):
    """A chat account: waiting for the secretary, active or ended (storage.oa_accounts: when heard)."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    platform: str
    user: str
    state: str
    since: str
    until: str | None = None
    unreachable: str | None = None
    unreachable_at: str | None = None
    heard_at: str | None = None
    opted_out_at: str | None = None
    __table_args__ = (
        unique_where("state = 'active'", "uq_link_active", "platform", "user"),
        unique_where("state = 'active'", "uq_link_of_person", "person_id", "platform"),
        Index("ix_link_account", "platform", "user"),
    )


class Consent(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    version: str
    platform: str
    given_at: str
    withdrawn_at: str | None = None


class Invitation(SQLModel, table=True):
    """A branch's join code: it names the branch and gives no right."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    unit_id: int = Field(foreign_key="unit.id")
    created_at: str
    expires_on: str
    revoked_at: str | None = None
    uses: int = 0


class Catalogue(SQLModel, table=True):
    """A version of a list of criteria; what was loaded is never changed."""

    id: int | None = Field(default=None, primary_key=True)
    code: str
    version: str
    title: str
    basis: str = ""
    mode: str
    source: str
    certainty: str
    loaded_at: str
    __table_args__ = (UniqueConstraint("code", "version"),)


class Criterion(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    catalogue_id: int = Field(foreign_key="catalogue.id")
    position: int
    code: str
    group_code: str
    group_title: str
    title: str
    short: str
    example: str = ""
    how_example: str = ""
    kind: str
    period: str = ""
    audience: str = ""
    channel: str = ""
    origin: str
    certainty: str
    source: str
    note: str = ""
    selectable: int = 1
    __table_args__ = (UniqueConstraint("catalogue_id", "code"),)


class Cycle(SQLModel, table=True):
    """A year of a unit and of all units below it that open none of their own."""

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id")
    year: int
    catalogue_id: int = Field(foreign_key="catalogue.id")
    state: str
    opened_at: str
    closed_at: str | None = None
    __table_args__ = (UniqueConstraint("unit_id", "year"),)


class Setting(SQLModel, table=True):
    """What a cycle decides by, for this unit and those below it; the nearest unit's word counts."""

    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    unit_id: int = Field(foreign_key="unit.id")
    name: str
    value: str
    set_at: str
    __table_args__ = (UniqueConstraint("cycle_id", "unit_id", "name"),)


class Form(SQLModel, table=True):
    """A member's registration for a cycle. The state is changed by conditional updates only."""

    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id")
    person_id: int = Field(foreign_key="person.id")
    unit_id: int = Field(foreign_key="unit.id")
    state: str
    version: int
    late: int = 0
    sent_at: str
    opened_at: str | None = None
    opened_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: str | None = None
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    __table_args__ = (
        UniqueConstraint("cycle_id", "person_id"),
        Index("ix_form_person", "person_id", "cycle_id", "state"),
        Index("ix_form_queue", "unit_id", "state", "sent_at"),
        Index("ix_form_unit", "unit_id", "cycle_id"),
        CheckConstraint("state IN ('sent', 'opened', 'confirmed', 'returned', 'recalled')", name="ck_form_state"),
    )


class Line(SQLModel, table=True):
    """A registered item of one version of a form. It keeps a copy of the criterion's text."""

    id: int | None = Field(default=None, primary_key=True)
    form_id: int = Field(foreign_key="form.id")
    version: int
    position: int
    criterion: str
    group_title: str
    title: str
    action: str
    folded: str
    due_precision: str
    due_start: str
    due_end: str
    how: str
    __table_args__ = (UniqueConstraint("form_id", "version", "position"),)


class Talk(SQLModel, table=True):
    """The whole memory of one person's conversations; until somebody is linked, of one chat account's."""

    person: str = Field(primary_key=True)
    version: int
    data: str = Field(sa_type=Text)
    at: str


class Inbox(SQLModel, table=True):
    """A raw delivery of a platform, until its reply is out; with `problem`, until somebody has looked at it."""

    id: int | None = Field(default=None, primary_key=True)
    account: str
    delivery: str
    received_at: str
    body: str = Field(sa_type=Text)
    problem: str | None = None
    holder: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})  # the process that works it; 0: none
    __table_args__ = (UniqueConstraint("account", "delivery"),)


class Outbox(SQLModel, table=True):
    """A message that goes out by itself. `key` makes it the only one of its kind; no `reply`: drawn when sent.

    `doubtful`: how often nobody could tell whether it had arrived, and it was tried again. `hops`: accounts tried in
    vain, each with its reason. With `platform` before it was sent, it is for that account alone. `received_at`: when
    the platform said that it was on the phone, where it says so.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str
    key: str | None = Field(default=None, unique=True)
    reply: str | None = Field(default=None, sa_type=Text)
    state: str
    due_at: str
    created_at: str
    claimed_at: str | None = None
    sent_at: str | None = None
    attempts: int = 0
    platform: str | None = None
    user: str | None = None
    message_id: str | None = None
    redraw_at: str | None = None
    problem: str | None = None
    doubtful: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    hops: str | None = None
    received_at: str | None = None
    __table_args__ = (Index("ix_outbox_due", "state", "due_at"), Index("ix_outbox_of", "person_id", "kind", "id"))
