"""How a chat account finds its member: invitations, candidates, wrong tries and links."""

from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    FromClause,
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
from storage.people import MEMBER, TAKE, TODAY, Member, named, now_in
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


_ACTIVE = t.link.c.state == literal_column("'active'")
_others = t.link.alias()


def _may_count(link: FromClause) -> ColumnElement[bool]:
    """The account waits, and has not become somebody else's."""
    taken = exists().where(
        _others.c.platform == link.c.platform,
        _others.c.user == link.c.user,
        _others.c.state == literal_column("'active'"),
    )
    return and_(link.c.id == bindparam("link"), link.c.state == literal_column("'waiting'"), ~taken)


INVITED = Sql(
    select(t.invitation.c.id, t.invitation.c.unit_id, t.unit_name.c.name)
    .join(t.unit_name, named(t.invitation.c.unit_id))
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
    .join(t.unit_name, named(t.unit.c.id))
)
CANDIDATES = Sql(
    _MEMBERS.where(
        t.membership.c.unit_id == bindparam("unit"),
        t.person.c.folded == bindparam("folded"),
        t.person.c.birth == bindparam("birth"),
    )
)
MEMBER_BY_ID = Sql(_MEMBERS.where(t.person.c.id == bindparam("person")).order_by(t.membership.c.id.desc()))
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
_new = t.link.alias()
_person_of = t.link.alias()
END_OLDER = Sql(
    update(t.link)
    .values(state=literal_column("'ended'"), until=bindparam("now"))
    .where(
        _ACTIVE,
        t.link.c.person_id
        == select(_person_of.c.person_id).where(_person_of.c.id == bindparam("link")).scalar_subquery(),
        exists().where(_may_count(_new), _new.c.person_id == t.link.c.person_id, _new.c.platform == t.link.c.platform),
    )
)
"""A person has one account on a platform: where a waiting one is going to count, the one before ends."""
ACTIVATE = Sql(update(t.link).values(state=literal_column("'active'")).where(_may_count(t.link)).returning(t.link.c.id))
END = Sql(
    update(t.link)
    .values(state=literal_column("'ended'"), until=bindparam("now"))
    .where(t.link.c.id == bindparam("link"), t.link.c.state != literal_column("'ended'"))
    .returning(t.link.c.id)
)
FORGET_PAGE = Sql(delete(t.web_message).where(t.web_message.c.session == bindparam("session")))
"""What a page of the web chat showed; on other platforms that is the person's own to delete."""
FORGET_UPLOADS = Sql(
    delete(t.upload).where(t.upload.c.platform == bindparam("platform"), t.upload.c.user == bindparam("user"))
)
"""Files that came from there and that nobody has asked for."""


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

    async def wrong_try(self, at: Address, invitation: int | None = None) -> None:
        """With a join code, or else with a code that ties one more account."""
        await self._write(ADD_TRY, platform=at.platform, user=at.user, invitation_id=invitation, now=self.at)

    async def accounts(self, person: int) -> tuple[Account, ...]:
        """The chat accounts of a person that are active or wait for the secretary."""
        return tuple(Account(*row) for row in await self._read(ACCOUNTS, person=person))

    async def account(self, link: int) -> Account | None:
        rows = await self._read(ACCOUNT, link=link)
        return Account(*rows[0]) if rows else None

    async def link(self, member: Member, at: Address, invitation: int) -> Account:
        """Tie an account to a member; the second one of a person waits until the committee agrees."""
        await self._write(TAKE, person=member.person)
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
        await self._write(TAKE, person=account.person)
        await self._write(END_OLDER, link=account.id, now=self.at)
        if not await self._write(ACTIVATE, link=account.id):
            return False
        await self.record("linked", by, channel, person=account.person)
        return True

    async def unlink(self, account: Account, by: int, channel: str) -> bool:
        await self._write(TAKE, person=account.person)
        if not await self._write(END, link=account.id, now=self.at):
            return False
        await self._forget_what_it_showed(account)
        await self.record("unlinked", by, channel, person=account.person)
        return True

    async def _forget_what_it_showed(self, account: Account) -> None:
        """Whoever sits at that machine next reads nothing there; what was sent from it has no owner any more."""
        await self._write(FORGET_UPLOADS, platform=account.platform, user=account.user)
        if account.platform == "web":
            await self._write(FORGET_PAGE, session=account.user)
