"""A member's own registration: the plan of the year with what is due, and taking a sent form back."""

from datetime import date

from chat.ask import Ask
from chat.dates import say_due
from chat.message import Reply
from handlers.assessments import is_assessment, recall_assessment
from handlers.context import Context
from handlers.forms import LINES, find, is_due, not_found, page_of, pages_of, state_of, turners
from storage.forms import Item


async def plan(ask: Ask, ctx: Context) -> str | Reply:
    """ "/kehoach": my lines, the nearest due date first."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    form = await ctx.store.my_form(ctx.member, cycle)
    if form is None or form.state == "recalled":
        return await state_of(ctx, cycle)
    items = sorted(enumerate(await ctx.store.items(form), 1), key=lambda numbered: numbered[1].due.end)
    pages = pages_of(items)
    page = page_of(ask.given, pages)
    shown = items[(page - 1) * LINES : page * LINES]
    mend = (("mend", "/dangky"),) if form.state == "returned" else ()
    reply = ctx.say(
        "plan",
        *mend,
        ("open", f"/xem {form.code}"),
        year=str(cycle.year),
        code=form.code,
        state=ctx.texts(f"state-{form.state}"),
        count=len(items),
        lines="\n".join(_line(ctx, n, item, ctx.today) for n, item in shown),
    )
    return Reply(reply.text, reply.title, (*turners(ctx, "/kehoach", page, pages), *reply.options), edits=True)


async def recall(ask: Ask, ctx: Context) -> str | Reply:
    """ "/rutlai DK-…": take a form back to change it, until somebody of the committee has opened it."""
    if is_assessment(ask.given):
        return await recall_assessment(ask, ctx)
    form = await find(ctx, ask.given)
    if form is None or form.person != ctx.member.person:
        return not_found(ctx, ask.given, "rutlai")
    if form.state == "recalled" or await ctx.store.recall(ctx.member, form, ctx.channel):
        return ctx.say("recall-done", ("mend", "/dangky"), code=form.code)
    return ctx.say("recall-too-late", ("open", f"/xem {form.code}"), code=form.code)


def _line(ctx: Context, n: int, item: Item, today: date) -> str:
    due = say_due(item.due, ctx.texts)
    mark = ctx.texts(f"plan-{is_due(item, today)}")
    return ctx.texts("plan-line", n=str(n), code=item.criterion, action=item.action, due=due, mark=mark)
