"""The main job on real parts: a roster goes in, forty people join, register and send, two secretaries confirm."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import build
from storage.database import open_database
from storage.sql import Sql
from tests.conftest import Figure, copy_of
from tests.doubles.telegram import TelegramDouble
from tests.members import CRITERIA, Secretary, Someone, everybody_plays
from tests.office import OnRoll, Operator, renluyen
from tests.player import Chat, Clock, Stage
from tests.world import START

MOST_MESSAGES = 12  # of ours for one form of eight contents in numbered text: the Basic plan of Zalo has 3,000 a month


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_forty_members_register_by_taps_and_two_secretaries_confirm(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, figure: Figure
) -> None:
    async for url in copy_of(kind, "empty", request, tmp_path):
        async with TelegramDouble() as double:
            operator = renluyen(tmp_path, url, double.url, double.token)
            code = await asyncio.to_thread(operator.sets_up_the_school)
            people = [
                (Secretary if m.roll <= 2 else Someone)(double, 1000 + m.roll, m.name, m.birth, m.roll, code)
                for m in operator.roster()
            ]
            committee = [person for person in people if isinstance(person, Secretary)]
            async with build(operator.config, clock=lambda: START) as app:
                running = asyncio.create_task(app.run())
                await everybody_plays(people)
                await asyncio.gather(*(secretary.works() for secretary in committee))
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

            status = await asyncio.to_thread(operator.told, "status", "12A1")
            assert (status["members"], status["registered"], status["confirmed"]) == (40, 40, 40)
            each = [secretary.confirmed for secretary in committee]
            figure(f"members 40, registered 40, confirmed 40: {each[0]} by one secretary, {each[1]} by the other")
            assert sum(each) == 40
            assert double.refused == []
        await each_form_was_decided_once(url)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_the_same_in_numbered_text_with_few_messages(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path, figure: Figure
) -> None:
    async for url in copy_of(kind, "empty", request, tmp_path):
        operator = renluyen(tmp_path, url)
        code = await asyncio.to_thread(operator.sets_up_the_school)
        stage = Stage(url, "text", Clock(START), platform="zalo")
        async with stage.stays_up():
            counts = await forty_register_in_text(stage, operator.roster(), code)
        await all_are_confirmed(operator, url)
        figure(f"{min(counts)} to {max(counts)} of our messages a form of {len(CRITERIA)} contents")
        assert max(counts) <= MOST_MESSAGES


async def forty_register_in_text(stage: Stage, people: Sequence[OnRoll], code: str) -> list[int]:
    """And two secretaries confirm; how many messages the bot sent for each form."""
    counts = []
    for member in people:
        chat = Chat(stage, f"m{member.roll}")
        await joins(chat, code, member.name, member.birth, member.roll)
        counts.append(await registers_with_pasted_lines(chat, member.roll))
    for roll in (1, 2):
        await confirms_all(Chat(stage, f"m{roll}"))
    return counts


async def all_are_confirmed(operator: Operator, url: str) -> None:
    """As the operator is told, and as the record has it."""
    status = await asyncio.to_thread(operator.told, "status", "12A1")
    assert (status["members"], status["registered"], status["confirmed"]) == (40, 40, 40)
    await each_form_was_decided_once(url)


async def joins(chat: Chat, code: str, name: str, birth: str, roll: int) -> None:
    await chat.says(code)
    await chat.says(name)
    await chat.says(birth)
    if "Số thứ tự của bạn" in chat.screen.all:
        await chat.says(str(roll))
    await chat.picks("Đúng là tôi")
    await chat.picks("Tôi đồng ý")
    chat.sees("Bot đã báo cho bí thư")


async def registers_with_pasted_lines(chat: Chat, roll: int) -> int:
    """Returns how many messages the bot sent for it."""
    count = 0
    lines = (f"{c} | Làm {n} việc tốt số {roll} mỗi tháng | quý I | tự làm {n}" for n, c in enumerate(CRITERIA, 1))
    for said in ("dangky", "\n".join(lines), "gửi"):
        await chat.says(said)
        count += len(chat.screen.texts)
    chat.sees("Đã gửi lúc")
    return count


async def confirms_all(secretary: Chat) -> None:
    await secretary.says("duyet")
    while codes := re.findall(r"^\d\. (DK-\w{5}) ", secretary.screen.all, re.MULTILINE):
        await secretary.says(codes[0])
        await secretary.picks("Xác nhận")
        await secretary.picks("Phiếu tiếp theo")


async def each_form_was_decided_once(url: str) -> None:
    database = await open_database(url)
    try:
        rows = await database.read(
            Sql(text("SELECT form_id, count(*) FROM decision WHERE act = 'confirmed' GROUP BY form_id"))
        )
    finally:
        await database.close()
    assert len(rows) == 40
    assert {count for _, count in rows} == {1}
