"""What the played Zalo remembers of one bot: its people, its chats, and what stands in them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2s
from itertools import count
from typing import Any, Literal

from tests.doubles.driving import Changing

Json = dict[str, Any]
ChatType = Literal["PRIVATE", "GROUP"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is not ok; `page` is what a gateway says instead of the envelope."""

    code: int
    description: str
    status: int | None = None
    page: bool = False


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as a person sees it; `photo` is the address of the picture, `date` counts milliseconds.

    `moment` is the double's own count of events at the time.
    """

    text: str
    id: str
    photo: str
    date: int
    sticker: str = ""
    voice: str = ""
    styles: tuple[Json, ...] = ()
    parse_mode: str = ""
    from_bot: bool = True
    moment: int = 0


@dataclass(slots=True)
class Chat:
    """A chat that the bot knows: somebody has written to it there."""

    id: str
    type: ChatType
    transcript: list[Shown] = field(default_factory=list)
    blocked: bool = False
    heard: float = 0.0  # when a person last wrote here
    acted: int = 0  # the moment of it

    @property
    def body(self) -> Json:
        return {"id": self.id, "chat_type": self.type}


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes behind an address that an event names."""

    content: bytes
    at: float


class World(Changing):
    """The memory shared by the API side and the people's side; ids are opaque, order is kept by `moment`."""

    def __init__(self, token: str, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self.clock = clock
        number = token.partition(":")[0]
        self.bot: Json = {
            "id": _opaque(token, 0),
            "account_name": f"bot.{number}",
            "account_type": "BASIC",
            "can_join_groups": True,
        }
        self.names: dict[str, str] = {}
        self.chats: dict[str, Chat] = {}
        self.pictures: dict[str, Picture] = {}
        self.looked_at: list[str] = []  # the addresses of pictures that were called, whatever came of it
        self.moments: dict[str, int] = {}  # message id -> the moment it first came up
        self._token = token
        self._ids = count(1)
        self._moment = count(1)

    def now(self) -> int:
        return int(self.clock() * 1000)

    def new_id(self) -> str:
        return _opaque(self._token, next(self._ids))

    def chat(self, chat_id: str, kind: ChatType = "PRIVATE") -> Chat:
        """The chat, made if there is none."""
        chat = self.chats.setdefault(chat_id, Chat(chat_id, kind))
        assert chat.type == kind, f"{chat_id} is a {chat.type} chat"
        return chat

    def show(self, chat: Chat, message_id: str, *, from_bot: bool, **content: Any) -> Shown:
        """Put a message into the chat, where its people see it from now on."""
        content = {"text": "", "photo": ""} | content
        moment = self.moments[message_id] = next(self._moment)
        shown = Shown(id=message_id, date=self.now(), from_bot=from_bot, moment=moment, **content)
        chat.transcript.append(shown)
        if not from_bot:
            chat.heard, chat.acted = self.clock(), moment
        self.touch(chat.id)
        return shown

    def mark(self, message_id: str) -> None:
        """Remember when something came up that stands in no chat."""
        self.moments.setdefault(message_id, next(self._moment))

    def sent_after(self, chat_id: str, moment: int) -> Shown | None:
        """What the bot first sent to the chat after the moment."""
        chat = self.chats.get(chat_id)
        later = (shown for shown in chat.transcript if shown.from_bot and shown.moment > moment) if chat else iter(())
        return next(later, None)


def _opaque(token: str, number: int) -> str:
    """An id in which nothing can be read: neither order nor kind."""
    return blake2s(f"{token}/{number}".encode(), digest_size=10).hexdigest()
