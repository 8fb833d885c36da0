"""/hop: the branch meets about the year: the round is opened after a preview, members who joined since are taken in."""

from collections.abc import Sequence

from chat.ask import Ask
from chat.fold import fold
from chat.message import Option, Reply
from handlers.context import Context
from handlers.duties import Duty, duty
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.meeting_papers import papers_of_meeting, wanted, way_to_papers
from handlers.minutes import close
from handlers.remarks import ask_for_remarks, tell_of_requests
from handlers.vote import ballot
from handlers.walk import Place, by, listed, walk
from rules.codes import number_of
from rules.eligibility import NOT_CLASSIFIED, Standing, standing
from rules.rating import rating_mode
from storage.criteria import OpenCycle
from storage.facts import Branch, Known
from storage.rounds import Entered

TO_BE_RATED = ("eligible", "wait-remarks")


async def meeting(ask: Ask, ctx: Context) -> str | Reply:
    """ "/hop [branch] [dong | bieuquyet [XL-…] | bosung | trang N | [year] paper]"; no round: its preview."""
    branches = await ctx.store.branches_of(ctx.member.person)
    if not branches:
        return ctx.say("meeting-no-office")
    named, given = _named(branches, ask.given)
    named = named or await _of_result(ctx, branches, given)
    if named is None and len(branches) > 1:
        return _which(ctx, branches, given)
    branch = named or branches[0]
    command = "/hop" if len(branches) == 1 else f"/hop {branch.code}"
    if asked := wanted(given):
        return await papers_of_meeting(ctx, branch, command, asked)
    cycle = await ctx.store.cycle(branch.id, branch.sector)
    if cycle is None:
        return ctx.say("meeting-no-cycle", *await way_to_papers(ctx, branch, command), unit=branch.name)
    round_ = await ctx.store.round_of(branch.id, cycle.id)
    if round_ is None:
        return await _begin(ask, ctx, branch, cycle, command)
    place = Place(branch, cycle, round_, command)
    act, _, rest = given.partition(" ")
    match fold(act):
        case "dong":
            return await close(ask, ctx, place)
        case "bieuquyet":
            return await ballot(ctx, place, rest)
        case "bosung":
            return await _take_in(ctx, place)
    was_opening = ask.memory.about == f"{cycle.id}/{branch.id}"  # somebody else opened it while this person looked
    return await walk(ctx, place, given, note=await _opened_first(ctx, place) if was_opening else "")


async def meeting_duty(ctx: Context) -> Duty | None:
    """A round that is under way, or the time to open one."""
    if not ctx.committees:
        return None
    if left := await ctx.store.undecided(ctx.member.person):
        return duty(ctx, "meeting-duty", "/hop", left=left)
    cycle = await ctx.cycle()
    if cycle is None or ctx.member.unit not in ctx.committees:
        return None
    if round_ := await ctx.store.round_of(ctx.member.unit, cycle.id):
        return duty(ctx, "meeting-duty-close", "/hop") if round_.is_open else None
    day = cycle.policy.rating_day(cycle.sector)
    if ctx.today < cycle.policy.self_assessment_day(cycle.sector):
        return None
    return duty(ctx, "meeting-duty-begin", "/hop", day=ctx.day(day))


def _named(branches: Sequence[Branch], given: str) -> tuple[Branch | None, str]:
    """The branch that the first word names, and the words after it."""
    word, _, rest = given.partition(" ")
    named = next((branch for branch in branches if word and fold(branch.code) == fold(word)), None)
    return (named, rest.strip()) if named else (None, given)


async def _of_result(ctx: Context, branches: Sequence[Branch], given: str) -> Branch | None:
    """The branch whose result the words name: "bieuquyet XL-…"."""
    number = next((number for word in given.split() if (number := number_of("rating", word))), None)
    rated = await ctx.store.rating(number) if number else None
    return next((branch for branch in branches if rated and rated.unit == branch.id), None)


def _which(ctx: Context, branches: Sequence[Branch], given: str) -> Reply:
    """Whoever leads several branches meets with one at a time, or has the papers of one."""
    paper = f" {asked.words}" if (asked := wanted(given)) else ""
    pages = pages_of(branches)
    page = page_of("" if paper and "trang" not in fold(given) else given, pages)
    shown = branches[(page - 1) * LINES : page * LINES]
    several = [Option(one.code, f"{one.code} {one.name}", command=f"/hop {one.code}{paper}") for one in shown]
    reply = ctx.say("meeting-which", count=len(branches))
    return Reply(reply.text, reply.title, (*several, *turners(ctx, f"/hop{paper} trang", page, pages)), edits=True)


