"""The question engine: a flow asks by name, and a known answer comes back or the run stops at the question."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from chat.checking import SHOWN, Change, Confirm, Review, Section, sum_of
from chat.choices import Many, One, ticks
from chat.lines import Lines
from chat.memory import Open, restored
from chat.message import FileRef, Option
from chat.once import Once
from chat.pieces import CheckPiece, Piece, Pieces, pieces_in
from chat.question import WITHIN, Json, Problem, Question, Said, Took, Unread, View, Wording
from chat.talk import Talk
from chat.texts import Texts, Value
from chat.wording import LONGEST, Check, DueDate, File, Text
from rules.due import Due, Window

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that answers the question `key`, and how that question's screen looked."""

    key: str
    said: Said
    view: View = field(default_factory=dict)


class Pause(BaseException):
    """The run stops at an open question. A BaseException, so that no `except Exception` of a flow swallows it."""

    def __init__(self, question: Open) -> None:
        super().__init__(question.key)
        self.question = question


class Writes(BaseException):
    """The run wants to write: it is thrown away and run again, holding the person's row."""


class Again(BaseException):
    """An answer changed what was asked before it: the run begins anew, with nothing left to hear but these notes."""

    def __init__(self, *notes: str) -> None:
        super().__init__()
        self.notes = notes


