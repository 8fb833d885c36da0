"""A yes to an act on several people: only from the screen that shows them, by its button or its one-time code."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chat.checking import SHOWN, sum_of
from chat.message import Option
from chat.question import ONCE, Json, Said, Screen, Took, Unread, View, Wording
from chat.read import bare, choose, words
from chat.texts import Texts
from rules.once import LASTS, code_once

OF = "of"
UNTIL = "until"


@dataclass(frozen=True, slots=True)
class Once:
    """Yes or no to the act on these (`of`: each by code and version). Where nothing can be tapped, yes is a code.

    The view keeps the code that stands on the screen, until when it counts and for whom. `code` makes a new one.
    """

    say: Wording
    of: Sequence[str]
    now: datetime
    code: Callable[[], str]

    def begin(self) -> Unread:
        return self._anew("")

    def recall(self, stored: Json) -> bool | Unread:
        match stored:
            case {"yes": bool(yes), "of": of} if of == self._sums:
                return yes
        return self.say.again(None)

    def hear(self, said: Said, view: View) -> Took[bool] | Unread:
        texts = self.say.texts
        if [view.get(SHOWN), view.get(OF)] != self._sums:
            return self._anew(texts("checking-changed"))
        if self._is_no(said):
            return self._took(yes=False)
        if said.tap is not None:
            return self._took(yes=True) if said.tap == "yes" else Unread(texts("common-choose-one"), view)
        code = said_once(said.text, texts, bare_too=True)
        if code is None:
            return Unread(texts("once-needed", code=view[ONCE]), view)
        if code != view[ONCE]:
            return Unread(texts("once-wrong", typed=code, code=view[ONCE]), view)
        if self.now > datetime.fromisoformat(view[UNTIL]):
            return self._anew(texts("once-late", typed=code, minutes=minutes()))
        return self._took(yes=True)

    def draw(self, view: View) -> Screen:
        yes, no = self._options()
        code = self.say.texts("once-typed", yes=yes.label, no=no.label, code=view[ONCE], minutes=minutes())
        return Screen(self.say(), self.say.get("title"), (yes, no), words=True, typed=code)

    @property
    def _sums(self) -> list[int]:
        """Of what is shown, and of what it stands for."""
        return [sum_of(self.say()), sum_of(" ".join(self.of))]

    def _options(self) -> tuple[Option, Option]:
        return Option("yes", self.say("yes")), Option("no", self.say("no"))

    def _is_no(self, said: Said) -> bool:
        if said.tap is None and bare(said.text) in words(self.say.texts, "word-no"):
            return True
        return choose(said, self._options()[1:]) == "no"

    def _took(self, *, yes: bool) -> Took[bool]:
        return Took(yes, {"yes": yes, "of": self._sums})

    def _anew(self, note: str) -> Unread:
        """With a new code: the one before counts no longer."""
        view = {ONCE: self.code(), UNTIL: (self.now + LASTS).isoformat(), OF: self._sums[1]}
        return Unread(note, view)


def minutes() -> int:
    return int(LASTS.total_seconds()) // 60


def said_once(text: str, texts: Texts, *, bare_too: bool = False) -> str | None:
    """The code of a message that is nothing but "xong 4827"; of "4827", too, where such a code is asked for."""
    found = code_once(bare(text))
    return found[1] if found and (found[0] in words(texts, "word-once") or (bare_too and not found[0])) else None
