"""What was spoken of lately is spoken of again on a later day of one's choice, and not before."""

import re
from collections.abc import Sequence
from datetime import date

from chat.ask import Ask
from chat.dates import read_due
from chat.fold import fold
from chat.message import Reply
from chat.question import Problem
from handlers.context import Context
from handlers.owing import OwedStep, owed_steps
from handlers.reminder import part_of
from handlers.wishes import say_moment, say_next, say_what
from rules.deadlines import DAY
from rules.due import Due, Refusal, Window
from rules.wishes import Room

_AHEAD = re.compile(r"(?:sau )?([0-9]{1,2})(?: ?ngay(?: nua| sau)?)?[.!]?")


async def snooze(ask: Ask, ctx: Context) -> str | Reply:
    """ "/nhaclai": what was told lately, on a later day. "/nhaclai 3", "/nhaclai 11/12": at once."""
    if ctx.member.quiet_since:
        return ctx.say("snooze-quiet", ("on", "/dungnhac"))
    owed, wishes = await owed_steps(ctx), await ctx.store.wishes(ctx.member.person)
    told = [one for one in owed if one.was_told]
    if not told:
        return ctx.say("snooze-nothing", ("wishes", "/nhacviec"), next=say_next(ctx, wishes, owed))
    till = max(one.step.day for one in told)  # what ends before is put off, too, even if nothing was said of it yet
    ahead = [one for one in owed if ctx.today < one.step.day <= till]
    latest = min((one.step.day for one in ahead), default=ctx.today)
    room = Room(ctx.today, latest, frozenset(day for one in ahead for day in one.hours.days_off))
    offered = room.offered()
    if not offered:
        return _too_late(ctx, told)
    first, last = ctx.day(min(offered.values())), ctx.day(latest)

    def check(typed: str) -> Problem | None:
        day = read_day(typed, room)
        if day and room.day_for(day):
            return None
        return Problem("snooze-not-then" if day else "snooze-unclear", {"first": first, "latest": last})

    lines = [ctx.texts("snooze-step", what=say_what(ctx, one), day=ctx.day(one.step.day)) for one in ahead]
    which = "only" if latest == ctx.today + DAY else "any"
    told_days = {"latest": last, "example": f"{latest:%d/%m}"}
    ask.shows(steps="\n".join(lines), which=ctx.texts(f"snooze-{which}-day", **told_days))
    typed = ask.text("when", check=check, ready=[_ready(ctx, *day) for day in offered.items()], said=ask.given)
    wanted = read_day(typed, room) or latest
    day = room.day_for(wanted) or latest
    rows = [one.later(day, wishes, ctx.now) for one in ahead]
    await ctx.store.remind_later(ctx.member.person, day, rows)
    return ctx.say(
        "snooze-done",
        ("change", "/nhaclai"),
        ("wishes", "/nhacviec"),
        at=say_moment(ctx, min(row.due_at for row in rows)),
        off=ctx.texts("snooze-day-off", day=ctx.day(wanted)) if day != wanted else "",
        last=ctx.texts("snooze-last") if any(row.days == 0 for row in rows) else "",
    )


def _too_late(ctx: Context, steps: Sequence[OwedStep]) -> Reply:
    """On the last day there is no later any more; what is to be done can be done at once."""
    parts = [part_of(one.due(ctx.today), ctx.texts) for one in steps]
    reply = ctx.say("snooze-too-late", parts="\n".join(part.text for part in parts))
    return Reply(reply.text, reply.title, tuple(option for part in parts for option in part.options), edits=True)


def read_day(typed: str, room: Room) -> date | None:
    """ "3" and "3 ngày nữa" count from today; everything else is a day."""
    if found := _AHEAD.fullmatch(fold(typed).strip()):
        return room.today + int(found[1]) * DAY
    match read_due(typed, Window(room.today, room.latest, room.today.year)):
        case Due("day", day):
            return day
        case Refusal("past" | "late", asked=Due("day", day)):
            return day
    return None


def _ready(ctx: Context, ahead: int, day: date) -> str:
    """As it is typed: "tomorrow", "3 days from now"; a day that is passed on by days off by its own name."""
    if day != ctx.today + ahead * DAY:
        return ctx.day(day)
    return ctx.texts("snooze-tomorrow") if ahead == 1 else ctx.texts("snooze-ahead", days=ahead)
