"""Taking one's last act back, a whole batch with one word, for ten minutes and as long as nobody acted on it since."""

from datetime import timedelta

from chat.ask import Ask
from chat.dates import say_time
from chat.message import Reply
from handlers.context import Context
from handlers.log import act_said
from rules.codes import KINDS, code_of, form_code
from rules.permissions import may_undo
from storage.decisions import Deed
from storage.instants import instant, moment
from storage.undoing import Undone

MINUTES = 10
NAMED = 12  # acts that one sentence names
CLOSING = "round-closed"
OF_BRANCH = ("rating", "rating_round", "remark")


async def undo(ask: Ask, ctx: Context) -> str | Reply:
    """ "/hoantac" (products 84, N7)."""
    since = instant(ctx.now - timedelta(minutes=MINUTES))
    deeds = await ctx.store.last_decision(ctx.member.person, since)
    if not deeds:
        return ctx.say("undo-nothing", minutes=str(MINUTES))
    last = deeds[0]
    units = await ctx.store.units_up(last.unit) if last.unit else ()
    if not may_undo(ctx.member.person, ctx.committees, last.person, units):
        return ctx.say("undo-no-office")
    undone = await ctx.store.undo(deeds, ctx.member.person, ctx.channel)
    whole = next((deed for deed in undone.back if deed.kind in ("rating_round", "remark")), None)
    for deed in undone.back if whole is None else (whole,):
        await _tell(ctx, deed)
    return await _said(ctx, undone)


async def _said(ctx: Context, undone: Undone) -> Reply:
    """What was taken back by name, and what was kept because of whom."""
    kept = [await _kept(ctx, deed) for deed in undone.kept]
    several = len(undone.back) + len(undone.kept) > 1
    first = (*undone.back, *undone.kept)[0]
    opens = (("open", f"/xem {form_code(first.form)}"),) if first.kind is None and first.form and not several else ()
    if not undone.back:
        return ctx.say("undo-too-late", *opens, kept=" ".join(kept))
    what = ", ".join([await _what(ctx, deed) for deed in undone.back[:NAMED]])
    if (more := len(undone.back) - NAMED) > 0:
        what = ctx.texts("undo-more", what=what, count=more)
    queue = (("next", "/duyet"),) if first.kind is None else ()
    if not several:
        return ctx.say("undo-done", *opens, *queue, what=what)
    lines = "\n".join(ctx.texts("undo-kept-line", kept=line) for line in kept)
    count = len(undone.back)
    return ctx.say("undo-batch", *queue, what=what, kept=lines, count=count, all=count + len(undone.kept))


async def _kept(ctx: Context, deed: Deed) -> str:
    what = await _what(ctx, deed)
    since = await ctx.store.acted_since(deed)
    if since is None:
        return ctx.texts("undo-kept", what=what)
    name, at = since.name or ctx.texts("undo-operator"), say_time(moment(since.at), ctx.texts)
    return ctx.texts("undo-kept-by", what=what, act=act_said(ctx, since.act), name=name, at=at)


async def _what(ctx: Context, deed: Deed) -> str:
    """The thing that was acted on, by its code and whose it is."""
    kind = deed.kind or "form"
    who = await ctx.store.member(deed.person) if deed.person else None
    code = code_of(kind, deed.subject or deed.form or 0) if kind in KINDS.values() else ""
    return ctx.texts(f"undo-of-{kind}", code=code, name=who.name if who else ctx.texts("forms-somebody"))


async def _tell(ctx: Context, deed: Deed) -> None:
    """The person concerned; of what concerns a whole branch, its committee, and whoever had heard the own result."""
    committee = await ctx.store.committee(deed.unit) if deed.unit and deed.kind in OF_BRANCH else ()
    people = dict.fromkeys(who for who in (deed.person, *committee) if who and who != ctx.member.person)
    if deed.kind is None:
        await ctx.tell(people, "undo-told", code=form_code(deed.form or 0))
    elif deed.kind == "remark":
        found = await ctx.store.remark(deed.subject or 0)
        both = {*committee, *(await ctx.store.committee(found.answering) if found else ())} - {ctx.member.person}
        code, name = code_of(deed.kind, deed.subject or 0), found.name if found else ""
        await ctx.tell(sorted(both), "undo-told-remark", ("open", f"/nhanxet {code}"), code=code, name=name)
    elif deed.kind == "assessment":
        await ctx.tell(people, "undo-told-assessment", code=code_of(deed.kind, deed.subject or 0))
    else:
        await ctx.tell(people, "undo-told-other", what=await _what(ctx, deed))
    if deed.act == CLOSING:
        rated = [one for one in await ctx.store.ratings_of(deed.subject or 0) if one.person not in committee]
        for one in rated:
            await ctx.tell([one.person], "undo-told-result", unit=one.unit_name, year=str(one.year))
