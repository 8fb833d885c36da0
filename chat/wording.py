"""Questions answered in a person's own words: a sentence, a due date, a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chat.dates import explain, read_due, say_due, short_due
from chat.fold import clean
from chat.memory import as_json, restored
from chat.message import FileRef, Option
from chat.question import Json, Problem, Said, Screen, Took, Unread, View, Wording
from chat.read import bare, choose, words
from rules.due import Due, Window, still_fits

LONGEST = 500  # characters of one answer, where no more are asked for; Telegram's own limit of a message is 4096
MEGABYTE = 1_000_000

Check = Callable[[str], Problem | None]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence. `ready` are answers that may be taken as they stand; `kept` is one given before.

    `most`: characters that it may have.
    """

    say: Wording
    check: Check | None = None
    ready: Sequence[str] = ()
    kept: Json = None
    most: int = LONGEST

    def recall(self, stored: Json) -> str | Unread:
        return stored if self._may_stay(stored) else self.say.again(stored)

    def hear(self, said: Said, view: View) -> Took[str] | Unread:
        typed = self._offered(said) or clean(said.text)
        problem = self._problem(typed)
        if problem is None or (problem.soft and typed == self.kept):
            return Took(typed, typed)
        return Unread(self.say.problem(problem), {"doubted": problem.soft}, kept=typed if problem.soft else None)

    def draw(self, view: View) -> Screen:
        kept = self._may_stay(self.kept)
        text = self.say()
        if kept and not view.get("doubted"):
            text += "\n" + self.say.texts("text-kept", kept=self.kept)
        keep = (_keep(self.say),) if kept else ()
        return Screen(text, self.say.get("title"), (*self._ready(), *keep), words=True)

    def _ready(self) -> tuple[Option, ...]:
        return tuple(Option(f"r{n}", sentence) for n, sentence in enumerate(self.ready))

    def _offered(self, said: Said) -> str:
        """The sentence behind an option that was tapped, or typed to its end."""
        kept = self.kept if self._may_stay(self.kept) else ""
        if said.tap is not None:
            return kept if said.tap == "keep" else {o.code: o.label for o in self._ready()}.get(said.tap, "")
        return (kept if _keeps(said, self.say) else "") or next(
            (sentence for sentence in self.ready if bare(sentence) == bare(said.text)), ""
        )

    def _may_stay(self, sentence: Json) -> bool:
        problem = self._problem(sentence) if isinstance(sentence, str) else Problem("text-empty")
        return problem is None or problem.soft

    def _problem(self, typed: str) -> Problem | None:
        if len(typed) > self.most:
            return Problem("text-too-long", {"length": len(typed), "most": self.most})
        problem = self.check(typed) if self.check and typed else None
        if (problem is None or problem.soft) and not any(sign.isalnum() for sign in typed):
            return Problem("text-empty")
        return problem


@dataclass(frozen=True, slots=True)
class DueDate:
    """When something is to be done: day, month, quarter or year (PN-16), echoed rather than asked about again.

    Where only a `day` will do, the question's own words ask for it (`.day`) and echo it (`.echo`).
    """

    say: Wording
    window: Window
    kept: Json = None
    day: bool = False

    def recall(self, stored: Json) -> Due | Unread:
        return self._still(stored) or self.say.again(stored)

    def hear(self, said: Said, view: View) -> Took[Due] | Unread:
        offered = self._offered(view)
        read = read_due(said.text, self.window) if said.tap is None else None
        if read is None:
            chosen = "keep" if _keeps(said, self.say) else choose(said, self._options(offered))
            read = offered.get(chosen) if isinstance(chosen, str) else None
        if isinstance(read, Due) and self.day and read.precision != "day":
            return Unread(self.say("day", typed=said.text))
        if isinstance(read, Due):
            due = say_due(read, self.say.texts)
            return Took(read, read.as_json(), note=self.say.get("echo", due=due) or self.say.texts("due-echo", due=due))
        note = explain(read, said.text, self.say.texts)
        if read is None:
            return Unread(note, view)
        latest = Due("day", self.window.latest, self.window.latest)
        among = read if isinstance(read, tuple) else (latest,) if read.code == "late" else ()
        return Unread(note, {"offered": [due.as_json() for due in among]})

    def draw(self, view: View) -> Screen:
        offered = self._offered(view)
        text = self.say()
        if kept := offered.get("keep"):
            text += "\n" + self.say.texts("text-kept", kept=short_due(kept, self.say.texts))
        return Screen(text, self.say.get("title"), self._options(offered), words=not view.get("offered"))

    def _offered(self, view: View) -> dict[str, Due]:
        """The dates that fit what was typed, or the latest day after one that did not; and the date given before."""
        dues = {f"d{n}": self._still(due) for n, due in enumerate(view.get("offered", ()))}
        return {code: due for code, due in {**dues, "keep": self._still(self.kept)}.items() if due}

    def _options(self, offered: Mapping[str, Due]) -> tuple[Option, ...]:
        keep = _keep(self.say)
        return tuple(
            keep if code == keep.code else Option(code, say_due(due, self.say.texts)) for code, due in offered.items()
        )

    def _still(self, stored: Json) -> Due | None:
        due = Due.from_json(stored)
        fits = still_fits(due, self.window) if due else None
        return fits if isinstance(fits, Due) else None


@dataclass(frozen=True, slots=True)
class File:
    """One file, by the platform's reference; its bytes are fetched by whoever needs them. `most` is in bytes."""

    say: Wording
    most: int
    kinds: Sequence[str] = ()

    def recall(self, stored: Json) -> FileRef | Unread:
        match stored:
            case {"id": str()}:
                return restored(FileRef, stored)
        return self.say.again(stored)

    def hear(self, said: Said, view: View) -> Took[FileRef] | Unread:
        if len(said.files) != 1:
            return Unread(self.say.texts("file-several" if said.files else "file-missing"), view)
        file = said.files[0]
        if file.size > self.most:
            size, most = str(-(-file.size // MEGABYTE)), str(self.most // MEGABYTE)
            return Unread(self.say.texts("file-too-big", size=size, most=most), view)
        if self.kinds and not file.name.casefold().endswith(tuple(self.kinds)):
            return Unread(self.say.texts("file-kind", kinds=", ".join(self.kinds)), view)
        return Took(file, as_json(file), note=self.say.texts("file-echo", name=file.name))

    def draw(self, view: View) -> Screen:
        return Screen(self.say(), self.say.get("title"), words=True)


def _keep(say: Wording) -> Option:
    return Option("keep", say.texts("text-keep"))


def _keeps(said: Said, say: Wording) -> bool:
    if said.tap is not None:
        return said.tap == "keep"
    return bare(said.text) in {*words(say.texts, "word-keep"), bare(say.texts("text-keep"))}
