"""Files that were drawn for somebody: told when they are ready, had again for a week."""

from asyncio import to_thread

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Attachment, Option, Reply
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from reports.result import read_result
from reports.text import summary
from rules import permissions
from rules.codes import number_of
from storage.instants import moment
from storage.papers import Paper, paper_in

PICTURES = ("report-png", "report-svg")
OWN = ("form-xlsx", "form-docx", "form-blank-xlsx", "form-blank-docx", "result-docx")
"""Of whoever asked, and of nobody else."""
OF_A_BRANCH = ("forms-zip", "forms-docx", "forms-official", "forms-blank-zip", "forms-blank-docx")
NAMED = (*OF_A_BRANCH, "minutes-docx", "recognition-docx", "letters-zip", "commendation-docx", "outstanding-docx")
"""Members by name stand in them."""


async def papers(ask: Ask, ctx: Context) -> str | Reply:
    """ "/tailieu": what one had drawn; "/tailieu TL-…": that file once more."""
    if number := number_of("paper", ask.given):
        return await _again(ctx, number)
    mine = await ctx.store.papers_of(ctx.member.person)
    pages = pages_of(mine)
    page = min(page_of(ask.given, pages), pages)
    shown = mine[(page - 1) * LINES : page * LINES]
    leads = ctx.committees and await ctx.store.branches_of(ctx.member.person)
    ways = [("meetings", "/hop giayto")] if leads else []
    ways += [("figures", "/baocao")] if ctx.committees else [("forms", "/phieu")]
    reply = ctx.say(
        "papers-list",
        *ways,
        lines="\n".join(_row(ctx, paper) for paper in shown),
        count=len(mine),
        page=str(page),
        pages=pages,
    )
    rows = [
        Option(paper.code, ctx.texts("papers-again", name=paper.name), command=f"/tailieu {paper.code}")
        for paper in shown
        if paper.state == "made"
    ]
    return Reply(reply.text, reply.title, (*rows, *turners(ctx, "/tailieu", page, pages), *reply.options), edits=True)


async def ask_for(ctx: Context, kind: str, subject: int, unit: int) -> Reply:
    """It is drawn after the turn, by whichever process is free: nobody's message waits for it."""
    paper = await ctx.store.ask_paper(kind, subject, unit, ctx.member.person)
    return ctx.say("papers-asked", ("list", "/tailieu"), what=_what(ctx, paper))


async def ready(ctx: Context, key: str) -> Reply | None:
    """Drawn when it is sent: the file, or that there is none."""
    paper = await ctx.store.paper(paper_in(key))
    if paper is None or paper.person != ctx.member.person:
        return None
    if paper.state == "failed":
        return ctx.say("papers-failed", ("list", "/tailieu"), what=_what(ctx, paper))
    content = await ctx.store.content_of_paper(paper) if await _may_see(ctx, paper) else None
    if content is None:
        return None
    way = ("again", f"/tailieu {paper.code}")
    told = await _in_words(ctx, paper)
    reply = ctx.say("papers-ready", way, what=_what(ctx, paper), name=paper.name, told=told)
    return Reply(reply.text, reply.title, reply.options, files=(Attachment(paper.name, content),))


async def _again(ctx: Context, number: int) -> Reply:
    """Whoever left the committee meanwhile gets nothing more of its papers."""
    paper = await ctx.store.paper(number)
    if paper is None or paper.person != ctx.member.person or not await _may_see(ctx, paper):
        return ctx.say("papers-gone", ("list", "/tailieu"))
    if paper.state == "waiting":
        return ctx.say("papers-not-yet", ("list", "/tailieu"), what=_what(ctx, paper))
    content = await ctx.store.content_of_paper(paper)
    if content is None:
        return ctx.say("papers-gone", ("list", "/tailieu"))
    reply = ctx.say("papers-file", ("list", "/tailieu"), what=_what(ctx, paper), name=paper.name)
    return Reply(reply.text, reply.title, reply.options, files=(Attachment(paper.name, content),))


async def _in_words(ctx: Context, paper: Paper) -> str:
    """A picture comes with its figures, for whoever does not see it."""
    found = await ctx.store.report(paper.subject) if paper.kind in PICTURES else None
    return summary(ctx.texts, await to_thread(read_result, found[1])) if found else ""


async def _may_see(ctx: Context, paper: Paper) -> bool:
    if paper.kind in OWN:
        return True
    path = await ctx.store.path(paper.unit)
    sees = permissions.insight(ctx.committees, [place.unit for place in path])
    return sees == "names" if paper.kind in NAMED else sees is not None


def _what(ctx: Context, paper: Paper) -> str:
    return ctx.texts(f"papers-what-{paper.kind}")


def _row(ctx: Context, paper: Paper) -> str:
    at = say_time(moment(paper.asked_at), ctx.texts)
    size = str(max(-(-paper.size // 1000), 1))
    return ctx.texts(
        f"papers-row-{paper.state}", code=paper.code, what=_what(ctx, paper), name=paper.name, size=size, at=at
    )
