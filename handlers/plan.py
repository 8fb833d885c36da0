"""A member's own registration: the plan of the year with what is due, and taking a sent form back."""

from chat.ask import Ask
from chat.dates import say_due
from chat.message import Reply
from handlers.assessments import is_assessment, recall_assessment
from handlers.context import Context
from handlers.forms import LINES, find, is_due, not_found, page_of, pages_of, state_of, turners
from storage.year_lines import YearLine


async def plan(ask: Ask, ctx: Context) -> str | Reply:
    """ "/kehoach": my lines, the nearest due date first."""
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    form = await ctx.store.my_form(ctx.member, cycle)
    if form is None or form.state == "recalled":
        return await state_of(ctx, cycle)
    lines = sorted(enumerate(await ctx.store.year_lines(form), 1), key=lambda numbered: numbered[1].item.due.end)
    pages = pages_of(lines)
    page = page_of(ask.given, pages)
    shown = lines[(page - 1) * LINES : page * LINES]
    mend = (("mend", "/dangky"),) if form.state == "returned" else ()
    runs = form.state == "confirmed"
    progress = (("progress", "/tiendo"),) if runs else ()
    reply = ctx.say(
        "plan",
        *mend,
        *progress,
        ("open", f"/xem {form.code}"),
        year=str(cycle.year),
        code=form.code,
        state=ctx.texts(f"state-{form.state}"),
        count=len(lines),
        lines="\n".join(_line(ctx, n, line, runs=runs) for n, line in shown),
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


def _line(ctx: Context, n: int, line: YearLine, *, runs: bool) -> str:
    """`runs`: the form is confirmed, so that it also says how far the line is."""
    item, done = line.item, runs and line.progress == "done"
    return ctx.texts(
        "plan-line",
        n=str(n),
        code=item.criterion,
        action=item.action,
        due=say_due(item.due, ctx.texts),
        progress=ctx.texts("plan-progress", level=ctx.texts(f"progress-{line.progress}")) if runs else "",
        mark=ctx.texts(f"plan-{'later' if done else is_due(item, ctx.today)}"),
    )
