"""Any order of acts by anybody through a year: no grade without its decisions, nobody outside their office, all undone.

The short form runs with the suite, `make soak` plays 150 long years.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.conftest import Figure
from tests.player import Chat
from tests.scenes import registers
from tests.scenes_round import MEETING, rating_of
from tests.school import AN
from tests.year_acts import ACTS, goes_on, one_of
from tests.year_machine import EVERYBODY, Year
from tests.year_screens import Screens

SHORT = settings(max_examples=8, stateful_step_count=25, derandomize=True, database=None)
LONG = settings(max_examples=150, stateful_step_count=60, derandomize=False)
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
MOST = 9  # what an ordinary year has done before the machine begins, at most

HAPPENS = (
    *("whoever usually does it",) * 8,
    *("anybody",) * 4,
    *("the year goes on",) * 2,
    *("time passes",) * 2,
    "the secretary changes",
)
PASSES = (1, 9, 11, 60, 1440, 9 * 1440, 11 * 1440)  # minutes, on both sides of what may be undone or appealed against

numbers = st.integers(0, 999)


def machine(begins: Callable[[], Year]) -> type[RuleBasedStateMachine]:
    class Machine(RuleBasedStateMachine):
        """One year."""

        def __init__(self) -> None:
            super().__init__()
            self.year = begins()

        @initialize(ahead=st.integers(0, MOST))
        def begins_somewhere(self, ahead: int) -> None:
            for _ in range(ahead):
                goes_on(self.year)

        @rule(what=st.sampled_from(HAPPENS), which=numbers, who=numbers, about=numbers, undo=st.booleans())
        def something_happens(self, what: str, which: int, who: int, about: int, undo: bool) -> None:
            """One rule for all: several would be left out by turns, and a year without its acts shows nothing."""
            year = self.year
            match what:
                case "whoever usually does it":
                    act = one_of([act for act in ACTS.values() if act.fits(year)], which)
                    year.says(one_of(act.usual(year), who), *act.talk(year, about), undo=undo)
                case "anybody":
                    year.says(one_of(EVERYBODY, who), *one_of(list(ACTS.values()), which).talk(year, about), undo=undo)
                case "the year goes on":
                    goes_on(year)
                case "the secretary changes":
                    year.hands_over(*(("binh", "an") if about % 2 else ("an", "binh")))
                case "time passes":
                    year.stage.clock.passes(minutes=one_of(PASSES, about))

        @invariant()
        def everything_adds_up(self) -> None:
            self.year.everything_adds_up()

        def teardown(self) -> None:
            self.year.ends()

    return Machine


def test_no_order_of_acts_breaks_a_year(
    world_sqlite: Path, tmp_path: Path, request: pytest.FixtureRequest, figure: Figure
) -> None:
    """Nor, in any of them, is there a screen that does not fit a text, or a button that cannot be typed."""
    long, screens = request.config.getoption("--soak"), Screens()
    played = settings(LONG if long else SHORT, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck))
    begins = lambda: Year(world_sqlite, tmp_path, Screens() if long else screens)  # noqa: E731
    run_state_machine_as_test(machine(begins), settings=played)
    figure(f"{len(screens.seen)} kinds of options and {len(screens.heard)} messages by themselves tried in text")


async def test_a_confirmation_is_not_taken_back_from_under_a_grade(chat: Chat) -> None:
    binh, cuong = chat.other("binh"), chat.other("cuong")
    chat.clock.now = MEETING - timedelta(days=160)
    form = await registers(chat)
    await binh.says("/hop")
    await binh.picks("Họp được")
    await binh.picks("Hôm nay")
    await binh.picks("Mở đợt xét")
    await cuong.says(f"duyet {form}")
    code = await rating_of(binh, AN)
    await binh.says(f"xep {code} muc 1.2 xong")
    await binh.says(f"xep {code} dongy")
    binh.sees("Đã ghi Nguyễn Văn An: Hoàn thành")
    await cuong.says("/hoantac")
    cuong.sees("Không hoàn tác được", form, "đã có thay đổi mới")
    await binh.says("/hoantac")
    binh.sees("Đã hoàn tác")
    await cuong.says("/hoantac")
    cuong.sees("Đã hoàn tác", form)
