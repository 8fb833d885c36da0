"""How people want to be reminded, what the ledger lately told them, and what they owe: asked and written for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Integer, Text, bindparam, cast, delete, exists, literal_column, null, select

from rules.reminding import Frequency, Wishes
from rules.verdicts import Owed
from storage import tables as t
from storage.access import Access
from storage.instants import instant, moment
from storage.json_rows import rows_of
from storage.ledger import LATELY
from storage.owing import ASKED, how_they_stand, owed_in
from storage.sql import INSERT, Sql, Value, for_each, one_of

_KEY = ["cycle_id", "step", "person_id", "days_before", "seat"]
_ASKED: ColumnElement[str] = literal_column(f"'{ASKED}'")
_PLANNED: ColumnElement[str] = literal_column("'planned'")

WISHES = Sql(
    select(
        t.person.c.quiet_since,
        t.preference.c.frequency,
        t.preference.c.opens,
        t.preference.c.closes,
        t.preference.c.snoozed_until,
    )
    .outerjoin(t.preference, t.preference.c.person_id == t.person.c.id)
    .where(t.person.c.id == bindparam("person"))
)
TOLD = Sql(
    select(
        t.reminder.c.cycle_id,
        t.reminder.c.step,
        t.reminder.c.seat,
        t.reminder.c.days_before,
        t.reminder.c.state,
        t.reminder.c.reason,
        t.reminder.c.due_at,
    )
    .where(t.reminder.c.person_id == bindparam("person"), t.reminder.c.due_at >= bindparam("since"))
    .order_by(t.reminder.c.due_at, t.reminder.c.id)
)


def _stand(dialect: str) -> Any:
    told = {"person_id": "int", "step": "text", "days_before": "int", "seat": "int", "unit_id": "int"}
    steps = rows_of(dialect, "steps", **told, cycle_id="int", day="text", reason="text")
    return how_they_stand(steps, null(), null())


ROW = {
    "cycle": "int",
    "step": "text",
    "days": "int",
    "seat": "int",
    "unit": "int",
    "day": "text",
    "due_at": "text",
}
"""A row that is asked for, as it is handed to a statement."""


def _forget_asked(dialect: str) -> Any:
    rows = rows_of(dialect, "rows", **ROW)
    same = exists().where(
        rows.c.cycle == t.reminder.c.cycle_id, rows.c.step == t.reminder.c.step, rows.c.seat == t.reminder.c.seat
    )
    mine = (t.reminder.c.person_id == bindparam("person"), t.reminder.c.state == _PLANNED)
    return delete(t.reminder).where(*mine, t.reminder.c.reason == _ASKED, same)


def _ask_again(dialect: str) -> Any:
    """A row with that key that has had its end was told so many days before another last day: it begins anew."""
    rows = rows_of(dialect, "rows", **ROW)
    values = {
        "cycle_id": rows.c.cycle,
        "step": rows.c.step,
        "person_id": cast(bindparam("person"), Integer),
        "days_before": rows.c.days,
        "seat": rows.c.seat,
        "unit_id": rows.c.unit,
        "day": rows.c.day,
        "state": _PLANNED,
        "reason": _ASKED,
        "due_at": rows.c.due_at,
        "planned_at": cast(bindparam("now"), Text),
    }
    given = select(*values.values()).where(rows.c.cycle.is_not(None))  # SQLite: ON after a SELECT would be a join's
    insert = INSERT[dialect](t.reminder).from_select(list(values), given, include_defaults=False)
    again = ("day", "state", "reason", "due_at", "planned_at")
    fresh = {name: insert.excluded[name] for name in again} | {"opened_at": null()}
    ended = t.reminder.c.state.not_in(one_of("planned", "claimed"))
    return insert.on_conflict_do_update(index_elements=_KEY, set_=fresh, where=ended)


def _prefer(dialect: str, *names: str) -> Any:
    """Only these wishes change; somebody who had none has the others as everybody has them."""
    others = {"frequency": literal_column("'every'"), "opens": null(), "closes": null(), "snoozed_until": null()}
    others |= {"channel": null()}
    row = INSERT[dialect](t.preference).values(
        person_id=bindparam("person"), **others | {name: bindparam(name) for name in names}
    )
    return row.on_conflict_do_update(index_elements=["person_id"], set_={name: row.excluded[name] for name in names})


STAND = for_each(_stand)
FORGET_ASKED = for_each(_forget_asked)
ASK_AGAIN = for_each(_ask_again)
HOW_OFTEN = for_each(lambda dialect: _prefer(dialect, "frequency"))
WHEN = for_each(lambda dialect: _prefer(dialect, "opens", "closes"))
NOT_BEFORE = for_each(lambda dialect: _prefer(dialect, "snoozed_until"))
WHERE = for_each(lambda dialect: _prefer(dialect, "channel"))
CHANNEL = Sql(select(t.preference.c.channel).where(t.preference.c.person_id == bindparam("person")))


@dataclass(frozen=True, slots=True)
class Owing:
    """A step that a person may owe, in a unit's cycle; `seat`: the unit for whose committee, 0 for the own."""

    cycle: int
    unit: int
    seat: int
    step: str
    day: date


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the ledger: so many days before the step's day somebody is told, was, or was not."""

    cycle: int
    step: str
    seat: int
    offset: int
    state: str
    asked: bool
    due_at: datetime

    @property
    def planned(self) -> bool:
        return self.state == "planned"

    @property
    def counts(self) -> bool:
        """Whether the person has heard of it (or is just hearing), or asked for it."""
        return self.state in ("sent", "claimed", "unknown") or (self.planned and self.asked)


