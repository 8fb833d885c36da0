"""Photos and files that come in on Zalo, by both of its ways: fetched as they come, kept until they are asked for."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from rules.evidence import MOST_BYTES
from scheduler.retention import forget_old
from storage.uploads import MOST
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.forks import fork
from tests.oa_line import OaLine, oa_line
from tests.player import Clock
from tests.scenes_progress import PNG
from tests.world import START
from tests.zalo_line import AN, BINH, PATIENCE, ZaloLine, zalo_line

LINE = "1.2 | Đọc 3 cuốn sách về Bác và viết 1 bài cảm nhận | quý 1 | mượn ở thư viện"
HALF_AN_HOUR = 1800.0
DEAD = -1.0
SESSIONS = timedelta(days=30)


@dataclass(slots=True)
class Zalo:
    """One of Zalo's two ways, with the same people on it and one time for all."""

    line: ZaloLine | OaLine
    clock: Clock

    @asynccontextmanager
    async def up(self) -> AsyncIterator[App]:
        running = self.line.up(clock=self.clock) if isinstance(self.line, ZaloLine) else self.line.up()
        async with running as app:
            yield app

    async def says(self, user: str, words: str) -> str:
        return (await self.line.says(user, words)).text

    async def sends(self, user: str, content: bytes, words: str = "") -> str:
        """A photo, with what is said of it; what the bot answers."""
        if isinstance(self.line, ZaloLine):
            sent = self.line.double.sends_photo(user, content, words)
            return (await self.line.double.next_message(user, after=sent)).text
        said = self.line.double.sends_image(user, content, text=words)
        return (await self.line.double.next_message(user, after=said)).text

    def leads(self, seconds: float | None = None, *, away: bool = False) -> None:
        """For how long addresses lead to what was sent; `away`: nowhere for now."""
        if isinstance(self.line, ZaloLine):
            self.line.double.switch(photo_life=seconds, photos_away=away)
        else:
            self.line.double.switch(file_life=seconds, files_away=away)

    @property
    def looked_at(self) -> list[str]:
        """What was called, again and again."""
        return self.line.double.world.looked_at

    async def until(self, statement: str) -> None:
        """As soon as it finds something."""
        async with asyncio.timeout(PATIENCE):
            while not await self.line.rows(statement):
                pass

    async def pauses(self, app: App) -> None:
        """What was sent has been asked for in vain, and is left alone for now."""
        while not self.looked_at:
            await app.arriving.drain()
        before = 0
        while len(self.looked_at) > before:
            before = len(self.looked_at)
            await app.arriving.drain()

    async def states(self) -> list[tuple[object, ...]]:
        return [tuple(row) for row in await self.line.rows("SELECT state, size FROM upload ORDER BY id")]

    async def is_confirmed(self) -> None:
        """An's registration."""
        await self.says(AN, "đăng ký")
        await self.says(AN, LINE)
        (code,) = re.findall(r"DK-\w{5}", await self.says(AN, "gửi"))
        await self.says(BINH, f"duyet {code}")
        await self.has_said("đã được xác nhận")

    async def has_said(self, words: str) -> None:
        await self.line.double.until(lambda: any(words in said.text for said in self.line.double.messages(AN)) or None)

    async def is_asked_for_which(self, content: bytes = PNG) -> None:
        assert "mục muốn cập nhật" in await self.sends(AN, content, "tiendo")

    async def says_for_which(self) -> None:
        """After a kill, an answer from before it may come once more in between."""
        for words, answer in (("1.2", "đã làm đến đâu"), ("1", "Đã xong 1/1 mục")):
            self.line.double.says(AN, words)
            await self.has_said(answer)


@pytest.fixture
def url(world_sqlite: Path, tmp_path: Path) -> str:
    return f"sqlite:///{shutil.copy(world_sqlite, tmp_path / 'zalo.db')}"


@asynccontextmanager
async def by_bot(url: str) -> AsyncIterator[Zalo]:
    clock = Clock(START)
    async with ZaloBotDouble() as double:
        double.clock = lambda: clock().timestamp()
        yield Zalo(await zalo_line(double, url), clock)


@asynccontextmanager
async def by_account(url: str, port: int) -> AsyncIterator[Zalo]:
    async with oa_line(url, port) as line:
        yield Zalo(line, line.clock)


