"""The pace of an account: slots on a grid that does not drift, pauses to the second, and a gap in each chat."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.pacing import Chats, Pace, steady
from chat.message import Address
from tests.school import later
from tests.world import START

HERE, THERE, GROUP = Address("telegram", "1"), Address("telegram", "2"), Address("telegram", "-100200")


@dataclass(slots=True)
class Played:
    """A clock by which sleeping takes exactly so long, or a little longer, as with a real timer."""

    now: float = 1000.0
    late: float = 0.0
    meanwhile: Callable[[], None] = lambda: None
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds + self.late
        self.meanwhile()


def paced(clock: Played, per_second: int) -> Pace:
    return Pace(per_second, clock, clock.sleep)


async def taken(pace: Pace, clock: Played, count: int, *, each: float = 0.0) -> list[float]:
    """When so many slots come, in seconds from now, if a message takes its time to be handed over."""
    began, at = clock.now, []
    for _ in range(count):
        assert await pace.slot()
        at.append(round(clock.now - began, 6))
        clock.now += each
    return at


@pytest.mark.parametrize(("per_second", "gap"), [(1, 1.0), (25, 0.04), (50, 0.02)])
async def test_slots_are_evenly_spaced(per_second: int, gap: float) -> None:
    clock = Played()
    assert await taken(paced(clock, per_second), clock, 5) == pytest.approx([n * gap for n in range(5)])


async def test_at_a_fast_pace_the_slots_of_a_moment_come_together() -> None:
    clock = Played()
    at = await taken(paced(clock, 1000), clock, 100)
    assert at[:2] == [0.0, 0.02]
    assert at[-1] == pytest.approx(0.1)
    assert max(at.count(moment) for moment in at) <= 21


@pytest.mark.parametrize(
    ("per_second", "most", "pace"), [(25, 30, 25), (28, 30, 28), (30, 30, 28), (950, 1000, 950), (1000, 1000, 952)]
)
def test_a_pace_at_the_platforms_own_limit_leaves_room_for_what_is_caught_up(
    per_second: int, most: int, pace: int
) -> None:
    assert steady(per_second, most) == pace


async def test_no_second_has_more_than_the_platform_takes_however_late_a_slot_is() -> None:
    """Held up for as long as is caught up, and then as fast as it can."""
    clock = Played()
    pace = paced(clock, steady(1000, 1000))
    at = await taken(pace, clock, 1)
    clock.now += 0.049
    at += [0.05 + moment for moment in await taken(pace, clock, 1500)]
    assert max(sum(first <= moment < first + 1 for moment in at) for first in at) <= 1000


async def test_what_is_a_little_late_does_not_push_back_all_that_follow() -> None:
    """A timer is never early: at 25 a second and 4 ms late each time a spacing limiter would lose a tenth."""
    clock = Played(late=0.004)
    at = await taken(paced(clock, 25), clock, 1001)
    assert at[-1] == pytest.approx(40.0 + 0.004)


async def test_the_work_between_two_slots_costs_no_slot() -> None:
    clock = Played()
    at = await taken(paced(clock, 25), clock, 251, each=0.03)
    assert at[-1] == pytest.approx(10.0)


@pytest.mark.parametrize("idle", [0.05, 1.0, 3600.0])
async def test_idle_time_is_not_made_up_for(idle: float) -> None:
    """No two at once after it."""
    clock = Played()
    pace = paced(clock, 25)
    await taken(pace, clock, 1)
    clock.now += 0.04 + idle
    assert await taken(pace, clock, 4) == pytest.approx([0, 0.04, 0.08, 0.12])


@pytest.mark.parametrize("seconds", [0.2, 1.0])
async def test_a_short_pause_is_waited_for_to_its_end(seconds: float) -> None:
    clock = Played()
    pace = paced(clock, 25)
    await taken(pace, clock, 1)
    pace.pauses(seconds)
    assert pace.pause == 0
    assert await taken(pace, clock, 3) == pytest.approx([seconds, seconds + 0.04, seconds + 0.08])


async def test_a_long_pause_lasts_exactly_as_long_as_it_was_asked_for() -> None:
    clock = Played()
    pace = paced(clock, 25)
    pace.pauses(35)
    assert pace.pause == 35
    assert not await pace.slot()
    assert clock.slept == [], "whoever wanted a slot is told at once"
    clock.now += 33.9
    assert pace.pause == pytest.approx(1.1)
    clock.now += 0.1
    assert pace.pause == 0
    assert await taken(pace, clock, 2) == pytest.approx([1.0, 1.04])


async def test_the_longer_of_two_pauses_counts() -> None:
    clock = Played()
    pace = paced(clock, 25)
    pace.pauses(35)
    pace.pauses(5)
    assert pace.pause == 35


async def test_a_pause_that_comes_while_a_slot_is_waited_for_counts() -> None:
    """Other messages are on their way meanwhile, and the answer to one of them is 429."""
    clock = Played()
    pace = paced(clock, 1)
    assert await pace.slot()
    clock.meanwhile = lambda: pace.pauses(60)
    assert not await pace.slot()
    assert clock.slept == [1.0]
    assert pace.pause == 60


# --- the gap in a chat


@pytest.mark.parametrize(
    ("to", "seconds", "waits"), [(HERE, 0.999, True), (HERE, 1, False), (GROUP, 2.999, True), (GROUP, 3, False)]
)
def test_a_chat_gets_one_message_a_second_and_a_group_twenty_a_minute(to: Address, seconds: float, waits: bool) -> None:
    chats = Chats()
    chats.got(to, START)
    then = START + timedelta(seconds=3 if to is GROUP else 1)
    assert chats.free_from(to, later(seconds=seconds)) == (then if waits else None)


def test_a_chat_says_nothing_about_another() -> None:
    chats = Chats()
    chats.got(HERE, START)
    assert chats.free_from(THERE, START) is None


def test_the_newest_message_counts() -> None:
    chats = Chats()
    for seconds in (0, 0.5):
        chats.got(HERE, later(seconds=seconds))
    assert chats.free_from(HERE, later(seconds=1)) == later(seconds=1.5)


def test_chats_are_forgotten_as_soon_as_they_keep_nothing_back() -> None:
    chats = Chats()
    for n in range(10_000):
        chats.got(Address("telegram", str(n)), later(milliseconds=n))
    assert len(chats._last) == 3000, "as many as got one in three seconds"
    chats.got(HERE, later(hours=1))
    assert list(chats._last) == [HERE]
