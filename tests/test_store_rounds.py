"""A branch's round: a row for each member, decisions one at a time, a count that always adds up (PN-23 to PN-28)."""

from asyncio import gather
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

import pytest

from rules.eligibility import Standing, standing
from rules.permissions import RatingCase
from rules.rating import OUTCOMES, trace
from storage.instants import instant
from storage.rating import Rated
from storage.rounds import Entered, Round
from storage.store import Store
from tests.school import AN, BINH, CUONG, HUY, School, add_member, add_unit, appoint, school_at

NOW = datetime(2027, 5, 10, 1, 0, tzinfo=UTC)
DAY = date(2027, 5, 10)


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def opens(school: School, *, mode: str = "collective") -> Round:
    """The secretary opens the round of the branch."""
    branch, cycle, binh = (await school.member(BINH)).unit, await school.cycle(), await school.person(BINH)
    async with school.writes(NOW) as store:
        known = [k for k in await store.known(branch, cycle.id) if k.here]
        stands = [Entered(k.person, standing(cycle.policy, k.facts, DAY).code, k.form) for k in known]
        number = await store.open_round(branch, cycle.id, stands, binh, mode=mode, day=DAY)
    assert number is not None
    found = await school.reads(NOW).round(number)
    assert found is not None
    return found


async def decides(school: School, store: Store, rated: Rated, roll: int = BINH) -> int | None:
    cycle = await school.cycle()
    known = next(k for k in await store.known(rated.unit, rated.cycle) if k.person == rated.person)
    made = trace(cycle.policy, standing(cycle.policy, known.facts, DAY), DAY, ())
    return await store.decide_rating(rated, made, made.outcome, await school.person(roll), "telegram")


async def of(school: School, round_: Round, roll: int) -> Rated:
    found = {rated.roll: rated for rated in await school.reads(NOW).ratings_of(round_.id)}
    return found[roll]


async def adds_up(school: School, round_: Round) -> None:
    """Classified + not classified + not assessed + open = everybody of the round."""
    counts = await school.reads(NOW).distribution(round_.id)
    assert set(counts) <= {*OUTCOMES, "open"}
    assert sum(counts.values()) == await school.one(
        "SELECT count(*) FROM rating WHERE round_id = :round", round=round_.id
    )


async def test_a_round_has_a_row_for_each_member_on_the_list_and_is_opened_once(school: School) -> None:
    round_ = await opens(school)
    rated = await school.reads(NOW).ratings_of(round_.id)
    assert [(r.roll, r.standing, r.state) for r in rated[:1]] == [(BINH, "eligible", "open")]
    assert {r.roll: r.standing for r in rated}[HUY] == "paper"
    assert round_.heads == len(rated) == 9
    async with school.writes(NOW) as store:
        again = await store.open_round(
            round_.unit, round_.cycle, [], await school.person(CUONG), mode="committee", day=DAY
        )
    assert again is None


async def test_of_two_decisions_on_the_same_result_one_wins_and_undo_puts_it_back(school: School) -> None:
    round_ = await opens(school)
    seen = await of(school, round_, AN)
    async with school.writes(NOW) as store:
        assert await decides(school, store, seen) is not None
        assert await decides(school, store, seen, CUONG) is None
    decided = await of(school, round_, AN)
    assert (decided.state, decided.outcome, decided.decided_by) == (
        "decided",
        "khong-hoan-thanh",
        await school.person(BINH),
    )
    await adds_up(school, round_)
    async with school.writes(NOW) as store:
        deeds = await store.last_decision(await school.person(BINH), "2027-05-10T00:00:00Z")
        undone = await store.undo(deeds, await school.person(BINH), "telegram")
    assert len(undone.back) == 1
    back = await of(school, round_, AN)
    assert ({**back.was, "rev": 0}, back.rev) == ({**seen.was, "rev": 0}, seen.rev + 2)
    await adds_up(school, round_)


