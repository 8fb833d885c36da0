"""Messages that go out by themselves: claimed by one sender, at a pace, each told once and never lost."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.adapters.platform import Elsewhere, Later, Moved, Outcome, Refused, Sent, Unknown
from bot.outbox import Outbox
from bot.pacing import CATCHES_UP
from chat.message import Address, Option, Reply
from programmes.platforms import limits_of
from storage.instants import instant
from storage.outbox import BATCH, CLOSE, LEASE, Notice, NoticeBox, Result
from storage.reaching import Accounts
from storage.sql import Sql
from tests.player import Clock
from tests.post import Post, outbox
from tests.school import (
    AN,
    BINH,
    CUONG,
    DUNG,
    HOA,
    School,
    Watched,
    items,
    later,
    link,
    school_at,
    until_somebody_waits,
)
from tests.world import START, add_members

AN_AT = Address("telegram", "an")


@pytest.fixture
async def school(world: str) -> AsyncIterator[School]:
    async with school_at(world) as opened:
        yield opened


def box(school: School) -> NoticeBox:
    return NoticeBox(school.database)


async def tells(school: School, *rolls: int, text: str = "x", key: str | None = None, now: datetime = START) -> None:
    people = [await school.person(roll) for roll in rolls]
    async with school.writes(now) as store:
        await store.notify(people, "told", Reply(text), key=key)


async def states(school: School) -> list[str]:
    return [str(state) for (state,) in await school.rows("SELECT state FROM outbox ORDER BY id")]


async def test_what_is_claimed_comes_with_all_that_the_sender_needs(school: School) -> None:
    reply = Reply("Xong.", "Phiếu", (Option("open", "Xem", command="/xem DK-2222X"),))
    async with school.writes() as store:
        await store.notify([await school.person(AN)], "told", reply)
    (notice,) = await box(school).claim(START)
    assert notice == Notice(notice.id, await school.person(AN), "told", reply, 1, instant(START))


async def test_what_is_due_is_claimed_once_and_what_is_not_yet_due_waits(school: School) -> None:
    await tells(school, AN, DUNG)
    await tells(school, HOA, now=later(seconds=1))
    assert len(await box(school).claim(later(seconds=-1))) == 0
    assert len(await box(school).claim(START)) == 2
    assert len(await box(school).claim(START)) == 0
    assert len(await box(school).claim(later(seconds=1))) == 1


async def test_a_sender_takes_twenty_at_once_the_oldest_first(school: School) -> None:
    for n in range(BATCH + 3):
        await tells(school, AN, text=str(n), now=later(seconds=n))
    first = await box(school).claim(later(minutes=1))
    assert [notice.reply and notice.reply.text for notice in first] == [str(n) for n in range(BATCH)]
    assert len(await box(school).claim(later(minutes=1))) == 3


async def test_two_senders_at_once_never_share_a_message(world: str) -> None:
    async with school_at(world) as here, school_at(world) as there:
        for _ in range(60):
            await tells(here, AN, DUNG, HOA)
        claimed = await asyncio.gather(*(box(way).claim(START) for way in (here, there) * 8))
        claimed += await asyncio.gather(*(box(way).claim(START) for way in (here, there) * 8))
        ids = [notice.id for batch in claimed for notice in batch]
        assert len(ids) == len(set(ids)) == 180
        assert max(len(batch) for batch in claimed) == BATCH


@pytest.mark.parametrize(("seconds", "again"), [(0, 0), (120, 0), (121, 1)])
async def test_what_a_dead_sender_had_claimed_is_claimed_again_after_two_minutes(
    school: School, seconds: int, again: int
) -> None:
    assert timedelta(seconds=120) == LEASE
    await tells(school, AN)
    await box(school).claim(START)
    found = await box(school).claim(later(seconds=seconds))
    assert [(notice.attempts, notice.doubtful) for notice in found] == [(2, 1)] * again


async def test_what_was_sent_or_closed_is_never_claimed_again(school: School) -> None:
    await tells(school, AN, DUNG, HOA, BINH)
    first, *others = await box(school).claim(START)
    sent = Result(first.id, "sent", at=later(seconds=1), to=AN_AT, message="77")
    ends = zip(others, ("dropped", "failed", "unknown"), strict=True)
    await box(school).close([sent, *(Result(notice.id, becomes, "darum") for notice, becomes in ends)])
    assert await states(school) == ["sent", "dropped", "failed", "unknown"]
    assert await box(school).claim(later(days=1)) == []
    assert await school.rows(
        'SELECT platform, "user", message_id, sent_at, problem FROM outbox ORDER BY id LIMIT 2'
    ) == [
        ("telegram", "an", "77", instant(later(seconds=1)), None),
        (None, None, None, None, "darum"),
    ]


@pytest.mark.parametrize(("counts", "attempts"), [(True, 2), (False, 1)])
async def test_what_goes_back_to_the_queue_counts_as_a_try_or_not(school: School, counts: bool, attempts: int) -> None:
    await tells(school, AN)
    (notice,) = await box(school).claim(START)
    await box(school).close([Result(notice.id, "due", "paused", then=later(seconds=30), free=not counts)])
    assert await box(school).claim(later(seconds=29)) == []
    (again,) = await box(school).claim(later(seconds=30))
    assert again.attempts == attempts


async def test_what_is_due_after_a_part_of_a_second_is_not_due_before(school: School) -> None:
    """The database keeps whole seconds; a sender that came sooner would find nothing to do, again and again."""
    await tells(school, AN)
    (notice,) = await box(school).claim(START)
    await box(school).close([Result(notice.id, "due", then=later(seconds=1, microseconds=1))])
    assert await box(school).claim(later(seconds=1)) == []
    assert len(await box(school).claim(later(seconds=2))) == 1


async def test_what_was_dropped_meanwhile_does_not_come_back(school: School) -> None:
    """The person withdrew consent between the claim and the outcome."""
    await tells(school, AN)
    (notice,) = await box(school).claim(START)
    member = await school.member(AN)
    async with school.writes() as store:
        await store.withdraw(member, "telegram")
    await box(school).close([Result(notice.id, "due", "paused", then=START, free=True)])
    assert await states(school) == ["dropped"]
    assert await box(school).claim(later(days=1)) == []


async def test_a_message_with_a_key_is_made_once_a_person(school: School) -> None:
    for _ in range(2):
        await tells(school, AN, DUNG, key="paper:1")
        await tells(school, HOA)
    assert await school.rows("SELECT key FROM outbox WHERE key IS NOT NULL ORDER BY id") == [
        (f"paper:1:{await school.person(AN)}",),
        (f"paper:1:{await school.person(DUNG)}",),
    ]
    assert await school.one("SELECT count(*) FROM outbox") == 4


async def test_a_message_with_a_key_is_made_once_even_at_once(world: str) -> None:
    async with school_at(world) as here, school_at(world) as there:
        await asyncio.gather(*(tells(way, AN, key="k") for way in (here, there) * 5))
        assert await here.one("SELECT count(*) FROM outbox") == 1


async def reached(school: School, roll: int) -> Accounts:
    person = await school.person(roll)
    return (await box(school).accounts([person]))[person]


async def test_a_persons_accounts_are_tried_in_the_order_of_their_platforms(school: School) -> None:
    """The newest account first would be the page, then Zalo."""
    an = await school.person(AN)
    await link(school, an, "an-z", platform="zalo")
    await link(school, an, "an-oa", platform="zalo-oa")
    await link(school, an, "an-s", platform="smoke signals")
    await link(school, an, "an-w", platform="web")
    await link(school, an, "an-c", platform="console", state="waiting")
    ranked = (
        AN_AT,
        Address("zalo-oa", "an-oa"),
        Address("zalo", "an-z"),
        Address("smoke signals", "an-s"),
        Address("web", "an-w"),
    )
    assert (await reached(school, AN)).reachable == ranked
    await box(school).unreachable(AN_AT, "blocked", START)
    assert (await reached(school, AN)).reachable == ranked[1:]
    await box(school).unreachable(AN_AT, None, START)
    assert (await reached(school, AN)).reachable == ranked
    await box(school).moved(AN_AT, "-100200")
    assert (await reached(school, AN)).reachable == (Address("telegram", "-100200"), *ranked[1:])


async def test_of_two_accounts_of_the_same_rank_the_newer_is_tried_first(school: School) -> None:
    an = await school.person(AN)
    for platform in ("smoke signals", "drums"):
        await link(school, an, "an", platform=platform)
    assert (await reached(school, AN)).reachable == (AN_AT, Address("drums", "an"), Address("smoke signals", "an"))


@pytest.mark.parametrize("platform", ["zalo", "web"])
async def test_the_channel_that_somebody_prefers_is_tried_before_all_others(school: School, platform: str) -> None:
    an = await school.person(AN)
    for other in ("zalo", "web"):
        await link(school, an, f"an-{other}", platform=other)
    await school.does(
        "INSERT INTO preference (person_id, frequency, channel) VALUES (:an, 'every', :platform)",
        an=an,
        platform=platform,
    )
    preferred = Address(platform, f"an-{platform}")
    assert (await reached(school, AN)).reachable[:2] == (preferred, AN_AT)
    await box(school).unreachable(preferred, "blocked", START)
    assert (await reached(school, AN)).reachable[0] == AN_AT
    assert (await reached(school, DUNG)).reachable == (Address("telegram", "dung"),)


async def test_since_when_an_account_is_not_reached(school: School) -> None:
    since = "SELECT unreachable_at FROM link WHERE \"user\" = 'an'"
    for why, now, kept in (
        ("blocked", START, instant(START)),
        ("blocked", later(days=3), instant(START)),
        (None, later(days=4), None),
        ("blocked", later(days=5), instant(later(days=5))),
    ):
        await box(school).unreachable(AN_AT, why, now)
        assert await school.one(since) == kept


@pytest.mark.parametrize(
    ("change", "obstacle"),
    [
        pytest.param("UPDATE link SET state = 'ended'", "no-account", id="let go"),
        pytest.param("UPDATE link SET state = 'waiting'", "no-account", id="not let in yet"),
        pytest.param("UPDATE link SET unreachable = 'blocked'", "unreachable", id="blocked"),
    ],
)
async def test_why_somebody_cannot_be_told(school: School, change: str, obstacle: str) -> None:
    await school.does(change)
    assert await reached(school, AN) == Accounts((), obstacle)


async def test_when_somebody_was_told_before_is_a_matter_of_kind_and_person(school: School) -> None:
    await tells(school, AN, AN, DUNG)
    first, second, other = await box(school).claim(START)
    assert await box(school).told_before(first) == ""
    await box(school).close([Result(first.id, "sent", at=later(minutes=5), to=AN_AT)])
    assert await box(school).told_before(second) == instant(later(minutes=5))
    assert await box(school).told_before(other) == ""
    assert await box(school).told_before(first) == "", "not what came after it"
    await school.does("UPDATE outbox SET kind = 'another' WHERE id = :id", id=first.id)
    assert await box(school).told_before(second) == ""


async def announces(school: School, *rolls: int, now: datetime = START) -> None:
    people = [await school.person(roll) for roll in rolls]
    async with school.writes(now) as store:
        await store.announce_arrival(people)


async def queue(school: School) -> list[tuple[str, str, bool]]:
    """State, minutes after START when it is due, and whether it is to be drawn anew."""
    rows = await school.rows("SELECT state, due_at, redraw_at IS NOT NULL FROM outbox ORDER BY id")
    return [(state, due_at[11:16], bool(redraw)) for state, due_at, redraw in rows]


@pytest.mark.parametrize(
    ("state", "minutes", "expected"),
    [
        pytest.param(None, 0, [("due", "01:30", False)], id="the first time"),
        pytest.param("due", 5, [("due", "01:00", False)], id="not sent yet: it will count this form, too"),
        pytest.param("claimed", 0, [("claimed", "01:00", True), ("due", "02:30", False)], id="just being sent"),
        pytest.param("sent", 0, [("sent", "01:00", True), ("due", "02:30", False)], id="sent now"),
        pytest.param("sent", 10, [("sent", "01:00", True), ("due", "02:20", False)], id="sent ten minutes ago"),
        pytest.param("sent", 59, [("sent", "01:00", True), ("due", "01:31", False)], id="sent 59 minutes ago"),
        pytest.param("sent", 60, [("sent", "01:00", False), ("due", "01:30", False)], id="sent an hour ago"),
        pytest.param("sent", 900, [("sent", "01:00", False), ("due", "01:30", False)], id="sent long ago"),
        pytest.param("dropped", 5, [("dropped", "01:00", False), ("due", "01:30", False)], id="nothing was to be said"),
        pytest.param("failed", 5, [("failed", "01:00", False), ("due", "01:30", False)], id="could not be sent"),
        pytest.param("unknown", 5, [("unknown", "01:00", False), ("due", "01:30", False)], id="nobody knows"),
    ],
)
async def test_a_committee_hears_of_an_arrival(
    school: School, state: str | None, minutes: int, expected: Sequence[tuple[str, str, bool]]
) -> None:
    """At once, then at most once an hour; now is half an hour after START, `minutes` after the older message."""
    now = later(minutes=30)
    if state:
        await announces(school, BINH)
        sent_at = instant(now - timedelta(minutes=minutes)) if state == "sent" else None
        await school.does("UPDATE outbox SET state = :state, sent_at = CAST(:at AS text)", state=state, at=sent_at)
    await announces(school, BINH, now=now)
    assert await queue(school) == expected


async def test_more_arrivals_within_the_hour_make_no_more_messages_and_keep_the_first_one_true(school: School) -> None:
    await announces(school, BINH)
    (notice,) = await box(school).claim(START)
    await box(school).close([Result(notice.id, "sent", at=START, to=Address("telegram", "binh"), message="1")])
    for minutes in (10, 20, 30):
        now = later(minutes=minutes)
        await announces(school, BINH, now=now)
        assert await queue(school) == [("sent", "01:00", True), ("due", "02:00", False)]
        assert [redrawn.message_id for redrawn in await box(school).claim_redraws(now)] == ["1"]
        assert await box(school).claim_redraws(now) == []


async def test_everybody_on_the_committee_hears_of_it(school: School) -> None:
    await announces(school, BINH, CUONG)
    people = {await school.person(BINH), await school.person(CUONG)}
    assert {notice.person for notice in await box(school).claim(START)} == people


@dataclass(slots=True)
class Arrival:
    """A form is sent and announced in one turn, which lasts until it is let go."""

    announced: asyncio.Event = field(default_factory=asyncio.Event)
    ends: asyncio.Event = field(default_factory=asyncio.Event)

    async def comes(self, school: School, roll: int) -> None:
        member, cycle, binh = await school.member(roll), await school.cycle(), await school.person(BINH)
        async with school.writes() as store:
            assert await store.submit(member, cycle, items(), "telegram")
            await store.announce_arrival([binh])
            self.announced.set()
            await self.ends.wait()


async def test_a_form_that_arrives_while_another_is_announced_is_not_forgotten(world: str) -> None:
    """The second turn adds no message of its own, so the sender waits until its form counts in the first one's."""
    first, second = Arrival(), Arrival()
    async with (
        school_at(world) as one,
        school_at(world) as two,
        school_at(world) as sender,
        asyncio.TaskGroup() as tasks,
    ):
        tasks.create_task(first.comes(one, AN))
        await first.announced.wait()
        tasks.create_task(second.comes(two, DUNG))
        await until_somebody_waits(sender)
        first.ends.set()
        await second.announced.wait()
        early = tasks.create_task(box(sender).claim(START))
        if sender.database.dialect == "postgresql":
            assert await early == [], "the second form is not there to be counted yet"
        second.ends.set()
        assert len(await early or await claimed(sender)) == 1
        assert await sender.reads().waiting(await sender.person(BINH)) == (2, 2)


