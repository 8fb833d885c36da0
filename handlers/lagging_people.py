"""Who has not done a step, by name: the list, the nudge, a text for the branch's own group, whom somebody must call."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from chat.ask import Ask
from chat.dates import say_day, say_time
from chat.message import Option, Reply
from chat.texts import Value
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.lagging_view import CALLS, COUNT, GROUP, NUDGE, View, others, say_step, say_when
from handlers.reminder import COMMANDS, MINUTES
from programmes.holidays import national_days
from rules.deadlines import Hours, hours_of
from rules.lagging import WHY_NOT, begins, last_tell, obstacle_to_nudge, obstacle_to_nudging
from storage.instants import ZONE, local_day, moment
from storage.lagging import Asked, Lagger

MOST = 1650  # UTF-16 units of a text for a group, so that it is one message on every platform, its options included


async def people(ctx: Context, view: View, given: str) -> Reply:
    """Who of a branch has not: by name where the reader stands near enough, else how many (BT-03)."""
    step = view.asked[0]
    head: dict[str, Value] = {"when": say_when(ctx, view.asked), "whole": sum(view.members.values())}
    what = "committee" if view.of_committee else "people"
    title = {"unit": view.name, "step": say_step(ctx, step)}
    if not view.named:
        counts = await ctx.store.lagging_counts(view.asked)
        counted = ctx.texts(f"lagging-head-{what}", count=sum(counts.values()), **head)
        reply = ctx.say("lagging-numbers", head=counted, **title)
        return Reply(reply.text, reply.title, others(ctx, view), edits=True)
    laggers = await ctx.store.lagging(view.named)
    pages = pages_of(laggers)
    page = page_of(f"x {given}", pages)
    reply = ctx.say(
        "lagging-people",
        head=ctx.texts(f"lagging-head-{what}", count=len(_owing(laggers)), **head),
        todo=todo(ctx, laggers),
        lines="\n".join(_row(ctx, lagger) for lagger in laggers[(page - 1) * LINES : page * LINES]),
        where=ctx.texts("common-page", page=page, pages=pages) if pages > 1 else "",
        **title,
    )
    options = (*ways(ctx, view, laggers), *turners(ctx, view.command(), page, pages), *others(ctx, view))
    return Reply(reply.text, reply.title, options, edits=True)


def ways(ctx: Context, view: View, laggers: Sequence[Lagger]) -> tuple[Option, ...]:
    """What can be done about them, as far as there is somebody to do it for."""
    owing = _owing(laggers)
    told = [lagger for lagger in owing if _why_not(ctx, lagger) is None]
    whole = 0 if view.of_committee and view.is_branch else _people_in(owing)  # a committee of one branch has no group
    count = {NUDGE: _people_in(told), GROUP: whole, CALLS: _people_in(_silent(owing))}
    units = len({lagger.owed.seat for lagger in told}) if view.of_committee and not view.is_branch else 0
    return tuple(
        Option(act, ctx.texts(f"lagging-do-{act}", count=count[act], units=units), command=view.command(act))
        for act in (NUDGE, GROUP, CALLS)
        if count[act]
    )


async def nudge(ask: Ask, ctx: Context, view: View, laggers: Sequence[Lagger]) -> Reply:
    """One confirmation that says how many get it, who does not and why; the rest is the ledger's."""
    owing = _owing(laggers)
    told = [lagger for lagger in owing if _why_not(ctx, lagger) is None]
    left = _left(ctx, owing)
    values = {"step": say_step(ctx, view.asked[0]), "left": left}
    if not told:
        return ctx.say("lagging-nobody-to-nudge", *_back(view), **values)
    goes = min(_goes(ctx, lagger.asked) for lagger in told)
    later = goes > ctx.now
    when = ctx.texts("lagging-goes-later", at=say_time(goes, ctx.texts)) if later else ctx.texts("lagging-goes-now")
    ask.shows(count=_people_in(told), names=_names(ctx, told), when=when, **values)
    if not ask.confirm("nudge"):
        return ctx.say("lagging-not-nudged", *_back(view))
    count = await ctx.store.nudge(told)
    return ctx.say("lagging-nudged", *_back(view), count=count, when=when, first=_people_in(told) - count, **values)


