"""Who has not done a step yet: for one unit by name, for many as numbers; and the nudge, as rows of the ledger."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Text, and_, bindparam, cast, func, literal_column, null, select

from rules.deadlines import Step
from rules.lagging import Account, Heard, Silence, silence
from rules.places import Place
from rules.reminding import obstacle_to_owe
from rules.telling import Told
from rules.verdicts import Owed
from storage import tables as t
from storage.access import Access
from storage.calendars import CYCLES, SETTINGS, UnitYear, resolved
from storage.candidates import COLUMNS, candidates, tells_of
from storage.instants import local_day, moment
from storage.json_rows import rows_of
from storage.ledger import KIND
from storage.owing import how_they_stand, owed_in
from storage.people import now_in
from storage.planning import as_tells
from storage.sql import INSERT, Sql, Value, for_each

NUDGED = "nudged"
"""The reason of a planned row that a committee asked for."""
NOT_COUNTED = ("paper", "wait", "closed")
"""Why somebody has not done a step, and does not owe it either: on paper (PN-06), waits (PN-28), no longer taken."""
STILL_TO_GO = ("planned", "claimed")
_STANDS = (
    *("id", "notice", "person", "step", "offset", "seat", "unit", "cycle", "day", "reason"),
    *(
        "since",
        "paper",
        "office",
        "form",
        "let_in",
        "answered",
        "assessment",
        "rated",
        "entered",
        "reported",
        "peopled",
    ),
    *("quiet", "frequency", "opens", "closes", "snoozed", "talk", "spoke"),
)
"""The columns that `owed_in` reads."""
_OF_ONE_PERSON = {*_STANDS[:3], "offset", "reason", *_STANDS[-7:]}


def _people(dialect: str) -> Any:
    owing = candidates(tells_of(dialect)).subquery("owing")
    stand = how_they_stand(owing, null(), null(), talks=False)
    named = stand.add_columns(t.person.c.name, t.membership.c.roll, t.person.c.phone)
    return named.order_by(owing.c.unit_id, t.membership.c.roll, t.person.c.folded)


def _counts(dialect: str) -> Any:
    """How many stand in each way that the rules can tell apart: they are asked once for each way, not for each one."""
    owing = candidates(tells_of(dialect)).subquery("owing")
    stand = how_they_stand(owing, null(), null(), talks=False).cte("stand").prefix_with("MATERIALIZED")
    told = dict(zip(_STANDS, stand.c, strict=True))
    ways = [null() if name in _OF_ONE_PERSON else column for name, column in told.items()]
    apart = [column for name, column in told.items() if name not in _OF_ONE_PERSON]
    return select(*ways, func.count()).select_from(stand).group_by(*apart)


def _accounts(dialect: str) -> Any:
    people = rows_of(dialect, "people", person="int")
    kept = (t.link.c.state, t.link.c.since, t.link.c.until, t.link.c.unreachable)
    rows = select(people.c.person, *kept).select_from(people)
    return rows.join(t.link, t.link.c.person_id == people.c.person).order_by(t.link.c.id)


def _told(dialect: str) -> Any:
    people = rows_of(dialect, "people", person="int")
    heard = ("person_id", "cycle_id", "step", "seat", "days_before", "state", "sent_at")
    rows = select(*(t.reminder.c[name] for name in heard)).select_from(people)
    return rows.join(t.reminder, t.reminder.c.person_id == people.c.person)


def _messages(dialect: str) -> Any:
    """The message of the day, one for each person."""
    people = rows_of(dialect, "people", person="int")
    of = literal_column(f"'{KIND}:'", Text) + cast(people.c.person, Text) + literal_column("':'", Text)
    key = of + cast(bindparam("today"), Text)
    return select(people.c.person, t.outbox.c.state).select_from(people).join(t.outbox, t.outbox.c.key == key)


def _reached(dialect: str) -> Any:
    people = rows_of(dialect, "people", person="int")
    sent = and_(t.outbox.c.person_id == people.c.person, t.outbox.c.state == literal_column("'sent'"))
    rows = select(people.c.person, func.max(t.outbox.c.sent_at)).select_from(people)
    return rows.join(t.outbox, sent).group_by(people.c.person)


def _members(dialect: str) -> Any:
    units = rows_of(dialect, "units", unit="int")
    here = and_(t.membership.c.unit_id == units.c.unit, now_in(t.membership))
    return select(units.c.unit, func.count()).select_from(units).join(t.membership, here).group_by(units.c.unit)


_ROW = {"cycle": "int", "step": "text", "person": "int", "days": "int", "seat": "int", "unit": "int", "day": "text"}


def _nudge(dialect: str) -> Any:
    rows = rows_of(dialect, "rows", **_ROW)
    now = cast(bindparam("now"), Text)
    stands: tuple[Any, ...] = (literal_column("'planned'"), literal_column(f"'{NUDGED}'"))
    order = (rows.c.cycle, rows.c.step, rows.c.person, rows.c.days, rows.c.seat)  # as storage.planning writes them
    planned = select(*rows.c, now, *stands, now).where(rows.c.person.is_not(None)).order_by(*order)
    insert = INSERT[dialect]
    row: Any = insert(t.reminder).from_select(COLUMNS, planned, include_defaults=False)
    key = ["cycle_id", "step", "person_id", "days_before", "seat"]
    return row.on_conflict_do_nothing(index_elements=key).returning(t.reminder.c.person_id, t.reminder.c.seat)


PEOPLE = for_each(_people)
COUNTS = for_each(_counts)
ACCOUNTS = for_each(_accounts)
TOLD = for_each(_told)
MESSAGES = for_each(_messages)
REACHED = for_each(_reached)
MEMBERS = for_each(_members)
NUDGE = for_each(_nudge)
INVITATION = Sql(
    select(t.invitation.c.code)
    .where(
        t.invitation.c.unit_id == bindparam("unit"),
        t.invitation.c.revoked_at.is_(None),
        t.invitation.c.expires_on >= cast(bindparam("today"), Text),
    )
    .order_by(t.invitation.c.id.desc())
    .limit(literal_column("1"))
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A step of a unit's year that a committee asks after."""

    year: UnitYear
    step: Step

    @property
    def key(self) -> tuple[int, str]:
        return self.year.unit, self.step.code

    def told(self, now: datetime) -> Told:
        """As the clock would tell it now."""
        step = self.step
        return Told(step.kind, step.code, step.day, now, (step.day - local_day(now)).days, step.period)