class Ask:
    """Hands back answers by name. Every question is asked at most once a run, under its own key.

    The words of a key "action.1.2" in the flow "register" are the message "register-action" with its attributes.
    """

    def __init__(
        self, flow: str, talk: Talk, texts: Texts, heard: Heard | None = None, notes: Iterable[str] = ()
    ) -> None:
        self.flow = flow
        self.talk = talk
        self.memory = talk.memory(flow)
        self.texts = texts
        self.notes = list(notes)
        self._heard = heard
        self._shown: dict[str, Value] = {}
        self._asked: set[str] = set()
        self._last: str | None = None
        self._lines: Lines | None = None

    @property
    def given(self) -> str:
        """The words that came after the command."""
        return self.memory.given

    @property
    def sent(self) -> tuple[FileRef, ...]:
        """The files that came with the command."""
        return tuple(restored(FileRef, file) for file in self.memory.sent)

    def take_given(self) -> str:
        """The words after the command, once."""
        given, self.memory.given = self.memory.given, ""
        return given

    def about(self, subject: str) -> None:
        """What the answers belong to; those about something else are forgotten."""
        if self.memory.about != subject:
            self.memory.forget()
            self.memory.about = subject

    def shows(self, **values: Value) -> None:
        """Values that the following questions may show: the place, the progress, the subject."""
        self._shown.update(values)

    def lines(self, codes: Iterable[str], parts: tuple[str, ...]) -> None:
        """From here on a typed line "code | … | …" answers the questions with these keys ahead, in that order."""
        self._lines = Lines("", parts, tuple(codes))

    def one(
        self,
        key: str,
        codes: Iterable[str],
        *,
        label: Callable[[str], str] | None = None,
        known: str | None = None,
        beside: Sequence[Option] = (),
    ) -> str:
        """One of the codes. Without `label` they are named by the attributes of the question's text.

        `known` was answered elsewhere and counts until changed. `beside` are ways out of the question, with a command
        and a code that begins with a dot. Where nothing can be tapped their label is typed, so without blanks and
        diacritics it is the command's name.
        """
        say, several = self._say(key), tuple(codes)
        self._know(key, known)
        return self._ask(key, lambda: One(say, several, label or say, self.memory.kept.get(key), tuple(beside)))

    def many(
        self,
        key: str,
        codes: Iterable[str],
        *,
        label: Callable[[str], str],
        group: Callable[[str], str] | None = None,
        hint: Callable[[tuple[str, ...]], str] | None = None,
        check: Callable[[tuple[str, ...]], Problem | None] | None = None,
        ticked: Iterable[str] = (),
        known: Iterable[str] | None = None,
        lines: tuple[str, ...] = (),
    ) -> tuple[str, ...]:
        """Several codes, in the order of the list.

        `ticked` are ticked to begin with, `known` is a choice made elsewhere. `lines` are the keys that a typed line
        "code | … | …" answers ahead, in that order.
        """
        say, several = self._say(key), tuple(codes)
        begin = {"on": list(ticked), "done": False}
        if lines:
            self._lines = Lines(key, lines, several)
        self._know(key, None if known is None else {"on": list(known), "done": True})

        def question() -> Many:
            on = ticks(self.memory.answers.get(key, begin), several) or ()
            return Many(say, several, label, group, hint, check, on)

        return self._ask(key, question)

    def text(
        self,
        key: str,
        *,
        check: Check | None = None,
        ready: Sequence[str] = (),
        known: str | None = None,
        said: str = "",
        most: int = LONGEST,
    ) -> str:
        """A sentence. `ready` may be taken as they are; `known` was answered elsewhere and counts until changed.

        `said` came with the command and is heard like an answer: over `most` characters it is refused as if typed.
        """
        self._know(key, known)
        if said.strip() and key not in self.memory.answers:
            self.memory.ahead[key] = said
        return self._ask(key, lambda: Text(self._say(key), check, ready, self.memory.kept.get(key), most))

    def due(self, key: str, window: Window, *, known: Due | None = None, day: bool = False) -> Due:
        """When something is to be done (PN-16), within the window of the cycle. `day`: no month, quarter or year."""
        self._know(key, known and known.as_json())
        return self._ask(key, lambda: DueDate(self._say(key), window, self.memory.kept.get(key), day))

    def file(self, key: str, *, most: int, kinds: Sequence[str] = ()) -> FileRef:
        """A file of at most `most` bytes whose name ends in one of `kinds`; it may have come with the command."""
        question, sent = File(self._say(key), most, kinds), Said(files=self.sent)
        return self._ask(key, lambda: question, (lambda: question.hear(sent, {})) if sent.files else None)

    def pieces(
        self, key: str, *, apart: Callable[[str], Sequence[str]], check: CheckPiece, name: Callable[[Piece], str]
    ) -> tuple[Piece, ...]:
        """Words, links and files in any number, perhaps none."""

        def question() -> Pieces:
            given = pieces_in(self.memory.answers.get(key)) or ()
            return Pieces(self._say(key), apart, check, name, given)

        return self._ask(key, question)

    def confirm(self, key: str, *, risky: bool = False) -> bool:
        """Yes or no to exactly the text shown. For something risky the safe choice stands first."""
        return self._ask(key, lambda: Confirm(self._say(key), ("no", "yes") if risky else ("yes", "no")))

    def once(self, key: str, of: Sequence[str], person: int, now: datetime) -> bool:
        """A person's yes or no to an act on these, each by code and version; for several a yes that counts once."""
        question = Once(self._say(key), of, now, lambda: self.talk.next_code(person))
        return self._ask(key, lambda: question, question.begin) if len(of) > 1 else self.confirm(key)

    def review(
        self, key: str, sections: Sequence[Section], *, more: str | None = None, opens: int | None = None
    ) -> None:
        """Check your answers: comes back once the person sends exactly what is shown. `opens` is changed first."""
        question = Review(self._say(key), sections, more)
        answer = self._ask(key, lambda: question, (lambda: question.open(opens)) if opens is not None else None)
        if isinstance(answer, Change):
            self.change(answer.key)

    def change(self, key: str) -> None:
        """Ask this key again, then come back to where the run is now."""
        self.memory.changes(key)
        raise Again(*self.notes)

    def _know(self, key: str, value: Json) -> None:
        """It counts as answered, unless other words wait for this question: then it is set aside."""
        memory = self.memory
        if value is not None and key not in memory.answers and key not in memory.kept:
            (memory.kept if key in memory.ahead else memory.answers)[key] = value

    def _say(self, key: str) -> Wording:
        return Wording(self.texts, f"{self.flow}-{key.partition('.')[0]}", self._shown)

    def _ask(self, key: str, made: Callable[[], Question[T]], begin: Callable[[], Took[T] | Unread] | None = None) -> T:
        if key in self._asked:
            raise ValueError(f"{self.flow}: {key} is asked twice in one run")
        before, self._last = self._last, key
        self._asked.add(key)
        known = self._known(key, made)
        if not isinstance(known, Unread):
            return known
        heard, ahead = self._what_was_said(key)
        answer = made().hear(heard.said, heard.view) if heard else begin() if begin else Unread(view=known.view)
        if isinstance(answer, Took):
            return self._take(key, answer, quiet=ahead)
        self._remember(key, answer)
        self._keep_unheard()
        screen = made().draw(answer.view)
        notes = tuple(note for note in (*self.notes, answer.note) if note)
        shown = {**answer.view, SHOWN: sum_of(screen.text)}
        raise Pause(Open(key, key if WITHIN in answer.view else before, screen, shown, notes))

    def _known(self, key: str, question: Callable[[], Question[T]]) -> T | Unread:
        """The answer given earlier, or how the question stands without one."""
        if key not in self.memory.answers:
            return Unread()
        known = question().recall(self.memory.answers[key])
        if isinstance(known, Unread):
            del self.memory.answers[key]
            self._remember(key, known)
            self.notes += [known.note] if known.note else []
        else:
            self.memory.settles(key)
        return known

    def _what_was_said(self, key: str) -> tuple[Heard | None, bool]:
        """The message, if it answers this key; else what was said to it ahead of its time."""
        if self._heard and self._heard.key == key:
            heard, self._heard = self._heard, None
            self._spread(heard.said.text, key)
            return heard, False
        ahead = self.memory.ahead.pop(key, None)
        return (Heard(key, Said(ahead)), True) if ahead is not None else (None, False)

    def _spread(self, text: str, key: str) -> None:
        spread = self._lines.spread(text, key, self.memory) if self._lines else None
        if spread is None:
            return
        if spread.filled:
            self.notes.append(self.texts("lines-filled", count=spread.filled))
        if spread.twice:
            self.notes.append(self.texts("lines-twice", codes=", ".join(spread.twice)))
        if spread.strange:
            where = "lines-strange" if self._lines and self._lines.choice else "lines-not-registered"
            self.notes.append(self.texts(where, codes=", ".join(spread.strange)))
        if spread.unclear:
            self.notes.append(self.texts("lines-unclear", lines=", ".join(f"“{line}”" for line in spread.unclear)))
        raise Again(*self.notes)

    def _keep_unheard(self) -> None:
        """An earlier question came in between: what was written to a later one waits for it.

        What was typed as the number of an option waits for nothing: the list may be another one by then.
        """
        heard = self._heard
        if heard and heard.said.text and not heard.said.numbers and heard.key not in self.memory.answers:
            self.memory.ahead[heard.key] = heard.said.text

    def _take(self, key: str, took: Took[T], *, quiet: bool) -> T:
        if took.stored is not None:
            self.memory.answers[key] = took.stored
            self.memory.settles(key)
        if took.note and not quiet:
            self.notes.append(took.note)
        return took.value

    def _remember(self, key: str, unread: Unread) -> None:
        if unread.stored is not None:
            self.memory.answers[key] = unread.stored
        if unread.kept is not None:
            self.memory.kept[key] = unread.kept