async def claimed(school: School) -> Sequence[Notice]:
    """What is claimed as soon as there is something."""
    while not (notices := await box(school).claim(START)):
        pass
    return notices


async def test_what_is_sent_is_written_back(school: School) -> None:
    post = Post()
    await tells(school, AN, DUNG)
    assert await outbox(school, post, lambda: START).drain() == 2
    assert post.carried == [("an", "x"), ("dung", "x")]
    assert await school.rows('SELECT state, "user", message_id FROM outbox ORDER BY id') == [
        ("sent", "an", "1"),
        ("sent", "dung", "2"),
    ]
    assert await outbox(school, post, lambda: START).drain() == 0


async def test_messages_go_out_evenly_spaced(school: School) -> None:
    post = Post()
    await tells(school, AN, DUNG, HOA, BINH, CUONG)
    await outbox(school, post, lambda: START, per_second=50).drain()
    assert len(post.at) == 5
    assert post.at[-1] - post.at[0] >= 4 / 50 - CATCHES_UP, "50 a second; one that was late is followed sooner"


async def test_one_chat_gets_one_message_a_second(school: School) -> None:
    post, clock = Post(), Clock(START)
    sender = outbox(school, post, clock)
    await tells(school, AN, AN, DUNG)
    await sender.drain()
    assert post.carried == [("an", "x"), ("dung", "x")]
    await sender.drain()
    assert len(post.carried) == 2
    clock.passes(seconds=1)
    await sender.drain()
    assert post.carried[2:] == [("an", "x")]
    assert await school.rows("SELECT DISTINCT attempts FROM outbox") == [(1,)], "waiting is no try"


