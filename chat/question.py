"""What a question is: how it hears an answer, keeps it, checks it again on a later day, and is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from chat.message import FileRef, Option
from chat.texts import Texts, Value

Json = Any
View = Mapping[str, Json]
T = TypeVar("T", covariant=True)

WITHIN = "within"
"""The part of a question that its screen shows: some of the options, one item of a review. Back leads out of it."""

ONCE = "once"
"""In a view: the one-time code that stands on the screen. With another code it is another screen, of another turn."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer is not taken: a text id, and what its sentence needs. A `soft` one may be kept as it is."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a person answered: words, an option's code, files. `numbers` are the codes that were drawn with a number."""

    text: str = ""
    tap: str | None = None
    files: tuple[FileRef, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Took(Generic[T]):
    """An answer that was understood: the value for the flow, its JSON, and a word that echoes it."""

    value: T
    stored: Json
    note: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """The question stays open: what to say first, how the screen looks now, and what is remembered meanwhile.

    `stored` is a half-given answer (the options ticked so far); `kept` is one that "keep it" would take.
    """

    note: str = ""
    view: View = field(default_factory=dict)
    stored: Json = None
    kept: Json = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A question as it is drawn, before the way back and the turn are added."""

    text: str
    title: str = ""
    options: tuple[Option, ...] = ()
    many: bool = False
    words: bool = False
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one question: its message, and the message's attributes for title, labels and hints."""

    texts: Texts
    id: str
    shown: Mapping[str, Value]

    def __call__(self, attribute: str = "", /, **more: Value) -> str:
        return self.texts(f"{self.id}.{attribute}" if attribute else self.id, **{**self.shown, **more})

    def get(self, attribute: str, /, **more: Value) -> str:
        """The attribute, or nothing where the question has none."""
        return self(attribute, **more) if f"{self.id}.{attribute}" in self.texts else ""

    def problem(self, problem: Problem) -> str:
        return self.texts(problem.code, **{**self.shown, **problem.values})

    def again(self, stored: Json) -> Unread:
        """An answer given earlier counts no longer: it is asked for again, and kept where it may still be of use."""
        return Unread(self.texts("common-ask-again"), kept=stored)


class Question(Protocol[T]):
    """One kind of question."""

    def recall(self, stored: Json) -> T | Unread:
        """The value of an answer given earlier, or how the question stands where it counts no longer."""

    def hear(self, said: Said, view: View) -> Took[T] | Unread: ...

    def draw(self, view: View) -> Screen: ...
