"""What a branch sees of a member's year before it decides: own word, evidence, votes, and the grade the rules give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chat.message import Option, Reply
from handlers.context import Context
from handlers.forms import LINES, page_of, pages_of, turners
from handlers.results import POINTS, band, formula, judged, named
from handlers.walk import by
from rules.eligibility import NOT_CLASSIFIED, Standing, standing
from rules.rating import GRADES, MOST_POINTS, Trace, trace
from storage.assessing import Assessed, AssessmentCard
from storage.criteria import OpenCycle
from storage.facts import Known
from storage.rating import Rated
from storage.rating_lines import Said
from storage.rounds import Round
from storage.year_lines import YearLine


@dataclass(frozen=True, slots=True)
class Case:
    """A rating and all that it is decided by. `own` is the member's word, `said` the branch's, `levels` what counts."""

    rated: Rated
    round: Round
    cycle: OpenCycle
    contents: tuple[YearLine, ...]
    assessed: AssessmentCard | None
    own: Mapping[str, Assessed]
    said: Said
    levels: Mapping[str, str]
    points: Mapping[str, int]
    made: Trace
    votes: Mapping[str, int]

    @property
    def code(self) -> str:
        return self.rated.code

    @property
    def graded(self) -> bool:
        """Whether the member can get one of the four grades."""
        return self.made.standing not in (*NOT_CLASSIFIED, "wait-remarks")

    @property
    def majority(self) -> str | None:
        """The grade that more members propose than any other."""
        most = max(self.votes.values(), default=0)
        first = [grade for grade, count in self.votes.items() if count == most]
        return first[0] if len(first) == 1 else None

    @property
    def undisputed(self) -> bool:
        """Whether the votes leave the computed grade as it is: any other outcome needs a reason."""
        return self.majority in (None, self.made.outcome)


async def case_of(
    ctx: Context, rated: Rated, round_: Round, cycle: OpenCycle, known: Sequence[Known] | None = None
) -> Case:
    """As it is now: a form that was confirmed, or a word that was given, since the round opened counts too.

    `known`: the members of the branch, where they have been read already.
    """
    if known is None:
        known = await ctx.store.known(rated.unit, rated.cycle)
    member = next((one for one in known if one.person == rated.person), None)
    rated = replace(rated, form=member.form if member else rated.form)
    form = await ctx.store.form(rated.form) if rated.form else None
    contents = await ctx.store.year_lines(form) if form else ()
    card = await ctx.store.my_assessment(form) if form else None
    assessed = card if card and card.state in ("sent", "opened") else None
    own = {line.criterion: line for line in await ctx.store.assessment_lines(assessed)} if assessed else {}
    said = await ctx.store.said_of(rated)
    levels = {code: line.level for code, line in own.items()} | dict(said.levels)
    points = {**(await ctx.store.assessment_points(assessed) if assessed else {}), **said.points}
    made = trace(cycle.policy, _stands(rated, round_, cycle, member), round_.day, judged(contents, levels), points)
    votes = await ctx.store.votes_on(rated) if round_.collective else {}
    return Case(rated, round_, cycle, contents, assessed, own, said, levels, points, made, votes)


def _stands(rated: Rated, round_: Round, cycle: OpenCycle, member: Known | None) -> Standing:
    """How the member stands by now; of one whom the branch has lost, as it was noted when the round opened."""
    if member is None:
        return Standing(rated.standing, round_.day)  # type: ignore[arg-type]
    return standing(cycle.policy, member.facts, round_.day)


async def card(ctx: Context, case: Case, given: str = "", note: str = "") -> Reply:
    """The first screen says what is to be decided; further ones only the rest of the contents."""
    rated = case.rated
    pages = pages_of(case.contents)
    page = page_of(given, pages)
    shown = case.contents[(page - 1) * LINES : page * LINES]
    reply = ctx.say(
        "rate-card",
        note=note,
        code=rated.code,
        name=rated.name,
        roll=str(rated.roll or "–"),
        result=_result(ctx, case),
        decided=await _decided(ctx, case),
        stands="" if case.made.standing == "eligible" else ctx.texts(f"stands-{case.made.standing}"),
        missing=_missing(ctx, case),
        lines="\n".join(_line(ctx, case, line) for line in shown),
        points=_points(ctx, case),
        votes=await _votes(ctx, case),
        word=await _word(ctx, case),
        remarks=ctx.texts("rate-remarks", remarks=rated.remarks) if rated.remarks else "",
    )
    command = f"/xep {rated.code} trang"
    return Reply(reply.text, reply.title, (*await _acts(ctx, case), *turners(ctx, command, page, pages)), edits=True)


async def _acts(ctx: Context, case: Case) -> list[Option]:
    """What can be decided now, the likeliest first; each can be typed."""
    made, code = case.made, case.code
    acts: list[tuple[str, str]] = []
    if case.graded and case.made.outcome in GRADES:
        acts.append(("accept", "dongy" if not case.undisputed else f"dongy {case.rated.rev}"))
    elif not case.graded and made.outcome == "khong-phan-loai":
        acts.append(("apart", f"dongy {case.rated.rev}"))
    majority = case.majority
    if case.graded and majority and majority != made.outcome:
        acts.append(("majority", majority.replace("-", "")))
    if case.graded:
        acts.append(("other" if made.outcome in GRADES else "grade", "khac"))
    if case.contents and case.cycle.policy.mode != POINTS:
        acts += [("lines", "muc")] if case.assessed or case.said.levels else [("progress", "tiendo"), ("lines", "muc")]
    if case.cycle.policy.mode == POINTS:
        acts.append(("points", "diem"))
    acts.append(("remark", "nhanxet"))
    values = {"grade": named(ctx, made.outcome), "majority": named(ctx, majority) if majority else ""}
    options = [Option(act, ctx.texts(f"rate-acts.{act}", **values), command=f"/xep {code} {say}") for act, say in acts]
    if case.rated.waits and (wanted := await ctx.store.remark_on(case.rated.person, case.cycle.id, case.rated.unit)):
        waive = ctx.texts("rate-acts.waive", **values)
        options.insert(0, Option("waive", waive, command=f"/nhanxet {wanted.code} mien"))
    if case.round.collective and case.graded and case.rated.state == "open":
        options.append(Option("ballot", ctx.texts("rate-acts.ballot", **values), command=f"/hop bieuquyet {code}"))
    return [*options, Option("meeting", ctx.texts("rate-acts.meeting", **values), command="/hop")]


def _result(ctx: Context, case: Case) -> str:
    """The grade that follows from what is said so far, with its formula and bounds."""
    made = case.made
    if made.outcome not in GRADES:
        return ctx.texts(f"rate-no-grade-{made.standing}")
    reached, bounds = band(ctx, made)
    if not made.of:
        return ctx.texts("rate-result-nothing", grade=named(ctx, reached))
    return ctx.texts("rate-result", grade=named(ctx, reached), formula=formula(ctx, made), band=bounds)


def because(ctx: Context, differs: str) -> str:
    """Why the grade is not the computed one, in the branch's own words."""
    return ctx.texts("result-differs", differs=differs) if differs else ""


