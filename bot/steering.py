"""What a message wants: start a conversation, steer the one that stands open, or answer its question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from chat.ask import Heard
from chat.fold import fold
from chat.message import FileRef, Incoming, Reply
from chat.once import said_once
from chat.question import ONCE, Said
from chat.read import bare, exact, near, words
from chat.talk import Chat, said
from chat.texts import Texts
from handlers import Entry
from rules.codes import any_code, number_of
from rules.linking import code_said
from rules.positions import positions_in

JOIN_CODE = re.compile(r"cd_[0-9A-Za-z]{8}")

SHOWN = 60  # signs of what was typed that an answer repeats

_DAY = re.compile(r"[0-9]{1,2}(?:[/.-][0-9]{1,2}(?:[/.-][0-9]{4})?)?")
_COMMAND = re.compile(r"/[A-Za-z]")
_TURN_AND_CODE = re.compile(r"(\d{1,9}):(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Start:
    """Begin a conversation, or go on with it. `given` are the words after its command, `files` came with them."""

    flow: str
    given: str = ""
    note: str = ""
    files: tuple[FileRef, ...] = ()


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
    """Show once more what the chat shows: an old button was pressed, or a word said (`note`) that does nothing here."""

    note: str = ""


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
        return _tapped(incoming.tap, chat, texts, flows)
    text = incoming.text.strip()
    step = _positioned(text, chat, texts, flows) or _called(text, texts, flows, asked_for_words=_asks_for_words(chat))
    if isinstance(step, Resume) and _chooses_several(chat):
        return Answer(Heard(chat.key, Said(tap=".done"), chat.view))
    if step:
        return replace(step, files=incoming.files) if isinstance(step, Start) else step
    if (code := said_once(text, texts)) and ONCE not in chat.view and not _asks_for_words(chat):
        return Again(texts("once-over", typed=code))
    if chat.flow:
        return Answer(Heard(chat.key, said(text, None, incoming.files, chat.shown), chat.view))
    return _chosen(text, chat, texts, flows) or _no_more(text, chat, texts) or _unclear(text, texts, incoming.files)


def _tapped(tap: str, chat: Chat, texts: Texts, flows: Mapping[str, Entry]) -> Step:
    if step := _called(tap, texts, flows):
        return step
    found = _TURN_AND_CODE.fullmatch(tap)
    if not found or int(found[1]) != chat.turn:
        return Again()
    if step := STEERS.get(found[2].removeprefix(".")) if found[2].startswith(".") else None:
        return step
    return Answer(Heard(chat.key, said("", found[2], (), chat.shown), chat.view)) if chat.flow else Again()


def _chooses_several(chat: Chat) -> bool:
    """There "tiếp tục" says that the choice is made, and does not ask for the question that stands open already."""
    shown = chat.shown if chat.flow else None
    return shown is not None and shown.many


def _asks_for_words(chat: Chat) -> bool:
    """There a sentence may begin with whichever word: "Họp nhóm mỗi tháng một lần" calls no meeting."""
    shown = chat.shown if chat.flow else None
    return shown is not None and shown.words


def _called(text: str, texts: Texts, flows: Mapping[str, Entry], *, asked_for_words: bool = False) -> Step | None:
    """What is meant by itself, whatever is asked: a command or a global word."""
    return _commanded(text, flows, asked_for_words) or _steered(text, texts) or _unknown(text, texts)


def _commanded(text: str, flows: Mapping[str, Entry], asked_for_words: bool) -> Step | None:
    """ "/duyet DK-7F3K9", the same without the stroke, a command's bare name ("đăng ký"), a code to come in by."""
    word, given = (*text.split(maxsplit=1), "", "")[:2]
    if JOIN_CODE.fullmatch(text):
        return Start("join", text)
    if code := code_said(bare(text)):
        return Start("link", code)
    if text.startswith("/"):
        name = fold(word[1:].partition("@")[0])
        if name == "start":
            return Start("join", given) if given else Start("home")
        flow = next((flow for flow, entry in flows.items() if name == entry.command), None)
        return Start(flow, given) if flow else None
    alone, first = bare(text).replace(" ", ""), bare(word)
    for flow, entry in flows.items():
        if alone == entry.command and _may_stand_alone(entry, asked_for_words and text.lower() != alone):
            return Start(flow)
        if first == entry.command and given and _may_follow(entry, given, asked_for_words):
            return Start(flow, given)
        if entry.apart and not asked_for_words and (rest := _after_syllables(entry.command, text)):
            return Start(flow, rest)
    return None