async def test_a_short_pause_is_waited_for_and_is_no_try(school: School) -> None:
    post, clock = Post([Later(0.05)]), Clock(START)
    sender = outbox(school, post, clock)
    await tells(school, AN)
    await sender.drain()
    await tells(school, DUNG)
    await sender.drain()
    assert post.at[1] - post.at[0] >= 0.05, "nothing goes out meanwhile, to nobody"
    assert await school.rows("SELECT state, attempts, problem FROM outbox ORDER BY id") == [
        ("due", 0, "paused"),
        ("sent", 1, None),
    ]
    clock.passes(seconds=1)
    await sender.drain()
    assert post.users == ["an", "dung", "an"]
    assert await states(school) == ["sent", "sent"]


async def test_during_a_long_pause_everything_waits_in_the_database(school: School) -> None:
    """So that a message does not grow old in the hands of a sender, or is sent twice when its two minutes are over."""
    post, clock = Post([Later(300)]), Clock(START)
    sender = outbox(school, post, clock)
    await tells(school, AN)
    await sender.drain()
    await tells(school, DUNG, HOA)
    await sender.drain()
    assert post.users == ["an"]
    rows = await school.rows("SELECT state, attempts, problem, due_at FROM outbox ORDER BY id")
    assert [row[:3] for row in rows] == [("due", 0, "paused")] * 3
    assert rows[0][3] == instant(later(seconds=300))
    assert all(instant(later(seconds=298)) <= due <= instant(later(seconds=300)) for *_, due in rows)


