"""The screens of the talk by name, as our own bot drew them; a peer's states say which, and its idiom builds it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

Button = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Screen:
    """Text with a bold beginning of `title` signs, and rows of buttons: label and what is behind."""

    text: str
    title: int
    rows: Sequence[Sequence[Button]]

    def with_words(self, words: Mapping[str, str]) -> str:
        """The text with what the person wrote in its places."""
        text = self.text
        for name, word in words.items():
            text = text.replace(f"{{{name}}}", word)
        return text


@dataclass(frozen=True, slots=True)
class Screens:
    by_name: Mapping[str, Screen]

    @classmethod
    def read(cls, path: Path) -> Self:
        recorded = json.loads(path.read_text("utf-8"))
        return cls({name: Screen(**screen) for name, screen in recorded.items()})

    def __getitem__(self, name: str) -> Screen:
        return self.by_name[name]