def _positioned(text: str, chat: Chat, texts: Texts, flows: Mapping[str, Entry]) -> Step | None:
    """ "duyet 2-5": the codes that stood beside these numbers when the list was shown, whatever it has become.

    One of them is opened, several are named by their codes: either way they are shown before anything is done.
    """
    word, _, given = text.removeprefix("/").partition(" ")
    positions = positions_in(bare(given))
    flow = next((flow for flow, entry in flows.items() if entry.positions and entry.command == bare(word)), None)
    if not positions or flow is None or (_asks_for_words(chat) and not text.startswith("/")):
        return None
    codes = said("", None, (), chat.shown).numbers
    if not codes or not all(number_of("form", code) for code in codes):
        return Start(flow, note=texts("positions-nowhere"))
    if not all(1 <= at <= len(codes) for at in positions):
        return Again(texts("positions-beyond", last=str(len(codes))))
    named = [codes[at - 1] for at in positions]
    return Start(flow, " ".join(named)) if len(named) > 1 else Start("show", named[0])


def _after_syllables(command: str, text: str) -> str:
    """What follows a command's name that was written with its blanks: "ai chưa gửi" asks "aichua" for "gửi"."""
    words = text.split()
    for nth in range(2, len(words)):
        if bare("".join(words[:nth])) == command:
            return " ".join(words[nth:])
    return ""


def _may_stand_alone(entry: Entry, asked_for_words: bool) -> bool:
    """ "Đồng ý" is an everyday answer: a command that takes words and is offered nowhere needs them.

    Where words are asked, others answer, too ("thông báo"), unless they are written as nobody writes them ("thongbao").
    """
    return entry.menu or entry.takes != "words" or (entry.offers != "nobody" and not asked_for_words)


def _may_follow(entry: Entry, given: str, asked_for_words: bool) -> bool:
    """ "xem", "tra" and "duyet" are everyday words: only with a form's code are they commands."""
    if bare(given.rsplit(maxsplit=1)[-1]) in entry.acts:
        return True
    if any_code(given.split(maxsplit=1)[0].rstrip(",;")):
        return entry.takes in ("form", "words")
    if entry.takes == "page":
        return given.isdecimal()
    if entry.takes == "day":
        return _DAY.fullmatch(given) is not None
    return entry.takes == "words" and not asked_for_words


def _steered(text: str, texts: Texts) -> Step | None:
    typed = bare(text).replace(" ", "")
    return next((step for name, step in STEERS.items() if typed in _spellings(texts, name)), None)


@cache
def _spellings(texts: Texts, name: str) -> frozenset[str]:
    """How a global word is written, without blanks."""
    return frozenset(spelling.replace(" ", "") for spelling in words(texts, f"word-{name}"))


def _unknown(text: str, texts: Texts) -> Step | None:
    """A command that does not exist answers no question."""
    return Start("home", note=texts("common-unknown-command", typed=_short(text))) if _COMMAND.match(text) else None


def _chosen(text: str, chat: Chat, texts: Texts, flows: Mapping[str, Entry]) -> Step | None:
    """One of the options under the last closing word, by number or name: each stands for a command."""
    shown = chat.shown
    if shown is None:
        return None
    here = said(text, None, (), shown)
    code = exact(here, shown.options) or _turned(text, shown, texts) or near(here, shown.options)
    command = next((o.command for o in shown.options if o.code == code and o.command), None)
    return _called(command, texts, flows) if command else None


def _turned(text: str, shown: Reply, texts: Texts) -> str | None:
    """The way to the next or the page before, if the screen has one: "thêm" is another word for its button."""
    for word, label in (("word-more", "common-next-page"), ("word-previous", "common-previous-page")):
        if bare(text) in words(texts, word):
            return next((option.code for option in shown.options if option.label == texts(label)), None)
    return None


def _no_more(text: str, chat: Chat, texts: Texts) -> Again | None:
    return Again(texts("common-no-more")) if chat.reply and bare(text) in words(texts, "word-more") else None


def unasked(files: Sequence[FileRef], texts: Texts) -> str:
    """Where no file is wanted, what one can be sent for."""
    workbook = any(file.name.casefold().endswith(".xlsx") for file in files)
    return texts("common-workbook-unasked" if workbook else "common-file-unasked") if files else ""


def _unclear(text: str, texts: Texts, files: Sequence[FileRef]) -> Start:
    if files:
        return Start("home", note=unasked(files, texts))
    return Start("home", note=texts("common-not-understood", typed=_short(text)) if text else "")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
