"""What a refusal of Zalo means: for the message, for one chat alone, or for the whole account."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.adapters.platform import Later, Outcome, Refused, Unknown
from bot.adapters.zalo_bot_api import QUOTA, Failed, Kind
from bot.pacing import pause_after

LONGEST = 3600.0  # seconds of a pause for the plan
DOUBT = 60.0  # seconds in which nothing goes out again that may have arrived (zalo.md A.8)
GONE_AFTER = 3  # refusals for good, one after the other: nobody can be reached there
OWN_AFTER = 5  # other refusals, while others are served: Zalo does not say so, but the chat itself is not taken


@dataclass(frozen=True, slots=True)
class Trouble:
    """A chat's refusals of one kind, one after the other; `served` counts what all chats had got at the first."""

    kind: Kind
    served: int
    times: int


class Troubles:
    """Zalo does not tell a month's plan that is used up from a person too many, nor a fault of its own from a block.

    So it is told by whether others are served meanwhile: nobody waits for a chat that Zalo does not take.
    """

    def __init__(self, time: Callable[[], float]) -> None:
        self._time = time
        self._served = 0
        self._of: dict[str, Trouble] = {}
        self._rests = 0
        self._until = 0.0

    def over(self, chat: str) -> None:
        """A message was taken."""
        self._served += 1
        self._of.pop(chat, None)
        self._rests = 0

    def outcome(self, chat: str, failed: Failed) -> Outcome:
        """What comes of the message. Of a token that is not taken any more nothing is said here: it waits."""
        if failed.kind == "auth":
            return Later(QUOTA)
        if failed.kind == "unknown":
            return Unknown(failed.why, DOUBT)
        before = self._of.get(chat)
        if before is None or before.kind != failed.kind:
            before = Trouble(failed.kind, self._served, 0)
        trouble = self._of[chat] = Trouble(before.kind, before.served, before.times + 1)
        if trouble.kind == "permanent":
            return Refused(failed.why, gone=trouble.times >= GONE_AFTER)
        if trouble.times >= OWN_AFTER and self._served > trouble.served:
            return Refused(failed.why, gone=True)
        return Later(self._rest() if trouble.kind == "quota" else pause_after(trouble.times))

    def _rest(self) -> float:
        """The account's pause for the plan. It grows where the one before has not helped."""
        now = self._time()
        if now >= self._until:
            self._until = now + min(QUOTA * 2**self._rests, LONGEST)
            self._rests += 1
        return self._until - now
