"""What a test can make the played Telegram do: be slow, keep a pace, refuse, break off."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Literal

from tests.doubles.telegram_world import BLOCKED, Refusal, bad, too_many

Kind = Literal["too_many", "blocked", "chat_not_found", "migrate", "bad_gateway", "hang", "cut_before", "cut_after"]


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` well-formed calls of a method, in one chat or in all.

    `value` is the `retry_after` of "too_many" in seconds, or the new chat id of "migrate". "hang" and "cut_after"
    accept the call and never answer it; "cut_before" closes the connection and nothing has happened.
    """

    method: str
    kind: Kind
    times: int = 1
    value: int = 0
    chat_id: int | None = None

    def refusal(self) -> Refusal | None:
        match self.kind:
            case "too_many":
                return too_many(self.value)
            case "blocked":
                return BLOCKED
            case "chat_not_found":
                return bad("chat not found")
            case "migrate":
                moved = "Bad Request: group chat was upgraded to a supergroup chat"
                return Refusal(400, moved, {"migrate_to_chat_id": self.value})
            case "bad_gateway":
                return Refusal(502, "Bad Gateway")
        return None


@dataclass(slots=True)
class Pace:
    """How many messages may be sent or edited: in any second, at once in a private chat, in a group in any minute.

    `paid`: in any second of those for which the bot pays; they count apart.
    """

    overall: int = 30
    paid: int = 1000
    chat_burst: int = 3
    group: int = 20


@dataclass(slots=True)
class Switches:
    """Everything is off, or as on the real platform, until a test says otherwise; times are in seconds."""

    delay: float = 0.0  # every request needs as long to reach the platform
    pace: Pace | None = None
    callback_age: float = 15.0  # how long a tap can be answered; unpublished, bots report 5 to 15
    longest_poll: float = 50.0
    local_webhook: bool = False  # plain http to 127.0.0.1 is accepted
    webhook_retry: float = 0.05  # the first pause before an update goes out again; it doubles each time
    webhook_retry_most: float = 0.4
    webhook_answers_lost: int = 0  # so many updates are taken, and repeated as if they were not
    webhook_behind: list[str] = field(default_factory=list)  # each call goes to one of these instead
    webhook_twice: float = 0.0  # the share of calls that reach two of them at once
    conflict_pause: float = 3.0  # 409 is answered at once only if the last one is that long ago
    upload_bytes: int = 50_000_000
    photo_bytes: int = 10_000_000
    download_bytes: int = 20_000_000
    faults: list[Fault] = field(default_factory=list)

    def take_fault(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that strikes this call, counted down."""
        for fault in self.faults:
            if fault.times and fault.method.lower() == method.lower() and fault.chat_id in {None, chat_id}:
                fault.times -= 1
                return fault
        return None


class Pacer:
    """Counts messages; the limits are those that Telegram's FAQ names, the private chat's burst is our guess."""

    def __init__(self) -> None:
        self._all: deque[float] = deque()
        self._paid: deque[float] = deque()
        self._groups: defaultdict[int, deque[float]] = defaultdict(deque)
        self._tokens: dict[int, tuple[float, float]] = {}

    def retry_after(self, pace: Pace, chat_id: int, now: float, *, paid: bool = False) -> int:
        """Seconds to wait; 0 lets the message pass and counts it."""
        every, limit = (self._paid, pace.paid) if paid else (self._all, pace.overall)
        group = self._groups[chat_id] if chat_id < 0 else None
        tokens = self._private(pace, chat_id, now)
        waits = [_wait(every, limit, 1.0, now)]
        waits.append(1.0 - tokens if group is None else _wait(group, pace.group, 60.0, now))
        if (wait := max(waits)) > 0:
            return max(1, math.ceil(wait))
        every.append(now)
        if group is None:
            self._tokens[chat_id] = (tokens - 1.0, now)
        else:
            group.append(now)
        return 0

    def _private(self, pace: Pace, chat_id: int, now: float) -> float:
        """A private chat earns one message a second and saves up to its burst."""
        saved, since = self._tokens.get(chat_id, (float(pace.chat_burst), now))
        return min(float(pace.chat_burst), saved + now - since)


def _wait(times: deque[float], limit: int, span: float, now: float) -> float:
    while times and times[0] <= now - span:
        times.popleft()
    return 0.0 if len(times) < limit else times[0] + span - now