async def group_text(ctx: Context, view: View, laggers: Sequence[Lagger], *, names: bool) -> Reply:
    """Nothing but what is to be copied, with the names that the group knows or only how many they are."""
    owing, step = _owing(laggers), view.asked[0]
    if not owing:
        return ctx.say("lagging-nobody", *_back(view), step=say_step(ctx, step))
    kind, minutes = step.step.kind, MINUTES[step.step.kind]
    code = await ctx.store.invitation_of(view.place.unit)
    what = "units" if view.of_committee and not view.is_branch else "people"
    told = {
        "unit": view.place.name,
        "what": _what(ctx, step),
        "when": say_when(ctx, view.asked),
        "word": COMMANDS[kind].removeprefix("/"),
        "code": ctx.texts("lagging-group-code", code=code) if code else "",
    }
    callees = _called(ctx, owing) if what == "people" else sorted({lagger.asked.year.code for lagger in owing})
    other = ("bare", view.command(GROUP, COUNT)) if names else ("named", view.command(GROUP))

    def whole(shown: int) -> Reply:
        listed = f": {_listed(ctx, callees, shown, what)}" if shown else ""
        who = ctx.texts(f"lagging-group-{what}", count=len(callees), names=listed)
        return ctx.say("lagging-group", other, *_back(view), who=who, minutes=minutes, **told)

    replies = (whole(shown) for shown in range(len(callees) if names else 0, -1, -1))
    return next(reply for reply in replies if len(reply.text.encode("utf-16-le")) <= 2 * MOST)


async def calls(ctx: Context, view: View, laggers: Sequence[Lagger], given: str) -> Reply:
    """Whom the bot does not reach, why, the number where the unit keeps numbers, and one sentence to say (N13)."""
    silent, step = _silent(_owing(laggers)), view.asked[0]
    if not silent:
        return ctx.say("lagging-all-reached", *_back(view), step=say_step(ctx, step))
    pages = pages_of(silent)
    page = page_of(f"x {given}", pages)
    code = await ctx.store.invitation_of(view.place.unit)
    reply = ctx.say(
        "lagging-calls",
        *_back(view),
        unit=view.place.name,
        what=_what(ctx, step),
        when=say_when(ctx, view.asked),
        code=ctx.texts("lagging-calls-code", code=code) if code else "",
        count=len(silent),
        lines="\n".join(_call(ctx, lagger) for lagger in silent[(page - 1) * LINES : page * LINES]),
        where=ctx.texts("common-page", page=page, pages=pages) if pages > 1 else "",
    )
    options = (*turners(ctx, view.command(CALLS), page, pages), *reply.options)
    return Reply(reply.text, reply.title, options, edits=True)


def say_told(ctx: Context, lagger: Lagger) -> str:
    """Whether the bot reaches somebody, and when it spoke of the step last."""
    told = lagger.heard
    if lagger.silence:
        return ctx.texts(f"lagging-silence-{lagger.silence.code}")
    if lagger.owed.wishes.quiet:
        return ctx.texts("lagging-told-quiet")
    if told.waiting:
        return ctx.texts("lagging-told-waiting")
    if told.last is None:
        return ctx.texts("lagging-told-never")
    return ctx.texts("lagging-told", days=(ctx.today - told.last).days)


def todo(ctx: Context, laggers: Sequence[Lagger]) -> str:
    """The one thing to do now: nudge, or what can be done instead; and call those whom the bot does not reach."""
    owing = _owing(laggers)
    why = {_why_not(ctx, lagger) for lagger in owing}
    says = [hint(ctx, laggers)]
    if told := _people_in([lagger for lagger in owing if _why_not(ctx, lagger) is None]):
        says.append(ctx.texts("lagging-now-nudge", count=told))
    elif why & {"told", "waiting"}:
        says.append(ctx.texts("lagging-now-told"))
    if silent := _people_in(_silent(owing)):
        says.append(ctx.texts("lagging-now-call", count=silent))
    return " ".join(filter(None, says))


def hint(ctx: Context, laggers: Sequence[Lagger]) -> str:
    """Why nobody can be nudged about this step at all, and what can be done instead."""
    asked = next((lagger.asked for lagger in _owing(laggers)), None)
    code = obstacle_to_nudging(asked.step, ctx.today, local_day(_goes(ctx, asked))) if asked else None
    if asked is None or code is None:
        return ""
    day = begins(asked.step) if code == "too-early" else last_tell(asked.step, ctx.today)
    return ctx.texts(f"lagging-{code}", day=say_day(day, ctx.texts))


def _what(ctx: Context, asked: Asked) -> str:
    """What is to be done, said to those who owe it."""
    own = ctx.texts("lagging-own-branch")
    return ctx.texts(f"reminder-what-{asked.step.kind}", year=str(asked.year.cycle.year), unit=own)


