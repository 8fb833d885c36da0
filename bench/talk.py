"""What a person does from /dangky to the sent form, and by what name each screen on the way is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Part = Literal["action", "due", "how"]

COMMAND = "/dangky"
DUE = "quy 1"
CATALOGUE = "MAC-DINH-5N"
CHOICES = (
    ("1.2", "3.1", "4.1"),
    ("1.1", "2.2", "4.1", "5.2"),
    ("1.4", "2.1", "2.5", "3.3", "5.1"),
    ("1.2", "1.3", "2.4", "3.5", "4.4", "5.2"),
)
"""What people choose, in turn. The catalogue draws each group, which a code begins with, on a page of its own."""

FIRST_USER = 5_000_000_000  # as Telegram counts today: the number does not fit 32 bits
SIGN = "№"  # in front of a person's number, in all that this person writes


@dataclass(frozen=True, slots=True)
class Step:
    """One message of a person, and the screen that is to answer it."""

    kind: Literal["says", "taps"]
    what: str
    shows: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who chooses as CHOICES says and writes what nobody else does."""

    number: int
    examples: Mapping[str, tuple[str, str]]  # the action and the way that the catalogue suggests for a code

    @property
    def user(self) -> int:
        return FIRST_USER + self.number

    @property
    def chosen(self) -> Sequence[str]:
        return CHOICES[self.number % len(CHOICES)]

    def words(self) -> dict[str, str]:
        """All that this person writes of their own, by part and code."""
        suggested = ((code, zip(("action", "how"), self.examples[code], strict=True)) for code in self.chosen)
        return {f"{part}.{code}": f"{text} ({SIGN}{self.number})" for code, parts in suggested for part, text in parts}

    def steps(self) -> Iterator[Step]:
        words, chosen = self.words(), self.chosen
        yield Step("says", COMMAND, choosing(0, ()))
        page = 0
        for count, code in enumerate(chosen):
            while page < int(code[0]) - 1:
                page += 1
                yield Step("taps", f".page{page}", choosing(page, chosen[:count]))
            yield Step("taps", f"+{code}", choosing(page, chosen[: count + 1]))
        yield Step("taps", ".done", asking("action", chosen, 0))
        for line, code in enumerate(chosen):
            after = asking("action", chosen, line + 1) if line + 1 < len(chosen) else review(chosen)
            yield Step("says", words[f"action.{code}"], asking("due", chosen, line))
            yield Step("says", DUE, asking("how", chosen, line))
            yield Step("says", words[f"how.{code}"], after)
        yield Step("taps", "send", sent(chosen))


def choosing(page: int, ticked: Sequence[str]) -> str:
    return " ".join(("choosing", str(page), *ticked))


def asking(part: Part, chosen: Sequence[str], line: int) -> str:
    return " ".join((part, str(line), *chosen))


def review(chosen: Sequence[str]) -> str:
    return " ".join(("review", *chosen))


def sent(chosen: Sequence[str]) -> str:
    return " ".join(("sent", *chosen))
