"""Personal data leaves when its time is over: the periods that docs/personal-data.md promises."""

from datetime import datetime, timedelta

from sqlalchemy import Text, bindparam, delete, exists, literal_column, not_, select, update

from storage import tables as t
from storage.database import Database
from storage.instants import instant
from storage.people import KEY
from storage.phones import forget_phones
from storage.sql import Sql, one_of
from storage.web import end_lapsed

NOTICES = timedelta(days=90)  # what was sent, kept so that "was I told?" can be answered
SET_ASIDE = timedelta(days=30)  # unreadable deliveries
TRIES = timedelta(days=1)  # wrong answers to "who are you"
LINK_CODES = timedelta(days=1)  # codes that tied nothing, after their quarter of an hour
TALKS = timedelta(days=30)  # talks of strangers, and of members who have no account any more
ACCOUNTS = timedelta(days=90)  # the platform's id of an account that was let go
MESSAGES = timedelta(days=30)  # what a page of the web chat shows
UPLOADS = timedelta(days=1)  # files that no conversation has asked for
HANDOUTS = timedelta(days=1)  # files that somebody was given a link to; the next such file deletes them sooner
PAPERS = timedelta(days=7)  # files that were drawn for somebody; the report that they are of stays
UNDOING = timedelta(days=1)  # how a row stood before an act that can be undone
REMINDERS = timedelta(days=400)  # who was reminded of what, so that a year can be compared with the next
ANNOUNCEMENTS = timedelta(days=400)  # what a committee told its branch, and who got it

_BEFORE = bindparam("before", type_=Text)
_linked = exists().where(t.talk.c.person == KEY, t.link.c.state == literal_column("'active'"))
FORGET_NOTICES = Sql(
    delete(t.outbox).where(t.outbox.c.created_at < _BEFORE, not_(t.outbox.c.state.in_(one_of("due", "claimed"))))
)
FORGET_SET_ASIDE = Sql(delete(t.inbox).where(t.inbox.c.received_at < _BEFORE, t.inbox.c.problem.is_not(None)))
FORGET_TRIES = Sql(delete(t.attempt).where(t.attempt.c.at < _BEFORE))
FORGET_LINK_CODES = Sql(delete(t.link_code).where(t.link_code.c.expires_at < _BEFORE))
FORGET_TALKS = Sql(delete(t.talk).where(t.talk.c.at < _BEFORE, ~_linked))
FORGET_ACCOUNTS = Sql(
    update(t.link)
    .values(user=literal_column("''"))
    .where(t.link.c.until < _BEFORE, t.link.c.state == literal_column("'ended'"))
)
FORGET_MESSAGES = Sql(delete(t.web_message).where(t.web_message.c.at < _BEFORE))
FORGET_UPLOADS = Sql(delete(t.upload).where(t.upload.c.at < _BEFORE))
FORGET_HANDOUTS = Sql(delete(t.handout).where(t.handout.c.at < _BEFORE))
_worn = select(t.paper.c.id).where(t.paper.c.asked_at < _BEFORE)
FORGET_PAPERS_CONTENT = Sql(delete(t.paper_content).where(t.paper_content.c.paper_id.in_(_worn)))
FORGET_PAPERS = Sql(delete(t.paper).where(t.paper.c.asked_at < _BEFORE))
FORGET_BEFORE = Sql(
    update(t.decision)
    .values(was=literal_column("NULL"))
    .where(t.decision.c.at < _BEFORE, t.decision.c.was.is_not(None))
)
FORGET_REMINDERS = Sql(delete(t.reminder).where(t.reminder.c.planned_at < _BEFORE))
_old = select(t.announcement.c.id).where(t.announcement.c.at < _BEFORE)
FORGET_ANNOUNCED = Sql(delete(t.announced).where(t.announced.c.announcement_id.in_(_old)))
FORGET_ANNOUNCEMENTS = Sql(delete(t.announcement).where(t.announcement.c.at < _BEFORE))
SWEEPS = (
    (NOTICES, FORGET_NOTICES),
    (SET_ASIDE, FORGET_SET_ASIDE),
    (TRIES, FORGET_TRIES),
    (LINK_CODES, FORGET_LINK_CODES),
    (TALKS, FORGET_TALKS),
    (ACCOUNTS, FORGET_ACCOUNTS),
    (MESSAGES, FORGET_MESSAGES),
    (UPLOADS, FORGET_UPLOADS),
    (HANDOUTS, FORGET_HANDOUTS),
    (PAPERS, FORGET_PAPERS_CONTENT),  # before what it is of
    (PAPERS, FORGET_PAPERS),
    (UNDOING, FORGET_BEFORE),
    (REMINDERS, FORGET_REMINDERS),
    (ANNOUNCEMENTS, FORGET_ANNOUNCED),  # before what they are about
    (ANNOUNCEMENTS, FORGET_ANNOUNCEMENTS),
)


async def forget_old(database: Database, now: datetime, web_sessions: timedelta) -> None:
    """Delete what has passed its time; harmless to repeat. `web_sessions`: how long one lasts without a visit."""
    await end_lapsed(database, now - web_sessions, now)
    await forget_phones(database, now)
    for age, sweep in SWEEPS:
        await database.write(sweep, before=instant(now - age))
