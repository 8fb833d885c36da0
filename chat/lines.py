"""A whole line in one message ("1.2 | action | due | how") or several pasted: answers ahead of their questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from chat.fold import fold
from chat.memory import Memory

BAR = "|"


@dataclass(frozen=True, slots=True)
class Lines:
    """What a typed line answers: the question that chooses the codes, and the keys of the parts after the code."""

    choice: str
    parts: tuple[str, ...]
    codes: tuple[str, ...]

    def spread(self, text: str, key: str, memory: Memory) -> tuple[bool, tuple[str, ...]]:
        """Remember the parts of each line for their own questions: whether any was, and the codes that do not exist."""
        rows = [[p.strip() for p in row.split(BAR)] for row in text.splitlines() if BAR in row]
        known = {fold(code): code for code in self.codes}
        if len(rows) == 1 and fold(rows[0][0]) not in known:
            return self._go_on(rows[0], key, memory), ()
        told = {known[fold(row[0])]: row[1:] for row in rows if fold(row[0]) in known}
        for code, parts in told.items():
            self._keep(code, self.parts, parts, memory)
        if told:
            on = {*memory.answers.get(self.choice, {"on": []})["on"], *told}
            memory.answers[self.choice] = {"on": [c for c in self.codes if c in on], "done": True}
        return bool(told), tuple(row[0] for row in rows if fold(row[0]) not in known)

    def _go_on(self, parts: Sequence[str], key: str, memory: Memory) -> bool:
        """A line without its code answers the open question and those after it for the same code."""
        name, _, code = key.partition(".")
        if name not in self.parts:
            return False
        self._keep(code, self.parts[self.parts.index(name) :], parts, memory)
        return True

    def _keep(self, code: str, names: Sequence[str], parts: Sequence[str], memory: Memory) -> None:
        for name, part in zip(names, parts, strict=False):
            if part:
                memory.answers.pop(f"{name}.{code}", None)
                memory.kept.pop(f"{name}.{code}", None)
                memory.ahead[f"{name}.{code}"] = part
