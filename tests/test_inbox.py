"""The inbox: what a platform delivered is kept before it is confirmed, once, in order, until its reply is out."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from bot.adapters.lanes import Job
from bot.inbox import Inbox, opened
from storage import schema
from storage.inbox import DONE, KEEP, Delivery, DeliveryBox, Share
from storage.instants import instant
from storage.postgres import AccountLost
from storage.sql import Sql
from tests.conftest import copy_of
from tests.school import School, Watched, later, school_at
from tests.test_database import CUT
from tests.world import START


@pytest.fixture
async def school(empty: str) -> AsyncIterator[School]:
    async with school_at(empty) as opened:
        yield opened


def share(school: School, account: str = "telegram", number: int = 1) -> Share:
    return Share(school.database, account, number)


def batch(*ids: int) -> list[tuple[str, bytes]]:
    return [(str(id_), orjson.dumps({"update_id": id_})) for id_ in ids]


def ids(deliveries: object) -> list[str]:
    assert isinstance(deliveries, list)
    return [delivery.id for delivery in deliveries]


async def test_a_batch_is_kept_in_its_order(school: School) -> None:
    kept = await share(school).keep(batch(9, 10, 8, 100), START)
    assert ids(kept) == ["9", "10", "8", "100"]
    assert [replace(delivery, left=True) for delivery in kept] == await share(school).left()
    assert await school.rows("SELECT DISTINCT account, received_at FROM inbox") == [
        ("telegram", "2026-11-23T01:00:00Z")
    ]


async def test_a_batch_of_any_size_is_one_statement(school: School) -> None:
    """No crash leaves half of a batch: each statement is kept whole."""
    ran: list[Sql] = []
    watched = Share(Watched(school.database, ran.append), "telegram", 1)
    kept = await watched.keep(batch(*range(300)), START)
    await watched.done([delivery.row for delivery in kept])
    assert ran == [KEEP, DONE]
    assert await share(school).left() == []


async def test_what_comes_again_is_not_handed_out_again(school: School) -> None:
    """Within a batch, in the next one, and while it is still being worked on."""
    assert ids(await share(school).keep(batch(1, 2, 2, 1), START)) == ["1", "2"]
    assert ids(await share(school).keep(batch(2, 3, 1), later(minutes=1))) == ["3"]
    assert ids(await share(school).keep(batch(1, 2, 3), START)) == []
    assert ids(await share(school).keep([], START)) == []
    assert ids(await share(school).left()) == ["1", "2", "3"]


async def test_two_processes_of_one_account_share_nothing(empty: str) -> None:
    async with school_at(empty) as here, school_at(empty) as there:
        shares = [share(here), share(there, number=2)]
        kept = await asyncio.gather(*(shares[n % 2].keep(batch(*range(n, n + 20)), START) for n in range(10)))
        assert sorted(int(delivery.id) for deliveries in kept for delivery in deliveries) == list(range(29))
        left = [await one.left() for one in shares]
        assert sorted(int(delivery.id) for deliveries in left for delivery in deliveries) == list(range(29))


async def test_accounts_know_nothing_of_each_other(school: School) -> None:
    await share(school).keep(batch(1, 2), START)
    assert ids(await share(school, "zalo").keep(batch(2, 3), START)) == ["2", "3"]
    assert ids(await share(school, "zalo").left()) == ["2", "3"]
    assert ids(await share(school).left()) == ["1", "2"]


@pytest.mark.parametrize(
    "text",
    [
        "Đăng ký 'quý I'",
        'say "ja"',
        "100 % _ \\ \\n \\u0041",
        "a\x00b",
        "\U0001f1fb\U0001f1f3",
        "e\u0302\u0301",
        "",
        "x" * 100_000,
    ],
    ids=["quotes", "double quotes", "signs", "nul", "flag", "decomposed", "nothing", "long"],
)
async def test_a_body_comes_back_as_it_was(school: School, text: str) -> None:
    body = orjson.dumps({"update_id": 1, "text": text})
    (delivery,) = await share(school).keep([("1", body)], START)
    assert delivery.body == body
    assert await share(school).left() == [replace(delivery, left=True)]


async def test_what_is_done_is_gone_and_what_is_left_stays(school: School) -> None:
    kept = await share(school).keep(batch(1, 2, 3, 4), START)
    await share(school).done([kept[0].row, kept[2].row])
    assert ids(await share(school).left()) == ["2", "4"]
    await share(school).done([])
    await share(school).done([kept[0].row])
    assert ids(await share(school).left()) == ["2", "4"]


async def test_what_is_done_and_comes_again_is_kept_again(school: School) -> None:
    """The inbox forgets; that nothing happens twice is then for the talk to know."""
    kept = await share(school).keep(batch(1), START)
    await share(school).done([kept[0].row])
    assert ids(await share(school).keep(batch(1), START)) == ["1"]


async def test_what_cannot_be_read_is_set_aside_with_its_problem(school: School) -> None:
    kept = await share(school).keep(batch(1, 2), START)
    await share(school).set_aside(kept[0].row, "KeyError")
    assert ids(await share(school).left()) == ["2"]
    assert await school.rows("SELECT delivery, problem FROM inbox ORDER BY id") == [("1", "KeyError"), ("2", None)]
    assert ids(await share(school).keep(batch(1), START)) == [], "and is not tried again"


async def test_what_a_crash_left_is_there_for_the_next_process(empty: str) -> None:
    async with school_at(empty) as school:
        kept = await share(school).keep(batch(5, 6, 7), START)
        await share(school).done([kept[1].row])
    async with school_at(empty) as school:
        assert await share(school).left() == [replace(kept[n], left=True) for n in (0, 2)]
        assert kept[0] == Delivery(kept[0].row, "5", b'{"update_id":5}', instant(START))


async def test_each_process_has_a_number_and_the_next_one_gets_what_is_free(empty: str) -> None:
    async with school_at(empty) as one, school_at(empty) as two, school_at(empty) as three:
        boxes = [DeliveryBox(school.database, "telegram") for school in (one, two, three)]
        async with boxes[0].share() as first:
            async with boxes[1].share() as second, boxes[2].share() as third:
                assert [first.number, second.number, third.number] == [1, 2, 3]
            async with boxes[2].share() as after, DeliveryBox(two.database, "zalo").share() as other:
                assert (after.number, other.number) == (2, 1)


async def test_what_a_dead_process_left_is_taken_over_and_a_living_ones_never(empty: str) -> None:
    async with school_at(empty) as here, school_at(empty) as there:
        box, their_box = (DeliveryBox(school.database, "telegram") for school in (here, there))
        async with box.share() as mine:
            async with their_box.share() as theirs:
                kept = await theirs.keep(batch(5, 6, 7), START)
                await mine.keep(batch(8), START)
                await theirs.done([kept[1].row])
                await theirs.keep([("9", b"{")], START)
                await theirs.set_aside(kept[2].row, "KeyError")
                assert await mine.orphans() == []
            assert ids(await mine.orphans()) == ["5", "9"]
            assert await mine.orphans() == [], "they are in this share now"
            assert ids(await mine.left()) == ["5", "8", "9"]
            assert await here.rows("SELECT holder FROM inbox WHERE delivery = '7'") == [(theirs.number,)]


async def test_of_two_who_look_one_takes_over(empty: str) -> None:
    async with school_at(empty) as here, school_at(empty) as there:
        await share(here, number=9).keep(batch(*range(50)), START)
        async with (
            DeliveryBox(here.database, "telegram").share() as one,
            DeliveryBox(there.database, "telegram").share() as two,
        ):
            taken = await asyncio.gather(*(looking.orphans() for looking in (one, two, one, two)))
            assert [len(deliveries) for deliveries in taken if deliveries] == [50]


async def test_what_was_there_before_deliveries_belonged_to_processes_is_taken_over(empty: str) -> None:
    await schema.downgrade(empty, "0001")
    async with school_at(empty) as school:
        await school.does("INSERT INTO inbox (account, delivery, received_at, body) VALUES ('telegram', '1', '', '{}')")
    await schema.upgrade(empty)
    async with school_at(empty) as school, DeliveryBox(school.database, "telegram").share() as mine:
        assert await mine.left() == []
        assert ids(await mine.orphans()) == ["1"]


async def nothing() -> None:
    """What a delivery asks for here."""


async def test_what_comes_while_a_statement_runs_goes_together_in_the_next(school: School) -> None:
    statements: list[Sql] = []
    under_way, goes_on = asyncio.Event(), asyncio.Event()

    async def slowly(sql: Sql) -> None:
        statements.append(sql)
        if sql is KEEP:
            under_way.set()
            await goes_on.wait()

    watched = DeliveryBox(Watched(school.database, slowly), "telegram")
    async with opened(watched, lambda delivery: (delivery.id, nothing), lambda: START) as inbox:
        first = asyncio.create_task(inbox.keep(batch(0)))
        await under_way.wait()
        others = [asyncio.create_task(inbox.keep(batch(n, n + 1))) for n in range(1, 99)]
        await asyncio.sleep(0)
        goes_on.set()
        assert await asyncio.gather(first, *others) == [True] * 99
    assert statements.count(KEEP) == 2
    assert await school.rows("SELECT id FROM inbox") == [], "all of it was worked"


async def test_who_closes_takes_nothing_more_and_finishes_what_was_begun(school: School) -> None:
    begun, goes_on, worked = asyncio.Event(), asyncio.Event(), list[str]()

    def read(delivery: Delivery) -> tuple[str, Job]:
        async def work() -> None:
            begun.set()
            await goes_on.wait()
            worked.append(delivery.id)

        return "one person", work

    async def works() -> None:
        async with opened(DeliveryBox(school.database, "telegram"), read, lambda: START) as inbox:
            left.append(inbox)
            await inbox.keep(batch(1, 2))
            await asyncio.Event().wait()

    left: list[Inbox] = []
    working = asyncio.create_task(works())
    await begun.wait()
    working.cancel()
    while not await refuses(left[0]):
        await asyncio.sleep(0)
    goes_on.set()
    await asyncio.wait({working})
    assert worked == ["1", "2"]
    assert await school.rows("SELECT id FROM inbox") == []


async def refuses(inbox: Inbox) -> bool:
    return not await inbox.keep(())


async def test_who_loses_its_number_ends(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """By then another process may have taken over what it is at work on."""
    async for url in copy_of("postgresql", "empty", request, tmp_path):
        async with school_at(url) as school, school_at(url) as other, asyncio.timeout(20):
            with pytest.raises(AccountLost, match="telegram"):
                await works_until_its_connection_is_lost(school, other)


async def works_until_its_connection_is_lost(school: School, other: School) -> None:
    box = DeliveryBox(school.database, "telegram")
    async with opened(box, lambda delivery: (delivery.id, nothing), lambda: START):
        await other.rows(CUT)
        await asyncio.Event().wait()
