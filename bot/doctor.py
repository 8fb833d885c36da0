"""What an operator should look at: the database, the queues, and what is still missing."""

import sqlite3
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Select, and_, exists, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.adapters.zalo_bot_api import BotApi, Done, Failed
from bot.adapters.zalo_oa_tokens import LEASE, REFRESHES
from bot.config import Config
from chat.texts import load_texts
from programmes.platforms import limits_of
from rules.ages import born_until
from storage import schema
from storage import tables as t
from storage.instants import instant, local_day, moment
from storage.people import now_in
from storage.session import session_for
from storage.tally import COUNT, PEOPLE, is_nearly, month_of
from storage.zalo_tokens import KEPT

DATABASE_FAULTS = (SQLAlchemyError, sqlite3.Error, OSError)
OVERDUE = timedelta(minutes=15)  # a message that was due this long ago should have been sent


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str


def in_one_line(fault: Exception) -> str:
    """What the driver says, without SQLAlchemy's words around it."""
    line = str(getattr(fault, "orig", None) or fault).partition("\n")[0]
    return line or type(fault).__name__


async def revision(url: str) -> str | None:
    """The migration that the database stands at. To look for it in a file that is not there would make the file."""
    file = schema.sqlite_path(url)
    if file is not None and not file.exists():
        return None
    open_file(url)
    return await schema.current(url)


def open_file(url: str) -> None:
    """Fails where an SQLite file cannot be used; the driver would, too, and complain again out of its own thread."""
    file = schema.sqlite_path(url)
    if file is not None:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA schema_version")


async def examine(config: Config, now: datetime) -> Sequence[Check]:
    """Every check that can be made; where the database cannot be trusted, only that."""
    try:
        found = await revision(config.database.url)
    except DATABASE_FAULTS as fault:
        return [Check("database", False, in_one_line(fault))]
    if found != schema.newest():
        return [Check("database", False, f"{found or '–'} ≠ {schema.newest()}")]
    checks = [Check("database", True, found)]
    try:
        async with session_for(config.database.url) as session:
            checks += await _look_into(session, now)
            if config.zalo.token.get_secret_value():
                checks.append(await _plan(session, now))
            if config.has_zalo_oa:
                checks.append(await _login(session, config.zalo_oa.oa_id, now))
    except DATABASE_FAULTS as fault:
        return [*checks, Check("integrity", False, in_one_line(fault))]
    told = {
        "telegram": bool(config.telegram.token.get_secret_value()),
        "zalo": bool(config.zalo.token.get_secret_value()),
        "zalo-oa": config.has_zalo_oa,
        "web": config.has_web_chat,
    }
    channels = [name for name, there in told.items() if there]
    if told["zalo"]:
        checks.append(await _zalo(config))
    if config.papers.official:
        checks.append(_official(config.papers.official))
    if config.papers.templates:
        checks.append(_templates(config.papers.templates))
    safe = config.bot.safe_mode
    return [
        *checks,
        Check("channel", bool(channels), ", ".join(channels) or "–"),
        Check("safe-mode", not safe, f"safe_mode = {'true' if safe else 'false'}"),
    ]


async def _look_into(session: AsyncSession, now: datetime) -> Sequence[Check]:
    checks = [await _integrity(session)]
    if checks[0].ok:
        checks += [await check for check in _queues(session, now)]
        checks += [await _cycle(session), await _committees(session, local_day(now).isoformat())]
        checks += [await _ages(session, local_day(now))]
    return checks


async def _integrity(session: AsyncSession) -> Check:
    connection = await session.connection()
    if connection.dialect.name != "sqlite":
        return Check("integrity", True, connection.dialect.name)
    found = (await connection.execute(text("PRAGMA quick_check"))).scalars().all()
    return Check("integrity", found == ["ok"], str(found[0]).partition("\n")[0])


def _queues(session: AsyncSession, now: datetime) -> Iterator[Awaitable[Check]]:
    late = instant(now - OVERDUE)
    waiting = and_(t.inbox.c.problem.is_(None), t.inbox.c.received_at < late)
    yield _none(session, "inbox", select(func.count()).select_from(t.inbox).where(waiting))
    yield _none(session, "set-aside", select(func.count()).select_from(t.inbox).where(t.inbox.c.problem.is_not(None)))
    overdue = and_(t.outbox.c.state.in_(["due", "claimed"]), t.outbox.c.due_at < late)
    yield _none(session, "outbox", select(func.count()).select_from(t.outbox).where(overdue))
    lost = t.outbox.c.state.in_(["failed", "unknown"])
    yield _none(session, "failed", select(func.count()).select_from(t.outbox).where(lost))
    yield _none(session, "held", select(func.count()).select_from(t.outbox).where(t.outbox.c.state == "held"))


