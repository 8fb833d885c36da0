"""A committee's word on its members' chat accounts: let a second one in, undo a wrong link."""

from chat.ask import Ask
from chat.message import Reply
from handlers.context import Context
from storage.joining import Account
from storage.people import Member


async def allow_account(ask: Ask, ctx: Context) -> str | Reply:
    """ "/dongy 12": the account that waits becomes the member's."""
    found = await _mine_to_decide(ask, ctx)
    if found is None:
        return ctx.say("account-not-visible")
    account, member = found
    if account.state != "waiting" or not await ctx.store.activate(account, ctx.member.person, ctx.channel):
        return ctx.say("account-settled", name=member.name)
    await ctx.tell([member.person], "account-allowed-told", ("home", "/batdau"), name=member.name)
    return ctx.say("account-allowed", ("undo", f"/golienket {account.id}"), name=member.name)


async def drop_account(ask: Ask, ctx: Context) -> str | Reply:
    """ "/golienket 12": a wrong link is undone, or a waiting account is turned away."""
    found = await _mine_to_decide(ask, ctx)
    if found is None:
        return ctx.say("account-not-visible")
    account, member = found
    if not await ctx.store.unlink(account, ctx.member.person, ctx.channel):
        return ctx.say("account-settled", name=member.name)
    return ctx.say("account-dropped", name=member.name)


async def _mine_to_decide(ask: Ask, ctx: Context) -> tuple[Account, Member] | None:
    number = ask.given.strip()
    account = await ctx.store.account(int(number)) if number.isdecimal() and len(number) < 10 else None
    member = await ctx.store.member(account.person) if account else None
    if account is None or member is None or account.person == ctx.member.person:
        return None
    deciders = await ctx.store.deciders(member.unit, member.person)
    return (account, member) if ctx.member.person in deciders else None
