"""What must hold of every screen where nothing can be tapped: it fits, and all that it offers can be typed."""

import re
from dataclasses import dataclass, field, replace
from typing import Any
from unicodedata import is_normalized, normalize

from bot.adapters import numbered, zalo_oa_drawing
from bot.adapters.encoding import units
from bot.app import App
from bot.steering import Step, understand
from chat.ask import Writes
from chat.message import Address, Incoming, Reply
from chat.talk import Chat, Talk
from chat.texts import load_texts
from handlers import FLOWS
from storage.talks import Talks
from tests.typed import offered

TEXTS = load_texts()
MOST = 1900  # UTF-16 units of a piece
WORDS = Chat(flow="x", key="x", turn=1, reply={"text": "?", "words": True, "turn": 1})
"""Somebody is asked for a sentence: the hardest place in which a message that comes by itself can be answered."""


def in_text(reply: Reply) -> str:
    """The reply as Zalo gets it: pieces that fit, broken where a line ends, of which nothing is lost in between."""
    pieces = numbered.draw(reply, TEXTS)
    assert [message["text"] for message in zalo_oa_drawing.draw(reply, TEXTS, buttons=False)] == pieces
    for piece in pieces:
        assert 0 < units(piece) <= MOST, f"{units(piece)} units:\n{piece}"
        assert is_normalized("NFC", piece), piece
    text = "\n".join(pieces)
    assert _lines(text) == _lines(numbered.written(reply, TEXTS))
    options = () if reply.words and reply.typed else [option for option in reply.options if not option.steers]
    told = (reply.title, reply.text, reply.typed, *(" ".join(option.label.split()) for option in options))
    for line in _lines(normalize("NFC", "\n".join(told))):
        assert line in text, f"{line!r} is not in:\n{text}"
    return text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


@dataclass(slots=True)
class Screens:
    """What was seen to hold. Each kind of option is tried once, as is each message that came by itself."""

    seen: set[tuple[str, ...]] = field(default_factory=set)
    heard: set[Reply] = field(default_factory=set)

    async def holds(self, app: App, at: Address, reply: Reply) -> None:
        """Whatever is offered, typed as the text says, does what its button does.

        Both are run over what is remembered and thrown away, so the year goes on as if nobody had tried.
        """
        text = in_text(reply)
        for option in reply.options:
            typed = offered(text, reply, option)
            kind = (*_shape(reply), re.sub(r"\d|[A-Z0-9]{5}\b", "", option.command or option.code))
            if kind in self.seen:
                continue
            by_tap = await _comes_of(app, Incoming(at, "?", tap=option.command or f"{reply.turn}:{option.code}"))
            by_word = await _comes_of(app, Incoming(at, "?", f"bỏ {typed}" if option.on and reply.many else typed))
            assert by_word == by_tap, f"{typed!r} is not {option!r} at:\n{text}"
            self.seen.add(kind)

    def told(self, reply: Reply) -> None:
        """Each command of a message that came by itself is heard, whatever is open in the chat."""
        if reply in self.heard:
            return
        text = in_text(reply)
        for option in reply.options:
            typed = offered(text, reply, option)
            tapped = _means(Chat(), tap=option.command)
            for chat in (Chat(), WORDS):
                assert _means(chat, text=typed) == tapped, f"{typed!r} is not {option.command!r} at:\n{text}"
        self.heard.add(reply)


def _means(chat: Chat, **what: Any) -> Step:
    return understand(Incoming(Address("zalo", "an"), "1", **what), chat, TEXTS, FLOWS)


async def _comes_of(app: App, incoming: Incoming) -> object:
    """What a person would notice of a message, but for words of echo; or what would be written."""
    router, talks, now = app.router, Talks(app.database), app.clock()
    known = await talks.look(incoming.at, now)
    turn = router._begin(known, talks.looking(now), now)
    try:
        reply = await router._step(turn, incoming)
    except Writes:
        return "writes", _kept(turn.talk, incoming.at)
    if turn.paused:
        reply = replace(reply, text="")  # of its words the view keeps the sum
    return replace(reply, edits=False), _kept(turn.talk, incoming.at)


def _kept(talk: Talk, at: Address) -> tuple[object, ...]:
    chat = talk.chat(str(at))
    flows = {name: talk.memory(name) for name in FLOWS}
    return flows, chat.flow, chat.key, chat.before, chat.view


def _shape(reply: Reply) -> tuple[str, ...]:
    return (re.sub(r"\d", "", reply.title), str(reply.many), str(reply.words), str(len(reply.options)))
