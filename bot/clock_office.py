"""The operator and the clock: who would be told what on a day, what the ledger says, what safe mode held back."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import orjson

from bot.office import Done, Fail, Office
from bot.reminding import due_of
from chat.talk import load_reply
from chat.texts import Texts, load_texts
from handlers.reminder import message_of, part_of
from handlers.steps import say_channel, say_reason, say_step
from handlers.tellings import TELLINGS
from programmes.holidays import national_days
from rules.verdicts import Judged
from scheduler.escalation import plan_escalations
from scheduler.reminders import plan_reminders
from storage.bookkeeping import Rolls, drop_held, entries, held, rolls_of, tops_of
from storage.busy_units import units_with_something_waiting
from storage.calendars import UnitYear, unit_years
from storage.database import Database
from storage.forecast import Expected, Outlook
from storage.instants import instant, local_day
from storage.ledger import AGAIN

TEXTS: Texts = load_texts()
SHOWN = 20  # people whose messages are shown in words


@dataclass(frozen=True, slots=True)
class Day:
    """What a forecast is drawn with."""

    on: date
    years: Mapping[int, UnitYear]
    rolls: Rolls
    homes: Mapping[int, int]
    """The unit on whose list a person stands."""


async def remind(office: Office, on: str | None, unit: str | None, now: datetime, *, dry_run: bool) -> Done:
    """Who gets what through which channel on a day, and who is passed over and why; without `dry_run` it is planned."""
    day = local_day(now) if on is None else _day(on)
    if day < local_day(now):
        raise Fail(TEXTS("cli-error-remind-past"))
    if not dry_run and (unit or day != local_day(now)):
        raise Fail(TEXTS("cli-error-remind-not-all" if unit else "cli-error-remind-not-today"))
    async with office.opened() as database:
        years = await unit_years(database, now)
        chosen = _below(years, unit)
        national = national_days()
        waiting = await units_with_something_waiting(database.read, day)
        outlook = Outlook(chosen, waiting, day, now, national)
        people = _each_once([one async for some in outlook.people(database.read) for one in some])
        rolls = await rolls_of(database.read, _tops(chosen), day.isoformat())
        planned = 0 if dry_run else await _plan(database, now, national)
    drawn = Day(day, outlook.years, rolls, dict(iter(rolls)))
    told = sorted((_told(one, drawn) for one in people if one.channel), key=_by_list)
    passed = sorted((row for one in people for row in _passed(one, drawn)), key=_by_list)
    document = {
        "on": day.isoformat(),
        "unit": unit,
        "dry_run": dry_run,
        "planned": planned > 0,
        "asked": len(people),
        "messages": len(told),
        "channels": dict(Counter(str(row["channel"]) for row in told)),
        "skipped": dict(Counter(str(row["reason"]) for row in passed)),
        "people": told,
        "passed_over": passed,
    }
    lines = [TEXTS("cli-remind-day", day=f"{day:%d/%m/%Y}", count=len(told), passed=len(passed))]
    lines += [_line(row) for row in told[:SHOWN]]
    lines += [TEXTS("cli-remind-more", count=len(told) - SHOWN)] if len(told) > SHOWN else []
    counted = Counter((str(row["step"]), str(row["reason"])) for row in passed)
    lines += [
        TEXTS("cli-remind-passed", step=say_step(TEXTS, step), reason=say_reason(TEXTS, reason), count=count)
        for (step, reason), count in sorted(counted.items())
    ]
    said = [] if dry_run else [TEXTS("cli-remind-planned" if planned else "cli-remind-nothing-new")]
    return Done(document, [*lines, *said])


async def _plan(database: Database, now: datetime, national: frozenset[date]) -> int:
    """As the clock's own job does."""
    return await plan_escalations(database, now, national) + await plan_reminders(database, now, national)


