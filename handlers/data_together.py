"""What /dulieu says is kept out of what the branch does together: contents added, attendance, quiz scores."""

from datetime import date

from chat.dates import say_time
from handlers.context import Context
from storage.instants import moment


async def facts_together(ctx: Context) -> list[str]:
    """One line a fact, in plain words."""
    person, texts = ctx.member.person, ctx.texts
    facts = [
        texts("data-added", year=str(line.year), code=line.criterion, action=line.action, how=line.how)
        for line in await ctx.store.added_by(person)
    ]
    facts += [
        texts("data-proposed", year=str(line.year), code=line.criterion, action=line.action, how=line.how)
        for line in await ctx.store.proposed_to(person)
    ]
    facts += [
        texts("data-came" if one.came else "data-absent", title=one.title, day=ctx.day(date.fromisoformat(one.day)))
        for one in await ctx.store.came_to(person)
    ]
    facts += [
        texts("data-quiz", title=go.title, score=go.score, total=go.total, at=say_time(moment(go.at), texts))
        for go in await ctx.store.goes_of(person)
    ]
    return facts
