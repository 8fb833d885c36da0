"""The main job on real parts: a roster goes in, forty people join, register and send, two secretaries confirm."""

import asyncio
from pathlib import Path

import pytest

from bot.app import build
from tests.conftest import copy_of
from tests.doubles.telegram import TelegramDouble
from tests.members import Secretary, Someone, everybody_plays
from tests.office import renluyen
from tests.world import START

TOKEN = "100:double"


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_forty_members_register_and_two_secretaries_confirm(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    async for url in copy_of(kind, "empty", request, tmp_path):
        async with TelegramDouble(token=TOKEN) as double:
            office = renluyen(tmp_path, url, double.url, TOKEN)
            code = office.sets_up_the_school()
            config = office.config
            people = [
                (Secretary if m.roll <= 2 else Someone)(double, 1000 + m.roll, m.name, m.birth, m.roll, code)
                for m in office.roster()
            ]
            async with build(config, clock=lambda: START) as app:
                running = asyncio.create_task(app.run())
                await everybody_plays(people)
                committee = [p for p in people if isinstance(p, Secretary)]
                async with asyncio.TaskGroup() as tasks:
                    for secretary in committee:
                        tasks.create_task(secretary.works())
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
            status = office.json("status", "12A1")
            print(status, [(s.confirmed, s.too_late) for s in committee], len(double.calls))
            assert (status["members"], status["registered"], status["confirmed"]) == (40, 40, 40)
