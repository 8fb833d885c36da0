"""The tables of what passes through platforms: messages that are counted, files that go out by a link or come in."""

from typing import ClassVar

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel


class Tally(SQLModel, table=True):
    """How many messages a platform with a plan has taken in a month ("2026-11", Viet Nam's), answers included."""

    platform: str = Field(primary_key=True)
    month: str = Field(primary_key=True)
    count: int


class Handout(SQLModel, table=True):
    """A file, in base64, to which somebody was given a link that holds for minutes."""

    __tablename__: ClassVar[str] = "handout"
    key: str = Field(primary_key=True)
    name: str
    content: str = Field(sa_type=Text)
    at: str = Field(index=True)


class Upload(SQLModel, table=True):
    """A file that a member sent, in base64, until a conversation asks for it; for a day at most.

    `state` is "waiting" while its bytes are still where its platform named (`source`), "kept", or "big": too large
    to be. `key` is the platform's own id of the file, `size` counts bytes. The content stands last: whoever looks
    for what waits need not read past it.
    """

    __tablename__: ClassVar[str] = "upload"
    id: int | None = Field(default=None, primary_key=True)
    platform: str
    user: str
    key: str
    state: str
    source: str | None = Field(default=None, sa_type=Text)
    size: int
    at: str = Field(index=True)
    content: str | None = Field(default=None, sa_type=Text)
    __table_args__ = (UniqueConstraint("platform", "user", "key"),)
