"""What was found out about Zalo, a line each: in order, not yet, or something that only a person can try."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from chat.texts import Texts, Value

State = Literal["good", "bad", "try"]
Part = Literal["zalo", "zalo-oa", "http"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`name` is what was looked at and `code` what came of it; the sentence is `zalo-check-<name>-<code>`."""

    part: Part
    name: str
    code: str
    state: State
    values: Mapping[str, Value]

    def line(self, texts: Texts) -> str:
        said = texts(f"zalo-check-{self.name}-{self.code}", **self.values)
        return texts(f"zalo-check-{self.state}", part=texts(f"zalo-check-part-{self.part}"), said=said)


@dataclass(slots=True)
class Findings:
    """Of one part, in the order in which they were made."""

    part: Part
    all: list[Finding] = field(default_factory=list)

    def good(self, name: str, code: str, /, **values: Value) -> None:
        self._add(name, code, "good", values)

    def bad(self, name: str, code: str, /, **values: Value) -> None:
        self._add(name, code, "bad", values)

    def by_hand(self, name: str, code: str, /, **values: Value) -> None:
        self._add(name, code, "try", values)

    def judged(self, ok: bool, name: str, code: str, /, **values: Value) -> None:
        self._add(name, code, "good" if ok else "bad", values)

    def _add(self, name: str, code: str, state: State, values: Mapping[str, Value]) -> None:
        self.all.append(Finding(self.part, name, code, state, values))