async def test_one_account_that_pauses_holds_up_no_other(school: School) -> None:
    post, zalo = Post([Later(300)]), Post(platform="zalo")
    await link(school, await school.person(DUNG), "dung-z", platform="zalo")
    await school.does("UPDATE link SET state = 'ended' WHERE \"user\" = 'dung'")
    sender = outbox(school, post, lambda: START, zalo)
    await tells(school, AN)
    await sender.drain()
    await tells(school, DUNG)
    await sender.drain()
    assert (post.users, zalo.users) == (["an"], ["dung-z"])


async def test_who_cannot_be_reached_is_not_tried_again(school: School) -> None:
    post, clock = Post([Refused("bot was blocked by the user", gone=True)]), Clock(START)
    sender = outbox(school, post, clock)
    await tells(school, AN, DUNG)
    await sender.drain()
    clock.passes(minutes=1)
    await tells(school, AN, now=clock())
    await sender.drain()
    assert post.carried == [("an", "x"), ("dung", "x")]
    assert await school.rows("SELECT state, problem FROM outbox ORDER BY id") == [
        ("failed", "telegram: bot was blocked by the user"),
        ("sent", None),
        ("failed", "unreachable"),
    ]
    unreachable = 'SELECT "user", unreachable FROM link WHERE unreachable IS NOT NULL'
    assert await school.rows(unreachable) == [("an", "bot was blocked by the user")]


