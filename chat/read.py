"""The one reader: what a tap, a number, a code, a label, a label without diacritics or a small slip means."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from chat.fold import fold
from chat.message import Option
from chat.question import Said
from chat.texts import Texts

SLIP = 4  # letters a word must have so that one wrong, missing, added or swapped letter in it is a slip

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_NUMBER = re.compile(r"(?:(?:so|cau|muc|chon) )?(\d{1,3})")
_BETWEEN = re.compile(r"[\s,;&]+")
_FIGURES = re.compile(r"\d+(?:\.\d+)*")
_JOINING = frozenset({"va", "voi", "chon", "muc", "so"})  # words between codes that mean no option


@dataclass(frozen=True, slots=True)
class Unsure:
    """Several options fit: "Ý bạn là …?"."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """The codes that were meant, and the words that mean nothing here."""

    codes: tuple[str, ...]
    strange: tuple[str, ...] = ()


@lru_cache(maxsize=1024)
def bare(text: str) -> str:
    """The text for comparing with what a person typed: folded, and without the signs around it ("2." "Gửi!")."""
    folded = fold(unicodedata.normalize("NFKC", text))
    return _EDGES.sub("", folded) or folded


def choose(said: Said, options: Sequence[Option]) -> str | Unsure | None:
    """The one option that was meant."""
    return exact(said, options) or near(said, options)


def exact(said: Said, options: Sequence[Option]) -> str | Unsure | None:
    """The option that was tapped, or called by its number, its whole label or its code."""
    if said.tap is not None:
        return said.tap if any(o.code == said.tap for o in options) else None
    typed = bare(said.text)
    if not typed:
        return None
    return _by_number(typed, said.numbers, options) or _by_label(said.text, options) or _by_code(typed, options)


def near(said: Said, options: Sequence[Option]) -> str | Unsure | None:
    """The option whose label begins with what was typed, or else is the same but for slips of the finger."""
    typed = bare(said.text)
    if said.tap is not None or len(typed) < 2:
        return None
    names = {o.code: bare(_named(o)) for o in options}
    return _one_of([code for code, name in names.items() if name.startswith(typed)]) or _one_of(
        [code for code, name in names.items() if _alike(typed, name)]
    )


def pick(said: Said, options: Sequence[Option]) -> Picked | None:
    """Several options by code or number ("1.2, 4.1 5.3"); None where something else was typed."""
    parts = [part for word in _BETWEEN.split(said.text) if (part := bare(word)) and part not in _JOINING]
    found = [_by_number(part, said.numbers, options) or _by_code(part, options) for part in parts]
    strange = tuple(part for part, code in zip(parts, found, strict=True) if code is None)
    # What is no code here must at least look like one: a sentence with a number in it is no list.
    listed = all(any(sign.isdigit() for sign in part) for part in strange) if any(found) else _figures(strange)
    return Picked(tuple(dict.fromkeys(code for code in found if code)), strange) if parts and listed else None


def matching(text: str, options: Iterable[Option]) -> tuple[str, ...]:
    """The codes of the options in whose label every typed word begins a word: the filter of a long list."""
    typed = bare(text).split()
    return tuple(o.code for o in options if typed and _holds(bare(o.label).split(), typed))


def spoken(option: Option) -> str:
    """What one types for an option that steers: its label up to the colon, without the arrows."""
    return option.label.strip("‹› ").partition(":")[0].lower()


@cache
def words(texts: Texts, id_: str) -> frozenset[str]:
    """The spellings of a word that the bot listens for, folded; in the texts they stand side by side: "a | b"."""
    return frozenset(bare(word) for word in texts(id_).split("|"))


def _by_number(typed: str, numbers: Sequence[str], options: Sequence[Option]) -> str | None:
    """Numbers mean what was shown with them, as long as it can still be chosen."""
    found = _NUMBER.fullmatch(typed)
    at = int(found[1]) - 1 if found else -1
    return numbers[at] if 0 <= at < len(numbers) and any(o.code == numbers[at] for o in options) else None


def _by_label(text: str, options: Sequence[Option]) -> str | Unsure | None:
    """By the whole label; where signs alone tell two labels apart ("A?" and "A!"), they count."""
    same = [o for o in options if bare(text) in (bare(o.label), bare(_named(o)))]
    to_the_sign = [o for o in same if fold(text) in (fold(o.label), fold(_named(o)))]
    return _one_of([o.code for o in to_the_sign or same])


def _by_code(typed: str, options: Sequence[Option]) -> str | None:
    return next((o.code for o in options if bare(o.code) == typed), None)


def _named(option: Option) -> str:
    """The label without the code that it begins with."""
    return option.label.removeprefix(f"{option.code} ") if option.shows_code else option.label


def _one_of(codes: Sequence[str]) -> str | Unsure | None:
    return Unsure(tuple(codes)) if len(codes) > 1 else next(iter(codes), None)


def _alike(typed: str, name: str) -> bool:
    """The same words, of which at most every second has a slip. No short word is taken for another: "ko" for "toi"."""
    if typed.replace(" ", "") == name.replace(" ", ""):
        return True
    pairs = list(zip(typed.split(), name.split(), strict=False))
    slips = [(a, b) for a, b in pairs if a != b]
    same_length = len(typed.split()) == len(name.split())
    return same_length and 2 * len(slips) <= len(pairs) + 1 and all(_slip(a, b) for a, b in slips)


def _slip(typed: str, word: str) -> bool:
    return min(len(typed), len(word)) >= SLIP and f"{typed}{word}".isalpha() and OSA.distance(typed, word) <= 1


def _figures(parts: Sequence[str]) -> bool:
    return bool(parts) and all(_FIGURES.fullmatch(part) for part in parts)


def _holds(words_of_label: Sequence[str], typed: Sequence[str]) -> bool:
    return all(any(word.startswith(begun) for word in words_of_label) for begun in typed)
