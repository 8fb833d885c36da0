"""A set of questions (PN-20), read from its TOML file and refused as a whole if anything in it is doubtful."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from programmes.files import Refused, read_table

LONGEST_TITLE = 80
LONGEST_QUESTION = 300
LONGEST_OPTION = 60  # characters: it stands on a button
LONGEST_REASON = 300
MOST_QUESTIONS = 20
LETTERS = "ABCDEF"


def _text(value: object) -> bool:
    return isinstance(value, str)


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text for text in value)


def _tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(table, dict) for table in value)


_KEYS: Mapping[str, Mapping[str, Callable[[object], bool]]] = {
    "quiz": {
        **dict.fromkeys(("title", "criterion", "origin", "certainty"), _text),
        "source": _texts,
        "pass_mark": _number,
        "questions": _tables,
    },
    "question": {**dict.fromkeys(("ask", "right", "why", "source"), _text), "options": _texts},
}
_WORDS: Mapping[str, frozenset[str]] = {
    "origin": frozenset({"seed", "observed", "page", "unofficial", "proposed"}),
    "certainty": frozenset({"high", "medium", "low"}),
}


@dataclass(frozen=True, slots=True)
class Question:
    """`right` is the letter of the right option; `why` explains it afterwards."""

    ask: str
    options: tuple[str, ...]
    right: str
    why: str

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(LETTERS[: len(self.options)])

    def option(self, letter: str) -> str:
        return self.options[LETTERS.index(letter)]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions for one criterion; it is passed with so many right answers."""

    title: str
    criterion: str
    pass_mark: int
    questions: tuple[Question, ...]
    source: tuple[str, ...]
    origin: str
    certainty: str


def shipped() -> tuple[str, ...]:
    names = (item.name for item in (files("programmes") / "quizzes").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load(source: Path | str) -> QuestionSet | Refused:
    """The set in a file, or the shipped one of this name."""
    if isinstance(source, str) and source not in shipped():
        return Refused("unknown", {"name": source, "known": ", ".join(shipped())})
    place = source if isinstance(source, Path) else files("programmes") / "quizzes" / f"{source}.toml"
    found = read_table(place)
    return found if isinstance(found, Refused) else next(_faults(found), None) or _read(found)


def _faults(table: dict[str, Any]) -> Iterator[Refused]:
    """What is wrong, in the order of reading; a later check relies on the earlier ones having passed."""
    yield from _shape(table, "quiz", "quiz", ("title", "criterion", "pass_mark", "questions", "source", "origin"))
    yield from _long("quiz", "title", table["title"], LONGEST_TITLE)
    count = len(table["questions"])
    if count > MOST_QUESTIONS:
        yield Refused("too-many", {"count": str(count), "most": str(MOST_QUESTIONS)})
    if table["pass_mark"] > count:
        yield Refused("pass-mark", {"mark": str(table["pass_mark"]), "count": str(count)})
    for number, item in enumerate(table["questions"], 1):
        yield from _question(item, str(number))


def _question(item: dict[str, Any], where: str) -> Iterator[Refused]:
    yield from _shape(item, "question", where, ("ask", "options", "right", "why"))
    yield from _long(where, "ask", item["ask"], LONGEST_QUESTION)
    yield from _long(where, "why", item["why"], LONGEST_REASON)
    for option in item["options"]:
        yield from _long(where, "options", option, LONGEST_OPTION)
    if not 2 <= len(set(item["options"])) == len(item["options"]) <= len(LETTERS):
        yield Refused("options", {"where": where, "most": str(len(LETTERS))})
    if item["right"] not in tuple(LETTERS[: len(item["options"])]):
        yield Refused("right", {"where": where, "value": item["right"]})


def _shape(table: dict[str, Any], kind: str, where: str, needed: tuple[str, ...]) -> Iterator[Refused]:
    """Keys that are unknown, of another type, outside their list of words, missing or empty."""
    for key, value in table.items():
        if key not in _KEYS[kind]:
            yield Refused("unknown-key", {"where": where, "key": key})
        elif not _KEYS[kind][key](value) or (key in _WORDS and value not in _WORDS[key]):
            yield Refused("wrong-value", {"where": where, "key": key, "value": str(value)})
    for key in needed:
        if table.get(key) in (None, "", []):
            yield Refused("missing-key", {"where": where, "key": key})


def _long(where: str, key: str, text: str, longest: int) -> Iterator[Refused]:
    if len(text) > longest:
        told = {"where": where, "key": key, "length": str(len(text)), "longest": str(longest)}
        yield Refused("too-long", told)


def _read(table: dict[str, Any]) -> QuestionSet:
    questions = tuple(
        Question(item["ask"], tuple(item["options"]), item["right"], item["why"]) for item in table["questions"]
    )
    about = (tuple(table["source"]), table["origin"], table.get("certainty", "medium"))
    return QuestionSet(table["title"], table["criterion"], table["pass_mark"], questions, *about)