def _owing(laggers: Sequence[Lagger]) -> list[Lagger]:
    return [lagger for lagger in laggers if lagger.excused is None]


def _silent(laggers: Sequence[Lagger]) -> list[Lagger]:
    return [lagger for lagger in laggers if lagger.silence]


def _people_in(laggers: Sequence[Lagger]) -> int:
    return len({lagger.owed.person for lagger in laggers})


def _hours(asked: Asked) -> Hours:
    return hours_of(asked.year.cycle.policy, national_days())


def _goes(ctx: Context, asked: Asked) -> datetime:
    """When a message may go by the unit's hours; whoever has hours of their own gets it by those."""
    return _hours(asked).next_moment(ctx.now.astimezone(ZONE))


def _why_not(ctx: Context, lagger: Lagger) -> str | None:
    step, days_off = lagger.asked.step, _hours(lagger.asked).days_off
    code = obstacle_to_nudging(step, ctx.today, local_day(_goes(ctx, lagger.asked)))
    return code or obstacle_to_nudge(step, days_off, lagger.owed.wishes, lagger.silence, lagger.heard, ctx.today)


def _left(ctx: Context, owing: Sequence[Lagger]) -> str:
    """How many are not nudged, each reason with its number."""
    why = Counter(code for lagger in owing if (code := _why_not(ctx, lagger)))
    told = [ctx.texts(f"lagging-why-{code}", count=why[code]) for code in WHY_NOT if why[code]]
    if not told:
        return hint(ctx, owing) if owing else ctx.texts("lagging-nobody-left")
    return ctx.texts("lagging-left", count=sum(why.values()), reasons="; ".join(told))


def _row(ctx: Context, lagger: Lagger) -> str:
    who = _who(ctx, lagger)
    if lagger.excused:
        return ctx.texts("lagging-row-excused", who=who, why=ctx.texts(f"lagging-excused-{lagger.excused}"))
    if lagger.owed.seat:
        return ctx.texts("lagging-row-committee", who=who, told=say_told(ctx, lagger))
    facts = lagger.owed.facts
    state = {"registration": facts.form, "self": facts.assessment}.get(lagger.owed.kind)
    back = state if state in ("returned", "recalled") else "none"
    stands = ctx.texts(f"lagging-state-{back}")
    return ctx.texts("lagging-row", who=who, state=stands, told=say_told(ctx, lagger))


def _call(ctx: Context, lagger: Lagger) -> str:
    assert lagger.silence is not None  # noqa: S101 - only such are called
    since = lagger.silence.since or lagger.reached
    day = say_day(local_day(moment(since)), ctx.texts) if since else ""
    why = ctx.texts(f"lagging-silence-{lagger.silence.code}")
    last = (
        ctx.texts("lagging-silence-since" if lagger.silence.since else "lagging-silence-last", day=day) if day else ""
    )
    phone = lagger.phone if lagger.asked.year.cycle.policy.phones else None
    number = ctx.texts("lagging-phone", phone=phone) if phone else ""
    return ctx.texts("lagging-call", who=_who(ctx, lagger), why=why, last=last, phone=number)


def _who(ctx: Context, lagger: Lagger) -> str:
    """ "so 7 Nguyen Van An"; of a committee "12A1 Le Thi Binh"."""
    if lagger.owed.seat:
        return f"{lagger.asked.year.code} {lagger.name}"
    return ctx.texts("lagging-member", roll=str(lagger.roll or "–"), name=lagger.name)


def _names(ctx: Context, told: Sequence[Lagger]) -> str:
    """Whom a nudge goes to, a screenful of them."""
    return _listed(ctx, [_who(ctx, lagger) for lagger in told], LINES, "people")


def _listed(ctx: Context, names: Sequence[str], shown: int, what: str) -> str:
    """The first of the names, and how many more there are."""
    listed, more = ", ".join(names[:shown]), len(names) - shown
    return ctx.texts(f"lagging-more-{what}", names=listed, more=more) if more > 0 else listed


def _called(ctx: Context, owing: Sequence[Lagger]) -> list[str]:
    """Names as the branch's own group knows them; the number only where two have the same."""
    names = Counter(lagger.name for lagger in owing)
    return [
        ctx.texts("pairs-mate", name=one.name, roll=str(one.roll or "–")) if names[one.name] > 1 else one.name
        for one in owing
    ]


def _back(view: View) -> tuple[tuple[str, str], ...]:
    return (("back", view.command()),)
