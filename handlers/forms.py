"""How a form is shown: its state and who acts next, its lines, what came back with it, what changed since."""

from collections.abc import Sequence
from datetime import date

from chat.dates import say_ago, say_due, say_time, short_due
from chat.message import Option, Reply
from handlers.context import Context
from rules.codes import form_number
from rules.forms import Item
from storage.criteria import OpenCycle
from storage.forms import Card
from storage.instants import moment

LINES = 8  # of a form on one screen


async def find(ctx: Context, given: str) -> Card | None:
    """The form whose code the given words begin with."""
    number = form_number(given.split(" ", maxsplit=1)[0]) if given else None
    return await ctx.store.form(number) if number else None


def not_found(ctx: Context, given: str, command: str) -> Reply:
    """No form stands behind these words. Whether a code exists is its committee's business alone."""
    if given and form_number(given.split(" ", maxsplit=1)[0]):
        return ctx.say("review-not-visible")
    way = ("queue", "/duyet") if ctx.committees else ("plan", "/kehoach")
    return ctx.say("forms-no-code", way, command=command)


async def state_of(ctx: Context, cycle: OpenCycle) -> Reply:
    """Where the member's own form stands, and who acts next."""
    form = await ctx.store.my_form(ctx.member, cycle)
    if form is None:
        return ctx.say("forms-none", ("register", "/dangky"), year=str(cycle.year))
    options = [("open", f"/xem {form.code}")]
    options += [("recall", f"/rutlai {form.code}")] if form.state == "sent" else []
    options += [("mend", "/dangky")] if form.state in ("returned", "recalled") else []
    by = await decided_by(ctx, form)
    return ctx.say(
        f"forms-{form.state}",
        *options,
        code=form.code,
        at=sent_at(ctx, form),
        by=by,
        entry=ctx.day(cycle.policy.entry),
        back=await comments(ctx, form),
    )


async def decided_by(ctx: Context, form: Card) -> str:
    """Who decided and when: "Le Thi Binh, 09:12, Monday …"."""
    who = await ctx.store.member(form.decided_by) if form.decided_by else None
    if form.decided_at is None:
        return ""
    at = say_time(moment(form.decided_at), ctx.texts)
    return ctx.texts("forms-decided-by", name=who.name if who else ctx.texts("forms-somebody"), at=at)


async def comments(ctx: Context, form: Card) -> str:
    """Why a form came back, line by line."""
    if form.state != "returned":
        return ""
    deeds = [deed for deed in await ctx.store.deeds(form.id, form.version) if deed.act == "returned"]
    whole = [ctx.texts("forms-returned-whole", reason=deed.reason) for deed in deeds if deed.position is None]
    lines = [
        ctx.texts("forms-returned-line", n=str(deed.position), reason=deed.reason)
        for deed in deeds
        if deed.position is not None
    ]
    return "\n".join([*whole, *lines])


def sent_at(ctx: Context, form: Card) -> str:
    return say_time(moment(form.sent_at), ctx.texts)


def ago(ctx: Context, form: Card) -> str:
    return say_ago(moment(form.sent_at), ctx.now, ctx.texts)


def lines(ctx: Context, items: Sequence[Item], page: int) -> str:
    """One screen of a form's lines, each with its number on the form."""
    first = (page - 1) * LINES
    return "\n".join(
        ctx.texts(
            "forms-line",
            n=str(n),
            code=item.criterion,
            title=item.title,
            action=item.action,
            due=say_due(item.due, ctx.texts),
            how=item.how,
        )
        for n, item in enumerate(items[first : first + LINES], first + 1)
    )


def brief(ctx: Context, items: Sequence[Item]) -> str:
    """What will be done and by when, a line each: enough for most decisions."""
    shown = [
        ctx.texts("forms-brief", n=str(n), code=item.criterion, action=item.action, due=short_due(item.due, ctx.texts))
        for n, item in enumerate(items[:LINES], 1)
    ]
    more = len(items) - LINES
    return "\n".join([*shown, ctx.texts("forms-brief-more", count=more)] if more > 0 else shown)


def turners(ctx: Context, command: str, page: int, pages: int) -> tuple[Option, ...]:
    """The way to the screens before and after, as canned commands."""
    back = Option("prev", ctx.texts("common-previous-page"), command=f"{command} {page - 1}")
    on = Option("next", ctx.texts("common-next-page"), command=f"{command} {page + 1}")
    return (*((back,) if page > 1 else ()), *((on,) if page < pages else ()))


def page_of(given: str, pages: int) -> int:
    """The page that the last of the given words names, the first if none does."""
    last = given.rsplit(" ", maxsplit=1)[-1]
    return min(max(int(last), 1), pages) if last.isdecimal() else 1


def pages_of(items: Sequence[object]) -> int:
    return max(-(-len(items) // LINES), 1)


def changes(ctx: Context, now: Sequence[Item], before: Sequence[Item]) -> str:
    """What differs from the version before, so that a secretary reads only that."""
    was = {item.criterion: item for item in before}
    told = []
    for n, item in enumerate(now, 1):
        old = was.pop(item.criterion, None)
        if old is None:
            told.append(ctx.texts("forms-change-new", n=str(n), code=item.criterion))
            continue
        if old.action != item.action:
            told.append(ctx.texts("forms-change-action", n=str(n), old=old.action, new=item.action))
        if old.due != item.due:
            dues = {"old": short_due(old.due, ctx.texts), "new": short_due(item.due, ctx.texts)}
            told.append(ctx.texts("forms-change-due", n=str(n), **dues))
        if old.how != item.how:
            told.append(ctx.texts("forms-change-how", n=str(n), old=old.how, new=item.how))
    told += [ctx.texts("forms-change-gone", code=code) for code in was]
    return "\n".join(told) or ctx.texts("forms-change-none")


def is_due(item: Item, today: date) -> str:
    """Where a line stands in time: over, this week or later."""
    days = (item.due.end - today).days
    return "over" if days < 0 else "soon" if days <= 7 else "later"
