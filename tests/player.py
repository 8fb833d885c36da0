"""Plays a person: says, picks and sees, through the renderer of a platform, with the program built anew each time.

`picks` does what a person does: taps the button where there is one, turning pages to find it; where nothing can be
tapped, types the number, the code or the word that the screen offers.
"""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from bot.adapters import numbered, telegram_drawing, web_drawing
from bot.adapters.platform import Adapter, Fetched, Handle, Outcome, Refused, Sent
from bot.app import App, Parts, build
from bot.config import Config
from chat.message import Address, FileRef, Incoming, Option, Reply
from chat.texts import load_texts
from storage.database import Database
from storage.session import session_for
from storage.years import open_cycle
from tests.typed import offered
from tests.world import add_members

TEXTS = load_texts()
CODED = re.compile(r"^(\d+\.\d+|DK-\w+) ")


@dataclass(slots=True)
class Clock:
    """The world's time, moved by hand."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@dataclass(slots=True)
class Button:
    label: str
    data: str


@dataclass(slots=True)
class Screen:
    """What one person has in front of them: texts as drawn, and buttons where the platform has them."""

    texts: list[str] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    reply: Reply | None = None
    files: list[str] = field(default_factory=list)

    @property
    def all(self) -> str:
        return "\n".join([*self.texts, *(b.label for b in self.buttons)])

    def misses(self, fragments: Sequence[str]) -> str | None:
        """The first of them that it does not say."""
        return next((fragment for fragment in fragments if fragment not in self.all), None)

    def typed(self, label: str) -> str | None:
        """What it says to type for the option that begins so; None where there is none."""
        shown = self.reply.options if self.reply else ()
        fitting = (o for o in shown if o.label.strip("‹› ").startswith(label.strip("‹› ")))
        return next(map(self.typed_for, fitting), None)

    def typed_for(self, option: Option) -> str:
        assert self.reply is not None
        numbers = [o.code for o in self.reply.numbered()]
        if option.code in numbers:
            return str(numbers.index(option.code) + 1)
        if self.reply.turn == 0:
            return offered("\n".join(self.texts), self.reply, option)
        if option.shows_code:
            return option.label.split(" ")[0]
        if not option.steers and f"{option.label}: gõ" in self.reply.typed:
            return offered("\n".join(self.texts), self.reply, option)
        return option.label.strip("‹› ").partition(":")[0].lower()


def drawn(renderer: str, reply: Reply) -> Screen:
    files = [file.name for file in reply.files]
    if renderer == "text":
        return Screen(numbered.draw(reply, TEXTS), [], reply, files)
    if renderer == "web":
        message = web_drawing.draw(reply, "1", files)
        return Screen(
            [message["text"]], [Button(b["label"], b["data"]) for r in message["rows"] for b in r], reply, files
        )
    payloads = telegram_drawing.draw(reply)
    rows = payloads[-1].get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [Button(b["text"], b["callback_data"]) for row in rows for b in row]
    return Screen([p["text"] for p in payloads], buttons, reply, files)


class Paper(Adapter):
    """A platform whose messages end on paper: every person has a stack of them."""

    def __init__(
        self, platform: str, renderer: str, stacks: dict[str, list[Screen]], uploads: Mapping[str, bytes]
    ) -> None:
        self.platform = platform
        self._renderer = renderer
        self._stacks = stacks
        self._uploads = uploads

    async def run(self, handle: Handle) -> None:
        raise NotImplementedError

    async def send(self, to: Address, reply: Reply) -> Outcome:
        stack = self._stacks.setdefault(to.user, [])
        stack.append(drawn(self._renderer, reply))
        return Sent(None if self._renderer == "text" else str(len(stack)))

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        if self._renderer == "text":
            return Refused("this platform cannot edit")
        self._stacks[to.user][int(message_id) - 1] = drawn(self._renderer, reply)
        return Sent(message_id)

    async def fetch(self, file: FileRef, at: Address) -> Fetched:
        return self._uploads.get(file.id) or Refused("no such file")


@lru_cache(maxsize=8)
def config_for(url: str) -> Config:
    """The settings of a stage; reading them looks through the whole environment, and they never change."""
    return Config.model_validate({"database": {"url": url}, "telegram": {"per_second": 1000}})


@dataclass(slots=True)
class Line:
    """One thing that happened, for the transcript."""

    who: str
    said: str = ""
    tapped: str = ""
    screen: Screen | None = None


@dataclass(slots=True)
class Stage:
    """The world of one test: a database, a clock, a renderer, and what everybody has got so far.

    What somebody does goes to the program in `turn`, and what it tells them by itself is `told`: here on paper.
    `channels` are the platforms beside the first one on which somebody talks, each with its renderer. `database`: the
    connections on which every program is built, where they are not opened anew for each.
    """

    url: str
    renderer: str
    clock: Clock
    platform: str = "telegram"
    channels: dict[str, str] = field(default_factory=dict)
    notices: dict[str, list[Screen]] = field(default_factory=dict)
    transcript: list[Line] = field(default_factory=list)
    uploads: dict[str, bytes] = field(default_factory=dict)
    deliveries: int = 0
    sends: bool = True
    app: App | None = None
    database: Database | None = None

    @property
    def taps(self) -> bool:
        """Whether there are buttons."""
        return self.renderer != "text"

    @property
    def config(self) -> Config:
        return config_for(self.url)

    @property
    def renderers(self) -> Mapping[str, str]:
        return {self.platform: self.renderer, **self.channels}

    def adapters(self, _parts: Parts) -> Mapping[str, Adapter]:
        return {on: Paper(on, renderer, self.notices, self.uploads) for on, renderer in self.renderers.items()}

    def build(self) -> AbstractAsyncContextManager[App]:
        fast = dict.fromkeys(self.channels, 1000)
        return build(self.config, clock=self.clock, adapters=self.adapters, per_second=fast, database=self.database)

    async def turn(self, incoming: Incoming) -> Screen | None:
        """One message through a program that was built for it alone, and what it made the bot send to others."""
        async with self.built() as app:
            reply = await app.handle(incoming)
            if self.sends:
                await self.drain(app)
            return self.drawn(incoming.at, reply)

    def drawn(self, at: Address, reply: Reply | None) -> Screen | None:
        return drawn(self.renderers[at.platform], reply) if reply else None

    def told(self, at: Address) -> list[Screen]:
        """What the bot sent to this account by itself."""
        return self.notices.get(at.user, [])

    @asynccontextmanager
    async def built(self) -> AsyncIterator[App]:
        if self.app is not None:
            yield self.app
            return
        async with self.build() as app:
            yield app

    @asynccontextmanager
    async def stays_up(self) -> AsyncIterator[None]:
        """One program for all messages, as in a real run."""
        async with self.build() as app:
            self.app = app
            yield
            self.app = None

    async def drain(self, app: App) -> None:
        before = {name: len(stack) for name, stack in self.notices.items()}
        await app.drain()
        while await app.outbox.drain():
            if not self._moved(before):
                break
        for name, stack in self.notices.items():
            self.transcript += [Line(name, screen=s) for s in stack[before.get(name, 0) :]]

    def _moved(self, before: dict[str, int]) -> bool:
        return any(len(stack) > before.get(name, 0) for name, stack in self.notices.items())

    async def sends_what_is_due(self) -> None:
        """The sender wakes up at the clock's time."""
        async with self.build() as app:
            await self.drain(app)

    async def opens_the_next_year(self) -> None:
        """A year later, the school opens its next cycle."""
        self.clock.passes(days=365)
        async with session_for(self.url) as session:
            await open_cycle(session, "DTHPT", 2028, "MAC-DINH-5N", self.clock.now)

    async def everybody_sends(self, chat: "Chat", count: int) -> list[str]:
        """So many more members, linked by the operator's hand, send a form each; returns their codes in order."""
        from tests.scenes import registers

        names = [f"them{n}" for n in range(count)]
        await add_members(self.url, self.platform, names)
        codes = []
        for name in names:
            self.clock.passes(seconds=1)
            codes.append(await registers(chat.other(name)))
        return codes

    async def sweeps_without_sending(self) -> None:
        async with self.built() as app:
            await app.clockwork.morning()
            await app.clockwork.reminders()

    async def morning(self) -> None:
        """The clock's morning job runs, and what it made is sent."""
        async with self.build() as app:
            await app.clockwork.morning()
            await app.clockwork.reminders()
            await self.drain(app)


