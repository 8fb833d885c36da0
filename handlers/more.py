"""What else one can do here: every conversation that can be begun by itself, by role, in the order of the map."""

from chat.ask import Ask
from chat.message import Option, Reply
from handlers.context import Context
from handlers.forms import page_of, turners

ROWS = 8  # on a screen


async def more(ask: Ask, ctx: Context) -> str | Reply:
    """ "/viec": what a committee can do, for those who sit in one, then what every member can."""
    from handlers import FLOWS  # the map knows this conversation, too

    may = {"member", "everybody", *(("committee",) if ctx.committees else ())}
    offered = [
        Option(name, ctx.texts(f"menu-{name}"), command=f"/{entry.command}")
        for name, entry in FLOWS.items()
        if entry.offers in may
    ]
    offered.sort(key=lambda option: FLOWS[option.code].offers != "committee")
    pages = max(-(-len(offered) // ROWS), 1)
    page = page_of(ask.given, pages)
    shown = offered[(page - 1) * ROWS : page * ROWS]
    where = ctx.texts("common-page", page=page, pages=pages) if pages > 1 else ""
    reply = ctx.say("more", where=where)
    return Reply(reply.text, reply.title, (*shown, *turners(ctx, "/viec", page, pages)), edits=True)
