"""The demo in a terminal, on which one plays whichever of the province's people one likes."""

import asyncio
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from bot import logs
from bot.adapters.console import Console, Keyboard
from bot.adapters.platform import Adapter
from bot.app import App, Parts, build
from bot.config import Config, LogSettings
from bot.demo import (
    AT_ONCE,
    FIRST,
    Clock,
    Player,
    deliver,
    join_codes,
    kept_in,
    link,
    morning_of,
    pass_to,
    players,
    set_up,
)
from bot.demo_others import Others
from chat.dates import say_day
from chat.texts import Texts, load_texts
from storage.instants import local_day


def play(folder: Path | None) -> None:
    """Until the end of the input or ":thoat"."""
    with kept_in(folder) as place:
        asyncio.run(_play(place))


async def _play(folder: Path) -> None:
    texts = load_texts()
    clock = Clock(folder / "clock.txt")
    with (folder / "demo.log").open("a", encoding="utf-8") as log:
        logs.set_up(LogSettings(), to=log)
        config = await set_up(folder, texts, clock())
        committees = [who.where for who in (await players(config)).values() if who.decides]
        await link(config, dict.fromkeys(committees, (Console.platform,)), clock())
        stage = Stage(config, texts, clock, await players(config))
        fast = {Console.platform: AT_ONCE}
        async with build(config, clock=clock, adapters=stage.adapters, per_second=fast) as app:
            await stage.perform(app)


class Stage:
    """The terminal: lines that begin with a colon direct the play, all others are typed on the phone in hand."""

    def __init__(self, config: Config, texts: Texts, clock: Clock, people: Mapping[str, Player]) -> None:
        self._config = config
        self._texts = texts
        self._clock = clock
        self._people = people
        self._who = people[FIRST]
        self._others: Others
        self._day = local_day(clock())
        self._console = Console(texts, self._shows, lambda where: str(people[where]))

    def adapters(self, _parts: Parts) -> Mapping[str, Adapter]:
        return {Console.platform: self._console}

    async def perform(self, app: App) -> None:
        codes = await join_codes(self._config)
        self._others = Others(self._config, app.handle, self._texts, (Console.platform,))
        listed = ", ".join(f"{unit} {code}" for unit, code in codes.items())
        _show(self._texts("demo-welcome", members=len(self._people), today=self._today(), codes=listed))
        self._tell_who()
        keyboard = Keyboard(sys.stdin.fileno())
        keyboard.listens()
        while (message := await self._next(keyboard)) not in (None, ":thoat"):
            if message.startswith(":"):
                await self._direct(app, message)
            elif message:
                await self._console.types(app.handle, self._who.where, message)
            await deliver(app, self._clock)
        _show(self._texts("demo-bye"))

    async def _next(self, keyboard: Keyboard) -> str | None:
        if sys.stdin.isatty():
            print(f"{self._who}> ", end="", flush=True)
        return await keyboard.message()

    async def _direct(self, app: App, line: str) -> None:
        command, _, rest = line.partition(" ")
        self._people = await players(self._config)
        match command:
            case ":ai":
                _show("\n".join(map(self._described, self._people.values())) + "\n")
            case ":la" if rest.strip() in self._people:
                self._who = self._people[rest.strip()]
                self._tell_who()
            case ":la":
                _show(self._texts("demo-no-such-person"))
            case ":ngay":
                await self._move_clock(app, rest.strip())
            case ":moinguoi" if rest.strip() in {player.branch for player in self._people.values()}:
                _show(await self._others.do_their_part(rest.strip(), (self._who.where,), self._clock()) + "\n")
            case ":moinguoi":
                _show(self._texts("demo-no-such-branch"))
            case _:
                _show(self._texts("demo-unknown"))

    async def _move_clock(self, app: App, typed: str) -> None:
        day = date.min
        with suppress(ValueError):
            day = datetime.strptime(typed, "%d/%m/%Y").date()  # noqa: DTZ007 - a calendar day
        morning = morning_of(day)
        if morning < self._clock.now:
            _show(self._texts("demo-not-a-day", today=self._today()))
            return
        await pass_to(app, self._clock, morning)
        self._says_the_day()

    def _shows(self, text: str) -> None:
        self._says_the_day()
        _show(text)

    def _says_the_day(self) -> None:
        """Once, before whatever it brings."""
        if self._day != (today := local_day(self._clock())):
            self._day = today
            _show(self._texts("demo-today", today=self._today()) + "\n")

    def _today(self) -> str:
        return say_day(local_day(self._clock()), self._texts)

    def _tell_who(self) -> None:
        told = [self._texts("demo-you-are", who=self._described(self._who))]
        if Console.platform not in self._who.linked:
            told.append(self._texts("demo-not-linked"))
        _show("\n".join(["", *told, ""]))

    def _described(self, player: Player) -> str:
        born = self._texts("demo-born", day=f"{player.birth:%d/%m/%Y}")
        linked = [self._texts("demo-linked")] if Console.platform in player.linked else []
        return " · ".join((str(player), born, *player.offices_in(self._texts), *linked))


def _show(text: str) -> None:
    """At once, so that whoever waits at the other end of a pipe sees it."""
    print(text, flush=True)
