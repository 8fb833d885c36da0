"""The tokens of an Official Account: bought in time, by one process, and never twice with one token (zalo.md B.1)."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from bot.adapters.platform import Later
from bot.adapters.zalo_oa_oauth import App, OAuth
from bot.adapters.zalo_oa_tokens import LEASE, NEEDS_LOGIN, SOON, Tokens
from storage.database import Database, open_database
from storage.zalo_tokens import Pair, TokenBox
from tests.doubles.zalo_oa import ZaloOaDouble
from tests.doubles.zalo_oa_switches import Kind
from tests.world import START

TOKEN_PATH = "/v4/oa/access_token"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(slots=True)
class Desk:
    """An account whose administrator has consented, and Zalo, which go by one clock."""

    double: ZaloOaDouble
    database: Database
    now: datetime = START

    def __post_init__(self) -> None:
        self.double.clock = self._seconds

    def _seconds(self) -> float:
        return self.now.timestamp()

    @property
    def box(self) -> TokenBox:
        return TokenBox(self.database, "oa1")

    def process(self, url: str = "") -> Tokens:
        """A process that knows nothing yet but what the database keeps."""
        app = App(self.double.app_id, self.double.app_secret, url or self.double.url)
        return Tokens(self.box, OAuth(app, lambda: self.now), lambda: self.now)

    async def logs_in(self) -> str:
        pair = self.double.logs_in()
        until = self.now + timedelta(seconds=int(pair["expires_in"]))
        await self.box.log_in(Pair(pair["access_token"], until, pair["refresh_token"]))
        return str(pair["access_token"])

    async def state(self) -> str:
        kept = await self.box.kept()
        assert kept is not None
        return kept.state

    @property
    def never_shown_twice(self) -> bool:
        shown = self.double.refreshes
        return len(shown) == len(set(shown))


@pytest.fixture
async def desk(empty: str) -> AsyncIterator[Desk]:
    async with ZaloOaDouble() as double, opened(empty) as database:
        yield Desk(double, database)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = await open_database(url)
    try:
        yield database
    finally:
        await database.close()


async def test_nobody_has_logged_in(desk: Desk) -> None:
    assert await desk.process().access() == NEEDS_LOGIN
    assert desk.double.refreshes == []


async def test_a_token_is_used_until_an_hour_before_its_end(desk: Desk) -> None:
    first = await desk.logs_in()
    tokens = desk.process()
    desk.now += 23 * HOUR + timedelta(minutes=59)
    assert await tokens.access() == first
    desk.now += timedelta(minutes=2)
    second = await tokens.access()
    assert second not in (first, NEEDS_LOGIN)
    assert await desk.process().access() == second
    assert len(desk.double.refreshes) == 1


async def test_many_callers_of_one_process_buy_once(desk: Desk) -> None:
    await desk.logs_in()
    desk.now += 25 * HOUR
    tokens = desk.process()
    assert len({await told for told in asyncio.as_completed([tokens.access() for _ in range(20)])}) == 1
    assert len(desk.double.refreshes) == 1


async def test_two_processes_that_buy_at_once_never_show_one_token_twice(desk: Desk) -> None:
    """After 25 hours, again and again for three months: whoever is not the buyer uses the old token, or waits."""
    await desk.logs_in()
    processes = [desk.process(), desk.process()]
    for _ in range(90):
        desk.now += 25 * HOUR
        told = await asyncio.gather(*(process.access() for process in processes))
        bought = {await process.access() for process in processes}
        assert len(bought) == 1
        assert all(one == Later(SOON) or one in bought for one in told), told
    assert len(desk.double.refreshes) == 90
    assert desk.never_shown_twice


async def test_while_another_process_buys_the_old_token_serves_as_long_as_it_holds(desk: Desk) -> None:
    first = await desk.logs_in()
    desk.now += 24 * HOUR + timedelta(minutes=30)
    kept = await desk.box.kept()
    assert kept is not None
    assert await desk.box.lease(kept, desk.now) is not None
    assert await desk.process().access() == first
    assert await desk.process().access(refused=first) == Later(SOON)
    assert desk.double.refreshes == []


async def test_a_look_that_began_before_a_refusal_does_not_answer_it(desk: Desk) -> None:
    """Another process buys: the old token serves whoever has not tried it, and nobody is handed it twice."""
    first = await desk.logs_in()
    desk.now += 24 * HOUR + timedelta(minutes=30)
    kept = await desk.box.kept()
    assert kept is not None
    await desk.box.lease(kept, desk.now)
    tokens = desk.process()
    one = asyncio.create_task(tokens.access())
    await asyncio.sleep(0)
    assert await tokens.access(refused=first) == Later(SOON)
    assert await one == first


async def test_a_token_that_zalo_refuses_before_its_end_is_replaced(desk: Desk) -> None:
    first = await desk.logs_in()
    tokens = desk.process()
    assert await tokens.access() == first
    assert await tokens.access(refused=first) != first
    assert len(desk.double.refreshes) == 1


@pytest.mark.parametrize("kind", ["hang", "cut_after", "cut_before", "not_json", "502"])
async def test_what_zalo_may_have_seen_is_never_shown_again(
    desk: Desk, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.zalo_oa_oauth.READ", 0.2)
    await desk.logs_in()
    desk.now += 25 * HOUR
    desk.double.fails(TOKEN_PATH, kind)
    assert await desk.process().access() == NEEDS_LOGIN
    assert await desk.process().access() == NEEDS_LOGIN
    assert await desk.state() == "spent"
    assert len(desk.double.refreshes) <= 1
    again = await desk.logs_in()
    assert await desk.process().access() == again


async def test_a_refresh_token_of_before_buys_nothing_and_is_shown_once(desk: Desk) -> None:
    """As after a database was put back from a copy: what it holds was used since."""
    await desk.logs_in()
    old = await desk.box.kept()
    assert old is not None
    desk.now += 25 * HOUR
    assert isinstance(await desk.process().access(), str)
    await desk.box.log_in(old.pair)
    for _ in range(3):
        assert await desk.process().access() == NEEDS_LOGIN
    assert await desk.state() == "spent"
    assert desk.double.refreshes == [old.pair.refresh] * 2, "once by each database"


async def test_zalo_that_cannot_be_reached_or_has_too_much_to_do_has_not_used_the_token_up(desk: Desk) -> None:
    await desk.logs_in()
    desk.now += 25 * HOUR
    assert await desk.process("http://127.0.0.1:1").access() == Later(SOON)
    desk.double.fails(TOKEN_PATH, -32)
    assert await desk.process().access() == Later(SOON)
    assert isinstance(await desk.process().access(), str)


async def test_after_three_months_without_a_call_an_administrator_has_to_log_in(desk: Desk) -> None:
    await desk.logs_in()
    desk.now += 93 * DAY
    assert await desk.process().access() == NEEDS_LOGIN
    assert len(desk.double.refreshes) == 1


@pytest.mark.parametrize(("later", "state"), [(LEASE - timedelta(seconds=1), "asked"), (LEASE, "spent")])
async def test_a_process_that_was_killed_while_it_bought(desk: Desk, later: timedelta, state: str) -> None:
    """Nobody knows whether Zalo saw the token: it is given up once no call can last so long, not before."""
    await desk.logs_in()
    desk.now += 25 * HOUR
    kept = await desk.box.kept()
    assert kept is not None
    await desk.box.lease(kept, desk.now)
    desk.now += later
    told = await desk.process().access()
    assert told == (NEEDS_LOGIN if state == "spent" else Later(SOON))
    assert await desk.state() == state
    assert desk.double.refreshes == []


async def test_a_buyer_that_was_only_slow_still_brings_its_pair(desk: Desk) -> None:
    await desk.logs_in()
    desk.now += 25 * HOUR
    kept = await desk.box.kept()
    assert kept is not None
    lease = await desk.box.lease(kept, desk.now)
    assert lease is not None
    desk.now += LEASE
    assert await desk.process().access() == NEEDS_LOGIN
    assert await desk.box.renew(lease, Pair("late", desk.now + DAY, "next"))
    assert await desk.process().access() == "late"


async def test_a_login_meanwhile_is_not_undone_by_whoever_was_buying(desk: Desk) -> None:
    await desk.logs_in()
    desk.now += 25 * HOUR
    kept = await desk.box.kept()
    assert kept is not None
    lease = await desk.box.lease(kept, desk.now)
    assert lease is not None
    fresh = await desk.logs_in()
    assert not await desk.box.renew(lease, Pair("late", desk.now + DAY, "next"))
    assert not await desk.box.spend(lease)
    assert await desk.process().access() == fresh


async def test_a_caller_that_is_cancelled_does_not_cancel_the_purchase(desk: Desk) -> None:
    await desk.logs_in()
    desk.now += 25 * HOUR
    tokens = desk.process()
    caller = asyncio.create_task(tokens.access())
    await until(lambda: bool(desk.double.refreshes) or caller.done())
    caller.cancel()
    await tokens.finish()
    assert await desk.state() == "good"
    assert isinstance(await desk.process().access(), str)
    assert len(desk.double.refreshes) == 1


async def until(come: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not come():
            await asyncio.sleep(0)
