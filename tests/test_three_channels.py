"""One registration on three channels, end to end over HTTP: Zalo, Telegram and our own page are served at once."""

import shutil
from contextlib import AsyncExitStack
from pathlib import Path

from tests.doubles.telegram import TelegramDouble
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.http_places import OnTelegram, OnThePage, OnZalo
from tests.http_stage import staged
from tests.player import Chat, Clock
from tests.scenes import ACTION, code_on
from tests.test_link import (
    it_is_approved_on_telegram,
    it_is_begun_on_zalo,
    it_is_finished_on_the_web,
    linked,
    on_zalo,
)
from tests.world import START


async def test_a_registration_begun_on_zalo_is_finished_on_the_web_and_approved_on_telegram(
    world_sqlite: Path, tmp_path: Path, unused_tcp_port: int
) -> None:
    """With another process for every step: what was begun lies in the database."""
    url, clock = f"sqlite:///{shutil.copy(world_sqlite, tmp_path / 'three.db')}", Clock(START)
    async with TelegramDouble() as telegram, ZaloBotDouble() as zalo_double, AsyncExitStack() as browsers:
        for double in (telegram, zalo_double):
            double.clock = lambda: clock().timestamp()
        places = OnTelegram(telegram), OnZalo(zalo_double), OnThePage(clock, browsers)
        async with staged(url, unused_tcp_port, clock, *places) as stage:
            await stage.moves_in()
            chat = Chat(stage, "an")
            zalo = await linked(chat, on_zalo(chat))
            web = await linked(chat, chat.on("web", "web", "an-w"))
            await it_is_begun_on_zalo(zalo)
            await stage.ends()
            await it_is_finished_on_the_web(web)
            await it_is_approved_on_telegram(chat.other("binh"), code_on(web))
            chat.got_told("xác nhận")
            await stage.ends()
            await zalo.says("kehoach")
            zalo.sees(ACTION)
        forms = await stage.rows("SELECT state FROM form")
        channels = await stage.rows("SELECT act, channel FROM decision WHERE act IN ('sent', 'confirmed') ORDER BY id")
    assert forms == [("confirmed",)]
    assert channels == [("sent", "web"), ("confirmed", "telegram")]
