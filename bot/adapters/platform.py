"""What every platform must be able to do, and what can come of a message."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from starlette.routing import BaseRoute

from chat.message import Address, FileRef, Incoming, Reply

Handle = Callable[[Incoming], Awaitable[Reply | None]]


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform has it. `message_id` where it can be edited later; `remark`: worth keeping of how it went."""

    message_id: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never arrive. `gone`: the whole account cannot be reached (blocked, deleted, never begun)."""

    reason: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """The platform asks for a pause of so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another id now."""

    user: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have arrived or not: a time-out, a broken connection. Nothing goes out again before so many seconds."""

    reason: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Not here now, although the account is in order: the person's next one is to carry it.

    `seconds`: where there is no other, it may be tried here again after so many.
    """

    reason: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Gist:
    """What a message that goes out by itself is about, for a platform that takes it only in words agreed beforehand.

    Most platforms never ask for the facts, so they are worked out when somebody does. `notice` is the number under
    which the message is kept: a receipt may name it.
    """

    kind: str
    facts: Callable[[], Mapping[str, str]] = dict
    notice: int = 0


Fetched = bytes | Refused | Later | Unknown
"""What came of asking a platform for a file: its bytes, never, not now, or perhaps another time."""

Trouble = Refused | Later | Moved | Unknown
Outcome = Sent | Trouble | Elsewhere


class Adapter(Protocol):
    """A platform: brings messages in until it is stopped, and carries replies out."""

    platform: str
    alone: bool = True
    """Whether one process at a time runs it, because the platform counts who asks it for messages."""
    fleeting: bool = False
    """Whether it may hand out what somebody sent for less time than they need to say what it is for."""

    async def run(self, handle: Handle) -> None: ...

    def routes(self, handle: Handle) -> Sequence[BaseRoute]:
        """What it answers over HTTP, in every process: a webhook, a page."""
        return ()

    async def send(self, to: Address, reply: Reply) -> Outcome: ...

    async def notify(self, to: Address, reply: Reply, gist: Gist) -> Outcome:
        """Send what nobody has just asked for; most platforms make no difference."""
        return await self.send(to, reply)

    async def edit(self, to: Address, message_id: str, reply: Reply) -> Outcome:
        """Replace a message sent before; platforms that cannot do so refuse."""

    async def close(self) -> None:
        """The program has ended; nothing is sent any more."""
        return

    async def fetch(self, file: FileRef, at: Address) -> Fetched:
        """The bytes of a file that was sent at this address; platforms that take no files refuse."""
        return Refused("no files here")
