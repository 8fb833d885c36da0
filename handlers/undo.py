"""Taking one's last decision back, for ten minutes and as long as nobody has acted on it since."""

from datetime import timedelta

from chat.ask import Ask
from chat.message import Reply
from handlers.context import Context
from storage.instants import instant

MINUTES = 10


async def undo(ask: Ask, ctx: Context) -> str | Reply:
    since = instant(ctx.now - timedelta(minutes=MINUTES))
    deeds = await ctx.store.last_decision(ctx.member.person, since)
    if not deeds:
        return ctx.say("undo-nothing", minutes=str(MINUTES))
    undone = await ctx.store.undo(deeds, ctx.member.person, ctx.channel)
    form = await ctx.store.form(deeds[0].form or 0)
    if form is None:
        return ctx.say("undo-nothing", minutes=str(MINUTES))
    if not undone.back:
        return ctx.say("undo-too-late", ("open", f"/xem {form.code}"), code=form.code)
    await ctx.tell([form.person], "undo-told", code=form.code)
    return ctx.say("undo-done", ("open", f"/xem {form.code}"), ("next", "/duyet"), code=form.code, name=form.name)
