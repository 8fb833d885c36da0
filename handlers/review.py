"""A committee decides about registrations: the queue, the card, confirming, returning with a reason."""

import re
from textwrap import shorten

from chat.ask import Ask
from chat.fold import fold
from chat.message import Option, Reply
from handlers.assessments import give_assessment_back, is_assessment, show_assessment
from handlers.attendance import count_attended
from handlers.bulk import confirm_named, named_forms
from handlers.context import Context
from handlers.forms import (
    ago,
    brief,
    changes,
    comments,
    decided_by,
    find,
    lines,
    not_found,
    page_of,
    pages_of,
    sent_at,
    turners,
)
from handlers.supplement import added_lines
from rules import permissions
from rules.candour import is_vague
from rules.forms import Item
from storage.forms import Card

WHOLE = "0"

_LINES = re.compile(r"\S+\s+(?P<numbers>\d+(?:\s*[,;]\s*\d+)*)\s*(?P<reason>.*)", re.DOTALL)


async def review(ask: Ask, ctx: Context) -> str | Reply:
    """ "/duyet": the queue, oldest first. "/duyet DK-…": confirm that form, or several that are named."""
    if named := named_forms(ask.given):
        return await confirm_named(ask, ctx, named)
    if ask.given:
        return await _confirm(ask, ctx)
    waiting = {form.code: form for form in await ctx.store.queue(ctx.member.person)}
    if not waiting:
        return ctx.say("review-empty" if ctx.committees else "review-no-office")
    ask.shows(count=len(waiting))
    several = (Option(".bulk", ctx.texts("review-form.bulk"), command="/duyetnhieu"),) if len(waiting) > 1 else ()
    chosen = ask.one("form", waiting, label=lambda code: _row(ctx, waiting[code]), beside=several)
    return await _card(ctx, waiting[chosen])


async def show(ask: Ask, ctx: Context) -> str | Reply:
    """ "/xem DK-…": a member's own form, or a committee's card; with a page number, its lines."""
    if is_assessment(ask.given):
        return await show_assessment(ask, ctx)
    form = await find(ctx, ask.given)
    if form is None or await _hidden(ctx, form):
        return not_found(ctx, ask.given, "xem")
    if form.person == ctx.member.person:
        return await _lines(ctx, form, ask.given, own=True)
    if " " in ask.given:
        return await _lines(ctx, form, ask.given, own=False)
    return await _card(ctx, form)


async def give_back(ask: Ask, ctx: Context) -> str | Reply:
    """ "/tra DK-… [muc N] reason": return the whole form or single lines, always with a reason."""
    if is_assessment(ask.given):
        return await give_assessment_back(ask, ctx)
    form = await find(ctx, ask.given)
    if form is None:
        return not_found(ctx, ask.given, "tra")
    if refusal := await _refused(ctx, form):
        return refusal
    ask.about(f"{form.code}/{form.version}")
    items = await ctx.store.items(form)
    ask.shows(code=form.code, name=form.name)

    positions, reason = _lines_and_reason(ask.given)
    if any(not 1 <= n <= len(items) for n in positions):
        return ctx.say("return-no-such-line", ("card", f"/xem {form.code}"), code=form.code, last=str(len(items)))
    if not positions and not reason:
        which = ask.one("which", map(str, range(len(items) + 1)), label=lambda n: _which(ctx, items, int(n)))
        positions = [int(which)] if which != WHOLE else []
    reason = ask.text("reason", ready=ctx.texts("return-reasons").split(" | "), said=reason)

    if not await ctx.store.give_back(form, ctx.member.person, ctx.channel, positions, reason):
        return await _too_late(ctx, form)
    await _tell_returned(ctx, form, positions, reason)
    left, _ = await ctx.store.waiting(ctx.member.person)
    return ctx.say("return-done", ("next", "/duyet"), ("undo", "/hoantac"), code=form.code, name=form.name, left=left)


def _lines_and_reason(given: str) -> tuple[list[int], str]:
    """What "DK-… muc 2, 5 reason" says after the code; the reason stays as it was typed."""
    rest = given.partition(" ")[2].strip()
    named = _LINES.fullmatch(rest)
    if named and fold(rest).startswith("muc "):
        return [int(n) for n in re.findall(r"\d+", named["numbers"])], named["reason"]
    return [], rest


async def _confirm(ask: Ask, ctx: Context) -> Reply:
    form = await find(ctx, ask.given)
    if form is None:
        return not_found(ctx, ask.given, "duyet")
    if refusal := await _refused(ctx, form):
        return refusal
    seen = ask.given.split(" ")[-1]
    if " " in ask.given and seen.isdecimal() and int(seen) != form.version:
        return await _card(ctx, form, note=ctx.texts("review-newer", version=str(form.version)))
    if await ctx.store.confirm(form, ctx.member.person, ctx.channel) is None:
        return await _too_late(ctx, form)
    await count_attended(ctx, form)
    await ctx.tell([form.person], "review-confirmed-told", ("plan", "/kehoach"), code=form.code, year=str(form.year))
    left, _ = await ctx.store.waiting(ctx.member.person)
    values = {"code": form.code, "name": form.name}
    return ctx.say("review-confirmed", ("next", "/duyet"), ("undo", "/hoantac"), left=left, **values)


