"""Reporting, recognising, appealing and confirming in the store: on both databases, and by two at the same moment."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from chat.message import Address
from chat.texts import load_texts
from handlers.context import Context, Notice
from handlers.duties import Duty
from handlers.recognise import recognise_duty
from handlers.report_up import report_duty
from handlers.ruling import ruling_duty
from rules.permissions import obstacle_to_decide, obstacle_to_rule
from rules.recognition import Act
from storage.appeals import AppealCard, Decided, decided_last
from storage.instants import local_day
from storage.people import Office
from storage.results import ResultCard
from tests.scenes_ratings import DAY, RESULTS, appoints_above, closes, reports
from tests.school import AN, BINH, CUONG, DUNG, HOA, HUY, School, appoint, later, school_at
from tests.world import MEMBERS

ROUNDS = 5
SETTLED = "SELECT state, outcome, settled_by, settled_at, returned, reported_at, differs FROM rating ORDER BY id"


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        await appoints_above(opened)
        yield opened


async def result_of(school: School, number: int) -> ResultCard:
    found = await school.reads(DAY).result_card(number)
    assert found is not None
    return found


async def settles(school: School, act: Act, roll: int) -> int:
    """Everything that waits for this person; how many were done."""
    person = await school.person(roll)
    async with school.writes(DAY) as store:
        return len((await store.settle(act, await store.reported(act, person), person, "telegram")).done)


async def undoes(school: School, roll: int) -> bool:
    person = await school.person(roll)
    async with school.writes(DAY) as store:
        undone = await store.undo(await store.last_decision(person, "2027-05-10T00:00:00Z"), person, "telegram")
        assert not undone.kept
        return bool(undone.back)


async def test_what_a_branch_reports_goes_up_at_once_and_comes_back_with_one_undo(school: School) -> None:
    await closes(school)
    before = await school.rows(SETTLED)
    binh = await school.person(BINH)
    async with school.writes(DAY) as store:
        (round_,) = await store.rounds_of(binh)
        came = await store.report_up(round_, binh, "telegram")
    assert came is not None
    assert len(came.done) == len(RESULTS)
    assert {state for state, *_ in await school.rows(SETTLED)} == {"reported"}
    async with school.writes(DAY) as store:
        assert await store.report_up(round_, binh, "telegram") is None, "the second one is late"
    assert await undoes(school, BINH)
    assert await school.rows(SETTLED) == before
    assert await school.one("SELECT state FROM rating_round") == "closed"


async def test_a_whole_batch_is_undone_at_once_and_the_rows_are_as_before(school: School) -> None:
    await reports(school)
    before = await school.rows(SETTLED)
    assert await settles(school, "recognise", DUNG) == len(RESULTS) - 1
    assert await school.one("SELECT count(DISTINCT coalesce(batch, id)) FROM decision WHERE act = 'recognised'") == 1
    assert await undoes(school, DUNG)
    assert await school.rows(SETTLED) == before


async def test_the_list_of_results_holds_what_the_rule_allows(school: School) -> None:
    """Also one level further up, for the results of those who sit in the recognising committee."""
    numbers = await reports(school)
    ((branch,),) = await school.rows("SELECT id FROM unit WHERE code = '12A1'")
    await appoint(school, await school.person(AN), branch)
    for roll, *_ in MEMBERS:
        person = await school.person(roll)
        rows = await school.rows("SELECT unit_id FROM role WHERE person_id = :person", person=person)
        offices = {unit for (unit,) in rows}
        store = school.reads(DAY)
        listed = {result.id for result in await store.reported("recognise", person)}
        cases = {number: await store.case_above(await result_of(school, number)) for number in numbers.values()}
        assert listed == {n for n, case in cases.items() if obstacle_to_decide(person, offices, case) is None}
        counts = await store.to_settle(person)
        assert counts == {"recognise": len(listed), "note": 0}
    huy = await school.reads(DAY).reported("recognise", await school.person(HUY))
    assert {result.id for result in huy} == {numbers[DUNG], numbers[HOA]}


async def appeals(school: School, number: int) -> AppealCard:
    async with school.writes(DAY) as store:
        result = await store.result_card(number)
        assert result is not None
        ((province,),) = await school.rows("SELECT id FROM unit WHERE code = 'TINH'")
        return await store.send_appeal(result, province, "mục 1.2 đã xong", 10, "telegram")


async def test_the_list_of_appeals_holds_what_the_rule_allows_and_knows_the_overdue(school: School) -> None:
    numbers = await reports(school)
    await settles(school, "recognise", DUNG)
    ((province,),) = await school.rows("SELECT id FROM unit WHERE code = 'TINH'")
    for roll in (DUNG, AN, BINH):
        await appoint(school, await school.person(roll), province)
    card = await appeals(school, numbers[AN])
    for roll, *_ in MEMBERS:
        person = await school.person(roll)
        rows = await school.rows("SELECT unit_id FROM role WHERE person_id = :person", person=person)
        deciders = (await result_of(school, numbers[AN])).deciders
        allowed = obstacle_to_rule(person, {u for (u,) in rows}, card.unit, card.person, deciders) is None
        assert allowed is (roll == HUY), "not who recognised, who decided, or who appeals"
        assert await school.reads(DAY).count_appeals_before(person) == (int(allowed), 0)
        assert len(await school.reads(DAY).appeals_before(person)) == int(allowed)
    huy = await school.person(HUY)
    for days, overdue in ((10, 0), (11, 1)):
        assert await school.reads(later(now=DAY, days=days)).count_appeals_before(huy) == (1, overdue)


async def test_who_spoke_last_on_a_result_and_when(school: School) -> None:
    numbers = await reports(school)
    result = await result_of(school, numbers[AN])
    card = await appeals(school, numbers[AN])
    binh, dung, huy = [await school.person(roll) for roll in (BINH, DUNG, HUY)]
    told, later_ = "2027-05-08T08:00:00Z", "2027-05-12T08:00:00Z"
    settled = replace(result, state="recognised", settled_at=later_, settled_by=dung)
    answered = replace(card, state="kept", answered_at="2027-05-14T08:00:00Z", answered_by=huy)
    above = result.above or 0
    for seen, appealed, unit, day, barred in (
        (replace(result, closed_at=None, decided_at=told), (), result.unit, None, {binh}),
        (result, (), result.unit, date(2027, 5, 8), {binh}),
        (replace(result, decided_at=later_), (), result.unit, date(2027, 5, 12), {binh}),  # decided anew
        (settled, (card,), above, date(2027, 5, 12), {binh, dung}),
        (replace(settled, state="noted"), (), result.unit, date(2027, 5, 12), {binh}),
        (settled, (answered,), card.unit, date(2027, 5, 14), {binh, dung, huy}),
        (replace(settled, settled_at="2027-05-20T08:00:00Z"), (answered,), above, date(2027, 5, 20), {binh, dung, huy}),
    ):
        assert decided_last(seen, appealed) == Decided(unit, day, frozenset(barred | {result.person}))


async def test_a_ruling_and_what_it_changed_are_undone_together(school: School) -> None:
    numbers = await reports(school)
    await settles(school, "recognise", DUNG)
    card = await appeals(school, numbers[AN])
    before = await school.rows(SETTLED)
    assert await rules("tot")(school, card, await result_of(school, numbers[AN])) == "rating-changed"
    now = await result_of(school, numbers[AN])
    assert (now.outcome, now.state, now.differs, now.settled_by) == (
        "tot",
        "recognised",
        "vì có ảnh",
        await school.person(HUY),
    )
    assert await undoes(school, HUY)
    assert await school.rows(SETTLED) == before
    assert await school.rows("SELECT state, answer, after, answered_by FROM appeal") == [("open", "", None, None)]


async def test_figures_are_confirmed_once_at_each_level(school: School) -> None:
    await closes(school)
    for roll, level, won in ((BINH, "branch", True), (CUONG, "branch", False), (DUNG, "above", True)):
        person = await school.person(roll)
        async with school.writes(DAY) as store:
            (place,) = await store.places(person)
            assert place.level == level
            ((_, cycle, _),) = await store.years_closed(person)
            figures = await store.figures_of(place.unit, cycle, "year")
            assert await store.confirm_figures(place, cycle, "year", figures, person, "telegram") is won
    assert figures["members"] == len(MEMBERS)
    assert (figures["xuat-sac"], figures["khong-phan-loai"], figures["registered"]) == (3, 1, 0)
    kept = await school.reads(DAY).confirmations(await school.person(DUNG))
    assert [(one.level, one.name) for one in kept] == [("branch", "Lê Thị Bình"), ("above", "Phạm Thu Dung")]
    assert kept[0].figures == figures


async def says(school: School, roll: int, wanted: Callable[[Context], Awaitable[Duty | None]], **passed: float) -> str:
    """What home would say of this duty to a member, so much later."""
    now = later(now=DAY, **passed)
    member = await school.member(roll)
    held = await school.rows("SELECT unit_id FROM role WHERE person_id = :person", person=member.person)
    offices = tuple(Office(unit, "bi-thu") for (unit,) in held)
    at, notice = Address("telegram", "x"), Notice("1", "", "")
    day, store = local_day(now), school.reads(now)
    said = await wanted(Context(at, member.person, member, offices, now, day, store, load_texts(), notice))
    return f"{said.says} {said.option.command if said.option else ''}" if said else ""


async def test_home_hears_of_what_is_to_be_reported_recognised_and_answered(school: School) -> None:
    numbers = await closes(school)
    assert await says(school, BINH, report_duty) == "9 kết quả của Chi đoàn 12A1 chờ báo cáo lên trên. /trinh"
    assert await says(school, AN, report_duty) == await says(school, DUNG, recognise_duty) == ""
    async with school.writes(DAY) as store:
        (round_,) = await store.rounds_of(await school.person(BINH))
        await store.report_up(round_, await school.person(BINH), "telegram")
    assert await says(school, BINH, report_duty) == ""
    said = await says(school, DUNG, recognise_duty)
    assert said == "8 kết quả của các chi đoàn chờ bạn công nhận. /congnhan"
    await settles(school, "recognise", DUNG)
    await appeals(school, numbers[AN])
    assert await says(school, HUY, ruling_duty) == "1 đề nghị xem xét lại chờ bạn trả lời. /phuctra"
    assert "1 đã quá hạn" in await says(school, HUY, ruling_duty, days=11)
    assert await says(school, DUNG, ruling_duty) == ""


async def test_a_branch_without_a_committee_is_reported_by_the_unit_above(school: School) -> None:
    await closes(school)
    assert await school.reads(DAY).rounds_of(await school.person(DUNG)) == ()
    ((branch,),) = await school.rows("SELECT id FROM unit WHERE code = '12A1'")
    await school.does("UPDATE role SET until = '2027-05-01' WHERE unit_id = :branch", branch=branch)
    assert len(await school.reads(DAY).rounds_of(await school.person(DUNG))) == 1
    assert await school.reads(DAY).rounds_of(await school.person(BINH)) == ()


@dataclass(frozen=True, slots=True)
class Two:
    """Two processes on one database, an appealed result that both look at."""

    here: School
    there: School
    number: int
    state: str

    async def at_once(self, first: "Deed", second: "Deed") -> list[str]:
        """What came of each, in turns of their own: both look at the same rows, every round at the same ones again."""
        back = "UPDATE rating SET state = :state, outcome = 'hoan-thanh', settled_by = NULL WHERE id = :id"
        await self.here.does(back, state=self.state, id=self.number)
        await self.here.does("UPDATE appeal SET state = 'withdrawn'")
        card, result = await appeals(self.here, self.number), await result_of(self.here, self.number)
        return list(await asyncio.gather(first(self.here, card, result), second(self.there, card, result)))

    async def who_was_first(self) -> str:
        """As the one who came too late is told it: by the row's own newest act."""
        newest = "SELECT kind, subject FROM decision WHERE kind IN ('rating', 'appeal') ORDER BY id DESC LIMIT 1"
        ((kind, subject),) = await self.here.rows(newest)
        deed = await self.here.reads(DAY).last_deed(kind, subject)
        assert deed is not None
        return f"{deed.act}, {deed.actor_name}, {deed.at}"


