"""The results of a branch's year, gathered for papers: one member's own, or everybody's of a closed round."""

from reports.year_results import Member, YearResults
from reports.year_share import counted
from rules.candidates import is_settled
from rules.recognition import act_above
from storage.instants import moment
from storage.outcomes import Outcome
from storage.papers import Paper
from storage.store import Store


async def own_result(store: Store, paper: Paper) -> bytes:
    """Of whoever asked, and only what its owner may read; nothing that came back to be decided anew."""
    found = await store.outcome(paper.subject)
    if found is None or found.result.person != paper.person:
        raise LookupError(paper.subject)
    if not found.result.is_out or not is_settled(found.result.state, found.result.outcome):
        raise LookupError(paper.subject)
    results = await _frozen(store, found.result.unit, found.result.year, (found,))
    return results.of(results.members[0]).json()


async def results_of_round(store: Store, paper: Paper) -> bytes:
    """Of a round that is closed; results that came back since stand as open."""
    round_ = await store.round(paper.subject)
    if round_ is None or round_.closed_at is None or round_.unit != paper.unit:
        raise LookupError(paper.subject)
    heads = sum(member.here for member in await store.known(round_.unit, round_.cycle))
    found = await store.outcomes_of(round_.id)
    return (await _frozen(store, round_.unit, round_.year, found, heads=heads)).json()


async def _frozen(store: Store, unit: int, year: int, found: tuple[Outcome, ...], *, heads: int = 0) -> YearResults:
    here, *above = await store.path(unit)
    return YearResults(
        unit=here.name,
        above=above[0].name if above else "",
        act=act_above(here.kind, here.parent) or "",
        year=year,
        heads=heads,
        made_at=moment(store.at),
        members=tuple(map(_member, found)),
    )


def _member(one: Outcome) -> Member:
    result, made = one.result, one.result.trace
    return Member(
        code=result.code,
        roll=one.roll,
        name=result.name,
        birth=one.birth[:4],
        party=one.party,
        state=result.state,
        standing=result.standing,
        computed=result.computed or "",
        outcome=result.outcome or "",
        share=counted(made) if made and made.of and made.standing != "paper" else None,
        decided_at=moment(result.decided_at) if result.decided_at else None,
        decided_by=result.decided_by or "",
        changed_at=moment(one.changed_at) if one.changed_at else None,
        settled_at=moment(result.settled_at) if result.settled_at else None,
        settled_by=result.settled_by or "",
        appealed=one.appealed,
    )
