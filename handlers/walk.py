"""A round that is open or closed: who is decided about and who is next, a screen at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.dates import say_time
from chat.message import Option, Reply
from chat.texts import Value
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.results import named
from storage.criteria import OpenCycle
from storage.facts import Branch
from storage.instants import moment
from storage.rating import Rated
from storage.rounds import Round

SHOWN = 12  # names in a sentence


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting is: the branch, its cycle and round, and the command that comes back here."""

    branch: Branch
    cycle: OpenCycle
    round: Round
    command: str


async def walk(ctx: Context, place: Place, given: str = "", note: str = "") -> Reply:
    """The next member first; then everybody by the branch's list, and what else can be done in the meeting."""
    rated = await ctx.store.ratings_of(place.round.id)
    undecided = [one for one in rated if one.is_open and not one.waits]
    undecided.sort(key=lambda one: one.person == ctx.member.person)  # one's own is for the others
    waiting = [one for one in rated if one.is_open and one.waits]
    ordered = (*undecided, *waiting, *(one for one in rated if not one.is_open))
    pages = pages_of(ordered)
    page = page_of(given, pages)
    shown = ordered[(page - 1) * LINES : page * LINES]
    people = [Option(one.code, row(ctx, one), command=f"/xep {one.code}") for one in shown]
    values: dict[str, Value] = {
        "unit": place.branch.name,
        "year": str(place.cycle.year),
        "day": ctx.day(place.round.day),
        "mode": ctx.texts(f"meeting-mode-{place.round.mode}"),
        "done": len(rated) - len(undecided) - len(waiting),
        "count": len(rated),
        "left": len(undecided),
        "waiting": len(waiting),
    }
    acts = await _acts(ctx, place, rated, undecided)
    reply = ctx.say("walk" if place.round.is_open else "walk-closed", *acts, note=note, **values)
    turn = turners(ctx, f"{place.command} trang", page, pages)
    return Reply(reply.text, reply.title, (*people, *turn, *reply.options), edits=True)


async def _acts(
    ctx: Context, place: Place, rated: Sequence[Rated], undecided: Sequence[Rated]
) -> list[tuple[str, str]]:
    """What the meeting as a whole can do now."""
    if not place.round.is_open:
        year = place.cycle.year
        papers = [
            ("minutes", f"{place.command} {year} bienban"),
            ("list", f"{place.command} {year} danhsach"),
            ("papers", f"{place.command} {year}"),
        ]
        return [("report", "/trinh"), *papers] if place.round.state == "closed" else papers
    acts = []
    if place.round.collective and undecided:
        acts.append(("ballot", f"{place.command} bieuquyet"))
    if len(undecided) > 1:
        acts.append(("all", "/xephet"))
    known = await ctx.store.known(place.branch.id, place.cycle.id)
    if {member.person for member in known if member.here} - {one.person for one in rated}:
        acts.append(("enter", f"{place.command} bosung"))
    return acts if undecided else [*acts, ("close", f"{place.command} dong")]


def row(ctx: Context, one: Rated) -> str:
    return ctx.texts("walk-row", code=one.code, name=one.name, roll=str(one.roll or "–"), state=state_of(ctx, one))


def state_of(ctx: Context, one: Rated) -> str:
    """How far a member is in the meeting."""
    if one.is_open:
        return ctx.texts("walk-waits" if one.waits else f"walk-{one.state}")
    return named(ctx, one.outcome or "chua-danh-gia")


async def by(ctx: Context, person: int | None, at: str | None) -> str:
    """Who did something and when: "Le Thi Binh, 09:12, Monday …"."""
    who = await ctx.store.member(person) if person else None
    when = say_time(moment(at), ctx.texts) if at else ""
    return ctx.texts("forms-decided-by", name=who.name if who else ctx.texts("forms-somebody"), at=when)


def listed(ctx: Context, names: Sequence[str]) -> str:
    """Names in a sentence; of many the first ones, and how many more there are."""
    more = len(names) - SHOWN
    shown = ", ".join(names[:SHOWN])
    return f"{shown} {ctx.texts('walk-and-more', count=more)}" if more > 0 else shown