class Chat:
    """One person in front of one chat; `name` is the account's on its platform, and no other account's anywhere."""

    def __init__(self, stage: Stage, name: str, platform: str = "") -> None:
        self.stage = stage
        self.name = name
        self.platform = platform or stage.platform
        self.screen = Screen()
        self.last: Incoming | None = None

    def other(self, name: str) -> "Chat":
        return Chat(self.stage, name)

    def on(self, platform: str, renderer: str, name: str) -> "Chat":
        """An account on another platform, which the bot serves, too, from now on."""
        self.stage.channels[platform] = renderer
        return Chat(self.stage, name, platform)

    @property
    def taps(self) -> bool:
        """Whether there are buttons in this chat."""
        return self.stage.renderers[self.platform] != "text"

    @property
    def at(self) -> Address:
        return Address(self.platform, self.name)

    @property
    def clock(self) -> Clock:
        return self.stage.clock

    async def says(self, text: str) -> None:
        self.stage.transcript.append(Line(self.name, said=text))
        await self._sends(text=text)

    async def sends(self, *files: FileRef, text: str = "") -> None:
        self.stage.transcript.append(Line(self.name, said=", ".join(f.name for f in files)))
        await self._sends(text=text, files=files)

    async def uploads(self, name: str, content: bytes, kind: str = "", text: str = "") -> None:
        """Sends a file whose bytes the platform keeps."""
        id_ = f"file{len(self.stage.uploads) + 1}"
        self.stage.uploads[id_] = content
        await self.sends(FileRef(id_, name, len(content), kind), text=text)

    async def picks(self, *labels: str) -> None:
        """Each option in turn; codes that follow each other are typed in one message."""
        if self.taps:
            for label in labels:
                await self._taps(label)
            return
        codes: list[str] = []
        for label in labels:
            if re.fullmatch(r"\d+\.\d+", label):
                codes.append(label)
                continue
            await self._types_codes(codes)
            await self._types(label)
        await self._types_codes(codes)

    async def takes(self, option: Option) -> None:
        """Exactly this option of the screen: by its button, or by what the screen says to type for it."""
        if not self.taps:
            await self.says(self.screen.typed_for(option))
            return
        reply = self.screen.reply
        assert reply is not None
        await self.taps_raw(option.command or f"{reply.turn}:{option.code}")

    async def taps_raw(self, data: str) -> None:
        """A tap with this data, whether or not a button has it."""
        await self._sends(tap=data)

    async def again(self) -> None:
        """The platform delivers the same message once more."""
        assert self.last is not None
        await self._deliver(self.last)

    def sees(self, *fragments: str) -> None:
        for fragment in fragments:
            assert fragment in self.screen.all, f"{self.name} does not see {fragment!r} in:\n{self.screen.all}"

    def sees_not(self, *fragments: str) -> None:
        for fragment in fragments:
            assert fragment not in self.screen.all, f"{self.name} sees {fragment!r} in:\n{self.screen.all}"

    @property
    def got(self) -> list[Screen]:
        """What the bot sent to this person by itself."""
        return self.stage.told(self.at)

    def got_told(self, *fragments: str) -> None:
        """The newest message that came by itself says so; from now on it is what the person looks at."""
        assert self.got, f"{self.name} got no message"
        newest = self.got[-1]
        untold = newest.misses(fragments)
        assert untold is None, f"{self.name} was not told {untold!r} in:\n{newest.all}"
        self.screen = newest

    async def _taps(self, label: str) -> None:
        for _ in range(12):
            button = self._button(label)
            if button is not None:
                await self._taps_on(button)
                return
            turner = self._button("Trang sau") or self._button("‹ Trang trước")
            assert turner is not None, f"{self.name} finds no button {label!r} in:\n{self.screen.all}"
            await self._sends(tap=turner.data)
        raise AssertionError(f"{self.name} turned all pages and found no {label!r}")

    async def _taps_on(self, button: Button) -> None:
        self.stage.transcript.append(Line(self.name, tapped=button.label))
        await self._sends(tap=button.data)

    def _button(self, label: str) -> Button | None:
        def bare(button: Button) -> str:
            return button.label.removeprefix("✅ ")

        exact = [b for b in self.screen.buttons if bare(b) == label]
        begun = [
            b for b in self.screen.buttons if bare(b).startswith(f"{label}") and not bare(b)[len(label) :][:1].isdigit()
        ]
        return next(iter(exact or begun), None)

    async def _types(self, label: str) -> None:
        """What the screen says for this option; where a button has it after all, that is tapped."""
        if button := self._button(label):
            await self._taps_on(button)
            return
        typed = self.screen.typed(label)
        assert typed, f"{self.name} is not offered {label!r} in:\n{self.screen.all}"
        await self.says(typed)

    async def _types_codes(self, codes: list[str]) -> None:
        if codes:
            await self.says(" ".join(codes))
            codes.clear()

    async def _sends(self, **what: Any) -> None:
        self.stage.deliveries += 1
        await self._deliver(Incoming(self.at, str(self.stage.deliveries), **what))

    async def _deliver(self, incoming: Incoming) -> None:
        self.last = incoming
        screen = await self.stage.turn(incoming)
        if screen is not None:
            self.screen = screen
            self.stage.transcript.append(Line(self.name, screen=screen))