BLOCKED = Refused("bot was blocked by the user", gone=True)


async def test_who_has_blocked_the_bot_on_telegram_is_told_on_zalo_and_the_reason_is_kept(school: School) -> None:
    post, zalo = Post([BLOCKED]), Post(platform="zalo")
    await link(school, await school.person(AN), "an-z", platform="zalo")
    await tells(school, AN)
    await outbox(school, post, lambda: START, zalo).drain()
    assert (post.users, zalo.users) == (["an"], ["an-z"])
    why = "telegram: bot was blocked by the user"
    assert await school.rows("SELECT state, platform, problem, hops FROM outbox") == [("sent", "zalo", why, why)]


@pytest.mark.parametrize("answer", [Later(300), Unknown("TimedOut"), Moved("an-z2")], ids=lambda a: type(a).__name__)
async def test_the_reason_is_kept_even_if_the_next_account_does_not_take_the_message_at_once(
    school: School, answer: Outcome
) -> None:
    post, zalo, clock = Post([BLOCKED]), Post([answer], platform="zalo"), Clock(START)
    await link(school, await school.person(AN), "an-z", platform="zalo")
    await tells(school, AN)
    await outbox(school, post, clock, zalo).drain()
    assert await states(school) == ["due"]
    clock.passes(minutes=5)
    await outbox(school, post, clock, zalo).drain()
    assert (len(post.users), len(zalo.users)) == (1, 2)
    ((state, problem),) = await school.rows("SELECT state, problem FROM outbox")
    assert (state, problem.partition(";")[0]) == ("sent", "telegram: bot was blocked by the user")


async def test_the_reason_is_kept_when_the_sender_stops_before_the_next_account(school: School) -> None:
    post, zalo = Post([BLOCKED], holds=asyncio.Event()), Post(platform="zalo")
    await link(school, await school.person(AN), "an-z", platform="zalo")
    await tells(school, AN)
    running = await going(outbox(school, post, lambda: START, zalo), post)
    running.cancel()
    assert post.holds
    post.holds.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert (await states(school), zalo.carried) == (["due"], [])
    await outbox(school, post, lambda: START, zalo).drain()
    assert (post.users, zalo.users) == (["an"], ["an-z"])
    assert await school.rows("SELECT state, problem FROM outbox") == [("sent", "telegram: bot was blocked by the user")]


async def test_what_is_for_one_account_alone_goes_there_and_nowhere_else(school: School) -> None:
    post, zalo, clock = Post(), Post([Later(300), Refused("chat not found", gone=True)], platform="zalo"), Clock(START)
    an, there = await school.person(AN), Address("zalo", "an-z")
    await link(school, an, "an-z", platform="zalo")
    async with school.writes() as store:
        await store.notify_at(there, an, "told", Reply("x"))
    await outbox(school, post, clock, zalo).drain()
    assert zalo.carried == [("an-z", "x")], "although Telegram comes first"
    clock.passes(minutes=5)
    await outbox(school, post, clock, zalo).drain()
    assert (post.carried, len(zalo.carried)) == ([], 2)
    assert await school.rows("SELECT state, problem FROM outbox") == [("failed", "zalo: chat not found")]


