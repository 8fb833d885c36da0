"""The tokens of an Official Account, of which one may be used a single time: each step is one conditional update."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Integer, bindparam, literal_column, null, select, update

from storage import tables as t
from storage.database import Database
from storage.instants import instant, moment
from storage.sql import INSERT, Sql, for_each

State = Literal["good", "asked", "spent"]
_ONE: ColumnElement[int] = literal_column("1", Integer)
_THIS = t.oa_token.c.account == bindparam("account")
_AS_SEEN = (_THIS, t.oa_token.c.version == bindparam("seen"))


def _becomes(state: State, **values: Any) -> dict[str, Any]:
    return {"state": literal_column(f"'{state}'"), "version": t.oa_token.c.version + _ONE, **values}


def _is(state: State) -> ColumnElement[bool]:
    return t.oa_token.c.state == literal_column(f"'{state}'")


KEPT = Sql(
    select(
        *(t.oa_token.c[name] for name in ("version", "state", "access", "access_until", "refresh", "asked_at"))
    ).where(_THIS)
)
LEASE = Sql(
    update(t.oa_token)
    .values(_becomes("asked", asked_at=bindparam("now")))
    .where(*_AS_SEEN, _is("good"))
    .returning(t.oa_token.c.version)
)
_PAIR: dict[str, Any] = {name: bindparam(name) for name in ("access", "access_until", "refresh")}
RENEW = Sql(
    update(t.oa_token)
    .values(_becomes("good", asked_at=null(), **_PAIR))
    .where(_THIS, ~_is("good"), t.oa_token.c.version.in_((bindparam("seen"), bindparam("seen") + _ONE)))
    .returning(t.oa_token.c.version)
)
"""Also where the buyer was so late that somebody has given the token up meanwhile: nothing can have come after it."""
GIVE_BACK = Sql(
    update(t.oa_token)
    .values(_becomes("good", asked_at=null()))
    .where(*_AS_SEEN, _is("asked"))
    .returning(t.oa_token.c.version)
)
SPEND = Sql(update(t.oa_token).values(_becomes("spent")).where(*_AS_SEEN, _is("asked")).returning(t.oa_token.c.version))


def _log_in(dialect: str) -> Any:
    row = INSERT[dialect](t.oa_token).values(
        account=bindparam("account"), version=_ONE, state=literal_column("'good'"), asked_at=null(), **_PAIR
    )
    fresh = _becomes("good", asked_at=null(), **{name: row.excluded[name] for name in _PAIR})
    return row.on_conflict_do_update(index_elements=["account"], set_=fresh).returning(t.oa_token.c.version)


LOG_IN = for_each(_log_in)


@dataclass(frozen=True, slots=True)
class Pair:
    """What Zalo hands out: the token that calls carry, until when it holds, and the one that buys the next pair."""

    access: str
    until: datetime
    refresh: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A pair as it stands. `asked_at`: since when somebody is buying the next one with it."""

    version: int
    state: State
    pair: Pair
    asked_at: datetime | None = None


class TokenBox:
    """Of one account. Whoever changes the row does so as he has seen it, or not at all."""

    def __init__(self, database: Database, account: str) -> None:
        self._database = database
        self._account = account

    async def kept(self) -> Kept | None:
        """None where nobody has ever logged in."""
        rows = await self._database.read(KEPT, account=self._account)
        for version, state, access, until, refresh, asked_at in rows:
            return Kept(version, state, Pair(access, moment(until), refresh), moment(asked_at) if asked_at else None)
        return None

    async def lease(self, kept: Kept, now: datetime) -> int | None:
        """The version under which the refresh token is ours alone; it is written before Zalo hears of it."""
        return await self._changed(LEASE, kept.version, now=instant(now))

    async def renew(self, lease: int, pair: Pair) -> bool:
        """The next pair has come."""
        return await self._changed(RENEW, lease, **_values(pair)) is not None

    async def give_back(self, lease: int) -> bool:
        """Zalo never saw the token."""
        return await self._changed(GIVE_BACK, lease) is not None

    async def spend(self, lease: int) -> bool:
        """Zalo may have seen it, and no pair has come: it is never shown again."""
        return await self._changed(SPEND, lease) is not None

    async def log_in(self, pair: Pair) -> None:
        """An administrator has consented: whatever was before is over."""
        await self._database.write(LOG_IN, account=self._account, **_values(pair))

    async def _changed(self, sql: Sql, seen: int, **values: str) -> int | None:
        rows = await self._database.write(sql, account=self._account, seen=seen, **values)
        return int(rows[0][0]) if rows else None


def _values(pair: Pair) -> dict[str, str]:
    return {"access": pair.access, "access_until": instant(pair.until), "refresh": pair.refresh}
