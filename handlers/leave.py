"""Dropping a draft, and asking for no more reminders."""

from chat.ask import Ask
from chat.message import Reply
from handlers.context import Context


async def cancel(ask: Ask, ctx: Context) -> str | Reply:
    """ "hủy": the draft in hand is dropped, after one question."""
    draft = ask.talk.unfinished
    if not draft:
        return ctx.say("cancel-nothing")
    ask.about(draft)
    ask.shows(draft=ctx.texts(f"menu-{draft}"))
    if not ask.confirm("sure", risky=True):
        return ctx.say("cancel-kept", ("resume", "/tieptuc"), draft=ctx.texts(f"menu-{draft}"))
    ask.talk.forget(draft)
    return ctx.say("cancel-done", draft=ctx.texts(f"menu-{draft}"))


async def be_quiet(ask: Ask, ctx: Context) -> str | Reply:
    """ "dừng nhắc": no reminders, until the same word is said again. Decisions on one's own form still arrive."""
    quiet = ctx.member.quiet_since is None
    await ctx.store.be_quiet(ctx.member.person, quiet=quiet)
    return ctx.say("quiet-on" if quiet else "quiet-off", ("again", "/dungnhac"), ("wishes", "/nhacviec"))