async def test_what_is_for_one_account_alone_goes_after_it_when_it_moves(school: School) -> None:
    post, clock = Post([Moved("-100200")]), Clock(START)
    async with school.writes() as store:
        await store.notify_at(AN_AT, await school.person(AN), "told", Reply("x"))
    sender = outbox(school, post, clock)
    await sender.drain()
    clock.passes(seconds=1)
    await sender.drain()
    assert post.users == ["an", "-100200"]


async def test_what_an_account_does_not_take_now_goes_to_the_next_and_nobody_is_marked(school: School) -> None:
    post, zalo = Post([Elsewhere("money"), Elsewhere("night", 60)]), Post(platform="zalo")
    await link(school, await school.person(AN), "an-z", platform="zalo")
    await tells(school, AN)
    await tells(school, AN, now=later(seconds=1))
    for seconds in (1, 2):
        await outbox(school, post, lambda: later(seconds=seconds), zalo).drain()  # noqa: B023 - called in this turn
    assert (zalo.users, post.users) == (["an-z"] * 2, ["an"] * 2)
    assert await school.rows("SELECT state, platform, problem FROM outbox ORDER BY id") == [
        ("sent", "zalo", "telegram: money"),
        ("sent", "zalo", "telegram: night"),
    ]
    assert await school.rows("SELECT id FROM link WHERE unreachable IS NOT NULL") == []


async def test_an_account_that_says_the_same_again_and_again_stands_there_once(school: School) -> None:
    post, clock = Post([Elsewhere("night", 60)] * 3), Clock(START)
    await tells(school, AN)
    for _ in range(4):
        await outbox(school, post, clock).drain()
        clock.passes(seconds=60)
    assert await school.rows("SELECT state, problem FROM outbox") == [("sent", "telegram: night")]


async def test_what_nobody_else_takes_waits_where_it_is_said_for_how_long(school: School) -> None:
    post, clock = Post([Elsewhere("night", 60), Elsewhere("money")]), Clock(START)
    sender = outbox(school, post, clock)
    await tells(school, AN, DUNG)
    await sender.drain()
    assert await school.rows("SELECT state, attempts, problem FROM outbox ORDER BY id") == [
        ("due", 0, "telegram: night"),
        ("failed", 1, "telegram: money"),
    ]
    clock.passes(seconds=60)
    await sender.drain()
    assert post.users == ["an", "dung", "an"]
    assert await states(school) == ["sent", "failed"]
    assert await school.rows("SELECT id FROM link WHERE unreachable IS NOT NULL") == []


async def test_what_a_platform_says_of_how_it_went_is_kept(school: School) -> None:
    await tells(school, AN)
    await outbox(school, Post([Sent("7", "template")]), lambda: START).drain()
    assert await school.rows("SELECT state, problem FROM outbox") == [("sent", "template")]


async def test_a_message_that_is_refused_says_nothing_about_the_account(school: School) -> None:
    post, clock = Post([Refused("message is too long")]), Clock(START)
    sender = outbox(school, post, clock)
    await tells(school, AN)
    await sender.drain()
    clock.passes(seconds=1)
    await tells(school, AN, now=clock())
    await sender.drain()
    assert await states(school) == ["failed", "sent"]


async def test_a_chat_that_has_moved_gets_its_message_at_the_new_place(school: School) -> None:
    post, clock = Post([Moved("-100200")]), Clock(START)
    sender = outbox(school, post, clock)
    await tells(school, AN)
    await sender.drain()
    clock.passes(seconds=1)
    await sender.drain()
    assert post.carried == [("an", "x"), ("-100200", "x")]
    assert (await reached(school, AN)).reachable == (Address("telegram", "-100200"),)


async def test_what_may_have_arrived_is_sent_again_up_to_five_times(school: School) -> None:
    post, clock = Post([Unknown("TimedOut")] * 9), Clock(START)
    sender = outbox(school, post, clock)
    await tells(school, AN)
    waits = []
    for _ in range(5):
        await sender.drain()
        due = (await school.rows("SELECT due_at FROM outbox"))[0][0]
        waits.append((datetime.fromisoformat(due) - clock()).total_seconds())
        clock.passes(seconds=max(waits[-1], 0) - 1)
        await sender.drain()
        clock.passes(seconds=1)
    assert waits[:4] == [20, 40, 60, 80]
    clock.passes(days=1)
    await sender.drain()
    assert len(post.carried) == 5
    assert await school.rows("SELECT state, attempts, doubtful, problem FROM outbox") == [("unknown", 5, 4, "TimedOut")]


