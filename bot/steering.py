"""What a message wants: start a conversation, steer the one that stands open, or answer its question."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chat.ask import Heard
from chat.fold import fold
from chat.message import Incoming
from chat.read import choose, words
from chat.talk import Chat, said
from chat.texts import Texts
from handlers import Entry
from rules.codes import form_number

JOIN_CODE = re.compile(r"cd_[0-9A-Za-z]{8}")

_TURN_AND_CODE = re.compile(r"(\d{1,9}):(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Start:
    """Begin a conversation, or go on with it. `given` are the words after its command."""

    flow: str
    given: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """One question back."""


@dataclass(frozen=True, slots=True)
class Later:
    """Keep what was said and leave."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on where the person left off."""


@dataclass(frozen=True, slots=True)
class Again:
    """Show once more what the chat shows: an old button was pressed."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The message answers the open question."""

    heard: Heard


Step = Start | Back | Later | Resume | Again | Answer

STEERS: Mapping[str, Step] = {
    "back": Back(),
    "later": Later(),
    "resume": Resume(),
    "help": Start("help"),
    "home": Start("home"),
    "cancel": Start("cancel"),
    "undo": Start("undo"),
    "quiet": Start("quiet"),
}


def understand(incoming: Incoming, chat: Chat, texts: Texts, flows: Mapping[str, Entry]) -> Step:
    """A command, a global word as the whole message, an answer, or one of the options last shown."""
    if incoming.tap is not None:
        return _tapped(incoming, chat, flows)
    text = incoming.text.strip()
    if step := _commanded(text, flows) or _steered(text, texts):
        return step
    if chat.flow:
        return Answer(Heard(chat.key, said(text, None, incoming.files, chat.shown), chat.view))
    return _chosen(text, chat, flows) or _unclear(text, texts, files=bool(incoming.files))


def _tapped(incoming: Incoming, chat: Chat, flows: Mapping[str, Entry]) -> Step:
    tap = incoming.tap or ""
    if command := _commanded(tap, flows):
        return command
    found = _TURN_AND_CODE.fullmatch(tap)
    if not found or int(found[1]) != chat.turn:
        return Again()
    if step := STEERS.get(found[2].removeprefix(".")) if found[2].startswith(".") else None:
        return step
    return Answer(Heard(chat.key, said("", found[2], (), chat.shown), chat.view)) if chat.flow else Again()


def _commanded(text: str, flows: Mapping[str, Entry]) -> Step | None:
    """ "/duyet DK-7F3K9", the same without the stroke, a command's bare name ("đăng ký") or a join code."""
    word, _, rest = text.partition(" ")
    if JOIN_CODE.fullmatch(text):
        return Start("join", text)
    if text.startswith("/"):
        name = fold(word[1:].partition("@")[0])
        flow = next((flow for flow, entry in flows.items() if name == entry.command), None)
        if name == "start":
            return Start("join", rest) if rest else Start("home")
        return Start(flow, rest.strip()) if flow else None
    for flow, entry in flows.items():
        if fold(text).replace(" ", "") == entry.command:
            return Start(flow)
        if fold(word) == entry.command and rest and _may_follow(entry, rest):
            return Start(flow, rest.strip())
    return None


def _may_follow(entry: Entry, rest: str) -> bool:
    """ "xem", "tra" and "duyet" are everyday words: only with a form's code are they commands."""
    if entry.takes == "form":
        return form_number(rest.split(" ", maxsplit=1)[0]) is not None
    return entry.takes == "words"


def _steered(text: str, texts: Texts) -> Step | None:
    typed = fold(text).strip(" .!")
    for name, step in STEERS.items():
        known = words(texts, f"word-{name}")
        if typed in known or (typed.startswith("/") and typed[1:] in {w.replace(" ", "") for w in known}):
            return step
    return None


def _chosen(text: str, chat: Chat, flows: Mapping[str, Entry]) -> Step | None:
    """One of the options under the last closing word, by number or name: each stands for a command."""
    shown = chat.shown
    if shown is None:
        return None
    code = choose(said(text, None, (), shown), shown.options)
    command = next((o.command for o in shown.options if o.code == code and o.command), None)
    return _commanded(command, flows) if command else None


def _unclear(text: str, texts: Texts, *, files: bool) -> Start:
    if files:
        return Start("home", note=texts("common-file-unasked"))
    if text.startswith("/"):
        return Start("home", note=texts("common-unknown-command", typed=text[:60]))
    return Start("home", note=texts("common-not-understood", typed=text[:60]) if text else "")
