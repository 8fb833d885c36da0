"""The sender's hand in the ledger: claims who is to be told, judges each row now, draws one message for each person."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from chat.message import Reply
from chat.texts import Texts
from handlers.context import Context
from handlers.reminder import Due, Part, message_of, part_of
from rules.verdicts import Judged, judge
from storage.calendars import Calendars, UnitYear
from storage.instants import ZONE, instant, local_day
from storage.ledger import Ledger, Verdict

Telling = Callable[[Context, Due], Awaitable[Part | None]]
"""Draws what only a committee is told; nothing is left to say: nothing is said."""
AsContext = Callable[[], Awaitable[Context | None]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A person's message, or why there is none. `told` are the rows it speaks of, `closed` those it does not."""

    reply: Reply | None
    told: tuple[int, ...]
    closed: tuple[Verdict, ...]
    repeats: bool = True
    """Whether it goes out again when nobody knows if it has arrived: what names a last day does."""


class Reminding:
    """Everything between the ledger and the sender."""

    def __init__(
        self,
        ledger: Ledger,
        calendars: Calendars,
        texts: Texts,
        national: frozenset[date],
        tellings: Mapping[str, Telling],
    ) -> None:
        self.ledger = ledger
        self._calendars = calendars
        self._texts = texts
        self._national = national
        self._tellings = tellings

    async def judged(self, notices: Sequence[int], now: datetime) -> Mapping[int, Sequence[Judged]]:
        """What is to become of each row of these messages."""
        years = await self._calendars.years(now)
        stand = await self.ledger.stand(notices, now)
        cycles = {unit: year.cycle for unit, year in years.items()}
        local = now.astimezone(ZONE)
        return {notice: judge(stand.get(notice, ()), cycles, local, self._national) for notice in notices}

    async def drawn(self, judged: Collection[Judged], now: datetime, context: AsContext) -> Drawn:
        """The message of one person. `context` is asked for only where a committee is told something."""
        parts: list[Part] = []
        told: list[Judged] = []
        closed = [closing(one) for one in judged if one.verdict != "tell"]
        for one in sorted((one for one in judged if one.verdict == "tell"), key=_urgent):
            part = await self._part(one, now, context)
            if part is None:
                closed.append(Verdict(one.owed.id or 0, "skipped", "nothing"))
            else:
                parts.append(part)
                told.append(one)
        steps = [one for one in told if one.step is not None]
        ahead = any(one.owed.offset > 0 for one in steps)  # on the last day there is no later any more
        reply = message_of(parts, self._texts, snoozes=ahead) if parts else None
        return Drawn(reply, tuple(one.owed.id or 0 for one in told), tuple(closed), bool(steps))

    async def _part(self, one: Judged, now: datetime, context: AsContext) -> Part | None:
        year = (await self._calendars.years(now)).get(one.owed.unit)
        if year is None:
            return None
        due = due_of(one, year, local_day(now))
        telling = self._tellings.get(one.owed.kind)
        if telling is None:
            return part_of(due, self._texts)
        ctx = await context()
        return await telling(ctx, due) if ctx else None


def undrawn(judged: Collection[Judged]) -> Drawn:
    """For somebody who has no account: there is nothing to draw, and the rows have an end all the same."""
    told = tuple(one.owed.id or 0 for one in judged if one.verdict == "tell")
    return Drawn(None, told, tuple(closing(one) for one in judged if one.verdict != "tell"))


def due_of(one: Judged, year: UnitYear, today: date) -> Due:
    owed = one.owed
    day = one.step.day if one.step else owed.day
    return Due(
        owed.kind,
        day,
        (day - today).days,
        year.cycle.year,
        owed.cycle,
        owed.period,
        owed.seat,
        year.code,
        owed.facts.form,
        owed.talk,
        one.last,
    )


def closing(one: Judged) -> Verdict:
    """What the ledger keeps of a row that is not told now."""
    id_ = one.owed.id or 0
    if one.verdict == "put-off" and one.then:
        return Verdict(id_, "planned", "asked" if one.owed.asked else one.reason, then=instant(one.then))
    return Verdict(id_, one.verdict, one.reason)


def _urgent(one: Judged) -> tuple[bool, date, str]:
    """Steps before news, and of those what is due first."""
    return one.step is None, one.step.day if one.step else one.owed.day, one.owed.step
