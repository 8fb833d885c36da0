"""The table of Zalo's Official Account; texts and times as in storage.models."""

from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class OaToken(SQLModel, table=True):
    """The pair of tokens of an account. `refresh` may be shown to Zalo once, and `asked_at` is when that was begun.

    "good": nobody has shown it; "asked": somebody has, and what came of it is not written yet; "spent": it is used up
    and there is no other, so an administrator has to log in again.
    """

    __tablename__: ClassVar[str] = "oa_token"
    account: str = Field(primary_key=True)
    version: int
    state: str
    access: str
    access_until: str
    refresh: str
    asked_at: str | None = None
    __table_args__ = (CheckConstraint("state IN ('good', 'asked', 'spent')", "ck_oa_token_state"),)
