"""Messages that go out by themselves: claimed by one sender, at a pace, each told once and never lost."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from bot.adapters.platform import Adapter, Handle, Later, Moved, Outcome, Refused, Sent, Unknown
from bot.outbox import Outbox
from chat.message import Address, Option, Reply
from chat.texts import load_texts
from handlers.context import Notice as DataNotice
from storage.instants import instant
from storage.outbox import BATCH, LEASE, Notice, NoticeBox
from storage.talks import Talks
from tests.player import Clock
from tests.school import AN, BINH, CUONG, DUNG, HOA, School, items, later, link, school_at, until_somebody_waits
from tests.world import START, add_members

TEXTS = load_texts()
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
    assert notice == Notice(notice.id, await school.person(AN), "told", reply, 1, None, None)


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
    assert [notice.attempts for notice in found] == [2] * again


async def test_what_was_sent_or_closed_is_never_claimed_again(school: School) -> None:
    await tells(school, AN, DUNG, HOA, BINH)
    first, *others = await box(school).claim(START)
    await box(school).sent(first, AN_AT, "77", later(seconds=1))
    for notice, becomes in zip(others, ("dropped", "failed", "unknown"), strict=True):
        await box(school).close(notice, becomes, "darum")
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
    await box(school).again(notice, later(seconds=30), "paused", counts=counts)
    assert await box(school).claim(later(seconds=29)) == []
    (again,) = await box(school).claim(later(seconds=30))
    assert again.attempts == attempts


async def test_what_was_dropped_meanwhile_does_not_come_back(school: School) -> None:
    """The person withdrew consent between the claim and the outcome."""
    await tells(school, AN)
    (notice,) = await box(school).claim(START)
    member = await school.member(AN)
    async with school.writes() as store:
        await store.withdraw(member, "telegram")
    await box(school).again(notice, START, "paused", counts=False)
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


async def test_a_persons_accounts_are_tried_the_newest_first(school: School) -> None:
    an = await school.person(AN)
    await link(school, an, "an-z", platform="zalo")
    await link(school, an, "an-w", platform="console", state="waiting")
    both = (Address("zalo", "an-z"), AN_AT)
    assert await box(school).addresses(an) == both
    await box(school).unreachable(Address("zalo", "an-z"), "blocked")
    assert await box(school).addresses(an) == both[1:]
    await box(school).unreachable(Address("zalo", "an-z"), None)
    assert await box(school).addresses(an) == both
    await box(school).moved(AN_AT, "-100200")
    assert await box(school).addresses(an) == (both[0], Address("telegram", "-100200"))


async def test_a_page_is_told_last_for_nothing_rings_there(school: School) -> None:
    an = await school.person(AN)
    await link(school, an, "an-w", platform="web")
    assert await box(school).addresses(an) == (AN_AT, Address("web", "an-w"))
    await box(school).unreachable(AN_AT, "blocked")
    assert await box(school).addresses(an) == (Address("web", "an-w"),)


async def test_when_somebody_was_told_before_is_a_matter_of_kind_and_person(school: School) -> None:
    await tells(school, AN, AN, DUNG)
    first, second, other = await box(school).claim(START)
    assert await box(school).told_before(first) == ""
    await box(school).sent(first, AN_AT, None, later(minutes=5))
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
    await box(school).sent(notice, Address("telegram", "binh"), "1", START)
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


@dataclass(slots=True)
class Post(Adapter):
    """A platform that answers as it is told, and remembers what it carried and when."""

    answers: list[Outcome] = field(default_factory=list)
    platform: str = "telegram"
    carried: list[tuple[str, str]] = field(default_factory=list)
    edited: list[tuple[str, str]] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    fault: Exception | None = None
    edit_fault: Exception | None = None

    async def run(self, handle: Handle) -> None:
        raise NotImplementedError

    async def send(self, to: Address, reply: Reply) -> Outcome:
        self.carried.append((to.user, reply.text))
        self.at.append(asyncio.get_running_loop().time())
        if self.fault:
            raise self.fault
        return self.answers.pop(0) if self.answers else Sent(str(len(self.carried)))

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        self.edited.append((message_id, reply.text))
        if self.edit_fault:
            raise self.edit_fault
        return Sent(message_id)


def outbox(school: School, post: Post, clock: Callable[[], datetime], per_second: int = 1000) -> Outbox:
    adapters: Mapping[str, Adapter] = {post.platform: post}
    return Outbox(
        box(school),
        Talks(school.database),
        adapters,
        TEXTS,
        DataNotice("1", "Đoàn trường", "bí thư"),
        clock,
        per_second,
    )


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
    gaps = [after - before for before, after in zip(post.at, post.at[1:], strict=False)]
    assert len(gaps) == 4
    assert min(gaps) > 0.015, "50 a second, and no two at once"


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


async def test_a_pause_holds_the_whole_account_and_is_no_try(school: School) -> None:
    post, clock = Post([Later(0.05)]), Clock(START)
    sender = outbox(school, post, clock)
    await tells(school, AN, DUNG)
    await sender.drain()
    assert post.at[1] - post.at[0] >= 0.05, "nothing goes out meanwhile, to nobody"
    assert await school.rows("SELECT state, attempts, due_at FROM outbox ORDER BY id") == [
        ("due", 0, instant(START)),
        ("sent", 1, instant(START)),
    ]
    clock.passes(seconds=1)
    await sender.drain()
    assert post.carried == [("an", "x"), ("dung", "x"), ("an", "x")]
    assert await states(school) == ["sent", "sent"]


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
        ("failed", "bot was blocked by the user"),
        ("sent", None),
        ("failed", "no account"),
    ]
    unreachable = 'SELECT "user", unreachable FROM link WHERE unreachable IS NOT NULL'
    assert await school.rows(unreachable) == [("an", "bot was blocked by the user")]


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
    assert await box(school).addresses(await school.person(AN)) == (Address("telegram", "-100200"),)


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
    assert await school.rows("SELECT state, attempts, problem FROM outbox") == [("unknown", 5, "TimedOut")]


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
    assert await school.rows("SELECT state, problem FROM outbox") == [("failed", "no account")]


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
