"""What members decide about their own data: consent and its end, the paper way, silence."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, exists, insert, literal_column, select, update

from storage import tables as t
from storage.joining import END, Joining
from storage.people import TAKE, Member
from storage.phones import REFUSE
from storage.sql import Sql, one_of


@dataclass(frozen=True, slots=True)
class Agreement:
    """A consent that was given, and perhaps withdrawn."""

    version: str
    platform: str
    given_at: str
    withdrawn_at: str | None


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
    .where(
        t.membership.c.person_id == bindparam("of"),
        t.membership.c.until.is_(None),
        t.membership.c.paper.is_(None),
        ~exists().where(t.link.c.person_id == bindparam("of"), t.link.c.state == literal_column("'active'")),
    )
    .returning(t.membership.c.id)
)
"""Another reason for paper stays, for a later consent does not end it (PN-06). Whoever has an account speaks for
themselves there: an account that nobody knows yet cannot send them to paper."""
CLEAR_OWN_PAPER = Sql(
    update(t.membership)
    .values(paper=None)
    .where(t.membership.c.person_id == bindparam("of"), t.membership.c.paper.in_(one_of("declined", "withdrew")))
)
BIRTH = Sql(select(t.person.c.birth).where(t.person.c.id == bindparam("person")))
SET_QUIET = Sql(update(t.person).values(quiet_since=bindparam("since")).where(t.person.c.id == bindparam("person")))
DROP_UNSENT = Sql(
    update(t.outbox)
    .values(state=literal_column("'dropped'"), reply=None)
    .where(t.outbox.c.person_id == bindparam("person"), t.outbox.c.state.in_(one_of("due", "claimed")))
)
DROP_REMINDERS = Sql(
    update(t.reminder)
    .values(state=literal_column("'skipped'"), reason=literal_column("'withdrew'"))
    .where(t.reminder.c.person_id == bindparam("person"), t.reminder.c.state.in_(one_of("planned", "claimed")))
)
FORGET_WISHES = Sql(delete(t.preference).where(t.preference.c.person_id == bindparam("person")))
_own = (t.link.c.person_id == bindparam("person"), t.link.c.state != literal_column("'ended'"))
_web_sessions = select(t.link.c.user).where(*_own, t.link.c.platform == literal_column("'web'"))
FORGET_WEB = Sql(delete(t.web_message).where(t.web_message.c.session.in_(_web_sessions)))
"""What pages of the web chat showed; on other platforms that is the person's own to delete."""
_from_own = exists().where(*_own, t.link.c.platform == t.upload.c.platform, t.link.c.user == t.upload.c.user)
FORGET_SENT = Sql(delete(t.upload).where(_from_own))
"""Files that nobody has asked for."""


class Privacy(Joining):
    """Questions about a member's own data."""

    async def agree(self, member: Member, version: str, platform: str) -> None:
        """Consent to the use of one's data, in this version of the notice."""
        await self._write(ADD_CONSENT, person_id=member.person, version=version, platform=platform, given_at=self.at)
        await self._write(CLEAR_OWN_PAPER, of=member.person)
        await self.record("consented", member.person, platform, person=member.person, reason=version)

    async def withdraw(self, member: Member, channel: str) -> None:
        """Consent ends: no account, no message, no number to call, the paper way from now on."""
        await self._write(TAKE, person=member.person)
        await self._write(REFUSE, person=member.person)
        await self._write(WITHDRAW, person=member.person, now=self.at)
        await self._write(FORGET_WEB, person=member.person)
        await self._write(FORGET_SENT, person=member.person)
        for account in await self.accounts(member.person):
            await self._write(END, link=account.id, now=self.at)
        await self._write(DROP_UNSENT, person=member.person)
        await self._write(DROP_REMINDERS, person=member.person)
        await self._write(FORGET_WISHES, person=member.person)
        await self.goes_on_paper(member, "withdrew", channel)

    async def goes_on_paper(self, member: Member, why: str, channel: str) -> None:
        """No registering in chat any more, for the person's own reason: "declined" or "withdrew"."""
        if await self._write(SET_PAPER, of=member.person, why=why):
            await self.record("paper", member.person, channel, unit=member.unit, person=member.person, reason=why)

    async def consents(self, person: int) -> tuple[Agreement, ...]:
        return tuple(Agreement(*row) for row in await self._read(CONSENTS, person=person))

    async def birth(self, person: int) -> str:
        rows = await self._read(BIRTH, person=person)
        return str(rows[0][0])

    async def be_quiet(self, person: int, *, quiet: bool) -> None:
        """No reminders from now on, or reminders again."""
        await self._write(SET_QUIET, person=person, since=self.at if quiet else None)
