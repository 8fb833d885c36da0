"""One person on several channels: a code from an account that is linked, said once by the one that is to be."""

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Address, Reply
from handlers.context import Context
from handlers.join import must_wait
from handlers.steps import say_channel
from rules.linking import LASTS, code_in
from storage.linking import Linked


async def link(ask: Ask, ctx: Context) -> str | Reply:
    """ "/lienket": a code for one more account. "/lienket 482917": this account becomes that of the code's person."""
    if not ask.given:
        return await _offers(ctx) if ctx.who else ctx.say("link-how")
    code = code_in(ask.given)
    if code is None:
        return ctx.say("link-unclear")
    if ctx.person is not None:
        same = await ctx.store.person_of_code(code) == ctx.person
        return ctx.say("link-same" if same else "link-other", ("devices", "/thietbi"))
    return await _ties(ctx, code)


async def _offers(ctx: Context) -> Reply:
    accounts = await ctx.store.accounts(ctx.member.person)
    here = next(one for one in accounts if one.state == "active" and Address(one.platform, one.user) == ctx.at)
    code = await ctx.store.new_link_code(here)
    until = say_time(ctx.now + LASTS, ctx.texts)
    return ctx.say("link", ("devices", "/thietbi"), code=code, until=until, minutes=LASTS.seconds // 60)


async def _ties(ctx: Context, code: str) -> Reply:
    """Why a code is wrong is never said: unknown, over and used sound the same."""
    until = await must_wait(ctx)
    if until:
        return ctx.say("join-wait", until=say_time(until, ctx.texts))
    linked = await ctx.store.link_by_code(code, ctx.at)
    if linked is None:
        await ctx.store.wrong_try(ctx.at)
        return ctx.say("link-wrong")
    await _tells(ctx, linked)
    ways = (("home", "/batdau"), ("devices", "/thietbi"))
    return ctx.say("link-done", *ways, name=linked.member.name, unit=linked.member.unit_name)


async def _tells(ctx: Context, linked: Linked) -> None:
    """Where the person was before; the new account itself needs no telling."""
    channel = say_channel(ctx.texts, ctx.channel)
    told = "link-instead-told" if linked.replaced else "link-told"
    for account in linked.others:
        await ctx.tell_at(account, told, ("devices", "/thietbi"), channel=channel)
    if linked.replaced:
        await ctx.tell_at(linked.replaced, "link-replaced-told", channel=channel)
