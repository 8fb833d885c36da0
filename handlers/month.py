"""What a committee hears near the end of a month of the next one: "what is to be done in January" (TN-08, PN-18)."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from chat.message import Option
from handlers.context import Context
from handlers.reminder import Due, Part
from rules.deadlines import calendar
from rules.interim import period_asked, rhythm_of
from storage.activities import Activity
from storage.calendars import UnitYear

SHOWN = 5  # activities


async def month(ctx: Context, dues: Sequence[Due]) -> Part | None:
    """The days of the branch's next month, and the talk of this one if nobody has written it down."""
    (due,) = dues
    place = due.here
    morning = await ctx.store.morning(ctx.member.person, due.seat, due.cycle)
    if place is None or morning is None:
        return None
    first, last = due.day, due.day.replace(day=monthrange(due.day.year, due.day.month)[1])
    done = {"entry": morning.entered, "rating": morning.reported}
    dated = [(day, line) for kind, day, line in _calendar(ctx, place, first, last) if not done.get(kind)]
    planned = [a for a in await ctx.store.activities(due.seat, place.cycle.year) if first <= a.day <= last]
    dated += [(a.day, ctx.texts("month-activity", day=ctx.day(a.day), title=a.title)) for a in planned[:SHOWN]]
    lines = [line for _, line in sorted(dated)]
    lines += [ctx.texts("month-activities", count=len(planned) - SHOWN)] if len(planned) > SHOWN else []
    items = await ctx.store.open_items_of_unit(due.seat, due.cycle, last.isoformat())
    contents = sum(first <= item.due.end <= last for item in items)
    lines += [ctx.texts("month-contents", count=contents)] if contents else []
    talk = await ctx.store.checkin_wanted(due.seat, due.cycle, f"{ctx.today:%Y-%m}")
    lines += [ctx.texts("month-talk", month=f"{ctx.today:%m}", year=f"{ctx.today:%Y}")] if talk else []
    if not lines:
        return None
    title = ctx.texts("month-title", month=f"{first:%m}", year=f"{first:%Y}", unit=morning.unit_name)
    return Part("\n".join(lines), tuple(_ways(ctx, due, planned, talk=talk)), title, heads=True)


def _calendar(ctx: Context, place: UnitYear, first: date, last: date) -> Iterator[tuple[str, date, str]]:
    """The last days of steps, and the first ones of rounds, that lie in the month."""
    policy, sector = place.cycle.policy, place.cycle.sector
    asked = period_asked(last, rhythm_of(policy, sector))
    for step in calendar(policy, sector):
        if first <= step.day <= last:
            yield step.kind, step.day, ctx.texts(f"month-{step.kind}", day=ctx.day(step.day))
        if asked and step.period == asked.code and first <= asked.asked_from:
            period = ctx.texts(f"interim-period-{asked.part}", year=str(asked.year))
            yield "round", asked.asked_from, ctx.texts("month-round", day=ctx.day(asked.asked_from), period=period)


def _ways(ctx: Context, due: Due, planned: Sequence[Activity], *, talk: bool) -> Iterator[Option]:
    """These conversations are about the person's own branch."""
    if due.seat != ctx.member.unit:
        return
    if talk:
        yield Option(f"talk{due.seat}", ctx.texts("month-do-talk"), command="/traodoi")
    if planned:
        yield Option(f"activities{due.seat}", ctx.texts("month-do-activities"), command="/hoatdong")
