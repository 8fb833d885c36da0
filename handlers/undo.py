"""Taking one's last decision back, for ten minutes and as long as nobody has acted on it since."""

from datetime import timedelta

from chat.ask import Ask
from chat.message import Reply
from handlers.context import Context
from storage.instants import instant

MINUTES = 10


async def undo(ask: Ask, ctx: Context) -> str | Reply:
    since = instant(ctx.now - timedelta(minutes=MINUTES))
    deed = await ctx.store.last_decision(ctx.member.person, since)
    form = await ctx.store.form(deed.form) if deed and deed.form else None
    if deed is None or form is None:
        return ctx.say("undo-nothing", minutes=str(MINUTES))
    if not await ctx.store.take_back(form, deed, ctx.member.person, ctx.channel):
        return ctx.say("undo-too-late", ("open", f"/xem {form.code}"), code=form.code)
    await ctx.tell([form.person], "undo-told", code=form.code)
    return ctx.say("undo-done", ("open", f"/xem {form.code}"), ("next", "/duyet"), code=form.code, name=form.name)
