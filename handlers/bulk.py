"""A committee confirms many registrations with one word: chosen, shown, confirmed as shown, taken back whole."""

import re
from collections.abc import Mapping, Sequence

from chat.ask import Ask
from chat.fold import fold
from chat.message import Reply
from chat.question import Problem
from handlers.attendance import count_attended
from handlers.context import Context
from handlers.forms import decided_by
from rules.candour import is_vague
from rules.codes import form_code, form_number
from storage.forms import Card

_VERSION = re.compile(r"((lan )?\d+)?")


async def bulk(ask: Ask, ctx: Context) -> str | Reply:
    """ "/duyetnhieu": which forms, without whom, and one yes to exactly the list that is shown (products 62, 63)."""
    waiting = {form.code: form for form in await ctx.store.queue(ctx.member.person)}
    if not waiting:
        return ctx.say("review-empty" if ctx.committees else "review-no-office")
    kinds = await _kinds(ctx, waiting)
    ask.shows(**{name.replace("-", "_"): len(codes) for name, codes in kinds.items()})
    offered = [name for name, codes in kinds.items() if name == "all" or 0 < len(codes) < len(waiting)]
    codes = kinds[ask.one("which", offered)]
    chosen = ask.many("forms", codes, label=lambda code: _row(ctx, waiting[code]), check=_some, ticked=codes)
    ask.shows(count=len(chosen), list="\n".join(_row(ctx, waiting[code]) for code in chosen))
    if not ask.once("sure", _versions([waiting[code] for code in chosen]), ctx.member.person, ctx.now):
        return ctx.say("bulk-kept", ("queue", "/duyet"), count=len(waiting))
    return await _confirm(ctx, [waiting[code] for code in chosen])


def named_forms(given: str) -> tuple[str, ...]:
    """The codes among several words, each once, and whatever else stands there: a slip must not shorten the list.

    None where one form is named, alone or with its version.
    """
    words = [word for word in re.split(r"[\s,;]+", given) if word]
    numbers = [form_number(word) for word in words]
    if not any(numbers) or _VERSION.fullmatch(fold(" ".join(words[1:]))):
        return ()
    told = (form_code(number) if number else word for word, number in zip(words, numbers, strict=True))
    return tuple(dict.fromkeys(told))


async def confirm_named(ask: Ask, ctx: Context, codes: Sequence[str]) -> Reply:
    """ "/duyet DK-… DK-…": those forms; who they are of is shown before it is done, for a slip may hit another's."""
    waiting = {form.code: form for form in await ctx.store.queue(ctx.member.person)}
    chosen = [waiting[code] for code in codes if code in waiting]
    others = ", ".join(code for code in codes if code not in waiting)
    if not chosen:
        return ctx.say("review-named-none", ("queue", "/duyet"), codes=others)
    ask.about(" ".join(codes))
    rows = "\n".join(_row(ctx, form) for form in chosen)
    ask.shows(count=len(chosen), list=rows, others=ctx.texts("review-named-others", codes=others) if others else "")
    if not ask.once("named", _versions(chosen), ctx.member.person, ctx.now):
        return ctx.say("bulk-kept", ("queue", "/duyet"), count=len(waiting))
    return await _confirm(ctx, chosen)


async def _confirm(ctx: Context, forms: Sequence[Card]) -> Reply:
    done, left = await ctx.store.confirm_all(forms, ctx.member.person, ctx.channel)
    for form in done:
        await count_attended(ctx, form)
        values = {"code": form.code, "year": str(form.year)}
        await ctx.tell([form.person], "review-confirmed-told", ("plan", "/kehoach"), **values)
    still, _ = await ctx.store.waiting(ctx.member.person)
    return ctx.say(
        "bulk-done",
        *((("undo", "/hoantac"),) if done else ()),
        *((("next", "/duyet"),) if still else ()),
        done=len(done),
        missed="\n".join([await _missed(ctx, form) for form in left]),
        left=still,
    )


async def _missed(ctx: Context, form: Card) -> str:
    """Why a form was left out: who was first and when."""
    now = await ctx.store.form(form.id) or form
    again = "waits" if now.waits and now.version == form.version else "changed"
    state = now.state if now.state in ("confirmed", "returned", "recalled") else again
    return ctx.texts(f"bulk-missed-{state}", code=now.code, name=now.name, by=await decided_by(ctx, now))


async def _kinds(ctx: Context, waiting: Mapping[str, Card]) -> Mapping[str, Sequence[str]]:
    """All of them, those without an open question (vague or identical lines), those that came on time."""
    told = await ctx.store.waiting_lines(ctx.member.person)
    asked = {form for form, lines in told.items() if lines.twins or any(map(is_vague, lines.actions))}
    return {
        "all": list(waiting),
        "clear": [code for code, form in waiting.items() if form.id not in asked],
        "on-time": [code for code, form in waiting.items() if not form.late],
    }


def _versions(forms: Sequence[Card]) -> Sequence[str]:
    return [f"{form.code}/{form.version}" for form in forms]


def _some(codes: tuple[str, ...]) -> Problem | None:
    return None if codes else Problem("bulk-none")


def _row(ctx: Context, form: Card) -> str:
    """The version stands in the row, so that a yes to one version is no yes to the next."""
    late = ctx.texts("bulk-late") if form.late else ""
    values = {"code": form.code, "name": form.name, "roll": str(form.roll or "–")}
    return ctx.texts("bulk-row", version=str(form.version), late=late, **values)
