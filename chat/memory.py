"""What is remembered of a conversation: the answers by name, and the question at which it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from chat.question import Json, Screen, View

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


def as_json(value: "DataclassInstance") -> dict[str, Json]:
    """The fields of a value whose defaults are empty; what is empty is left out."""
    return {name: kept for name in _names(type(value)) if (kept := getattr(value, name))}


def restored(kind: type[T], stored: Mapping[str, Json]) -> T:
    """What `as_json` kept. Fields that this version of the program does not know are ignored."""
    return kind(**{name: stored[name] for name in _names(kind) if name in stored})


@cache
def _names(kind: type["DataclassInstance"]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


@dataclass(slots=True)
class Memory:
    """What a person said so far in one conversation, by name; plain JSON that outlives restarts and deploys.

    `kept` are answers set aside that "keep it" takes back; `ahead` are words said before their question came; `given`
    are the words after the command, `sent` the files that came with it; `about` names what the answers belong to;
    `change` is the key being changed from the review, and `was` its answer before.
    """

    answers: dict[str, Json] = field(default_factory=dict)
    kept: dict[str, Json] = field(default_factory=dict)
    ahead: dict[str, str] = field(default_factory=dict)
    given: str = ""
    about: str = ""
    change: str = ""
    was: Json = None
    sent: list[Json] = field(default_factory=list)

    def reopen(self, key: str) -> None:
        """Ask this key again. What was ticked stays ticked; what was written is offered to be kept."""
        self.ahead.pop(key, None)
        answer = self.answers.get(key)
        if isinstance(answer, dict) and "done" in answer:
            self.answers[key] = {**answer, "done": False}
        elif key in self.answers:
            self.kept[key] = self.answers.pop(key)

    def changes(self, key: str) -> None:
        """Ask this key again, until it is answered or the person goes back out of it."""
        self.change, self.was = key, self.answers.get(key)
        self.reopen(key)

    def settles(self, key: str) -> None:
        """The key is answered: nothing set aside for it is needed any more."""
        self.kept.pop(key, None)
        if self.change == key:
            self.change, self.was = "", None

    def restore(self, key: str) -> None:
        """The person goes out of a change: the answer is again what it was before."""
        if self.change == key and self.was is not None:
            self.answers[key] = self.was
        self.settles(key)

    def forget(self) -> None:
        """Nothing was said yet, but for the words after the command."""
        self.answers, self.kept, self.ahead, self.change, self.was = {}, {}, {}, "", None


@dataclass(frozen=True, slots=True)
class Open:
    """The question at which a run stopped. `before` is the key that "back" reopens."""

    key: str
    before: str | None
    screen: Screen
    view: View
    notes: tuple[str, ...]
