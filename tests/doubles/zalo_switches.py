"""What a test can make the played Zalo do: every guess about the platform both ways, limits, faults."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Literal

from tests.doubles.zalo_world import Chat, Refusal, bad

Kind = Literal["429", "403", "502", "401", "408", "408_after", "hang", "cut_before", "cut_after", "not_json"]

VIETNAM = timezone(timedelta(hours=7))
QUOTA = Refusal(429, "Quota exceeded")
_SAID = {
    "429": QUOTA,
    "403": Refusal(403, "Internal server error"),
    "401": Refusal(401, "Unauthorized"),
    "408": Refusal(408, "Request timeout"),
    "502": Refusal(502, "Bad Gateway", page=True),
    "not_json": Refusal(200, "not JSON", page=True),
}


@dataclass(slots=True)
class Fault:
    """What happens to the next `times` well-formed calls of a method or of any ("*"), in one chat or in all.

    "hang" and "cut_after" accept the call and never answer it, "408_after" accepts it and says 408; after all others
    nothing has happened.
    """

    method: str
    kind: Kind
    times: int = 1
    chat_id: str | None = None

    @property
    def refusal(self) -> Refusal | None:
        return _SAID.get(self.kind)

    @property
    def afterwards(self) -> Refusal | None:
        return _SAID["408"] if self.kind == "408_after" else None


@dataclass(slots=True)
class Pace:
    """How many messages may be sent in any second: to all, and to one chat. Nothing is published; this is a guess."""

    overall: int = 5
    chat: int = 1


@dataclass(slots=True)
class Switches:
    """What is not known of the platform stands first as the reference guesses it; times are in seconds."""

    # answers
    failure_status: Literal["code", "200"] = "code"  # the HTTP status of an envelope that is not ok
    unknown_token: Literal["401", "404-html"] = "401"
    unknown_chat: int = 400  # error_code for a chat that never wrote
    blocked_chat: int = 400  # error_code for a person who has blocked the bot
    takes_replies: bool = False  # reply_to_message_id, which two clients send and nothing documents, is let through
    text_unit: Literal["utf16", "characters"] = "utf16"  # what the 2000 of a text count
    delay: float = 0.0  # every request needs as long to reach the platform
    # getUpdates
    idle_status: Literal[200, 408] = 200
    webhook_conflict: int = 409  # error_code while a webhook is set: 409 or 400
    getupdates_result: Literal["object", "list"] = "object"
    longest_poll: float = 30.0
    lost_while_offline: float | None = None  # nobody polled for so long: what waits and what comes is dropped
    queue_most: int | None = None  # so many events wait at most; the oldest are dropped
    # events
    photo_field: Literal["photo", "photo_url"] = "photo"
    photo_life: float | None = None  # how long the address of a picture works
    photos_away: bool = False  # the host that hands pictures out is down
    message_type: str = ""  # such as CHAT_MESSAGE: undocumented, seen by some
    mention_stays: bool = True  # a mention of the bot in a group is part of the text
    echo: bool = False  # what the bot sends comes back as an event
    echo_is_bot: bool = True  # the sender of an echo says that it is a bot
    reorder: bool = False  # what was said in one go arrives the last first
    duplicates: bool = False  # every event arrives twice
    # webhook
    body_shape: Literal["flat", "wrapped"] = "flat"
    private_webhooks: bool = True  # http://127.0.0.1 is called; off: blocked as on the platform
    verification: bool = True  # setWebhook tells of its probe
    probe_body: str = "{}"
    public_outcome: str = "webhook.ok"  # what is said of a public address, which the double never calls
    webhook_timeout: float = 5.0
    retries_webhook: bool = False
    webhook_retry: float = 0.05  # the first pause before an event goes out again; it doubles each time
    webhook_retries: int = 5
    webhook_tests: int | None = 10  # testWebhook a day, then 426; None: there is no such method
    spelling_426: Literal["error_code", "errorCode"] = "error_code"
    # limits
    people: int = 50
    people_span: Literal["month", "ever"] = "month"
    too_many_people: int = 429
    per_month: int = 3000
    pace: Pace | None = None
    proactive_window: float | None = None  # how long after a person's last message the bot may write
    fetches_photos: bool = False  # pictures at http://127.0.0.1 are fetched when they are sent
    faults: list[Fault] = field(default_factory=list)

    def take_fault(self, method: str, chat_id: object) -> Fault | None:
        """The fault that strikes this call, counted down."""
        for fault in self.faults:
            if fault.times and fault.method in {"*", method} and fault.chat_id in {None, chat_id}:
                fault.times -= 1
                return fault
        return None


class Plan:
    """Counts what the bot sends against its plan: messages a month of Vietnam, people, and the pace."""

    def __init__(self, switches: Switches) -> None:
        self._switches = switches
        self._month = (0, 0)
        self.messages = 0
        self.people: set[str] = set()
        self._recent: deque[tuple[float, str]] = deque()

    def refusal(self, chat: Chat, now: float) -> Refusal | None:
        """Why a message may not go out to the chat now."""
        self._turn(now)
        switches = self._switches
        if self.messages >= switches.per_month:
            return QUOTA
        if chat.type == "PRIVATE" and chat.id not in self.people and len(self.people) >= switches.people:
            return Refusal(switches.too_many_people, QUOTA.description)
        if switches.proactive_window is not None and now > chat.heard + switches.proactive_window:
            return bad("the person has not written lately")
        return QUOTA if self._too_fast(chat, now) else None

    def count(self, chat: Chat, now: float) -> None:
        self.messages += 1
        self._recent.append((now, chat.id))
        if chat.type == "PRIVATE":
            self.people.add(chat.id)

    def _turn(self, now: float) -> None:
        day = datetime.fromtimestamp(now, VIETNAM)
        if self._month != (day.year, day.month):
            self._month, self.messages = (day.year, day.month), 0
            if self._switches.people_span == "month":
                self.people.clear()

    def _too_fast(self, chat: Chat, now: float) -> bool:
        while self._recent and self._recent[0][0] <= now - 1.0:
            self._recent.popleft()
        pace = self._switches.pace
        if pace is None:
            return False
        here = sum(chat_id == chat.id for _, chat_id in self._recent)
        return len(self._recent) >= pace.overall or here >= pace.chat
