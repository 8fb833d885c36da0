"""The tables of what platforms take of us: messages that are counted, files that go out by a link."""

from typing import ClassVar

from sqlalchemy import Text
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
