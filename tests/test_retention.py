"""Personal data leaves when its time is over, and not before; docs/personal-data.md promises the same periods."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from scheduler.retention import (
    ACCOUNTS,
    ANNOUNCEMENTS,
    HANDOUTS,
    LINK_CODES,
    MESSAGES,
    NOTICES,
    PAPERS,
    REMINDERS,
    SET_ASIDE,
    SWEEPS,
    TALKS,
    TRIES,
    UNDOING,
    UPLOADS,
    forget_old,
)
from storage import tables as t
from storage.instants import instant
from storage.sql import Sql
from tests.school import AN, School, later, link, school_at
from tests.world import START

PROMISES = (Path(__file__).parent.parent / "docs" / "personal-data.md").read_text("utf-8")
FOR_EVER = timedelta(days=3650)
SECOND = timedelta(seconds=1)
SESSIONS = timedelta(days=30)

NOTICE = (
    "INSERT INTO outbox (person_id, kind, reply, state, due_at, created_at, attempts)"
    " SELECT person_id, 'told', 'Nguyễn Văn An', :what, :at, :at, 0 FROM membership WHERE roll = 7"
)
DELIVERY = (
    "INSERT INTO inbox (account, delivery, received_at, body, problem)"
    " VALUES ('telegram', '1', :at, 'Nguyễn Văn An', nullif(:what, ''))"
)
TRY = "INSERT INTO attempt (platform, \"user\", invitation_id, at) VALUES ('telegram', :what, 1, :at)"
LINK_CODE = (
    "INSERT INTO link_code (code, person_id, link_id, expires_at)"
    " SELECT :what, person_id, id, :at FROM link WHERE \"user\" = 'an'"
)
TALK = (
    "INSERT INTO talk (person, version, data, at) SELECT coalesce('p' || (SELECT person_id FROM link"
    " WHERE \"user\" = :what AND state <> 'old'), :what), 1, 'Nguyễn Văn An', :at"
)
LEFT = (
    'INSERT INTO link (person_id, platform, "user", state, since, until)'
    " SELECT person_id, 'telegram', 'left', :what, :at, :at FROM membership WHERE roll = 13"
)
SESSION = "INSERT INTO web_session (session, changes, seen_at) VALUES (:what, 1, :at)"
MESSAGE = "INSERT INTO web_message (session, key, place, changed, body, at) VALUES (:what, 'k', 1, 1, 'An', :at)"
UNDO = (
    "INSERT INTO decision (at, act, actor_id, channel, reason, was)"
    " SELECT :at, :what, person_id, 'telegram', '', '{}' FROM membership WHERE roll = 1"
)
UPLOAD = "INSERT INTO upload (platform, \"user\", key, state, size, at) VALUES ('zalo', :what, 'k', 'kept', 0, :at)"
HANDOUT = "INSERT INTO handout (key, name, content, at) VALUES (:what, 'An', '', :at)"
PAPER = (
    "INSERT INTO paper (kind, subject, unit_id, person_id, state, asked_at, name, size)"
    " SELECT 'report-csv', 1, unit_id, person_id, :what, :at, '', 0 FROM membership WHERE roll = 7"
)
REMINDER = (
    "INSERT INTO reminder (cycle_id, step, person_id, days_before, seat, unit_id, day, state, reason, due_at,"
    " planned_at) SELECT (SELECT min(id) FROM cycle), 'registration', person_id, 7, 0, unit_id, '2026-12-15', :what,"
    " '', :at, :at FROM membership WHERE roll = 7"
)
ANNOUNCEMENT = (
    "INSERT INTO announcement (unit_id, person_id, text, at)"
    " SELECT unit_id, person_id, :what, :at FROM membership WHERE roll = 1"
)
ANNOUNCED = (
    "INSERT INTO announced (announcement_id, person_id) SELECT announcement.id, membership.person_id"
    " FROM announcement, membership WHERE roll = 7 AND text = :what"
)
TELLING = (
    "INSERT INTO telling (cycle_id, unit_id, step, days_before, planned_at)"
    " SELECT (SELECT min(id) FROM cycle), unit_id, :what, 7, :at FROM membership WHERE roll = 7"
)
PREFERENCE = (
    "INSERT INTO preference (person_id, frequency, snoozed_until)"
    " SELECT person_id, :what, :at FROM membership WHERE roll = 7"
)
COUNTS = {
    SESSION: "SELECT count(*) FROM web_session",
    MESSAGE: "SELECT count(*) FROM web_message",
    HANDOUT: "SELECT count(*) FROM handout",
    PAPER: "SELECT count(*) FROM paper",
    UPLOAD: "SELECT count(*) FROM upload",
    UNDO: "SELECT count(*) FROM decision WHERE was IS NOT NULL",
    NOTICE: "SELECT count(*) FROM outbox",
    DELIVERY: "SELECT count(*) FROM inbox",
    TRY: "SELECT count(*) FROM attempt",
    LINK_CODE: "SELECT count(*) FROM link_code",
    TALK: "SELECT count(*) FROM talk",
    LEFT: "SELECT count(*) FROM link WHERE \"user\" = 'left'",
    REMINDER: "SELECT count(*) FROM reminder",
    ANNOUNCEMENT: "SELECT count(*) FROM announcement",
    TELLING: "SELECT count(*) FROM telling",
    PREFERENCE: "SELECT count(*) FROM preference",
}


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    """Binh's account waits, Cuong's has been let go, An's is active."""
    async with school_at(world) as opened:
        await opened.does("UPDATE link SET state = 'waiting' WHERE \"user\" = 'binh'")
        await opened.does("UPDATE link SET state = 'ended', until = '2026-11-23' WHERE \"user\" = 'cuong'")
        yield opened


