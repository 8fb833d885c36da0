"""The main job and the whole year on Zalo, end to end over HTTP: whoever plays has only what arrived there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import Figure, copy_of
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import ZaloOaDouble
from tests.http_places import OnOa, OnZalo, Place
from tests.http_stage import HttpStage, staged
from tests.office import renluyen
from tests.player import Chat, Clock
from tests.test_main_run import MOST_MESSAGES, all_are_confirmed, forty_register_in_text
from tests.test_year import (
    a_member_works_and_asks,
    the_branch_meets,
    the_levels_above_decide,
    the_year_is_prepared,
    they_assess_themselves,
    they_look_back,
    they_register,
)
from tests.world import START

TEMPLATES = Path(__file__).parents[1] / "docs" / "zalo-templates.toml"
REMINDER, NEWS = "300001", "300002"
SENTENCES = {
    REMINDER: "Chào {ten}, bạn còn {so_viec} việc. Việc gần nhất: {viec}. Hạn: {han}.",
    NEWS: "Chào {ten}, bạn có tin mới: {tin}.",
}
"""Of the templates in that file, as Zalo has approved them."""

PLATFORMS = {"zalo": "postgresql", "zalo-oa": "sqlite", "zalo-oa with buttons": "sqlite"}
"""Each with the database on which it is played."""

NOT_HEARD_FOR_A_WEEK = {
    "reminder",
    "support-told",
    "assess-told",
    "result-told",
    "report-told-recognise",
    "settled-told-recognise",
    "appeal-told",
}
"""What reaches some whom the Official Account may not write to freely any more, and so goes as a template."""


@asynccontextmanager
async def zalo(clock: Clock) -> AsyncIterator[Place]:
    async with ZaloBotDouble() as double:
        double.clock = lambda: clock().timestamp()
        yield OnZalo(double)


@asynccontextmanager
async def official_account(clock: Clock, *, buttons: bool) -> AsyncIterator[Place]:
    async with ZaloOaDouble() as double:
        double.clock = lambda: clock().timestamp()
        name = {"ten": ["text", 30]}
        double.makes_template(REMINDER, name | {"so_viec": ["number", 20], "viec": ["text", 200], "han": ["date", 20]})
        double.makes_template(NEWS, name | {"tin": ["text", 200]})
        yield OnOa(double, clock, SENTENCES, str(TEMPLATES), buttons=buttons)


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def place(platform: str, clock: Clock) -> AsyncIterator[Place]:
    async with zalo(clock) if platform == "zalo" else official_account(clock, buttons="buttons" in platform) as place:
        yield place


@pytest.fixture
async def stage(
    platform: str, place: Place, clock: Clock, request: pytest.FixtureRequest, tmp_path: Path, unused_tcp_port: int
) -> AsyncIterator[HttpStage]:
    """With the small world on it; the chat of the other tests is An's in it."""
    async for url in copy_of(PLATFORMS[platform], "world", request, tmp_path):
        async with staged(url, unused_tcp_port, clock, place) as stage:
            await stage.moves_in()
            yield stage


async def test_the_year_is_played_with_another_process_for_each_part(
    stage: HttpStage, chat: Chat, platform: str
) -> None:
    await the_year_is_prepared(chat)
    for part in (
        they_register,
        a_member_works_and_asks,
        they_look_back,
        partial(they_assess_themselves, elsewhere=chat),
        the_branch_meets,
        the_levels_above_decide,
    ):
        await part(chat)
        await stage.ends()
    assert any(line.tapped for line in stage.transcript) == ("buttons" in platform)
    assert await stage.rows("SELECT DISTINCT problem FROM outbox WHERE state <> 'sent'") == [("no-account",)]
    by_template = {kind for (kind,) in await stage.rows("SELECT kind FROM outbox WHERE problem = 'template'")}
    assert by_template == (NOT_HEARD_FOR_A_WEEK if stage.platform == "zalo-oa" else set())


@pytest.mark.parametrize("platform", ["zalo", "zalo-oa"])
async def test_forty_members_register_and_two_secretaries_confirm(
    place: Place, clock: Clock, request: pytest.FixtureRequest, tmp_path: Path, unused_tcp_port: int, figure: Figure
) -> None:
    async for url in copy_of("sqlite", "empty", request, tmp_path):
        operator = renluyen(tmp_path, url)
        code = await asyncio.to_thread(operator.sets_up_the_school)
        async with staged(url, unused_tcp_port, clock, place) as stage:
            counts = await forty_register_in_text(stage, operator.roster(), code)
        await all_are_confirmed(operator, url)
        figure(f"{max(counts)} of our messages at most arrive for a form")
        assert max(counts) <= MOST_MESSAGES