async def ledger(office: Office, year: int, unit: str | None, now: datetime) -> Done:
    """Every person, step and day of a year with what came of it; in words, how it adds up."""
    today = local_day(now)
    async with office.opened() as database:
        tops = await tops_of(database.read, unit, today.isoformat())
        if unit and not tops:
            raise Fail(TEXTS("cli-error-no-such-unit", unit=unit))
        rows = [row for top in tops async for row in entries(database.read, top, year, today.isoformat())]
    sums = Counter((row.step, -row.days_before, row.state, row.reason) for row in rows)
    opened = Counter((row.step, -row.days_before, row.state, row.reason) for row in rows if row.opened_at)
    document = {
        "cycle": year,
        "unit": unit,
        "rows": len(rows),
        "states": dict(Counter(row.state for row in rows)),
        "opened": opened.total(),
        "repeated": sum(row.state == "sent" and (row.doubtful > 0 or AGAIN in row.reason.split("; ")) for row in rows),
        "entries": rows,
    }
    lines = [
        TEXTS(
            "cli-ledger-sum",
            step=say_step(TEXTS, key[0], -key[1]),
            state=TEXTS(f"ledger-state-{key[2]}"),
            why=f" ({say_reason(TEXTS, key[3])})" if key[3] else "",
            count=count,
            opened=opened[key],
        )
        for key, count in sorted(sums.items())
    ]
    return Done(document, lines or [TEXTS("cli-ledger-empty", year=str(year))])


async def tray(office: Office, now: datetime, *, clear: bool = False) -> Done:
    """What safe mode has held back: to whom, when, and the message; with `clear` none of it is ever sent."""
    async with office.opened() as database:
        kept = await held(database.read, local_day(now).isoformat())
        if clear:
            await drop_held(database, kept)
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
            who=_place(row),
            channel=say_channel(TEXTS, str(row["channel"])),
            **{name: str(row[name]) for name in ("title", "text")},
        )
        for row in rows
    ] or [TEXTS("cli-tray-empty")]
    said = [TEXTS("cli-tray-cleared", count=len(rows))] if clear and rows else []
    return Done({"held": rows, "cleared": len(rows) if clear else 0}, [*lines, *said])


def _each_once(people: Iterable[Expected]) -> Sequence[Expected]:
    """Whoever belongs to several units is told in one message."""
    found: dict[int, Expected] = {}
    for one in people:
        before = found.get(one.person)
        found[one.person] = replace(one, judged=(*before.judged, *one.judged)) if before else one
    return list(found.values())


def _told(one: Expected, day: Day) -> Mapping[str, object]:
    """A person's message, as far as it does not depend on what a committee finds that morning."""
    steps = [each for each in one.told if each.owed.kind not in TELLINGS]
    parts = [part_of(due_of(each, day.years[each.owed.unit], day.on), TEXTS) for each in steps]
    message = message_of(parts, TEXTS, snoozes=False) if parts else None
    then = next((each.then for each in one.told if each.then), None)
    return {
        **_who(one.told[0], day),
        "channel": one.channel,
        "if_anything": not steps,
        "steps": [
            {"step": each.owed.step, "days_before": each.owed.offset, "unit": day.years[each.owed.unit].code}
            for each in one.told
        ],
        "put_off_until": instant(then) if then else None,
        "title": message.title if message else "",
        "message": message.text if message else "",
    }


def _passed(one: Expected, day: Day) -> Sequence[Mapping[str, object]]:
    return [
        {
            **_who(each, day),
            "step": each.owed.step,
            "days_before": each.owed.offset,
            "reason": reason,
            "put_off_until": instant(each.then) if each.then else None,
        }
        for each, reason in one.passed_over
    ]


def _who(one: Judged, day: Day) -> Mapping[str, object]:
    """By the list on which the person stands; whoever is on none of these units', by the unit that it is about."""
    person, unit = one.owed.person, day.homes.get(one.owed.person, one.owed.unit)
    return {"unit": day.years[unit].code, "roll": day.rolls.get((person, unit))}


def _by_list(row: Mapping[str, object]) -> tuple[str, bool, int]:
    roll = row["roll"]
    return str(row["unit"]), roll is None, int(str(roll or 0))


def _line(row: Mapping[str, object]) -> str:
    steps = row["steps"]
    assert isinstance(steps, list)  # noqa: S101 - made above
    said = ", ".join(dict.fromkeys(say_step(TEXTS, step["step"], step["days_before"]) for step in steps))
    channel = say_channel(TEXTS, str(row["channel"]))
    return TEXTS(
        f"cli-remind-{'maybe' if row['if_anything'] else 'person'}", who=_place(row), channel=channel, steps=said
    )


def _place(row: Mapping[str, object]) -> str:
    return f"{row['unit'] or '–'}/{row['roll'] or '–'}"


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


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fail(TEXTS("cli-error-not-a-day", value=text)) from None