async def going(sender: Outbox, post: Post) -> asyncio.Task[None]:
    """The sender at work, with its first message on its way."""
    running = asyncio.create_task(sender.run())
    while not post.carried:
        await asyncio.sleep(0)
    return running


async def test_a_sender_that_is_stopped_knows_what_came_of_all_it_had(school: School) -> None:
    """What is on its way is waited for; what waits for its turn goes back at once, and without a doubt about it."""
    post = Post(holds=asyncio.Event())
    await tells(school, AN, DUNG, HOA)
    running = await going(outbox(school, post, lambda: START, per_second=6), post)
    running.cancel()
    for _ in range(100):
        await asyncio.sleep(0)
    assert not running.done()
    assert post.holds
    post.holds.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert post.users == ["an"]
    assert await school.rows("SELECT state, attempts, doubtful FROM outbox ORDER BY id") == [
        ("sent", 1, 0),
        ("due", 0, 0),
        ("due", 0, 0),
    ]


async def test_what_was_claimed_ahead_goes_back_too(school: School) -> None:
    post = Post()
    await tells(school, AN, DUNG, HOA, BINH, CUONG)
    sender = outbox(school, post, lambda: START, per_second=6)  # three a look, the next before the last one is out
    running = asyncio.create_task(sender.run())
    while len(post.carried) < 3:
        await asyncio.sleep(0.01)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    rows = await school.rows("SELECT state, attempts, doubtful FROM outbox ORDER BY id")
    assert rows == [("sent", 1, 0)] * 3 + [("due", 0, 0)] * 2


@pytest.mark.parametrize("per_second", [25, 1000])
async def test_what_comes_of_many_at_once_is_written_of_each(world: str, per_second: int) -> None:
    names = [f"them{n}" for n in range(40)]
    await add_members(world, "telegram", names)
    post = Post(holds=asyncio.Event())
    async with school_at(world) as school:
        await tells(school, *range(100, 140))
        running = await going(outbox(school, post, lambda: START, per_second=per_second), post)
        assert post.holds
        post.holds.set()
        while "due" in await states(school) or "claimed" in await states(school):
            await asyncio.sleep(0.01)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert await states(school) == ["sent"] * 40
        assert sorted(post.users) == sorted(names)


async def test_what_is_on_its_way_for_longer_than_its_two_minutes_is_not_sent_twice(school: School) -> None:
    post, clock = Post(holds=asyncio.Event()), Clock(START)
    await tells(school, AN)
    running = await going(sender := outbox(school, post, clock), post)
    clock.passes(minutes=3)
    await tells(school, DUNG, now=clock())
    sender.wake()
    while len(post.carried) < 2:
        await asyncio.sleep(0)
    assert post.holds
    post.holds.set()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert post.users == ["an", "dung"]
    assert await states(school) == ["sent", "sent"]


async def test_what_came_of_a_message_outlives_a_database_that_is_away_for_a_moment(school: School) -> None:
    faults = [ConnectionError("away")]

    def away(sql: Sql) -> None:
        if sql is CLOSE and faults:
            raise faults.pop()

    post = Post()
    works = School(school.url, Watched(school.database, away))
    await tells(school, AN)
    await outbox(works, post, lambda: START).drain()
    assert faults == []
    assert await states(school) == ["sent"]
    assert post.users == ["an"]


async def test_a_fault_in_one_message_holds_up_no_other(school: School) -> None:
    post = Post(fault=ValueError("a bug"))
    await tells(school, AN, DUNG)
    await outbox(school, post, lambda: START).drain()
    assert await school.rows("SELECT state, problem FROM outbox") == [("failed", "ValueError")] * 2
    assert len(post.carried) == 2


async def test_a_fault_in_a_message_that_is_drawn_again_ends_nothing(school: School) -> None:
    post, clock = Post(edit_fault=ValueError("a bug")), Clock(START)
    await arrives(school, AN)
    sender = outbox(school, post, clock)
    await sender.drain()
    await arrives(school, DUNG)
    assert await sender.drain() == 1
    assert [message for message, _ in post.edited] == ["1"]
    assert await sender.drain() == 0


async def test_a_person_without_an_account_here_gets_nothing(school: School) -> None:
    post = Post(platform="zalo")
    await tells(school, AN)
    await outbox(school, post, lambda: START).drain()
    assert post.carried == []
    assert await school.rows("SELECT state, problem FROM outbox") == [("failed", "no-account")]


