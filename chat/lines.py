"""A whole line in one message ("1.2 | action | due | how") or several pasted: answers ahead of their questions."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chat.choices import ticks
from chat.memory import Memory
from chat.read import bare

BAR = "|"
BEGINNING = 20  # signs by which a line that was not taken is named

_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Spread:
    """What came of lines: how many codes were filled in, which came twice, which do not exist, what has no code."""

    filled: int = 0
    twice: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """What a typed line answers: the question that chooses the codes, and the keys of the parts after the code.

    Where the codes are settled there is no such question, and `choice` is empty.
    """

    choice: str
    parts: tuple[str, ...]
    codes: tuple[str, ...]

    def spread(self, text: str, key: str, memory: Memory) -> Spread | None:
        """Remember the parts of each line for their own questions; None where the text is an ordinary answer."""
        if BAR not in text:
            return None
        rows = [row for line in text.splitlines() if (row := line.strip())]
        known = {bare(code): code for code in self.codes}
        codes = [known.get(bare(_head(row))) for row in rows]
        if not any(codes) and key != self.choice:
            return self._go_on(rows, key, memory)
        for code, row in zip(codes, rows, strict=True):
            if code:
                self._keep(code, self.parts, row.partition(BAR)[2], memory)
        times = Counter(code for code in codes if code)
        if times and self.choice:
            self._tick(times, memory)
        others = [_head(row) for code, row in zip(codes, rows, strict=True) if code is None]
        return Spread(
            len(times),
            tuple(code for code in times if times[code] > 1),
            tuple(head for head in others if self._is_like_a_code(head)),
            tuple(head[:BEGINNING] for head in others if not self._is_like_a_code(head)),
        )

    def _go_on(self, rows: Sequence[str], key: str, memory: Memory) -> Spread | None:
        """A line without its code answers the open question and those after it for the same code."""
        part, _, code = key.partition(".")
        if part not in self.parts:
            return None
        left = self.parts[self.parts.index(part) :]
        if all(row.count(BAR) >= len(left) and self._is_like_a_code(_head(row)) for row in rows):
            return Spread(strange=tuple(map(_head, rows)))
        if len(rows) > 1 or len(left) == 1:
            return None
        self._keep(code, left, rows[0], memory)
        return Spread()

    def _keep(self, code: str, parts: Sequence[str], told: str, memory: Memory) -> None:
        for part, words in zip(parts, told.split(BAR, len(parts) - 1), strict=False):
            if words.strip():
                key = f"{part}.{code}"
                memory.answers.pop(key, None)
                memory.kept.pop(key, None)
                memory.ahead[key] = words.strip()

    def _tick(self, codes: Counter[str], memory: Memory) -> None:
        stored = memory.answers.get(self.choice)
        on = {*(ticks(stored, self.codes) or ()), *codes}
        memory.answers[self.choice] = {"on": [code for code in self.codes if code in on], "done": True}

    def _is_like_a_code(self, head: str) -> bool:
        return _shape(head) in map(_shape, self.codes)


def _head(row: str) -> str:
    return row.partition(BAR)[0].strip()


def _shape(text: str) -> str:
    return _FIGURES.sub("0", bare(text))