async def test_when_two_decide_at_the_same_moment_exactly_one_wins(school: School) -> None:
    round_ = await opens(school)
    seen = await of(school, round_, AN)

    async def deciding(roll: int) -> int | None:
        async with school.writes(NOW) as store:
            return await decides(school, store, seen, roll)

    won = await gather(deciding(BINH), deciding(CUONG))
    assert len([deed for deed in won if deed is not None]) == 1
    assert await school.one("SELECT count(*) FROM decision WHERE act = 'rated'") == 1


async def test_a_round_never_closes_over_a_result_that_is_opened_at_the_same_moment(school: School) -> None:
    round_ = await opens(school)
    for rated in await school.reads(NOW).ratings_of(round_.id):
        async with school.writes(NOW) as store:
            await decides(school, store, rated)
    seen, binh = await of(school, round_, AN), await school.person(BINH)

    async def closing() -> bool:
        async with school.writes(NOW) as store:
            return await store.close_round(round_, {}, binh, "telegram", present=9, minutes="")

    async def opening() -> bool:
        async with school.writes(NOW) as store:
            return await store.set_levels(seen, {"1.1": "partly"}, binh, "telegram")

    closed, opened = await gather(closing(), opening())
    assert closed is not opened


async def test_what_is_said_of_a_content_opens_the_decision_again(school: School) -> None:
    round_ = await opens(school)
    async with school.writes(NOW) as store:
        await decides(school, store, await of(school, round_, AN))
    decided = await of(school, round_, AN)
    async with school.writes(NOW) as store:
        assert await store.set_levels(decided, {"1.1": "partly"}, await school.person(BINH), "telegram", "thiếu ảnh")
        assert await store.set_points(await of(school, round_, CUONG), "1", 18, await school.person(BINH), "telegram")
    now = await of(school, round_, AN)
    assert (now.state, now.outcome, now.trace) == ("open", None, "")
    said = await school.reads(NOW).said_of(now)
    assert (said.levels, said.remarks) == ({"1.1": "partly"}, {"1.1": "thiếu ảnh"})
    assert (await school.reads(NOW).said_of(await of(school, round_, CUONG))).points == {"1": 18}
    await adds_up(school, round_)


async def test_a_round_closes_only_when_everybody_is_decided_and_undo_opens_it_again(school: School) -> None:
    round_ = await opens(school)
    binh = await school.person(BINH)
    made = trace((await school.cycle()).policy, Standing("wait-remarks", DAY, source="PN-27"), DAY, ())
    waiting = {(await of(school, round_, AN)).id: made}
    async with school.writes(NOW) as store:
        assert not await store.close_round(round_, waiting, binh, "telegram", present=7, minutes="")
    await school.does("UPDATE rating SET standing = 'wait-remarks' WHERE person_id = :an", an=await school.person(AN))
    for rated in await school.reads(NOW).ratings_of(round_.id):
        if not rated.waits:
            async with school.writes(NOW) as store:
                assert await decides(school, store, rated) is not None
            await adds_up(school, round_)
    async with school.writes(NOW) as store:
        assert await store.close_round(round_, waiting, binh, "telegram", present=7, minutes="Biên bản")
        assert not await store.close_round(round_, waiting, binh, "telegram", present=7, minutes="Biên bản")
    put_off = await of(school, round_, AN)
    assert (put_off.state, put_off.outcome, put_off.why) == ("decided", "chua-danh-gia", "wait-remarks")
    assert '"source":"PN-27"' in put_off.trace
    async with school.writes(NOW) as store:
        assert await decides(school, store, put_off) is None
    await adds_up(school, round_)
    async with school.writes(NOW) as store:
        deeds = await store.last_decision(binh, "2027-05-10T00:00:00Z")
        undone = await store.undo(deeds, binh, "telegram")
    assert [deed.kind for deed in undone.back] == ["rating_round", "rating"]
    now = await school.reads(NOW).round(round_.id)
    assert now is not None
    assert (now.state, now.present, now.minutes) == ("open", None, "")
    assert (await of(school, round_, AN)).state == "open"
    await adds_up(school, round_)


Arranged = Callable[[School, int, int], Awaitable[None]]