@pytest.fixture(params=["bot", "account"])
async def zalo(request: pytest.FixtureRequest, url: str, unused_tcp_port: int) -> AsyncIterator[Zalo]:
    async with by_bot(url) if request.param == "bot" else by_account(url, unused_tcp_port) as zalo:
        yield zalo


KEPT = "SELECT 1 FROM upload WHERE state = 'kept'"
FAILED = "SELECT 1 FROM evidence WHERE state = 'failed'"


async def test_who_says_an_hour_later_for_which_content_loses_nothing(zalo: Zalo) -> None:
    zalo.leads(HALF_AN_HOUR)
    async with zalo.up():
        await zalo.is_confirmed()
        await zalo.is_asked_for_which()
        await zalo.until(KEPT)
        zalo.clock.passes(hours=1)
        await zalo.says_for_which()
        await zalo.until("SELECT 1 FROM evidence WHERE state = 'kept'")
    assert await zalo.line.rows("SELECT name, media, size, reference FROM evidence") == [
        ("photo.png", "image/png", len(PNG), None)
    ]
    assert len(zalo.looked_at) == 1
    assert await zalo.states() == [], "it is kept once"


async def test_what_nobody_asks_for_goes_with_the_night(zalo: Zalo) -> None:
    async with zalo.up() as app:
        await zalo.sends(AN, PNG)
        await zalo.until(KEPT)
        assert await zalo.states() == [("kept", len(PNG))]
        for more, left in ((timedelta(days=1), 1), (timedelta(days=1, seconds=1), 0)):
            await forget_old(app.database, START + more, SESSIONS)
            assert len(await zalo.states()) == left


async def test_what_a_stranger_sends_is_not_fetched(zalo: Zalo) -> None:
    async with zalo.up() as app:
        await zalo.sends("somebody", PNG, "chào")
        assert await app.arriving.drain() == 0
    assert await zalo.states() == []
    assert zalo.looked_at == []


async def test_what_is_sent_in_a_group_is_not_fetched(url: str) -> None:
    async with by_bot(url) as zalo, zalo.up() as app:
        double = zalo.line.double
        assert isinstance(double, ZaloBotDouble)
        chat = double.world.chat("g1", "GROUP").body
        message = {"message_id": "m1", "date": 1, "from": {"id": AN, "display_name": "An"}, "chat": chat}
        photo = {"photo": f"{double.url}/picture/1.jpg"}
        sent = double.sends_raw({"event_name": "message.image.received", "message": message | photo})
        assert "chỉ trò chuyện riêng" in (await double.next_message("g1", after=sent)).text
        assert await app.arriving.drain() == 0
        assert await zalo.states() == []
        assert zalo.looked_at == []


async def test_nobody_fills_the_disk(zalo: Zalo) -> None:
    async with zalo.up() as app:
        for n in range(MOST + 2):
            await zalo.sends(AN, PNG + bytes([n]))
        while await zalo.line.rows("SELECT 1 FROM upload WHERE state = 'waiting'"):
            await app.arriving.drain()
    assert await zalo.states() == [("kept", len(PNG) + 1)] * MOST


async def test_the_answer_waits_for_no_photo(zalo: Zalo) -> None:
    """The host is away, and there is an answer all the same."""
    zalo.leads(away=True)
    async with zalo.up():
        await zalo.is_confirmed()
        await zalo.is_asked_for_which()
        await zalo.says_for_which()
    assert await zalo.line.rows("SELECT state FROM evidence") == [("waiting",)]


async def test_a_photo_that_is_too_large_is_told_of_when_it_is_handed_in(zalo: Zalo) -> None:
    """Also when nobody could find out any more that it is."""
    zalo.leads(HALF_AN_HOUR)
    async with zalo.up():
        await zalo.is_confirmed()
        await zalo.is_asked_for_which(PNG + bytes(MOST_BYTES))
        await zalo.until("SELECT 1 FROM upload WHERE state = 'big'")
        zalo.clock.passes(hours=1)
        await zalo.says_for_which()
        await zalo.has_said("vượt mức tối đa 10 MB")
    assert len(zalo.looked_at) == 1
    assert await zalo.states() == []


async def test_a_photo_that_is_gone_at_once_is_told_of_when_it_is_handed_in(zalo: Zalo) -> None:
    zalo.leads(DEAD)
    async with zalo.up() as app:
        await zalo.is_confirmed()
        await zalo.is_asked_for_which()
        await zalo.pauses(app)
        assert await zalo.states() == [("waiting", 0)], "perhaps it is not there yet"
        zalo.clock.passes(minutes=2)
        await app.arriving.drain()
        assert await zalo.states() == []
        await zalo.says_for_which()
        await zalo.has_said("gửi lại nhé")


