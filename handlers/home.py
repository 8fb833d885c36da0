"""Where everything begins: the one thing to do now, by role, date and open work."""

from collections.abc import Awaitable, Callable, Iterator, Sequence

from chat.ask import Ask
from chat.message import Option, Reply
from handlers.activities import activities_duty
from handlers.added import added_duty
from handlers.assess import assess_duty
from handlers.checkin import checkin_duty
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.gates import entry_duty
from handlers.interim import interim_duty
from handlers.meeting import meeting_duty
from handlers.progress import progress_duty
from handlers.recognise import recognise_duty
from handlers.remarks import remark_duty
from handlers.report_up import report_duty
from handlers.ruling import ruling_duty
from handlers.support import support_duty
from handlers.units import units_duty
from handlers.vote import vote_duty
from storage.criteria import OpenCycle
from storage.forms import Card

MOST = 4  # things to do on one screen


async def welcome(ask: Ask, ctx: Context) -> str | Reply:
    """Somebody whom the bot does not know yet."""
    return ctx.say("welcome")


async def home(ask: Ask, ctx: Context) -> str | Reply:
    found = [await source(ctx) for source in OF_COMMITTEES] if ctx.committees else []
    found.append(await _own_duty(ask, ctx))
    found += [await source(ctx) for source in OF_MEMBERS]
    duties = sorted(filter(None, found), key=lambda due: due.option is None)
    todo = [due.option for due in duties if due.option][:MOST]
    menu = [
        Option(name, ctx.texts(f"menu-{name}"), command=command)
        for name, command in (("plan", "/kehoach"), ("more", "/viec"), ("data", "/dulieu"), ("help", "/trogiup"))
    ]
    title = ctx.texts("home.title", name=ctx.member.name, unit=ctx.member.unit_name)
    return Reply("\n".join(_said(ctx, duties)), title, (*todo, *menu), edits=True)


def _said(ctx: Context, duties: Sequence[Duty]) -> Iterator[str]:
    """What is to be done first, then the rest: only one thing is to be done now."""
    first = "home-now"
    for due in duties[:MOST]:
        yield ctx.texts(first, duty=due.says) if due.option else due.says
        first = "home-then"
    if len(duties) > MOST:
        yield ctx.texts("home-more", count=len(duties) - MOST)


async def _review_duty(ctx: Context) -> Duty | None:
    count, _ = await ctx.store.waiting(ctx.member.person)
    return duty(ctx, "home-review", "/duyet", count=count) if count else duty(ctx, "home-nothing-waits")


async def _own_duty(ask: Ask, ctx: Context) -> Duty:
    cycle = await ctx.cycle()
    if cycle is None:
        return duty(ctx, "register-no-cycle")
    form = await ctx.store.my_form(ctx.member, cycle)
    year, deadline = str(cycle.year), ctx.day(cycle.policy.registration)
    match await ctx.obstacle_to_register(cycle, form):
        case "paper":
            return duty(ctx, "home-paper", year=year)
        case "sent" | "opened" | "confirmed" as state if form:
            return duty(ctx, f"home-{state}", code=form.code, year=year, entry=ctx.day(cycle.policy.entry))
        case "wait" | "closed" as obstacle:
            return duty(ctx, f"register-{obstacle}", year=year, deadline=deadline)
    done, chosen = drafted(ask, cycle, form)
    if form and form.state == "returned":
        return duty(ctx, "home-returned", "/dangky", year=year)
    if chosen:
        way = "/tieptuc" if ask.talk.unfinished == "register" else "/dangky"
        return duty(ctx, "home-draft", way, year=year, deadline=deadline, done=done, chosen=chosen)
    if cycle.policy.is_late(ctx.today):
        return duty(ctx, "home-late", "/dangky", year=year, deadline=deadline)
    days = (cycle.policy.registration - ctx.today).days
    return duty(ctx, "home-register", "/dangky", year=year, deadline=deadline, days=days)


def drafted(ask: Ask, cycle: OpenCycle, form: Card | None) -> tuple[int, int]:
    """How many contents of the draft are complete, and how many are chosen."""
    memory = ask.talk.memory("register")
    if memory.about != f"{cycle.id}/{form.version if form else 0}":
        return 0, 0
    chosen = memory.answers.get("criteria", {"on": []})["on"]
    return sum(f"how.{code}" in memory.answers for code in chosen), len(chosen)


Source = Callable[[Context], Awaitable[Duty | None]]

OF_COMMITTEES: Sequence[Source] = (
    _review_duty,
    support_duty,
    added_duty,
    ruling_duty,
    remark_duty,
    meeting_duty,
    report_duty,
    recognise_duty,
    entry_duty,
    activities_duty,
    checkin_duty,
    units_duty,
)
"""What waits for a committee, people who wait for an answer first."""
OF_MEMBERS: Sequence[Source] = (vote_duty, assess_duty, interim_duty, progress_duty)