Deed = Callable[[School, AppealCard, ResultCard], Awaitable[str]]


def recognises(roll: int) -> Deed:
    async def deed(school: School, card: AppealCard, result: ResultCard) -> str:
        person = await school.person(roll)
        async with school.writes(DAY) as store:
            return "recognised" if (await store.settle("recognise", [result], person, "telegram")).done else "late"

    return deed


def returns(roll: int) -> Deed:
    async def deed(school: School, card: AppealCard, result: ResultCard) -> str:
        person = await school.person(roll)
        async with school.writes(DAY) as store:
            done = await store.return_result(result, person, "telegram", "thiếu minh chứng")
            return "rating-returned" if done else "late"

    return deed


def reopens(roll: int) -> Deed:
    async def deed(school: School, card: AppealCard, result: ResultCard) -> str:
        person = await school.person(roll)
        async with school.writes(DAY) as store:
            return "reopened" if await store.reopen(result, person, "telegram", "có thông tin mới") else "late"

    return deed


def rules(outcome: str) -> Deed:
    async def deed(school: School, card: AppealCard, result: ResultCard) -> str:
        person = await school.person(HUY)
        async with school.writes(DAY) as store:
            came = await store.rule(card, result, outcome, "vì có ảnh", person, "telegram")
            return "rating-changed" if came == "done" else "late"

    return deed


