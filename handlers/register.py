"""A member chooses contents for the year and says for each what will be done, by when and how."""

from chat.ask import Ask
from chat.fold import fold
from chat.message import Reply
from chat.question import Problem
from handlers.beginnings import written_before
from handlers.contents import PARTS, content_item, content_section
from handlers.context import Context
from handlers.forms import comments, sent_at, state_of
from rules import registration
from storage.criteria import OpenCycle
from storage.forms import Card
from storage.frame import Frame


async def register(ask: Ask, ctx: Context) -> str | Reply:
    cycle = await ctx.cycle()
    if cycle is None:
        return ctx.say("register-no-cycle")
    mine = await ctx.store.my_forms(ctx.member.person)
    form = next((form for form in mine if form.cycle == cycle.id), None)
    if obstacle := await ctx.obstacle_to_register(cycle, form):
        return await _stopped(ctx, cycle, form, obstacle)

    ask.about(f"{cycle.id}/{form.version if form else 0}")
    ask.shows(year=str(cycle.year), last=ctx.day(cycle.last_due))
    frame = await ctx.frame(cycle)
    last = next((form for form in mine if form.year == cycle.year - 1), None)
    written = await written_before(ask, ctx, cycle, form, last, frame)

    chosen = ask.many(
        "criteria",
        frame.codes,
        label=frame.label,
        group=frame.group,
        hint=lambda codes: _missing(ctx, frame, codes),
        check=lambda codes: _too_few(cycle, frame, codes),
        known=written or None,
        lines=PARTS,
    )
    items = [
        content_item(ask, ctx, cycle, frame[code], written.get(code), place=f"{n}/{len(chosen)}")
        for n, code in enumerate(chosen, 1)
    ]
    ask.shows(place="", hint=_hints(ctx, frame, chosen), back=await _came_back(ctx, form))
    sections = [content_section(ctx, frame.label(item.criterion), item) for item in items]
    ask.review("send", sections, more="criteria", opens=_number(ask.take_given()))

    sent = await ctx.store.submit(ctx.member, cycle, items, ctx.channel)
    if sent is None:
        return await state_of(ctx, cycle)
    await ctx.store.announce_arrival(await ctx.store.deciders(ctx.member.unit, ctx.member.person))
    return ctx.say(
        "register-sent-late" if sent.late else "register-sent",
        ("open", f"/xem {sent.code}"),
        ("recall", f"/rutlai {sent.code}"),
        at=sent_at(ctx, sent),
        code=sent.code,
        entry=ctx.day(cycle.policy.entry),
    )


async def _stopped(ctx: Context, cycle: OpenCycle, form: Card | None, obstacle: str) -> Reply:
    """Nothing is asked and nothing stored; who is on paper (PN-06) or waits (PN-28) is made known to the secretary."""
    if form is not None and obstacle == form.state:
        return await state_of(ctx, cycle)
    if obstacle == "paper" or (obstacle == "wait" and cycle.policy.late != "no"):
        who = ctx.member
        way = (("open", f"/moidangky {who.roll}"),) if obstacle == "wait" else ()
        told = {"name": who.name, "roll": str(who.roll)}
        committee = await ctx.store.deciders(who.unit, who.person)
        key = f"{obstacle}:{cycle.id}:{who.person}"
        await ctx.tell(committee, f"register-{obstacle}-told", *way, key=key, **told)
    return ctx.say(f"register-{obstacle}", deadline=ctx.day(cycle.policy.registration), year=str(cycle.year))


async def _came_back(ctx: Context, form: Card | None) -> str:
    said = await comments(ctx, form) if form else ""
    return ctx.texts("register-came-back", said=said) if said else ""


def _too_few(cycle: OpenCycle, frame: Frame, codes: tuple[str, ...]) -> Problem | None:
    code = registration.too_few(cycle.policy, codes, frame.group_of)
    missing = ", ".join(registration.missing_groups(codes, frame.group_of))
    return Problem(f"register-{code}", {"minimum": cycle.policy.minimum, "groups": missing}) if code else None


def _missing(ctx: Context, frame: Frame, codes: tuple[str, ...]) -> str:
    """The groups in which nothing is chosen yet, once something is."""
    groups = registration.missing_groups(codes, frame.group_of)
    return ctx.texts("register-missing-groups", groups=", ".join(groups)) if codes and groups else ""


def _hints(ctx: Context, frame: Frame, codes: tuple[str, ...]) -> str:
    """Groups and core contents left out: a hint before sending, never a duty (domain.md 7)."""
    core = [code for code in frame.codes if frame[code].kind == "core" and code not in codes]
    core_hint = ctx.texts("register-missing-core", codes=", ".join(core)) if core else ""
    return "\n".join(hint for hint in (_missing(ctx, frame, codes), core_hint) if hint)


def _number(given: str) -> int | None:
    """The item that "/dangky sua 5" wants to change."""
    word, _, number = given.partition(" ")
    return int(number) if fold(word) == "sua" and number.isdecimal() else None