async def nothing(school: School, here: int, old: int) -> None:
    """The old unit is still there, with a committee."""
    await appoint(school, await add_member(school, old, 90), old)


async def merged(school: School, here: int, old: int) -> None:
    """The old unit became another one, which has a committee."""
    became = await add_unit(school, "NEW")
    await appoint(school, await add_member(school, became, 91), became)
    await school.does(
        "INSERT INTO unit_successor (unit_id, successor_id, day, kind) VALUES (:old, :new, '2027-02-01', 'merged')",
        old=old,
        new=became,
    )


async def dissolved(school: School, here: int, old: int) -> None:
    """The old unit is gone; the level above it has a committee."""
    above = await add_unit(school, "ABOVE")
    await appoint(school, await add_member(school, above, 92), above)
    await school.does(
        "INSERT INTO unit_parent (unit_id, parent_id, since, until) VALUES (:old, :above, '2020-01-01', '2027-02-01')",
        old=old,
        above=above,
    )
    await school.does(
        "INSERT INTO unit_successor (unit_id, successor_id, day, kind) VALUES (:old, NULL, '2027-02-01', 'dissolved')",
        old=old,
    )


@asynccontextmanager
async def came_lately(school: School, arranged: Arranged) -> AsyncIterator[tuple[int, int]]:
    """A member of another unit joins the branch on 1 February; the person and the unit that was left."""
    here, old = (await school.member(BINH)).unit, await add_unit(school, "OLD")
    await arranged(school, here, old)
    mai = await add_member(school, old, 30, since="2025-01-01")
    await school.does("UPDATE membership SET until = '2027-02-01' WHERE person_id = :mai", mai=mai)
    await school.does(
        "INSERT INTO membership (person_id, unit_id, roll, since) VALUES (:mai, :here, 30, '2027-02-01')",
        mai=mai,
        here=here,
    )
    yield mai, old


@pytest.mark.parametrize(
    ("arranged", "answers"), [(nothing, "OLD"), (merged, "NEW"), (dissolved, "ABOVE")], ids=["there", "merged", "gone"]
)
async def test_scenario_17_and_18_the_old_unit_its_successor_or_the_level_above_is_asked(
    school: School, arranged: Arranged, answers: str
) -> None:
    async with came_lately(school, arranged) as (mai, old):
        round_ = await opens(school)
        waiting = await of(school, round_, 30)
        assert waiting.standing == "wait-remarks"
        binh = await school.person(BINH)
        async with school.writes(NOW) as store:
            known = next(k for k in await store.known(round_.unit, round_.cycle) if k.person == mai)
            between = await store.who_answers(known.facts)
            assert between is not None
            asked = await store.ask_remark(mai, round_.cycle, round_.unit, between, binh)
            assert asked is not None
            assert await store.ask_remark(mai, round_.cycle, round_.unit, between, binh) is None
        assert (asked.old, asked.old_name, asked.answering_name) == (old, "OLD", answers)
        async with school.writes(NOW) as store:
            assert await store.answer_remark(asked, "given", "Tích cực", binh, "telegram")
            assert not await store.answer_remark(asked, "waived", "quá hạn", binh, "telegram")
        now = await of(school, round_, 30)
        assert (now.standing, now.rev) == ("eligible", waiting.rev + 1)
        known = next(k for k in await school.reads(NOW).known(round_.unit, round_.cycle) if k.person == mai)
        assert standing((await school.cycle()).policy, known.facts, DAY).ground == "remarks"