async def _begin(ask: Ask, ctx: Context, branch: Branch, cycle: OpenCycle, command: str) -> Reply:
    """Who rates, on which day, who is not classified and who never registered: seen before the round opens (PN-23)."""
    known = tuple(member for member in await ctx.store.known(branch.id, cycle.id) if member.here)
    ask.about(f"{cycle.id}/{branch.id}")
    ask.shows(year=str(cycle.year), unit=branch.name, heads=len(known), limit=str(cycle.policy.committee_from))
    scattered, consulted = _how(ask, ctx, cycle, len(known))
    mode = rating_mode(cycle.policy, len(known), scattered=bool(scattered))
    day = ctx.today
    last = cycle.policy.rating_day(cycle.sector)
    if ctx.today < last:
        ask.shows(today=ctx.day(ctx.today), last=ctx.day(last))
        day = last if ask.one("day", ("today", "last")) == "last" else day
    stands = {member.person: standing(cycle.policy, member.facts, day) for member in known}
    begins = cycle.policy.self_assessment_day(cycle.sector)
    early = ctx.texts("meeting-early", begins=ctx.day(begins)) if ctx.today < begins else ""
    ask.shows(mode=ctx.texts(f"meeting-mode-{mode}"), day=ctx.day(day), early=early, **_preview(ctx, known, stands))
    if not ask.confirm("open", risky=bool(early)):
        return ctx.say("meeting-not-opened", ("again", command))

    entered = [_entered(member, stands[member.person]) for member in known]
    how = {"mode": mode, "scattered": scattered, "consulted": consulted}
    number = await ctx.store.open_round(branch.id, cycle.id, entered, ctx.member.person, day=day, **how)
    round_ = await ctx.store.round_of(branch.id, cycle.id)
    if round_ is None:
        raise LookupError("the round that was opened is not there")
    place = Place(branch, cycle, round_, command)
    if number is None:
        return await walk(ctx, place, note=await _opened_first(ctx, place))
    asked = await ask_for_remarks(ctx, branch.id, cycle.id, [k for k in known if _waits(stands[k.person])])
    await ctx.store.note_opened(round_, ctx.member.person, ctx.channel)
    await tell_of_requests(ctx, asked)
    await _warn(ctx, place, known, stands)
    return await walk(ctx, place, note=ctx.texts("meeting-opened", asked=len(asked), count=len(known)))


async def _opened_first(ctx: Context, place: Place) -> str:
    return ctx.texts("meeting-opened-first", by=await by(ctx, place.round.opened_by, place.round.opened_at))


def _how(ask: Ask, ctx: Context, cycle: OpenCycle, heads: int) -> tuple[str, str]:
    """Why the members cannot meet, if so, and the opinion that was consulted where the committee rates (PN-23)."""
    few = rating_mode(cycle.policy, heads, scattered=False) == "collective"
    scattered = ""
    if few and ask.one("mode", ("collective", "scattered")) == "scattered":
        scattered = ask.text("scattered")
    if few and not scattered:
        return "", ""
    return scattered, ask.text("consulted", ready=() if few else (ctx.texts("meeting-no-groups"),))


def _preview(ctx: Context, known: Sequence[Known], stands: dict[int, Standing]) -> dict[str, str]:
    """Whom the rules leave out and why, who waits, who is on paper, and who would get nothing for want of a form."""

    def named(text: str, *codes: str) -> str:
        names = [
            ctx.texts("meeting-who", name=k.name, roll=str(k.roll), why=ctx.texts(f"stands-{stands[k.person].code}"))
            for k in known
            if stands[k.person].code in codes
        ]
        return ctx.texts(text, names=listed(ctx, names)) if names else ""

    without = [ctx.texts("meeting-whose", name=k.name, roll=str(k.roll)) for k in known if _never(k, stands)]
    return {
        "apart": named("meeting-apart", *NOT_CLASSIFIED),
        "waiting": named("meeting-waiting", "wait-remarks"),
        "paper": named("meeting-paper", "paper"),
        "never": ctx.texts("meeting-never", names=listed(ctx, without)) if without else "",
    }


async def _warn(ctx: Context, place: Place, known: Sequence[Known], stands: dict[int, Standing]) -> None:
    """Whoever never registered is warned before anything is decided; so is the secretary, by the preview (PN-24).

    Whoever registered and has not said a word of the own year is told that there is still time (PN-22).
    """
    told = {"year": str(place.cycle.year), "unit": place.branch.name, "day": ctx.day(place.round.day)}
    never = [member.person for member in known if _never(member, stands)]
    await ctx.tell(never, "meeting-warned", ("register", "/dangky"), key=f"never:{place.round.id}", **told)
    sent = {card.person for card in await ctx.store.assessments_of(place.branch.id, place.cycle.id)}
    silent = [k.person for k in known if k.form and k.person not in sent and stands[k.person].code in TO_BE_RATED]
    await ctx.tell(silent, "meeting-silent", ("assess", "/danhgia"), key=f"silent:{place.round.id}", **told)


async def _take_in(ctx: Context, place: Place) -> Reply:
    """Members who joined since the round opened get a row; those of whom nothing is decided stand as they do now."""
    if not place.round.is_open:
        return await walk(ctx, place)
    before = {rated.person for rated in await ctx.store.ratings_of(place.round.id)}
    known = tuple(member for member in await ctx.store.known(place.branch.id, place.cycle.id) if member.here)
    stands = {member.person: standing(place.cycle.policy, member.facts, place.round.day) for member in known}
    entered = [_entered(member, stands[member.person]) for member in known]
    if not await ctx.store.enter(place.round, entered):
        return await walk(ctx, place)
    new = [member for member in known if member.person not in before]
    waiting = [member for member in known if _waits(stands[member.person])]
    asked = await ask_for_remarks(ctx, place.branch.id, place.cycle.id, waiting)
    await ctx.store.note_entered(place.round, len(new), ctx.member.person, ctx.channel)
    await tell_of_requests(ctx, asked)
    await _warn(ctx, place, known, stands)
    return await walk(ctx, place, note=ctx.texts("meeting-entered", count=len(new), asked=len(asked)))


def _entered(member: Known, stands: Standing) -> Entered:
    return Entered(member.person, stands.code, member.form)


def _waits(stands: Standing) -> bool:
    return stands.code == "wait-remarks"


def _never(member: Known, stands: dict[int, Standing]) -> bool:
    return member.form is None and stands[member.person].code in TO_BE_RATED
