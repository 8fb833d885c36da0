"""Plays the small conversations that tests invent: against the engine alone, or on the real router and a database."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Any

from bot.router import Router
from chat.ask import Again, Ask, Heard, Pause
from chat.message import FileRef, Incoming, Option, Reply
from chat.question import Screen
from chat.talk import Talk, dump_reply, said
from chat.texts import Texts
from handlers import FLOWS, Entry
from handlers.context import Context, Notice
from storage.database import open_database
from storage.talks import Talks
from tests.player import Screen as Seen
from tests.player import Stage

HERE = "telegram:an"
Flow = Callable[[Ask], Any]


@cache
def texts_with(source: str) -> Texts:
    """The shipped texts and those of the test."""
    folder = files("locales") / "vi"
    shipped = [f for f in folder.iterdir() if f.name.endswith(".ftl")] + [folder / "address" / "ban.ftl"]
    return Texts({**{f.name: f.read_text("utf-8") for f in shipped}, "test.ftl": source})


@dataclass(slots=True)
class Trial:
    """A flow called "trial", played against the engine. Its memory goes through JSON before every message.

    `flow` may be another one from one message to the next: a deploy.
    """

    flow: Flow
    texts: Texts
    raw: str = "{}"
    asked: str = ""
    back_to: str | None = None
    screen: Screen = field(default_factory=lambda: Screen(""))
    notes: tuple[str, ...] = ()
    result: Any = None
    ended: bool = False

    @classmethod
    def of(cls, source: str, flow: Flow) -> "Trial":
        trial = cls(flow, texts_with(source))
        trial.runs()
        return trial

    def says(self, text: str, *sent: FileRef) -> "Trial":
        return self.runs(text=text, sent=sent)

    def taps(self, code: str) -> "Trial":
        return self.runs(tap=code)

    def runs(self, text: str | None = None, tap: str | None = None, sent: tuple[FileRef, ...] = ()) -> "Trial":
        """One turn: the message is an answer to what is shown; without one, the flow is just begun or gone on with."""
        talk = Talk(self.raw)
        chat = talk.chat(HERE)
        heard = None
        if text is not None or tap is not None or sent:
            heard = Heard(chat.key, said(text or "", tap, sent, chat.shown), chat.view)
        notes: tuple[str, ...] = ()
        while True:
            ask = Ask("trial", talk, self.texts, heard, notes)
            try:
                self.result = self.flow(ask)
            except Again as again:
                heard, notes = None, again.notes
                continue
            except Pause as pause:
                question = pause.question
                chat.opens("trial", question)
                self.asked, self.back_to, self.screen = question.key, question.before, question.screen
                self.notes, self.ended = question.notes, False
                chat.reply = dump_reply(self.reply(chat.turn))
            else:
                talk.forget("trial")
                chat.closes()
                self.asked, self.notes, self.ended = "", tuple(ask.notes), True
            self.raw = talk.dumps()
            return self

    def reply(self, turn: int = 1) -> Reply:
        screen = self.screen
        return Reply(
            screen.text, screen.title, screen.options, screen.many, screen.words, screen.typed, turn=turn, edits=True
        )

    @property
    def note(self) -> str:
        return "\n".join(self.notes)

    @property
    def labels(self) -> list[str]:
        return [f"✅ {o.label}" if o.on else o.label for o in self.screen.options]

    def option(self, label: str) -> Option:
        return next(o for o in self.screen.options if o.label == label)

    @property
    def talk(self) -> Talk:
        return Talk(self.raw)

    @property
    def answers(self) -> dict[str, Any]:
        return self.talk.memory("trial").answers


@dataclass(slots=True)
class Trials(Stage):
    """A stage on which invented flows are played next to the shipped ones, by the real router."""

    flows: dict[str, Entry] = field(default_factory=dict)
    texts: Texts = field(default_factory=lambda: texts_with(""))

    @classmethod
    def on(cls, stage: Stage, source: str, **flows: Callable[[Ask, Context], Awaitable[str | Reply]]) -> "Trials":
        """Each flow is reached by its name as a command; all of them are worth coming back to."""
        entries = {name: Entry(flow, name, "words", menu=True, draft=True) for name, flow in flows.items()}
        return cls(stage.url, stage.renderer, stage.clock, flows={**FLOWS, **entries}, texts=texts_with(source))

    def deploys(self, **flows: Callable[[Ask, Context], Awaitable[str | Reply]]) -> None:
        """From the next message on these flows run; one that is None is gone."""
        for name, flow in flows.items():
            self.flows[name] = replace(self.flows[name], flow=flow)

    async def turn(self, incoming: Incoming) -> Seen | None:
        async with self.router() as router:
            return self.drawn(incoming.at, await router.turn(incoming))

    @asynccontextmanager
    async def router(self) -> AsyncIterator[Router]:
        database = await open_database(self.config.database.url)
        try:
            yield Router(Talks(database), self.texts, Notice("1", "A", "B"), self.clock, self.flows)
        finally:
            await database.close()
