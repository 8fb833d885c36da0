"""The member's own number in /dulieu: shown where one is kept, deleted for good, allowed again."""

from chat.ask import Ask
from chat.message import Reply
from handlers.context import Context
from storage.phones import REFUSED

DELETE, ALLOW = "xoaso", "choluuso"
"""What may follow "/dulieu" about the number."""


async def phone_facts(ctx: Context) -> list[str]:
    phone = await ctx.store.phone(ctx.member.person)
    if phone is None:
        return []
    return [ctx.texts("data-phone-refused") if phone == REFUSED else ctx.texts("data-phone", phone=phone)]


async def phone_ways(ctx: Context) -> list[tuple[str, str]]:
    """To have the number deleted; to allow one again where the unit keeps numbers."""
    phone = await ctx.store.phone(ctx.member.person)
    if phone:
        return [("delete-phone", f"/dulieu {DELETE}")]
    cycle = await ctx.cycle() if phone == REFUSED else None
    return [("allow-phone", f"/dulieu {ALLOW}")] if cycle and cycle.policy.phones else []


async def delete_phone(ask: Ask, ctx: Context) -> Reply:
    phone = await ctx.store.phone(ctx.member.person)
    if not phone:
        return ctx.say("data-no-phone", ("back", "/dulieu"))
    ask.shows(phone=phone)
    if not ask.confirm("forget", risky=True):
        return ctx.say("data-kept", ("back", "/dulieu"))
    await ctx.store.forget_phone(ctx.member, ctx.channel)
    return ctx.say("data-phone-deleted", ("back", "/dulieu"))


async def allow_phone(ctx: Context) -> Reply:
    done = await ctx.store.allow_phone(ctx.member, ctx.channel)
    return ctx.say("data-phone-allowed" if done else "data-kept", ("back", "/dulieu"))
