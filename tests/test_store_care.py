"""Help, rounds and what is still open, as the store keeps them, on both databases (PN-12, PN-18, PN-21)."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from rules.permissions import Case, obstacle_to_decide
from storage.care import Ticket
from storage.forms import Card
from storage.instants import instant
from tests.school import AN, BINH, CUONG, DUNG, HOA, School, add_member, appoint, later, school_at
from tests.world import START


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


async def asks(school: School, roll: int, words: str = "cần sách", now: datetime = START) -> Ticket:
    member, cycle = await school.member(roll, now), await school.cycle()
    async with school.writes(now) as store:
        return await store.open_ticket(member, cycle, None, None, words, "telegram")


async def again(school: School, ticket: Ticket) -> Ticket:
    found = await school.reads().ticket(ticket.id)
    assert found is not None
    return found


async def test_of_several_answers_at_once_one_counts(school: School) -> None:
    ticket = await asks(school, AN)
    binh, cuong = await school.person(BINH), await school.person(CUONG)
    async with school_at(school.url) as there:

        async def answers(way: School, person: int) -> bool:
            async with way.writes() as store:
                return await store.answer_ticket(ticket, person, f"{person}", "telegram")

        won = await asyncio.gather(answers(school, binh), answers(there, cuong), answers(school, binh))
    assert sorted(won) == [False, False, True]
    now = await again(school, ticket)
    assert (now.state, now.answered_by, now.answer) == ("answered", now.answered_by, str(now.answered_by))
    assert [deed.act for deed in await school.reads().deeds_on("ticket", ticket.id)] == [
        "ticket-opened",
        "ticket-answered",
    ]


async def test_an_answer_taken_back_leaves_the_ticket_as_it_was_unless_the_member_has_acted(school: School) -> None:
    binh = await school.person(BINH)
    for closes in (False, True):
        ticket = await asks(school, AN)
        async with school.writes() as store:
            assert await store.answer_ticket(ticket, binh, "mượn ở chi đoàn", "telegram")
        if closes:
            async with school.writes() as store:
                assert await store.close_ticket(await again(school, ticket), "telegram")
        deeds = await school.reads().last_decision(binh, instant(START))
        async with school.writes() as store:
            undone = await store.undo(deeds, binh, "telegram")
        assert bool(undone.back) is not closes
        now = await again(school, ticket)
        assert (now.state, now.answer, now.answered_by) == (
            ("closed", "mượn ở chi đoàn", binh) if closes else ("open", "", None)
        )


async def test_a_ticket_asked_again_waits_anew_and_only_its_owner_may_ask(school: School) -> None:
    ticket = await asks(school, AN)
    async with school.writes(later(days=1)) as store:
        assert not await store.reopen_ticket(ticket, "chưa được", "telegram")  # nobody has answered yet
        assert await store.answer_ticket(ticket, await school.person(BINH), "sẽ giúp", "telegram")
    answered = await again(school, ticket)
    async with school.writes(later(days=9)) as store:
        assert await store.reopen_ticket(answered, "chưa được", "telegram")
        assert not await store.close_ticket(answered, "telegram")  # as it was seen before
    now = await again(school, ticket)
    assert (now.state, now.text, now.at) == ("open", "cần sách\nchưa được", instant(later(days=9)))


@pytest.mark.parametrize(("age", "overdue"), [({"days": 7}, 0), ({"days": 7, "seconds": 1}, 1)])
async def test_a_unit_counts_what_is_open_and_what_is_overdue(
    school: School, age: dict[str, float], overdue: int
) -> None:
    """PN-12: numbers for the level above."""
    member, cycle = await school.member(AN), await school.cycle()
    await asks(school, AN)
    closed = await asks(school, HOA)
    async with school.writes() as store:
        await store.close_ticket(closed, "telegram")
    store = school.reads(START + timedelta(**age))
    assert await store.open_tickets_of_unit(member.unit, cycle.id) == 1
    assert await store.overdue_tickets(member.unit, cycle.id) == overdue
    assert await store.tickets_owed(await school.person(BINH)) == (1, overdue)
    assert await store.open_tickets_of_unit(member.unit, cycle.id + 1) == 0


@pytest.mark.parametrize("owner_sits", [False, True])
async def test_the_queue_and_the_rule_agree_on_who_may_answer(school: School, owner_sits: bool) -> None:
    member = await school.member(DUNG)
    ((above,),) = await school.rows("SELECT parent_id FROM unit_parent WHERE unit_id = :unit", unit=member.unit)
    outsider = await add_member(school, above, 901)
    await appoint(school, outsider, above)
    former = await add_member(school, above, 902)
    await appoint(school, former, member.unit, until="2026-11-01")
    if owner_sits:
        await appoint(school, member.person, member.unit)
    await asks(school, DUNG)
    store = school.reads()
    case = await store.case_of(member.person, member.unit)
    assert case == Case(member.person, member.unit, above, owner_sits)
    held = {await school.person(BINH): {member.unit}, outsider: {above}, former: set(), member.person: set()}
    if owner_sits:
        held[member.person] = {member.unit}
    held[await school.person(HOA)] = set()
    for person, offices in held.items():
        may = obstacle_to_decide(person, offices, case) is None
        assert len(await store.tickets_waiting(person)) == int(may)
        assert await store.tickets_owed(person) == (int(may), 0)


async def trains(school: School, roll: int) -> Card:
    card = await school.sends(roll, "Đọc 3 cuốn sách", "Chạy bộ 3 buổi")
    async with school.writes() as store:
        assert await store.confirm(card, await school.person(BINH if roll != BINH else CUONG), "telegram")
    return card


async def test_a_round_is_sent_anew_until_the_branch_has_said_a_word(school: School) -> None:
    card, binh = await trains(school, AN), await school.person(BINH)
    for levels in ({"1.1": "done", "1.2": "behind"}, {"1.1": "done", "1.2": "on-track"}):
        async with school.writes() as store:
            assert await store.send_interim(card, "2027-H1", levels, "", "telegram")
    (seen,) = await school.reads().interims(card.id)
    assert await school.reads().interim_lines(seen.id) == {"1.1": "done", "1.2": "on-track"}
    assert await school.reads().uncommented_interims(card.unit, "2027-H1", binh) == 1
    async with school.writes() as store:
        assert await store.send_interim(card, "2027-H1", {"1.1": "done"}, "", "telegram")
        assert not await store.comment_interim(card, seen, "chưa đọc bản mới", binh, "telegram")
    (seen,) = await school.reads().interims(card.id)
    async with school_at(school.url) as there:

        async def comments(way: School, person: int) -> bool:
            async with way.writes() as store:
                return await store.comment_interim(card, seen, "cố gắng", person, "telegram")

        won = await asyncio.gather(comments(school, binh), comments(there, await school.person(CUONG)))
    assert sorted(won) == [False, True]
    async with school.writes() as store:
        assert not await store.send_interim(card, "2027-H1", {"1.1": "open"}, "", "telegram")
    assert await school.reads().uncommented_interims(card.unit, "2027-H1", binh) == 0
    assert not await school.reads().owes_interim(card.person, 2027, "2027-H1")
    assert await school.reads().owes_interim(card.person, 2027, "2027-H2")
    assert not await school.reads().owes_interim(card.person, 2026, "2026-H2")


async def test_open_items_are_what_is_due_or_behind_and_not_done(school: School) -> None:
    """PN-18"""
    card = await trains(school, AN)
    await trains(school, HOA)
    told = (
        "INSERT INTO progress (form_id, criterion, level, note, source, at) VALUES (:form, '1.1', :level, '', 'x', '')"
    )
    added = (
        "INSERT INTO supplement (form_id, unit_id, person_id, criterion, group_title, title, action, due_precision,"
        " due_start, due_end, how, state, sent_at, reason, rev) VALUES (:form, :unit, :person, :code, '', 'Thêm', '',"
        " 'day', '2027-06-30', '2027-06-30', '', :state, '', '', 0)"
    )
    for level in ("partly", "done"):
        await school.does(told, form=card.id, level=level)
    for code, state in (("2.1", "confirmed"), ("2.2", "sent")):
        await school.does(added, form=card.id, unit=card.unit, person=card.person, code=code, state=state)

    async def seen(until: str) -> list[tuple[int, str, bool]]:
        found = await school.reads().open_items_of_unit(card.unit, card.cycle, until)
        return [(item.roll or 0, item.criterion, item.behind) for item in found]

    assert await seen("2027-03-30") == []
    assert await seen("2027-03-31") == [(AN, "1.2", False), (HOA, "1.1", False), (HOA, "1.2", False)]
    for period, level in (("2027-Q1", "on-track"), ("2027-Q2", "behind")):
        async with school.writes() as store:
            await store.send_interim(card, period, {"2.1": level}, "", "telegram")
    assert await seen("2027-03-30") == [(AN, "2.1", True)]
    mine = await school.reads().open_items_of(card.person, card.cycle)
    assert [item.criterion for item in mine] == ["1.2", "2.1"]
    async with school.writes() as store:
        await store.send_interim(card, "2027-Q3", {"2.1": "on-track"}, "", "telegram")
    assert await seen("2027-03-30") == []
