"""The last look before something is done: a yes or no, and "check your answers" with a way to change each one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from chat.message import Option
from chat.question import WITHIN, Json, Said, Screen, Took, Unread, View, Wording
from chat.read import bare, choose, words

SHOWN = "shown"
"""In a view: the sum of the text that stood on the screen, which alone a yes counts for."""


def sum_of(text: str) -> int:
    return crc32(text.encode())


@dataclass(frozen=True, slots=True)
class Confirm:
    """Yes or no, counted only for the very text it was given to."""

    say: Wording
    codes: tuple[str, str] = ("yes", "no")

    def recall(self, stored: Json) -> bool | Unread:
        match stored:
            case {"yes": bool(yes), "of": of} if of == sum_of(self.say()):
                return yes
        return self.say.again(stored)

    def hear(self, said: Said, view: View) -> Took[bool] | Unread:
        if view.get(SHOWN) != sum_of(self.say()):
            return Unread(self.say.texts("checking-changed"))
        typed = bare(said.text) if said.tap is None else ""
        spelled = (code for code in self.codes if typed in words(self.say.texts, f"word-{code}"))
        chosen = next(spelled, None) or choose(said, self._options())
        if isinstance(chosen, str):
            return Took(chosen == "yes", {"yes": chosen == "yes", "of": view[SHOWN]})
        return Unread(self.say.texts("common-choose-one"), view)

    def draw(self, view: View) -> Screen:
        return Screen(self.say(), self.say.get("title"), self._options())

    def _options(self) -> tuple[Option, ...]:
        return tuple(Option(code, self.say(code)) for code in self.codes)


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

    def recall(self, stored: Json) -> bool | Unread:
        match stored:
            case {"of": of} if of == sum_of(self._listed()):
                return True
        return self.say.again(stored)

    def hear(self, said: Said, view: View) -> Took[bool | Change] | Unread:
        if view.get(SHOWN) != sum_of(self.draw(view).text):
            return Unread(self.say.texts("checking-changed"))
        inside = self._inside(view)
        if inside and isinstance(part := choose(said, _parts(inside)), str):
            return Took(Change(part), None)
        match self._meant(said):
            case "send":
                return Unread() if inside else Took(True, {"of": view[SHOWN]})
            case "more" if self.more:
                return Took(Change(self.more), None)
            case int(number):
                return self.open(number)
        return Unread(self.say("unclear"))

    def open(self, number: int) -> Took[bool | Change] | Unread:
        """Change this item: its only part, or the part that is chosen next."""
        if not 1 <= number <= len(self.sections):
            return Unread(self.say.texts("review-no-such", n=str(number), last=str(len(self.sections))))
        parts = self.sections[number - 1].parts
        return Took(Change(parts[0][0]), None) if len(parts) == 1 else Unread(view={WITHIN: number - 1})

    def draw(self, view: View) -> Screen:
        title = self.say.get("title")
        if inside := self._inside(view):
            return Screen(self.say("which", section=inside.text), title, _parts(inside))
        return Screen(self._listed(), title, self._options(), words=True, typed=self.say.get("typed"))

    def _options(self) -> tuple[Option, ...]:
        edits = (Option(f"e{n}", self.say("edit", n=str(n))) for n in range(1, len(self.sections) + 1))
        more = (Option("more", self.say("more")),) if self.more else ()
        return (Option("send", self.say("send")), *edits, *more)

    def _listed(self) -> str:
        return self.say(sections="\n".join(f"{n}. {s.text}" for n, s in enumerate(self.sections, 1)))

    def _inside(self, view: View) -> Section | None:
        """The item of which one part is to be changed."""
        at = view.get(WITHIN)
        return self.sections[at] if at is not None and at < len(self.sections) else None

    def _meant(self, said: Said) -> str | int | None:
        """ "send", "more", or the number of an item to change."""
        typed = bare(said.text) if said.tap is None else ""
        if found := self._edit().fullmatch(typed):
            return int(found[1])
        spelled = (code for code in ("send", "more") if typed in words(self.say.texts, f"word-{code}"))
        match next(spelled, None) or choose(said, self._options()):
            case str() as code:
                return int(code[1:]) if code[0] == "e" else code
        return None

    def _edit(self) -> re.Pattern[str]:
        """A number, alone or after the words for changing an item."""
        spellings = sorted(words(self.say.texts, "word-edit"), key=len, reverse=True)
        return re.compile(rf"(?:{'|'.join(map(re.escape, spellings))})? ?(?:so )?(\d{{1,9}})")


def _parts(section: Section) -> tuple[Option, ...]:
    return tuple(Option(key, name) for key, name in section.parts)