@pytest.mark.parametrize(
    ("made", "what", "period"),
    [
        pytest.param(NOTICE, "sent", NOTICES, id="a message that was sent"),
        pytest.param(NOTICE, "dropped", NOTICES, id="a message that was not needed"),
        pytest.param(NOTICE, "failed", NOTICES, id="a message that failed"),
        pytest.param(NOTICE, "unknown", NOTICES, id="a message that may have arrived"),
        pytest.param(NOTICE, "due", FOR_EVER, id="a message that waits"),
        pytest.param(NOTICE, "claimed", FOR_EVER, id="a message that is being sent"),
        pytest.param(DELIVERY, "KeyError", SET_ASIDE, id="a delivery that could not be read"),
        pytest.param(DELIVERY, "", FOR_EVER, id="a delivery that waits"),
        pytest.param(TRY, "somebody", TRIES, id="a wrong answer"),
        pytest.param(LINK_CODE, "482917", LINK_CODES, id="a code that nobody used"),
        pytest.param(TALK, "telegram:somebody", TALKS, id="a stranger's talk"),
        pytest.param(TALK, "binh", TALKS, id="the talk of a member whose account waits"),
        pytest.param(TALK, "cuong", TALKS, id="the talk of a member who has no account any more"),
        pytest.param(TALK, "an", FOR_EVER, id="a member's talk"),
        pytest.param(SESSION, "s", SESSIONS, id="a web session"),
        pytest.param(MESSAGE, "s", MESSAGES, id="what a page shows"),
        pytest.param(UPLOAD, "s", UPLOADS, id="a file that was sent"),
        pytest.param(HANDOUT, "k", HANDOUTS, id="a file behind a link"),
        pytest.param(PAPER, "made", PAPERS, id="a file that was drawn"),
        pytest.param(PAPER, "waiting", PAPERS, id="a file that never was"),
        pytest.param(UNDO, "returned", UNDOING, id="how a row stood before"),
        pytest.param(REMINDER, "sent", REMINDERS, id="a reminder that was sent"),
        pytest.param(REMINDER, "skipped", REMINDERS, id="a reminder that nobody needed"),
        pytest.param(REMINDER, "unknown", REMINDERS, id="a reminder that may have arrived"),
        pytest.param(ANNOUNCEMENT, "Họp chi đoàn", ANNOUNCEMENTS, id="an announcement"),
        pytest.param(TELLING, "registration", FOR_EVER, id="that a unit was told, which names nobody"),
        pytest.param(PREFERENCE, "fewer", FOR_EVER, id="how somebody wants to be told"),
        pytest.param(LEFT, "ended", ACCOUNTS, id="the id of an account that was let go"),
        pytest.param(LEFT, "waiting", FOR_EVER, id="the id of an account that waits"),
        pytest.param(LEFT, "active", FOR_EVER, id="the id of an account"),
    ],
)
async def test_what_is_forgotten_when(school: School, made: str, what: str, period: timedelta) -> None:
    await school.does(made, what=what, at=instant(START))
    await forget_old(school.database, START + period, SESSIONS)
    assert await school.one(COUNTS[made]) == 1
    await forget_old(school.database, START + period + SECOND, SESSIONS)
    assert await school.one(COUNTS[made]) == int(period == FOR_EVER)


