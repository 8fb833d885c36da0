"""A chat account finds its member: code, name and birth date, one masked candidate, consent, the link."""

from datetime import datetime, timedelta

from chat.ask import Ask
from chat.dates import read_birth, say_time
from chat.fold import fold
from chat.message import Reply
from chat.question import Problem
from handlers.context import Context
from rules.joining import MANY_ON_A_CODE, wait_after
from rules.privacy import mask
from storage.instants import instant, moment
from storage.joining import Invited
from storage.people import Member

DAY = timedelta(days=1)


async def join(ask: Ask, ctx: Context) -> str | Reply:
    if ctx.who is not None:
        return ctx.say("join-already", ("home", "/batdau"), name=ctx.who.name, unit=ctx.who.unit_name)
    invited = await ctx.store.invitation(ask.given)
    if invited is None:
        return ctx.say("join-bad-code" if ask.given else "welcome")
    until = await must_wait(ctx)
    if until:
        return ctx.say("join-wait", until=say_time(until, ctx.texts))

    ask.about(ask.given)
    ask.shows(unit=invited.unit_name)
    name = ask.text("name", check=_name)
    born = read_birth(ask.text("birth", check=lambda typed: _birth(typed, ctx)), ctx.today)
    fitting = await ctx.store.candidates(invited.unit, fold(name), born.isoformat()) if born else ()
    if len(fitting) > 1:
        roll = ask.text("roll")
        fitting = tuple(member for member in fitting if str(member.roll) == roll.strip().lstrip("0"))
    if len(fitting) != 1:
        return await _not_found(ctx, invited, ask.given)
    member = fitting[0]

    ask.shows(name=mask(member.name), roll=str(member.roll), birth=f"{born:%d/%m/%Y}")
    if not ask.confirm("candidate"):
        return ctx.say("join-not-me", ("again", f"/thamgia {ask.given}"))
    if not await _agrees(ask, ctx):
        return await _declined(ctx, member, ask.given)

    account = await ctx.store.link(member, ctx.at, invited.id)
    await ctx.store.agree(member, ctx.notice.version, ctx.channel)
    values = {"channel": ctx.texts(f"channel-{ctx.channel}")}
    if account.state == "waiting":
        answers = (("allow", f"/dongy {account.id}"), ("refuse", f"/golienket {account.id}"))
        await _tell(ctx, member, "join-waiting-told", *answers, **values)
        return ctx.say("join-waiting")
    await _tell(ctx, member, "join-linked-told", ("undo", f"/golienket {account.id}"), **values)
    return await _linked(ctx, await ctx.store.member(member.person) or member)


async def must_wait(ctx: Context) -> datetime | None:
    """Wrong answers slow the account down; the right one is never locked out for good."""
    count, last = await ctx.store.tries_of(ctx.at, instant(ctx.now - DAY))
    until = moment(last) + wait_after(count) if last else None
    return until if until and until > ctx.now else None


async def _not_found(ctx: Context, invited: Invited, code: str) -> Reply:
    """Never which of the answers was wrong, never a name."""
    await ctx.store.wrong_try(ctx.at, invited.id)
    if await ctx.store.tries_on(invited.id, instant(ctx.now - DAY)) == MANY_ON_A_CODE:
        committee = await ctx.store.committee(invited.unit)
        await ctx.tell(committee, "join-many-wrong-told", key=f"wrong:{invited.id}:{ctx.today}", unit=invited.unit_name)
    return ctx.say("join-not-found", ("again", f"/thamgia {code}"), unit=invited.unit_name)


async def _agrees(ask: Ask, ctx: Context) -> bool:
    ask.shows(version=ctx.notice.version, controller=ctx.notice.controller, contact=ctx.notice.contact)
    answer = ask.one("consent", ("agree", "decline", "full"))
    if answer == "full":
        answer = ask.one("notice", ("agree", "decline"))
    return answer == "agree"


async def _declined(ctx: Context, member: Member, code: str) -> Reply:
    """The paper way. Whoever is linked already is not put on it by somebody else's no."""
    if await ctx.store.accounts(member.person):
        return ctx.say("join-declined-linked", ("again", f"/thamgia {code}"))
    await ctx.store.goes_on_paper(member, "declined", ctx.channel)
    await _tell(ctx, member, "join-declined-told")
    return ctx.say("join-declined", ("again", f"/thamgia {code}"))


async def _tell(ctx: Context, member: Member, id_: str, *options: tuple[str, str], **values: str) -> None:
    committee = await ctx.store.deciders(member.unit, member.person)
    await ctx.tell(committee, id_, *options, name=member.name, roll=str(member.roll), **values)


async def _linked(ctx: Context, member: Member) -> Reply:
    """What to do now, first of all."""
    cycle = await ctx.store.cycle(member.unit, member.sector)
    if cycle is None or member.paper is not None or cycle.policy.is_late(ctx.today):
        return ctx.say("join-done", ("home", "/batdau"), name=member.name)
    days = (cycle.policy.registration - ctx.today).days
    deadline = ctx.day(cycle.policy.registration)
    return ctx.say(
        "join-done-register",
        ("register", "/dangky"),
        ("home", "/batdau"),
        year=str(cycle.year),
        deadline=deadline,
        days=days,
    )


def _name(typed: str) -> Problem | None:
    return None if any(c.isalpha() for c in typed) and len(typed) <= 60 else Problem("join-name-unclear")


def _birth(typed: str, ctx: Context) -> Problem | None:
    return None if read_birth(typed, ctx.today) else Problem("join-birth-unclear", {"typed": typed[:30]})
