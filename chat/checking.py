"""The last look before something is done: a yes or no, and "check your answers" with a way to change each one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from chat.fold import fold
from chat.message import Option
from chat.question import Json, Said, Screen, Took, Unread, View, Wording
from chat.read import choose, words

_NUMBER = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Confirm:
    """Yes or no, counted only for the very text it was given to."""

    say: Wording
    codes: tuple[str, str] = ("yes", "no")

    def recall(self, stored: Json) -> bool | None:
        return bool(stored["yes"]) if stored["of"] == _sum(self.say()) else None

    def hear(self, said: Said, view: View) -> Took[bool] | Unread:
        for code in self.codes:
            if said.tap is None and fold(said.text) in words(self.say.texts, f"word-{code}"):
                return self._took(code)
        chosen = choose(said, self._options())
        return self._took(chosen) if isinstance(chosen, str) else Unread(self.say.texts("common-choose-one"), view)

    def draw(self, view: View) -> Screen:
        return Screen(self.say(), self.say.get("title"), self._options())

    def _options(self) -> tuple[Option, ...]:
        return tuple(Option(code, self.say(code)) for code in self.codes)

    def _took(self, code: str) -> Took[bool]:
        return Took(code == "yes", {"yes": code == "yes", "of": _sum(self.say())})


@dataclass(frozen=True, slots=True)
class Section:
    """One numbered item of the review: what it says, and the answers behind it as (key, name of the part)."""

    text: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """The person wants to answer this key again and then come back to the review."""

    key: str


@dataclass(frozen=True, slots=True)
class Review:
    """Shows everything, then sends it or reopens one answer by name. `more` is the key that adds items."""

    say: Wording
    sections: Sequence[Section]
    more: str | None = None

    def recall(self, stored: Json) -> bool | None:
        return True if stored["of"] == _sum(self._listed()) else None

    def hear(self, said: Said, view: View) -> Took[bool | Change] | Unread:
        at = view.get("at")
        if at is not None and at < len(self.sections):
            chosen = choose(said, self._parts(at))
            if isinstance(chosen, str):
                return Took(Change(chosen), None)
        if said.tap == "send" or fold(said.text) in {*words(self.say.texts, "word-send"), fold(self.say("send"))}:
            return Took(True, {"of": _sum(self._listed())})
        if self.more and (said.tap == "more" or fold(said.text) in {fold(self.say("more")), *self._word("more")}):
            return Took(Change(self.more), None)
        if (number := self._number(said)) is not None:
            return self._open(number)
        return Unread(self.say("unclear"), {})

    def draw(self, view: View) -> Screen:
        at = view.get("at")
        if at is not None and at < len(self.sections):
            return Screen(self.say("which", section=self.sections[at].text), self.say.get("title"), self._parts(at))
        edits = (Option(f"e{n}", self.say("edit", n=str(n))) for n in range(1, len(self.sections) + 1))
        more = (Option("more", self.say("more")),) if self.more else ()
        return Screen(
            self._listed(),
            self.say.get("title"),
            (Option("send", self.say("send")), *edits, *more),
            words=True,
            typed=self.say.get("typed"),
        )

    def _listed(self) -> str:
        return self.say(sections="\n".join(f"{n}. {s.text}" for n, s in enumerate(self.sections, 1)))

    def _parts(self, at: int) -> tuple[Option, ...]:
        return tuple(Option(key, name) for key, name in self.sections[at].parts)

    def _number(self, said: Said) -> int | None:
        typed = said.tap or fold(said.text)
        found = _NUMBER.search(typed)
        begun = typed.startswith("e") if said.tap else any(typed.startswith(w) for w in self._word("edit"))
        return int(found[0]) if found and (begun or found[0] == typed) else None

    def _open(self, number: int) -> Took[bool | Change] | Unread:
        if not 1 <= number <= len(self.sections):
            return Unread(self.say.texts("review-no-such", n=str(number), last=str(len(self.sections))), {})
        parts = self.sections[number - 1].parts
        return Took(Change(parts[0][0]), None) if len(parts) == 1 else Unread(view={"at": number - 1})

    def _word(self, name: str) -> frozenset[str]:
        return words(self.say.texts, f"word-{name}")


def _sum(text: str) -> int:
    return crc32(text.encode())
