"""What came of the sender's messages, kept together until it is written."""

from dataclasses import dataclass, field, replace

from bot.letters import Letter
from chat.message import Address
from storage.ledger import Verdict
from storage.outbox import Result


@dataclass(slots=True)
class Ends:
    """What came of messages and is not written yet. `gone`: accounts at which nobody is; `moved`: with their new id."""

    results: list[Result] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    gone: list[tuple[Address, str]] = field(default_factory=list)
    moved: list[tuple[Address, str]] = field(default_factory=list)

    def note(self, letter: Letter, result: Result, state: str, **more: str | None) -> None:
        """The end of a letter, and of the rows it speaks of; those that stay claimed go with the same letter later."""
        self.results.append(replace(result, hops=letter.in_vain))
        if state != "claimed":
            self.verdicts += [Verdict(id_, state, result.why or "", **more) for id_ in letter.rows]

    def after(self, first: "Ends") -> "Ends":
        results, verdicts = first.results + self.results, first.verdicts + self.verdicts
        return Ends(results, verdicts, first.gone + self.gone, first.moved + self.moved)