async def test_a_message_that_is_drawn_when_nothing_is_to_be_said_is_dropped(school: School) -> None:
    post = Post()
    await announces(school, BINH)
    await outbox(school, post, lambda: START).drain()
    assert post.carried == []
    assert await states(school) == ["dropped"]


async def test_of_twenty_arrivals_at_the_same_moment_one_message_tells(world: str) -> None:
    """They send while the sender is at work; what it did not count yet, the message that is there says soon after."""
    await add_members(world, "telegram", [f"them{n}" for n in range(20)])
    post, clock = Post(), Clock(START)
    async with school_at(world) as one, school_at(world) as two, school_at(world) as third:
        sender = outbox(third, post, clock)
        turns = [asyncio.create_task(arrives((one, two)[n % 2], 100 + n)) for n in range(20)]
        while not all(turn.done() for turn in turns):
            await sender.drain()
        await asyncio.gather(*turns)
        await sender.drain()
        assert [user for user, _ in post.carried] == ["binh"]
        newest = post.edited[-1][1] if post.edited else post.carried[0][1]
        assert "20 phiếu đang chờ" in newest

        clock.passes(minutes=59)
        await sender.drain()
        assert len(post.carried) == 1
        still_to_tell = (await states(third)).count("due")
        clock.passes(minutes=1)
        await sender.drain()
        assert len(post.carried) == 1 + still_to_tell
        assert still_to_tell <= 1


async def arrives(school: School, roll: int) -> None:
    arrival = Arrival()
    arrival.ends.set()
    await arrival.comes(school, roll)


PLAN = limits_of("zalo").per_month or 0


async def test_a_plan_that_is_used_up_takes_no_more_this_month_and_the_next_account_does(school: School) -> None:
    """zalo.md 0: 3,000 messages a month; the month is Viet Nam's."""
    an = await school.person(AN)
    await link(school, an, "an-z", platform="zalo")
    await link(school, an, "an-w", platform="web")
    await school.does("UPDATE link SET unreachable = 'blocked' WHERE \"user\" = 'an'")
    await school.does("INSERT INTO tally (platform, month, count) VALUES ('zalo', '2026-11', :n)", n=PLAN)
    zalo, web = Post(platform="zalo"), Post(platform="web")
    clock = Clock(START)
    await tells(school, AN)
    await outbox(school, web, clock, zalo).drain()
    assert (zalo.carried, web.carried) == ([], [("an-w", "x")])
    clock.passes(days=9)  # the first of December
    await tells(school, AN, now=clock())
    await outbox(school, web, clock, zalo).drain()
    assert zalo.carried == [("an-z", "x")]


async def test_who_has_no_other_account_is_told_why_nothing_came(school: School) -> None:
    await school.does("UPDATE link SET platform = 'zalo'")
    await school.does("INSERT INTO tally (platform, month, count) VALUES ('zalo', '2026-11', :n)", n=PLAN)
    await tells(school, AN)
    await outbox(school, Post(platform="zalo"), Clock(START)).drain()
    assert await school.rows("SELECT state, problem FROM outbox ORDER BY id DESC LIMIT 1") == [("failed", "quota")]


RECEIPTS = [
    # state, platform, named by the receipt, what is then
    ("unknown", "zalo-oa", "zalo-oa", ("sent", instant(START))),
    ("sent", "zalo-oa", "zalo-oa", ("sent", instant(START))),
    ("due", "zalo-oa", "zalo-oa", ("due", instant(START))),
    ("unknown", "telegram", "zalo-oa", ("unknown", None)),
]


@pytest.mark.parametrize(("state", "platform", "named", "then"), RECEIPTS)
async def test_a_receipt_ends_a_doubt_and_no_other_platforms(
    school: School, state: str, platform: str, named: str, then: tuple[str, str | None]
) -> None:
    await tells(school, AN)
    await school.does("UPDATE outbox SET state = :state, platform = :platform", state=state, platform=platform)
    ((notice,),) = await school.rows("SELECT id FROM outbox")
    await school.does(
        "INSERT INTO reminder (cycle_id, step, person_id, days_before, seat, unit_id, day, state, reason, due_at,"
        " planned_at, outbox_id) SELECT (SELECT id FROM cycle), 'registration', person_id, 7, 0, unit_id, '2026-12-15',"
        " :state, '', 'x', 'x', :notice FROM membership WHERE roll = 7",
        state="unknown" if state == "unknown" else "sent",
        notice=int(notice),
    )
    for at in (START, later(hours=1)):
        await box(school).received(named, int(notice), at)
    assert await school.rows("SELECT state, received_at FROM outbox") == [then]
    assert await school.rows("SELECT state FROM reminder") == [("unknown" if then[0] == "unknown" else "sent",)]