async def _none(session: AsyncSession, name: str, counted: Select[int]) -> Check:
    connection = await session.connection()
    count = (await connection.execute(counted)).scalar_one()
    return Check(name, count == 0, str(count))


async def _cycle(session: AsyncSession) -> Check:
    connection = await session.connection()
    opened = select(t.cycle.c.year).where(t.cycle.c.state == "open").distinct().order_by(t.cycle.c.year)
    years = (await connection.execute(opened)).scalars().all()
    return Check("cycle", bool(years), ", ".join(map(str, years)) or "–")


async def _plan(session: AsyncSession, now: datetime) -> Check:
    """What Zalo's plan has taken this month, and how many people may be written to; near its end it is said."""
    connection = await session.connection()
    limits = limits_of("zalo")
    values = {"platform": "zalo", "month": month_of(now)}
    sent = (await connection.execute(COUNT.statement(connection.dialect.name), values)).scalar() or 0
    people = (await connection.execute(PEOPLE.statement(connection.dialect.name), values)).scalar_one()
    parts = [(int(sent), limits.per_month), (int(people), limits.people)]
    nearly = any(most and is_nearly(count, most) for count, most in parts)
    return Check("plan", not nearly, ", ".join(f"{count}/{most}" for count, most in parts))


async def _login(session: AsyncSession, account: str, now: datetime) -> Check:
    """Whether the Official Account can go on by itself; otherwise an administrator has to log in (again)."""
    connection = await session.connection()
    kept = (await connection.execute(KEPT.statement(connection.dialect.name), {"account": account})).first()
    if kept is None:
        return Check("zalo-oa", False, "–")
    _, state, _, until, _, asked_at = kept
    given_up = state == "asked" and asked_at is not None and now >= moment(asked_at) + LEASE
    stale = now >= moment(until) + REFRESHES
    return Check("zalo-oa", state != "spent" and not given_up and not stale, until)


def _official(mapping: str) -> Check:
    """Whether the office's workbook can be filled as its mapping says."""
    from reports.official import fault_of

    fault = fault_of(load_texts(), mapping)
    return Check("official", not fault, fault or mapping)


def _templates(folder: str) -> Check:
    """Whether the office's own papers in Word can be drawn; one that cannot is drawn by ours."""
    from reports.letters import misread

    faults = misread(load_texts(), Path(folder))
    return Check("templates", not faults, " ".join(faults) or folder)


async def _zalo(config: Config) -> Check:
    """Whether Zalo knows the token; its own name for the bot, or why not."""
    api = BotApi(config.zalo)
    try:
        match await api.call("getMe"):
            case Done({"account_name": name}):
                return Check("zalo", True, str(name))
            case Done():
                return Check("zalo", True, "–")
            case Failed(_, why):
                return Check("zalo", False, why)
    finally:
        await api.close()


async def _committees(session: AsyncSession, today: str) -> Check:
    """Branches with members of whom nobody can confirm anything."""
    connection = await session.connection()
    without = (
        select(t.unit.c.code)
        .where(
            exists().where(t.membership.c.unit_id == t.unit.c.id, t.membership.c.until.is_(None)),
            ~exists().where(t.role.c.unit_id == t.unit.c.id, now_in(t.role)),
        )
        .order_by(t.unit.c.code)
    )
    codes = (await connection.execute(without, {"today": today})).scalars().all()
    return Check("committee", not codes, ", ".join(codes[:10]) or "0")


async def _ages(session: AsyncSession, today: date) -> Check:
    """Members over 35 without an office, by branch and number (domain.md 4.4): to be looked at, nothing is blocked."""
    connection = await session.connection()
    grown = (
        select(t.unit.c.code, t.membership.c.roll)
        .join(t.membership, t.membership.c.unit_id == t.unit.c.id)
        .join(t.person, t.person.c.id == t.membership.c.person_id)
        .where(
            now_in(t.membership),
            t.person.c.birth <= born_until(today).isoformat(),
            ~exists().where(t.role.c.person_id == t.person.c.id, now_in(t.role)),
        )
        .order_by(t.unit.c.code, t.membership.c.roll)
    )
    found = (await connection.execute(grown, {"today": today.isoformat()})).all()
    named = ", ".join(f"{code}/{roll}" for code, roll in found[:10])
    return Check("ages", not found, f"{len(found)}: {named}" if found else "0")