async def _decided(ctx: Context, case: Case) -> str:
    rated = case.rated
    if rated.state in ("returned", "reopened"):
        reason = ctx.texts("result-why", why=rated.returned) if rated.returned else ""
        return ctx.texts("rate-came-back", reason=reason)
    if rated.outcome is None or rated.is_open:
        return ""
    when = await by(ctx, rated.decided_by, rated.decided_at)
    return ctx.texts("rate-decided", outcome=named(ctx, rated.outcome), by=when, differs=because(ctx, rated.differs))


def _missing(ctx: Context, case: Case) -> str:
    """No registration, or no word of the member's own: said before anything is decided (scenario 12)."""
    if case.rated.form is None:
        return ctx.texts("rate-never") if case.made.standing == "eligible" else ctx.texts("rate-no-form")
    return "" if case.assessed else ctx.texts("rate-not-assessed")


def _line(ctx: Context, case: Case, line: YearLine) -> str:
    code = line.criterion
    own, ours = case.own.get(code), case.said.levels.get(code)
    return ctx.texts(
        "rate-content",
        code=code,
        action=line.item.action,
        level=ctx.texts(f"level-{own.level}") if own else ctx.texts("rate-unsaid"),
        what=own.what if own else "",
        evidence=line.evidence,
        ours=_ours(ctx, ours, case.said.remarks.get(code, "")) if ours else "",
    )


def _ours(ctx: Context, level: str, remark: str) -> str:
    return ctx.texts("rate-ours", level=ctx.texts(f"level-{level}"), remark=remark)


def _points(ctx: Context, case: Case) -> str:
    if case.cycle.policy.mode != POINTS:
        return ""
    scored = ", ".join(f"{group}: {points}/{MOST_POINTS}" for group, points in sorted(case.points.items()))
    return ctx.texts("rate-scored", scored=scored or "–")


async def _votes(ctx: Context, case: Case) -> str:
    """How many proposed which grade, and how many have not: never who (PN-23)."""
    if not case.round.collective or not case.graded:
        return ""
    cast = ", ".join(f"{named(ctx, grade)} {case.votes[grade]}" for grade in GRADES if case.votes.get(grade))
    left = max(case.round.heads - 1 - sum(case.votes.values()), 0)
    return ctx.texts("rate-votes", cast=cast or "–", left=left)


async def _word(ctx: Context, case: Case) -> str:
    """What the unit the member came from says, and which unit it was (PN-27)."""
    found = await ctx.store.remark_on(case.rated.person, case.cycle.id, case.rated.unit)
    if found is None:
        return ""
    values = {"code": found.code, "old": found.old_name, "answering": found.answering_name, "words": found.text}
    return ctx.texts(f"rate-word-{found.state}", **values)
