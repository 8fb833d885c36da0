"""The tables behind finding out who an account is: the code that ties a second one, and what was answered wrong."""

from typing import ClassVar

from sqlmodel import Field, Index, SQLModel


class LinkCode(SQLModel, table=True):
    """Six digits with which a person ties one more account, once; the account that asked for them must still count."""

    __tablename__: ClassVar[str] = "link_code"
    code: str = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", unique=True)
    link_id: int = Field(foreign_key="link.id")
    expires_at: str


class Attempt(SQLModel, table=True):
    """A wrong answer to "who are you", kept for a day to slow guessing down; without invitation, a wrong link code."""

    id: int | None = Field(default=None, primary_key=True)
    platform: str
    user: str
    invitation_id: int | None = Field(default=None, foreign_key="invitation.id", index=True)
    at: str
    __table_args__ = (Index("ix_attempt_account", "platform", "user", "at"),)
