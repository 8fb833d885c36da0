"""One person on several channels: codes that make one more account theirs, and how each account is reached."""

from dataclasses import dataclass
from secrets import randbelow
from typing import Any

from sqlalchemy import (
    Integer,
    Text,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    insert,
    literal_column,
    select,
    update,
)

from chat.message import Address
from chat.talk import Talk
from rules.linking import FIGURES, LASTS
from storage import tables as t
from storage.instants import instant
from storage.joining import FORGET_TRIES, Account, Joining
from storage.people import TAKE, Member
from storage.sql import INSERT, Row, Sql, Value, for_each, one_of
from storage.talk_rows import ROW, SWAP


@dataclass(frozen=True, slots=True)
class Device:
    """An account as its person sees it: when the bot last told something there, or why nobody is reached there."""

    account: Account
    unreachable: str | None = None
    unreachable_at: str | None = None
    reached_at: str | None = None

    @property
    def counts(self) -> bool:
        return self.account.state == "active"


@dataclass(frozen=True, slots=True)
class Linked:
    """A member's new account, the one on the same platform whose place it took, and those on other platforms."""

    member: Member
    replaced: Account | None
    others: tuple[Account, ...]


_ACTIVE = t.link.c.state == literal_column("'active'")
_ACCOUNT = (t.link.c.id, t.link.c.person_id, t.link.c.platform, t.link.c.user, t.link.c.state, t.link.c.since)
_NOW = bindparam("now", type_=Text)
_counts = exists().where(t.link.c.id == t.link_code.c.link_id, _ACTIVE)
_GOOD = and_(t.link_code.c.code == bindparam("code"), t.link_code.c.expires_at >= _NOW, _counts)
"""A code is worth no more than the account that asked for it: once that one is let go, so is the code."""


def _add_code(dialect: str) -> Any:
    """A code that somebody had earlier may come again; one that still counts is nobody else's."""
    row = INSERT[dialect](t.link_code).values(
        code=bindparam("code"), person_id=bindparam("person"), link_id=bindparam("link"), expires_at=bindparam("until")
    )
    fresh = {name: row.excluded[name] for name in ("person_id", "link_id", "expires_at")}
    over = t.link_code.c.expires_at < _NOW
    return row.on_conflict_do_update(index_elements=["code"], set_=fresh, where=over).returning(t.link_code.c.code)


DROP_CODE = Sql(delete(t.link_code).where(t.link_code.c.person_id == bindparam("person")))
ADD_CODE = for_each(_add_code)
WHOSE = Sql(select(t.link_code.c.person_id).where(_GOOD))
USE_CODE = Sql(delete(t.link_code).where(_GOOD).returning(t.link_code.c.person_id))
END_ON = Sql(
    update(t.link)
    .values(state=literal_column("'ended'"), until=_NOW)
    .where(_ACTIVE, t.link.c.person_id == bindparam("person"), t.link.c.platform == bindparam("platform"))
    .returning(*_ACCOUNT)
)
END_WAITING = Sql(
    update(t.link)
    .values(state=literal_column("'ended'"), until=_NOW)
    .where(
        t.link.c.state == literal_column("'waiting'"),
        t.link.c.platform == bindparam("platform"),
        t.link.c.user == bindparam("user"),
    )
)
"""Whoever it waited to be, the account is somebody now."""
ADD_LINK = Sql(
    insert(t.link).values(
        person_id=bindparam("person"),
        platform=bindparam("platform"),
        user=bindparam("user"),
        state=literal_column("'active'"),
        since=_NOW,
    )
)
_reached_at = (
    select(func.max(t.outbox.c.sent_at))
    .where(
        t.outbox.c.person_id == t.link.c.person_id,
        t.outbox.c.platform == t.link.c.platform,
        t.outbox.c.user == t.link.c.user,
        t.outbox.c.state == literal_column("'sent'"),
    )
    .scalar_subquery()
)
DEVICES = Sql(
    select(*_ACCOUNT, t.link.c.unreachable, t.link.c.unreachable_at, _reached_at)
    .where(t.link.c.person_id == cast(bindparam("person"), Integer), t.link.c.state.in_(one_of("active", "waiting")))
    .order_by(t.link.c.id)
)


class Linking(Joining):
    """Questions about the several accounts of a person."""

    async def devices(self, person: int) -> tuple[Device, ...]:
        """The accounts that count or wait, by number."""
        return tuple(_device(row) for row in await self._read(DEVICES, person=person))

    async def new_link_code(self, asking: Account) -> str:
        """A code for one more account of the same person; the one before ends."""
        await self._write(DROP_CODE, person=asking.person)
        until = instant(self._now + LASTS)
        values: dict[str, Value] = {"person": asking.person, "link": asking.id, "until": until, "now": self.at}
        while True:
            code = f"{randbelow(10**FIGURES):0{FIGURES}}"
            if await self._write(ADD_CODE, code=code, **values):
                return code

    async def person_of_code(self, code: str) -> int | None:
        rows = await self._read(WHOSE, code=code, now=self.at)
        return rows[0][0] if rows else None

    async def link_by_code(self, code: str, at: Address) -> Linked | None:
        """The account becomes that of the code's person, in place of one on its platform; None for a wrong code."""
        person = await self.person_of_code(code)
        member = await self.member(person) if person else None
        if member is None:
            return None
        before = {
            account.platform: account for account in await self.accounts(member.person) if account.state == "active"
        }
        await self._take_talk(member.person, before.get(at.platform))
        if not await self._write(USE_CODE, code=code, now=self.at):
            return None
        await self._write(TAKE, person=member.person)
        ended = await self._write(END_ON, person=member.person, platform=at.platform, now=self.at)
        await self._write(END_WAITING, platform=at.platform, user=at.user, now=self.at)
        await self._write(ADD_LINK, person=member.person, platform=at.platform, user=at.user, now=self.at)
        await self._write(FORGET_TRIES, platform=at.platform, user=at.user)
        replaced = Account(*ended[0]) if ended else None
        if replaced:
            await self._forget_what_it_showed(replaced)
            await self.record("unlinked", member.person, at.platform, person=member.person)
        await self.record("linked", member.person, at.platform, unit=member.unit, person=member.person)
        others = (account for account in before.values() if account.platform != at.platform)
        return Linked(member, replaced, tuple(others))

    async def _take_talk(self, person: int, leaving: Account | None) -> None:
        """What the account that leaves was shown is forgotten.

        The talk is taken before the person, as in every turn of the person's own, so that no two wait for each other.
        """
        swapped: Any = ()
        while not swapped:
            rows = await self._read(ROW, key=f"p{person}")
            version, raw = rows[0] if rows else (0, "{}")
            talk = Talk(raw)
            if leaving:
                talk.take_chat(str(Address(leaving.platform, leaving.user)))
            swapped = await self._write(SWAP, key=f"p{person}", seen=version, raw=talk.dumps(), now=self.at)


def _device(row: Row) -> Device:
    *account, unreachable, unreachable_at, reached_at = row
    return Device(Account(*account), unreachable, unreachable_at, reached_at)
