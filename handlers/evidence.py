"""Evidence is looked at: the list of a content, and each file, by whoever may see it and nobody else."""

from collections.abc import Sequence

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Attachment, Option, Reply
from chat.texts import Texts
from handlers.context import Context
from handlers.forms import LINES, find, not_found, pages_of, turners
from handlers.progress import kinds
from rules import evidence as limits
from rules import permissions
from storage.forms import Card
from storage.instants import moment
from storage.progress import Mark, Proof
from storage.year_lines import YearLine

PAGE = "trang"
SHORT = 24  # characters of a name on a button


async def evidence(ask: Ask, ctx: Context) -> str | Reply:
    """ "/minhchung DK-…": contents with what shows them; "DK-… 1.2": its list; "DK-… 1.2 2": that file."""
    form = await find(ctx, ask.given)
    if form is None:
        return not_found(ctx, ask.given, "minhchung")
    case = await ctx.store.case(form)
    if permissions.obstacle_to_see_evidence(ctx.member.person, ctx.committees, case):
        return not_found(ctx, ask.given, "minhchung")
    back = () if permissions.obstacle_to_see(ctx.member.person, ctx.committees, case) else _way_back(ctx, form)
    given, page = _page(ask.given)
    lines = {line.criterion: line for line in await ctx.store.year_lines(form)}
    code, number = (*given.split()[1:], "", "")[:2]
    if not code:
        return _contents(ctx, form, tuple(lines.values()), page, back)
    if code not in lines:
        return ctx.say("evidence-no-such", ("all", f"/minhchung {form.code}"), code=form.code, line=code)
    proofs = await ctx.store.evidence_of(form.id, code)
    if number:
        return await _one(ctx, form, next((p for p in proofs if str(p.number) == number), None), code)
    marks = [mark for mark in await ctx.store.marks(form.id) if mark.criterion == code]
    return _list(ctx, form, lines[code], proofs, marks, page, back)


def lost(texts: Texts, code: str, name: str, why: str) -> Reply:
    """The word to a member whose file could not be kept, and why."""
    most = str(limits.MOST_BYTES // 1_000_000)
    text = texts(f"evidence-lost-{why}", code=code, name=name, kinds=kinds(), most=most)
    again = Option("again", texts("evidence-lost.again"), command=f"/tiendo {code} them")
    return Reply(text, texts("evidence-lost.title"), (again,))


def _page(given: str) -> tuple[str, int]:
    """ "DK-… 1.2 trang 2" apart: what is asked for, and the page."""
    rest, _, page = given.partition(f" {PAGE} ")
    return rest, int(page) if page.isdecimal() else 1


def _contents(ctx: Context, form: Card, lines: Sequence[YearLine], page: int, back: tuple[Option, ...]) -> Reply:
    command, pages = f"/minhchung {form.code}", pages_of(lines)
    page = min(max(page, 1), pages)
    shown = lines[(page - 1) * LINES : page * LINES]
    options = [
        Option(
            line.criterion,
            ctx.texts("evidence-open-line", code=line.criterion, count=line.evidence),
            command=f"{command} {line.criterion}",
        )
        for line in shown
        if line.evidence
    ]
    texts = [
        ctx.texts(
            "evidence-content",
            code=line.criterion,
            action=line.item.action,
            level=ctx.texts(f"progress-{line.progress}"),
            count=line.evidence,
        )
        for line in shown
    ]
    done = sum(line.progress == "done" for line in lines)
    reply = ctx.say(
        "evidence-contents", code=form.code, name=form.name, lines="\n".join(texts), done=done, count=len(lines)
    )
    turning = turners(ctx, f"{command} {PAGE}", page, pages)
    return Reply(reply.text, reply.title, (*options, *turning, *back), edits=True)


def _list(
    ctx: Context,
    form: Card,
    line: YearLine,
    proofs: Sequence[Proof],
    marks: Sequence[Mark],
    page: int,
    back: tuple[Option, ...],
) -> Reply:
    """What was said of a content, newest first, then what shows it, each with its number."""
    own, code = form.person == ctx.member.person, line.criterion
    command, pages = f"/minhchung {form.code} {code}", pages_of(proofs)
    page = min(max(page, 1), pages)
    shown = proofs[(page - 1) * LINES : page * LINES]
    options = [
        Option(
            f"o{p.number}",
            ctx.texts("evidence-open", n=str(p.number), name=_short(p.name)),
            command=f"{command} {p.number}",
        )
        for p in shown
        if p.is_file and p.state == "kept"
    ]
    if own:
        options += [
            Option(
                f"r{p.number}",
                ctx.texts("evidence-take-back", n=str(p.number), name=_short(p.name or p.text)),
                command=f"/tiendo {code} rut {p.number}",
            )
            for p in shown
            if p.source == "member"
        ]
        options.append(Option("add", ctx.texts("evidence-add"), command=f"/tiendo {code} them"))
    reply = ctx.say(
        "evidence-list",
        code=code,
        name=form.name,
        action=line.item.action,
        level=ctx.texts(f"progress-{line.progress}"),
        said="\n".join(_said(ctx, mark) for mark in marks[:3]),
        proofs="\n".join(_row(ctx, proof) for proof in shown) or ctx.texts("evidence-none"),
    )
    turning = turners(ctx, f"{command} {PAGE}", page, pages)
    return Reply(reply.text, reply.title, (*options, *turning, *back), edits=True)


async def _one(ctx: Context, form: Card, proof: Proof | None, code: str) -> Reply:
    """One piece: its file, or what it says."""
    back = ("list", f"/minhchung {form.code} {code}")
    if proof is None:
        return ctx.say("evidence-gone", back, code=code)
    content = await ctx.store.content_of(proof) if proof.is_file else None
    if content is None:
        return ctx.say("evidence-one", back, code=code, name=form.name, proof=_row(ctx, proof))
    reply = ctx.say(
        "evidence-file",
        back,
        ("again", f"/minhchung {form.code} {code} {proof.number}"),
        code=code,
        name=form.name,
        proof=_row(ctx, proof),
    )
    return Reply(reply.text, reply.title, reply.options, files=(Attachment(proof.name, content),))


def _short(name: str) -> str:
    return name if len(name) <= SHORT else f"{name[: SHORT - 1]}…"


def _row(ctx: Context, proof: Proof) -> str:
    values = {"n": str(proof.number), "at": say_time(moment(proof.at), ctx.texts)}
    if not proof.is_file:
        return ctx.texts("evidence-row", **values, text=proof.text, source=ctx.texts(f"source-{proof.source}"))
    size = str(max(-(-proof.size // 1000), 1))
    return ctx.texts(f"evidence-row-{proof.state}", **values, name=proof.name, size=size)


def _said(ctx: Context, mark: Mark) -> str:
    at, source = say_time(moment(mark.at), ctx.texts), ctx.texts(f"source-{mark.source}")
    return ctx.texts("evidence-said", level=ctx.texts(f"progress-{mark.level}"), note=mark.note, at=at, source=source)


def _way_back(ctx: Context, form: Card) -> tuple[Option, ...]:
    """To the own plan, or to the member's form."""
    if form.person == ctx.member.person:
        return (Option("progress", ctx.texts("menu-progress"), command="/tiendo"),)
    return (Option("form", ctx.texts("evidence-form"), command=f"/xem {form.code} 1"),)