async def withdraws(school: School, card: AppealCard, result: ResultCard) -> str:
    async with school.writes(DAY) as store:
        return "appeal-withdrawn" if await store.withdraw_appeal(card, "telegram") else "late"


@pytest.mark.parametrize(
    ("state", "first", "second"),
    [
        pytest.param("reported", recognises(DUNG), recognises(HOA), id="two recognise"),
        pytest.param("reported", recognises(DUNG), returns(HOA), id="one recognises, one returns"),
        pytest.param("recognised", reopens(DUNG), reopens(HUY), id="two reopen"),
        pytest.param("recognised", reopens(DUNG), recognises(HOA), id="one reopens, one recognises"),
        pytest.param("recognised", rules("tot"), withdraws, id="one rules, the member withdraws"),
        pytest.param("recognised", rules("tot"), rules("xuat-sac"), id="two rule"),
        pytest.param("recognised", rules("tot"), reopens(DUNG), id="one rules, one reopens"),
    ],
)
async def test_of_two_at_once_exactly_one_wins(world: str, state: str, first: Deed, second: Deed) -> None:
    async with school_at(world) as here, school_at(world) as there:
        await appoints_above(here)
        two = Two(here, there, (await reports(here))[AN], state)
        for _ in range(ROUNDS):
            came = await two.at_once(first, second)
            (won,) = set(came) - {"late"}
            assert came.count("late") == 1, came
            assert (await two.who_was_first()).startswith(f"{won}, "), "the other is told who and when"
            answered = won in ("rating-changed", "appeal-withdrawn")
            assert await here.one("SELECT count(*) FROM appeal WHERE state = 'open'") == int(not answered)


async def test_two_who_report_and_two_who_recognise_all_at_once_share_the_work(world: str) -> None:
    async with school_at(world) as here, school_at(world) as there:
        await appoints_above(here)
        await closes(here)

        async def reports_all(school: School, roll: int) -> int:
            person = await school.person(roll)
            (round_,) = await school.reads(DAY).rounds_of(person)
            async with school.writes(DAY) as store:
                came = await store.report_up(round_, person, "telegram")
            return len(came.done) if came else 0

        assert sorted(await asyncio.gather(reports_all(here, BINH), reports_all(there, CUONG))) == [0, len(RESULTS)]

        async def recognises_all(school: School, roll: int) -> int:
            person = await school.person(roll)
            seen = await school.reads(DAY).reported("recognise", person)
            async with school.writes(DAY) as store:
                return len((await store.settle("recognise", seen, person, "telegram")).done)

        done = await asyncio.gather(recognises_all(here, DUNG), recognises_all(there, HOA))
        assert sum(done) == len(RESULTS)
        acts = "SELECT subject, count(*) FROM decision WHERE act = 'recognised' GROUP BY subject"
        assert [count for _, count in await here.rows(acts)] == [1] * len(RESULTS)