async def _refused(ctx: Context, form: Card) -> Reply | None:
    """Whether the person may not decide, or nothing is left to decide. Checked when the act runs."""
    case = await ctx.store.case(form)
    obstacle = permissions.obstacle_to_decide(ctx.member.person, ctx.committees, case)
    if obstacle == "own-form":
        others = await ctx.store.deciders(form.unit, form.person)
        names = [who.name for person in others if (who := await ctx.store.member(person))]
        return ctx.say("review-own-form", others=", ".join(names) or ctx.texts("review-unit-above"))
    if obstacle:
        return ctx.say("review-not-visible")
    return None if form.waits else await _too_late(ctx, form)


async def _too_late(ctx: Context, form: Card) -> Reply:
    """Somebody decided first, or the member took the form back: who and when, and nothing else to do.

    Whoever was first may have taken it back a moment later: then there is something to do after all.
    """
    now = await ctx.store.form(form.id) or form
    if now.waits and now.version == form.version:
        return await _card(ctx, now, note=ctx.texts("review-waits-again"))
    state = now.state if now.state in ("confirmed", "returned", "recalled") else "changed"
    return ctx.say(f"review-already-{state}", ("next", "/duyet"), code=now.code, by=await decided_by(ctx, now))


async def _hidden(ctx: Context, form: Card) -> bool:
    case = await ctx.store.case(form)
    return permissions.obstacle_to_see(ctx.member.person, ctx.committees, case) is not None


async def _card(ctx: Context, form: Card, note: str = "") -> Reply:
    """What is asked, what changed, what deserves a look; the same words on the buttons as one would type."""
    if not form.waits:
        return await _too_late(ctx, form)
    await ctx.store.open(form, ctx.member.person, ctx.channel)
    items = await ctx.store.items(form)
    before = await ctx.store.items(form, form.version - 1) if form.version > 1 else ()
    return ctx.say(
        "review-card",
        ("confirm", f"/duyet {form.code} lan {form.version}"),
        ("return", f"/tra {form.code}"),
        ("all", f"/xem {form.code} 1"),
        ("later", "/duyet"),
        note=note,
        code=form.code,
        name=form.name,
        roll=str(form.roll or "–"),
        ago=ago(ctx, form),
        version=str(form.version),
        count=len(items),
        groups=len({item.group_title for item in items}),
        lines=brief(ctx, items),
        late=ctx.texts("review-late") if form.late else "",
        changes=ctx.texts("review-changes", changes=changes(ctx, items, before)) if before else "",
        hints=await _hints(ctx, form, items),
    )


async def _lines(ctx: Context, form: Card, given: str, *, own: bool) -> Reply:
    items = await ctx.store.items(form)
    pages = pages_of(items)
    page = page_of(given if " " in given else "", pages)
    reply = ctx.say(
        "review-own-lines" if own else "review-lines",
        *(() if own else (("card", f"/xem {form.code}"),)),
        *((("proofs", f"/minhchung {form.code}"),) if form.state == "confirmed" else ()),
        code=form.code,
        name=form.name,
        state=ctx.texts(f"state-{form.state}"),
        at=sent_at(ctx, form),
        back=await comments(ctx, form),
        lines=lines(ctx, items, page),
        added=await added_lines(ctx, form),
    )
    options = (*turners(ctx, f"/xem {form.code}", page, pages), *reply.options)
    return Reply(reply.text, reply.title, options, edits=True)


async def _hints(ctx: Context, form: Card, items: tuple[Item, ...]) -> str:
    """Vague lines and lines in another member's words: questions for the reader, never a verdict."""
    vague = [
        ctx.texts("review-hint-vague", n=str(n), action=item.action)
        for n, item in enumerate(items, 1)
        if is_vague(item.action) or fold(item.action) == fold(item.title)
    ]
    same = [
        ctx.texts("review-hint-same", n=str(same.position), roll=str(same.roll))
        for same in await ctx.store.same_words(form)
    ]
    return "\n".join((vague + same)[:5])


async def _tell_returned(ctx: Context, form: Card, positions: list[int], reason: str) -> None:
    if not positions:
        await ctx.tell([form.person], "return-told-whole", ("mend", "/dangky"), code=form.code, reason=reason)
        return
    await ctx.tell(
        [form.person],
        "return-told-lines",
        ("mend-line", f"/dangky sua {positions[0]}"),
        code=form.code,
        count=len(positions),
        back="\n".join(ctx.texts("forms-returned-line", n=str(n), reason=reason) for n in positions),
        n=str(positions[0]),
    )


def _row(ctx: Context, form: Card) -> str:
    return ctx.texts("review-row", code=form.code, name=form.name, roll=str(form.roll or "–"), ago=ago(ctx, form))


def _which(ctx: Context, items: tuple[Item, ...], n: int) -> str:
    """The whole form (0) or a line, called by the number that it has on the form."""
    if n == 0:
        return ctx.texts("return-whole")
    return ctx.texts("return-line", n=str(n), action=shorten(items[n - 1].action, 44, placeholder="…"))
