"""Questions answered in a person's own words: a sentence, a due date, a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chat.dates import explain, read_due, say_due, short_due
from chat.fold import clean, fold
from chat.message import FileRef, Option
from chat.question import Json, Problem, Said, Screen, Took, Unread, View, Wording
from chat.read import choose, words
from rules.due import Due, Refusal, Window, still_fits

LONGEST = 500  # characters of one answer; Telegram's own limit of a message is 4096

Check = Callable[[str], Problem | None]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence. `ready` are answers that may be taken as they stand; `kept` is one given before."""

    say: Wording
    check: Check | None = None
    ready: Sequence[str] = ()
    kept: str | None = None

    def recall(self, stored: Json) -> str | None:
        problem = self._problem(stored) if isinstance(stored, str) else Problem("text-empty")
        return None if problem and not problem.soft else stored

    def hear(self, said: Said, view: View) -> Took[str] | Unread:
        if self.kept is not None and _keeps(said, self.say):
            return Took(self.kept, self.kept)
        typed = self._ready(said) or clean(said.text)
        if not typed:
            return Unread(self.say.texts("text-empty"), view)
        if problem := self._problem(typed):
            return Unread(self.say.problem(problem), {"asked": True}, kept=typed if problem.soft else None)
        return Took(typed, typed)

    def draw(self, view: View) -> Screen:
        text = self.say()
        if self.kept is not None and not view.get("asked"):
            text += "\n" + self.say.texts("text-kept", kept=self.kept)
        ready = tuple(Option(f"r{n}", label) for n, label in enumerate(self.ready))
        return Screen(text, self.say.get("title"), (*ready, *_keep(self.kept, self.say)), words=True)

    def _ready(self, said: Said) -> str:
        if said.tap is not None:
            at = said.tap.removeprefix("r")
            return self.ready[int(at)] if at.isdigit() and int(at) < len(self.ready) else ""
        return next((r for r in self.ready if fold(r) == fold(said.text)), "")

    def _problem(self, typed: str) -> Problem | None:
        if len(typed) > LONGEST:
            return Problem("text-too-long", {"length": len(typed), "most": LONGEST})
        return self.check(typed) if self.check else None


@dataclass(frozen=True, slots=True)
class DueDate:
    """When something is to be done: day, month, quarter or year (PN-16), echoed rather than asked about again."""

    say: Wording
    window: Window
    kept: Due | None = None

    def recall(self, stored: Json) -> Due | None:
        due = Due.from_json(stored)
        fits = due and still_fits(due, self.window)
        return fits if isinstance(fits, Due) else None

    def hear(self, said: Said, view: View) -> Took[Due] | Unread:
        if self.kept is not None and _keeps(said, self.say):
            return self._took(self.kept)
        read = read_due(said.text, self.window) if said.tap is None else None
        offered = dict(self._offered(view))
        if read is None and isinstance(chosen := choose(said, self._options(view)), str):
            read = still_fits(offered[chosen], self.window)
        if isinstance(read, Due):
            return self._took(read)
        note = explain(read, said.text, self.say.texts)
        if isinstance(read, tuple):
            return Unread(note, {"among": [due.as_json() for due in read]})
        return Unread(note, {"latest": True} if isinstance(read, Refusal) and read.code == "late" else {})

    def draw(self, view: View) -> Screen:
        options = self._options(view)
        text = self.say()
        if self.kept is not None:
            text += "\n" + self.say.texts("text-kept", kept=short_due(self.kept, self.say.texts))
        return Screen(text, self.say.get("title"), (*options, *_keep(self.kept, self.say)), words=not options)

    def _offered(self, view: View) -> tuple[tuple[str, Due], ...]:
        """The dates that fit what was typed; after one that did not fit, the latest day that does."""
        dues = [due for item in view.get("among", ()) if (due := Due.from_json(item))]
        if view.get("latest"):
            dues = [Due("day", self.window.latest, self.window.latest)]
        return tuple((f"d{n}", due) for n, due in enumerate(dues))

    def _options(self, view: View) -> tuple[Option, ...]:
        return tuple(Option(code, say_due(due, self.say.texts)) for code, due in self._offered(view))

    def _took(self, due: Due) -> Took[Due]:
        return Took(due, due.as_json(), note=self.say.texts("due-echo", due=say_due(due, self.say.texts)))


@dataclass(frozen=True, slots=True)
class File:
    """One file, by the platform's reference; its bytes are fetched by whoever needs them. `most` is in bytes."""

    say: Wording
    most: int
    kinds: Sequence[str] = ()

    def recall(self, stored: Json) -> FileRef | None:
        return FileRef(**stored) if isinstance(stored, dict) else None

    def hear(self, said: Said, view: View) -> Took[FileRef] | Unread:
        if len(said.files) != 1:
            return Unread(self.say.texts("file-several" if said.files else "file-missing"), view)
        file = said.files[0]
        if file.size > self.most:
            size, most = (f"{n / 1e6:.0f}" for n in (file.size, self.most))
            return Unread(self.say.texts("file-too-big", size=size, most=most), view)
        if self.kinds and not file.name.casefold().endswith(tuple(self.kinds)):
            return Unread(self.say.texts("file-kind", kinds=", ".join(self.kinds)), view)
        stored = {"id": file.id, "name": file.name, "size": file.size, "kind": file.kind}
        return Took(file, stored, note=self.say.texts("file-echo", name=file.name))

    def draw(self, view: View) -> Screen:
        return Screen(self.say(), self.say.get("title"), words=True)


def _keep(kept: object, say: Wording) -> tuple[Option, ...]:
    return (Option("keep", say.texts("text-keep")),) if kept is not None else ()


def _keeps(said: Said, say: Wording) -> bool:
    return said.tap == "keep" if said.tap is not None else fold(said.text) in words(say.texts, "word-keep")
