"""Tables that somebody else made: a workbook is sent, and after the turn recomputed; what is wrong is told (TV-10)."""

from chat.ask import Ask
from chat.message import Option, Reply
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from programmes.platforms import limits_of
from reports.checked import Checked, read_checked
from rules.codes import number_of
from rules.evidence import MOST_BYTES, plain_name
from storage.papers import CHECK, Paper, paper_in

KINDS = (".xlsx",)


async def look(ask: Ask, ctx: Context) -> str | Reply:
    """ "/kiemtrabang", the workbook with it or after it; "/kiemtrabang TL-… 2": the second page of what was found."""
    if not ctx.committees:
        return ctx.say("look-no-office")
    if number := number_of("paper", ask.given):
        return await _again(ctx, number, ask.given)
    if not limits_of(ctx.channel).files:
        return ctx.say("look-elsewhere", ("devices", "/thietbi"))
    file = ask.file("file", most=MOST_BYTES, kinds=KINDS)
    name = plain_name(file.name)
    await ctx.store.ask_check(file, name, ctx.at, min(ctx.committees), ctx.member.person)
    return ctx.say("look-asked", name=name)


async def looked(ctx: Context, key: str) -> Reply | None:
    """Drawn when it is sent, for whoever still holds an office."""
    paper = await ctx.store.paper(paper_in(key))
    if paper is None or paper.person != ctx.member.person or not ctx.committees:
        return None
    return await _told(ctx, paper, 1)


async def _again(ctx: Context, number: int, given: str) -> Reply:
    paper = await ctx.store.paper(number)
    if paper is None or paper.kind != CHECK or paper.person != ctx.member.person:
        return ctx.say("look-gone", ("again", "/kiemtrabang"))
    if paper.state == "waiting":
        return ctx.say("look-not-yet", name=paper.name)
    return await _told(ctx, paper, page_of(given, LINES**2))


async def _told(ctx: Context, paper: Paper, page: int) -> Reply:
    """How many are wrong, then each of them, then what could not be read and what was looked at."""
    again = ("again", "/kiemtrabang")
    content = await ctx.store.content_of_paper(paper)
    if content is None:
        return ctx.say("look-failed", again, name=paper.name)
    found = read_checked(content)
    if found.why:
        return ctx.say("look-unread", again, name=paper.name, why=found.why)
    return _page(ctx, paper, found, page)


def _page(ctx: Context, paper: Paper, found: Checked, page: int) -> Reply:
    rows = [("wrong", sentence) for sentence in found.wrong] + [("unclear", sentence) for sentence in found.unclear]
    pages = pages_of(rows)
    page = min(page, pages)
    shown = list(enumerate(rows, 1))[(page - 1) * LINES : page * LINES]
    wrong, unclear = (
        "\n".join(f"{n}. {sentence}" for n, (kind, sentence) in shown if kind == wanted)
        for wanted in ("wrong", "unclear")
    )
    reply = ctx.say(
        "look-found",
        ("again", "/kiemtrabang"),
        name=paper.name,
        count=len(found.wrong),
        wrong=wrong,
        unclear=ctx.texts("look-unclear", lines=unclear) if unclear else "",
        seen="\n".join(found.seen) if page == pages else "",
        page=str(page),
        pages=pages,
    )
    turning: tuple[Option, ...] = turners(ctx, f"/kiemtrabang {paper.code}", page, pages)
    return Reply(reply.text, reply.title, (*turning, *reply.options), edits=True)
