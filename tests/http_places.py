"""The platforms as their people have them: what they do goes over HTTP, and what they see is what arrived there."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any, Protocol

from aiohttp import ClientSession, CookieJar

from bot.app import App
from chat.message import Incoming
from storage.zalo_tokens import Pair, TokenBox
from tests.doubles.telegram import TelegramDouble
from tests.doubles.zalo_bot import ZaloBotDouble
from tests.doubles.zalo_oa import ZaloOaDouble
from tests.eyes import typed_for
from tests.player import Button, Clock, Screen
from tests.web import SECRET, Site, Visitor


@dataclass(slots=True)
class Seen(Screen):
    """What somebody sees of messages that arrived, read together; `brief`: the newest is a template."""

    brief: bool = False

    def typed(self, label: str) -> str | None:
        return typed_for(label, "\n".join(self.texts))

    def misses(self, fragments: Sequence[str]) -> str | None:
        """A template has room for what it is about, which the first of them says."""
        return Screen.misses(self, fragments[:1] if self.brief else fragments)


Moment = int
"""The platform's own count of what happened there."""


class Place(Protocol):
    """One platform, with the program as one of those who talk there."""

    name: str
    renderer: str

    @property
    def settings(self) -> Mapping[str, Any]:
        """Sections of the program's configuration."""

    def account(self, person: str) -> str:
        """What the platform calls them."""
        return person

    def meets(self, person: str) -> None:
        """The program may write to them."""
        return

    async def opens(self, app: App) -> None:
        """The program has come up."""
        return

    async def does(self, person: str, what: Incoming) -> None: ...

    async def heard(self) -> None:
        """All that people did is with the program by then."""
        return

    def shown(self, person: str) -> Iterator[tuple[Moment, Seen]]:
        """What the bot has sent there, as it looks now, the latest change last."""

    @property
    def refused(self) -> Sequence[object]:
        """What the platform did not take of the program."""
        return ()


@dataclass(slots=True)
class OnZalo(Place):
    double: ZaloBotDouble
    name: str = "zalo"
    renderer: str = "text"

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"zalo": {"token": self.double.token, "api_url": self.double.url}}

    def meets(self, person: str) -> None:
        self.double.meets(person)

    async def does(self, person: str, what: Incoming) -> None:
        self.double.says(person, what.text)

    async def heard(self) -> None:
        await self.double.until(lambda: self.double.updates.waiting)

    def shown(self, person: str) -> Iterator[tuple[Moment, Seen]]:
        return ((shown.moment, Seen([shown.text])) for shown in self.double.messages(person))

    @property
    def refused(self) -> Sequence[object]:
        return self.double.refused


@dataclass(slots=True)
class OnOa(Place):
    """An Official Account that everybody follows; `sentences` are those of its templates."""

    double: ZaloOaDouble
    clock: Clock
    sentences: Mapping[str, str] = field(default_factory=dict)
    templates: str = ""
    buttons: bool = False
    name: str = "zalo-oa"
    renderer: str = "text"

    @property
    def settings(self) -> Mapping[str, Any]:
        double, url = self.double, self.double.url
        told = {"app_id": double.app_id, "app_secret": double.app_secret, "oa_id": double.oa_id}
        told |= {"oa_secret_key": double.oa_secret_key, "api_url": url, "business_url": url, "oauth_url": url}
        return {"zalo_oa": told | {"templates": self.templates, "buttons": self.buttons}}

    def meets(self, person: str) -> None:
        self.double.follows(person)

    async def opens(self, app: App) -> None:
        """With tokens: whoever is away for months has them bought anew."""
        pair = self.double.logs_in()
        until = self.clock() + timedelta(seconds=int(pair["expires_in"]))
        box = TokenBox(app.database, self.double.oa_id)
        await box.log_in(Pair(pair["access_token"], until, pair["refresh_token"]))
        self.double.webhook_url = f"{app.config.http.public_url}/zalo-oa"
        await self.double.probes()

    async def does(self, person: str, what: Incoming) -> None:
        if person not in self.double.followers:
            self.double.follows(person)
        if what.tap:
            self.double.taps(person, what.tap)
        else:
            self.double.says(person, what.text)

    async def heard(self) -> None:
        await self.double.settled()

    def shown(self, person: str) -> Iterator[tuple[Moment, Seen]]:
        for shown in self.double.messages(person):
            moment = self.double.world.moments[shown.id]
            if shown.template:
                yield moment, Seen([self.sentences[shown.template].format(**shown.data)], brief=True)
            else:
                yield moment, Seen([shown.text], [Button(one.title, one.payload) for one in shown.buttons])

    @property
    def refused(self) -> Sequence[object]:
        return self.double.refused


@dataclass(slots=True)
class OnTelegram(Place):
    """People are numbers there."""

    double: TelegramDouble
    name: str = "telegram"
    renderer: str = "telegram"
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"telegram": {"token": self.double.token, "api_url": self.double.url}}

    def account(self, person: str) -> str:
        return str(self.numbers.setdefault(person, 1001 + len(self.numbers)))

    def meets(self, person: str) -> None:
        self.double.meets(int(self.account(person)))

    async def does(self, person: str, what: Incoming) -> None:
        number = int(self.account(person))
        if what.tap is None:
            self.double.says(number, what.text)
            return
        on = [shown for shown in self.double.screen(number) if what.tap in shown.data]
        self.double.taps(number, on[-1].message_id, what.tap)

    async def heard(self) -> None:
        await self.double.until(lambda: self.double.updates.waiting)

    def shown(self, person: str) -> Iterator[tuple[Moment, Seen]]:
        bots = (shown for shown in self.double.screen(int(self.account(person))) if shown.from_bot)
        for shown in sorted(bots, key=lambda shown: shown.moment):
            buttons = [Button(label, data) for row in shown.keyboard for label, data in row]
            yield shown.moment, Seen([shown.text], buttons)

    @property
    def refused(self) -> Sequence[object]:
        return self.double.refused


@dataclass(slots=True)
class OnThePage(Place):
    """The web chat, of which everybody has a browser; what comes by itself is seen with the next answer."""

    clock: Clock
    open: AsyncExitStack
    name: str = "web"
    renderer: str = "web"
    visitors: dict[str, Visitor] = field(default_factory=dict)
    arrived: dict[str, list[tuple[Moment, Seen]]] = field(default_factory=dict)
    moments: Iterator[Moment] = field(default_factory=lambda: count(1))
    site: Site | None = None

    @property
    def settings(self) -> Mapping[str, Any]:
        return {"web": {"secret": SECRET}}

    async def opens(self, app: App) -> None:
        self.site = Site(app.config.http.public_url, app, self.clock)
        for visitor in self.visitors.values():
            visitor.site = self.site

    async def does(self, person: str, what: Incoming) -> None:
        if person not in self.visitors:
            assert self.site is not None
            client = await self.open.enter_async_context(ClientSession(cookie_jar=CookieJar(unsafe=True)))
            self.visitors[person] = Visitor(self.site, client)
            await self.visitors[person].opens()
        visitor = self.visitors[person]
        messages = await (visitor.presses(what.tap) if what.tap else visitor.says(what.text))
        for message in (message for message in messages if not message["mine"]):
            buttons = [Button(button["label"], button["data"]) for row in message["rows"] for button in row]
            self.arrived.setdefault(person, []).append((next(self.moments), Seen([message["text"]], buttons)))

    def shown(self, person: str) -> Iterator[tuple[Moment, Seen]]:
        return iter(self.arrived.get(person, ()))
