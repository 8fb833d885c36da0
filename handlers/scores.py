"""What a quiz brought in the committee's own branch: each member's best score and how many goes it took."""

from chat.message import Reply
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from storage.quizzes import Score


async def scores(ctx: Context, number: int, given: str) -> Reply:
    """ "/diemdanh CH-…", with a page number. Only of a quiz that the branch can answer."""
    found = next((quiz for quiz in await ctx.store.quizzes(ctx.member.unit) if quiz.id == number), None)
    if found is None:
        return ctx.say("scores-not-visible", ("all", "/diemdanh"))
    rows = await ctx.store.scores(found, ctx.member.unit)
    pages = pages_of(rows)
    page = page_of(given if " " in given else "", pages)
    count = len(found.questions)
    shown = rows[(page - 1) * LINES : page * LINES]
    reply = ctx.say(
        "scores",
        ("all", "/diemdanh"),
        title=found.title,
        passed=sum(row.best >= found.pass_mark for row in rows),
        all=len(rows),
        mark=found.pass_mark,
        rows="\n".join(_row(ctx, row, count) for row in shown),
    )
    options = (*turners(ctx, f"/diemdanh {found.code}", page, pages), *reply.options)
    return Reply(reply.text, reply.title, options, edits=True)


def _row(ctx: Context, row: Score, count: int) -> str:
    values = {"roll": str(row.roll), "name": row.name}
    if not row.goes:
        return ctx.texts("scores-row-none", **values)
    return ctx.texts("scores-row", best=row.best, count=count, goes=row.goes, **values)
