"""/hop dong: the meeting closes with its distribution seen, those present counted and the minutes kept."""

from collections import Counter
from collections.abc import Sequence

from chat.ask import Ask
from chat.message import Reply
from chat.question import Problem
from handlers.context import Context
from handlers.rating_card import because, case_of
from handlers.results import named
from handlers.walk import Place, by, listed, walk
from rules.figures import percent
from rules.rating import GRADES, most_excellent
from storage.rating import Rated


async def close(ask: Ask, ctx: Context, place: Place) -> Reply:
    """Refused while somebody is undecided; nothing is fixed before the whole minutes were seen."""
    if not place.round.is_open:
        return await walk(ctx, place)
    rated = await ctx.store.ratings_of(place.round.id)
    undecided = [one for one in rated if one.is_open and not one.waits]
    if undecided:
        names = listed(ctx, [ctx.texts("meeting-whose", name=x.name, roll=str(x.roll or "–")) for x in undecided])
        return ctx.say("meeting-not-yet", ("meeting", place.command), left=len(undecided), names=names)
    ask.about(f"close/{place.round.id}/{place.round.rev}")
    counts = Counter("chua-danh-gia" if one.is_open else one.outcome or "" for one in rated)
    distribution = shares(ctx, counts)
    ask.shows(unit=place.branch.name, year=str(place.cycle.year), distribution=distribution, heads=place.round.heads)
    cap = _cap(ask, place, counts)
    present = int(ask.text("present", check=lambda said: _present(said, place.round.heads)))
    few = ""
    if place.round.collective and 2 * present <= place.round.heads:
        ask.shows(present=present)
        few = ask.text("few")
    conclusion = ask.text("conclusion", ready=(ctx.texts("meeting-no-conclusion"),))
    minutes = _minutes(ctx, place, rated, distribution, present=present, few=few, cap=cap, conclusion=conclusion)
    ask.shows(minutes=minutes)
    if not ask.confirm("close"):
        return ctx.say("meeting-not-closed", ("meeting", place.command))

    waiting = {x.id: (await case_of(ctx, x, place.round, place.cycle)).made for x in rated if x.is_open}
    who = (ctx.member.person, ctx.channel)
    if not await ctx.store.close_round(place.round, waiting, *who, present=present, minutes=minutes):
        now = await ctx.store.round(place.round.id)
        first = now if now and not now.is_open else None
        when = await by(ctx, first.closed_by, first.closed_at) if first else ""
        return ctx.say("meeting-closed-first" if first else "meeting-changed", ("meeting", place.command), by=when)
    told = await _tell_results(ctx, place)
    options = (("report", "/trinh"), ("minutes", f"{place.command} bienban"), ("undo", "/hoantac"))
    return ctx.say("meeting-closed", *options, count=told, distribution=distribution, unit=place.branch.name)


def shares(ctx: Context, counts: Counter[str]) -> str:
    """Each grade with its share of the classified, half up to two decimals; the others are counted beside (PN-24)."""
    classified = sum(counts[grade] for grade in GRADES)
    lines = [
        ctx.texts(
            "share-line", grade=named(ctx, grade), count=counts[grade], percent=percent(counts[grade], classified)
        )
        for grade in GRADES
    ]
    lines += [
        ctx.texts("share-beside", grade=named(ctx, outcome), count=counts[outcome])
        for outcome in ("khong-phan-loai", "chua-danh-gia")
        if counts[outcome]
    ]
    return "\n".join(lines)


def _cap(ask: Ask, place: Place, counts: Counter[str]) -> str:
    """Why more are excellent than the cycle foresees, where it has a cap (domain.md 4.5)."""
    most = most_excellent(place.cycle.policy, sum(counts[grade] for grade in GRADES))
    if most is None or counts["xuat-sac"] <= most:
        return ""
    ask.shows(most=most, excellent=counts["xuat-sac"])
    return ask.text("cap")


def _present(said: str, heads: int) -> Problem | None:
    fits = said.isdecimal() and len(said) < 9 and 1 <= int(said) <= heads
    return None if fits else Problem("meeting-no-number", {"typed": said, "heads": heads})


def _minutes(
    ctx: Context,
    place: Place,
    rated: Sequence[Rated],
    distribution: str,
    *,
    present: int,
    few: str,
    cap: str,
    conclusion: str,
) -> str:
    """What the branch keeps of its meeting, with every grade that is not the computed one and why."""
    differing = [
        ctx.texts("minutes-differs", name=x.name, roll=str(x.roll or "–"), grade=named(ctx, x.outcome), why=x.differs)
        for x in rated
        if x.differs and x.outcome
    ]
    apart = [
        ctx.texts("meeting-who", name=x.name, roll=str(x.roll or "–"), why=ctx.texts(f"stands-{x.standing}"))
        for x in rated
        if x.outcome == "khong-phan-loai" or (x.is_open and x.waits)
    ]
    return ctx.texts(
        "minutes",
        unit=place.branch.name,
        year=str(place.cycle.year),
        day=ctx.day(place.round.day),
        held=ctx.day(ctx.today),
        mode=ctx.texts(f"meeting-mode-{place.round.mode}"),
        scattered=ctx.texts("minutes-scattered", why=place.round.scattered) if place.round.scattered else "",
        consulted=ctx.texts("minutes-consulted", said=place.round.consulted) if place.round.consulted else "",
        heads=place.round.heads,
        present=present,
        few=ctx.texts("minutes-few", why=few) if few else "",
        distribution=distribution,
        cap=ctx.texts("minutes-cap", why=cap) if cap else "",
        apart=ctx.texts("minutes-apart", names="; ".join(apart)) if apart else "",
        differing=ctx.texts("minutes-differing", lines="\n".join(differing)) if differing else "",
        conclusion=ctx.texts("minutes-conclusion", said=conclusion),
    )


async def _tell_results(ctx: Context, place: Place) -> int:
    """Everybody hears the own result, and nobody another's."""
    rated = await ctx.store.ratings_of(place.round.id)
    for one in rated:
        graded = one.outcome in GRADES
        why = "" if graded else ctx.texts("result-why", why=ctx.texts(f"stands-{one.standing}"))
        await ctx.tell(
            [one.person],
            "result-told",
            ("why", f"/visao {one.code}"),
            key=f"result:{one.id}:{one.rev}:{place.round.rev}",
            unit=place.branch.name,
            year=str(place.cycle.year),
            outcome=named(ctx, one.outcome or "chua-danh-gia"),
            why=why,
            differs=because(ctx, one.differs),
            graded="yes" if graded else "no",
        )
    return len(rated)
