"""/dukien: who would be told what on a day ahead, through which channel, and who would not and why."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from chat.ask import Ask
from chat.dates import read_due, say_day
from chat.message import Option, Reply
from chat.read import bare
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.steps import as_heading, say_channel, say_reason, say_step
from handlers.tellings import TELLINGS
from handlers.units import own_unit
from programmes.holidays import national_days
from rules import permissions
from rules.deadlines import DAY
from rules.due import Due, Window
from rules.places import Place, child_of
from storage.forecast import Outlook
from storage.forecasts import DayCount, Foreseen, StepCount

AHEAD = 364  # days that are looked at: each day and month comes once
NAMES = "ten"
_DAY = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?")
SOON, NOW = "mai", "nay"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the words after the command name."""

    code: str = ""
    day: date | None = None
    names: bool = False
    page: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What is shown: a day in a unit with all above it and all below it, and the command that opens it again."""

    path: Sequence[Place]
    tree: Mapping[int, Place]
    outlook: Outlook
    near: bool
    """Whether names are shown here (BT-03)."""

    @property
    def place(self) -> Place:
        return self.path[0]

    @property
    def name(self) -> str:
        return f"{self.place.code} {self.place.name}"

    def command(self, *more: str, code: str = "", on: date | None = None) -> str:
        day = on or self.outlook.on
        return " ".join(("/dukien", code or self.place.code, f"{day:%d/%m/%Y}", *more))


async def forecast(ask: Ask, ctx: Context) -> str | Reply:
    """ "/dukien [unit] [day] [page]": that day in numbers, "ten" by name; without a day the next that has anything."""
    if not ctx.committees:
        return ctx.say("forecast-no-office")
    ask.about(ask.given)
    wanted = wanted_in(ask.given, ctx.today)
    if wanted is None:
        return ctx.say("forecast-unknown", ("next", "/dukien"), typed=ask.given)
    unit = await ctx.store.called(wanted.code) if wanted.code else await own_unit(ask, ctx)
    path = await ctx.store.path(unit) if unit else ()
    sees = permissions.insight(ctx.committees, [place.unit for place in path])
    if not sees:
        return ctx.say("forecast-not-yours", ("next", "/dukien"))
    tree = await ctx.store.tree(path[0].unit)
    outlook = await ctx.store.outlook(path, tree, wanted.day or ctx.today + DAY, national_days())
    if wanted.day is None:
        outlook = outlook.on_day(outlook.first_of(_ahead(ctx.today)) or ctx.today + DAY)
    view = View(path, {place.unit: place for place in tree}, outlook, sees == "names")
    if not outlook.years:
        return ctx.say("forecast-no-year", ("units", "/donvi"), unit=view.name)
    if wanted.names:
        return await _names(ctx, view, wanted.page)
    return _numbers(ctx, view, await ctx.store.count_day(outlook), wanted.page)


def wanted_in(given: str, today: date) -> Wanted | None:
    """A unit's code, a day, names, a page, each left out at will; None: something else was typed."""
    words = given.split()
    page = words.pop() if len(words) > 1 and words[-1].isdecimal() else ""
    found = Wanted(page=page)
    for word in words:
        if bare(word) == NAMES and not found.names:
            found = replace(found, names=True)
        elif (day := _day(word, today)) and found.day is None:
            found = replace(found, day=day)
        elif not found.code and not _DAY.fullmatch(word):
            found = replace(found, code=word)
        else:
            return None
    return found


def _day(word: str, today: date) -> date | None:
    """ "8/12", "mai", "nay": today or later."""
    if bare(word) in (SOON, NOW):
        return today + DAY if bare(word) == SOON else today
    match read_due(word, Window(today, today + timedelta(days=AHEAD), today.year)) if _DAY.fullmatch(word) else None:
        case Due("day", day):
            return day
    return None


def _ahead(today: date) -> Sequence[date]:
    return [today + timedelta(days=days) for days in range(1, AHEAD)]


