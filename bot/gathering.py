"""What a paper is drawn of, gathered by its kind out of the database and frozen: the drawing itself knows none."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.gathering_forms import forms_asked_for
from bot.gathering_results import own_result, results_of_round
from handlers.results import judged
from reports.meeting import Meeting, Rated
from rules.eligibility import Standing
from rules.policy import Policy
from rules.rating import trace
from rules.recognition import act_above
from storage import rating as ratings
from storage.instants import moment
from storage.papers import Paper
from storage.rounds import Round
from storage.store import Store

Gather = Callable[[Store, Paper], Awaitable[bytes]]


async def gathered(store: Store, paper: Paper) -> bytes:
    """The frozen document of a paper. Raises LookupError where there is nothing to draw it of."""
    return await BY_FAMILY[paper.kind.rpartition("-")[0]](store, paper)


async def _report(store: Store, paper: Paper) -> bytes:
    found = await store.report(paper.subject)
    if found is None:
        raise LookupError(paper.subject)
    return found[1]


async def _meeting(store: Store, paper: Paper) -> bytes:
    """Of a round that is closed; results that were reopened since stand as not assessed."""
    round_ = await store.round(paper.subject)
    if round_ is None or round_.closed_at is None:
        raise LookupError(paper.subject)
    path = await store.path(round_.unit)
    results = await store.result_cards(round_.id)
    above = path[1].name if len(path) > 1 else ""
    closed_by = await store.member(round_.closed_by) if round_.closed_by else None
    policy = await store.policy_of(results[0])
    meeting = Meeting(
        unit=round_.unit_name,
        above=above,
        act=act_above(path[0].kind, path[0].parent) or "",
        year=round_.year,
        day=round_.day,
        closed_at=moment(round_.closed_at),
        closed_by=closed_by.name if closed_by else "",
        words=round_.minutes,
        made_at=moment(store.at),
        members=tuple([await _rated(store, round_, policy, one) for one in await store.ratings_of(round_.id)]),
    )
    return meeting.json()


async def _rated(store: Store, round_: Round, policy: Policy, one: ratings.Rated) -> Rated:
    return Rated(
        roll=one.roll,
        name=one.name,
        standing=one.standing,
        proposed=await _proposed(store, round_, policy, one),
        computed=one.computed or "",
        decided=one.outcome if one.outcome and not one.is_open else "chua-danh-gia",
        reason=one.differs,
        remarks=one.remarks,
        votes=dict(await store.votes_on(one)) if round_.collective else {},
    )


async def _proposed(store: Store, round_: Round, policy: Policy, one: ratings.Rated) -> str:
    """The grade that the member's own account gives, where one was sent (PN-22)."""
    form = await store.form(one.form) if one.form else None
    card = await store.my_assessment(form) if form else None
    if form is None or card is None or card.state not in ("sent", "opened"):
        return ""
    levels = {line.criterion: line.level for line in await store.assessment_lines(card)}
    lines = judged(await store.year_lines(form), levels)
    points = await store.assessment_points(card)
    return trace(policy, Standing("eligible", round_.day), round_.day, lines, points).outcome


BY_FAMILY: Mapping[str, Gather] = {
    "report": _report,
    "minutes": _meeting,
    "recognition": _meeting,
    "result": own_result,
    "letters": results_of_round,
    "commendation": results_of_round,
    "outstanding": results_of_round,
    "form": partial(forms_asked_for, own=True, blank=False),
    "form-blank": partial(forms_asked_for, own=True, blank=True),
    "forms": partial(forms_asked_for, own=False, blank=False),
    "forms-blank": partial(forms_asked_for, own=False, blank=True),
}
