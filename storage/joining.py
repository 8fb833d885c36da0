"""How a chat account finds its member: invitations, candidates, wrong tries, links and consents."""

from dataclasses import dataclass

from sqlalchemy import (
    Integer,
    Text,
    and_,
    bindparam,
    case,
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
from storage import tables as t
from storage.access import Access
from storage.decisions import Decisions
from storage.people import MEMBER, TODAY, Member, now_in
from storage.sql import Sql, one_of


@dataclass(frozen=True, slots=True)
class Invited:
    """The branch that a join code names."""

    id: int
    unit: int
    unit_name: str


@dataclass(frozen=True, slots=True)
class Account:
    """A chat account of a person."""

    id: int
    person: int
    platform: str
    user: str
    state: str
    since: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A consent that was given, and perhaps withdrawn."""

    version: str
    platform: str
    given_at: str
    withdrawn_at: str | None


_ACTIVE = t.link.c.state == literal_column("'active'")
INVITED = Sql(
    select(t.invitation.c.id, t.invitation.c.unit_id, t.unit_name.c.name)
    .join(t.unit_name, and_(t.unit_name.c.unit_id == t.invitation.c.unit_id, now_in(t.unit_name)))
    .where(
        t.invitation.c.code == bindparam("code"),
        t.invitation.c.revoked_at.is_(None),
        t.invitation.c.expires_on >= TODAY,
    )
)
_MEMBERS = (
    select(*MEMBER)
    .select_from(t.person)
    .join(t.membership, and_(t.membership.c.person_id == t.person.c.id, now_in(t.membership)))
    .join(t.unit, t.unit.c.id == t.membership.c.unit_id)
    .join(t.unit_name, and_(t.unit_name.c.unit_id == t.unit.c.id, now_in(t.unit_name)))
)
CANDIDATES = Sql(
    _MEMBERS.where(
        t.membership.c.unit_id == bindparam("unit"),
        t.person.c.folded == bindparam("folded"),
        t.person.c.birth == bindparam("birth"),
    )
)
MEMBER_BY_ID = Sql(_MEMBERS.where(t.person.c.id == bindparam("person")))
TRIES_OF_ACCOUNT = Sql(
    select(func.count(), func.max(t.attempt.c.at)).where(
        t.attempt.c.platform == bindparam("platform"),
        t.attempt.c.user == bindparam("user"),
        t.attempt.c.at > bindparam("since"),
    )
)
TRIES_ON_CODE = Sql(
    select(func.count()).where(
        t.attempt.c.invitation_id == bindparam("invitation"), t.attempt.c.at > bindparam("since")
    )
)
ADD_TRY = Sql(
    insert(t.attempt).values(
        platform=bindparam("platform"),
        user=bindparam("user"),
        invitation_id=bindparam("invitation_id"),
        at=bindparam("now"),
    )
)
FORGET_TRIES = Sql(
    delete(t.attempt).where(t.attempt.c.platform == bindparam("platform"), t.attempt.c.user == bindparam("user"))
)
_others = t.link.alias()
ADD_LINK = Sql(
    insert(t.link)
    .from_select(
        ("person_id", "platform", "user", "state", "since"),
        select(
            cast(bindparam("person"), Integer),
            cast(bindparam("platform"), Text),
            cast(bindparam("user"), Text),
            case(
                (
                    exists().where(
                        _others.c.person_id == bindparam("person"), _others.c.state == literal_column("'active'")
                    ),
                    literal_column("'waiting'"),
                ),
                else_=literal_column("'active'"),
            ),
            cast(bindparam("now"), Text),
        ),
        include_defaults=False,
    )
    .returning(t.link.c.id, t.link.c.state)
)
"""The first account of a person counts at once, another one waits for the committee."""
COUNT_USE = Sql(
    update(t.invitation)
    .values(uses=t.invitation.c.uses + literal_column("1"))
    .where(t.invitation.c.id == bindparam("of"))
)
_ACCOUNT = select(t.link.c.id, t.link.c.person_id, t.link.c.platform, t.link.c.user, t.link.c.state, t.link.c.since)
ACCOUNTS = Sql(
    _ACCOUNT.where(t.link.c.person_id == bindparam("person"), t.link.c.state.in_(one_of("active", "waiting"))).order_by(
        t.link.c.id
    )
)
ACCOUNT = Sql(_ACCOUNT.where(t.link.c.id == bindparam("link")))
ACTIVATE = Sql(
    update(t.link)
    .values(state=literal_column("'active'"))
    .where(
        t.link.c.id == bindparam("link"),
        t.link.c.state == literal_column("'waiting'"),
        ~exists().where(
            _others.c.platform == t.link.c.platform,
            _others.c.user == t.link.c.user,
            _others.c.state == literal_column("'active'"),
        ),
    )
    .returning(t.link.c.id)
)
END = Sql(
    update(t.link)
    .values(state=literal_column("'ended'"), until=bindparam("now"))
    .where(t.link.c.id == bindparam("link"), t.link.c.state != literal_column("'ended'"))
    .returning(t.link.c.id)
)
ADD_CONSENT = Sql(
    insert(t.consent).values(
        {name: bindparam(name) for name in ("person_id", "version", "platform", "given_at")} | {"withdrawn_at": None}
    )
)
CONSENTS = Sql(
    select(t.consent.c.version, t.consent.c.platform, t.consent.c.given_at, t.consent.c.withdrawn_at)
    .where(t.consent.c.person_id == bindparam("person"))
    .order_by(t.consent.c.id)
)
WITHDRAW = Sql(
    update(t.consent)
    .values(withdrawn_at=bindparam("now"))
    .where(t.consent.c.person_id == bindparam("person"), t.consent.c.withdrawn_at.is_(None))
)
SET_PAPER = Sql(
    update(t.membership)
    .values(paper=bindparam("why"))
    .where(t.membership.c.person_id == bindparam("of"), t.membership.c.until.is_(None))
)
CLEAR_OWN_PAPER = Sql(
    update(t.membership)
    .values(paper=None)
    .where(
        t.membership.c.person_id == bindparam("of"),
        t.membership.c.paper.in_(one_of("declined", "withdrew")),
    )
)
BIRTH = Sql(select(t.person.c.birth).where(t.person.c.id == bindparam("person")))
SET_QUIET = Sql(update(t.person).values(quiet_since=bindparam("since")).where(t.person.c.id == bindparam("person")))
DROP_UNSENT = Sql(
    update(t.outbox)
    .values(state=literal_column("'dropped'"), reply=None)
    .where(t.outbox.c.person_id == bindparam("person"), t.outbox.c.state.in_(one_of("due", "claimed")))
)


class Joining(Decisions, Access):
    """Questions about who a chat account is."""

    async def invitation(self, code: str) -> Invited | None:
        """The branch of a join code that still counts."""
        rows = await self._read(INVITED, code=code, today=self.today.isoformat())
        return Invited(*rows[0]) if rows else None

    async def candidates(self, unit: int, folded: str, birth: str) -> tuple[Member, ...]:
        rows = await self._read(CANDIDATES, unit=unit, folded=folded, birth=birth, today=self.today.isoformat())
        return tuple(Member(*row) for row in rows)

    async def member(self, person: int) -> Member | None:
        rows = await self._read(MEMBER_BY_ID, person=person, today=self.today.isoformat())
        return Member(*rows[0]) if rows else None

    async def tries_of(self, at: Address, since: str) -> tuple[int, str | None]:
        """How often this account was wrong since then, and when it was last."""
        rows = await self._read(TRIES_OF_ACCOUNT, platform=at.platform, user=at.user, since=since)
        return int(rows[0][0]), rows[0][1]

    async def tries_on(self, invitation: int, since: str) -> int:
        rows = await self._read(TRIES_ON_CODE, invitation=invitation, since=since)
        return int(rows[0][0])

    async def wrong_try(self, at: Address, invitation: int) -> None:
        await self._write(ADD_TRY, platform=at.platform, user=at.user, invitation_id=invitation, now=self.at)

    async def accounts(self, person: int) -> tuple[Account, ...]:
        """The chat accounts of a person that are active or wait for the secretary."""
        return tuple(Account(*row) for row in await self._read(ACCOUNTS, person=person))

    async def account(self, link: int) -> Account | None:
        rows = await self._read(ACCOUNT, link=link)
        return Account(*rows[0]) if rows else None

    async def link(self, member: Member, at: Address, invitation: int) -> Account:
        """Tie an account to a member; the second one of a person waits until the committee agrees."""
        rows = await self._write(ADD_LINK, person=member.person, platform=at.platform, user=at.user, now=self.at)
        link, state = rows[0]
        await self._write(COUNT_USE, of=invitation)
        await self._write(FORGET_TRIES, platform=at.platform, user=at.user)
        act = "linked" if state == "active" else "asked-to-link"
        await self.record(act, member.person, at.platform, unit=member.unit, person=member.person)
        return Account(link, member.person, at.platform, at.user, state, self.at)

    async def activate(self, account: Account, by: int, channel: str) -> bool:
        """The committee agrees to a waiting account; the person's older account on that platform ends.

        False where it waits no longer, or the account has become somebody else's meanwhile.
        """
        older = [
            a for a in await self.accounts(account.person) if a.platform == account.platform and a.state == "active"
        ]
        for other in older:
            await self._write(END, link=other.id, now=self.at)
        if not await self._write(ACTIVATE, link=account.id):
            return False
        await self.record("linked", by, channel, person=account.person)
        return True

    async def unlink(self, account: Account, by: int, channel: str) -> bool:
        if not await self._write(END, link=account.id, now=self.at):
            return False
        await self.record("unlinked", by, channel, person=account.person)
        return True

    async def agree(self, member: Member, version: str, platform: str) -> None:
        """Consent to the use of one's data, in this version of the notice."""
        await self._write(ADD_CONSENT, person_id=member.person, version=version, platform=platform, given_at=self.at)
        await self._write(CLEAR_OWN_PAPER, of=member.person)
        await self.record("consented", member.person, platform, person=member.person, reason=version)

    async def withdraw(self, member: Member, channel: str) -> None:
        """Consent ends: no account, no message, the paper way from now on."""
        await self._write(WITHDRAW, person=member.person, now=self.at)
        for account in await self.accounts(member.person):
            await self._write(END, link=account.id, now=self.at)
        await self._write(DROP_UNSENT, person=member.person)
        await self.goes_on_paper(member, "withdrew", channel)

    async def goes_on_paper(self, member: Member, why: str, channel: str) -> None:
        await self._write(SET_PAPER, of=member.person, why=why)
        await self.record("paper", member.person, channel, unit=member.unit, person=member.person, reason=why)

    async def consents(self, person: int) -> tuple[Agreement, ...]:
        return tuple(Agreement(*row) for row in await self._read(CONSENTS, person=person))

    async def birth(self, person: int) -> str:
        rows = await self._read(BIRTH, person=person)
        return str(rows[0][0])

    async def be_quiet(self, person: int, *, quiet: bool) -> None:
        """No reminders from now on, or reminders again."""
        await self._write(SET_QUIET, person=person, since=self.at if quiet else None)