@dataclass(frozen=True, slots=True)
class Later:
    """A step of which somebody wants to hear again then, so many days before its last one."""

    of: Owing
    days: int
    due_at: datetime

    def as_json(self) -> Mapping[str, Value]:
        of = self.of
        where: dict[str, Value] = {"cycle": of.cycle, "step": of.step, "seat": of.seat, "unit": of.unit}
        return {**where, "day": str(of.day), "days": self.days, "due_at": instant(self.due_at)}


class WishesAsked(Access):
    """Questions about how somebody is reminded."""

    async def wishes(self, person: int) -> Wishes:
        rows = await self._read(WISHES, person=person)
        quiet, frequency, opens, closes, snoozed = rows[0]
        return Wishes(
            quiet=quiet is not None,
            frequency=frequency or "every",
            opens=time.fromisoformat(opens) if opens else None,
            closes=time.fromisoformat(closes) if closes else None,
            snoozed_until=date.fromisoformat(snoozed) if snoozed else None,
        )

    async def standing(self, person: int, steps: Sequence[Owing]) -> Sequence[Owed]:
        """How the person stands to each of these steps."""
        same = {"person_id": person, "days_before": 0, "reason": ""}
        given = [
            {**same, "step": of.step, "seat": of.seat, "unit_id": of.unit, "cycle_id": of.cycle, "day": str(of.day)}
            for of in steps
        ]
        rows = await self._read(STAND, steps=orjson.dumps(given).decode(), today=self.today.isoformat())
        return [owed_in(row, self._now) for row in rows]

    async def told_lately(self, person: int) -> Sequence[Told]:
        """The person's rows of the last days and those that are still to come, the oldest first."""
        rows = await self._read(TOLD, person=person, since=instant(self._now - LATELY))
        return [
            Told(cycle, step, seat, offset, state, reason == ASKED, moment(due_at))
            for cycle, step, seat, offset, state, reason, due_at in rows
        ]

    async def be_reminded(self, person: int, frequency: Frequency) -> None:
        """So often from now on."""
        await self._write(HOW_OFTEN, person=person, frequency=frequency)

    async def be_reminded_between(self, person: int, hours: tuple[time, time] | None) -> None:
        """Between these hours from now on, or between the unit's."""
        opens, closes = (f"{at:%H:%M}" for at in hours) if hours else (None, None)
        await self._write(WHEN, person=person, opens=opens, closes=closes)

    async def preferred_channel(self, person: int) -> str | None:
        """The platform on which the person wants to be told first, of all on which there is an account."""
        rows = await self._read(CHANNEL, person=person)
        return rows[0][0] if rows else None

    async def be_told_on(self, person: int, platform: str | None) -> None:
        """On this platform first from now on, or in the order that everybody has."""
        await self._write(WHERE, person=person, channel=platform)

    async def remind_later(self, person: int, until: date, rows: Sequence[Later]) -> None:
        """These steps are spoken of again then, and nothing before that day. What was asked of them earlier is over."""
        given = orjson.dumps([row.as_json() for row in rows]).decode()
        await self._write(FORGET_ASKED, person=person, rows=given)
        await self._write(ASK_AGAIN, person=person, rows=given, now=self.at)
        await self._write(NOT_BEFORE, person=person, snoozed_until=until.isoformat())
