"""The operator and the clock: who would be told what on a day, what the ledger says, what safe mode held back."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import date, datetime

import orjson

from bot.office import Done, Fail, Office
from bot.reminding import due_of
from chat.talk import load_reply
from chat.texts import Texts, load_texts
from handlers.reminder import message_of, part_of
from handlers.tellings import TELLINGS
from programmes.holidays import national_days
from scheduler.reminders import plan_reminders
from storage.bookkeeping import Rolls, entries, held, rolls_of
from storage.busy_units import units_with_something_waiting
from storage.calendars import UnitYear, unit_years
from storage.database import Database, open_database
from storage.forecast import Expected, expected
from storage.instants import instant, local_day

TEXTS: Texts = load_texts()
SHOWN = 20  # people whose messages are shown in words


async def remind(office: Office, on: str | None, unit: str | None, now: datetime, *, dry_run: bool) -> Done:
    """Who gets what through which channel on a day, and who is passed over and why; without `dry_run` it is planned."""
    day = local_day(now) if on is None else _day(on)
    if not dry_run and day != local_day(now):
        raise Fail(TEXTS("cli-error-remind-not-today"))
    async with _opened(office) as database:
        years = await unit_years(database, now)
        chosen = _below(years, unit)
        waiting = await units_with_something_waiting(database, day)
        national = national_days()
        people = await expected(database.read, chosen, waiting, day, now, national)
        rolls = await rolls_of(database.read, _tops(chosen), day.isoformat())
        planned = None if dry_run else await plan_reminders(database, now, national)
    told = [_told(one, years, rolls, day) for one in people if one.channel]
    passed = [row for one in people for row in _passed(one, years, rolls)]
    document = {
        "on": day.isoformat(),
        "unit": unit,
        "dry_run": dry_run,
        "messages": len(told),
        "channels": dict(Counter(str(row["channel"]) for row in told)),
        "skipped": dict(Counter(str(row["reason"]) for row in passed)),
        "people": told,
        "passed_over": passed,
    }
    lines = [TEXTS("cli-remind-day", day=f"{day:%d/%m/%Y}", count=len(told), passed=len(passed))]
    lines += [TEXTS("cli-remind-person", **_words(row)) for row in told[:SHOWN]]
    lines += [TEXTS("cli-remind-more", count=len(told) - SHOWN)] if len(told) > SHOWN else []
    counted = Counter((str(row["step"]), str(row["reason"])) for row in passed)
    lines += [
        TEXTS("cli-remind-passed", step=step, reason=_reason(reason), count=count)
        for (step, reason), count in sorted(counted.items())
    ]
    return Done(document, [*lines, TEXTS("cli-remind-planned")] if planned else lines)


async def ledger(office: Office, year: int, unit: str | None, now: datetime) -> Done:
    """Every person, step and day of a year with what came of it; in words, how it adds up."""
    today = local_day(now)
    async with _opened(office) as database:
        years = await unit_years(database, now)
        chosen = _below(years, unit)
        if not chosen:
            raise Fail(TEXTS("cli-error-no-year"))
        rows = [
            asdict(entry)
            for top in _tops(chosen)
            async for entry in entries(database.read, top, year, today.isoformat())
        ]
    sums = Counter((str(r["step"]), int(r["days_before"]), str(r["state"]), str(r["reason"])) for r in rows)
    states = Counter(str(row["state"]) for row in rows)
    document = {
        "cycle": year,
        "unit": unit,
        "rows": len(rows),
        "states": dict(states),
        "repeated": sum(int(row["doubtful"]) > 0 and row["state"] == "sent" for row in rows),
        "entries": rows,
    }
    lines = [
        TEXTS("cli-ledger-sum", step=step, days=str(days), state=TEXTS(f"ledger-state-{state}"), count=count)
        + (f" ({_reason(reason)})" if reason else "")
        for (step, days, state, reason), count in sorted(sums.items())
    ]
    return Done(document, lines or [TEXTS("cli-ledger-empty", year=str(year))])


async def tray(office: Office, now: datetime) -> Done:
    """What safe mode has held back: to whom, when, and the message."""
    async with _opened(office) as database:
        kept = await held(database.read, local_day(now).isoformat())
    rows = [
        {
            "unit": one.unit,
            "roll": one.roll,
            "kind": one.kind,
            "channel": one.platform,
            "at": one.at,
            "title": reply.title,
            "text": reply.text,
            "buttons": [option.label for option in reply.options],
        }
        for one in kept
        for reply in (load_reply(orjson.loads(one.reply)),)
    ]
    lines = [
        TEXTS(
            "cli-tray-row",
            who=f"{r['unit']}/{r['roll']}",
            **{name: str(r[name]) for name in ("channel", "title", "text")},
        )
        for r in rows
    ]
    return Done({"held": rows}, lines or [TEXTS("cli-tray-empty")])


def _told(one: Expected, years: Mapping[int, UnitYear], rolls: Rolls, day: date) -> Mapping[str, object]:
    """A person's message, as far as it does not depend on what a committee finds that morning."""
    judged = [each for each in one.judged if each.verdict in ("tell", "put-off")]
    dues = [due_of(each, years[each.owed.unit], day) for each in judged]
    parts = [part_of(due, TEXTS) for due in dues if due.kind not in TELLINGS]
    put_off = next((each.then for each in judged if each.then), None)
    return {
        **_who(one, years, rolls),
        "channel": one.channel,
        "steps": [{"step": each.owed.step, "days_before": each.owed.offset} for each in judged],
        "put_off_until": instant(put_off) if put_off else None,
        "message": message_of(parts, TEXTS, snoozes=False).text if parts else "",
    }


def _passed(one: Expected, years: Mapping[int, UnitYear], rolls: Rolls) -> Sequence[Mapping[str, object]]:
    who = _who(one, years, rolls)
    return [{**who, "step": step, "reason": reason} for step, reason in sorted(one.obstacles.items())]


def _who(one: Expected, years: Mapping[int, UnitYear], rolls: Rolls) -> Mapping[str, object]:
    return {"unit": years[one.unit].code, "roll": rolls.get((one.person, one.unit))}


def _words(row: Mapping[str, object]) -> Mapping[str, str]:
    steps = row["steps"]
    assert isinstance(steps, list)  # noqa: S101 - made above
    named = ", ".join(f"{step['step']} ({step['days_before']})" for step in steps)
    return {"who": f"{row['unit']}/{row['roll'] or '-'}", "channel": str(row["channel"]), "steps": named}


def _below(years: Mapping[int, UnitYear], code: str | None) -> Sequence[UnitYear]:
    """The units that have an open year: all, or a unit and those below it."""
    if code is None:
        return list(years.values())
    top = next((year.unit for year in years.values() if year.code == code), None)
    if top is None:
        raise Fail(TEXTS("cli-error-no-such-year", unit=code))
    return [year for year in years.values() if top in year.path]


def _tops(years: Sequence[UnitYear]) -> Sequence[int]:
    """Those below none of the others."""
    inside = {year.unit for year in years}
    return [year.unit for year in years if inside.isdisjoint(year.path[1:])]


def _reason(reason: str) -> str:
    """A code of ours in words; what a platform said as it said it."""
    return TEXTS(f"ledger-reason-{reason}") if f"ledger-reason-{reason}" in TEXTS else reason


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fail(TEXTS("cli-error-not-a-day", value=text)) from None


@asynccontextmanager
async def _opened(office: Office) -> AsyncIterator[Database]:
    await office.check_initialised()
    database = await open_database(office.url)
    try:
        yield database
    finally:
        await database.close()
