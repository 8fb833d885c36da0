"""What the played Zalo remembers: people, what they were sent, money, quota, and who waits for what."""

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.doubles.driving import Changing

Json = dict[str, Any]

HOUR = 3600.0
DAY = 24 * HOUR
_VIETNAM = 7 * HOUR  # Asia/Ho_Chi_Minh has no summer time


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer whose `error` is not 0."""

    code: int
    message: str


def strange(what: str) -> Refusal:
    """What the real server may let pass, and is a mistake of ours all the same."""
    return Refusal(-201, f"the double: {what}")


@dataclass(frozen=True, slots=True)
class Button:
    """A button of a message; `payload` is a text for queries and an object for the others."""

    type: str
    title: str
    payload: Any


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as a person sees it; `template` and `data` are of a template, `at` is when it was accepted.

    `file` and `content` are of a file or a picture.
    `pushed` is False if the phone stayed silent, because it is night; `tracking_id` is of a message by phone.
    """

    text: str
    buttons: tuple[Button, ...]
    id: str
    template: str
    data: Json
    at: float
    pushed: bool = True
    tracking_id: str = ""
    file: str = ""
    content: bytes = b""

    @property
    def labels(self) -> list[str]:
        return [button.title for button in self.buttons]

    @property
    def payloads(self) -> list[Any]:
        return [button.payload for button in self.buttons]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of the account's that has not been sent yet: "image" or "file"."""

    kind: str
    name: str
    content: bytes
    at: float


@dataclass(slots=True)
class Person:
    """Somebody who met the OA; the times are those of interactions, in seconds since 1970."""

    id: str
    interacted: float | None = None
    unfollowed: bool = False
    acted: int = 0  # the moment of the last thing they did
    messages: list[Shown] = field(default_factory=list)


class World(Changing):
    """The memory shared by the API side and the people's side; everything is ordered by `moment`."""

    def __init__(self, app_id: str, oa_id: str) -> None:
        super().__init__()
        self.app_id = app_id
        self.oa_id = oa_id
        self.clock: Callable[[], float] = time.time
        self.people: dict[str, Person] = {}
        self.followers: set[str] = set()
        self.by_phone: defaultdict[str, list[Shown]] = defaultdict(list)
        self.moments: dict[str, int] = {}  # id of an event or message -> moment
        self.files: dict[str, bytes] = {}
        self.filed: dict[str, float] = {}  # when each was sent
        self.looked_at: list[str] = []  # the files that were called, whatever came of it
        self.uploads: dict[str, Upload] = {}  # by what was handed out for them
        self.money = 1_000_000
        self.billed: list[str] = []  # the ids of the free texts that cost money
        self.quota = 5_000  # templates a day
        self.zalo_phones: set[str] = set()
        self.admin_phones: set[str] = set()
        self.opted_out: set[str] = set()
        self._sent_on: defaultdict[int, int] = defaultdict(int)  # day -> templates
        self._moment = count(1)
        self._number = count(1)
        self._last_ms = 0

    def ms(self) -> int:
        return int(self.clock() * 1000)

    def event_ms(self) -> int:
        """A moment of its own for every event: those without a msg_id are told apart by it."""
        self._last_ms = max(self._last_ms + 1, self.ms())
        return self._last_ms

    def new_id(self, kind: str) -> str:
        return f"{kind}{next(self._number)}"

    def night(self, zone: int) -> bool:
        hour = int((self.clock() + zone * HOUR) % DAY // HOUR)
        return hour >= 22 or hour < 6

    def person(self, user_id: str) -> Person:
        return self.people.setdefault(user_id, Person(user_id))

    def show(self, shelf: list[Shown], shown: Shown) -> None:
        shelf.append(shown)
        self.moments[shown.id] = next(self._moment)
        self.touch()

    def act(self, user_id: str, event_id: str) -> None:
        self.person(user_id).acted = self.moments[event_id] = next(self._moment)

    def shown_after(self, shelf: list[Shown], moment: int) -> Shown | None:
        return next((shown for shown in shelf if self.moments[shown.id] > moment), None)

    @property
    def remaining(self) -> int:
        return max(0, self.quota - self._sent_on[self._day()])

    def count_template(self) -> None:
        self._sent_on[self._day()] += 1

    def _day(self) -> int:
        return int((self.clock() + _VIETNAM) // DAY)
