"""What is remembered of a conversation: the answers by name, and the question at which it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from chat.question import Json, Screen, View


@dataclass(slots=True)
class Memory:
    """What a person said so far in one conversation, by name; plain JSON that outlives restarts and deploys.

    `kept` are answers set aside that "keep it" takes back; `ahead` are words said before their question came; `given`
    are the words after the command; `about` names what the answers belong to; `change` is the key being changed from
    the review.
    """

    answers: dict[str, Json] = field(default_factory=dict)
    kept: dict[str, Json] = field(default_factory=dict)
    ahead: dict[str, str] = field(default_factory=dict)
    given: str = ""
    about: str = ""
    change: str = ""

    @classmethod
    def of(cls, stored: Mapping[str, Json]) -> Self:
        return cls(**{name: stored[name] for name in cls.__slots__ if name in stored})

    def as_json(self) -> dict[str, Json]:
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}

    def reopen(self, key: str) -> None:
        """Ask this key again. What was ticked stays ticked; what was written is offered to be kept."""
        answer = self.answers.get(key)
        if isinstance(answer, dict) and "done" in answer:
            self.answers[key] = {**answer, "done": False}
        elif key in self.answers:
            self.kept[key] = self.answers.pop(key)

    def forget(self) -> None:
        """Nothing was said yet, but for the words after the command."""
        self.answers, self.kept, self.ahead, self.change = {}, {}, {}, ""

    def restore(self, key: str) -> None:
        """Take the set-aside answer back: the person went into a change and out again."""
        if key in self.kept:
            self.answers[key] = self.kept.pop(key)
        elif isinstance(answer := self.answers.get(key), dict) and "done" in answer:
            self.answers[key] = {**answer, "done": True}


@dataclass(frozen=True, slots=True)
class Open:
    """The question at which a run stopped. `before` is the key that "back" reopens."""

    key: str
    before: str | None
    screen: Screen
    view: View
    notes: tuple[str, ...]