def _numbers(ctx: Context, view: View, count: DayCount, page: str) -> Reply:
    """Step by step how many; below it the units, each with a button."""
    told, passed = _by_child(view, count.told), _by_child(view, count.passed)
    below = sorted({*told, *passed} - {view.place.unit}, key=lambda unit: view.tree[unit].code)
    pages = pages_of(below)
    at = page_of(f"x {page}", pages)
    shown = [view.tree[unit] for unit in below[(at - 1) * LINES : at * LINES]]
    steps = sorted(count.steps.items(), key=lambda one: (one[0][0] in TELLINGS, one[0][1], one[0][0]))
    rows = (
        ctx.texts("forecast-unit", unit=place.code, name=place.name, told=told[place.unit], passed=passed[place.unit])
        for place in shown
    )
    reply = ctx.say(
        "forecast-day",
        when=_when(ctx, view.outlook.on),
        summary=ctx.texts(
            "forecast-summary",
            told=len(set[int]().union(*count.told.values())),
            passed=len(set[int]().union(*count.passed.values())),
        ),
        steps="\n".join(_step(ctx, *step, counted) for step, counted in steps),
        units="\n".join(rows),
        hidden="" if view.near or below else ctx.texts("forecast-numbers-only"),
        day=_short(view.outlook.on),
        unit=view.name,
        page=str(at),
        pages=pages,
    )
    own = view.near and view.place.unit in {*count.told, *count.passed}
    names = (Option("names", ctx.texts("forecast-day.names"), command=view.command(NAMES)),) if own else ()
    opens = [Option(f"unit-{one.code}", f"{one.code} {one.name}", command=view.command(code=one.code)) for one in shown]
    options = (*names, *opens, *turners(ctx, view.command(), at, pages), *_other_days(ctx, view), *_up(ctx, view))
    return Reply(reply.text, reply.title, options, edits=True)


def _by_child(view: View, people: Mapping[int, set[int]]) -> Counter[int]:
    """How many people of each unit right below, with all that is below that one."""
    found: dict[int, set[int]] = {}
    for unit, some in people.items():
        found.setdefault(child_of(unit, view.place.unit, view.tree), set()).update(some)
    return Counter({unit: len(some) for unit, some in found.items()})


def _step(ctx: Context, kind: str, days: int, count: StepCount) -> str:
    channels = ", ".join(
        ctx.texts("forecast-count", what=say_channel(ctx.texts, on), count=many)
        for on, many in count.told.most_common()
    )
    reasons = ", ".join(
        ctx.texts("forecast-count", what=say_reason(ctx.texts, why), count=many)
        for why, many in count.passed.most_common()
    )
    return ctx.texts(
        "forecast-step",
        step=as_heading(say_step(ctx.texts, kind, days)),
        told=count.told.total(),
        channels=channels,
        passed=count.passed.total(),
        reasons=reasons,
        maybe=ctx.texts("forecast-maybe") if kind in TELLINGS and count.told else "",
    )


async def _names(ctx: Context, view: View, page: str) -> Reply:
    """Person by person, where the reader stands near enough."""
    if not view.near:
        return ctx.say("forecast-hidden", ("back", view.command()))
    people = await ctx.store.foreseen(view.outlook, view.place.unit)
    pages = pages_of(people)
    at = page_of(f"x {page}", pages)
    reply = ctx.say(
        "forecast-names",
        ("back", view.command()),
        lines="\n".join(_person(ctx, one) for one in people[(at - 1) * LINES : at * LINES])
        or ctx.texts("forecast-nobody"),
        day=_short(view.outlook.on),
        unit=view.name,
        page=str(at),
        pages=pages,
    )
    options = (*turners(ctx, view.command(NAMES), at, pages), *reply.options)
    return Reply(reply.text, reply.title, options, edits=True)


def _person(ctx: Context, one: Foreseen) -> str:
    told = [say_step(ctx.texts, each.owed.step, each.owed.offset) for each in one.day.told]
    passed = [
        ctx.texts("forecast-not", step=say_step(ctx.texts, each.owed.step), reason=say_reason(ctx.texts, reason))
        for each, reason in one.day.passed_over
    ]
    through = say_channel(ctx.texts, one.day.channel) if one.day.channel else ""
    said = [ctx.texts("forecast-gets", steps=", ".join(told), channel=through)] if told else []
    roll = "–" if one.roll is None else str(one.roll)
    return ctx.texts("forecast-person", roll=roll, name=one.name, what="; ".join([*said, *passed]))


def _other_days(ctx: Context, view: View) -> tuple[Option, ...]:
    """The days before and after on which anybody hears anything."""
    on, outlook = view.outlook.on, view.outlook
    before = outlook.first_of(on - timedelta(days=n) for n in range(1, (on - ctx.today).days + 1))
    after = outlook.first_of(on + timedelta(days=n) for n in range(1, AHEAD))
    days = (("before", before), ("after", after))
    return tuple(
        Option(name, ctx.texts(f"forecast-day.{name}", day=_short(day)), command=view.command(on=day))
        for name, day in days
        if day
    )


def _up(ctx: Context, view: View) -> tuple[Option, ...]:
    """The same day one level up, as far as that is the reader's."""
    above = view.path[1:]
    if not permissions.insight(ctx.committees, [place.unit for place in above]):
        return ()
    label = ctx.texts("units-above", unit=above[0].name)
    return (Option("above", label, command=view.command(code=above[0].code)),)


def _when(ctx: Context, day: date) -> str:
    return ctx.texts("forecast-when", day=say_day(day, ctx.texts), days=(day - ctx.today).days)


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"
