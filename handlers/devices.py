"""/thietbi: a person's accounts, how each is reached, the way to let one go, and where the bot speaks first."""

from collections.abc import Sequence

from chat.ask import Ask
from chat.dates import say_time
from chat.fold import fold
from chat.message import Address, Option, Reply
from handlers.context import Context
from handlers.forms import page_of, turners
from handlers.steps import as_heading, say_channel, say_reason
from programmes.platforms import limits_of
from storage.instants import moment
from storage.joining import Account
from storage.linking import Device

DROP, CHANNEL = "go", "nhac"
"""What may follow "/thietbi"."""
ANY = "any"
ROWS = 5  # accounts on a screen


async def devices(ask: Ask, ctx: Context) -> str | Reply:
    """ "/thietbi [page]": my accounts. "/thietbi go TK12" lets one go, "/thietbi nhac" prefers one."""
    word, _, rest = fold(ask.given).partition(" ")
    found = await ctx.store.devices(ctx.member.person)
    if word == DROP:
        return await _drop(ask, ctx, found, rest)
    if word == CHANNEL and len(_active(found)) > 1:
        return await _prefer(ask, ctx, found)
    return await _listed(ctx, found, ask.given)


async def _listed(ctx: Context, found: Sequence[Device], given: str = "", done: str = "") -> Reply:
    """Each with its code, which stays its own whatever becomes of the others, and is no place in a list."""
    pages = max(-(-len(found) // ROWS), 1)
    page = page_of(given, pages)
    shown = found[(page - 1) * ROWS : page * ROWS]
    several = len(_active(found)) > 1
    reply = ctx.say(
        "devices",
        ("add", "/lienket"),
        *([("prefer", f"/thietbi {CHANNEL}")] if several else []),
        done=done,
        lines="\n".join(_line(ctx, device) for device in shown),
        where=ctx.texts("common-page", page=page, pages=pages) if pages > 1 else "",
        first=await _first(ctx, found) if several else "",
    )
    drops = tuple(_drops(ctx, device.account) for device in shown)
    return Reply(reply.text, reply.title, (*reply.options, *drops, *turners(ctx, "/thietbi", page, pages)), edits=True)


def _line(ctx: Context, device: Device) -> str:
    account = device.account
    values = {"code": _code(account), "channel": as_heading(say_channel(ctx.texts, account.platform))}
    since = say_time(moment(account.since), ctx.texts)
    id_ = "devices-here" if _is_here(ctx, account) else "devices-one" if device.counts else "devices-waiting"
    return ctx.texts(id_, **values, since=since, reached=_reached(ctx, device))


def _reached(ctx: Context, device: Device) -> str:
    if device.unreachable:
        at = say_time(moment(device.unreachable_at), ctx.texts) if device.unreachable_at else ""
        return ctx.texts("devices-unreachable", at=at, reason=say_reason(ctx.texts, device.unreachable))
    if device.reached_at:
        return ctx.texts("devices-reached", at=say_time(moment(device.reached_at), ctx.texts))
    return ctx.texts("devices-not-yet")


def _drops(ctx: Context, account: Account) -> Option:
    named = ctx.texts("devices-let-go", code=_code(account), channel=say_channel(ctx.texts, account.platform))
    return Option(f"drop{account.id}", named, command=f"/thietbi {DROP} {_code(account)}")


def _code(account: Account) -> str:
    return f"TK{account.id}"


async def _first(ctx: Context, found: Sequence[Device]) -> str:
    """Where the bot speaks first of all."""
    wanted, platforms = await ctx.store.preferred_channel(ctx.member.person), _active(found)
    if wanted and wanted in platforms:
        return ctx.texts("devices-first-wanted", channel=say_channel(ctx.texts, wanted))
    return ctx.texts("devices-first", channel=say_channel(ctx.texts, platforms[0]))


async def _prefer(ask: Ask, ctx: Context, found: Sequence[Device]) -> Reply:
    ask.about(CHANNEL)
    platforms = _active(found)
    usual = ctx.texts("devices-usual", channel=say_channel(ctx.texts, platforms[0]))

    def label(code: str) -> str:
        return usual if code == ANY else as_heading(say_channel(ctx.texts, code))

    chosen = ask.one("channel", (*platforms, ANY), label=label)
    await ctx.store.be_told_on(ctx.member.person, None if chosen == ANY else chosen)
    return await _listed(ctx, found, done=ctx.texts("devices-preferred"))


async def _drop(ask: Ask, ctx: Context, found: Sequence[Device], said: str) -> Reply:
    number = said.removeprefix("tk")
    device = next((one for one in found if str(one.account.id) == number), None)
    if device is None:
        return ctx.say("devices-unknown", ("back", "/thietbi"))
    account, here = device.account, _is_here(ctx, device.account)
    last = here and len(_active(found)) == 1
    channel = say_channel(ctx.texts, account.platform)
    ask.about(f"{DROP} {number}")
    ask.shows(code=_code(account), channel=channel)
    if not _is_sure(ask, here=here, last=last):
        return ctx.say("devices-kept", ("back", "/thietbi"))
    if not await ctx.store.unlink(account, ctx.member.person, ctx.channel):
        return ctx.say("devices-unknown", ("back", "/thietbi"))
    if here:
        return ctx.say("devices-bye-last" if last else "devices-bye")
    ask.talk.take_chat(str(Address(account.platform, account.user)))
    if device.counts:
        await ctx.tell_at(account, "devices-dropped-told", channel=say_channel(ctx.texts, ctx.channel))
    left = await ctx.store.devices(ctx.member.person)
    return await _listed(ctx, left, done=ctx.texts("devices-dropped", code=_code(account), channel=channel))


def _is_sure(ask: Ask, *, here: bool, last: bool) -> bool:
    if last:
        return ask.confirm("last", risky=True)
    return ask.confirm("leave", risky=True) if here else ask.confirm("drop", risky=True)


def _is_here(ctx: Context, account: Account) -> bool:
    return account.state == "active" and Address(account.platform, account.user) == ctx.at


def _active(found: Sequence[Device]) -> tuple[str, ...]:
    """The platforms of the accounts that count, the one that is tried first before the others."""
    platforms = [device.account.platform for device in reversed(found) if device.counts]
    return tuple(sorted(platforms, key=lambda platform: limits_of(platform).rank))


async def channel_facts(ctx: Context) -> list[str]:
    """One line for /dulieu, where somebody wants to be told somewhere first."""
    wanted = await ctx.store.preferred_channel(ctx.member.person)
    return [ctx.texts("devices-data", channel=say_channel(ctx.texts, wanted))] if wanted else []
