"""The tables of the web chat; texts and times as in storage.models."""

from typing import ClassVar

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class WebSession(SQLModel, table=True):
    """A browser that has said something. `changes` numbers what changes in its chat, one after the other."""

    __tablename__: ClassVar[str] = "web_session"
    session: str = Field(primary_key=True)
    changes: int
    seen_at: str = Field(index=True)


class WebMessage(SQLModel, table=True):
    """What a page shows: a message as it was drawn, `files` as a JSON list of names and base64.

    `place` is where it stands; an edit keeps that and has a new `changed`. Reading a chat in the order of `changed`
    misses nothing, for the row of its session is held from taking the number to the end of the transaction.
    """

    __tablename__: ClassVar[str] = "web_message"
    id: int | None = Field(default=None, primary_key=True)
    session: str
    key: str
    place: int
    changed: int
    body: str = Field(sa_type=Text)
    files: str | None = Field(default=None, sa_type=Text)
    at: str = Field(index=True)
    __table_args__ = (UniqueConstraint("session", "key"), UniqueConstraint("session", "changed"))