@dataclass(frozen=True, slots=True)
class Lagger:
    """Somebody who has not done a step. `excused`: one of `NOT_COUNTED`; `silence`: why the bot reaches nobody there.

    `reached` is when a message arrived last, asked for only where none does any more.
    """

    asked: Asked
    owed: Owed
    name: str
    roll: int | None
    phone: str | None
    excused: str | None
    silence: Silence | None
    heard: Heard
    reached: str | None = None


class Lagging(Access):
    """Questions about who has not done a step."""

    async def unit_years(self, places: Iterable[Place]) -> Mapping[int, UnitYear]:
        """The open year of each of these units; those above them are among them."""
        units = [(place.unit, place.code, place.kind, place.sector, place.parent) for place in places]
        return resolved(units, await self._read(CYCLES), await self._read(SETTINGS))

    async def members_in(self, units: Iterable[int]) -> Mapping[int, int]:
        """How many members each of these units has today; one without any is not there."""
        given = orjson.dumps([{"unit": unit} for unit in units]).decode()
        rows = await self._read(MEMBERS, units=given, today=self.today.isoformat())
        return {int(unit): int(count) for unit, count in rows}

    async def lagging_counts(self, asked: Sequence[Asked]) -> Mapping[tuple[int, str], int]:
        """How many people owe each of these steps today, by unit and step; where nobody does it is not there."""
        of = {one.key: one for one in asked}
        found: dict[tuple[int, str], int] = defaultdict(int)
        for *row, count in await self._read(COUNTS, **self._values(asked)):
            owed = owed_in(_anybody(row), self._now)
            policy = of[owed.unit, owed.step].year.cycle.policy
            if obstacle_to_owe(owed.kind, policy, owed.facts, self.today) is None:
                found[owed.unit, owed.step] += int(count)
        return found

    async def lagging(self, asked: Sequence[Asked]) -> tuple[Lagger, ...]:
        """Who has not done these steps, by unit and number; whoever does not owe it either comes last."""
        of = {one.key: one for one in asked}
        owing: list[tuple[Asked, Owed, str | None, tuple[str, int | None, str | None]]] = []
        for *row, name, roll, phone in await self._read(PEOPLE, **self._values(asked)):
            owed = owed_in(row, self._now)
            one = of[owed.unit, owed.step]
            why = obstacle_to_owe(owed.kind, one.year.cycle.policy, owed.facts, self.today)
            if why is None or why in NOT_COUNTED:
                owing.append((one, owed, why, (name, roll, phone or None)))
        people = {owed.person for _, owed, _, _ in owing}
        silent, told = await self._silent(people), await self._heard([(one, owed) for one, owed, _, _ in owing])
        reached = dict(await self._of(REACHED, [person for person, why in silent.items() if why]))
        laggers = [
            Lagger(one, owed, *who, why, silent[owed.person], told[nth], reached.get(owed.person))
            for nth, (one, owed, why, who) in enumerate(owing)
        ]
        return tuple(sorted(laggers, key=lambda lagger: lagger.excused is not None))

    async def nudge(self, laggers: Sequence[Lagger]) -> int:
        """They are told now, as far as nobody has told them or planned to; how many people that is new for."""
        rows = [
            {
                "cycle": one.owed.cycle,
                "step": one.owed.step,
                "person": one.owed.person,
                "days": one.owed.offset,
                "seat": one.owed.seat,
                "unit": one.owed.unit,
                "day": one.owed.day.isoformat(),
            }
            for one in laggers
        ]
        made = await self._write(NUDGE, rows=orjson.dumps(rows).decode(), now=self.at)
        return len({person for person, _ in made})

    async def invitation_of(self, unit: int) -> str | None:
        """The newest join code of the unit that still holds."""
        rows = await self._read(INVITATION, unit=unit, today=self.today.isoformat())
        return str(rows[0][0]) if rows else None

    def _values(self, asked: Sequence[Asked]) -> dict[str, Value]:
        tells = as_tells((one.year, one.told(self._now), self._now) for one in asked)
        return {"tells": tells, "today": self.today.isoformat()}

    async def _of(self, sql: Sql, people: Collection[int]) -> Sequence[Any]:
        given = orjson.dumps([{"person": person} for person in sorted(people)]).decode()
        return await self._read(sql, people=given, today=self.today.isoformat()) if people else ()

    async def _silent(self, people: Collection[int]) -> Mapping[int, Silence | None]:
        accounts: dict[int, list[Account]] = {person: [] for person in people}
        for person, *account in await self._of(ACCOUNTS, people):
            accounts[person].append(Account(*account))
        return {person: silence(own) for person, own in accounts.items()}

    async def _heard(self, owing: Sequence[tuple[Asked, Owed]]) -> Sequence[Heard]:
        """What each of them has heard of the step, in the same order."""
        people = {owed.person for _, owed in owing}
        messages = {person: state for person, state in await self._of(MESSAGES, people) if state != "dropped"}
        rows: dict[tuple[Value, ...], list[tuple[int, str, str | None]]] = defaultdict(list)
        for person, cycle, step, seat, *row in await self._of(TOLD, people):
            rows[person, cycle, step, seat].append(tuple(row))
        return [
            _as_heard(rows[owed.person, owed.cycle, owed.step, owed.seat], messages.get(owed.person), owed.offset)
            for _, owed in owing
        ]


def _anybody(row: Sequence[Any]) -> Sequence[Any]:
    """A row of `COUNTS` as that of some person who stands so."""
    filled: dict[str, Any] = {"person": 0, "offset": 0, "reason": ""}
    return [filled.get(name, value) for name, value in zip(_STANDS, row, strict=True)]


def _as_heard(rows: Sequence[tuple[int, str, str | None]], message: str | None, offset: int) -> Heard:
    sent = [local_day(moment(at)) for _, state, at in rows if state == "sent" and at]
    waiting = any(state in STILL_TO_GO for _, state, _ in rows)
    tried = any(days == offset and state not in STILL_TO_GO for days, state, _ in rows)
    return Heard(
        max(sent, default=None), message is not None and message != "failed", waiting, tried or message == "failed"
    )
