"""The play behind the demo's page: who has joined already, what every phone shows, what the bot sent by itself."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from time import time_ns
from typing import Any

import orjson

from bot.adapters.events import Audience, event
from bot.adapters.phone import Phone, as_telegram, as_text, as_web
from bot.app import App, build
from bot.config import Config
from bot.demo import AT_ONCE, BEGINS, Clock, Player, deliver, join_codes, link, morning_of, pass_to, players, set_up
from bot.demo_calendar import Mark, marks
from bot.demo_others import Others
from bot.demo_rehearsal import rehearsal
from chat.dates import say_day
from chat.message import Address, Incoming, Reply
from chat.texts import Texts
from storage.instants import ZONE, local_day

LAST = date(2028, 12, 31)  # as far as the clock goes
KEPT = 50  # messages in the tray
WORDS = 90  # signs of a message that the tray shows
PLATFORMS = ("telegram", "zalo", "web")
HELD = {"telegram": "12A1/7", "zalo": "12A1/1", "web": "12A1/2"}
"""Who holds which phone at the beginning: a member, the secretary and the deputy of one branch."""

HOMES = {where: platform for platform, where in HELD.items()} | {
    "12A1/3": "zalo",
    "12A1/8": "web",
    "KP3/1": "telegram",
    "KP3/2": "zalo",
    "KP3/3": "telegram",
    "KP3/5": "zalo",
    "KP3/6": "telegram",
}
"""Who has joined already, with the platform on which messages come to them; the last three act for units above."""


@dataclass(frozen=True, slots=True)
class Told:
    """A message that the bot sent by itself."""

    id: int
    at: str
    platform: str
    who: str
    name: str
    words: str


class Play:
    """One province and its phones. One thing happens after the other: a play, and no server."""

    def __init__(self, folder: Path, texts: Texts) -> None:
        self.clock = Clock(folder / "clock.txt")
        self.people: dict[str, Player] = {}
        self.codes: Mapping[str, str] = {}
        encoders = {"telegram": as_telegram, "zalo": as_text(texts), "web": as_web}
        self.phones = {
            platform: Phone(platform, encode, texts, self.people, self._tells, edits=platform != "zalo")
            for platform, encode in encoders.items()
        }
        self.audience = Audience()
        self._folder = folder
        self._texts = texts
        self._tray: deque[Told] = deque(maxlen=KEPT)
        self._number = self._run = time_ns() // 1_000_000
        self._scene = asyncio.Lock()
        self._due = asyncio.Event()
        self._built = AsyncExitStack()
        self._app: App
        self._config: Config
        self._others: Others

    @asynccontextmanager
    async def begun(self) -> AsyncIterator[None]:
        """The bot runs; what it has to send by itself is sent after every turn."""
        await self._begin()
        delivering = asyncio.create_task(self._deliver())
        try:
            yield
        finally:
            delivering.cancel()
            await asyncio.wait({delivering})
            await self._built.aclose()

    async def handle(self, incoming: Incoming) -> Reply | None:
        async with self._scene:
            reply = await self._app.handle(incoming)
        self._due.set()
        return reply

    async def moves_to(self, then: datetime) -> bool:
        """The clock moves on, morning by morning. Never back, never past the play."""
        async with self._scene:
            if then <= self.clock.now or local_day(then) > LAST:
                return False
            await pass_to(self._app, self.clock, then)
        self._due.set()
        return True

    async def rehearses(self, day: date) -> Mapping[str, Any] | None:
        """Who would be told what that day, as things stand; the clock stays where it is. Only a day to come."""
        async with self._scene:
            if not local_day(self.clock()) < day <= LAST:
                return None
            return await rehearsal(self._app.database, self.people, day, self.clock(), self._texts)

    async def others_do(self, branch: str, held: Collection[str]) -> str:
        """All of a branch but those whose phones are held do what is due; what they did, in words."""
        async with self._scene:
            told = await self._others.do_their_part(branch, held, self.clock())
        self._due.set()
        return told

    async def marks(self) -> list[Mark]:
        """The days of the year, as they are set now."""
        branches = sorted({player.branch for player in self.people.values()})
        return await marks(self._config, self._app.database, branches, self.clock(), self._texts)

    async def begins_anew(self) -> None:
        """A fresh province, new phones, the first morning."""
        async with self._scene:
            await self._built.aclose()
            for file in self._folder.glob("demo.db*"):
                file.unlink()
            self.clock.moves_to(BEGINS)
            self._tray.clear()
            await self._begin()
            for phone in self.phones.values():
                phone.clears()
            self._run = self._number
            self._shows()

    def state(self) -> dict[str, Any]:
        """What the page shows beside the phones. Another `run`: nothing that was shown before is true any more."""
        today = local_day(self.clock())
        return {
            "run": self._run,
            "today": say_day(today, self._texts),
            "time": f"{self.clock.now.astimezone(ZONE):%H:%M}",
            "day": today.isoformat(),
            "tomorrow": (today + timedelta(days=1)).isoformat(),
            "linked": {on: [w for w, player in self.people.items() if on in player.linked] for on in PLATFORMS},
            "tray": [asdict(told) for told in self._tray],
        }

    def last(self) -> bytes:
        """The state as an event."""
        return event(orjson.dumps(self.state()), self._number)

    def closes(self) -> None:
        """Nobody listens any more."""
        self.audience.leaves()
        for phone in self.phones.values():
            phone.closes()

    async def _begin(self) -> None:
        self._config = await set_up(self._folder, self._texts, self.clock())
        await link(self._config, {who: _known_on(home) for who, home in HOMES.items()}, self.clock())
        self.codes = await join_codes(self._config)
        self.people.update(await players(self._config))
        fast = dict.fromkeys(PLATFORMS, AT_ONCE)
        building = build(self._config, clock=self.clock, adapters=lambda _: self.phones, per_second=fast)
        self._app = await self._built.enter_async_context(building)
        self._others = Others(self._config, self._app.handle, self._texts, PLATFORMS)

    async def _deliver(self) -> None:
        while True:
            await self._due.wait()
            self._due.clear()
            async with self._scene:
                await deliver(self._app, self.clock)
                self.people.update(await players(self._config))
                self._shows()

    def _shows(self) -> None:
        self._number += 1
        self.audience.hears(self.last())

    def _tells(self, to: Address, reply: Reply) -> None:
        said = " ".join(" · ".join(filter(None, (reply.title, reply.text))).split())
        words = said if len(said) <= WORDS else f"{said[: WORDS - 1].rsplit(' ', 1)[0]}…"
        at = f"{self.clock.now.astimezone(ZONE):%d/%m %H:%M}"
        self._number += 1
        self._tray.appendleft(Told(self._number, at, to.platform, to.user, self.people[to.user].name, words))


def _known_on(home: str) -> Sequence[str]:
    """Everywhere, the home last, so that one can go on anywhere; but a page is told last, so it is an only home."""
    return (home,) if home == "web" else (*(platform for platform in PLATFORMS if platform != home), home)


def day_in(text: str) -> date | None:
    """An ISO day; nothing where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def morning_after(text: str) -> datetime | None:
    """The morning of an ISO day; nothing where it is none."""
    day = day_in(text)
    return morning_of(day) if day else None
