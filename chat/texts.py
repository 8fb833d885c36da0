"""Every word the bot says, out of Fluent files; a missing text or variable is a bug and never reaches a person."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast

Value = str | int

KEPT = 1024  # texts ready said: a run begins at its first line for every message, and says most things again
LONG = 2000  # characters; Fluent refuses a variable of more than 2500, so longer ones are put in afterwards
COMMENT = re.compile(r"^#.*\n?", re.MULTILINE)
ENTRY = re.compile(r"^(?=-?[a-zA-Z][\w-]* *=)", re.ASCII | re.MULTILINE)  # what stands before one
ATTRIBUTE = re.compile(r"^ +\.([a-zA-Z][\w-]*) *=", re.ASCII | re.MULTILINE)
NAME = re.compile(r"-?[a-zA-Z][\w-]*", re.ASCII)
FIRST_MARK = 0xE000  # of the private signs that stand for them meanwhile; nobody can type one (chat.fold.clean)


class MissingText(LookupError):
    """A text or one of its variables is not there."""


class Texts:
    """The texts of one language: `texts("home-title", name="An")`.

    Numbers are grouped as in Vietnamese (12.345), so years and codes go in as text. Fluent would print the id of a
    missing text and the name of a missing variable; here both raise.
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._bundle = FluentBundle(["vi"], use_isolating=False)
        self._said = lru_cache(KEPT)(self._say)
        self.ids: dict[str, str] = {}
        self._terms: dict[str, str] = {}
        self._unread: dict[str, tuple[str, str]] = {}
        for name, source in sorted(sources.items()):
            head, *entries = ENTRY.split(COMMENT.sub("", source))
            if head.strip():
                raise _unreadable(name, head)
            for entry in entries:
                self._remember(name, entry)

    def read_all(self) -> None:
        """What cannot be read raises now: whoever serves people knows it before they do."""
        for name in list(self._unread):
            self._read(name)

    def _remember(self, file: str, entry: str) -> None:
        """Where it stands and what it is called; what it says is read when it is said for the first time."""
        name, _, said = entry.partition("=")
        name = name.rstrip()
        value, *attributes = ATTRIBUTE.split(said)
        own = [name] if value.strip() else []
        if not own and not attributes:
            raise _unreadable(file, entry)
        named = self._terms if name.startswith("-") else self.ids
        for id_ in [*own, *(f"{name}.{attribute}" for attribute in attributes[::2])]:
            if id_ in named:
                raise MissingText(f"{file}: {id_} stands in {named[id_]} too")
            named[id_] = file
        if name in self._unread:
            raise MissingText(f"{file}: {name} stands in {self._unread[name][0]} too")
        self._unread[name] = file, entry

    def _read(self, name: str, *within: str) -> None:
        """This entry, after those that it puts in. Of thousands, a process says a few; all take a fifth of a second."""
        unread = self._unread.get(name)
        if unread is None or name in within:
            return
        file, entry = unread
        for other in NAME.findall(entry):
            self._read(other, name, *within)
        resource = FluentParser(with_spans=False).parse(entry)
        if any(isinstance(read, ast.Junk) for read in resource.body):
            raise _unreadable(file, entry)
        self._bundle.add_resource(resource)
        self._unread.pop(name, None)

    def __contains__(self, id_: str) -> bool:
        return id_ in self.ids

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __call__(self, id_: str, **values: Value) -> str:
        return self._said(id_, *values.items())

    def _say(self, id_: str, *given: tuple[str, Value]) -> str:
        values = dict(given)
        if id_ not in self.ids:
            raise MissingText(id_)
        name, _, attribute = id_.partition(".")
        self._read(name)
        message = self._bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        assert pattern is not None  # noqa: S101 - only patterns are in `ids`
        long = [name for name, value in values.items() if isinstance(value, str) and len(value) > LONG]
        marks = {name: chr(FIRST_MARK + n) for n, name in enumerate(long)}
        text, errors = self._bundle.format_pattern(pattern, {**values, **marks} if marks else values)
        if errors:
            raise MissingText(f"{id_}: {errors[0]}")
        for name, mark in marks.items():
            text = str(text).replace(mark, str(values[name]))
        return _without_gaps(str(text))

    def get(self, id_: str, **values: Value) -> str:
        """The text, or nothing where the question has no such part (a title, a hint)."""
        return self(id_, **values) if id_ in self.ids else ""


def _unreadable(file: str, entry: str) -> MissingText:
    return MissingText(f"{file}: unreadable entry {entry.strip()[:60]!r}")


def _without_gaps(text: str) -> str:
    """A line whose variable had nothing to say is left out."""
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()) if "\n" in text else text.rstrip()


@cache
def load_texts(language: str = "vi", address: str = "ban") -> Texts:
    """The shipped texts. `address` is how members are spoken to, a file of locales/vi/address."""
    folder = files("locales") / language
    sources = [f for f in folder.iterdir() if f.name.endswith(".ftl")]
    sources.append(folder / "address" / f"{address}.ftl")
    return Texts({f.name: f.read_text("utf-8") for f in sources})