@pytest.mark.parametrize("put_off", [False, True], ids=["round open", "put off when it closed"])
@pytest.mark.parametrize("rated", [False, True], ids=["taken back", "kept: rated on it since"])
async def test_doing_without_the_old_units_word_is_undone_until_the_member_is_rated_on_it(
    school: School, put_off: bool, rated: bool
) -> None:
    async with came_lately(school, nothing) as (mai, _):
        round_ = await opens(school)
        if put_off:
            await school.does("UPDATE rating SET state = 'decided', rev = rev + 1 WHERE person_id = :mai", mai=mai)
        looks = "SELECT standing, state, outcome FROM rating WHERE person_id = :mai"
        before = await school.rows(looks, mai=mai)
        binh = await school.person(BINH)
        async with school.writes(NOW) as store:
            known = next(k for k in await store.known(round_.unit, round_.cycle) if k.person == mai)
            between = await store.who_answers(known.facts)
            assert between is not None
            asked = await store.ask_remark(mai, round_.cycle, round_.unit, between, binh)
            assert asked is not None
            assert await store.answer_remark(asked, "waived", "không trả lời", binh, "telegram")
        assert await school.rows(looks, mai=mai) == [("eligible", "reopened" if put_off else "open", None)]
        if rated:
            await school.does("UPDATE rating SET state = 'decided', rev = rev + 1 WHERE person_id = :mai", mai=mai)
        async with school.writes(NOW) as store:
            undone = await store.undo(await store.last_decision(binh, instant(NOW)), binh, "telegram")
        assert [deed.kind for deed in (undone.kept if rated else undone.back)] == ["remark", "rating"]
        if rated:
            assert await school.one("SELECT state FROM remark") == "waived"
        else:
            assert await school.rows(looks, mai=mai) == before
            assert await school.rows("SELECT state, text, given_at FROM remark") == [("asked", "", None)]


@pytest.mark.parametrize(
    ("since", "admitted", "code"),
    [
        ("2026-11-10", None, "eligible"),  # scenario 16: six months to the day
        ("2026-11-11", None, "short"),
        ("2027-03-26", "2027-03-26", "after-registration"),  # scenario 19
        ("2025-03-26", "2027-09-01", "admitted-lately"),  # scenario 20
    ],
)
async def test_scenarios_16_19_and_20_out_of_dated_memberships(
    school: School, since: str, admitted: str | None, code: str
) -> None:
    mai = await add_member(school, (await school.member(BINH)).unit, 30, since=since)
    admitting = "UPDATE person SET admitted = CAST(:day AS text) WHERE id = :mai"
    await school.does(admitting, day=admitted, mai=mai)
    round_ = await opens(school)
    assert (await of(school, round_, 30)).standing == code


async def test_votes_replace_one_another_until_it_is_decided(school: School) -> None:
    round_ = await opens(school)
    rated, dung = await of(school, round_, AN), await school.person(3)
    async with school.writes(NOW) as store:
        assert await store.vote(rated, dung, "tot")
        assert await store.vote(rated, dung, "xuat-sac")
        assert await store.vote(rated, await school.person(BINH), "xuat-sac")
    assert await school.reads(NOW).votes_on(rated) == {"xuat-sac": 2}
    assert (rated.id, "xuat-sac") in {(c.rating, c.vote) for c in await school.reads(NOW).to_vote_on(rated.unit, dung)}
    assert dung not in {c.rating for c in await school.reads(NOW).to_vote_on(rated.unit, dung)}
    assert await school.person(3) in await school.reads(NOW).voters(rated.unit)
    async with school.writes(NOW) as store:
        await decides(school, store, rated)
        assert not await store.vote(rated, dung, "tot")


async def test_a_branch_is_led_by_its_committee_and_without_one_by_the_unit_above(school: School) -> None:
    binh, branch = await school.person(BINH), (await school.member(BINH)).unit
    above = await school.one("SELECT parent_id FROM unit_parent WHERE unit_id = :branch", branch=branch)
    assert isinstance(above, int)
    head = await add_member(school, above, 70)
    await appoint(school, head, above)
    orphan = await add_unit(school, "12A2", above)
    await add_member(school, orphan, 80)
    assert [led.id for led in await school.reads(NOW).branches_of(binh)] == [branch]
    assert {led.code for led in await school.reads(NOW).branches_of(head)} == {"12A2", "DTHPT"}
    round_ = await opens(school)
    assert await school.reads(NOW).undecided(binh) == round_.heads
    case = await school.reads(NOW).rating_case(await of(school, round_, BINH))
    assert case == RatingCase(binh, branch, above, owner_in_committee=True, has_committee=True)
