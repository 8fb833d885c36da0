"""The sender's hand in the ledger: claims who is to be told, judges each row now, draws one message for each person."""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from chat.message import Reply
from chat.texts import Texts
from handlers.context import Context
from handlers.reminder import Due, Part, facts_of, message_of, part_of
from rules.verdicts import Judged, Owed, judge
from storage.calendars import Calendars, UnitYear
from storage.instants import ZONE, instant, local_day, moment
from storage.ledger import Ledger, Verdict
from storage.outbox import Notice

Telling = Callable[[Context, Sequence[Due]], Awaitable[Part | None]]
"""Draws what only a committee is told, all rows of a part at once; nothing is left to say: nothing is said."""
AsContext = Callable[[], Awaitable[Context | None]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A person's message, or why there is none. `told` are the rows it speaks of, `closed` those it does not.

    `repeats`: it goes out again where nobody knows if it has arrived: what names a last day does. `facts` are the same
    in single words.
    """

    reply: Reply | None
    told: tuple[int, ...]
    closed: tuple[Verdict, ...]
    repeats: bool = True
    facts: Callable[[], Mapping[str, str]] = dict


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

    async def owed(self, notices: Sequence[int], now: datetime) -> Mapping[int, Sequence[Owed]]:
        """The rows of these messages, with how their people stand to them now."""
        return await self.ledger.stand(notices, now) if notices else {}

    async def drawn(self, notice: Notice, owed: Sequence[Owed], now: datetime, context: AsContext | None) -> Drawn:
        """The message of one person. Without `context`, by which a committee is told, there is nowhere to send it."""
        years = await self._calendars.years(now)
        cycles = {one.unit: years[one.unit].cycle for one in owed if one.unit in years}
        judged = judge(owed, cycles, now.astimezone(ZONE), self._national)
        closed = [closing(one) for one in judged if one.verdict != "tell"]
        tell = sorted((one for one in judged if one.verdict == "tell"), key=_urgent)
        if local_day(moment(notice.made)) < local_day(now):
            return Drawn(None, (), (*closed, *(_of_today(one, now) for one in tell)))
        if context is None:
            return Drawn(None, tuple(one.owed.id or 0 for one in tell), tuple(closed))
        parts: list[Part] = []
        told: list[Judged] = []
        said: list[Due] = []
        for rows in _together(tell):
            dues = [due_of(one, years[one.owed.unit], local_day(now), self._national) for one in rows]
            part = await self._part(dues, context)
            parts += [part] if part else []
            for one, due in zip(rows, dues, strict=True):
                if part and due not in part.unsaid:
                    told.append(one)
                    said.append(due)
                else:
                    closed.append(Verdict(one.owed.id or 0, "skipped", "nothing"))
        steps = [one for one in told if one.step is not None]
        ahead = any(one.owed.offset > 0 for one in steps)  # on the last day there is no later any more
        reply = message_of(parts, self._texts, snoozes=ahead) if parts else None
        facts = partial(facts_of, said, parts[0], self._texts) if parts and said else dict
        return Drawn(reply, tuple(one.owed.id or 0 for one in told), tuple(closed), bool(steps), facts)

    async def _part(self, dues: Sequence[Due], context: AsContext) -> Part | None:
        telling = self._tellings.get(dues[0].kind)
        if telling is None:
            return part_of(dues[0], self._texts)
        ctx = await context()
        return await telling(ctx, dues) if ctx else None


def _together(rows: Iterable[Judged]) -> Iterable[Sequence[Judged]]:
    """All that is overdue below stands in one part; of anything else, each row has its own."""
    parts: dict[object, list[Judged]] = {}
    for one in rows:
        parts.setdefault("overdue" if one.owed.kind == "overdue" else one.owed.id, []).append(one)
    return parts.values()


def due_of(one: Judged, year: UnitYear, today: date, national: Collection[date] = ()) -> Due:
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
        year,
        year.cycle.policy.days_off.among(national),
    )


def closing(one: Judged) -> Verdict:
    """What the ledger keeps of a row that is not told now."""
    id_ = one.owed.id or 0
    if one.verdict == "put-off" and one.then:
        return Verdict(id_, "planned", "asked" if one.owed.asked else one.reason, then=instant(one.then))
    return Verdict(id_, one.verdict, one.reason)


def _of_today(one: Judged, now: datetime) -> Verdict:
    """What the message of an earlier day did not bring goes with that of this one."""
    return Verdict(one.owed.id or 0, "planned", "asked" if one.owed.asked else "late", then=instant(now))


def _urgent(one: Judged) -> tuple[bool, date, str]:
    """Steps before news, and of those what is due first."""
    return one.step is None, one.step.day if one.step else one.owed.day, one.owed.step
