"""The minutes and the list for recognition as files: asked for when the meeting is closed, by whoever may see names."""

from chat.message import Reply
from handlers.context import Context
from handlers.papers import ask_for
from handlers.walk import Place
from rules import permissions


async def paper_of(ctx: Context, place: Place, kind: str) -> Reply:
    """ "/hop bienban" and "/hop danhsach": drawn after the turn, of what was decided by then."""
    if place.round.is_open:
        return ctx.say("meeting-paper-open", ("meeting", place.command))
    path = await ctx.store.path(place.branch.id)
    if permissions.insight(ctx.committees, [level.unit for level in path]) != "names":
        return ctx.say("meeting-paper-not-yours")
    return await ask_for(ctx, kind, place.round.id, place.branch.id)