async def test_forgetting_an_account_leaves_that_there_was_one(school: School) -> None:
    """Who was linked when stays in the record; only the platform's id goes, for the number of a link is in messages."""
    await school.does(LEFT, what="ended", at=instant(START))
    before = await school.rows("SELECT id, person_id, state, until FROM link ORDER BY id")
    for days in (91, 92):
        await forget_old(school.database, later(days=days), SESSIONS)
    assert await school.rows("SELECT id, person_id, state, until FROM link ORDER BY id") == before
    assert await school.rows("SELECT \"user\" FROM link WHERE state = 'ended'") == [("",), ("",)]


async def test_who_got_an_announcement_goes_with_it(school: School) -> None:
    """And stays as long as the announcement does, although the message itself is forgotten after 90 days."""
    for text, at in (("cũ", START - ANNOUNCEMENTS - SECOND), ("mới", START - ANNOUNCEMENTS)):
        await school.does(ANNOUNCEMENT, what=text, at=instant(at))
        await school.does(ANNOUNCED, what=text)
    await school.does(NOTICE, what="sent", at=instant(START - NOTICES - SECOND))
    await school.does("UPDATE announced SET outbox_id = (SELECT max(id) FROM outbox)")
    await forget_old(school.database, START, SESSIONS)
    assert await school.rows("SELECT text FROM announcement") == [("mới",)]
    assert await school.rows("SELECT outbox_id FROM announced") == [(None,)]


async def test_a_reminder_outlives_its_message(school: School) -> None:
    await school.does(NOTICE, what="sent", at=instant(START))
    await school.does(REMINDER, what="sent", at=instant(START))
    await school.does("UPDATE reminder SET outbox_id = (SELECT max(id) FROM outbox)")
    await forget_old(school.database, START + NOTICES + SECOND, SESSIONS)
    assert await school.rows("SELECT state, outbox_id FROM reminder") == [("sent", None)]


async def test_two_accounts_that_were_forgotten_are_not_one(school: School) -> None:
    """An empty id is nobody's: a person can be linked and let go again and again."""
    an = await school.person(AN)
    for number in range(3):
        await link(school, an, f"z{number}", platform="zalo", state="ended")
    await school.does("UPDATE link SET until = '2026-01-01T00:00:00Z' WHERE platform = 'zalo'")
    await forget_old(school.database, START, SESSIONS)
    assert await school.rows("SELECT \"user\" FROM link WHERE platform = 'zalo'") == [("",)] * 3


async def test_registrations_and_the_record_stay(school: School) -> None:
    await school.sends(AN)
    for days in (30, 366, 3650):
        await forget_old(school.database, later(days=days), SESSIONS)
    tables = (t.person, t.form, t.line, t.decision, t.consent)
    kept = [(await school.database.read(Sql(select(func.count()).select_from(table))))[0][0] for table in tables]
    assert kept == [9, 1, 1, 1, 6]


def test_the_promises_name_every_table_and_every_period() -> None:
    for table in SQLModel.metadata.tables:
        assert f"`{table}`" in PROMISES, table
    for period, _ in SWEEPS:
        days = period.days
        assert f"{days} days" in PROMISES or (days == 1 and "one day" in PROMISES), period
