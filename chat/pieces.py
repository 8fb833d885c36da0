"""A question answered in pieces: words, links, photos and files in any number, until the person says that is all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chat.fold import clean
from chat.memory import as_json, restored
from chat.message import FileRef, Option
from chat.question import Json, Problem, Said, Screen, Took, Unread, View, Wording
from chat.read import bare, words

Piece = str | FileRef
CheckPiece = Callable[[tuple[Piece, ...], Piece], Problem | None]


@dataclass(frozen=True, slots=True)
class Pieces:
    """`apart` takes a text apart into pieces; `check` sees what there is already and the piece to be added; `name`
    says a piece in one line. Kept as {"pieces": […], "done": bool}: what was sent stays when the person leaves.
    """

    say: Wording
    apart: Callable[[str], Sequence[str]]
    check: CheckPiece
    name: Callable[[Piece], str]
    given: tuple[Piece, ...] = ()

    def recall(self, stored: Json) -> tuple[Piece, ...] | Unread:
        given = pieces_in(stored)
        if given is None:
            return self.say.again(stored)
        return given if stored["done"] else Unread(stored=stored)

    def hear(self, said: Said, view: View) -> Took[tuple[Piece, ...]] | Unread:
        if self._is(said, self._done, "word-done"):
            return Took(self.given, _stored(self.given, done=True))
        if self.given and self._is(said, self._drop, "word-remove"):
            return self._open(self.given[:-1], self.say("dropped", piece=self.name(self.given[-1])))
        new: tuple[Piece, ...] = (*self.apart(clean(said.text)), *said.files) if said.tap is None else ()
        given, notes = self.given, list[str]()
        for piece in new:
            if problem := self.check(given, piece):
                notes.append(self.say.problem(problem))
            else:
                given = (*given, piece)
        return self._open(given, "\n".join(notes) if new else self.say("empty"))

    def draw(self, view: View) -> Screen:
        kept = "\n".join(self.name(piece) for piece in self.given)
        drop = (self._drop,) if self.given else ()
        return Screen(self.say(kept=kept), self.say.get("title"), (self._done, *drop), words=True)

    @property
    def _done(self) -> Option:
        return Option("done", self.say("done" if self.given else "nothing"))

    @property
    def _drop(self) -> Option:
        return Option("drop", self.say("drop"))

    def _is(self, said: Said, option: Option, spellings: str) -> bool:
        if said.tap is not None:
            return said.tap == option.code
        typed = bare(said.text)
        return not said.files and (typed == bare(option.label) or typed in words(self.say.texts, spellings))

    def _open(self, given: tuple[Piece, ...], note: str) -> Unread:
        return Unread(note, stored=_stored(given, done=False))


def pieces_in(stored: Json) -> tuple[Piece, ...] | None:
    """The pieces of a kept answer; None where it is no such answer."""
    match stored:
        case {"pieces": [*pieces], "done": bool()} if all(isinstance(piece, (str, dict)) for piece in pieces):
            return tuple(piece if isinstance(piece, str) else restored(FileRef, piece) for piece in pieces)
    return None


def _stored(pieces: Sequence[Piece], *, done: bool) -> Json:
    return {"pieces": [p if isinstance(p, str) else as_json(p) for p in pieces], "done": done}
