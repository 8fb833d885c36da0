"""The one reader: what a tap, a number, a code, a label, a label without diacritics or a small slip means."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from chat.fold import fold
from chat.message import Option
from chat.question import Said
from chat.texts import Texts

ALIKE = 84.0  # of 100: one slip in a word of six letters still counts
APART = 8.0  # how much the best match must lead, otherwise the person is asked
MOST = 6  # candidates worth showing

_NUMBER = re.compile(r"\d{1,3}")
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True, slots=True)
class Unsure:
    """Several options fit: "Ý bạn là …?"."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """The codes that were meant, and the words that mean nothing here."""

    codes: tuple[str, ...]
    strange: tuple[str, ...] = ()


def choose(said: Said, options: Sequence[Option]) -> str | Unsure | None:
    """The one option that was meant."""
    codes = {o.code: o.code for o in options}
    if said.tap is not None:
        return codes.get(said.tap)
    typed = fold(said.text)
    if not typed:
        return None
    return _by_number(typed, said.numbers, codes) or _by_code(typed, options) or _by_label(typed, options)


def pick(said: Said, options: Sequence[Option]) -> Picked | Unsure | None:
    """Several options by code or number ("1.2, 4.1 5.3"), or one by its label."""
    codes = {o.code for o in options}
    parts = [p for p in _BETWEEN.split(fold(said.text)) if p]
    found = [_by_number(p, said.numbers, codes) or _by_code(p, options) for p in parts]
    if any(found):
        strange = tuple(p for p, code in zip(parts, found, strict=True) if code is None)
        if not strange or all(any(c.isdigit() for c in p) for p in strange):
            return Picked(tuple(dict.fromkeys(c for c in found if c)), strange)
    chosen = choose(said, options)
    return Picked((chosen,)) if isinstance(chosen, str) else chosen


def matching(text: str, options: Iterable[Option]) -> tuple[str, ...]:
    """The codes of the options whose label contains every typed word: the filter of a long list."""
    words = fold(text).split()
    return tuple(o.code for o in options if words and all(w in fold(o.label) for w in words))


def _by_number(typed: str, numbers: Sequence[str], codes: Iterable[str]) -> str | None:
    if not _NUMBER.fullmatch(typed):
        return None
    at = int(typed) - 1
    return numbers[at] if 0 <= at < len(numbers) and numbers[at] in codes else None


def _by_code(typed: str, options: Sequence[Option]) -> str | None:
    return next((o.code for o in options if fold(o.code) == typed), None)


def _by_label(typed: str, options: Sequence[Option]) -> str | Unsure | None:
    labels = {o.code: fold(o.label.removeprefix(f"{o.code} ") if o.shows_code else o.label) for o in options}
    same = [code for code, label in labels.items() if label == typed]
    begun = same or [code for code, label in labels.items() if len(typed) > 1 and label.startswith(typed)]
    if begun:
        return begun[0] if len(begun) == 1 else Unsure(tuple(begun[:MOST]))
    if len(typed) < 3:
        return None
    close = process.extract(typed, labels, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST)
    if not close:
        return None
    best = [str(code) for _, score, code in close if score > close[0][1] - APART]
    return best[0] if len(best) == 1 else Unsure(tuple(best))


@cache
def words(texts: Texts, id_: str) -> frozenset[str]:
    """The spellings of a word that the bot listens for, folded; in the texts they stand side by side: "a | b"."""
    return frozenset(fold(w) for w in texts(id_).split("|"))