async def test_a_photo_that_is_there_a_little_later_is_fetched_then(zalo: Zalo) -> None:
    zalo.leads(DEAD)
    async with zalo.up() as app:
        await zalo.sends(AN, PNG)
        await zalo.pauses(app)
        zalo.leads()
        assert await app.arriving.drain() == 0, "not before its pause is over"
        zalo.clock.passes(seconds=30)
        await app.arriving.drain()
    assert await zalo.states() == [("kept", len(PNG))]


async def test_a_host_that_was_away_is_asked_again(zalo: Zalo) -> None:
    zalo.leads(away=True)
    async with zalo.up() as app:
        await zalo.is_confirmed()
        await zalo.is_asked_for_which()
        await zalo.pauses(app)
        zalo.leads()
        zalo.clock.passes(minutes=5)
        await app.arriving.drain()
        zalo.leads(DEAD)
        await zalo.says_for_which()
        await zalo.until("SELECT 1 FROM evidence WHERE state = 'kept'")


async def test_a_host_that_is_away_for_a_day_has_lost_it(zalo: Zalo) -> None:
    zalo.leads(away=True)
    async with zalo.up() as app:
        await zalo.is_confirmed()
        await zalo.is_asked_for_which()
        await zalo.says_for_which()
        zalo.clock.passes(days=1)
        await app.fetching.drain()
        await zalo.until(FAILED)
        await zalo.has_said("gửi lại nhé")


# --- several processes


async def test_one_process_is_called_and_the_other_hands_in(
    world: str, unused_tcp_port_factory: Callable[[], int]
) -> None:
    async with by_account(world, unused_tcp_port_factory()) as zalo:
        line = zalo.line
        assert isinstance(line, OaLine)
        zalo.leads(HALF_AN_HOUR)
        async with zalo.up():
            await zalo.is_confirmed()
            await zalo.is_asked_for_which()
            await zalo.until(KEPT)
        zalo.clock.passes(hours=1)
        here = f"127.0.0.1:{unused_tcp_port_factory()}"
        line.config = line.config.model_copy(
            update={"http": line.config.http.model_copy(update={"listen": here, "public_url": f"http://{here}"})}
        )
        async with zalo.up():
            await zalo.says_for_which()
            await zalo.until("SELECT 1 FROM evidence WHERE state = 'kept'")


@pytest.mark.parametrize("fetched", [True, False], ids=["after it was fetched", "before"])
async def test_a_process_that_is_killed_before_the_photo_was_handed_in_loses_nothing(
    url: str, tmp_path: Path, fetched: bool
) -> None:
    async with by_bot(url) as zalo:
        zalo.leads(away=not fetched)
        async with process(zalo, tmp_path):
            await zalo.is_confirmed()
            await zalo.is_asked_for_which()
            await zalo.until(KEPT if fetched else "SELECT 1 FROM upload WHERE state = 'waiting'")
        zalo.clock.passes(hours=1)
        zalo.leads(DEAD if fetched else None)
        async with process(zalo, tmp_path):
            await zalo.until(KEPT)
            zalo.leads(DEAD)
            await zalo.says_for_which()
            await zalo.until("SELECT 1 FROM evidence WHERE state = 'kept'")


@asynccontextmanager
async def process(zalo: Zalo, folder: Path) -> AsyncIterator[None]:
    """The real program as a process, killed without warning at the end of the block."""
    told = zalo.line.config
    zalo_bot = f'token = "{told.zalo.token.get_secret_value()}"\napi_url = "{told.zalo.api_url}"'
    (folder / "config.toml").write_text(f'[database]\nurl = "{told.database.url}"\n[zalo]\n{zalo_bot}\n', "utf-8")
    (folder / "clock").write_text(zalo.clock().isoformat(), "utf-8")
    calls = zalo.line.double.calls
    before = len(calls)
    with (folder / "run.log").open("ab") as log:
        words, streams = ("config.toml", "clock"), {"stdout": log.fileno(), "stderr": log.fileno()}
        process = fork("tests.clock_process", *words, cwd=folder, env=os.environ, **streams)
    try:
        await zalo.line.double.until(lambda: "getUpdates" in repr(calls[before:]) or None, timeout=60)
        yield
    finally:
        process.kill()
        await process.wait()
